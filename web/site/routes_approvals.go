package site

import (
	"github.com/a-h/templ"

	camp "hengjian/oversight/campaign"
	clu "hengjian/oversight/clue"
	le "hengjian/oversight/leg"
	prob "hengjian/oversight/problem"
	sum "hengjian/oversight/summary"
	tas "hengjian/oversight/task"
	"hengjian/web/campaign"
	"hengjian/web/clue"
	"hengjian/web/frame"
	"hengjian/web/leg"
	"hengjian/web/problem"
	"hengjian/web/summary"
	"hengjian/web/task"
	"hengjian/web/workbench"
)

// What somebody who decides reads of each kind of matter on its card.
func init() {
	explain("clue", clue.Brief)
	explain("leg", leg.Brief)
	explain("problem", problem.Brief)
	explain("task", task.Brief)
	explain("campaign", campaign.Brief)
	explain("summary", summary.Brief)
}

func explain[S clu.Clue | le.Leg | prob.Problem | tas.Task | camp.Campaign | sum.Summary](kind string, f func(*frame.Page, S) (templ.Component, error)) {
	workbench.Explain(kind, func(p *frame.Page, s any) (templ.Component, error) { return f(p, *s.(*S)) })
}
