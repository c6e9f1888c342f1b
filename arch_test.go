// Package hengjian_test holds the rules about the whole tree: who may import
// whom, what the mission's code may not touch, and what no file may say.
package hengjian_test

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// may says what each part may import from this module; the longest prefix wins
// and the last element "*" allows all. A part imports itself and what lies below
// it only where that is listed. A new part of the tree is declared here first.
var may = map[string][]string{
	// The grammar of the mission, from the bottom up.
	"oversight/place":  {},
	"oversight/law":    {"oversight/place"},
	"oversight/act":    {"oversight/law", "oversight/place"},
	"oversight/access": {"oversight/act", "oversight/law", "oversight/place"},
	// Every other subject knows the grammar and no other subject.
	"oversight": {"oversight/act", "oversight/law", "oversight/place", "oversight/access"},

	// Tools that know nothing of the mission.
	"lexis":    {},
	"merkle":   {},
	"tabular":  {},
	"gongwen":  {"tabular"}, // its exports neutralise cells as the imports do
	"seal":     {},
	"casebook": {"oversight/screening", "oversight/casebook", "tabular", "lexis"},
	"files":    {"seal"},

	"store":  {"oversight", "merkle", "lexis", "seal", "store"},
	"office": {"oversight", "store", "merkle", "seal", "files", "lexis", "gongwen", "tabular", "casebook", "office"},

	"web/kit":    {"oversight/act", "oversight/access", "oversight/law", "web/kit"},
	"web/frame":  {"oversight", "office", "web/kit"},
	"web/site":   {"oversight", "office", "web", "files", "seal"}, // wiring: every page's route
	"web/matter": {"oversight", "office", "web/frame", "web/kit"}, // what pages of every kind of matter share
	"web":        {"oversight", "web/frame", "web/matter", "office", "web/kit", "gongwen", "tabular", "lexis", "seal", "files"},

	"imports": {"oversight", "office", "tabular", "lexis", "seal", "files", "imports"},
	"cast":    {"oversight", "office", "tabular", "lexis", "seal", "files", "cast"},
	"demo":    {"oversight", "office", "cast", "tabular", "lexis", "seal", "files", "demo"},

	"cmd":           {"*"},
	"people":        {"*"}, // scenarios see everything, and nothing sees them
	"internal":      {},
	"internal/walk": {"oversight/act", "oversight/law", "oversight/access"}, // tests of lives
}

// impure are packages by which the outside world could enter a decision.
var impure = []string{"database/sql", "net", "os", "log", "math/rand", "crypto/rand", "syscall", "io/ioutil"}

// moments are the functions of package time that read or wait for the clock.
var moments = []string{"Now", "Since", "Until", "After", "AfterFunc", "Sleep", "Tick", "NewTicker", "NewTimer"}

// source is one Go file that is built into the program.
type source struct {
	path, dir string
	file      *ast.File
}

func sources(t *testing.T) (*token.FileSet, []source) {
	t.Helper()
	fset := token.NewFileSet()
	var all []source
	err := filepath.WalkDir(".", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if n := d.Name(); p != "." && (strings.HasPrefix(n, ".") || strings.HasPrefix(n, "_") || n == "testdata" || n == "node_modules") {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(p, ".go") || strings.HasSuffix(p, "_test.go") {
			return nil
		}
		f, err := parser.ParseFile(fset, p, nil, parser.ParseComments)
		if err != nil {
			t.Error(err)
			return nil
		}
		p = filepath.ToSlash(p)
		all = append(all, source{p, path.Dir(p), f})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return fset, all
}

func TestImportsPointOneWay(t *testing.T) {
	_, all := sources(t)
	for _, s := range all {
		if layer(s.dir) == "" {
			t.Errorf("%s: %s is no part of the tree yet; declare in arch_test.go what it may import", s.path, s.dir)
			continue
		}
		for _, im := range s.file.Imports {
			p, _ := strconv.Unquote(im.Path.Value)
			if to, ours := strings.CutPrefix(p, "hengjian/"); ours && !allowed(s.dir, to) {
				t.Errorf("%s: %s may not import %s", s.path, s.dir, to)
			}
		}
	}
}

// The rules themselves: a table that allowed everything would pass any tree.
func TestTheRulesRefuse(t *testing.T) {
	for _, c := range []struct {
		from, to string
		ok       bool
	}{
		{"web/clue", "office", true},
		{"web/clue", "web/kit", true},
		{"web/clue", "oversight/clue", true},
		{"web/clue", "store", false},
		{"web/clue", "web/problem", false},
		{"web", "web/clue", true},
		{"web/kit", "office", false},
		{"web/kit", "oversight/clue", false},
		{"office", "web/kit", false},
		{"office", "store", true},
		{"store", "office", false},
		{"store/migrations", "oversight/act", true},
		{"oversight/clue", "oversight/act", true},
		{"oversight/clue", "oversight/leg", false},
		{"oversight/clue", "store", false},
		{"oversight/act", "oversight/access", false},
		{"seal", "files", false},
		{"files", "seal", true},
		{"cast", "store", false},
		{"store", "people/stage", false},
		{"cmd/hengjian", "store", true},
	} {
		if got := allowed(c.from, c.to); got != c.ok {
			t.Errorf("%s → %s: allowed is %v", c.from, c.to, got)
		}
	}
}

func layer(dir string) string {
	best := ""
	for l := range may {
		if within(dir, l) && len(l) > len(best) {
			best = l
		}
	}
	return best
}

func within(dir, part string) bool { return dir == part || strings.HasPrefix(dir, part+"/") }

func allowed(from, to string) bool {
	if from == "web" && within(to, "web") {
		return true // the one list of routes knows all pages
	}
	l := layer(from)
	if within(to, from) && from != "oversight" && l != "web" {
		return true // a package may split into folders of its own
	}
	for _, ok := range may[l] {
		if ok == "*" || within(to, ok) {
			return true
		}
	}
	return false
}

func TestTheMissionIsPure(t *testing.T) {
	fset, all := sources(t)
	for _, s := range all {
		if !within(s.dir, "oversight") {
			continue
		}
		clock := ""
		for _, im := range s.file.Imports {
			p, _ := strconv.Unquote(im.Path.Value)
			for _, bad := range impure {
				if within(p, bad) && p != "net/url" && p != "net/netip" {
					t.Errorf("%s imports %s: what decides gets everything as an argument", s.path, p)
				}
			}
			if p == "time" {
				clock = "time"
				if im.Name != nil {
					clock = im.Name.Name
				}
			}
		}
		if clock == "." {
			t.Errorf("%s imports time by a dot, which hides reading the clock", s.path)
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if x, ok := sel.X.(*ast.Ident); ok && clock != "" && x.Name == clock && x.Obj == nil && slices.Contains(moments, sel.Sel.Name) {
				t.Errorf("%s uses time.%s: the moment is an argument (act.Moment)", fset.Position(sel.Pos()), sel.Sel.Name)
			}
			return true
		})
	}
}

func TestEveryPackageSaysWhatItIs(t *testing.T) {
	_, all := sources(t)
	said := map[string]bool{}
	for _, s := range all {
		said[s.dir] = said[s.dir] || s.file.Doc != nil && strings.TrimSpace(s.file.Doc.Text()) != ""
	}
	for dir, ok := range said {
		if !ok {
			t.Errorf("%s has no package comment", dir)
		}
	}
}

// insertion finds statements that write the journal's table, not one whose name
// only begins like it.
var insertion = regexp.MustCompile("(?i)\\binsert\\s+(or\\s+\\w+\\s+)?into\\s+[\"`\\[]?journal[\"`\\]]?(\\s|\\(|$)")

// Two places that write the journal would be two ideas of what an act is.
func TestOneJournalInsert(t *testing.T) {
	fset, all := sources(t)
	var found []string
	for _, s := range all {
		ast.Inspect(s.file, func(n ast.Node) bool {
			e, ok := n.(ast.Expr)
			if !ok {
				return true
			}
			text, ok := literal(e)
			if ok && insertion.MatchString(text) {
				found = append(found, fset.Position(e.Pos()).String())
			}
			return !ok // the parts of a joined text are not looked at again
		})
	}
	for _, p := range tracked(t) {
		if path.Ext(p) != ".sql" || strings.Contains(p, "testdata/") {
			continue
		}
		if b, err := os.ReadFile(p); err == nil && insertion.Match(sqlComment.ReplaceAll(b, nil)) {
			found = append(found, p)
		}
	}
	if _, err := os.Stat("store"); err != nil {
		t.Log("there is no store yet")
		if len(found) != 0 {
			t.Errorf("the journal is written outside the store: %v", found)
		}
		return
	}
	if len(found) != 1 || !strings.HasPrefix(found[0], "store/") {
		t.Errorf("exactly one statement, in store/, inserts into journal; found %d: %v", len(found), found)
	}
}

var sqlComment = regexp.MustCompile(`--[^\n]*`)

// literal is the text of a string literal or of literals joined by +.
func literal(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind == token.STRING {
			s, err := strconv.Unquote(e.Value)
			return s, err == nil
		}
	case *ast.ParenExpr:
		return literal(e.X)
	case *ast.BinaryExpr:
		x, ok1 := literal(e.X)
		y, ok2 := literal(e.Y)
		return x + y, e.Op == token.ADD && ok1 && ok2
	}
	return "", false
}

func TestTheInsertionIsRecognised(t *testing.T) {
	for text, want := range map[string]bool{
		"INSERT INTO journal (seq) VALUES ($1)":    true,
		"insert or ignore into\n\tjournal(seq)":    true,
		`insert into "journal" select 1`:           true,
		"insert into journal_input (seq) values 1": false,
		"select * from journal":                    false,
	} {
		if insertion.MatchString(text) != want {
			t.Errorf("%q: %v", text, !want)
		}
	}
}

// The words are put together here so that this file does not contain them.
var forbidden = regexp.MustCompile(`(?i)(^|[^\w./-])/work` + `/|/tmp/bash` + `_jobs|\.libr` + `ary\b|\bsub` + `agents?\b`)

// The repository speaks of the product, on nobody's machine in particular.
func TestNoForbiddenWords(t *testing.T) {
	for _, p := range tracked(t) {
		b, err := os.ReadFile(p)
		if err != nil || bytes.IndexByte(b[:min(len(b), 8000)], 0) >= 0 {
			continue // deleted and not yet committed, or binary
		}
		for i, line := range bytes.Split(b, []byte("\n")) {
			if m := forbidden.Find(line); m != nil {
				t.Errorf("%s:%d says %q", p, i+1, m)
			}
		}
	}
}

func TestForbiddenWordsAreRecognised(t *testing.T) {
	for text, want := range map[string]bool{
		"see /work" + "/main/x":        true,
		`"/work` + `/shared"`:          true,
		"home/work" + "/x":             false,
		"https://a.example/wo" + "rk/": false,
		"a " + "sub" + "agent":         true,
		"standard library":             false,
		"x/.libr" + "ary/README.md":    true,
	} {
		if forbidden.MatchString(text) != want {
			t.Errorf("%q: %v", text, !want)
		}
	}
}

// tracked lists the files of the repository.
func tracked(t *testing.T) []string {
	t.Helper()
	out, err := exec.Command("git", "ls-files", "-z").Output()
	if err != nil {
		t.Fatalf("git ls-files: %v", err)
	}
	return strings.FieldsFunc(string(out), func(r rune) bool { return r == 0 })
}
