package problem

import (
	"strings"

	"hengjian/oversight/act"
	"hengjian/oversight/law"
)

// LongTerm (长期整改) is the council's, for what no term can cure. It sets the
// day of review and the term that runs from then.
type LongTerm struct {
	ID     string `json:"id" form:"id"`
	Review string `json:"review" form:"review"` // YYYY-MM-DD
	Term   string `json:"term" form:"term"`
	Reason string `json:"reason" form:"reason"`
}

func (LongTerm) Name() act.Name { return "problem.long_term" }
func (a LongTerm) On() string   { return a.ID }

// Do sets the review.
func (a LongTerm) Do(p Problem, m act.Moment) (Problem, error) {
	var k act.Check
	day := law.Day(a.Review)
	k.Want(day.Valid() && a.Review > m.Day() && a.Review <= string(law.Day(m.Day()).AddMonths(24)), "review", "请填写复查日期，在今后 24 个月之内。", "Give the day of review, within 24 months.")
	k.Want(term.MatchString(a.Term), "term", "请填写复查后的整改期限，例如 90d。", "Give the term that runs from the review, for example 90d.")
	reason(&k, a.Reason)
	if err := k.Err(); err != nil {
		return p, err
	}
	p.Review, p.ReviewTerm = a.Review, a.Term
	p.comment(m, "noted", a.Reason)
	p.Stop(m, "problem.rectify")
	return p, nil
}

// Resume takes a long-term problem up again on its day of review.
type Resume struct {
	ID string `json:"id" form:"id"`
}

func (Resume) Name() act.Name { return "problem.resume" }
func (a Resume) On() string   { return a.ID }

// Do resumes with the term that the council set.
func (a Resume) Do(p Problem, m act.Moment) (Problem, error) {
	if m.Day() < p.Review {
		return p, act.Refuse(act.NotNow, "复查日期是 "+p.Review+"，还没有到。", "The day of review is "+p.Review+".")
	}
	t := p.ReviewTerm
	p.Review, p.ReviewTerm, p.RectifyTerm = "", "", t
	return p, p.BeginTerm(m, "problem.rectify", t)
}

// Escalate takes the next mild rung of the ladder: reminder, work request,
// hearing an account. Each is a means of the working body and sets no term.
type Escalate struct {
	ID   string `json:"id" form:"id"`
	Rung string `json:"rung" form:"rung"`
	Text string `json:"text" form:"text"`
}

func (Escalate) Name() act.Name { return "problem.escalate" }
func (a Escalate) On() string   { return a.ID }

// Do climbs one rung at most; before the problem is handed over the working
// body may only send a work request (工作建议、商请函).
func (a Escalate) Do(p Problem, m act.Moment) (Problem, error) {
	r := rung(a.Rung)
	var k act.Check
	k.Want(r >= 0 && a.Rung != "council", "rung", "请选择提醒、商请函或者听取情况说明。", "Choose reminder, work request or hearing an account.")
	k.Length("text", a.Text, 4, 1000, "请写明内容（4 到 1000 字）。", "Give the text (4 to 1,000 characters).")
	neutral(&k, "text", a.Text)
	noCase(&k, "text", a.Text)
	if err := k.Err(); err != nil {
		return p, err
	}
	if p.State == "confirmed" && a.Rung != "work_request" {
		return p, act.Refuse(act.NotNow, "交办以前只能发商请函，不设期限。", "Before it is handed over only a work request may be sent, without a term.")
	}
	if p.State != "confirmed" && r > p.highest()+1 {
		return p, act.Refuse(act.NotNow, "要逐级采用：下一级是“"+Rungs[p.highest()+1].Zh+"”。", "One rung at a time; the next is "+Rungs[p.highest()+1].En+".")
	}
	p.climb(m, Escalation{Rung: a.Rung, Text: strings.TrimSpace(a.Text)})
	return p, nil
}

// EscalateCouncil is the council's own look at it; it may propose an instrument
// of the committee.
type EscalateCouncil struct {
	ID         string `json:"id" form:"id"`
	Text       string `json:"text" form:"text"`
	Instrument string `json:"instrument" form:"instrument"` // "" or a code of Instruments
}

// Instruments that a council may propose to the committee (监督法).
var Instruments = []act.Word{
	{Code: "special_report", Zh: "听取专项工作报告", En: "special work report"},
	{Code: "inspection", Zh: "执法检查", En: "enforcement inspection"},
	{Code: "inquiry", Zh: "询问", En: "inquiry"},
	{Code: "special_inquiry", Zh: "专题询问", En: "special inquiry"},
	{Code: "questioning", Zh: "质询", En: "questioning"},
	{Code: "commission", Zh: "特定问题调查", En: "inquiry commission"},
}

func (EscalateCouncil) Name() act.Name { return "problem.escalate_council" }
func (a EscalateCouncil) On() string   { return a.ID }

// Do enters the council's decision; the mild means come first.
func (a EscalateCouncil) Do(p Problem, m act.Moment) (Problem, error) {
	var k act.Check
	k.Length("text", a.Text, 4, 1000, "请写明研究意见（4 到 1000 字）。", "Give the decision (4 to 1,000 characters).")
	neutral(&k, "text", a.Text)
	noCase(&k, "text", a.Text)
	k.Want(a.Instrument == "" || act.Has(Instruments, a.Instrument), "instrument", "请选择监督方式。", "Choose the instrument.")
	if err := k.Err(); err != nil {
		return p, err
	}
	if p.highest() < rung("hearing") {
		return p, act.Refuse(act.NotNow, "要逐级采用：下一级是“"+Rungs[p.highest()+1].Zh+"”。", "One rung at a time; the next is "+Rungs[p.highest()+1].En+".")
	}
	p.climb(m, Escalation{Rung: "council", Text: strings.TrimSpace(a.Text), Minute: minuteOf(m, "").Minute, Instrument: a.Instrument})
	return p, nil
}

// highest is the highest rung taken, -1 for none.
func (p Problem) highest() int {
	top := -1
	for _, e := range p.Escalations {
		top = max(top, rung(e.Rung))
	}
	return top
}

func (p *Problem) climb(m act.Moment, e Escalation) {
	e.Day, e.By = m.Day(), m.By
	p.Escalations = append(p.Escalations[:len(p.Escalations):len(p.Escalations)], e)
	p.Ladder = ""
}
