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

// Do signs as the second; the first signer and the proposer are other people.
func (a Cosign) Do(l Leg, m act.Moment) (Leg, error) {
	if m.By == l.First {
		return l, act.Refuse(act.Forbidden, "第一签发人不能会签，须由另一人会签。", "The first signer cannot cosign; somebody else must.")
	}
	if err := l.maySign(m, a.Needs); err != nil {
		return l, err
	}
	l.issue(m, a.Needs.ToName, a.Needs.FromName, l.First, m.By)
	return l, nil
}
