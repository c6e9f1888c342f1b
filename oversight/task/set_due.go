package task

import (
	"hengjian/oversight/act"
	"hengjian/oversight/law"
)

// SetDue (调整完成日期) sets or moves the day; moving one needs a reason.
type SetDue struct {
	ID     string `json:"id" form:"id"`
	Due    string `json:"due" form:"due"`
	Reason string `json:"reason,omitempty" form:"reason"`
}

func (SetDue) Name() act.Name { return "task.set_due" }
func (a SetDue) On() string   { return a.ID }

// Do sets it.
func (a SetDue) Do(t Task, m act.Moment) (Task, error) {
	var k act.Check
	dueOK(&k, m, a.Due)
	k.Want(a.Due != t.Due, "due", "与原来的日期相同。", "It is the same day.")
	if t.Due != "" || a.Reason != "" {
		k.Reason(a.Reason)
	}
	if err := k.Err(); err != nil {
		return t, err
	}
	if t.Due != "" {
		t.change(m, "due", t.Due, a.Due, a.Reason)
	}
	return t, t.clock(m, a.Due)
}

// Left is how many days are left to the day to finish by, and whether there
// is one.
func (t Task) Left(today string) (int, bool) {
	if t.Due == "" {
		return 0, false
	}
	return law.Day(t.Due).Sub(law.Day(today)), true
}
