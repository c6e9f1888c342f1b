package stage

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/google/uuid"
)

// API is a program that talks to the JSON interface as somebody signed in.
type API struct {
	Base  string
	Token string // empty: nobody

	t      testing.TB
	client *http.Client
}

// Answer is what the interface said.
type Answer struct {
	Status int
	Header http.Header
	Raw    []byte
	Body   map[string]any // nil unless the answer is a JSON object
}

// NewAPI makes a client of base that is not signed in.
func NewAPI(t testing.TB, base string) *API {
	return &API{Base: strings.TrimSuffix(base, "/"), t: t, client: &http.Client{Timeout: 3 * Patience}}
}

// API signs in with login and password and returns the client.
func (s *Server) API(t testing.TB, login, password string) *API {
	t.Helper()
	a := NewAPI(t, s.URL)
	a.Session(login, password)
	return a
}

// Session signs in; the test fails if that is refused.
func (a *API) Session(login, password string) {
	a.t.Helper()
	ans := a.Post("/api/v1/session", map[string]string{"login": login, "password": password})
	token, _ := ans.Body["token"].(string)
	if ans.Status >= 300 || token == "" {
		a.t.Fatalf("no session for %s: %d %s", login, ans.Status, ans.Raw)
	}
	a.Token = token
}

// Act does a registered act such as clue.accept. body is a struct or a map; an
// act_id is made (UUIDv7) unless body has one.
func (a *API) Act(name string, body any) Answer {
	a.t.Helper()
	b, err := json.Marshal(body)
	if err != nil {
		a.t.Fatal(err)
	}
	fields := map[string]json.RawMessage{}
	if err := json.Unmarshal(b, &fields); err != nil {
		a.t.Fatalf("the body of %s is not an object: %v", name, err)
	}
	if fields == nil { // a nil body
		fields = map[string]json.RawMessage{}
	}
	if _, ok := fields["act_id"]; !ok {
		fields["act_id"] = json.RawMessage(`"` + uuid.Must(uuid.NewV7()).String() + `"`)
	}
	return a.Post("/api/v1/acts/"+name, fields)
}

// MustAct is Act that fails the test when the act is refused.
func (a *API) MustAct(name string, body any) Answer {
	a.t.Helper()
	ans := a.Act(name, body)
	if ans.Status >= 300 {
		a.t.Fatalf("%s refused: %d %s", name, ans.Status, ans.Raw)
	}
	return ans
}

// Get reads a path such as /api/v1/clues.
func (a *API) Get(path string) Answer { a.t.Helper(); return a.send(http.MethodGet, path, nil) }

// Post sends body as JSON.
func (a *API) Post(path string, body any) Answer {
	a.t.Helper()
	b, err := json.Marshal(body)
	if err != nil {
		a.t.Fatal(err)
	}
	return a.send(http.MethodPost, path, b)
}

func (a *API) send(method, path string, body []byte) Answer {
	a.t.Helper()
	req, err := http.NewRequest(method, a.Base+path, bytes.NewReader(body))
	if err != nil {
		a.t.Fatal(err)
	}
	req.Header.Set("Accept", "application/json")
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if a.Token != "" {
		req.Header.Set("Authorization", "Bearer "+a.Token)
	}
	resp, err := a.client.Do(req)
	if err != nil {
		a.t.Fatal(err)
	}
	defer resp.Body.Close()
	ans := Answer{Status: resp.StatusCode, Header: resp.Header}
	if ans.Raw, err = io.ReadAll(resp.Body); err != nil {
		a.t.Fatal(err)
	}
	_ = json.Unmarshal(ans.Raw, &ans.Body) // lists and pages stay in Raw
	return ans
}

// Into decodes the answer into v.
func (ans Answer) Into(t testing.TB, v any) {
	t.Helper()
	if err := json.Unmarshal(ans.Raw, v); err != nil {
		t.Fatalf("%v in %s", err, clip(string(ans.Raw), 500))
	}
}
