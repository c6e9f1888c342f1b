package coordination_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/google/uuid"

	"hengjian/internal/testdb"
	"hengjian/office/officetest"
	"hengjian/oversight/access"
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

func (w *world) silent(what, body string, words ...string) {
	w.t.Helper()
	for _, x := range words {
		if strings.Contains(body, x) {
			w.t.Errorf("%s: shows %q", what, x)
		}
	}
}

// TestACheckByAnotherBody: entered without content, held against our own visits,
// answered by number alone, closed; deputies and the organ see nothing.
func TestACheckByAnotherBody(t *testing.T) {
	w := newWorld(t)
	organ := officetest.OrganID("MZGA")
	w.did("chenxiao", "/meetings/new", "sort", "visit", "title", "走访办案中心", "organ", organ, "day", "2026-03-09", "begins", "14:30", "venue", "市公安局")
	if rec := w.post("chenxiao", "/coordinations/new", "sort", "cppcc", "body_name", "市政协", "organ", organ, "since", "2026-03-08", "subject", "（2026）明0102刑初12号案"); rec.Code != 422 {
		t.Errorf("a case as subject: %d", rec.Code)
	}
	id := w.did("chenxiao", "/coordinations/new", "sort", "cppcc", "body_name", "市政协社会法制委", "organ", organ, "since", "2026-03-01", "until", "2026-03-12", "subject", "执法规范化民主监督")
	w.reads("entered", w.page("chenxiao", id), "政协民主监督", "明州市公安局", "同一时间我们也要去", "走访办案中心")
	w.reads("list", w.page("chenxiao", "/coordinations"), "执法规范化民主监督", "市政协社会法制委")
	w.did("chenxiao", id+"/came_back", "day", "2026-03-02", "sort", "report", "number", "明政协〔2026〕3号")
	w.reads("answered", w.page("chenxiao", id), "明政协〔2026〕3号", "已反馈")
	w.did("chenxiao", id+"/close")
	w.silent("closed ones are not open", w.page("chenxiao", "/coordinations"), "执法规范化民主监督")
	w.reads("all", w.page("chenxiao", "/coordinations?all=1"), "执法规范化民主监督")
	for _, who := range []string{"daibiao", "lianluo", "other"} {
		for _, path := range []string{id, "/coordinations", id + "/life"} {
			if rec := w.send(who, httptest.NewRequest("GET", path, nil), "zh"); rec.Code != 404 {
				t.Errorf("%s opens %s: %d", who, path, rec.Code)
			}
		}
	}
	rec := w.send("chenxiao", httptest.NewRequest("GET", id, nil), "en")
	if rec.Code != 200 || !strings.Contains(rec.Body.String(), "Who checks whom") {
		t.Errorf("in English: %d", rec.Code)
	}
}
