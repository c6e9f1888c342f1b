package site

import "testing"

// Every section has its place in the rail, and the rail names no page twice.
func TestEverySectionHasItsPlaceInTheRail(t *testing.T) {
	seen := map[string]bool{}
	for _, g := range rail {
		for _, u := range g.URLs {
			if seen[u] {
				t.Errorf("%s stands twice", u)
			}
			seen[u] = true
		}
	}
	for _, s := range sections {
		if !seen[s.URL] {
			t.Errorf("%s (%s) has no place in the rail", s.URL, s.Zh)
		}
	}
	last := -1
	order := map[string]int{}
	for i, s := range grouped(sections) {
		order[s.URL] = i
		last = i
	}
	if last+1 != len(sections) || order["/clues"] > order["/campaigns"] || order["/"] != 0 {
		t.Errorf("the rail is out of order: %v", order)
	}
}
