package office

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"

	"hengjian/oversight/act"
	"hengjian/oversight/casebook"
	"hengjian/oversight/screenrun"
	"hengjian/store"
)

// A rule of the case book as a detector (D0): every concluded case is checked
// by itself, so there is no probability and nothing is drawn; a unit with
// enough cases that break the rule is a lead, looked at like any other.

// ruleCheck is a rule over a declared delivery, unit by unit.
type ruleCheck struct {
	rule    casebook.Rule
	p       screenrun.Params
	rows    int
	unknown int
	units   []ruleUnit // in the order of the register
	sum     string
}

type ruleUnit struct {
	name         string
	judged, hits int
	cases        []string
	months       map[string]*[2]int // judged, hits
}

// checkRule reads the declared delivery, concluded cases alone.
func (o *Office) checkRule(ctx context.Context, place string, file screenrun.File, p screenrun.Params) (*ruleCheck, error) {
	r, err := store.Registers.Load(o.View(ctx), file.Register)
	if act.KindOf(err) == act.Missing || err == nil && (r.Place != place || file.Delivery < 1 || file.Delivery > int64(len(r.Supplies))) {
		return nil, &screenrun.Trouble{Field: "register", Zh: "案件库里没有这本登记簿。", En: "There is no such register in the case book."}
	}
	if err != nil {
		return nil, err
	}
	s, _ := casebook.SortOf(r.Sort)
	c := &ruleCheck{p: p}
	var ok bool
	if c.rule, ok = casebook.RuleOf(p.Rule); !ok || s == nil || c.rule.Sort != s.Code {
		return nil, &screenrun.Trouble{Field: "params.rule", Zh: "请选择这种登记簿的规则。", En: "Choose a rule of this sort of register."}
	}
	r.Supplies = r.Supplies[:file.Delivery]
	u := &casebook.Use{Bench: casebook.BenchOf(o.Cal, r)}
	sum, at := sha256.New(), map[string]int{}
	err = o.concluded(ctx, s, r, file.Year, u, func(row casebook.Row) error {
		c.rows++
		v := c.rule.Judge(row, u.Bench)
		fmt.Fprintf(sum, "%s\x00%s\x00%s\n", row.Key(), row.Get(s.Unit), v)
		c.add(row, v, at)
		return nil
	})
	c.sum = hex.EncodeToString(sum.Sum(nil))
	return c, err
}

func (c *ruleCheck) add(row casebook.Row, v casebook.Verdict, at map[string]int) {
	if v == casebook.Unknown {
		c.unknown++
	}
	if v != casebook.Hit && v != casebook.InOrder {
		return // exempt, or cannot be judged: never a fault
	}
	name := cmp.Or(row.Get(row.Sort.Unit), "（没有写明单位）")
	i, ok := at[name]
	if !ok {
		i = len(c.units)
		at[name] = i
		c.units = append(c.units, ruleUnit{name: name, months: map[string]*[2]int{}})
	}
	u := &c.units[i]
	day := row.Get(row.Sort.From)
	m := u.months[day[:min(7, len(day))]]
	if m == nil {
		m = &[2]int{}
		u.months[day[:min(7, len(day))]] = m
	}
	u.judged++
	m[0]++
	if v == casebook.Hit {
		u.hits++
		m[1]++
		if len(u.cases) < maxCases {
			u.cases = append(u.cases, row.Key())
		}
	}
}

func (c *ruleCheck) planned() screenrun.Planned {
	n := 0
	for _, u := range c.units {
		if int64(u.judged) >= c.p.MinN {
			n++
		}
	}
	return screenrun.Planned{SHA256: c.sum, Rows: int64(c.rows), Units: int64(len(c.units)), Strata: 1, M: int64(n), Unknown: int64(c.unknown)}
}

func (c *ruleCheck) raised(u ruleUnit) bool {
	return int64(u.judged) >= c.p.MinN && int64(u.hits) >= c.p.MinMeet
}

func (c *ruleCheck) found() screenrun.Found {
	f := screenrun.Found{Program: program()}
	judged := 0
	for _, u := range c.units {
		judged += u.judged
		if int64(u.judged) >= c.p.MinN {
			f.M++
			f.Tested++
		}
		if c.raised(u) {
			f.Flagged++
		}
	}
	f.Raised = min(f.Flagged, maxFlags)
	zh, en := casebook.CiteRule(c.rule)
	f.NotesZh = []string{fmt.Sprintf("规则：%s（%s）。能判断的已办结案件 %d 件，缺数据无法判断的 %d 件，无法判断的不算不合规则。", c.rule.Zh, zh, judged, c.unknown)}
	f.Notes = []string{fmt.Sprintf("Rule: %s (%s). %d concluded cases could be judged, %d could not for want of data and are no breaches.", c.rule.En, en, judged, c.unknown)}
	return f
}

func (c *ruleCheck) flags() (out []screenrun.Flag) {
	for _, u := range c.units {
		if !c.raised(u) || len(out) == maxFlags {
			continue
		}
		g := screenrun.Flag{Subject: u.name, N: int64(u.judged), Value: float64(u.hits), P: 1, Adjusted: 1, Cases: u.cases}
		for m, x := range u.months {
			g.Parts = append(g.Parts, screenrun.Part{Name: m, N: int64(x[0]), Own: int64(x[0]), Hit: int64(x[1]), Met: int64(x[1])})
		}
		slices.SortFunc(g.Parts, func(a, b screenrun.Part) int { return cmp.Compare(a.Name, b.Name) })
		out = append(out, g)
	}
	return out
}
