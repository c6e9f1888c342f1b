package problem

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

var every = []act.Act[Problem]{Draft{}, Rewrite{}, AddEvidence{}, RemoveEvidence{}, CheckSource{}, InviteReply{}, Answer{}, Redraft{},
	ProposeConfirm{}, Confirm{}, SendBack{}, Drop{}, Revoke{}, HandOver{}, SignFor{}, Extend{}, Plan{}, CommentPlan{}, NotePlan{}, AddProgress{},
	ClaimDone{}, RejectClaim{}, AssignVerifiers{}, ReplaceVerifier{}, Verify{}, Pass{}, Return{}, Close{}, AssignLookBack{}, LookBackOK{},
	ProposeRecur{}, Recur{}, KeepClosed{}, LongTerm{}, Resume{}, Escalate{}, EscalateCouncil{}}

const why = "经研究并有材料为证"

func draft() Draft {
	return Draft{Title: "办案区讯问录像保存不全", Statement: "2025年抽查的讯问录像中部分没有按规定保存。", Class: "norm.recording", Organ: "gaj",
		Units: []string{"u1"}, Officers: []string{"o1"}, Origin: "case_review", Origins: []Origin{{Kind: "case_review", ID: "r1"}},
		Needs: DraftNeeds{Class: true, Ours: true, Recused: []string{"kin"}}}
}

func evidence(kind string) AddEvidence {
	return AddEvidence{Kind: kind, Grade: "document", Title: "抽查记录", Effective: "2026-01-10", Hash: "h", Source: "c1", CaseNo: "（2025）明0102刑初12号",
		Needs: EvidenceNeeds{Concluded: true, Source: true}}
}

func facts() VerifierNeeds {
	return VerifierNeeds{Least: 2, People: map[string]VerifierFact{"dep": {Name: "代表甲", Deputy: true}, "dep2": {Name: "代表乙", Deputy: true}, "mem": {Name: "委员"},
		"clerk1": {Name: "经办"}, "pol": {Name: "民警", Organ: "gaj"}, "law": {Name: "律师代表", Deputy: true, Conflict: "代理过该单位案件"}, "kin": {Name: "回避人"}}}
}

func (w *way) council(a act.Act[Problem]) *way {
	w.T.Helper()
	w.Body = &act.Body{Name: "council", Minute: "纪要〔2026〕3号", Date: "2026-03-01"}
	w.Do("sec", access.Secretary, a)
	w.Body = nil
	return w
}

func (w *way) today() string { return w.At.Format("2006-01-02") }

func (w *way) plan() Plan {
	return Plan{Measures: []PlanMeasure{{"补建录像保存制度", "张某", "2026-05-10", "制度印发并抽查合格"}, {"更换存储设备", "李某", "2026-05-20", "九十天录像可调阅"}}}
}

// path is the straight way; upTo walks it until the state.
func upTo(t *testing.T, state string) *way {
	t.Helper()
	w := start(t)
	for _, step := range []func(){
		func() { w.Do("clerk1", access.Clerk, draft()); w.Do("clerk1", access.Clerk, evidence("paper")) },
		func() { w.Do("director", access.Director, InviteReply{}) },
		func() {
			w.Do("chief", access.Chief, Answer{Text: "情况基本属实，部分设备老化。"})
			w.Do("liaison", access.Liaison, Answer{For: "o1", Scan: "s", Files: []File{{"设备台账", "h2", "a.pdf"}}})
			w.Do("director", access.Director, ProposeConfirm{Batch: "2026年第一批"})
		},
		func() { w.council(Confirm{}) },
		func() { w.council(HandOver{Term: "3m", Lead: "u1", Needs: HandOverNeeds{Lead: true}}) },
		func() { w.Do("liaison", access.Liaison, SignFor{}) },
		func() { w.Do("chief", access.Chief, w.plan()) },
		func() {
			w.Do("director", access.Director, NotePlan{})
			w.Do("liaison", access.Liaison, AddProgress{Measure: 1, Text: "制度已经印发"})
			w.Do("liaison", access.Liaison, AddProgress{Measure: 2, Text: "设备已经更换"})
		},
		func() { w.Do("chief", access.Chief, ClaimDone{Text: "两项措施均已经完成。"}) },
		func() {
			w.Do("director", access.Director, AssignVerifiers{People: []string{"dep", "mem"}, Needs: facts()})
		},
		func() { w.verdicts("yes yes", "yes yes"); w.Do("clerk2", access.Clerk, Pass{}) },
		func() { w.Do("director", access.Director, Close{}) },
		func() {
			w.Do("director", access.Director, AssignLookBack{People: []string{"dep2"}, Needs: facts()})
			w.Do("dep2", access.Deputy, LookBackOK{Visited: w.today(), Place: "办案区", Note: "录像保存完整"})
		},
	} {
		if w.S.State == state {
			return w
		}
		step()
	}
	w.Is(state)
	return w
}

func (w *way) report(v string) Verify {
	return Verify{Visited: w.today(), Place: "办案区", OnSpot: true, PerMeasure: strings.Fields(v)}
}

func (w *way) verdicts(dep, mem string) {
	w.T.Helper()
	w.Do("dep", access.Deputy, w.report(dep))
	w.Do("mem", access.Member, w.report(mem))
}

func TestStraightThrough(t *testing.T) {
	w := upTo(t, "settled")
	if w.S.NextDue() != 0 || w.S.Number != "明人监问〔2026〕1号" || w.S.Confirmed.Minute != "纪要〔2026〕3号" || w.S.Has("dep", "verifier") || w.S.Has("dep2", "verifier") {
		t.Fatalf("%+v", w.S)
	}
}

type refusal struct {
	kind  act.Kind
	field string
}

func TestDraftRefusals(t *testing.T) {
	for name, edit := range map[string]func(*Draft) refusal{
		"decides": func(d *Draft) refusal {
			d.Statement = "法院应当改判该案，依法判处无罪。"
			return refusal{act.Invalid, "statement"}
		},
		"of a case": func(d *Draft) refusal {
			d.Statement = "（2025）明0102刑初12号案件超过审限。"
			return refusal{act.Invalid, "statement"}
		},
		"case in name": func(d *Draft) refusal {
			d.Title = "(2025)明0102刑初12号超审限"
			return refusal{act.Invalid, "title"}
		},
		"other level": func(d *Draft) refusal { d.Needs.Ours = false; return refusal{act.Invalid, "organ"} },
		"class":       func(d *Draft) refusal { d.Needs.Class = false; return refusal{act.Invalid, "class"} },
		"origin":      func(d *Draft) refusal { d.Origin = "x"; return refusal{act.Invalid, "origin"} },
		"self: kind":  func(d *Draft) refusal { d.Needs.Self.Asked = true; return refusal{act.Invalid, "origin"} },
		"self: case":  func(d *Draft) refusal { d.Needs.Self.Case = true; return refusal{act.Invalid, "origin"} },
		"self: taken": func(d *Draft) refusal { d.Needs.Self.Taken = true; return refusal{act.Invalid, "origin"} },
		"self: early": func(d *Draft) refusal { d.Needs.Self.Early = true; return refusal{act.Invalid, "origin"} },
		"self: other": func(d *Draft) refusal { d.Needs.Self.Other = true; return refusal{act.Invalid, "organ"} },
		"unknown":     func(d *Draft) refusal { d.Needs.Unknown = []string{"u9"}; return refusal{act.Invalid, "units"} },
		"title":       func(d *Draft) refusal { d.Title = "短"; return refusal{act.Invalid, "title"} },
	} {
		t.Run(name, func(t *testing.T) {
			d := draft()
			r := edit(&d)
			start(t).No(r.kind, r.field, "clerk1", access.Clerk, d)
		})
	}
	w := start(t)
	d := draft()
	d.Origin = "self_inspection"
	w.Do("director", access.Follow, d)
	if !w.S.SelfFound || w.S.Matter().Via != "self_inspection" || !w.S.Has("kin", "recused") || w.S.Shown != "" {
		t.Fatalf("%+v", w.S)
	}
}

func TestEvidence(t *testing.T) {
	w := start(t)
	w.Do("clerk1", access.Clerk, draft())
	w.No(act.NotNow, "", "director", access.Director, InviteReply{})
	for field, edit := range map[string]func(*AddEvidence){
		"kind": func(a *AddEvidence) { a.Kind = "" }, "grade": func(a *AddEvidence) { a.Grade = "" }, "title": func(a *AddEvidence) { a.Title = "" },
		"effective": func(a *AddEvidence) { a.Effective = "2026-03-03" }, "hash": func(a *AddEvidence) { a.Hash = "" },
		"case_no": func(a *AddEvidence) { a.Kind, a.Needs.Concluded = "case", false }, "source": func(a *AddEvidence) { a.Kind, a.Source = "clue", "" },
	} {
		a := evidence("paper")
		edit(&a)
		w.No(act.Invalid, field, "clerk1", access.Clerk, a)
	}
	w.Do("clerk1", access.Clerk, evidence("case"))
	w.No(act.Invalid, "evidence", "clerk1", access.Clerk, RemoveEvidence{Evidence: "e9", Reason: why})
	w.No(act.Invalid, "reason", "clerk1", access.Clerk, RemoveEvidence{Evidence: "e1"})
	w.Do("clerk1", access.Clerk, RemoveEvidence{Evidence: "e1", Reason: why})
	if len(w.S.Evidence) != 1 || w.S.Evidence[0].RemovedWhy != why {
		t.Fatal("the entry must stay")
	}
	w.No(act.Invalid, "evidence", "clerk1", access.Clerk, RemoveEvidence{Evidence: "e1", Reason: why})
	w.No(act.NotNow, "", "director", access.Director, InviteReply{})
}

func TestMessageBehindIt(t *testing.T) {
	w := start(t)
	w.Do("clerk1", access.Clerk, draft())
	w.No(act.NotNow, "", "intake", access.Intake, CheckSource{Nothing: true})
	w.Do("clerk1", access.Clerk, evidence("clue"))
	w.No(act.NotNow, "", "director", access.Director, InviteReply{}) // one sealed message alone
	consent := InviteReply{Needs: InviteNeeds{Consent: true}}
	w.No(act.NotNow, "", "director", access.Director, consent) // source not checked
	w.No(act.Invalid, "nothing", "intake", access.Intake, CheckSource{})
	w.No(act.Forbidden, "", "clerk1", access.Intake, CheckSource{Nothing: true})
	w.Do("intake", access.Intake, CheckSource{Nothing: true})
	w.No(act.Invalid, "statement", "clerk1", access.Clerk, Rewrite{Title: "标题不变四字", Statement: "请依法改判该案被告人无罪。"})
	w.Do("clerk1", access.Clerk, Rewrite{Title: "讯问录像保存不全", Statement: "部分讯问录像没有按照规定的期限保存。"})
	w.No(act.NotNow, "", "director", access.Director, consent) // the new text is unchecked
	w.Do("intake", access.Intake, CheckSource{Nothing: true})
	w.No(act.NotNow, "", "director", access.Director, InviteReply{Needs: InviteNeeds{Consent: true, OpenAccusingLeg: true}})
	w.Do("director", access.Director, consent)
	w.Is("replying")
	if w.S.Shown != "gaj" || len(w.S.Former) != 1 {
		t.Fatalf("%+v", w.S)
	}
	w.Do("liaison", access.Liaison, Answer{Scan: "s", Files: []File{{"设备台账", "h2", "a.pdf"}}})
	w.Do("clerk1", access.Clerk, Redraft{Reason: why})
	w.No(act.NotNow, "", "director", access.Director, InviteReply{}) // the organ's own paper is no support
	two := start(t)
	two.Do("clerk1", access.Clerk, draft())
	two.Do("clerk1", access.Clerk, evidence("clue"))
	two.Do("clerk1", access.Clerk, evidence("site"))
	two.Do("intake", access.Intake, CheckSource{Nothing: true})
	two.Do("director", access.Director, InviteReply{}) // independent evidence
	m := two.S.Matter()
	if m.Via != "" || m.Parent != "" || strings.Contains(m.Words, "c1") || slices.Contains(m.Named, "c1") {
		t.Fatalf("the organ's list shows the origin: %+v", m)
	}
}

func TestRightOfReply(t *testing.T) {
	w := upTo(t, "replying")
	if c, ok := w.S.Running("problem.reply"); !ok || c.Due != "2026-03-16" {
		t.Fatalf("10 working days: %+v", c)
	}
	w.No(act.NotNow, "", "director", access.Director, ProposeConfirm{})
	w.No(act.Invalid, "for", "chief", access.Chief, Answer{For: "o9", Text: "意见"})
	w.No(act.Invalid, "text", "chief", access.Chief, Answer{})
	w.No(act.Invalid, "scan", "liaison", access.Liaison, Answer{Text: "代报意见"})
	w.No(act.Invalid, "files", "chief", access.Chief, Answer{Text: "有附件", Files: []File{{}}})
	w.Do("chief", access.Chief, Answer{Text: "情况不实"})
	w.No(act.NotNow, "", "director", access.Director, ProposeConfirm{}) // the officer has not replied
	w.No(act.Invalid, "reason", "clerk1", access.Clerk, Redraft{})
	w.Do("clerk1", access.Clerk, Redraft{Reason: why})
	if w.S.Shown != "" || len(w.S.Replies) != 1 {
		t.Fatalf("%+v", w.S)
	}
	w.Do("director", access.Director, InviteReply{})
	w.Days(30)
	w.No(act.Forbidden, "", "clerk1", access.Director, ProposeConfirm{})
	w.Do("director", access.Director, ProposeConfirm{}) // the term has run
}

func TestCouncilOnly(t *testing.T) {
	w := upTo(t, "proposed")
	w.No(act.Invalid, "minute", "sec", access.Secretary, Confirm{})
	w.Body = &act.Body{Name: "council", Minute: "纪要1", Date: "2026-03-01"}
	w.No(act.Forbidden, "", "clerk1", access.Clerk, Confirm{})
	w.No(act.Forbidden, "", "director", access.Secretary, Confirm{})
	w.No(act.Invalid, "reason", "sec", access.Secretary, SendBack{})
	w.No(act.Invalid, "reason", "sec", access.Secretary, Drop{})
	w.council(SendBack{Reason: why}).Is("replying")
	w.Do("director", access.Director, ProposeConfirm{})
	w.council(Drop{Reason: why}).Is("dropped")
	if w.S.Ended.Minute == "" {
		t.Fatal("the council's minute is not kept")
	}
	for _, s := range []string{"drafted", "replying"} {
		d := upTo(t, s)
		d.Do("director", access.Director, Drop{Reason: why})
		d.Is("dropped")
	}
	for _, s := range []string{"confirmed", "handed", "signed", "planned", "rectifying"} {
		d := upTo(t, s)
		d.council(Revoke{Reason: why}).Is("revoked")
		if d.S.NextDue() != 0 {
			t.Error("clocks run on after revocation")
		}
	}
}

func TestHandOverAndPlan(t *testing.T) {
	w := upTo(t, "confirmed")
	w.Body = &act.Body{Minute: "纪要2", Date: "2026-03-01"}
	w.No(act.Invalid, "term", "sec", access.Secretary, HandOver{Term: "soon", Needs: HandOverNeeds{Lead: true}})
	w.No(act.Invalid, "lead", "sec", access.Secretary, HandOver{Term: "3m"})
	w = upTo(t, "signed")
	if c, ok := w.S.Running("problem.rectify"); !ok || c.Due != "2026-06-02" {
		t.Fatalf("the council's three months: %+v", c)
	}
	bad := w.plan()
	bad.Measures[0].Milestone = "2026-07-01"
	w.No(act.Invalid, "measures.0.milestone", "chief", access.Chief, bad)
	bad = w.plan()
	bad.Measures[1].Success = ""
	w.No(act.Invalid, "measures.1.success", "chief", access.Chief, bad)
	w.No(act.Invalid, "measures", "chief", access.Chief, Plan{})
	w.No(act.Invalid, "scan", "liaison", access.Liaison, w.plan())
	w.council(Extend{Term: "30d", Reason: why})
	w.Do("chief", access.Chief, w.plan())
	w.council(Extend{Term: "30d", Reason: why})
	w.No(act.Invalid, "text", "clerk1", access.Clerk, CommentPlan{Text: "应当对该案改判"})
	w.Do("clerk1", access.Clerk, CommentPlan{Text: "请补充责任人的分工"})
	w.Is("signed")
	w.Do("chief", access.Chief, w.plan())
	w.Do("director", access.Director, NotePlan{})
	w.No(act.Invalid, "measure", "liaison", access.Liaison, AddProgress{Measure: 3, Text: "没有这一项"})
	w.No(act.Invalid, "text", "liaison", access.Liaison, AddProgress{Measure: 1})
	w.No(act.NotNow, "", "chief", access.Chief, ClaimDone{Text: "两项措施均已经完成。"})
	w.No(act.Invalid, "minute", "sec", access.Secretary, Extend{Term: "30d", Reason: why})
	before, _ := w.S.Running("problem.rectify")
	w.council(Extend{Term: "30d", Reason: why})
	after, _ := w.S.Running("problem.rectify")
	if after.Due <= before.Due || len(after.Extend) != 3 || after.Extend[0].By != "纪要〔2026〕3号" {
		t.Fatalf("%+v", after)
	}
	w.Body = &act.Body{Minute: "纪要2", Date: "2026-03-01"}
	w.No(act.Invalid, "term", "sec", access.Secretary, Extend{Term: "x", Reason: why})
	w.No(act.Invalid, "reason", "sec", access.Secretary, Extend{Term: "9d"})
}

func TestClaimIsOnlyAClaim(t *testing.T) {
	w := upTo(t, "rectifying")
	w.No(act.Invalid, "text", "chief", access.Chief, ClaimDone{})
	w.No(act.Invalid, "scan", "liaison", access.Liaison, ClaimDone{Text: "两项措施均已经完成。"})
	w = upTo(t, "claimed")
	if _, runs := w.S.Running("problem.rectify"); runs {
		t.Fatal("a claim in time meets the term")
	}
	w.No(act.Invalid, "reason", "clerk1", access.Clerk, RejectClaim{})
	w.Do("clerk1", access.Clerk, RejectClaim{Reason: why})
	if _, runs := w.S.Running("problem.rectify"); !runs {
		t.Fatal("the term runs on when the claim is sent back")
	}
	w.Do("chief", access.Chief, ClaimDone{Text: "两项措施均已经完成。"})
	for name, people := range map[string][]string{"one": {"dep"}, "same twice": {"dep", "dep"}, "no deputy": {"mem", "x1"}, "of the organ": {"dep", "pol"},
		"conflict": {"law", "mem"}, "drafter": {"dep", "clerk1"}, "recused": {"dep", "kin"}, "unknown": {"dep", "nobody"}} {
		t.Log(name)
		w.No(act.Invalid, "people", "director", access.Director, AssignVerifiers{People: people, Needs: facts()})
	}
}

func TestVerification(t *testing.T) {
	w := upTo(t, "verifying")
	w.No(act.Forbidden, "", "clerk3", access.Clerk, w.report("yes yes"))
	w.No(act.Invalid, "per_measure", "dep", access.Deputy, w.report("yes"))
	w.No(act.Invalid, "per_measure.0", "dep", access.Deputy, w.report("maybe yes"))
	away := w.report("yes yes")
	away.OnSpot, away.Visited, away.Place = false, "2026-02-01", ""
	for _, f := range []string{"on_spot", "visited", "place"} {
		w.No(act.Invalid, f, "dep", access.Deputy, away)
	}
	w.No(act.NotNow, "", "clerk2", access.Clerk, Pass{})
	w.No(act.Invalid, "with", "director", access.Director, ReplaceVerifier{Person: "dep", With: "clerk2", Reason: why, Needs: VerifierNeeds{People: map[string]VerifierFact{"clerk2": {}}}})
	w.No(act.Invalid, "person", "director", access.Director, ReplaceVerifier{Person: "nobody", With: "dep2", Reason: why, Needs: facts()})
	w.Do("director", access.Director, ReplaceVerifier{Person: "dep", With: "dep2", Reason: why, Needs: facts()})
	w.No(act.Forbidden, "", "dep", access.Deputy, w.report("yes yes"))
	w.Do("dep2", access.Deputy, w.report("yes no"))
	w.No(act.NotNow, "", "dep2", access.Deputy, w.report("yes yes"))
	w.No(act.Invalid, "person", "director", access.Director, ReplaceVerifier{Person: "dep2", With: "dep", Reason: why, Needs: facts()})
	w.No(act.NotNow, "", "clerk2", access.Clerk, Return{Reason: why, Needs: ReturnNeeds{3}})
	w.Do("mem", access.Member, w.report("yes yes"))
	w.No(act.NotNow, "", "director", access.Director, Pass{Reason: why}) // a no cannot be passed
	w.No(act.Forbidden, "", "mem", access.Clerk, Return{Reason: why, Needs: ReturnNeeds{3}})
	w.No(act.Invalid, "reason", "clerk2", access.Clerk, Return{Needs: ReturnNeeds{3}})
	w.Do("clerk2", access.Clerk, Return{Reason: why, Needs: ReturnNeeds{3}})
	w.Is("rectifying")
	if w.S.Has("mem", "verifier") || w.S.Ladder != "" {
		t.Fatalf("%+v", w.S)
	}
	for range 2 {
		w.Do("chief", access.Chief, ClaimDone{Text: "再次整改已经完成。"})
		w.Do("director", access.Director, AssignVerifiers{People: []string{"dep", "mem"}, Needs: facts()})
		w.verdicts("yes partly", "yes yes")
		w.No(act.Forbidden, "", "clerk2", access.Clerk, Return{Reason: why, Needs: ReturnNeeds{3}})
		w.No(act.Forbidden, "", "clerk2", access.Clerk, Pass{Reason: why})
		w.No(act.Invalid, "reason", "director", access.Director, Pass{})
		w.Do("director", access.Director, Return{Reason: why, Needs: ReturnNeeds{3}})
	}
	if w.S.Ladder != "returns" || w.S.Returned != 3 {
		t.Fatalf("the third return proposes the ladder: %d %q", w.S.Returned, w.S.Ladder)
	}
	w.Do("chief", access.Chief, ClaimDone{Text: "再次整改已经完成。"})
	w.Do("director", access.Director, AssignVerifiers{People: []string{"dep", "mem"}, Needs: facts()})
	d := w.report("yes yes")
	d.Dissent = "设备还没有正式验收"
	w.Do("dep", access.Deputy, d)
	w.Do("mem", access.Member, w.report("yes yes"))
	w.Do("director", access.Director, Pass{Reason: why})
	w.No(act.Forbidden, "", "dep2", access.Director, Close{}) // verified in an earlier round
	w.No(act.Forbidden, "", "clerk1", access.Director, Close{})

	c := upTo(t, "verifying")
	c.verdicts("yes yes", "yes yes")
	c.No(act.NotNow, "", "director", access.Director, Return{Reason: why, Needs: ReturnNeeds{3}})
}

func TestLookBackAndRecurrence(t *testing.T) {
	w := upTo(t, "closed")
	if _, ok := w.S.Running("problem.look_back"); !ok {
		t.Fatal("no look-back clock")
	}
	w.No(act.Invalid, "people", "director", access.Director, AssignLookBack{Needs: facts()})
	w.No(act.Invalid, "people", "director", access.Director, AssignLookBack{People: []string{"dep"}, Needs: facts()})
	w.No(act.Forbidden, "", "dep2", access.Deputy, LookBackOK{Visited: w.today(), Place: "办案区", Note: "录像保存完整"})
	w.Do("director", access.Director, AssignLookBack{People: []string{"dep2"}, Needs: facts()})
	w.No(act.Invalid, "note", "dep2", access.Deputy, LookBackOK{Visited: w.today(), Place: "办案区"})
	for _, state := range []string{"closed", "settled"} {
		w := upTo(t, state)
		w.Body = &act.Body{Minute: "纪要4", Date: "2026-03-01"}
		w.No(act.NotNow, "", "sec", access.Secretary, Recur{})
		w.No(act.NotNow, "", "sec", access.Secretary, KeepClosed{Reason: why})
		w.No(act.Invalid, "evidence", "director", access.Director, ProposeRecur{Reason: why})
		w.No(act.Invalid, "evidence", "director", access.Director, ProposeRecur{Reason: why, Evidence: []AddEvidence{evidence("clue")}})
		w.No(act.Invalid, "case_no", "director", access.Director, ProposeRecur{Reason: why, Evidence: []AddEvidence{evidence("case")}})
		again := ProposeRecur{Reason: why, Evidence: []AddEvidence{evidence("site")}}
		w.Do("director", access.Director, again)
		w.No(act.NotNow, "", "director", access.Director, again)
		w.No(act.Forbidden, "", "director", access.Secretary, Recur{})
		w.council(KeepClosed{Reason: why}).Is(state)
		w.Do("director", access.Director, again)
		w.council(Recur{}).Is("confirmed")
		r := w.S.Recurrences
		if len(r) != 1 || len(r[0].Evidence) != 1 || len(r[0].Measures) != 2 || w.S.Ladder != "recurrence" || w.S.Measures != nil || w.S.NextDue() != 0 {
			t.Fatalf("%+v", w.S)
		}
	}
}

func TestLongTerm(t *testing.T) {
	w := upTo(t, "rectifying")
	lt := LongTerm{Review: "2026-12-01", Term: "90d", Reason: why}
	w.Body = &act.Body{Minute: "纪要5", Date: "2026-03-01"}
	for field, edit := range map[string]func(*LongTerm){"review": func(l *LongTerm) { l.Review = "2026-03-02" }, "term": func(l *LongTerm) { l.Term = "" }, "reason": func(l *LongTerm) { l.Reason = "" }} {
		x := lt
		edit(&x)
		w.No(act.Invalid, field, "sec", access.Secretary, x)
	}
	w.council(lt).Is("long_term")
	w.Do("liaison", access.Liaison, AddProgress{Measure: 1, Text: "逐年推进之中"})
	w.No(act.NotNow, "", "director", access.Director, Resume{})
	w.Days(300)
	w.Do("director", access.Director, Resume{})
	if _, ok := w.S.Running("problem.rectify"); !ok || w.S.Review != "" {
		t.Fatalf("%+v", w.S)
	}
}

func TestLadder(t *testing.T) {
	w := upTo(t, "confirmed")
	w.No(act.NotNow, "", "director", access.Director, Escalate{Rung: "reminder", Text: "请注意期限"})
	w.Do("director", access.Director, Escalate{Rung: "work_request", Text: "商请了解有关情况"})
	for _, s := range ladder {
		var w *way
		if s == "long_term" {
			w = upTo(t, "rectifying").council(LongTerm{Review: "2026-12-01", Term: "90d", Reason: why})
		} else {
			w = upTo(t, s)
		}
		w.No(act.NotNow, "", "director", access.Director, Escalate{Rung: "hearing", Text: "听取情况说明"})
		w.No(act.Invalid, "rung", "director", access.Director, Escalate{Rung: "council", Text: "听取情况说明"})
		w.No(act.Invalid, "text", "director", access.Director, Escalate{Rung: "reminder", Text: "请尽快释放在押人员"})
		w.Body = &act.Body{Minute: "纪要6", Date: "2026-03-01"}
		w.No(act.NotNow, "", "sec", access.Secretary, EscalateCouncil{Text: "研究监督方式"})
		w.No(act.Invalid, "instrument", "sec", access.Secretary, EscalateCouncil{Text: "研究监督方式", Instrument: "removal_of_judge"})
		for _, r := range []string{"reminder", "work_request", "hearing"} {
			w.Do("director", access.Director, Escalate{Rung: r, Text: "请说明整改进展"})
		}
		w.council(EscalateCouncil{Text: "建议开展专题询问", Instrument: "special_inquiry"})
		if w.S.State != s || len(w.S.Escalations) != 4 {
			t.Fatalf("%+v", w.S.Escalations)
		}
	}
}

// The organ's side reads its own text and evidence, never the source.
func TestForOrgan(t *testing.T) {
	p := upTo(t, "verifying").S
	p.Origins, p.Origin, p.Former = []Origin{{Kind: "clue", ID: "secret-clue"}}, "secret-origin", []string{"secret-former"}
	p.Evidence = append(p.Evidence, Evidence{ID: "e8", Kind: "clue", Title: "secret-title", Source: "secret-source"}, Evidence{ID: "e9", Kind: "site", Title: "现场", Source: "secret-lead"})
	p.Join("secret-kin", "recused")
	p.Reports = append(p.Reports, Report{Round: p.Round, Note: "secret-report"})
	p.Pending = Recurrence{Reason: "secret-pending"}
	j, _ := json.Marshal(p.ForOrgan())
	if s := string(j); strings.Contains(s, "secret") || !strings.Contains(s, "抽查记录") || !strings.Contains(s, "现场") {
		t.Fatal(s)
	}
	p.State = "rectifying"
	if r := p.ForOrgan().Reports; len(r) != 1 {
		t.Fatal("a decided round is shown")
	}
	if len(p.Origins) != 1 || !p.Has("secret-kin", "recused") {
		t.Fatal("the problem itself was changed")
	}
}
