package clue

import "hengjian/oversight/act"

// ReportRetaliation (报告受到打击报复) is lawful for whoever holds the receipt in
// every state. Its leg is drafted by staff and never goes to the accused.
type ReportRetaliation struct {
	ID string `json:"id" form:"id"`
	Said
}

func (ReportRetaliation) Name() act.Name { return "clue.report_retaliation" }
func (a ReportRetaliation) On() string   { return a.ID }

// Do raises the alarm.
func (a ReportRetaliation) Do(c Clue, m act.Moment) (Clue, error) {
	var k act.Check
	a.check(&k, 20000)
	if err := k.Err(); err != nil {
		return c, err
	}
	c.say(m, "sender", "retaliation", a.Said)
	c.Retaliation = true
	return c, c.alarm(m, "sender")
}

// Withdraw (撤回) is the sender's; no leg and no problem ends with it. Whoever
// was pressed to withdraw is looked after as in retaliation.
type Withdraw struct {
	ID       string `json:"id" form:"id"`
	Pressure string `json:"pressure" form:"pressure"` // yes | no: 是否受到压力
}

func (Withdraw) Name() act.Name { return "clue.withdraw" }
func (a Withdraw) On() string   { return a.ID }

// Do withdraws.
func (a Withdraw) Do(c Clue, m act.Moment) (Clue, error) {
	if a.Pressure != "yes" && a.Pressure != "no" {
		return c, act.Wrong("pressure", "请告诉我们：撤回是否因为受到压力？", "Please tell us: were you put under pressure to withdraw?")
	}
	alarmed := c.Urgent
	c.Stop(m, "clue.tell", "clue.tell_anonymous", "clue.finish")
	c.tell(m, Told{Code: "withdrawn"})
	if a.Pressure == "no" {
		return c, nil
	}
	c.Retaliation = true
	c.note(m, "反映人撤回时表示受到压力。")
	if alarmed {
		return c, nil
	}
	return c, c.alarm(m, "sender")
}
