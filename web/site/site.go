// Package site wires the routes of the two listeners. One line for each page;
// the matrix test walks Routes.
package site

import (
	"net/http"
	"time"

	"hengjian/office"
	"hengjian/web/account"
	"hengjian/web/frame"
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
}

// Routes lists every route of the office listener.
func Routes(a *frame.App) []Route {
	var rs []Route
	page := func(method, path string, f frame.Func) { rs = append(rs, Route{Method: method, Path: path, Page: f}) }
	both := func(path string, f frame.Func) { page("GET", path, f); page("POST", path, f) }
	out := func(method, path string, f frame.Func) {
		rs = append(rs, Route{Method: method, Path: path, Page: f, Open: true})
	}
	out("GET", "/signin", account.SignIn)
	out("POST", "/signin", account.SignIn)
	page("POST", "/signout", account.SignOut)
	page("GET", "/{$}", workbench.Show)
	_ = both
	return rs
}

// Office is the handler of the staff's, organs' and deputies' listener.
func Office(o *office.Office, opt Options) (http.Handler, error) {
	app := &frame.App{Office: o, Secure: opt.Secure, Notes: &kit.MemoryNotes{Clock: time.Now}, Sections: sections,
		Site: &kit.Site{NameZh: "衡鉴", NameEn: "Hengjian", SearchURL: "/search", NoticesURL: "/notices", SignOutURL: "/signout", PreferURL: "/prefer",
			Menu: menu}}
	mux := http.NewServeMux()
	mux.Handle("/assets/", kit.Assets())
	mux.HandleFunc("GET /prefer", kit.Prefer)
	for _, r := range Routes(app) {
		mux.Handle(r.Method+" "+r.Path, handler(app, r))
	}
	health(mux, o)
	mux.Handle("/", app.Out(func(p *frame.Page) error { return missing }))
	guard, err := kit.Guard(func(w http.ResponseWriter, r *http.Request) *kit.Page { return kit.New(w, r, app.Site, o.Now()) }, opt.Trusted...)
	if err != nil {
		return nil, err
	}
	return kit.Secure(guard(limit(mux))), nil
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
