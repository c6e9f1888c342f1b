package clue_test

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/uuid"

	"hengjian/internal/testdb"
	"hengjian/office"
	"hengjian/office/officetest"
	"hengjian/oversight/clue"
	"hengjian/store"
	"hengjian/tabular"
	"hengjian/web/site"
)

// world is the house of 明州市 with a register, seen through the browser.
type world struct {
	*officetest.House
	t     *testing.T
	http  http.Handler
	token map[string]string
}

const secret = "我叫贺兰，弟弟贺山在北仓派出所被铐了一夜，办案区的录像没有开。"

func newWorld(t *testing.T, dsn string) *world {
	t.Helper()
	w := &world{House: officetest.New(t, dsn), t: t, token: map[string]string{}}
	w.take("organs", "机关代码,机关名称,机关类别,上级机关\nMZGA,明州市公安局,police,\nMZJC,明州市人民检察院,procuratorate,\nMZJW,明州市监察委员会,supervision,\nMZFY,明州市中级人民法院,court,\n")
	w.take("units", "单位代码,单位名称,所属机关,上级单位代码,设立日期,撤销日期\nU1,北仓派出所,MZGA,,2019-01-01,\nU2,刑侦支队,MZGA,,2019-01-01,\n")
	w.take("officers", "证件编号,姓名,所在机关,所在单位代码,职务,性别,出生年,任职日期\nP001,骆正平,MZGA,U1,所长,男,1975,2021-03-01\n")
	h, err := site.Office(w.O, site.Options{})
	if err != nil {
		t.Fatal(err)
	}
	w.http = h
	return w
}

func (w *world) take(sort, csv string) {
	w.t.Helper()
	src, err := tabular.Open("x", strings.NewReader(csv), int64(len(csv)))
	if err != nil {
		w.t.Fatal(err)
	}
	defer src.Close()
	pr, err := tabular.Profile(src, "", 0, 1)
	if err != nil {
		w.t.Fatal(err)
	}
	p := office.ImportPlan{Sort: sort, Name: "x.csv", Hash: hexOf(csv), Mapping: tabular.Suggest(sort, pr.Header, office.ImportFields[sort])}
	p.Open = func() (tabular.Source, error) {
		return tabular.OpenWith("x", bytes.NewReader([]byte(csv)), int64(len(csv)), tabular.OptionsFor(p.Mapping, tabular.Options{}))
	}
	if r, err := w.O.Import(w.Ctx, w.Person("chenxiao"), p); err != nil {
		w.t.Fatalf("%s: %v %v", sort, err, r.First)
	}
}

func hexOf(s string) string { return store.BoxName([]byte(s)) }

func (w *world) organ(code string) string {
	return office.RegisterID("organ", officetest.Place, code)
}

func (w *world) unit(code string) string {
	w.t.Helper()
	us, err := store.Units.Where(w.O.View(w.Ctx), "code=?", code)
	if err != nil || len(us) != 1 {
		w.t.Fatalf("unit %s: %d %v", code, len(us), err)
	}
	return us[0].ID
}

// answer is what came back.
type answer struct {
	code int
	body string
	to   string
	head http.Header
	n    int // statements read
}

func (w *world) ask(login, method, path string, form url.Values, lang string) answer {
	w.t.Helper()
	var body *strings.Reader
	if form != nil {
		body = strings.NewReader(form.Encode())
	} else {
		body = strings.NewReader("")
	}
	var n atomic.Int64
	r := httptest.NewRequest(method, path, body).WithContext(store.Counting(context.Background(), &n))
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	return w.send(login, r, lang, &n)
}

func (w *world) send(login string, r *http.Request, lang string, n *atomic.Int64) answer {
	if login != "" {
		if w.token[login] == "" {
			w.token[login] = w.Token(login)
		}
		r.AddCookie(&http.Cookie{Name: "hengjian", Value: w.token[login]})
	}
	if lang != "" {
		r.AddCookie(&http.Cookie{Name: "lang", Value: lang})
	}
	rec := httptest.NewRecorder()
	w.http.ServeHTTP(rec, r)
	return answer{rec.Code, rec.Body.String(), rec.Header().Get("Location"), rec.Header(), int(n.Load())}
}

func (w *world) get(login, path string) answer {
	return w.ask(login, "GET", path, nil, "")
}

// page gets a page that must be there.
func (w *world) page(login, path string) string {
	w.t.Helper()
	a := w.get(login, path)
	if a.code != 200 {
		w.t.Fatalf("%s GET %s: %d %s", login, path, a.code, words(a.body))
	}
	return a.body
}

// post sends a form with a fresh act id and the version that the page carries.
func (w *world) post(login, path string, pairs ...string) answer {
	w.t.Helper()
	f := url.Values{"act_id": {uuid.NewString()}}
	for i := 0; i < len(pairs); i += 2 {
		f.Add(pairs[i], pairs[i+1])
	}
	return w.ask(login, "POST", path, f, "")
}

// did posts a form that must be taken.
func (w *world) did(login, path string, pairs ...string) answer {
	w.t.Helper()
	a := w.post(login, path, pairs...)
	if a.code != 303 || strings.HasPrefix(a.to, "/signin") {
		w.t.Fatalf("%s POST %s: %d %s", login, path, a.code, words(a.body))
	}
	return a
}

func (w *world) clue(id string) clue.Clue {
	w.t.Helper()
	c, err := store.Clues.Load(w.O.View(w.Ctx), id)
	if err != nil {
		w.t.Fatal(err)
	}
	return c
}

// registered is a message about 北仓派出所, opened and summarised in the browser.
func (w *world) registered() string {
	w.t.Helper()
	id, _ := w.Message("police", secret)
	w.did("hejing", "/clues/"+id+"/open", "reason", "登记摘要")
	w.did("hejing", "/clues/"+id+"/summarise", "title", "反映北仓派出所讯问不录音录像", "summary", "来信人称，亲属在派出所接受讯问时，办案区录音录像设备未开启，案号（2026）明01刑终12号。",
		"class", "norm.recording", "units", w.unit("U1"), "joint", "1")
	return id
}

var (
	tags   = regexp.MustCompile(`(?s)<(script|style|svg).*?</(script|style|svg)>|<[^>]*>`)
	spaces = regexp.MustCompile(`\s+`)
)

// words is a page as read.
func words(html string) string {
	s := spaces.ReplaceAllString(tags.ReplaceAllString(html, " "), " ")
	if len(s) > 3000 {
		s = s[:3000]
	}
	return s
}

func each(t *testing.T, f func(t *testing.T, w *world)) {
	testdb.Each(t, func(t *testing.T, dsn, _ string) { f(t, newWorld(t, dsn)) })
}
