package measure_test

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

const text = `明州市司法监督办法
第一章 总则
第一条 为了规范司法监督工作，根据有关法律，制定本办法。
第二章 监督内容
第二条 讯问应当全程录音录像，并按下列要求保存：
（一）保存期限不少于六个月；
（二）调取应当登记。
管理由法制部门负责。
第三条 涉案财物应当专人保管。
`

// TestClauseByClause: pasted, split into articles with their paragraphs and
// items, asked of an organ, answered, judged by one and concluded by another.
func TestClauseByClause(t *testing.T) {
	w := &world{House: officetest.New(t, testdb.SQLite(t)), t: t, token: map[string]string{}}
	w.Import("organs", "机关代码,机关名称,机关类别,上级机关\nMZGA,明州市公安局,police,\nMZFY,明州市中级人民法院,court,\n")
	gaj := officetest.OrganID("MZGA")
	w.OpenAt(officetest.Place, gaj, "lianluo", "连洛", access.Liaison)
	w.OpenAt(officetest.Place, gaj, "juzhang", "鞠章", access.Chief)
	w.OpenAt(officetest.Place, officetest.OrganID("MZFY"), "fayuan", "范远", access.Liaison)
	h, err := site.Office(w.O, site.Options{})
	if err != nil {
		t.Fatal(err)
	}
	w.http = h
	w.reads("nothing yet", w.page("chenxiao", "/measures"), "还没有录入监督办法")
	if rec := w.post("chenxiao", "/measures/new", "title", "明州市司法监督办法", "text", "没有条款的一段话。"); rec.Code != 422 || !strings.Contains(rec.Body.String(), "没有找到条款") {
		t.Errorf("no clauses: %d", rec.Code)
	}
	id := w.did("chenxiao", "/measures/new", "title", "明州市司法监督办法", "doc_no", "公告第3号", "text", text)
	page := w.page("chenxiao", id)
	w.reads("split", page, "第三条", "第二章 监督内容", "管理由法制部门负责", "共 3 条", "（二）调取应当登记")
	w.did("chenxiao", id+"/assign", "sets.0.clause", "a2", "sets.0.text", "保存多久？谁管理？\n怎样登记调取？", "sets.0.organs", gaj, "sets.1.clause", "a3", "sets.1.organs", gaj)
	w.did("chenxiao", "/clausechecks/new?measure="+strings.TrimPrefix(id, "/measures/"), "measure", strings.TrimPrefix(id, "/measures/"), "organs", gaj)
	part := regexp.MustCompile(`/clausechecks/[0-9a-f-]{36}`).FindString(w.page("lianluo", "/clausechecks"))
	if part == "" {
		t.Fatal("the organ sees nothing")
	}
	if rec := w.send("fayuan", httptest.NewRequest("GET", part, nil), "zh"); rec.Code != 404 {
		t.Errorf("another organ: %d", rec.Code)
	}
	if rec := w.send("lianluo", httptest.NewRequest("GET", id, nil), "zh"); rec.Code != 404 {
		t.Errorf("the measure's own table: %d", rec.Code)
	}
	w.reads("asked", w.page("lianluo", part), "怎样登记调取", "还没有答复")
	w.did("lianluo", part+"/answer?clause=a2", "clause", "a2", "answer", "全部讯问室已经安装，保存六个月。")
	w.did("lianluo", part+"/answer?clause=a3", "clause", "a3", "answer", "设专门保管室，双人双锁。")
	w.did("juzhang", part+"/submit", "confirm", "1")
	w.did("chenxiao", part+"/judge", "verdicts.0.clause", "a2", "verdicts.0.verdict", "done", "verdicts.1.clause", "a3", "verdicts.1.verdict", "partly", "verdicts.1.why", "两个派出所没有保管室")
	w.silent("before it is concluded", w.page("lianluo", part), "部分落实", "两个派出所")
	w.did("linlan", part+"/conclude")
	w.reads("concluded", w.page("lianluo", part), "部分落实", "两个派出所")
	w.reads("the table", w.page("chenxiao", id), "部分落实", "双人双锁", "明州市公安局")
	for _, path := range []string{id + "/table.xlsx", id + "/table.docx"} {
		if len(w.page("chenxiao", path)) < 1000 {
			t.Error("empty", path)
		}
	}
	w.did("chenxiao", id+"/revise", "text", strings.Replace(text, "全程录音", "全程同步录音", 1), "reason", "常委会修改了第二条")
	w.reads("the next edition", w.page("chenxiao", id), "第 2 版", "全程同步录音", "常委会修改了第二条")
}
