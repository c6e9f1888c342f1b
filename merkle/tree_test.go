package merkle

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"testing"

	tdmerkle "github.com/transparency-dev/merkle/proof"
	"github.com/transparency-dev/merkle/rfc6962"
	"golang.org/x/mod/sumdb/tlog"
)

// mem is a TileStore that insists on the contract: tiles only grow.
type mem struct {
	t      testing.TB
	tiles  map[[2]int64][]byte
	writes int
	reads  int
}

func newMem(t testing.TB) *mem { return &mem{t: t, tiles: map[[2]int64][]byte{}} }

func (m *mem) ReadTile(level int, index int64) ([]byte, error) {
	m.reads++
	return m.tiles[[2]int64{int64(level), index}], nil
}

func (m *mem) WriteTile(level int, index int64, data []byte) error {
	m.writes++
	key := [2]int64{int64(level), index}
	if len(data) == 0 || !bytes.HasPrefix(data, m.tiles[key]) || len(data) == len(m.tiles[key]) {
		m.t.Errorf("tile %v rewritten, not widened", key)
	}
	m.tiles[key] = data
	return nil
}

func leavesOf(n int) []Hash {
	out := make([]Hash, n)
	for i := range out {
		out[i] = LeafHash(fmt.Appendf(nil, "line %d", i))
	}
	return out
}

// naiveRoot is RFC 6962's own definition, written without any of our code.
func naiveRoot(leaves []Hash) Hash {
	switch n := len(leaves); n {
	case 0:
		return EmptyRoot()
	case 1:
		return leaves[0]
	default:
		k := 1
		for k*2 < n {
			k *= 2
		}
		return tlog.NodeHash(naiveRoot(leaves[:k]), naiveRoot(leaves[k:]))
	}
}

// The well-known roots of the Certificate Transparency reference tree.
func TestKnownRoots(t *testing.T) {
	inputs := []string{"", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"}
	roots := map[int64]string{
		0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
		1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
		2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
		3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
		8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
	}
	ts, r := newMem(t), &Roller{}
	for i, in := range inputs {
		data, _ := hex.DecodeString(in)
		if _, err := Append(ts, int64(i), []Hash{LeafHash(data)}); err != nil {
			t.Fatal(err)
		}
		if err := r.Add(LeafHash(data)); err != nil {
			t.Fatal(err)
		}
		want, ok := roots[r.Size()]
		if root := r.Root(); ok && hex.EncodeToString(root[:]) != want {
			t.Errorf("size %d: root %x", r.Size(), root)
		}
	}
	for size, want := range roots {
		if root, err := Root(ts, size); err != nil || hex.EncodeToString(root[:]) != want {
			t.Errorf("stored size %d: root %x, %v", size, root, err)
		}
	}
}

func TestLeafHashLengths(t *testing.T) {
	for _, n := range []int{0, 1, 1022, 1023, 1024, 1025, 70000} {
		data := bytes.Repeat([]byte{0xA5}, n)
		if LeafHash(data) != tlog.RecordHash(data) {
			t.Errorf("length %d differs from tlog", n)
		}
	}
}

// Any way of cutting the leaves into batches gives the same tiles and roots.
func TestAppendInBatches(t *testing.T) {
	const total = 2000
	leaves := leavesOf(total)
	whole := newMem(t)
	if _, err := Append(whole, 0, leaves); err != nil {
		t.Fatal(err)
	}
	rnd := rand.New(rand.NewPCG(1, 2))
	for round := range 6 {
		ts := newMem(t)
		for size := 0; size < total; {
			n := min(1+rnd.IntN([]int{1, 3, 40, 300, 700, 2000}[round]), total-size)
			root, err := Append(ts, int64(size), leaves[size:size+n])
			if err != nil {
				t.Fatal(err)
			}
			size += n
			if want, err := Root(whole, int64(size)); err != nil || root != want {
				t.Fatalf("round %d size %d: %v, %v, %v", round, size, root, want, err)
			}
		}
		if len(ts.tiles) != len(whole.tiles) {
			t.Errorf("round %d: %d tiles, want %d", round, len(ts.tiles), len(whole.tiles))
		}
		for k, v := range whole.tiles {
			if !bytes.Equal(ts.tiles[k], v) {
				t.Errorf("round %d: tile %v differs", round, k)
			}
			if len(v) != HashSize*TileWidthAt(total, int(k[0]), k[1]) {
				t.Errorf("tile %v has %d bytes", k, len(v))
			}
		}
	}
	for size := 0; size <= total; size += 1 + rnd.IntN(9) {
		if root, err := Root(whole, int64(size)); err != nil || root != naiveRoot(leaves[:size]) {
			t.Fatalf("size %d: %v", size, err)
		}
	}
}

// The example of the tlog-tiles specification: a tree of 70,000 leaves.
func TestTilesOfTheSpecification(t *testing.T) {
	ts := newMem(t)
	root, err := Append(ts, 0, leavesOf(70000))
	if err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	for k, v := range ts.tiles {
		count[fmt.Sprintf("level %d width %d", k[0], len(v)/HashSize)]++
	}
	want := map[string]int{"level 0 width 256": 273, "level 0 width 112": 1, "level 1 width 256": 1, "level 1 width 17": 1, "level 2 width 1": 1}
	if fmt.Sprint(count) != fmt.Sprint(want) {
		t.Errorf("tiles %v, want %v", count, want)
	}
	before := ts.writes
	ts.reads = 0
	next, err := Append(ts, 70000, leavesOf(1))
	if err != nil || next == root {
		t.Fatal(err)
	}
	if ts.writes-before != 1 || ts.reads > 4 {
		t.Errorf("one leaf wrote %d tiles and read %d", ts.writes-before, ts.reads)
	}
	if again, err := Root(ts, 70000); err != nil || again != root {
		t.Errorf("the old root is gone: %v", err)
	}
}

func TestAppendAgainAndFork(t *testing.T) {
	leaves := leavesOf(600)
	ts := newMem(t)
	want, err := Append(ts, 0, leaves)
	if err != nil {
		t.Fatal(err)
	}
	for _, from := range []int64{590, 513, 512} {
		if got, err := Append(ts, from, leaves[from:]); err != nil || got != want {
			t.Errorf("repeat from %d: %v", from, err)
		}
	}
	if got, err := Append(ts, 590, leaves[590:595]); err != nil || got != naiveRoot(leaves[:595]) {
		t.Errorf("shorter repeat: %v", err)
	}
	for _, from := range []int64{590, 512} {
		if _, err := Append(ts, from, leavesOf(20)); err == nil {
			t.Errorf("fork from %d accepted", from)
		}
	}
	fork := append(append([]Hash{}, leaves[100:256]...), leavesOf(44)...)
	if _, err := Append(ts, 100, fork); err == nil {
		t.Error("fork in a later tile accepted")
	}
	if got, err := Root(ts, 600); err != nil || got != want {
		t.Errorf("a refused append changed the tree: %v", err)
	}
	for _, from := range []int64{601, -1, maxSize + 1} {
		if _, err := Append(ts, from, leaves[:1]); err == nil {
			t.Errorf("append at %d to a tree of 600 accepted", from)
		}
	}
}

func TestDamagedTilesAreNamed(t *testing.T) {
	ts := newMem(t)
	if _, err := Append(ts, 0, leavesOf(600)); err != nil {
		t.Fatal(err)
	}
	key := [2]int64{0, 2}
	good := ts.tiles[key]
	for _, bad := range [][]byte{nil, good[:31], good[:len(good)-32], append(bytes.Clone(good), 1), make([]byte, TileBytes+HashSize)} {
		ts.tiles[key] = bad
		if _, err := Root(ts, 600); err == nil {
			t.Errorf("root from a tile of %d bytes", len(bad))
		}
		if _, err := Inclusion(ts, 3, 600); err == nil {
			t.Errorf("proof from a tile of %d bytes", len(bad))
		}
	}
}

// The Roller gives every intermediate root and the very tiles that Append wrote.
func TestRollerInOnePass(t *testing.T) {
	leaves := leavesOf(1500)
	ts := newMem(t)
	if _, err := Append(ts, 0, leaves); err != nil {
		t.Fatal(err)
	}
	seen := map[[2]int64][]byte{}
	r := &Roller{Tiles: func(level int, index int64, data []byte) error {
		seen[[2]int64{int64(level), index}] = bytes.Clone(data)
		return nil
	}}
	for i, h := range leaves {
		if err := r.Add(h); err != nil {
			t.Fatal(err)
		}
		if want, err := Root(ts, int64(i+1)); err != nil || r.Root() != want {
			t.Fatalf("size %d: %v", i+1, err)
		}
	}
	if err := r.Flush(); err != nil {
		t.Fatal(err)
	}
	if len(seen) != len(ts.tiles) {
		t.Errorf("%d tiles, want %d", len(seen), len(ts.tiles))
	}
	for k, v := range ts.tiles {
		if !bytes.Equal(seen[k], v) {
			t.Errorf("tile %v differs", k)
		}
	}
}

// Proofs equal those of tlog and are accepted by transparency-dev, and each
// wrong input is refused by all three.
func TestProofsAgainstOthers(t *testing.T) {
	const total = 2000
	leaves := leavesOf(total)
	ts := newMem(t)
	if _, err := Append(ts, 0, leaves); err != nil {
		t.Fatal(err)
	}
	var stored []Hash
	theirs := tlog.HashReaderFunc(func(ix []int64) ([]Hash, error) {
		out := make([]Hash, len(ix))
		for i, x := range ix {
			out[i] = stored[x]
		}
		return out, nil
	})
	for i, h := range leaves {
		hs, err := tlog.StoredHashesForRecordHash(int64(i), h, theirs)
		if err != nil {
			t.Fatal(err)
		}
		stored = append(stored, hs...)
	}
	rnd := rand.New(rand.NewPCG(3, 4))
	for range 1500 {
		size := 1 + rnd.Int64N(total)
		index, old := rnd.Int64N(size), 1+rnd.Int64N(size)
		checkInclusion(t, ts, theirs, leaves, index, size)
		checkConsistency(t, ts, theirs, old, size)
	}
}

func bytesOf(hs []Hash) [][]byte {
	out := make([][]byte, len(hs))
	for i := range hs {
		out[i] = hs[i][:]
	}
	return out
}

func checkInclusion(t *testing.T, ts TileStore, theirs tlog.HashReader, leaves []Hash, index, size int64) {
	t.Helper()
	root, err := Root(ts, size)
	if err != nil {
		t.Fatal(err)
	}
	path, err := Inclusion(ts, index, size)
	if err != nil {
		t.Fatal(err)
	}
	want, err := tlog.ProveRecord(size, index, theirs)
	if err != nil || fmt.Sprint([]Hash(want)) != fmt.Sprint(path) {
		t.Fatalf("%d in %d: path differs from tlog", index, size)
	}
	leaf := leaves[index]
	if err := VerifyInclusion(path, index, size, leaf, root); err != nil {
		t.Fatal(err)
	}
	if err := tdmerkle.VerifyInclusion(rfc6962.DefaultHasher, uint64(index), uint64(size), leaf[:], bytesOf(path), root[:]); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []error{
		VerifyInclusion(path, index+1, size, leaf, root),
		VerifyInclusion(path, index-1, size, leaf, root),
		VerifyInclusion(path, index, size, root, leaf),
		VerifyInclusion(append(path, root), index, size, leaf, root),
		VerifyInclusion(path, index, -size, leaf, root),
	} {
		if bad == nil && size > 1 {
			t.Fatalf("a wrong inclusion of %d in %d passed", index, size)
		}
	}
}

func checkConsistency(t *testing.T, ts TileStore, theirs tlog.HashReader, old, size int64) {
	t.Helper()
	oldRoot, _ := Root(ts, old)
	root, err := Root(ts, size)
	if err != nil {
		t.Fatal(err)
	}
	path, err := Consistency(ts, old, size)
	if err != nil {
		t.Fatal(err)
	}
	want, err := tlog.ProveTree(size, old, theirs)
	if err != nil || fmt.Sprint([]Hash(want)) != fmt.Sprint(path) {
		t.Fatalf("%d to %d: path differs from tlog", old, size)
	}
	if err := VerifyConsistency(path, old, size, oldRoot, root); err != nil {
		t.Fatal(err)
	}
	if err := tdmerkle.VerifyConsistency(rfc6962.DefaultHasher, uint64(old), uint64(size), bytesOf(path), oldRoot[:], root[:]); err != nil {
		t.Fatal(err)
	}
	if old < size && VerifyConsistency(path, old, size, root, oldRoot) == nil {
		t.Fatalf("swapped roots passed for %d to %d", old, size)
	}
	if VerifyConsistency(append(path, root), old, size, oldRoot, root) == nil {
		t.Fatalf("trailing hash passed for %d to %d", old, size)
	}
}

func TestConsistencyFromNothingIsRefused(t *testing.T) {
	ts := newMem(t)
	root, err := Append(ts, 0, leavesOf(3))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range [][2]int64{{0, 0}, {0, 3}, {3, 2}, {-1, 3}, {3, maxSize + 1}} {
		if _, err := Consistency(ts, s[0], s[1]); err == nil {
			t.Errorf("a proof from %d to %d was made", s[0], s[1])
		}
		if VerifyConsistency(nil, s[0], s[1], EmptyRoot(), root) == nil {
			t.Errorf("a proof from %d to %d passed", s[0], s[1])
		}
	}
}

// Sizes near the end of int64 must be refused quickly, not loop.
func TestHugeSizes(t *testing.T) {
	for _, size := range []int64{maxSize + 1, 1 << 62, 1<<63 - 1} {
		if VerifyInclusion(nil, size-1, size, Hash{}, Hash{}) == nil {
			t.Errorf("size %d passed", size)
		}
	}
}

func TestHashHasOneSpelling(t *testing.T) {
	h := leavesOf(1)[0]
	s := h.String()
	if got, err := ParseHash(s); err != nil || got != h {
		t.Fatal(err)
	}
	// 32 bytes leave two stray bits in the 43rd character.
	for _, c := range "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/" {
		if got, err := ParseHash(s[:42] + string(c) + "="); err == nil && got == h && s[42] != byte(c) {
			t.Errorf("a second spelling ending in %c passed", c)
		}
	}
	if _, err := ParseHash(s[:20] + "\n" + s[20:]); err == nil {
		t.Error("a line feed inside passed")
	}
}
