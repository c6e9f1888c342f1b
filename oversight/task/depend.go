package task

import (
	"slices"

	"hengjian/oversight/act"
)

// Depend (设定前置任务) says which tasks must be finished first.
type Depend struct {
	ID      string      `json:"id" form:"id"`
	Depends []string    `json:"depends" form:"depends"`
	Needs   DependNeeds `json:"-"`
}

// DependNeeds are facts of the tasks named.
type DependNeeds struct {
	Known []string // of the same committee, not cancelled
	Cycle []string // those that, directly or not, wait for this one
}

func (Depend) Name() act.Name { return "task.depend" }
func (a Depend) On() string   { return a.ID }

// Do sets them; a circle of tasks that wait for each other is refused.
func (a Depend) Do(t Task, m act.Moment) (Task, error) {
	var k act.Check
	ids := slices.Compact(slices.Sorted(slices.Values(slices.DeleteFunc(slices.Clone(a.Depends), func(s string) bool { return s == "" }))))
	k.Want(len(ids) <= 20, "depends", "前置任务不超过 20 项。", "At most 20 tasks.")
	for _, id := range ids {
		k.Want(id != t.ID, "depends", "任务不能以自己为前置。", "A task does not wait for itself.")
		k.Want(id == t.ID || slices.Contains(a.Needs.Known, id), "depends", "没有这项前置任务。", "There is no such task.")
		k.Want(!slices.Contains(a.Needs.Cycle, id), "depends", "会形成循环：所选任务本身在等本任务。", "That would be a circle: the task chosen waits for this one.")
	}
	if err := k.Err(); err != nil {
		return t, err
	}
	t.Depends = ids
	return t, nil
}
