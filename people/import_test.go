package people

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hengjian/people/stage"
)

// shared is where the real files lie: HENGJIAN_SHARED, else beside the
// repository. They are not part of it.
func shared(t *testing.T) (dir string, here bool) {
	t.Helper()
	root, err := stage.Root()
	if err != nil {
		t.Fatal(err)
	}
	if dir = os.Getenv("HENGJIAN_SHARED"); dir == "" {
		dir = filepath.Join(root, "..", "shared")
	}
	dir = filepath.Join(dir, "data")
	_, err = os.Stat(filepath.Join(dir, "petitions"))
	if err != nil {
		t.Logf("NOT RUN: the real files are not at %s (HENGJIAN_SHARED names their folder); the invented ones were", dir)
	}
	return dir, err == nil
}

// take imports by the command line as the clerk.
func take(t *testing.T, data, kind, mapping, file string, more ...string) (int, string) {
	t.Helper()
	args := append([]string{"import", kind, "--data", data, "--as", "linwan", "--now", Today, "--map", mapping}, more...)
	code, out, errs := stage.Run(t, nil, append(args, file)...)
	return code, out + errs
}

func counts(rows, added, unchanged, refused int) string {
	return fmt.Sprintf("rows %d · 新增 added %d · 变更 changed 0 · 撤销 ended 0 · 未变 unchanged %d · 拒绝 refused %d", rows, added, unchanged, refused)
}

// A clerk imports messages from the command line: a file with bad rows changes
// nothing and names them, what is good goes in once, and never twice.
func TestClerkImportsByTheCommandLine(t *testing.T) {
	data := cityCopy(t)
	file, err := filepath.Abs("testdata/messages.csv")
	if err != nil {
		t.Fatal(err)
	}
	mapping, bad := filepath.Join(filepath.Dir(file), "messages.json"), filepath.Join(t.TempDir(), "bad.csv")
	code, out := take(t, data, "messages", mapping, file, "--errors", bad)
	if code != 1 || !strings.Contains(out, "refused 2") || !strings.Contains(out, "nothing written") {
		t.Errorf("bad rows: %d\n%s", code, out)
	}
	b, err := os.ReadFile(bad)
	if err != nil {
		t.Fatal(err)
	}
	if s := string(b); !strings.Contains(s, "甲4") || !strings.Contains(s, "甲5") || strings.Contains(s, "甲1") {
		t.Errorf("the file of bad rows holds\n%s", s)
	}
	if st, err := os.Stat(bad); err != nil || st.Mode().Perm() != 0o600 {
		t.Errorf("the file of bad rows is %v (%v)", st.Mode(), err)
	}
	if code, out = take(t, data, "messages", mapping, file, "--errors", bad, "--skip-bad"); code != 0 || !strings.Contains(out, counts(5, 3, 0, 2)) {
		t.Errorf("skipping bad rows: %d\n%s", code, out)
	}
	if code, out = take(t, data, "messages", mapping, file, "--errors", bad, "--skip-bad"); code != 0 || !strings.Contains(out, counts(5, 0, 3, 2)) {
		t.Errorf("the second time: %d\n%s", code, out)
	}
	verifies(t, data)

	dir, here := shared(t)
	if !here {
		return
	}
	root, _ := stage.Root()
	for _, f := range []struct {
		kind, file, mapping string
		rows, added         int
	}{
		{"divisions", "register/provinces.csv", "divisions_provinces", 31, 31},
		{"divisions", "register/cities.csv", "divisions_cities", 342, 342},
		{"divisions", "register/areas.csv", "divisions_areas", 2978, 2975}, // three cities without counties repeat their code
		{"organs", "register/zhejiang_judicial_units.csv", "organs_zhejiang", 293, 293},
		{"messages", "petitions/judicial_subset_a.csv", "messages_judicial_subset_a", 345, 345},
		{"messages", "petitions/raw_labelled_1400.csv", "messages_raw_labelled_1400", 1377, 1377},
		{"messages", "petitions/fujian4.xlsx", "messages_fujian4", 120, 120},
	} {
		mapping, file := filepath.Join(root, "imports", "maps", f.mapping+".json"), filepath.Join(dir, f.file)
		bad := filepath.Join(t.TempDir(), "bad.csv")
		if code, out := take(t, data, f.kind, mapping, file, "--errors", bad); code != 0 || !strings.Contains(out, counts(f.rows, f.added, f.rows-f.added, 0)) {
			t.Errorf("%s: %d\n%s", f.file, code, out)
		}
		if code, out := take(t, data, f.kind, mapping, file, "--errors", bad); code != 0 || !strings.Contains(out, counts(f.rows, 0, f.rows, 0)) || !strings.Contains(out, "nothing written") {
			t.Errorf("%s a second time: %d\n%s", f.file, code, out)
		}
	}
	verifies(t, data)
}

// The same in the browser: file and saved mapping, a trial that changes
// nothing, then the act; originals are sealed and old ones start no clock.
func TestClerkImportsInTheBrowser(t *testing.T) {
	c := liveCity(t)
	file, mapping, rows, added := "testdata/messages.csv", "testdata/messages.json", 5, 3
	if dir, here := shared(t); here {
		root, _ := stage.Root()
		file, mapping, rows, added = filepath.Join(dir, "petitions", "fujian4.xlsx"), filepath.Join(root, "imports", "maps", "messages_fujian4.json"), 120, 120
	}
	before := len(items(t, c.as("linwan").Get("/api/v1/imports?limit=200")))
	wizard := func() *stage.Person {
		k := c.at("linwan")
		k.Goto("/register/import?sort=messages")
		k.Pick("sort", "messages")
		k.Upload("upload.map", mapping)
		k.Upload("upload.file", file)
		k.Press("上传并查看")
		k.See("每一项取自哪一列")
		k.Press("试运行")
		return k
	}
	k := wizard()
	k.See("返回修改映射")
	k.See(fmt.Sprint(rows))
	if n := len(items(t, c.as("linwan").Get("/api/v1/imports?limit=200"))); n != before {
		t.Errorf("the trial wrote something: %d imports, %d before", n, before)
	}
	if rows > added {
		k.Choose("跳过不能导入的")
	}
	k.Press("导入")
	k.See(fmt.Sprint(added))
	if n := len(items(t, c.as("linwan").Get("/api/v1/imports?limit=200"))); n != before+1 {
		t.Errorf("%d imports, %d before", n, before)
	}
	again := wizard()
	again.See("没有变化")
	if n := len(items(t, c.as("linwan").Get("/api/v1/imports?limit=200"))); n != before+1 {
		t.Errorf("the second time wrote something: %d imports", n)
	}
	verifies(t, c.Data)
}
