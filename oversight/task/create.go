package task

import (
	"hengjian/oversight/act"
)

// Create (布置任务) begins a task; without an owner it waits to be assigned.
type Create struct {
	Work
	Owner
	Due   string      `json:"due,omitempty" form:"due"`
	Needs CreateNeeds `json:"-"`
}

// CreateNeeds are facts of campaign, register and staff.
type CreateNeeds struct {
	Work  WorkNeeds
	Owner OwnerNeeds
}

func (Create) Name() act.Name { return "task.create" }
func (Create) On() string     { return "" }

// Series numbers tasks per committee and year.
func (Create) Series(t Task, m act.Moment) (string, string) {
	year := m.Day()[:4]
	return "task/" + t.Place + "/" + year, m.Prefix + "监任〔" + year + "〕%d号"
}

// Do creates it.
func (a Create) Do(t Task, m act.Moment) (Task, error) {
	var k act.Check
	t = a.put(&k, t, a.Needs.Work)
	a.check(&k, a.Needs.Owner)
	if a.Due != "" {
		dueOK(&k, m, a.Due)
	}
	if err := k.Err(); err != nil {
		return t, err
	}
	t.Number, t.Serial = m.Number, m.Serial
	t.State = "drafted"
	if a.any() {
		t.State = "assigned"
		t.own(a.Owner)
	}
	return t, t.clock(m, a.Due)
}
