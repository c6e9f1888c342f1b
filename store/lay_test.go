package store_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"hengjian/internal/testdb"
	"hengjian/store"
)

// What is laid out is read back at once by the same context, by others after
// it was committed, and not at all where it was refused.
func TestLay(t *testing.T) {
	testdb.Each(t, func(t *testing.T, dsn, engine string) {
		ctx := context.Background()
		if _, err := store.Migrate(ctx, dsn); err != nil {
			t.Fatal(err)
		}
		s, err := store.Open(ctx, dsn)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { s.Close() })
		put := func(ctx context.Context, id string) error {
			return s.Write(ctx, func(tx *store.Tx) error { return tx.PutSetting(id, []byte(id)) })
		}
		get := func(ctx context.Context, id string) string {
			b, err := s.Read(ctx).Setting(id)
			if err != nil {
				t.Fatal(err)
			}
			return string(b)
		}
		waiting := make(chan error, 1)
		err = s.Lay(ctx, func(in context.Context) error {
			if err := put(in, "a"); err != nil {
				return err
			}
			if get(in, "a") != "a" {
				t.Error("what was laid out cannot be read")
			}
			go func() { waiting <- put(ctx, "other") }()
			for i := range 1100 { // more than two transactions
				if err := put(in, string(rune('一'+i))); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		select {
		case err := <-waiting:
			if err != nil {
				t.Error(err)
			}
		case <-time.After(10 * time.Second):
			t.Fatal("an act that waited was never done")
		}
		for _, id := range []string{"a", "other", "一", string(rune('一' + 1099))} {
			if get(ctx, id) != id {
				t.Errorf("%s is not there", id)
			}
		}
		if engine != testdb.SQLiteEngine {
			return // each act commits by itself
		}
		refused := errors.New("refused")
		err = s.Lay(ctx, func(in context.Context) error {
			if err := put(in, "half"); err != nil {
				return err
			}
			return s.Write(in, func(*store.Tx) error { return refused })
		})
		if !errors.Is(err, refused) || get(ctx, "half") != "" {
			t.Errorf("after a refusal: %v, %q", err, get(ctx, "half"))
		}
		if err := put(ctx, "after"); err != nil || get(ctx, "after") != "after" {
			t.Errorf("the writer does not go on: %v", err)
		}
	})
}
