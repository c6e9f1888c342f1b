// Package site wires the routes of the two listeners. One line for each page;
// the matrix test walks Routes.
package site

import (
	"net/http"
	"time"

	"hengjian/office"
	"hengjian/web/account"
	"hengjian/web/api"
	"hengjian/web/frame"
	"hengjian/web/home"
	"hengjian/web/kit"
	"hengjian/web/workbench"
)

// Route is one page or API path of a listener.
type Route struct {
	Method, Path string
	Open         bool // needs nobody signed in
	Page         frame.Func
	Raw          http.Handler // instead of Page
}

// Options of the office listener.
type Options struct {
	Secure    bool     // served over https: cookies bound to the host
	Trusted   []string // further origins of a gateway
	IntakeURL string   // shown on posters and pages

	// The public's listener:
	Place       string            // the one committee it serves; "" lists all
	Hosts       map[string]string // host name → place, behind several names
	PostAddress string            // where to write to or come in person
}

// table gathers routes; each section of the site adds its own in a file
// routes_<section>.go.
type table struct{ rs []Route }

func (t *table) get(path string, f frame.Func)  { t.add("GET", path, f) }
func (t *table) post(path string, f frame.Func) { t.add("POST", path, f) }
func (t *table) both(path string, f frame.Func) { t.get(path, f); t.post(path, f) }
func (t *table) add(method, path string, f frame.Func) {
	t.rs = append(t.rs, Route{Method: method, Path: path, Page: f})
}

// open adds a page that needs nobody signed in, shown and posted.
func (t *table) open(path string, f frame.Func) {
	for _, m := range []string{"GET", "POST"} {
		t.rs = append(t.rs, Route{Method: m, Path: path, Page: f, Open: true})
	}
}

var parts []func(*table)

// Routes lists every route of the office listener.
func Routes(a *frame.App) []Route {
	var t table
	t.open("/signin", account.SignIn)
	t.post("/signout", account.SignOut)
	t.get("/{$}", account.Home(home.First(workbench.Show)))
	t.get("/late", workbench.Late)
	t.get(workbench.NextURL, workbench.Approvals)
	t.get("/digest", workbench.Digest)
	t.get("/digest.docx", workbench.DigestDocx)
	t.get("/digest/{key}", workbench.DigestList)
	t.get("/search", workbench.Search)
	t.both("/notices", workbench.Notices)
	for _, p := range parts {
		p(&t)
	}
	for _, r := range api.Routes(a.Office) {
		t.rs = append(t.rs, Route{Method: r.Method, Path: r.Path, Open: r.Open, Raw: r.Handler})
	}
	return t.rs
}

// Office is the handler of the staff's, organs' and deputies' listener.
func Office(o *office.Office, opt Options) (http.Handler, error) {
	app := &frame.App{Office: o, Secure: opt.Secure, Notes: &kit.MemoryNotes{Clock: time.Now}, Sections: grouped(sections), Menu: menu,
		Site: &kit.Site{NameZh: "衡鉴", NameEn: "Hengjian", SearchURL: "/search", NoticesURL: "/notices", SignOutURL: "/signout", PreferURL: "/prefer", NextURL: workbench.NextURL}}
	mux := http.NewServeMux()
	mux.Handle("/assets/", kit.Assets())
	mux.HandleFunc("GET /prefer", kit.Prefer)
	for _, r := range Routes(app) {
		mux.Handle(r.Method+" "+r.Path, handler(app, r))
	}
	health(mux, o)
	mux.Handle("/api/", api.NotFound(o))
	none := app.Out(func(p *frame.Page) error { return missing })
	count := newMetrics(o)
	mux.Handle("GET /metrics", count.handler(none))
	mux.Handle("/", none)
	guard, err := kit.Guard(func(w http.ResponseWriter, r *http.Request) *kit.Page { return kit.New(w, r, app.Site, o.Now()) }, opt.Trusted...)
	if err != nil {
		return nil, err
	}
	return kit.Secure(guard(limit(count.timed(mux)))), nil
}

func handler(a *frame.App, r Route) http.Handler {
	switch {
	case r.Raw != nil:
		return r.Raw
	case r.Open:
		return a.Out(r.Page)
	}
	return a.In(r.Page)
}

// limit bounds what any form may send; uploads raise it themselves.
func limit(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, 64<<20)
		next.ServeHTTP(w, r)
	})
}
