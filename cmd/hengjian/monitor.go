package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"runtime"

	"github.com/alecthomas/kong"

	"hengjian/casebook"
	"hengjian/oversight/screening"
)

// MonitorCmd watches pairs month by month; it needs no database.
type MonitorCmd struct {
	Cases   []string `help:"已结案件登记，可给多个 / registers of closed cases, may be repeated" required:"" sep:"none" placeholder:"FILE"`
	ID      string   `name:"id" help:"案件编号列 / column of the case's id" required:"" placeholder:"COL"`
	Subject string   `help:"被观察的列 / column of the subject" required:"" placeholder:"COL"`
	Partner string   `help:"相对人列 / column of the partner" required:"" placeholder:"COL"`
	Period  string   `help:"期间列，按名称先后排列，例如 2025-03 / column of the period; names sort in time, say 2025-03" required:"" placeholder:"COL"`
	Strata  []string `help:"分层列（期间之外） / columns of the strata, besides the period" placeholder:"COL"`
	Series  string   `help:"串案列 / column of the series" placeholder:"COL"`
	MinMeet int      `help:"最少相遇次数 / least meetings" default:"5"`
	Omega0  float64  `name:"omega0" help:"最小效应原假设的比值比，1 为没有差别 / odds ratio of the null, 1 for none" default:"2"`
	M       string   `name:"m" help:"假设个数的算法 / how hypotheses are counted" enum:"shared,capacity" default:"capacity"`
	Q       float64  `name:"q" help:"错误发现率 / false-discovery rate" default:"0.05"`
	Workers int      `help:"并行数，不影响结果 / workers; they change no result" default:"0"`
	Out     string   `help:"结果写到这个文件，- 为标准输出 / write the result here, - is standard output" required:"" placeholder:"OUT.json"`
}

// Run watches and writes.
func (c MonitorCmd) Run(k *kong.Context) error {
	o := screening.Defaults("pair")
	o.MinMeet, o.Omega0, o.M, o.Q, o.Workers = c.MinMeet, c.Omega0, c.M, c.Q, c.Workers
	if o.Workers <= 0 {
		o.Workers = runtime.NumCPU()
	}
	// The period is read as a series of its own beside the strata.
	cols := casebook.Columns{ID: c.ID, Subject: c.Subject, Partner: c.Partner, Series: c.Series, Strata: c.Strata, Party: c.Period}
	f, err := casebook.Frame(c.Cases, cols)
	if err != nil {
		return err
	}
	w, err := screening.Monitor(f, f.Party, o)
	if err != nil {
		return said(err)
	}
	write := func(to io.Writer) error { return writeWatch(to, w, f.Party.Names) }
	if c.Out == "-" {
		return write(k.Stdout)
	}
	if err := writeWhole(c.Out, write); err != nil {
		return err
	}
	n := 0
	for _, x := range w.Flags {
		n += x
	}
	_, err = fmt.Fprintf(k.Stdout, "%d 行 rows, %d 期 periods, %d 个假设 hypotheses, %d 处值得人工查看 to be looked at → %s\n", w.Rows, w.Periods, w.Pairs, n, c.Out)
	return err
}

func writeWatch(to io.Writer, w *screening.Watch, names []string) error {
	type pair struct {
		Subject  string  `json:"subject"`
		Partner  string  `json:"partner"`
		Observed int     `json:"observed"`
		Expected float64 `json:"expected"`
		E        any     `json:"e"`
		Peak     any     `json:"peak"`
		Since    string  `json:"since"`
	}
	out := struct {
		Rows    int            `json:"rows"`
		Units   int            `json:"units"`
		Periods int            `json:"periods"`
		M       int            `json:"m"`
		Q       float64        `json:"q"`
		Omega0  float64        `json:"omega0"`
		Flags   map[string]int `json:"flags"`
		Results []pair         `json:"results"`
	}{w.Rows, w.Units, w.Periods, w.Pairs, w.Q, w.Omega0, map[string]int{}, []pair{}}
	for i, n := range w.Flags {
		out.Flags[names[i]] = n
	}
	number := func(x float64) any {
		if math.IsInf(x, 0) || math.IsNaN(x) {
			return nil
		}
		return x
	}
	for _, r := range w.Results {
		out.Results = append(out.Results, pair{r.Subject, r.Partner, r.Observed, r.Expected, number(r.E), number(r.Peak), r.Since})
	}
	e := json.NewEncoder(to)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	return e.Encode(out)
}
