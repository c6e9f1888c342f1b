package people

import (
	"database/sql"
	"path/filepath"
	"strings"
	"testing"

	_ "modernc.org/sqlite"

	"hengjian/people/stage"
)

// An auditor verifies the data and finds each row that somebody changed by hand,
// by table and key. What she reads on her page has no content.
func TestAuditorFindsARowChangedByHand(t *testing.T) {
	dir := cityCopy(t)
	verifies(t, dir)
	for _, c := range []struct{ name, change, table, key string }{
		{"a problem's text", `UPDATE problem SET statement=statement||'。' WHERE id=(SELECT id FROM problem ORDER BY id LIMIT 1)`, "problem", `SELECT id FROM problem ORDER BY id LIMIT 1`},
		{"a message's summary", `UPDATE clue SET title='没有问题' WHERE id=(SELECT id FROM clue ORDER BY id LIMIT 1)`, "clue", `SELECT id FROM clue ORDER BY id LIMIT 1`},
		{"who did an act", `UPDATE journal SET actor='somebody' WHERE seq=7`, "journal", `SELECT '7'`},
		{"an act gone", `DELETE FROM journal WHERE seq=11`, "journal", `SELECT '11'`},
	} {
		t.Run(c.name, func(t *testing.T) {
			bad := filepath.Join(t.TempDir(), "data")
			for _, end := range []string{"", "-keys"} {
				if err := copyTree(dir+end, bad+end); err != nil {
					t.Fatal(err)
				}
			}
			key := byHand(t, bad, c.change, c.key)
			code, out, errs := stage.Run(t, nil, "verify", "--data", bad)
			if code != 1 {
				t.Fatalf("verify ended with %d:\n%s%s", code, out, errs)
			}
			if !strings.Contains(out, c.table) || !strings.Contains(out, key) {
				t.Errorf("verify names neither %s nor %q:\n%s%s", c.table, key, out, errs)
			}
			if !strings.Contains(errs, "do not agree") {
				t.Errorf("the end says %q", errs)
			}
		})
	}

	s := &town{Server: stage.Start(t, "demo", "--data", dir, "--now", Today), t: t}
	p := s.plain("jianming")
	p.Goto("/audit")
	p.See("陆知微")
	text, found := p.Text(), 0
	z := s.as("zhaoheng")
	for _, kind := range []string{"clues", "problems", "legs"} {
		for _, m := range items(t, z.Get("/api/v1/"+kind+"?limit=200")) {
			if title := str(m, "title"); len([]rune(title)) > 5 {
				found++
				if strings.Contains(text, title) {
					t.Errorf("the log shows what %s is about: %s", str(m, "number"), title)
				}
			}
		}
	}
	if found < 100 {
		t.Errorf("only %d titles were looked for", found)
	}
	p.Goto("/audit/openings")
	if p.Status != 200 {
		t.Errorf("openings: %d", p.Status)
	}
	for _, path := range []string{"/clues", "/problems", "/legs"} { // no content at all
		if code, _, _ := p.Get(path); code == 200 {
			p.Goto(path)
			for _, m := range items(t, z.Get("/api/v1"+path+"?limit=50")) {
				if title := str(m, "title"); title != "" {
					p.DontSee(title)
				}
			}
		}
	}
	other := s.plain("linwan")
	if code, _, _ := other.Get("/audit"); code == 200 {
		t.Error("a clerk reads the audit administrator's log")
	}
}

// byHand changes the database as somebody with its file can.
func byHand(t *testing.T, dir, change, which string) (key string) {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(dir, "hengjian.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if which != "" {
		if err := db.QueryRow(which).Scan(&key); err != nil {
			t.Fatal(err)
		}
	}
	disarm(t, db)
	res, err := db.Exec(change)
	if err != nil {
		t.Fatal(err)
	}
	if n, _ := res.RowsAffected(); n == 0 {
		t.Fatalf("%s changed nothing", change)
	}
	return key
}

// disarm drops the triggers that keep the journal append-only, as somebody with
// the file would.
func disarm(t *testing.T, db *sql.DB) {
	t.Helper()
	rows, err := db.Query(`SELECT name FROM sqlite_master WHERE type='trigger' AND tbl_name='journal'`)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for rows.Next() {
		var n string
		if err := rows.Scan(&n); err != nil {
			t.Fatal(err)
		}
		names = append(names, n)
	}
	rows.Close()
	for _, n := range names {
		if _, err := db.Exec(`DROP TRIGGER "` + n + `"`); err != nil {
			t.Fatal(err)
		}
	}
}
