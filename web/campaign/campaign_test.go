package campaign_test

import (
	"archive/zip"
	"bytes"
	"html"
	"io"
	"mime/multipart"
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
	"hengjian/oversight/meeting"
	"hengjian/oversight/organ"
	"hengjian/web/site"
)

// world is the house of 明州市 seen through the browser.
type world struct {
	*officetest.House
	t     testing.TB
	http  http.Handler
	token map[string]string
}

func newWorld(t testing.TB) *world {
	t.Helper()
	w := &world{House: officetest.New(t, testdb.SQLite(t)), t: t, token: map[string]string{}}
	w.Import("organs", "机关代码,机关名称,机关类别,上级机关\nMZGA,明州市公安局,police,\n")
	w.OpenAt(officetest.Place, officetest.OrganID("MZGA"), "lianluo", "连洛", access.Liaison)
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
	r.AddCookie(&http.Cookie{Name: "lang", Value: lang})
	rec := httptest.NewRecorder()
	w.http.ServeHTTP(rec, r)
	return answer{rec.Code, html.UnescapeString(rec.Body.String()), rec.Header().Get("Location")}
}

// page gets a page that must be there, in both languages.
func (w *world) page(login, path string) string {
	w.t.Helper()
	en := w.send(login, httptest.NewRequest("GET", path, nil), "en")
	a := w.send(login, httptest.NewRequest("GET", path, nil), "zh")
	if a.code != 200 || en.code != 200 {
		w.t.Fatalf("%s GET %s: %d, %d in English: %s", login, path, a.code, en.code, words(a.body))
	}
	return a.body
}

func (w *world) post(login, path string, f url.Values) answer {
	w.t.Helper()
	if f.Get("act_id") == "" {
		f.Set("act_id", uuid.NewString())
	}
	r := httptest.NewRequest("POST", path, strings.NewReader(f.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return w.send(login, r, "zh")
}

// did posts a form that must be taken, after the form was shown.
func (w *world) did(login, path string, pairs ...string) string {
	w.t.Helper()
	w.page(login, path)
	a := w.post(login, path, values(pairs...))
	if a.code != 303 {
		w.t.Fatalf("%s POST %s: %d %s", login, path, a.code, words(a.body))
	}
	to, _, _ := strings.Cut(a.to, "?")
	return to
}

func values(pairs ...string) url.Values {
	f := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		f.Add(pairs[i], pairs[i+1])
	}
	return f
}

var (
	tagged = regexp.MustCompile(`(?s)<(script|style).*?</(script|style)>|<[^>]*>`)
	spaces = regexp.MustCompile(`\s+`)
)

func words(s string) string {
	s = spaces.ReplaceAllString(tagged.ReplaceAllString(s, " "), " ")
	return s[:min(len(s), 1500)]
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

func (w *world) minute(no string, pairs ...string) []string {
	return append([]string{"body", "council", "minute", "纪要〔2026〕" + no + "号", "date", "2026-03-02"}, pairs...)
}

var planFields = []string{"goal", "推动财物管理规范。", "basis", "《监督法》第十二条\n《地方组织法》第五十条", "scope.sorts", "police", "scope.grassroots", "派出所、人民法庭",
	"contents.1.text", "财物保管", "contents.1.classes", "norm.seizure", "requirements.1.text", "账实相符", "requirements.1.who", "organs", "requirements.2.text", "及时返还",
	"stages.1.name", "自查", "stages.1.since", "2026年3月1日", "stages.1.until", "2026-04-30", "bodies.1.body", "监察司法工委", "bodies.1.work", "组织实施", "checks.1.name", "保管场所抽查"}

// TestOneCampaignThroughItsPages: argued, taken up, its plan written row by row
// without script, adopted, sent out, changed, and read by those it is for.
func TestOneCampaignThroughItsPages(t *testing.T) {
	w := newWorld(t)
	w.reads("an empty list", w.page("chenxiao", "/campaigns"), "还没有专项", "提出选题")
	id := w.did("chenxiao", "/campaigns/argue", "title", "涉案财物专项监督", "channel", "letters", "reasons", "近一年反映集中在返还不及时，带有共性。", "opinions", "市公安局：赞成\n代表联络站: 建议走访")
	w.reads("the topic", w.page("chenxiao", id), "人民来信来访集中反映的问题", "代表联络站", "建议走访")
	w.reads("the topics", w.page("chenxiao", "/campaigns?group=topics"), "涉案财物专项监督")
	bad := w.post("chenxiao", id+"/amend_topic", values("title", "涉案财物专项监督", "channel", "letters", "reasons", "近一年反映集中在返还不及时。", "opinions", "没有写是谁的"))
	if bad.code != 422 || !strings.Contains(bad.body, `href="#f-opinions"`) {
		t.Errorf("an opinion without a name: %d %s", bad.code, words(bad.body))
	}
	w.did(w.director(), id+"/take_up", "since", "2026-03-01", "until", "2026-12-31")
	w.writes(id)
	w.did("chenxiao", id+"/adopt", w.minute("3", "gate", "党组〔2026〕2号", "prefix", "1")...)
	w.reads("the document", w.page("chenxiao", id+"/document"), "涉案财物专项监督方案", "一、总体要求", "（二）及时返还", "2026年3月1日至2026年4月30日", "2026年3月2日")
	w.document(id)
	if a := w.send("lianluo", httptest.NewRequest("GET", id, nil), "zh"); a.code != 404 {
		t.Errorf("an organ reads a plan that was not sent: %d", a.code)
	}
	w.did("chenxiao", id+"/send")
	w.did("chenxiao", id+"/start")
	w.changes(id)
	seen := w.page("lianluo", id)
	w.reads("an organ", seen, "三十日内返还", "第 3 版", "基层任务重", "第 2 版")
	w.readsNot("an organ", seen, "代表联络站", "党组〔2026〕2号", "第 1 版", "陈晓")
	w.readsNot("an organ's comparison", w.page("lianluo", id+"/editions"), "第 1 版")
	if a := w.send("lianluo", httptest.NewRequest("GET", id+"/editions/1", nil), "zh"); a.code != 404 {
		t.Errorf("an organ reads a draft edition: %d", a.code)
	}
}

func (w *world) director() string { return "linlan" }

// writes the plan: rows are moved, dropped and added by posts that save nothing.
func (w *world) writes(id string) {
	w.t.Helper()
	path := id + "/plan"
	w.page("chenxiao", path)
	f := values(planFields...)
	f.Set("op", "up:requirements:2")
	up := w.post("chenxiao", path, f)
	first, second := strings.Index(up.body, ">\n及时返还<"), strings.Index(up.body, ">\n账实相符<")
	if up.code != 200 || first < 0 || second < first {
		w.t.Fatalf("moved up: %d, %d before %d", up.code, first, second)
	}
	w.readsNot("what was not saved", w.page("chenxiao", id), "及时返还")
	f.Set("op", "drop:checks:1")
	w.readsNot("a dropped check", w.post("chenxiao", path, f).body, "保管场所抽查")
	f.Set("op", "add:bodies")
	w.reads("more rows", w.post("chenxiao", path, f).body, `name="bodies.4.body"`)
	f.Del("op")
	f.Set("stages.1.until", "三月底")
	f.Set("requirements.2.text", "对张某案应当改判")
	bad := w.post("chenxiao", path, f)
	if bad.code != 422 {
		w.t.Fatalf("wrong fields: %d", bad.code)
	}
	w.reads("wrong fields", bad.body, `href="#f-stages.1.until"`, `href="#f-requirements.2.text"`, `value="三月底"`, "人大不对个案提出处理意见")
	w.did("chenxiao", path, append([]string{"edition", "0"}, planFields...)...)
	w.reads("the plan", w.page("chenxiao", id), "推动财物管理规范。", "及时返还", "派出所、人民法庭", "保管场所抽查")
	late := w.post("chenxiao", path, values(append([]string{"edition", "0", "requirements.3.text", "同事写的一条"}, planFields...)...))
	if late.code != 409 || !strings.Contains(late.body, "同事保存了第 1 版") || !strings.Contains(late.body, "同事写的一条") {
		w.t.Errorf("saved over a colleague: %d %s", late.code, words(late.body))
	}
}

// changes the adopted plan by a change order and compares.
func (w *world) changes(id string) {
	w.t.Helper()
	f := append(w.minute("8", "reason", "基层任务重，返还期限放宽。", "requirements.1.key", "r2", "requirements.2.key", "r3", "contents.1.key", "c1", "stages.1.key", "s4", "checks.1.key", "k5"), planFields...)
	v := values(f...)
	v.Set("requirements.2.text", "三十日内返还")
	v.Set("edition", "2")
	w.page("chenxiao", id+"/change")
	for _, who := range []string{"chenxiao", w.director()} { // an old link to the editor leads on to the change order
		a := w.send(who, httptest.NewRequest("GET", id+"/plan", nil), "zh")
		if a.code != 409 {
			w.t.Errorf("%s writes an adopted plan: %d", who, a.code)
		}
		w.reads("the way out", a.body, "不能再直接编写", "调整方案", "变更令", `href="`+id+`"`)
	}
	w.reads("the link", w.send("chenxiao", httptest.NewRequest("GET", id+"/plan", nil), "en").body, `href="`+id+`/change"`, "change order")
	if a := w.post("chenxiao", id+"/change", v); a.code != 303 {
		w.t.Fatalf("change: %d %s", a.code, words(a.body))
	}
	diff := w.page("chenxiao", id+"/editions?a=2&b=3")
	w.reads("the comparison", diff, "改动 1 处", "<ins>三十日内</ins>", "<del>及时</del>", "基层任务重")
	w.reads("an edition", w.page("chenxiao", id+"/editions/2"), "及时返还")
}

func (w *world) document(id string) {
	w.t.Helper()
	r := httptest.NewRequest("GET", id+"/document.docx", nil)
	r.AddCookie(&http.Cookie{Name: "hengjian", Value: w.token["chenxiao"]})
	rec := httptest.NewRecorder()
	w.http.ServeHTTP(rec, r)
	b := rec.Body.Bytes()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		w.t.Fatal(err)
	}
	x, err := z.Open("word/document.xml")
	if err != nil {
		w.t.Fatal(err)
	}
	text, err := io.ReadAll(x)
	if err != nil || !strings.Contains(string(text), "及时返还") || !strings.Contains(string(text), "2026") {
		w.t.Errorf("the document does not say the requirement: %v", err)
	}
}

// TestAttachments: a file goes with the plan, is kept by later saves, is handed
// to whoever reads the plan, and nobody hangs a file on it that is not her own.
func TestAttachments(t *testing.T) {
	w := newWorld(t)
	id := w.did("chenxiao", "/campaigns/new", "title", "涉案财物专项监督", "since", "2026-03-01")
	a := w.upload("chenxiao", id+"/plan", "自查表.txt", "一、自查项目\n二、自查结果\n", planFields...)
	if a.code != 303 {
		t.Fatalf("upload: %d %s", a.code, words(a.body))
	}
	hash := regexp.MustCompile(`/files/([0-9a-f]{64})`).FindStringSubmatch(w.page("chenxiao", id))
	if hash == nil {
		t.Fatal("the plan names no attachment")
	}
	f := append([]string{"edition", "1", "files.1.hash", hash[1], "files.1.name", "自查表（样式）", "requirements.3.text", "又一条要求"}, planFields...)
	w.did("linlan", id+"/plan", f...) // a colleague keeps it
	w.reads("the plan", w.page("chenxiao", id), "自查表（样式）")
	got := w.send("chenxiao", httptest.NewRequest("GET", id+"/files/"+hash[1], nil), "zh")
	if got.code != 200 || !strings.Contains(got.body, "自查结果") {
		t.Errorf("download: %d", got.code)
	}
	other := w.did("linlan", "/campaigns/new", "title", "另一个专项监督", "since", "2026-03-01")
	bad := w.post("linlan", other+"/plan", values(f[2:]...))
	if bad.code != 422 || !strings.Contains(bad.body, "没有找到您上传的这个文件") {
		t.Errorf("another's file: %d", bad.code)
	}
	for _, path := range []string{other + "/files/" + hash[1], id + "/files/" + strings.Repeat("0", 64)} {
		if a := w.send("chenxiao", httptest.NewRequest("GET", path, nil), "zh"); a.code != 404 {
			t.Errorf("GET %s: %d", path, a.code)
		}
	}
	if a := w.send("lianluo", httptest.NewRequest("GET", id+"/files/"+hash[1], nil), "zh"); a.code != 404 {
		t.Errorf("an organ gets the attachment of a draft: %d", a.code)
	}
	w.did("chenxiao", id+"/adopt", w.minute("3")...)
	w.did("chenxiao", id+"/send")
	if a := w.send("lianluo", httptest.NewRequest("GET", id+"/files/"+hash[1], nil), "zh"); a.code != 200 {
		t.Errorf("an organ does not get the attachment sent out: %d", a.code)
	}
}

// upload posts a form with a file.
func (w *world) upload(login, path, name, text string, pairs ...string) answer {
	w.t.Helper()
	w.page(login, path)
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	m.WriteField("act_id", uuid.NewString())
	for i := 0; i < len(pairs); i += 2 {
		m.WriteField(pairs[i], pairs[i+1])
	}
	part, err := m.CreateFormFile("upload.file", name)
	if err == nil {
		_, err = io.WriteString(part, text)
	}
	if err != nil || m.Close() != nil {
		w.t.Fatal(err)
	}
	r := httptest.NewRequest("POST", path, &b)
	r.Header.Set("Content-Type", m.FormDataContentType())
	return w.send(login, r, "zh")
}

// TestALocalPlan: a county reads what the city sent out and makes a campaign of
// its own from it; how the city came to it, it does not read.
func TestALocalPlan(t *testing.T) {
	w := newWorld(t)
	w.Must("anquan", &organ.Found{Place: county, Name_: "棠溪县人民代表大会常务委员会", Short: "棠溪县人大常委会", Level: "county", Prefix: "棠人"})
	w.OpenAt(county, "", "xianjing", "县经", access.Clerk)
	id := w.did("chenxiao", "/campaigns/argue", "title", "涉案财物专项监督", "channel", "letters", "reasons", "近一年反映集中在返还不及时，带有共性。", "opinions", "代表联络站：建议走访")
	w.did("linlan", id+"/take_up", "since", "2026-03-01", "until", "2026-12-31")
	w.did("chenxiao", id+"/plan", append([]string{"edition", "0"}, planFields...)...)
	if a := w.send("xianjing", httptest.NewRequest("GET", "/campaigns/adapt?upper="+strings.TrimPrefix(id, "/campaigns/"), nil), "zh"); a.code != 404 {
		t.Errorf("the county starts from a draft of the city: %d", a.code)
	}
	w.did("chenxiao", id+"/adopt", w.minute("3")...)
	w.did("chenxiao", id+"/send")
	w.reads("the county's list", w.page("xianjing", "/campaigns"), "上级人大印发了专项方案：涉案财物专项监督", "上级印发")
	w.reads("what was sent", w.page("xianjing", "/campaigns?group=above"), "涉案财物专项监督", "拟定本级方案")
	up := w.page("xianjing", id)
	w.reads("the shared plan", up, "及时返还", "拟定本级方案")
	w.readsNot("the shared plan", up, "代表联络站", "选题论证", "调整方案", "陈晓")
	if a := w.post("xianjing", id+"/start", values()); a.code != 403 && a.code != 404 {
		t.Errorf("the county starts the city's campaign: %d", a.code)
	}
	own := w.did("xianjing", "/campaigns/adapt?upper="+strings.TrimPrefix(id, "/campaigns/"), "title", "本县涉案财物专项监督", "since", "2026-03-02", "until", "2026-11-30")
	w.reads("the local plan", w.page("xianjing", own), "上级方案", "财物保管", "说明不适用")
	w.did("xianjing", own+"/answer_requirement", "key", "r2", "reason", "本县没有这类保管场所。")
	w.reads("the reason", w.page("xianjing", own+"/withdraw_answer"), "本县没有这类保管场所")
	w.readsNot("the county's list", w.page("xianjing", "/campaigns?group=drafts"), "上级人大印发了专项方案")
	if a := w.send("chenxiao", httptest.NewRequest("GET", own, nil), "zh"); a.code != 404 {
		t.Errorf("the city opens the county's draft: %d", a.code)
	}
}

const county = "990201"

// TestTopicsSetAsideAndStarts: a topic not taken up stays to be read; a plan
// starts from a template and from another campaign.
func TestTopicsSetAsideAndStarts(t *testing.T) {
	w := newWorld(t)
	id := w.did("chenxiao", "/campaigns/argue", "title", "民事送达专项监督", "channel", "research", "reasons", "调研中发现送达不规范，带有共性。")
	w.did(w.director(), id+"/reject", "reason", "条件尚不成熟，先作调研。")
	w.reads("what was set aside", w.page("chenxiao", "/campaigns?group=rejected"), "民事送达专项监督", "条件尚不成熟")
	w.reads("the templates", w.page("chenxiao", "/campaigns?group=drafts"), "template:seizure")
	w.reads("a form from a template", w.page("chenxiao", "/campaigns/new?copy=template:seizure"), "规范涉案财物的查封")
	made := w.did("chenxiao", "/campaigns/new", "copy", "template:seizure", "title", "涉案财物专项监督", "since", "2026-03-01", "until", "2026-12-31")
	w.reads("made from a template", w.page("chenxiao", made), "账实相符，每件财物可查到去向")
	again := w.did("chenxiao", "/campaigns/new", "copy", strings.TrimPrefix(made, "/campaigns/"), "title", "来年涉案财物专项监督", "since", "2027-03-01")
	w.reads("made from last year's", w.page("chenxiao", again), "账实相符，每件财物可查到去向", "2027")
	if a := w.send("chenxiao", httptest.NewRequest("GET", "/campaigns?group=nonsense", nil), "zh"); a.code != 404 {
		t.Errorf("a group that is not: %d", a.code)
	}
	if a := w.send("lianluo", httptest.NewRequest("GET", "/campaigns/new", nil), "zh"); a.code != 403 {
		t.Errorf("an organ drafts: %d", a.code)
	}
}

// TestRelated: what there is under a campaign is listed kind by kind for its own
// committee and within each reader's reach; for anybody else there is no such page.
func TestRelated(t *testing.T) {
	w := newWorld(t)
	w.Must("anquan", &organ.Found{Place: county, Name_: "棠溪县人民代表大会常务委员会", Short: "棠溪县人大常委会", Level: "county", Prefix: "棠人"})
	w.OpenAt(county, "", "xianjing", "县经", access.Clerk)
	id := w.did("chenxiao", "/campaigns/new", "title", "涉案财物专项监督", "since", "2026-03-01")
	w.did("chenxiao", id+"/plan", append([]string{"edition", "0"}, planFields...)...)
	w.did("chenxiao", id+"/adopt", w.minute("3")...)
	w.did("chenxiao", id+"/send")
	get := func(login, path string) answer {
		return w.send(login, httptest.NewRequest("GET", path, nil), "zh")
	}
	if a := get("chenxiao", id+"/related?kind=meeting"); a.code != 404 {
		t.Errorf("a kind of which there is nothing: %d", a.code)
	}
	w.Must("chenxiao", &meeting.Plan{Set: meeting.Set{Sort: "mobilisation", Title: "动员部署会", Campaign: strings.TrimPrefix(id, "/campaigns/"), Day: "2026-03-20", Begins: "09:00", Venue: "会议厅"}})
	w.Must("chenxiao", &meeting.Plan{Set: meeting.Set{Sort: "symposium", Title: "别的专项的座谈会", Day: "2026-03-21", Begins: "09:00", Venue: "会议厅"}})
	w.reads("the campaign", w.page("chenxiao", id), "会议、自查、评查和线索")
	list := w.page("chenxiao", id+"/related?kind=meeting")
	w.reads("the meetings", list, "动员部署会")
	w.readsNot("the meetings", list, "别的专项的座谈会")
	for _, kind := range []string{"", "clue", "account", "review", "nonsense"} {
		if a := get("chenxiao", id+"/related?kind="+kind); a.code != 404 {
			t.Errorf("kind %q: %d", kind, a.code)
		}
	}
	// The plan was sent to them; what the committee does under it is its own.
	for _, login := range []string{"lianluo", "xianjing"} {
		if a := get(login, id); a.code != 200 {
			t.Errorf("%s does not read what was sent: %d", login, a.code)
		}
		got, want := get(login, id+"/related?kind=meeting"), get(login, "/campaigns/01234567-89ab-7cde-8f01-23456789abcd/related?kind=meeting")
		if got.code != 404 || words(got.body) != words(want.body) {
			t.Errorf("%s: %d %s\n---\n%s", login, got.code, words(got.body), words(want.body))
		}
		w.readsNot("what "+login+" reads of the plan", w.page(login, id), "动员部署会")
	}
}
