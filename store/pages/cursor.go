package pages

import (
	"encoding/binary"
	"sort"
)

// Cursor finds rows of one table by their numbers. Rows asked for in about the
// order in which they stand cost a look at the page of the last one.
type Cursor struct {
	r     *Reader
	root  uint32
	leaf  node
	lo    int64 // row numbers that the leaf may hold
	hi    int64
	open  bool
	buf   []byte
	at    int // cell of the last row found
	inner map[uint32]node
}

// Cursor opens a cursor on the table whose tree begins at root.
func (r *Reader) Cursor(root uint32) *Cursor {
	return &Cursor{r: r, root: root, inner: map[uint32]node{}}
}

// Find gives the record of a row, nil where there is none. It stands until the
// next call.
func (c *Cursor) Find(id int64) ([]byte, error) {
	if !c.open || id < c.lo || id > c.hi {
		if err := c.descend(id); err != nil {
			return nil, err
		}
	}
	if c.at+1 < c.leaf.n { // most likely the next one
		if have, rec, err := c.row(c.at + 1); err != nil || have == id {
			c.at++
			return rec, err
		}
	}
	var err error
	c.at = sort.Search(c.leaf.n, func(i int) bool {
		have, e := c.number(i)
		if e != nil {
			err = e
		}
		return have >= id
	})
	if err != nil || c.at == c.leaf.n {
		return nil, err
	}
	have, rec, err := c.row(c.at)
	if err != nil || have != id {
		return nil, err
	}
	return rec, nil
}

func (c *Cursor) row(i int) (int64, []byte, error) {
	b, err := c.leaf.cell(i)
	if err != nil {
		return 0, nil, err
	}
	return c.r.tableCell(c.leaf.no, b)
}

// number is the row number of the leaf's cell i.
func (c *Cursor) number(i int) (int64, error) {
	b, err := c.leaf.cell(i)
	if err != nil {
		return 0, err
	}
	_, n := uvarint(b)
	id, m := uvarint(b[n:])
	if n == 0 || m == 0 {
		return 0, damaged(c.leaf.no, "a cell")
	}
	return int64(id), nil
}

// descend makes the leaf that may hold a row the current one.
func (c *Cursor) descend(id int64) error {
	c.open, c.lo, c.hi, c.at = false, -1<<63, 1<<63-1, -1
	no := c.root
	for range maxDepth {
		x, err := c.node(no)
		if err != nil {
			return err
		}
		if x.kind == leafTable {
			c.leaf, c.open = x, true
			return nil
		}
		if no, err = c.below(&x, id); err != nil {
			return err
		}
	}
	return damaged(no, "the tree has no end")
}

// below is the page below x on the way to a row; the bounds become narrower.
func (c *Cursor) below(x *node, id int64) (uint32, error) {
	var bad error
	key := func(i int) int64 {
		b, err := x.cell(i)
		if err != nil {
			bad = err
			return 0
		}
		k, n := uvarint(b[4:])
		if n == 0 {
			bad = damaged(x.no, "a cell")
		}
		return int64(k)
	}
	i := sort.Search(x.n, func(i int) bool { return key(i) >= id })
	if i > 0 {
		c.lo = max(c.lo, key(i-1)+1)
	}
	if i == x.n {
		return x.last, bad
	}
	c.hi = min(c.hi, key(i))
	b, err := x.cell(i)
	if err != nil || bad != nil {
		return 0, damaged(x.no, "a cell")
	}
	return binary.BigEndian.Uint32(b), nil
}

// node reads a page; the inner ones are few and are kept.
func (c *Cursor) node(no uint32) (node, error) {
	if x, ok := c.inner[no]; ok {
		return x, nil
	}
	p, err := c.r.leaf(no, &c.buf)
	if err != nil {
		return node{}, err
	}
	x, err := parse(no, p)
	if err != nil {
		return x, err
	}
	switch x.kind {
	case innerTable:
		x.p = append([]byte(nil), p...)
		c.inner[no] = x
	case leafTable:
		x.p = append(c.buf[:0], p...) // another walk may read ahead before the next row is asked for
		c.buf = x.p
	default:
		return x, damaged(no, "an index where a table should be")
	}
	return x, nil
}
