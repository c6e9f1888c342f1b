package store

import (
	"slices"
	"strconv"
	"strings"

	"hengjian/oversight/access"
)

// What a campaign's cockpit reads: numbers of matters under one campaign within
// the reader's scope. None of these reads every matter (explained in
// explain_test.go on both engines).

// Tally says that so many matters under a campaign stand alike, and how many
// terms of theirs ended in time and after it.
type Tally struct {
	Kind, State, Class, Via, Organ string
	N, Kept, Late                  int
}

// Tally counts the matters under a campaign that the scope may see.
func (v *View) Tally(sc access.Scope, campaign string, kinds ...string) ([]Tally, error) {
	q, args := tallyQuery(sc, campaign, kinds)
	if q == "" {
		return nil, nil
	}
	all, err := remembered(v, q, args, func() ([]Tally, error) { return v.tallies(q, args) })
	if err != nil {
		return nil, err
	}
	out := slices.Clone(all)
	off, err := v.Recused(sc, campaign)
	if err != nil {
		return nil, err
	}
	for _, m := range off {
		for i := range out {
			t := &out[i]
			if t.Kind == m.Kind && t.State == m.State && t.Class == m.Class && t.Via == m.Via && t.Organ == m.Organ {
				t.N, t.Kept, t.Late = t.N-1, t.Kept-int(m.Kept), t.Late-int(m.Late)
			}
		}
	}
	return slices.DeleteFunc(out, func(t Tally) bool { return t.N == 0 }), nil
}

func (v *View) tallies(q string, args []any) (out []Tally, err error) {
	rows, err := v.Query(q, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var t Tally
		if err := rows.Scan(&t.Kind, &t.State, &t.Class, &t.Via, &t.Organ, &t.N, &t.Kept, &t.Late); err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	return out, rows.Err()
}

func tallyQuery(sc access.Scope, campaign string, kinds []string) (string, []any) {
	return eachPart(sc, campaign, kinds, func(where string, args []any) (string, []any) {
		return "SELECT kind, state, class, via, organ, sum(n), sum(kept), sum(late) FROM tally WHERE " + where + " GROUP BY kind, state, class, via, organ", args
	})
}

// eachPart asks the same of each part of a scope that can be counted.
func eachPart(sc access.Scope, campaign string, kinds []string, ask func(where string, args []any) (string, []any)) (string, []any) {
	var parts []string
	var args []any
	for _, c := range sc.Counted(kinds...) {
		q, a := ask("campaign=? AND kind=? AND place=? AND audience=?", []any{campaign, c.Kind, c.Place, c.Audience})
		parts, args = append(parts, "SELECT * FROM ("+q+") p"+strconv.Itoa(len(parts))), append(args, a...)
	}
	return strings.Join(parts, " UNION ALL "), args
}

// Recused lists the matters under a campaign from which the person is recused:
// a few at most. They are taken off what is counted and shown to nobody.
func (v *View) Recused(sc access.Scope, campaign string) ([]MatterRow, error) {
	rows, err := v.matters("SELECT "+prefixed("m")+" FROM party p CROSS JOIN matter m WHERE p.person=? AND p.standing='recused' AND m.kind=p.kind AND m.subject=p.subject AND m.campaign=?",
		sc.Person().ID, campaign)
	parts := sc.Counted()
	return slices.DeleteFunc(rows, func(m MatterRow) bool {
		return !slices.Contains(parts, access.Counting{Kind: m.Kind, Place: m.Place, Audience: m.Audience})
	}), err
}

// Standing says that so many matters of a kind stood in a state.
type Standing struct {
	Kind, State string
	N           int
}

// StoodOn counts by state the matters that are under a campaign now, as they
// stood at the end of a day: what folding the lines written until then gives.
func (v *View) StoodOn(sc access.Scope, campaign string, day int64, kinds ...string) ([]Standing, error) {
	q, args := stoodQuery(sc, campaign, day, kinds)
	if q == "" {
		return nil, nil
	}
	out, err := v.standings(q, args)
	if err != nil {
		return nil, err
	}
	off, err := v.Recused(sc, campaign)
	for _, m := range off {
		var state string
		if v.Row("SELECT state FROM stood WHERE kind=? AND subject=? AND since<=? AND until>?", m.Kind, m.Subject, day, day).Scan(&state) == nil {
			for i := range out {
				if out[i].Kind == m.Kind && out[i].State == state {
					out[i].N--
				}
			}
		}
	}
	return slices.DeleteFunc(out, func(s Standing) bool { return s.N == 0 }), err
}

// standings adds up what the parts of a scope gave, each kind and state once.
func (v *View) standings(q string, args []any) (out []Standing, err error) {
	rows, err := v.Query(q, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	at := map[[2]string]int{}
	for rows.Next() {
		var s Standing
		if err := rows.Scan(&s.Kind, &s.State, &s.N); err != nil {
			return nil, err
		}
		key := [2]string{s.Kind, s.State}
		if i, ok := at[key]; ok {
			out[i].N += s.N
			continue
		}
		at[key] = len(out)
		out = append(out, s)
	}
	return out, rows.Err()
}

func stoodQuery(sc access.Scope, campaign string, day int64, kinds []string) (string, []any) {
	return eachPart(sc, campaign, kinds, func(where string, args []any) (string, []any) {
		return "SELECT kind, state, sum(n) FROM turned WHERE " + where + " AND day<=? GROUP BY kind, state HAVING sum(n)<>0", append(args, day)
	})
}

// Stood is one matter with how it stood on a day.
type Stood struct {
	MatterRow
	On    string // the state on the day asked for
	Since int64  // day from which it stood so
}

// StoodAt is a place in such a list.
type StoodAt struct {
	Since   int64
	Subject string
}

// StoodList lists matters of one kind that stood in a state on a day, those
// that came into it last first. The state now stands in the row itself.
func (v *View) StoodList(sc access.Scope, campaign, kind, state string, day int64, after StoodAt, size int) ([]Stood, StoodAt, error) {
	q, args := stoodListQuery(sc, campaign, kind, state, day, after, size)
	if q == "" {
		return nil, StoodAt{}, nil
	}
	rows, err := v.Query(q, args...)
	if err != nil {
		return nil, StoodAt{}, err
	}
	defer rows.Close()
	var out []Stood
	for rows.Next() {
		var s Stood
		if err := rows.Scan(append(s.holders(), &s.On, &s.Since)...); err != nil {
			return nil, StoodAt{}, err
		}
		if s.DueAt == noDue {
			s.DueAt = 0
		}
		out = append(out, s)
	}
	next := StoodAt{}
	if len(out) > size {
		out = out[:size]
		next = StoodAt{out[size-1].Since, out[size-1].Subject}
	}
	return out, next, rows.Err()
}

func stoodListQuery(sc access.Scope, campaign, kind, state string, day int64, after StoodAt, size int) (string, []any) {
	q, args := eachPart(sc, campaign, []string{kind}, func(where string, args []any) (string, []any) {
		where += " AND state=? AND since<=? AND until>?"
		args = append(args, state, day, day)
		if after.Subject != "" {
			where += " AND (since, subject) < (?, ?)"
			args = append(args, after.Since, after.Subject)
		}
		where += " AND NOT EXISTS (SELECT 1 FROM party r WHERE r.kind=s.kind AND r.subject=s.subject AND r.person=? AND r.standing='recused')"
		return "SELECT s.kind AS sk, s.subject AS ss, s.state AS onday, s.since AS since FROM stood s WHERE " + where + " ORDER BY s.since DESC, s.subject DESC" + limited(size+1), append(args, sc.Person().ID)
	})
	if q == "" {
		return "", nil
	}
	page := "SELECT * FROM (" + q + ") u ORDER BY since DESC, ss DESC" + limited(size+1)
	return "SELECT " + prefixed("m") + ", u.onday, u.since FROM (" + page + ") u CROSS JOIN matter m WHERE m.kind=u.sk AND m.subject=u.ss ORDER BY u.since DESC, u.ss DESC", args
}

// Overdue counts by kind the matters under a campaign whose term has passed and
// still runs.
func (v *View) Overdue(sc access.Scope, campaign string, now int64, kinds ...string) (map[string]int, error) {
	out := map[string]int{}
	q, args := overdueQuery(sc, campaign, now, kinds)
	if q == "" {
		return out, nil
	}
	if err := v.countsInto(q, args, out); err != nil {
		return nil, err
	}
	off, err := v.Recused(sc, campaign)
	for _, m := range off {
		if m.DueAt > 0 && m.DueAt < now && out[m.Kind] > 0 {
			out[m.Kind]--
		}
	}
	return out, err
}

func overdueQuery(sc access.Scope, campaign string, now int64, kinds []string) (string, []any) {
	return eachPart(sc, campaign, kinds, func(where string, args []any) (string, []any) {
		return "SELECT kind, count(*) FROM matter m WHERE " + where + " AND " + running + " AND due_at<=? GROUP BY kind", append(args, now-1)
	})
}

func (v *View) countsInto(q string, args []any, into map[string]int) error {
	rows, err := v.Query(q, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var k string
		var n int
		if err := rows.Scan(&k, &n); err != nil {
			return err
		}
		into[k] += n
	}
	return rows.Err()
}

// Reached lists the units that matters of a kind in some states came to, each
// once. Problems concern several units, so theirs are looked up by name.
func (v *View) Reached(sc access.Scope, campaign, kind string, states []string) ([]string, error) {
	if len(states) == 0 {
		return nil, nil
	}
	q, args := reachedQuery(sc, campaign, kind, states)
	if q == "" {
		return nil, nil
	}
	out, err := v.strings(q, args...)
	return uniq(out), err
}

func reachedQuery(sc access.Scope, campaign, kind string, states []string) (string, []any) {
	marks := strings.TrimSuffix(strings.Repeat("?,", len(states)), ",")
	return eachPart(sc, campaign, []string{kind}, func(where string, args []any) (string, []any) {
		for _, s := range states {
			args = append(args, s)
		}
		args = append(args, sc.Person().ID, sc.Person().ID)
		where = strings.NewReplacer("campaign=", "m.campaign=", "kind=", "m.kind=", "place=", "m.place=", "audience=", "m.audience=").Replace(where) + " AND m.state IN (" + marks + ")" +
			" AND (NOT EXISTS (SELECT 1 FROM party ap WHERE ap.person=? AND ap.standing='recused') OR NOT EXISTS (SELECT 1 FROM party r WHERE r.kind=m.kind AND r.subject=m.subject AND r.person=? AND r.standing='recused'))"
		if kind == "problem" {
			return "SELECT DISTINCT n.thing FROM matter m JOIN named n ON n.kind=m.kind AND n.subject=m.subject WHERE " + where, args
		}
		return "SELECT DISTINCT m.unit FROM matter m WHERE " + where + " AND m.unit<>''", args
	})
}

// FocusUnit is one listed unit of a focus group.
type FocusUnit struct{ ID, Name, Organ, Focus, Sort string }

// FocusUnits lists the units in the register of a committee that belong to one
// of the two focus groups on a day. The register is open to whoever sees a cockpit.
func (v *View) FocusUnits(place, day string) ([]FocusUnit, error) {
	rows, err := v.Query(focusQuery, place, day)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []FocusUnit
	for rows.Next() {
		var u FocusUnit
		if err := rows.Scan(&u.ID, &u.Name, &u.Organ, &u.Focus, &u.Sort); err != nil {
			return nil, err
		}
		out = append(out, u)
	}
	return out, rows.Err()
}

const focusQuery = `SELECT subject, title, organ, via, class FROM matter WHERE kind='unit' AND place=? AND audience='' AND state='listed' AND via IN ('business','grassroots')
	AND NOT EXISTS (SELECT 1 FROM unit x WHERE x.id=matter.subject AND x.until<>'' AND x.until<=?) ORDER BY organ, title, subject`

// OrganSorts tells of every organ in the register, which is open to all who see
// a cockpit, which sort it is.
func (v *View) OrganSorts() (map[string]string, error) {
	return remembered(v, organSorts, nil, v.organSorts)
}

const organSorts = "SELECT subject, class FROM matter WHERE kind='organ'"

func (v *View) organSorts() (map[string]string, error) {
	rows, err := v.Query(organSorts)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[string]string{}
	for rows.Next() {
		var id, sort string
		if err := rows.Scan(&id, &sort); err != nil {
			return nil, err
		}
		out[id] = sort
	}
	return out, rows.Err()
}

// CampaignVersion is one campaign made from another, with the version that is in
// force.
type CampaignVersion struct {
	ID, Parent string
	Version    int64
}

// MadeFrom lists the campaigns that were made from some, by place.
func (v *View) MadeFrom(campaigns []string) (out []CampaignVersion, err error) {
	for part := range slices.Chunk(campaigns, maxCampaigns) {
		rows, err := v.Query(madeFromQuery(len(part)), anys(part)...)
		if err != nil {
			return nil, err
		}
		for rows.Next() {
			var c CampaignVersion
			if err := rows.Scan(&c.ID, &c.Parent, &c.Version); err != nil {
				_ = rows.Close()
				return nil, err
			}
			out = append(out, c)
		}
		_ = rows.Close()
		if err := rows.Err(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func madeFromQuery(n int) string {
	return "SELECT subject, parent, version FROM matter WHERE parent IN (" + strings.TrimSuffix(strings.Repeat("?,", n), ",") + ") AND kind='campaign' ORDER BY place, ord"
}
