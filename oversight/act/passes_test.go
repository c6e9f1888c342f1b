package act

import "testing"

type dated struct {
	Head
	until string
}

func (d dated) Standing(day string) string {
	if d.until != "" && d.until <= day {
		return "ended"
	}
	return d.State
}

// Only the one passage that a life declares happens by a day alone.
func TestStatesThatPass(t *testing.T) {
	passing, lasting := Life{Passes: [2]string{"listed", "ended"}}, Life{}
	for name, c := range map[string]struct {
		l     Life
		s     dated
		found string
	}{
		"its day has come":         {passing, dated{Head{State: "listed"}, "2026-03-02"}, "ended"},
		"its day is to come":       {passing, dated{Head{State: "listed"}, "2026-03-03"}, "listed"},
		"no day":                   {passing, dated{Head{State: "listed"}, ""}, "listed"},
		"another state":            {passing, dated{Head{State: "merged"}, "2026-03-02"}, "merged"},
		"not born":                 {passing, dated{Head{}, "2026-03-02"}, Birth},
		"a life that passes never": {lasting, dated{Head{State: "listed"}, "2026-03-02"}, "listed"},
	} {
		if got := c.l.On(&c.s, "2026-03-02"); got != c.found {
			t.Errorf("%s: %q, want %q", name, got, c.found)
		}
		if !c.l.Became(c.s.State, c.found) {
			t.Errorf("%s: found in %q after %q is not lawful", name, c.found, c.s.State)
		}
	}
	if passing.Became("ended", "listed") || passing.Became(Birth, "ended") || lasting.Became("listed", "ended") || lasting.Became(Birth, "x") {
		t.Error("a state passed into one that its life does not name")
	}
}
