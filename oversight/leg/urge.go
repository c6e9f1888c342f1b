package leg

import "hengjian/oversight/act"

// Urge (催办) asks for receipt or for the procedural step, in a code, at most
// twice and with a term between. It asks nothing else.
type Urge struct {
	ID    string    `json:"id" form:"id"`
	Ask   string    `json:"ask" form:"ask"` // receipt while sent, procedure once received
	Needs UrgeNeeds `json:"-"`
}

// UrgeNeeds is the number in rule leg.urge_limit.
type UrgeNeeds struct {
	Limit int64
}

func (Urge) Name() act.Name { return "leg.urge" }
func (a Urge) On() string   { return a.ID }

// Do urges, when the term for what is asked has run and the term between two
// urgings too.
func (a Urge) Do(l Leg, m act.Moment) (Leg, error) {
	want, rule := "receipt", "leg.receipt"
	if l.State == "received" {
		want, rule = "procedure", "leg.procedure"
	}
	var k act.Check
	k.Want(a.Ask == want, "ask", "未签收的只能催签收，已签收的只能催程序反馈。", "Before receipt only the receipt can be asked, after it only the procedure.")
	if err := k.Err(); err != nil {
		return l, err
	}
	if l.Urges >= a.Needs.Limit {
		return l, act.Refuse(act.NotNow, "催办已到次数上限。同类未回达到三件的，可以依法采用监督方式了解普遍情况。",
			"The limit of urgings is reached. A pattern of unanswered referrals may be taken up by an instrument.")
	}
	for _, r := range []string{rule, "leg.urge"} {
		if c, ok := l.Running(r); ok && m.At.UnixMicro() <= c.DueAt {
			return l, act.Refuse(act.NotNow, "期限 "+c.Due+" 还没有届满，不能催办。", "The term runs until "+c.Due+"; it is too early to urge.")
		}
	}
	l.Urges++
	l.Stop(m, "leg.urge")
	l.contact(m, "urge", a.Ask)
	return l, l.Begin(m, "leg.urge")
}
