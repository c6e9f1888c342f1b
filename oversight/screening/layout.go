package screening

import (
	"math/bits"
	"slices"
	"sync"
)

// placed says where rows go when they are laid out by a key: one stable counting
// sort, whose positions serve for any number of columns.
type placed struct {
	key  []int32 // the keys that have rows, rising
	from []int32 // where the rows of each begin, and the end
	pos  []int32 // where each of the given rows goes
}

// manyRows from which it pays to share a pass of counting among workers.
const manyRows = 1 << 16

// place counts and places rows by key (0 or more). Each worker counts a stretch
// of rows; a key's rows stand in the order of the stretches, so that the number
// of workers changes nothing.
func place(rows, key []int32, workers int) placed {
	if len(rows) < manyRows {
		workers = 1
	}
	workers = max(1, min(workers, 16))
	cut := func(w int) int { return len(rows) * w / workers }
	tops := make([]int32, workers)
	each(workers, workers, func(w int) {
		top := int32(-1)
		for _, r := range rows[cut(w):cut(w+1)] {
			top = max(top, key[r])
		}
		tops[w] = top
	})
	keys := int(slices.Max(tops)) + 1
	count := make([][]int32, workers)
	each(workers, workers, func(w int) {
		c := make([]int32, keys)
		for _, r := range rows[cut(w):cut(w+1)] {
			c[key[r]]++
		}
		count[w] = c
	})
	p := placed{pos: make([]int32, len(rows))}
	sum := int32(0)
	for k := range int32(keys) {
		at := sum
		for w := range count {
			n := count[w][k]
			count[w][k] = sum
			sum += n
		}
		if sum > at {
			p.key, p.from = append(p.key, k), append(p.from, at)
		}
	}
	p.from = append(p.from, sum)
	each(workers, workers, func(w int) {
		c, pos := count[w], p.pos[cut(w):cut(w+1)]
		for i, r := range rows[cut(w):cut(w+1)] {
			k := key[r]
			pos[i] = c[k]
			c[k]++
		}
	})
	return p
}

// stretches cuts the keys into parts with about the same number of rows, for
// workers to share; do gets the part's number and its keys.
func (p placed) stretches(workers int, do func(part, lo, hi int)) {
	parts := p.parts(workers)
	if len(p.key) == 0 {
		return
	}
	total := int(p.from[len(p.key)])
	edge := func(part int) int {
		if part >= parts {
			return len(p.key)
		}
		i, _ := slices.BinarySearch(p.from[:len(p.key)], int32(total*part/parts))
		return i
	}
	each(parts, workers, func(i int) { do(i, edge(i), edge(i+1)) })
}

func (p placed) parts(workers int) int {
	if workers <= 1 || len(p.pos) < manyRows {
		return 1
	}
	return 4 * workers
}

// cell is what one key has in one stratum: its rows, and those with the outcome.
type cell struct{ key, pool, own, x int32 }

// counts are the cells of a register by key, each key's in the order of strata.
type counts struct {
	pool       []int32 // key of each stratum
	size, hits []int32
	cells      []cell
	from       []int32 // where the cells of a key begin, and the end
}

// tally counts each key in each stratum: its rows, and those whose outcome is 1.
func tally(rows, key, stratum []int32, outcome []float64, keys, workers int) counts {
	p := place(rows, stratum, workers)
	laid := make([]uint32, len(rows)) // key and, in the last bit, the outcome
	spread(len(rows), workers, func(lo, hi int) {
		for i := lo; i < hi; i++ {
			r := rows[i]
			v := uint32(key[r]) << 1
			if outcome[r] == 1 {
				v |= 1
			}
			laid[p.pos[i]] = v
		}
	})
	c := counts{pool: p.key, size: make([]int32, len(p.key)), hits: make([]int32, len(p.key))}
	parts := make([][]cell, p.parts(workers))
	benches := sync.Pool{New: func() any { return &stamps{at: make([]stamp, keys)} }}
	p.stretches(workers, func(part, lo, hi int) {
		b := benches.Get().(*stamps)
		defer benches.Put(b)
		for s := lo; s < hi; s++ {
			here := laid[p.from[s]:p.from[s+1]]
			c.size[s], c.hits[s] = int32(len(here)), b.count(here)
			for _, k := range b.seen {
				parts[part] = append(parts[part], cell{k, int32(s), b.at[k].n, b.at[k].x})
				b.at[k] = stamp{}
			}
			b.seen = b.seen[:0]
		}
	})
	c.cells, c.from = byKey(parts, keys)
	return c
}

// stamp counts one key in the stratum that a worker has before it.
type stamp struct{ n, x int32 }

type stamps struct {
	at   []stamp
	seen []int32
}

func (b *stamps) count(laid []uint32) (hits int32) {
	for _, v := range laid {
		k := v >> 1
		s := &b.at[k]
		if s.n == 0 {
			b.seen = append(b.seen, int32(k))
		}
		s.n++
		s.x += int32(v & 1)
		hits += int32(v & 1)
	}
	return hits
}

// byKey brings cells that stand by stratum into the order of their keys.
func byKey(parts [][]cell, keys int) (out []cell, from []int32) {
	from = make([]int32, keys+1)
	n := 0
	for _, part := range parts {
		n += len(part)
		for i := range part {
			from[part[i].key+1]++
		}
	}
	for k := range keys {
		from[k+1] += from[k]
	}
	at := slices.Clone(from[:keys])
	out = make([]cell, n)
	for _, part := range parts {
		for _, x := range part {
			out[at[x.key]] = x
			at[x.key]++
		}
	}
	return out, from
}

// of are a key's cells.
func (c *counts) of(k int) []cell { return c.cells[c.from[k]:c.from[k+1]] }

// spread shares 0…n-1 among workers in stretches.
func spread(n, workers int, do func(lo, hi int)) {
	if workers <= 1 || n < manyRows {
		do(0, n)
		return
	}
	parts := 4 * workers
	each(parts, workers, func(i int) { do(n*i/parts, n*(i+1)/parts) })
}

// marks is a set of codes that is read out in rising order.
type marks struct{ words []uint64 }

func newMarks(n int) marks { return marks{make([]uint64, (n+63)/64)} }

// sort puts codes, each once, into rising order: through the set where they lie
// close to one another, as the partners of one pool do.
func (m marks) sort(codes []int32) {
	if len(codes) < 2 {
		return
	}
	lo, hi := codes[0], codes[0]
	for _, c := range codes {
		lo, hi = min(lo, c), max(hi, c)
	}
	if int(hi-lo)/64 > 8*len(codes) {
		slices.Sort(codes)
		return
	}
	for _, c := range codes {
		m.words[c>>6] |= 1 << (c & 63)
	}
	n := 0
	for w := lo >> 6; w <= hi>>6; w++ {
		for x := m.words[w]; x != 0; x &= x - 1 {
			codes[n] = w<<6 + int32(bits.TrailingZeros64(x))
			n++
		}
		m.words[w] = 0
	}
}
