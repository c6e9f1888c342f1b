package clue

import "hengjian/oversight/act"

// ConcludeOwn (专门渠道办结) answers the sender and closes a message about the
// congress's own staff or deputies; the file itself is kept by internal
// discipline under its own rules.
type ConcludeOwn struct {
	ID string `json:"id" form:"id"`
	Reply
}

func (ConcludeOwn) Name() act.Name { return "clue.conclude_own" }
func (a ConcludeOwn) On() string   { return a.ID }

// Do answers and closes.
func (a ConcludeOwn) Do(c Clue, m act.Moment) (Clue, error) {
	var k act.Check
	a.check(&k)
	if err := k.Err(); err != nil {
		return c, err
	}
	if c.Urgent {
		return c, act.Refuse(act.NotNow, "本事项仍标记为紧急，请先处置。", "The matter is still urgent; attend to it first.")
	}
	c.say(m, "office", "answer", a.Said)
	c.tell(m, Told{Code: "answered"})
	c.Answered = m.Day()
	c.StopAll(m)
	return c, nil
}
