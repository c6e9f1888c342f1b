package task

import (
	"hengjian/oversight/act"
)

// HandOver (移交他人) passes a task of the own staff to a colleague. A director
// may do so for somebody absent; a hand-over on rotation follows by itself.
type HandOver struct {
	ID     string     `json:"id" form:"id"`
	To     string     `json:"to" form:"to"`
	Reason string     `json:"reason" form:"reason"`
	Needs  OwnerNeeds `json:"-"`
}

func (HandOver) Name() act.Name { return "task.hand_over" }
func (a HandOver) On() string   { return a.ID }

// Do hands it over; whoever accepted keeps that in the record, so that she
// cannot confirm what she began.
func (a HandOver) Do(t Task, m act.Moment) (Task, error) {
	if t.Person == "" {
		return t, act.Refuse(act.NotNow, "交机关办理的任务由机关内部换人，不在这里移交。", "An organ's task changes hands within the organ.")
	}
	if t.Person != m.By && m.Role != "director" && m.Role != "follow" {
		return t, act.Refuse(act.Forbidden, "只有责任人本人或者负责人能移交。", "Only the owner or a director hands over.")
	}
	var k act.Check
	k.Want(a.Needs.Staff && a.To != "", "to", "请选择本机关的工作人员。", "Choose somebody of the own staff.")
	k.Want(a.To != t.Person, "to", "已经是责任人。", "She answers for it already.")
	k.Reason(a.Reason)
	if err := k.Err(); err != nil {
		return t, err
	}
	t.change(m, "owner", t.Person, a.To, a.Reason)
	t.own(Owner{Body: t.Body, Person: a.To})
	return t, nil
}
