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
	"hengjian/oversight/organ"
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
	see.Parse(t, d.get("ga.liaison", "/corrections/new", 200)).One("form#whose").Says("证件编号")
	for _, q := range []string{"person=骆正平&code=F001", "person=骆正&code=P001", "person=商衡&code=F001", "person=无此人&code=X9"} {
		if form := d.get("ga.liaison", "/corrections/new?"+q, 422); !strings.Contains(form, "没有证件编号和姓名都相符的在册人员") || strings.Contains(form, "1990") {
			t.Errorf("%s: %s", q, see.Parse(t, form).One("main").Text())
		}
	}
	see.Parse(t, d.get("chenxiao", "/corrections/new?person=商衡&code=F001", 200)).One("form#act").Says("1990")
	form := see.Parse(t, d.get("ga.liaison", "/corrections/new?person=骆正平&code=P001", 200)).One("main")
	form.Says("登记写的是：1975")
	form.Says("本人签名的书面申请")
	form.Says("没有已结束的任职")
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
	if list := see.Parse(t, d.get("chenxiao", "/corrections?lang=en", 200)).One("main"); !strings.Contains(list.Text(), "Correct the entry of 骆正平: Year of birth") || strings.Contains(list.Text(), "更正登记") {
		t.Errorf("in English: %s", list.Text())
	}
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

// An earlier post is chosen by its name and dates, and the request says which
// one it was, also after a further post has been entered.
func TestWhichPostIsChosenByName(t *testing.T) {
	d := open(t, testdb.SQLite(t))
	d.Import("organs", strings.NewReplacer(",公安,", ",police,", ",法院,", ",court,").Replace(organs))
	d.Import("officers", "证件编号,姓名,所在机关,职务,出生年,任职日期\nP001,骆正平,MZGA,教导员,1975,2021-03-01\n")
	entry := office.RegisterID("officer", officetest.Place, "P001")
	d.Must("chenxiao", &organ.Assign{ID: entry, Title: "政委", Since: "2024-05-06", Body: "organ", Doc: "明公政〔2024〕7号"})
	d.OpenAt(officetest.Place, officetest.OrganID("MZGA"), "ga.liaison", "公安联络员", access.Liaison)
	form := see.Parse(t, d.get("ga.liaison", "/corrections/new?person=骆正平&code=P001", 200))
	var posts []string
	for _, o := range form.All("input[name=post]") {
		posts = append(posts, o.Attr("value"))
	}
	if strings.Join(posts, " ") != "2 1" {
		t.Fatalf("posts %v", posts)
	}
	form.One("form#act").Says("教导员 · 2021年3月1日（周一） 至 2024年5月6日（周一）")
	form.One("form#act").Says("政委 · 自 2024年5月6日（周一）")
	res := d.ask("ga.liaison", "51", true, "what", "since", "post", "1", "should", "2020-09-01", "why", "任职文件的日期是 2020 年 9 月 1 日。", "person", "骆正平", "code", "P001")
	if res.StatusCode != 303 {
		t.Fatalf("%d %s", res.StatusCode, body(t, res))
	}
	at, _, _ := strings.Cut(res.Header.Get("Location"), "?")
	see.Parse(t, d.get("ga.liaison", at, 200)).One("main").Says("教导员 · 2021年3月1日（周一） 至 2024年5月6日（周一）")
	// of the present post without saying which
	res = d.ask("ga.liaison", "52", true, "what", "title", "should", "政治委员", "why", "任职文件写的是政治委员。", "person", "骆正平", "code", "P001")
	if res.StatusCode != 303 {
		t.Fatalf("%d %s", res.StatusCode, body(t, res))
	}
	at, _, _ = strings.Cut(res.Header.Get("Location"), "?")
	d.Must("chenxiao", &organ.Assign{ID: entry, Title: "督察长", Since: "2026-01-05", Body: "organ", Doc: "明公政〔2026〕1号"})
	for n, s := range []string{"consider", "grant"} {
		if res := d.post([]string{"chenxiao", "linlan"}[n], at+"/"+s, "5"+string(rune('5'+n)), "basis", "任职文件", "reason", "与文件一致。", "confirm", "1"); res.StatusCode != 303 {
			t.Fatalf("%s: %d %s", s, res.StatusCode, body(t, res))
		}
	}
	page := see.Parse(t, d.get("chenxiao", entryPath(entry), 200)).One("#posts")
	page.Says("政治委员")
	page.Says("督察长")
}

func entryPath(id string) string { return "/register/officers/" + id }
