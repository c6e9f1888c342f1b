package cockpit

import (
	"strconv"

	"hengjian/office"
	"hengjian/web/frame"
	"hengjian/web/kit"
)

// small numbers are left out on a wall: with fewer than five, who stands before
// it may guess who is meant.
const small = 5

// Wall (大屏) is the cockpit for a wall: large, dark, renewed by itself. It
// names nobody and nothing, shows no more than the person who opened it sees,
// and leaves out what is small.
func Wall(p *frame.Page) error {
	v, err := read(p)
	if err != nil {
		return err
	}
	v.wall = true
	p.Theme = "dark"
	p.W.Header().Set("Refresh", "120")
	return p.Render(wallPage(v))
}

// wallTiles are the same numbers without links, small ones left out.
func (v view) wallTiles() (out []kit.Stat) {
	for _, t := range v.tiles() {
		n, err := strconv.Atoi(t.Number)
		if err != nil || n < small {
			continue
		}
		out = append(out, kit.Stat{Label: t.Label, Number: t.Number, Tone: t.Tone})
	}
	return out
}

// wallBars are a kind by state as bars.
func (v view) wallBars(kind string) kit.Chart {
	c := kit.Chart{Title: v.kind(kind)}
	for _, s := range v.states(kind) {
		n := v.sum(func(t office.Tally) bool { return t.Kind == kind && t.State == s.Code })
		if n >= small {
			c.Points = append(c.Points, kit.Point{Label: v.p.L(s.Zh, s.En), Text: strconv.Itoa(n), Value: float64(n)})
		}
	}
	return c
}

func (v view) wallKinds() (out []string) {
	for _, k := range []string{"clue", "problem", "task"} {
		if len(v.wallBars(k).Points) > 0 {
			out = append(out, k)
		}
	}
	return out
}

// wallShares are the coverage of the two groups, where it is not small.
func (v view) wallShares() (out []kit.Share) {
	for _, s := range v.shares() {
		if s.All >= small && (s.Done == 0 || s.Done >= small) {
			s.URL = ""
			out = append(out, s)
		}
	}
	return out
}
