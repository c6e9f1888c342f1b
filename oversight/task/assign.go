package task

import (
	"slices"
	"strings"

	"hengjian/oversight/act"
)

// Assign (分派) gives a task an owner, and may give it its day.
type Assign struct {
	ID string `json:"id" form:"id"`
	Owner
	Due   string     `json:"due,omitempty" form:"due"` // "" keeps the day
	Needs OwnerNeeds `json:"-"`
}

func (Assign) Name() act.Name { return "task.assign" }
func (a Assign) On() string   { return a.ID }

// Do assigns it.
func (a Assign) Do(t Task, m act.Moment) (Task, error) {
	var k act.Check
	k.Want(a.any(), "person", "请选择责任人或者机关。", "Choose a person or an organ.")
	a.check(&k, a.Needs)
	if a.Due != "" && a.Due != t.Due {
		dueOK(&k, m, a.Due)
	}
	if err := k.Err(); err != nil {
		return t, err
	}
	if t.Owned() {
		t.change(m, "owner", first(t.Person, t.Organ), first(a.Person, a.Organ), "")
	}
	t.own(a.Owner)
	if a.Due != "" && a.Due != t.Due {
		return t, t.clock(m, a.Due)
	}
	return t, nil
}

func (t *Task) change(m act.Moment, what, was, now, why string) {
	if was != now {
		t.Changes = append(slices.Clip(t.Changes), Change{m.Day(), what, was, now, strings.TrimSpace(why)})
	}
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
