package matter_test

import (
	"encoding/base64"
	"strings"
	"testing"
	"time"

	"hengjian/internal/testdb"
	"hengjian/office"
	"hengjian/oversight/clue"
	"hengjian/seal"
	"hengjian/web/kit/see"
)

// named leaves a message of a sender who gives her name.
func (w *world) named() string {
	w.t.Helper()
	return w.MustAs(w.Public(), &clue.Receive{Via: "web", Asked: "police", Text: "我弟弟在派出所被铐了一夜。", Sender: "贺兰", Contact: "13900000000"}, office.Order{}).Subject
}

func (w *world) box(page, attr string) []byte {
	w.t.Helper()
	b, err := base64.StdEncoding.DecodeString(see.Parse(w.t, page).One("sealed-box").Attr(attr))
	if err != nil {
		w.t.Fatal(err)
	}
	return b
}

// TestIdentityTakesTwoPeople plays both browsers: the requester peels the outer
// layer, the custodian grants, the requester reads within the term.
func TestIdentityTakesTwoPeople(t *testing.T) {
	w := newWorld(t, testdb.SQLite(t))
	c := w.named()
	new := "/openings/new?clue=" + c
	form := w.page("hejing", new)
	see.Parse(t, form).One("button[type=submit][disabled]")
	inner, err := seal.Peel(w.box(form, "data-wrap"), w.Key["hejing"])
	if err != nil {
		t.Fatal(err)
	}
	if _, err := seal.Unwrap(w.box(form, "data-wrap"), w.Key["hejing"]); err == nil {
		t.Fatal("one key opens the identity alone")
	}
	blob := base64.StdEncoding.EncodeToString(inner)
	w.refused("hejing", new, "reason", "purpose", "contact", "reason", "", "blob", blob)
	w.refused("hejing", new, "blob", "purpose", "contact", "reason", "需要补充案发时间", "blob", "")
	id := last(w.did("hejing", new, "purpose", "contact", "reason", "需要补充案发时间", "blob", blob).to)
	p := "/openings/" + id
	// two people: the requester cannot approve; a clerk sees no openings
	if a := w.get("chenxiao", p); a.code != 404 {
		t.Errorf("a clerk reads a request: %d", a.code)
	}
	if a := w.get("chenxiao", new); a.code != 403 {
		t.Errorf("a clerk asks: %d", a.code)
	}
	if a := w.post("hejing", p+"/approve", "blob", blob); a.code != 403 {
		t.Errorf("the requester approved: %d", a.code)
	}
	with(t, "approvers' list", w.page("xinfang", "/openings"), "待批准")
	grant := w.page("xinfang", p+"/approve")
	to := see.Parse(t, grant).One("sealed-box").Attr("data-officer")
	if to != w.Key["hejing"].Recipient().String() {
		t.Fatalf("granted to %s", to)
	}
	given, err := seal.Grant(w.box(grant, "data-wrap"), w.Key["xinfang"], to)
	if err != nil {
		t.Fatal(err)
	}
	if a := w.get("hejing", p+"/read"); a.code == 200 {
		t.Error("read before the grant")
	}
	w.did("xinfang", p+"/approve", "blob", base64.StdEncoding.EncodeToString(given))
	a := w.did("hejing", p+"/open")
	if a.to != p+"/read" {
		t.Errorf("after opening: %s", a.to)
	}
	page := w.page("hejing", p+"/read")
	k, err := seal.Unwrap(w.box(page, "data-wrap"), w.Key["hejing"])
	if err != nil {
		t.Fatal(err)
	}
	plain, err := seal.OpenBytes(w.box(page, "data-payload"), 1<<20, k.Identity())
	if err != nil || !strings.Contains(string(plain), "贺兰") {
		t.Fatalf("identity: %v", err)
	}
	if a := w.get("xinfang", p+"/read"); a.code == 200 && strings.Contains(a.body, "data-payload") {
		t.Error("the approver reads the identity")
	}
	w.later(31 * time.Minute)
	if a := w.get("hejing", p+"/read"); a.code == 200 {
		t.Error("read after the term")
	}
	if a := w.post("hejing", p+"/open"); a.code != 409 {
		t.Errorf("opened after the term: %d", a.code)
	}
	with(t, "the page afterwards", w.page("hejing", p), "已失效", "查看身份")
}

func TestAnonymousSenderIsNotSought(t *testing.T) {
	w := newWorld(t, testdb.SQLite(t))
	c, _ := w.Message("police", "匿名反映派出所夜间铐人。")
	a := w.get("hejing", "/openings/new?clue="+c)
	if a.code != 409 || !strings.Contains(a.body, "匿名反映人不得查找") {
		t.Errorf("%d %s", a.code, words(a.body))
	}
}
