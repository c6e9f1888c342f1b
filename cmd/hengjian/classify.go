package main

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"github.com/alecthomas/kong"

	"hengjian/lexis"
)

// ClassifyCmd is about the suggested class of a message.
type ClassifyCmd struct {
	Evaluate ClassifyEvaluateCmd `cmd:"" help:"交叉检验类别提示的准确程度 / cross-validate the suggested class on a labelled file"`
}

// ClassifyEvaluateCmd measures the classifier on a labelled file. Every fit sees the
// other folds only; texts that stand in the file twice stay in one fold.
type ClassifyEvaluateCmd struct {
	File    string   `arg:"" help:"csv 或 xlsx 文件 / a csv or xlsx file"`
	Text    []string `required:"" help:"文字列，标题在前 / text columns, the title first"`
	Label   string   `required:"" help:"类别列 / the column of classes"`
	Folds   int      `default:"5" help:"折数 / number of folds"`
	FoldCol string   `xor:"folds" help:"由这一列分折 / take the folds from this column"`
	Seeds   int      `default:"1" help:"重复次数，给出均值与标准差 / repeat with so many seeds and print mean and standard deviation"`
	Seed    uint64   `default:"1" help:"第一个种子 / the first seed"`
	JSON    bool     `name:"json" help:"输出 JSON / print JSON"`
}

// evaluation is the JSON answer; with several seeds the scores are means.
type evaluation struct {
	lexis.Score
	MacroF1SD  float64   `json:"macro_f1_sd"`
	AccuracySD float64   `json:"accuracy_sd"`
	Seeds      int       `json:"seeds"`
	MacroF1s   []float64 `json:"macro_f1_by_seed"`
	Documents  int       `json:"documents"`
	Unlabelled int       `json:"unlabelled"`
	Repeated   int       `json:"repeated_texts"`
}

// Run prints the scores.
func (c ClassifyEvaluateCmd) Run(k *kong.Context) error { return c.evaluate(k.Stdout) }

func (c ClassifyEvaluateCmd) evaluate(out io.Writer) error {
	docs, fold, e, err := c.read()
	if err != nil {
		return err
	}
	scores := make([]lexis.Score, c.Seeds)
	for i := range scores {
		seed := c.Seed + uint64(i)
		if c.FoldCol == "" {
			fold = lexis.Folds(docs, c.Folds, seed)
		}
		scores[i] = lexis.Evaluate(docs, fold, lexis.Options{Seed: seed})
	}
	e.summarise(scores)
	if c.JSON {
		return printJSON(out, e)
	}
	return e.print(out)
}

func (c ClassifyEvaluateCmd) read() (docs []lexis.Doc, fold []int, e evaluation, err error) {
	if c.Seeds < 1 || c.FoldCol == "" && c.Folds < 2 {
		return nil, nil, e, bilingual{"至少要有两折、一个种子。", "At least two folds and one seed are needed."}
	}
	columns := append(slices.Clone(c.Text), c.Label)
	if c.FoldCol != "" {
		columns = append(columns, c.FoldCol)
	}
	rows, err := readColumns(c.File, columns)
	if err != nil {
		return nil, nil, e, err
	}
	names, labels := map[string]int{}, map[string]bool{}
	for _, r := range rows {
		d := lexis.Doc{Fields: r[:len(c.Text)], Label: r[len(c.Text)]}
		if d.Label == "" {
			e.Unlabelled++
			continue
		}
		docs, labels[d.Label] = append(docs, d), true
		name := r[len(r)-1]
		if _, ok := names[name]; !ok {
			names[name] = len(names)
		}
		fold = append(fold, names[name])
	}
	e.Documents, e.Repeated, e.Seeds = len(docs), lexis.Repeats(docs), c.Seeds
	if len(labels) < 2 || c.FoldCol == "" && len(docs) < c.Folds || c.FoldCol != "" && len(names) < 2 {
		return nil, nil, e, bilingual{"有类别的行太少：至少要有两个类别，行数不少于折数。", "Too few labelled rows: at least two classes and as many rows as folds are needed."}
	}
	return docs, fold, e, nil
}

func (e *evaluation) summarise(scores []lexis.Score) {
	var f1, accuracy []float64
	e.PerClass = map[string]lexis.ClassScore{}
	part := 1 / float64(len(scores))
	for _, s := range scores {
		f1, accuracy = append(f1, s.MacroF1), append(accuracy, s.Accuracy)
		for l, one := range s.PerClass {
			sum := e.PerClass[l]
			sum.Precision += one.Precision * part
			sum.Recall += one.Recall * part
			sum.F1 += one.F1 * part
			sum.Support = one.Support
			e.PerClass[l] = sum
		}
	}
	e.MacroF1s = f1
	e.MacroF1, e.MacroF1SD = lexis.MeanSD(f1)
	e.Accuracy, e.AccuracySD = lexis.MeanSD(accuracy)
}

func (e evaluation) print(out io.Writer) error {
	w := &report{out: out}
	w.line("文档 documents %d · 未分类 unlabelled %d · 重复文字 repeated texts %d · 种子 seeds %d", e.Documents, e.Unlabelled, e.Repeated, e.Seeds)
	w.line("macro-F1 %.4f ± %.4f", e.MacroF1, e.MacroF1SD)
	w.line("准确率 accuracy %.4f ± %.4f", e.Accuracy, e.AccuracySD)
	labels := make([]string, 0, len(e.PerClass))
	for l := range e.PerClass {
		labels = append(labels, l)
	}
	slices.Sort(labels)
	for _, l := range labels {
		s := e.PerClass[l]
		w.line("  F1 %.3f  precision %.3f  recall %.3f  n %4d  %s", s.F1, s.Precision, s.Recall, s.Support, l)
	}
	return w.err
}

// report keeps the first error of a row of lines.
type report struct {
	out io.Writer
	err error
}

func (r *report) line(format string, args ...any) {
	if r.err == nil {
		_, r.err = fmt.Fprintf(r.out, format+"\n", args...)
	}
}

func printJSON(out io.Writer, v any) error {
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
