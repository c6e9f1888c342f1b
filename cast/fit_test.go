package cast

import "testing"

// Every event has something to be told with.
func TestEveryEventFits(t *testing.T) {
	for _, g := range genres {
		for k, e := range g.tell {
			if len(fitting(g.details, k)) == 0 || len(fitting(g.effects, k)) == 0 {
				t.Errorf("%s: nothing goes with %q: %d details, %d effects", g.code, e.first, len(fitting(g.details, k)), len(fitting(g.effects, k)))
			}
			if len(voices[g.voices[0]].opens) == 0 || titlesOf[g.code] == "" || classes[g.code] == "" {
				t.Errorf("%s: no voice, title or class", g.code)
			}
		}
	}
}
