package main

import (
	"bytes"
	"strings"
	"testing"
)

// A peer that is not installed is said to be missing, and the table is still made.
func TestPeersThatAreMissing(t *testing.T) {
	var out bytes.Buffer
	if err := (BenchPeersCmd{Rows: 20000, Python: "no-such-python", Rscript: "no-such-R"}).Run(&out); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(out.String(), "missing, not compared"); n != 3 || !strings.Contains(out.String(), "hengjian") {
		t.Errorf("%d missing:\n%s", n, out.String())
	}
}
