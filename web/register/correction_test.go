package register_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"hengjian/internal/testdb"
	"hengjian/office"
	"hengjian/office/officetest"
	"hengjian/oversight/access"
	"hengjian/web/kit/see"
)

// ask hands a request in as the form does, with a file.
func (d *desk) ask(login, act string, file bool, pairs ...string) *http.Response {
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	m.WriteField("act_id", "7d8f7f0c-4b1d-4a62-9f5b-0d7a5f0e8d"+act)
	for i := 0; i+1 < len(pairs); i += 2 {
		m.WriteField(pairs[i], pairs[i+1])
	}
	if file {
		f, err := m.CreateFormFile("upload.paper", "申请.txt")
		if err != nil {
			d.t.Fatal(err)
		}
		f.Write([]byte("本人申请更正出生年。"))
	}
	m.Close()
	r := httptest.NewRequest("POST", "/corrections/new", &b)
	r.Header.Set("Content-Type", m.FormDataContentType())
	return d.send(login, r)
}

// The organ asks, the office takes it up, another decides, and the officer's
// page and the export show what was put right.
func TestCorrectionOnThePages(t *testing.T) {
	d := open(t, testdb.SQLite(t))
	d.Import("organs", strings.NewReplacer(",公安,", ",police,", ",法院,", ",court,").Replace(organs))
	d.Import("officers", "证件编号,姓名,所在机关,职务,出生年,任职日期\nP001,骆正平,MZGA,所长,1975,2021-03-01\nF001,商衡,MZFY,法官助理,1990,2021-03-01\n")
	d.OpenAt(officetest.Place, officetest.OrganID("MZGA"), "ga.liaison", "公安联络员", access.Liaison)
	see.Parse(t, d.get("ga.liaison", "/corrections", 200)).One("main").Says("没有更正申请")
	see.Parse(t, d.get("ga.liaison", "/corrections/new", 200)).One("main").Says("本人签名的书面申请")
	fill := []string{"what", "born", "should", "1976", "why", "人事档案记载为 1976 年。", "person", "骆正平", "code"}
	if res := d.ask("ga.liaison", "31", true, append(fill, "F001")...); res.StatusCode != 422 {
		t.Errorf("another organ's officer: %d", res.StatusCode)
	}
	if res := d.ask("ga.liaison", "32", false, append(fill, "P001")...); res.StatusCode != 422 {
		t.Errorf("without the officer's own request: %d", res.StatusCode)
	}
	res := d.ask("ga.liaison", "33", true, append(fill, "P001")...)
	if res.StatusCode != 303 {
		t.Fatalf("asked: %d %s", res.StatusCode, body(t, res))
	}
	at, _, _ := strings.Cut(res.Header.Get("Location"), "?")
	mine := see.Parse(t, d.get("ga.liaison", at, 200)).One("main")
	mine.Says("1975")
	mine.Says("申请.txt")
	see.Parse(t, d.get("chenxiao", "/corrections", 200)).One("main").Says("骆正平")
	for _, s := range []struct{ login, verb string }{{"chenxiao", "consider"}, {"linlan", "grant"}, {"chenxiao", "tell"}} {
		n := map[string]string{"consider": "41", "grant": "42", "tell": "43"}[s.verb]
		if res := d.post(s.login, at+"/"+s.verb, n, "basis", "人事档案首页", "reason", "与档案一致。", "confirm", "1", "channel", "organ", "day", "2026-03-02"); res.StatusCode != 303 {
			t.Fatalf("%s: %d %s", s.verb, res.StatusCode, body(t, res))
		}
	}
	result := see.Parse(t, d.get("ga.liaison", at, 200)).One("#decision")
	result.Says("更正为“1976”")
	result.Says("与档案一致")
	entry := "/register/officers/" + office.RegisterID("officer", officetest.Place, "P001")
	page := see.Parse(t, d.get("chenxiao", entry, 200))
	page.One("#corrections").Says("申请更正为“1976”")
	page.One("main").Says("1976")
	if csv := d.get("chenxiao", "/register/export/officers.csv", 200); !strings.Contains(csv, "1976") || strings.Contains(csv, "1975") {
		t.Errorf("export: %s", csv)
	}
	d.get("ga.liaison", entry, 404)
}
