package clue

import (
	"strings"

	"hengjian/oversight/act"
)

// TriageAgain (继续分流) sorts what an urgent referral or a second look left
// over. Routes already settled stay as they are.
type TriageAgain struct {
	ID     string `json:"id" form:"id"`
	Reason string `json:"reason" form:"reason"`
}

func (TriageAgain) Name() act.Name { return "clue.triage_again" }
func (a TriageAgain) On() string   { return a.ID }

// Do goes back to sorting; without a summary nobody could propose.
func (a TriageAgain) Do(c Clue, m act.Moment) (Clue, error) {
	if err := needReason(a.Reason); err != nil {
		return c, err
	}
	if strings.TrimSpace(c.Summary) == "" {
		return c, act.Refuse(act.NotNow, "还没有内部摘要：请受理员先写摘要。", "There is no summary yet: the intake officer writes it first.")
	}
	c.note(m, a.Reason)
	return c, nil
}
