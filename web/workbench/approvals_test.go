package workbench_test

import (
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/google/uuid"

	"hengjian/internal/testdb"
	"hengjian/office/officetest"
	"hengjian/oversight/campaign"
	"hengjian/oversight/clue"
	"hengjian/web/kit/see"
	"hengjian/web/site"
)

type bench struct {
	*officetest.House
	t     *testing.T
	http  http.Handler
	token map[string]string
}

func newBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{House: officetest.New(t, testdb.SQLite(t)), t: t, token: map[string]string{}}
	h, err := site.Office(b.O, site.Options{})
	if err != nil {
		t.Fatal(err)
	}
	b.http = h
	return b
}

func (b *bench) send(login string, r *http.Request) (code int, body, to string) {
	if b.token[login] == "" {
		b.token[login] = b.Token(login)
	}
	r.AddCookie(&http.Cookie{Name: "hengjian", Value: b.token[login]})
	w := httptest.NewRecorder()
	b.http.ServeHTTP(w, r)
	return w.Code, w.Body.String(), w.Header().Get("Location")
}

func (b *bench) get(login, path string) see.Page {
	b.t.Helper()
	code, body, _ := b.send(login, httptest.NewRequest("GET", path, nil))
	if code != 200 {
		b.t.Fatalf("%s GET %s: %d %.900s", login, path, code, body)
	}
	return see.Parse(b.t, body)
}

func (b *bench) post(login, path string, f url.Values) (code int, body, to string) {
	r := httptest.NewRequest("POST", path, strings.NewReader(f.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return b.send(login, r)
}

// proposed is a message put before the director.
func (b *bench) proposed() string {
	id, _ := b.Message("police", "民警在窗口态度恶劣，反映多次没有答复。")
	b.Must("hejing", &clue.Open{ID: id})
	b.Must("hejing", &clue.Summarise{ID: id, Title: "反映窗口服务", Summary: "来信人称，窗口多次没有答复。", Class: "norm.recording"})
	b.Must("chenxiao", &clue.Take{ID: id})
	b.Must("chenxiao", &clue.Propose{ID: id, Routes: []clue.Route{{Outcome: "opinion", Reason: "属工作作风，留作监督工作参考。"}}})
	return id
}

// A director decides one card after the other; pressing again is the same act,
// and an act that came too late says who was first.
func TestCardsOfWaitingDecisions(t *testing.T) {
	b := newBench(t)
	b.get("linlan", "/approvals").Says("没有等您决定的事")
	one, two := b.proposed(), b.proposed()
	topic := b.Must("chenxiao", &campaign.Argue{Title: "财物返还专项监督", Topic: campaign.Topic{Channel: "letters", Reasons: "近一年反映集中在财物返还不及时。"}}).Subject
	p := b.get("linlan", "/approvals?at="+one)
	p.Says("共 3 件", "来信人称，窗口多次没有答复", "属工作作风", "退回重拟", "多件一起批")
	keep := ""
	for _, a := range p.All(".choices a") {
		if strings.Contains(a.Attr("href"), "/clues/"+one+"/keep") {
			keep = a.Attr("href")
		}
	}
	if !strings.Contains(keep, "then=next") {
		t.Fatalf("the act does not lead to the next card: %q", keep)
	}
	form := url.Values{"act_id": {uuid.NewString()}, "version": {b.get("linlan", keep).One("form input[name=version]").Attr("value")}}
	for range 2 { // the network failed after the first press
		code, body, to := b.post("linlan", keep, form)
		if code != 303 || !strings.HasPrefix(to, "/approvals") {
			t.Fatalf("%d to %s: %.600s", code, to, body)
		}
	}
	b.get("linlan", "/approvals").Says("共 2 件")
	late := url.Values{"act_id": {uuid.NewString()}, "version": form["version"]}
	if code, body, _ := b.post("director2", keep, late); code != 409 || !strings.Contains(html.UnescapeString(body), "林岚") {
		t.Errorf("too late: %d %.500s", code, body)
	}
	back := "/clues/" + two + "/return?then=next&at=" + topic
	v := b.get("linlan", back).One("form input[name=version]").Attr("value")
	code, _, to := b.post("linlan", back, url.Values{"act_id": {uuid.NewString()}, "version": {v}, "reason": {"请补充拟办理由后再报。"}})
	if code != 303 || !strings.HasPrefix(to, "/approvals?at="+topic) {
		t.Errorf("returned: %d to %s", code, to)
	}
	b.get("linlan", to).Says("财物返还专项监督", "列题起草", "选题论证")
	for _, login := range []string{"hejing", "chenxiao"} {
		if code, _, _ := b.send(login, httptest.NewRequest("GET", "/approvals", nil)); code != 404 {
			t.Errorf("%s reads the cards: %d", login, code)
		}
	}
	if code, _, to := b.post("linlan", "/campaigns/"+topic+"/take_up?then=https://elsewhere.example", url.Values{"act_id": {uuid.NewString()}, "since": {"2026-04-01"}}); code != 303 || strings.Contains(to, "elsewhere") {
		t.Errorf("an act leads elsewhere: %d %s", code, to)
	}
}
