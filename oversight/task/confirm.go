package task

import (
	"slices"
	"strings"

	"hengjian/oversight/act"
)

// Confirm (确认完成) is somebody else's word that it is done.
type Confirm struct {
	ID   string `json:"id" form:"id"`
	Note string `json:"note,omitempty" form:"note"`
}

func (Confirm) Name() act.Name { return "task.confirm" }
func (a Confirm) On() string   { return a.ID }

// Do confirms it.
func (a Confirm) Do(t Task, m act.Moment) (Task, error) {
	if err := t.notOwn(m); err != nil {
		return t, err
	}
	var k act.Check
	k.Length("note", a.Note, 0, 500, "不超过 500 字。", "At most 500 characters.")
	k.Neutral("note", a.Note)
	t.answer(m, "confirmed", a.Note)
	return t, k.Err()
}

func (t Task) notOwn(m act.Moment) error {
	if t.Person == m.By {
		return act.Refuse(act.Forbidden, "责任人不能确认或者退回自己的任务，须由另一人办理。", "Nobody judges her own task; somebody else must.")
	}
	return nil
}

func (t *Task) answer(m act.Moment, what, note string) {
	t.Reports = slices.Clone(t.Reports)
	if n := len(t.Reports); n > 0 {
		r := &t.Reports[n-1]
		r.Answer, r.Note, r.On = what, strings.TrimSpace(note), m.Day()
	}
}

// Return (退回补办) says what is missing; the term runs on.
type Return struct {
	ID     string `json:"id" form:"id"`
	Reason string `json:"reason" form:"reason"`
}

func (Return) Name() act.Name { return "task.return" }
func (a Return) On() string   { return a.ID }

// Do returns it.
func (a Return) Do(t Task, m act.Moment) (Task, error) {
	if err := t.notOwn(m); err != nil {
		return t, err
	}
	if err := act.NeedReason(a.Reason); err != nil {
		return t, err
	}
	t.answer(m, "returned", a.Reason)
	t.rerun("task.due")
	return t, nil
}
