package public_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"hengjian/internal/testdb"
	"hengjian/merkle"
	"hengjian/office"
	"hengjian/office/officetest"
	"hengjian/oversight/clue"
	"hengjian/store"
	"hengjian/tabular"
)

// The proof of inclusion is offered once a checkpoint covers the record, and
// it verifies offline against the committee's key.
func TestProofByReceipt(t *testing.T) {
	h := officetest.New(t, testdb.SQLite(t))
	s := newSender(t, serve(t, h.O))
	s.toCheck("court", story)
	s.send("report", reportPath, "go", "next").want(200)
	code := s.code24()
	s.send("look", "/receipt").want(200).page.Says("要等下一个校验点")
	early, _ := s.fetchProof(code)
	if early != http.StatusConflict {
		t.Fatalf("before a checkpoint: %d", early)
	}
	if err := h.O.SealAll(h.Ctx); err != nil {
		t.Fatal(err)
	}
	s.send("again", "/receipt").want(200).page.Says("下载收录证明")
	status, file := s.fetchProof(code)
	keys, err := h.O.VKeys(h.Ctx)
	if err != nil || status != http.StatusOK {
		t.Fatal(status, err)
	}
	rep, err := merkle.VerifyProof(file, ofBook(t, file, keys))
	if err != nil || !bytes.Contains(rep.Leaf, []byte("clue.receive")) {
		t.Fatalf("%v: %s", err, rep.Leaf)
	}
	for _, k := range keys {
		s.get("/about/record").want(200).page.Says(k)
	}
	if list := s.get("/hengjian-keys.txt").want(200); !strings.Contains(list.body, "# 明州市人大常委会（990200）记录簿") || !strings.Contains(list.body, keys[0]) {
		t.Errorf("the file of keys: %s", list.body)
	}
	if st, _ := s.fetchProof("0000-0000-0000-0000-0000-0000"); st != http.StatusUnprocessableEntity {
		t.Errorf("a proof without receipt: %d", st)
	}
}

// ofBook keeps the keys of those who signed this proof.
func ofBook(t *testing.T, file []byte, keys []string) (out []string) {
	t.Helper()
	signed, err := merkle.Claimed(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range keys {
		for _, s := range signed {
			if len(k) > len(s.Name) && k[:len(s.Name)+1] == s.Name+"+" {
				out = append(out, k)
			}
		}
	}
	return out
}

func (s *sender) fetchProof(code string) (int, []byte) {
	s.t.Helper()
	r, err := http.PostForm(s.base+"/receipt/proof", url.Values{"code": {code}})
	if err != nil {
		s.t.Fatal(err)
	}
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return r.StatusCode, b
}

// An answered message is rated and looked at again from the receipt's page;
// what is refused there says so at its own field.
func TestRateAndRelookByReceipt(t *testing.T) {
	h := officetest.New(t, testdb.SQLite(t))
	to := procuratorate(t, h)
	s := newSender(t, serve(t, h.O))
	s.toCheck("police", story)
	s.send("report", reportPath, "go", "next").want(200)
	id := clues(t, h)[0].ID
	h.Must("hejing", &clue.Open{ID: id})
	h.Must("hejing", &clue.Summarise{ID: id, Title: "反映派出所打人", Summary: "来信人称，亲属在派出所被打。", Class: "norm.recording"})
	h.Must("chenxiao", &clue.Propose{ID: id, Routes: []clue.Route{{Outcome: "refer", Route: "torture", To: to, Outgoing: "反映某派出所讯问时打人，请依照法定程序处理。", Reveals: "no"}}})
	h.Must("linlan", &clue.Accept{ID: id})
	s.send("look", "/receipt").want(200)
	s.page.Says("已受理，依法定程序转送")
	h.Must("chenxiao", &clue.Answer{ID: id, LegsOpen: true, Reply: clue.Reply{Said: clue.Said{Text: "您反映的情况已转送有权机关，结果出来后再告知。"}, Remedies: "可以向上一级公安机关申请复议。"}})
	s.send("again", "/receipt").want(200)
	s.page.Says("您反映的情况已转送有权机关", "可以向上一级公安机关申请复议。", "4月1日")
	s.send("rate", "/receipt").want(422)
	s.page.One("form#rate .field-error").Says("请选择评价")
	s.send("rate", "/receipt", "rate.rating", "unsatisfied", "rate.text", "还没有告诉我是谁打的").want(200)
	s.page.Says("谢谢您的评价", "还没有告诉我是谁打的")
	s.send("relook", "/receipt", "relook.why", "unanswered", "relook.text", "有的问题没有答复。").want(200)
	s.page.Says("由别的人来看", "有的问题没有答复。")
	if c := clues(t, h)[0]; c.State != "relooking" || c.Rating != "unsatisfied" {
		t.Fatalf("%+v", c)
	}
}

// procuratorate puts one organ into the register and returns its id.
func procuratorate(t *testing.T, h *officetest.House) string {
	t.Helper()
	file := []byte("机关名称,机关代码,机关类别\n明州市人民检察院,9902J,procuratorate\n")
	sum := sha256.Sum256(file)
	src, err := tabular.Open("x", bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	pr, err := tabular.Profile(src, "", 0, 1)
	if err != nil {
		t.Fatal(err)
	}
	p := office.ImportPlan{Sort: "organs", Name: "机关.csv", Hash: hex.EncodeToString(sum[:]), Mapping: tabular.Suggest("organs", pr.Header, office.ImportFields["organs"])}
	p.Open = func() (tabular.Source, error) { return tabular.Open("x", bytes.NewReader(file), int64(len(file))) }
	r, err := h.O.Import(h.Ctx, h.Person("chenxiao"), p)
	if err != nil {
		t.Fatalf("%v; %v", err, r.First)
	}
	os, err := store.Organs.Where(h.O.View(h.Ctx), "1=1")
	if err != nil || len(os) != 1 || os[0].Sort != "procuratorate" {
		t.Fatalf("%+v %v", os, err)
	}
	return os[0].ID
}
