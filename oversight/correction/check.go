package correction

import (
	"strings"

	"hengjian/oversight/act"
)

// Consider (受理) takes a request up to be checked.
type Consider struct {
	ID string `json:"id" form:"id"`
}

func (Consider) Name() act.Name { return "correction.consider" }
func (a Consider) On() string   { return a.ID }

// Do takes it up; the term to reply goes on.
func (a Consider) Do(c Correction, m act.Moment) (Correction, error) { return c, nil }

// Ask (请补充材料) says what is missing; while the answer is awaited the term to
// reply does not run.
type Ask struct {
	ID     string `json:"id" form:"id"`
	Wanted string `json:"wanted" form:"wanted"`
}

func (Ask) Name() act.Name { return "correction.ask" }
func (a Ask) On() string   { return a.ID }

// Do asks.
func (a Ask) Do(c Correction, m act.Moment) (Correction, error) {
	var k act.Check
	k.Length("wanted", a.Wanted, 4, 500, "请写明需要补充什么（4 到 500 字）。", "Say what is wanted (4 to 500 characters).")
	neutral(&k, "wanted", a.Wanted)
	if err := k.Err(); err != nil {
		return c, err
	}
	c.Wanted = strings.TrimSpace(a.Wanted)
	c.Stop(m, "correction.reply")
	return c, c.Begin(m, "correction.supplement")
}

// Supplement (补充材料) hands in what was wanted.
type Supplement struct {
	ID        string `json:"id" form:"id"`
	Text      string `json:"text" form:"text"`
	Proof     string `json:"proof,omitempty" form:"proof"`
	ProofName string `json:"proof_name,omitempty" form:"proof_name"`
}

func (Supplement) Name() act.Name { return "correction.supplement" }
func (a Supplement) On() string   { return a.ID }

// Do adds it; the term to reply begins anew.
func (a Supplement) Do(c Correction, m act.Moment) (Correction, error) {
	var k act.Check
	k.Length("text", a.Text, 4, 1000, "请写明补充的内容（4 到 1000 字）。", "Say what is added (4 to 1,000 characters).")
	neutral(&k, "text", a.Text)
	if err := k.Err(); err != nil {
		return c, err
	}
	c.Added = strings.TrimSpace(a.Text)
	c.keep("proof", a.Proof, a.ProofName, m.Day())
	c.Stop(m, "correction.supplement")
	return c, c.Begin(m, "correction.reply")
}

// Withdraw (撤回申请) takes a request back; the entry stays as it is.
type Withdraw struct {
	ID     string        `json:"id" form:"id"`
	Reason string        `json:"reason" form:"reason"`
	Needs  WithdrawNeeds `json:"-"`
}

// WithdrawNeeds says for whom the actor speaks.
type WithdrawNeeds struct{ Organ bool } // for the organ through which it came

func (Withdraw) Name() act.Name { return "correction.withdraw" }
func (a Withdraw) On() string   { return a.ID }

// Do takes it back. The office cannot take back what an organ handed in.
func (a Withdraw) Do(c Correction, m act.Moment) (Correction, error) {
	if (c.Way == "organ") != a.Needs.Organ {
		return c, act.Refuse(act.Forbidden, "申请由提出的一方撤回。", "Whoever asked takes it back.")
	}
	var k act.Check
	reason(&k, a.Reason)
	if err := k.Err(); err != nil {
		return c, err
	}
	c.Ended = strings.TrimSpace(a.Reason)
	c.Stop(m, "correction.reply")
	c.Stop(m, "correction.supplement")
	return c, nil
}
