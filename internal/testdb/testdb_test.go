package testdb_test

import (
	"database/sql"
	"os"
	"strings"
	"testing"

	"hengjian/internal/testdb"

	_ "modernc.org/sqlite"
)

// open is what a caller's own store would do with a DSN.
func open(t *testing.T, dsn string) *sql.DB {
	t.Helper()
	driver, name := "pgx", dsn
	if file, ok := strings.CutPrefix(dsn, "sqlite:"); ok {
		driver, name = "sqlite", file
	}
	db, err := sql.Open(driver, name)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// The same table name twice: two databases of one test share nothing.
func TestEveryDatabaseIsEmptyAndApart(t *testing.T) {
	engines := map[string]int{}
	for range 2 {
		testdb.Each(t, func(t *testing.T, dsn, engine string) {
			engines[engine]++
			db := open(t, dsn)
			if _, err := db.Exec("create table clue (id integer primary key)"); err != nil {
				t.Fatal(err)
			}
			if _, err := db.Exec("insert into clue (id) values (1)"); err != nil {
				t.Fatal(err)
			}
		})
	}
	if engines["sqlite"] != 2 {
		t.Errorf("SQLite ran %d times", engines["sqlite"])
	}
	if want := os.Getenv("HENGJIAN_TEST_PG") != "" && !testing.Short(); want && engines["postgres"] != 2 {
		t.Errorf("PostgreSQL ran %d times", engines["postgres"])
	}
}

func TestTheSchemaIsDroppedAfterTheTest(t *testing.T) {
	if !testdb.Wanted(t) {
		return
	}
	var dsn, schema string
	t.Run("uses it", func(t *testing.T) {
		dsn = testdb.Postgres(t)
		if err := open(t, dsn).QueryRow("select current_schema()").Scan(&schema); err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(schema, "t_") {
			t.Fatalf("works in schema %q", schema)
		}
	})
	var left int
	if err := open(t, os.Getenv("HENGJIAN_TEST_PG")).
		QueryRow("select count(*) from information_schema.schemata where schema_name = $1", schema).Scan(&left); err != nil {
		t.Fatal(err)
	}
	if left != 0 {
		t.Errorf("schema %s is still there", schema)
	}
}
