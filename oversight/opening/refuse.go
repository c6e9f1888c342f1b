package opening

import "hengjian/oversight/act"

// Refuse turns the request down with a reason. Anybody who may approve may.
type Refuse struct {
	ID     string `json:"id" form:"id"`
	Reason string `json:"reason" form:"reason"`
}

func (Refuse) Name() act.Name { return "opening.refuse" }
func (a Refuse) On() string   { return a.ID }

// Do refuses.
func (a Refuse) Do(o Opening, m act.Moment) (Opening, error) {
	if err := act.NeedReason(a.Reason); err != nil {
		return o, err
	}
	o.Refused = a.Reason
	return o, nil
}
