package problem

import "hengjian/oversight/act"

// Drop (不予确认) ends a problem before it is confirmed: by the director before
// the council has it, by the council afterwards. All who knew get the reason.
type Drop struct {
	ID     string `json:"id" form:"id"`
	Reason string `json:"reason" form:"reason"`
}

func (Drop) Name() act.Name { return "problem.drop" }
func (a Drop) On() string   { return a.ID }

// Do drops.
func (a Drop) Do(p Problem, m act.Moment) (Problem, error) {
	if err := needReason(a.Reason); err != nil {
		return p, err
	}
	p.Ended = minuteOf(m, a.Reason)
	p.StopAll(m)
	return p, nil
}

// Revoke (撤销) ends a confirmed problem by the council.
type Revoke struct {
	ID     string `json:"id" form:"id"`
	Reason string `json:"reason" form:"reason"`
}

func (Revoke) Name() act.Name { return "problem.revoke" }
func (a Revoke) On() string   { return a.ID }

// Do revokes.
func (a Revoke) Do(p Problem, m act.Moment) (Problem, error) {
	return Drop(a).Do(p, m)
}
