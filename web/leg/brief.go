package leg

import (
	"github.com/a-h/templ"

	"hengjian/oversight/leg"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// Brief (要点) is a referral as who signs it reads it: to whom, by which
// procedure, and the letter as it would leave.
func Brief(p *frame.Page, l leg.Leg) (templ.Component, error) {
	x := letterOf(p, l)
	facts := []kit.Fact{{Term: p.L("送往", "To"), Text: x.To}, {Term: p.L("途径", "Route"), Text: route(p.Page, l.Route)}, {Term: p.L("外送摘要", "Outgoing summary"), Text: l.Outgoing}}
	if l.HeadAccused {
		facts = append(facts, kit.Fact{Term: p.L("会签", "Cosigning"), Text: p.L("涉及单位负责人，须两人签", "a head is concerned: two signatures")})
	}
	return matter.Stack(kit.Inside(kit.Card(kit.CardView{Title: p.L("转送函", "Letter"), Links: []kit.Link{{Text: p.L("看全文", "Read it"), URL: kind.Path(l.ID)}}}), kit.Facts(facts))), nil
}
