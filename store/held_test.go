package store

import (
	"fmt"
	"strings"
	"testing"

	"hengjian/internal/testdb"
)

// What a person handles and worked on is found from her side, never by walking
// the whole list of the place.
func TestHeldReadsAreIndexed(t *testing.T) {
	testdb.Each(t, func(t *testing.T, dsn, engine string) {
		v := filled(t, dsn).Read(t.Context())
		for name, q := range map[string][]any{heldQuery: {"p1", "990200"}, workedQuery: {"clue", "990200", "990200", "p1", "clue"}} {
			plan := planOf(t, v, engine, name, q...)
			if whole(engine, plan) {
				t.Errorf("%s: %s reads the whole table:\n%s", engine, name, plan)
			}
		}
		if rows, err := v.HeldBy("990200", "p1"); err != nil || len(rows) != 0 {
			t.Errorf("%d rows, %v", len(rows), err)
		}
		if rows, err := v.WorkedOn("990200", "p1", "clue", "leg"); err != nil || len(rows) != 0 {
			t.Errorf("%d rows, %v", len(rows), err)
		}
	})
}

func planOf(t *testing.T, v *View, engine, q string, args ...any) string {
	t.Helper()
	head := "EXPLAIN QUERY PLAN "
	if engine == "postgres" {
		head = "EXPLAIN "
	}
	rows, err := v.Query(head+q, args...)
	if err != nil {
		t.Fatalf("%s: %v", q, err)
	}
	defer rows.Close()
	cols, _ := rows.Columns()
	var b strings.Builder
	for rows.Next() {
		vals := make([]any, len(cols))
		for i := range vals {
			vals[i] = new(any)
		}
		if err := rows.Scan(vals...); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintln(&b, *vals[len(vals)-1].(*any))
	}
	return b.String()
}
