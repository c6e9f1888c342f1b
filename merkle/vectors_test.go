package merkle

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// The proof vectors of transparency-dev, when they are at hand. The folders
// subtree* belong to a draft on subtrees, which no book here uses.
const vectorDir = "../../shared/data/vectors/merkle/testdata"

func eachVector(t *testing.T, dir string, check func(t *testing.T, name string, data []byte)) {
	t.Helper()
	root := filepath.Join(vectorDir, dir)
	if _, err := os.Stat(root); errors.Is(err, fs.ErrNotExist) {
		t.Skipf("NOT RUN: no vectors at %s", root)
	}
	n := 0
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".json" {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		n++
		check(t, path, data)
		return nil
	})
	if err != nil || n == 0 {
		t.Fatalf("%d vectors, %v", n, err)
	}
	t.Logf("%d vectors of %s", n, dir)
}

func asPath(bs [][]byte) ([]Hash, bool) {
	var out []Hash
	for _, b := range bs {
		h, ok := fill(b)
		if !ok {
			return nil, false
		}
		out = append(out, h)
	}
	return out, true
}

// fill refuses what is not a hash, which counts as rejection: our functions
// take nothing else.
func fill(b []byte) (h Hash, ok bool) {
	if len(b) != HashSize {
		return h, false
	}
	copy(h[:], b)
	return h, true
}

func TestInclusionVectors(t *testing.T) {
	eachVector(t, "inclusion", func(t *testing.T, name string, data []byte) {
		var v struct {
			LeafIdx, TreeSize uint64
			Root, LeafHash    []byte
			Proof             [][]byte
			WantErr           bool
		}
		if err := json.Unmarshal(data, &v); err != nil {
			t.Fatal(name, err)
		}
		path, ok1 := asPath(v.Proof)
		root, ok2 := fill(v.Root)
		leaf, ok3 := fill(v.LeafHash)
		ok := ok1 && ok2 && ok3 && VerifyInclusion(path, int64(v.LeafIdx), int64(v.TreeSize), leaf, root) == nil
		if ok == v.WantErr {
			t.Errorf("%s: accepted %v, want error %v", name, ok, v.WantErr)
		}
	})
}

func TestConsistencyVectors(t *testing.T) {
	eachVector(t, "consistency", func(t *testing.T, name string, data []byte) {
		var v struct {
			Size1, Size2 uint64
			Root1, Root2 []byte
			Proof        [][]byte
			WantErr      bool
		}
		if err := json.Unmarshal(data, &v); err != nil {
			t.Fatal(name, err)
		}
		if len(v.Root1) == len(v.Root2) && len(v.Root1) != HashSize {
			// "dont care 2" stands for a root: any hash serves, equal ones equal.
			v.Root1, v.Root2 = padded(v.Root1), padded(v.Root2)
		}
		path, ok1 := asPath(v.Proof)
		root1, ok2 := fill(v.Root1)
		root2, ok3 := fill(v.Root2)
		ok := ok1 && ok2 && ok3 && VerifyConsistency(path, int64(v.Size1), int64(v.Size2), root1, root2) == nil
		if ok == v.WantErr {
			t.Errorf("%s: accepted %v, want error %v", name, ok, v.WantErr)
		}
	})
}

func padded(b []byte) []byte {
	var h Hash
	copy(h[:], b)
	return h[:]
}
