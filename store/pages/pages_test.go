package pages_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"modernc.org/sqlite"

	"hengjian/store/pages"
)

func init() { _, _ = sqlite.OFDLocking(true) }

// base is a database with a writer and one connection that reads.
type base struct {
	t    *testing.T
	path string
	w    *sql.DB
	r    *sql.Conn
}

func newBase(t *testing.T, pragmas ...string) *base {
	t.Helper()
	b := &base{t: t, path: filepath.Join(t.TempDir(), "t.db")}
	var err error
	if b.w, err = sql.Open("sqlite", b.path); err != nil {
		t.Fatal(err)
	}
	b.w.SetMaxOpenConns(1)
	t.Cleanup(func() { b.w.Close() })
	for _, p := range append(pragmas, "journal_mode=WAL", "wal_autocheckpoint=40", "synchronous=OFF") {
		b.exec("PRAGMA " + p)
	}
	r, err := sql.Open("sqlite", b.path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	if b.r, err = r.Conn(context.Background()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.r.Close() })
	return b
}

func (b *base) exec(q string, args ...any) {
	b.t.Helper()
	if _, err := b.w.Exec(q, args...); err != nil {
		b.t.Fatalf("%s: %v", q, err)
	}
}

// begin starts a read transaction and opens the file under it.
func (b *base) begin(direct bool) *pages.File {
	b.t.Helper()
	ctx := context.Background()
	if _, err := b.r.ExecContext(ctx, "BEGIN"); err != nil {
		b.t.Fatal(err)
	}
	b.root("sqlite_schema") // a transaction begins with its first read
	path := b.path
	if !direct {
		path = ""
	}
	f, err := pages.Open(path, b.page)
	if err != nil {
		b.t.Fatal(err)
	}
	return f
}

func (b *base) end(f *pages.File) {
	b.t.Helper()
	if _, err := b.r.ExecContext(context.Background(), "ROLLBACK"); err != nil {
		b.t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		b.t.Fatal(err)
	}
}

func (b *base) page(no uint32) ([]byte, error) {
	var p []byte
	err := b.r.QueryRowContext(context.Background(), "SELECT data FROM sqlite_dbpage WHERE pgno=?", no).Scan(&p)
	return p, err
}

func (b *base) root(name string) (root uint32) {
	b.t.Helper()
	err := b.r.QueryRowContext(context.Background(), "SELECT rootpage FROM sqlite_schema WHERE name=?", name).Scan(&root)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		b.t.Fatal(err)
	}
	return root
}

// asked gives what the engine answers, a text for each row.
func (b *base) asked(q string) []string {
	b.t.Helper()
	rows, err := b.r.QueryContext(context.Background(), q)
	if err != nil {
		b.t.Fatal(err)
	}
	defer rows.Close()
	cols, _ := rows.Columns()
	row, into := make([]any, len(cols)), make([]any, len(cols))
	for i := range row {
		into[i] = &row[i]
	}
	var out []string
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			b.t.Fatal(err)
		}
		var s []string
		for _, x := range row {
			s = append(s, fmt.Sprintf("%T %v", x, x))
		}
		out = append(out, strings.Join(s, "|"))
	}
	return out
}

func said(row []pages.Value) string {
	var s []string
	for _, v := range row {
		var x any
		switch v.Kind {
		case pages.Int:
			x = v.Int
		case pages.Float:
			x = math.Float64frombits(uint64(v.Int))
		case pages.Text:
			x = v.Text
		case pages.Blob:
			x = []byte(v.Text)
		}
		s = append(s, fmt.Sprintf("%T %v", x, x))
	}
	return strings.Join(s, "|")
}

func decoded(t *testing.T, record []byte) string {
	t.Helper()
	row, err := pages.Decode(record, nil)
	if err != nil {
		t.Fatal(err)
	}
	return said(row)
}

// anything is a value as a column may hold it.
func anything(rnd *rand.Rand) any {
	switch rnd.IntN(8) {
	case 0:
		return nil
	case 1:
		return int64(rnd.Uint64()) >> rnd.IntN(64)
	case 2:
		return rnd.NormFloat64() + 0.5e-9
	case 3:
		return []byte(strings.Repeat("\x00\xff", rnd.IntN(3000)))
	case 4:
		return strings.Repeat("办", rnd.IntN(6000))
	}
	return fmt.Sprint("词", rnd.IntN(100))
}

func TestTablesReadAsTheEngineAnswers(t *testing.T) {
	for _, size := range []int{512, 4096, 65536} {
		for _, direct := range []bool{true, false} {
			t.Run(fmt.Sprint(size, direct), func(t *testing.T) {
				rnd := rand.New(rand.NewPCG(7, uint64(size)))
				b := newBase(t, fmt.Sprint("page_size=", size))
				b.exec("CREATE TABLE plain (a, b, c)")
				b.exec("CREATE TABLE named (book TEXT, seq INTEGER, c, PRIMARY KEY (book, seq))")
				b.exec("CREATE TABLE keyed (a TEXT, b TEXT, c, PRIMARY KEY (a, b)) WITHOUT ROWID")
				for i := range 700 {
					b.exec("INSERT INTO plain VALUES (?,?,?)", anything(rnd), anything(rnd), anything(rnd))
					b.exec("INSERT INTO named VALUES (?,?,?)", fmt.Sprint("甲乙丙"[3*rnd.IntN(3):][:3]), i, anything(rnd))
					b.exec("INSERT INTO keyed VALUES (?,?,?)", fmt.Sprint(rnd.IntN(9), strings.Repeat("x", rnd.IntN(900))), fmt.Sprint(i), anything(rnd))
					if i%7 == 0 {
						b.exec("DELETE FROM plain WHERE rowid=?", rnd.IntN(i+1))
						b.exec("UPDATE named SET c=? WHERE seq=?", anything(rnd), rnd.IntN(i+1))
						b.exec("DELETE FROM keyed WHERE b=?", fmt.Sprint(rnd.IntN(i+1)))
					}
				}
				f := b.begin(direct)
				defer b.end(f)
				b.exec("UPDATE plain SET a='later'") // is not seen
				b.exec("DELETE FROM named WHERE seq<600")
				b.same(f)
			})
		}
	}
}

// same compares every way of reading with the engine's answer.
func (b *base) same(f *pages.File) {
	b.t.Helper()
	r := f.Reader(b.page)
	var have []string
	rows := func(id int64, record []byte) error {
		have = append(have, fmt.Sprintf("int64 %d|", id)+decoded(b.t, record))
		return nil
	}
	if err := r.Rows(b.root("plain"), rows); err != nil {
		b.t.Fatal(err)
	}
	b.equal("plain", have, b.asked("SELECT rowid, a, b, c FROM plain ORDER BY rowid"))

	have = nil
	keys := func(record []byte) error { have = append(have, decoded(b.t, record)); return nil }
	if err := r.Keys(b.root("keyed"), nil, keys); err != nil {
		b.t.Fatal(err)
	}
	b.equal("keyed", have, b.asked("SELECT a, b, c FROM keyed ORDER BY a, b"))

	cur := f.Reader(b.page).Cursor(b.root("named"))
	for _, book := range []string{"丙", "甲", "乙", "丁"} {
		have = nil
		among := func(record []byte) (int, error) {
			key, err := pages.Decode(record, nil)
			return strings.Compare(key[0].Text, book), err
		}
		err := r.Keys(b.root("sqlite_autoindex_named_1"), among, func(record []byte) error {
			key, err := pages.Decode(record, nil)
			if err != nil {
				return err
			}
			row, err := cur.Find(key[2].Int)
			have = append(have, decoded(b.t, row))
			return err
		})
		if err != nil {
			b.t.Fatal(err)
		}
		b.equal(book, have, b.asked("SELECT book, seq, c FROM named WHERE book='"+book+"' ORDER BY seq"))
	}
	for _, id := range []int64{0, -5, 1 << 40} {
		if row, err := cur.Find(id); row != nil || err != nil {
			b.t.Errorf("row %d: %v, %v", id, row, err)
		}
	}
}

func (b *base) equal(what string, have, want []string) {
	b.t.Helper()
	if !slices.Equal(have, want) {
		for i := range min(len(have), len(want)) {
			if have[i] != want[i] {
				b.t.Fatalf("%s, row %d: read %.200s, the engine says %.200s", what, i, have[i], want[i])
			}
		}
		b.t.Fatalf("%s: read %d rows, the engine says %d", what, len(have), len(want))
	}
}

// What the writer does while a file is read, checkpoints too, is not seen.
func TestAReadTransactionHoldsTheFileStill(t *testing.T) {
	b := newBase(t)
	b.exec("CREATE TABLE plain (n INTEGER, pad TEXT)")
	for i := range 3000 {
		b.exec("INSERT INTO plain VALUES (?,?)", i, strings.Repeat("p", i%900))
	}
	for round := range 5 {
		f := b.begin(true)
		want := b.asked("SELECT rowid, n, pad FROM plain")
		b.exec("UPDATE plain SET n=n+1000000, pad=pad||'x' WHERE n%3=?", round%3)
		b.exec("PRAGMA wal_checkpoint(PASSIVE)")
		b.exec("DELETE FROM plain WHERE n%11=?", round)
		b.exec("PRAGMA wal_checkpoint(PASSIVE)")
		var have []string
		err := f.Reader(b.page).Rows(b.root("plain"), func(id int64, record []byte) error {
			have = append(have, fmt.Sprintf("int64 %d|", id)+decoded(t, record))
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		b.equal(fmt.Sprint("round ", round), have, want)
		b.end(f)
	}
}

func TestWordsReadAsTheEngineAnswers(t *testing.T) {
	for _, pgsz := range []int{64, 200, 4050} {
		for _, direct := range []bool{true, false} {
			t.Run(fmt.Sprint(pgsz, direct), func(t *testing.T) {
				rnd := rand.New(rand.NewPCG(3, uint64(pgsz)))
				b := newBase(t)
				b.exec("CREATE VIRTUAL TABLE search USING fts5(words, content='', contentless_delete=1, detail=full)")
				b.exec("INSERT INTO search(search, rank) VALUES ('pgsz', ?)", pgsz)
				for i := range 900 {
					b.exec("INSERT INTO search(rowid, words) VALUES (?,?)", docNo(i), someWords(rnd))
					if i%5 == 0 {
						b.exec("DELETE FROM search WHERE rowid=?", docNo(rnd.IntN(i+1)))
					}
					if i == 500 {
						b.exec("INSERT INTO search(search, rank) VALUES ('merge', 40)")
					}
				}
				b.sameWords(direct)
				b.exec("INSERT INTO search(search) VALUES ('optimize')")
				b.exec("DELETE FROM search WHERE rowid<?", docNo(90))
				b.sameWords(direct)
			})
		}
	}
}

// docNo spreads documents so that their numbers and the steps between them take
// one to six bytes.
func docNo(i int) int64 { n := int64(i); return n*n*n*n + n }

func someWords(rnd *rand.Rand) string {
	var s []string
	for range rnd.IntN(1 + rnd.IntN(300)) {
		s = append(s, fmt.Sprint("w", int(math.Abs(rnd.NormFloat64()*40))))
	}
	return strings.Join(s, " ")
}

func (b *base) sameWords(direct bool) {
	b.t.Helper()
	f := b.begin(direct)
	defer b.end(f)
	var have []string
	err := f.Reader(b.page).Words(b.root("search_data"), func(word []byte, doc int64, places []int64) error {
		for _, at := range places {
			have = append(have, fmt.Sprintf("string %s|int64 %d|int64 %d", word, doc, at))
		}
		return nil
	})
	if err != nil {
		b.t.Fatal(err)
	}
	v, err := sql.Open("sqlite", b.path)
	if err != nil {
		b.t.Fatal(err)
	}
	defer v.Close()
	v.SetMaxOpenConns(1)
	if _, err := v.Exec("CREATE VIRTUAL TABLE temp.words USING fts5vocab('main', 'search', 'instance')"); err != nil {
		b.t.Fatal(err)
	}
	other := *b
	if other.r, err = v.Conn(context.Background()); err != nil {
		b.t.Fatal(err)
	}
	defer other.r.Close()
	want := other.asked("SELECT term, doc, offset FROM temp.words")
	slices.Sort(have)
	slices.Sort(want)
	b.equal("words", have, want)
	if len(want) < 1000 {
		b.t.Errorf("only %d places", len(want))
	}
}

// FuzzDamaged changes bytes of a small database: reading ends, with an error or
// without, and does not fall over.
func FuzzDamaged(f *testing.F) {
	path := filepath.Join(f.TempDir(), "t.db")
	db, err := sql.Open("sqlite", path)
	if err != nil {
		f.Fatal(err)
	}
	for _, q := range []string{"PRAGMA page_size=512", "CREATE TABLE plain (a, b)", "CREATE TABLE keyed (a TEXT PRIMARY KEY, b) WITHOUT ROWID",
		"CREATE VIRTUAL TABLE search USING fts5(words, content='', contentless_delete=1)",
		"WITH n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<60) INSERT INTO plain SELECT i, hex(zeroblob(i*30)) FROM n",
		"WITH n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<60) INSERT INTO keyed SELECT 'k'||i, hex(zeroblob(i*20)) FROM n",
		"WITH n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<60) INSERT INTO search(rowid, words) SELECT i, 'a b '||i||' c '||(i%7) FROM n",
		"DELETE FROM search WHERE rowid%9=0"} {
		if _, err := db.Exec(q); err != nil {
			f.Fatal(err)
		}
	}
	var roots [3]uint32
	for i, name := range []string{"plain", "keyed", "search_data"} {
		if err := db.QueryRow("SELECT rootpage FROM sqlite_schema WHERE name=?", name).Scan(&roots[i]); err != nil {
			f.Fatal(err)
		}
	}
	db.Close()
	whole, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(uint32(600), []byte{0xff, 0xff, 0xff})
	for i := range uint32(40) {
		f.Add(i*uint32(len(whole))/40+8, []byte{byte(i * 31), byte(i * 17), 2})
	}
	f.Fuzz(func(t *testing.T, at uint32, with []byte) {
		b := bytes.Clone(whole)
		at = 100 + at%uint32(len(b)-100)
		copy(b[at:], with)
		page := func(no uint32) ([]byte, error) {
			if no == 0 || int(no)*512 > len(b) {
				return nil, nil
			}
			return bytes.Clone(b[(no-1)*512 : no*512]), nil
		}
		file, err := pages.Open("", page)
		if err != nil {
			return
		}
		r, n := file.Reader(page), 0
		var row []pages.Value
		rows := func(_ int64, record []byte) error { n++; row, _ = pages.Decode(record, row); return nil }
		_ = r.Rows(roots[0], rows) // an error is as good as none
		_ = r.Keys(roots[1], nil, func(record []byte) error { return rows(0, record) })
		_ = r.Words(roots[2], func([]byte, int64, []int64) error { n++; return nil })
		if n > 100000 {
			t.Errorf("%d rows of a file of %d bytes", n, len(b))
		}
	})
}
