package clue

import "hengjian/oversight/act"

// PersonNeeds says whether the person an act names can take it on: an active
// account of this place in a function the act wants, not recused from the
// matter, without relatives in that kind of organ.
type PersonNeeds struct{ Fit bool }

func (n PersonNeeds) want(k *act.Check, field string) {
	k.Want(n.Fit, field, "请选择一位能办本事项的人（在岗、岗位相符、无须回避）。", "Choose somebody who can take this: active, in the right function, not recused.")
}

// OpenEmergency opens the original when life is in danger and the ordinary way
// is too slow: a second person agrees by telephone and countersigns in 24 h.
type OpenEmergency struct {
	ID     string      `json:"id" form:"id"`
	Second string      `json:"second" form:"second"` // person who agreed by telephone
	Danger bool        `json:"danger" form:"danger"` // somebody's life is in danger
	Reason string      `json:"reason" form:"reason"`
	Needs  PersonNeeds `json:"-"` // of Second: an intake officer or director
}

func (OpenEmergency) Name() act.Name { return "clue.open_emergency" }
func (a OpenEmergency) On() string   { return a.ID }

// Do records who agreed; the term to countersign starts.
func (a OpenEmergency) Do(c Clue, m act.Moment) (Clue, error) {
	var k act.Check
	k.Want(a.Danger, "danger", "只有危及生命时才能紧急开启。", "Only where life is in danger.")
	k.Want(a.Second != m.By, "second", "须由另一人同意。", "Somebody else must agree.")
	a.Needs.want(&k, "second")
	text(&k, "reason", a.Reason, 4, 500, "请写明理由（4 到 500 字）。", "Give the reason (4 to 500 characters).")
	k.Want(c.Body.Hash != "", "", "本事项没有密封的原文。", "This matter has no sealed original.")
	if err := k.Err(); err != nil {
		return c, err
	}
	c.Join(a.Second, "second")
	c.note(m, a.Reason)
	return c, c.Begin(m, "clue.open_emergency_countersign")
}

// Countersign (补签) is the second person's signature for an emergency opening.
type Countersign struct {
	ID string `json:"id" form:"id"`
}

func (Countersign) Name() act.Name { return "clue.countersign" }
func (a Countersign) On() string   { return a.ID }

// Do stops the clock; only who agreed by telephone can sign.
func (a Countersign) Do(c Clue, m act.Moment) (Clue, error) {
	if !c.Has(m.By, "second") {
		return c, act.Refuse(act.Forbidden, "只有电话中同意的那一位能补签。", "Only the person who agreed by telephone can countersign.")
	}
	c.Part(m.By, "second")
	c.Stop(m, "clue.open_emergency_countersign")
	return c, nil
}
