package home_test

import (
	"bytes"
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
	"hengjian/merkle"
	"hengjian/office"
	"hengjian/office/officetest"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/campaign"
	"hengjian/oversight/correction"
	"hengjian/oversight/organ"
	"hengjian/oversight/selfcheck"
	"hengjian/web/kit/see"
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

// own is the page of somebody's copy.
func (w *world) own(login string) string {
	w.t.Helper()
	cs, err := w.O.CircularsTo(w.Ctx, w.Person(login))
	if err != nil || len(cs) == 0 {
		w.t.Fatal(len(cs), err)
	}
	return "/circulars/" + cs[0].ID
}

// with sends a form in rehearsal.
func (w *world) with(login, method, path, cookie string, kv ...string) *httptest.ResponseRecorder {
	v := url.Values{"act_id": {uuid.NewString()}}
	for i := 0; i+1 < len(kv); i += 2 {
		v.Add(kv[i], kv[i+1])
	}
	r := httptest.NewRequest(method, path, strings.NewReader(v.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if cookie != "" {
		r.AddCookie(&http.Cookie{Name: "rehearsal", Value: cookie})
	}
	return w.send(login, r, "zh")
}

// twoPlans gives the bureau two plans: the city's own, and one of the province
// that the city passed on.
func (w *world) twoPlans() {
	w.t.Helper()
	w.Must("anquan", &organ.Found{Place: "990000", Name_: "澄江省人民代表大会常务委员会", Short: "澄江省人大常委会", Level: "province", Prefix: "澄人"})
	w.OpenAt("990000", "", "shengjing", "省经办", access.Clerk)
	w.plan("chenxiao", "本市规范讯问专项监督")
	w.plan("shengjing", "全省规范讯问专项监督")
	up := w.own("chenxiao")
	w.did(w.post("chenxiao", up+"/sign"))
	w.did(w.post("chenxiao", up+"/pass_on"))
	cs, err := w.O.CircularsTo(w.Ctx, w.Person("lianluo"))
	if err != nil || len(cs) != 2 {
		w.t.Fatal(len(cs), err)
	}
	for _, c := range cs {
		w.did(w.post("lianluo", "/circulars/"+c.ID+"/sign"))
	}
}

// selfcheck asks the bureau for a self-inspection under the city's campaign.
func (w *world) selfcheck() string {
	w.t.Helper()
	cs, err := w.O.CampaignsAt(w.Ctx, officetest.Place)
	if err != nil || len(cs) == 0 {
		w.t.Fatal(len(cs), err)
	}
	return w.Must("chenxiao", &selfcheck.Request{Campaign: cs[0].ID, Organ: officetest.OrganID("MZGA")}).Subject
}

func (w *world) count(q string) (n int) {
	w.t.Helper()
	if err := w.O.View(w.Ctx).Row(q).Scan(&n); err != nil {
		w.t.Fatal(err)
	}
	return n
}

// TestOneUploadAnswersTwoLevels: the home page shows what is ahead by clock from
// both levels; one file and one text answer both, each with its own record,
// receipt and proof.
func TestOneUploadAnswersTwoLevels(t *testing.T) {
	w := newWorld(t)
	w.twoPlans()
	third := w.selfcheck()
	first := w.page("lianluo", "/")
	w.reads("the home page", first, "本市规范讯问专项监督", "全省规范讯问专项监督", "澄江省人大常委会", "明州市人大常委会", "记录学习贯彻", "有 3 项可以用同一份材料答复")
	w.silent("the clerk's first page", w.page("chenxiao", "/"), "有 2 项可以用同一份材料答复")
	form := w.page("lianluo", "/together")
	ids := regexp.MustCompile(`name="id" value="([^"]+)" checked`).FindAllStringSubmatch(form, -1)
	if len(ids) != 3 {
		t.Fatalf("%d requests are ticked", len(ids))
	}
	if rec := w.post("lianluo", "/together", "step", "preview"); rec.Code != 422 {
		t.Errorf("nothing ticked: %d", rec.Code)
	}
	said := []string{"step", "preview", "id", ids[0][1], "id", ids[1][1], "id", ids[2][1], "text", "集中学习两级方案。", "day", "2026-03-02", "way", "together", "people", "46"}
	bad := append([]string(nil), said...)
	bad[11] = "2026-04-01"
	w.reads("a day of the future", w.post("lianluo", "/together", bad...).Body.String(), "会被退回", "学习日期在收到通知")
	lines := w.count("SELECT count(*) FROM journal")
	preview := w.upload("lianluo", "/together", "files", "记录.txt", "学习记录", said...)
	w.reads("the preview", preview.Body.String(), "会被接受的 3 项", "澄江省人大常委会")
	if w.count("SELECT count(*) FROM journal") != lines {
		t.Error("the preview did something")
	}
	file := regexp.MustCompile(`name="files" value="([0-9a-f]{64})"`).FindStringSubmatch(preview.Body.String())
	if file == nil {
		t.Fatal("the preview carries no file")
	}
	do := append([]string{"files", file[1], "act_id", "0190a0a0-0000-7000-8000-000000000001"}, said...)
	do[5] = "do"
	for range 2 { // pressed twice is once
		v := url.Values{}
		for i := 0; i+1 < len(do); i += 2 {
			v.Add(do[i], do[i+1])
		}
		r := httptest.NewRequest("POST", "/together", strings.NewReader(v.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w.reads("done", w.send("lianluo", r, "zh").Body.String(), "已答复 3 项")
	}
	if got := w.count("SELECT count(*) FROM journal"); got != lines+3 {
		t.Errorf("%d lines more, want 3", got-lines)
	}
	cs, _ := w.O.CircularsTo(w.Ctx, w.Person("lianluo"))
	for _, c := range cs {
		if c.State != "studied" || len(c.Studies) != 1 || c.Studies[0].Files[0] != file[1] {
			t.Errorf("%s: %s %+v", c.Title, c.State, c.Studies)
		}
	}
	s, err := office.Item(w.Ctx, w.O, w.Person("lianluo"), office.Selfchecks, third)
	if err != nil || s.State != "filling" || s.Overall != "集中学习两级方案。" || len(s.Papers) != 1 || s.Papers[0].Hash != file[1] || len(s.Lacks()) == 0 {
		t.Errorf("the self-inspection has %v %s %q %v", err, s.State, s.Overall, s.Papers)
	}
	for _, who := range []string{"lianluo", "chenxiao"} {
		w.reads("the self-inspection", w.page(who, "/selfchecks/"+third), "总体情况", "集中学习两级方案。", "记录.txt", "以逐项填写的为准")
		if w.code(who, "/selfchecks/"+third+"/files/"+file[1]) != 200 {
			t.Errorf("%s does not get the file of the whole", who)
		}
	}
	if w.code("fayuan", "/selfchecks/"+third+"/files/"+file[1]) != 404 {
		t.Error("another organ gets the file of the whole")
	}
	for _, who := range []string{"chenxiao", "member", "deputy", "xianjing"} {
		if w.code(who, "/together") != 404 || w.code(who, "/handed") != 404 {
			t.Errorf("%s has the organ's pages", who)
		}
	}

	// The receipt, before and after a checkpoint, and its proof.
	list := w.page("lianluo", "/handed")
	w.reads("what was handed in", list, "记录学习贯彻", "签收", "连洛")
	at := regexp.MustCompile(`/handed/990200/\d+`).FindString(list)
	w.reads("the receipt", w.page("lianluo", at), "明州市公安局", "连洛", "记录.txt", "还没有纳入校验点")
	if got := w.code("lianluo", at+"/proof"); got != 409 {
		t.Errorf("a proof before a checkpoint: %d", got)
	}
	if err := w.O.SealAll(w.Ctx); err != nil {
		t.Fatal(err)
	}
	page := w.page("lianluo", at)
	w.reads("the receipt", page, "下载证明文件", "hengjian verify-proof")
	english := func(path string) string {
		return w.send("lianluo", httptest.NewRequest("GET", path, nil), "en").Body.String()
	}
	w.reads("the list in English", english("/handed"), "Handed in", "Receipt")
	w.reads("the receipt in English", english(at), "Receipt No. ", "Received", "How to verify", "within a signed checkpoint", "Download the proof", "记录.txt", "hengjian verify-proof")
	for _, path := range []string{"/handed", at} { // what the program says; titles, names and files stay as they are
		w.silent(path+" in English", english(path), "回执", "收到以下", "校验点", "报送", "联络员", "签收")
	}
	proof := []byte(w.page("lianluo", at+"/proof"))
	var keys []string
	all, err := w.O.VKeys(w.Ctx)
	if err != nil {
		t.Fatal(err)
	}
	signed, err := merkle.Claimed(proof)
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range all {
		for _, s := range signed {
			if strings.HasPrefix(k, s.Name+"+") {
				keys = append(keys, k)
			}
		}
	}
	rep, err := merkle.VerifyProof(proof, keys)
	if err != nil || !strings.Contains(string(rep.Leaf), "selfcheck.whole") {
		t.Errorf("%v %s", err, rep.Leaf)
	}
	for _, who := range []string{"fayuan", "chenxiao"} { // another organ, and the committee itself
		if w.code(who, at) != 404 || w.code(who, at+"/proof") != 404 {
			t.Errorf("%s opens another's receipt", who)
		}
	}
	if w.code("lianluo", "/handed/990200/0") != 404 || w.code("lianluo", "/handed/house/1") != 404 {
		t.Error("a line that the organ did not write is a receipt")
	}
}

// TestARehearsalKeepsNothing: every form of the organ's side says what would
// come of it; no line, no row, no file, no notice, and the mode ends with the
// session.
func TestARehearsalKeepsNothing(t *testing.T) {
	w := newWorld(t)
	w.twoPlans()
	cs, _ := w.O.CircularsTo(w.Ctx, w.Person("lianluo"))
	mine := "/circulars/" + cs[0].ID
	rec := w.post("lianluo", "/rehearsal", "on", "1")
	cookie := regexp.MustCompile(`rehearsal=([0-9a-f]+)`).FindStringSubmatch(rec.Header().Get("Set-Cookie"))
	if cookie == nil {
		t.Fatal(rec.Header())
	}
	on := cookie[1]
	all := func() [3]int {
		files := 0
		for range w.O.Files.List() {
			files++
		}
		return [3]int{w.count("SELECT count(*) FROM journal"), w.count("SELECT count(*) FROM notice"), files}
	}
	was := all()
	w.reads("every page says so", w.with("lianluo", "GET", "/", on).Body.String(), "演练模式")
	good := w.with("lianluo", "POST", mine+"/study", on, "day", "2026-03-02", "way", "together", "people", "46")
	if good.Code != 200 {
		t.Errorf("rehearsed: %d", good.Code)
	}
	w.reads("accepted", good.Body.String(), "演练结果：会被接受", "什么都没有保存")
	bad := w.with("lianluo", "POST", mine+"/study", on, "day", "2026-03-02", "way", "together", "people", "0")
	if bad.Code != 422 {
		t.Errorf("rehearsed wrongly: %d", bad.Code)
	}
	w.reads("refused", bad.Body.String(), "演练结果：会被退回", "请填写参加人数")
	w.reads("a birth", w.with("lianluo", "POST", "/programmes/new?campaign="+cs[0].Campaign, on, "campaign", cs[0].Campaign, "sort", "own", "title", "规范讯问提升行动", "text", "逐所检查讯问录音录像设备，按月抽查并通报结果。").Body.String(), "演练结果：会被接受")
	w.reads("several", w.with("lianluo", "POST", "/together", on, "step", "do", "id", cs[0].ID, "id", cs[1].ID, "text", "集中学习。", "day", "2026-03-02", "way", "meeting", "people", "3").Body.String(), "演练结果：会答复 2 项")
	withFile := w.uploadWith("lianluo", mine+"/study", on, "day", "2026-03-02", "way", "together", "people", "46")
	w.reads("with a file", withFile.Body.String(), "演练结果：会被接受")
	w.silent("the file must be sent again in earnest", withFile.Body.String(), "文件已收到")
	if now := all(); now != was {
		t.Errorf("something was kept: %v, before %v", now, was)
	}
	// Not for the congress's side, and not in another session.
	w.silent("the clerk", w.with("chenxiao", "GET", "/", on).Body.String(), "演练模式")
	w.silent("her colleague", w.with("juzhang", "GET", "/", on).Body.String(), "演练模式")
	if w.code("chenxiao", "/rehearsal") != 404 {
		t.Error("the congress rehearses")
	}
	w.did(w.post("lianluo", mine+"/study", "day", "2026-03-02", "way", "together", "people", "46"))
	if r, err := w.O.Verify(w.Ctx, nil, true); err != nil || !r.OK() {
		t.Errorf("verify: %+v %v", r, err)
	}
}

func (w *world) uploadWith(login, path, cookie string, kv ...string) *httptest.ResponseRecorder {
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	m.WriteField("act_id", uuid.NewString())
	for i := 0; i+1 < len(kv); i += 2 {
		m.WriteField(kv[i], kv[i+1])
	}
	part, _ := m.CreateFormFile("upload.files", "记录.txt")
	io.WriteString(part, "学习记录")
	m.Close()
	r := httptest.NewRequest("POST", path, &b)
	r.Header.Set("Content-Type", m.FormDataContentType())
	r.AddCookie(&http.Cookie{Name: "rehearsal", Value: cookie})
	return w.send(login, r, "zh")
}

// TestWhatIsWithTheCommittee: a term that the committee has to keep is not shown
// to the organ as its own; as soon as something is asked of the organ it is.
func TestWhatIsWithTheCommittee(t *testing.T) {
	w := newWorld(t)
	w.Import("officers", "证件编号,姓名,所在机关,职务,出生年,任职日期\nP001,骆正平,MZGA,所长,1975,2021-03-01\n")
	scan, name, err := w.O.KeepFile(w.Person("lianluo"), "申请.txt", strings.NewReader("本人申请更正。"))
	if err != nil {
		t.Fatal(err)
	}
	id := w.Must("lianluo", &correction.Submit{Code: "P001", Person: "骆正平", What: "born", Should: "1976", Why: "人事档案记载为 1976 年。", Paper: scan, PaperName: name}).Subject
	for _, login := range []string{"lianluo", "juzhang"} {
		page := see.Parse(t, w.page(login, "/"))
		page.One("#theirs").Says("更正登记：骆正平")
		page.None("#late, #soon, #later")
	}
	w.Must("chenxiao", &correction.Consider{ID: id})
	w.Must("chenxiao", &correction.Ask{ID: id, Wanted: "请附人事档案首页。"})
	page := see.Parse(t, w.page("lianluo", "/"))
	page.One("#later").Says("补充材料")
	page.None("#theirs")
}
