package api

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"hengjian/internal/testdb"
	"hengjian/office"
	"hengjian/office/officetest"
	"hengjian/oversight/account"
)

var update = flag.Bool("update", false, "write the golden files anew")

// client talks to the interface over a handler.
type client struct {
	t     *testing.T
	h     http.Handler
	token string
}

func handlerOf(o *office.Office) http.Handler {
	mux := http.NewServeMux()
	for _, r := range Routes(o) {
		mux.Handle(r.Method+" "+r.Path, r.Handler)
	}
	mux.Handle("/api/", NotFound(o))
	return mux
}

func (c client) send(method, path, body string) (int, string, map[string]any) {
	c.t.Helper()
	r := httptest.NewRequest(method, Root+path, strings.NewReader(body))
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	if c.token != "" {
		r.Header.Set("Authorization", "Bearer "+c.token)
	}
	w := httptest.NewRecorder()
	c.h.ServeHTTP(w, r)
	var m map[string]any
	json.Unmarshal(w.Body.Bytes(), &m)
	return w.Code, w.Body.String(), m
}

func (c client) want(status int, method, path, body string) map[string]any {
	c.t.Helper()
	code, text, m := c.send(method, path, body)
	if code != status {
		c.t.Fatalf("%s %s: %d, want %d: %s", method, path, code, status, text)
	}
	return m
}

func (c client) as(h *officetest.House, login string) client {
	c.token = h.Token(login)
	return c
}

func act_(fields string) string {
	id := `"act_id":"` + uuid.NewString() + `"`
	if fields != "" {
		id += ","
	}
	return "{" + id + fields + "}"
}

func TestSession(t *testing.T) {
	h := officetest.New(t, testdb.SQLite(t))
	c := client{t: t, h: handlerOf(h.O)}
	if m := c.want(401, "GET", "/me", ""); m["kind"] != "signed_out" {
		t.Fatal(m)
	}
	wrong := c.want(401, "POST", "/session", `{"login":"hejing","password":"wrong"}`)
	unknown := c.want(401, "POST", "/session", `{"login":"nobody","password":"wrong"}`)
	if fmt.Sprint(wrong) != fmt.Sprint(unknown) {
		t.Errorf("a known login can be told from an unknown one: %v %v", wrong, unknown)
	}
	c.token = c.want(200, "POST", "/session", `{"login":"hejing","password":"`+officetest.Password+`"}`)["token"].(string)
	me := c.want(200, "GET", "/me", "")
	if me["login"] != "hejing" || me["side"] != "congress" {
		t.Fatal(me)
	}
	c.want(204, "DELETE", "/session", "")
	c.want(401, "GET", "/me", "")
	for i := 0; i < 5; i++ {
		client{t: t, h: c.h}.want(401, "POST", "/session", `{"login":"luping","password":"wrong"}`)
	}
	client{t: t, h: c.h}.want(409, "POST", "/session", `{"login":"luping","password":"`+officetest.Password+`"}`)
}

// A session cookie of the pages opens nothing here.
func TestCookieIsNoToken(t *testing.T) {
	h := officetest.New(t, testdb.SQLite(t))
	r := httptest.NewRequest("GET", Root+"/me", nil)
	r.AddCookie(&http.Cookie{Name: "hengjian", Value: h.Token("hejing")})
	w := httptest.NewRecorder()
	handlerOf(h.O).ServeHTTP(w, r)
	if w.Code != 401 {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
}

func TestOneTimePasswordMustBeChangedFirst(t *testing.T) {
	h := officetest.New(t, testdb.SQLite(t))
	h.Must("anquan", &account.Open{Login: "newcomer", Person: "辛来", Roles: h.Person("chenxiao").Roles, Place: officetest.Place, Password: officetest.Password})
	c := client{t: t, h: handlerOf(h.O)}.as(h, "newcomer")
	c.want(200, "GET", "/me", "")
	if m := c.want(403, "GET", "/clues", ""); m["field"] != "password" {
		t.Fatal(m)
	}
}

func TestActsAreStrictAndSafeToRepeat(t *testing.T) {
	testdb.Each(t, func(t *testing.T, dsn, engine string) {
		h := officetest.New(t, dsn)
		id, _ := h.Message("police", "办案区没有录像，请核实。")
		c := client{t: t, h: handlerOf(h.O)}.as(h, "hejing")
		c.want(200, "POST", "/acts/clue.open", act_(`"id":"`+id+`"`))

		same := act_(`"id":"` + id + `","title":"反映讯问没有录音录像","summary":"来信人称，讯问时没有录音录像。","class":"norm.recording"`)
		first := c.want(200, "POST", "/acts/clue.summarise", same)
		again := c.want(200, "POST", "/acts/clue.summarise", same)
		if fmt.Sprint(first) != fmt.Sprint(again) || first["from"] != "received" || first["to"] != "registered" || len(first) != 5 {
			t.Fatalf("%v, again %v", first, again)
		}
		other := strings.Replace(same, "没有录音录像。", "没有全程录音录像。", 1)
		if m := c.want(409, "POST", "/acts/clue.summarise", other); m["kind"] != "conflict" {
			t.Fatal(m)
		}
		for _, x := range []struct {
			body, kind, field string
			status            int
		}{
			{`{"id":"` + id + `"}`, "invalid", "act_id", 422},
			{`{"act_id":"X","id":"` + id + `"}`, "invalid", "act_id", 422},
			{act_(`"id":"` + id + `","colour":1`), "invalid", "colour", 422},
			{act_(`"ID":"` + id + `"`), "invalid", "ID", 422},
			{act_(`"id":"` + id + `","id":"x"`), "invalid", "id", 422},
			{act_(`"id":7`), "invalid", "id", 422},
			{act_(`"id":"` + id + `","routes":{"outcome":"opinion"}`), "invalid", "routes", 422},
			{act_(`"id":"` + id + `","routes":[{"outcome":"opinion","verdict":"改判"}]`), "invalid", "routes.0.verdict", 422},
			{act_(`"id":"` + id + `","note":"a\u0000b"`), "invalid", "note", 422},
			{"[]", "invalid", "", 422},
			{"{", "invalid", "", 422},
			{act_("") + "{}", "invalid", "", 422},
			{"{\"note\":\"\xff\"}", "invalid", "", 422},
			{`{"note":"` + strings.Repeat("长", most/3) + `"}`, "invalid", "", 413},
		} {
			m := c.want(x.status, "POST", "/acts/clue.propose", x.body)
			field, _ := m["field"].(string)
			if m["kind"] != x.kind || field != x.field || m["zh"] == "" || m["en"] == "" || m["type"] != "about:blank" {
				t.Errorf("%.80s: %v", x.body, m)
			}
		}
		r := httptest.NewRequest("POST", Root+"/acts/clue.propose", strings.NewReader("id="+id))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Authorization", "Bearer "+c.token)
		w := httptest.NewRecorder()
		c.h.ServeHTTP(w, r)
		if w.Code != 415 {
			t.Errorf("a form: %d", w.Code)
		}
	})
}

func TestOutOfReachReadsAsUnknown(t *testing.T) {
	h := officetest.New(t, testdb.SQLite(t))
	id, _ := h.Message("police", "办案区没有录像，请核实。")
	c := client{t: t, h: handlerOf(h.O)}.as(h, "sysadmin")
	_, there, _ := c.send("GET", "/clues/"+id, "")
	_, never, _ := c.send("GET", "/clues/"+uuid.NewString(), "")
	_, nokind, _ := c.send("GET", "/secrets/"+uuid.NewString(), "")
	if there != never || never != nokind {
		t.Errorf("%s%s%s", there, never, nokind)
	}
	_, there, _ = c.send("POST", "/acts/clue.open", act_(`"id":"`+id+`"`))
	_, never, _ = c.send("POST", "/acts/clue.open", act_(`"id":"`+uuid.NewString()+`"`))
	if there != never {
		t.Errorf("%s%s", there, never)
	}
}

// The state of a member follows the day in lists and on its own, on both engines.
func TestAMembersStateFollowsTheDay(t *testing.T) {
	testdb.Each(t, func(t *testing.T, dsn, engine string) {
		h := officetest.New(t, dsn)
		h.Import("members", "编号,姓名,职务,届次,任职日期,离任日期\nM1,甲主任,chair,第九届,2022-01-10,\nM2,乙委员,member,第九届,2022-01-10,2026-03-10\n")
		h.Wait(11 * 24 * time.Hour)
		c := client{t: t, h: handlerOf(h.O)}.as(h, "chenxiao")
		for state, name := range map[string]string{"listed": "甲主任", "ended": "乙委员"} {
			items := c.want(200, "GET", "/members?state="+state, "")["items"].([]any)
			if len(items) != 1 || items[0].(map[string]any)["title"] != name || items[0].(map[string]any)["state"] != state {
				t.Errorf("%s: %v", state, items)
			}
		}
		one := c.want(200, "GET", "/members/"+office.RegisterID("member", officetest.Place, "M2"), "")
		if one["state"] != "ended" || one["state_zh"] != "已不再担任" {
			t.Errorf("by itself: %v %v", one["state"], one["state_zh"])
		}
		if n := len(c.want(200, "GET", "/members", "")["items"].([]any)); n != 2 {
			t.Errorf("%d entries", n)
		}
	})
}

func TestListsPageByKeys(t *testing.T) {
	testdb.Each(t, func(t *testing.T, dsn, engine string) {
		h := officetest.New(t, dsn)
		var ids []string
		for i := range 5 {
			id, _ := h.Message("police", fmt.Sprintf("第 %d 件：办案区没有录像。", i))
			ids = append(ids, id)
		}
		c := client{t: t, h: handlerOf(h.O)}.as(h, "hejing")
		slices.Reverse(ids) // newest first
		var got []string
		for path := "/clues?limit=2"; path != ""; {
			m := c.want(200, "GET", path, "")
			for _, x := range m["items"].([]any) {
				got = append(got, x.(map[string]any)["id"].(string))
			}
			if m["count"] != 5.0 || m["count_capped"] != false {
				t.Fatal(m)
			}
			path = ""
			if next, _ := m["next"].(string); next != "" {
				path = "/clues?limit=2&cursor=" + next
			}
		}
		if !slices.Equal(got, ids) {
			t.Fatalf("%v\n%v", got, ids)
		}
		for path, n := range map[string]int{"/clues?state=received,registered": 5, "/clues?state=closed": 0, "/clues?via=web": 5, "/clues?since=2026-03-03": 0, "/clues?urgent=true": 0, "/clues?q=没有这样的词": 0} {
			if m := c.want(200, "GET", path, ""); len(m["items"].([]any)) != n {
				t.Errorf("%s: %v", path, m)
			}
		}
		for path, field := range map[string]string{"/clues?limit=500": "limit", "/clues?state=received,finished": "state", "/clues?since=gestern": "since", "/clues?colour=red": "colour", "/clues?urgent=perhaps": "urgent"} {
			if m := c.want(422, "GET", path, ""); m["field"] != field {
				t.Errorf("%s: %v", path, m)
			}
		}
	})
}

// secret are the columns that no view may ever show, by kind.
var secret = map[string][]string{
	"account": {"hash", "totp", "epoch"},
	"clue":    {"receipt", "reply_to", "body", "identity", "keys", "near", "sum_near"},
	"leg":     {"pack", "keys"},
	"opening": {"inner_wrap", "given"},
}

// outside are the columns that the organ's side and deputies may never see.
var outside = map[string][]string{
	"leg":     {"origin", "origin_kind", "clue", "outgoing", "case_nos", "proposers", "contacts", "why", "first", "telephoned"},
	"problem": {"origin", "origins", "former", "source_checked", "pending", "ladder"},
}

func TestEveryKindHasItsColumnsDecided(t *testing.T) {
	for _, k := range office.Kinds() {
		views, ok := columns[k]
		if !ok {
			t.Errorf("%s: say in view.go who is shown which columns", k)
		}
		have := office.Columns(k)
		for v, cols := range views {
			for _, c := range strings.Fields(cols) {
				if !slices.Contains(have, c) {
					t.Errorf("%s for %s: there is no column %s", k, v, c)
				}
				if slices.Contains(secret[k], c) || v != asOffice && slices.Contains(outside[k], c) {
					t.Errorf("%s for %s: %s is never shown", k, v, c)
				}
			}
		}
	}
}

// What stands beside an act's own fields must not be one of them.
func TestActFieldsLeaveRoom(t *testing.T) {
	for _, n := range office.Acts() {
		fields := map[string]bool{}
		for _, f := range jsonFields(typeOfAct(n)) {
			if f.name == "act_id" || f.name == "body" || fields[f.name] {
				t.Errorf("%s: field %s", n, f.name)
			}
			fields[f.name] = true
		}
	}
}

func TestOpenAPIDescribesEveryPath(t *testing.T) {
	got, err := json.MarshalIndent(Document(), "", " ")
	if err != nil {
		t.Fatal(err)
	}
	got = append(got, '\n')
	file := "testdata/openapi.json"
	if *update {
		os.MkdirAll("testdata", 0o755)
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("the interface changed: look at the difference and run go test ./web/api -update")
	}
	paths := Document()["paths"].(obj)
	for _, r := range Routes(nil) {
		p, _ := paths[strings.Replace(r.Path, "...}", "}", 1)].(obj)
		if p[strings.ToLower(r.Method)] == nil {
			t.Errorf("%s %s is not described", r.Method, r.Path)
		}
	}
}

func TestTilePaths(t *testing.T) {
	for p, want := range map[string]string{
		"0/000": "0 0 256 true", "1/x001/x234/067": "1 1234067 256 true", "0/000.p/12": "0 0 12 true", "0/x001/234.p/255": "0 1234 255 true",
		"0/0": "false", "0/000.p/256": "false", "0/000.p/0": "false", "8/000": "false", "-1/000": "false", "0/x001": "false", "0/001/002": "false", "": "false", "0": "false", "00/000": "false", "0/+01": "false",
	} {
		l, i, w, ok := tilePath(p)
		got := fmt.Sprint(ok)
		if ok {
			got = fmt.Sprint(l, i, w, ok)
		}
		if got != want {
			t.Errorf("%s: %s, want %s", p, got, want)
		}
	}
}
