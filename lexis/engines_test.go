package lexis

import (
	"database/sql"
	"os"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib"
	_ "modernc.org/sqlite"
	"pgregory.net/rapid"
)

// engineAlphabet holds what engines split, fold, quote or do not know.
var engineAlphabet = []rune("刑讯逼供法的aB１2 ，\"'*()-&|!:<>\\𠮷\U0002B820\U000323B0〇éß\u200b々\u9FFFかﬁ①")

// FTS5 finds what the reference finds.
func TestFTS5AgreesWithReference(t *testing.T) {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if _, err := db.Exec(`create virtual table f using fts5(body, content='', tokenize='unicode61')`); err != nil {
		t.Fatal(err)
	}
	id := 0
	agrees(t, func(t *rapid.T, text string, q Query) bool {
		id++
		var n int
		if _, err := db.Exec(`insert into f(rowid, body) values ($1, $2)`, id, Spaced(Tokens(text))); err != nil {
			t.Fatal(err)
		}
		if err := db.QueryRow(`select count(*) from f where f match $1 and rowid = $2`, q.FTS5(), id).Scan(&n); err != nil {
			t.Fatal(err, q.FTS5())
		}
		return n == 1
	})
}

// PostgreSQL finds what the reference finds, where a server is given.
func TestPostgreSQLAgreesWithReference(t *testing.T) {
	if os.Getenv("PGHOST") == "" {
		t.Log("NOT RUN: PGHOST is not set")
		return
	}
	db, err := sql.Open("pgx", "")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	agrees(t, func(t *rapid.T, text string, q Query) (found bool) {
		err := db.QueryRow(`select cast($1 as tsvector) @@ cast($2 as tsquery)`, TSVector(Tokens(text)), q.TSQuery()).Scan(&found)
		if err != nil {
			t.Fatal(err, TSVector(Tokens(text)), q.TSQuery())
		}
		return found
	})
	// A whole chunk of few tokens: every position must survive.
	var long []rune
	for range 4000 {
		long = append(long, []rune("的法的刑讯")...)
	}
	for _, c := range Chunks(Tokens(string(long) + "甲乙")) {
		p := Phrase(words(c[len(c)-MaxPhraseTokens:]))
		var found bool
		if err := db.QueryRow(`select cast($1 as tsvector) @@ cast($2 as tsquery)`, TSVector(c), p.TSQuery()).Scan(&found); err != nil || !found {
			t.Fatalf("the end of a chunk of %d is not found: %v", len(c), err)
		}
	}
}

func agrees(t *testing.T, found func(*rapid.T, string, Query) bool) {
	t.Helper()
	hits := 0
	rapid.Check(t, func(t *rapid.T) {
		text := string(rapid.SliceOfN(rapid.SampledFrom(engineAlphabet), 0, 40).Draw(t, "text"))
		typed := string(rapid.SliceOfN(rapid.SampledFrom(engineAlphabet), 0, 4).Draw(t, "typed"))
		if r := []rune(text); len(r) > 0 && rapid.Bool().Draw(t, "own words") { // or few runs would hit anything
			at := rapid.IntRange(0, len(r)-1).Draw(t, "at")
			typed = string(r[at:min(len(r), at+3)])
		}
		q := ParseQuery(typed)
		if q.Empty() {
			return
		}
		want := q.Match(text)
		hits += btoi(want)
		if got := found(t, text, q); got != want {
			t.Fatalf("%q in %q: engine %v, reference %v", typed, text, got, want)
		}
	})
	if hits == 0 {
		t.Error("no query hit anything: the comparison says nothing")
	}
}
