package clue

import (
	"strings"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

// Assign (指定经办) makes somebody a handler.
type Assign struct {
	ID     string      `json:"id" form:"id"`
	Person string      `json:"person" form:"person"`
	Needs  PersonNeeds `json:"-"` // of Person: a clerk or intake officer
}

func (Assign) Name() act.Name { return "clue.assign" }
func (a Assign) On() string   { return a.ID }

// Do adds the handler.
func (a Assign) Do(c Clue, _ act.Moment) (Clue, error) {
	var k act.Check
	a.Needs.want(&k, "person")
	k.Want(!c.Has(a.Person, "recused"), "person", "此人已回避。", "This person is recused.")
	k.Want(!c.Has(a.Person, "handler"), "person", "此人已是经办人。", "This person is a handler already.")
	if err := k.Err(); err != nil {
		return c, err
	}
	c.Join(a.Person, "handler")
	return c, nil
}

// Take (由我来办) makes the actor a handler.
type Take struct {
	ID string `json:"id" form:"id"`
}

func (Take) Name() act.Name { return "clue.take" }
func (a Take) On() string   { return a.ID }

// Do adds the actor.
func (a Take) Do(c Clue, m act.Moment) (Clue, error) {
	if c.Has(m.By, "recused") {
		return c, act.Refuse(act.Forbidden, "您已回避本事项。", "You are recused from this matter.")
	}
	if c.Has(m.By, "handler") {
		return c, act.Refuse(act.NotNow, "您已是经办人。", "You are a handler already.")
	}
	c.Join(m.By, "handler")
	return c, nil
}

// Recuse (回避) takes the actor off the matter; she no longer sees it.
type Recuse struct {
	ID    string      `json:"id" form:"id"`
	Why   string      `json:"why" form:"why"` // see RecuseWhys; coded, so that it tells nothing of the case
	Needs RecuseNeeds `json:"-"`
}

// RecuseNeeds counts who could go on.
type RecuseNeeds struct {
	Others int64 // other people of the place in the same function who are free of conflict on this matter
}

// RecuseWhys are the coded reasons.
var RecuseWhys = []act.Word{
	{Code: "kin", Zh: "与有关人员有近亲属关系", En: "near relative of somebody concerned"},
	{Code: "interest", Zh: "与本事项有利害关系", En: "an interest in the matter"},
	{Code: "part", Zh: "曾参与有关案件办理", En: "took part in the case concerned"},
	{Code: "other", Zh: "其他可能影响公正的关系", En: "another relation that may affect fairness"},
}

func (Recuse) Name() act.Name { return "clue.recuse" }
func (a Recuse) On() string   { return a.ID }

// Do recuses, if somebody remains who can handle the matter.
func (a Recuse) Do(c Clue, m act.Moment) (Clue, error) {
	if !act.Has(RecuseWhys, a.Why) {
		return c, act.Wrong("why", "请选择回避理由。", "Choose the reason.")
	}
	remain := a.Needs.Others > 0
	for _, p := range c.Parties {
		remain = remain || p.As == "handler" && p.Person != m.By && !c.Has(p.Person, "recused")
	}
	if !remain {
		return c, act.Refuse(act.NotNow, "没有其他可办理的人：请先由负责人指定一名经办人，或者报分管副主任。", "Nobody else could handle it: let the director assign somebody first.")
	}
	c.Part(m.By, "handler")
	c.Join(m.By, "recused")
	return c, nil
}

// HandOver (移交) passes the handling from one person to another, whether the
// message is open or closed. A director may hand over for an absent colleague.
type HandOver struct {
	ID     string      `json:"id" form:"id"`
	From   string      `json:"from" form:"from"` // "" is the actor
	To     string      `json:"to" form:"to"`
	Reason string      `json:"reason" form:"reason"`
	Needs  PersonNeeds `json:"-"` // of To: a clerk or intake officer
}

func (HandOver) Name() act.Name { return "clue.hand_over" }
func (a HandOver) On() string   { return a.ID }

// Do changes the handler.
func (a HandOver) Do(c Clue, m act.Moment) (Clue, error) {
	from := a.From
	if from == "" {
		from = m.By
	}
	if from != m.By && m.Role != access.Director && m.Role != access.Follow {
		return c, act.Refuse(act.Forbidden, "只有负责人能替他人移交。", "Only the director hands over for somebody else.")
	}
	var k act.Check
	k.Want(c.Has(from, "handler"), "from", "移交人不是本事项的经办人。", "That person is not a handler of this matter.")
	k.Want(a.To != from && !c.Has(a.To, "recused"), "to", "请选择另一位未回避的人。", "Choose somebody else who is not recused.")
	a.Needs.want(&k, "to")
	text(&k, "reason", a.Reason, 2, 500, "请写明理由。", "Give the reason.")
	if err := k.Err(); err != nil {
		return c, err
	}
	c.Part(from, "handler")
	c.Join(a.To, "handler")
	c.note(m, "移交："+strings.TrimSpace(a.Reason))
	return c, nil
}
