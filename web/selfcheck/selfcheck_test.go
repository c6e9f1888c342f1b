package selfcheck_test

import (
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
	"hengjian/oversight/campaign"
	"hengjian/oversight/clue"
	"hengjian/web/site"
)

type world struct {
	*officetest.House
	t     *testing.T
	http  http.Handler
	token map[string]string
	camp  string
}

func newWorld(t *testing.T) *world {
	w := &world{House: officetest.New(t, testdb.SQLite(t)), t: t, token: map[string]string{}}
	w.Import("organs", "机关代码,机关名称,机关类别,上级机关\nMZGA,明州市公安局,police,\nMZJC,明州市人民检察院,procuratorate,\nMZFY,明州市中级人民法院,court,\n")
	w.Import("units", "单位代码,单位名称,所属机关\nU1,刑侦支队,MZGA\nU2,看守所,MZGA\n")
	w.OpenAt(officetest.Place, officetest.OrganID("MZGA"), "lianluo", "连洛", access.Liaison)
	w.OpenAt(officetest.Place, officetest.OrganID("MZGA"), "juzhang", "鞠章", access.Chief)
	w.OpenAt(officetest.Place, officetest.OrganID("MZFY"), "fayuan", "范远", access.Liaison)
	w.camp = w.Must("chenxiao", &campaign.Draft{Title: "规范执法专项监督", Theme: "执法", Since: "2026-02-01", Until: "2026-12-31"}).Subject
	w.Must("chenxiao", &campaign.Write{ID: w.camp, Plan: campaign.Plan{Goal: "规范执法", Scope: campaign.Scope{Sorts: []string{"police"}},
		Contents:     []campaign.Content{{Text: "讯问录音录像", Classes: []string{"norm.recording"}}, {Text: "涉案财物保管", Classes: []string{"norm.seizure"}}},
		Requirements: []campaign.Requirement{{Text: "按月报送情况", Who: "organs"}, {Text: "县级同步部署", Who: "committees"}}}})
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

const (
	noteA = "随机抽取六十件扣押物品，逐件核对清单、照片、出入库签名和保管员台账，账物相符。"
	noteB = "查阅每月报送的情况表十二份，与指挥中心系统逐项比对，时间和数字都一致，没有迟报。"
)

var how = []string{"methods", "files", "methods", "site", "since", "2025-09-01", "until", "2026-02-28", "base", "300", "checked", "60", "chosen", "random", "by", "警务督察支队"}

func with(kv ...string) []string { return append(append([]string{}, how...), kv...) }

// asked asks the police and returns the report's path and its items' keys.
func (w *world) asked() (string, []string) {
	w.t.Helper()
	gaj := officetest.OrganID("MZGA")
	choose := w.page("chenxiao", "/selfchecks/new?campaign="+w.camp)
	w.reads("the questions", choose, "明州市公安局", "讯问录音录像", "按月报送情况", "没有负责人", "没有联络员")
	w.silent("the questions", choose, "县级同步部署")
	pre := w.post("chenxiao", "/selfchecks/new", "campaign", w.camp, "step", "preview", "organs", gaj, "due", "2026-03-20")
	w.reads("the preview", pre.Body.String(), "将发出", "有账号", "3月20日", "涉案财物保管")
	got := w.post("chenxiao", "/selfchecks/new", "campaign", w.camp, "step", "do", "organs", gaj, "due", "2026-03-20")
	m := regexp.MustCompile(`/selfchecks/[0-9a-f-]{36}`).FindString(got.Body.String())
	if m == "" {
		w.t.Fatalf("nobody was asked: %d %s", got.Code, got.Body.String())
	}
	var keys []string
	for _, k := range regexp.MustCompile(`fill\?item=([cr]\d+)`).FindAllStringSubmatch(w.page("lianluo", m), -1) {
		keys = append(keys, k[1])
	}
	if len(keys) != 3 {
		w.t.Fatalf("items %v", keys)
	}
	return m, keys
}

func (w *world) unit(code string) string {
	us, err := w.O.UnitsOf(w.Ctx, officetest.OrganID("MZGA"))
	if err != nil {
		w.t.Fatal(err)
	}
	for _, u := range us {
		if u.Code == code {
			return u.ID
		}
	}
	w.t.Fatalf("no unit %s", code)
	return ""
}

func marks(k []string, mark ...string) (kv []string) {
	for i, m := range mark {
		at := "marks." + string(rune('0'+i)) + "."
		kv = append(kv, at+"item", k[i], at+"mark", m)
	}
	return kv
}

// TestAReport: asked for in one go, filled in item by item, signed, submitted,
// checked, accepted; the finding becomes a problem that is shown apart.
func TestAReport(t *testing.T) {
	w := newWorld(t)
	w.reads("an empty list", w.page("chenxiao", "/selfchecks"), "还没有请机关自查", "请机关自查")
	w.reads("the organ's empty list", w.page("lianluo", "/selfchecks"), "没有要填报的自查")
	id, k := w.asked()
	again := w.post("chenxiao", "/selfchecks/new", "campaign", w.camp, "step", "preview", "organs", officetest.OrganID("MZGA"))
	w.reads("a second one", again.Body.String(), "还有一份没有办完", "不能发出")

	w.reads("the organ's list", w.page("lianluo", "/selfchecks"), "规范执法专项监督", "待填报")
	if rec := w.send("fayuan", httptest.NewRequest("GET", id, nil), "zh"); rec.Code != 404 {
		t.Errorf("another organ: %d", rec.Code)
	}
	w.did("lianluo", id+"/fill?item="+k[0], "item", k[0], "note", "先存一部分")
	w.reads("a draft", w.page("lianluo", id), "先存一部分", "未填完", "签字前还要补")
	w.did("lianluo", id+"/fill?item="+k[0], with("item", k[0], "note", "抽看六十份。", "findings.0.sort", "unit", "findings.0.title", "录像保存不足六个月", "findings.0.text", "四份讯问录像在保存期内被覆盖。", "findings.0.class", "norm.recording", "findings.0.unit", w.unit("U1"), "findings.0.count", "4", "findings.0.fixed", "已经扩容。")...)
	w.did("lianluo", id+"/fill?item="+k[1], with("item", k[1], "none", "1", "note", "没有问题没有问题没有问题没有问题没有问题")...)
	w.did("lianluo", id+"/fill?item="+k[2], with("item", k[2], "none", "1", "note", noteB)...)
	w.reads("not signed on thin words", w.page("juzhang", id), "不能只是重复的话")
	w.did("lianluo", id+"/fill?item="+k[1], with("item", k[1], "none", "1", "note", noteA)...)
	w.reads("the form again", w.page("lianluo", id+"/fill?item="+k[0]), "录像保存不足六个月", "已经扩容。", "第 3 条")
	w.did("juzhang", id+"/sign", "confirm", "1")
	w.did("lianluo", id+"/submit")
	w.reads("submitted", w.page("chenxiao", id), "已报送", "录像保存不足六个月", "刑侦支队", "审核")
	w.did("chenxiao", id+"/check", marks(k, "ok", "ok", "ok")...)
	w.silent("the organ before a decision", w.page("lianluo", id), "审核：")
	if rec := w.post("chenxiao", id+"/accept"); rec.Code == 303 {
		t.Error("who checks accepts")
	}
	w.reads("accepting", w.page("linlan", id+"/accept"), "录像保存不足六个月", "4 件")
	w.did("linlan", id+"/accept", "draft", "f1")
	page := w.page("chenxiao", id)
	m := regexp.MustCompile(`/problems/[0-9a-f-]{36}`).FindString(page)
	if m == "" {
		t.Fatal("the finding became nothing")
	}
	w.reads("accepted", page, "已接收", "问题 明人监问〔2026〕1号")
	w.silent("the organ", w.page("lianluo", id), m, "明人监问")
	w.reads("the problem", w.page("chenxiao", m), "自查主动发现", "单独列示，不计入机关的问题", "机关自查发现：四份讯问录像", "刑侦支队")
	w.reads("in the list apart", w.page("chenxiao", "/problems?only=self"), "录像保存不足六个月")
	if rec := w.post("chenxiao", "/problems/new?from=selfcheck&part=f1&organ="+officetest.OrganID("MZGA")+"&id="+strings.TrimPrefix(id, "/selfchecks/"), "title", "再拟定一次", "statement", "这一条已经拟定过一次了。", "class", "norm.recording", "origin", "self_inspection"); rec.Code != 422 || !strings.Contains(rec.Body.String(), "已经办过") {
		t.Errorf("drafted twice: %d", rec.Code)
	}
	for _, path := range []string{"/selfchecks/export.xlsx", "/selfchecks/export.csv", id + "/export.xlsx", id + "/life", "/selfchecks?only=found&state=accepted"} {
		if w.page("chenxiao", path) == "" {
			t.Error("empty", path)
		}
	}
	w.reads("csv", w.page("lianluo", "/selfchecks/export.csv"), "警务督察支队", "随机抽取")
}

// TestAnInjusticeFoundInside goes to the procedure by a neutral letter whose
// recipients are computed; never to a problem (law 1), never to the organ itself.
func TestAnInjusticeFoundInside(t *testing.T) {
	w := newWorld(t)
	id, k := w.asked()
	w.did("lianluo", id+"/fill?item="+k[0], with("item", k[0], "note", "抽看六十份讯问录像，逐份核对起止时间、笔录和进出办案区登记，除所列一案以外没有异常。", "findings.0.sort", "case", "findings.0.title", "一起案件可能漏查不在场证据", "findings.0.text", "复查时发现，一份不在场证据当时没有随卷移送。", "findings.0.unit", w.unit("U1"), "findings.0.case_no", "（2019）明02刑初12号")...)
	w.did("lianluo", id+"/fill?item="+k[1], with("item", k[1], "none", "1", "note", noteA)...)
	w.did("lianluo", id+"/fill?item="+k[2], with("item", k[2], "none", "1", "note", noteB)...)
	w.did("juzhang", id+"/sign", "confirm", "1")
	w.did("juzhang", id+"/submit")
	w.reads("the way on", w.page("chenxiao", id), "起草转送", "个案")
	of := strings.TrimPrefix(id, "/selfchecks/")
	if rec := w.post("chenxiao", "/problems/new?from=selfcheck&part=f1&organ="+officetest.OrganID("MZGA")+"&id="+of, "title", "个案问题", "statement", "把个案当作问题来拟定。", "class", "norm.recording", "origin", "self_inspection"); rec.Code != 422 || !strings.Contains(rec.Body.String(), "涉及个案") {
		t.Errorf("a case as a problem: %d", rec.Code)
	}
	path := "/legs/new?from=selfcheck&part=f1&id=" + of
	form := w.page("chenxiao", path)
	w.reads("recipients computed", form, "明州市人民检察院", "（2019）明02刑初12号", "视同被反映单位")
	send := func(to string) *httptest.ResponseRecorder {
		return w.post("chenxiao", path, "pick", "torture|"+officetest.OrganID(to), "outgoing", "自查中发现一起案件可能有证据没有随卷，请依法审查。", "reveals", "no", "numbers", "（2019）明02刑初12号")
	}
	if rec := send("MZGA"); rec.Code != 422 {
		t.Errorf("to the organ itself: %d", rec.Code)
	}
	rec := send("MZJC")
	leg, _, _ := strings.Cut(rec.Header().Get("Location"), "?")
	if rec.Code != 303 {
		t.Fatalf("not referred: %d %s", rec.Code, rec.Body.String())
	}
	w.reads("the referral", w.page("chenxiao", leg), "自查", "规范执法专项监督")
	w.reads("the finding", w.page("chenxiao", id), "已起草转送")
	w.silent("the organ", w.page("lianluo", id), "已起草转送", "/legs/")
	if rec := send("MZJC"); rec.Code == 303 {
		t.Error("referred twice")
	}
}

// TestZeroAgainstMessages: the staff see that nothing was reported of what
// messages tell; the organ's people see no byte of it, nor may the staff write
// it to them.
func TestZeroAgainstMessages(t *testing.T) {
	w := newWorld(t)
	gaj := officetest.OrganID("MZGA")
	for i := range 6 {
		m := w.MustAs(w.Public(), &clue.Receive{Via: "web", Asked: "police", Text: "扣押的手机不还。"}, office.Order{}).Subject
		w.Must("hejing", &clue.Open{ID: m})
		s := &clue.Summarise{ID: m, Title: "反映扣押物品不返还丙寅标", Summary: "来信人称，扣押的物品没有按期返还。", Class: "norm.seizure", Organs: []string{gaj}}
		if i > 3 {
			s.Organs, s.Units = nil, []string{w.unit("U2")}
		}
		w.Must("hejing", s)
	}
	id, k := w.asked()
	of := strings.TrimPrefix(id, "/selfchecks/")
	for i, n := range []string{"抽看六十份讯问录像，逐份核对起止时间、笔录和进出办案区登记，全部一致，没有发现异常。", noteA, noteB} {
		w.did("lianluo", id+"/fill?item="+k[i], with("item", k[i], "none", "1", "note", n)...)
	}
	w.did("juzhang", id+"/sign", "confirm", "1")
	w.did("lianluo", id+"/submit")
	w.reads("the list", w.page("chenxiao", "/selfchecks?only=zero"), "没有发现问题")
	w.reads("the report", w.page("chenxiao", id), "1 类报告没有、别处有")
	page := w.page("chenxiao", "/selfchecks/compare?campaign="+w.camp)
	w.reads("the comparison", page, "处置财物", "报告没有、别处有", ">6</a>", "不能让被监督机关知道")
	w.silent("counts, never texts", page, "丙寅标", "没有按期返还", "手机")
	w.reads("one alone", w.page("linlan", "/selfchecks/compare?only=silent&id="+of), ">6</a>")
	w.page("chenxiao", "/selfchecks/compare.xlsx")
	for _, who := range []string{"lianluo", "juzhang", "fayuan", "member", "deputy", "hejing", "sysadmin", "anquan"} {
		for _, path := range []string{"/selfchecks/compare", "/selfchecks/compare.xlsx", "/selfchecks/compare?id=" + of} {
			if rec := w.send(who, httptest.NewRequest("GET", path, nil), "zh"); rec.Code != 404 {
				t.Errorf("%s opens %s: %d", who, path, rec.Code)
			}
		}
	}
	for _, path := range []string{"/selfchecks", id, "/", "/selfchecks/export.csv"} {
		w.silent("the liaison at "+path, w.page("lianluo", path), "丙寅标", "对照", "别处有", "群众反映")
	}
	w.did("chenxiao", id+"/check", append(marks(k, "ok", "again", "ok"), "marks.1.note", "请增加抽查夜间入库的物品")...)
	w.reads("prefilled", w.page("linlan", id+"/return"), "请增加抽查夜间入库的物品")
	if rec := w.post("linlan", id+"/return", "reason", "请补充后再报。", "items.1.item", k[1], "items.1.text", "有群众来信反映不返还"); rec.Code != 422 || !strings.Contains(rec.Body.String(), "不能让机关知道是否有人反映") {
		t.Errorf("a message told to the organ: %d", rec.Code)
	}
	w.did("linlan", id+"/return", "reason", "请补充后再报。", "items.1.item", k[1], "items.1.text", "请增加抽查夜间入库的物品")
	w.reads("returned", w.page("lianluo", id), "退回补充", "请增加抽查夜间入库的物品", "需要再查")
}
