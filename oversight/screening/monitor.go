package screening

import (
	"cmp"
	"math"
	"slices"
)

// Watched is one pair as the months arrive.
type Watched struct {
	Subject, Partner string
	Observed         int
	Expected         float64
	E                float64 // e-value at the end, the mean over the odds ratios of mixture and over when steering began
	Peak             float64 // the greatest it ever was
	Since            string  // period in which it was first flagged; "" never
}

// Watch is the monthly ledger of the pairs: what was flagged when. A pair flagged
// in one month may not be so in the next, so the first month stands as a dated fact.
type Watch struct {
	Options
	Rows, Units, Periods, Pairs int // pairs are the hypotheses, from all margins
	Results                     []Watched
	Flags                       []int // pairs newly flagged in each period
}

// mixture are the odds ratios over which e-values are averaged.
var mixture = []float64{1.5, 2, 3, 5, 10, 20}

// Monitor tests pairs as periods arrive (names of periods sort in time). The
// e-value of a pair is Π over strata of ω^x·G_s(ω0) / (ω0^x·G_s(ω)), G_s the
// generating function of the stratum's central distribution, averaged over ω > ω0:
// under an odds ratio up to ω0 it is a supermartingale, so that looking each month
// costs nothing (Ville's inequality). It is averaged over the period in which
// steering may have begun, too: years in which two met as chance has it would else
// weigh against the month in which steering begins (mixtures over starts: Shin,
// Ramdas & Rinaldo, E-detectors, 2023). A mixture with weights fixed beforehand is a
// supermartingale as its parts are. In each month e-BH (Wang & Ramdas 2022) flags at
// rate q under any dependence between pairs.
func Monitor(f *Frame, period *Column, o Options) (*Watch, error) {
	if err := o.Check(); err != nil {
		return nil, err
	}
	if f.Partner == nil {
		return nil, wrong("partner", "请指定相对人列", "name the partner's column")
	}
	if o.Null == "sharp" {
		o.Omega0 = 1
	}
	rep := &Report{Options: o}
	var rows []int32
	for _, r := range rep.usable(f, true, false) {
		if period.Codes[r] != None {
			rows = append(rows, r)
		}
	}
	stratum, _ := combine(rows, f.Rows, f.stratum(), period.Codes)
	units := collapse(f, rows, stratum)
	ps := layOut(f, units, f.Subject.Codes, stratum, o.Workers)
	when := make([]int32, len(ps.size)) // period of a stratum
	at := map[int32]int32{}
	for s, k := range ps.key {
		at[k] = int32(s)
	}
	for _, r := range units {
		when[at[stratum[r]]] = period.Codes[r]
	}
	c := ps.hypotheses(f, o)
	w := &Watch{Options: o, Rows: f.Rows, Units: len(units), Periods: len(period.Names), Pairs: c.shared, Flags: make([]int, len(period.Names))}
	if o.M == "capacity" {
		w.Pairs = c.capacity
	}
	list := ps.candidates(f, o)
	w.Pairs = max(w.Pairs, len(list))
	w.Results = make([]Watched, len(list))
	course := make([][]float64, len(list)) // e at the end of each period
	each(len(list), o.Workers, func(i int) {
		w.Results[i], course[i] = o.watch(list[i], ps, at, when, len(period.Names))
		w.Results[i].Subject, w.Results[i].Partner = f.Subject.Names[list[i].subject], f.Partner.Names[list[i].partner]
	})
	w.flag(course, period.Names)
	slices.SortStableFunc(w.Results, func(a, b Watched) int {
		return cmp.Or(cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.Partner, b.Partner))
	})
	return w, nil
}

// watch follows one pair: the strata that both are in, period by period, those in
// which they did not meet too.
func (o Options) watch(t tested, ps *pools, at map[int32]int32, when []int32, periods int) (Watched, []float64) {
	out := Watched{Observed: t.x}
	met := map[int32]int{}
	for _, m := range ps.ofSubj[t.subject] {
		for _, l := range ps.laid[m.at : m.at+m.n] {
			if l == t.partner {
				met[m.stratum]++
			}
		}
	}
	logs := make([][]float64, periods) // of each ω, what the period adds
	for i, s := range t.strata {
		k := at[t.pools[i]]
		p := when[k]
		if logs[p] == nil {
			logs[p] = make([]float64, len(mixture))
		}
		out.Expected += s.Mean()
		x, d := met[k], hyper(s, 1)
		base := generating(d, o.Omega0)
		for n, omega := range mixture {
			if omega > o.Omega0 {
				logs[p][n] += float64(x)*math.Log(omega/o.Omega0) + base - generating(d, omega)
			}
		}
	}
	course := o.overStarts(logs)
	for _, e := range course {
		out.E, out.Peak = e, max(out.Peak, e)
	}
	return out, course
}

// Weights of the period in which steering began: it was there when the register
// begins, or begins in any later period as a coin of this bias falls. They sum to 1.
const (
	fromTheStart = .25
	beginsNow    = .05
)

// overStarts is the e-value at the end of each period, averaged over ω and over the
// period of the beginning: for each ω the logarithm of what has begun, and the
// weight that has not, which stays 1 times itself.
func (o Options) overStarts(logs [][]float64) []float64 {
	begun, course, yet := make([]float64, len(mixture)), make([]float64, len(logs)), 1-fromTheStart
	for i := range begun {
		begun[i] = math.Log(fromTheStart)
	}
	for p := range course {
		if p > 0 {
			for i := range begun {
				begun[i] = logSum(begun[i], math.Log(yet*beginsNow))
			}
			yet *= 1 - beginsNow
		}
		e, n := 0.0, 0
		for i, omega := range mixture {
			if logs[p] != nil {
				begun[i] += logs[p][i]
			}
			if omega > o.Omega0 {
				e, n = e+math.Exp(begun[i]), n+1
			}
		}
		course[p] = e/float64(max(1, n)) + yet
	}
	return course
}

// logSum is log(exp a + exp b).
func logSum(a, b float64) float64 {
	return max(a, b) + math.Log1p(math.Exp(-math.Abs(a-b)))
}

// generating is the logarithm of Σ P(x) ω^x.
func generating(d Dist, omega float64) float64 {
	t := 0.0
	for i := len(d.P) - 1; i >= 0; i-- {
		t = t*omega + d.P[i]
	}
	if math.IsInf(t, 1) { // hundreds of cases a month: by logarithms
		t, step := math.Inf(-1), math.Log(omega)
		for i, p := range d.P {
			if p > 0 {
				t = logSum(t, math.Log(p)+float64(i)*step)
			}
		}
		return t + float64(d.Lo)*step
	}
	return math.Log(t) + float64(d.Lo)*math.Log(omega)
}

// flag runs e-BH at the end of each period: the k pairs with the greatest e-values
// are flagged where the least of them is at least m/(q·k).
func (w *Watch) flag(course [][]float64, names []string) {
	for p := range names {
		order := make([]int, len(course))
		for i := range order {
			order[i] = i
		}
		slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(course[b][p], course[a][p]) })
		last := 0
		for k, i := range order {
			if course[i][p] >= float64(w.Pairs)/(w.Q*float64(k+1)) {
				last = k + 1
			}
		}
		for _, i := range order[:last] {
			if w.Results[i].Since == "" {
				w.Results[i].Since = names[p]
				w.Flags[p]++
			}
		}
	}
}
