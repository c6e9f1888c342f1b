package leg

import "hengjian/oversight/act"

// AcceptReport closes the leg: the procedure is in the hands of the organ that
// has it. What comes of it is the organ's to tell.
type AcceptReport struct {
	ID string `json:"id" form:"id"`
}

func (AcceptReport) Name() act.Name { return "leg.accept_report" }
func (a AcceptReport) On() string   { return a.ID }

// Do closes.
func (a AcceptReport) Do(l Leg, m act.Moment) (Leg, error) {
	l.StopAll(m)
	return l, nil
}
