package clue_test

import (
	"bytes"
	"mime/multipart"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/uuid"

	"hengjian/gongwen"
	"hengjian/office"
	"hengjian/office/officetest"
	"hengjian/oversight/clue"
	"hengjian/web/kit/see"
)

// One message through the browser: opened by an act, summarised, proposed by
// one person with a recipient that the accused's organ cannot be, decided by
// another.
func TestOneMessageInTheBrowser(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		id, _ := w.Message("police", secret)
		at := "/clues/" + id
		if a := w.get("hejing", at+"/original"); a.code != 403 {
			t.Fatalf("original before opening: %d", a.code)
		}
		if a := w.get("chenxiao", at+"/open"); a.code != 403 {
			t.Fatalf("a clerk at the opening: %d", a.code)
		}
		w.did("hejing", at+"/open")
		see.Parse(t, w.page("hejing", at+"/original")).One("sealed-box").Attr("data-files")
		found := w.post("hejing", at+"/summarise", "find", "unit_q", "unit_q", "北仓", "title", "标题四字")
		if found.code != 200 || !strings.Contains(found.body, "北仓派出所") || !strings.Contains(found.body, "标题四字") {
			t.Fatalf("looking up a unit: %d %s", found.code, words(found.body))
		}
		bad := w.post("hejing", at+"/summarise", "title", "短", "summary", "请改判")
		if bad.code != 422 || !strings.Contains(bad.body, "改判") {
			t.Fatalf("a bad summary: %d %s", bad.code, words(bad.body))
		}
		w.did("hejing", at+"/summarise", "title", "反映北仓派出所讯问不录音录像", "summary", "来信人称，讯问时录音录像设备未开启，案号（2026）明01刑终12号。", "class", "norm.recording", "units", w.unit("U1"))
		if c := w.clue(id); c.State != "registered" || len(c.CaseNos) != 1 || len(c.Units) != 1 {
			t.Fatalf("%+v", c)
		}
		body := w.page("chenxiao", at)
		for _, s := range []string{"反映北仓派出所讯问不录音录像", "建议的法定程序", "明州市人民检察院", "记录第", "拟办", "本机关承诺"} {
			if !strings.Contains(body, s) {
				t.Errorf("the page does not say %q", s)
			}
		}
		struck := w.post("chenxiao", at+"/propose", "routes.0.outcome", "refer", "routes.0.route", "torture", "routes.0.to", w.organ("MZGA"), "routes.0.outgoing", "反映讯问未同步录音录像。", "routes.0.reveals", "no")
		if struck.code != 422 || !strings.Contains(struck.body, "不能作为接收方") {
			t.Fatalf("the accused's organ as recipient: %d", struck.code)
		}
		// Group 1 is left blank: the refusal must stand at group 2 as typed.
		gap := w.post("chenxiao", at+"/propose", "routes.1.outcome", "refer", "routes.1.route", "torture", "routes.1.to", w.organ("MZJC"), "routes.1.outgoing", "短", "routes.1.reveals", "no")
		see.Parse(t, gap.body).One(`a[href="#f-routes.1.outgoing"]`)
		w.did("chenxiao", at+"/propose", "routes.0.outcome", "refer", "routes.0.route", "torture", "routes.0.to", w.organ("MZJC"), "routes.0.outgoing", "反映讯问未同步录音录像，请依法处理。", "routes.0.reveals", "no", "routes.1.outcome", "opinion", "routes.1.reason", "设备管理")
		if a := w.get("chenxiao", at+"/accept"); a.code != 403 {
			t.Fatalf("the proposer at the decision: %d", a.code)
		}
		if body := w.page("linlan", at+"/accept"); !strings.Contains(body, "外送摘要") || !strings.Contains(body, "明州市人民检察院") {
			t.Fatalf("the decision does not show the proposal: %s", words(body))
		}
		w.did("linlan", at+"/accept", "note", "同意")
		if c := w.clue(id); c.State != "accepted" {
			t.Fatalf("%s", c.State)
		}
		text, err := gongwen.Text([]byte(w.page("chenxiao", at+"/notice.docx")))
		if err != nil || !strings.Contains(text, "明州市人民检察院") || !strings.Contains(text, gongwen.NoSuspension) {
			t.Fatalf("notice: %v %s", err, text)
		}
		if text, err = gongwen.Text([]byte(w.page("chenxiao", at+"/sheet.docx"))); err != nil || !strings.Contains(text, "陈晓") || !strings.Contains(text, "林岚") {
			t.Fatalf("approval sheet: %v %s", err, text)
		}
	})
}

// Nothing sealed is in any page: neither text nor name nor receipt.
func TestPagesHoldNothingSealed(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		id := w.registered()
		for _, login := range []string{"hejing", "chenxiao", "linlan", "vice", "xinfang"} {
			for _, p := range []string{"/clues", "/clues/" + id, "/clues/" + id + "/life", "/clues/" + id + "/print", "/clues/export.csv", "/clues/" + id + "/original", "/clues/" + id + "/summarise"} {
				for _, lang := range []string{"zh", "en"} {
					a := w.ask(login, "GET", p, nil, lang)
					for _, s := range []string{"贺兰", "贺山", "铐了一夜"} {
						if strings.Contains(a.body, s) {
							t.Errorf("%s sees %q at %s", login, s, p)
						}
					}
				}
			}
		}
	})
}

// An imported message has no record of its own: its page says which batch brought it.
func TestImportedMessageSaysWhoBroughtIt(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.take("messages", "编号,来信人,收到时间,内容\nM1,张某,2025-01-01,来信人反映某派出所办案不规范的情况，希望核实。\n")
		id := office.MessageID(officetest.Place, "M1")
		c := w.clue(id)
		for login, sees := range map[string]bool{"chenxiao": true, "hejing": true} {
			body := w.page(login, "/clues/"+id)
			if !strings.Contains(body, "导入群众反映") || !strings.Contains(body, "一批一条记录") {
				t.Errorf("%s reads nothing of the import", login)
			}
			link := strings.Contains(body, `href="/register/imports/`+c.Import+`"`)
			opens := w.get(login, "/register/imports/"+c.Import).code == 200
			if link != opens || link != sees {
				t.Errorf("%s: link to the import %v, it opens %v", login, link, opens)
			}
		}
		if strings.Contains(w.page("chenxiao", "/clues/"+w.registered()), "导入群众反映") {
			t.Error("a message that nobody imported")
		}
	})
}

// Out of scope is missing: the same bytes as a number that never existed.
func TestOutOfScopeIsMissing(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		id := w.MustAs(w.Public(), &clue.ReceiveOwn{Receive: clue.Receive{Via: "web", Asked: "congress", Text: "反映人大机关工作人员。"}}, office.Order{}).Subject
		none := uuid.NewString()
		for _, login := range []string{"hejing", "chenxiao", "linlan", "member", "audadmin", "deputy"} {
			for _, tail := range []string{"", "/open", "/propose", "/life", "/print", "/original", "/sheet.docx", "/notice.docx", "/box/" + strings.Repeat("a", 64)} {
				a, b := w.get(login, "/clues/"+id+tail), w.get(login, "/clues/"+none+tail)
				if a.code != 404 || a.code != b.code || clean(a.body, id) != clean(b.body, none) {
					t.Errorf("%s at %s: %d against %d", login, tail, a.code, b.code)
				}
			}
		}
		if a := w.get("secretary", "/clues/"+id); a.code != 200 {
			t.Errorf("the secretary-general: %d", a.code)
		}
	})
}

// clean takes out what differs with the address and the request, not with
// whether the matter exists.
func clean(body, id string) string {
	body = strings.ReplaceAll(body, id, "ID")
	for _, cut := range [][2]string{{`nonce="`, `"`}} {
		for i := strings.Index(body, cut[0]); i >= 0; i = strings.Index(body, cut[0]) {
			j := strings.Index(body[i+len(cut[0]):], cut[1])
			body = body[:i] + body[i+len(cut[0])+j+1:]
		}
	}
	return body
}

// A page reads a bounded number of times, however long its list is.
func TestStatementsPerPage(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		id := w.registered()
		one := w.get("chenxiao", "/clues").n
		for range 12 {
			w.registered()
		}
		for p, most := range map[string]int{"/clues": 16, "/clues?text=派出所&state=open": 16, "/clues/" + id: 40} {
			a := w.get("chenxiao", p)
			if a.code != 200 || a.n > most {
				t.Errorf("%s: %d, %d statements, at most %d", p, a.code, a.n, most)
			}
			t.Logf("%s: %d statements", p, a.n)
		}
		if n := w.get("chenxiao", "/clues").n; n > one {
			t.Errorf("the list reads %d times with 13 messages and %d with one", n, one)
		}
	})
}

func TestListFiltersAndExports(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.registered()
		other, _ := w.Message("court", "法院迟迟不开庭。")
		if b := w.page("chenxiao", "/clues?organ="+w.organ("MZGA")); strings.Contains(b, other) {
			t.Error("filtered by organ, the other message is still listed")
		}
		if b := w.page("chenxiao", "/clues?state=received"); !strings.Contains(b, other) || strings.Contains(b, "北仓派出所讯问") {
			t.Error("filter by state")
		}
		if b := w.page("chenxiao", "/clues?class=norm.&text=录音录像"); !strings.Contains(b, "北仓派出所讯问") || strings.Contains(b, other) {
			t.Error("filter by class tree and words")
		}
		csv := w.page("linlan", "/clues/export.csv?state=registered")
		if !strings.Contains(csv, "来信人称") || strings.Count(csv, "明人监信") != 1 {
			t.Errorf("csv: %s", csv)
		}
		x := w.get("linlan", "/clues/export.xlsx")
		if x.code != 200 || !strings.HasPrefix(x.body, "PK") {
			t.Errorf("xlsx: %d", x.code)
		}
		if a := w.get("xinfang", "/clues/export.csv"); a.code != 403 {
			t.Errorf("the letters office exports summaries: %d", a.code)
		}
		if b := w.ask("chenxiao", "GET", "/clues", nil, "en").body; !strings.Contains(b, "Received") || !strings.Contains(b, "Registered") {
			t.Error("English list")
		}
	})
}

// Bulk: preview says which can and which cannot; pressing twice does each once.
func TestBulk(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		a, b := w.registered(), w.registered()
		c, _ := w.Message("police", "另一件。")
		pre := w.post("chenxiao", "/clues/bulk", "step", "preview", "do", "propose_statistics", "id", a, "id", b, "id", c)
		v := see.Parse(t, pre.body)
		if pre.code != 200 || len(v.All(`input[name="ok"]`)) != 2 || !strings.Contains(pre.body, "不能办的") {
			t.Fatalf("preview: %d %s", pre.code, words(pre.body))
		}
		f := url.Values{"step": {"do"}, "do": {"propose_statistics"}, "id": {a, b, c}, "ok": {a, b}, "act_id": {uuid.NewString()}}
		for range 2 {
			if r := w.ask("chenxiao", "POST", "/clues/bulk", f, ""); r.code != 200 || !strings.Contains(r.body, "已办") {
				t.Fatalf("%d %s", r.code, words(r.body))
			}
		}
		if x := w.clue(a); x.State != "proposed" || x.Version != w.clue(b).Version || len(x.Routes) != 1 {
			t.Fatalf("%+v", x)
		}
		if w.clue(c).State != "received" {
			t.Fatal("one that cannot was done")
		}
	})
}

// A letter with a scan: sealed as it comes in, the receipt shown once.
func TestStaffEntry(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		page := see.Parse(t, w.page("hejing", "/clues/new?via=letter"))
		nonce := page.One(`input[name="nonce"]`).Attr("value")
		var buf bytes.Buffer
		m := multipart.NewWriter(&buf)
		for k, v := range map[string]string{"act_id": uuid.NewString(), "nonce": nonce, "via": "letter", "asked": "police", "text": secret, "sender": "贺兰", "contact": "13800000000", "joint": "3", "received_on": "2026-02-27"} {
			_ = m.WriteField(k, v)
		}
		p, _ := m.CreateFormFile("files", "扫描.txt")
		_, _ = p.Write([]byte("信封背面写着地址。"))
		m.Close()
		body := buf.Bytes()
		send := func() answer {
			r := httptest.NewRequest("POST", "/clues/new", bytes.NewReader(body))
			r.Header.Set("Content-Type", m.FormDataContentType())
			var n atomic.Int64
			return w.send("hejing", r, "", &n)
		}
		first, again := send(), send()
		if first.code != 200 || again.code != 200 {
			t.Fatalf("%d %s", first.code, words(first.body))
		}
		code := see.Parse(t, first.body).One("#receipt-code")
		if see.Parse(t, again.body).One("#receipt-code").Text() != code.Text() {
			t.Error("pressing again shows another receipt")
		}
		if strings.Contains(first.body, "贺兰") || strings.Contains(first.body, "13800000000") {
			t.Error("the receipt's page shows who wrote")
		}
		list := w.page("hejing", "/clues?via=letter")
		if n := len(see.Parse(t, list).All("tr[data-href]")); n != 1 {
			t.Errorf("pressed twice, listed: %d", n)
		}
		bad := w.post("hejing", "/clues/new", "nonce", nonce, "via", "letter", "asked", "police", "text", "")
		if bad.code != 422 {
			t.Errorf("an empty letter: %d", bad.code)
		}
		if a := w.get("linlan", "/clues/new"); a.code != 403 {
			t.Errorf("a director enters letters: %d", a.code)
		}
	})
}

// Two people on one form: the second is told who acted before anything is done.
func TestTheSecondIsTold(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		id := w.registered()
		at := "/clues/" + id
		v := see.Parse(t, w.page("chenxiao", at+"/propose")).One(`input[name="version"]`).Attr("value")
		w.did("hejing", at+"/amend_summary", "title", "反映北仓派出所讯问不录音录像", "summary", "来信人称，设备未开启，另有一人在场。", "class", "norm.recording", "reason", "补充一句")
		a := w.post("chenxiao", at+"/propose", "version", v, "routes.0.outcome", "statistics")
		if a.code != 409 || !strings.Contains(a.body, "何静") || !strings.Contains(a.body, "更正摘要") {
			t.Fatalf("%d %s", a.code, words(a.body))
		}
		if w.clue(id).State != "registered" {
			t.Fatal("it was done all the same")
		}
	})
}

// Every act's form opens for who may do it, in both languages.
func TestEveryFormOpens(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		id := w.registered()
		received, _ := w.Message("court", "法院迟迟不开庭。")
		for login, verbs := range map[string][]string{
			"hejing":   {"open", "raise_urgent", "merge", "link_repeat", "ask", "take", "recuse", "hand_over", "note", "amend_summary", "quarantine_secret"},
			"chenxiao": {"propose", "raise_urgent", "take", "note", "recuse"},
			"linlan":   {"assign", "submit_up", "forward_lower", "note"},
		} {
			for _, v := range verbs {
				for _, lang := range []string{"zh", "en"} {
					if a := w.ask(login, "GET", "/clues/"+id+"/"+v, nil, lang); a.code != 200 {
						t.Errorf("%s at %s: %d %s", login, v, a.code, words(a.body))
					}
				}
			}
		}
		if a := w.get("hejing", "/clues/"+received+"/open_emergency"); a.code != 200 {
			t.Errorf("emergency: %d", a.code)
		}
		if a := w.get("hejing", "/clues/"+id+"/no_such"); a.code != 404 {
			t.Errorf("no such act: %d", a.code)
		}
		w.did("hejing", "/clues/"+id+"/raise_urgent", "reason", "反映正在发生")
		if b := w.page("linlan", "/clues/"+id); !strings.Contains(b, "refer_urgent") {
			t.Error("no urgent referral on the director's page")
		}
		if a := w.get("linlan", "/clues/"+id+"/refer_urgent"); a.code != 200 {
			t.Errorf("urgent referral: %d", a.code)
		}
	})
}
