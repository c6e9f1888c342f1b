package problem

import (
	"github.com/a-h/templ"

	"hengjian/oversight/problem"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// Brief (要点) is a problem as who decides on it reads it: the statement, how
// much stands behind it, and what the organ says and has done.
func Brief(p *frame.Page, x problem.Problem) (templ.Component, error) {
	facts := []kit.Fact{{Term: p.L("具体情形", "What was found"), Text: x.Statement}, {Term: p.L("机关、单位", "Organ, unit"), Text: matter.Join(" ", matter.Name(p, "organ", x.Organ), matter.Name(p, "unit", x.LeadUnit))},
		{Term: p.L("证据", "Evidence"), Text: p.L(matter.Itoa(len(x.Evidence))+" 项", matter.Itoa(len(x.Evidence))+" items")}}
	for _, m := range x.Measures {
		facts = append(facts, kit.Fact{Term: p.L("整改措施", "Measure"), Text: m.Text})
	}
	return kit.Inside(kit.Card(kit.CardView{Title: p.L("问题", "The problem"), Links: []kit.Link{{Text: p.L("全部情况", "All of it"), URL: kind.Path(x.ID)}}}), kit.Facts(facts)), nil
}
