package simulate

import (
	"fmt"
	"slices"

	"hengjian/oversight/screening"
)

// Paces are bands of meetings that a pair would have in a month by chance alone.
var Paces = []float64{0, .25, .5, 1, 2}

// Alarms adds up replications of the monthly ledger: what it says of honest pairs,
// and after how many months it sees steering that begins in a month that is known
// (P13).
type Alarms struct {
	Runs, Months  int // of all runs
	AnyFlag       int // runs with a false alarm
	Flags, False  int
	Pairs         int // honest pairs watched, of all runs: hypotheses less the planted
	Judges        int // honest judges, of all runs
	JudgesAlarmed int // those with any alarm of a pair that was not steered
	Early         int // planted pairs flagged before their steering began; false alarms too
	Planted       [5]int
	Delays        [5][]int // months from the beginning to the end of the month of the flag; the others were never flagged
}

// Add watches one invented city month by month and compares with its truth.
func (a *Alarms) Add(c Config, o screening.Options) error {
	c = c.whole()
	f, period, truth := monthly(c)
	w, err := screening.Monitor(f, period, o)
	if err != nil {
		return err
	}
	month := map[string]int{}
	for i, name := range period.Names {
		month[name] = i
	}
	planted, judges := map[[2]string]bool{}, map[string]bool{}
	for _, p := range truth.Pairs {
		planted[[2]string{p.Judge, p.Lawyer}] = true
		judges[p.Judge] = true
	}
	wrong, accused := 0, map[string]bool{}
	for _, r := range w.Results {
		k := [2]string{r.Subject, r.Partner}
		since, flagged := month[r.Since]
		early := false
		if planted[k] {
			b := pace(r.Expected / float64(w.Periods))
			a.Planted[b]++
			if early = flagged && since < c.From; flagged && !early {
				a.Delays[b] = append(a.Delays[b], since-c.From+1)
			}
			a.Early += b2i(early)
			delete(planted, k)
		}
		a.Flags += b2i(flagged)
		if flagged && (early || !inPairs(truth, k)) {
			wrong++
			if !judges[r.Subject] {
				accused[r.Subject] = true
			}
		}
	}
	a.Planted[0] += len(planted) // they met fewer times than can be flagged
	a.Runs, a.Months, a.False, a.AnyFlag = a.Runs+1, a.Months+w.Periods, a.False+wrong, a.AnyFlag+b2i(wrong > 0)
	a.Pairs, a.Judges, a.JudgesAlarmed = a.Pairs+w.Pairs-len(truth.Pairs), a.Judges+len(f.Subject.Names)-len(judges), a.JudgesAlarmed+len(accused)
	return nil
}

// Median delay of a band in months, the pairs never flagged being later than all; 0
// where fewer than half were flagged.
func (a *Alarms) Median(band int) int {
	d, n := slices.Clone(a.Delays[band]), a.Planted[band]
	if slices.Sort(d); n == 0 || 2*len(d) <= n {
		return 0
	}
	return d[n/2]
}

// Within is how many of a band's pairs were flagged within so many months.
func (a *Alarms) Within(band, months int) (n int) {
	for _, d := range a.Delays[band] {
		n += b2i(d <= months)
	}
	return n
}

func pace(e float64) int {
	for b := len(Paces) - 1; b > 0; b-- {
		if e >= Paces[b] {
			return b
		}
	}
	return 0
}

// monthly invents a city whose strata are the pools and whose months are beside
// them, named so that names sort in time.
func monthly(c Config) (*screening.Frame, *screening.Column, Truth) {
	f := &screening.Frame{}
	var sub, par, str, ser, per screening.Builder
	t := City(c, func(r Row) {
		f.Rows++
		sub.Add(r.Judge)
		par.Add(r.Lawyer)
		str.Add(r.Pool)
		ser.Add(r.Series)
		per.Add(fmt.Sprintf("%4s", r.Month))
	})
	f.Subject, f.Partner, f.Strata, f.Series = *sub.Column(), par.Column(), str.Column(), ser.Column()
	return f, per.Column(), t
}
