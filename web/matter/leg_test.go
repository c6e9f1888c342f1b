package matter_test

import (
	"bytes"
	"encoding/base64"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"hengjian/gongwen"
	"hengjian/internal/testdb"
	"hengjian/office/officetest"
	"hengjian/oversight/leg"
	"hengjian/seal"
	"hengjian/web/kit/see"
)

const outgoing = "抽查材料反映，2025年冬北仓派出所有讯问录像中断的情况，请依照法定程序处理。"

// referred drafts a referral by hand from a problem's evidence.
func (w *world) referred(problem string) string {
	w.t.Helper()
	path := "/legs/new?from=problem&id=" + problem
	d := see.Parse(w.t, w.page("chenxiao", path))
	d.One(`input[name=pick][value="torture|` + officetest.OrganID("MZJC") + `"]`)
	a := w.did("chenxiao", path, "pick", "torture|"+officetest.OrganID("MZJC"), "outgoing", outgoing, "reveals", "no", "numbers", "（2025）明0102刑初12号")
	return last(a.to)
}

func TestReferralFromSignatureToReport(t *testing.T) {
	testdb.Each(t, func(t *testing.T, dsn, engine string) { reported(t, newWorld(t, dsn)) })
}

func reported(t *testing.T, w *world) {
	problem := w.drafted("")
	new := "/legs/new?from=problem&id=" + problem
	to := "torture|" + officetest.OrganID("MZJC")
	// law 1 at the field, in both languages a hint how to write it
	a := w.refused("chenxiao", new, "outgoing", "pick", to, "outgoing", "请检察院抗诉并请改判无罪。", "reveals", "no")
	with(t, "hint", a.body, "来信人称")
	w.refused("chenxiao", new, "pick", "outgoing", outgoing, "reveals", "no")
	id := w.referred(problem)
	p := "/legs/" + id
	// who proposed it does not sign: for the drafter the act is no function; for a director it is
	if x := w.get("jcdesk", p); x.code != 404 {
		t.Errorf("the desk sees a draft: %d", x.code)
	}
	with(t, "the letter before signing", w.page("linlan", p+"/sign"), "关于转送有关材料的函", outgoing, "不对案件事实、证据、法律适用和处理结果提出任何意见")
	w.refused("linlan", p+"/sign", "confirm")
	w.did("linlan", p+"/sign", "confirm", "1")
	if x := w.get("chenxiao", p+"/letter.docx"); x.code != 409 {
		t.Errorf("a letter before the checkpoint: %d", x.code)
	}
	w.did("chenxiao", p+"/send")
	missing := w.get("lianluo", "/legs/00000000-0000-0000-0000-000000000000")
	for _, who := range []string{"lianluo", "gadesk", "juzhang", "deputy"} {
		if x := w.get(who, p); x.code != 404 || who == "lianluo" && tidy(x.body) != tidy(missing.body) {
			t.Errorf("%s reads the referral: %d", who, x.code)
		}
	}
	page := w.page("jcdesk", p)
	without(t, "desk's page", page, problem, "来源", "陈晓", "林岚", w.Who["linlan"].ID, "起草转送", "/problems/")
	with(t, "desk's page", page, outgoing, "sealed-box", "签收")
	w.opens(page)
	without(t, "desk's list", w.page("jcdesk", "/legs"), problem, "问题的证据")
	w.did("jcdesk", p+"/receipt")
	w.refused("jcdesk", p+"/report_procedure", "taken", "code", "accepted")
	w.did("jcdesk", p+"/report_procedure", "code", "accepted", "taken", "2026-03-02")
	w.did("chenxiao", p+"/accept_report")
	w.letter(p)
	w.register(problem)
}

// opens reads the pack as the desk's browser would.
func (w *world) opens(page string) {
	w.t.Helper()
	box := see.Parse(w.t, page).One("sealed-box")
	payload, err1 := base64.StdEncoding.DecodeString(box.Attr("data-payload"))
	wrap, err2 := base64.StdEncoding.DecodeString(box.Attr("data-wrap"))
	if err1 != nil || err2 != nil {
		w.t.Fatal(err1, err2)
	}
	k, err := seal.Unwrap(wrap, w.Key["jcdesk"])
	if err != nil {
		w.t.Fatalf("the desk's key does not open the pack: %v", err)
	}
	plain, err := seal.OpenBytes(payload, 1<<20, k.Identity())
	if err != nil || !strings.Contains(string(plain), outgoing) {
		w.t.Fatalf("pack: %v", err)
	}
}

// letter: after the checkpoint the docx has the proof inside and the sentences
// that were signed.
func (w *world) letter(p string) {
	w.t.Helper()
	if err := w.O.SealAll(w.Ctx); err != nil {
		w.t.Fatal(err)
	}
	a := w.get("jcdesk", p+"/letter.docx")
	if a.code != 200 {
		w.t.Fatalf("letter: %d %s", a.code, words(a.body))
	}
	proof, err := gongwen.Proof([]byte(a.body))
	if err != nil || !bytes.HasPrefix(proof, []byte("c2sp.org/tlog-proof@v1")) {
		w.t.Errorf("proof in the letter: %v %q", err, proof)
	}
	text, err := gongwen.Text([]byte(a.body))
	if err != nil {
		w.t.Fatal(err)
	}
	l := leg.Leg{Route: "torture", Basis: "", CaseNos: []string{"（2025）明0102刑初12号"}, Outgoing: outgoing}
	for _, s := range append(leg.LetterOf(l, leg.Signed{}).Body[2:], outgoing, "明州市人民检察院", "（2025）明0102刑初12号") {
		if !strings.Contains(text, s) {
			w.t.Errorf("the letter does not say %q: %s", s, text)
		}
	}
}

// register: contacts are listed, and exported to that organ without what is
// behind them.
func (w *world) register(problem string) {
	w.t.Helper()
	with(w.t, "contact register", w.page("chenxiao", "/contacts"), "签发函件", "密封发送", "对方签收", "已受理")
	if a := w.get("jcdesk", "/contacts"); a.code != 404 {
		w.t.Errorf("a desk reads the register: %d", a.code)
	}
	a := w.get("chenxiao", "/contacts/export.xlsx?organ="+officetest.OrganID("MZJC"))
	f, err := excelize.OpenReader(bytes.NewReader([]byte(a.body)))
	if err != nil {
		w.t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows("联系登记")
	if err != nil || len(rows) != 5 {
		w.t.Fatalf("register: %d rows, %v", len(rows), err)
	}
	for _, r := range rows {
		without(w.t, "export", strings.Join(r, "|"), problem, "陈晓", "林岚")
	}
}

func TestProposerDoesNotSign(t *testing.T) {
	w := newWorld(t, testdb.SQLite(t))
	w.Open("both", "双职", "clerk", "director")
	problem := w.drafted("")
	path := "/legs/new?from=problem&id=" + problem
	id := last(w.did("both", path, "pick", "torture|"+officetest.OrganID("MZJC"), "outgoing", outgoing, "reveals", "no").to)
	d := see.Parse(t, w.page("both", "/legs/"+id))
	d.One("button[disabled]").Says("签发")
	with(t, "reason", d.Text(), "须由另一人签发")
	if a := w.post("both", "/legs/"+id+"/sign", "confirm", "1"); a.code != 403 {
		t.Errorf("the proposer signed: %d", a.code)
	}
}

func TestUrgeWaitsForItsTerm(t *testing.T) {
	w := newWorld(t, testdb.SQLite(t))
	id := w.referred(w.drafted(""))
	p := "/legs/" + id
	w.did("linlan", p+"/sign", "confirm", "1")
	w.did("chenxiao", p+"/send")
	d := see.Parse(t, w.page("chenxiao", p))
	d.One("button[disabled]").Says("催办")
	w.later(10 * 24 * time.Hour)
	w.did("chenxiao", p+"/urge", "ask", "receipt")
	with(t, "list of late ones", w.page("chenxiao", "/legs?only=late"), "已转送")
}
