package simulate

import (
	"math"

	"hengjian/oversight/screening"
)

// Bands of expected meetings, as the power table of the design has them.
var Bands = []float64{0, 2, 4, 8, 16}

// Measured adds up replications of one arm.
type Measured struct {
	Runs, AnyFlag       int // runs with any false flag
	Flags, False        int
	FDR, SE             float64 // mean of the false share over runs, and its standard error; a run without flags counts 0
	Planted, Found      [5]int  // by band of expected meetings
	M                   int     // hypotheses, of all runs
	DecoyRuns, Decoys   int     // runs with decoys; those in which one was flagged
	P05, P01, P001, AtP int     // p at most .05 … of AtP pairs with 12 expected meetings and nothing planted
	rate                average
}

// Add screens one invented city and compares with its truth.
func (m *Measured) Add(c Config, o screening.Options) error {
	f, truth := Frame(c)
	rep, err := screening.Screen(f, o)
	if err != nil {
		return err
	}
	planted, decoy := map[[2]string]bool{}, map[[2]string]bool{}
	for _, p := range truth.Pairs {
		planted[[2]string{p.Judge, p.Lawyer}] = true
	}
	for _, p := range truth.Decoys {
		decoy[[2]string{p.Judge, p.Lawyer}] = true
	}
	flags, wrong, decoys := 0, 0, 0
	for _, r := range rep.Results {
		k := [2]string{r.Subject, r.Partner}
		if planted[k] {
			b := band(r.Expected)
			m.Planted[b]++
			if r.Flag {
				m.Found[b]++
			}
			delete(planted, k)
		} else if r.Expected >= 12 && !decoy[k] {
			m.AtP++
			m.P05, m.P01, m.P001 = m.P05+b2i(r.P <= .05), m.P01+b2i(r.P <= .01), m.P001+b2i(r.P <= .001)
		}
		if r.Flag {
			flags++
			if decoy[k] {
				decoys++
			} else if !inPairs(truth, k) {
				wrong++
			}
		}
	}
	for range planted { // met fewer times than can be flagged: the lowest band
		m.Planted[0]++
	}
	m.Runs, m.Flags, m.False, m.M = m.Runs+1, m.Flags+flags, m.False+wrong, m.M+rep.Tested
	m.AnyFlag += b2i(wrong > 0)
	m.rate.add(float64(wrong) / math.Max(1, float64(flags)))
	m.FDR, m.SE = m.rate.mean(), m.rate.error()
	if c.Decoys {
		m.DecoyRuns++
		m.Decoys += b2i(decoys > 0)
	}
	return nil
}

func inPairs(t Truth, k [2]string) bool {
	for _, p := range t.Pairs {
		if p.Judge == k[0] && p.Lawyer == k[1] {
			return true
		}
	}
	return false
}

func band(e float64) int {
	for b := len(Bands) - 1; b > 0; b-- {
		if e >= Bands[b] {
			return b
		}
	}
	return 0
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// average of one number of each run, and how uncertain it is.
type average struct {
	n       int
	sum, sq float64
}

func (a *average) add(x float64) { a.n, a.sum, a.sq = a.n+1, a.sum+x, a.sq+x*x }

func (a average) mean() float64 { return a.sum / math.Max(1, float64(a.n)) }

// error is the standard error of the mean; unknown, NaN, with fewer than two runs.
func (a average) error() float64 {
	if a.n < 2 {
		return math.NaN()
	}
	n := float64(a.n)
	return math.Sqrt(math.Max(0, (a.sq-a.sum*a.sum/n)/(n-1)) / n)
}
