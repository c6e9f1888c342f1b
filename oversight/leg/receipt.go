package leg

import "hengjian/oversight/act"

// Receipt (签收) is the desk's: the pack has come and opens with its key.
type Receipt struct {
	ID string `json:"id" form:"id"`
}

func (Receipt) Name() act.Name { return "leg.receipt" }
func (a Receipt) On() string   { return a.ID }

// Do receives; the terms to object and to report the procedure begin.
func (a Receipt) Do(l Leg, m act.Moment) (Leg, error) {
	l.Received, l.Receiver = m.Day(), m.By
	l.Stop(m, "leg.receipt", "leg.urge")
	l.contact(m, "receipt", "")
	if err := l.Begin(m, "leg.object"); err != nil {
		return l, err
	}
	return l, l.Begin(m, "leg.procedure")
}
