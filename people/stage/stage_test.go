package stage

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html/template"
	"image/png"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestMain(m *testing.M) {
	// The test program plays hengjian itself where a test starts one.
	if os.Getenv("STAGE_TEST_PROGRAM") != "" {
		program()
		return
	}
	Main(m)
}

// counter is a tiny office: a sign-in page and one form with every kind of control.
func counter(t *testing.T) *httptest.Server {
	t.Helper()
	page := template.Must(template.New("").Parse(`<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{{.Title}}</title>
<meta name="viewport" content="width=device-width"></head><body><main><h1>{{.Title}}</h1>{{.Body}}</main></body></html>`))
	show := func(w http.ResponseWriter, title, body string) {
		w.Header().Set("Content-Security-Policy", "default-src 'self'; style-src 'self'")
		page.Execute(w, map[string]any{"Title": title, "Body": template.HTML(body)})
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /signin", func(w http.ResponseWriter, r *http.Request) {
		show(w, "登录", `<form action="/logout" method="post"><button>中文</button></form><form method="post"><label>账号 <input name="login"></label>
<label for="p">密码</label><input id="p" type="password" name="password"><button>登录</button></form>`)
	})
	mux.HandleFunc("POST /signin", func(w http.ResponseWriter, r *http.Request) {
		if r.FormValue("password") != "正确" {
			show(w, "登录", "账号或密码不对")
			return
		}
		http.SetCookie(w, &http.Cookie{Name: "who", Value: url.QueryEscape(r.FormValue("login")), Path: "/", HttpOnly: true})
		http.Redirect(w, r, "/", http.StatusSeeOther)
	})
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) {
		who := "无名"
		if c, err := r.Cookie("who"); err == nil {
			who, _ = url.QueryUnescape(c.Value)
		}
		show(w, "窗口", "<p>你是"+template.HTMLEscapeString(who)+`</p><p hidden>看不见</p><a href="/report">我要反映</a>
<table><caption>列表</caption><thead><tr><th>号</th><th>办</th></tr></thead>
<tbody><tr><td>甲一</td><td><form method="post" action="/take?n=1"><button>受理</button></form></td></tr>
<tr><td>乙二</td><td><form method="post" action="/take?n=2"><button>受理</button></form></td></tr></tbody></table>
<button disabled>销号</button>`)
	})
	mux.HandleFunc("POST /take", func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(300 * time.Millisecond) // slower than the quiet time of a page
		show(w, "已受理", "受理了第 "+template.HTMLEscapeString(r.FormValue("n"))+" 件")
	})
	mux.HandleFunc("GET /report", func(w http.ResponseWriter, r *http.Request) {
		show(w, "反映", `<form method="post" enctype="multipart/form-data">
<label for="t">反映内容（必填）</label><textarea id="t" name="text">旧字</textarea>
<fieldset><legend>身份</legend><label><input type="radio" name="how" value="anon" checked> 匿名</label>
<label><input type="radio" name="how" value="named"> 实名</label></fieldset>
<label><input type="checkbox" name="urgent"> 正在发生</label>
<label>机关 <select name="organ"><option value="">请选择</option><option value="c">甲县法院</option><option value="p">甲县检察院</option></select></label>
<label>日期 <input type="date" name="day"></label>
<label>附件 <input type="file" name="file"></label>
<input type="hidden" name="nonce" value="隐"><button name="step" value="send">提交</button><button name="step" value="back">返回</button></form>`)
	})
	mux.HandleFunc("POST /report", func(w http.ResponseWriter, r *http.Request) {
		if err := r.ParseMultipartForm(1 << 20); err != nil {
			http.Error(w, err.Error(), 400)
			return
		}
		v := r.MultipartForm.Value
		got := fmt.Sprintf("内容=%s 身份=%s 急=%s 机关=%s 日期=%s 步=%s 隐=%s", v["text"], v["how"], v["urgent"], v["organ"], v["day"], v["step"], v["nonce"])
		if f, h, err := r.FormFile("file"); err == nil {
			b, _ := io.ReadAll(f)
			got += " 附件=" + h.Filename + ":" + string(b)
		}
		show(w, "回执", template.HTMLEscapeString(got))
	})
	mux.HandleFunc("GET /later", func(w http.ResponseWriter, r *http.Request) {
		show(w, "稍后", `<p id="x">等</p><button type="button" id="b">取来</button><div id="d"></div><script src="/later.js"></script>`)
	})
	mux.HandleFunc("GET /later.js", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/javascript")
		fmt.Fprint(w, `setTimeout(() => document.getElementById('x').textContent = '到了', 400);
document.getElementById('b').onclick = async () => { if (!confirm('确定取？')) return; document.getElementById('d').textContent = await (await fetch('/slow')).text(); };`)
	})
	mux.HandleFunc("GET /slow", func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(400 * time.Millisecond)
		fmt.Fprint(w, "慢来的字")
	})
	mux.HandleFunc("GET /covered", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, `<!doctype html><html><head><title></title></head><body><button>下面</button>
<div style="position:fixed;inset:0;background:#fff">盖住了</div><img src="data:,"><input></body></html>`)
	})
	// Text on a card: on white it reads well. Each page has it elsewhere or otherwise.
	card := func(path, style, body string) {
		mux.HandleFunc("GET "+path, func(w http.ResponseWriter, r *http.Request) {
			fmt.Fprintf(w, `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>卡片</title>
<style>body{background:#fff} .card{background:#fff;padding:8px;width:300px} .said{color:#666} %s</style></head><body><main><h1>卡片</h1>%s</main></body></html>`, style, body)
		})
	}
	const said = `<div class="card"><p class="said">来信已收到</p></div>`
	card("/card", "", said)
	card("/card/again", ".other{color:#333}", `<p class="other">先说别的</p>`+said+said)
	card("/card/below", ".dark{background:#555;position:absolute;top:0;left:0;width:600px;height:600px;z-index:-1} .card{background:none}", said+`<div class="dark"></div>`)
	card("/card/shifted", ".dark{background:#555;height:60px;width:400px} .said{position:relative;top:-60px}", `<div class="dark"></div><p class="said">来信已收到</p>`)
	card("/card/dark", ".card{background:#555}", said)
	card("/card/pale", ".said{color:#ccc}", said)
	card("/card/faint", "main{opacity:.5}", said)
	card("/card/narrow", "@media (max-width:500px){.said{color:#ccc}}", said)
	card("/card/only-narrow", "#tip{display:none;color:#ccc} @media (max-width:500px){#tip{display:block}}", said+`<p id="tip">只在手机上</p>`)
	mux.HandleFunc("GET /throws", func(w http.ResponseWriter, r *http.Request) {
		show(w, "坏", `<script src="/bad.js"></script><script>1</script>`)
	})
	mux.HandleFunc("GET /bad.js", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/javascript")
		fmt.Fprint(w, "nothing.here()")
	})
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s
}

// play is one scenario, told once and played with and without JavaScript.
func play(t *testing.T, a Actor) {
	t.Helper()
	a.Goto("/")
	a.See("你是无名")
	a.DontSee("看不见")
	a.SignIn("王二", "正确")
	a.See("你是王二")
	a.PressIn("乙二", "受理")
	a.See("受理了第 2 件")
	a.Goto("/")
	a.Press("我要反映")
	if a.Title() != "反映" || !strings.HasSuffix(a.URL(), "/report") {
		t.Errorf("at %s, %s", a.Title(), a.URL())
	}
	file := filepath.Join(t.TempDir(), "证据.txt")
	if err := os.WriteFile(file, []byte("白纸黑字"), 0o600); err != nil {
		t.Fatal(err)
	}
	a.Fill("反映内容", "打人\n两次𠮷")
	a.Choose("实名")
	a.Choose("正在发生")
	a.Pick("机关", "甲县检察院")
	a.Fill("日期", "2026-03-02")
	a.Upload("附件", file)
	a.Press("提交")
	a.See("内容=[打人 两次𠮷] 身份=[named] 急=[on] 机关=[p] 日期=[2026-03-02] 步=[send] 隐=[隐] 附件=证据.txt:白纸黑字")
}

func TestTheSameScenarioWithAndWithoutJavaScript(t *testing.T) {
	s := counter(t)
	t.Run("without", func(t *testing.T) { play(t, NewNoJS(t, "王", s.URL)) })
	t.Run("with", func(t *testing.T) { play(t, NewPerson(t, "王", s.URL)) })
}

func TestEachPersonHasHerOwnCookies(t *testing.T) {
	s := counter(t)
	a, b := NewPerson(t, "甲", s.URL), NewPerson(t, "乙", s.URL)
	a.SignIn("甲", "正确")
	b.Goto("/")
	b.See("你是无名")
	a.Goto("/")
	a.See("你是甲")
}

func TestWaitsForWhatScriptsBring(t *testing.T) {
	p := NewPerson(t, "王", counter(t).URL)
	p.Goto("/later")
	p.See("到了")
	p.Press("取来")
	// Press waited for the fetch, so this needs no patience.
	if !strings.Contains(p.Text(), "慢来的字") {
		t.Errorf("Press did not wait for the answer: %q", p.Text())
	}
	if d := p.Dialogs(); len(d) != 1 || d[0] != "确定取？" {
		t.Errorf("dialogs %q", d)
	}
}

func TestVerbsFailWhenTheyMust(t *testing.T) {
	s := counter(t)
	n := NewNoJS(t, "王", s.URL)
	n.Goto("/")
	for name, verb := range map[string]func(){
		"sees what is not there": func() { n.See("没有的字") },
		"misses what is there":   func() { n.DontSee("你是无名") },
		"a missing button":       func() { n.Press("盖章") },
		"a missing field":        func() { n.Fill("年龄", "7") },
		"wrong password":         func() { n.SignIn("王", "错") },
	} {
		n.Goto("/")
		if !refused(t, func(tb testing.TB) { n.t = tb; verb() }) {
			t.Errorf("without JavaScript, %s: passed", name)
		}
		n.t = t
	}

	p := NewPerson(t, "王", s.URL)
	for name, verb := range map[string]func(){
		"misses what is there": func() { p.DontSee("你是无名") },
		"a disabled button":    func() { p.Press("销号") },
		"wrong password":       func() { p.SignIn("王", "错") },
		"a covered button":     func() { p.Goto("/covered"); p.Press("下面") },
		"what axe forbids":     func() { p.Goto("/covered"); p.Axe() },
	} {
		p.Goto("/")
		if !refused(t, func(tb testing.TB) { p.t = tb; verb() }) {
			t.Errorf("with JavaScript, %s: passed", name)
		}
		p.t = t
	}
}

func TestFaultsOfScriptsAreFound(t *testing.T) {
	p := NewPerson(t, "王", counter(t).URL)
	p.Goto("/throws")
	got := strings.Join(p.Faults(), "\n")
	if !strings.Contains(got, "nothing is not defined") || !strings.Contains(got, "Content Security Policy") {
		t.Errorf("faults: %s", got)
	}
}

func TestAxeAcceptsAGoodPage(t *testing.T) {
	p := NewPerson(t, "王", counter(t).URL)
	p.Goto("/report")
	p.Axe()
}

// axe is asked once how a look contrasts. Whatever makes the answer another one
// makes it another question.
func TestContrastIsAskedAnewWhereItDiffers(t *testing.T) {
	p := NewPerson(t, "王", counter(t).URL)
	p.Goto("/card")
	p.Axe()
	known := len(contrast.of)
	p.Goto("/card/again")
	p.Axe()
	if more := len(contrast.of) - known; known == 0 || more != 1 {
		t.Errorf("%d looks were kept, then %d more: one was new", known, more)
	}
	for _, path := range []string{"/card/below", "/card/shifted", "/card/dark", "/card/pale", "/card/faint"} {
		p.Goto(path)
		if !refused(t, func(tb testing.TB) { p.t = tb; p.Axe() }) {
			t.Errorf("%s: pale text passed", path)
		}
		p.t = t
	}
	for _, path := range []string{"/card/narrow", "/card/only-narrow"} {
		p.Goto(path)
		p.Axe()
		p.Resize(390, 844)
		if !refused(t, func(tb testing.TB) { p.t = tb; p.Contrast() }) {
			t.Errorf("%s: text that is pale on a phone passed", path)
		}
		p.t = t
		p.Resize(1440, 900)
	}
}

func TestShotHasTheWidthAsked(t *testing.T) {
	p := NewPerson(t, "王", counter(t).URL)
	p.Goto("/report")
	for _, width := range []int{1440, 390} {
		file := p.Shot("stage-selftest", width)
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		os.Remove(file)
		c, err := png.DecodeConfig(bytes.NewReader(b))
		if err != nil || c.Width != width {
			t.Errorf("%d wide: %+v, %v", width, c, err)
		}
	}
}

func TestAPIClient(t *testing.T) {
	var got map[string]any
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/api/v1/session":
			fmt.Fprint(w, `{"token":"T"}`)
		case r.Header.Get("Authorization") != "Bearer T":
			w.WriteHeader(401)
		case r.URL.Path == "/api/v1/acts/clue.accept" && r.Method == "POST":
			json.NewDecoder(r.Body).Decode(&got)
			fmt.Fprint(w, `{"seq":7}`)
		default:
			w.WriteHeader(404)
			fmt.Fprint(w, `{"kind":"missing"}`)
		}
	}))
	defer s.Close()
	a := NewAPI(t, s.URL)
	if ans := a.Act("clue.accept", nil); ans.Status != 401 {
		t.Errorf("signed out: %d", ans.Status)
	}
	a.Session("wang", "x")
	if ans := a.MustAct("clue.accept", map[string]any{"id": "c1"}); ans.Body["seq"] != 7.0 {
		t.Errorf("answer %s", ans.Raw)
	}
	if id, _ := got["act_id"].(string); got["id"] != "c1" || len(id) != 36 {
		t.Errorf("sent %v", got)
	}
	a.MustAct("clue.accept", map[string]any{"act_id": "mine"})
	if got["act_id"] != "mine" {
		t.Errorf("the caller's act_id became %v", got["act_id"])
	}
	if ans := a.Get("/api/v1/nothing"); ans.Status != 404 || ans.Body["kind"] != "missing" {
		t.Errorf("%d %s", ans.Status, ans.Raw)
	}
}

// program is what the test starts in place of hengjian: it prints as it does.
func program() {
	arg := func(name string) string {
		for i, a := range os.Args {
			if a == name {
				return os.Args[i+1]
			}
		}
		return ""
	}
	if os.Getenv("STAGE_TEST_PROGRAM") == "dies" {
		fmt.Fprintln(os.Stderr, "no such folder")
		os.Exit(3)
	}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "在") }))
	if f := arg("--accounts"); f != "" {
		os.WriteFile(f, []byte(`[{"login":"wang","password":"x","role":"clerk"}]`), 0o600)
	}
	fmt.Fprintf(os.Stderr, `time=1 level=INFO msg="intake on %s/"`+"\n", s.URL)
	time.Sleep(50 * time.Millisecond)
	fmt.Printf("listening on %s\ndata in %s, %s\n", s.URL, arg("--data"), arg("--addr"))
	select {}
}

func TestStartWaitsForTheProgramAndEndsIt(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	var gone string
	t.Run("runs", func(t *testing.T) {
		s := launch(t, self, []string{"STAGE_TEST_PROGRAM=1"}, "demo")
		gone = s.URL
		if s.URL != s.Intake || s.Account("clerk").Login != "wang" {
			t.Errorf("%+v", s)
		}
		n := s.PublicNoJS(t, "王")
		n.Goto("/")
		n.See("在")
		if !strings.Contains(s.Log(), "127.0.0.1:0") {
			t.Errorf("no free port asked: %s", s.Log())
		}
	})
	if _, err := http.Get(gone); err == nil {
		t.Error("the program still runs after its test")
	}
	if !refused(t, func(tb testing.TB) { launch(tb, self, []string{"STAGE_TEST_PROGRAM=dies"}, "serve") }) {
		t.Error("a program that died passed for started")
	}
	if code, _, errs := runProgram(t, self, []string{"STAGE_TEST_PROGRAM=dies"}); code != 3 || !strings.Contains(errs, "no such folder") {
		t.Errorf("run: %d %q", code, errs)
	}
}

// refused reports whether f failed its test, which is not this one.
func refused(t *testing.T, f func(testing.TB)) bool {
	t.Helper()
	tb := &trial{TB: t}
	var wg sync.WaitGroup
	wg.Go(func() { f(tb) })
	wg.Wait()
	return tb.failed
}

type trial struct {
	testing.TB
	failed bool
}

func (tb *trial) Fatalf(string, ...any) { tb.failed = true; runtime.Goexit() }
func (tb *trial) Fatal(...any)          { tb.failed = true; runtime.Goexit() }
func (tb *trial) Errorf(string, ...any) { tb.failed = true }
func (tb *trial) Error(...any)          { tb.failed = true }
