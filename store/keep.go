package store

import (
	"hengjian/oversight/act"
)

// Kept is one act ready to be written.
type Kept struct {
	Line  Line   // without Book's number, digest and commitment
	Input []byte // canonical, after sealing, without secrets
	Table *Table
	Was   any // pointer to the subject before the act; nil rewrites all that is derived
	Now   any // pointer to the subject after the act; its Version is already raised
	Salt  []byte
}

// Keep writes one act: the subject's row with the version guard, what is
// derived from it, and last the journal line.
func (t *Tx) Keep(k *Kept) (Line, error) {
	d, err := k.Table.save(t, k.Now, k.Salt)
	if err != nil {
		return k.Line, err
	}
	l := k.Line
	l.Digest = hexOf(d)
	var no int64
	if l.Seq, no, err = t.next(l.Book); err != nil {
		return l, err
	}
	if err := t.derive(k.Table.Kind, k.Was, k.Now, ordOf(l.Seq, 0, no), l.At, l.Version == 1); err != nil {
		return l, err
	}
	return l, t.writeLine(&l, k.Input)
}

// ordOf is the place of a matter in every newest-first list: the number of its
// birth, the item within a bulk act, the book. It fits 58 bits.
func ordOf(seq, item, book int64) int64 { return seq<<28 | item<<10 | book }

// LoadAny reads one subject of a kind with the salt its next save needs.
func (t *Table) LoadAny(v *View, id string) (any, []byte, error) {
	s := t.New()
	salt, err := t.load(v, id, s)
	return s, salt, err
}

// head of a subject given as a pointer.
func head(s any) *act.Head { return s.(act.Bearer).Bear() }
