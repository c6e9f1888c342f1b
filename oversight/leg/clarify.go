package leg

import "hengjian/oversight/act"

// Clarify (澄清) closes a leg on the competent organ's own finding that the
// report was unfounded: nothing enters the service record, and the officer is
// told only through that organ (FG19 56, JC19 57).
type Clarify struct {
	ID      string `json:"id" form:"id"`
	Finding string `json:"finding" form:"finding"` // number of the organ's document
}

func (Clarify) Name() act.Name { return "leg.clarify" }
func (a Clarify) On() string   { return a.ID }

// Do closes with the reference of the finding; its words stay with the organ.
func (a Clarify) Do(l Leg, m act.Moment) (Leg, error) {
	var k act.Check
	k.Length("finding", a.Finding, 4, 80, "请填写有权机关认定文书的文号。", "Give the number of the competent organ's document.")
	neutral(&k, "finding", a.Finding)
	last, _ := l.Last()
	k.Want(last.Code == "concluded" || last.Code == "not_accepted", "finding", "有权机关反馈办结或者不受理以后才能澄清。",
		"Only after the competent organ reported that it is concluded or not accepted.")
	if err := k.Err(); err != nil {
		return l, err
	}
	l.Clarified = a.Finding
	l.StopAll(m)
	l.contact(m, "clarify", "")
	return l, nil
}
