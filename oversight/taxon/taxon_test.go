package taxon_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"hengjian/oversight/law"
	"hengjian/oversight/taxon"
)

const place, day = "990100", law.Day("2026-03-02")

func TestMission(t *testing.T) {
	m := taxon.Mission()
	leaves := m.Leaves("", place, day)
	if n := len(leaves); n < 25 || n > 40 {
		t.Errorf("%d leaves", n)
	}
	for _, want := range []string{"刑讯逼供", "超期羁押", "关系案", "人情案", "金钱案", "以权谋私", "以案谋私", "有案不立", "审限超期"} {
		if !slices.ContainsFunc(leaves, func(n taxon.Node) bool { return n.Zh == want }) {
			t.Errorf("%s is missing", want)
		}
	}
	words := map[string]string{}
	for _, n := range leaves {
		if n.En == "" || n.Parent == "" || len(n.Words) == 0 {
			t.Errorf("%s says too little", n.Code)
		}
		if len(n.Routes()) == 0 {
			t.Errorf("%s suggests no route", n.Code)
		}
		for _, r := range n.Routes() {
			if n.Redirect && r.Mode != law.Tell {
				t.Errorf("%s is a matter of the party's own but %s refers it", n.Code, r.ID)
			}
		}
		for _, w := range n.Words {
			if words[w] != "" {
				t.Errorf("%q is a word of %s and of %s", w, words[w], n.Code)
			}
			words[w] = n.Code
		}
	}
	for _, r := range law.Routes {
		for _, c := range r.Classes {
			if !m.Usable(c, place, day) {
				t.Errorf("route %s names a class %q that nobody can give", r.ID, c)
			}
		}
	}
}

func TestByWords(t *testing.T) {
	ms := taxon.Mission().ByWords("来信人称其子在派出所被殴打、不让睡觉，被逼供，家属未收到拘留通知，没有通知家属", place, day)
	if len(ms) < 2 || ms[0].Code != "strict.torture" || !slices.Equal(ms[0].Words, []string{"逼供", "殴打", "不让睡觉"}) {
		t.Errorf("%+v", ms)
	}
	if ms := taxon.Mission().ByWords("建议增加代表联络站", place, day); ms != nil {
		t.Errorf("%+v", ms)
	}
}

func TestDatesAndPlaces(t *testing.T) {
	m, err := taxon.Mission().With(
		taxon.Node{Code: "norm.online", Parent: "norm", Zh: "网上办案不规范", En: "Online handling", From: "2026-03-01", Place: "990100"},
		taxon.Node{Code: "norm.manner", Parent: "norm", Zh: "服务态度", En: "Manner", To: "2026-01-31"})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		code, place string
		day         law.Day
		want        bool
	}{{"norm.online", "990102", "2026-03-01", true}, {"norm.online", "990100", "2026-02-28", false}, {"norm.online", "990200", "2026-03-01", false},
		{"norm.manner", "990100", "2026-01-31", true}, {"norm.manner", "990100", "2026-02-01", false}, {"norm", "990100", "2026-02-01", false}} {
		if got := m.Usable(c.code, c.place, c.day); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
	if zh, _ := m.Name("norm.manner"); zh != "服务态度" {
		t.Error("an old matter lost the name of its class")
	}
	if _, err := taxon.Mission().With(taxon.Node{Code: "x", Zh: "x", Parent: "nowhere"}); err == nil {
		t.Error("a class without its parent was accepted")
	}
	if _, err := taxon.Mission().With(taxon.Node{Code: "norm", Zh: "x", Parent: "norm.manner"}); err == nil {
		t.Error("a circle was accepted")
	}
}

func TestOfficial(t *testing.T) {
	rows := [][]string{{"一级分类", "二级分类", "三级分类"}, {"政法", "警务督察", "刑讯逼供"}, {"", "", " 超期羁押 "}, {"", "诉讼", "其他", ""}, {}, {"政法", "警务督察", "刑讯逼供"}, {"城乡建设"}}
	nodes, err := taxon.Official(rows)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, n := range nodes {
		names = append(names, n.Zh)
	}
	if got := strings.Join(names, " "); got != "政法 警务督察 刑讯逼供 超期羁押 诉讼 其他 城乡建设" {
		t.Error(got)
	}
	tree, err := taxon.Mission().With(nodes...)
	if err != nil {
		t.Fatal(err)
	}
	var path []string
	for _, n := range tree.Path(taxon.OfficialCode("政法", "警务督察", "超期羁押")) {
		path = append(path, n.Zh)
	}
	if n, ok := tree.FromOfficial(strings.Join(path, "/")); !ok || n.Code != "strict.overdue_custody" {
		t.Errorf("%v leads to %v", path, n)
	}
	for name, bad := range map[string][][]string{
		"empty": {{"一级分类"}}, "four levels": {{"a", "b", "c", "d"}}, "no upper level": {{"", "b"}}, "slash": {{"a/b"}},
	} {
		if _, err := taxon.Official(bad); err == nil {
			t.Errorf("%s accepted", name)
		}
	}
}

// TestOfficialFile loads a published taxonomy of this form, where one is at hand.
func TestOfficialFile(t *testing.T) {
	file := "../../../shared/data/petitions/fujian1.xlsx"
	if found, _ := filepath.Glob(file); len(found) == 0 {
		t.Log("NOT RUN: no ../shared/data/petitions; the invented rows above were read instead")
		return
	}
	x, err := excelize.OpenFile(file)
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	rows, err := x.GetRows(x.GetSheetName(0))
	if err != nil {
		t.Fatal(err)
	}
	nodes, err := taxon.Official(rows)
	if err != nil {
		t.Fatal(err)
	}
	tree, err := taxon.Mission().With(nodes...)
	if err != nil {
		t.Fatal(err)
	}
	leaves := 0
	for _, n := range tree.Leaves("", place, day) {
		if strings.HasPrefix(n.Code, taxon.OfficialPrefix) && !strings.Contains(n.Code, ".") {
			leaves++
		}
	}
	if leaves != 517 {
		t.Errorf("%d official leaves, want 517", leaves)
	}
	for _, n := range taxon.Mission().Leaves("", place, day) {
		for _, p := range n.Official {
			if _, ok := tree.Node(taxon.OfficialCode(strings.Split(p, "/")...)); !ok {
				t.Errorf("%s names %s, which the taxonomy does not have", n.Code, p)
			}
		}
	}
}
