package store

import (
	"cmp"
	"crypto/rand"
	"fmt"
	"slices"
	"strings"

	"hengjian/lexis"
	"hengjian/oversight/act"
)

// flock is how many new rows wait until they are written together: sorted by
// their keys, which are hashes, so that neighbours share the pages of the trees.
// Few enough that whoever makes the rows need not stop while they are written;
// 8,192 gained nothing, for a register of 200,000 either.
const flock = 512

// births collects the new rows of a bulk act and writes them many to a
// statement. A change of a row that was there already is written at once.
type births struct {
	t    *Tx
	at   int64
	wait []newborn
}

type newborn struct {
	tab   *Table
	now   any
	vals  []any // of the subject's own columns, salt last
	row   MatterRow
	m     act.Matter
	lists bool // has a matter row
}

// keep writes one item, or lets it wait for others of its kind.
func (w *births) keep(it Item, ord int64) (ManifestRow, error) {
	h := head(it.Now)
	r := ManifestRow{Kind: it.Table.Kind, Subject: h.ID, Version: h.Version, From: it.From, To: h.State}
	if h.Version != 1 {
		d, err := it.Table.save(w.t, it.Now, it.Salt)
		if err != nil {
			return r, err
		}
		r.Digest = d
		return r, w.t.derive(it.Table.Kind, it.Was, it.Now, ord, w.at, false)
	}
	vals, err := it.Table.values(it.Now)
	if err != nil {
		return r, err
	}
	salt := make([]byte, 16)
	rand.Read(salt)
	r.Digest = it.Table.digest(vals, salt)
	b := newborn{tab: it.Table, now: it.Now, vals: append(vals, salt)}
	b.row, b.m, b.lists = matterOf(it.Table.Kind, it.Now, ord)
	if w.wait = append(w.wait, b); len(w.wait) < flock {
		return r, nil
	}
	return r, w.flush()
}

// flush writes what waits.
func (w *births) flush() error {
	byID := slices.Clone(w.wait)
	slices.SortFunc(byID, func(a, b newborn) int {
		if c := strings.Compare(a.tab.Kind, b.tab.Kind); c != 0 {
			return c
		}
		return strings.Compare(head(a.now).ID, head(b.now).ID)
	})
	for rest := byID; len(rest) > 0; {
		tab := rest[0].tab
		n := slices.IndexFunc(rest, func(b newborn) bool { return b.tab != tab })
		if n < 0 {
			n = len(rest)
		}
		vals := make([][]any, n)
		for i, b := range rest[:n] {
			vals[i] = b.vals
		}
		if err := w.t.inserts(tab.Kind, tab.names(), vals); duplicate(err) {
			return act.Refuse(act.Conflict, "这一事项已经建立过了。", "this matter was begun already")
		} else if err != nil {
			return err
		}
		rest = rest[n:]
	}
	if err := w.derived(byID); err != nil {
		return err
	}
	err := w.search()
	w.wait = w.wait[:0]
	return err
}

// derived writes the matter rows with the people who have a standing, and what
// they name.
func (w *births) derived(list []newborn) error {
	var matters, parties, named, bands [][]any
	for _, b := range list {
		kind, h := b.tab.Kind, head(b.now)
		for _, p := range h.Parties {
			parties = append(parties, []any{kind, h.ID, p.Person, p.As})
		}
		if !b.lists {
			continue
		}
		if err := w.t.countStood(nil, &b.row, w.at); err != nil {
			return err
		}
		matters = append(matters, b.row.vals())
		for _, x := range uniq(b.m.Named) {
			named = append(named, []any{kind, h.ID, x})
		}
		for _, no := range bandNos(b.m.Bands) {
			bands = append(bands, []any{no, b.row.Ord})
		}
	}
	slices.SortFunc(bands, func(a, b []any) int { return cmp.Compare(a[0].(int64), b[0].(int64)) }) // as their key begins
	for _, x := range []struct {
		table, cols string
		rows        [][]any
	}{{"matter", matterCols, matters}, {"party", "kind, subject, person, standing", parties}, {"named", "kind, subject, thing", named}, {"band", "band, ord", bands}} {
		if err := w.t.inserts(x.table, x.cols, x.rows); err != nil {
			return err
		}
	}
	return nil
}

// search writes the words by which the rows are found, in the order of their
// places: the index takes them in that order fastest.
func (w *births) search() error {
	var rows [][]any
	for _, b := range w.wait {
		if b.lists {
			rows = append(rows, w.t.searchRows(b.tab.Kind, b.row.Subject, b.row.Ord, searchText(b.m))...)
		}
	}
	slices.SortFunc(rows, func(a, b []any) int { return int(min(1, max(-1, a[0].(int64)-b[0].(int64)))) })
	if w.t.eng.name == "postgres" {
		return w.t.inserts("search", "id, kind, subject, words", rows)
	}
	return w.t.inserts("search", "rowid, words", rows)
}

// searchRows are the rows of one matter in the search index, its place first.
func (t *Tx) searchRows(kind, id string, ord int64, words string) (out [][]any) {
	for i, c := range lexis.Chunks(lexis.Tokens(words)) {
		switch {
		case i == chunks:
			return out
		case t.eng.name == "postgres":
			out = append(out, []any{ord<<5 | int64(i), kind, id, lexis.TSVector(c)})
		default:
			out = append(out, []any{ord<<5 | int64(i), lexis.Spaced(c)})
		}
	}
	return out
}

// inserts writes rows of one table, 64 to a statement and the rest one by one,
// so that few texts have to be prepared.
func (t *Tx) inserts(table, cols string, rows [][]any) error {
	for len(rows) > 0 {
		n := 1
		if len(rows) >= together {
			n = together
		}
		args := make([]any, 0, n*len(rows[0]))
		for _, r := range rows[:n] {
			args = append(args, r...)
		}
		if _, err := t.Exec(t.insertText(table, cols, len(rows[0]), n), args...); err != nil {
			return fmt.Errorf("%s: %w", table, err)
		}
		rows = rows[n:]
	}
	return nil
}

const together = 64

func (t *Tx) insertText(table, cols string, width, n int) string {
	marks := "(" + strings.TrimSuffix(strings.Repeat("?,", width), ",") + ")"
	if table == "search" && t.eng.name == "postgres" {
		marks = "(?,?,?,?::tsvector)"
	}
	return t.eng.insert + table + " (" + cols + ") VALUES " + strings.TrimSuffix(strings.Repeat(marks+",", n), ",")
}
