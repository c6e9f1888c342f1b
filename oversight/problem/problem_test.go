package problem

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

type subject = Problem

var every = []act.Act[Problem]{Draft{}, Rewrite{}, AddEvidence{}, RemoveEvidence{}, CheckSource{}, InviteReply{}, Answer{}, Redraft{},
	ProposeConfirm{}, Confirm{}, SendBack{}, Drop{}, Revoke{}, HandOver{}, SignFor{}, Extend{}, Plan{}, CommentPlan{}, NotePlan{}, AddProgress{},
	ClaimDone{}, RejectClaim{}, AssignVerifiers{}, ReplaceVerifier{}, Verify{}, Pass{}, Return{}, Close{}, AssignLookBack{}, LookBackOK{},
	ProposeRecur{}, Recur{}, KeepClosed{}, LongTerm{}, Resume{}, Escalate{}, EscalateCouncil{}}

const why = "经研究并有材料为证"

func draft() Draft {
	return Draft{Title: "办案区讯问录像保存不全", Statement: "2025年抽查的讯问录像中部分没有按规定保存。", Class: "norm.recording", Organ: "gaj",
		Units: []string{"u1"}, Officers: []string{"o1"}, Origin: "case_review", Origins: []Origin{{"case_review", "r1"}},
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

func (w *walk) council(a act.Act[Problem]) *walk {
	w.t.Helper()
	w.body = &act.Body{Name: "council", Minute: "纪要〔2026〕3号", Date: "2026-03-01"}
	w.do("sec", access.Secretary, a)
	w.body = nil
	return w
}

func (w *walk) today() string { return w.at.Format("2006-01-02") }

func (w *walk) plan() Plan {
	return Plan{Measures: []PlanMeasure{{"补建录像保存制度", "张某", "2026-05-10", "制度印发并抽查合格"}, {"更换存储设备", "李某", "2026-05-20", "九十天录像可调阅"}}}
}

// path is the straight way; upTo walks it until the state.
func upTo(t *testing.T, state string) *walk {
	t.Helper()
	w := start(t)
	for _, step := range []func(){
		func() { w.do("clerk1", access.Clerk, draft()); w.do("clerk1", access.Clerk, evidence("paper")) },
		func() { w.do("director", access.Director, InviteReply{}) },
		func() {
			w.do("chief", access.Chief, Answer{Text: "情况基本属实，部分设备老化。"})
			w.do("liaison", access.Liaison, Answer{For: "o1", Scan: "s", Files: []File{{"设备台账", "h2", "a.pdf"}}})
			w.do("director", access.Director, ProposeConfirm{Batch: "2026年第一批"})
		},
		func() { w.council(Confirm{}) },
		func() { w.council(HandOver{Term: "3m", Lead: "u1", Needs: HandOverNeeds{Lead: true}}) },
		func() { w.do("liaison", access.Liaison, SignFor{}) },
		func() { w.do("chief", access.Chief, w.plan()) },
		func() {
			w.do("director", access.Director, NotePlan{})
			w.do("liaison", access.Liaison, AddProgress{Measure: 1, Text: "制度已经印发"})
			w.do("liaison", access.Liaison, AddProgress{Measure: 2, Text: "设备已经更换"})
		},
		func() { w.do("chief", access.Chief, ClaimDone{Text: "两项措施均已经完成。"}) },
		func() {
			w.do("director", access.Director, AssignVerifiers{People: []string{"dep", "mem"}, Needs: facts()})
		},
		func() { w.verdicts("yes yes", "yes yes"); w.do("clerk2", access.Clerk, Pass{}) },
		func() { w.do("director", access.Director, Close{}) },
		func() {
			w.do("director", access.Director, AssignLookBack{People: []string{"dep2"}, Needs: facts()})
			w.do("dep2", access.Deputy, LookBackOK{Visited: w.today(), Place: "办案区", Note: "录像保存完整"})
		},
	} {
		if w.s.State == state {
			return w
		}
		step()
	}
	w.is(state)
	return w
}

func (w *walk) report(v string) Verify {
	return Verify{Visited: w.today(), Place: "办案区", OnSpot: true, PerMeasure: strings.Fields(v)}
}

func (w *walk) verdicts(dep, mem string) {
	w.t.Helper()
	w.do("dep", access.Deputy, w.report(dep))
	w.do("mem", access.Member, w.report(mem))
}

func TestStraightThrough(t *testing.T) {
	w := upTo(t, "settled")
	if w.s.NextDue() != 0 || w.s.Number != "明人监问〔2026〕1号" || w.s.Confirmed.Minute != "纪要〔2026〕3号" || w.s.Has("dep", "verifier") || w.s.Has("dep2", "verifier") {
		t.Fatalf("%+v", w.s)
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
		"unknown":     func(d *Draft) refusal { d.Needs.Unknown = []string{"u9"}; return refusal{act.Invalid, "units"} },
		"title":       func(d *Draft) refusal { d.Title = "短"; return refusal{act.Invalid, "title"} },
	} {
		t.Run(name, func(t *testing.T) {
			d := draft()
			r := edit(&d)
			start(t).no(r.kind, r.field, "clerk1", access.Clerk, d)
		})
	}
	w := start(t)
	d := draft()
	d.Origin = "self_inspection"
	w.do("director", access.Follow, d)
	if !w.s.SelfFound || w.s.Matter().Via != "self_inspection" || !w.s.Has("kin", "recused") || w.s.Shown != "" {
		t.Fatalf("%+v", w.s)
	}
}

func TestEvidence(t *testing.T) {
	w := start(t)
	w.do("clerk1", access.Clerk, draft())
	w.no(act.NotNow, "", "director", access.Director, InviteReply{})
	for field, edit := range map[string]func(*AddEvidence){
		"kind": func(a *AddEvidence) { a.Kind = "" }, "grade": func(a *AddEvidence) { a.Grade = "" }, "title": func(a *AddEvidence) { a.Title = "" },
		"effective": func(a *AddEvidence) { a.Effective = "2026-03-03" }, "hash": func(a *AddEvidence) { a.Hash = "" },
		"case_no": func(a *AddEvidence) { a.Kind, a.Needs.Concluded = "case", false }, "source": func(a *AddEvidence) { a.Kind, a.Source = "clue", "" },
	} {
		a := evidence("paper")
		edit(&a)
		w.no(act.Invalid, field, "clerk1", access.Clerk, a)
	}
	w.do("clerk1", access.Clerk, evidence("case"))
	w.no(act.Invalid, "evidence", "clerk1", access.Clerk, RemoveEvidence{Evidence: "e9", Reason: why})
	w.no(act.Invalid, "reason", "clerk1", access.Clerk, RemoveEvidence{Evidence: "e1"})
	w.do("clerk1", access.Clerk, RemoveEvidence{Evidence: "e1", Reason: why})
	if len(w.s.Evidence) != 1 || w.s.Evidence[0].RemovedWhy != why {
		t.Fatal("the entry must stay")
	}
	w.no(act.Invalid, "evidence", "clerk1", access.Clerk, RemoveEvidence{Evidence: "e1", Reason: why})
	w.no(act.NotNow, "", "director", access.Director, InviteReply{})
}

func TestMessageBehindIt(t *testing.T) {
	w := start(t)
	w.do("clerk1", access.Clerk, draft())
	w.no(act.NotNow, "", "intake", access.Intake, CheckSource{Nothing: true})
	w.do("clerk1", access.Clerk, evidence("clue"))
	w.no(act.NotNow, "", "director", access.Director, InviteReply{}) // one sealed message alone
	consent := InviteReply{Needs: InviteNeeds{Consent: true}}
	w.no(act.NotNow, "", "director", access.Director, consent) // source not checked
	w.no(act.Invalid, "nothing", "intake", access.Intake, CheckSource{})
	w.no(act.Forbidden, "", "clerk1", access.Intake, CheckSource{Nothing: true})
	w.do("intake", access.Intake, CheckSource{Nothing: true})
	w.no(act.Invalid, "statement", "clerk1", access.Clerk, Rewrite{Title: "标题不变四字", Statement: "请依法改判该案被告人无罪。"})
	w.do("clerk1", access.Clerk, Rewrite{Title: "讯问录像保存不全", Statement: "部分讯问录像没有按照规定的期限保存。"})
	w.no(act.NotNow, "", "director", access.Director, consent) // the new text is unchecked
	w.do("intake", access.Intake, CheckSource{Nothing: true})
	w.no(act.NotNow, "", "director", access.Director, InviteReply{Needs: InviteNeeds{Consent: true, OpenAccusingLeg: true}})
	w.do("director", access.Director, consent)
	w.is("replying")
	if w.s.Shown != "gaj" || len(w.s.Former) != 1 {
		t.Fatalf("%+v", w.s)
	}
	w.do("liaison", access.Liaison, Answer{Scan: "s", Files: []File{{"设备台账", "h2", "a.pdf"}}})
	w.do("clerk1", access.Clerk, Redraft{Reason: why})
	w.no(act.NotNow, "", "director", access.Director, InviteReply{}) // the organ's own paper is no support
	two := start(t)
	two.do("clerk1", access.Clerk, draft())
	two.do("clerk1", access.Clerk, evidence("clue"))
	two.do("clerk1", access.Clerk, evidence("site"))
	two.do("intake", access.Intake, CheckSource{Nothing: true})
	two.do("director", access.Director, InviteReply{}) // independent evidence
	m := two.s.Matter()
	if m.Via != "" || m.Parent != "" || strings.Contains(m.Words, "c1") || slices.Contains(m.Named, "c1") {
		t.Fatalf("the organ's list shows the origin: %+v", m)
	}
}

func TestRightOfReply(t *testing.T) {
	w := upTo(t, "replying")
	if c, ok := w.s.Running("problem.reply"); !ok || c.Due != "2026-03-16" {
		t.Fatalf("10 working days: %+v", c)
	}
	w.no(act.NotNow, "", "director", access.Director, ProposeConfirm{})
	w.no(act.Invalid, "for", "chief", access.Chief, Answer{For: "o9", Text: "意见"})
	w.no(act.Invalid, "text", "chief", access.Chief, Answer{})
	w.no(act.Invalid, "scan", "liaison", access.Liaison, Answer{Text: "代报意见"})
	w.no(act.Invalid, "files", "chief", access.Chief, Answer{Text: "有附件", Files: []File{{}}})
	w.do("chief", access.Chief, Answer{Text: "情况不实"})
	w.no(act.NotNow, "", "director", access.Director, ProposeConfirm{}) // the officer has not replied
	w.no(act.Invalid, "reason", "clerk1", access.Clerk, Redraft{})
	w.do("clerk1", access.Clerk, Redraft{Reason: why})
	if w.s.Shown != "" || len(w.s.Replies) != 1 {
		t.Fatalf("%+v", w.s)
	}
	w.do("director", access.Director, InviteReply{})
	w.days(30)
	w.no(act.Forbidden, "", "clerk1", access.Director, ProposeConfirm{})
	w.do("director", access.Director, ProposeConfirm{}) // the term has run
}

func TestCouncilOnly(t *testing.T) {
	w := upTo(t, "proposed")
	w.no(act.Invalid, "minute", "sec", access.Secretary, Confirm{})
	w.body = &act.Body{Name: "council", Minute: "纪要1", Date: "2026-03-01"}
	w.no(act.Forbidden, "", "clerk1", access.Clerk, Confirm{})
	w.no(act.Forbidden, "", "director", access.Secretary, Confirm{})
	w.no(act.Invalid, "reason", "sec", access.Secretary, SendBack{})
	w.no(act.Invalid, "reason", "sec", access.Secretary, Drop{})
	w.council(SendBack{Reason: why}).is("replying")
	w.do("director", access.Director, ProposeConfirm{})
	w.council(Drop{Reason: why}).is("dropped")
	if w.s.Ended.Minute == "" {
		t.Fatal("the council's minute is not kept")
	}
	for _, s := range []string{"drafted", "replying"} {
		d := upTo(t, s)
		d.do("director", access.Director, Drop{Reason: why})
		d.is("dropped")
	}
	for _, s := range []string{"confirmed", "handed", "signed", "planned", "rectifying"} {
		d := upTo(t, s)
		d.council(Revoke{Reason: why}).is("revoked")
		if d.s.NextDue() != 0 {
			t.Error("clocks run on after revocation")
		}
	}
}

func TestHandOverAndPlan(t *testing.T) {
	w := upTo(t, "confirmed")
	w.body = &act.Body{Minute: "纪要2", Date: "2026-03-01"}
	w.no(act.Invalid, "term", "sec", access.Secretary, HandOver{Term: "soon", Needs: HandOverNeeds{Lead: true}})
	w.no(act.Invalid, "lead", "sec", access.Secretary, HandOver{Term: "3m"})
	w = upTo(t, "signed")
	if c, ok := w.s.Running("problem.rectify"); !ok || c.Due != "2026-06-02" {
		t.Fatalf("the council's three months: %+v", c)
	}
	bad := w.plan()
	bad.Measures[0].Milestone = "2026-07-01"
	w.no(act.Invalid, "measures.0.milestone", "chief", access.Chief, bad)
	bad = w.plan()
	bad.Measures[1].Success = ""
	w.no(act.Invalid, "measures.1.success", "chief", access.Chief, bad)
	w.no(act.Invalid, "measures", "chief", access.Chief, Plan{})
	w.no(act.Invalid, "scan", "liaison", access.Liaison, w.plan())
	w.council(Extend{Term: "30d", Reason: why})
	w.do("chief", access.Chief, w.plan())
	w.council(Extend{Term: "30d", Reason: why})
	w.no(act.Invalid, "text", "clerk1", access.Clerk, CommentPlan{Text: "应当对该案改判"})
	w.do("clerk1", access.Clerk, CommentPlan{Text: "请补充责任人的分工"})
	w.is("signed")
	w.do("chief", access.Chief, w.plan())
	w.do("director", access.Director, NotePlan{})
	w.no(act.Invalid, "measure", "liaison", access.Liaison, AddProgress{Measure: 3, Text: "没有这一项"})
	w.no(act.Invalid, "text", "liaison", access.Liaison, AddProgress{Measure: 1})
	w.no(act.NotNow, "", "chief", access.Chief, ClaimDone{Text: "两项措施均已经完成。"})
	w.no(act.Invalid, "minute", "sec", access.Secretary, Extend{Term: "30d", Reason: why})
	before, _ := w.s.Running("problem.rectify")
	w.council(Extend{Term: "30d", Reason: why})
	after, _ := w.s.Running("problem.rectify")
	if after.Due <= before.Due || len(after.Extend) != 3 || after.Extend[0].By != "纪要〔2026〕3号" {
		t.Fatalf("%+v", after)
	}
	w.body = &act.Body{Minute: "纪要2", Date: "2026-03-01"}
	w.no(act.Invalid, "term", "sec", access.Secretary, Extend{Term: "x", Reason: why})
	w.no(act.Invalid, "reason", "sec", access.Secretary, Extend{Term: "9d"})
}

func TestClaimIsOnlyAClaim(t *testing.T) {
	w := upTo(t, "rectifying")
	w.no(act.Invalid, "text", "chief", access.Chief, ClaimDone{})
	w.no(act.Invalid, "scan", "liaison", access.Liaison, ClaimDone{Text: "两项措施均已经完成。"})
	w = upTo(t, "claimed")
	if _, runs := w.s.Running("problem.rectify"); runs {
		t.Fatal("a claim in time meets the term")
	}
	w.no(act.Invalid, "reason", "clerk1", access.Clerk, RejectClaim{})
	w.do("clerk1", access.Clerk, RejectClaim{Reason: why})
	if _, runs := w.s.Running("problem.rectify"); !runs {
		t.Fatal("the term runs on when the claim is sent back")
	}
	w.do("chief", access.Chief, ClaimDone{Text: "两项措施均已经完成。"})
	for name, people := range map[string][]string{"one": {"dep"}, "same twice": {"dep", "dep"}, "no deputy": {"mem", "x1"}, "of the organ": {"dep", "pol"},
		"conflict": {"law", "mem"}, "drafter": {"dep", "clerk1"}, "recused": {"dep", "kin"}, "unknown": {"dep", "nobody"}} {
		t.Log(name)
		w.no(act.Invalid, "people", "director", access.Director, AssignVerifiers{People: people, Needs: facts()})
	}
}

func TestVerification(t *testing.T) {
	w := upTo(t, "verifying")
	w.no(act.Forbidden, "", "clerk3", access.Clerk, w.report("yes yes"))
	w.no(act.Invalid, "per_measure", "dep", access.Deputy, w.report("yes"))
	w.no(act.Invalid, "per_measure.0", "dep", access.Deputy, w.report("maybe yes"))
	away := w.report("yes yes")
	away.OnSpot, away.Visited, away.Place = false, "2026-02-01", ""
	for _, f := range []string{"on_spot", "visited", "place"} {
		w.no(act.Invalid, f, "dep", access.Deputy, away)
	}
	w.no(act.NotNow, "", "clerk2", access.Clerk, Pass{})
	w.no(act.Invalid, "with", "director", access.Director, ReplaceVerifier{Person: "dep", With: "clerk2", Reason: why, Needs: VerifierNeeds{People: map[string]VerifierFact{"clerk2": {}}}})
	w.no(act.Invalid, "person", "director", access.Director, ReplaceVerifier{Person: "nobody", With: "dep2", Reason: why, Needs: facts()})
	w.do("director", access.Director, ReplaceVerifier{Person: "dep", With: "dep2", Reason: why, Needs: facts()})
	w.no(act.Forbidden, "", "dep", access.Deputy, w.report("yes yes"))
	w.do("dep2", access.Deputy, w.report("yes no"))
	w.no(act.NotNow, "", "dep2", access.Deputy, w.report("yes yes"))
	w.no(act.Invalid, "person", "director", access.Director, ReplaceVerifier{Person: "dep2", With: "dep", Reason: why, Needs: facts()})
	w.no(act.NotNow, "", "clerk2", access.Clerk, Return{Reason: why, Needs: ReturnNeeds{3}})
	w.do("mem", access.Member, w.report("yes yes"))
	w.no(act.NotNow, "", "director", access.Director, Pass{Reason: why}) // a no cannot be passed
	w.no(act.Forbidden, "", "mem", access.Clerk, Return{Reason: why, Needs: ReturnNeeds{3}})
	w.no(act.Invalid, "reason", "clerk2", access.Clerk, Return{Needs: ReturnNeeds{3}})
	w.do("clerk2", access.Clerk, Return{Reason: why, Needs: ReturnNeeds{3}})
	w.is("rectifying")
	if w.s.Has("mem", "verifier") || w.s.Ladder != "" {
		t.Fatalf("%+v", w.s)
	}
	for range 2 {
		w.do("chief", access.Chief, ClaimDone{Text: "再次整改已经完成。"})
		w.do("director", access.Director, AssignVerifiers{People: []string{"dep", "mem"}, Needs: facts()})
		w.verdicts("yes partly", "yes yes")
		w.no(act.Forbidden, "", "clerk2", access.Clerk, Return{Reason: why, Needs: ReturnNeeds{3}})
		w.no(act.Forbidden, "", "clerk2", access.Clerk, Pass{Reason: why})
		w.no(act.Invalid, "reason", "director", access.Director, Pass{})
		w.do("director", access.Director, Return{Reason: why, Needs: ReturnNeeds{3}})
	}
	if w.s.Ladder != "returns" || w.s.Returned != 3 {
		t.Fatalf("the third return proposes the ladder: %d %q", w.s.Returned, w.s.Ladder)
	}
	w.do("chief", access.Chief, ClaimDone{Text: "再次整改已经完成。"})
	w.do("director", access.Director, AssignVerifiers{People: []string{"dep", "mem"}, Needs: facts()})
	d := w.report("yes yes")
	d.Dissent = "设备还没有正式验收"
	w.do("dep", access.Deputy, d)
	w.do("mem", access.Member, w.report("yes yes"))
	w.do("director", access.Director, Pass{Reason: why})
	w.no(act.Forbidden, "", "dep2", access.Director, Close{}) // verified in an earlier round
	w.no(act.Forbidden, "", "clerk1", access.Director, Close{})

	c := upTo(t, "verifying")
	c.verdicts("yes yes", "yes yes")
	c.no(act.NotNow, "", "director", access.Director, Return{Reason: why, Needs: ReturnNeeds{3}})
}

func TestLookBackAndRecurrence(t *testing.T) {
	w := upTo(t, "closed")
	if _, ok := w.s.Running("problem.look_back"); !ok {
		t.Fatal("no look-back clock")
	}
	w.no(act.Invalid, "people", "director", access.Director, AssignLookBack{Needs: facts()})
	w.no(act.Invalid, "people", "director", access.Director, AssignLookBack{People: []string{"dep"}, Needs: facts()})
	w.no(act.Forbidden, "", "dep2", access.Deputy, LookBackOK{Visited: w.today(), Place: "办案区", Note: "录像保存完整"})
	w.do("director", access.Director, AssignLookBack{People: []string{"dep2"}, Needs: facts()})
	w.no(act.Invalid, "note", "dep2", access.Deputy, LookBackOK{Visited: w.today(), Place: "办案区"})
	for _, state := range []string{"closed", "settled"} {
		w := upTo(t, state)
		w.body = &act.Body{Minute: "纪要4", Date: "2026-03-01"}
		w.no(act.NotNow, "", "sec", access.Secretary, Recur{})
		w.no(act.NotNow, "", "sec", access.Secretary, KeepClosed{Reason: why})
		w.no(act.Invalid, "evidence", "director", access.Director, ProposeRecur{Reason: why})
		w.no(act.Invalid, "evidence", "director", access.Director, ProposeRecur{Reason: why, Evidence: []AddEvidence{evidence("clue")}})
		w.no(act.Invalid, "case_no", "director", access.Director, ProposeRecur{Reason: why, Evidence: []AddEvidence{evidence("case")}})
		again := ProposeRecur{Reason: why, Evidence: []AddEvidence{evidence("site")}}
		w.do("director", access.Director, again)
		w.no(act.NotNow, "", "director", access.Director, again)
		w.no(act.Forbidden, "", "director", access.Secretary, Recur{})
		w.council(KeepClosed{Reason: why}).is(state)
		w.do("director", access.Director, again)
		w.council(Recur{}).is("confirmed")
		r := w.s.Recurrences
		if len(r) != 1 || len(r[0].Evidence) != 1 || len(r[0].Measures) != 2 || w.s.Ladder != "recurrence" || w.s.Measures != nil || w.s.NextDue() != 0 {
			t.Fatalf("%+v", w.s)
		}
	}
}

func TestLongTerm(t *testing.T) {
	w := upTo(t, "rectifying")
	lt := LongTerm{Review: "2026-12-01", Term: "90d", Reason: why}
	w.body = &act.Body{Minute: "纪要5", Date: "2026-03-01"}
	for field, edit := range map[string]func(*LongTerm){"review": func(l *LongTerm) { l.Review = "2026-03-02" }, "term": func(l *LongTerm) { l.Term = "" }, "reason": func(l *LongTerm) { l.Reason = "" }} {
		x := lt
		edit(&x)
		w.no(act.Invalid, field, "sec", access.Secretary, x)
	}
	w.council(lt).is("long_term")
	w.do("liaison", access.Liaison, AddProgress{Measure: 1, Text: "逐年推进之中"})
	w.no(act.NotNow, "", "director", access.Director, Resume{})
	w.days(300)
	w.do("director", access.Director, Resume{})
	if _, ok := w.s.Running("problem.rectify"); !ok || w.s.Review != "" {
		t.Fatalf("%+v", w.s)
	}
}

func TestLadder(t *testing.T) {
	w := upTo(t, "confirmed")
	w.no(act.NotNow, "", "director", access.Director, Escalate{Rung: "reminder", Text: "请注意期限"})
	w.do("director", access.Director, Escalate{Rung: "work_request", Text: "商请了解有关情况"})
	for _, s := range ladder {
		var w *walk
		if s == "long_term" {
			w = upTo(t, "rectifying").council(LongTerm{Review: "2026-12-01", Term: "90d", Reason: why})
		} else {
			w = upTo(t, s)
		}
		w.no(act.NotNow, "", "director", access.Director, Escalate{Rung: "hearing", Text: "听取情况说明"})
		w.no(act.Invalid, "rung", "director", access.Director, Escalate{Rung: "council", Text: "听取情况说明"})
		w.no(act.Invalid, "text", "director", access.Director, Escalate{Rung: "reminder", Text: "请尽快释放在押人员"})
		w.body = &act.Body{Minute: "纪要6", Date: "2026-03-01"}
		w.no(act.NotNow, "", "sec", access.Secretary, EscalateCouncil{Text: "研究监督方式"})
		w.no(act.Invalid, "instrument", "sec", access.Secretary, EscalateCouncil{Text: "研究监督方式", Instrument: "removal_of_judge"})
		for _, r := range []string{"reminder", "work_request", "hearing"} {
			w.do("director", access.Director, Escalate{Rung: r, Text: "请说明整改进展"})
		}
		w.council(EscalateCouncil{Text: "建议开展专题询问", Instrument: "special_inquiry"})
		if w.s.State != s || len(w.s.Escalations) != 4 {
			t.Fatalf("%+v", w.s.Escalations)
		}
	}
}

// The organ's side reads its own text and evidence, never the source.
func TestForOrgan(t *testing.T) {
	p := upTo(t, "verifying").s
	p.Origins, p.Origin, p.Former = []Origin{{"clue", "secret-clue"}}, "secret-origin", []string{"secret-former"}
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
