package main

import (
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"time"

	"hengjian/casebook/simulate"
	"hengjian/oversight/screening"
)

// BenchNationCmd screens the invented register of a whole country's year, held in
// memory as columns.
type BenchNationCmd struct {
	Rows     int      `help:"件数 / cases" default:"46000000"`
	Workers  int      `help:"并行数 / workers" default:"0"`
	Detector []string `help:"检测方法 / detectors" default:"outcome,pair,funnel"`
	Limit    int      `help:"内存上限，MiB / memory limit" default:"3584"`
}

// Run prints time and memory of each detector.
func (c BenchNationCmd) Run(w io.Writer) error {
	if c.Workers <= 0 {
		c.Workers = runtime.NumCPU()
	}
	debug.SetMemoryLimit(int64(c.Limit) << 20)
	began := time.Now()
	f := simulate.Nation(c.Rows)
	fmt.Fprintf(w, "%d cases, %d judges, %d lawyers, %d strata, invented in %.1f s\n", f.Rows, len(f.Subject.Names), len(f.Partner.Names), len(f.Strata.Names), time.Since(began).Seconds())
	for _, d := range c.Detector {
		runtime.GC()
		o := screening.Defaults(d)
		o.Workers = c.Workers
		if d == "assignment" {
			o.MinN = 200
		}
		began, cpu := time.Now(), processor()
		rep, err := screening.Screen(f, o)
		if err != nil {
			return err
		}
		took, used := time.Since(began).Seconds(), (processor() - cpu).Seconds()
		fmt.Fprintf(w, "%-12s %6.1f s, %6.1f s of processor time (%.1f M cases for each); %d tests, %d results; largest resident set %d MiB\n", d, took, used, float64(f.Rows)/used/1e6, rep.Tested, len(rep.Results), resident())
	}
	return nil
}
