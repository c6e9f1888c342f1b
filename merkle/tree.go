package merkle

import (
	"bytes"

	"golang.org/x/mod/sumdb/tlog"
)

// Append extends the tree of size from by leaves and returns the new root. It
// reads one tile and writes the touched tiles of each level: O(leaves + log n)
// work, memory of one tile for each level.
//
// A tile never loses or changes a hash. If the store is ahead of from (a crash
// between tiles and checkpoint outside one transaction) the same leaves may be
// appended again; other leaves are a fork and refused before anything is
// written over. On error the caller rolls the transaction back.
func Append(ts TileStore, from int64, leaves []Hash) (Hash, error) {
	r, stored, err := resume(ts, from)
	if err != nil {
		return Hash{}, err
	}
	if int64(len(leaves)) > maxSize-from {
		return Hash{}, fault("树过大", "the tree is too large")
	}
	r.Tiles = func(level int, index int64, data []byte) error {
		old := stored[level]
		if edge := from >> (TileHeight * (level + 1)); index != edge {
			if len(old) < TileBytes {
				return ts.WriteTile(level, index, bytes.Clone(data))
			}
			if old, err = ts.ReadTile(level, index); err != nil { // the store is ahead by more than a tile
				return err
			}
		}
		return widen(ts, level, index, old, data)
	}
	for _, h := range leaves {
		if err := r.Add(h); err != nil {
			return Hash{}, err
		}
	}
	if err := r.Flush(); err != nil {
		return Hash{}, err
	}
	return r.Root(), nil
}

// widen writes a tile that extends old, nothing if old is already as wide.
func widen(ts TileStore, level int, index int64, old, data []byte) error {
	n := min(len(old), len(data))
	if !bytes.Equal(old[:n], data[:n]) {
		return faultf("树块（第%d层第%d块）已有不同内容，拒绝覆盖", "tile %d/%d already holds other hashes; refusing to overwrite", level, index)
	}
	if len(old) >= len(data) {
		return nil
	}
	return ts.WriteTile(level, index, bytes.Clone(data))
}

// Root is the root of the tree at any size up to the stored one.
func Root(ts TileStore, size int64) (Hash, error) {
	r, err := Resume(ts, size)
	if err != nil {
		return Hash{}, err
	}
	return r.Root(), nil
}

// Inclusion is the audit path of leaf index (from 0) in the tree of the given
// size, from the leaf's sibling up (RFC 6962, section 2.1.1).
func Inclusion(ts TileStore, index, size int64) ([]Hash, error) {
	if index < 0 || index >= size || size > maxSize {
		return nil, faultf("第%d项不在大小为%d的树中", "leaf %d is not in a tree of size %d", index, size)
	}
	return tlog.ProveRecord(size, index, newReader(ts, size))
}

// VerifyInclusion checks that leaf stands at index in the tree (size, root).
func VerifyInclusion(path []Hash, index, size int64, leaf, root Hash) error {
	if index < 0 || index >= size || size > maxSize {
		return faultf("第%d项不在大小为%d的树中", "leaf %d is not in a tree of size %d", index, size)
	}
	if tlog.CheckRecord(path, size, root, index, leaf) != nil {
		return fault("包含证明不成立：该行与校验点的根不符", "the inclusion proof fails: the line does not lead to the checkpoint's root")
	}
	return nil
}

// Consistency proves that the tree of size old is a prefix of the tree of size
// new (RFC 6962, section 2.1.2). Size 0 is refused, see the package comment.
func Consistency(ts TileStore, old, new int64) ([]Hash, error) {
	if err := checkSizes(old, new); err != nil {
		return nil, err
	}
	return tlog.ProveTree(new, old, newReader(ts, new))
}

// VerifyConsistency checks that the tree (old, oldRoot) is a prefix of the tree
// (new, newRoot). Equal sizes need equal roots and an empty path.
func VerifyConsistency(path []Hash, old, new int64, oldRoot, newRoot Hash) error {
	if err := checkSizes(old, new); err != nil {
		return err
	}
	if tlog.CheckTree(path, new, newRoot, old, oldRoot) != nil {
		return faultf("一致性证明不成立：大小%d的树不是大小%d的树的前段", "the consistency proof fails: the tree of size %d is not a prefix of the tree of size %d", old, new)
	}
	return nil
}

func checkSizes(old, new int64) error {
	if old < 1 || new < old || new > maxSize {
		return faultf("不能证明从%d到%d的一致性", "there is no consistency proof from size %d to %d", old, new)
	}
	return nil
}
