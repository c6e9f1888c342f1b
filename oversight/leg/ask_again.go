package leg

import "hengjian/oversight/act"

// AskAgain asks for the procedural report once more, in codes.
type AskAgain struct {
	ID  string `json:"id" form:"id"`
	Ask string `json:"ask" form:"ask"` // a code of Asks other than receipt
}

func (AskAgain) Name() act.Name { return "leg.ask_again" }
func (a AskAgain) On() string   { return a.ID }

// Do asks again; the term begins anew.
func (a AskAgain) Do(l Leg, m act.Moment) (Leg, error) {
	var k act.Check
	k.Want(act.Has(Asks, a.Ask) && a.Ask != "receipt", "ask", "请选择要补充的程序信息。", "Choose what is missing in procedure.")
	if err := k.Err(); err != nil {
		return l, err
	}
	l.Asked++
	l.contact(m, "ask", a.Ask)
	return l, l.Begin(m, "leg.procedure")
}
