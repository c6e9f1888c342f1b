// Package workbench is the front page: what waits for me, by clock; what I
// wait for; search; notices.
package workbench

import (
	"hengjian/office"
	"hengjian/web/frame"
)

// Show (工作台) lists my next acts by clock.
func Show(p *frame.Page) error {
	mine, err := p.O.Mine(p.Ctx(), p.Me, office.ParseCursor(p.R.URL.Query().Get("at")), 25)
	if err != nil {
		return err
	}
	return p.Render(page(p, mine))
}
