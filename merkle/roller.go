package merkle

import (
	"math/bits"

	"golang.org/x/mod/sumdb/tlog"
)

// Roller recomputes a tree leaf by leaf in O(log n) memory. It gives the root at
// any size as it passes, so one pass over a book checks every checkpoint ever
// signed, and, with Tiles set, hands out each tile, so the same pass checks or
// rebuilds the stored tiles. The zero value is the empty tree.
type Roller struct {
	// Tiles, when set before the first Add, receives each tile once it is full
	// and, on Flush, the partial ones; data is only valid during the call.
	Tiles func(level int, index int64, data []byte) error

	size  int64
	stack [64]Hash // stack[i] is the last perfect subtree of 2^i leaves, if bit i of size is set
	edge  [64 / TileHeight][]byte
	fresh [64 / TileHeight]bool // edge has hashes that Tiles has not seen
}

// Size is the number of leaves so far.
func (r *Roller) Size() int64 { return r.size }

// Add appends one leaf. It fails only when Tiles does.
func (r *Roller) Add(leaf Hash) error {
	h := leaf
	for i := 0; ; i++ {
		if i%TileHeight == 0 && r.Tiles != nil {
			if err := r.grow(i/TileHeight, h); err != nil {
				return err
			}
		}
		if r.size>>i&1 == 0 {
			r.stack[i] = h
			break
		}
		h = tlog.NodeHash(r.stack[i], h)
	}
	r.size++
	return nil
}

// grow puts a node on the right-edge tile of its level.
func (r *Roller) grow(level int, h Hash) error {
	if r.edge[level] == nil {
		r.edge[level] = make([]byte, 0, TileBytes)
	}
	r.edge[level] = append(r.edge[level], h[:]...)
	r.fresh[level] = true
	if len(r.edge[level]) < TileBytes {
		return nil
	}
	index := r.size >> (TileHeight * (level + 1)) // size is still the number before this leaf
	err := r.Tiles(level, index, r.edge[level])
	r.edge[level], r.fresh[level] = r.edge[level][:0], false
	return err
}

// Flush hands the partial right-edge tiles that changed to Tiles. It may be
// followed by more leaves.
func (r *Roller) Flush() error {
	if r.Tiles == nil {
		return nil
	}
	for level := range r.edge {
		if !r.fresh[level] {
			continue
		}
		index := r.size >> (TileHeight * (level + 1))
		if err := r.Tiles(level, index, r.edge[level]); err != nil {
			return err
		}
		r.fresh[level] = false
	}
	return nil
}

// Root is the root over the leaves so far, in O(log n).
func (r *Roller) Root() Hash {
	if r.size == 0 {
		return EmptyRoot()
	}
	low := bits.TrailingZeros64(uint64(r.size))
	h := r.stack[low]
	for i := low + 1; i < 64; i++ {
		if r.size>>i&1 == 1 {
			h = tlog.NodeHash(r.stack[i], h)
		}
	}
	return h
}

// Resume is a Roller standing at the given size of a stored tree; it reads one
// tile for each level. Set Tiles, if wanted, before the next Add.
func Resume(ts TileStore, size int64) (*Roller, error) {
	r, _, err := resume(ts, size)
	return r, err
}

// resume also returns, for each level, all hashes that the right-edge tile holds
// now, which are more than the size tells when the store is ahead of it.
func resume(ts TileStore, size int64) (*Roller, [64 / TileHeight][]byte, error) {
	r := &Roller{size: size}
	var stored [64 / TileHeight][]byte
	if size < 0 || size > maxSize {
		return nil, stored, faultf("树的大小%d无效", "tree size %d is invalid", size)
	}
	for level := range r.edge {
		index := size >> (TileHeight * (level + 1))
		width := TileWidthAt(size, level, index)
		hashes, err := readTile(ts, level, index, width)
		if err != nil {
			return nil, stored, err
		}
		for i, h := range hashes {
			stored[level] = append(stored[level], h[:]...)
			if i < width {
				r.edge[level] = append(r.edge[level], h[:]...)
			}
		}
		at := 0
		for bit := TileHeight - 1; bit >= 0; bit-- {
			if width>>bit&1 == 1 {
				r.stack[level*TileHeight+bit] = perfect(hashes[at : at+1<<bit])
				at += 1 << bit
			}
		}
		if size>>(TileHeight*level) == 0 && len(hashes) == 0 {
			break // nothing is stored above
		}
	}
	return r, stored, nil
}
