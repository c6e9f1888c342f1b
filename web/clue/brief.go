package clue

import (
	"github.com/a-h/templ"

	"hengjian/oversight/clue"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// Brief (要点) is a message as who decides on it reads it: the summary, the
// class and what was proposed. The original stays sealed.
func Brief(p *frame.Page, c clue.Clue) (templ.Component, error) {
	routes, err := proposed(p, c)
	if err != nil {
		return nil, err
	}
	facts := []kit.Fact{{Term: p.L("内部摘要", "Summary"), Text: c.Summary}}
	if c.Class != "" {
		facts = append(facts, kit.Fact{Term: p.L("类别", "Class"), Text: matter.Class(p, c.Class)})
	}
	if c.Summary == "" {
		facts[0].Text = p.L("还没有登记摘要。", "No summary yet.")
	}
	about := kit.Inside(kit.Card(kit.CardView{Title: p.L("反映的情况", "What is reported")}), kit.Facts(facts))
	if len(routes) == 0 {
		return about, nil
	}
	return matter.Stack(about, proposalCard(p.Page, routes)), nil
}
