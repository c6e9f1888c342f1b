package clue

import "hengjian/oversight/act"

// Answer (答复) tells the sender what was done in procedure and which remedies
// are left. It never says how a case should end.
type Answer struct {
	ID       string `json:"id" form:"id"`
	LegsOpen bool   `json:"legs_open" form:"legs_open"` // the text says that organs have still to report
	Reply
	Needs AnswerNeeds `json:"-"`
}

// AnswerNeeds counts the message's legs.
type AnswerNeeds struct {
	OpenLegs int64 // legs not closed or dropped
	Untold   int64 // legs whose last procedural result the sender was not told
}

func (Answer) Name() act.Name { return "clue.answer" }
func (a Answer) On() string   { return a.ID }

// Do answers; the term for a second look starts.
func (a Answer) Do(c Clue, m act.Moment) (Clue, error) {
	var k act.Check
	a.check(&k)
	k.Want(a.Needs.OpenLegs == 0 || a.LegsOpen, "legs_open", "还有转送没有反馈：请在答复中说明，并勾选此项。", "Some legs have not reported: say so in the answer and tick this.")
	if err := k.Err(); err != nil {
		return c, err
	}
	if a.Needs.Untold > 0 {
		return c, act.Refuse(act.NotNow, "还有转送结果没有告知反映人：请先逐条告知。", "Results of legs were not told yet: tell each first.")
	}
	t := Told{Code: "answered"}
	if a.Needs.OpenLegs > 0 {
		t.Note = "legs_open"
	}
	c.say(m, "office", "answer", a.Said)
	c.tell(m, t)
	c.Answered, c.Rating, c.RelookWhy = m.Day(), "", ""
	c.Stop(m, "clue.finish", "clue.relook")
	return c, c.Begin(m, "clue.relook")
}
