package public_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"hengjian/internal/testdb"
	"hengjian/office/officetest"
	"hengjian/oversight/organ"
	"hengjian/web/kit"
	"hengjian/web/public"
)

// Several committees on one listener are listed; a listener or a host bound to
// one knows no other.
func TestSeveralCommittees(t *testing.T) {
	h := officetest.New(t, testdb.SQLite(t))
	h.Must("anquan", &organ.Found{Place: "990201", Name_: "望溪区人民代表大会常务委员会", Short: "望溪区人大常委会", Level: "county", Prefix: "望人"})
	app := public.New(h.O)
	app.Hosts = map[string]string{"wangxi.example": "990201"}
	mux := http.NewServeMux()
	app.Mount(mux)
	get := func(host, path string) *httptest.ResponseRecorder {
		r, w := httptest.NewRequest("GET", path, nil), httptest.NewRecorder()
		r.Host = host
		kit.Secure(mux).ServeHTTP(w, r)
		return w
	}
	for _, c := range []struct {
		host, path string
		code       int
		says       string
	}{
		{"any.example", "/", 200, "明州市人民代表大会常务委员会"},
		{"any.example", "/", 200, `href="/p/990201/"`},
		{"any.example", "/report", 303, ""},
		{"any.example", "/?place=990200", 200, "开始反映"},
		{"any.example", "/p/990201/report", 200, "现在不能在网上接收"}, // no keys there yet
		{"wangxi.example", "/", 200, "望溪区人大常委会"},
		{"wangxi.example", "/p/990200/report", 404, ""},
		{"wangxi.example:8081", "/p/990201/poster", 200, "http://wangxi.example:8081/p/990201/"},
		{"any.example", "/p/110000/report", 404, ""},
	} {
		w := get(c.host, c.path)
		if w.Code != c.code || !strings.Contains(w.Body.String(), c.says) {
			t.Errorf("%s%s: %d %.300s", c.host, c.path, w.Code, w.Body)
		}
	}
}

// Every page fits 2G: 20 KB of HTML at most, and nothing from elsewhere.
func TestPagesAreSmallAndOurOwn(t *testing.T) {
	h := officetest.New(t, testdb.SQLite(t))
	s := newSender(t, serve(t, h.O))
	look := func(what string) {
		t.Helper()
		if len(s.body) > 20<<10 {
			t.Errorf("%s: %d bytes", what, len(s.body))
		}
		for _, sel := range []string{"img", "iframe", "link", "script"} {
			for _, e := range s.page.All(sel) {
				if at := e.Attr("src") + e.Attr("href"); strings.Contains(at, "//") {
					t.Errorf("%s: %s loads %s", what, sel, at)
				}
			}
		}
	}
	for _, path := range []string{"/", "/about/anonymity", "/about/record", "/receipt", "/p/" + officetest.Place + "/poster", reportPath} {
		s.get(path).want(200)
		look(path)
	}
	s.toCheck("police", story, "danger", "1")
	look("step 4")
	s.send("report", reportPath, "go", "next").want(200)
	look("receipt code")
	s.send("look", "/receipt").want(200)
	look("receipt")
}
