package site

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"hengjian/internal/testdb"
	"hengjian/office/officetest"
)

// The figures name acts and routes, and never a person or a matter; they are
// for the machine's own scraper and the system administrator.
func TestMetrics(t *testing.T) {
	h := officetest.New(t, testdb.SQLite(t))
	site, err := Office(h.O, Options{})
	if err != nil {
		t.Fatal(err)
	}
	ask := func(path, from, token string) (int, string) {
		r := httptest.NewRequest("GET", path, nil)
		r.RemoteAddr = from
		if token != "" {
			r.Header.Set("Authorization", "Bearer "+token)
		}
		w := httptest.NewRecorder()
		site.ServeHTTP(w, r)
		b, _ := io.ReadAll(w.Body)
		return w.Code, string(b)
	}
	id, _ := h.Message("police", "办案区没有录像，请核实。")
	ask("/api/v1/clues/"+id, "192.0.2.7:4000", h.Token("hejing"))
	code, text := ask("/metrics", "127.0.0.1:4000", "")
	for _, want := range []string{`hengjian_acts_total{act="clue.receive",result="done"} 1`, `route="GET /api/v1/clues/{id}",status="200"`, "hengjian_database_bytes", "hengjian_notices_unread", "hengjian_commit_acts_count"} {
		if code != http.StatusOK || !strings.Contains(text, want) {
			t.Errorf("%d: no %s in\n%s", code, want, text)
		}
	}
	for _, name := range []string{id, "hejing", "何静", officetest.Place} {
		if strings.Contains(text, name) {
			t.Errorf("the figures name %s", name)
		}
	}
	if code, _ := ask("/metrics", "192.0.2.7:4000", ""); code != http.StatusNotFound {
		t.Errorf("from outside: %d", code)
	}
	if code, _ := ask("/metrics", "192.0.2.7:4000", h.Token("hejing")); code != http.StatusNotFound {
		t.Errorf("an intake officer: %d", code)
	}
	if code, _ := ask("/metrics", "192.0.2.7:4000", h.Token("sysadmin")); code != http.StatusOK {
		t.Errorf("the system administrator: %d", code)
	}
}
