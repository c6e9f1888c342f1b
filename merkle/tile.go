package merkle

import (
	"golang.org/x/mod/sumdb/tlog"
)

// The tile layout of C2SP tlog-tiles: height 8, so 256 hashes in a full tile.
const (
	TileHeight = 8
	TileWidth  = 1 << TileHeight
	TileBytes  = TileWidth * HashSize
)

// TileStore keeps the tiles of one book. Hash i of tile (level, index) is the
// root over the 256^level leaves starting at (index·256 + i)·256^level.
//
// A partial tile lives under the same name as the full tile it becomes: it only
// ever gains hashes at its end, so readers of a smaller tree use its beginning.
type TileStore interface {
	// ReadTile returns the concatenated hashes, or nil, nil when absent.
	ReadTile(level int, index int64) ([]byte, error)
	// WriteTile stores a new tile or the widened form of a partial one.
	WriteTile(level int, index int64, data []byte) error
}

// TileWidthAt is how many hashes tile (level, index) holds in a tree of the
// given size: 0 when it does not exist, 256 when full.
func TileWidthAt(size int64, level int, index int64) int {
	if level < 0 || level >= 64/TileHeight || size < 0 || index < 0 {
		return 0
	}
	nodes := size >> (TileHeight * level)
	switch full := nodes >> TileHeight; {
	case index < full:
		return TileWidth
	case index == full:
		return int(nodes & (TileWidth - 1))
	}
	return 0
}

// readTile reads at least width hashes of a tile, and all that it has.
func readTile(ts TileStore, level int, index int64, width int) ([]Hash, error) {
	data, err := ts.ReadTile(level, index)
	if err != nil {
		return nil, err
	}
	if len(data)%HashSize != 0 || len(data) > TileBytes {
		return nil, faultf("树块（第%d层第%d块）长度异常：%d字节", "tile %d/%d has an impossible length: %d bytes", level, index, len(data))
	}
	if len(data) < width*HashSize {
		return nil, faultf("树块（第%d层第%d块）缺失或不完整：应有%d个哈希，实有%d个",
			"tile %d/%d is missing or cut: %d hashes expected, %d found", level, index, width, len(data)/HashSize)
	}
	hashes := make([]Hash, len(data)/HashSize)
	for i := range hashes {
		copy(hashes[i][:], data[i*HashSize:])
	}
	return hashes, nil
}

// reader answers tlog's questions about tree nodes from tiles, each tile read
// once; a proof touches about two tiles for each level.
type reader struct {
	ts    TileStore
	size  int64
	tiles map[[2]int64][]Hash
}

func newReader(ts TileStore, size int64) *reader {
	return &reader{ts: ts, size: size, tiles: map[[2]int64][]Hash{}}
}

// ReadHashes implements tlog.HashReader.
func (r *reader) ReadHashes(indexes []int64) ([]Hash, error) {
	out := make([]Hash, len(indexes))
	for i, x := range indexes {
		h, err := r.node(tlog.SplitStoredHashIndex(x))
		if err != nil {
			return nil, err
		}
		out[i] = h
	}
	return out, nil
}

// node is the root over the 2^level leaves starting at n·2^level.
func (r *reader) node(level int, n int64) (Hash, error) {
	tileLevel, up := level/TileHeight, level%TileHeight
	first := n << up // in hashes of the tile's level
	index, at := first>>TileHeight, int(first&(TileWidth-1))
	key := [2]int64{int64(tileLevel), index}
	tile, ok := r.tiles[key]
	if !ok {
		var err error
		tile, err = readTile(r.ts, tileLevel, index, TileWidthAt(r.size, tileLevel, index))
		if err != nil {
			return Hash{}, err
		}
		r.tiles[key] = tile
	}
	nodes := make([]Hash, 1<<up)
	copy(nodes, tile[at:])
	return perfect(nodes), nil
}
