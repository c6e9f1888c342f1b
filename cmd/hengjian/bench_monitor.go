package main

import (
	"fmt"
	"io"
	"time"

	"hengjian/casebook/simulate"
	"hengjian/oversight/screening"
)

// watch measures the monthly ledger: alarms about honest pairs and judges, and the
// months between the beginning of steering and its flag.
func (c BenchScreeningCmd) watch(w io.Writer, o screening.Options, began time.Time) error {
	var a simulate.Alarms
	for i := range c.Runs {
		cfg := c.config(c.Seed + uint64(i))
		cfg.From = c.From
		if err := a.Add(cfg, o); err != nil {
			return err
		}
	}
	years := float64(a.Months) / 12
	fmt.Fprintf(w, "%d 次 runs, %d 年 years, τ %g, OR %g × %d 自第 from month %d, ω0 %g, m %d on average, %.1f s\n", a.Runs, c.Years, c.Tau, c.OR, c.Steer, c.From, o.Omega0, a.Pairs/max(1, a.Runs), time.Since(began).Seconds())
	fmt.Fprintf(w, "任何误报的运行 P(any false alarm) %s\n", share(a.AnyFlag, a.Runs))
	fmt.Fprintf(w, "每城每年误报 false alarms a year   %.4f  (%d in %.0f years; %d of %d flags)\n", float64(a.False)/max(1, years), a.False, years, a.False, a.Flags)
	fmt.Fprintf(w, "正常对子曾被报 honest pairs ever   %.2e  (%d of %d; %d before steering began)\n", float64(a.False)/float64(max(1, a.Pairs)), a.False, a.Pairs, a.Early)
	fmt.Fprintf(w, "正常法官曾被报 honest judges ever  %.5f  (%d of %d)\n", float64(a.JudgesAlarmed)/float64(max(1, a.Judges)), a.JudgesAlarmed, a.Judges)
	for b, lo := range simulate.Paces {
		if a.Planted[b] == 0 {
			continue
		}
		band := fmt.Sprintf("≥ %g", lo)
		if b+1 < len(simulate.Paces) {
			band = fmt.Sprintf("%g – %g", lo, simulate.Paces[b+1])
		}
		median := "–" // fewer than half are ever flagged
		if m := a.Median(b); m > 0 {
			median = fmt.Sprint(m)
		}
		fmt.Fprintf(w, "每月期望相遇 E a month %-9s 中位月数 median delay %-3s 6 个月内 within 6: %s, 12: %s, 24: %s, 曾被报 ever: %s  (%d)\n", band, median,
			share(a.Within(b, 6), a.Planted[b]), share(a.Within(b, 12), a.Planted[b]), share(a.Within(b, 24), a.Planted[b]), share(len(a.Delays[b]), a.Planted[b]), a.Planted[b])
	}
	return nil
}
