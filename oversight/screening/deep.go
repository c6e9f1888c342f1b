package screening

import "math"

// bottom is how small a central probability may be for what is derived from its
// neighbours by other odds ratios: eleven standard deviations more and a float64
// holds nothing. A subject with thousands of cases in one stratum gets there.
const bottom = 1e-150

// deep reports that the central distribution says nothing about x, or nothing
// about an end of the minimum-effect null: there it is computed anew.
func (o Options) deep(d Dist, x int) bool {
	if d.At(x) < bottom && len(d.P) > 1 {
		return true
	}
	if o.Null != "min" {
		return false
	}
	return d.P[d.mode(o.Omega0)] < bottom || d.P[d.mode(1/o.Omega0)] < bottom
}

// tailsAnew are the p by distributions that are each laid out from their own peak.
func (o Options) tailsAnew(d Dist, strata []Stratum, x int) (p, lower, upper float64) {
	if o.Null == "sharp" || o.Omega0 == 1 {
		return o.tails(nil, d, x)
	}
	return o.beyond(SumOf(strata, 1/o.Omega0), SumOf(strata, o.Omega0), x)
}

// oddsAnew is [Odds] where x lies too far out for the central distribution: the
// search starts from the distribution under an odds ratio whose mean is about x.
func oddsAnew(strata []Stratum, x int, level float64) (est, lo, hi float64) {
	omega := cornfield(strata, x)
	est, lo, hi = odds(SumOf(strata, omega), 1, x, level)
	return est * omega, lo * omega, hi * omega
}

// cornfield is the common odds ratio whose mean, as Cornfield approximates it
// (Proc. Third Berkeley Symp. 4, 1956), is x, or half a case within the ends.
func cornfield(strata []Stratum, x int) float64 {
	var least, most int
	for _, s := range strata {
		l, h := s.bounds()
		least, most = least+l, most+h
	}
	want := min(max(float64(x), float64(least)+.5), float64(most)-.5)
	lo, hi := -60.0, 60.0
	for range 60 {
		if theta := (lo + hi) / 2; cornfieldMean(strata, math.Exp(theta)) < want {
			lo = theta
		} else {
			hi = theta
		}
	}
	return math.Exp((lo + hi) / 2)
}

// cornfieldMean: in each stratum μ(rest+μ) = ω(own-μ)(hit-μ).
func cornfieldMean(strata []Stratum, omega float64) (mean float64) {
	for _, s := range strata {
		n, own, hit := float64(s.N), float64(s.Own), float64(s.Hit)
		b := omega*(own+hit) + n - own - hit
		mean += 2 * omega * own * hit / (b + math.Sqrt(max(0, b*b-4*(omega-1)*omega*own*hit)))
	}
	return mean
}
