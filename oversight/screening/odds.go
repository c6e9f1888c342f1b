package screening

import "math"

// Odds is the conditional maximum-likelihood estimate of the common odds ratio
// with its exact interval (Gart 1970; R's mantelhaen.test(exact=TRUE)): the
// estimate is the root of E_ω[X] = x, each end the ω at which a tail is half of
// 1-level. 0 and +Inf stand where the data sit at an end.
func Odds(strata []Stratum, x int, level float64) (est, lo, hi float64) {
	start := min(max(mantelHaenszel(strata, x), 1e-4), 1e4)
	d := SumOf(strata, start)
	if len(d.P) == 1 {
		return math.NaN(), 0, math.Inf(1)
	}
	a := (1 - level) / 2
	est, lo, hi = 0, 0, math.Inf(1)
	switch {
	case x <= d.Lo:
		est = 0
	case x >= d.Hi():
		est = math.Inf(1)
	default:
		est = start * root(func(f float64) float64 { return d.tilt(f).Mean() - float64(x) })
	}
	if x > d.Lo {
		lo = start * root(func(f float64) float64 { return d.tilt(f).Upper(x) - a })
	}
	if x < d.Hi() {
		hi = start * root(func(f float64) float64 { return a - d.tilt(f).Lower(x) })
	}
	return est, lo, hi
}

// mantelHaenszel estimates the odds ratio from the totals; used as a start and a
// check. The table of a stratum is taken at its share of x.
func mantelHaenszel(strata []Stratum, x int) float64 {
	var e, v float64
	for _, s := range strata {
		e, v = e+s.Mean(), v+s.Variance()
	}
	if v == 0 {
		return 1
	}
	return math.Exp((float64(x) - e) / v) // Peto's one-step estimate
}

// root finds the zero of a function that rises with its argument on (0, ∞), by
// bisection of the logarithm.
func root(f func(float64) float64) float64 {
	lo, hi := -1.0, 1.0
	for f(math.Exp(lo)) > 0 && lo > -60 {
		lo *= 2
	}
	for f(math.Exp(hi)) < 0 && hi < 60 {
		hi *= 2
	}
	for range 80 {
		m := (lo + hi) / 2
		if f(math.Exp(m)) < 0 {
			lo = m
		} else {
			hi = m
		}
		if hi-lo < 1e-13 {
			break
		}
	}
	return math.Exp((lo + hi) / 2)
}
