package screening

import "slices"

// Stratum is one pool: N units, of which n are the subject's and m have the
// outcome (or are the partner's). Given these margins and chance alone, the
// number that are both is hypergeometric.
type Stratum struct{ N, Own, Hit int }

// bounds are the least and the greatest number of units that can be both.
func (s Stratum) bounds() (lo, hi int) {
	return max(0, s.Own+s.Hit-s.N), min(s.Own, s.Hit)
}

// fixed reports that only one number is possible: nothing can be learnt.
func (s Stratum) fixed() bool { lo, hi := s.bounds(); return lo == hi }

// Mean of the hypergeometric.
func (s Stratum) Mean() float64 { return float64(s.Own) * float64(s.Hit) / float64(s.N) }

// Variance of the hypergeometric; 0 for a stratum of one.
func (s Stratum) Variance() float64 {
	if s.N < 2 {
		return 0
	}
	n, k, m := float64(s.N), float64(s.Own), float64(s.Hit)
	return k * (m / n) * ((n - m) / n) * ((n - k) / (n - 1))
}

// Dist is a distribution on Lo, Lo+1, …; P sums to 1.
type Dist struct {
	Lo int
	P  []float64
}

// Hi is the greatest value.
func (d Dist) Hi() int { return d.Lo + len(d.P) - 1 }

// hyper is Fisher's noncentral hypergeometric distribution, weight ω^x times the
// central one; ω = 1 is the central one. It starts at the mode and goes outward
// by the ratio of neighbours, so that no factorial is needed and tails keep
// their relative precision (Liao & Rosen, The American Statistician 55, 2001).
func hyper(s Stratum, omega float64) Dist {
	lo, hi := s.bounds()
	p := make([]float64, hi-lo+1)
	ratio := func(x int) float64 { // P(x)/P(x-1)
		return omega * float64(s.Own-x+1) * float64(s.Hit-x+1) / (float64(x) * float64(s.N-s.Own-s.Hit+x))
	}
	mode := lo
	for mode < hi && ratio(mode+1) >= 1 { // the ratio falls with x
		step := max(1, (hi-mode)/64)
		if step > 1 && ratio(mode+step) < 1 {
			step = 1
		}
		mode += step
	}
	p[mode-lo] = 1
	for x := mode + 1; x <= hi; x++ {
		p[x-lo] = p[x-1-lo] * ratio(x)
	}
	for x := mode; x > lo; x-- {
		p[x-1-lo] = p[x-lo] / ratio(x)
	}
	return Dist{lo, p}.normal()
}

func (d Dist) normal() Dist {
	s := sum(d.P)
	for i := range d.P {
		d.P[i] /= s
	}
	return d
}

// sum adds from the smallest up, so that small parts are not lost.
func sum(p []float64) float64 {
	a, b, t := 0, len(p)-1, 0.0
	for a <= b { // pmfs fall off to both ends: take the smaller end each time
		if p[a] <= p[b] {
			t += p[a]
			a++
		} else {
			t += p[b]
			b--
		}
	}
	return t
}

// SumOf is the distribution of the sum over independent strata under a common
// odds ratio ω: the convolution of the strata's own. Strata with two values, the
// bulk, cost one pass.
func SumOf(strata []Stratum, omega float64) Dist {
	parts := make([]Dist, 0, len(strata))
	lo := 0
	for _, s := range strata {
		if s.fixed() {
			l, _ := s.bounds()
			lo += l
			continue
		}
		parts = append(parts, hyper(s, omega))
	}
	slices.SortStableFunc(parts, func(a, b Dist) int { return len(a.P) - len(b.P) })
	out := Dist{lo, []float64{1}}
	for _, d := range parts {
		out = convolve(out, d)
	}
	return out
}

// convolve takes four values of the shorter one in a pass, so that memory is
// touched a quarter as often.
func convolve(a, b Dist) Dist {
	if len(a.P) < len(b.P) {
		a, b = b, a
	}
	n := len(a.P)
	p := make([]float64, n+len(b.P)-1)
	j := 0
	for ; j+4 <= len(b.P); j += 4 {
		y0, y1, y2, y3 := b.P[j], b.P[j+1], b.P[j+2], b.P[j+3]
		row := p[j : j+n+3]
		var x1, x2, x3 float64
		for i, x := range a.P {
			row[i] += x*y0 + x1*y1 + x2*y2 + x3*y3
			x1, x2, x3 = x, x1, x2
		}
		row[n] += x1*y1 + x2*y2 + x3*y3
		row[n+1] += x1*y2 + x2*y3
		row[n+2] += x1 * y3
	}
	for ; j < len(b.P); j++ {
		y, row := b.P[j], p[j:j+n]
		for i, x := range a.P {
			row[i] += x * y
		}
	}
	return Dist{a.Lo + b.Lo, p}
}

// negligible is what a value may weigh, of the likeliest, to be left out of a
// long sum: a hundred of them change no digit that a float64 has.
const negligible = 1e-26

// sumAround is the central sum of which only the values are kept that weigh
// something under odds ratios between least and most: there all tails, moments
// and intervals are what the whole sum gives. The sum of log-concave
// distributions is log-concave, so what is left out lies at the two ends.
func sumAround(strata []Stratum, least, most float64) Dist {
	parts, lo := make([]Dist, 0, len(strata)), 0
	for _, s := range strata {
		if s.fixed() {
			l, _ := s.bounds()
			lo += l
			continue
		}
		parts = append(parts, hyper(s, 1))
	}
	slices.SortStableFunc(parts, func(a, b Dist) int { return len(a.P) - len(b.P) })
	out := Dist{lo, []float64{1}}
	for _, d := range parts {
		out = convolve(out, d)
		if len(out.P) > 64 {
			out = out.trim(least, most)
		}
	}
	return out
}

func (d Dist) trim(least, most float64) Dist {
	a := d.mode(least)
	for w := 1.0; a > 0 && w > negligible; a-- {
		w *= d.P[a-1] / (d.P[a] * least)
	}
	b := d.mode(most)
	for w := 1.0; b < len(d.P)-1 && w > negligible; b++ {
		w *= d.P[b+1] / d.P[b] * most
	}
	return Dist{d.Lo + a, d.P[a : b+1]}
}

// mode is where the distribution peaks under an odds ratio, by halving.
func (d Dist) mode(omega float64) int {
	a, b := 0, len(d.P)-1
	for a < b {
		m := (a + b) / 2
		if d.P[m+1]*omega >= d.P[m] {
			a = m + 1
		} else {
			b = m
		}
	}
	return a
}

// under is the distribution under another common odds ratio: each probability
// times ω^x, from the peak outward.
func (d Dist) under(omega float64) Dist {
	if omega == 1 {
		return d
	}
	p, m := make([]float64, len(d.P)), d.mode(omega)
	p[m] = 1
	for i := m + 1; i < len(p) && d.P[i-1] > 0; i++ {
		p[i] = p[i-1] * (d.P[i] / d.P[i-1] * omega)
	}
	for i := m - 1; i >= 0 && d.P[i+1] > 0; i-- {
		p[i] = p[i+1] * (d.P[i] / (d.P[i+1] * omega))
	}
	return Dist{d.Lo, p}.normal()
}

// Lower is P(X ≤ x), Upper P(X ≥ x).
func (d Dist) Lower(x int) float64 {
	switch {
	case x < d.Lo:
		return 0
	case x >= d.Hi():
		return 1
	}
	return min(1, sum(d.P[:x-d.Lo+1]))
}

// Upper is P(X ≥ x).
func (d Dist) Upper(x int) float64 {
	switch {
	case x > d.Hi():
		return 0
	case x <= d.Lo:
		return 1
	}
	return min(1, sum(d.P[x-d.Lo:]))
}

// At is P(X = x).
func (d Dist) At(x int) float64 {
	if x < d.Lo || x > d.Hi() {
		return 0
	}
	return d.P[x-d.Lo]
}

// TwoSided is the sum of the probabilities not greater than that of x, times
// 1+1e-7 against rounding: Fisher's rule, as R's fisher.test has it.
func (d Dist) TwoSided(x int) float64 {
	limit := d.At(x) * (1 + 1e-7)
	var small []float64
	for _, p := range d.P {
		if p <= limit {
			small = append(small, p)
		}
	}
	slices.Sort(small)
	t := 0.0
	for _, p := range small {
		t += p
	}
	return min(1, t)
}

// Mean of the distribution.
func (d Dist) Mean() float64 {
	t := 0.0
	for i, p := range d.P {
		t += p * float64(i)
	}
	return float64(d.Lo) + t
}

// Variance of the distribution.
func (d Dist) Variance() float64 {
	m, t := d.Mean()-float64(d.Lo), 0.0
	for i, p := range d.P {
		t += p * (float64(i) - m) * (float64(i) - m)
	}
	return t
}
