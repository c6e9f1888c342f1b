package screening

import "math"

// binomial draws the number of hits of n trials. Small means by inversion, others
// by Hörmann's transformed rejection BTRS (J. Stat. Comput. Simul. 46, 1993), which
// is exact and takes the same time whatever n is.
func (s *stream) binomial(n int, p float64) int {
	if p > .5 {
		return n - s.binomial(n, 1-p)
	}
	if n == 0 || p <= 0 {
		return 0
	}
	if float64(n)*p < 10 {
		q := p / (1 - p)
		w, u, k := math.Exp(float64(n)*math.Log1p(-p)), s.unit(), 0
		for u > w && k < n {
			u -= w
			k++
			w *= q * float64(n-k+1) / float64(k)
		}
		return k
	}
	nf := float64(n)
	spq := math.Sqrt(nf * p * (1 - p))
	b := 1.15 + 2.53*spq
	a := -.0873 + .0248*b + .01*p
	c := nf*p + .5
	vr := .92 - 4.2/b
	alpha := (2.83 + 5.1/b) * spq
	lpq := math.Log(p / (1 - p))
	m := math.Floor((nf + 1) * p)
	h := lgamma(m+1) + lgamma(nf-m+1)
	for {
		u, v := s.unit()-.5, s.unit()
		us := .5 - math.Abs(u)
		k := math.Floor((2*a/us+b)*u + c)
		if k < 0 || k > nf {
			continue
		}
		if us >= .07 && v <= vr {
			return int(k)
		}
		v = math.Log(v * alpha / (a/(us*us) + b))
		if v <= h-lgamma(k+1)-lgamma(nf-k+1)+(k-m)*lpq {
			return int(k)
		}
	}
}

func lgamma(x float64) float64 { v, _ := math.Lgamma(x); return v }
