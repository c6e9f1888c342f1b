package kit

import (
	"fmt"
	"net/http"
	"net/url"
	"runtime/debug"
	"strings"
)

// Handle turns a page function into a handler. open makes the page (who, rail, notices) and may itself
// refuse; every error and every panic ends in [Page.Fail].
func Handle(open func(http.ResponseWriter, *http.Request) (*Page, error), show func(*Page) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p, err := open(w, r)
		if p == nil {
			p = &Page{W: w, R: r, Lang: "zh", Site: &Site{}, Nonce: NonceOf(r)}
		}
		defer func() {
			if cause := recover(); cause == http.ErrAbortHandler {
				panic(cause)
			} else if cause != nil {
				p.Fail(fmt.Errorf("panic: %v\n%s", cause, debug.Stack()))
			}
		}()
		if err == nil {
			err = show(p)
		}
		if err != nil {
			p.Fail(err)
		}
	})
}

// localPath keeps redirects on our own host: anything that could name another one becomes "/".
func localPath(to string) string {
	u, err := url.Parse(to)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(to, "/") ||
		strings.HasPrefix(to, "//") || strings.ContainsAny(to, "\\\r\n\t") {
		return "/"
	}
	return to
}

// Prefer answers a link of the person menu: it keeps language, theme or type size in a cookie without any
// personal data and goes back. Mount it at [Site.PreferURL].
func Prefer(w http.ResponseWriter, r *http.Request) {
	allowed := map[string]string{"lang": "zh en", "theme": "auto light dark", "big": "0 1"}
	q := r.URL.Query()
	for name, values := range allowed {
		v := q.Get(name)
		if v == "" || strings.Contains(v, " ") || !strings.Contains(" "+values+" ", " "+v+" ") {
			continue
		}
		http.SetCookie(w, &http.Cookie{Name: name, Value: v, Path: "/", MaxAge: 365 * 24 * 3600,
			HttpOnly: true, Secure: r.TLS != nil, SameSite: http.SameSiteLaxMode})
	}
	http.Redirect(w, r, localPath(q.Get("back")), http.StatusSeeOther)
}
