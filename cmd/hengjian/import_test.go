package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"hengjian/office/officetest"
	"hengjian/oversight/act"
	"hengjian/oversight/campaign"
	"hengjian/store"
)

// importing runs the verb on a data folder that another process has open, as
// serve would.
func importing(t *testing.T, dir, kind, mapping, file string, change func(*ImportCmd)) (string, error) {
	t.Helper()
	at := t.TempDir()
	write := func(name, text string) string {
		p := filepath.Join(at, name)
		if err := os.WriteFile(p, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return p
	}
	c := &ImportCmd{Data: Data{Data: dir, Keys: filepath.Join(filepath.Dir(dir), "keys")}, Kind: kind, File: write("表.csv", file), Map: write("map.json", mapping), Now: "2026-03-02", Errors: filepath.Join(at, "errors.csv")}
	if change != nil {
		change(c)
	}
	var out bytes.Buffer
	err := c.Run(&out)
	if b, rerr := os.ReadFile(c.Errors); rerr == nil {
		out.WriteString("\nERRORS " + string(b))
	}
	return out.String(), err
}

const (
	organMap = `{"kind":"organs","columns":{"code":{"from":"代码"},"name":{"from":"名称"},"kind":{"from":"类别","map":{"公安":"police","法院":"court"},"map_only":true}}}`
	organTab = "代码,名称,类别\nMZGA,明州市公安局,公安\nMZFY,明州市中级人民法院,法院\n"
)

func folder(t *testing.T) (*officetest.House, string) {
	dir := filepath.Join(t.TempDir(), "data")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	return officetest.New(t, store.DSN(dir)), dir
}

func TestImportVerb(t *testing.T) {
	h, dir := folder(t)
	dry := func(c *ImportCmd) { c.DryRun = true }
	if out, err := importing(t, dir, "organs", organMap, organTab, dry); err != nil || !strings.Contains(out, "added 2") || !strings.Contains(out, "dry run") {
		t.Fatalf("%s %v", out, err)
	}
	var wg sync.WaitGroup
	wg.Add(1)
	go func() { // somebody works meanwhile
		defer wg.Done()
		for range 20 {
			h.Must("chenxiao", &campaign.Draft{Title: "规范执法专项监督", Since: "2026-02-26"})
		}
	}()
	out, err := importing(t, dir, "organs", organMap, organTab, func(c *ImportCmd) { c.As = "chenxiao" })
	wg.Wait()
	if err != nil || !strings.Contains(out, "added 2") || !strings.Contains(out, "record house/") {
		t.Fatalf("%s %v", out, err)
	}
	if out, err := importing(t, dir, "organs", organMap, organTab, nil); err != nil || !strings.Contains(out, "no change") || !strings.Contains(out, "unchanged 2") {
		t.Fatalf("again, by the machine: %s %v", out, err)
	}
	for login, kind := range map[string]act.Kind{"hejing": act.Forbidden, "nobody": act.Invalid} {
		if out, err := importing(t, dir, "organs", organMap, organTab, func(c *ImportCmd) { c.As = login }); act.KindOf(err) != kind {
			t.Errorf("%s: %s %v", login, out, err)
		}
	}
	bad := organTab + "MZYH,明州银行,银行\n"
	if out, err := importing(t, dir, "organs", organMap, bad, nil); act.KindOf(err) != act.Invalid || !strings.Contains(out, "C4") || !strings.Contains(out, "明州银行") {
		t.Errorf("a bad row: %s %v", out, err)
	}
	if out, err := importing(t, dir, "organs", organMap, strings.Replace(bad, "MZFY", "MZF2", 1), func(c *ImportCmd) { c.SkipBad = true }); err != nil || !strings.Contains(out, "added 1") || !strings.Contains(out, "refused 1") {
		t.Errorf("left out: %s %v", out, err)
	}
	if out, err := importing(t, dir, "organs", organMap, "代码,名称\nA,乙\n", nil); act.KindOf(err) != act.Invalid || !strings.Contains(err.Error(), "missing") {
		t.Errorf("a missing column: %s %v", out, err)
	}
}

// One gigabyte without a line break is refused, in little memory and at once.
func TestImportRefusesOneEndlessLine(t *testing.T) {
	if testing.Short() {
		t.Skip("reads a gibibyte")
	}
	_, dir := folder(t)
	out, err := importing(t, dir, "organs", organMap, organTab+"MZX,"+strings.Repeat("长", 1<<20), func(c *ImportCmd) {
		if err := os.Truncate(c.File, 1<<30); err != nil { // the rest takes no room on the disk
			t.Fatal(err)
		}
	})
	if act.KindOf(err) != act.Invalid || strings.Contains(out, "record ") {
		t.Fatalf("%s %v", out, err)
	}
}
