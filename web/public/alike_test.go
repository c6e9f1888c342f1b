package public_test

import (
	"strings"
	"testing"

	"hengjian/internal/testdb"
	"hengjian/office/officetest"
	"hengjian/oversight/clue"
	"hengjian/seal"
)

// A decoy learns nothing: the receipt's page of a merged, diverted or withheld
// message reads like that of any message about which nothing was
// told yet, and so do the answers to what its sender does there.
func TestDecoyLearnsNothing(t *testing.T) {
	h := officetest.New(t, testdb.SQLite(t))
	s := newSender(t, serve(t, h.O))
	receipts := map[string]seal.Receipt{}
	ids := map[string]string{}
	for _, kind := range []string{"plain", "other", "merged", "withheld"} {
		id, n := h.Message("police", story+kind)
		receipts[kind], ids[kind] = seal.ReceiptOf(n), id
	}
	for _, kind := range []string{"plain", "other", "merged"} {
		h.Must("hejing", &clue.Open{ID: ids[kind]})
		h.Must("hejing", &clue.Summarise{ID: ids[kind], Title: "反映派出所打人", Summary: "来信人称，亲属在派出所被打。", Class: "norm.recording"})
	}
	h.Must("hejing", &clue.Merge{ID: ids["merged"], Into: ids["other"]})
	h.Must("hejing", &clue.Open{ID: ids["withheld"]})
	h.Must("hejing", &clue.QuarantineSecret{ID: ids["withheld"], To: h.Person("secrecy").ID, Ground: "content"})
	receipts["diverted"] = divert(t, s)
	delete(receipts, "other")

	read := func(kind string) string {
		text := s.page.Text()
		for _, c := range clues(t, h) {
			text = strings.ReplaceAll(text, c.Number, "N")
		}
		i := strings.Index(text, "记录号")
		j := i + len("记录号") + 1
		for j < len(text) && text[j] >= '0' && text[j] <= '9' {
			j++
		}
		return text[:i] + text[j:]
	}
	seen := map[string]map[string]string{}
	for kind, r := range receipts {
		seen[kind] = map[string]string{}
		s.get("/receipt").send("look", "/receipt", "code", r.String()).want(200)
		seen[kind]["look"] = read(kind)
		s.send("supplement", "/receipt", "supplement.text", "再补充一点").want(200)
		seen[kind]["supplement"] = read(kind)
		s.send("urgent", "/receipt", "urgent.sure", "1").want(200)
		seen[kind]["urgent"] = read(kind)
		s.send("withdraw", "/receipt", "withdraw.pressure", "no").want(200)
		seen[kind]["withdraw"] = read(kind)
	}
	for kind, pages := range seen {
		for what, text := range pages {
			if text != seen["plain"][what] {
				t.Errorf("%s of a %s message reads otherwise:\n%s\nplain:\n%s", what, kind, text, seen["plain"][what])
			}
		}
	}
	states := map[string]int{}
	for _, c := range clues(t, h) {
		states[c.State]++
	}
	for _, st := range []string{"merged", "withheld", "diverted", "withdrawn"} {
		if states[st] != 1 {
			t.Errorf("states: %v", states)
		}
	}
}

// divert leaves a message about the congress's own staff.
func divert(t *testing.T, s *sender) seal.Receipt {
	s.toCheck("congress", story)
	s.send("report", reportPath, "go", "next").want(200)
	r, err := seal.ParseReceipt(s.code24())
	if err != nil {
		t.Fatal(err)
	}
	return r
}
