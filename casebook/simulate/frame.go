package simulate

import (
	"hengjian/oversight/screening"
)

// Frame invents a city straight into columns: strata are pool and month.
func Frame(c Config) (*screening.Frame, Truth) {
	f := &screening.Frame{}
	var sub, par, str, ser screening.Builder
	t := City(c, func(r Row) {
		f.Rows++
		sub.Add(r.Judge)
		par.Add(r.Lawyer)
		str.Add(r.Pool + " · " + r.Month)
		ser.Add(r.Series)
		won := 0.0
		if r.Won {
			won = 1
		}
		f.Outcome, f.Time = append(f.Outcome, won), append(f.Time, float64(r.Left))
	})
	f.Subject, f.Partner, f.Strata, f.Series = *sub.Column(), par.Column(), str.Column(), ser.Column()
	return f, t
}
