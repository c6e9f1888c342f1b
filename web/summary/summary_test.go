package summary_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/google/uuid"

	"hengjian/internal/testdb"
	"hengjian/office"
	"hengjian/office/officetest"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/campaign"
	"hengjian/oversight/problem"
	"hengjian/web/site"
)

type world struct {
	*officetest.House
	t     *testing.T
	http  http.Handler
	token map[string]string
}

func newWorld(t *testing.T) *world {
	w := &world{House: officetest.New(t, testdb.SQLite(t)), t: t, token: map[string]string{}}
	w.Import("organs", "机关代码,机关名称,机关类别,上级机关\nMZGA,明州市公安局,police,\n")
	w.OpenAt(officetest.Place, officetest.OrganID("MZGA"), "lianluo", "连洛", access.Liaison)
	w.Open("daibiao", "戴标", access.Deputy)
	w.Open("other", "欧代表", access.Deputy)
	h, err := site.Office(w.O, site.Options{})
	if err != nil {
		t.Fatal(err)
	}
	w.http = h
	return w
}

func (w *world) send(login string, r *http.Request, lang string) *httptest.ResponseRecorder {
	if w.token[login] == "" {
		w.token[login] = w.Token(login)
	}
	r.AddCookie(&http.Cookie{Name: "hengjian", Value: w.token[login]})
	r.AddCookie(&http.Cookie{Name: "lang", Value: lang})
	rec := httptest.NewRecorder()
	w.http.ServeHTTP(rec, r)
	return rec
}

func (w *world) page(login, path string) string {
	w.t.Helper()
	rec := w.send(login, httptest.NewRequest("GET", path, nil), "zh")
	if rec.Code != 200 {
		w.t.Fatalf("%s opens %s: %d", login, path, rec.Code)
	}
	return rec.Body.String()
}

func (w *world) post(login, path string, kv ...string) *httptest.ResponseRecorder {
	v := url.Values{"act_id": {uuid.NewString()}}
	for i := 0; i+1 < len(kv); i += 2 {
		v.Add(kv[i], kv[i+1])
	}
	r := httptest.NewRequest("POST", path, strings.NewReader(v.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return w.send(login, r, "zh")
}

func (w *world) did(login, path string, kv ...string) string {
	w.t.Helper()
	rec := w.post(login, path, kv...)
	if rec.Code != 303 {
		w.t.Fatalf("%s posts %s: %d %s", login, path, rec.Code, regexp.MustCompile(`<p class="field-error"[^>]*>.*?</p>`).FindAllString(rec.Body.String(), -1))
	}
	to, _, _ := strings.Cut(rec.Header().Get("Location"), "?")
	return to
}

func (w *world) reads(what, body string, words ...string) {
	w.t.Helper()
	for _, x := range words {
		if !strings.Contains(body, x) {
			w.t.Errorf("%s: no %q", what, x)
		}
	}
}

// TestASummary: drafted from the record, its figures open what they count, a
// section is written with slots alone, submitted, reviewed by another, adopted by
// the council, and can no longer be changed.
func TestASummary(t *testing.T) {
	w := newWorld(t)
	camp := w.Must("chenxiao", &campaign.Draft{Title: "规范讯问专项监督", Since: "2026-01-01", Until: "2026-12-31"}).Subject
	council := office.Order{Body: &act.Body{Name: "council", Minute: "第3号", Date: "2026-03-01"}}
	w.MustAs(w.Person("chenxiao"), &campaign.Adopt{ID: camp}, council)
	w.Must("chenxiao", &campaign.Start{ID: camp})
	w.Must("chenxiao", &problem.Draft{Title: "讯问录音录像不全", Statement: "检查发现，该局办案区讯问录音录像不完整。", Class: "norm.recording", Organ: officetest.OrganID("MZGA"), Origin: "inspection", Campaign: camp})
	w.reads("nothing sums up", w.page("chenxiao", "/summaries/new"), "没有正在总结的专项")
	w.Must("chenxiao", &campaign.SumUp{ID: camp})
	id := w.did("chenxiao", "/summaries/new", "campaign", camp)
	body := w.page("chenxiao", id)
	w.reads("drafted", body, "规范讯问专项监督总结", "基本情况", "发现的问题", "数字计于")
	figures := regexp.MustCompile(regexp.QuoteMeta(id)+`/figures/[a-z_:.0-9]+`).FindAllString(body, -1)
	if len(figures) < 3 {
		t.Fatalf("%d figures open their lists", len(figures))
	}
	for _, f := range figures {
		w.page("chenxiao", f)
	}
	w.reads("the list behind a number", w.page("chenxiao", id+"/figures/problems"), "讯问录音录像不全", "总结里的数字：1")
	w.reads("the form", w.page("chenxiao", id+"/write?part=problems"), "{problems}", "发现的问题")
	if rec := w.post("chenxiao", id+"/write?part=problems", "part", "problems", "text", "共发现{problem_count}个问题。"); rec.Code != 422 {
		t.Errorf("a figure that is none: %d", rec.Code)
	}
	w.did("chenxiao", id+"/write?part=problems", "part", "problems", "text", "专项期间共发现问题{problems}个。")
	w.reads("filled in", w.page("chenxiao", id), "共发现问题1个")
	w.did("chenxiao", id+"/add_result", "sort", "rule", "title", "制定录像保存管理办法", "source", "明公通〔2026〕8号")
	w.Must("chenxiao", &problem.Draft{Title: "看守所提讯登记不全", Statement: "检查发现，该局看守所提讯登记不完整。", Class: "norm.recording", Organ: officetest.OrganID("MZGA"), Origin: "inspection", Campaign: camp})
	w.reads("a new count is shown first", w.page("chenxiao", id+"/recount"), "1 → 2")
	w.did("chenxiao", id+"/recount")
	w.did("chenxiao", id+"/submit")
	w.did("linlan", id+"/review")
	w.did("chenxiao", id+"/adopt", "minute", "主任会议纪要〔2026〕3号", "date", "2026-03-02", "body", "council")
	w.reads("adopted", w.page("chenxiao", id), "已通过", "共发现问题2个", "制定录像保存管理办法")
	if rec := w.post("chenxiao", id+"/write?part=problems", "part", "problems", "text", "改写"); rec.Code == 303 {
		t.Error("an adopted summary was changed")
	}
	if rec := w.send("chenxiao", httptest.NewRequest("GET", id+"/report.docx", nil), "zh"); rec.Code != 200 || !strings.HasPrefix(rec.Body.String(), "PK") {
		t.Errorf("docx: %d", rec.Code)
	}
	for _, who := range []string{"daibiao", "lianluo"} {
		if rec := w.send(who, httptest.NewRequest("GET", id, nil), "zh"); rec.Code != 404 {
			t.Errorf("%s reads the summary: %d", who, rec.Code)
		}
	}
	if rec := w.send("chenxiao", httptest.NewRequest("GET", id, nil), "en"); rec.Code != 200 || !strings.Contains(rec.Body.String(), "Problems found") {
		t.Errorf("in English: %d", rec.Code)
	}
}
