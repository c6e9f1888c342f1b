package task

import (
	"hengjian/oversight/act"
)

// Accept (接收) is the owner's word that she has it.
type Accept struct {
	ID string `json:"id" form:"id"`
}

func (Accept) Name() act.Name { return "task.accept" }
func (a Accept) On() string   { return a.ID }

// Do accepts it.
func (a Accept) Do(t Task, m act.Moment) (Task, error) { return t, t.mine(m) }
