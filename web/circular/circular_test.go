package circular_test

import (
	"archive/zip"
	"bytes"
	"io"
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
	"hengjian/office"
	"hengjian/office/officetest"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/campaign"
	"hengjian/oversight/organ"
	"hengjian/web/site"
)

const county = "990205"

type world struct {
	*officetest.House
	t     *testing.T
	http  http.Handler
	token map[string]string
}

func newWorld(t *testing.T) *world {
	w := &world{House: officetest.New(t, testdb.SQLite(t)), t: t, token: map[string]string{}}
	w.Must("anquan", &organ.Found{Place: county, Name_: "江北县人民代表大会常务委员会", Short: "江北县人大常委会", Level: "county", Prefix: "江人"})
	w.OpenAt(county, "", "xianjing", "县经办", access.Clerk)
	w.Import("organs", "机关代码,机关名称,机关类别,上级机关\nMZGA,明州市公安局,police,\nMZFY,明州市中级人民法院,court,\nMZJW,明州市监察委员会,supervision,\n")
	w.OpenAt(officetest.Place, officetest.OrganID("MZGA"), "lianluo", "连洛", access.Liaison)
	w.OpenAt(officetest.Place, officetest.OrganID("MZGA"), "juzhang", "局长甲", access.Chief)
	w.OpenAt(officetest.Place, officetest.OrganID("MZFY"), "fayuan", "法联络", access.Liaison)
	h, err := site.Office(w.O, site.Options{})
	if err != nil {
		t.Fatal(err)
	}
	w.http = h
	return w
}

// plan adopts and sends out a campaign and returns its id.
func (w *world) plan(login, title string) string {
	id := w.Must(login, &campaign.Draft{Title: title, Theme: "规范讯问", Since: "2026-03-01", Until: "2026-12-31"}).Subject
	w.Must(login, &campaign.Write{ID: id, Plan: campaign.Plan{Goal: "规范讯问", Requirements: []campaign.Requirement{{Text: "讯问全程同步录音录像", Who: "organs"}, {Text: "公布反映渠道", Who: "committees"}}}})
	w.MustAs(w.Person(login), &campaign.Adopt{ID: id}, office.Order{Body: &act.Body{Name: "council", Minute: "第7号", Date: "2026-03-02"}})
	w.Must(login, &campaign.Send{ID: id})
	return id
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

func (w *world) code(login, path string) int {
	return w.send(login, httptest.NewRequest("GET", path, nil), "zh").Code
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

func (w *world) upload(login, path, field, name, content string, kv ...string) *httptest.ResponseRecorder {
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	m.WriteField("act_id", uuid.NewString())
	for i := 0; i+1 < len(kv); i += 2 {
		m.WriteField(kv[i], kv[i+1])
	}
	part, _ := m.CreateFormFile("upload."+field, name)
	io.WriteString(part, content)
	m.Close()
	r := httptest.NewRequest("POST", path, &b)
	r.Header.Set("Content-Type", m.FormDataContentType())
	return w.send(login, r, "zh")
}

var fieldError = regexp.MustCompile(`<p class="(?:error|field-error)"[^>]*>.*?</p>`)

func (w *world) did(rec *httptest.ResponseRecorder) string {
	w.t.Helper()
	if rec.Code != 303 {
		w.t.Fatalf("%d %s", rec.Code, fieldError.FindAllString(rec.Body.String(), -1))
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

func (w *world) wait(days int) {
	w.Wait(time.Duration(days) * 24 * time.Hour)
	w.token = map[string]string{}
}

// own is the page of somebody's copy.
func (w *world) own(login string) string {
	w.t.Helper()
	cs, err := w.O.CircularsTo(w.Ctx, w.Person(login))
	if err != nil || len(cs) == 0 {
		w.t.Fatal(len(cs), err)
	}
	return "/circulars/" + cs[0].ID
}

// TestSignedStudiedRemindedAndSeenOnTheBoard: each recipient within the scope
// gets one, each side does what is its own, and the board says who has and who
// has not, in the order of the register.
func TestSignedStudiedRemindedAndSeenOnTheBoard(t *testing.T) {
	w := newWorld(t)
	id := w.plan("chenxiao", "规范讯问专项监督")
	board := "/campaigns/" + id + "/circulars"
	page := w.page("chenxiao", board)
	w.reads("the board", page, "明州市公安局", "明州市中级人民法院", "江北县人大常委会", "不作先后排名")
	w.silent("the board", page, "监察委员会") // not within the four kinds
	if a, b, c := strings.Index(page, ">明州市公安局"), strings.Index(page, ">明州市中级人民法院"), strings.Index(page, ">江北县人大常委会"); !(a < b && b < c) {
		t.Errorf("not in the order of the register: %d %d %d", a, b, c)
	}

	mine := w.own("lianluo")
	w.reads("the liaison's list", w.page("lianluo", "/circulars"), "规范讯问专项监督", "待签收")
	w.reads("the campaign to the organ", w.page("lianluo", "/campaigns/"+id), mine)
	w.reads("notices", w.page("lianluo", "/notices"), "印发通知")
	show := w.page("lianluo", mine)
	w.reads("her copy", show, "讯问全程同步录音录像", "签收方案", "待本级确认")
	w.silent("her copy", show, "公布反映渠道", "提醒</a>")
	for who, path := range map[string]string{"fayuan": mine, "xianjing": mine, "member": ""} {
		if path != "" && w.code(who, path) != 404 {
			t.Errorf("%s opens another's copy", who)
		}
	}
	for _, who := range []string{"lianluo", "fayuan", "xianjing", "deputy"} {
		if got := w.code(who, board); got != 404 {
			t.Errorf("%s opens the board: %d", who, got)
		}
	}
	if rec := w.post("chenxiao", mine+"/sign"); rec.Code == 303 {
		t.Error("the sender's clerk signed for the recipient")
	}
	w.did(w.post("lianluo", mine+"/open"))
	w.did(w.post("lianluo", mine+"/sign"))
	if rec := w.post("lianluo", mine+"/study", "day", "2026-03-02", "way", "together", "people", "0"); rec.Code != 422 || !strings.Contains(rec.Body.String(), "参加人数") {
		t.Errorf("nobody took part: %d", rec.Code)
	}
	w.did(w.upload("lianluo", mine+"/study", "files", "记录.txt", "学习记录", "day", "2026-03-02", "way", "together", "people", "46", "groups", "leaders", "groups", "station", "text", "逐条学习方案。"))
	studied := w.page("lianluo", mine)
	w.reads("studied", studied, "集中学习，46 人（领导班子、所）", "逐条学习方案", "已学习贯彻")
	file := regexp.MustCompile(mine + `/files/[0-9a-f]{64}`).FindString(studied)
	if file == "" || w.code("chenxiao", file) != 200 || w.code("fayuan", file) != 404 || w.code("chenxiao", mine+"/files/"+strings.Repeat("0", 64)) != 404 {
		t.Errorf("the material %q", file)
	}
	w.reads("the sender reads it", w.page("chenxiao", mine), "集中学习，46 人", "连洛", "明州市公安局")
	w.did(w.post("juzhang", mine+"/correct_study", "key", "k1", "day", "2026-03-02", "way", "together", "people", "40", "reason", "人数误填"))
	w.reads("corrected", w.page("chenxiao", mine), "40 人", "更正：人数误填", "46 人")

	// The committee below signs for its own.
	down := w.own("xianjing")
	w.reads("the workbench of the committee below", w.page("xianjing", "/"), "规范讯问专项监督")
	w.silent("the workbench of the sender", w.page("chenxiao", "/"), down)
	w.reads("its copy", w.page("xianjing", down), "公布反映渠道")
	w.did(w.post("xianjing", down+"/sign"))

	// Reminders: nobody before the term ends, then those who have not.
	w.reads("too early", w.page("chenxiao", board+"/remind"), "还没有到期")
	w.wait(7)
	due := w.page("chenxiao", board+"/remind")
	ok := regexp.MustCompile(`name="ok" value="([^"]+)"`).FindAllStringSubmatch(due, -1)
	if len(ok) != 1 {
		t.Fatalf("%d can be reminded", len(ok))
	}
	w.reads("late", w.page("chenxiao", board+"?only=late"), "明州市中级人民法院")
	w.silent("late", w.page("chenxiao", board+"?only=late"), ">明州市公安局")
	done := w.post("chenxiao", board+"/remind", "ok", ok[0][1], "text", "请尽快签收。")
	w.reads("reminded", done.Body.String(), "已提醒 1 个单位")
	court := w.own("fayuan")
	w.reads("the late one reads it", w.page("fayuan", court), "请尽快签收", "提醒")
	w.reads("and is told", w.page("fayuan", "/notices"), "提醒")
	w.reads("not twice", w.page("chenxiao", board+"/remind"), "时间太近")

	w.reads("the export", xlsx(t, w.page("chenxiao", board+".xlsx")), "明州市公安局", "集中学习，40 人", "不作先后排名", "江北县人大常委会")
	rec := w.send("chenxiao", httptest.NewRequest("GET", board, nil), "en")
	w.reads("in English", rec.Body.String(), "Who signed and studied", "studied together", "nobody is ranked")
	if got := w.code("linlan", mine+"/life"); got != 200 {
		t.Errorf("the life: %d", got)
	}
	if r, err := w.O.Verify(w.Ctx, nil, true); err != nil || !r.OK() {
		t.Errorf("verify: %+v %v", r, err)
	}
}

// TestAChangeOrderAsksAgainAndAPlanIsPassedOn: a change order is signed for
// again; a committee below passes the shared plan on to its own organs, of
// which the committee above reads counts alone.
func TestAChangeOrderAsksAgainAndAPlanIsPassedOn(t *testing.T) {
	w := newWorld(t)
	w.Must("anquan", &organ.Found{Place: "990000", Name_: "澄江省人民代表大会常务委员会", Short: "澄江省人大常委会", Level: "province", Prefix: "澄人"})
	province := w.OpenAt("990000", "", "shengjing", "省经办", access.Clerk)
	id := w.plan("shengjing", "全省规范讯问专项监督")
	if cs, _ := w.O.CircularsOf(w.Ctx, province, id); len(cs) != 1 || cs[0].To != officetest.Place {
		t.Fatalf("the county is reached through the city: %+v", cs)
	}
	ours := w.own("chenxiao")
	w.did(w.post("chenxiao", ours+"/sign"))
	w.reads("next", w.page("chenxiao", ours), "转发给本级机关", "全省规范讯问专项监督")
	w.did(w.post("chenxiao", ours+"/pass_on"))
	w.reads("not twice", w.page("chenxiao", ours+"/pass_on"), "都已经收到这一版方案")
	mine := w.own("lianluo")
	w.reads("by whom it came", w.page("lianluo", mine), "澄江省人大常委会（由明州市人大常委会转发）")
	w.did(w.post("lianluo", mine+"/sign"))
	w.reads("the city's board", w.page("chenxiao", "/campaigns/"+id+"/circulars"), "明州市公安局", "明州市中级人民法院")
	up := w.page("shengjing", "/campaigns/"+id+"/circulars")
	w.reads("the province's board", up, "明州市人大常委会", "已转发本级 2 个机关，签收 1，学习 0")
	w.silent("the province's board", up, "公安局")
	if w.code("shengjing", mine) != 404 {
		t.Error("the province reads an organ of the city")
	}

	w.did(w.upload("lianluo", mine+"/study", "files", "a.txt", "记录", "day", "2026-03-02", "way", "meeting", "people", "12"))
	w.MustAs(province, &campaign.Change{ID: id, Reason: "自查阶段延长十天", Plan: campaign.Plan{Goal: "规范讯问", Requirements: []campaign.Requirement{{Text: "讯问全程同步录音录像", Who: "organs"}, {Text: "设备完好", Who: "organs"}}}},
		office.Order{Body: &act.Body{Name: "council", Minute: "第9号", Date: "2026-03-02"}})
	w.reads("to sign again", w.page("chenxiao", ours), "方案已经调整，请重新签收", "自查阶段延长十天")
	w.silent("not yet for the organ: it is passed on first", w.page("lianluo", mine), "请重新签收")
	w.did(w.post("chenxiao", ours+"/sign"))
	w.did(w.post("chenxiao", ours+"/pass_on"))
	w.reads("the organ", w.page("lianluo", mine), "方案已经调整，请重新签收")
	w.did(w.post("lianluo", mine+"/sign"))
	w.reads("what was studied stands", w.page("lianluo", mine), "已学习贯彻", "第 2 版", "会议传达")

	// Sent to one more, entered later; nobody else may be.
	w.Import("organs", "机关代码,机关名称,机关类别,上级机关\nMZGA,明州市公安局,police,\nMZFY,明州市中级人民法院,court,\nMZJW,明州市监察委员会,supervision,\nMZSF,明州市司法局,justice,\n")
	one := w.page("chenxiao", "/campaigns/"+id+"/circulars/send")
	w.reads("who could have it", one, "明州市司法局")
	w.silent("who has it", one, "value=\"organ "+officetest.OrganID("MZGA"))
	w.did(w.post("chenxiao", "/campaigns/"+id+"/circulars/send", "recipient", "organ "+officetest.OrganID("MZSF")))
	if rec := w.post("chenxiao", "/campaigns/"+id+"/circulars/send", "recipient", "committee "+county); rec.Code != 422 {
		t.Errorf("another's plan to a committee below: %d", rec.Code)
	}
	if r, err := w.O.Verify(w.Ctx, nil, true); err != nil || !r.OK() {
		t.Errorf("verify: %+v %v", r, err)
	}
}

func xlsx(t *testing.T, body string) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader([]byte(body)), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, f := range z.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		io.Copy(&b, in)
		in.Close()
	}
	return b.String()
}
