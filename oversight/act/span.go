package act

import "cmp"

// Span is a stretch of days on which somebody comes to a unit: a visit, a
// check of another body, a verification. Calendars of one unit gather them
// from several kinds, so that nobody is checked three times in one week
// without anybody knowing.
type Span struct {
	Kind  string // of the matter behind it
	ID    string
	Organ string
	Unit  string // "" the whole organ
	From  string // first day, YYYY-MM-DD
	Until string // last day, included
	What  string // who comes for what, in one line
}

// Meets reports whether two spans share a day at the same unit, or at the same
// organ where one of them is of the whole organ.
func (s Span) Meets(t Span) bool {
	if s.Kind == t.Kind && s.ID == t.ID || s.Organ == "" || s.Organ != t.Organ {
		return false
	}
	if s.Unit != "" && t.Unit != "" && s.Unit != t.Unit {
		return false
	}
	return s.From <= t.last() && t.From <= s.last()
}

func (s Span) last() string { return cmp.Or(s.Until, s.From) }

// Clashes lists those of all that meet one span, in their order.
func Clashes(one Span, all []Span) []Span {
	var out []Span
	for _, s := range all {
		if one.Meets(s) {
			out = append(out, s)
		}
	}
	return out
}
