package screening

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
func hyper(s Stratum, omega float64) Dist { return (*desk)(nil).hyper(s, omega) }

func (k *desk) hyper(s Stratum, omega float64) Dist {
	lo, hi := s.bounds()
	p := k.floats(hi - lo + 1)
	if omega == 1 && len(p) == 2 && lo == 0 { // one unit of the one kind: the other's share
		q := float64(s.Own) * float64(s.Hit) / float64(s.N)
		p[1], p[0] = q, float64(s.N-s.Own*s.Hit)/float64(s.N)
		return Dist{0, p}
	}
	own, hit, rest := float64(s.Own+1), float64(s.Hit+1), float64(s.N-s.Own-s.Hit)
	ratio := func(x float64) float64 { // P(x)/P(x-1)
		return omega * (own - x) * (hit - x) / (x * (rest + x))
	}
	mode := lo
	for mode < hi && ratio(float64(mode+1)) >= 1 { // the ratio falls with x
		step := max(1, (hi-mode)/64)
		if step > 1 && ratio(float64(mode+step)) < 1 {
			step = 1
		}
		mode += step
	}
	p[mode-lo] = 1
	for x := mode + 1; x <= hi; x++ {
		p[x-lo] = p[x-1-lo] * ratio(float64(x))
	}
	for x := mode; x > lo; x-- {
		p[x-1-lo] = p[x-lo] / ratio(float64(x))
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
	var k *desk
	parts, lo := k.strataOf(strata, omega)
	out := Dist{lo, []float64{1}}
	for _, d := range parts {
		out = k.convolve(out, d)
	}
	return out
}

// strataOf are the distributions of the strata that can have several values, the
// shortest first, and the sum of the others.
func (k *desk) strataOf(strata []Stratum, omega float64) (parts []Dist, lo int) {
	if k != nil {
		parts = k.parts[:0]
	}
	for _, s := range strata {
		if s.fixed() {
			l, _ := s.bounds()
			lo += l
			continue
		}
		parts = append(parts, k.hyper(s, omega))
	}
	if k != nil {
		k.parts = parts
	}
	byLength(parts)
	return parts, lo
}

// convolve takes four values of the shorter one in a pass, so that memory is
// touched a quarter as often.
func (k *desk) convolve(a, b Dist) Dist {
	if len(a.P) < len(b.P) {
		a, b = b, a
	}
	n := len(a.P)
	p := k.floats(n + len(b.P) - 1)
	out := Dist{a.Lo + b.Lo, p}
	switch len(b.P) {
	case 1:
		for i, x := range a.P {
			p[i] = x * b.P[0]
		}
		return out
	case 2:
		y0, y1, last := b.P[0], b.P[1], 0.0
		for i, x := range a.P {
			p[i] = x*y0 + last*y1
			last = x
		}
		p[n] = last * y1
		return out
	case 3:
		y0, y1, y2, x1, x2 := b.P[0], b.P[1], b.P[2], 0.0, 0.0
		for i, x := range a.P {
			p[i] = x*y0 + x1*y1 + x2*y2
			x1, x2 = x, x1
		}
		p[n], p[n+1] = x1*y1+x2*y2, x1*y2
		return out
	}
	clear(p)
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
	return out
}

// negligible is what a value may weigh, of the likeliest, to be left out of a
// long sum: a hundred of them change no digit that a float64 has.
const negligible = 1e-26

// sumAround is the central sum of which only the values are kept that weigh
// something under odds ratios between least and most: there all tails, moments
// and intervals are what the whole sum gives. The sum of log-concave
// distributions is log-concave, so what is left out lies at the two ends.
func sumAround(strata []Stratum, least, most float64) Dist {
	return (*desk)(nil).sumAround(strata, least, most)
}

func (k *desk) sumAround(strata []Stratum, least, most float64) Dist {
	parts, lo := k.strataOf(strata, 1)
	out := Dist{lo, k.floats(1)}
	out.P[0] = 1
	for _, d := range parts {
		out = k.convolve(out, d)
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

// positive is where probabilities stand: what is less than a float64 can hold is 0,
// at the two ends.
func (d Dist) positive() (first, last int) {
	last = len(d.P) - 1
	for last > 0 && d.P[last] == 0 {
		last--
	}
	for first < last && d.P[first] == 0 {
		first++
	}
	return first, last
}

// mode is where the distribution peaks under an odds ratio, by halving.
func (d Dist) mode(omega float64) int {
	a, b := d.positive()
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
func (d Dist) under(omega float64) Dist { return (*desk)(nil).under(d, omega) }

func (k *desk) under(d Dist, omega float64) Dist {
	if omega == 1 {
		return d
	}
	p, m := k.floats(len(d.P)), d.mode(omega)
	clear(p)
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
	// Such a sum of log-concave distributions rises to one peak and falls: what is
	// small stands at the two ends, and is added from the smallest up.
	a, b := 0, len(d.P)-1
	t := 0.0
	for a <= b {
		switch {
		case d.P[a] <= d.P[b] && d.P[a] <= limit:
			t += d.P[a]
			a++
		case d.P[b] <= limit:
			t += d.P[b]
			b--
		case d.P[a] <= limit:
			t += d.P[a]
			a++
		default:
			return min(1, t)
		}
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
