package problem

import (
	"slices"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

// Pass (核验通过) takes the verifiers' word. What is not clear is decided by
// the director with a reason, and both are shown.
type Pass struct {
	ID     string `json:"id" form:"id"`
	Reason string `json:"reason" form:"reason"`
}

func (Pass) Name() act.Name { return "problem.pass" }
func (a Pass) On() string   { return a.ID }

// Do passes; a single no cannot be passed by anybody.
func (a Pass) Do(p Problem, m act.Moment) (Problem, error) {
	v := p.Verdict()
	if err := decidable(v, m, a.Reason, v == Mixed); err != nil {
		return p, err
	}
	if v == Failed {
		return p, act.Refuse(act.NotNow, "有措施核验为“未到位”，只能退回整改。", "A measure was found not done: it can only be returned.")
	}
	p.comment(m, "pass", a.Reason)
	p.Stop(m, "problem.rectify")
	return p, nil
}

// Return (退回整改) sends a problem back after verification. The third time the
// next rung of the ladder is proposed.
type Return struct {
	ID     string      `json:"id" form:"id"`
	Reason string      `json:"reason" form:"reason"`
	Needs  ReturnNeeds `json:"-"`
}

// ReturnNeeds is the number in rule problem.returns.
type ReturnNeeds struct {
	Limit int64
}

func (Return) Name() act.Name { return "problem.return" }
func (a Return) On() string   { return a.ID }

// Do returns; the term runs on and the panel is dismissed.
func (a Return) Do(p Problem, m act.Moment) (Problem, error) {
	v := p.Verdict()
	if v == Clear {
		return p, act.Refuse(act.NotNow, "核验人一致认为整改到位，不能退回。", "All verifiers found it done: it cannot be returned.")
	}
	if err := decidable(v, m, a.Reason, true); err != nil {
		return p, err
	}
	p.comment(m, "return", a.Reason)
	p.dismiss()
	p.rerun("problem.rectify")
	p.Returned++
	if p.Returned >= max(a.Needs.Limit, 1) {
		p.Ladder = "returns"
	}
	return p, nil
}

// decidable refuses before all have reported, and anybody but the director
// where the reports are mixed.
func decidable(v Verdict, m act.Moment, why string, needs bool) error {
	if v == Waiting {
		return act.Refuse(act.NotNow, "核验人还没有全部提交意见。", "Not all verifiers have reported.")
	}
	if v == Mixed && m.Role != access.Director {
		return act.Refuse(act.Forbidden, "有“部分到位”或者不同意见，由负责人说明理由决定。", "Some reports say partly or dissent: the director decides with a reason.")
	}
	if needs {
		return needReason(why)
	}
	var k act.Check
	k.Length("reason", why, 0, 500, "理由不超过 500 字。", "At most 500 characters.")
	neutral(&k, "reason", why)
	return k.Err()
}

// Close (销号) takes the problem off the list; the look-back is due later.
type Close struct {
	ID string `json:"id" form:"id"`
}

func (Close) Name() act.Name { return "problem.close" }
func (a Close) On() string   { return a.ID }

// Do closes: who drafted or ever verified it does not.
func (a Close) Do(p Problem, m act.Moment) (Problem, error) {
	if slices.ContainsFunc(p.Verifiers, func(v Verifier) bool { return v.Person == m.By }) {
		return p, act.Refuse(act.Forbidden, "核验人不能销号。", "A verifier cannot close the problem.")
	}
	p.StopAll(m)
	p.dismiss()
	p.Look = LookBack{}
	return p, p.Begin(m, "problem.look_back")
}
