package screening

import (
	"math"
	"slices"
	"sync"
)

// screenFunnel compares each subject's mean with what its strata give, on a
// funnel with over-dispersion: honest subjects differ by more than chance, and
// the spread τ² is estimated and allowed for (Spiegelhalter, Quality and Safety
// in Health Care 14, 2005). Who stands out at first is left out of the strata's
// means and of the spread, and all are judged again: otherwise an outlier pulls the
// mean of a small pool towards itself and widens the funnel, and passes. The effect
// shown is shrunk towards none.
func screenFunnel(f *Frame, o Options) (*Report, error) {
	rep := &Report{Options: o}
	if f.Outcome == nil {
		return nil, wrong("outcome", "请指定结果列", "name the outcome's column")
	}
	rows := rep.usable(f, false, true)
	stratum := f.stratum()
	by := addUp(f, rows, f.Subject.Codes, stratum, o.Workers)
	rep.Units, rep.Strata = len(rows), len(by.pool)
	fun := o.twice(f, rows, f.Subject.Codes, stratum, by)
	list, tau2 := fun.list, fun.tau2
	from := make([]tested, len(list))
	if small := len(f.Subject.Names) - len(list); small > 0 {
		rep.note("%d 个在可比层内不足 %d 件，或者没有变化，未检验", "%d with fewer than %d rows in informative strata, or without variance, were not tested", small, o.MinN)
	}
	fit := fitMixed(by, len(f.Subject.Names))
	if fun.out > 0 {
		rep.note("%d 个初看突出的，不计入层的平均和正常差异，再作比较", "%d who stood out at first were left out of the strata's means and of the spread, and all were compared again", fun.out)
	}
	rep.note("对象之间的正常差异（τ²）：去掉两端各一成为 %.6g，用于检验；混合模型（REML）为 %.6g，用于收缩估计", "between-subject variance (tau squared): %.6g of honest practice, without the outer tenths, for the test; %.6g by the mixed model (REML), for the shrunk effect", tau2, fit.tau2)
	out := make([]Result, len(list))
	var z []float64
	for i, p := range list {
		out[i] = p.result(tau2, o.Tail)
		e, half := fit.effect[p.subject], 1.959963984540054*fit.se[p.subject]
		out[i].Effect, out[i].Lo, out[i].Hi = e, e-half, e+half
		out[i].Subject, from[i].subject = f.Subject.Names[p.subject], p.subject
		z = append(z, out[i].Z)
	}
	rep.SDZ = sd(z)
	rep.finish(f, out, from, len(out), &within{find: func(flagged []int) { by.find(rows, f.Subject.Codes, stratum, from, flagged) }})
	rep.permuteFunnel(f, rows, stratum)
	return rep, nil
}

// point is a subject on the funnel: y its mean deviation per row, v the variance
// of y by chance.
type point struct {
	subject      int32
	n            int
	sum          float64 // of outcomes
	expected, vs float64 // of the sum
	y, v         float64
}

// sums are the outcomes of a register added up, in an order that is nobody's: by
// stratum and by subject within it.
type sums struct {
	pool       []int32 // key of each stratum
	size       []int32
	mean, vari []float64  // of the outcomes of a stratum; the population variance
	cells      [][]summed // of each stratum
	subjects   int
}

// summed is what one subject has in one stratum.
type summed struct {
	subject, n int32
	sum        float64
}

func addUp(f *Frame, rows, key, stratum []int32, workers int) *sums {
	p := place(rows, stratum, workers)
	type one struct {
		v float64
		k int32
	}
	laid, top := make([]one, len(rows)), 0.0
	for i, r := range rows {
		v := f.Outcome[r]
		laid[p.pos[i]] = one{v, key[r]}
		top = max(top, math.Abs(v))
	}
	unit, unit2 := unitFor(top), unitFor(4*top*top)
	per, per2 := 1/unit, 1/unit2
	n := len(p.key)
	out := &sums{pool: p.key, size: make([]int32, n), mean: make([]float64, n), vari: make([]float64, n), cells: make([][]summed, n), subjects: len(f.Subject.Names)}
	type counter struct {
		n []int32
		e []exactly
		k []int32
	}
	desks := sync.Pool{New: func() any {
		return &counter{n: make([]int32, out.subjects), e: make([]exactly, out.subjects)}
	}}
	p.stretches(workers, func(part, lo, hi int) {
		d := desks.Get().(*counter)
		defer desks.Put(d)
		for s := lo; s < hi; s++ {
			here := laid[p.from[s]:p.from[s+1]]
			var all, squares exactly
			for _, x := range here {
				if d.n[x.k] == 0 {
					d.k = append(d.k, x.k)
				}
				d.n[x.k]++
				q := int64(x.v * per)
				d.e[x.k].add(q)
				all.add(q)
			}
			mean := all.value(unit) / float64(len(here))
			for _, x := range here {
				squares.add(int64((x.v - mean) * (x.v - mean) * per2))
			}
			out.size[s], out.mean[s], out.vari[s] = int32(len(here)), mean, squares.value(unit2)/float64(len(here))
			cells := make([]summed, len(d.k))
			for i, k := range d.k {
				cells[i] = summed{k, d.n[k], d.e[k].value(unit)}
				d.n[k], d.e[k] = 0, exactly{}
			}
			out.cells[s], d.k = cells, d.k[:0]
		}
	})
	return out
}

// funnel is what subjects are judged by.
type funnel struct {
	list []point
	tau2 float64
	out  int // subjects left out of means and spread
}

// twice judges all, leaves out who stands out by the two-sided rule, and judges all
// again against what the others give.
func (o Options) twice(f *Frame, rows, key, stratum []int32, by *sums) funnel {
	first := funnel{list: keep(by.points(by, nil), o.MinN)}
	first.tau2 = honestSpread(first.list, nil)
	p := make([]float64, len(first.list))
	for i, x := range first.list {
		p[i] = x.result(first.tau2, "two").P
	}
	out := make([]bool, by.subjects)
	for i, a := range BH(p, len(p)) {
		if a <= o.Q {
			out[first.list[i].subject] = true
			first.out++
		}
	}
	if first.out == 0 || 4*first.out > len(first.list) { // so many are no outliers
		first.out = 0
		return first
	}
	var others []int32
	for _, r := range rows {
		if !out[key[r]] {
			others = append(others, r)
		}
	}
	second := funnel{list: keep(by.points(addUp(f, others, key, stratum, o.Workers), out), o.MinN), out: first.out}
	second.tau2 = honestSpread(second.list, out)
	return second
}

// points adds up, for each subject, what its strata would give: the stratum's mean,
// and the variance of a sum drawn without replacement. Base has the strata without
// the subjects in out; each of those is compared with base and itself.
func (s *sums) points(base *sums, out []bool) []point {
	list := make([]point, s.subjects)
	at := 0
	for i, cells := range s.cells {
		for at < len(base.pool) && base.pool[at] < s.pool[i] {
			at++
		}
		var n0, mean0, vari float64
		if at < len(base.pool) && base.pool[at] == s.pool[i] {
			n0, mean0, vari = float64(base.size[at]), base.mean[at], base.vari[at]
		}
		for _, c := range cells {
			k, n, mean := float64(c.n), n0, mean0
			if out != nil && out[c.subject] {
				n = n0 + k
				mean = (n0*mean0 + c.sum) / n
			}
			if k == n { // a stratum of one subject tells nothing
				continue
			}
			p := &list[c.subject]
			p.sum += c.sum
			p.n += int(c.n)
			p.expected += k * mean
			p.vs += k * vari * (n - k) / (n - 1)
		}
	}
	for i := range list {
		p := &list[i]
		p.subject = int32(i)
		if p.n > 0 {
			p.y = (p.sum - p.expected) / float64(p.n)
			p.v = p.vs / float64(p.n*p.n)
		}
	}
	return list
}

// find gives the flagged their rows in the strata that tell of them.
func (s *sums) find(rows, key, stratum []int32, from []tested, flagged []int) {
	at, tells := make([]int32, s.subjects), map[int32]bool{}
	for n, i := range flagged {
		at[from[i].subject], from[i].rows = int32(n+1), make([][]int32, 1)
	}
	for i, cells := range s.cells {
		if len(cells) > 1 {
			tells[s.pool[i]] = true
		}
	}
	for _, r := range rows {
		if n := at[key[r]]; n > 0 && tells[stratum[r]] {
			t := &from[flagged[n-1]]
			t.rows[0] = append(t.rows[0], r)
		}
	}
}

func keep(points []point, least int) (out []point) {
	for _, p := range points {
		if p.n >= least && p.v > 0 {
			out = append(out, p)
		}
	}
	return out
}

// honestSpread is the variance τ² between honest subjects: the one at which the
// deviations y/√(v+τ²), with their outer tenths pulled in so that the very outliers
// looked for do not widen the funnel, vary as a standard normal's do when pulled in
// alike. Winsorising without that correction, as funnels often do, understates τ²
// and flags twice as many honest subjects as it should.
//
// Subjects in out are no part of it.
func honestSpread(list []point, out []bool) float64 {
	if out != nil {
		list = slices.DeleteFunc(slices.Clone(list), func(p point) bool { return out[p.subject] })
	}
	if len(list) < 10 {
		return dersimonian(list)
	}
	z := make([]float64, len(list))
	over := func(tau2 float64) float64 {
		for i, p := range list {
			z[i] = p.y / math.Sqrt(p.v+tau2)
		}
		slices.Sort(z)
		cut := len(z) / 10
		lo, hi, t := z[cut], z[len(z)-1-cut], 0.0
		for _, x := range z {
			x = min(max(x, lo), hi)
			t += x * x
		}
		return t/float64(len(z)) - winsorised
	}
	fa := over(0)
	if fa <= 0 {
		return 0
	}
	a, b := 0.0, 0.0
	for _, p := range list {
		b = max(b, p.v, p.y*p.y)
	}
	fb := over(b)
	for fb > 0 {
		a, fa, b = b, fb, 2*b
		fb = over(b)
	}
	for i := range 200 { // by secants within a bracket (Illinois), each third step by halving
		m := b - fb*(b-a)/(fb-fa)
		if i%3 == 2 || !(m > a && m < b) {
			m = (a + b) / 2
		}
		if b-a <= 1e-14*b || m == a || m == b {
			return m
		}
		if f := over(m); f > 0 {
			a, fa, fb = m, f, fb/2
		} else {
			b, fb, fa = m, f, fa/2
		}
	}
	return (a + b) / 2
}

// dersimonian is the estimate by moments (DerSimonian & Laird 1986), where there
// are too few subjects to pull any in.
func dersimonian(list []point) float64 {
	if len(list) < 3 {
		return 0
	}
	var w, w2, q, wy float64
	for _, p := range list {
		w, w2, wy = w+1/p.v, w2+1/(p.v*p.v), wy+p.y/p.v
	}
	for _, p := range list {
		q += (p.y - wy/w) * (p.y - wy/w) / p.v
	}
	return max(0, (q-float64(len(list)-1))/(w-w2/w))
}

// result tests a point against the honest spread.
func (p point) result(tau2 float64, tail string) Result {
	total := p.v + tau2
	z := p.y / math.Sqrt(total)
	r := Result{N: p.n, Observed: int(math.Round(p.sum)), Value: p.sum, Expected: p.expected, Variance: p.vs, Z: z, Lower: normal(z), Upper: normal(-z)}
	switch tail {
	case "upper":
		r.P = r.Upper
	case "lower":
		r.P = r.Lower
	default:
		r.P = min(1, 2*min(r.Lower, r.Upper))
	}
	return r
}

// normal is P(Z ≤ z).
func normal(z float64) float64 { return math.Erfc(-z/math.Sqrt2) / 2 }

func (rep *Report) permuteFunnel(f *Frame, rows, stratum []int32) {
	o := rep.Options
	if o.Permute == 0 || rep.Tested == 0 {
		return
	}
	from := newDealer(f.canonical(rows), f.Subject.Codes, stratum)
	flags, low, tests := make([]int, o.Permute), make([]int, o.Permute), make([]int, o.Permute)
	each(o.Permute, o.Workers, func(k int) {
		dealt, q := from.deal(seeded(o.Seed, k)), o
		q.Workers = 1
		fun := q.twice(f, rows, dealt, stratum, addUp(f, rows, dealt, stratum, 1))
		var p []float64
		for _, x := range fun.list {
			p = append(p, x.result(fun.tau2, o.Tail).P)
		}
		flags[k], low[k], tests[k] = rejected(p, len(p), o.Q), below05(p), len(p)
	})
	rep.calibrate(flags, low, tests)
}
