package public_test

import (
	"strings"
	"testing"

	"hengjian/internal/testdb"
	"hengjian/office/officetest"
	"hengjian/oversight/draw"
)

// Anybody reads which frame was fixed and what the seed was; nobody reads a case.
func TestDrawsBeforeThePublic(t *testing.T) {
	h := officetest.New(t, testdb.SQLite(t))
	s := newSender(t, serve(t, h.O))
	at := "/p/" + officetest.Place + "/draws"
	s.get(at).want(200).page.Says("还没有抽样")
	h.Import("organs", "机关代码,机关名称,机关类别,上级机关\nMZFY,明州市中级人民法院,court,\n")
	var b strings.Builder
	b.WriteString("案号,分层,办结日期\n")
	for _, n := range strings.Fields("201 202 203 204 205 206 207 208 209 210 211 212") {
		b.WriteString("（2025）明01民初" + n + "号,民事,2025-06-01\n")
	}
	file, _, err := h.O.KeepFile(h.Person("chenxiao"), "抽样框.txt", strings.NewReader(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	id := h.Must("chenxiao", &draw.Commit{Title: "民事案件评查抽样", Organ: officetest.OrganID("MZFY"), File: file, FileName: "抽样框.txt", PerStratum: 3}).Subject
	page := s.get(at).want(200).page
	page.Says("民事案件评查抽样", "明州市中级人民法院", "12 件", "还没有产生", "SHA-256")
	page.Silent("明01民初")
	h.Must("linlan", &draw.Sow{ID: id, Mode: "dice", Dice: "3 1 6 5 4 2 2 6 1 5 4 4 3 6 1 2 5 3 6 4", Witnesses: "市人大代表叶春禾、阮平"})
	h.Must("chenxiao", &draw.Take{ID: id})
	page = s.get(at).want(200).page
	page.Says("31654226154436125364", "有人在场见证", "已抽取")
	page.Silent("明01民初", "叶春禾", "chenxiao", "抽样框.txt")
	// fewer than ten cases are not counted before the public
	few, _, err := h.O.KeepFile(h.Person("chenxiao"), "少.txt", strings.NewReader("案号,分层,办结日期\n（2025）明01行初7号,行政,2025-06-01\n（2025）明01行初8号,行政,2025-06-01\n（2025）明01行初9号,行政,2025-06-01\n"))
	if err != nil {
		t.Fatal(err)
	}
	h.Must("chenxiao", &draw.Commit{Title: "行政案件评查抽样", Organ: officetest.OrganID("MZFY"), File: few, FileName: "少.txt", PerStratum: 2})
	page = s.get(at).want(200).page
	page.Says("行政案件评查抽样", "不足 10 件")
	page.Silent("3 件，", "明01行初")
	s.get("/p/990199/draws").want(404)
}
