package leg

import "hengjian/oversight/act"

// Drop gives a referral up before it left, for instance because a conflict came
// to light. A number already drawn stays in the series, marked void.
type Drop struct {
	ID     string `json:"id" form:"id"`
	Reason string `json:"reason" form:"reason"`
}

func (Drop) Name() act.Name { return "leg.drop" }
func (a Drop) On() string   { return a.ID }

// Do drops with a reason.
func (a Drop) Do(l Leg, m act.Moment) (Leg, error) {
	if err := needReason(a.Reason); err != nil {
		return l, err
	}
	l.Why = a.Reason
	l.StopAll(m)
	return l, nil
}
