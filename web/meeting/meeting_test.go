package meeting_test

import (
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

// TestAVisit: planned, called, answered on the deputy's own page, told to the
// organ, held with an attendance list, minuted; each side reads what is its own.
func TestAVisit(t *testing.T) {
	w := newWorld(t)
	organ := officetest.OrganID("MZGA")
	if rec := w.post("chenxiao", "/meetings/new", "sort", "visit", "title", "走访办案中心", "day", "2026-03-09", "begins", "14:30", "venue", "市公安局"); rec.Code != 422 || !strings.Contains(rec.Body.String(), "走访请选择机关") {
		t.Errorf("a visit to nobody: %d", rec.Code)
	}
	id := w.did("chenxiao", "/meetings/new", "sort", "visit", "title", "走访办案中心", "organ", organ, "day", "2026-03-09", "begins", "14:30", "ends", "17:00", "venue", "市公安局办案中心",
		"agenda_text", "看讯问室｜陈晓｜30\n座谈", "purpose", "了解录音录像制度执行情况")
	w.reads("planned", w.page("chenxiao", id), "看讯问室", "30 分钟", "14:30–17:00", "明州市公安局", "通知和邀请")
	w.reads("the invitation", w.page("chenxiao", id+"/invite"), "戴标", "欧代表")
	w.did("chenxiao", id+"/invite", "deputies", w.Person("daibiao").ID, "people_text", "孙教授，大学法学院", "reply_by", "2026-03-06")
	w.reads("asked", w.page("chenxiao", id), "戴标", "孙教授", "未答复")

	mine := w.page("daibiao", "/meetings")
	w.reads("the deputy's list", mine, "走访办案中心", "等您答复")
	w.silent("the deputy", w.page("daibiao", id), "孙教授", "经过")
	w.did("daibiao", id+"/answer", "answer", "yes")
	w.reads("answered", w.page("daibiao", id), "戴标", "参加")
	if rec := w.send("other", httptest.NewRequest("GET", id, nil), "zh"); rec.Code != 404 {
		t.Errorf("a deputy who was not asked: %d", rec.Code)
	}
	if rec := w.send("lianluo", httptest.NewRequest("GET", id, nil), "zh"); rec.Code != 404 {
		t.Errorf("the organ before it is told: %d", rec.Code)
	}
	w.did("chenxiao", id+"/notify_organ")
	w.silent("the organ", w.page("lianluo", id), "戴标", "孙教授")
	w.reads("the organ", w.page("lianluo", id), "看讯问室", "14:30")

	ics := w.page("daibiao", id+"/calendar.ics")
	w.reads("ics", ics, "BEGIN:VEVENT", "DTSTART;TZID=Asia/Shanghai:20260309T143000", "STATUS:CONFIRMED", "X-WR-CALNAME:会议活动")
	en := w.send("daibiao", httptest.NewRequest("GET", id+"/calendar.ics", nil), "en").Body.String()
	w.reads("ics in English", en, "X-WR-CALNAME:Meetings", "DTSTART;TZID=Asia/Shanghai:20260309T143000")
	w.silent("ics in English", en, "会议活动")

	w.Wait(8 * 24 * time.Hour)
	w.token = map[string]string{} // sessions ended meanwhile
	form := w.page("chenxiao", id+"/hold")
	w.reads("attendance", form, "戴标", "attendance.0.came")
	guests := regexp.MustCompile(`name="attendance\.\d+\.guest" value="([^"]+)"`).FindAllStringSubmatch(form, -1)
	if len(guests) != 2 {
		t.Fatalf("%d guests on the list", len(guests))
	}
	w.did("chenxiao", id+"/hold", "day", "2026-03-09", "attendance.0.guest", guests[0][1], "attendance.0.came", "came", "attendance.1.guest", guests[1][1], "attendance.1.came", "absent", "others_text", "周律师，律师协会")
	w.reads("held", w.page("chenxiao", id), "到会", "缺席", "周律师")
	if rec := w.post("chenxiao", id+"/minute", "minutes", "会上提出（2026）明0102刑初12号案应改判。"); rec.Code != 422 {
		t.Errorf("minutes about a case: %d", rec.Code)
	}
	w.did("chenxiao", id+"/minute", "minutes", "到会人员查看了讯问室和录像保存，公安局介绍了制度执行情况。", "decided_text", "一个月内报送录像保存自查情况\n印发代表意见")
	w.reads("minuted", w.page("chenxiao", id), "录像保存自查", "印发代表意见", "已有记录")
	w.silent("the deputy afterwards", w.page("daibiao", id), "录像保存自查")
	w.reads("past", w.page("chenxiao", "/meetings?past=1"), "走访办案中心")
	rec := w.send("chenxiao", httptest.NewRequest("GET", id, nil), "en")
	if rec.Code != 200 || !strings.Contains(rec.Body.String(), "Resolved") || !strings.Contains(rec.Body.String(), "absent") {
		t.Errorf("in English: %d", rec.Code)
	}
	later := w.did("chenxiao", "/meetings/new", "sort", "symposium", "title", "律师座谈会", "day", "2026-04-09", "begins", "14:30", "venue", "会议室")
	w.did("chenxiao", later+"/postpone", "reason", "材料尚未报齐，日期另行通知")
	w.reads("postponed without a day", w.page("chenxiao", "/meetings"), "律师座谈会", "日期未定")
	w.silent("postponed without a day is not past", w.page("chenxiao", "/meetings?past=1"), "律师座谈会")
}
