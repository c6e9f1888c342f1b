package clue

import (
	"time"
	"unicode/utf8"

	"hengjian/oversight/act"
	"hengjian/oversight/law"
)

// ReferUrgent (紧急转送) refers by telephone, with the writing to follow in
// 24 h. It is the only act in which one person proposes and decides: somebody
// is being tortured, held illegally or threatened now.
type ReferUrgent struct {
	ID       string           `json:"id" form:"id"`
	Route    string           `json:"route" form:"route"`
	To       string           `json:"to" form:"to"`
	Called   string           `json:"called" form:"called"` // time of the call in Shanghai, 2006-01-02T15:04
	Spoke    string           `json:"spoke" form:"spoke"`   // desk or duty officer who took the call
	Outgoing string           `json:"outgoing" form:"outgoing"`
	Reveals  string           `json:"reveals" form:"reveals"` // no | softened
	Needs    ReferUrgentNeeds `json:"-"`
}

// ReferUrgentNeeds is the computed list: for torture and illegal custody the
// procuratorate of city level; never the accused's line; where police are
// accused, the superior of their organ for threats against others.
type ReferUrgentNeeds struct {
	May map[string][]string // route id → organs that may receive it
}

func (ReferUrgent) Name() act.Name { return "clue.refer_urgent" }
func (a ReferUrgent) On() string   { return a.ID }

// Do settles the one urgent route. Before the decision it accepts the message,
// dropping routes only proposed; afterwards the message stays where it is.
func (a ReferUrgent) Do(c Clue, m act.Moment) (Clue, error) {
	if !c.Urgent {
		return c, act.Refuse(act.NotNow, "请先标记紧急，再紧急转送。", "Mark it urgent first.")
	}
	r := Route{Outcome: "refer", Route: a.Route, To: a.To, Outgoing: a.Outgoing, Reveals: a.Reveals, Urgent: true}
	var k act.Check
	r.check(&k, "urgent", ProposeNeeds{May: a.Needs.May})
	k.Want(calledWell(a.Called, m.At), "called", "请填写通话时间：24 小时之内，不晚于现在。", "Give the time of the call: within 24 hours, not later than now.")
	n := utf8.RuneCountInString(a.Spoke)
	k.Want(n >= 2 && n <= 60, "spoke", "请填写接电话的部门或人员（2 到 60 字）。", "Say which desk or officer took the call (2 to 60 characters).")
	if err := k.Err(); err != nil {
		return c, err
	}
	if rt, ok := law.RouteByID(a.Route); ok {
		r.Basis = rt.Basis
	}
	r.Reason = a.Called + " " + a.Spoke
	c.Routes = append(c.settled(), r)
	c.Urgent = false
	if c.Decided() || c.State == "merged" || c.State == "repeat" || c.State == "withdrawn" {
		c.Stop(m, "clue.urgent")
		c.settleRoutes(m)
	} else {
		c.State, c.Proposer = "accepted", m.By
		c.settle(m, "accepted", "")
	}
	return c, c.Begin(m, "clue.refer_urgent_written")
}

// calledWell reports whether the call was within the last 24 hours.
func calledWell(s string, now time.Time) bool {
	t, err := time.ParseInLocation("2006-01-02T15:04", s, act.Shanghai)
	return err == nil && !t.After(now) && now.Sub(t) <= 24*time.Hour
}

// WriteUp (补齐书面手续) ends the 24-hour term once the urgent referral's letter
// is signed.
type WriteUp struct {
	ID string `json:"id" form:"id"`
}

func (WriteUp) Name() act.Name { return "clue.write_up" }
func (a WriteUp) On() string   { return a.ID }

// Do stops the clock.
func (a WriteUp) Do(c Clue, m act.Moment) (Clue, error) {
	if _, runs := c.Running("clue.refer_urgent_written"); !runs {
		return c, act.Refuse(act.NotNow, "没有待补的书面手续。", "No urgent referral waits for its letter.")
	}
	c.Stop(m, "clue.refer_urgent_written")
	return c, nil
}
