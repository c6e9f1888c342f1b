package clue

import (
	"hengjian/oversight/act"
)

// Rate (评价) is the sender's word on the answer; the text is sealed.
type Rate struct {
	ID     string `json:"id" form:"id"`
	Rating string `json:"rating" form:"rating"`
	Said
}

// Ratings a sender may give.
var Ratings = []act.Word{
	{Code: "satisfied", Zh: "满意", En: "satisfied"},
	{Code: "basic", Zh: "基本满意", En: "basically satisfied"},
	{Code: "unsatisfied", Zh: "不满意", En: "not satisfied"},
}

func (Rate) Name() act.Name { return "clue.rate" }
func (a Rate) On() string   { return a.ID }

// Do keeps the last rating.
func (a Rate) Do(c Clue, m act.Moment) (Clue, error) {
	var k act.Check
	k.Want(act.Has(Ratings, a.Rating), "rating", "请选择评价。", "Choose a rating.")
	if a.Text != "" {
		a.check(&k, 2000)
	}
	if err := k.Err(); err != nil {
		return c, err
	}
	c.Rating = a.Rating
	if a.Text != "" {
		c.say(m, "sender", "rating", a.Said)
	}
	return c, nil
}

// AskRelook (请求再看) asks the office to look again. It is not the statutory
// review, which is the next higher organ's, and replaces no remedy.
type AskRelook struct {
	ID  string `json:"id" form:"id"`
	Why string `json:"why" form:"why"` // see RelookWhys
	Said
}

// RelookWhys are the coded reasons.
var RelookWhys = []act.Word{
	{Code: "unanswered", Zh: "有的问题没有答复", En: "some points were not answered"},
	{Code: "unclear", Zh: "看不懂答复", En: "the answer is not clear"},
	{Code: "new_facts", Zh: "有新的事实或材料", En: "new facts or material"},
	{Code: "procedure", Zh: "认为程序没有走完", En: "the procedure was not completed"},
	{Code: "other", Zh: "其他", En: "other"},
}

func (AskRelook) Name() act.Name { return "clue.ask_relook" }
func (a AskRelook) On() string   { return a.ID }

// Do asks within the term, its last day included.
func (a AskRelook) Do(c Clue, m act.Moment) (Clue, error) {
	run, ok := c.Running("clue.relook")
	if !ok || m.Day() > run.Due {
		return c, act.Refuse(act.NotNow, "请求再看的期限已过，或者已经再看过一次。法定的救济途径不受影响；有新情况的可以重新反映。",
			"The term for a second look has run, or there was one already. Statutory remedies are not affected; with new facts write again.")
	}
	var k act.Check
	k.Want(act.Has(RelookWhys, a.Why), "why", "请选择理由。", "Choose the reason.")
	a.check(&k, 5000)
	if err := k.Err(); err != nil {
		return c, err
	}
	c.RelookWhy = a.Why
	c.say(m, "sender", "relook", a.Said)
	c.Stop(m, "clue.relook")
	return c, nil
}

// Uphold (维持答复) after a second look by somebody else than who decided. The
// statutory remedies are named apart.
type Uphold struct {
	ID string `json:"id" form:"id"`
	Reply
}

func (Uphold) Name() act.Name { return "clue.uphold" }
func (a Uphold) On() string   { return a.ID }

// Do tells the reasons; there is one second look for each answer.
func (a Uphold) Do(c Clue, m act.Moment) (Clue, error) {
	var k act.Check
	a.check(&k)
	if err := k.Err(); err != nil {
		return c, err
	}
	c.say(m, "office", "answer", a.Said)
	c.tell(m, Told{Code: "upheld"})
	c.Answered = m.Day()
	return c, nil
}

// Reopen (重新办理) after a second look.
type Reopen struct {
	ID     string `json:"id" form:"id"`
	Reason string `json:"reason" form:"reason"`
}

func (Reopen) Name() act.Name { return "clue.reopen" }
func (a Reopen) On() string   { return a.ID }

// Do reopens; a matter of our own gets its term to finish anew.
func (a Reopen) Do(c Clue, m act.Moment) (Clue, error) {
	if err := needReason(a.Reason); err != nil {
		return c, err
	}
	c.note(m, a.Reason)
	c.tell(m, Told{Code: "reopened"})
	for _, k := range c.Clocks {
		if k.Rule == "clue.finish" {
			return c, c.Begin(m, "clue.finish")
		}
	}
	return c, nil
}

// Close (办结) after the term for a second look has run.
type Close struct {
	ID string `json:"id" form:"id"`
}

func (Close) Name() act.Name { return "clue.close" }
func (a Close) On() string   { return a.ID }

// Do closes, from the day after the last day of the term, whatever the rating:
// a satisfied sender may still learn something new.
func (a Close) Do(c Clue, m act.Moment) (Clue, error) {
	if run, ok := c.Running("clue.relook"); ok && m.Day() <= run.Due {
		return c, act.Refuse(act.NotNow, "反映人在 "+run.Due+" 以前可以请求再看，期满后才能办结。", "The sender may ask for a second look until "+run.Due+"; close after that.")
	}
	if c.Urgent {
		return c, act.Refuse(act.NotNow, "本事项仍标记为紧急，请先处置。", "The matter is still urgent; attend to it first.")
	}
	c.StopAll(m)
	return c, nil
}
