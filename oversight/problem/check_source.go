package problem

import "hengjian/oversight/act"

// CheckSource is an intake officer's word that neither text nor evidence points
// to the people whose messages are behind the problem. A new text or a new
// message as evidence undoes it.
type CheckSource struct {
	ID      string `json:"id" form:"id"`
	Nothing bool   `json:"nothing" form:"nothing"` // 时间、地点、关系均不能推知反映人
}

func (CheckSource) Name() act.Name { return "problem.check_source" }
func (a CheckSource) On() string   { return a.ID }

// Do confirms.
func (a CheckSource) Do(p Problem, m act.Moment) (Problem, error) {
	if !p.fromMessage() {
		return p, act.Refuse(act.NotNow, "本问题没有群众反映来源，不需要确认。", "No message is behind this problem; nothing is to be checked.")
	}
	var k act.Check
	k.Want(a.Nothing, "nothing", "只有确认文字和证据都不能推知反映人时才能勾选；否则请退经办重写。", "Only if nothing points to the sender; otherwise let the clerk rewrite it.")
	if err := k.Err(); err != nil {
		return p, err
	}
	p.SourceChecked = true
	return p, nil
}
