package correction

import (
	"strings"

	"hengjian/oversight/act"
	"hengjian/oversight/law"
)

// Grant (决定更正) puts the entry right: the register's own act follows.
type Grant struct {
	ID     string     `json:"id" form:"id"`
	Basis  string     `json:"basis" form:"basis"` // what was checked: a document, an archive
	Reason string     `json:"reason" form:"reason"`
	Needs  GrantNeeds `json:"-"`
}

// GrantNeeds is the entry as it stands now.
type GrantNeeds struct {
	There bool      // the entry is still in the register
	Says  string    // what it says of the fact now
	Fault [2]string // why the register could not take the new value
}

func (Grant) Name() act.Name { return "correction.grant" }
func (a Grant) On() string   { return a.ID }

// Do decides. Where somebody has corrected the entry meanwhile, nothing is
// changed a second time.
func (a Grant) Do(c Correction, m act.Moment) (Correction, error) {
	var k act.Check
	k.Length("basis", a.Basis, 2, 120, "请写明核对了什么材料（2 到 120 字）。", "Say what was checked (2 to 120 characters).")
	neutral(&k, "basis", a.Basis)
	reason(&k, a.Reason)
	k.Want(a.Needs.There, "id", "该人员的登记已经并入另一条或者不在册，请先核对；也可以决定不予更正并说明。", "The entry has been merged or is gone; check it first, or refuse with the reason.")
	k.Want(a.Needs.Fault[0] == "", "id", a.Needs.Fault[0]+"请先处理，或者决定不予更正并说明。", a.Needs.Fault[1]+" Settle that first, or refuse with the reason.")
	if err := k.Err(); err != nil {
		return c, err
	}
	c.Decision, c.Basis, c.Reason = "granted", strings.TrimSpace(a.Basis), strings.TrimSpace(a.Reason)
	c.Changed = a.Needs.Says != c.Should
	return c, nil
}

// Refuse (决定不予更正) leaves the entry as it is, with the reason.
type Refuse struct {
	ID     string `json:"id" form:"id"`
	Basis  string `json:"basis" form:"basis"`
	Reason string `json:"reason" form:"reason"`
}

func (Refuse) Name() act.Name { return "correction.refuse" }
func (a Refuse) On() string   { return a.ID }

// Do decides.
func (a Refuse) Do(c Correction, m act.Moment) (Correction, error) {
	var k act.Check
	k.Length("basis", a.Basis, 2, 120, "请写明核对了什么材料（2 到 120 字）。", "Say what was checked (2 to 120 characters).")
	neutral(&k, "basis", a.Basis)
	reason(&k, a.Reason)
	if err := k.Err(); err != nil {
		return c, err
	}
	c.Decision, c.Basis, c.Reason = "refused", strings.TrimSpace(a.Basis), strings.TrimSpace(a.Reason)
	if _, runs := c.Running("correction.supplement"); runs {
		c.Stop(m, "correction.supplement")
		return c, c.Begin(m, "correction.reply")
	}
	return c, nil
}

// Tell (告知结果) enters how and when the officer was told.
type Tell struct {
	ID      string `json:"id" form:"id"`
	Channel string `json:"channel" form:"channel"`
	Day     string `json:"day" form:"day"`
}

func (Tell) Name() act.Name { return "correction.tell" }
func (a Tell) On() string   { return a.ID }

// Do enters it.
func (a Tell) Do(c Correction, m act.Moment) (Correction, error) {
	var k act.Check
	k.Want(act.Has(Channels, a.Channel), "channel", "请选择告知方式。", "Choose how they were told.")
	k.Want(law.Day(a.Day).Valid() && a.Day <= m.Day() && a.Day >= c.Opened, "day", "告知日期在申请之后，不晚于今天。", "The day is after the request and not later than today.")
	if err := k.Err(); err != nil {
		return c, err
	}
	c.Told, c.ToldOn = a.Channel, a.Day
	c.Stop(m, "correction.reply")
	return c, nil
}
