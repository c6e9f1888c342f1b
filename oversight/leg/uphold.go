package leg

import "hengjian/oversight/act"

// Uphold (维持转送) keeps a referral at the desk that objected: the route table
// gives it the procedure. A conflict that the organ itself declares cannot be
// overruled.
type Uphold struct {
	ID     string `json:"id" form:"id"`
	Reason string `json:"reason" form:"reason"` // for the office's record, not sent
}

func (Uphold) Name() act.Name { return "leg.uphold" }
func (a Uphold) On() string   { return a.ID }

// Do upholds; the term to report the procedure begins anew.
func (a Uphold) Do(l Leg, m act.Moment) (Leg, error) {
	if err := needReason(a.Reason); err != nil {
		return l, err
	}
	if l.Objection == "conflict" {
		return l, act.Refuse(act.NotNow, "接收单位声明应当回避，不能维持转送，请改送其他有权机关或者告知途径。",
			"The recipient declared a conflict: it cannot be upheld; reroute it or tell the party.")
	}
	l.Why = a.Reason
	l.contact(m, "upheld", l.Objection)
	return l, l.Begin(m, "leg.procedure")
}
