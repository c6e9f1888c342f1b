// Package people plays the people the product is for: each file is one
// scenario against the built program, with a real browser where the page needs
// one. All stand in the same invented city; each has a copy of its own, so none
// sees what another did.
package people

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/uuid"

	"hengjian/people/stage"
)

// Today is where the city's clock begins: a Monday, 9:00.
const Today = "2026-03-02"

func TestMain(m *testing.M) {
	flag.Parse()
	if testing.Short() {
		fmt.Println("scenarios NOT RUN: they need the built program and a browser; make test plays them")
		os.Exit(0)
	}
	stage.Main(m)
}

// city is the data folder that all scenarios copy. HENGJIAN_TEST_CITY names one
// laid out before, to write a scenario without waiting.
var city struct {
	sync.Once
	dir string
	err error
}

func seeded(t testing.TB) string {
	t.Helper()
	city.Do(func() {
		if city.dir = os.Getenv("HENGJIAN_TEST_CITY"); city.dir != "" {
			return
		}
		dir, err := os.MkdirTemp("", "hengjian-city-")
		if err != nil {
			city.err = err
			return
		}
		stage.AtEnd(t, func() { os.RemoveAll(dir) })
		city.dir = filepath.Join(dir, "data")
		if code, out, errs := stage.Run(t, nil, "seed", "--data", city.dir, "--now", Today); code != 0 {
			city.err = fmt.Errorf("seed ended with %d:\n%s%s", code, out, errs)
		}
	})
	if city.err != nil {
		t.Fatal(city.err)
	}
	if city.dir == "" {
		t.Fatal("the city could not be laid out for an earlier test")
	}
	return city.dir
}

// cityCopy is a data folder of the test's own, keys beside it as the program
// expects them.
func cityCopy(t testing.TB) string {
	t.Helper()
	from, to := seeded(t), filepath.Join(t.TempDir(), "data")
	for _, end := range []string{"", "-keys"} {
		if err := copyTree(from+end, to+end); err != nil {
			t.Fatal(err)
		}
	}
	return to
}

// copyTree copies a folder. Attachments never change: those are linked.
func copyTree(from, to string) error {
	return filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		dst := filepath.Join(to, rel)
		if d.IsDir() {
			return os.MkdirAll(dst, 0o700)
		}
		if strings.HasPrefix(rel, "files"+string(filepath.Separator)) && os.Link(path, dst) == nil {
			return nil
		}
		return copyFile(path, dst)
	})
}

func copyFile(from, to string) (err error) {
	r, err := os.Open(from)
	if err != nil {
		return err
	}
	defer r.Close()
	w, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.Close()) }()
	_, err = io.Copy(w, r)
	return err
}

// town is a running city.
type town struct {
	*stage.Server
	t     testing.TB
	apis  map[string]*stage.API
	organ string // the police bureau, whose liaison and head can sign in
}

// liveCity starts the program on a copy of the city.
func liveCity(t testing.TB) *town {
	t.Helper()
	return &town{Server: stage.Start(t, "demo", "--data", cityCopy(t), "--now", Today), t: t}
}

// who is the account of a login name.
func (c *town) who(login string) stage.Account {
	c.t.Helper()
	i := slices.IndexFunc(c.Accounts, func(a stage.Account) bool { return a.Login == login })
	if i < 0 {
		c.t.Fatalf("nobody is called %s", login)
	}
	return c.Accounts[i]
}

// as is a program that works for somebody.
func (c *town) as(login string) *stage.API {
	c.t.Helper()
	if c.apis[login] == nil {
		if c.apis == nil {
			c.apis = map[string]*stage.API{}
		}
		c.apis[login] = c.API(c.t, login, c.who(login).Password)
	}
	return c.apis[login]
}

// at is somebody in front of a browser, signed in.
func (c *town) at(login string) *stage.Person {
	c.t.Helper()
	p := c.Person(c.t, login)
	p.SignIn(login, c.who(login).Password)
	return p
}

// plain is somebody signed in whose browser runs no scripts.
func (c *town) plain(login string) *stage.NoJS {
	c.t.Helper()
	n := c.NoJS(c.t, login)
	n.SignIn(login, c.who(login).Password)
	return n
}

// id is the account's subject.
func (c *town) id(login string) string {
	c.t.Helper()
	id, _ := c.as(login).Get("/api/v1/me").Body["id"].(string)
	if id == "" {
		c.t.Fatalf("%s has no id", login)
	}
	return id
}

// act does one act through the API and fails if it is refused.
func (c *town) act(login, name string, body any) stage.Answer {
	c.t.Helper()
	return c.as(login).MustAct(name, body)
}

// M is a JSON object.
type M = map[string]any

// minute is what an act of the council needs.
func minute(number string) M { return M{"name": "council", "minute": number, "date": Today} }

// items reads a list of the API.
func items(t testing.TB, ans stage.Answer) []M {
	t.Helper()
	var out struct{ Items []M }
	if ans.Status != 200 {
		t.Fatalf("the list was refused: %d %s", ans.Status, ans.Raw)
	}
	ans.Into(t, &out)
	return out.Items
}

// matter reads one subject and its columns.
func matter(t testing.TB, a *stage.API, path string) (m M, data M) {
	t.Helper()
	ans := a.Get(path)
	if ans.Status != 200 {
		t.Fatalf("%s: %d %s", path, ans.Status, ans.Raw)
	}
	data, _ = ans.Body["data"].(M)
	return ans.Body, data
}

func str(m M, key string) string { s, _ := m[key].(string); return s }

// actID is a fresh name for an act.
func actID() string { return uuid.Must(uuid.NewV7()).String() }

// jsonOf is v as it is sent.
func jsonOf(t testing.TB, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// verifies fails unless the data agrees with its journal.
func verifies(t testing.TB, data string) {
	t.Helper()
	if code, out, errs := stage.Run(t, nil, "verify", "--data", data); code != 0 {
		t.Errorf("verify ended with %d:\n%s%s", code, out, errs)
	}
}
