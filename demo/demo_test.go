package demo

import (
	"context"
	"testing"
	"time"

	"hengjian/cast"
	"hengjian/files"
	"hengjian/internal/testdb"
	"hengjian/office"
	"hengjian/store"
)

func seeded(t *testing.T, dsn string, seed uint64, now time.Time) (*office.Office, Report, cast.City) {
	t.Helper()
	office.Cheap()
	ctx := context.Background()
	if _, err := store.Migrate(ctx, dsn); err != nil {
		t.Fatal(err)
	}
	st, err := store.Open(ctx, dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	f, err := files.OpenStore(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	o := office.Open(st, f, func() time.Time { return now })
	city := cast.Make(seed, now)
	began := time.Now()
	rep, err := Seed(ctx, o, &city, t.TempDir())
	t.Logf("%d acts in %s", rep.Acts, time.Since(began))
	if err != nil {
		t.Fatal(err)
	}
	return o, rep, city
}

var (
	march    = time.Date(2026, 3, 2, 9, 0, 0, 0, cast.Shanghai)
	november = time.Date(2026, 11, 24, 10, 0, 0, 0, cast.Shanghai)
)

func TestSeed(t *testing.T) {
	_, rep, _ := seeded(t, testdb.SQLite(t), 2026, march)
	t.Log(rep.Done)
}
