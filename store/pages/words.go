package pages

import (
	"encoding/binary"
	"fmt"
)

// The rows of an FTS5 index's table %_data: one for the structure, one for each
// leaf of a segment, some for what was deleted from it. The numbers are put
// together as fts5_index.c describes them.
const (
	structureRow  = 10
	segmentBits   = 37 // a leaf's row: its segment above, its page below
	tombstoneFrom = 1 << 16
	mainIndex     = '0' // before each word; indexes of prefixes, which we have none of, have other letters
)

// segment is one sorted run of the index.
type segment struct {
	id, first, last int64
	tombs           int64 // pages of deleted documents
	gone            map[int64]bool
}

// Words calls each with every document in which a word stands, and the places
// where it stands there, of a contentless FTS5 index with one column and full
// detail, whose table %_data has its tree at root. A word comes once for each
// segment that has it. What is given stands until each returns.
func (r *Reader) Words(root uint32, each func(word []byte, doc int64, places []int64) error) error {
	data := r.Cursor(root)
	segs, err := structure(data)
	if err != nil {
		return err
	}
	for i := range segs {
		if err := segs[i].tombstones(data); err != nil {
			return err
		}
		if err := (&posting{seg: &segs[i], each: each}).read(data); err != nil {
			return err
		}
	}
	return nil
}

// block reads the blob of one row of %_data.
func block(data *Cursor, row int64) ([]byte, error) {
	rec, err := data.Find(row)
	if err != nil {
		return nil, err
	}
	if rec == nil {
		return nil, fmt.Errorf("row %d of the index is not there: %w", row, ErrDamaged)
	}
	size, n := uvarint(rec)
	if n == 0 || size < 3 || size > uint64(len(rec)) {
		return nil, damaged(0, "a record's header")
	}
	code, m := uvarint(rec[n+1:]) // the first column is the row's number and stored as NULL
	if m == 0 || code < 12 || code&1 == 1 || (code-12)/2 != uint64(len(rec))-size {
		return nil, damaged(0, "a block of the index")
	}
	return rec[size:], nil
}

// structure lists the segments.
func structure(data *Cursor) ([]segment, error) {
	b, err := block(data, structureRow)
	if err != nil {
		return nil, err
	}
	if len(b) < 8 || string(b[4:8]) != "\xff\x00\x00\x01" {
		return nil, fmt.Errorf("the index is not one that deletes by tombstones: %w", ErrDamaged)
	}
	n := numbers{b: b[8:]}
	levels, total := n.next(), n.next()
	n.next() // how many leaves were written
	var out []segment
	for range min(levels, 1<<16) {
		n.next() // segments that a merge is reading
		for range min(n.next(), 1<<16) {
			s := segment{id: n.next(), first: n.next(), last: n.next()}
			n.next()
			n.next() // between which commits its rows were written
			s.tombs = n.next()
			n.next()
			n.next() // how many rows count as deleted, and how many it has
			if n.bad || s.last < s.first || len(out) > 1<<16 {
				return nil, fmt.Errorf("the structure of the index: %w", ErrDamaged)
			}
			out = append(out, s)
		}
	}
	if n.bad || int64(len(out)) != total {
		return nil, fmt.Errorf("the structure of the index: %w", ErrDamaged)
	}
	return out, nil
}

// numbers reads numbers one after another.
type numbers struct {
	b   []byte
	bad bool
}

func (n *numbers) next() int64 {
	v, size := uvarint(n.b)
	if size == 0 {
		n.bad = true
		return 0
	}
	n.b = n.b[size:]
	return int64(v)
}

// tombstones reads which documents were deleted from a segment: hash tables with
// slots of four or eight bytes behind a header of eight; document 0 is a flag.
func (s *segment) tombstones(data *Cursor) error {
	for i := range s.tombs {
		b, err := block(data, (s.id+tombstoneFrom)<<segmentBits+i)
		if err != nil {
			return err
		}
		if len(b) < 8 || b[0] != 4 && b[0] != 8 {
			return fmt.Errorf("deleted documents of the index: %w", ErrDamaged)
		}
		if s.gone == nil {
			s.gone = map[int64]bool{}
		}
		if i == 0 && b[1] != 0 {
			s.gone[0] = true
		}
		for slot := b[8:]; len(slot) >= int(b[0]); slot = slot[b[0]:] {
			doc := uint64(binary.BigEndian.Uint32(slot))
			if b[0] == 8 {
				doc = binary.BigEndian.Uint64(slot)
			}
			if doc != 0 {
				s.gone[int64(doc)] = true
			}
		}
	}
	return nil
}

// posting is where the reading of a segment stands.
type posting struct {
	seg    *segment
	each   func([]byte, int64, []int64) error
	word   []byte
	doc    int64
	left   int // bytes of the places that are still to come
	place  int64
	places []int64
}

func (p *posting) read(data *Cursor) error {
	if p.seg.first == 0 {
		return nil // a segment that a merge has used up
	}
	for no := p.seg.first; no <= p.seg.last; no++ {
		b, err := block(data, p.seg.id<<segmentBits+no)
		if err != nil {
			return err
		}
		if err := p.leaf(b); err != nil {
			return err
		}
	}
	if p.left > 0 {
		return fmt.Errorf("a segment of the index breaks off: %w", ErrDamaged)
	}
	return nil
}

var errLeaf = fmt.Errorf("a leaf of the index: %w", ErrDamaged)

// leaf reads one page: the rest of the places that the page before began, then
// words with their documents. A footer says where on the page words begin.
func (p *posting) leaf(b []byte) error {
	if len(b) < 4 {
		return errLeaf
	}
	end := int(binary.BigEndian.Uint16(b[2:]))
	if end < 4 || end > len(b) {
		return errLeaf
	}
	foot := numbers{b: b[end:]}
	at, next := 4, end
	if len(foot.b) > 0 {
		next = int(foot.next())
	}
	fresh, whole := true, true // the first number of a document, and the first word, on a page are written out
	for at < end {
		switch {
		case p.left > 0:
			n := min(p.left, end-at)
			if err := p.some(b[at : at+n]); err != nil {
				return err
			}
			at += n
		case at == next:
			n, err := p.begin(b[at:end], whole)
			if err != nil {
				return err
			}
			at, fresh, whole, next = at+n, true, false, end
			if len(foot.b) > 0 {
				next = at - n + int(foot.next())
			}
		default:
			n, err := p.document(b[at:end], fresh)
			if err != nil {
				return err
			}
			at, fresh = at+n, false
		}
		if foot.bad || at > end {
			return errLeaf
		}
	}
	return nil
}

// begin reads a word: as a whole, or as what differs from the one before.
func (p *posting) begin(b []byte, whole bool) (int, error) {
	n := numbers{b: b}
	keep := int64(0)
	if !whole {
		keep = n.next()
	}
	size := n.next()
	if n.bad || keep < 0 || keep > int64(len(p.word)) || size < 0 || size > int64(len(n.b)) {
		return 0, errLeaf
	}
	p.word = append(p.word[:keep], n.b[:size]...)
	return len(b) - len(n.b) + int(size), nil
}

// document reads the number of a document and how long its places are.
func (p *posting) document(b []byte, fresh bool) (int, error) {
	n := numbers{b: b}
	doc, size := n.next(), n.next()
	if n.bad || size < 0 || size > 1<<32 {
		return 0, errLeaf
	}
	if !fresh {
		doc += p.doc
	}
	p.doc, p.left, p.place, p.places = doc, int(size>>1), 0, p.places[:0]
	if p.left == 0 {
		return len(b) - len(n.b), p.give()
	}
	return len(b) - len(n.b), nil
}

// some reads places, each as two more than its distance from the one before. A
// number stands on one page as a whole.
func (p *posting) some(b []byte) error {
	p.left -= len(b)
	for len(b) > 0 {
		v, n := uvarint(b)
		if n == 0 || v < 2 {
			return errLeaf // 1 would begin another column
		}
		p.place += int64(v - 2)
		p.places, b = append(p.places, p.place), b[n:]
	}
	if p.left > 0 {
		return nil
	}
	return p.give()
}

func (p *posting) give() error {
	if p.seg.gone[p.doc] {
		return nil
	}
	if len(p.word) == 0 || p.word[0] != mainIndex {
		return errLeaf
	}
	return p.each(p.word[1:], p.doc, p.places)
}
