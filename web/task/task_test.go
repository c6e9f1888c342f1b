package task_test

import (
	"bytes"
	"mime/multipart"
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
	"hengjian/oversight/organ"
	"hengjian/web/kit/see"
	"hengjian/web/site"
)

// world is the house of 明州市 seen through the browser.
type world struct {
	*officetest.House
	t     testing.TB
	http  http.Handler
	token map[string]string
	camp  string
}

func newWorld(t testing.TB) *world {
	t.Helper()
	w := &world{House: officetest.New(t, testdb.SQLite(t)), t: t, token: map[string]string{}}
	w.Import("organs", "机关代码,机关名称,机关类别,上级机关\nMZGA,明州市公安局,police,\nMZFY,明州市中级人民法院,court,\n")
	w.OpenAt(officetest.Place, officetest.OrganID("MZGA"), "lianluo", "连洛", access.Liaison)
	w.OpenAt(officetest.Place, officetest.OrganID("MZFY"), "fylianluo", "范洛", access.Liaison)
	w.Open("clerk2", "程二", access.Clerk)
	w.camp = w.Must("chenxiao", &campaign.Draft{Title: "规范执法专项监督", Since: "2026-03-01"}).Subject
	h, err := site.Office(w.O, site.Options{})
	if err != nil {
		t.Fatal(err)
	}
	w.http = h
	return w
}

type answer struct {
	code     int
	body, to string
}

func (w *world) send(login string, r *http.Request, lang string) answer {
	if w.token[login] == "" {
		w.token[login] = w.Token(login)
	}
	r.AddCookie(&http.Cookie{Name: "hengjian", Value: w.token[login]})
	if lang != "" {
		r.AddCookie(&http.Cookie{Name: "lang", Value: lang})
	}
	rec := httptest.NewRecorder()
	w.http.ServeHTTP(rec, r)
	return answer{rec.Code, rec.Body.String(), rec.Header().Get("Location")}
}

func (w *world) get(login, path string) answer {
	return w.send(login, httptest.NewRequest("GET", path, nil), "")
}

// page gets a page that must be there, in both languages.
func (w *world) page(login, path string) string {
	w.t.Helper()
	en := w.send(login, httptest.NewRequest("GET", path, nil), "en")
	a := w.get(login, path)
	if a.code != 200 || en.code != 200 {
		w.t.Fatalf("%s GET %s: %d, %d in English: %s", login, path, a.code, en.code, words(a.body))
	}
	return a.body
}

func pairsOf(pairs []string) url.Values {
	f := url.Values{"act_id": {uuid.NewString()}}
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i] == "act_id" {
			f.Set("act_id", pairs[i+1])
			continue
		}
		f.Add(pairs[i], pairs[i+1])
	}
	return f
}

func (w *world) post(login, path string, pairs ...string) answer {
	w.t.Helper()
	r := httptest.NewRequest("POST", path, strings.NewReader(pairsOf(pairs).Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return w.send(login, r, "")
}

// did posts a form that must be taken, after the form was shown.
func (w *world) did(login, path string, pairs ...string) string {
	w.t.Helper()
	if g := w.get(login, path); g.code != 200 {
		w.t.Fatalf("%s: the form %s is not shown: %d %s", login, path, g.code, words(g.body))
	}
	a := w.post(login, path, pairs...)
	if a.code != 303 {
		w.t.Fatalf("%s POST %s: %d %s", login, path, a.code, words(a.body))
	}
	to, _, _ := strings.Cut(a.to, "?")
	return to
}

// upload posts a form with a file.
func (w *world) upload(login, path, field, name, content string, pairs ...string) answer {
	w.t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	for k, vs := range pairsOf(pairs) {
		for _, v := range vs {
			if err := m.WriteField(k, v); err != nil {
				w.t.Fatal(err)
			}
		}
	}
	f, err := m.CreateFormFile("upload."+field, name)
	if err != nil {
		w.t.Fatal(err)
	}
	f.Write([]byte(content))
	m.Close()
	r := httptest.NewRequest("POST", path, &b)
	r.Header.Set("Content-Type", m.FormDataContentType())
	return w.send(login, r, "")
}

var (
	tagged = regexp.MustCompile(`(?s)<(script|style).*?</(script|style)>|<[^>]*>`)
	spaces = regexp.MustCompile(`\s+`)
)

func words(s string) string {
	s = spaces.ReplaceAllString(tagged.ReplaceAllString(s, " "), " ")
	if len(s) > 1500 {
		s = s[:1500]
	}
	return s
}

func (w *world) reads(what, body string, marks ...string) {
	w.t.Helper()
	for _, m := range marks {
		if !strings.Contains(body, m) {
			w.t.Errorf("%s does not read %q: %s", what, m, words(body))
		}
	}
}

func (w *world) readsNot(what, body string, marks ...string) {
	w.t.Helper()
	for _, m := range marks {
		if strings.Contains(body, m) {
			w.t.Errorf("%s reads %q", what, m)
		}
	}
}

// TestOneTaskThroughItsPages: set without an owner, assigned, accepted by the
// owner, done, reported late with a reason, confirmed by somebody else.
func TestOneTaskThroughItsPages(t *testing.T) {
	w := newWorld(t)
	w.reads("an empty list", w.page("chenxiao", "/tasks"), "还没有任务")
	id := w.did("chenxiao", "/tasks/new?campaign="+w.camp, "title", "走访十个基层派出所", "content", "逐所走访并记录。", "owner", "", "due", "")
	w.reads("a thin task", w.page("chenxiao", id), "不具体", "没有人负责", "待分派")
	w.reads("the thin ones", w.page("chenxiao", "/tasks?only=thin"), "走访十个基层派出所")
	bad := w.post("chenxiao", id+"/assign", "owner", "")
	if bad.code != 422 || !strings.Contains(bad.body, `href="#f-owner"`) {
		t.Errorf("nobody chosen: %d %s", bad.code, words(bad.body))
	}
	w.did("chenxiao", id+"/assign", "owner", "p:"+w.Person("clerk2").ID, "due", "2026-03-06")
	w.reads("the owner's workbench", w.page("clerk2", "/"), "走访十个基层派出所")
	w.readsNot("a colleague's workbench", w.page("linlan", "/"), "走访十个基层派出所")
	if a := w.get("linlan", id+"/accept"); a.code != 403 {
		t.Errorf("the director accepts somebody's task: %d", a.code)
	}
	w.did("clerk2", id+"/accept")
	w.did("clerk2", id+"/progress", "text", "已经走访三个所。")
	if a := w.upload("clerk2", id+"/progress", "files", "走访记录.txt", "走访记录正文。", "text", "走访记录见附件。"); a.code != 303 {
		t.Fatalf("progress with evidence: %d %s", a.code, words(a.body))
	}
	file := regexp.MustCompile(id + `/files/[0-9a-f]{64}`).FindString(w.page("linlan", id))
	if a := w.get("linlan", file); file == "" || a.code != 200 || !strings.Contains(a.body, "走访记录正文") {
		t.Errorf("the evidence %q: %d", file, a.code)
	}
	if a := w.get("linlan", id+"/files/"+strings.Repeat("0", 64)); a.code != 404 {
		t.Errorf("another address: %d", a.code)
	}
	w.did("clerk2", id+"/block", "text", "两个所正在搬迁", "help", "请工委协调日期")
	w.reads("the board", w.page("linlan", "/tasks/board"), "走访十个基层派出所", "受阻")
	w.did("linlan", id+"/unblock", "text", "已协调，下周可以去")
	w.Wait(6 * 24 * 3600 * 1e9)
	w.token = map[string]string{}
	if g := w.get("clerk2", id+"/report"); !strings.Contains(g.body, "为什么晚了") {
		t.Errorf("a late report is not asked why: %s", words(g.body))
	}
	if a := w.post("clerk2", id+"/report", "text", "十个所全部走访，记录齐全。"); a.code != 422 {
		t.Errorf("late without a reason: %d", a.code)
	}
	w.did("clerk2", id+"/report", "text", "十个所全部走访，记录齐全。", "late", "两个所搬迁，晚了三天")
	if a := w.get("clerk2", id+"/confirm"); a.code != 403 {
		t.Errorf("the owner confirms her own: %d", a.code)
	}
	w.did("linlan", id+"/confirm")
	w.reads("the task", w.page("linlan", id), "已确认完成", "两个所搬迁，晚了三天", "clerk2"[:0]+"程二")
	if a := w.get("linlan", "/tasks/export.xlsx?state=confirmed"); a.code != 200 || !strings.HasPrefix(a.body, "PK") {
		t.Errorf("export: %d", a.code)
	}
}

// TestManyAtOnce: the preview is what the door would do and keeps nothing; each
// task gets its own act, what cannot be changed says why, and pressing twice
// changes nothing twice.
func TestManyAtOnce(t *testing.T) {
	w := newWorld(t)
	var ids []string
	form := []string{"do", "due", "due", "2026-04-20", "reason", "走访对象增加"}
	for _, title := range []string{"走访派出所", "走访看守所", "走访基层法庭"} {
		p := w.did("chenxiao", "/tasks/new", "title", title, "owner", "p:"+w.Person("clerk2").ID, "due", "2026-03-20")
		ids = append(ids, strings.TrimPrefix(p, "/tasks/"))
		form = append(form, "id", ids[len(ids)-1])
	}
	// the button stays over the list, with the count beside it, however long the list is
	page := see.Parse(t, w.page("chenxiao", "/tasks"))
	page.One(`form#tick input[name="step"]`)
	bar := page.One(".ticked")
	bar.One(`button[form="tick"]`).Says("批量修改所选")
	bar.One(`output[data-ticked="id"]`)
	bar.One(`input[data-all="id"]`)
	// the choice of columns is a form of its own: the boxes name theirs, or they would belong to none
	if n := len(page.All(`tbody input[name="id"][form="tick"]`)); n != 3 || len(page.All(`input[data-all]`)) != 1 {
		t.Errorf("%d tasks to tick, and one box for all of them", n)
	}
	w.did("linlan", "/tasks/"+ids[2]+"/cancel", "reason", "与另一任务重复")
	if a := w.post("chenxiao", "/tasks/bulk", "step", "choose", "id", ids[0]); a.code != 200 {
		t.Fatalf("choose: %d %s", a.code, words(a.body))
	}
	seen := w.post("chenxiao", "/tasks/bulk", append(form, "step", "preview")...)
	w.reads("the preview", seen.body, "可以改 2 件，不能改 1 件", "4月20日", "已取消", "改动前")
	w.reads("nothing is kept by a preview", w.page("chenxiao", "/tasks/"+ids[0]), "3月20日")
	press := append(form, "step", "do", "ok", ids[0], "ok", ids[1], "ok", ids[2], "act_id", uuid.NewString())
	for range 2 {
		done := w.post("chenxiao", "/tasks/bulk", press...)
		w.reads("the result", done.body, "已改动 2 件", "有 1 件没有改动")
	}
	lines, err := w.O.History(w.Ctx, "task", ids[0])
	if err != nil || len(lines) != 2 {
		t.Fatalf("%d lines, %v: pressing twice is one act", len(lines), err)
	}
	w.did("clerk2", "/tasks/"+ids[0]+"/accept")
	own := w.post("linlan", "/tasks/bulk", "step", "do", "do", "owner", "owner", "p:"+w.Person("chenxiao").ID, "reason", "岗位调整", "id", ids[0], "id", ids[1], "ok", ids[0], "ok", ids[1])
	w.reads("owners changed", own.body, "已改动 2 件", "陈晓 · 已接收", "陈晓 · 已分派")
	if a := w.post("member", "/tasks/bulk", press...); a.code != 403 {
		t.Errorf("a member changes tasks: %d", a.code)
	}
	if a := w.post("chenxiao", "/tasks/bulk", "step", "preview", "do", "due", "due", "2026-04-20", "id", uuid.NewString()); a.code != 404 {
		t.Errorf("unknown tasks: %d", a.code)
	}
}

// TestTasksFromThePlan: each requirement without a task becomes one, once.
func TestTasksFromThePlan(t *testing.T) {
	w := newWorld(t)
	plan := campaign.Plan{Requirements: []campaign.Requirement{{Text: "全面排查办案区管理制度落实情况"}, {Text: "每月通报进展"}}}.Keyed(campaign.Plan{})
	w.Must("chenxiao", &campaign.Write{ID: w.camp, Plan: plan})
	tab := "/campaigns/" + w.camp + "/tasks"
	w.reads("uncovered ones stand out", w.page("chenxiao", tab), "没有任务落实", "每月通报进展", "为这一条布置任务")
	gen := "/tasks/generate?campaign=" + w.camp
	w.reads("the preview", w.page("chenxiao", gen), "每月通报进展", "生成勾选的任务")
	press := []string{"via", "r1", "via", "r2", "owner", "", "due", "", "act_id", uuid.NewString()}
	for range 2 {
		w.reads("made", w.post("chenxiao", gen, press...).body, "已生成 2 件任务")
	}
	w.reads("nothing is left", w.page("chenxiao", gen), "每条工作要求都已有任务")
	body := w.page("chenxiao", tab)
	w.reads("thin ones stand out", body, "不具体 1 项")
	w.readsNot("covered", body, "没有任务落实</span>")
	w.reads("by requirement", w.page("chenxiao", "/tasks?campaign="+w.camp+"&requirement=r2"), "每月通报进展")
	if a := w.get("member", gen); a.code != 403 {
		t.Errorf("a member makes tasks: %d", a.code)
	}
}

// TestTasksForASharedPlan: a city answers the requirements of the province's
// plan by its own tasks; one it says does not apply is no gap, and neither sees
// the other's tasks.
func TestTasksForASharedPlan(t *testing.T) {
	w := newWorld(t)
	w.Must("anquan", &organ.Found{Place: "990000", Name_: "明省人民代表大会常务委员会", Short: "明省人大常委会", Level: "province", Prefix: "省人"})
	w.OpenAt("990000", "", "sheng", "盛经办", access.Clerk)
	up := w.Must("sheng", &campaign.Draft{Title: "全省规范执法专项监督", Since: "2026-03-01"}).Subject
	w.Must("sheng", &campaign.Write{ID: up, Plan: campaign.Plan{Requirements: []campaign.Requirement{{Text: "全面排查办案区"}, {Text: "海上执法专项检查"}, {Text: "按月报告情况"}}}})
	w.MustAs(w.Person("sheng"), &campaign.Adopt{ID: up}, office.Order{Body: &act.Body{Name: "council", Minute: "省纪要〔2026〕1号", Date: "2026-03-01"}})
	w.Must("sheng", &campaign.Send{ID: up})
	own := w.Must("chenxiao", &campaign.Adapt{Upper: up, Title: "明州规范执法专项监督", Since: "2026-03-01"}).Subject
	w.Must("chenxiao", &campaign.AnswerRequirement{ID: own, Key: "r2", Reason: "本市不临海，没有海上执法"})
	id := w.did("chenxiao", "/tasks/new?campaign="+own, "title", "排查十二个办案区", "requirement", "u:r1", "owner", "p:"+w.Person("clerk2").ID, "due", "2026-04-01")
	w.reads("the task", w.page("chenxiao", id), "全面排查办案区", "全省规范执法专项监督")
	body := w.page("chenxiao", "/campaigns/"+own+"/tasks")
	w.reads("by requirement", body, "上级方案", "本级说明不适用", "本市不临海", "没有任务落实", "排查十二个办案区")
	w.readsNot("what is left", w.page("chenxiao", "/tasks/generate?campaign="+own), "海上执法", "全面排查办案区")
	w.reads("what is left", w.page("chenxiao", "/tasks/generate?campaign="+own), "按月报告情况")
	for login, path := range map[string]string{"sheng": "/campaigns/" + own + "/tasks", "chenxiao": "/campaigns/" + up + "/tasks", "linlan": "/tasks/generate?campaign=" + up} {
		if a := w.get(login, path); a.code != 404 {
			t.Errorf("%s reads %s: %d", login, path, a.code)
		}
	}
	if a := w.get("sheng", id); a.code != 404 {
		t.Errorf("the province reads a city's task: %d", a.code)
	}
	if a := w.post("chenxiao", "/tasks/new?campaign="+own, "title", "没有这一条", "requirement", "u:r9"); a.code != 422 {
		t.Errorf("an unknown requirement: %d", a.code)
	}
}

// TestTheOrgansTask: the organ sees what it is asked to do, nothing of the
// office's own affairs, and other organs see nothing.
func TestTheOrgansTask(t *testing.T) {
	w := newWorld(t)
	first := w.did("chenxiao", "/tasks/new?campaign="+w.camp, "title", "印发自查表格", "owner", "p:"+w.Person("clerk2").ID, "due", "2026-03-05")
	id := w.did("chenxiao", "/tasks/new?campaign="+w.camp, "title", "报送办案区台账", "owner", "o:"+officetest.OrganID("MZGA"), "due", "2026-03-06")
	w.did("chenxiao", id+"/depend", "depends", strings.TrimPrefix(first, "/tasks/"))
	if a := w.post("chenxiao", first+"/depend", "depends", strings.TrimPrefix(id, "/tasks/")); a.code != 422 || !strings.Contains(a.body, "循环") {
		t.Errorf("a circle: %d %s", a.code, words(a.body))
	}
	w.reads("the list says what waits", w.page("chenxiao", "/tasks"), "等前置任务")
	w.reads("the first of the two", w.page("chenxiao", first), "在等本任务的", "报送办案区台账")
	body := w.page("lianluo", id)
	w.reads("the organ", body, "报送办案区台账", "接收")
	w.readsNot("the organ", body, "印发自查表格", "陈晓", "规范执法专项监督")
	w.reads("the organ's list", w.page("lianluo", "/tasks"), "报送办案区台账")
	w.readsNot("the organ's list", w.page("lianluo", "/tasks"), "印发自查表格")
	if a := w.get("fylianluo", id); a.code != 404 {
		t.Errorf("another organ: %d", a.code)
	}
	w.did("lianluo", id+"/accept")
	if a := w.get("lianluo", id+"/report"); a.code != 409 || !strings.Contains(a.body, "前置任务") {
		t.Errorf("reported before what comes first: %d %s", a.code, words(a.body))
	}
	w.Wait(6 * 24 * 3600 * 1e9)
	w.token = map[string]string{}
	if a := w.get("linlan", id+"/request"); a.code != 409 {
		t.Errorf("the second rung before the first: %d", a.code)
	}
	w.did("chenxiao", id+"/remind", "text", "任务已过完成日期，请告知进度。")
	if n, err := w.O.NoticesOf(w.Ctx, w.Person("lianluo"), 0, 20); err != nil || len(n) == 0 || n[0].Act != "task.remind" {
		t.Errorf("the organ's liaison is not told of the reminder: %+v %v", n, err)
	}
	w.reads("the organ reads the reminder", w.page("lianluo", id), "任务已过完成日期，请告知进度。")
	w.Wait(8 * 24 * 3600 * 1e9)
	w.token = map[string]string{}
	if a := w.post("linlan", id+"/request", "text", "商请对该案从轻处罚。"); a.code != 422 {
		t.Errorf("a letter that decides: %d", a.code)
	}
	w.did("linlan", id+"/request", "text", "商请告知进度和困难。")
	w.reads("the letter's number", w.page("lianluo", id), "明人监商〔2026〕1号")
	if a := w.get("lianluo", id+"/request.docx"); a.code != 200 || !strings.HasPrefix(a.body, "PK") {
		t.Errorf("the letter: %d", a.code)
	}
}
