package task

import (
	"github.com/a-h/templ"

	"hengjian/oversight/task"
	"hengjian/web/frame"
)

// Brief (要点) is a task as who decides on it reads it.
func Brief(p *frame.Page, t task.Task) (templ.Component, error) { return besides(p, t), nil }
