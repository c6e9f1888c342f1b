// Package testdb gives a test an empty database of its own on each engine the
// product runs on, so that every test of stored things is a test of both.
//
// A database is named by a DSN: `sqlite:PATH/hengjian.db` for the embedded one,
// `postgres://…?search_path=SCHEMA` for PostgreSQL.
//
// PostgreSQL is used when HENGJIAN_TEST_PG holds the DSN of a server on which
// schemas may be created (`make test` starts one; `scripts/pg.sh start` prints
// one). Without it a test runs on SQLite alone and says so, unless
// HENGJIAN_TEST_FULL=1 demands both: then it fails.
package testdb

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/hex"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // registers the database/sql driver "pgx"
)

// The names under which a test is told its engine.
const (
	SQLiteEngine   = "sqlite"
	PostgresEngine = "postgres"
)

// Each runs f once on SQLite and once on PostgreSQL, as subtests named after
// the engine, each on an empty database. f may call t.Parallel.
func Each(t *testing.T, f func(t *testing.T, dsn, engine string)) {
	t.Helper()
	t.Run(SQLiteEngine, func(t *testing.T) { f(t, SQLite(t), SQLiteEngine) })
	if Wanted(t) {
		t.Run(PostgresEngine, func(t *testing.T) { f(t, Postgres(t), PostgresEngine) })
	}
}

// Wanted reports whether this run covers PostgreSQL. It fails the test when it
// must (HENGJIAN_TEST_FULL=1) and no server was named.
func Wanted(t testing.TB) bool {
	t.Helper()
	switch {
	case testing.Short():
		t.Log("short run: SQLite only")
		return false
	case os.Getenv("HENGJIAN_TEST_PG") != "":
		return true
	case os.Getenv("HENGJIAN_TEST_FULL") == "1":
		t.Error("a full run needs PostgreSQL and HENGJIAN_TEST_PG is not set: use make test")
		return false
	}
	t.Log("HENGJIAN_TEST_PG is not set: SQLite only; make test runs both")
	return false
}

// SQLite returns the DSN of a database file that does not exist yet, in a folder
// that is deleted after the test.
func SQLite(t testing.TB) string {
	t.Helper()
	return "sqlite:" + filepath.Join(t.TempDir(), "hengjian.db")
}

// Postgres returns a DSN whose search path is a new, empty schema, which is
// dropped after the test. Callers ask Wanted first.
func Postgres(t testing.TB) string {
	t.Helper()
	base, err := url.Parse(os.Getenv("HENGJIAN_TEST_PG"))
	if err != nil || base.Host == "" {
		t.Fatalf("HENGJIAN_TEST_PG is not a postgres:// URL: %v", err)
	}
	schema := "t_" + random()
	exec(t, base.String(), "create schema "+schema)
	t.Cleanup(func() { exec(t, base.String(), "drop schema "+schema+" cascade") })
	evidence(t, base.String())

	q := base.Query()
	q.Set("search_path", schema)
	base.RawQuery = q.Encode()
	return base.String()
}

// exec runs one statement on a connection of its own: a schema is made and
// dropped outside whatever pool the test uses.
func exec(t testing.TB, dsn, statement string) {
	t.Helper()
	db, err := sql.Open("pgx", dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	// A test that forgot to close its pool would make the drop wait for ever.
	if _, err := db.ExecContext(ctx, "set lock_timeout = '20s'; "+statement); err != nil {
		t.Errorf("%s: %v", statement, err)
	}
}

var once sync.Once

// evidence notes, once per test process, which server was really reached.
func evidence(t testing.TB, dsn string) {
	file := os.Getenv("HENGJIAN_TEST_EVIDENCE")
	if file == "" {
		return
	}
	once.Do(func() {
		db, err := sql.Open("pgx", dsn)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		var version string
		if err := db.QueryRow("show server_version").Scan(&version); err != nil {
			t.Fatal(err)
		}
		w, err := os.OpenFile(file, os.O_APPEND|os.O_WRONLY|os.O_CREATE, 0o600)
		if err != nil {
			t.Fatal(err)
		}
		defer w.Close()
		if _, err := w.WriteString(PostgresEngine + " " + version + "\n"); err != nil {
			t.Fatal(err)
		}
	})
}

func random() string {
	b := make([]byte, 8)
	rand.Read(b) // never fails (crypto/rand)
	return hex.EncodeToString(b)
}
