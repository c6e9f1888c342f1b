package simulate

import "math"

// FunnelPower is what any test of the arm's funnel could find if the honest spread
// were known: the mean power at a shift of .5 against peers-1 other judges, whose
// mean is itself uncertain, Φ(δ/√((τ²+σ²/n)·(1+1/(peers-1))) - z), averaged over the
// numbers of cases that the arm draws. z is the edge of Benjamini and Hochberg's rule
// when that share of the planted six of 320 is found: it is solved by repeating.
func FunnelPower(peers int) float64 {
	const shift, tau2, sigma2, q, planted, tests = .5, .01, .25, .05, 6, 320
	power := .8
	for range 50 {
		z := quantile(1 - q*planted*power/tests/2)
		t := 0.0
		for i := range 171 {
			n := math.Max(70, float64(30+i))
			t += math.Erfc((z-shift/math.Sqrt((tau2+sigma2/n)*(1+1/float64(peers-1))))/math.Sqrt2) / 2
		}
		power = t / 171
	}
	return power
}

// quantile of the standard normal, by halving.
func quantile(p float64) float64 {
	a, b := -10.0, 10.0
	for range 80 {
		if m := (a + b) / 2; math.Erfc(-m/math.Sqrt2)/2 < p {
			a = m
		} else {
			b = m
		}
	}
	return a
}
