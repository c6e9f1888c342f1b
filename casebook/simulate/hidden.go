package simulate

import (
	"fmt"
	"math"
	"time"

	"hengjian/oversight/casebook"
	"hengjian/oversight/screening"
)

// Hidden adds up replications of P11: what the rules of the case book say of
// detentions whose length the register hides, and what the trace in the last days
// before the limit tells.
type Hidden struct {
	Runs, Rows     int
	Open, OpenHit  int // detentions over the limit that the register shows; found by the rule police.detention
	Back, BackHit  int // hidden by an earlier last day; found by that rule
	Late, LateHit  int // hidden by a later first day; found by that rule
	LateDates      int // … of them found by police.dates, which compares with another entry
	Dates          int // rows that police.dates found in all
	InOrder        int // rows in order that the rule police.detention found
	Trace          Tally
	DecoyRuns      int
	Decoys, Squads int // runs in which the honest officer, and one of the honest squad, was flagged
}

// Add invents a register, judges its rows and screens the officers for bunching.
func (h *Hidden) Add(c Custody, workers int) error {
	c = c.whole()
	f, over, dates := &screening.Frame{}, rule("police.detention"), rule("police.dates")
	var sub, str screening.Builder
	bench := custodyBench()
	t := Detentions(c, func(d Detention) {
		row := d.row(bench.sort)
		hit := over.Judge(row, bench.b) == casebook.Hit
		found := dates.Judge(row, bench.b) == casebook.Hit
		h.Rows++
		h.Dates += b2i(found)
		switch {
		case d.Hidden == "back":
			h.Back, h.BackHit = h.Back+1, h.BackHit+b2i(hit)
		case d.Hidden == "late":
			h.Late, h.LateHit, h.LateDates = h.Late+1, h.LateHit+b2i(hit), h.LateDates+b2i(found)
		case d.True > DetentionLimit:
			h.Open, h.OpenHit = h.Open+1, h.OpenHit+b2i(hit)
		default:
			h.InOrder += b2i(hit)
		}
		f.Rows++
		sub.Add(d.Officer)
		str.Add(d.Bureau + " · " + d.Kind)
		f.Time = append(f.Time, float64(DetentionLimit-d.Days()))
	})
	f.Subject, f.Strata = *sub.Column(), str.Column()
	h.Runs++
	return h.trace(f, t, workers)
}

// trace screens the officers against their bureau and kind of case.
func (h *Hidden) trace(f *screening.Frame, t CustodyTruth, workers int) error {
	o := screening.Defaults("bunching")
	o.Window, o.Workers, o.Tail, o.MinN = 4, workers, "upper", 20
	rep, err := screening.Screen(f, o)
	if err != nil {
		return err
	}
	planted, decoy := map[string]bool{}, map[string]bool{}
	for _, list := range [][]string{t.Back, t.Late} {
		for _, x := range list {
			planted[x] = true
		}
	}
	for _, x := range t.Honest {
		decoy[x] = true
	}
	honest, squad := false, false
	h.Trace.count(rep, func(r screening.Result) bool { return planted[r.Subject] }, func(r screening.Result) bool {
		if r.Flag && decoy[r.Subject] {
			honest = true
		}
		if r.Flag && t.Squad != "" && r.Subject[:len("警01")] == "警"+t.Squad[len("分局"):] {
			squad = true
		}
		return decoy[r.Subject]
	})
	if t.Squad != "" {
		h.DecoyRuns, h.Decoys, h.Squads = h.DecoyRuns+1, h.Decoys+b2i(honest), h.Squads+b2i(squad)
	}
	return nil
}

type judging struct {
	sort *casebook.Sort
	b    *casebook.Bench
}

func custodyBench() judging {
	s, ok := casebook.SortOf("police.custody")
	if !ok {
		panic("no register of custody")
	}
	b := &casebook.Bench{Until: "2026-03-31", Supplied: map[string]bool{}}
	for _, f := range s.Fields {
		b.Supplied[f.Name] = true
	}
	return judging{s, b}
}

func rule(id string) casebook.Rule {
	r, ok := casebook.RuleOf(id)
	if !ok {
		panic("no rule " + id)
	}
	return r
}

// row is a detention as the case book holds it.
func (d Detention) row(s *casebook.Sort) casebook.Row {
	r := casebook.Row{Sort: s, Cells: make([]string, len(s.Fields))}
	put := func(field, cell string) { r.Cells[s.Index(field)] = cell }
	put("ref", d.ID)
	put("measure", "刑事拘留")
	put("since", d.Since.Format(time.DateOnly))
	put("until", d.Until.Format(time.DateOnly))
	put("roaming", "true")
	put("unit", d.Bureau)
	put("officer", d.Officer)
	if d.Known {
		put("held_at", d.Held.Format("2006-01-02T15:04:05"))
	}
	return r
}

// Copied is P12 against every detector that can be run on a register of closed
// cases: which of the judges who copy their reasoning each of them flags. No column
// of a register holds the reasoning and no detector reads text, so that what is
// found is what chance finds; the figure is here to say so.
type Copied struct {
	Runs int
	By   map[string]*Tally // by detector
}

// CopyDetectors are the detectors that ask something of a single judge and allow
// for honest differences between judges; those that do not flag half of the honest
// ones of this city, whose leniency differs, and would seem to find copiers too.
var CopyDetectors = []string{"funnel", "bunching"}

// Add invents a city and runs them.
func (c *Copied) Add(cfg Config, workers int) error {
	f := &screening.Frame{}
	var sub, str screening.Builder
	t := City(cfg, func(r Row) {
		f.Rows++
		sub.Add(r.Judge)
		str.Add(r.Pool)
		f.Outcome, f.Time = append(f.Outcome, math.Log(math.Max(.1, r.Sentence))), append(f.Time, float64(r.Left))
	})
	f.Subject, f.Strata = *sub.Column(), str.Column()
	planted := map[string]bool{}
	for _, j := range t.Copied {
		planted[j.Judge] = true
	}
	if c.By == nil {
		c.By = map[string]*Tally{}
	}
	for _, d := range CopyDetectors {
		o := screening.Defaults(d)
		o.Workers, o.Seed, o.MinN = workers, cfg.Seed, 30
		rep, err := screening.Screen(f, o)
		if err != nil {
			return fmt.Errorf("%s: %w", d, err)
		}
		if c.By[d] == nil {
			c.By[d] = &Tally{}
		}
		c.By[d].count(rep, func(r screening.Result) bool { return planted[r.Subject] }, func(screening.Result) bool { return false })
	}
	c.Runs++
	return nil
}
