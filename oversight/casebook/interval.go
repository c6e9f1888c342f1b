package casebook

import "math"

// Interval of a share, both ends included, 0 to 1.
type Interval struct{ Lo, Hi float64 }

// Wilson is the score interval (Wilson 1927) of k out of n at 95 %: for display,
// its coverage is near the nominal one on average. n = 0 gives 0 to 1.
func Wilson(k, n int) Interval {
	if n == 0 {
		return Interval{0, 1}
	}
	const z = 1.959963984540054
	p, m := float64(k)/float64(n), float64(n)
	mid := (p + z*z/(2*m)) / (1 + z*z/m)
	half := z / (1 + z*z/m) * math.Sqrt(p*(1-p)/m+z*z/(4*m*m))
	lo, hi := math.Max(0, mid-half), math.Min(1, mid+half)
	if k == 0 {
		lo = 0
	}
	if k == n {
		hi = 1
	}
	return Interval{lo, hi}
}

// Exact is the Clopper–Pearson interval (1934) of k out of n at 95 %: it never
// covers less than that.
func Exact(k, n int) Interval {
	if n == 0 {
		return Interval{0, 1}
	}
	out := Interval{0, 1}
	if k > 0 {
		out.Lo = betaQuantile(.025, float64(k), float64(n-k+1))
	}
	if k < n {
		out.Hi = betaQuantile(.975, float64(k+1), float64(n-k))
	}
	return out
}

// SmallN is up to which an exact interval is shown, and Wilson's above.
const SmallN = 200

// IntervalOf is the one that is shown.
func IntervalOf(k, n int) (iv Interval, exact bool) {
	if n <= SmallN {
		return Exact(k, n), true
	}
	return Wilson(k, n), false
}

// betaQuantile inverts the regularised incomplete beta by bisection.
func betaQuantile(p, a, b float64) float64 {
	lo, hi := 0.0, 1.0
	for range 200 {
		mid := (lo + hi) / 2
		if mid == lo || mid == hi {
			break
		}
		if incompleteBeta(mid, a, b) < p {
			lo = mid
		} else {
			hi = mid
		}
	}
	return (lo + hi) / 2
}

// incompleteBeta is I_x(a,b) by Lentz's continued fraction (DLMF 8.17.22).
func incompleteBeta(x, a, b float64) float64 {
	if x <= 0 {
		return 0
	}
	if x >= 1 {
		return 1
	}
	if x > (a+1)/(a+b+2) {
		return 1 - incompleteBeta(1-x, b, a)
	}
	la, _ := math.Lgamma(a)
	lb, _ := math.Lgamma(b)
	lab, _ := math.Lgamma(a + b)
	front := math.Exp(lab-la-lb+a*math.Log(x)+b*math.Log1p(-x)) / a
	const tiny = 1e-300
	c, d := 1.0, 1-(a+b)*x/(a+1)
	if math.Abs(d) < tiny {
		d = tiny
	}
	d = 1 / d
	f := d
	for m := 1.0; m <= 10000; m++ {
		for _, k := range []float64{m * (b - m) * x / ((a + 2*m - 1) * (a + 2*m)), -(a + m) * (a + b + m) * x / ((a + 2*m) * (a + 2*m + 1))} {
			d = 1 + k*d
			if math.Abs(d) < tiny {
				d = tiny
			}
			if c = 1 + k/c; math.Abs(c) < tiny {
				c = tiny
			}
			d = 1 / d
			f *= d * c
		}
		if math.Abs(d*c-1) < 1e-15 {
			break
		}
	}
	return front * f
}

// FunnelLimits are the 99.8 % limits of a share for n cases about a centre:
// exact binomial points, so that small units are not drawn in by an
// approximation (Spiegelhalter 2005).
func FunnelLimits(centre float64, n int) Interval {
	if n == 0 {
		return Interval{0, 1}
	}
	lo, hi := 0, n
	cum := 0.0
	found := false
	for k := 0; k <= n; k++ {
		cum += binomial(k, n, centre)
		if !found && cum > .001 {
			lo, found = k, true
		}
		if cum >= .999 {
			hi = k
			break
		}
	}
	return Interval{float64(lo) / float64(n), float64(hi) / float64(n)}
}

func binomial(k, n int, p float64) float64 {
	if p <= 0 {
		if k == 0 {
			return 1
		}
		return 0
	}
	if p >= 1 {
		if k == n {
			return 1
		}
		return 0
	}
	a, _ := math.Lgamma(float64(n + 1))
	b, _ := math.Lgamma(float64(k + 1))
	c, _ := math.Lgamma(float64(n - k + 1))
	return math.Exp(a - b - c + float64(k)*math.Log(p) + float64(n-k)*math.Log1p(-p))
}
