package circular

import (
	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

// Send (印发给一个单位) begins one recipient's copy. It follows from sending a plan
// out and from passing one on; staff add whoever was entered in the register later.
type Send struct {
	Campaign string    `json:"campaign" form:"campaign"`
	Organ    string    `json:"organ,omitempty" form:"organ"` // an organ of one's own level, or
	To       string    `json:"to,omitempty" form:"to"`       // the place of a committee directly below
	Needs    SendNeeds `json:"-"`
}

// SendNeeds are facts of the campaign and the register.
type SendNeeds struct {
	Found     bool // sent out, not over, and one's own or one signed for
	Fits      bool // an organ of this level, or a committee directly below for one's own plan
	Taken     bool // it has one already
	Title     string
	Level     string
	Sender    string
	PlanBy    string
	Recipient string
	Rank      string
	Via       string
	Edition   int64
}

func (Send) Name() act.Name { return "circular.send" }
func (Send) On() string     { return "" }

// Do sends it. A committee addresses organs of its own level and committees
// directly below it, nobody else (ZJ08 12: each within its own power).
func (a Send) Do(c Circular, m act.Moment) (Circular, error) {
	var k act.Check
	k.Want(a.Needs.Found, "campaign", "没有这个已印发的专项，或者它已经结束。", "There is no such campaign that was sent out and is not over.")
	k.Want((a.Organ == "") != (a.To == ""), "organ", "请选择一个机关，或者一个下级人大。", "Choose an organ or a committee below.")
	k.Want(!a.Needs.Found || a.Needs.Fits, "organ", "只能印发给本级机关和直接的下级人大。", "It goes to organs of this level and committees directly below.")
	k.Want(!a.Needs.Taken, "organ", "已经印发给该单位。", "It was sent to them already.")
	if err := k.Err(); err != nil {
		return c, err
	}
	c.Campaign, c.Organ, c.To = a.Campaign, a.Organ, a.To
	c.Title, c.Level, c.Sender, c.PlanBy = a.Needs.Title, a.Needs.Level, a.Needs.Sender, a.Needs.PlanBy
	c.Recipient, c.Rank, c.Via = a.Needs.Recipient, a.Needs.Rank, a.Needs.Via
	if c.Shown = a.Organ; a.To != "" {
		c.Shown = access.ToCommittee(a.To)
	}
	c.Rounds = []Round{{Edition: a.Needs.Edition, Sent: m.Day()}}
	return c, c.Begin(m, "circular.sign")
}

// Renew (方案调整后再次印发) follows from a change order, or is done by a committee
// that passed the plan on: it is to be signed for again.
type Renew struct {
	ID      string     `json:"id" form:"id"`
	Edition int64      `json:"edition,omitempty"`
	Reason  string     `json:"reason,omitempty"`
	Needs   RenewNeeds `json:"-"`
}

// RenewNeeds are the edition in force and why it was made, as far as this
// committee has it: of its own plan, or of the one it signed for.
type RenewNeeds struct {
	SideNeeds
	Edition int64
	Why     string
}

func (Renew) Name() act.Name { return "circular.renew" }
func (a Renew) On() string   { return a.ID }

// Do sends it again; what was recorded of the study stays.
func (a Renew) Do(c Circular, m act.Moment) (Circular, error) {
	edition, why := a.Edition, a.Reason
	if m.Role != access.Follow {
		if err := a.Needs.sender(c); err != nil {
			return c, err
		}
		edition, why = a.Needs.Edition, a.Needs.Why
	}
	if edition <= c.Now().Edition {
		return c, act.Refuse(act.NotNow, "对方已经收到现行的一版。", "They have the edition in force.")
	}
	c.StopAll(m)
	c.Rounds = append(c.Rounds[:len(c.Rounds):len(c.Rounds)], Round{Edition: edition, Sent: m.Day(), Why: why})
	c.State = "sent"
	return c, c.Begin(m, "circular.sign")
}

// Withdraw (撤回通知) takes it back, with the reason.
type Withdraw struct {
	ID     string    `json:"id" form:"id"`
	Reason string    `json:"reason" form:"reason"`
	Needs  SideNeeds `json:"-"`
}

func (Withdraw) Name() act.Name { return "circular.withdraw" }
func (a Withdraw) On() string   { return a.ID }

// Do takes it back.
func (a Withdraw) Do(c Circular, m act.Moment) (Circular, error) {
	if err := a.Needs.sender(c); err != nil {
		return c, err
	}
	var k act.Check
	reason(&k, a.Reason)
	if err := k.Err(); err != nil {
		return c, err
	}
	c.Ended = a.Reason
	c.StopAll(m)
	return c, nil
}

// Remind (提醒) is a nudge of the sender's staff.
type Remind struct {
	ID    string      `json:"id" form:"id"`
	Text  string      `json:"text,omitempty" form:"text"`
	Needs RemindNeeds `json:"-"`
}

// RemindNeeds are the numbers in force: how many reminders, and how many days apart.
type RemindNeeds struct {
	SideNeeds
	Limit, Apart int64
	Earliest     string // the last day on which a reminder may lie for another to be sent today
}

func (Remind) Name() act.Name { return "circular.remind" }
func (a Remind) On() string   { return a.ID }

// Do reminds: from the last day of the term on, a few times, some days apart.
func (a Remind) Do(c Circular, m act.Moment) (Circular, error) {
	if err := a.Needs.sender(c); err != nil {
		return c, err
	}
	if k, runs := c.Running(c.Clock()); runs && m.Day() < k.Due {
		return c, act.Refuse(act.NotNow, "还没有到期（"+k.Due+"），到期当天起可以提醒。", "It is not due yet ("+k.Due+"); a reminder is possible from that day.")
	}
	n, last := c.Reminded()
	if a.Needs.Limit > 0 && n >= a.Needs.Limit {
		return c, act.Refuse(act.NotNow, "提醒次数已满，请直接与对方联系。", "No more reminders; speak to them directly.")
	}
	if last != "" && a.Needs.Earliest != "" && last > a.Needs.Earliest {
		return c, act.Refuse(act.NotNow, "距上一次提醒（"+last+"）时间太近。", "The last reminder ("+last+") is too recent.")
	}
	var k act.Check
	k.Length("text", a.Text, 0, 200, "不超过 200 字。", "At most 200 characters.")
	neutral(&k, "text", a.Text)
	if err := k.Err(); err != nil {
		return c, err
	}
	c.Reminders = append(c.Reminders[:len(c.Reminders):len(c.Reminders)], Reminder{Day: m.Day(), By: m.By, Text: a.Text, Round: int64(len(c.Rounds))})
	return c, nil
}
