package screening

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"sync"
)

// Options of a run; Defaults fills in what a detector is used with.
type Options struct {
	Detector string // one of Detectors
	MinN     int    // least rows of a subject to be tested
	MinMeet  int    // least meetings of a pair to be flagged
	Tail     string // two | upper | lower
	Null     string // min | sharp
	Omega0   float64
	M        string // shared | capacity: which pairs count as hypotheses
	MidP     bool
	Q        float64 // false-discovery rate
	Permute  int     // permutations of the subjects within strata
	Seed     uint64
	Workers  int
	Window   float64            // days before the limit that count as bunched
	Only     map[[2]string]bool // declared relations: subject and partner; nil tests every pair
}

// Detectors lists their names.
var Detectors = []string{"outcome", "pair", "pair-outcome", "funnel", "assignment", "bunching", "advantage", "december", "refiling"}

// Defaults are the product's, for a detector.
func Defaults(detector string) Options {
	o := Options{Detector: detector, MinN: 50, MinMeet: 5, Tail: "two", Null: "sharp", Omega0: 2, M: "shared", Q: 0.05, Workers: 1, Window: 10}
	if detector == "pair" {
		o.Tail, o.Null = "upper", "min"
	}
	return o
}

// Error is a wrong option or a register that cannot be screened.
type Error struct{ Field, Zh, En string }

func (e *Error) Error() string { return e.Field + ": " + e.En }

func wrong(field, zh, en string) error { return &Error{field, zh, en} }

// wants reports whether a pair is among those to be tested.
func (o Options) wants(subject, partner string) bool {
	return o.Only == nil || o.Only[[2]string{subject, partner}]
}

// Check names the first option that cannot stand.
func (o Options) Check() error {
	in := func(s string, list ...string) bool { return slices.Contains(list, s) }
	switch {
	case !in(o.Detector, Detectors...):
		return wrong("detector", "没有这个检测方法", "no such detector")
	case !in(o.Tail, "two", "upper", "lower"):
		return wrong("tail", "只能是 two、upper 或 lower", "two, upper or lower")
	case !in(o.Null, "min", "sharp"):
		return wrong("null", "只能是 min 或 sharp", "min or sharp")
	case !in(o.M, "shared", "capacity"):
		return wrong("m", "只能是 shared 或 capacity", "shared or capacity")
	case !(o.Omega0 >= 1) || o.Omega0 > 1000:
		return wrong("omega0", "须在 1 和 1000 之间", "between 1 and 1000")
	case !(o.Q > 0) || o.Q >= 1:
		return wrong("q", "须在 0 和 1 之间", "between 0 and 1")
	case o.MinN < 1 || o.MinMeet < 1:
		return wrong("min-n", "至少为 1", "at least 1")
	case o.Permute < 0 || o.Permute > 100000:
		return wrong("permute", "须在 0 和 100000 之间", "between 0 and 100,000")
	}
	return nil
}

// Result is one tested subject or pair.
type Result struct {
	Subject, Partner string
	N, Observed      int
	Value            float64 // observed, where it is no count (funnel of numbers)
	Expected         float64
	Variance         float64
	Z                float64
	P, Lower, Upper  float64
	Adjusted         float64
	Effect, Lo, Hi   float64 // odds ratio with its exact 95 % interval; funnel: shrunk deviation
	Flag             bool
	Cases            []string // of the flagged ones
	Parts            []Part   // of the flagged ones: what was compared
}

// Part is what one stratum contributes to a result.
type Part struct {
	Name string
	Stratum
	Observed int
}

// Report is what a run found.
type Report struct {
	Options
	Rows, Units, Strata int
	Tested              int // m
	SDZ                 float64
	Null_               Calibration
	Results             []Result
	Notes               []string // English, as the file of the command has them
	NotesZh             []string // the same in Chinese
}

// Calibration is what the same data give when subjects are permuted within
// their strata: nothing is there to be found.
type Calibration struct {
	Permutations int
	FlagsPerRun  float64
	ShareP05     float64 // share of p ≤ 0.05: 0.05 or less when the null holds
}

// Screen runs a detector. The order of rows and the number of workers change
// nothing in the report.
func Screen(f *Frame, o Options) (*Report, error) {
	if err := o.Check(); err != nil {
		return nil, err
	}
	o.Workers = max(1, o.Workers)
	switch o.Detector {
	case "pair":
		return screenPairs(f, o)
	case "funnel":
		return screenFunnel(f, o)
	case "assignment":
		return screenAssignment(f, o)
	case "bunching":
		return screenBunching(f, o)
	case "pair-outcome":
		return screenPairOutcome(f, o)
	case "advantage":
		return screenAdvantage(f, o)
	case "december":
		return screenDecember(f, o)
	case "refiling":
		return screenRefiling(f, o)
	}
	return screenOutcome(f, o)
}

// each runs do for 0…n-1 on some workers; what do writes at its index does not
// depend on which worker wrote it.
func each(n, workers int, do func(i int)) {
	if workers <= 1 || n < 2 {
		for i := range n {
			do(i)
		}
		return
	}
	var wg sync.WaitGroup
	var mu sync.Mutex
	at := 0
	for range min(workers, n) {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for {
				mu.Lock()
				from := at
				at = min(n, at+max(1, n/(workers*16)))
				to := at
				mu.Unlock()
				if from >= to {
					return
				}
				for i := from; i < to; i++ {
					do(i)
				}
			}
		}()
	}
	wg.Wait()
}

// spreadEvenly shares 0…n-1 among workers in short stretches.
func spreadEvenly(n, workers int, do func(lo, hi int)) {
	parts := min(n, 32*max(1, workers))
	each(parts, workers, func(i int) { do(n*i/parts, n*(i+1)/parts) })
}

// tested is a subject with its strata, before its p.
type tested struct {
	subject, partner int32
	strata           []Stratum
	pools            []int32 // their keys
	n, x             int
	rows             [][]int32 // in parts; only of those that are shown
	out              bool      // shown, but no hypothesis: cannot be flagged
}

// sum is the central distribution of one subject's count, as far as the options
// and the interval of the odds ratio need it. It stands on the desk.
func (o Options) sum(k *desk, strata []Stratum, x int) (d Dist, start float64) {
	start = peto(strata, x)
	least, most := min(1, start), max(1, start)
	if o.Null == "min" {
		least, most = min(least, 1/o.Omega0), max(most, o.Omega0)
	}
	k.clear()
	d = k.sumAround(strata, least, most)
	if o.Tail == "two" && d.At(x) < 1e-15 {
		d = SumOf(strata, 1) // the far tail weighs as much as the near one here
	}
	return d, start
}

// onlyP is the p of one subject and nothing else of it.
func (o Options) onlyP(k *desk, t tested) float64 {
	d, _ := o.sum(k, t.strata, t.x)
	if o.deep(d, t.x) {
		p, _, _ := o.tailsAnew(d, t.strata, t.x)
		return p
	}
	p, _, _ := o.tails(k, d, t.x)
	return p
}

// tails are the p of one subject under the null of the options.
func (o Options) tails(k *desk, d Dist, x int) (p, lower, upper float64) {
	if o.Null == "sharp" || o.Omega0 == 1 {
		lower, upper = d.tail(x, o.MidP)
		switch o.Tail {
		case "upper":
			return upper, lower, upper
		case "lower":
			return lower, lower, upper
		}
		p = d.TwoSided(x)
		if o.MidP {
			p -= d.equal(x) / 2
		}
		return p, lower, upper
	}
	return o.beyond(k.under(d, 1/o.Omega0), k.under(d, o.Omega0), x)
}

// beyond are the p under the minimum-effect null: an odds ratio up to ω0 (or down
// to 1/ω0) is nobody's business. Each tail is taken at the end of the null that is
// worst for it.
func (o Options) beyond(least, most Dist, x int) (p, lower, upper float64) {
	_, upper = most.tail(x, o.MidP)
	lower, _ = least.tail(x, o.MidP)
	switch o.Tail {
	case "upper":
		return upper, lower, upper
	case "lower":
		return lower, lower, upper
	}
	return min(1, 2*min(lower, upper)), lower, upper
}

func (d Dist) tail(x int, mid bool) (lower, upper float64) {
	lower, upper = d.Lower(x), d.Upper(x)
	if mid {
		h := d.At(x) / 2
		lower, upper = lower-h, upper-h
	}
	return lower, upper
}

// equal is the probability of all values as likely as x, for a mid-p of the
// two-sided rule.
func (d Dist) equal(x int) float64 {
	at, t := d.At(x), 0.0
	for _, p := range d.P {
		if p <= at*(1+1e-7) && p >= at*(1-1e-7) {
			t += p
		}
	}
	return t
}

// results tests many subjects.
func (o Options) results(list []tested) []Result {
	out := make([]Result, len(list))
	desks := sync.Pool{New: func() any { return new(desk) }}
	spreadEvenly(len(list), o.Workers, func(lo, hi int) {
		k := desks.Get().(*desk)
		defer desks.Put(k)
		for i := lo; i < hi; i++ {
			out[i] = o.result(k, list[i])
		}
	})
	return out
}

// result tests one subject.
func (o Options) result(k *desk, t tested) Result {
	r := Result{N: t.n, Observed: t.x, Value: float64(t.x)}
	for _, s := range t.strata {
		r.Expected += s.Mean()
		r.Variance += s.Variance()
	}
	if r.Variance > 0 {
		r.Z = (float64(t.x) - r.Expected) / math.Sqrt(r.Variance)
	}
	d, start := o.sum(k, t.strata, t.x)
	if o.deep(d, t.x) {
		r.P, r.Lower, r.Upper = o.tailsAnew(d, t.strata, t.x)
		r.Effect, r.Lo, r.Hi = oddsAnew(t.strata, t.x, 0.95)
		return r
	}
	r.P, r.Lower, r.Upper = o.tails(k, d, t.x)
	r.Effect, r.Lo, r.Hi = k.odds(d, start, t.x, 0.95)
	return r
}

// finish adjusts, flags, sorts and fills in the report's common part.
func (rep *Report) finish(f *Frame, list []Result, from []tested, m int, in *within) {
	var p []float64
	var at []int
	for i, r := range list {
		list[i].Adjusted = 1
		if from == nil || !from[i].out {
			p, at = append(p, r.P), append(at, i)
		}
	}
	var flagged []int
	for k, a := range BH(p, m) {
		i := at[k]
		list[i].Adjusted = a
		if list[i].Flag = a <= rep.Q && !math.IsNaN(a); list[i].Flag && from != nil {
			flagged = append(flagged, i)
		}
	}
	if in != nil && len(flagged) > 0 {
		in.find(flagged)
	}
	for _, i := range flagged {
		list[i].Cases = f.ids(from[i].rows)
		if in != nil && in.name != nil {
			list[i].Parts = in.parts(from[i])
		}
	}
	rep.Results, rep.Tested = byP(list), m
}

// byP sorts results by p; those with the same p by name.
func byP(list []Result) []Result {
	type place struct {
		p  float64
		at int
	}
	order := make([]place, len(list))
	for i := range list {
		order[i] = place{list[i].P, i}
	}
	slices.SortFunc(order, func(a, b place) int {
		if c := cmp.Compare(a.p, b.p); c != 0 {
			return c
		}
		x, y := &list[a.at], &list[b.at]
		return cmp.Or(cmp.Compare(x.Subject, y.Subject), cmp.Compare(x.Partner, y.Partner), cmp.Compare(a.at, b.at))
	})
	out := make([]Result, len(list))
	for i, x := range order {
		out[i] = list[x.at]
	}
	return out
}

// within says what a result was compared in: each row's pool, the name of a pool,
// which rows count as observed, and how the rows behind flagged ones are found.
// Without names no parts are listed.
type within struct {
	pool   []int32
	name   func(int32) string
	counts func(int32) bool
	find   func(flagged []int)
}

// parts are the strata behind a result, by name.
func (w *within) parts(t tested) []Part {
	seen := map[int32]int{}
	for _, rows := range t.rows {
		for _, r := range rows {
			if w.counts(r) {
				seen[w.pool[r]]++
			}
		}
	}
	out := make([]Part, len(t.strata))
	for i, s := range t.strata {
		out[i] = Part{w.name(t.pools[i]), s, seen[t.pools[i]]}
	}
	return out
}

// stratumName of a key of stratum(); "" where there is one pool or an empty cell.
func (f *Frame) stratumName(key int32) string {
	if f.Strata == nil || key == 0 {
		return ""
	}
	return f.Strata.Names[key-1]
}

// Named reports that the cases can be told; Case is what one is known by.
func (f *Frame) Named() bool { return f.ID != nil || f.Numbers != nil }

// Case is the number of row r's case; only of a frame that is Named.
func (f *Frame) Case(r int32) string {
	if f.ID != nil {
		return f.ID[r]
	}
	return f.Numbers.At(int(r))
}

func (f *Frame) ids(parts [][]int32) []string {
	if !f.Named() {
		return nil
	}
	var out []string
	for _, rows := range parts {
		for _, r := range rows {
			out = append(out, f.Case(r))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// sd is the standard deviation of the z: near 1 where the null holds for most.
func sd(z []float64) float64 {
	if len(z) < 2 {
		return 0
	}
	m, t := 0.0, 0.0
	for _, x := range z {
		m += x
	}
	m /= float64(len(z))
	for _, x := range z {
		t += (x - m) * (x - m)
	}
	return math.Sqrt(t / float64(len(z)-1))
}

// note says the same in both languages with the same numbers.
func (rep *Report) note(zh, en string, a ...any) {
	rep.NotesZh = append(rep.NotesZh, fmt.Sprintf(zh, a...))
	rep.Notes = append(rep.Notes, fmt.Sprintf(en, a...))
}
