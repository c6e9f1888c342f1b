package account_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"hengjian/internal/testdb"
	"hengjian/office/officetest"
	"hengjian/web/kit/see"
	"hengjian/web/site"
)

// Every page opens for whom it is, in both languages, and is missing for others.
func TestPagesOfPeople(t *testing.T) {
	h := officetest.New(t, testdb.SQLite(t))
	handler, err := site.Office(h.O, site.Options{})
	if err != nil {
		t.Fatal(err)
	}
	get := func(token, path string) (int, string) {
		r := httptest.NewRequest("GET", path, nil)
		r.AddCookie(&http.Cookie{Name: "hengjian", Value: token})
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		return w.Code, w.Body.String()
	}
	own := map[string]string{"/admin": "anquan", "/admin/accounts": "anquan", "/admin/accounts/new": "anquan", "/admin/keys": "anquan", "/admin/system": "sysadmin", "/audit": "audadmin", "/audit/openings": "audadmin"}
	stranger := h.Token("linlan")
	for path, login := range own {
		for _, lang := range []string{"zh", "en"} {
			code, body := get(h.Token(login), path+"?lang="+lang)
			if code != 200 {
				t.Errorf("%s for %s in %s: %d", path, login, lang, code)
				continue
			}
			see.Parse(t, body).One("main h1")
		}
		if code, _ := get(stranger, path); code != 404 {
			t.Errorf("%s for the director: %d", path, code)
		}
	}
	for _, path := range []string{"/me", "/me/password", "/me/declare", "/me/totp", "/me/keys", "/me/delegate"} {
		if code, body := get(stranger, path); code != 200 {
			t.Errorf("%s: %d", path, code)
		} else {
			see.Parse(t, body).One("main h1")
		}
	}
	if code, _ := get(stranger, "/setup"); code != 404 {
		t.Errorf("/setup after the set-up: %d", code)
	}
}
