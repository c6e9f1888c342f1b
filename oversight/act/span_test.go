package act

import "testing"

func TestSpansMeet(t *testing.T) {
	one := Span{Kind: "meeting", ID: "m1", Organ: "o", Unit: "u1", From: "2026-05-06", Until: "2026-05-06"}
	for name, c := range map[string]struct {
		other Span
		want  bool
	}{
		"same day":             {Span{Kind: "coordination", ID: "c1", Organ: "o", Unit: "u1", From: "2026-05-06"}, true},
		"within a longer one":  {Span{Kind: "coordination", ID: "c1", Organ: "o", Unit: "u1", From: "2026-05-01", Until: "2026-05-31"}, true},
		"ends the day before":  {Span{Kind: "coordination", ID: "c1", Organ: "o", Unit: "u1", From: "2026-05-01", Until: "2026-05-05"}, false},
		"begins the day after": {Span{Kind: "coordination", ID: "c1", Organ: "o", Unit: "u1", From: "2026-05-07"}, false},
		"another unit":         {Span{Kind: "coordination", ID: "c1", Organ: "o", Unit: "u2", From: "2026-05-06"}, false},
		"the whole organ":      {Span{Kind: "coordination", ID: "c1", Organ: "o", From: "2026-05-06"}, true},
		"another organ":        {Span{Kind: "coordination", ID: "c1", Organ: "p", From: "2026-05-06"}, false},
		"itself":               {one, false},
		"its own id elsewhere": {Span{Kind: "coordination", ID: "m1", Organ: "o", From: "2026-05-06"}, true},
	} {
		if got := one.Meets(c.other); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
		if got := c.other.Meets(one); got != c.want {
			t.Errorf("%s, the other way: %v", name, got)
		}
		if got := len(Clashes(one, []Span{c.other})) == 1; got != c.want {
			t.Errorf("%s: clash %v", name, got)
		}
	}
}
