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
	"hengjian/oversight/coordination"
	"hengjian/oversight/meeting"
	"hengjian/oversight/organ"
	"hengjian/oversight/problem"
	"hengjian/oversight/task"
	"hengjian/web/kit/see"
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
	h.Import("organs", "机关代码,机关名称,机关类别,上级机关\nO-1,明州市公安局,police,\n")
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
	h.Must("chenxiao", &meeting.Plan{Set: meeting.Set{Sort: "symposium", Title: "规范讯问座谈会", Campaign: w.camp, Day: act.DayOf(h.Now().Add(48 * time.Hour)), Begins: "09:00", Venue: "三楼会议室"}})
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
	if testing.Short() {
		t.Skip("follows each number of two people")
	}
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
	w.Must("anquan", &organ.Found{Place: "990300", Name_: "清州市人民代表大会常务委员会", Short: "清州市人大常委会", Level: "city", Prefix: "清人"})
	w.OpenAt("990300", "", "elsewhere", "别地经办", access.Clerk)
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

// TestOrgansCalendar: two visits to one station on one day clash, a task's day
// is a term and clashes with nothing; the organ sees its own calendar and what
// it was told of, nobody else's; the file holds the same.
func TestOrgansCalendar(t *testing.T) {
	h := officetest.New(t, testdb.SQLite(t))
	srv, err := site.Office(h.O, site.Options{})
	if err != nil {
		t.Fatal(err)
	}
	w := &world{House: h, srv: srv}
	h.Import("organs", "机关代码,机关名称,机关类别,上级机关\nO-1,明州市公安局,police,\nO-2,明州市司法局,justice,\n")
	o1, o2 := officetest.OrganID("O-1"), officetest.OrganID("O-2")
	h.OpenAt(officetest.Place, o1, "fangzhou", "方舟", access.Liaison)
	plan := func(title, organ, day string) string {
		return h.Must("chenxiao", &meeting.Plan{Set: meeting.Set{Sort: "visit", Title: title, Organ: organ, Day: day, Begins: "09:00", Venue: "办案区"}}).Subject
	}
	told := plan("走访办案区", o1, "2026-03-12")
	plan("走访司法所", o2, "2026-03-12")
	h.Must("chenxiao", &meeting.NotifyOrgan{ID: told})
	h.Must("chenxiao", &coordination.Open{Set: coordination.Set{Body: "cppcc", BodyName: "市政协", Organ: o1, Since: "2026-03-10", Until: "2026-03-14", Subject: "民主监督调研"}})
	h.Must("chenxiao", &task.Create{Work: task.Work{Title: "报送办案区清单"}, Owner: task.Owner{Organ: o1}, Due: "2026-03-12"})

	_, body := w.get("chenxiao", "/calendar?month=2026-03&organ="+o1, "zh")
	for _, x := range []string{"走访办案区", "市政协", "报送办案区清单", "撞期", "2 项到访同一单位"} {
		if !strings.Contains(body, x) {
			t.Errorf("the clerk's calendar of the organ says nothing of %q", x)
		}
	}
	if strings.Contains(body, "走访司法所") {
		t.Error("it shows what comes to another organ")
	}
	if _, body := w.get("chenxiao", "/calendar?month=2026-04&organ="+o1, "en"); strings.Contains(body, "走访办案区") || !strings.Contains(body, "No check and no term") {
		t.Error("a month without anything says so")
	}
	_, own := w.get("fangzhou", "/calendar?month=2026-03", "zh")
	if !strings.Contains(own, "走访办案区") || !strings.Contains(own, "报送办案区清单") || strings.Contains(own, "市政协") || strings.Contains(own, "项到访同一单位") {
		t.Errorf("the organ's own calendar: %s", own)
	}
	for _, login := range []string{"fangzhou"} {
		if code, _ := w.get(login, "/calendar?month=2026-03&organ="+o2, "zh"); code != 404 {
			t.Errorf("%s opens another organ's calendar: %d", login, code)
		}
	}
	for _, login := range []string{"deputy", "anquan", "hejing"} {
		if code, _ := w.get(login, "/calendar", "zh"); code != 404 {
			t.Errorf("%s opens the calendar: %d", login, code)
		}
	}
	if code, ics := w.get("fangzhou", "/calendar.ics?month=2026-03", "zh"); code != 200 || strings.Count(ics, "BEGIN:VEVENT") != 2 || strings.Contains(ics, "政协") {
		t.Errorf("%d\n%s", code, ics)
	}
	// in English every word of the program is: only names and titles stay Chinese
	code, ics := w.get("fangzhou", "/calendar.ics?month=2026-03", "en")
	ics = strings.ReplaceAll(ics, "\r\n ", "")
	for _, x := range []string{"X-WR-CALNAME:The organ's calendar: ", "DESCRIPTION:"} {
		if code != 200 || !strings.Contains(ics, x) {
			t.Errorf("%d, no %s in\n%s", code, x, ics)
		}
	}
	for _, line := range strings.Split(ics, "\r\n") {
		if strings.HasPrefix(line, "DESCRIPTION:") && strings.IndexFunc(line, func(r rune) bool { return r > 0x2e7f }) >= 0 {
			t.Errorf("Chinese in English: %s", line)
		}
	}
	// a busy day folds, the present week is unfolded, the others by name
	for i := range 5 {
		h.Must("chenxiao", &task.Create{Work: task.Work{Title: "报送材料" + string(rune('一'+i))}, Owner: task.Owner{Organ: o1}, Due: "2026-03-12"})
	}
	h.Must("chenxiao", &task.Create{Work: task.Work{Title: "报送月报"}, Owner: task.Owner{Organ: o1}, Due: "2026-03-27"})
	_, body = w.get("chenxiao", "/calendar?month=2026-03&organ="+o1, "zh")
	page := see.Parse(t, body)
	page.One(".month td details").Says("还有 5 项")
	page.One("#week-3").Says("8 项，撞期")
	open := func(p see.Page) (n int) {
		for _, d := range p.All("details[open]") {
			if strings.HasPrefix(d.Attr("id"), "week-") {
				n++
			}
		}
		return n
	}
	if n := open(page); n != 1 {
		t.Errorf("%d weeks are unfolded", n)
	}
	page.One("#week-5").Says("报送月报")
	if _, body = w.get("chenxiao", "/calendar?all=1&month=2026-03&organ="+o1, "zh"); open(see.Parse(t, body)) != 2 {
		t.Error("not every week unfolds")
	}
}
