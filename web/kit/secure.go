package kit

import (
	"context"
	"crypto/rand"
	"net/http"

	"hengjian/oversight/act"
)

type nonceKey struct{}

// NonceOf is the script nonce [Secure] made for this request.
func NonceOf(r *http.Request) string {
	n, _ := r.Context().Value(nonceKey{}).(string)
	return n
}

// Secure sets the headers of every page: nothing loads that is not ours, nobody frames us, nothing is kept.
//
// Referrer-Policy names two policies; browsers take the last one they know. Other sites get no referrer under
// either. With no-referrer alone a form post to ourselves carries "Origin: null" (Fetch standard, "append a
// request Origin header"), which [Guard] must refuse where Sec-Fetch-Site is absent: old phones and plain http.
func Secure(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		nonce := rand.Text()
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; script-src 'self' 'nonce-"+nonce+
			"'; img-src 'self' data: blob:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "no-referrer, same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), interest-cohort=()")
		h.Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), nonceKey{}, nonce)))
	})
}

// Guard refuses writes that another site started (http.CrossOriginProtection) with the ordinary 403 page.
// The session cookie must be SameSite=Strict as well: a post with neither Sec-Fetch-Site nor Origin passes.
// trusted are further origins such as "https://host" of a gateway under another name.
func Guard(open func(http.ResponseWriter, *http.Request) *Page, trusted ...string) (func(http.Handler) http.Handler, error) {
	c := http.NewCrossOriginProtection()
	for _, t := range trusted {
		if err := c.AddTrustedOrigin(t); err != nil {
			return nil, err
		}
	}
	c.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		open(w, r).Fail(act.Refuse(act.Forbidden, "这次提交不是从本系统的页面发出的，没有办理。请打开本系统的页面重新填写。",
			"This was not sent from one of our own pages and nothing was done. Open our page and fill it in again."))
	}))
	return c.Handler, nil
}
