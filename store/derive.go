package store

import (
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"hengjian/oversight/act"
)

func hexOf(d [32]byte) string { return hex.EncodeToString(d[:]) }

// MatterRow is one row of the derived table behind every list, count, search,
// export and workbench. It is a function of the subject and its birth alone.
type MatterRow struct {
	Kind, Subject, Place, State, Audience, Shown, Number string
	Title, Class, Via, Organ, Unit, Campaign, Parent     string
	Urgent, Historic, Handled                            bool
	DueAt                                                int64
	Kept, Late                                           int64 // terms that ended in time, and after it
	Opened                                               string
	Version                                              int64
	Ord                                                  int64
}

const matterCols = "kind, subject, place, state, audience, shown, number, title, class, via, organ, unit, campaign, parent, urgent, historic, handled, due_at, kept, late, opened, version, ord"

func (m *MatterRow) vals() []any {
	return []any{m.Kind, m.Subject, m.Place, m.State, m.Audience, m.Shown, m.Number, m.Title, m.Class, m.Via, m.Organ, m.Unit,
		m.Campaign, m.Parent, m.Urgent, m.Historic, m.Handled, m.DueAt, m.Kept, m.Late, m.Opened, m.Version, m.Ord}
}

func (m *MatterRow) holders() []any {
	return []any{&m.Kind, &m.Subject, &m.Place, &m.State, &m.Audience, &m.Shown, &m.Number, &m.Title, &m.Class, &m.Via, &m.Organ, &m.Unit,
		&m.Campaign, &m.Parent, &m.Urgent, &m.Historic, &m.Handled, &m.DueAt, &m.Kept, &m.Late, &m.Opened, &m.Version, &m.Ord}
}

// noDue sorts matters without a running clock last on both engines.
const noDue = int64(1) << 62

func matterOf(kind string, s any, ord int64) (MatterRow, act.Matter, bool) {
	li, ok := s.(act.Listed)
	if !ok {
		return MatterRow{}, act.Matter{}, false
	}
	h, m := head(s), li.Matter()
	row := MatterRow{Kind: kind, Subject: h.ID, Place: h.Place, State: h.State, Audience: h.Audience, Shown: h.Shown, Number: h.Number,
		Title: m.Title, Class: m.Class, Via: m.Via, Organ: m.Organ, Unit: m.Unit, Campaign: m.Campaign, Parent: m.Parent,
		Urgent: m.Urgent, Historic: h.Historic, DueAt: h.NextDue(), Opened: h.Opened, Version: h.Version, Ord: ord}
	for _, p := range h.Parties {
		row.Handled = row.Handled || p.As == "handler"
	}
	row.Kept, row.Late = h.Terms()
	if row.DueAt == 0 {
		row.DueAt = noDue
	}
	return row, m, true
}

// derive rewrites what is derived from one subject: its matter row, the people
// with a standing, the things named, the near-duplicate bands, the search text.
// What the act left as it was (was, if known) is not written again. at is the
// instant of the line that is about to be written.
func (t *Tx) derive(kind string, was, s any, ord, at int64, birth bool) error {
	row, m, ok := matterOf(kind, s, ord)
	known := was != nil && !birth
	var old MatterRow
	var om act.Matter
	if known {
		old, om, _ = matterOf(kind, was, ord)
	}
	if !known || !slices.Equal(head(was).Parties, head(s).Parties) {
		if err := t.parties(kind, s, birth); err != nil {
			return err
		}
	}
	if !ok {
		return nil
	}
	if birth {
		if err := t.countStood(nil, &row, at); err != nil {
			return err
		}
		return t.deriveBirth(kind, row, m)
	}
	if err := t.moved(&old, &row, known, at); err != nil {
		return err
	}
	if err := t.updateMatter(row, old, known); err != nil {
		return err
	}
	if !known || !slices.Equal(om.Named, m.Named) {
		if err := t.named(kind, row.Subject, m, false); err != nil {
			return err
		}
	}
	sameBands, sameText := known && slices.Equal(om.Bands, m.Bands), known && searchText(om) == searchText(m)
	if sameBands && sameText {
		return nil
	}
	if err := t.Row("SELECT ord FROM matter WHERE kind=? AND subject=?", kind, row.Subject).Scan(&ord); err != nil {
		return fmt.Errorf("matter: %w", err)
	}
	if !sameBands {
		if err := t.bands(ord, known, bandNos(om.Bands), bandNos(m.Bands)); err != nil {
			return err
		}
	}
	if sameText {
		return nil
	}
	return t.index(kind, row.Subject, ord, searchText(m), false)
}

func (t *Tx) deriveBirth(kind string, row MatterRow, m act.Matter) error {
	marks := strings.TrimSuffix(strings.Repeat("?,", len(row.vals())), ",")
	if _, err := t.Exec("INSERT INTO matter ("+matterCols+") VALUES ("+marks+")", row.vals()...); err != nil {
		return fmt.Errorf("matter: %w", err)
	}
	if err := t.named(kind, row.Subject, m, true); err != nil {
		return err
	}
	if err := t.bands(row.Ord, true, nil, bandNos(m.Bands)); err != nil {
		return err
	}
	return t.index(kind, row.Subject, row.Ord, searchText(m), true)
}

// updateMatter moves only the version where nothing else of the row changed,
// so that a note touches no index.
func (t *Tx) updateMatter(row, old MatterRow, known bool) error {
	same := old
	same.Version = row.Version
	var err error
	if known && same == row {
		_, err = t.Exec(`UPDATE matter SET version=? WHERE kind=? AND subject=?`, row.Version, row.Kind, row.Subject)
	} else {
		_, err = t.Exec(`UPDATE matter SET state=?, audience=?, shown=?, number=?, title=?, class=?, via=?, organ=?, unit=?, campaign=?, parent=?,
			urgent=?, historic=?, handled=?, due_at=?, kept=?, late=?, version=? WHERE kind=? AND subject=?`,
			row.State, row.Audience, row.Shown, row.Number, row.Title, row.Class, row.Via, row.Organ, row.Unit, row.Campaign, row.Parent,
			row.Urgent, row.Historic, row.Handled, row.DueAt, row.Kept, row.Late, row.Version, row.Kind, row.Subject)
	}
	if err != nil {
		return fmt.Errorf("matter: %w", err)
	}
	return nil
}

func (t *Tx) parties(kind string, s any, birth bool) error {
	h := head(s)
	if !birth {
		if _, err := t.Exec("DELETE FROM party WHERE kind=? AND subject=?", kind, h.ID); err != nil {
			return err
		}
	}
	for _, p := range h.Parties {
		if _, err := t.Exec("INSERT INTO party (kind, subject, person, standing) VALUES (?,?,?,?)", kind, h.ID, p.Person, p.As); err != nil {
			return fmt.Errorf("party: %w", err)
		}
	}
	return nil
}

func (t *Tx) named(kind, id string, m act.Matter, birth bool) error {
	if !birth {
		if _, err := t.Exec("DELETE FROM named WHERE kind=? AND subject=?", kind, id); err != nil {
			return err
		}
	}
	return t.each("INSERT INTO named (kind, subject, thing) VALUES ", kind, id, uniq(m.Named))
}

// each inserts one row for each value, up to 32 in a statement: a message has
// as many bands, and an import many messages.
func (t *Tx) each(insert, kind, id string, vals []string) error {
	for len(vals) > 0 {
		n := min(len(vals), 32)
		args := make([]any, 0, 3*n)
		for _, v := range vals[:n] {
			args = append(args, kind, id, v)
		}
		if _, err := t.Exec(insert+strings.TrimSuffix(strings.Repeat("(?,?,?),", n), ","), args...); err != nil {
			return err
		}
		vals = vals[n:]
	}
	return nil
}

func uniq(in []string) []string {
	seen := map[string]bool{}
	var out []string
	for _, s := range in {
		if s != "" && !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}

// searchText is what a matter may be found by: never sealed text.
func searchText(m act.Matter) string { return m.Title + "\n" + m.Words }

// chunks is how many pieces of 1,500 characters one matter's text may have.
const chunks = 32

// index rewrites the search rows of one matter. A chunk's id is the matter's
// place and the piece, so hits come newest first without a sort.
func (t *Tx) index(kind, id string, ord int64, words string, birth bool) error {
	if !birth {
		if err := t.unindex(kind, id, ord); err != nil {
			return err
		}
	}
	cols := "rowid, words"
	if t.eng.name == "postgres" {
		cols = "id, kind, subject, words"
	}
	return t.inserts("search", cols, t.searchRows(kind, id, ord, words))
}

func (t *Tx) unindex(kind, id string, ord int64) error {
	col := "rowid"
	if t.eng.name == "postgres" {
		col = "id"
	}
	_, err := t.Exec("DELETE FROM search WHERE "+col+">=? AND "+col+"<?", ord<<5, ord<<5+chunks)
	return err
}
