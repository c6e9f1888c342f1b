package clue

import "hengjian/oversight/act"

// Ask (请反映人补充) puts a question to the sender by receipt. The term to tell
// runs on.
type Ask struct {
	ID string `json:"id" form:"id"`
	Said
}

func (Ask) Name() act.Name { return "clue.ask" }
func (a Ask) On() string   { return a.ID }

// Do adds the question to the conversation.
func (a Ask) Do(c Clue, m act.Moment) (Clue, error) {
	var k act.Check
	a.check(&k, 2000)
	neutral(&k, "text", a.Text)
	if err := k.Err(); err != nil {
		return c, err
	}
	if c.ReplyTo == "" {
		return c, act.Refuse(act.NotNow, "本事项没有回执，反映人看不到问题。", "There is no receipt; the sender could not see the question.")
	}
	c.say(m, "office", "ask", a.Said)
	return c, nil
}

// Supplement (补充) is what the sender adds by receipt, with files if any.
type Supplement struct {
	ID string `json:"id" form:"id"`
	Said
}

func (Supplement) Name() act.Name { return "clue.supplement" }
func (a Supplement) On() string   { return a.ID }

// Do adds to the conversation of this receipt only.
func (a Supplement) Do(c Clue, m act.Moment) (Clue, error) {
	var k act.Check
	a.check(&k, 20000)
	k.Want(len(c.Talk) < 200, "text", "补充次数太多，请当面或来信反映。", "Too many additions; please write or come in person.")
	if err := k.Err(); err != nil {
		return c, err
	}
	c.say(m, "sender", "supplement", a.Said)
	return c, nil
}
