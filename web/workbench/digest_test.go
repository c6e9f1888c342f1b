package workbench_test

import (
	"archive/zip"
	"bytes"
	"io"
	"net/http/httptest"
	"strings"
	"testing"

	"hengjian/office"
	"hengjian/oversight/campaign"
	"hengjian/oversight/clue"
)

// Every number of the week is the length of the list it opens, also within one
// campaign; what was done last week is not of this one.
func TestTheWeekInShort(t *testing.T) {
	b := newBench(t)
	drive := b.Must("chenxiao", &campaign.Draft{Title: "窗口服务专项监督", Since: "2026-01-01"}).Subject
	one, two := b.proposed(), b.proposed()
	b.Must("hejing", &clue.AmendSummary{Summarise: clue.Summarise{ID: one, Title: "反映窗口服务", Summary: "来信人称，窗口多次没有答复，态度不好。", Class: "norm.recording", Campaign: drive}, Reason: "归入专项"})
	b.Must("linlan", &clue.Keep{ID: one})
	want := map[string]int{"clues_in": 2, "clues_decided": 1, "clues_answered": 0, "decide_all": 1, "problems_late": 0}
	for _, s := range office.Digest {
		for of, only := range map[string]bool{"": false, drive: true} {
			w := office.WeekOf("", b.Now())
			n, err := b.O.DigestCount(b.Ctx, b.Person("linlan"), s, w, of)
			if err != nil {
				t.Fatal(s.Key, err)
			}
			m, err := b.O.DigestList(b.Ctx, b.Person("linlan"), s, w, of, office.Cursor{}, 50)
			if err != nil || len(m.Rows) != n {
				t.Errorf("%s of %q: %d, its list has %d (%v)", s.Key, of, n, len(m.Rows), err)
			}
			if k, ok := want[s.Key]; ok && !only && k != n {
				t.Errorf("%s: %d, want %d", s.Key, n, k)
			}
			if only && s.Key == "clues_in" && n != 1 {
				t.Errorf("messages of the campaign: %d", n)
			}
		}
		b.get("linlan", "/digest/"+s.Key)
	}
	p := b.get("linlan", "/digest")
	p.Says("来了什么", "收到群众反映", "超期未办的", "下周要您决定的", "各个专项", "窗口服务专项监督")
	b.get("linlan", "/digest?campaign="+drive).Says("窗口服务专项监督", "收到群众反映")
	b.get("linlan", "/digest/clues_decided").Says("反映窗口服务")
	b.get("linlan", "/digest/clues_decided?week=2026-01-05").Silent("反映窗口服务")
	for _, path := range []string{"/digest", "/digest/clues_in", "/digest.docx"} {
		if code, _, _ := b.send("chenxiao", httptest.NewRequest("GET", path, nil)); code != 404 {
			t.Errorf("a clerk reads %s: %d", path, code)
		}
	}
	for _, path := range []string{"/digest/nothing", "/digest?campaign=" + two} {
		if code, _, _ := b.send("linlan", httptest.NewRequest("GET", path, nil)); code != 404 {
			t.Errorf("%s: %d", path, code)
		}
	}
	_, doc, _ := b.send("linlan", httptest.NewRequest("GET", "/digest.docx", nil))
	z, err := zip.NewReader(bytes.NewReader([]byte(doc)), int64(len(doc)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	x, _ := io.ReadAll(f)
	if !strings.Contains(string(x), "作出办理决定的群众反映") {
		t.Error("the paper lacks its numbers")
	}
}
