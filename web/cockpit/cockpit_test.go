package cockpit_test

import (
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"hengjian/internal/testdb"
	"hengjian/office"
	"hengjian/office/officetest"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/campaign"
	"hengjian/oversight/clue"
	"hengjian/oversight/meeting"
	"hengjian/oversight/problem"
	"hengjian/oversight/task"
	"hengjian/web/site"
)

type world struct {
	*officetest.House
	srv  http.Handler
	camp string
	days []string
}

func (w *world) get(login, path, lang string) (int, string) {
	r := httptest.NewRequest("GET", path, nil)
	r.AddCookie(&http.Cookie{Name: "hengjian", Value: w.Token(login)})
	r.AddCookie(&http.Cookie{Name: "lang", Value: lang})
	rec := httptest.NewRecorder()
	w.srv.ServeHTTP(rec, r)
	return rec.Code, rec.Body.String()
}

// newWorld plays three weeks of a campaign with matters of every kind.
func newWorld(t *testing.T, dsn string) *world {
	h := officetest.New(t, dsn)
	srv, err := site.Office(h.O, site.Options{})
	if err != nil {
		t.Fatal(err)
	}
	w := &world{House: h, srv: srv}
	h.Import("organs", "编码,名称,类别,层级\nO-1,明州市公安局,公安,市\n")
	w.camp = h.Must("chenxiao", &campaign.Draft{Title: "规范侦查讯问专项监督", Since: "2026-03-01", Until: "2026-12-31"}).Subject
	h.Must("chenxiao", &campaign.Write{ID: w.camp, Plan: campaign.Plan{Requirements: []campaign.Requirement{{Text: "全面排查办案区"}, {Text: "邀请代表参与调研"}, {Text: "检查权利告知"}},
		Stages: []campaign.Stage{{Name: "方案部署", Since: "2026-03-01", Until: "2026-03-08"}, {Name: "检查调研", Since: "2026-03-09", Until: "2026-05-20"}, {Name: "总结", Since: "2026-11-01", Until: "2026-12-20"}}}})
	minute := office.Order{Body: &act.Body{Name: "council", Minute: "纪要3号", Date: "2026-03-02"}}
	h.MustAs(h.Person("chenxiao"), &campaign.Adopt{ID: w.camp}, minute)
	me := h.Person("chenxiao").ID
	for i := range 12 {
		w.days = append(w.days, act.DayOf(h.Now()))
		id := h.Must("hejing", &clue.Receive{Via: [...]string{"letter", "visit", "phone"}[i%3], Asked: "police", Text: fmt.Sprint("讯问时没有录音录像，第", i, "件。"), Campaign: w.camp}).Subject
		if i%4 < 3 {
			h.Must("hejing", &clue.Summarise{ID: id, Title: "反映办案区没有录音录像", Summary: "来信人称讯问时没有录音录像，希望查明。", Class: [...]string{"norm.recording", "norm.manner", "clean.favour"}[i%3]})
		}
		if i%4 == 1 {
			h.Must("chenxiao", &clue.Propose{ID: id, Routes: []clue.Route{{Outcome: "opinion", Reason: "作为工作意见"}}})
			h.Must("linlan", &clue.Keep{ID: id})
		}
		tk := h.Must("chenxiao", &task.Create{Work: task.Work{Title: fmt.Sprint("第", i, "项走访任务"), Campaign: w.camp, Requirement: [...]string{"r1", "r2"}[i%2]}, Owner: task.Owner{Person: me}, Due: act.DayOf(h.Now().Add(72 * time.Hour))}).Subject
		if i%3 == 0 {
			h.Must("chenxiao", &task.Cancel{ID: tk, Reason: "与另一项重复"})
		}
		h.Wait(30 * time.Hour)
	}
	for i := range 2 {
		h.Must("chenxiao", &problem.Draft{Title: "讯问录音录像不完整", Statement: "办案区讯问录音录像不完整，保存期限不足，登记与实际不一致。", Class: "norm.recording", Organ: w.organ(), Origin: [...]string{"self_inspection", "inspection"}[i], Campaign: w.camp})
	}
	h.Must("chenxiao", &meeting.Plan{Set: meeting.Set{Sort: "symposium", Title: "座谈会", Campaign: w.camp, Day: act.DayOf(h.Now().Add(48 * time.Hour)), Begins: "09:00", Venue: "三楼会议室"}})
	return w
}

// numbered are the links of a page whose text is a number, with that number.
var numbered = regexp.MustCompile(`<a (?:class="[^"]*" )?href="([^"]+)">(\d+)(?:<small>[^<]*</small>)?</a>`)

// rowsOf counts the rows of a list, page after page.
func (w *world) rowsOf(t *testing.T, login, path string) int {
	t.Helper()
	n := 0
	for path != "" {
		code, body := w.get(login, path, "zh")
		if code != 200 {
			t.Fatalf("%s: %d", path, code)
		}
		n += strings.Count(body, "<tr data-href=")
		next := regexp.MustCompile(`rel="next" href="([^"]+)"`).FindStringSubmatch(body)
		if path = ""; next != nil {
			path = html.UnescapeString(next[1])
		}
	}
	return n
}

// follow opens the list behind every number of a page and counts it.
func (w *world) follow(t *testing.T, login, path string) int {
	t.Helper()
	code, body := w.get(login, path, "zh")
	if code != 200 {
		t.Fatalf("%s: %d", path, code)
	}
	if i := strings.Index(body, `class="cockpit"`); i > 0 {
		body = body[i:]
	}
	seen := 0
	for _, m := range numbered.FindAllStringSubmatch(body, -1) {
		n, _ := strconv.Atoi(m[2])
		to := html.UnescapeString(m[1])
		if got := w.rowsOf(t, login, to); got != n {
			t.Errorf("%s: %d opens %s with %d", path, n, to, got)
		}
		seen++
	}
	return seen
}

// TestEveryNumberOpensItsList: today's cockpit and that of an earlier day, for
// every function that sees it.
func TestEveryNumberOpensItsList(t *testing.T) {
	testdb.Each(t, func(t *testing.T, dsn, engine string) {
		w := newWorld(t, dsn)
		base := "/campaigns/" + w.camp + "/cockpit"
		for login, least := range map[string]int{"chenxiao": 25, "member": 8} {
			if n := w.follow(t, login, base); n < least {
				t.Errorf("%s: only %d numbers were followed", login, n)
			}
		}
		for _, day := range []string{w.days[3], w.days[8]} {
			if n := w.follow(t, "linlan", base+"?on="+day); n < 6 {
				t.Errorf("%s: only %d numbers were followed", day, n)
			}
		}
	})
}

// TestWhoSeesTheCockpit: its own committee's staff; for anybody else there is
// no such page, with the same bytes as for a campaign that never was.
func TestWhoSeesTheCockpit(t *testing.T) {
	w := newWorld(t, testdb.SQLite(t))
	w.OpenAt("990100", "", "elsewhere", "别地经办", access.Clerk)
	_, none := w.get("elsewhere", "/campaigns/00000000-0000-0000-0000-000000000000/cockpit", "zh")
	for _, page := range []string{"/cockpit", "/wall", "/cockpit.xlsx", "/cockpit/list?kind=clue", "/cockpit/units?focus=grassroots", "/cockpit/terms?how=kept", "/cockpit/deputies"} {
		for _, login := range []string{"elsewhere", "deputy", "discipline", "anquan"} {
			code, body := w.get(login, "/campaigns/"+w.camp+page, "zh")
			if code != 404 || login == "elsewhere" && tidy(body) != tidy(none) {
				t.Errorf("%s opens %s: %d", login, page, code)
			}
		}
		if code, _ := w.get("chenxiao", "/campaigns/"+w.camp+page, "en"); code != 200 {
			t.Errorf("the clerk, %s: %d", page, code)
		}
	}
	if _, body := w.get("member", "/campaigns/"+w.camp+"/cockpit", "zh"); strings.Contains(body, "收到反映") {
		t.Error("a member reaches no message and sees their number")
	}
	_, wall := w.get("linlan", "/campaigns/"+w.camp+"/wall", "zh")
	for _, x := range []string{"陈晓", "走访任务", "录音录像不完整", "林岚"} {
		if strings.Contains(wall, x) {
			t.Errorf("the wall says %q", x)
		}
	}
	for _, m := range regexp.MustCompile(`<(?:b|td class="num")>\s*(\d+)\s*<`).FindAllStringSubmatch(wall, -1) {
		if n, _ := strconv.Atoi(m[1]); n < 5 {
			t.Errorf("the wall shows %d", n)
		}
	}
}

var token = regexp.MustCompile(`(?s)nonce="[^"]*"|value="[0-9a-f-]{36}"|/campaigns/[0-9a-f-]{36}[a-z/?=&;._]*|back=[^"]*`)

func tidy(s string) string { return token.ReplaceAllString(s, "") }

// organ is an organ of the house's register.
func (w *world) organ() string {
	w.T.Helper()
	os, err := office.Organs.Where(w.O.View(w.Ctx), "place=? ORDER BY code", officetest.Place)
	if err != nil || len(os) == 0 {
		w.T.Fatalf("organs: %d, %v", len(os), err)
	}
	return os[0].ID
}
