package screening

import (
	"math"
	"slices"
)

// screenFunnel compares each subject's mean with what its strata give, on a
// funnel with over-dispersion: honest subjects differ by more than chance, and
// the spread τ² is estimated and allowed for (Spiegelhalter, Quality and Safety
// in Health Care 14, 2005). The effect shown is shrunk towards none.
func screenFunnel(f *Frame, o Options) (*Report, error) {
	rep := &Report{Options: o}
	if f.Outcome == nil {
		return nil, wrong("outcome", "请指定结果列", "name the outcome's column")
	}
	rows := rep.usable(f, false, true)
	points, rowsOf, strata := funnelPoints(f, rows, f.Subject.Codes, f.stratum())
	rep.Units, rep.Strata = len(rows), strata
	list, from := keep(points, rowsOf, o.MinN)
	if small := len(points) - len(list); small > 0 {
		rep.note("%d 个在可比层内不足 %d 件，或者没有变化，未检验", "%d with fewer than %d rows in informative strata, or without variance, were not tested", small, o.MinN)
	}
	tau2, fit := spread(list), fitMixed(f, rows, f.Subject.Codes, f.stratum(), len(f.Subject.Names))
	rep.note("对象之间的正常差异（τ²）：去掉两端各一成为 %.6g，用于检验；混合模型（REML）为 %.6g，用于收缩估计", "between-subject variance (tau squared): %.6g of honest practice, without the outer tenths, for the test; %.6g by the mixed model (REML), for the shrunk effect", tau2, fit.tau2)
	out := make([]Result, len(list))
	var z []float64
	for i, p := range list {
		out[i] = p.result(tau2, o)
		e, half := fit.effect[p.subject], 1.959963984540054*fit.se[p.subject]
		out[i].Effect, out[i].Lo, out[i].Hi = e, e-half, e+half
		out[i].Subject = f.Subject.Names[p.subject]
		z = append(z, out[i].Z)
	}
	rep.SDZ = sd(z)
	rep.finish(f, out, from, len(out), nil)
	rep.permuteFunnel(f, rows)
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

// funnelPoints adds up, for each subject, what its strata would give: the
// stratum's mean, and the variance of a sum drawn without replacement.
func funnelPoints(f *Frame, rows, key, stratum []int32) (out []point, rowsOf [][][]int32, strata int) {
	out = make([]point, len(f.Subject.Names))
	rowsOf = make([][][]int32, len(out))
	runs(sorted(rows, stratum, key), stratum, func(pool []int32) {
		strata++
		mean, vari := moments(f, pool)
		n := float64(len(pool))
		runs(pool, key, func(mine []int32) {
			if len(mine) == len(pool) {
				return
			}
			k, p := float64(len(mine)), &out[key[mine[0]]]
			p.sum += total(f, mine)
			p.n += len(mine)
			p.expected += k * mean
			p.vs += k * vari * (n - k) / (n - 1)
			rowsOf[key[mine[0]]] = append(rowsOf[key[mine[0]]], mine)
		})
	})
	for i := range out {
		p := &out[i]
		p.subject = int32(i)
		if p.n > 0 {
			p.y = (p.sum - p.expected) / float64(p.n)
			p.v = p.vs / float64(p.n*p.n)
		}
	}
	return out, rowsOf, strata
}

// total adds outcomes in one order, whatever the order of rows.
func total(f *Frame, rows []int32) (sum float64) {
	vals := make([]float64, len(rows))
	for i, r := range rows {
		vals[i] = f.Outcome[r]
	}
	slices.Sort(vals)
	for _, v := range vals {
		sum += v
	}
	return sum
}

// moments are mean and population variance of the outcomes of some rows.
func moments(f *Frame, rows []int32) (mean, vari float64) {
	vals := make([]float64, len(rows))
	for i, r := range rows {
		vals[i] = f.Outcome[r]
	}
	slices.Sort(vals) // one order of adding, whatever the order of rows
	for _, v := range vals {
		mean += v
	}
	mean /= float64(len(vals))
	for _, v := range vals {
		vari += (v - mean) * (v - mean)
	}
	return mean, vari / float64(len(vals))
}

func keep(points []point, rowsOf [][][]int32, least int) (out []point, from []tested) {
	for i, p := range points {
		if p.n >= least && p.v > 0 {
			out, from = append(out, p), append(from, tested{rows: rowsOf[i]})
		}
	}
	return out, from
}

// spread is the variance τ² between honest subjects: the one at which the
// deviations y/√(v+τ²), with their outer tenths pulled in so that the very outliers
// looked for do not widen the funnel, vary as a standard normal's do when pulled in
// alike. Winsorising without that correction, as funnels often do, understates τ²
// and flags twice as many honest subjects as it should.
func spread(list []point) float64 {
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
	if over(0) <= 0 {
		return 0
	}
	a, b := 0.0, 0.0
	for _, p := range list {
		b = max(b, p.v, p.y*p.y)
	}
	for over(b) > 0 {
		a, b = b, 2*b
	}
	for range 200 {
		m := (a + b) / 2
		if over(m) > 0 {
			a = m
		} else {
			b = m
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
func (p point) result(tau2 float64, o Options) Result {
	total := p.v + tau2
	z := p.y / math.Sqrt(total)
	r := Result{N: p.n, Observed: int(math.Round(p.sum)), Value: p.sum, Expected: p.expected, Variance: p.vs, Z: z, Lower: normal(z), Upper: normal(-z)}
	switch o.Tail {
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

func (rep *Report) permuteFunnel(f *Frame, rows []int32) {
	o := rep.Options
	if o.Permute == 0 || rep.Tested == 0 {
		return
	}
	stratum := f.stratum()
	rows = f.canonical(rows)
	flags, low, tests := make([]int, o.Permute), make([]int, o.Permute), make([]int, o.Permute)
	each(o.Permute, o.Workers, func(k int) {
		pts, at, _ := funnelPoints(f, rows, deal(rows, f.Subject.Codes, stratum, seeded(o.Seed, k)), stratum)
		list, _ := keep(pts, at, o.MinN)
		tau2 := spread(list)
		var p []float64
		for _, x := range list {
			p = append(p, x.result(tau2, o).P)
		}
		flags[k], low[k], tests[k] = rejected(p, len(p), o.Q), below05(p), len(p)
	})
	rep.calibrate(flags, low, tests)
}
