package screening

import (
	"math"
	"testing"
)

// Years without anything do not weigh against the month in which steering begins:
// the flag comes about as soon after it as when it had been there from the start.
func TestLateSteeringIsSeen(t *testing.T) {
	o := Defaults("pair")
	delay := func(quiet int) int {
		logs := make([][]float64, quiet+40)
		for p := range logs {
			logs[p] = make([]float64, len(mixture))
			for i := range logs[p] {
				logs[p][i] = -.6
				if p >= quiet {
					logs[p][i] = .8
				}
			}
		}
		for p, e := range o.overStarts(logs) {
			if e >= 1e6 {
				return p - quiet + 1
			}
		}
		return math.MaxInt
	}
	if at, late := delay(0), delay(36); at > 20 || late > at+6 {
		t.Errorf("%d periods from the start, %d after three quiet years", at, late)
	}
}

// With no more than the null's odds ratio the e-value stays 1 on average, whatever
// the period: all courses of five periods with one meeting possible in each are
// enumerated.
func TestEValueIsOneOnAverage(t *testing.T) {
	o := Defaults("pair")
	d := hyper(Stratum{10, 3, 1}, 1)
	null := d.under(o.Omega0)
	const periods = 5
	mean := make([]float64, periods)
	for course := range 1 << periods {
		logs, weight := make([][]float64, periods), 1.0
		for p := range periods {
			x := course >> p & 1
			weight *= null.At(x)
			for _, omega := range mixture {
				logs[p] = append(logs[p], float64(x)*math.Log(omega/o.Omega0)+generating(d, o.Omega0)-generating(d, omega))
			}
		}
		for p, e := range o.overStarts(logs) {
			mean[p] += weight * e
		}
	}
	for p, e := range mean {
		if math.Abs(e-1) > 1e-12 {
			t.Errorf("period %d: %v", p, e)
		}
	}
}

// A generating function too great for a number is known by its logarithm.
func TestGeneratingBeyondWhatANumberHolds(t *testing.T) {
	d := SumOf([]Stratum{{4000, 1500, 1500}}, 1)
	want := math.Inf(-1)
	for i, p := range d.P {
		if p > 0 {
			want = logSum(want, math.Log(p)+float64(d.Lo+i)*math.Log(20))
		}
	}
	if got := generating(d, 20); math.IsInf(got, 0) || math.Abs(got-want) > 1e-9*want {
		t.Errorf("%g, by logarithms %g", got, want)
	}
}
