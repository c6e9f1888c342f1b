package clue

import (
	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

// RaiseUrgent (标记紧急) puts a message on top of every workbench. The sender
// only ticks that somebody is in danger; the office says why.
type RaiseUrgent struct {
	ID     string `json:"id" form:"id"`
	Reason string `json:"reason" form:"reason"`
}

func (RaiseUrgent) Name() act.Name { return "clue.raise_urgent" }
func (a RaiseUrgent) On() string   { return a.ID }

// Do marks it and starts the clock.
func (a RaiseUrgent) Do(c Clue, m act.Moment) (Clue, error) {
	if c.Urgent {
		return c, act.Refuse(act.NotNow, "已经标记为紧急。有人身危险的，请同时拨打 110。", "It is already urgent. In present danger call the police as well.")
	}
	by := map[act.Role]string{access.Intake: "intake", access.Clerk: "clerk"}[m.Role]
	if by == "" {
		by = "sender"
	} else {
		if err := needReason(a.Reason); err != nil {
			return c, err
		}
		c.note(m, a.Reason)
	}
	return c, c.alarm(m, by)
}

// alarm marks the message urgent; a clock that runs already goes on.
func (c *Clue) alarm(m act.Moment, by string) error {
	if c.Urgent = true; c.UrgentWhy == "" {
		c.UrgentWhy = by
	}
	if _, runs := c.Running("clue.urgent"); runs {
		return nil
	}
	return c.beginUrgent(m)
}

// beginUrgent starts the term in office hours. A sender's line keeps the day
// alone; counted from midnight the term would be over before an evening's
// message came, so it runs from the hour in which it came.
func (c *Clue) beginUrgent(m act.Moment) error {
	if !m.Hour.IsZero() {
		m.At = m.Hour
	}
	return c.Begin(m, "clue.urgent")
}

// Attend (紧急情况已处置) ends the urgent mark with what was done.
type Attend struct {
	ID   string `json:"id" form:"id"`
	How  string `json:"how" form:"how"` // see AttendHows
	Note string `json:"note" form:"note"`
}

func (Attend) Name() act.Name { return "clue.attend" }
func (a Attend) On() string   { return a.ID }

// AttendHows are the coded answers to an alarm.
var AttendHows = []act.Word{
	{Code: "referred", Zh: "已紧急转送", En: "referred urgently"},
	{Code: "contacted", Zh: "已与反映人联系，告知求助途径", En: "the sender was reached and told where to get help"},
	{Code: "others", Zh: "已由有权机关处置", En: "the competent organ has acted"},
	{Code: "no_danger", Zh: "核实后没有现实危险", En: "on checking there is no present danger"},
}

// Do ends the alarm.
func (a Attend) Do(c Clue, m act.Moment) (Clue, error) {
	if !c.Urgent {
		return c, act.Refuse(act.NotNow, "本事项没有标记为紧急。", "The matter is not urgent.")
	}
	var k act.Check
	k.Want(act.Has(AttendHows, a.How), "how", "请选择处置方式。", "Choose what was done.")
	text(&k, "note", a.Note, 4, 500, "请写明已采取的措施（4 到 500 字）。", "Say what was done (4 to 500 characters).")
	if err := k.Err(); err != nil {
		return c, err
	}
	c.note(m, act.WordOf(AttendHows, a.How).Zh+"："+a.Note)
	c.Urgent = false
	c.Stop(m, "clue.urgent")
	return c, nil
}
