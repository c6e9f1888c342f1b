package leg

import "hengjian/oversight/act"

// Object (退回) sends a referral back with a coded reason. Organs may always
// return: the term is for people to see, not a bar.
type Object struct {
	ID     string `json:"id" form:"id"`
	Reason string `json:"reason" form:"reason"` // a code of Objections
}

func (Object) Name() act.Name { return "leg.object" }
func (a Object) On() string   { return a.ID }

// Do objects.
func (a Object) Do(l Leg, m act.Moment) (Leg, error) {
	var k act.Check
	k.Want(act.Has(Objections, a.Reason), "reason", "请选择退回理由。", "Choose the reason for returning it.")
	if err := k.Err(); err != nil {
		return l, err
	}
	l.Objection, l.Objected = a.Reason, m.Day()
	l.Stop(m, "leg.object", "leg.procedure", "leg.urge")
	l.contact(m, "object", a.Reason)
	return l, nil
}
