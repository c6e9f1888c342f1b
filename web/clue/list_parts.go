package clue

import (
	"hengjian/office"
	"hengjian/oversight/clue"
	"hengjian/web/frame"
	"hengjian/web/kit"
)

func listActions(p *frame.Page, v listView) []kit.Link {
	topics := kit.Link{Text: p.L("一段时间的热点", "Hot topics"), URL: "/clues/topics"}
	if !v.New {
		return []kit.Link{topics}
	}
	return []kit.Link{{Text: p.L("录入来信来访来电", "Enter a letter, visit or call"), URL: "/clues/new"}, topics}
}

func rowTitle(p *kit.Page, r office.Row) string {
	switch {
	case r.State == "withheld":
		return p.L("（涉密转出）", "(withheld as secret)")
	case r.Title == "" || r.Title == "（待登记摘要）":
		return p.L("（待登记摘要）", "(not yet summarised)")
	}
	return frame.TitleOf(p, r)
}

func originalActions(p *frame.Page, c clue.Clue) []kit.Link {
	if c.State == "received" {
		return []kit.Link{{Text: p.L("登记摘要", "Write the summary"), URL: path(c.ID, "summarise")}}
	}
	return nil
}

// bulkHead is the head of the three pages of handling many.
func bulkHead(p *frame.Page, at int) kit.Head {
	names := []string{p.L("批量办理", "Handle several"), p.L("批量办理：预览", "Handle several: preview"), p.L("批量办理：结果", "Handle several: result")}
	return kit.Head{Title: names[at], Crumbs: []kit.Link{{Text: p.L("群众反映", "Clues"), URL: "/clues"}}}
}
