package problem

import (
	"slices"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/problem"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// view is one problem as its page shows it.
type view struct {
	x        problem.Problem // as this reader may know it
	head     kit.Head
	stages   []kit.Stage
	next     matter.Next
	clocks   []kit.Clock
	facts    []kit.Fact
	evidence []kit.Evidence
	gone     []kit.Evidence // removed
	who      map[string]string
	events   []kit.Event
	minutes  []kit.Fact
	mine     bool // this person is to verify now
	told     bool // this person has reported in this round
	links    []kit.Link
	notice   *kit.Notice
}

// Show (问题详情) goes from evidence to closing.
func Show(p *frame.Page) error {
	raw, x, err := kind.Get(p)
	if err != nil {
		return err
	}
	v := view{x: x}
	if v.clocks, err = matter.Clocks(p, &x.Head); err != nil {
		return err
	}
	if v.next, err = kind.NextOf(p, raw); err != nil {
		return err
	}
	if v.events, err = matter.Events(p, &problem.Life, &x.Head, shown(p)); err != nil {
		return err
	}
	if v.who, err = matter.People(p, ids(x)...); err != nil {
		return err
	}
	v.told = slices.ContainsFunc(reportsOf(raw, raw.Round), func(r problem.Report) bool { return r.Person == p.Me.ID })
	v.mine = x.State == "verifying" && raw.Has(p.Me.ID, "verifier") && !v.told
	if err := fillFacts(p, &v); err != nil {
		return err
	}
	fillEvidence(p, &v)
	fillMinutes(p, &v)
	fillNotice(p, &v, raw)
	fillLinks(p, &v)
	v.stages = stages(p, x)
	v.head = headOf(p, v)
	return p.Render(showPage(p, v))
}

// ids are all the accounts that the page names.
func ids(x problem.Problem) (out []string) {
	for _, e := range x.Evidence {
		out = append(out, e.By)
	}
	for _, r := range x.Replies {
		out = append(out, r.By)
	}
	for _, m := range x.Measures {
		for _, g := range m.Progress {
			out = append(out, g.By)
		}
	}
	for _, c := range x.Claims {
		out = append(out, c.By)
	}
	for _, c := range x.Comments {
		out = append(out, c.By)
	}
	for _, v := range x.Verifiers {
		out = append(out, v.Person)
	}
	for _, r := range x.Reports {
		out = append(out, r.Person)
	}
	for _, e := range x.Escalations {
		out = append(out, e.By)
	}
	out = append(out, x.Look.By, x.Signer)
	return slices.DeleteFunc(append(out, x.Look.Persons...), func(s string) bool { return s == "" })
}

func headOf(p *frame.Page, v view) kit.Head {
	h := kit.Head{Title: v.x.Title, Number: v.x.Number, Crumbs: []kit.Link{kind.List(p.Page)}, Print: true, Clock: matter.Running(v.clocks),
		States: []kit.State{matter.Pill(p.Page, &problem.Life, v.x.State)}}
	if v.x.SelfFound {
		h.States = append(h.States, kit.State{Word: p.L("自查主动发现", "found by the organ itself"), Tone: kit.OK})
	}
	if n := len(v.x.Recurrences); n > 0 {
		h.States = append(h.States, kit.State{Word: p.L("反弹 "+matter.Itoa(n)+" 次", "recurred "+matter.Itoa(n)+"×"), Tone: kit.Bad})
	}
	if v.x.Returned > 0 {
		h.States = append(h.States, kit.State{Word: p.L("核验退回 "+matter.Itoa(v.x.Returned)+" 次", "returned "+matter.Itoa(v.x.Returned)+"×"), Tone: kit.Warn})
	}
	return h
}

// line is the main way of a problem, for the stepper.
var line = []struct {
	zh, en string
	at     []string
}{
	{"证据", "Evidence", []string{"drafted"}}, {"征求意见", "Reply", []string{"replying"}}, {"确认", "Confirmed", []string{"proposed", "confirmed"}}, {"交办", "Handed over", []string{"handed", "signed", "planned"}},
	{"整改", "Rectifying", []string{"rectifying", "long_term"}}, {"报结", "Claimed", []string{"claimed"}}, {"核验", "Verification", []string{"verifying", "verified"}}, {"销号", "Closed", []string{"closed"}}, {"回头看", "Looked at again", []string{"settled"}},
}

func stages(p *frame.Page, x problem.Problem) []kit.Stage {
	var out []kit.Stage
	here := slices.IndexFunc(line, func(l struct {
		zh, en string
		at     []string
	}) bool {
		return slices.Contains(l.at, x.State)
	})
	for i, l := range line {
		if i == 0 && !inside(p.Me) {
			continue
		}
		out = append(out, kit.Stage{Name: p.L(l.zh, l.en), Done: i < here || x.State == "settled", Here: i == here && x.State != "settled"})
	}
	return out
}

func fillFacts(p *frame.Page, v *view) error {
	x := v.x
	add := func(term, text, sub, url string) {
		if text != "" {
			v.facts = append(v.facts, kit.Fact{Term: term, Text: text, Sub: sub, URL: url})
		}
	}
	organURL := ""
	if p.Me.Side() == "congress" {
		organURL = "/register/organs/" + x.Organ
	}
	add(p.L("机关", "Organ"), matter.Name(p, "organ", x.Organ), "", organURL)
	for i, u := range x.Units {
		term := ""
		if i == 0 {
			term = p.L("涉及单位", "Units")
		}
		add(term, matter.Name(p, "unit", u), "", "")
	}
	if inside(p.Me) {
		for i, o := range x.Officers {
			term := ""
			if i == 0 {
				term = p.L("涉及人员", "Officers")
			}
			add(term, matter.Name(p, "officer", o), "", "/register/officers/"+o)
		}
	}
	add(p.L("类别", "Class"), matter.Class(p, x.Class), "", "")
	if x.Origin != "" && (inside(p.Me) || x.SelfFound) {
		add(p.L("来源", "Found by"), p.Page.Word(problem.OriginKinds, x.Origin), map[bool]string{true: p.L("单独列示，不计入机关的问题", "shown apart, never counted against the organ"), false: p.L("机关一方看不到", "not shown to the organ's side")}[x.SelfFound], "")
	}
	if inside(p.Me) {
		for _, o := range x.Origins {
			rows, err := p.O.Titles(p.Ctx(), p.Me, o.Kind, []string{o.ID})
			if err != nil {
				return err
			}
			if r, ok := rows[o.ID]; ok {
				add("", matter.Join(" ", r.Number, p.TitleOf(r)), "", frame.URLOf(o.Kind, o.ID))
			}
		}
		if x.SourceChecked {
			add(p.L("来源保护", "Source"), p.L("受理员已确认不能推知反映人", "an intake officer confirmed that nothing points to the sender"), "", "")
		}
	}
	add(p.L("牵头单位", "Lead unit"), matter.Join("", nameOr(p, "unit", x.LeadUnit)), "", "")
	add(p.L("整改期限", "Term set"), term(p.Page, x.RectifyTerm), "", "")
	add(p.L("复查日期", "Review on"), matter.Day(p.Page, x.Review), p.L("长期整改", "long-term"), "")
	add(p.L("批次", "List"), x.Batch, "", "")
	return nil
}

func nameOr(p *frame.Page, kind, id string) string {
	if id == "" {
		return ""
	}
	return matter.Name(p, kind, id)
}

// term writes 90d, 60wd or 3m in words.
func term(p *kit.Page, t string) string {
	for _, u := range []struct{ end, zh, en string }{{"wd", " 个工作日", " working days"}, {"d", " 日", " days"}, {"m", " 个月", " months"}} {
		if n := len(t) - len(u.end); n > 0 && t[n:] == u.end {
			return t[:n] + p.L(u.zh, u.en)
		}
	}
	return t
}

func fillEvidence(p *frame.Page, v *view) {
	for _, e := range v.x.Evidence {
		k := kit.Evidence{Name: e.Title, Kind: p.Page.Word(problem.EvidenceKinds, e.Kind) + " · " + p.Page.Word(problem.Grades, e.Grade), Effective: matter.Day(p.Page, e.Effective), Stored: matter.Day(p.Page, e.Uploaded),
			Digest: e.Hash, Note: e.CaseNo}
		if k.Effective == "" {
			k.Effective = p.L("未注明", "not given")
		}
		if e.Hash != "" {
			k.URL = fileURL(v.x, e.Hash)
		}
		switch {
		case e.ByOrgan:
			k.By = p.L("机关提交", "filed by the organ")
		case e.By != "" && inside(p.Me):
			k.By = v.who[e.By]
		}
		if e.Source != "" && inside(p.Me) {
			k.Note = matter.Join(" · ", k.Note, p.L("来自群众反映，机关一方看不到", "from a message; not shown to the organ's side"))
		}
		if e.Removed != "" {
			k.Note = matter.Join(" · ", k.Note, p.L("已于 ", "removed on ")+matter.Day(p.Page, e.Removed)+p.L(" 撤下：", ": ")+e.RemovedWhy)
			v.gone = append(v.gone, k)
			continue
		}
		v.evidence = append(v.evidence, k)
	}
}

func fileURL(x problem.Problem, hash string) string { return kind.Path(x.ID, "files", hash) }

func fillMinutes(p *frame.Page, v *view) {
	add := func(term string, m problem.Minute) {
		if m.Minute != "" {
			v.minutes = append(v.minutes, kit.Fact{Term: term, Text: m.Minute, Sub: matter.Join(" · ", matter.Day(p.Page, m.Date), m.Text, m.Reason)})
		}
	}
	add(p.L("确认", "Confirmed"), v.x.Confirmed)
	add(p.L("交办", "Handed over"), v.x.Handed)
	for _, r := range v.x.Recurrences {
		add(p.L("确认反弹", "Recurrence"), r.Minute)
	}
	if v.x.Ended.Minute != "" || v.x.Ended.Reason != "" {
		v.minutes = append(v.minutes, kit.Fact{Term: p.L("了结", "Ended"), Text: either(v.x.Ended.Minute, matter.Pill(p.Page, &problem.Life, v.x.State).Word), Sub: v.x.Ended.Reason})
	}
}

// fillNotice says what the reader should know before acting.
func fillNotice(p *frame.Page, v *view, raw problem.Problem) {
	switch {
	case v.mine:
		v.notice = &kit.Notice{Tone: kit.Warn, Title: p.L("请您到现场核验。", "You are asked to verify on the spot."), Text: p.L("逐项看措施是否到位，在手机上填写即可；提交后不能修改。", "See each measure for yourself; the form fits a phone and cannot be changed afterwards."), Link: kit.Link{Text: p.L("填写核验意见", "Report"), URL: kind.Path(v.x.ID, "verify")}}
	case v.told && raw.State == "verifying" && !inside(p.Me):
		v.notice = &kit.Notice{Tone: kit.OK, Title: p.L("您的核验意见已经提交。", "Your report has been filed."), Text: p.L("核验人都提交以后，由未参加核验的人决定。", "When all verifiers have reported, somebody who did not verify decides.")}
	case raw.Ladder != "" && inside(p.Me):
		v.notice = &kit.Notice{Tone: kit.Bad, Title: p.L("建议升级监督。", "The next rung is proposed."), Text: map[string]string{"returns": p.L("核验已多次退回。", "The claim was returned several times."), "recurrence": p.L("问题反弹。", "The problem recurred.")}[raw.Ladder]}
		if may(p, raw, "problem.escalate") {
			v.notice.Link = kit.Link{Text: p.L("升级", "Escalate"), URL: kind.Path(v.x.ID, "escalate")}
		}
	case raw.Pending.Day != "" && inside(p.Me):
		v.notice = &kit.Notice{Tone: kit.Warn, Title: p.L("已提请主任会议确认反弹：", "A recurrence is before the council: "), Text: raw.Pending.Reason}
	case raw.State == "verifying" && inside(p.Me):
		v.notice = verdict(p, raw)
	}
}

func verdict(p *frame.Page, x problem.Problem) *kit.Notice {
	switch x.Verdict() {
	case problem.Clear:
		return &kit.Notice{Tone: kit.OK, Title: p.L("核验人一致认为到位。", "All verifiers found it done.")}
	case problem.Mixed:
		return &kit.Notice{Tone: kit.Warn, Title: p.L("有“部分到位”或者不同意见，由负责人说明理由决定。", "Some say partly or dissent: the director decides with a reason.")}
	case problem.Failed:
		return &kit.Notice{Tone: kit.Bad, Title: p.L("有措施核验为“未到位”，只能退回整改。", "A measure was found not done: it can only be returned.")}
	}
	return nil
}

func fillLinks(p *frame.Page, v *view) {
	if inside(p.Me) {
		if p.Me.Has(access.Clerk) {
			v.links = append(v.links, kit.Link{Text: p.L("从证据起草转送", "Draft a referral from the evidence"), URL: "/legs/new?from=problem&id=" + v.x.ID})
		}
	}
	if v.x.Handed.Minute != "" {
		v.links = append(v.links, kit.Link{Text: p.L("交办函 docx", "Hand-over letter, docx"), URL: kind.Path(v.x.ID, "handover.docx")})
	}
	if slices.ContainsFunc(v.x.Escalations, func(e problem.Escalation) bool { return e.Rung == "work_request" }) {
		v.links = append(v.links, kit.Link{Text: p.L("商请函 docx", "Work request, docx"), URL: kind.Path(v.x.ID, "request.docx")})
	}
}

// rounds are the verification reports, latest round first.
func rounds(x problem.Problem) (out []int64) {
	for _, r := range x.Reports {
		if !slices.Contains(out, r.Round) {
			out = append(out, r.Round)
		}
	}
	slices.Reverse(out)
	return out
}

func reportsOf(x problem.Problem, round int64) (out []problem.Report) {
	for _, r := range x.Reports {
		if r.Round == round {
			out = append(out, r)
		}
	}
	return out
}

func answer(p *kit.Page, code string) kit.State {
	tone := map[string]kit.Tone{"yes": kit.OK, "partly": kit.Warn, "no": kit.Bad}[code]
	return kit.State{Word: p.Word(answers, code), Tone: tone}
}

// may: the act stands in the table for this state and one of the person's functions.
func may(p *frame.Page, x problem.Problem, do act.Name) bool {
	return slices.ContainsFunc(problem.Life.Lawful(x.State, x.Regime), func(st act.Step) bool {
		return st.Do == do && !st.Off && slices.ContainsFunc(st.Who, p.Me.Has)
	})
}
