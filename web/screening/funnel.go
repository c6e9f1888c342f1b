package screening

import (
	"math"
	"sort"
	"strconv"
	"strings"

	"hengjian/oversight/screenrun"
)

// plot is observed over expected against expected: the other tested ones without
// names, and this lead.
type plot struct {
	points     []screenrun.Point
	e, o       float64
	name       string
	maxE, maxR float64
}

const (
	plotW, plotH         = 560.0, 220.0
	plotLeft, plotBottom = 44.0, 24.0
)

func newPlot(points []screenrun.Point, e, o float64, name string) plot {
	p := plot{e: e, o: o, name: name, maxE: e * 1.3, maxR: o / e * 1.25}
	for _, x := range points {
		if x.E > 0 && x.O >= 0 {
			p.points = append(p.points, x)
			p.maxE, p.maxR = max(p.maxE, x.E), max(p.maxR, x.O/x.E)
		}
	}
	p.maxR = min(max(p.maxR, 2), 12)
	return p
}

func (p plot) ok() bool { return p.e > 0 && p.o >= 0 && len(p.points) > 0 }

// x is on a root scale, so that the many small ones have room.
func (p plot) x(e float64) string {
	return px(plotLeft + (plotW-plotLeft-8)*math.Sqrt(min(e, p.maxE)/p.maxE))
}

func (p plot) y(r float64) string {
	return px((plotH - plotBottom) - (plotH-plotBottom-8)*min(r, p.maxR)/p.maxR)
}

func px(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) }

// band is the area within k standard errors of a Poisson count: for the eye only,
// the test itself is exact.
func (p plot) band(k float64) string {
	var up, down []string
	for i := 1; i <= 60; i++ {
		e := p.maxE * float64(i*i) / 3600
		s := k / math.Sqrt(e)
		up = append(up, p.x(e)+","+p.y(1+s))
		down = append([]string{p.x(e) + "," + p.y(max(0, 1-s))}, down...)
	}
	return strings.Join(append(up, down...), " ")
}

// rows are the same figures as a table, by expected.
func (p plot) rows() (out [][3]string) {
	ps := append([]screenrun.Point(nil), p.points...)
	sort.Slice(ps, func(i, j int) bool { return ps[i].E < ps[j].E })
	for _, x := range ps[:min(len(ps), 60)] {
		out = append(out, [3]string{num(x.E), num(x.O), num(x.O / x.E)})
	}
	return out
}
