package kit_test

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"hengjian/web/kit"
	"hengjian/web/kit/see"
)

func TestHeadersOfAPage(t *testing.T) {
	w := serve(t, httptest.NewRequest("GET", "/parts", nil), office, kit.PartsPage)
	csp := w.Header().Get("Content-Security-Policy")
	for _, want := range []string{"default-src 'none'", "style-src 'self'", "img-src 'self' data: blob:", "connect-src 'self'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'"} {
		if !strings.Contains(csp, want) {
			t.Errorf("policy lacks %q: %s", want, csp)
		}
	}
	if strings.Contains(csp, "unsafe") {
		t.Error("policy allows something unsafe")
	}
	nonce := see.Parse(t, w.Body.String()).One("script").Attr("nonce")
	if nonce == "" || !strings.Contains(csp, "'nonce-"+nonce+"'") {
		t.Errorf("nonce %q is not the one of the policy", nonce)
	}
	for k, v := range map[string]string{"X-Content-Type-Options": "nosniff", "Cross-Origin-Opener-Policy": "same-origin", "Cache-Control": "no-store"} {
		if w.Header().Get(k) != v {
			t.Errorf("%s: %q", k, w.Header().Get(k))
		}
	}
	if !strings.HasPrefix(w.Header().Get("Referrer-Policy"), "no-referrer") {
		t.Error("referrer")
	}
}

func TestGuardRefusesAnotherSitesPost(t *testing.T) {
	guard, err := kit.Guard(func(w http.ResponseWriter, r *http.Request) *kit.Page { return kit.New(w, r, office, today) })
	if err != nil {
		t.Fatal(err)
	}
	done := 0
	h := guard(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { done++ }))
	try := func(header, value string) *httptest.ResponseRecorder {
		r := httptest.NewRequest("POST", "http://office.example/x", nil)
		r.Header.Set(header, value)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w
	}
	for header, value := range map[string]string{"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"} {
		w := try(header, value)
		if w.Code != 403 {
			t.Errorf("%s: %d", header, w.Code)
		}
		see.Parse(t, w.Body.String()).Says("没有办理")
	}
	try("Sec-Fetch-Site", "same-origin")
	try("Origin", "http://office.example")
	if done != 2 {
		t.Errorf("%d own posts passed, want 2", done)
	}
}

func TestAssetsAreNamedByTheirContentAndKeptForEver(t *testing.T) {
	get := func(path string, gz bool) *httptest.ResponseRecorder {
		r := httptest.NewRequest("GET", path, nil)
		if gz {
			r.Header.Set("Accept-Encoding", "gzip, br")
		}
		w := httptest.NewRecorder()
		kit.Secure(kit.Assets()).ServeHTTP(w, r)
		return w
	}
	disk, err := os.ReadFile("assets/kit.css")
	if err != nil {
		t.Fatal(err)
	}
	w := get(kit.Asset("kit.css"), false)
	if w.Code != 200 || w.Body.String() != string(disk) || !strings.Contains(w.Header().Get("Cache-Control"), "immutable") || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/css") {
		t.Errorf("%d %v", w.Code, w.Header())
	}
	z, err := gzip.NewReader(get(kit.Asset("kit.css"), true).Body)
	if err != nil {
		t.Fatal(err)
	}
	if b, _ := io.ReadAll(z); string(b) != string(disk) {
		t.Error("the packed sheet is another one")
	}
	if w := get("/assets/000000000000/kit.js", false); w.Code != 302 || w.Header().Get("Location") != kit.Asset("kit.js") || strings.Contains(w.Header().Get("Cache-Control"), "immutable") {
		t.Errorf("an old link: %d %q", w.Code, w.Header().Get("Location"))
	}
	for _, path := range []string{"/assets/x/../secure.go", "/assets/", "/assets/x/none.css"} {
		if w := get(path, false); w.Code != 404 {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
}

func TestTheSheetStaysSmall(t *testing.T) {
	for name, most := range map[string]int64{"assets/kit.css": 32 << 10, "assets/kit.js": 12 << 10} {
		fi, err := os.Stat(name)
		if err != nil || fi.Size() > most {
			t.Errorf("%s: %d bytes of at most %d (%v)", name, fi.Size(), most, err)
		}
	}
}
