package public_test

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"hengjian/internal/testdb"
	"hengjian/office"
	"hengjian/office/officetest"
	"hengjian/oversight/clue"
	"hengjian/store"
	"hengjian/web/kit"
	"hengjian/web/kit/see"
	"hengjian/web/public"
)

// sender is somebody with a browser that runs nothing: forms and links only.
type sender struct {
	t    *testing.T
	base string
	page see.Page
	body string
	code int
}

func serve(t *testing.T, o *office.Office) *httptest.Server {
	t.Helper()
	app := public.New(o)
	mux := http.NewServeMux()
	mux.Handle("/assets/", kit.Assets())
	app.Mount(mux)
	guard, err := kit.Guard(app.Open)
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(kit.Secure(guard(mux)))
	t.Cleanup(s.Close)
	return s
}

func newSender(t *testing.T, s *httptest.Server) *sender { return &sender{t: t, base: s.URL} }

func (s *sender) get(path string) *sender {
	s.t.Helper()
	r, err := http.Get(s.base + path)
	return s.read(r, err)
}

func (s *sender) read(r *http.Response, err error) *sender {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	if c := r.Header.Get("Set-Cookie"); c != "" {
		s.t.Errorf("%s set a cookie: %s", r.Request.URL, c)
	}
	if r.Header.Get("Cache-Control") != "no-store" && !strings.Contains(r.Request.URL.Path, "/assets/") {
		s.t.Errorf("%s may be cached", r.Request.URL)
	}
	s.body, s.code, s.page = string(b), r.StatusCode, see.Parse(s.t, string(b))
	return s
}

// hidden collects what a form sends without being filled in.
func (s *sender) hidden(form string) url.Values {
	v := url.Values{}
	for _, e := range s.page.All("form#" + form + " input[type=hidden]") {
		v.Add(e.Attr("name"), e.Attr("value"))
	}
	return v
}

// send posts a form with some fields filled in; pairs of name and value.
func (s *sender) send(form, path string, pairs ...string) *sender {
	s.t.Helper()
	v := s.hidden(form)
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Set(pairs[i], pairs[i+1])
	}
	r, err := http.PostForm(s.base+path, v)
	return s.read(r, err)
}

// sendFile posts a form with one file, in the order a browser sends it.
func (s *sender) sendFile(form, path, name string, data []byte, pairs ...string) *sender {
	s.t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for k, vs := range s.hidden(form) {
		_ = w.WriteField(k, vs[0])
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		_ = w.WriteField(pairs[i], pairs[i+1])
	}
	f, _ := w.CreateFormFile("files", name)
	_, _ = f.Write(data)
	_ = w.WriteField("go", "next")
	_ = w.Close()
	req, _ := http.NewRequest("POST", s.base+path, &b)
	req.Header.Set("Content-Type", w.FormDataContentType())
	r, err := http.DefaultClient.Do(req)
	return s.read(r, err)
}

func (s *sender) want(code int) *sender {
	s.t.Helper()
	if s.code != code {
		s.t.Fatalf("status %d, want %d: %.600s", s.code, code, s.page.Text())
	}
	return s
}

const reportPath = "/p/" + officetest.Place + "/report"

// toCheck walks the first three steps.
func (s *sender) toCheck(asked, text string, more ...string) *sender {
	s.t.Helper()
	s.get(reportPath).want(200)
	first := []string{"go", "next", "asked", asked}
	s.send("report", reportPath, append(first, more...)...).want(200)
	s.send("report", reportPath, "go", "next", "named", "no").want(200)
	return s.send("report", reportPath, "go", "next", "text", text).want(200)
}

func (s *sender) code24() string { s.t.Helper(); return s.page.One(".receipt-code").Text() }

func clues(t *testing.T, h *officetest.House) []clue.Clue {
	t.Helper()
	cs, err := store.Clues.Where(h.O.View(h.Ctx), "1=1 ORDER BY id")
	if err != nil {
		t.Fatal(err)
	}
	return cs
}

const story = "我儿子昨晚在派出所被打，办案区没有录像，\n家属去问也不让见。"

// A mother reports without a name, presses twice, and follows it by receipt.
func TestReportAndFollowWithoutJavaScript(t *testing.T) {
	testdb.Each(t, func(t *testing.T, dsn, _ string) {
		h := officetest.New(t, dsn)
		s := newSender(t, serve(t, h.O))
		s.get("/").want(200).page.Says("110", "12309", "12356", "12348", "不是 24 小时值守", "国家秘密")
		s.toCheck("police", story)
		s.page.Says("公安机关", "不留姓名", "我儿子昨晚在派出所被打", "不会中止或延长")
		check := *s
		s.send("report", reportPath, "go", "next").want(200)
		s.page.Says("已收到", "3月17日", "自己的承诺", "不会中止或延长", "12348", "记录号")
		receipt := s.code24()
		if again := check.send("report", reportPath, "go", "next").want(200).code24(); again != receipt {
			t.Fatalf("pressing again: %s, then %s", receipt, again)
		}
		cs := clues(t, h)
		if len(cs) != 1 || cs[0].State != "received" || cs[0].Identified || cs[0].Urgent {
			t.Fatalf("%d clues: %+v", len(cs), cs)
		}
		if strings.Contains(s.body, "nonce\"") {
			t.Error("the page of the receipt still carries the form's nonce")
		}
		follow(t, h, s, receipt, cs[0].ID)
	})
}

// follow: the office asks, the sender reads it by receipt and answers.
func follow(t *testing.T, h *officetest.House, s *sender, receipt, id string) {
	h.Must("hejing", &clue.Open{ID: id})
	h.Must("hejing", &clue.Summarise{ID: id, Title: "反映派出所打人", Summary: "来信人称，亲属在派出所被打，办案区无录像。", Class: "norm.recording"})
	h.Must("hejing", &clue.Ask{ID: id, Said: clue.Said{Text: "请问您的儿子现在在哪里？"}})
	s.get("/receipt").send("look", "/receipt", "code", strings.ToLower(strings.ReplaceAll(receipt, "-", " "))).want(200)
	s.page.Says("请问您的儿子现在在哪里？", "已收到，正在按规定程序办理", "3月17日")
	s.send("supplement", "/receipt", "supplement.text", "他现在在看守所。").want(200)
	s.page.Says("已补充", "他现在在看守所。")
	s.send("name", "/receipt", "name.name", "赵桂芳", "name.contact", "晚上打电话").want(200)
	s.send("retaliation", "/receipt", "retaliation.text", "有人到我家门口威胁。").want(200)
	s.page.Says("打击报复", "有人到我家门口威胁。")
	s.send("withdraw", "/receipt").want(422)
	s.page.Says("是否因为受到压力")
	s.send("withdraw", "/receipt", "withdraw.pressure", "yes").want(200)
	s.page.Says("已按您的要求撤回")
	c := clues(t, h)[0]
	if c.State != "withdrawn" || !c.Retaliation || !c.Urgent || len(c.Talk) != 4 {
		t.Fatalf("%+v", c)
	}
}

// What was typed survives going back and forth, another language and another
// size of type; a name that was taken back is not carried on.
func TestDraftTravelsInThePageAlone(t *testing.T) {
	h := officetest.New(t, testdb.SQLite(t))
	s := newSender(t, serve(t, h.O))
	s.get(reportPath).send("report", reportPath, "go", "next", "asked", "court", "danger", "1").want(200)
	s.page.Says("先打电话", "12309")
	s.send("report", reportPath, "go", "next", "named", "yes", "sender", "赵桂芳", "contact", "139").want(200)
	s.send("report", reportPath+"?lang=en&big=1", "go", "stay", "text", "救命\n“引号”<b>", "minor", "1").want(200)
	s.page.Says("What happened?", "Telephone first")
	if got := s.page.One("textarea#f-text").Text(); !strings.Contains(got, "“引号”<b>") {
		t.Errorf("the text was lost: %q", got)
	}
	s.send("report", reportPath, "go", "2", "text", "救命\n“引号”<b>").want(200)
	if s.page.One("#f-sender").Attr("value") != "赵桂芳" {
		t.Error("the name was lost")
	}
	s.send("report", reportPath, "go", "next", "named", "no", "sender", "赵桂芳").want(200)
	s.send("report", reportPath, "go", "next", "text", "救命\n“引号”<b>").want(200)
	if strings.Contains(s.body, "赵桂芳") {
		t.Error("a name taken back is still on the page")
	}
	s.send("report", reportPath, "go", "next").want(200)
	s.page.Says("已标记为紧急", "2 小时")
	if c := clues(t, h)[0]; !c.Urgent || c.UrgentWhy != "sender" || c.Identified {
		t.Errorf("%+v", c)
	}
	if n := len(s.page.All("form[method=get]")); n > 0 {
		t.Errorf("%d forms send by address", n)
	}
}

// Each step says what is wrong at its field and goes no further.
func TestStepsRefuse(t *testing.T) {
	h := officetest.New(t, testdb.SQLite(t))
	s := newSender(t, serve(t, h.O))
	s.get(reportPath).send("report", reportPath, "go", "next").want(422)
	s.page.One(".field-error").Says("说不清楚")
	s.send("report", reportPath, "go", "next", "asked", "unsure").want(200)
	s.send("report", reportPath, "go", "next", "named", "yes").want(422)
	s.page.Says("不留姓名")
	s.send("report", reportPath, "go", "next", "named", "no").want(200)
	s.send("report", reportPath, "go", "next", "text", "太短").want(422)
	s.send("report", reportPath, "go", "next", "text", strings.Repeat("长", 20001)).want(422)
	s.send("report", reportPath, "go", "next", "text", story, "joint", "许多").want(422)
	s.page.Says("数字")
	if len(clues(t, h)) != 0 {
		t.Error("a refused form made a message")
	}
	v := url.Values{"at": {"4"}, "go": {"next"}, "asked": {"court"}, "named": {"no"}, "text": {"短"}}
	r, err := http.PostForm(s.base+reportPath, v) // straight to the last step
	s.read(r, err).want(422)
	s.page.Says("发生了什么")
}

// A named message: its term is the statutory one; the congress's own staff go
// through the special channel.
func TestNamedAndOwnStaff(t *testing.T) {
	h := officetest.New(t, testdb.SQLite(t))
	s := newSender(t, serve(t, h.O))
	s.get(reportPath).send("report", reportPath, "go", "next", "asked", "congress").want(200)
	s.page.Says("专门渠道", "机关纪检")
	s.send("report", reportPath, "go", "next", "named", "yes", "sender", "赵桂芳", "contact", "写信").want(200)
	s.send("report", reportPath, "go", "next", "text", story).want(200)
	s.send("report", reportPath, "go", "next").want(200)
	s.page.Says("法定期限", "第二十三条", "专门渠道")
	c := clues(t, h)[0]
	if c.State != "diverted" || c.Audience != "diverted" || !c.Identified {
		t.Fatalf("%+v", c)
	}
	s.send("look", "/receipt").want(200)
	s.page.Says("已收到，正在按规定程序办理")
	s.page.Silent("diverted")
}

// Without enough keys the channel is closed and says where else to turn.
func TestClosedWithoutKeys(t *testing.T) {
	h := officetest.Bare(t, testdb.SQLite(t))
	s := newSender(t, serve(t, h.O))
	s.get("/").want(200).page.Says("尚未开通")
	s.get(reportPath).want(404)
}

// English is complete: no Chinese but names, quotations of law and case numbers.
func TestEnglishComplete(t *testing.T) {
	h := officetest.New(t, testdb.SQLite(t))
	s := newSender(t, serve(t, h.O))
	const en = "?lang=en"
	look := func(what string) {
		t.Helper()
		text := s.page.Text()
		for _, known := range []string{"明州市人民代表大会常务委员会", "明州市人大常委会", "（2025）浙9902刑初12号", "反映司法工作问题", "中文", "明人监信〔2026〕1号", "儿子在派出所被打了一顿。"} {
			text = strings.ReplaceAll(text, known, "")
		}
		for _, r := range text {
			if r >= 0x4e00 && r <= 0x9fff {
				t.Errorf("%s: Chinese left in English: …%s", what, cut(text, string(r)))
				return
			}
		}
	}
	for _, path := range []string{"/", "/about/anonymity", "/about/record", "/receipt", "/p/" + officetest.Place + "/poster"} {
		s.get(path + en).want(200)
		look(path)
	}
	s.get(reportPath + en)
	look("step 1")
	for i, pairs := range [][]string{{"asked", "police", "danger", "1"}, {"named", "no"}, {"text", "儿子在派出所被打了一顿。", "minor", "1", "joint", "2"}, {}} {
		s.send("report", reportPath+en, append(pairs, "go", "next")...).want(200)
		look("after step " + string(rune('1'+i)))
	}
	s.send("look", "/receipt"+en).want(200)
	look("receipt")
}

func cut(text, at string) string {
	i := strings.Index(text, at)
	return text[max(0, i-30):min(len(text), i+60)]
}
