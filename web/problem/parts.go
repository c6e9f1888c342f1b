package problem

import (
	"slices"

	"hengjian/oversight/act"
	"hengjian/oversight/problem"
	"hengjian/web/frame"
	"hengjian/web/kit"
)

func listHead(p *frame.Page, v listView) kit.Head {
	h := kit.Head{Title: p.L("问题整改", "Problems"), Print: true, Wide: true, Sub: p.L("同一组问题的三种列法：问题是什么、做什么、谁负责。", "One set of problems seen three ways: what it is, what is done, who answers for it.")}
	if v.new {
		h.Actions = []kit.Link{{Text: p.L("拟定问题", "Draft a problem"), URL: "/problems/new"}}
	}
	return h
}

func tabURL(path, query string) string {
	if query == "" {
		return path
	}
	return path + "?" + query
}

func replyFrom(p *frame.Page, r problem.Reply) string {
	if r.For == "" {
		return p.L("单位", "The organ")
	}
	if inside(p.Me) {
		if n := nameOr(p, "officer", r.For); n != "" {
			return n
		}
	}
	return p.L("涉及的人员本人", "An officer concerned")
}

// verifierName: the organ's side reads that a verifier reported, not who.
func verifierName(p *frame.Page, v view, r problem.Report) string {
	if organSide(p) {
		return p.L("核验人", "A verifier")
	}
	return v.who[r.Person]
}

func hasText(cs []problem.Comment) bool {
	return slices.ContainsFunc(cs, func(c problem.Comment) bool { return c.Text != "" })
}

func commentKind(p *kit.Page, code string) string {
	return p.Word([]act.Word{{Code: "plan", Zh: "对方案", En: "on the plan"}, {Code: "noted", Zh: "记录", En: "noted"}, {Code: "claim", Zh: "退回报结", En: "claim returned"}, {Code: "pass", Zh: "核验通过", En: "passed"},
		{Code: "return", Zh: "退回整改", En: "returned"}, {Code: "redraft", Zh: "撤回重拟", En: "taken back"}}, code)
}

func councilHead(p *frame.Page, f councilForm, done bool) kit.Head {
	h := kit.Head{Title: councilLabel(p, f), Crumbs: []kit.Link{kind.List(p.Page), {Text: p.L("录入主任会议决定", "The council's decision"), URL: "/problems/council"}}, Print: done}
	if done {
		h.Sub = p.L("已录入，结果如下。", "Entered; this is the result.")
	}
	return h
}

func councilLabel(p *frame.Page, f councilForm) string {
	if f.Do == "hand_over" {
		return p.L("录入交办", "Enter the hand-over")
	}
	return p.L("录入确认", "Enter the confirmation")
}

func councilPill(p *kit.Page, l councilLine, done bool) kit.State {
	switch {
	case l.done:
		return kit.State{Word: p.L("已录入", "entered"), Tone: kit.OK}
	case l.why != "":
		return kit.State{Word: p.L("不能办", "cannot"), Tone: kit.Bad}
	case done:
		return kit.State{Word: p.L("未办", "not done"), Tone: kit.Warn}
	}
	return kit.State{Word: p.L("可以办", "can be done"), Tone: kit.Active}
}

func councilEffect(p *frame.Page, f councilForm) kit.Effect {
	v := problem.Life.Verb("problem.confirm")
	told := []string{p.L("有关机关", "The organs concerned")}
	if f.Do == "hand_over" {
		v = problem.Life.Verb("problem.hand_over")
	}
	return kit.Effect{Happens: p.L(v.SayZh, v.SayEn), Told: told, Final: []string{p.L("每件各成一条记录，不能删除", "Each is a record of its own and cannot be deleted")}, Check: p.L("以上决定与纪要一致", "This is what the minutes say")}
}
