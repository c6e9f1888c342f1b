package handover_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"hengjian/internal/testdb"
	"hengjian/office"
	"hengjian/office/officetest"
	"hengjian/oversight/access"
	"hengjian/oversight/account"
	"hengjian/oversight/act"
	"hengjian/oversight/clue"
	"hengjian/oversight/handover"
	"hengjian/oversight/problem"
	"hengjian/oversight/task"
	"hengjian/web/site"
)

// world is the house of 明州市 seen through the browser.
type world struct {
	*officetest.House
	t     testing.TB
	http  http.Handler
	token map[string]string
}

func newWorld(t testing.TB, dsn string) *world {
	t.Helper()
	w := &world{House: officetest.New(t, dsn), t: t, token: map[string]string{}}
	w.Import("organs", "机关代码,机关名称,机关类别,上级机关\nMZGA,明州市公安局,police,\n")
	w.Open("clerk2", "程二", access.Clerk)
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
	if lang != "" {
		r.AddCookie(&http.Cookie{Name: "lang", Value: lang})
	}
	rec := httptest.NewRecorder()
	w.http.ServeHTTP(rec, r)
	return rec
}

// page gets a page that must be there, in both languages.
func (w *world) page(login, path string) string {
	w.t.Helper()
	en := w.send(login, httptest.NewRequest("GET", path, nil), "en")
	a := w.send(login, httptest.NewRequest("GET", path, nil), "")
	if a.Code != 200 || en.Code != 200 {
		w.t.Fatalf("%s GET %s: %d, %d in English: %s", login, path, a.Code, en.Code, words(a.Body.String()))
	}
	return a.Body.String()
}

func (w *world) post(login, path string, pairs ...string) *httptest.ResponseRecorder {
	w.t.Helper()
	f := url.Values{"act_id": {uuid.NewString()}}
	for i := 0; i < len(pairs); i += 2 {
		f.Set(pairs[i], pairs[i+1])
	}
	r := httptest.NewRequest("POST", path, strings.NewReader(f.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return w.send(login, r, "")
}

func (w *world) did(login, path string, pairs ...string) string {
	w.t.Helper()
	a := w.post(login, path, pairs...)
	if a.Code != 303 {
		w.t.Fatalf("%s POST %s: %d %s", login, path, a.Code, words(a.Body.String()))
	}
	to, _, _ := strings.Cut(a.Header().Get("Location"), "?")
	return to
}

var (
	tagged = regexp.MustCompile(`(?s)<(script|style).*?</(script|style)>|<[^>]*>`)
	spaces = regexp.MustCompile(`\s+`)
)

func words(s string) string {
	s = spaces.ReplaceAllString(tagged.ReplaceAllString(s, " "), " ")
	if len(s) > 3000 {
		s = s[:3000]
	}
	return s
}

func (w *world) reads(what, body string, marks ...string) {
	w.t.Helper()
	text := words(body)
	for _, m := range marks {
		if !strings.Contains(body, m) && !strings.Contains(text, m) {
			w.t.Errorf("%s does not read %q: %s", what, m, text)
		}
	}
}

// clues lets the leaver handle n messages about the police.
func (w *world) clues(n int) (ids []string) {
	for i := range n {
		id, _ := w.Message("police", fmt.Sprintf("反映第 %d 件。", i))
		w.Must("hejing", &clue.Open{ID: id})
		w.Must("hejing", &clue.Summarise{ID: id, Title: fmt.Sprintf("反映办案区管理第%d件", i), Summary: "来信人称，办案区管理不规范。", Class: "norm.recording"})
		w.Must("chenxiao", &clue.Take{ID: id})
		ids = append(ids, id)
	}
	return ids
}

func (w *world) tasks(n int, owner string) (ids []string) {
	for i := range n {
		ids = append(ids, w.Must("linlan", &task.Create{Work: task.Work{Title: fmt.Sprintf("走访第%d个派出所", i)}, Owner: task.Owner{Person: w.Person(owner).ID}, Due: "2026-05-01"}).Subject)
	}
	return ids
}

// A clerk leaves and hands over sixty matters: clues to one, tasks to another.
// She sees the list first, both sign, a director confirms, and each matter
// changes hands by an act of its own whose cause is the confirmation.
func TestSixtyMattersGoInOneGo(t *testing.T) {
	testdb.Each(t, func(t *testing.T, dsn, engine string) {
		w := newWorld(t, dsn)
		cs, ts := w.clues(6), w.tasks(54, "chenxiao")
		done := w.tasks(1, "chenxiao")[0]
		w.Must("linlan", &task.Cancel{ID: done, Reason: "与另一任务重复"})
		stays := cs[0] // he who takes the clues declares an interest in this one
		w.Must("clerk2", &clue.Take{ID: stays})
		w.Must("clerk2", &clue.Recuse{ID: stays, Why: clue.RecuseWhys[0].Code})
		known := w.Must("chenxiao", &problem.Draft{Title: "讯问录音录像不全", Statement: "检查发现，该局办案区讯问录音录像不完整。", Class: "norm.recording", Organ: officetest.OrganID("MZGA"), Origin: "inspection"}).Subject

		w.reads("what she handles", w.page("chenxiao", "/handovers/new"), "在办 54 件", "在办 6 件", "已结 1 件")
		form := []string{"rest", w.Person("hejing").ID, "clue", w.Person("clerk2").ID, "until", "2026-03-31", "reason", "轮岗"}
		pre := w.post("chenxiao", "/handovers/new", append(form, "step", "preview")...)
		w.reads("the list before it goes", pre.Body.String(), "在办事项清单", "不能换人", "讯问录音录像不全", "告知事项", "陈晓 → 程二", "陈晓 → 何静", "密钥和授权", "岗位：经办")
		if n, _ := w.O.Count(w.Ctx, w.Person("linlan"), office.Filter{Kinds: []string{"handover"}}, 10); n != 0 {
			t.Fatal("a preview keeps nothing")
		}
		if a := w.post("chenxiao", "/handovers/new", "step", "preview", "reason", "轮岗"); a.Code != 422 || !strings.Contains(a.Body.String(), `href="#f-rest"`) {
			t.Errorf("nobody takes over: %d %s", a.Code, words(a.Body.String()))
		}
		path := w.did("chenxiao", "/handovers/new", append(form, "step", "do")...)
		w.reads("the receiver's workbench", w.page("hejing", "/"), "陈晓的工作交接")
		if a := w.post("linlan", path+"/confirm", "confirm", "1"); a.Code != 409 {
			t.Errorf("confirmed before it was signed: %d", a.Code)
		}
		w.did("hejing", path+"/accept", "confirm", "1")
		w.did("clerk2", path+"/accept", "confirm", "1")
		w.Must("linlan", &task.Cancel{ID: ts[0], Reason: "不再需要办理"}) // since then one is over
		late := w.tasks(1, "chenxiao")[0]                           // and one came
		began := time.Now()
		w.did("linlan", path+"/confirm", "confirm", "1")
		t.Logf("%s: confirmed in %v", engine, time.Since(began))

		body := w.page("chenxiao", path)
		w.reads("the record", body, "已交接", "已换人 59 件，未换人 1 件", "已换人", "已不在手")
		if n, err := w.O.Count(w.Ctx, w.Person("linlan"), office.Filter{Kinds: []string{"clue", "task"}, Holder: w.Person("chenxiao").ID, States: append(task.Life.OpenStates(), "registered")}, 100); err != nil || n != 1 {
			t.Errorf("she still handles %d, %v", n, err)
		}
		w.handedBy(path, "task", late, "hejing")
		w.handedBy(path, "task", ts[53], "hejing")
		w.handedBy(path, "clue", cs[5], "clerk2")
		if x := w.send("linlan", httptest.NewRequest("GET", path+"/list.xlsx", nil), ""); x.Code != 200 || !strings.HasPrefix(x.Body.String(), "PK") {
			t.Errorf("the list as a workbook: %d", x.Code)
		}
		// Who is recused from a matter does not read its title on the list.
		if strings.Contains(w.page("clerk2", path), "反映办案区管理第0件") {
			t.Error("a recused colleague reads the title")
		}
		w.reads("a recused colleague", w.page("clerk2", path), "不在您的可见范围内")
		_ = known
	})
}

// handedBy checks the last line of a matter: handed over, because of the
// hand-over's confirmation, to that person.
func (w *world) handedBy(path, kind, id, to string) {
	w.t.Helper()
	lines, err := w.O.History(w.Ctx, kind, id)
	if err != nil || len(lines) == 0 {
		w.t.Fatal(err)
	}
	l := lines[len(lines)-1]
	own, err := w.O.History(w.Ctx, "handover", strings.TrimPrefix(path, "/handovers/"))
	if err != nil {
		w.t.Fatal(err)
	}
	if last := own[len(own)-1]; l.Act != kind+".hand_over" || l.Cause != last.Seq || last.Act != "handover.confirm" {
		w.t.Errorf("%s of %s: %s with cause %d, the confirmation is %d", kind, id, l.Act, l.Cause, last.Seq)
	}
	s, err := w.O.Subject(w.Ctx, w.Person("linlan"), kind, id)
	if err != nil || !office.HeadOf(s).Has(w.Person(to).ID, "handler") || office.HeadOf(s).Has(w.Person("chenxiao").ID, "handler") {
		w.t.Errorf("%s of %s is not %s's: %v", kind, id, to, err)
	}
}

// Closed matters go too where that is asked for: a clue that is opened again
// finds somebody; a task that is over stays in the list for reference.
func TestClosedMattersGoToo(t *testing.T) {
	w := newWorld(t, testdb.SQLite(t))
	c := w.clues(1)[0]
	w.Must("chenxiao", &clue.Propose{ID: c, Routes: []clue.Route{{Outcome: "statistics", Reason: "仅作统计"}}})
	w.Must("linlan", &clue.Keep{ID: c})
	over := w.tasks(1, "chenxiao")[0]
	w.Must("linlan", &task.Cancel{ID: over, Reason: "与另一任务重复"})
	form := []string{"rest", w.Person("clerk2").ID, "reason", "轮岗"}
	w.reads("for reference", w.post("chenxiao", "/handovers/new", append(form, "step", "preview")...).Body.String(), "没有在办的事项", "已结事项（备查） 2 件")
	path := w.did("chenxiao", "/handovers/new", append(form, "with_closed", "1", "step", "do")...)
	w.reads("the list", w.page("clerk2", path), "移交事项清单（在办和已结）", "反映办案区管理第0件", "已结事项（备查） 1 件")
	w.did("clerk2", path+"/accept", "confirm", "1")
	w.did("linlan", path+"/confirm", "confirm", "1")
	w.handedBy(path, "clue", c, "clerk2")
}

// An intake officer leaves: her key is named with what has to be done, and the
// list says when it is done. The key itself goes nowhere.
func TestKeysAreNotPassedOn(t *testing.T) {
	w := newWorld(t, testdb.SQLite(t))
	w.Open("newintake", "辛理", access.Intake)
	path := w.did("hejing", "/handovers/new", "step", "do", "rest", w.Person("newintake").ID, "reason", "调离")
	w.reads("what has to be done", w.page("hejing", path), "受理员：开启原文", "仍在用", "辛理还没有本人的密钥", "不足两把会停止收件", "不重新密封")
	w.Must("newintake", &account.Declare{ID: w.Person("newintake").ID})
	w.Enrol("newintake", "intake", "")
	keys, err := w.O.MyKeys(w.Ctx, w.Person("hejing"))
	if err != nil {
		t.Fatal(err)
	}
	w.Must("hejing", &account.Retire{ID: keys[0].ID, Reason: "调离"})
	w.reads("what is done", w.page("linlan", path), "已停用", "辛理已登记本人的同类密钥")
	w.did("newintake", path+"/refuse", "reason", "清单不全")
	w.reads("refused", w.page("hejing", path), "接收人退回", "清单不全")
}

// Nobody but those concerned takes part, and one hand-over of a person runs at
// a time.
func TestWhoMay(t *testing.T) {
	w := newWorld(t, testdb.SQLite(t))
	mine := &handover.Propose{Takers: []handover.Split{{To: w.Person("clerk2").ID}}, Reason: "轮岗"}
	id := w.Must("chenxiao", mine).Subject
	w.Refused(act.NotNow, "chenxiao", &handover.Propose{Takers: mine.Takers, Reason: "轮岗"})
	w.Refused(act.Forbidden, "hejing", &handover.Accept{ID: id})
	w.Refused(act.Missing, "deputy", &handover.Accept{ID: id})
	w.Refused(act.Forbidden, "clerk2", &handover.Propose{Leaver: w.Person("hejing").ID, Takers: mine.Takers, Reason: "轮岗"})
	w.Refused(act.Invalid, "luping", &handover.Propose{Takers: []handover.Split{{To: w.Person("member").ID}}, Reason: "轮岗"})
	w.Must("linlan", &handover.Propose{Leaver: w.Person("luping").ID, Takers: mine.Takers, Reason: "休产假"})
	if a := w.send("deputy", httptest.NewRequest("GET", "/handovers/"+id, nil), ""); a.Code != 404 {
		t.Errorf("a deputy reads it: %d", a.Code)
	}
}
