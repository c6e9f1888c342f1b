package screening

import "math"

// Odds is the conditional maximum-likelihood estimate of the common odds ratio
// with its exact interval (Gart 1970; R's mantelhaen.test(exact=TRUE)): the
// estimate is the root of E_ω[X] = x, each end the ω at which a tail is half of
// 1-level. 0 and +Inf stand where the data sit at an end.
func Odds(strata []Stratum, x int, level float64) (est, lo, hi float64) {
	start := min(max(peto(strata, x), 1e-4), 1e4)
	d := SumOf(strata, start)
	if len(d.P) == 1 {
		return math.NaN(), 0, math.Inf(1)
	}
	t, a := newTilted(d), (1-level)/2
	est, lo, hi = 0, 0, math.Inf(1)
	switch {
	case x <= d.Lo:
	case x >= d.Hi():
		est = math.Inf(1)
	default:
		est = start * t.root(func(m moment) (float64, float64) { return m.mean - float64(x-d.Lo), m.variance }, x-d.Lo)
	}
	if x > d.Lo { // ω at which P(X ≥ x) is a
		lo = start * t.root(func(m moment) (float64, float64) {
			return math.Log(m.upper / a), m.meanUpper - m.mean
		}, x-d.Lo)
	}
	if x < d.Hi() { // ω at which P(X ≤ x) is a
		hi = start * t.root(func(m moment) (float64, float64) {
			return math.Log(a / m.lower), m.mean - m.meanLower
		}, x-d.Lo)
	}
	return est, lo, hi
}

// peto estimates the odds ratio in one step; it is only where the search starts.
func peto(strata []Stratum, x int) float64 {
	var e, v float64
	for _, s := range strata {
		e, v = e+s.Mean(), v+s.Variance()
	}
	if v == 0 {
		return 1
	}
	return math.Exp((float64(x) - e) / v)
}

// tilted is a distribution under other odds ratios: each probability times ω^x.
type tilted struct{ logs []float64 }

func newTilted(d Dist) tilted {
	t := tilted{make([]float64, len(d.P))}
	for i, p := range d.P {
		t.logs[i] = math.Log(p)
	}
	return t
}

// moment is what the search needs at one ω; values count from the least.
type moment struct {
	mean, variance       float64
	lower, upper         float64 // P(X ≤ x), P(X ≥ x)
	meanLower, meanUpper float64 // of X given X ≤ x, X ≥ x
}

func (t tilted) at(theta float64, x int) (m moment) {
	top, at := math.Inf(-1), 0.0
	for i, l := range t.logs {
		top = max(top, l+float64(i)*theta)
	}
	var s, s1, s2, up, up1, low, low1 float64
	for i, l := range t.logs {
		w := math.Exp(l + at - top)
		v := float64(i)
		s, s1, s2 = s+w, s1+w*v, s2+w*v*v
		if i >= x {
			up, up1 = up+w, up1+w*v
		}
		if i <= x {
			low, low1 = low+w, low1+w*v
		}
		at += theta
	}
	m.mean = s1 / s
	m.variance = max(0, s2/s-m.mean*m.mean)
	m.upper, m.lower = up/s, low/s
	m.meanUpper, m.meanLower = up1/up, low1/low
	return m
}

// root finds the ω, as a factor of where the distribution stands, at which a
// function that rises with log ω is 0: Newton's steps, kept within a bracket.
func (t tilted) root(f func(moment) (value, slope float64), x int) float64 {
	lo, hi, theta := -60.0, 60.0, 0.0
	for range 100 {
		v, slope := f(t.at(theta, x))
		if v == 0 {
			break
		}
		if v < 0 {
			lo = theta
		} else {
			hi = theta
		}
		next := theta - v/slope
		if !(next > lo && next < hi) { // also where the slope is 0 or the value no number
			next = (lo + hi) / 2
		}
		if math.Abs(next-theta) < 1e-13*(1+math.Abs(theta)) {
			theta = next
			break
		}
		theta = next
	}
	return math.Exp(theta)
}
