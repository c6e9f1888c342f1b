package screening

import (
	"fmt"
	"strconv"
	"syscall"
	"testing"
)

// province invents the columns of a province's year: 10 courts' worth of pools,
// judges and lawyers for each million cases, strata of pool and month.
func province(rows int) *Frame {
	s := seeded(9, 0)
	f := &Frame{Rows: rows, Outcome: make([]float64, rows)}
	pools := max(1, rows/5000)
	var sub, par, str Builder
	for i := range rows {
		pool := s.below(pools)
		sub.Add("J" + strconv.Itoa(pool*12+s.below(12)))
		par.Add("L" + strconv.Itoa(pool*300+s.below(300)))
		str.Add("P" + strconv.Itoa(pool) + "M" + strconv.Itoa(s.below(12)))
		f.ID = append(f.ID, strconv.Itoa(i))
		f.Outcome[i] = float64(s.below(2))
	}
	f.Subject, f.Partner, f.Strata = *sub.Column(), par.Column(), str.Column()
	return f
}

// Cases screened a second from memory, exact tails included.
func BenchmarkScreen(b *testing.B) {
	for _, rows := range []int{100_000, 1_600_000} {
		f := province(rows)
		for _, d := range []string{"outcome", "pair", "funnel", "assignment"} {
			b.Run(fmt.Sprintf("%s/%d", d, rows), func(b *testing.B) {
				o := Defaults(d)
				o.Workers = 2
				began := processor()
				for b.Loop() {
					if _, err := Screen(f, o); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(rows)*float64(b.N)/b.Elapsed().Seconds()/1e6, "Mcases/s")
				b.ReportMetric(float64(rows)*float64(b.N)/(processor()-began)/1e6, "Mcases/cpu-s")
			})
		}
	}
}

// processor is the time in seconds that this process has had: on a machine with
// other work the clock on the wall says little.
func processor() float64 {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
}
