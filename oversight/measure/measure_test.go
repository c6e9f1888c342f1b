package measure

import (
	"testing"

	"hengjian/internal/walk"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

var (
	life  = walk.Of(&Life, act.Act[Measure](Enter{}), Revise{}, Assign{}, Retire{})
	parts = walk.Of(&CheckLife, act.Act[Check](Ask{}), Reply{}, Submit{}, Judge{}, Return{}, Conclude{}, Withdraw{})
)

var text = []Clause{{No: "第一条", Chapter: "第一章 总则", Text: "为了规范司法监督，制定本办法。"}, {No: "第二条", Text: "讯问应当全程录音录像。"}, {No: "第三条", Text: "涉案财物应当专人保管。"}}

func entered(t *testing.T) *walk.Walk[Measure] {
	w := life.Start(t)
	w.Do("clerk", access.Clerk, Enter{Title: "明州市司法监督办法", Passed: "2025-03-28", Force: "2025-06-01", Clauses: text})
	return w
}

func TestAMeasureHasEditions(t *testing.T) {
	w := life.Start(t)
	w.No(act.Invalid, "clauses", "clerk", access.Clerk, Enter{Title: "明州市司法监督办法"})
	w.No(act.Invalid, "clauses", "clerk", access.Clerk, Enter{Title: "明州市司法监督办法", Clauses: append(text, text[0])})
	w.No(act.Invalid, "force", "clerk", access.Clerk, Enter{Title: "明州市司法监督办法", Passed: "2025-03-28", Force: "2025-01-01", Clauses: text})
	w.No(act.Invalid, "campaign", "clerk", access.Clerk, Enter{Title: "明州市司法监督办法", Campaign: "c", Clauses: text})
	w = entered(t)
	known := Known{Organs: map[string]bool{"police": true}}
	w.No(act.Invalid, "sets.0.organs", "clerk", access.Clerk, Assign{Sets: []Set{{Clause: "a2", Organs: []string{"elsewhere"}}}, Needs: known})
	w.No(act.Invalid, "sets.0.questions", "clerk", access.Clerk, Assign{Sets: []Set{{Clause: "a2", Questions: []string{"（2025）明02刑初1号案是否录音录像？"}}}, Needs: known})
	w.Do("clerk", access.Clerk, Assign{Sets: []Set{{Clause: "a2", Questions: []string{"录音录像保存多久？", " "}, Organs: []string{"police"}}}, Needs: known})
	if c, _ := w.S.Clause("a2"); len(c.Questions) != 1 || len(w.S.Of("police")) != 1 || len(w.S.Organs()) != 1 {
		t.Errorf("assigned %+v", w.S.Clauses)
	}
	w.No(act.Invalid, "clauses", "clerk", access.Clerk, Revise{Reason: "没有变化的修改", Clauses: text})
	next := []Clause{text[1], {No: "第二条之一", Text: "录音录像保存不少于六个月。"}}
	next[0].Text = "讯问应当全程同步录音录像。"
	w.Do("clerk", access.Clerk, Revise{Reason: "常委会修改了第二条", Clauses: next})
	if w.S.Edition != 2 || len(w.S.Former) != 1 || len(w.S.Former[0].Clauses) != 3 || w.S.Clauses[0].Key != "a2" || len(w.S.Clauses[0].Organs) != 1 || w.S.Clauses[1].Key != "a4" {
		t.Errorf("revised %+v", w.S)
	}
	w.Do("clerk", access.Clerk, Retire{Reason: "已由新办法代替"})
}

func ask() Ask {
	return Ask{Measure: "m", Organ: "police", Needs: AskNeeds{Ours: true, Title: "明州市司法监督办法", Edition: 2, Clauses: []Clause{{Key: "a2", No: "第二条", Text: text[1].Text}, {Key: "a3", No: "第三条", Text: text[2].Text}}}}
}

// upTo walks the straight way until a state.
func upTo(t *testing.T, state string) *walk.Walk[Check] {
	t.Helper()
	w := parts.Start(t)
	for _, step := range []func(){
		func() { w.Do("clerk", access.Clerk, ask()) },
		func() {
			w.Do("liaison", access.Liaison, Reply{Clause: "a2", Answer: "全部讯问室已经安装，保存六个月。"})
			w.Do("liaison", access.Liaison, Reply{Clause: "a3", Answer: "设专门保管室，双人双锁。"})
		},
		func() { w.Do("chief", access.Chief, Submit{}) },
		func() { w.Do("clerk", access.Clerk, judged()) },
		func() { w.Do("boss", access.Director, Conclude{}) },
	} {
		if w.S.State == state {
			return w
		}
		step()
	}
	w.Is(state)
	return w
}

func judged() Judge {
	return Judge{Verdicts: []Judged{{Clause: "a2", Verdict: "done"}, {Clause: "a3", Verdict: "partly", Why: "两个派出所没有保管室"}}}
}

func TestClauseByClause(t *testing.T) {
	w := upTo(t, "concluded")
	if w.S.Number != "明人监条〔2026〕1号" || w.S.Edition != 2 || w.S.NextDue() != 0 || w.S.Shown != "police" || w.S.ForOrgan().Answers[1].Verdict != "partly" {
		t.Errorf("%+v", w.S)
	}
	if upTo(t, "judged").S.ForOrgan().Answers[1].Verdict != "" {
		t.Error("the organ reads a verdict before the check is concluded")
	}
}

// Who answered does not judge, who judged does not conclude.
func TestApart(t *testing.T) {
	w := upTo(t, "submitted")
	w.No(act.Forbidden, "", "chief", access.Clerk, judged())
	w.No(act.Forbidden, "", "liaison", access.Clerk, judged())
	w.No(act.Invalid, "verdicts", "clerk", access.Clerk, Judge{Verdicts: judged().Verdicts[:1]})
	for _, v := range []Judged{{Clause: "a3", Verdict: "not"}, {Clause: "a3", Verdict: "na"}, {Clause: "a3", Verdict: "not", Why: "有人反映没有执行"}} {
		w.No(act.Invalid, "verdicts.1.why", "clerk", access.Clerk, Judge{Verdicts: []Judged{{Clause: "a2", Verdict: "done"}, v}})
	}
	w.No(act.Invalid, "verdicts.0.verdict", "clerk", access.Clerk, Judge{Verdicts: []Judged{{Clause: "a2", Verdict: "good"}}})
	w.Do("clerk", access.Clerk, judged())
	w.Do("clerk2", access.Clerk, judged())
	w.No(act.Forbidden, "", "clerk", access.Clerk, Conclude{})
	w.Do("boss", access.Director, Conclude{})
}

func TestReturnAndWithdraw(t *testing.T) {
	back := Return{Reason: "请补充后再报。", Items: []Again{{Clause: "a2"}, {Clause: "a3", Text: "请附保管室照片。"}}}
	for _, state := range []string{"submitted", "judged"} {
		w := upTo(t, state)
		w.No(act.Invalid, "items", "clerk", access.Clerk, Return{Reason: "请补充后再报。"})
		w.No(act.Invalid, "reason", "clerk", access.Clerk, Return{Reason: "我们收到举报。", Items: back.Items})
		w.Do("clerk", access.Clerk, back)
		if c, ok := w.S.Running("clausecheck.answer"); !ok || c.Due != "2026-04-01" || w.S.Answers[1].Saved != "" || w.S.Answers[0].Saved == "" {
			t.Errorf("%+v", w.S)
		}
		w.Do("liaison", access.Liaison, Reply{Clause: "a3", Answer: "已经补建，照片附后。", Hash: "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", FileName: "照片.jpg"})
		w.No(act.Invalid, "hash", "liaison", access.Liaison, Reply{Clause: "a2", Answer: "同上，见附件。", Hash: "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"})
		w.No(act.Invalid, "answer", "liaison", access.Liaison, Reply{Clause: "a2", Answer: "（2025）明02刑初1号案已经整改。"})
		w.Do("chief", access.Chief, Submit{})
		v := upTo(t, state)
		v.Do("clerk", access.Clerk, back)
		v.No(act.NotNow, "", "chief", access.Chief, Submit{})
		v.Do("clerk", access.Clerk, Withdraw{Reason: "不再需要答复"})
	}
	for _, state := range []string{"asked", "answering"} {
		upTo(t, state).Do("clerk", access.Clerk, Withdraw{Reason: "不再需要答复"})
	}
	w := parts.Start(t)
	for field, change := range map[string]func(*Ask){"measure": func(a *Ask) { a.Needs.Title = "" }, "due": func(a *Ask) { a.Due = "2026-03-01" }, "note": func(a *Ask) { a.Note = "据群众反映" }, "organ": func(a *Ask) { a.Needs.Ours = false }} {
		a := ask()
		change(&a)
		w.No(act.Invalid, field, "clerk", access.Clerk, a)
	}
	for _, change := range []func(*Ask){func(a *Ask) { a.Needs.Clauses = nil }, func(a *Ask) { a.Needs.Pending = "1号" }} {
		a := ask()
		change(&a)
		w.No(act.Invalid, "organ", "clerk", access.Clerk, a)
	}
}

// The walks stand before this.
func TestZTable(t *testing.T) { life.Whole(t); parts.Whole(t) }
