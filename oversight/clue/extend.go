package clue

import (
	"fmt"

	"hengjian/oversight/act"
)

// Extend (延长) lengthens the term to finish once, by 30 days at most. Only
// matters of our own under XF22 31(6) have that term.
type Extend struct {
	ID     string `json:"id" form:"id"`
	Days   int64  `json:"days" form:"days"` // calendar days, 1 to 30
	Reason string `json:"reason" form:"reason"`
}

func (Extend) Name() act.Name { return "clue.extend" }
func (a Extend) On() string   { return a.ID }

// Do extends before the term has run, and tells the sender.
func (a Extend) Do(c Clue, m act.Moment) (Clue, error) {
	run, ok := c.Running("clue.finish")
	switch {
	case !ok:
		return c, act.Refuse(act.NotNow, "本事项没有本机关的办结期限，不需要延长。", "No term of ours to finish runs here.")
	case len(run.Extend) > 0:
		return c, act.Refuse(act.NotNow, "只能延长一次。", "It can be extended only once.")
	case m.Day() > run.Due:
		return c, act.Refuse(act.NotNow, "期限已过，不能再延长；请尽快答复并说明原因。", "The term has run; it cannot be extended any more.")
	case a.Days < 1 || a.Days > 30:
		return c, act.Wrong("days", "延长 1 到 30 日。", "Extend by 1 to 30 days.")
	}
	if err := needReason(a.Reason); err != nil {
		return c, err
	}
	longer, err := m.Rules.Extend(run, act.Extend{Term: fmt.Sprintf("%dd", a.Days), Reason: a.Reason, Basis: "XF22 34", By: m.By, On: m.Day()})
	if err != nil {
		return c, err
	}
	c.Clocks = append([]act.Clock(nil), c.Clocks...)
	for i := range c.Clocks {
		if c.Clocks[i].Rule == "clue.finish" && c.Clocks[i].Met == "" {
			c.Clocks[i] = longer
		}
	}
	c.tell(m, Told{Code: "extended"})
	return c, nil
}
