package main

import (
	"fmt"
	"io"
	"time"

	"hengjian/casebook/simulate"
)

// backdated measures P11: what rules and the trace before the limit find of
// detentions over the limit that a register hides.
func (c BenchScreeningCmd) backdated(w io.Writer, workers int, began time.Time) error {
	var h simulate.Hidden
	cfg := simulate.Custody{Share: c.Share, Known: c.Known, Decoys: c.Decoys}
	if c.Steer > 0 {
		cfg.Back, cfg.Late = 4, 4
	}
	for i := range c.Runs {
		cfg.Seed = c.Seed + uint64(i)
		if err := h.Add(cfg, workers); err != nil {
			return err
		}
	}
	fmt.Fprintf(w, "backdated (P11): %d 次 runs, %d 行 rows, 瞒下 hidden share %g, 可对照 known %g, %.1f s\n", h.Runs, h.Rows, c.Share, c.Known, time.Since(began).Seconds())
	of := func(zh, en string, a, b int) { fmt.Fprintf(w, "%s %s  %s  (%d of %d)\n", zh, en, share(a, b), a, b) }
	of("规则 police.detention，登记上看得出的超期", "over the limit, as registered      ", h.OpenHit, h.Open)
	of("规则 police.detention，结束日期写早的    ", "an earlier last day written        ", h.BackHit, h.Back)
	of("规则 police.detention，开始日期写晚的    ", "a later first day written          ", h.LateHit, h.Late)
	of("规则 police.dates，开始日期写晚的        ", "a later first day, another entry   ", h.LateDates, h.Late)
	fmt.Fprintf(w, "两条规则误标 rows in order found by the rules   %d, %d\n", h.InOrder, h.Dates-h.LateDates)
	t := h.Trace
	of("痕迹 bunching，把握                      ", "power, by officer                  ", t.Found, t.Planted)
	fmt.Fprintf(w, "痕迹 bunching，错误发现率 FDR   %.4f ± %.4f  (%d of %d flags)；任何误标 any false flag %s\n", t.FDR, t.SE, t.False, t.Flags, share(t.AnyFlag, t.Runs))
	if h.DecoyRuns > 0 {
		of("诱饵 P11a：卡着期限办、没有超期的人      ", "decoy: works to the limit, honestly", h.Decoys, h.DecoyRuns)
		of("诱饵 P11b：整个单位都卡着期限            ", "decoy: a squad that all does       ", h.Squads, h.DecoyRuns)
	}
	return nil
}

// copied measures P12 and says what cannot be seen.
func (c BenchScreeningCmd) copied(w io.Writer, workers int, began time.Time) error {
	var m simulate.Copied
	for i := range c.Runs {
		cfg := simulate.Config{Seed: c.Seed + uint64(i), Cases: 40_000, Courts: 5, Judges: 100, Laws: 800, Series: .15}
		if c.Steer > 0 {
			cfg.Copy = 10
		}
		if err := m.Add(cfg, workers); err != nil {
			return err
		}
	}
	fmt.Fprintf(w, "copied (P12): %d 次 runs, %.1f s。登记没有说理这一列，没有检测方法读文书：看不见。 No register holds the reasoning and no detector reads it: it cannot be seen.\n", m.Runs, time.Since(began).Seconds())
	for _, d := range simulate.CopyDetectors {
		t := m.By[d]
		fmt.Fprintf(w, "%-10s 把握 power %s (%d of %d)   正常者被标出 honest flagged %s (%d of %d)\n", d, share(t.Found, t.Planted), t.Found, t.Planted, share(t.False, t.Null), t.False, t.Null)
	}
	return nil
}
