package leg

import "hengjian/oversight/act"

// Cosign (会签) is the second signature when an organ head is accused.
type Cosign struct {
	ID    string    `json:"id" form:"id"`
	Needs SignNeeds `json:"-"`
}

func (Cosign) Name() act.Name { return "leg.cosign" }
func (a Cosign) On() string   { return a.ID }

// Series numbers the letter.
func (a Cosign) Series(l Leg, m act.Moment) (string, string) { return series(l, m) }

// Do signs as the second: the life's ≠ keeps the first signer out, the leg the
// proposer.
func (a Cosign) Do(l Leg, m act.Moment) (Leg, error) {
	if err := l.maySign(m, a.Needs); err != nil {
		return l, err
	}
	l.issue(m, a.Needs.ToName, a.Needs.FromName, l.First, m.By)
	return l, nil
}
