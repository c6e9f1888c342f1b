package main

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"hengjian/oversight/act"
)

const caseMap = `{"kind":"court.cases","columns":{"number":{"from":"案号"},"docketed":{"from":"立案日期"},"closed":{"from":"结案日期"},"unit":{"from":"庭室"}}}`

// A register is entered on the command line as on the page: what would happen
// first, then rows that cannot be entered are refused or left out, then the
// next delivery goes over the first.
func TestImportRegister(t *testing.T) {
	_, dir := folder(t)
	if out, err := importing(t, dir, "organs", organMap, organTab, nil); err != nil {
		t.Fatal(out, err)
	}
	var b strings.Builder
	b.WriteString("案号,立案日期,结案日期,庭室\n")
	for i := 1; i <= 40; i++ {
		if i == 7 || i == 8 {
			continue
		}
		fmt.Fprintf(&b, "（2025）明01民初%d号,2025-03-%02d,2025-05-10,民一庭\n", i, 1+i%28)
	}
	good := b.String()
	bad := good + "（2025）明01民初41号,2025-02-30,,民一庭\n"
	set := func(more func(*ImportCmd)) func(*ImportCmd) {
		return func(c *ImportCmd) {
			c.As, c.Organ, c.Giver = "chenxiao", "MZFY", "审管办 庄敏"
			if more != nil {
				more(c)
			}
		}
	}
	reads := func(what, out string, words ...string) {
		t.Helper()
		for _, w := range words {
			if !strings.Contains(out, w) {
				t.Errorf("%s: no %q in\n%s", what, w, out)
			}
		}
	}
	out, err := importing(t, dir, "cases", caseMap, good, set(func(c *ImportCmd) { c.DryRun, c.Giver = true, "" }))
	if err != nil || strings.Contains(out, "record ") {
		t.Fatal(out, err)
	}
	reads("dry", out, "dry run", "added 38", "present 38 / 应有 must exist 40，缺 missing 2", "[7 8]")
	out, err = importing(t, dir, "register", caseMap, bad, set(nil))
	if act.KindOf(err) != act.Invalid || strings.Contains(out, "record ") {
		t.Errorf("a bad row: %s %v", out, err)
	}
	reads("the rows left out", out, "refused 1", "ERRORS", "2025-02-30")
	if _, err = importing(t, dir, "register", caseMap, good, set(func(c *ImportCmd) { c.Giver = "" })); act.KindOf(err) != act.Invalid || !strings.Contains(err.Error(), "giver") {
		t.Errorf("nobody supplied it: %v", err)
	}
	if _, err = importing(t, dir, "register", caseMap, good, set(func(c *ImportCmd) { c.Organ = "MZGA" })); act.KindOf(err) != act.Invalid {
		t.Errorf("a court's register of the police: %v", err)
	}
	if _, err = importing(t, dir, "register", organMap, good, set(nil)); act.KindOf(err) != act.Invalid || !strings.Contains(err.Error(), "kind") {
		t.Errorf("a mapping of organs: %v", err)
	}
	out, err = importing(t, dir, "register", caseMap, bad, set(func(c *ImportCmd) { c.SkipBad = true }))
	if err != nil {
		t.Fatal(out, err)
	}
	reads("entered", out, "added 38", "record 990200/", "登记簿 register", "rows/s")
	more := "案号,立案日期,结案日期,庭室\n（2025）明01民初7号,2025-03-07,2025-06-01,民一庭\n（2025）明01民初1号,2025-03-02,2025-06-01,民一庭\n"
	out, err = importing(t, dir, "cases", caseMap, more, set(nil))
	if err != nil {
		t.Fatal(out, err)
	}
	reads("the next delivery", out, "added 1 · 变更 changed 1", "present 39")
}

// The docket of 2014 by its saved mapping: every row that its README counts is
// read, and what the court does not supply is said.
func TestImportsARealDocket(t *testing.T) {
	const docket = "../../../shared/data/casebook/wisconsin/wi_2014_CF.csv.gz"
	if _, err := os.Stat(docket); err != nil {
		t.Log("NOT RUN on the real docket: the sample data are not here")
		return
	}
	_, dir := folder(t)
	if out, err := importing(t, dir, "organs", organMap, organTab, nil); err != nil {
		t.Fatal(out, err)
	}
	saved, err := os.ReadFile("testdata/wisconsin.map.json")
	if err != nil {
		t.Fatal(err)
	}
	out, err := importing(t, dir, "cases", string(saved), "", func(c *ImportCmd) {
		c.File, c.As, c.Organ, c.DryRun = docket, "chenxiao", "MZFY", true
	})
	if err != nil || !strings.Contains(out, "行 rows 27595 · 新增 added 27595") {
		t.Errorf("%s %v", out, err)
	}
}

// With the courts' code tables at hand, words that they lack are counted.
func TestCodeTablesAreReadFromAFile(t *testing.T) {
	_, dir := folder(t)
	if out, err := importing(t, dir, "organs", organMap, organTab, nil); err != nil {
		t.Fatal(out, err)
	}
	write := func(text string) string {
		p := t.TempDir() + "/codes.csv"
		if err := os.WriteFile(p, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return p
	}
	for list, ok := range map[string]bool{"表,代码,名称\n案由,1,离婚纠纷\n案由,2,抚养费纠纷\n": true, "表,名称,起用日期\n案由,离婚纠纷,2026/1/1\n": false} {
		_, err := importing(t, dir, "cases", caseMap, "案号,立案日期,结案日期,庭室\n（2025）明01民初1号,2025-03-01,,民一庭\n", func(c *ImportCmd) {
			c.As, c.Organ, c.DryRun, c.Codes = "chenxiao", "MZFY", true, write(list)
		})
		if (err == nil) != ok {
			t.Errorf("%q: %v", list, err)
		}
	}
}
