package screening

import (
	"math"
	"math/big"
	"testing"
)

// exactHyper is the same distribution by fractions.
func exactHyper(s Stratum, omega *big.Rat) map[int]*big.Rat {
	lo, hi := s.bounds()
	out, total := map[int]*big.Rat{}, new(big.Rat)
	w := new(big.Rat).SetInt64(1)
	for range lo {
		w.Mul(w, omega)
	}
	for x := lo; x <= hi; x++ {
		a := new(big.Int).Binomial(int64(s.Hit), int64(x))
		b := new(big.Int).Binomial(int64(s.N-s.Hit), int64(s.Own-x))
		r := new(big.Rat).SetInt(a.Mul(a, b))
		r.Mul(r, w)
		out[x] = r
		total.Add(total, r)
		w.Mul(w, omega)
	}
	for _, r := range out {
		r.Quo(r, total)
	}
	return out
}

func exactSum(strata []Stratum, omega *big.Rat) map[int]*big.Rat {
	out := map[int]*big.Rat{0: big.NewRat(1, 1)}
	for _, s := range strata {
		next := map[int]*big.Rat{}
		for x, p := range out {
			for y, q := range exactHyper(s, omega) {
				if next[x+y] == nil {
					next[x+y] = new(big.Rat)
				}
				next[x+y].Add(next[x+y], new(big.Rat).Mul(p, q))
			}
		}
		out = next
	}
	return out
}

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-11*math.Abs(want)+1e-300 {
		t.Errorf("%s: %.17g, want %.17g", what, got, want)
	}
}

// The floating tails agree with fractions to 1e-11 of their size, however small.
func TestTailsAgreeWithFractions(t *testing.T) {
	s := seeded(7, 0)
	for range 60 {
		var strata []Stratum
		for range 1 + s.below(6) {
			n := 2 + s.below(40)
			strata = append(strata, Stratum{n, s.below(n + 1), s.below(n + 1)})
		}
		for _, omega := range []*big.Rat{big.NewRat(1, 1), big.NewRat(2, 1), big.NewRat(1, 3)} {
			o, _ := omega.Float64()
			want, d := exactSum(strata, omega), SumOf(strata, o)
			for x, p := range want {
				f, _ := p.Float64()
				near(t, "P", d.At(x), f)
				lower, upper, two := new(big.Rat), new(big.Rat), new(big.Rat)
				limit := new(big.Rat).Mul(p, big.NewRat(10_000_001, 10_000_000))
				for y, q := range want {
					if y <= x {
						lower.Add(lower, q)
					}
					if y >= x {
						upper.Add(upper, q)
					}
					if q.Cmp(limit) <= 0 {
						two.Add(two, q)
					}
				}
				for _, c := range []struct {
					name string
					got  float64
					want *big.Rat
				}{{"lower", d.Lower(x), lower}, {"upper", d.Upper(x), upper}, {"two", d.TwoSided(x), two}} {
					f, _ := c.want.Float64()
					near(t, c.name, c.got, f)
				}
			}
		}
	}
}

// At the ends of the interval the tails are what they should be, and at the
// estimate the mean is what was observed.
func TestOddsByItsDefinition(t *testing.T) {
	s := seeded(11, 0)
	for range 200 {
		var strata []Stratum
		x := 0
		for range 1 + s.below(8) {
			n := 2 + s.below(60)
			st := Stratum{n, 1 + s.below(n), 1 + s.below(n)}
			lo, hi := st.bounds()
			strata = append(strata, st)
			x += lo + s.below(hi-lo+1)
		}
		est, lo, hi := Odds(strata, x, .95)
		if math.IsNaN(est) {
			continue
		}
		if est > 0 && !math.IsInf(est, 1) && math.Abs(SumOf(strata, est).Mean()-float64(x)) > 1e-8*float64(1+x) {
			t.Errorf("%v x=%d: mean at %g is %g", strata, x, est, SumOf(strata, est).Mean())
		}
		if lo > 0 && math.Abs(SumOf(strata, lo).Upper(x)-.025) > 1e-9 {
			t.Errorf("%v x=%d: upper tail at %g is %g", strata, x, lo, SumOf(strata, lo).Upper(x))
		}
		if !math.IsInf(hi, 1) && math.Abs(SumOf(strata, hi).Lower(x)-.025) > 1e-9 {
			t.Errorf("%v x=%d: lower tail at %g is %g", strata, x, hi, SumOf(strata, hi).Lower(x))
		}
	}
}

// Published constants: Fisher's convictions of twins; the noncentral
// hypergeometric of Fog's BiasedUrn manual; UC Berkeley admissions 1973.
func TestPublishedConstants(t *testing.T) {
	d := SumOf([]Stratum{{30, 13, 12}}, 1) // 10 of 13 monozygotic twins convicted, 12 of 30 in all
	if p := d.Upper(10); math.Abs(p-.0004652) > 5e-7 {
		t.Errorf("Fisher, one-sided: %.7f", p)
	}
	if p := d.TwoSided(10); math.Abs(p-.0005367) > 5e-7 {
		t.Errorf("Fisher: %.7f", p)
	}
	w := hyper(Stratum{57, 20, 25}, 2.5)
	if m, v := w.Mean(), w.Variance(); math.Abs(m/11.738175790722-1) > 1e-9 || math.Abs(v/3.150486389913-1) > 1e-9 { // published to 1e-10
		t.Errorf("noncentral: mean %.12f, variance %.12f", m, v)
	}
	near(t, "mean by fractions", w.Mean(), 11.73817579054194)
	near(t, "variance by fractions", w.Variance(), 3.1504863919827972)
	// men admitted of men, women admitted of women, by department
	var strata []Stratum
	x := 0
	for _, d := range [][4]int{{512, 313, 89, 19}, {353, 207, 17, 8}, {120, 205, 202, 391}, {138, 279, 131, 244}, {53, 138, 94, 299}, {22, 351, 24, 317}} {
		strata = append(strata, Stratum{d[0] + d[1] + d[2] + d[3], d[0] + d[1], d[0] + d[2]})
		x += d[0]
	}
	var e, v float64
	for _, s := range strata {
		e, v = e+s.Mean(), v+s.Variance()
	}
	if c := (float64(x) - e) * (float64(x) - e) / v; math.Abs(c-1.5246) > 5e-5 {
		t.Errorf("CMH without correction: %.4f", c)
	}
	if c := (math.Abs(float64(x)-e) - .5) * (math.Abs(float64(x)-e) - .5) / v; math.Abs(c-1.4269) > 5e-5 {
		t.Errorf("CMH corrected: %.4f", c)
	}
	var top, bottom float64 // Mantel and Haenszel's estimate is published: .9047; the conditional one lies beside it
	for _, d := range [][4]float64{{512, 313, 89, 19}, {353, 207, 17, 8}, {120, 205, 202, 391}, {138, 279, 131, 244}, {53, 138, 94, 299}, {22, 351, 24, 317}} {
		n := d[0] + d[1] + d[2] + d[3]
		top, bottom = top+d[0]*d[3]/n, bottom+d[1]*d[2]/n
	}
	if or, lo, hi := Odds(strata, x, .95); math.Abs(top/bottom-.9047) > 5e-5 || math.Abs(or-top/bottom) > 1e-3 || lo > or || hi < or {
		t.Errorf("common odds ratio %.4f (%.4f, %.4f), Mantel-Haenszel %.4f", or, lo, hi, top/bottom)
	}
}

// Benjamini & Hochberg 1995, table of 15 p-values: four are rejected at 0.05.
func TestBH(t *testing.T) {
	p := []float64{.0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344, .0459, .3240, .4262, .5719, .6528, .7590, 1}
	if n := rejected(p, 15, .05); n != 4 {
		t.Errorf("%d rejected, want 4", n)
	}
	if BY(p, 15)[3] <= .05 {
		t.Error("BY rejects as much as BH")
	}
}

// What is left out of a long sum changes no tail: 40 strata and counts from the
// middle to the far ends, by both ways.
func TestShortenedSumsAreWhole(t *testing.T) {
	s := seeded(21, 0)
	for range 6 {
		var strata []Stratum
		for range 40 {
			n := 40 + s.below(300)
			strata = append(strata, Stratum{n, 5 + s.below(n/6), 5 + s.below(n/2)})
		}
		whole := SumOf(strata, 1)
		sd := math.Sqrt(whole.Variance())
		for _, k := range []float64{-14, -9, -5, -2, 0, 1, 4, 8, 13, 20} {
			x := int(math.Round(whole.Mean() + k*sd))
			if x < whole.Lo || x > whole.Hi() {
				continue
			}
			for _, null := range []string{"sharp", "min"} {
				o := Defaults("outcome")
				o.Null = null
				d, start := o.sum(new(desk), strata, x)
				p, lower, upper := o.tails(nil, d, x)
				q, lo, up := o.tails(nil, whole, x)
				if null == "min" {
					up, lo = SumOf(strata, 2).Upper(x), SumOf(strata, .5).Lower(x)
					q = min(1, 2*min(lo, up))
				}
				for n, v := range map[string][2]float64{"p": {p, q}, "lower": {lower, lo}, "upper": {upper, up}} {
					if math.Abs(v[0]-v[1]) > 1e-11*v[1] {
						t.Errorf("%s %s at %g sd: %.17g, whole %.17g", null, n, k, v[0], v[1])
					}
				}
				est, a, b := odds(d, start, x, .95)
				if m := SumOf(strata, est).Mean(); math.Abs(m-float64(x)) > 1e-7 {
					t.Errorf("mean at the estimate %g is %g, not %d", est, m, x)
				}
				if u, l := SumOf(strata, a).Upper(x), SumOf(strata, b).Lower(x); math.Abs(u-.025) > 1e-10 || math.Abs(l-.025) > 1e-10 {
					t.Errorf("at the ends of the interval the tails are %g and %g", u, l)
				}
			}
		}
	}
}
