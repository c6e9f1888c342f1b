package screening

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// city invents a register: judges, lawyers, series and one planted pair.
func city(seed uint64, rows int, steer float64) *Frame {
	s := seeded(seed, 0)
	f := &Frame{Rows: rows, Outcome: make([]float64, rows), Time: make([]float64, rows)}
	var sub, par, ser, str, pty Builder
	for i := range rows {
		f.ID = append(f.ID, fmt.Sprintf("案%06d", i))
		pty.Add(fmt.Sprintf("方%d", i*7919%(rows/3)))
		f.Month = append(f.Month, int8(i*31%13))
		pool := s.below(6)
		j, l := s.below(8), s.below(40)
		if pool == 0 && l == 7 && s.unit() < steer {
			j = 3
		}
		sub.Add(fmt.Sprintf("J%d.%d", pool, j))
		par.Add(fmt.Sprintf("L%d.%02d", pool, l))
		str.Add(fmt.Sprintf("庭%d·%d月", pool, s.below(12)))
		if s.below(10) == 0 {
			ser.Add(fmt.Sprintf("串%d", s.below(rows/20)))
		} else {
			ser.Add("")
		}
		p := .3
		if pool == 1 && j == 2 {
			p = .55
		}
		if s.unit() < p {
			f.Outcome[i] = 1
		}
		f.Time[i] = float64(s.below(60) - 10)
	}
	f.Subject, f.Partner, f.Series, f.Strata, f.Party = *sub.Column(), par.Column(), ser.Column(), str.Column(), pty.Column()
	return f
}

// mixed is the same register with its rows in another order.
func mixed(f *Frame, seed uint64) *Frame {
	at := make([]int32, f.Rows)
	for i := range at {
		at[i] = int32(i)
	}
	seeded(seed, 1).shuffle(at)
	g := &Frame{Rows: f.Rows}
	col := func(c *Column) *Column {
		var b Builder
		for _, i := range at {
			n := ""
			if c.Codes[i] != None {
				n = c.Names[c.Codes[i]]
			}
			b.Add(n)
		}
		return b.Column()
	}
	for _, i := range at {
		g.ID, g.Outcome, g.Time, g.Month = append(g.ID, f.ID[i]), append(g.Outcome, f.Outcome[i]), append(g.Time, f.Time[i]), append(g.Month, f.Month[i])
	}
	g.Subject, g.Partner, g.Series, g.Strata, g.Party = *col(&f.Subject), col(f.Partner), col(f.Series), col(f.Strata), col(f.Party)
	return g
}

// The order of rows and the number of workers change no bit of a report,
// permutations and random assignments included.
func TestOrderAndWorkersChangeNothing(t *testing.T) {
	f := city(1, 4000, .6)
	uneven := city(1, 4000, .6)
	for i := range uneven.Outcome { // numbers whose sum depends on the order of adding
		uneven.Outcome[i] = float64(i%97)*0.1 + 1e9*float64(i%3)
	}
	for _, d := range append([]string{"numbers"}, Detectors...) {
		o, f := Defaults(d), f
		if d == "numbers" {
			o, f = Defaults("funnel"), uneven
		}
		o.MinN, o.Permute = 10, 3
		if d == "assignment" {
			o.Permute = 49
		}
		for _, change := range []func(*Options){func(*Options) {}, func(o *Options) { o.M = "capacity" }, func(o *Options) { o.MidP, o.Tail = true, "two" }, func(o *Options) { o.Null = "min" }} {
			change(&o)
			a, err := Screen(f, o)
			if err != nil {
				t.Fatal(d, err)
			}
			p := o
			p.Workers = 4
			b, err := Screen(mixed(f, 5), p)
			if err != nil {
				t.Fatal(d, err)
			}
			b.Workers = a.Workers
			if len(a.Results) == 0 {
				t.Errorf("%s tested nothing: %v", d, a.Notes)
			}
			if !reflect.DeepEqual(a, b) {
				t.Errorf("%s differs with order or workers", d)
			}
		}
	}
}

// Screened court by court and put together, each subject has the same p as in one
// run: what one court does is no part of another's null.
func TestSplittingByCourt(t *testing.T) {
	f := city(6, 6000, .6)
	for _, d := range []string{"outcome", "pair", "pair-outcome", "bunching"} {
		o := Defaults(d)
		o.MinN = 10
		whole, err := Screen(f, o)
		if err != nil {
			t.Fatal(err)
		}
		var merged []Result
		m := 0
		for court := range 6 {
			g := onlyPool(f, fmt.Sprintf("庭%d·", court))
			part, err := Screen(g, o)
			if err != nil {
				t.Fatal(err)
			}
			merged, m = append(merged, part.Results...), m+part.Tested
		}
		if m != whole.Tested || len(merged) != len(whole.Results) {
			t.Fatalf("%s: m %d and %d results in parts, %d and %d in one run", d, m, len(merged), whole.Tested, len(whole.Results))
		}
		p := make([]float64, len(merged))
		for i, r := range merged {
			p[i] = r.P
		}
		at := map[string]Result{}
		for i, a := range BH(p, m) {
			merged[i].Adjusted, merged[i].Flag, merged[i].Cases, merged[i].Parts = a, a <= o.Q, nil, nil
			at[merged[i].Subject+"|"+merged[i].Partner] = merged[i]
		}
		for _, r := range whole.Results {
			r.Cases, r.Parts = nil, nil
			if got := at[r.Subject+"|"+r.Partner]; !reflect.DeepEqual(got, r) {
				t.Errorf("%s: %+v in parts, %+v in one run", d, got, r)
			}
		}
	}
}

// onlyPool keeps the rows whose stratum begins so.
func onlyPool(f *Frame, prefix string) *Frame {
	g := &Frame{}
	var sub, par, ser, str Builder
	name := func(c *Column, i int) string {
		if c.Codes[i] == None {
			return ""
		}
		return c.Names[c.Codes[i]]
	}
	for i := range f.Rows {
		if !strings.HasPrefix(name(f.Strata, i), prefix) {
			continue
		}
		g.Rows++
		g.ID, g.Outcome, g.Time = append(g.ID, f.ID[i]), append(g.Outcome, f.Outcome[i]), append(g.Time, f.Time[i])
		sub.Add(name(&f.Subject, i))
		par.Add(name(f.Partner, i))
		ser.Add(name(f.Series, i))
		str.Add(name(f.Strata, i))
	}
	g.Subject, g.Partner, g.Series, g.Strata = *sub.Column(), par.Column(), ser.Column(), str.Column()
	return g
}

// A flagged pair lists every case of its series, whichever row stood for it; by
// the capacity rule a pair with a small partner is listed and cannot be flagged.
func TestFlaggedPairs(t *testing.T) {
	rep, err := Screen(city(2, 12000, .7), Defaults("pair"))
	if err != nil {
		t.Fatal(err)
	}
	r := rep.Results[0]
	units, expected := 0, 0.0
	for _, p := range r.Parts {
		units += p.Observed
		expected += p.Mean()
	}
	if !r.Flag || units != r.Observed || len(r.Cases) < units || math.Abs(expected-r.Expected) > 1e-9 {
		t.Errorf("%d units in strata, observed %d, %d cases, expected %g and %g", units, r.Observed, len(r.Cases), expected, r.Expected)
	}
	f := &Frame{Rows: 400}
	var sub, par Builder
	for i := range 400 {
		f.ID = append(f.ID, fmt.Sprint(i))
		sub.Add(fmt.Sprintf("J%d", i%40))
		if i%40 == 0 {
			par.Add("L") // ten times, always before J0
		} else {
			par.Add(fmt.Sprintf("L%d", i%23))
		}
	}
	f.Subject, f.Partner = *sub.Column(), par.Column()
	for m, flag := range map[string]bool{"shared": true, "capacity": false} {
		o := Defaults("pair")
		o.M = m
		rep, err := Screen(f, o)
		if err != nil {
			t.Fatal(err)
		}
		if r := rep.Results[0]; r.Partner != "L" || r.Observed != 10 || r.Flag != flag || !flag && r.Adjusted != 1 {
			t.Errorf("%s: %+v", m, r)
		}
	}
}

// A steered pair is found, the same register without steering gives none, and
// permuted registers flag no more than they may.
func TestPlantedPairIsFound(t *testing.T) {
	if testing.Short() {
		t.Skip("permutes forty times")
	}
	o := Defaults("pair")
	o.Permute, o.Workers = 40, 2
	rep, err := Screen(city(2, 12000, .7), o)
	if err != nil {
		t.Fatal(err)
	}
	if r := rep.Results[0]; !r.Flag || r.Subject != "J0.3" || r.Partner != "L0.07" || r.Lo < 2 || len(r.Cases) == 0 {
		t.Errorf("the planted pair is not on top: %+v", r)
	}
	if rep.Null_.FlagsPerRun > .2 {
		t.Errorf("%g flags per permuted run", rep.Null_.FlagsPerRun)
	}
	clean, err := Screen(city(2, 12000, 0), o)
	if err != nil || clean.Results[0].Flag {
		t.Errorf("an honest register is flagged: %+v %v", clean.Results[0], err)
	}
}

// Counting each case of a series as an assignment of its own would multiply one
// decision: a bank's series before one judge must not be a pattern.
func TestSeriesAreOneAssignment(t *testing.T) {
	f := city(3, 3000, 0)
	var sub, par, ser, str Builder
	name := func(c *Column, i int) string {
		if c.Codes[i] == None {
			return ""
		}
		return c.Names[c.Codes[i]]
	}
	for i := range f.Rows {
		sub.Add(name(&f.Subject, i))
		par.Add(name(f.Partner, i))
		ser.Add(name(f.Series, i))
		str.Add(name(f.Strata, i))
	}
	for i := range 400 {
		sub.Add("J2.5")
		par.Add("L2.01")
		ser.Add("银行串案")
		str.Add("庭2·3月")
		f.ID = append(f.ID, fmt.Sprintf("串%d", i))
		f.Outcome = append(f.Outcome, 0)
		f.Time = append(f.Time, 0)
	}
	f.Rows += 400
	f.Subject, f.Partner, f.Series, f.Strata = *sub.Column(), par.Column(), ser.Column(), str.Column()
	o := Defaults("pair")
	rep, err := Screen(f, o)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rep.Results {
		if r.Flag {
			t.Errorf("flagged: %+v", r)
		}
	}
	f.Series = nil
	rep, err = Screen(f, o)
	if err != nil || !rep.Results[0].Flag {
		t.Error("without collapsing the decoy should be flagged: the test shows nothing otherwise")
	}
}

// The outlier planted among the judges stands out by outcome and on the funnel.
func TestOutliers(t *testing.T) {
	f := city(4, 6000, 0)
	for _, d := range []string{"outcome", "funnel"} {
		rep, err := Screen(f, Defaults(d))
		if err != nil {
			t.Fatal(err)
		}
		if r := rep.Results[0]; !r.Flag || r.Subject != "J1.2" || r.Effect <= 0 {
			t.Errorf("%s: %+v", d, r)
		}
		if i := slices.IndexFunc(rep.Results[1:], func(r Result) bool { return r.Flag }); i >= 0 {
			t.Errorf("%s: also flagged %+v", d, rep.Results[1+i])
		}
	}
}

// What a run can find is said from margins alone: another dealing of the same
// cases has the same plan; power rises with information and with the odds ratio.
func TestPlan(t *testing.T) {
	f := city(1, 12000, .6)
	for _, d := range []string{"pair", "outcome", "pair-outcome", "bunching"} {
		o := Defaults(d)
		o.MinN = 10
		p, err := Plan(f, o)
		if err != nil {
			t.Fatal(d, err)
		}
		rep, err := Screen(f, o)
		if err != nil || p.M != rep.Tested || p.Units != rep.Units || p.Strata != rep.Strata {
			t.Errorf("%s: planned %d of %d units in %d strata, tested %d of %d in %d", d, p.M, p.Units, p.Strata, rep.Tested, rep.Units, rep.Strata)
		}
		n := 0
		for _, b := range p.Bands {
			n += b.Count
			for i := 1; i < len(b.Power); i++ {
				if b.Power[i] < b.Power[i-1]-1e-12 || b.Power[i] > 1 {
					t.Errorf("%s: power %v", d, b.Power)
				}
			}
		}
		if n != p.M {
			t.Errorf("%s: %d in bands, m %d", d, n, p.M)
		}
		if d == "pair" {
			g := *f
			g.Subject.Codes = newDealer(rep.usable(f, true, false), f.Subject.Codes, f.stratum()).deal(seeded(3, 0))
			q, err := Plan(&g, o)
			if err != nil || !reflect.DeepEqual(p.Ratios, q.Ratios) || len(q.Bands) != len(p.Bands) {
				t.Errorf("%+v %+v %v", p, q, err)
			}
		}
	}
}

// Wrong options name themselves.
func TestOptionsAreChecked(t *testing.T) {
	for field, change := range map[string]func(*Options){
		"detector": func(o *Options) { o.Detector = "score" }, "tail": func(o *Options) { o.Tail = "left" }, "q": func(o *Options) { o.Q = 0 },
		"omega0": func(o *Options) { o.Omega0 = math.NaN() }, "null": func(o *Options) { o.Null = "no" }, "m": func(o *Options) { o.M = "all" }, "permute": func(o *Options) { o.Permute = -1 },
	} {
		o := Defaults("outcome")
		change(&o)
		var e *Error
		if err := o.Check(); err == nil || !asError(err, &e) || e.Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
	f := city(5, 100, 0)
	f.Outcome[3] = 2
	if _, err := Screen(f, Defaults("outcome")); err == nil {
		t.Error("an outcome of 2 passes")
	}
}

func asError(err error, to **Error) (ok bool) { *to, ok = err.(*Error); return ok }

// A partner who wins before one subject only is flagged there, with the strata
// and cases behind it: the pool of a pair is the subject's own.
func TestAPartnerFaresOtherwise(t *testing.T) {
	f := city(8, 40000, 0)
	for i := range f.Rows {
		if f.Subject.Names[f.Subject.Codes[i]] == "J3.4" && f.Partner.Names[f.Partner.Codes[i]] == "L3.11" {
			f.Outcome[i] = 1
		}
	}
	o := Defaults("pair-outcome")
	o.MinN = 5
	rep, err := Screen(f, o)
	if err != nil {
		t.Fatal(err)
	}
	r := rep.Results[0]
	units, hits := 0, 0
	for _, p := range r.Parts {
		units, hits = units+p.Own, hits+p.Observed
		if !strings.HasPrefix(p.Name, "庭3·") {
			t.Errorf("a stratum of the pair is %q", p.Name)
		}
	}
	if !r.Flag || r.Subject != "J3.4" || r.Partner != "L3.11" || units != r.N || hits != r.Observed || len(r.Cases) != r.N {
		t.Errorf("%+v", r)
	}
}

// A series falls to a judge once, with or without a partner: five hundred cases
// of one creditor are no departure from chance.
func TestASeriesIsAssignedOnce(t *testing.T) {
	f := &Frame{}
	var sub, ser Builder
	s := seeded(11, 0)
	add := func(j int, series string) {
		f.Rows++
		f.ID = append(f.ID, fmt.Sprint(f.Rows))
		sub.Add(fmt.Sprintf("J%d", j))
		ser.Add(series)
	}
	for range 900 {
		add(s.below(9), "")
	}
	for range 500 {
		add(2, "一家银行")
	}
	f.Subject, f.Series = *sub.Column(), ser.Column()
	o := Defaults("assignment")
	rep, err := Screen(f, o)
	if err != nil || rep.Units != 901 || rep.Results[0].Flag {
		t.Errorf("%d units, %+v %v", rep.Units, rep.Results, err)
	}
	f.Series = nil
	if rep, err = Screen(f, o); err != nil || !rep.Results[0].Flag {
		t.Error("counted one by one the series should look like steering: the test shows nothing otherwise")
	}
}
