package matter_test

import (
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/uuid"

	"hengjian/internal/testdb"
)

// TestTwoPeopleOnOneProblem: who sends a form made before somebody else moved
// the matter on is told who acted; pressing one's own form twice is one act.
func TestTwoPeopleOnOneProblem(t *testing.T) {
	w := newWorld(t, testdb.SQLite(t))
	id := w.drafted("")
	w.handed(id)
	w.did("lianluo", "/problems/"+id+"/sign_for")
	p := "/problems/" + id + "/plan"
	plan := []string{"version", "0", "measures.0.text", "更换办案区录音录像设备", "measures.0.person", "装备处处长", "measures.0.milestone", "2026-04-20", "measures.0.success", "连续三十日无中断告警"}
	a := w.post("juzhang", p, plan...)
	if a.code != 409 || !strings.Contains(a.body, "连洛在您填写期间办了“签收”") {
		t.Fatalf("an old form: %d %s", a.code, words(a.body))
	}
	f := pairsOf(plan[2:])
	f.Set("act_id", uuid.NewString())
	for range 2 {
		r := httptest.NewRequest("POST", p, strings.NewReader(f.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		if b := w.send("juzhang", r, ""); b.code != 303 {
			t.Fatalf("pressed twice: %d %s", b.code, words(b.body))
		}
	}
	// the organ's side reads the committee, not its people
	w.did("chenxiao", "/problems/"+id+"/comment_plan", "text", "请补充抽查频次和责任部门。")
	old := w.post("juzhang", p, plan...)
	if old.code != 409 || strings.Contains(old.body, "陈晓") || !strings.Contains(old.body, "明州市人大常委会在您填写期间") {
		t.Errorf("the organ reads: %d %s", old.code, words(old.body))
	}
}

// TestCouncilTakesManyWithOneMinute: each goes through the door by itself; what
// cannot be done says why and holds nothing up.
func TestCouncilTakesManyWithOneMinute(t *testing.T) {
	w := newWorld(t, testdb.SQLite(t))
	ready, not := w.drafted(""), w.drafted("")
	p := "/problems/" + ready
	if a := w.upload("chenxiao", p+"/add_evidence", "hash", "记录.txt", "记录。", "title", "抽查记录", "kind", "paper", "grade", "document"); a.code != 303 {
		t.Fatal(words(a.body))
	}
	w.did("linlan", p+"/invite_reply")
	w.did("juzhang", p+"/reply", "for", "", "text", "情况属实。")
	w.did("linlan", p+"/propose_confirm")
	form := []string{"do", "confirm", "id", ready, "id", not, "step", "do", "body", "council", "minute", "主任会议纪要〔2026〕4号", "date", "2026-03-02", "confirm", "1"}
	a := w.post("secretary", "/problems/council", form...)
	if a.code != 200 || strings.Count(a.body, "已录入</span>") != 1 || strings.Count(a.body, "不能办</span>") != 1 {
		t.Errorf("result: %d %s", a.code, words(a.body))
	}
	with(t, "the one that was ready", w.page("linlan", p), "主任会议纪要〔2026〕4号")
	with(t, "the other", w.page("linlan", "/problems/"+not), "拟定")
	if x := w.get("linlan", "/problems/council"); x.code != 403 {
		t.Errorf("a director enters the council's decision: %d", x.code)
	}
}
