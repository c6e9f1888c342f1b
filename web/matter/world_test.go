package matter_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"hengjian/office/officetest"
	"hengjian/oversight/access"
	"hengjian/oversight/account"
	"hengjian/web/kit/see"
	"hengjian/web/site"
)

// world is the house of 明州市 with a register and the organs' people, seen
// through the browser.
type world struct {
	*officetest.House
	t     testing.TB
	http  http.Handler
	token map[string]string
}

func newWorld(t testing.TB, dsn string) *world {
	t.Helper()
	w := &world{House: officetest.New(t, dsn), t: t, token: map[string]string{}}
	w.Import("organs", "机关代码,机关名称,机关类别,上级机关\nMZGA,明州市公安局,police,\nMZJC,明州市人民检察院,procuratorate,\nMZJW,明州市监察委员会,supervision,\nMZFY,明州市中级人民法院,court,\n")
	w.Import("units", "单位代码,单位名称,所属机关,上级单位代码,设立日期,撤销日期\nU1,北仓派出所,MZGA,,2019-01-01,\nU2,刑侦支队,MZGA,,2019-01-01,\nU3,刑侦一大队,MZGA,U2,2019-01-01,\n")
	w.OpenAt(officetest.Place, officetest.OrganID("MZGA"), "lianluo", "连洛", access.Liaison)
	w.OpenAt(officetest.Place, officetest.OrganID("MZGA"), "juzhang", "鞠章", access.Chief)
	w.OpenAt(officetest.Place, officetest.OrganID("MZGA"), "gadesk", "甘接", access.Desk)
	w.OpenAt(officetest.Place, officetest.OrganID("MZFY"), "fylianluo", "范洛", access.Liaison)
	w.OpenAt(officetest.Place, officetest.OrganID("MZJC"), "jcdesk", "简收", access.Desk)
	w.Enrol("jcdesk", "desk", "")
	w.Open("clerk2", "程二", access.Clerk)
	for _, l := range []string{"chenxiao", "linlan", "member", "deputy"} {
		w.Must(l, &account.Declare{ID: w.Who[l].ID})
	}
	h, err := site.Office(w.O, site.Options{})
	if err != nil {
		t.Fatal(err)
	}
	w.http = h
	return w
}

// answer is what came back.
type answer struct {
	code     int
	body, to string
	head     http.Header
}

func (w *world) send(login string, r *http.Request, lang string) answer {
	if w.token[login] == "" {
		w.token[login] = w.Token(login)
	}
	r.AddCookie(&http.Cookie{Name: "hengjian", Value: w.token[login]})
	if lang != "" {
		r.AddCookie(&http.Cookie{Name: "lang", Value: lang})
	}
	rec := httptest.NewRecorder()
	w.http.ServeHTTP(rec, r)
	return answer{rec.Code, rec.Body.String(), rec.Header().Get("Location"), rec.Header()}
}

// later moves the clock; sessions have run out by then.
func (w *world) later(d time.Duration) {
	w.Wait(d)
	w.token = map[string]string{}
}

func (w *world) get(login, path string) answer {
	return w.send(login, httptest.NewRequest("GET", path, nil), "")
}

// page gets a page that must be there, in both languages.
func (w *world) page(login, path string) string {
	w.t.Helper()
	en := w.send(login, httptest.NewRequest("GET", path, nil), "en")
	a := w.get(login, path)
	if a.code != 200 || en.code != 200 {
		w.t.Fatalf("%s GET %s: %d, %d in English: %s", login, path, a.code, en.code, words(a.body))
	}
	return a.body
}

func pairsOf(pairs []string) url.Values {
	f := url.Values{"act_id": {uuid.NewString()}}
	for i := 0; i < len(pairs); i += 2 {
		f.Add(pairs[i], pairs[i+1])
	}
	return f
}

func (w *world) post(login, path string, pairs ...string) answer {
	w.t.Helper()
	r := httptest.NewRequest("POST", path, strings.NewReader(pairsOf(pairs).Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return w.send(login, r, "")
}

// did posts a form that must be taken, after the form was shown.
func (w *world) did(login, path string, pairs ...string) answer {
	w.t.Helper()
	if g := w.get(login, path); g.code != 200 {
		w.t.Fatalf("%s: the form %s is not shown: %d %s", login, path, g.code, words(g.body))
	}
	a := w.post(login, path, pairs...)
	if a.code != 303 {
		w.t.Fatalf("%s POST %s: %d %s", login, path, a.code, words(a.body))
	}
	a.to, _, _ = strings.Cut(a.to, "?")
	return a
}

// refused posts a form that must be refused at a field.
func (w *world) refused(login, path, field string, pairs ...string) answer {
	w.t.Helper()
	a := w.post(login, path, pairs...)
	if a.code != 422 {
		w.t.Fatalf("%s POST %s: want 422, got %d %s", login, path, a.code, words(a.body))
	}
	if !see.Parse(w.t, a.body).Has(`[href="#f-` + field + `"]`) {
		w.t.Fatalf("%s POST %s: not refused at %s: %s", login, path, field, words(a.body))
	}
	return a
}

// upload posts a form with a file.
func (w *world) upload(login, path, field, name, content string, pairs ...string) answer {
	w.t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	for k, vs := range pairsOf(pairs) {
		for _, v := range vs {
			if err := m.WriteField(k, v); err != nil {
				w.t.Fatal(err)
			}
		}
	}
	f, err := m.CreateFormFile("upload."+field, name)
	if err != nil {
		w.t.Fatal(err)
	}
	f.Write([]byte(content))
	m.Close()
	r := httptest.NewRequest("POST", path, &b)
	r.Header.Set("Content-Type", m.FormDataContentType())
	return w.send(login, r, "")
}

var (
	tagged = regexp.MustCompile(`(?s)<(script|style).*?</(script|style)>|<[^>]*>`)
	spaces = regexp.MustCompile(`\s+`)
)

func words(s string) string {
	s = spaces.ReplaceAllString(tagged.ReplaceAllString(s, " "), " ")
	if len(s) > 1500 {
		s = s[:1500]
	}
	return s
}

func without(t testing.TB, what, body string, marks ...string) {
	t.Helper()
	for _, m := range marks {
		if m != "" && strings.Contains(body, m) {
			t.Errorf("%s: reads %q", what, m)
		}
	}
}

func with(t testing.TB, what, body string, marks ...string) {
	t.Helper()
	for _, m := range marks {
		if !strings.Contains(body, m) {
			t.Errorf("%s: does not read %q in: %s", what, m, words(body))
		}
	}
}

func last(path string) string { return path[strings.LastIndex(path, "/")+1:] }

var (
	nonces = regexp.MustCompile(`nonce="[^"]*"`)
	uuids  = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)
)
