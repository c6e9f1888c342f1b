package screening

import (
	"fmt"
	"math"
	"testing"
)

// far out is computed like near by: where both ways can be gone they agree.
func TestDeepAgreesWithNear(t *testing.T) {
	for _, strata := range [][]Stratum{{{400, 60, 90}}, {{30, 13, 12}, {800, 100, 40}, {12, 3, 5}}, {{200, 100, 100}, {50, 1, 1}}} {
		for _, null := range []string{"sharp", "min"} {
			o := Options{Null: null, Omega0: 2, Tail: "two", MidP: true}
			d := SumOf(strata, 1)
			for x := d.Lo; x <= d.Hi(); x++ {
				p, lower, upper := o.tails(nil, d, x)
				q, low, up := o.tailsAnew(d, strata, x)
				alike(t, fmt.Sprint(strata, null, x, " p"), p, q)
				alike(t, fmt.Sprint(strata, null, x, " lower"), lower, low)
				alike(t, fmt.Sprint(strata, null, x, " upper"), upper, up)
				a, b, c := Odds(strata, x, .95)
				e, f, g := oddsAnew(strata, x, .95)
				alike(t, fmt.Sprint(strata, x, " estimate"), a, e)
				alike(t, fmt.Sprint(strata, x, " from"), b, f)
				alike(t, fmt.Sprint(strata, x, " to"), c, g)
			}
		}
	}
}

func alike(t *testing.T, what string, a, b float64) {
	t.Helper()
	if a != b && !(math.Abs(a-b) <= 1e-9*math.Max(math.Abs(a), math.Abs(b))+1e-290) {
		t.Errorf("%s: %g and %g", what, a, b)
	}
}

// logHyper is Fisher's noncentral distribution by logarithms of factorials, from
// which nothing underflows.
func logHyper(s Stratum, theta float64) (lo int, logs []float64) {
	choose := func(n, k int) float64 {
		a, _ := math.Lgamma(float64(n + 1))
		b, _ := math.Lgamma(float64(k + 1))
		c, _ := math.Lgamma(float64(n - k + 1))
		return a - b - c
	}
	lo, hi := s.bounds()
	for x := lo; x <= hi; x++ {
		logs = append(logs, choose(s.Hit, x)+choose(s.N-s.Hit, s.Own-x)+theta*float64(x))
	}
	all := allLogs(logs)
	for i := range logs {
		logs[i] -= all
	}
	return lo, logs
}

func allLogs(logs []float64) float64 {
	top, t := math.Inf(-1), 0.0
	for _, l := range logs {
		top = max(top, l)
	}
	for _, l := range logs {
		t += math.Exp(l - top)
	}
	return top + math.Log(t)
}

// Thousands of cases of one subject in one stratum: the central probability of
// what was seen is less than a number can hold. The estimate, its interval and the
// p are those of the logarithms; nothing falls over.
func TestFarBeyondWhatANumberHolds(t *testing.T) {
	for _, c := range []struct {
		s Stratum
		x int
	}{
		{Stratum{12000, 3391, 3391}, 1839}, {Stratum{12000, 3391, 3391}, 3391}, {Stratum{12000, 3391, 3391}, 20},
		{Stratum{200000, 60000, 50000}, 15800}, {Stratum{200000, 60000, 50000}, 22000}, {Stratum{40000, 20000, 20000}, 0}, {Stratum{40000, 20000, 20000}, 12000},
	} {
		for _, null := range []string{"sharp", "min"} {
			o := Options{Null: null, Omega0: 2, Tail: "upper"}
			r := o.result(new(desk), tested{strata: []Stratum{c.s}, x: c.x, n: c.s.Own})
			theta := 0.0
			if null == "min" {
				theta = math.Log(2)
			}
			lo, logs := logHyper(c.s, theta)
			if want := math.Exp(allLogs(logs[c.x-lo:])); want > 1e-290 && math.Abs(r.Upper-want) > 1e-6*want || want <= 1e-290 && r.Upper > 1e-280 {
				t.Errorf("%v %d %s: p %g, by logarithms %g", c.s, c.x, null, r.Upper, want)
			}
			tailAt := func(omega float64, upper bool) float64 {
				lo, logs := logHyper(c.s, math.Log(omega))
				if upper {
					return math.Exp(allLogs(logs[c.x-lo:]))
				}
				return math.Exp(allLogs(logs[:c.x-lo+1]))
			}
			if r.Lo > 0 && math.Abs(tailAt(r.Lo, true)-.025) > 1e-6 {
				t.Errorf("%v %d: from %g, where the upper tail is %g", c.s, c.x, r.Lo, tailAt(r.Lo, true))
			}
			if !math.IsInf(r.Hi, 1) && math.Abs(tailAt(r.Hi, false)-.025) > 1e-6 {
				t.Errorf("%v %d: to %g, where the lower tail is %g", c.s, c.x, r.Hi, tailAt(r.Hi, false))
			}
			if !(r.Lo <= r.Effect && r.Effect <= r.Hi) || r.Lo == 0 && c.x > lo || math.IsInf(r.Hi, 1) && c.x < lo+len(logs)-1 {
				t.Errorf("%v %d: %g within %g and %g", c.s, c.x, r.Effect, r.Lo, r.Hi)
			}
		}
	}
}
