package site

import (
	"net/http"

	"hengjian/office"
	"hengjian/web/kit"
)

// Public is the handler of the public's listener: no account, no cookie, no
// address kept.
func Public(o *office.Office, opt Options) (http.Handler, error) {
	mux := http.NewServeMux()
	mux.Handle("/assets/", kit.Assets())
	health(mux, o)
	return kit.Secure(limit(mux)), nil
}
