package experience_test

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

// TestAnExperience: an organ submits, it comes back for more, is kept, shared,
// found by its words by everybody, and withdrawn.
func TestAnExperience(t *testing.T) {
	w := newWorld(t)
	text := "每周由值班领导抽看三段讯问录像，发现问题当周讲评，次月通报保存情况。"
	if rec := w.post("lianluo", "/experiences/new", "title", "录像抽查讲评", "text", "（2026）明0102刑初12号案的做法值得推广，抽看录像。", "effect", "同类反映减少", "sort", "police"); rec.Code != 422 {
		t.Errorf("a case in an experience: %d", rec.Code)
	}
	id := w.did("lianluo", "/experiences/new", "title", "录像抽查讲评", "text", text, "effect", "三个月内同类反映由 9 件降到 2 件", "sort", "police", "class", "norm.recording")
	w.reads("submitted", w.page("lianluo", id), text, "已报送")
	w.did("chenxiao", id+"/return", "reason", "请补充怎样确定抽看的录像")
	w.reads("returned", w.page("lianluo", id), "请补充怎样确定抽看的录像")
	w.did("lianluo", id+"/revise", "title", "录像抽查讲评", "text", text+"抽看的录像由系统随机指定。", "effect", "三个月内同类反映由 9 件降到 2 件", "sort", "police", "class", "norm.recording")
	if rec := w.send("daibiao", httptest.NewRequest("GET", id, nil), "zh"); rec.Code != 404 {
		t.Errorf("a deputy before it is shared: %d", rec.Code)
	}
	w.did("chenxiao", id+"/keep", "sort", "police", "class", "norm.recording")
	w.did("linlan", id+"/publish")
	for _, who := range []string{"daibiao", "lianluo", "chenxiao"} {
		w.reads(who+" lists it", w.page(who, "/experiences"), "录像抽查讲评")
		w.reads(who+" finds it", w.page(who, "/experiences?text="+url.QueryEscape("随机指定")), "录像抽查讲评")
	}
	w.reads("for courts there is none", w.page("daibiao", "/experiences?sort=court"), "没有符合条件的经验")
	w.did("linlan", id+"/withdraw", "reason", "系统更换，做法需要更新")
	if rec := w.send("daibiao", httptest.NewRequest("GET", id, nil), "zh"); rec.Code != 404 {
		t.Errorf("a deputy after it was withdrawn: %d", rec.Code)
	}
	rec := w.send("chenxiao", httptest.NewRequest("GET", id, nil), "en")
	if rec.Code != 200 || !strings.Contains(rec.Body.String(), "What came of it") {
		t.Errorf("in English: %d", rec.Code)
	}
}
