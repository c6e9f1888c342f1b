package store_test

import (
	"context"
	"testing"

	"hengjian/internal/testdb"
	"hengjian/store"
	"hengjian/store/storetest"
)

// Both engines pass the suite that says what a store is.
func TestBothEnginesAreStores(t *testing.T) {
	fresh := map[string]func(testing.TB) string{testdb.SQLiteEngine: testdb.SQLite, testdb.PostgresEngine: testdb.Postgres}
	testdb.Each(t, func(t *testing.T, _, engine string) {
		storetest.Run(t, func(t *testing.T) *store.Store {
			dsn := fresh[engine](t)
			if _, err := store.Migrate(context.Background(), dsn); err != nil {
				t.Fatal(err)
			}
			s, err := store.Open(context.Background(), dsn)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { s.Close() })
			return s
		})
	})
}
