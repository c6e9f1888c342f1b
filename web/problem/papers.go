package problem

import (
	"slices"

	"hengjian/gongwen"
	"hengjian/oversight/act"
	"hengjian/oversight/law"
	"hengjian/oversight/problem"
	"hengjian/web/frame"
	"hengjian/web/matter"
)

// HandOverLetter (交办函) is the letter that goes with the hand-over: fixed
// sentences; the problem itself stands on the list that is its annex.
func HandOverLetter(p *frame.Page) error {
	raw, x, err := kind.Get(p)
	if err != nil {
		return err
	}
	if x.Handed.Minute == "" {
		return act.Refuse(act.NotNow, "交办以后才有交办函。", "There is a letter once it is handed over.")
	}
	cg, _, err := p.O.CongressAt(p.O.View(p.Ctx()), raw.Place)
	if err != nil {
		return err
	}
	day, planBy := handedOn(p, raw)
	l := gongwen.ProblemLetter{Organ: cg.Name, Number: x.Number, Recipient: matter.Name(p, "organ", x.Organ), Minute: x.Handed.Minute, MetOn: gongwen.DateOf(x.Handed.Date), PlanBy: gongwen.DateOf(planBy), ResultBy: gongwen.DateOf(resultBy(raw)), Date: gongwen.DateOf(day),
		Title: x.Title, Statement: x.Statement, Lead: nameOr(p, "unit", x.LeadUnit), Term: term(zh, x.RectifyTerm)}
	doc, err := l.Paper()
	if err != nil {
		return slotRefusal(err)
	}
	matter.Download(p, x.Number+"-交办函.docx", matter.Docx)
	_, err = p.W.Write(gongwen.Docx(doc))
	return err
}

// handedOn is the day of the hand-over, and the last day to sign for it and
// file a plan: an estimate from the rules until it is signed for.
func handedOn(p *frame.Page, x problem.Problem) (day, plan string) {
	day = x.Handed.Date
	for _, c := range x.Clocks {
		switch c.Rule {
		case "problem.sign":
			if c.From >= x.Handed.Date {
				day = c.From
			}
		case "problem.plan":
			if c.From >= x.Handed.Date { // an earlier hand-over had a plan of its own
				plan = c.Due
			}
		}
	}
	if plan == "" {
		if r, ok := p.O.Rules.At(x.Place, law.Day(x.Regime), "problem.plan"); ok {
			if res, err := p.O.Cal.Due(r.Clock(law.Day(day))); err == nil {
				plan = string(res.Due)
			}
		}
	}
	return day, plan
}

func resultBy(x problem.Problem) string {
	for _, c := range slices.Backward(x.Clocks) {
		if c.Rule == "problem.rectify" {
			return c.Due
		}
	}
	return ""
}

// WorkRequest (商请函) is the working body's: no term, no case.
func WorkRequest(p *frame.Page) error {
	raw, x, err := kind.Get(p)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(x.Escalations, func(e problem.Escalation) bool { return e.Rung == "work_request" })
	if i < 0 {
		return act.Refuse(act.NotNow, "还没有发过商请函。", "No work request was made.")
	}
	cg, _, err := p.O.CongressAt(p.O.View(p.Ctx()), raw.Place)
	if err != nil {
		return err
	}
	e := x.Escalations[i]
	doc := gongwen.Paper{Kind: gongwen.Letter, Organ: cg.Name, Number: x.Number, Title: "关于商请研究有关工作的函", To: matter.Name(p, "organ", x.Organ), Signer: cg.Name, Date: gongwen.DateOf(e.Day), SealNote: true,
		Body: []gongwen.Block{{Kind: gongwen.Paragraph, Text: "监督工作中了解到“" + x.Title + "”的情况，现商请你单位研究。"}, {Kind: gongwen.Paragraph, Text: e.Text},
			{Kind: gongwen.Paragraph, Text: "本函是工作建议，不设期限，不涉及正在办理的案件，也不表示对任何案件处理结果的意见。"}}}
	matter.Download(p, x.Number+"-商请函.docx", matter.Docx)
	_, err = p.W.Write(gongwen.Docx(doc))
	return err
}

func slotRefusal(err error) error {
	if s, ok := err.(*gongwen.SlotError); ok {
		return act.Refuse(act.NotNow, "函件还不能生成："+s.Zh, "The letter cannot be made yet: "+s.En)
	}
	return err
}
