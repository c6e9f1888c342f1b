package office_test

import (
	"archive/zip"
	"bytes"
	"context"
	"testing"

	"hengjian/internal/testdb"
	"hengjian/office/officetest"
	"hengjian/oversight/clue"
	"hengjian/store"
)

// A backup restores on either engine, and the result agrees with its journal.
func TestBackupRestoresOnEitherEngine(t *testing.T) {
	testdb.Each(t, func(t *testing.T, dsn, engine string) {
		h := officetest.New(t, dsn)
		h.Must("hejing", &clue.Receive{Via: "letter", Asked: "court", Text: "申请执行一年多，执行局没有回音。"})
		ctx := context.Background()
		if rep, err := h.O.Store.Verify(ctx, store.VerifyOptions{All: true}); err != nil || !rep.OK() {
			t.Fatalf("before the first checkpoint: %v %v", err, rep.Findings)
		}
		if err := h.O.SealAll(ctx); err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		rows, err := h.O.Store.Dump(ctx, z)
		if err != nil || rows == 0 || z.Close() != nil {
			t.Fatal(rows, err)
		}
		for _, to := range []string{testdb.SQLite(t), other(t)} {
			if to == "" {
				continue
			}
			if _, err := store.Migrate(ctx, to); err != nil {
				t.Fatal(err)
			}
			s, err := store.Open(ctx, to)
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			r, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
			if err != nil {
				t.Fatal(err)
			}
			n, err := s.LoadDump(ctx, r)
			if err != nil || n != rows {
				t.Fatalf("%d of %d rows: %v", n, rows, err)
			}
			rep, err := s.Verify(ctx, store.VerifyOptions{All: true})
			if err != nil || !rep.OK() {
				t.Fatalf("%v %v", err, rep.Findings)
			}
			if _, err := s.LoadDump(ctx, r); err == nil {
				t.Fatal("restored over a full database")
			}
		}
	})
}

func other(t *testing.T) string {
	if !testdb.Wanted(t) {
		return ""
	}
	return testdb.Postgres(t)
}
