package clue

import "hengjian/oversight/act"

// AmendSummary (更正摘要) replaces the internal summary; the earlier text stays
// in the record with the reason. After an urgent referral it is also how the
// first summary is written.
type AmendSummary struct {
	Summarise
	Reason string `json:"reason" form:"reason"`
}

func (AmendSummary) Name() act.Name { return "clue.amend_summary" }

// Do keeps the former text.
func (a AmendSummary) Do(c Clue, m act.Moment) (Clue, error) {
	if err := needReason(a.Reason); err != nil {
		return c, err
	}
	was := Note{m.Day(), m.By, c.Title + "\n" + c.Summary + "\n——" + a.Reason}
	c, err := a.Summarise.Do(c, m)
	if err != nil {
		return c, err
	}
	c.Former = append(c.Former[:len(c.Former):len(c.Former)], was)
	return c, nil
}
