// Package stage lets a scenario play people against the real program and a
// real Chromium: it builds and starts hengjian, opens a browser of her own for
// each person, and gives her the verbs of somebody who reads a page: Goto,
// Fill, Choose, Press, See. The same verbs without any JavaScript are NoJS, and
// a program that talks to the JSON API is API.
//
// A package that uses it has, once,
//
//	func TestMain(m *testing.M) { stage.Main(m) }
//
// so that the browser and the built program are gone afterwards, also when the
// run is interrupted. Verbs fail the test themselves; they never return errors.
package stage

import (
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// Patience is how long a verb waits for what it expects to appear.
const Patience = 10 * time.Second

// SignInPath is the page on which staff sign in; its fields are named login and
// password.
const SignInPath = "/signin"

// Actor is what scenarios may do with a page, with or without JavaScript. A
// field is named by its label (or aria-label, or name attribute), a button or a
// link by its text; an exact match is preferred to a beginning, a beginning to
// any part.
type Actor interface {
	Goto(path string)
	SignIn(login, password string)
	Fill(field, value string)
	Choose(label string)
	Pick(field, option string)
	Upload(field, file string)
	Press(text string)
	PressIn(row, text string)
	See(text string)
	DontSee(text string)
	Title() string
	Text() string
	URL() string
}

var (
	_ Actor = (*Person)(nil)
	_ Actor = (*NoJS)(nil)
)

// closers end what the whole test process shares.
var closers struct {
	sync.Mutex
	main bool
	fs   []func()
}

// Main runs the tests of a package and then closes the shared browser and
// deletes the built program.
func Main(m *testing.M) {
	closers.main = true
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, os.Interrupt, syscall.SIGTERM)
	go func() {
		<-stop
		closeAll()
		os.Exit(1)
	}()
	code := m.Run()
	closeAll()
	os.Exit(code)
}

// AtEnd runs f when all tests of the package are done, for what they share.
func AtEnd(t testing.TB, f func()) { t.Helper(); atEnd(t, f) }

func atEnd(t testing.TB, f func()) {
	t.Helper()
	closers.Lock()
	defer closers.Unlock()
	if !closers.main {
		t.Fatal("this package needs: func TestMain(m *testing.M) { stage.Main(m) }")
	}
	closers.fs = append(closers.fs, f)
}

func closeAll() {
	closers.Lock()
	defer closers.Unlock()
	for _, f := range closers.fs {
		f()
	}
	closers.fs = nil
}

// Root is the folder of go.mod.
func Root() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", fmt.Errorf("no go.mod above the working folder")
		}
		dir = up
	}
}

// shotFile is where a picture goes: people/shots/NAME.png.
func shotFile(name string) (string, error) {
	root, err := Root()
	if err != nil {
		return "", err
	}
	dir := filepath.Join(root, "people", "shots")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", err
	}
	return filepath.Join(dir, strings.NewReplacer("/", "-", " ", "_").Replace(name)+".png"), nil
}

// evidence notes for `make test` what was really used.
func evidence(t testing.TB, kind, detail string) {
	t.Helper()
	file := os.Getenv("HENGJIAN_TEST_EVIDENCE")
	if file == "" {
		return
	}
	w, err := os.OpenFile(file, os.O_APPEND|os.O_WRONLY|os.O_CREATE, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	if _, err := fmt.Fprintf(w, "%s %s\n", kind, detail); err != nil {
		t.Fatal(err)
	}
}

// squeeze makes all white space single blanks, as a reader does.
func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

// clip keeps a failure message readable.
func clip(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n]) + " …"
	}
	return s
}
