package clue

import "hengjian/oversight/act"

// Open opens the original: reading is an act. The weekly list of openings goes
// to the audit administrator and the chairperson. The officer's own key does
// the deciphering, in her browser; the server only hands out the sealed box.
type Open struct {
	ID     string    `json:"id" form:"id"`
	Reason string    `json:"reason" form:"reason"`
	Needs  OpenNeeds `json:"-"`
}

// OpenNeeds are the facts of the opener.
type OpenNeeds struct {
	Conflicts []string // kinds of organ where her relatives or friends serve
	Declared  bool     // she has declared them (none is a declaration too)
}

func (Open) Name() act.Name { return "clue.open" }
func (a Open) On() string   { return a.ID }

// Do refuses an officer who has not declared, or who has kin in that kind of
// organ.
func (a Open) Do(c Clue, m act.Moment) (Clue, error) {
	if !a.Needs.Declared {
		return c, act.Refuse(act.Forbidden, "开启前请先在“我的账号”里申报亲友在司法机关任职情况（没有的也要申报）。",
			"Before opening, declare on your account page where relatives and friends serve (none is a declaration too).")
	}
	for _, k := range a.Needs.Conflicts {
		if k == c.Asked {
			return c, act.None()
		}
	}
	if c.Body.Hash == "" {
		return c, act.Refuse(act.NotNow, "本事项没有密封的原文。", "This matter has no sealed original.")
	}
	var k act.Check
	neutral(&k, "reason", a.Reason)
	return c, k.Err()
}
