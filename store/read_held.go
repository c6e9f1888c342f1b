package store

import "hengjian/oversight/access"

// What one person has in hand, for a hand-over. These reads are for the door,
// inside an act: they know no scope, and what they find is shown to nobody who
// may not see it.

var (
	heldQuery = "SELECT " + prefixed("m") + " FROM party p JOIN matter m ON m.kind=p.kind AND m.subject=p.subject" +
		" WHERE p.person=? AND p.standing='handler' AND m.place=? AND m.audience='' ORDER BY m.kind, m.ord"
	workedQuery = "SELECT " + prefixed("m") + " FROM matter m WHERE m.kind=? AND m.place=? AND m.audience='' AND m.subject IN" +
		" (SELECT subject FROM journal WHERE book=? AND actor=? AND kind=?) ORDER BY m.ord"
)

// HeldBy lists the matters of a place that a person handles, by kind and in the
// order in which they came; those of the special channel are none of them.
func (v *View) HeldBy(place, person string) ([]MatterRow, error) {
	return v.matters(heldQuery, person, place)
}

// WorkedOn lists the matters of some kinds in which a person did an act, by
// kind and in the order in which they came.
func (v *View) WorkedOn(place, person string, kinds ...string) ([]MatterRow, error) {
	var out []MatterRow
	for _, kind := range kinds {
		rows, err := v.matters(workedQuery, kind, place, place, person, kind)
		if err != nil {
			return nil, err
		}
		out = append(out, rows...)
	}
	return out, nil
}

// Held lists what a person handles as somebody sees it, for a preview.
func (v *View) Held(sc access.Scope, person string) ([]MatterRow, error) {
	rows, err := v.HeldBy(sc.Person().Place, person)
	if err != nil {
		return nil, err
	}
	return v.within(sc, rows)
}

// within leaves out rows that the scope does not see.
func (v *View) within(sc access.Scope, rows []MatterRow) ([]MatterRow, error) {
	ids := map[string][]string{}
	for _, r := range rows {
		ids[r.Kind] = append(ids[r.Kind], r.Subject)
	}
	seen := map[string]bool{}
	for kind, list := range ids {
		for len(list) > 0 {
			n := min(len(list), 500)
			ts, err := v.Titles(sc, kind, list[:n], "") // only whether they are seen
			if err != nil {
				return nil, err
			}
			for id := range ts {
				seen[kind+id] = true
			}
			list = list[n:]
		}
	}
	var out []MatterRow
	for _, r := range rows {
		if seen[r.Kind+r.Subject] {
			out = append(out, r)
		}
	}
	return out, nil
}
