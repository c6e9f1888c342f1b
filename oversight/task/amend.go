package task

import (
	"hengjian/oversight/act"
)

// Amend (修改内容) changes what is to be done.
type Amend struct {
	ID string `json:"id" form:"id"`
	Work
	Needs WorkNeeds `json:"-"`
}

func (Amend) Name() act.Name { return "task.amend" }
func (a Amend) On() string   { return a.ID }

// Do amends it.
func (a Amend) Do(t Task, m act.Moment) (Task, error) {
	var k act.Check
	t = a.put(&k, t, a.Needs)
	return t, k.Err()
}
