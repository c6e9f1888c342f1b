package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"hengjian/oversight/law"
)

// ClockCmd counts one term and says how: hengjian clock --from 2024-02-08 --term 1wd.
type ClockCmd struct {
	From      string   `help:"起算日，如 2024-02-08；小时期限写明时刻，如 2024-02-08T16:30 · start day, or instant for hours" required:""`
	Term      string   `help:"期限：15d 日 5wd 工作日 3m 月 2y 年 24h 小时 30min 分钟 2oh 办公小时；或规则编号，如 clue.tell · term, or the id of a rule" required:""`
	NoRoll    bool     `help:"不因节假日顺延 · do not roll over holidays"`
	Backwards bool     `help:"倒算（“20日前”）· count backwards"`
	Place     string   `help:"行政区划代码，按规则编号取期限时使用 · division code, for rules"`
	Exclude   []string `help:"不计入的期间，如 2024-03-01..2024-03-10，可多次 · days not counted" sep:"none"`
	Extend    []string `help:"延长，如 30d，可多次 · extension" sep:"none"`
	JSON      bool     `name:"json" help:"输出 JSON · print JSON"`
	Lang      string   `help:"语言 · language" enum:"zh,en" default:"zh"`
}

// Run lets kong bind the writer: kong.BindTo(os.Stdout, (*io.Writer)(nil)).
func (c *ClockCmd) Run(w io.Writer) error { return RunClock(w, *c) }

// RunClock counts and prints. What the person typed wrongly comes back as an
// error in the language asked for.
func RunClock(w io.Writer, c ClockCmd) error {
	k, err := c.clock()
	var r law.Result
	if err == nil {
		r, err = law.Built().Due(k)
	}
	if err != nil {
		return c.said(err)
	}
	if c.JSON {
		return printClockJSON(w, r)
	}
	return printClock(w, r, c.Lang == "en")
}

func (c ClockCmd) said(err error) error {
	if e, ok := errors.AsType[*law.Error](err); ok && c.Lang != "en" {
		return errors.New(e.Zh)
	}
	return err
}

func (c ClockCmd) clock() (k law.Clock, err error) {
	if k.From, k.At, err = startOf(c.From); err != nil {
		return k, err
	}
	if strings.Contains(c.Term, ".") {
		r, ok := law.BuiltRules().At(c.Place, k.From, c.Term)
		if !ok || r.Term.IsZero() {
			return k, &law.Error{Field: "term", Zh: "没有这条期限规则：" + c.Term, En: "there is no such rule with a term: " + c.Term}
		}
		k.Term, k.Backwards, k.NoRoll, k.Source = r.Term, r.Backwards, r.NoRoll, r.Source
	} else if k.Term, err = law.ParseTerm(c.Term); err != nil {
		return k, err
	}
	k.NoRoll, k.Backwards = k.NoRoll || c.NoRoll, k.Backwards || c.Backwards
	for _, s := range c.Exclude {
		span, err := spanOf(s)
		if err != nil {
			return k, err
		}
		k.Exclude = append(k.Exclude, span)
	}
	for _, s := range c.Extend {
		t, err := law.ParseTerm(s)
		if err != nil {
			return k, err
		}
		k.Extend = append(k.Extend, law.Extension{Term: t, Source: k.Source})
	}
	return k, nil
}

// startOf reads a day, or a day and a time in Shanghai.
func startOf(s string) (law.Day, time.Time, error) {
	if !strings.ContainsAny(s, "T ") {
		d, err := law.ParseDay(s)
		return d, time.Time{}, err
	}
	for _, form := range []string{"2006-01-02T15:04", "2006-01-02 15:04", "2006-01-02T15:04:05", time.RFC3339} {
		if t, err := time.ParseInLocation(form, s, law.Shanghai); err == nil {
			return law.DayOf(t), t, nil
		}
	}
	return "", time.Time{}, &law.Error{Field: "from", Zh: "时刻应写作 2024-02-08T16:30", En: "write the instant like 2024-02-08T16:30"}
}

func spanOf(s string) (law.Span, error) {
	a, b, ranged := strings.Cut(s, "..")
	if !ranged {
		b = a
	}
	from, err := law.ParseDay(a)
	if err != nil {
		return law.Span{}, err
	}
	to, err := law.ParseDay(b)
	return law.Span{From: from, To: to}, err
}

func printClockJSON(w io.Writer, r law.Result) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(r)
}

func printClock(w io.Writer, r law.Result, en bool) error {
	head, flag := "届满日　"+r.Due.Zh(), "（暂定）"
	if en {
		head, flag = "Due "+r.Due.En(), " (provisional)"
	}
	if r.Provisional {
		head += flag
	}
	var b strings.Builder
	fmt.Fprintln(&b, head)
	for _, s := range r.Steps {
		date, note, basis := string(s.Date), s.Note, s.Basis
		if en {
			note, basis = s.NoteEn, s.BasisEn
		}
		if s.To != "" {
			date += ".." + string(s.To)
		}
		if basis != "" {
			note += "　[" + basis + "]"
		}
		fmt.Fprintf(&b, "  %-22s  %s\n", date, note)
	}
	_, err := io.WriteString(w, b.String())
	return err
}
