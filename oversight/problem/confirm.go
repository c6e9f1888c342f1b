package problem

import (
	"strings"

	"hengjian/oversight/act"
)

// ProposeConfirm (拟确认) puts a problem on the council's list, not before the
// reply or its term.
type ProposeConfirm struct {
	ID    string `json:"id" form:"id"`
	Batch string `json:"batch" form:"batch"` // name of the list, as on the council's agenda
}

func (ProposeConfirm) Name() act.Name { return "problem.propose_confirm" }
func (a ProposeConfirm) On() string   { return a.ID }

// Do proposes.
func (a ProposeConfirm) Do(p Problem, m act.Moment) (Problem, error) {
	if c, ok := p.Running("problem.reply"); ok && m.At.UnixMicro() <= c.DueAt && !p.allReplied() {
		return p, act.Refuse(act.NotNow, "还没有收到全部回复，答复期限到 "+c.Due+"。", "Not everybody asked has replied; the term runs until "+c.Due+".")
	}
	var k act.Check
	k.Length("batch", a.Batch, 0, 60, "批次名称不超过 60 字。", "The list's name has at most 60 characters.")
	neutral(&k, "batch", a.Batch)
	if err := k.Err(); err != nil {
		return p, err
	}
	p.Batch = strings.TrimSpace(a.Batch)
	p.Stop(m, "problem.reply")
	return p, nil
}

// Confirm (确认) is the council's: the problem is found.
type Confirm struct {
	ID string `json:"id" form:"id"`
}

func (Confirm) Name() act.Name { return "problem.confirm" }
func (a Confirm) On() string   { return a.ID }

// Do keeps the minute.
func (a Confirm) Do(p Problem, m act.Moment) (Problem, error) {
	p.Confirmed = minuteOf(m, "")
	return p, nil
}

// SendBack is the council's wish to hear more before it confirms.
type SendBack struct {
	ID     string `json:"id" form:"id"`
	Reason string `json:"reason" form:"reason"`
}

func (SendBack) Name() act.Name { return "problem.send_back" }
func (a SendBack) On() string   { return a.ID }

// Do sends it back to the reply.
func (a SendBack) Do(p Problem, m act.Moment) (Problem, error) {
	if err := needReason(a.Reason); err != nil {
		return p, err
	}
	p.comment(m, "redraft", a.Reason)
	return p, nil
}
