package clue

import "hengjian/oversight/act"

// Merge (合并办理) lets messages about one thing share their legs. Each receipt
// keeps its own conversation on its own row.
type Merge struct {
	ID    string     `json:"id" form:"id"`
	Into  string     `json:"into" form:"into"`
	Needs MergeNeeds `json:"-"`
}

// MergeNeeds is about the other message, and the messages merged into this one.
type MergeNeeds struct {
	Known    bool // Into exists and the actor may see it
	Place    string
	State    string
	Audience string
	Told     []Told // what Into's sender was told
	Children int64  // messages merged into this one
}

func (Merge) Name() act.Name { return "clue.merge" }
func (a Merge) On() string   { return a.ID }

// Do merges; there are no chains, so an answer has one hop to go.
func (a Merge) Do(c Clue, m act.Moment) (Clue, error) {
	n := a.Needs
	if !n.Known || n.Place != c.Place || n.Audience != c.Audience {
		return c, act.Wrong("into", "没有这个编号的事项，或者不在您的办理范围内。", "There is no such matter, or it is not within your reach.")
	}
	var k act.Check
	k.Want(a.Into != "" && a.Into != c.ID, "into", "不能合并到自己。", "It cannot be merged into itself.")
	k.Want(oneOf(n.State, working), "into", "对方事项不在办理中，不能并入。", "The other message is not being handled.")
	k.Want(n.Children == 0, "into", "已有反映并入本事项：请把它们并到同一件，不能逐级合并。", "Others are merged into this one; there are no chains.")
	if err := k.Err(); err != nil {
		return c, err
	}
	if err := c.noLegs(); err != nil {
		return c, err
	}
	c.Into = a.Into
	for _, t := range n.Told {
		c.common(m, t)
	}
	return c, nil
}

// noLegs refuses what would leave referrals of this message behind.
func (c Clue) noLegs() error {
	if len(c.settled()) > 0 {
		return act.Refuse(act.NotNow, "本事项已有定下的转送，只能继续拟办。", "Routes of this message are settled already; propose the rest.")
	}
	return nil
}

// Unmerge (取消合并) gives a message its own handling again.
type Unmerge struct {
	ID     string `json:"id" form:"id"`
	Reason string `json:"reason" form:"reason"`
}

func (Unmerge) Name() act.Name { return "clue.unmerge" }
func (a Unmerge) On() string   { return a.ID }

// Do separates; the term to tell starts anew unless it still runs.
func (a Unmerge) Do(c Clue, m act.Moment) (Clue, error) {
	if err := needReason(a.Reason); err != nil {
		return c, err
	}
	c.note(m, a.Reason)
	c.Into = ""
	return c, c.tellAgain(m)
}

func (c *Clue) tellRule() string {
	if c.Identified {
		return "clue.tell"
	}
	return "clue.tell_anonymous"
}

// tellAgain starts the term to tell unless it runs.
func (c *Clue) tellAgain(m act.Moment) error {
	if _, runs := c.Running(c.tellRule()); runs {
		return nil
	}
	return c.Begin(m, c.tellRule())
}

// TellCommon tells a merged sender the common procedural answer. It follows
// from what was told to the sender of the message it was merged into.
type TellCommon struct {
	ID    string `json:"id" form:"id"`
	Code  string `json:"code" form:"code"`
	Organ string `json:"organ" form:"organ"`
	Note  string `json:"note" form:"note"`
}

func (TellCommon) Name() act.Name { return "clue.tell_common" }
func (a TellCommon) On() string   { return a.ID }

// Do copies codes only: no leg number, no text.
func (a TellCommon) Do(c Clue, m act.Moment) (Clue, error) {
	if !act.Has(toldCodes, a.Code) {
		return c, act.Wrong("code", "没有这个告知项。", "There is no such code.")
	}
	c.common(m, Told{Code: a.Code, Organ: a.Organ, Note: a.Note})
	return c, nil
}

// common tells what may be shared. Receipt, rating and second look stay out:
// they are the other sender's own.
func (c *Clue) common(m act.Moment, t Told) {
	if !oneOf(t.Code, commonCodes) {
		return
	}
	c.tell(m, Told{Code: t.Code, Organ: t.Organ, Note: t.Note})
	c.Stop(m, "clue.tell", "clue.tell_anonymous")
}

func oneOf(s string, set []string) bool {
	for _, x := range set {
		if x == s {
			return true
		}
	}
	return false
}
