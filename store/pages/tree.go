package pages

import (
	"encoding/binary"
	"errors"
)

// The four kinds of page that a tree is made of.
const (
	innerIndex = 0x02
	innerTable = 0x05
	leafIndex  = 0x0a
	leafTable  = 0x0d
)

// maxDepth is more levels than a file of 2^32 pages can have.
const maxDepth = 24

var errStop = errors.New("enough was read")

// node is one page of a tree.
type node struct {
	no   uint32
	p    []byte
	kind byte
	n    int // cells
	at   int // of the first cell's pointer
	last uint32
}

func parse(no uint32, p []byte) (node, error) {
	h := 0
	if no == 1 {
		h = 100 // the file's own header stands before that of the page
	}
	x := node{no: no, p: p, kind: p[h], n: int(binary.BigEndian.Uint16(p[h+3:])), at: h + 8}
	switch x.kind {
	case innerIndex, innerTable:
		x.at, x.last = h+12, binary.BigEndian.Uint32(p[h+8:])
	case leafIndex, leafTable:
	default:
		return x, damaged(no, "not a page of a table or index")
	}
	if x.at+2*x.n > len(p) {
		return x, damaged(no, "too many cells")
	}
	return x, nil
}

// cell is what page i's pointer leads to.
func (x *node) cell(i int) ([]byte, error) {
	at := int(binary.BigEndian.Uint16(x.p[x.at+2*i:]))
	if at < x.at || at+4 > len(x.p) {
		return nil, damaged(x.no, "a cell outside the page")
	}
	return x.p[at:], nil
}

// Rows calls each with every row of the table whose tree begins at root, in the
// order of their row numbers. The record stands until each returns.
func (r *Reader) Rows(root uint32, each func(rowid int64, record []byte) error) error {
	r.left = int(r.file.pages)
	return r.rows(root, 0, each)
}

func (r *Reader) rows(no uint32, depth int, each func(int64, []byte) error) error {
	x, err := r.node(no, depth)
	if err != nil {
		return err
	}
	for i := range x.n {
		c, err := x.cell(i)
		if err != nil {
			return err
		}
		switch x.kind {
		case innerTable:
			err = r.rows(binary.BigEndian.Uint32(c), depth+1, each)
		case leafTable:
			var id int64
			var rec []byte
			if id, rec, err = r.tableCell(no, c); err == nil {
				err = each(id, rec)
			}
		default:
			err = damaged(no, "an index where a table should be")
		}
		if err != nil {
			return err
		}
	}
	if x.kind == innerTable {
		return r.rows(x.last, depth+1, each)
	}
	return nil
}

// Keys calls each with the entries of the index, or of the table without row
// numbers, whose tree begins at root, in the order of their keys. Where among is
// not nil it says of an entry whether it stands before what is wanted (negative),
// belongs to it (zero) or stands after it.
func (r *Reader) Keys(root uint32, among func(record []byte) (int, error), each func(record []byte) error) error {
	r.left = int(r.file.pages)
	err := r.keys(root, 0, among, each)
	if err == errStop {
		return nil
	}
	return err
}

func (r *Reader) keys(no uint32, depth int, among func([]byte) (int, error), each func([]byte) error) error {
	x, err := r.node(no, depth)
	if err != nil {
		return err
	}
	if x.kind != innerIndex && x.kind != leafIndex {
		return damaged(no, "a table where an index should be")
	}
	for i := range x.n {
		c, err := x.cell(i)
		if err != nil {
			return err
		}
		var below uint32
		if x.kind == innerIndex {
			below, c = binary.BigEndian.Uint32(c), c[4:]
		}
		if err := r.key(no, depth, below, c, among, each); err != nil {
			return err
		}
	}
	if x.kind == innerIndex {
		return r.keys(x.last, depth+1, among, each)
	}
	return nil
}

// key goes through the page below a cell, then the cell itself.
func (r *Reader) key(no uint32, depth int, below uint32, c []byte, among func([]byte) (int, error), each func([]byte) error) error {
	where := 0
	if among != nil {
		rec, err := r.indexCell(no, c)
		if err == nil {
			where, err = among(rec)
		}
		if err != nil {
			return err
		}
	}
	if where < 0 {
		return nil
	}
	if below != 0 {
		if err := r.keys(below, depth+1, among, each); err != nil {
			return err
		}
	}
	if where > 0 {
		return errStop
	}
	rec, err := r.indexCell(no, c)
	if err != nil {
		return err
	}
	return each(rec)
}

func (r *Reader) node(no uint32, depth int) (node, error) {
	if r.left--; r.left < 0 || depth == maxDepth {
		return node{}, damaged(no, "the tree has no end")
	}
	p, err := r.leaf(no, &r.levels[depth])
	if err != nil {
		return node{}, err
	}
	x, err := parse(no, p)
	if err != nil {
		return x, err
	}
	if x.kind == innerIndex || x.kind == innerTable {
		x.p = append(r.levels[depth][:0], p...) // what was read ahead does not stand while the pages below are read
		r.levels[depth] = x.p
	}
	return x, nil
}

// tableCell gives a leaf cell's row number and record.
func (r *Reader) tableCell(no uint32, c []byte) (int64, []byte, error) {
	size, n := uvarint(c)
	if n == 0 {
		return 0, nil, damaged(no, "a cell")
	}
	id, m := uvarint(c[n:])
	if m == 0 {
		return 0, nil, damaged(no, "a cell")
	}
	rec, err := r.payload(no, c[n+m:], size, r.file.usable-35)
	return int64(id), rec, err
}

func (r *Reader) indexCell(no uint32, c []byte) ([]byte, error) {
	size, n := uvarint(c)
	if n == 0 {
		return nil, damaged(no, "a cell")
	}
	return r.payload(no, c[n:], size, (r.file.usable-12)*64/255-23)
}

// payload gives a record of size bytes that begins at b; what is more than most
// lies on a chain of pages of its own.
func (r *Reader) payload(no uint32, b []byte, size uint64, most int) ([]byte, error) {
	if size <= uint64(most) {
		if size > uint64(len(b)) {
			return nil, damaged(no, "a record leaves its page")
		}
		return b[:size], nil
	}
	usable := r.file.usable
	if size > uint64(r.file.pages)*uint64(usable) {
		return nil, damaged(no, "a record longer than the database")
	}
	least := (usable-12)*32/255 - 23
	here := least + (int(size)-least)%(usable-4)
	if here > most {
		here = least
	}
	if here+4 > len(b) {
		return nil, damaged(no, "a record leaves its page")
	}
	return r.chain(append(r.over[:0], b[:here]...), binary.BigEndian.Uint32(b[here:]), int(size))
}

func (r *Reader) chain(rec []byte, next uint32, size int) ([]byte, error) {
	var buf []byte
	for len(rec) < size {
		p, err := r.page(next, &buf)
		if err != nil {
			return nil, err
		}
		n := min(size-len(rec), r.file.usable-4)
		rec, next = append(rec, p[4:4+n]...), binary.BigEndian.Uint32(p)
	}
	r.over = rec
	return rec, nil
}
