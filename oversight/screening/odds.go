package screening

import "math"

// Odds is the conditional maximum-likelihood estimate of the common odds ratio
// with its exact interval (Gart 1970; R's mantelhaen.test(exact=TRUE)): the
// estimate is the root of E_ω[X] = x, each end the ω at which a tail is half of
// 1-level. 0 and +Inf stand where the data sit at an end.
func Odds(strata []Stratum, x int, level float64) (est, lo, hi float64) {
	start := peto(strata, x)
	return odds(sumAround(strata, min(1, start), max(1, start)), start, x, level)
}

// odds does it with a central distribution that is at hand and an estimate to
// start from.
func odds(d Dist, start float64, x int, level float64) (est, lo, hi float64) {
	return (*desk)(nil).odds(d, start, x, level)
}

func (k *desk) odds(d Dist, start float64, x int, level float64) (est, lo, hi float64) {
	if len(d.P) == 1 {
		return math.NaN(), 0, math.Inf(1)
	}
	t, a, at := k.tilted(d), (1-level)/2, math.Log(start)
	est, lo, hi = 0, 0, math.Inf(1)
	i := x - d.Lo
	switch {
	case i <= 0:
	case x >= d.Hi():
		est = math.Inf(1)
	default:
		at = t.root(at, func(m moment) (float64, float64) { return m.mean - float64(i), m.variance }, i)
		est = math.Exp(at)
	}
	half := 0.0
	if v := t.at(at, i).variance; v > 0 {
		half = 2 / math.Sqrt(v)
	}
	if i > 0 { // ω at which P(X ≥ x) is a
		lo = math.Exp(t.root(at-half, func(m moment) (float64, float64) {
			return math.Log(m.upper / a), m.meanUpper - m.mean
		}, i))
	}
	if x < d.Hi() { // ω at which P(X ≤ x) is a
		hi = math.Exp(t.root(at+half, func(m moment) (float64, float64) {
			return math.Log(a / m.lower), m.mean - m.meanLower
		}, i))
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
	return min(max(math.Exp((float64(x)-e)/v), 1e-4), 1e4)
}

// tilted is a distribution under other odds ratios: each probability times ω^x.
// Kept are the ratios of neighbours upward and downward.
type tilted struct {
	p        []float64
	up, down []float64
}

func (k *desk) tilted(d Dist) tilted {
	n := len(d.P)
	t := tilted{d.P, k.floats(n), k.floats(n)}
	clear(t.up)
	clear(t.down)
	for i := 0; i+1 < n; i++ {
		if d.P[i] > 0 {
			t.up[i] = d.P[i+1] / d.P[i]
		}
		if d.P[i+1] > 0 {
			t.down[i+1] = d.P[i] / d.P[i+1]
		}
	}
	return t
}

// moment is what the search needs at one ω; values count from the least.
type moment struct {
	mean, variance       float64
	lower, upper         float64 // P(X ≤ x), P(X ≥ x)
	meanLower, meanUpper float64 // of X given X ≤ x, X ≥ x
}

// at goes from x outward, the weight of x being 1, until nothing more is to be
// had: the weights rise to one peak and fall.
func (t tilted) at(theta float64, x int) (m moment) {
	e := math.Exp(theta)
	var up, up1, up2, low, low1, low2 float64 // Σw, Σwk, Σwk² beyond x, k the distance
	w, k := 1.0, 0.0
	for i := x; i+1 < len(t.p); i++ {
		r := t.up[i] * e
		w *= r
		k++
		up, up1, up2 = up+w, up1+w*k, up2+w*k*k
		if r < 1 && w*k*k < 1e-18*(1+up) {
			break
		}
	}
	w, k, e = 1, 0, 1/e
	for i := x; i > 0; i-- {
		r := t.down[i] * e
		w *= r
		k++
		low, low1, low2 = low+w, low1+w*k, low2+w*k*k
		if r < 1 && w*k*k < 1e-18*(1+low) {
			break
		}
	}
	s := 1 + up + low
	if math.IsInf(up2, 0) || math.IsInf(low2, 0) || math.IsNaN(up2) || math.IsNaN(low2) {
		return t.far(theta, x)
	}
	d := (up1 - low1) / s
	m.mean = float64(x) + d
	m.variance = max(0, (up2+low2)/s-d*d)
	m.upper, m.lower = (1+up)/s, (1+low)/s
	m.meanUpper, m.meanLower = float64(x)+up1/(1+up), float64(x)-low1/(1+low)
	return m
}

// far is the same where weights would overflow: by logarithms.
func (t tilted) far(theta float64, x int) (m moment) {
	logs := make([]float64, len(t.p))
	top := math.Inf(-1)
	for i, p := range t.p {
		logs[i] = math.Log(p) + float64(i)*theta
		top = max(top, logs[i])
	}
	var s, s1, s2, up, up1, low, low1 float64
	for i, l := range logs {
		w, v := math.Exp(l-top), float64(i)
		s, s1, s2 = s+w, s1+w*v, s2+w*v*v
		if i >= x {
			up, up1 = up+w, up1+w*v
		}
		if i <= x {
			low, low1 = low+w, low1+w*v
		}
	}
	m.mean = s1 / s
	m.variance = max(0, s2/s-m.mean*m.mean)
	m.upper, m.lower = up/s, low/s
	m.meanUpper, m.meanLower = up1/up, low1/low
	return m
}

// root finds the log ω at which a function that rises with it is 0: Newton's
// steps from theta, kept within a bracket.
func (t tilted) root(theta float64, f func(moment) (value, slope float64), x int) float64 {
	lo, hi := -60.0, 60.0
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
		if math.Abs(next-theta) < 1e-8*(1+math.Abs(theta)) { // the step's error is about its square
			return next
		}
		theta = next
	}
	return theta
}
