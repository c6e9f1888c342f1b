package store

import (
	"fmt"

	"hengjian/oversight/act"
)

// MaxItems bounds one bulk act: an item's number has 18 bits in a matter's
// place in lists (see ordOf).
const MaxItems = 1<<18 - 1

// Item is one row of a bulk act ready to be written; nobody changes what it
// points to afterwards.
type Item struct {
	Table *Table
	Was   any // pointer to the subject before the act, if known: what the act left is not written again
	Now   any // pointer to the subject after the act, its Version already raised
	Salt  []byte
	From  string // state before, "" at birth
}

// Bulk is one bulk act: an import, answers of a survey, ballots.
type Bulk struct {
	Line  Line       // without number, digest and commitment
	Input []byte     // canonical
	Table *Table     // of the bulk act's own subject
	Own   func() any // the subject once all items are written: it may count them
	Items func(put func(Item) error) error
}

// KeepBulk writes a bulk act: every item with its version guard and what is
// derived from it, the act's own subject, the manifest and last the one line.
// Unlike in Keep the book's head is taken first, because the items' places in
// lists are made of its number: others of this book wait until it is done.
// Items are written some thousands at a time: what was put is not there yet for
// a read within the same transaction.
func (t *Tx) KeepBulk(b *Bulk) (Line, error) {
	l := b.Line
	seq, no, err := t.next(l.Book)
	if err != nil {
		return l, err
	}
	defer t.roomy()()
	l.Seq = seq
	rows := make([]ManifestRow, 1, 1024)
	w := births{t: t, at: l.At}
	put := func(it Item) error {
		n := int64(len(rows))
		if n > MaxItems {
			return fmt.Errorf("a bulk act of more than %d items", MaxItems)
		}
		r, err := w.keep(it, ordOf(seq, n, no))
		r.N = n
		rows = append(rows, r)
		return err
	}
	if err := b.Items(put); err != nil {
		return l, err
	}
	if rows[0], err = w.keep(Item{Table: b.Table, Now: b.Own(), From: act.Birth}, ordOf(seq, 0, no)); err != nil {
		return l, err
	}
	if err := w.flush(); err != nil {
		return l, err
	}
	if err := t.PutManifest(l.Book, seq, rows); err != nil {
		return l, err
	}
	l.Digest = ManifestRoot(rows)
	return l, t.writeLine(&l, b.Input)
}

// IDs lists the ids of one kind at a place ("" everywhere), for telling at once
// what an import would add.
func (v *View) IDs(t *Table, place string) (map[string]bool, error) {
	q, args := "SELECT id FROM "+t.Kind, []any{}
	if place != "" {
		q, args = q+" WHERE place=?", []any{place}
	}
	rows, err := v.Query(q, args...)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", t.Kind, err)
	}
	defer rows.Close()
	out := map[string]bool{}
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		out[id] = true
	}
	return out, rows.Err()
}

// ManifestOf reads the manifest of a bulk act, its root and what the line
// commits to: the two are equal.
func ManifestOf(v *View, book string, seq int64) (out []ManifestRow, root, digest string, err error) {
	if err = v.Row("SELECT digest FROM journal WHERE book=? AND seq=?", book, seq).Scan(&digest); err != nil {
		return nil, "", "", err
	}
	rows, err := v.Query("SELECT n, kind, subject, version, from_state, to_state, digest FROM manifest WHERE book=? AND seq=? ORDER BY n", book, seq)
	if err != nil {
		return nil, "", "", err
	}
	defer rows.Close()
	for rows.Next() {
		var r ManifestRow
		var d []byte
		if err := rows.Scan(&r.N, &r.Kind, &r.Subject, &r.Version, &r.From, &r.To, &d); err != nil {
			return nil, "", "", err
		}
		copy(r.Digest[:], d)
		out = append(out, r)
	}
	return out, ManifestRoot(out), digest, rows.Err()
}

// DigestOf computes the digest of a stored row anew.
func DigestOf(v *View, kind, id string) (d [32]byte, version int64, state string, err error) {
	t := TableOf(kind)
	if t == nil {
		return d, 0, "", fmt.Errorf("no table of %s", kind)
	}
	s := t.New()
	salt, err := t.load(v, id, s)
	if err != nil {
		return d, 0, "", err
	}
	vals, err := t.values(s)
	if err != nil {
		return d, 0, "", err
	}
	h := head(s)
	return t.digest(vals, salt), h.Version, h.State, nil
}
