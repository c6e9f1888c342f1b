package task

import (
	"strings"

	"hengjian/oversight/act"
)

// Cancel (取消任务) ends a task that is not to be done.
type Cancel struct {
	ID     string `json:"id" form:"id"`
	Reason string `json:"reason" form:"reason"`
}

func (Cancel) Name() act.Name { return "task.cancel" }
func (a Cancel) On() string   { return a.ID }

// Do cancels it.
func (a Cancel) Do(t Task, m act.Moment) (Task, error) {
	if err := act.NeedReason(a.Reason); err != nil {
		return t, err
	}
	t.Ended = strings.TrimSpace(a.Reason)
	t.StopAll(m)
	return t, nil
}
