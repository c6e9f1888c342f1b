package store

import (
	"context"
	"slices"
	"strings"
	"testing"

	"hengjian/internal/testdb"
)

// Every table of the database is declared as subject, journal, derived or
// volatile, and every subject's columns are what its shelf declares: what is
// not declared would be outside verify.
func TestEveryTableIsDeclared(t *testing.T) {
	testdb.Each(t, func(t *testing.T, dsn, engine string) {
		ctx := context.Background()
		if _, err := Migrate(ctx, dsn); err != nil {
			t.Fatal(err)
		}
		s, err := Open(ctx, dsn)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { s.Close() })
		declared := map[string]int{}
		for _, tb := range Tables {
			declared[tb.Kind]++
		}
		for _, name := range append(slices.Clone(JournalTables), DerivedTables...) {
			declared[name]++
		}
		for name, why := range VolatileTables {
			declared[name]++
			if why == "" {
				t.Errorf("%s is volatile without a reason", name)
			}
		}
		q, cols := `SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite_%'`, `SELECT name||':'||type FROM pragma_table_info(?)`
		types := map[ColType]string{Text: "TEXT", JSON: "TEXT", Int: "INTEGER", Bool: "INTEGER", Bytes: "BLOB"}
		if engine == testdb.PostgresEngine {
			q = `SELECT table_name FROM information_schema.tables WHERE table_schema=current_schema()`
			cols = `SELECT column_name||':'||data_type FROM information_schema.columns WHERE table_schema=current_schema() AND table_name=? ORDER BY ordinal_position`
			types = map[ColType]string{Text: "text", JSON: "text", Int: "bigint", Bool: "boolean", Bytes: "bytea"}
		}
		for _, name := range list(t, s.Read(ctx), q) {
			if engine == testdb.SQLiteEngine && strings.HasPrefix(name, "search_") {
				continue // the index's own parts; verify reads them through it
			}
			if declared[name] != 1 {
				t.Errorf("table %s is declared %d times", name, declared[name])
			}
			delete(declared, name)
		}
		for name := range declared {
			t.Errorf("table %s is declared and does not exist", name)
		}
		for _, tb := range Tables {
			var want []string
			for _, c := range tb.Cols {
				want = append(want, c.Name+":"+types[c.Type])
			}
			want = append(want, "salt:"+types[Bytes])
			if have := list(t, s.Read(ctx), cols, tb.Kind); !slices.Equal(have, want) {
				t.Errorf("%s: columns %v, the shelf declares %v", tb.Kind, have, want)
			}
		}
	})
}

func list(t *testing.T, v *View, q string, args ...any) []string {
	t.Helper()
	rows, err := v.Query(q, args...)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			t.Fatal(err)
		}
		out = append(out, s)
	}
	return out
}
