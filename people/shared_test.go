package people

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	_ "modernc.org/sqlite" // to read what the journal holds

	"hengjian/people/stage"
)

// downtown is the one running city of the scenarios that only add messages of
// their own: they need no copy each.
var downtown struct {
	sync.Once
	server *stage.Server
}

// sharedCity is that city, for this test.
func sharedCity(t testing.TB) *town {
	t.Helper()
	downtown.Do(func() {
		from, dir := seeded(t), ""
		dir, err := os.MkdirTemp("", "hengjian-town-")
		if err != nil {
			t.Fatal(err)
		}
		stage.AtEnd(t, func() { os.RemoveAll(dir) })
		data := filepath.Join(dir, "data")
		for _, end := range []string{"", "-keys"} {
			if err := copyTree(from+end, data+end); err != nil {
				t.Fatal(err)
			}
		}
		downtown.server = stage.StartShared(t, "demo", "--data", data, "--accounts", filepath.Join(dir, "accounts.json"), "--now", Today)
	})
	if downtown.server == nil {
		t.Fatal("the shared city did not start for an earlier test")
	}
	return &town{Server: downtown.server.For(t), t: t}
}

// line is one line of the journal as a scenario reads it.
type line struct{ Actor, Role, Act, From, To, Basis, Body string }

// journal are the lines about one matter, in their order, read from the
// database beside the running program.
func (c *town) journal(kind, id string) []line {
	c.t.Helper()
	var out []line
	c.rows("SELECT actor, role, act, from_state, to_state, basis, body FROM journal WHERE kind = ? AND subject = ? ORDER BY seq", []any{kind, id}, func(r rower) error {
		var l line
		err := r.Scan(&l.Actor, &l.Role, &l.Act, &l.From, &l.To, &l.Basis, &l.Body)
		out = append(out, l)
		return err
	})
	return out
}

// rower is a row to be read.
type rower interface{ Scan(...any) error }

func (c *town) rows(query string, args []any, each func(rower) error) {
	c.t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(c.Data, "hengjian.db")+"?mode=ro&_pragma=busy_timeout(5000)")
	if err != nil {
		c.t.Fatal(err)
	}
	defer db.Close()
	rs, err := db.QueryContext(context.Background(), query, args...)
	if err != nil {
		c.t.Fatal(err)
	}
	defer rs.Close()
	for rs.Next() {
		if err := each(rs); err != nil {
			c.t.Fatal(err)
		}
	}
	if err := rs.Err(); err != nil {
		c.t.Fatal(err)
	}
}

// holds fails unless the journal of a matter is exactly these acts.
func (c *town) holds(kind, id string, acts ...string) {
	c.t.Helper()
	var got []string
	for _, l := range c.journal(kind, id) {
		got = append(got, strings.TrimPrefix(l.Act, kind+"."))
	}
	if !slices.Equal(got, acts) {
		c.t.Errorf("the journal of %s holds\n%v, not\n%v", kind, got, acts)
	}
}

// nowhere fails if a text stands in clear in any file of the installation.
func (c *town) nowhere(secret string) {
	c.t.Helper()
	err := filepath.WalkDir(c.Data, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil // files of the database come and go
		}
		b, err := os.ReadFile(path)
		if err == nil && strings.Contains(string(b), secret) {
			c.t.Errorf("%s holds %q in clear", filepath.Base(path), secret)
		}
		return nil
	})
	if err != nil {
		c.t.Fatal(err)
	}
}

// name finds who or what is called so in the register.
func (c *town) named(kind, name string) string {
	c.t.Helper()
	var ids []string
	c.rows("SELECT id FROM "+kind+" WHERE name = ?", []any{name}, func(r rower) error {
		var id string
		err := r.Scan(&id)
		ids = append(ids, id)
		return err
	})
	if len(ids) != 1 {
		c.t.Fatalf("%d of kind %s are called %s", len(ids), kind, name)
	}
	return ids[0]
}

// numbered finds the message of a number.
func (c *town) numbered(number string) (id string) {
	c.t.Helper()
	c.rows("SELECT id FROM clue WHERE number = ?", []any{number}, func(r rower) error { return r.Scan(&id) })
	if id == "" {
		c.t.Fatalf("no message has the number %s", number)
	}
	return id
}

// legsOf are the referrals of a message, in the order of drafting.
func (c *town) legsOf(clue string) (ids []string) {
	c.t.Helper()
	c.rows("SELECT leg.id FROM leg JOIN journal ON journal.kind = 'leg' AND journal.subject = leg.id AND journal.act = 'leg.draft' WHERE leg.origin = ? ORDER BY journal.seq", []any{clue}, func(r rower) error {
		var id string
		err := r.Scan(&id)
		ids = append(ids, id)
		return err
	})
	return ids
}
