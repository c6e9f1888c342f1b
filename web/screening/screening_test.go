package screening_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"hengjian/internal/testdb"
	"hengjian/office/officetest"
	"hengjian/oversight/access"
	"hengjian/oversight/lead"
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
	w.Import("organs", "机关代码,机关名称,机关类别,上级机关\nMZFY,明州市中级人民法院,court,\n")
	w.OpenAt(officetest.Place, officetest.OrganID("MZFY"), "lianluo", "连洛", access.Liaison)
	w.Open("daibiao", "戴标", access.Deputy)
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

func (w *world) in(lang, login, path string) string {
	w.t.Helper()
	rec := w.send(login, httptest.NewRequest("GET", path, nil), lang)
	if rec.Code != 200 {
		w.t.Fatalf("%s opens %s: %d", login, path, rec.Code)
	}
	return rec.Body.String()
}

func (w *world) page(login, path string) string { w.t.Helper(); return w.in("zh", login, path) }

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
	return rec.Header().Get("Location")
}

func path(location string) string { to, _, _ := strings.Cut(location, "?"); return to }

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

// upload hands in the register and returns where its columns are mapped.
func (w *world) upload(login, csv string) string {
	w.t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	f, _ := m.CreateFormFile("upload.hash", "已结案件.csv")
	_, _ = f.Write([]byte(csv))
	_ = m.WriteField("act_id", uuid.NewString())
	_ = m.Close()
	r := httptest.NewRequest("POST", "/screenings/new", &b)
	r.Header.Set("Content-Type", m.FormDataContentType())
	rec := w.send(login, r, "zh")
	if rec.Code != 303 {
		w.t.Fatalf("upload: %d %.2000s", rec.Code, rec.Body)
	}
	return rec.Header().Get("Location")
}

func (w *world) plan(to string, kv ...string) *httptest.ResponseRecorder {
	return w.post("chenxiao", to, append([]string{"title", "2025 年度民商事结案", "purpose", "了解随机分案的执行情况", "organ", officetest.OrganID("MZFY"), "period", "2025 年度结案",
		"cols.col_id", "案号", "cols.col_subject", "法官", "cols.col_partner", "律师", "cols.col_series", "串案",
		"params.omega0", "2", "params.min_meet", "5", "params.min_n", "50", "params.q", "0.05", "params.permute", "5", "params.seed", "1", "params.detector", "pair"}, kv...)...)
}

var leadLink = regexp.MustCompile(`/leads/[0-9a-f-]{36}`)

// A plan is declared, its power is shown, somebody else opens it once; the series
// is no lead, the pair is.
func (w *world) opened() (run, lead string) {
	w.t.Helper()
	to := w.upload("chenxiao", officetest.Docket())
	w.reads("columns", w.page("chenxiao", to), "已填", "cols.col_strata", "分案池")
	if rec := w.plan(to); rec.Code != 422 || !strings.Contains(rec.Body.String(), "至少选择一个分层列") {
		w.t.Errorf("a plan without strata: %d", rec.Code)
	}
	rec := w.plan(to, "cols.col_strata", "庭", "cols.col_strata", "月份")
	if rec.Code != 303 {
		w.t.Fatalf("declare: %d %.3000s", rec.Code, rec.Body)
	}
	run = path(rec.Header().Get("Location"))
	body := w.page("chenxiao", run)
	w.reads("the plan", body, "明人监筛〔2026〕1号", "这次能发现什么，不能发现什么", "没有被标出，不等于没有问题", "期望相遇次数", "庭、月份")
	w.silent("before it is opened", body, "甲一", "乙七", "标出的线索")
	if rec := w.post("chenxiao", run+"/open", "confirm", "1"); rec.Code == 303 {
		w.t.Error("whoever declared it opens it")
	}
	w.did("linlan", run+"/open", "confirm", "1")
	body = w.page("chenxiao", run)
	w.reads("the result", body, "标出 1 处", "随机置换 5 次", "串案合并")
	if rec := w.post("linlan", run+"/open", "confirm", "1"); rec.Code == 303 {
		w.t.Error("a plan is computed twice")
	}
	ls := leadLink.FindAllString(body, -1)
	if len(ls) == 0 {
		w.t.Fatal("no lead")
	}
	return run, ls[0]
}

func TestAPairIsFlaggedAndExplained(t *testing.T) {
	w := newWorld(t)
	run, id := w.opened()
	body := w.page("chenxiao", id)
	w.reads("the lead", body, "甲一 × 乙七", "是问题，不是结论", "funnel", "同一数据的表格", "民1庭", "案件清单", "还没有回答", "24 个月后不再计入")
	w.silent("the lead", body, "甲五", "排名", "评分")
	w.did("linlan", id+"/assign", "person", w.Person("chenxiao").ID)
	if rec := w.post("chenxiao", id+"/ask_unit", "papers", "duty", "period", "甲一的 2025 年名册"); rec.Code != 422 {
		t.Errorf("a request that names somebody: %d", rec.Code)
	}
	if w.silent("the organ before it is asked", w.page("lianluo", "/rosters"), "2025"); true {
		w.did("chenxiao", id+"/ask_unit", "papers", "duty", "papers", "rules", "period", "2025 年")
	}
	organ := w.page("lianluo", "/rosters")
	request := regexp.MustCompile(`/rosters/[0-9a-f-]{36}`).FindString(organ)
	body = w.page("lianluo", request)
	w.reads("the organ", body, "值班、法律援助和管理人名册", "不需要说明任何个案")
	w.silent("the organ", body, "甲一", "乙七", "线索", "/leads", "/screenings", "标出")
	for _, p := range []string{id, run, "/leads", "/screenings"} {
		if rec := w.send("lianluo", httptest.NewRequest("GET", p, nil), "zh"); rec.Code != 404 {
			t.Errorf("the organ opens %s: %d", p, rec.Code)
		}
		if rec := w.send("daibiao", httptest.NewRequest("GET", p, nil), "zh"); rec.Code != 404 {
			t.Errorf("a deputy opens %s: %d", p, rec.Code)
		}
	}
	w.did("lianluo", request+"/supply", "text", "乙七为本院值班律师，由甲一所在团队固定对接，名册自一月起用。")
	w.reads("the lead", w.page("chenxiao", id), "固定对接", "单位已提供")
	w.did("chenxiao", request+"/take")
	w.did("chenxiao", id+"/tick", "ticks.0.code", "series", "ticks.0.answer", "no", "ticks.3.code", "duty", "ticks.3.answer", "yes", "ticks.3.note", "值班名册")
	w.did("chenxiao", id+"/propose", "outcome", "closed", "code", "explained", "reason", "名册能够说明固定对接")
	w.did("linlan", id+"/decide")
	w.reads("closed", w.page("chenxiao", id), "不再查", "制度或者名册能够解释", "值班名册")
	w.silent("open leads", w.page("chenxiao", "/leads"), id)
	w.reads("all leads", w.page("chenxiao", "/leads?all=1"), id)
	w.reads("realised precision", w.page("chenxiao", "/screenings"), "各检测方法的实际准确率", "能够解释或者没有可查")
	en := w.in("en", "chenxiao", id)
	w.reads("in English", en, "A question, no finding", "Odds ratio", "Strata", "explained by rules or rosters")
	w.silent("in English", w.in("en", "chenxiao", run), "随机置换", "多大")
}

func TestAPairBecomesAProblem(t *testing.T) {
	w := newWorld(t)
	_, id := w.opened()
	w.did("linlan", id+"/assign", "person", w.Person("chenxiao").ID)
	w.did("chenxiao", id+"/ask_unit", "papers", "rules", "period", "2025 年")
	if rec := w.post("linlan", id+"/invite_person", "day", "2026-03-02"); rec.Code == 303 {
		t.Error("the person is asked before the unit's rules are seen")
	}
	w.Wait(30 * 24 * time.Hour) // the unit lets its term pass
	w.token = map[string]string{}
	w.did("linlan", id+"/invite_person", "day", "2026-04-01")
	w.did("chenxiao", id+"/enter_statement", "day", "2026-04-01", "text", "分案由庭长指定，没有留下理由。")
	var kv []string
	for i, e := range lead.Explanations {
		at := "ticks." + string(rune('0'+i)) + "."
		kv = append(kv, at+"code", e.Code, at+"answer", "no")
	}
	w.did("chenxiao", id+"/tick", kv...)
	w.did("chenxiao", id+"/propose", "outcome", "problem", "code", "confirmed", "reason", "指定分案没有理由记录")
	w.did("linlan", id+"/decide")
	body := w.page("chenxiao", id)
	w.reads("decided", body, "转为问题", "由此拟定问题", "没有留下理由")
	to := regexp.MustCompile(`/problems/new\?[^"]*`).FindString(body)
	problem := path(w.did("chenxiao", strings.ReplaceAll(to, "&amp;", "&"), "title", "指定分案没有记录理由", "statement", "核查发现，该院指定分案没有记录理由，随机分案制度没有落实。", "class", "norm.recording", "origin", "lead"))
	w.reads("the lead", w.page("chenxiao", id), problem)
}

// A plan can be left unopened; it stays in the ledger with its reason.
func TestWithdrawn(t *testing.T) {
	w := newWorld(t)
	run := path(w.plan(w.upload("chenxiao", officetest.Docket()), "cols.col_strata", "庭").Header().Get("Location"))
	w.did("chenxiao", run+"/withdraw", "reason", "分层还要加上月份")
	w.reads("the ledger", w.page("chenxiao", "/screenings"), "未开启即撤回")
	w.reads("the run", w.page("chenxiao", run), "分层还要加上月份")
	if rec := w.post("linlan", run+"/open", "confirm", "1"); rec.Code == 303 {
		t.Error("a withdrawn plan is opened")
	}
}
