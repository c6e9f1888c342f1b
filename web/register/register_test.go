package register_test

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"hengjian/internal/testdb"
	"hengjian/office"
	"hengjian/office/officetest"
	"hengjian/oversight/campaign"
	"hengjian/web/kit/see"
	"hengjian/web/site"
)

const (
	organs = "机关名称,类别,机关代码,上级机关\n明州市公安局,公安,MZGA,\n明州市中级人民法院,法院,MZFY,\n"
	people = "姓名,证号,机关,职务,任职日期\n骆正平,P001,MZGA,支队长,2021-03-01\n,P002,MZGA,民警,2021-03-01\n丁一,P003,没有的局,民警,2021-03-01\n"
)

// desk is the site as one person uses it.
type desk struct {
	t *testing.T
	*officetest.House
	h http.Handler
}

func open(t *testing.T, dsn string) *desk {
	t.Helper()
	h := officetest.New(t, dsn)
	s, err := site.Office(h.O, site.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return &desk{t, h, s}
}

func (d *desk) send(login string, r *http.Request) *http.Response {
	d.t.Helper()
	r.AddCookie(&http.Cookie{Name: "hengjian", Value: d.Token(login)})
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	w := httptest.NewRecorder()
	d.h.ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, r *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func (d *desk) get(login, path string, status int) string {
	d.t.Helper()
	res := d.send(login, httptest.NewRequest("GET", path, nil))
	b := body(d.t, res)
	if res.StatusCode != status {
		d.t.Fatalf("%s: %d, want %d\n%s", path, res.StatusCode, status, b)
	}
	return b
}

func (d *desk) upload(login, sort, file string) (string, int) {
	d.t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	m.WriteField("step", "upload")
	m.WriteField("sort", sort)
	f, err := m.CreateFormFile("upload.file", "表格.csv")
	if err != nil {
		d.t.Fatal(err)
	}
	f.Write([]byte(file))
	m.Close()
	r := httptest.NewRequest("POST", "/register/import", &b)
	r.Header.Set("Content-Type", m.FormDataContentType())
	res := d.send(login, r)
	return body(d.t, res), res.StatusCode
}

// press sends one of the forms of a page as it stands.
func (d *desk) press(login, page, form string, more url.Values) *http.Response {
	d.t.Helper()
	v := url.Values{}
	doc := see.Parse(d.t, page)
	for _, in := range doc.All("form#" + form + " input") {
		if in.Attr("name") != "" && in.Attr("type") != "checkbox" {
			v.Add(in.Attr("name"), in.Attr("value"))
		}
	}
	for _, s := range doc.All("form#" + form + " select") {
		v.Set(s.Attr("name"), "")
		for _, o := range s.All("option[selected]") {
			v.Set(s.Attr("name"), o.Attr("value"))
		}
	}
	for _, s := range doc.All("form#" + form + " textarea") {
		v.Set(s.Attr("name"), s.Text())
	}
	for k, x := range more {
		v[k] = x
	}
	r := httptest.NewRequest("POST", "/register/import", strings.NewReader(v.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return d.send(login, r)
}

func TestImportOnThePages(t *testing.T) {
	testdb.Each(t, func(t *testing.T, dsn, engine string) {
		d := open(t, dsn)
		d.get("chenxiao", "/register/import", 200)
		d.get("deputy", "/register/import", 403)
		page, status := d.upload("chenxiao", "organs", organs)
		if status != 200 || !strings.Contains(page, "明州市公安局") {
			t.Fatalf("%d %s", status, page)
		}
		res := d.press("chenxiao", page, "mapping", nil)
		trial := body(t, res)
		if res.StatusCode != 200 || !strings.Contains(trial, "试运行") || strings.Contains(trial, "不能导入的行") {
			t.Fatalf("%d %s", res.StatusCode, trial)
		}
		// somebody else with the same form has no file
		if other := d.press("luping", trial, "do", nil); other.StatusCode == 303 {
			t.Error("a file uploaded by another person was imported")
		}
		res = d.press("chenxiao", trial, "do", nil)
		if res.StatusCode != 303 || !strings.HasPrefix(res.Header.Get("Location"), "/register/imports/") {
			t.Fatalf("%d %s %s", res.StatusCode, res.Header.Get("Location"), body(t, res))
		}
		d.get("chenxiao", strings.Split(res.Header.Get("Location"), "?")[0], 200)
		if tree := d.get("chenxiao", "/register", 200); !strings.Contains(tree, "明州市中级人民法院") {
			t.Error("the organ is not on the page")
		}
		// rows with errors: refused unless left out by choice, and handed back
		page, _ = d.upload("chenxiao", "officers", people)
		trial = body(t, d.press("chenxiao", page, "mapping", nil))
		see.Parse(t, trial).One("#errors table").Says("没有的局")
		file := body(t, d.press("chenxiao", trial, "step-errors", nil))
		if strings.Count(file, "\r\n") != 3 || !strings.Contains(file, "丁一") {
			t.Errorf("error file: %q", file)
		}
		if m := body(t, d.press("chenxiao", trial, "step-mapping", nil)); !strings.Contains(m, `"kind": "officers"`) {
			t.Errorf("mapping: %s", m)
		}
		if res := d.press("chenxiao", trial, "do", nil); res.StatusCode != 422 {
			t.Errorf("with bad rows: %d", res.StatusCode)
		}
		if res := d.press("chenxiao", trial, "do", url.Values{"skip_bad": {"1"}}); res.StatusCode != 303 {
			t.Errorf("without them: %d %s", res.StatusCode, body(t, res))
		}
		id := office.RegisterID("officer", officetest.Place, "P001")
		see.Parse(t, d.get("chenxiao", "/register/officers/"+id, 200)).One("h1").Says("骆正平")
		d.get("deputy", "/register/officers/"+id, 404)
		organ := office.RegisterID("organ", officetest.Place, "MZGA")
		for _, path := range []string{"/register/organs/" + organ, "/register/officers?text=骆正平", "/register?text=公安局", "/register/units", "/register/deputies", "/register/imports", "/register?day=2020-01-01", "/campaigns"} {
			d.get("chenxiao", path, 200)
		}
		for _, f := range []string{"organs.csv", "units.xlsx", "officers.csv", "deputies.csv"} {
			d.get("chenxiao", "/register/export/"+f, 200)
		}
		d.get("chenxiao", "/register/export/keys.csv", 404)
		// what was exported is imported again without a change
		d.Import("units", "单位代码,单位名称,所属机关,上级单位代码,单位类型,重点,起用日期,撤销日期,承接单位代码\nU1,刑侦支队,MZGA,,squad,business,2019-01-01,,\nU2,刑侦一大队,MZGA,U1,squad,grassroots,2019-01-01,,\nU3,预审支队,MZGA,,squad,,2001-01-01,2019-01-01,U1;U2\n")
		d.Import("officers", "证件编号,姓名,所在机关,所在单位代码,类别,等级,员额,职务,性别,出生年,本级任命,任命会议,任职日期\nP007,郑和,MZGA,U2,民警,三级警督,否,民警,男,1980,否,,2020-01-01\nF001,商衡,MZFY,,法官,四级高级法官,是,审判员,女,1979,是,第九届人大常委会第二次会议,2021-05-01\n")
		d.Import("deputies", "代表证号,姓名,职业,工作单位,联络站,代表团,是否律师,供货机关,任期开始,任期届满\nD001,戴本正,教师,明州一中,柳汀站,望溪团,否,MZGA；MZFY,2022-02-01,\n")
		for _, sort := range []string{"organs", "units", "officers", "deputies"} {
			page, _ = d.upload("chenxiao", sort, d.get("chenxiao", "/register/export/"+sort+".csv", 200))
			if trial := body(t, d.press("chenxiao", page, "mapping", nil)); !strings.Contains(trial, "没有变化") || strings.Contains(trial, "id=\"gone\"") {
				t.Errorf("%s exported and imported: %s", sort, see.Parse(t, trial).One("main").Text())
			}
		}
		if page, status := d.upload("chenxiao", "officers", "%PDF-1.7 x"); status != 422 || !strings.Contains(page, "PDF") {
			t.Errorf("a PDF: %d", status)
		}
	})
}

func TestMessagesOnThePages(t *testing.T) {
	d := open(t, testdb.SQLite(t))
	if page, status := d.upload("hejing", "officers", people); status == 200 {
		page = body(t, d.press("hejing", page, "mapping", nil))
		if strings.Contains(page, "form id=\"do\"") {
			t.Error("an intake officer imports officers")
		}
	}
	page, status := d.upload("hejing", "messages", "留言编号,留言用户,留言主题,留言时间,留言详情\n24,某甲,久押不决,2026/1/6 12:09:38,羁押期限已过。\n")
	if status != 200 {
		t.Fatal(status, page)
	}
	trial := body(t, d.press("hejing", page, "mapping", nil))
	res := d.press("hejing", trial, "do", nil)
	if res.StatusCode != 303 {
		t.Fatal(res.StatusCode, body(t, res))
	}
	d.get("hejing", "/clues/"+office.MessageID(officetest.Place, "24"), 200)
	if list := d.get("chenxiao", "/clues", 200); strings.Contains(list, "羁押期限已过") {
		t.Error("an original stands in a list")
	}
}

func TestCampaignPages(t *testing.T) {
	d := open(t, testdb.SQLite(t))
	d.get("chenxiao", "/campaigns/new", 200)
	d.get("deputy", "/campaigns/new", 403)
	c := d.Must("chenxiao", &campaign.Draft{Title: "规范执法专项监督", Since: "2026-02-26"})
	at := "/campaigns/" + c.Subject
	d.get("chenxiao", at, 200)
	d.get("chenxiao", at+"/amend", 200)
	d.get("chenxiao", at+"/life", 200)
	d.get("chenxiao", at+"/adopt", 200)
	v := url.Values{"body": {"council"}, "minute": {"主任会议纪要〔2026〕3号"}, "date": {"2026-03-01"}, "act_id": {"7d8f7f0c-4b1d-4a62-9f5b-0d7a5f0e8d11"}}
	r := httptest.NewRequest("POST", at+"/adopt", strings.NewReader(v.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if res := d.send("chenxiao", r); res.StatusCode != 303 {
		t.Fatalf("%d %s", res.StatusCode, body(t, res))
	}
	if page := d.get("chenxiao", at, 200); !strings.Contains(page, "已通过") {
		t.Error("not adopted")
	}
	d.get("linlan", at+"/conclude", 409) // it is carried out and summed up first
	d.Must("chenxiao", &campaign.Start{ID: c.Subject})
	d.Must("chenxiao", &campaign.SumUp{ID: c.Subject})
	d.get("linlan", at+"/conclude", 200)
}

// A value that is none of the known ones is refused with the words that a file
// may use, not with the codes behind them.
func TestARefusalNamesTheWordsOfAFile(t *testing.T) {
	d := open(t, testdb.SQLite(t))
	d.Import("organs", strings.NewReplacer(",公安,", ",police,", ",法院,", ",court,").Replace(organs))
	page, _ := d.upload("chenxiao", "units", "单位代码,单位名称,所属机关,类型\nX1,青溪派出所,MZGA,什么\n")
	errs := see.Parse(t, body(t, d.press("chenxiao", page, "mapping", nil))).One("#errors table")
	errs.Says("庭、科、队、所、局、部")
	errs.Silent("tribunal")
}
