package office_test

import (
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib"
	_ "modernc.org/sqlite"

	"hengjian/internal/testdb"
	"hengjian/office/officetest"
	"hengjian/store"
)

// hand is a hand on the file: a connection that the program knows nothing of.
type hand struct {
	t      *testing.T
	h      *officetest.House
	db     *sql.DB
	engine string
	tried  int
}

var keysOf = map[string][]string{"book": {"id"}, "journal": {"book", "seq"}, "input": {"book", "seq"}, "manifest": {"book", "seq", "n"},
	"tile": {"book", "level", "idx"}, "checkpoint": {"book", "size"}, "box": {"hash"}, "matter": {"kind", "subject"},
	"party": {"kind", "subject", "person", "standing"}, "named": {"kind", "subject", "thing"}, "band": {"band", "ord"}, "series": {"id"}, "stood": {"kind", "subject", "since"},
	"turned": {"campaign", "kind", "place", "audience", "state", "day"},
	"tally":  {"campaign", "kind", "place", "audience", "state", "class", "via", "organ"}, "search": {"id"}}

func keyOf(table string) []string {
	if k := keysOf[table]; k != nil {
		return k
	}
	return []string{"id"}
}

func newHand(t *testing.T, h *officetest.House, dsn, engine string) *hand {
	driver, addr := "pgx", dsn
	if engine == testdb.SQLiteEngine {
		driver, addr = "sqlite", "file:"+strings.TrimPrefix(dsn, "sqlite:")+"?_pragma=busy_timeout(10000)&_pragma=synchronous(off)"
	}
	db, err := sql.Open(driver, addr)
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { db.Close() })
	d := &hand{t: t, h: h, db: db, engine: engine}
	if engine == testdb.SQLiteEngine {
		d.do(`DROP TRIGGER journal_no_update`)
		d.do(`DROP TRIGGER journal_no_delete`)
	} else {
		d.do(`DROP TRIGGER journal_keep ON journal`)
	}
	return d
}

func (d *hand) do(q string, args ...any) {
	d.t.Helper()
	if _, err := d.db.Exec(q, args...); err != nil {
		d.t.Fatalf("%s: %v", q, err)
	}
}

type column struct{ name, typ string }

func (d *hand) columns(table string) []column {
	q := fmt.Sprintf(`SELECT name, lower(type) FROM pragma_table_info('%s') ORDER BY cid`, table)
	if d.engine == testdb.PostgresEngine {
		q = fmt.Sprintf(`SELECT column_name, data_type FROM information_schema.columns WHERE table_schema=current_schema() AND table_name='%s' ORDER BY ordinal_position`, table)
	}
	rows, err := d.db.Query(q)
	if err != nil {
		d.t.Fatal(err)
	}
	defer rows.Close()
	var out []column
	for rows.Next() {
		var c column
		if err := rows.Scan(&c.name, &c.typ); err != nil {
			d.t.Fatal(err)
		}
		out = append(out, c)
	}
	return out
}

// other is an expression for a different value of the same type.
func (d *hand) other(table string, c column) string {
	switch {
	case d.isBool(table, c):
		if d.engine == testdb.PostgresEngine {
			return "NOT " + c.name
		}
		return "1-" + c.name
	case strings.HasPrefix(c.typ, "int") || c.typ == "bigint":
		return c.name + "+1000003"
	case c.typ == "blob":
		return "CAST(" + c.name + "||x'01' AS BLOB)"
	case c.typ == "bytea":
		return c.name + `||'\x01'::bytea`
	case c.typ == "tsvector":
		return c.name + `||'xyz:1'::tsvector`
	}
	return c.name + "||'x'"
}

func (d *hand) isBool(table string, c column) bool {
	if c.typ == "boolean" || table == "matter" && slices.Contains([]string{"urgent", "historic", "handled"}, c.name) {
		return true
	}
	if t := store.TableOf(table); t != nil {
		return slices.ContainsFunc(t.Cols, func(x store.Col) bool { return x.Name == c.name && x.Type == store.Bool })
	}
	return false
}

// keys lists the keys of a table's rows, as SQL conditions and as verify spells them.
func (d *hand) keys(table string) (conds, keys []string) {
	cols := keyOf(table)
	rows, err := d.db.Query("SELECT " + strings.Join(cols, ",") + " FROM " + table + " ORDER BY " + strings.Join(cols, ","))
	if err != nil {
		d.t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		vals, into := make([]any, len(cols)), make([]any, len(cols))
		for i := range vals {
			into[i] = &vals[i]
		}
		if err := rows.Scan(into...); err != nil {
			d.t.Fatal(err)
		}
		var cond, key []string
		for i, v := range vals {
			key = append(key, fmt.Sprint(v))
			if s, ok := v.(string); ok {
				v = "'" + strings.ReplaceAll(s, "'", "''") + "'"
			}
			cond = append(cond, fmt.Sprintf("%s=%v", cols[i], v))
		}
		conds, keys = append(conds, strings.Join(cond, " AND ")), append(keys, strings.Join(key, "/"))
	}
	return conds, keys
}

// named runs verify and demands a finding in the table; where the row keeps its
// key, the finding names it.
func (d *hand) named(table, what, key string) {
	d.t.Helper()
	d.tried++
	rep, err := d.h.O.Verify(d.h.Ctx, nil, true)
	if err != nil {
		d.t.Errorf("%s %s: %v", table, what, err)
		return
	}
	ok := slices.ContainsFunc(rep.Findings, func(f store.Finding) bool {
		return f.Table == table && f.Zh != "" && f.En != "" && (key == "" || strings.HasPrefix(f.Key, key) || strings.HasPrefix(key, f.Key) && f.Key != "")
	})
	if !ok {
		d.t.Errorf("%s: %s of %s is not named: %v", table, what, key, rep.Findings)
	}
}

// try changes a table, asks verify, and puts the table back.
func (d *hand) try(table, what, key, q string) {
	d.t.Helper()
	d.do(q)
	d.named(table, what, key)
	d.do("DELETE FROM " + table)
	d.do("INSERT INTO " + table + " SELECT * FROM keep_" + table)
}

func (d *hand) tamper(table string) {
	cols := d.columns(table)
	if len(cols) == 0 {
		d.t.Fatalf("no table %s", table)
	}
	conds, keys := d.keys(table)
	d.do("CREATE TABLE keep_" + table + " AS SELECT * FROM " + table)
	if len(conds) == 0 {
		d.insertMade(table, cols)
		return
	}
	last := len(conds) - 1
	for i, c := range cols {
		if testing.Short() && i%9 != 0 {
			continue // each change costs a whole verification
		}
		at := i % len(conds)
		key := keys[at]
		if slices.Contains(keyOf(table), c.name) {
			key = ""
		}
		d.try(table, "UPDATE "+c.name, key, "UPDATE "+table+" SET "+c.name+"="+d.other(table, c)+" WHERE "+conds[at])
		if d.engine == testdb.SQLiteEngine && d.isBool(table, c) { // which SQLite keeps as any number, and reads as true
			d.try(table, "UPDATE to 2 of "+c.name, key, "UPDATE "+table+" SET "+c.name+"=2 WHERE "+conds[at])
		}
	}
	for _, at := range []int{0, last} {
		if at == 0 && last > 0 && testing.Short() {
			continue
		}
		d.try(table, "DELETE", keys[at], "DELETE FROM "+table+" WHERE "+conds[at])
	}
	if testing.Short() && store.TableOf(table) != nil {
		return // subjects share the code that holds them; a full run tries each
	}
	d.insertCopy(table, cols, conds[last])
	if last > 0 {
		d.swap(table, cols, conds[0], conds[last])
	}
}

// insertCopy inserts a copy of a row under a new key.
func (d *hand) insertCopy(table string, cols []column, cond string) {
	var names, vals []string
	for _, c := range cols {
		names = append(names, c.name)
		isKey := slices.Contains(keyOf(table), c.name)
		unique := table == "journal" && c.name == "act_id" || table == "matter" && c.name == "ord" || table == "book" && c.name == "no"
		lastKey := isKey && c.name == keyOf(table)[len(keyOf(table))-1]
		if lastKey || unique {
			vals = append(vals, d.other(table, c))
		} else {
			vals = append(vals, c.name)
		}
	}
	d.try(table, "INSERT", "", "INSERT INTO "+table+" ("+strings.Join(names, ",")+") SELECT "+strings.Join(vals, ",")+" FROM "+table+" WHERE "+cond)
}

// insertMade inserts a row of zero values into a table that has none.
func (d *hand) insertMade(table string, cols []column) {
	var names, vals []string
	for _, c := range cols {
		names = append(names, c.name)
		v := "'x'"
		switch {
		case c.typ == "boolean":
			v = "false"
		case strings.HasPrefix(c.typ, "int") || c.typ == "bigint":
			v = "0"
		case c.typ == "blob":
			v = "x'00'"
		case c.typ == "bytea":
			v = `'\x00'::bytea`
		}
		vals = append(vals, v)
	}
	d.try(table, "INSERT", "", "INSERT INTO "+table+" ("+strings.Join(names, ",")+") VALUES ("+strings.Join(vals, ",")+")")
	d.t.Logf("%s has no row in this house: only INSERT was tried", table)
}

// swap exchanges everything but the keys of two rows.
func (d *hand) swap(table string, cols []column, a, b string) {
	var sets []string
	for _, c := range cols {
		if slices.Contains(keyOf(table), c.name) {
			continue
		}
		if table == "book" && c.name == "no" || table == "matter" && c.name == "ord" || table == "journal" && c.name == "act_id" {
			continue // unique: an UPDATE cannot exchange them in one step
		}
		sets = append(sets, fmt.Sprintf("%s=(SELECT k.%s FROM keep_%s k WHERE %s)", c.name, c.name, table, "%s"))
	}
	if len(sets) == 0 || d.same(table, cols, a, b) {
		return
	}
	set := func(cond string) string {
		return strings.ReplaceAll(strings.Join(sets, ", "), "%s", qualified(cond))
	}
	d.do("UPDATE " + table + " SET " + set(b) + " WHERE " + a)
	d.try(table, "swap", "", "UPDATE "+table+" SET "+set(a)+" WHERE "+b)
}

// same reports whether two rows hold the same but for their keys: exchanging
// them changes nothing.
func (d *hand) same(table string, cols []column, a, b string) bool {
	var rest []string
	for _, c := range cols {
		if !slices.Contains(keyOf(table), c.name) {
			rest = append(rest, c.name)
		}
	}
	var n int
	list := strings.Join(rest, ",")
	if err := d.db.QueryRow("SELECT count(*) FROM (SELECT " + list + " FROM " + table + " WHERE " + a + " UNION SELECT " + list + " FROM " + table + " WHERE " + b + ") q").Scan(&n); err != nil {
		d.t.Fatal(err)
	}
	return n == 1
}

func qualified(cond string) string {
	parts := strings.Split(cond, " AND ")
	for i := range parts {
		parts[i] = "k." + parts[i]
	}
	return strings.Join(parts, " AND ")
}

// Every column of every subject, journal and derived table: no change of a
// value, no lost, added or exchanged row passes verify.
func TestNothingCanBeChangedUnseen(t *testing.T) {
	testdb.Each(t, func(t *testing.T, dsn, engine string) {
		h := lived(t, dsn)
		d := newHand(t, h, dsn, engine)
		var tables []string
		for _, tb := range store.Tables {
			tables = append(tables, tb.Kind)
		}
		tables = append(append(tables, store.JournalTables...), store.DerivedTables...)
		for n, table := range tables {
			if table == "search" && engine == testdb.SQLiteEngine {
				continue // below
			}
			if testing.Short() && n%6 > 0 {
				continue // a sample
			}
			d.tamper(table)
		}
		if engine == testdb.SQLiteEngine {
			d.tamperIndex()
		}
		if rep := verified(h, true); !rep.OK() {
			t.Fatalf("everything was put back: %v", rep.Findings)
		}
		t.Logf("%d changes, each named with its table", d.tried)
	})
}

// TestValuesOfAnotherTypeAreNamed takes the types from the tables of a SQLite file,
// as whoever has the file may, and puts values of another type into them.
func TestValuesOfAnotherTypeAreNamed(t *testing.T) {
	dsn := testdb.SQLite(t)
	h := lived(t, dsn)
	d := newHand(t, h, dsn, testdb.SQLiteEngine)
	var version int
	if err := d.db.QueryRow("PRAGMA schema_version").Scan(&version); err != nil {
		t.Fatal(err)
	}
	d.do("PRAGMA writable_schema=1")
	d.do("UPDATE sqlite_schema SET sql=replace(sql, ' STRICT, WITHOUT ROWID', ' WITHOUT ROWID') WHERE type='table'")
	d.do("UPDATE sqlite_schema SET sql=replace(sql, ' STRICT', '') WHERE type='table' AND sql LIKE '% STRICT'")
	d.do(fmt.Sprintf("PRAGMA schema_version=%d", version+1))
	d.do("PRAGMA writable_schema=0")
	if rep := verified(h, true); !rep.OK() {
		t.Fatalf("only the types were taken from the schema: %v", rep.Findings)
	}
	for n, x := range []struct{ table, column, value string }{{"journal", "at", "'x'"}, {"journal", "needs", "x'00'"}, {"input", "body", "x'00'"}, {"manifest", "version", "'x'"},
		{"box", "data", "'x'"}, {"matter", "ord", "'x'"}, {"clue", "version", "'x'"}, {"band", "ord", "'x'"}} {
		if testing.Short() && n%4 > 0 {
			continue // a sample: each change costs a whole verification
		}
		conds, keys := d.keys(x.table)
		if len(conds) == 0 {
			t.Errorf("no row in %s", x.table)
			continue
		}
		at, key := len(conds)/2, ""
		if !slices.Contains(keyOf(x.table), x.column) {
			key = keys[at]
		}
		d.do("CREATE TABLE IF NOT EXISTS keep_" + x.table + " AS SELECT * FROM " + x.table)
		d.try(x.table, "another type in "+x.column, key, "UPDATE "+x.table+" SET "+x.column+"="+x.value+" WHERE "+conds[at])
	}
	if rep := verified(h, true); !rep.OK() {
		t.Fatalf("everything was put back: %v", rep.Findings)
	}
}

// tamperIndex changes SQLite's search index, by its own means and by its pages.
func (d *hand) tamperIndex() {
	var a, b int64
	if err := d.db.QueryRow(`SELECT min(id), max(id) FROM search_docsize`).Scan(&a, &b); err != nil {
		d.t.Fatal(err)
	}
	shadows := []string{"search_data", "search_idx", "search_docsize", "search_config"}
	for _, s := range shadows {
		d.do("CREATE TABLE keep_" + s + " AS SELECT * FROM " + s)
	}
	for what, qs := range map[string][]string{
		"DELETE":         {fmt.Sprintf("DELETE FROM search WHERE rowid=%d", a)},
		"INSERT":         {fmt.Sprintf("INSERT INTO search(rowid, words) VALUES (%d, '甲 乙')", b+1)},
		"UPDATE":         {fmt.Sprintf("DELETE FROM search WHERE rowid=%d", b), fmt.Sprintf("INSERT INTO search(rowid, words) VALUES (%d, '甲 乙')", b)},
		"docsize UPDATE": {fmt.Sprintf("UPDATE search_docsize SET sz=x'01' WHERE id=%d", b)},
		"docsize DELETE": {fmt.Sprintf("DELETE FROM search_docsize WHERE id=%d", a)},
		"pages DELETE":   {"DELETE FROM search_data WHERE id>10"},
		"pages UPDATE":   {"UPDATE search_data SET block=CAST(replace(block, x'8c97', x'8c98') AS BLOB) WHERE id>10"}, // 北 becomes another character
	} {
		for _, q := range qs {
			d.do(q)
		}
		d.named("search", what, "")
		for _, s := range shadows {
			d.do("DELETE FROM " + s)
			d.do("INSERT INTO " + s + " SELECT * FROM keep_" + s)
		}
	}
}
