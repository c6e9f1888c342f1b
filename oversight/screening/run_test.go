package screening

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"testing"
)

// city invents a register: judges, lawyers, series and one planted pair.
func city(seed uint64, rows int, steer float64) *Frame {
	s := seeded(seed, 0)
	f := &Frame{Rows: rows, Outcome: make([]float64, rows), Time: make([]float64, rows)}
	var sub, par, ser, str Builder
	for i := range rows {
		f.ID = append(f.ID, fmt.Sprintf("案%06d", i))
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
	f.Subject, f.Partner, f.Series, f.Strata = *sub.Column(), par.Column(), ser.Column(), str.Column()
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
		g.ID, g.Outcome, g.Time = append(g.ID, f.ID[i]), append(g.Outcome, f.Outcome[i]), append(g.Time, f.Time[i])
	}
	g.Subject, g.Partner, g.Series, g.Strata = *col(&f.Subject), col(f.Partner), col(f.Series), col(f.Strata)
	return g
}

// The order of rows and the number of workers change no bit of a report.
func TestOrderAndWorkersChangeNothing(t *testing.T) {
	f := city(1, 4000, .6)
	g := mixed(f, 5)
	for _, d := range Detectors {
		o := Defaults(d)
		o.MinN = 10
		a, err := Screen(f, o)
		if err != nil {
			t.Fatal(d, err)
		}
		o.Workers = 4
		b, err := Screen(g, o)
		if err != nil {
			t.Fatal(d, err)
		}
		b.Workers = a.Workers
		if len(a.Results) == 0 {
			t.Errorf("%s tested nothing: %v", d, a.Notes)
		}
		if d == "assignment" { // which random tables are drawn follows the order of the register
			continue
		}
		if !reflect.DeepEqual(a, b) {
			t.Errorf("%s differs with order or workers", d)
		}
	}
}

// A steered pair is found, the same register without steering gives none, and
// permuted registers flag no more than they may.
func TestPlantedPairIsFound(t *testing.T) {
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
