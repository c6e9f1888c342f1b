package summary

import (
	"github.com/a-h/templ"

	"hengjian/oversight/summary"
	"hengjian/web/frame"
	"hengjian/web/kit"
)

// Brief (要点) is a report as who decides on it reads it: its sections with
// their figures.
func Brief(p *frame.Page, s summary.Summary) (templ.Component, error) {
	var facts []kit.Fact
	for _, w := range s.Sections() {
		if t := s.Figures.Fill(s.Text(w.Code), false); t != "" {
			facts = append(facts, kit.Fact{Term: p.L(w.Zh, w.En), Text: t})
		}
	}
	return kit.Inside(kit.Card(kit.CardView{Title: s.Title}), kit.Facts(facts)), nil
}
