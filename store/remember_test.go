package store

import (
	"context"
	"testing"
)

// TestMemoryTellsArgumentsApart: instants in microseconds, texts that look like
// numbers and texts with the separators in them never share what is remembered.
func TestMemoryTellsArgumentsApart(t *testing.T) {
	seen := map[string][]any{}
	for _, args := range [][]any{{int64(1796000000000000)}, {int64(1796000000000001)}, {int64(1)}, {"1"}, {"a", "b"}, {`a", "b`}, {"a b"}, {true}, {}, {nil}} {
		k := keyOf("SELECT 1", args)
		if old, twice := seen[k]; twice {
			t.Errorf("%#v and %#v share %s", old, args, k)
		}
		seen[k] = args
	}
}

// TestMemoryOfAnEmptyDatabase: before the first line there is nothing to forget by.
func TestMemoryOfAnEmptyDatabase(t *testing.T) {
	ctx, dsn := context.Background(), DSN(t.TempDir())
	if _, err := Migrate(ctx, dsn); err != nil {
		t.Fatal(err)
	}
	s, err := Open(ctx, dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	reads := 0
	for range 2 {
		n, err := remembered(s.Read(ctx), "SELECT 1", nil, func() (int, error) { reads++; return 7, nil })
		if n != 7 || err != nil {
			t.Fatal(n, err)
		}
	}
	if reads != 1 {
		t.Errorf("read %d times, want once", reads)
	}
}
