package screening

import (
	"math"
	"slices"
)

// Planned says before any result is opened what a run looks at and what it can
// find: everything here comes from margins, nothing from what was observed.
type Planned struct {
	Rows, Units, Strata, M          int
	NoSubject, NoPartner, NoOutcome int
	Ratios                          []float64 // odds ratios of the table's columns
	Bands                           []Band    // nil where the detector has no such table
	Threshold                       float64   // the p that is small enough when about ten are flagged
}

// Band is a row of the power table: hypotheses of about the same information.
type Band struct {
	Lo, Hi float64   // expected meetings, or rows of a subject; Hi 0 is open
	Count  int       // hypotheses in it
	Power  []float64 // of its middle one, for each ratio
}

// tenFlags is for how many flags the threshold of the power table is stated:
// Benjamini and Hochberg's depends on how many there are.
const tenFlags = 10

// Plan counts hypotheses and computes the power of each band of them, exactly,
// for its most typical member. The same options that will be used are asked for.
func Plan(f *Frame, o Options) (*Planned, error) {
	if err := o.Check(); err != nil {
		return nil, err
	}
	pair, out := o.Detector == "pair", slices.Contains([]string{"outcome", "pair-outcome", "funnel", "advantage", "refiling"}, o.Detector)
	switch {
	case (pair || o.Detector == "pair-outcome" || o.Detector == "advantage") && f.Partner == nil:
		return nil, wrong("partner", "请指定相对人列", "name the partner's column")
	case out && f.Outcome == nil:
		return nil, wrong("outcome", "请指定结果列", "name the outcome's column")
	case o.Detector == "december" && f.Month == nil:
		return nil, wrong("date", "请指定日期列", "name the column of the date")
	case o.Detector == "refiling" && f.Party == nil:
		return nil, wrong("party", "请指定当事人列（可以是编号）", "name the column of the parties (a code will do)")
	case (o.Detector == "bunching" || o.Detector == "refiling") && f.Time == nil:
		return nil, wrong("time", "请指定剩余天数列", "name the column of days left")
	}
	p := &Planned{Rows: f.Rows}
	for i := range int32(f.Rows) {
		switch {
		case f.Subject.Codes[i] == None:
			p.NoSubject++
		case f.Partner != nil && f.Partner.Codes[i] == None:
			p.NoPartner++
		case f.Outcome != nil && math.IsNaN(f.Outcome[i]):
			p.NoOutcome++
		}
	}
	if pair {
		p.pairs(f, o)
		return p, nil
	}
	return p, p.subjects(f, o)
}

// typical keeps of each band the member nearest to its middle.
type typical struct {
	edges  []float64
	count  []int
	off    []float64
	strata [][]Stratum
}

func newTypical(edges ...float64) *typical {
	t := &typical{edges: edges, count: make([]int, len(edges)), off: make([]float64, len(edges)), strata: make([][]Stratum, len(edges))}
	for i := range t.off {
		t.off[i] = math.Inf(1)
	}
	return t
}

func (t *typical) add(v float64, strata func() []Stratum) {
	b := 0
	for b+1 < len(t.edges) && v >= t.edges[b+1] {
		b++
	}
	t.count[b]++
	mid := t.edges[b] * 1.5
	if b+1 < len(t.edges) {
		mid = math.Sqrt(max(t.edges[b], t.edges[b+1]/4) * t.edges[b+1])
	}
	if off := math.Abs(math.Log(max(v, 1e-9) / mid)); off < t.off[b] {
		t.off[b], t.strata[b] = off, strata()
	}
}

// bands computes the power of the middle members.
func (t *typical) bands(o Options, m int, ratios []float64, least int) (out []Band, threshold float64) {
	threshold = min(o.Q, o.Q*tenFlags/float64(max(1, m)))
	for b := range t.edges {
		band := Band{Lo: t.edges[b], Count: t.count[b]}
		if b+1 < len(t.edges) {
			band.Hi = t.edges[b+1]
		}
		if band.Count > 0 {
			d := SumOf(t.strata[b], 1)
			for _, w := range ratios {
				band.Power = append(band.Power, o.power(d, threshold, w, least))
			}
		}
		out = append(out, band)
	}
	return out, threshold
}

// power is the probability that a count is small or great enough under an odds
// ratio; least is the count below which nothing is flagged.
func (o Options) power(d Dist, threshold, omega float64, least int) float64 {
	alt, total := d.under(omega), 0.0
	var k desk
	for i := range alt.P {
		x := alt.Lo + i
		if alt.P[i] < 1e-12 || x < least {
			continue
		}
		k.clear()
		if p, _, _ := o.tails(&k, d, x); p <= threshold {
			total += alt.P[i]
		}
	}
	return min(1, total)
}

func (p *Planned) pairs(f *Frame, o Options) {
	rep := &Report{Options: o}
	stratum := f.stratum()
	units := collapse(f, rep.usable(f, true, false), stratum)
	p.Units = len(units)
	ps := layOut(f, units, f.Subject.Codes, stratum, o.Workers)
	p.Strata = len(ps.size)
	t := newTypical(0, 2, 4, 8, 16)
	b, room := newBench(len(ps.total)), new(arena)
	shared, capacity := 0, 0
	for j := range ps.ofSubj {
		ps.add(b, j)
		for _, l := range b.touched {
			x := b.at[l]
			can, wanted := int(x.can) >= o.MinMeet && ps.total[l] >= lawyerLeast, o.wants(f.Subject.Names[j], f.Partner.Names[l])
			if wanted {
				shared++
			}
			if wanted && can {
				capacity++
			}
			if wanted && (can || o.M != "capacity") {
				t.add(x.e, func() []Stratum { return ps.pair(int32(j), l, room).strata })
			}
			b.at[l].e, b.at[l].v, b.at[l].can, b.at[l].met = 0, 0, 0, 0
		}
		b.touched = b.touched[:0]
	}
	p.M = shared
	if o.M == "capacity" {
		p.M = capacity
	}
	p.Ratios = []float64{3, 5, 8}
	p.Bands, p.Threshold = t.bands(o, p.M, p.Ratios, o.MinMeet)
}

// subjects plans the detectors that count an outcome; the funnel of numbers and
// the test of assignment have no odds ratio and no table.
func (p *Planned) subjects(f *Frame, o Options) error {
	if o.Detector == "assignment" {
		rows := (&Report{Options: o}).usable(f, f.Partner != nil, false)
		stratum := f.stratum()
		rows = collapse(f, rows, stratum)
		p.Units = len(rows)
		runs(sorted(rows, stratum), stratum, func(pool []int32) {
			p.Strata++
			if len(pool) >= o.MinN {
				p.M++
			}
		})
		return nil
	}
	if o.Detector == "advantage" {
		rows := f.canonical((&Report{Options: o}).usable(f, true, true))
		p.Units, p.M = len(rows), len(f.pairsOf(rows, o))
		runs(sorted(rows, f.stratum()), f.stratum(), func([]int32) { p.Strata++ })
		return nil
	}
	g := f
	switch o.Detector {
	case "bunching":
		g, _ = f.bunched(o.Window)
	case "december":
		g = f.decembers()
	case "refiling":
		h := *f
		h.Outcome = f.refiled((&Report{Options: o}).usable(f, false, true))
		g = &h
	}
	rep := &Report{Options: o}
	rows := rep.usable(g, o.Detector == "pair-outcome", true)
	key, within, keys := g.Subject.Codes, g.stratum(), len(g.Subject.Names)
	if o.Detector == "pair-outcome" {
		pair, names := combine(rows, g.Rows, g.Subject.Codes, g.Partner.Codes)
		within, _ = combine(rows, g.Rows, g.stratum(), g.Subject.Codes)
		key, keys = pair, len(names)
	}
	if o.Detector != "funnel" {
		if err := zeroOne(g, rows); err != nil {
			return err
		}
	}
	by := tally(rows, key, within, g.Outcome, keys, o.Workers)
	p.Units, p.Strata = len(rows), len(by.pool)
	t := newTypical(float64(o.MinN), float64(2*o.MinN), float64(4*o.MinN), float64(8*o.MinN))
	var room arena
	for k := range keys {
		x, v := by.informative(k, o.MinN, &room)
		if x.n >= o.MinN && (o.Detector == "funnel" || v > 0) {
			p.M++
			t.add(float64(x.n), func() []Stratum { return x.strata })
		}
	}
	if o.Detector != "funnel" {
		p.Ratios = []float64{1.5, 2, 3}
		p.Bands, p.Threshold = t.bands(o, p.M, p.Ratios, 0)
	}
	return nil
}
