package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const good = `{"Action":"run","Package":"p","Test":"TestA"}
{"Action":"pass","Package":"p","Test":"TestA","Elapsed":0.1}
{"Action":"output","Package":"p","Test":"TestB","Output":"    b_test.go:3: no browser\n"}
{"Action":"skip","Package":"p","Test":"TestB"}
{"Action":"pass","Package":"p","Elapsed":0.2}
`

const bad = `{"Action":"output","Package":"q","Test":"TestC","Output":"    c_test.go:9: wrong sum\n"}
{"Action":"fail","Package":"q","Test":"TestC"}
{"Action":"output","Package":"q","Test":"TestHang","Output":"goroutine 7 hangs\n"}
{"Action":"fail","Package":"q","Elapsed":1}
`

func run(t *testing.T, input, evidence string, require ...string) (string, bool) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "evidence")
	if err := os.WriteFile(file, []byte(evidence), 0o600); err != nil {
		t.Fatal(err)
	}
	used, err := uses(file)
	if err != nil {
		t.Fatal(err)
	}
	c := &count{output: map[string][]string{}}
	var w bytes.Buffer
	if err := c.read(strings.NewReader(input), &w); err != nil {
		t.Fatal(err)
	}
	ok := c.report(&w, used, require)
	return w.String(), ok
}

func TestARunWithoutRequiredKindFails(t *testing.T) {
	if out, ok := run(t, good, "postgres 15.1\n", "postgres"); !ok {
		t.Errorf("refused a good run:\n%s", out)
	}
	out, ok := run(t, good, "postgres 15.1\n", "postgres", "browser")
	if ok || !strings.Contains(out, "NOT USED: browser") {
		t.Errorf("accepted a run without a browser:\n%s", out)
	}
}

func TestSkippedTestsAreNamedWithTheirReason(t *testing.T) {
	out, _ := run(t, good, "")
	if !strings.Contains(out, "skipped: p TestB: b_test.go:3: no browser") {
		t.Error(out)
	}
}

func TestFailuresAreShownAndCounted(t *testing.T) {
	out, ok := run(t, good+bad, "")
	if ok {
		t.Error("accepted a failed run")
	}
	for _, want := range []string{"wrong sum", "goroutine 7 hangs", "2 packages (1 failed)", "1 tests passed, 1 failed, 1 skipped"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in:\n%s", want, out)
		}
	}
}

func TestNothingRunIsAFailure(t *testing.T) {
	if _, ok := run(t, "", ""); ok {
		t.Error("accepted a run of nothing")
	}
}
