package lexis

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"io"
	"math"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

// realMessages are 1,377 public messages; they are not part of the repository.
const realMessages = "../../shared/data/petitions/raw_labelled_1400.csv"

func readDocs(t *testing.T, path string, text []string, label string) []Doc {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(raw, []byte("\ufeff")))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at := map[string]int{}
	for i, h := range rows[0] {
		at[h] = i
	}
	var docs []Doc
	for _, r := range rows[1:] {
		d := Doc{Label: r[at[label]]}
		for _, f := range text {
			d.Fields = append(d.Fields, r[at[f]])
		}
		docs = append(docs, d)
	}
	return docs
}

// The plain run takes two seeds; SLOW=1 takes the ten of the requirement.
func TestRealMessagesThreshold(t *testing.T) {
	if testing.Short() {
		t.Skip("fits a model six times")
	}
	if _, err := os.Stat(realMessages); err != nil {
		t.Logf("NOT RUN: the sample data is absent (%v); the invented corpus is tested instead", err)
		return
	}
	docs := readDocs(t, realMessages, []string{"留言主题", "留言详情"}, "一级标签")
	seeds := 2
	if testing.Short() {
		seeds = 1
	}
	if os.Getenv("HENGJIAN_TEST_FULL") != "" {
		seeds = 10 // what the figure is promised for
	}
	start := time.Now()
	var f1 []float64
	for s := 1; s <= seeds; s++ {
		f1 = append(f1, Evaluate(docs, Folds(docs, 5, uint64(s)), Options{Seed: uint64(s)}).MacroF1)
	}
	mean, sd := MeanSD(f1)
	t.Logf("%d documents, %d repeated texts, %d seeds: macro-F1 %.4f ± %.4f %v in %s", len(docs), Repeats(docs), seeds, mean, sd, f1, time.Since(start))
	if mean < 0.87 {
		t.Errorf("mean macro-F1 %.4f is under 0.87", mean)
	}
}

func invented(t *testing.T) []Doc {
	return readDocs(t, "testdata/messages.csv", []string{"题目", "内容"}, "类别")
}

func TestInventedMessages(t *testing.T) {
	docs := invented(t)
	s := Evaluate(docs, Folds(docs, 5, 1), Options{Seed: 1})
	t.Logf("macro-F1 %.3f, accuracy %.3f", s.MacroF1, s.Accuracy)
	if s.MacroF1 < 0.8 {
		t.Errorf("macro-F1 %.3f on six well-parted classes", s.MacroF1)
	}
	// With labels dealt blindly there is nothing to learn: a higher score would be a leak.
	blind := make([]Doc, len(docs))
	d := dice(3)
	order := make([]int, len(docs))
	for i := range order {
		order[i] = i
	}
	d.shuffle(order)
	for i, j := range order {
		blind[i] = Doc{docs[i].Fields, docs[j].Label}
	}
	if s := Evaluate(blind, Folds(blind, 5, 1), Options{Seed: 1}); s.MacroF1 > 0.4 {
		t.Errorf("macro-F1 %.3f on shuffled labels", s.MacroF1)
	}
}

// A held-out document changes nothing in the model of its fold.
func TestFitSeesOnlyItsFold(t *testing.T) {
	docs := invented(t)
	var train []int
	for i := range docs {
		if i%5 != 0 {
			train = append(train, i)
		}
	}
	pack := func() []byte {
		b, err := newCorpus(docs).fit(train, Options{NoBands: true}).MarshalBinary()
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	before := pack()
	last := docs[0].Label
	for i := 0; i < len(docs); i += 5 {
		docs[i] = Doc{[]string{"另一篇", "完全不同的文字，刑讯逼供，执行。"}, last}
	}
	m1, m2 := unpack(t, before), unpack(t, pack())
	for i, d := range docs {
		a, b := m1.Classify(d.Fields), m2.Classify(d.Fields)
		for k := range a {
			if math.Abs(a[k].Margin-b[k].Margin) > 1e-4 || a[k].Label != b[k].Label {
				t.Fatalf("document %d: %v, %v", i, a[k], b[k])
			}
		}
	}
}

func unpack(t *testing.T, b []byte) *Model {
	t.Helper()
	m := &Model{}
	if err := m.UnmarshalBinary(b); err != nil {
		t.Fatal(err)
	}
	return m
}

func TestModelBytes(t *testing.T) {
	docs := invented(t)
	m := Train(docs, Options{Seed: 9})
	b, err := m.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	// One class after another makes the same model.
	again, _ := Train(docs, Options{Seed: 9, Workers: 1}).MarshalBinary()
	if !bytes.Equal(b, again) {
		t.Error("the same training gave other bytes")
	}
	back := unpack(t, b)
	for _, d := range docs {
		if !slices.Equal(m.Classify(d.Fields), back.Classify(d.Fields)) {
			t.Fatal("the model read back answers otherwise")
		}
	}
	if repack, _ := back.MarshalBinary(); !bytes.Equal(b, repack) {
		t.Error("read and written again, the bytes differ")
	}
	for _, bad := range [][]byte{nil, []byte("x"), b[:len(b)/2], append(slices.Clone(b), 1)} {
		if (&Model{}).UnmarshalBinary(bad) == nil {
			t.Error("bad bytes were taken for a model")
		}
	}
	t.Logf("%d grams, %d bytes", len(m.grams), len(b))
}

func TestExplainNamesTheWords(t *testing.T) {
	m := Train(invented(t), Options{})
	fields := []string{"请查逼供", "我哥哥在讯问时被打，被逼写下供述，不让睡觉。"}
	s := m.Classify(fields)
	if s[0].Label != "刑讯逼供" {
		t.Fatalf("%v", s)
	}
	reasons := m.Explain(fields, s[0].Label)
	t.Log(reasons)
	if len(reasons) == 0 || !strings.ContainsAny(reasons[0].Gram, "逼供讯打") {
		t.Errorf("%v", reasons)
	}
	for _, r := range reasons {
		if r.Weight <= 0 {
			t.Errorf("%v speaks against", r)
		}
	}
	if m.Explain(fields, "无此类") != nil {
		t.Error("an unknown class has reasons")
	}
}

func TestModelsOfLittle(t *testing.T) {
	if s := Train(nil, Options{}).Classify([]string{"甲"}); len(s) != 0 {
		t.Errorf("%v", s)
	}
	one := Train([]Doc{{[]string{"甲乙"}, "a"}, {[]string{""}, "b"}, {[]string{"丙"}, ""}}, Options{})
	if s := one.Classify([]string{"甲"}); len(s) != 1 || s[0].Band != Low {
		t.Errorf("%v", s)
	}
	if one.Docs() != 1 {
		t.Error(one.Docs())
	}
}

func TestFoldsKeepRepeatsTogether(t *testing.T) {
	docs := invented(t)
	docs = append(docs, Doc{[]string{"别的题目", docs[0].Fields[1] + " "}, docs[0].Label})
	f := Folds(docs, 5, 4)
	if f[0] != f[len(f)-1] || Repeats(docs) != 1 {
		t.Error("a repeated text was parted")
	}
	for _, l := range []string{"刑讯逼供", "关系案"} {
		n := map[int]int{}
		for i, d := range docs {
			if d.Label == l {
				n[f[i]]++
			}
		}
		for k := range 5 {
			if n[k] < 2 || n[k] > 4 {
				t.Errorf("%s: %v", l, n)
			}
		}
	}
}

func TestScoreOf(t *testing.T) {
	s := ScoreOf([]string{"a", "a", "b", "c"}, []string{"a", "b", "b", ""})
	if math.Abs(s.MacroF1-(2.0/3+2.0/3+0)/3) > 1e-12 || s.Accuracy != 0.5 || s.PerClass["c"].Support != 1 {
		t.Errorf("%+v", s)
	}
}

func TestRetrain(t *testing.T) {
	full := map[string]int{"a": 50, "b": 50}
	for _, c := range []struct {
		h    History
		want bool
	}{
		{History{Labelled: map[string]int{"a": 500}}, false},
		{History{Labelled: full}, true},
		{History{Labelled: full, Trained: 95}, false},
		{History{Labelled: full, Trained: 80}, true},
		{History{Labelled: full, Trained: 95, Asked: 40, Wrong: 10}, true},
		{History{Labelled: full, Trained: 95, Days: 90}, true},
		{History{Labelled: full, Trained: 100, Days: 900}, false},
	} {
		if a := c.h.Retrain(); a.Train != c.want || a.Zh == "" || a.En == "" {
			t.Errorf("%+v: %+v", c.h, a)
		}
	}
}

// High must hold on documents the model never saw.
func TestBandsHoldOnUnseenMessages(t *testing.T) {
	if testing.Short() {
		t.Skip("short run: the threshold above trains five models already")
	}
	if _, err := os.Stat(realMessages); err != nil {
		t.Logf("NOT RUN: the sample data is absent (%v)", err)
		return
	}
	docs := readDocs(t, realMessages, []string{"留言主题", "留言详情"}, "一级标签")
	fold := Folds(docs, 5, 1)
	asked, right := map[Band]int{}, map[Band]int{}
	var train []Doc
	for i, d := range docs {
		if fold[i] != 0 {
			train = append(train, d)
		}
	}
	m := Train(train, Options{Seed: 1})
	for i, d := range docs {
		if fold[i] == 0 {
			s := m.Classify(d.Fields)[0]
			asked[s.Band]++
			right[s.Band] += btoi(s.Label == d.Label)
		}
	}
	for _, b := range []Band{High, Medium, Low} {
		t.Logf("%s: %d of %d right", b, right[b], asked[b])
	}
	// Three standard errors below 0.95 for some 220 answers.
	if asked[High] < 120 || share(right[High], asked[High]) < 0.90 {
		t.Errorf("high was right in %d of %d", right[High], asked[High])
	}
}

// The fuzzed bytes are packed here, or nothing would get past gzip's checksum.
func FuzzModelBytes(f *testing.F) {
	b, err := Train([]Doc{{[]string{"甲乙丙", "刑讯"}, "a"}, {[]string{"丁", "执行"}, "b"}}, Options{}).MarshalBinary()
	if err != nil {
		f.Fatal(err)
	}
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		f.Fatal(err)
	}
	raw, err := io.ReadAll(z)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(raw)
	f.Fuzz(func(t *testing.T, raw []byte) {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		z.Write(raw)
		z.Close()
		m := &Model{}
		if m.UnmarshalBinary(b.Bytes()) != nil {
			return
		}
		for _, s := range m.Classify([]string{"甲乙丙", "刑讯执行"}) {
			m.Explain([]string{"甲乙丙", "刑讯执行"}, s.Label)
		}
	})
}
