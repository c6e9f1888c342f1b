package clue

import (
	"strings"

	"hengjian/oversight/act"
)

// ForwardLower (转下级人大) sends the message to the lower committee's letters
// office, never to the lower organ: each organ answers to its own committee.
type ForwardLower struct {
	ID       string            `json:"id" form:"id"`
	To       string            `json:"to" form:"to"` // division code
	Outgoing string            `json:"outgoing" form:"outgoing"`
	Reveals  string            `json:"reveals" form:"reveals"` // no | softened
	Needs    ForwardLowerNeeds `json:"-"`
}

// ForwardLowerNeeds are the places directly below that have a committee here.
type ForwardLowerNeeds struct {
	Below    []string
	Children int64 // messages merged into this one: they follow it by clue.tell_common
}

func (ForwardLower) Name() act.Name { return "clue.forward_lower" }
func (a ForwardLower) On() string   { return a.ID }

// Do forwards and tells the sender where it went.
func (a ForwardLower) Do(c Clue, m act.Moment) (Clue, error) {
	var k act.Check
	k.Want(oneOf(a.To, a.Needs.Below) && a.To != c.Place, "to", "请选择直接下一级、已设常委会的地区。", "Choose a place directly below that has a committee.")
	text(&k, "outgoing", a.Outgoing, 8, 1200, "请为下级人大另写外送摘要（8 到 1200 字）。", "Write an outgoing summary (8 to 1,200 characters).")
	k.Want(a.Reveals == "no" || a.Reveals == "softened", "reveals", "请回答：由时间、地点、关系能否推知反映人？能的先改写。", "Answer: could time, place or relation give the sender away? If so, rewrite first.")
	if err := k.Err(); err != nil {
		return c, err
	}
	if err := c.noLegs(); err != nil {
		return c, err
	}
	c.Lower = a.To
	c.Routes = []Route{{Outcome: "lower", To: a.To, Outgoing: strings.TrimSpace(a.Outgoing), Reveals: a.Reveals, Basis: "L24 6; FY18 9"}}
	c.settle(m, "forwarded", "")
	return c, nil
}
