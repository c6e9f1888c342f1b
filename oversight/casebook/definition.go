package casebook

import (
	"encoding/json"
	"slices"
	"strings"

	"hengjian/oversight/act"
)

// Definition is an indicator defined by this committee: conditions that a row
// meets to be in the denominator, and further ones for the numerator.
//
// Most are said by named counts (see CountsOf): Num over Den. Rule is for what
// no count says, by conditions on fields.
type Definition struct {
	act.Head
	Sort      string
	Title     string
	TitleEn   string
	Direction string   // up | down | none: which way is better, by the paper
	Manner    string   // share: the numerator is part of the denominator | ratio: it is not
	Num       []string // codes of counts; a row in any of them is counted once
	Den       []string
	Source    string // the paper it is taken from
	Since     string // first day on which it is used
	Until     string // last day, "" open
	Alert     Alert
	Rule      string // JSON, see Conditions; "" by counts
	Ended     string
}

// Alert is from where a figure is blue, yellow or red: shares from 0 to 1 (a
// ratio may exceed it). All three or none; this committee's own parameters.
type Alert struct {
	On                bool    `json:"on"`
	Blue, Yellow, Red float64 `json:",omitempty"`
}

// Colour of a figure: of a share by the end of its interval that lies on the
// good side, so that few cases raise no alarm; of a ratio by the ratio itself.
func (d Definition) Colour(v Value) string {
	w, ok := d.Warns()
	if !ok || v.Den == 0 {
		return ""
	}
	return w.reached(int(v.Num), int(v.Den))
}

// InForce reports whether a definition is used for any day of a period.
func (d Definition) InForce(p Period) bool {
	return (d.Since == "" || d.Since <= p.Until) && (d.Until == "" || d.Until >= p.From)
}

// Conditions is what a definition says.
type Conditions struct {
	Den []Condition `json:"den"`
	Num []Condition `json:"num"`
}

// Condition is one test of a field; exactly one of the tests is given.
type Condition struct {
	Field  string   `json:"field"`
	In     []string `json:"in,omitempty"`
	NotIn  []string `json:"not_in,omitempty"`
	Period bool     `json:"period,omitempty"` // its day lies in the period
	Given  bool     `json:"given,omitempty"`  // it is not empty
	Empty  bool     `json:"empty,omitempty"`
}

func (c Condition) holds(r Row, p Period) bool {
	v := r.Get(c.Field)
	switch {
	case len(c.In) > 0:
		return slices.Contains(c.In, v)
	case len(c.NotIn) > 0:
		return v != "" && !slices.Contains(c.NotIn, v)
	case c.Period:
		return p.has(v)
	case c.Given:
		return v != ""
	}
	return v == ""
}

// ParseConditions reads a definition's rule for a sort.
func ParseConditions(sort, text string) (Conditions, error) {
	var c Conditions
	d := json.NewDecoder(strings.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&c); err != nil {
		return c, act.Wrong("rule", "定义读不懂："+err.Error(), "the definition cannot be read: "+err.Error())
	}
	s, ok := SortOf(sort)
	if !ok {
		return c, act.Wrong("sort", "请选择登记簿的种类。", "Choose the sort of register.")
	}
	if len(c.Den) == 0 {
		return c, act.Wrong("rule", "请写明分母的条件（den）。", "Give the conditions of the denominator (den).")
	}
	for _, x := range append(slices.Clone(c.Den), c.Num...) {
		f, ok := s.Field(x.Field)
		if !ok {
			return c, act.Wrong("rule", "“"+s.Zh+"”没有“"+x.Field+"”这一项。", "“"+s.En+"” has no field "+x.Field+".")
		}
		n := 0
		for _, b := range []bool{len(x.In) > 0, len(x.NotIn) > 0, x.Period, x.Given, x.Empty} {
			if b {
				n++
			}
		}
		if n != 1 || x.Period && f.Type != Date && f.Type != Moment {
			return c, act.Wrong("rule", "“"+f.Zh+"”的条件应为 in、not_in、period、given、empty 之一，period 只用于日期。", "The condition on "+f.En+" is one of in, not_in, period, given, empty; period is for dates.")
		}
	}
	return c, nil
}

// Indicator makes the figure of a definition.
func (d Definition) Indicator() (Indicator, error) {
	if d.Rule == "" {
		return d.byCounts()
	}
	c, err := ParseConditions(d.Sort, d.Rule)
	return Indicator{ID: d.ID, Sort: d.Sort, Zh: d.Title, En: d.TitleEn, FormulaZh: d.Rule, FormulaEn: d.Rule, Source: d.Source, Of: func(r Row, p Period, _ *Bench) (int64, int64) {
		all := func(list []Condition) bool {
			return !slices.ContainsFunc(list, func(x Condition) bool { return !x.holds(r, p) })
		}
		return yes(all(c.Den), all(c.Num))
	}}, err
}

// byCounts makes the figure of named counts.
func (d Definition) byCounts() (Indicator, error) {
	num, ok := countsNamed(d.Sort, d.Num)
	den, ok2 := countsNamed(d.Sort, d.Den)
	if !ok || !ok2 || len(num) == 0 || len(den) == 0 {
		return Indicator{}, act.Wrong("num", "请选择分子和分母。", "Choose numerator and denominator.")
	}
	i := Indicator{ID: d.ID, Sort: d.Sort, Zh: d.Title, En: d.TitleEn, Source: d.Source, Ratio: d.Manner == "ratio"}
	i.FormulaZh, i.FormulaEn = wordsOf(num, den, func(c RowCount) string { return c.Zh }), wordsOf(num, den, func(c RowCount) string { return c.En })
	i.Of = func(r Row, p Period, b *Bench) (dn, nm int64) {
		in := func(list []RowCount) bool {
			return slices.ContainsFunc(list, func(c RowCount) bool { return c.In(r, p, b) })
		}
		if i.Ratio {
			if in(den) {
				dn = 1
			}
			if in(num) {
				nm = 1
			}
			return dn, nm
		}
		if !in(den) {
			return 0, 0
		}
		return yes(true, in(num))
	}
	return i, nil
}

func wordsOf(num, den []RowCount, name func(RowCount) string) string {
	side := func(list []RowCount) string {
		var out []string
		for _, c := range list {
			out = append(out, name(c))
		}
		if s := strings.Join(out, " + "); len(out) < 2 {
			return s
		} else {
			return "(" + s + ")"
		}
	}
	return side(num) + " ÷ " + side(den)
}

// DefinitionLife: a definition is in force until it is ended; it is never
// changed, for a figure must keep meaning what it meant.
var DefinitionLife = act.Life{
	Kind: "indicator", Zh: "指标定义", En: "Indicator definition",
	States: []act.State{{Code: "force", Zh: "在用", En: "In use", Tone: "ok"}, {Code: "ended", Zh: "停用", En: "No longer used"}},
	Verbs:  []act.Verb{{Do: "indicator.define", Zh: "定义指标", En: "Define an indicator", SayZh: "定义后不能改，只能停用另行定义：同一个指标始终是同一个算法。", SayEn: "It cannot be changed, only ended and defined anew: a figure keeps meaning what it meant."}, {Do: "indicator.end", Zh: "停用指标", En: "End an indicator"}},
	Steps: []act.Step{
		{From: act.In(act.Birth), Do: "indicator.define", To: []string{"force"}, Who: staff, Basis: "local"},
		{From: act.In("force"), Do: "indicator.end", To: []string{"ended"}, Who: staff, Basis: "local"},
	},
}

// Matter lists a definition.
func (d Definition) Matter() act.Matter {
	return act.Matter{Title: d.Title, Class: d.Sort, Via: "indicator", Words: d.Source}
}

// EndDefinition (停用指标) ends one.
type EndDefinition struct {
	ID     string `json:"id" form:"id"`
	Reason string `json:"reason" form:"reason"`
}

func (EndDefinition) Name() act.Name { return "indicator.end" }
func (a EndDefinition) On() string   { return a.ID }

// Do ends it.
func (a EndDefinition) Do(d Definition, m act.Moment) (Definition, error) {
	var k act.Check
	k.Length("reason", a.Reason, 2, 300, "请写明理由（2 到 300 字）。", "Give the reason (2 to 300 characters).")
	k.Neutral("reason", a.Reason)
	d.Ended = strings.TrimSpace(a.Reason)
	return d, k.Err()
}
