package office_test

import (
	"testing"

	"hengjian/internal/testdb"
	"hengjian/office/officetest"
	"hengjian/oversight/taxon"
)

// An official taxonomy stands beside the mission's classes and is usable.
func TestOfficialClassesBesideTheMissions(t *testing.T) {
	h := officetest.New(t, testdb.SQLite(t))
	n, err := h.O.AddOfficial([][]string{{"一级分类", "二级分类", "三级分类"}, {"政法", "警务督察", "刑讯逼供"}, {"政法", "警务督察", "超期羁押"}, {"交通", "公交", "线路"}})
	if err != nil || n != 7 {
		t.Fatal(n, err)
	}
	for _, c := range []string{"norm.recording", taxon.OfficialCode("政法", "警务督察", "刑讯逼供")} {
		if !h.O.Usable("990200", "2026-03-02", c) {
			t.Errorf("%s is not usable", c)
		}
	}
	if h.O.Usable("990200", "2026-03-02", "strict") {
		t.Error("a branch is no class for a message")
	}
	if _, err := h.O.AddOfficial(nil); err == nil {
		t.Error("an empty taxonomy was taken")
	}
}
