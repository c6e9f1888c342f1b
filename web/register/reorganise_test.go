package register_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"hengjian/internal/testdb"
	"hengjian/office"
	"hengjian/office/officetest"
	"hengjian/oversight/organ"
	"hengjian/web/kit/see"
)

func (d *desk) post(login, path string, pairs ...string) *http.Response {
	v := url.Values{"act_id": {"7d8f7f0c-4b1d-4a62-9f5b-0d7a5f0e8d" + pairs[0]}}
	for i := 1; i+1 < len(pairs); i += 2 {
		v.Add(pairs[i], pairs[i+1])
	}
	r := httptest.NewRequest("POST", path, strings.NewReader(v.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return d.send(login, r)
}

// The pages of a split and of an appointment: preview, refusal at the field,
// what it is now, the tree as of before.
func TestReorganisationOnThePages(t *testing.T) {
	d := open(t, testdb.SQLite(t))
	d.Import("organs", strings.NewReplacer(",公安,", ",police,", ",法院,", ",court,").Replace(organs))
	d.Import("units", "单位代码,单位名称,所属机关,起用日期\nG1,北仓派出所,MZGA,2001-03-01\n")
	d.Import("officers", "证件编号,姓名,所在机关,所在单位代码,职务,出生年,任职日期\nP001,骆正平,MZGA,G1,所长,1975,2021-03-01\nP 001,骆正平,MZGA,G1,民警,1975,2021-03-01\nF001,商衡,MZFY,,法官助理,1990,2021-03-01\n")
	id := officetest.UnitID("MZGA", "G1")
	at := "/register/units/" + id
	page := d.get("chenxiao", at+"/split", 200)
	see.Parse(t, page).One("#preview").Says("登记在本单位的人员")
	if res := d.post("chenxiao", at+"/split", "11", "day", "2026-03-01", "doc", "", "into.0.code", "G2", "into.0.name", "北仓东派出所", "into.1.code", "G3", "into.1.name", "北仓西派出所", "into.2.sort", "station"); res.StatusCode != 422 {
		t.Errorf("without a document: %d", res.StatusCode)
	}
	if res := d.post("chenxiao", at+"/split", "12", "day", "2026-03-01", "doc", "明编〔2026〕12号", "into.0.code", "G2", "into.0.name", "北仓东派出所", "into.1.code", "G3", "into.1.name", "北仓西派出所", "into.2.sort", "station"); res.StatusCode != 303 {
		t.Fatalf("split: %d %s", res.StatusCode, body(t, res))
	}
	see.Parse(t, d.get("member", at, 200)).One("main").Says("现为北仓东派出所、北仓西派出所")
	ga := "/register/organs/" + officetest.OrganID("MZGA")
	if tree := d.get("chenxiao", ga+"?day=2026-02-01", 200); strings.Contains(tree, "北仓东派出所") && !strings.Contains(tree, "现为") {
		t.Error("the tree as of before shows what came after")
	}
	see.Parse(t, d.get("chenxiao", ga, 200)).One("#units").Says("北仓西派出所")
	see.Parse(t, d.get("chenxiao", "/register/units/"+officetest.UnitID("MZGA", "G2"), 200)).One("#officers").Says("骆正平")

	// an appointment by the committee's vote, entered by its minute
	judge := "/register/officers/" + office.RegisterID("officer", officetest.Place, "F001")
	vote := []string{"body", "committee", "minute", "常委会公报〔2026〕1号", "date", "2026-02-26", "session", "第九届人大常委会第三十二次会议", "kind", "appoint", "title", "审判员", "base", "47", "against", "2", "abstain", "3", "for"}
	if res := d.post("chenxiao", judge+"/appoint", append(append([]string{"21"}, vote...), "46")...); res.StatusCode != 422 {
		t.Errorf("more votes than members: %d", res.StatusCode)
	}
	if res := d.post("chenxiao", judge+"/appoint", append(append([]string{"22"}, vote...), "40")...); res.StatusCode != 303 {
		t.Fatalf("appointment: %d %s", res.StatusCode, body(t, res))
	}
	see.Parse(t, d.get("chenxiao", judge, 200)).One("#appointments").Says("赞成 40")
	if list := d.get("chenxiao", "/register/officers?appointed=1", 200); !strings.Contains(list, "商衡") || strings.Contains(list, "骆正平") {
		t.Error("the list of those appointed here")
	}
	// two entries that may be one person are shown with the reasons; a person decides
	twice := "/register/officers/" + office.RegisterID("officer", officetest.Place, "P 001")
	see.Parse(t, d.get("chenxiao", twice, 200)).One("#alike").Says("出生年相同")
	one := office.RegisterID("officer", officetest.Place, "P001")
	d.Must("chenxiao", &organ.MergeOfficer{ID: office.RegisterID("officer", officetest.Place, "P 001"), Into: one, Reason: "证件编号录入时多了空格，是同一人。"})
	see.Parse(t, d.get("chenxiao", twice, 200)).One("main").Says("重复登记")
	for _, path := range []string{"/register/officers/new", judge + "/assign", judge + "/leave", judge + "/amend", judge + "/life", twice + "/unmerge", at + "/restore", at + "/amend", at + "/life", "/register/units/new?organ=" + officetest.OrganID("MZGA"), "/register/units/" + officetest.UnitID("MZGA", "G2") + "/merge", "/register/units/" + officetest.UnitID("MZGA", "G2") + "/move"} {
		d.get("chenxiao", path, 200)
	}
	if r, err := d.O.Verify(d.Ctx, nil, false); err != nil || !r.OK() {
		t.Errorf("verify: %v %v", err, r.Findings)
	}
}
