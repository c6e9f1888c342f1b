package kit

import (
	"fmt"
	"testing"
)

// A step that skips states of its own column passes beside them: its number
// covers no name.
func TestNumbersOfStepsStandOnNoState(t *testing.T) {
	l := Life{Start: "a"}
	for _, id := range []string{"a", "b", "c", "d", "e", "f"} {
		l.Nodes = append(l.Nodes, LifeNode{ID: id, Name: id})
	}
	step := func(from, to string) { l.Steps = append(l.Steps, LifeStep{From: from, To: to}) }
	for _, to := range []string{"b", "c", "d", "e"} {
		step("a", to)
	}
	step("e", "f")
	for _, way := range []string{"bc", "bd", "bd", "be", "db", "eb", "ec", "ce", "fb", "fa"} {
		step(way[:1], way[1:])
	}
	d := drawLife(l)
	for _, e := range d.edges {
		for _, b := range d.nodes {
			if e.lx > b.x-9 && e.lx < b.x+nodeW+9 && e.ly > b.y-5 && e.ly < b.y+nodeH+5 {
				t.Errorf("number %d (%s) stands at %d,%d on %s", e.no, fmt.Sprint(l.Steps[e.no-1].From, l.Steps[e.no-1].To), e.lx, e.ly, b.id)
			}
		}
	}
}
