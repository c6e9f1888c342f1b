package site

import (
	"net/http"

	"hengjian/office"
	"hengjian/web/kit"
	"hengjian/web/public"
)

// Public is the handler of the public's listener: no account, no cookie, no
// address kept. Each page bounds its own body.
func Public(o *office.Office, opt Options) (http.Handler, error) {
	app := public.New(o)
	app.Place, app.Hosts, app.Base, app.Post = opt.Place, opt.Hosts, opt.IntakeURL, opt.PostAddress
	mux := http.NewServeMux()
	mux.Handle("/assets/", kit.Assets())
	health(mux, o)
	app.Mount(mux)
	guard, err := kit.Guard(app.Open, opt.Trusted...)
	if err != nil {
		return nil, err
	}
	return kit.Secure(guard(mux)), nil
}
