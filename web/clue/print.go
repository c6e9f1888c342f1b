package clue

import (
	"hengjian/gongwen"
	"hengjian/web/frame"
)

// sheet is a printed table as HTML.
type sheet struct {
	title string
	rows  [][]gongwen.Cell
}

// Print (打印) shows the register sheet and the approval sheet on paper.
func Print(p *frame.Page) error {
	c, err := papers(p)
	if err != nil {
		return err
	}
	in, err := intake(p, c)
	if err != nil {
		return err
	}
	a, err := approval(p, c)
	if err != nil {
		return err
	}
	var out []sheet
	for _, x := range []gongwen.Paper{gongwen.RegisterSheet(in, ""), a} {
		s := sheet{title: x.Title}
		for _, b := range x.Body {
			s.rows = append(s.rows, b.Rows...)
		}
		out = append(out, s)
	}
	return p.Render(printPage(p, c, in.Organ, out))
}

func span(c gongwen.Cell) string {
	if c.Span > 1 {
		return itoa(int64(c.Span))
	}
	return "1"
}
