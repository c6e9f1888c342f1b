package task

import (
	"slices"

	"hengjian/gongwen"
	"hengjian/oversight/act"
	"hengjian/oversight/law"
	"hengjian/oversight/task"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// WorkRequest (商请函) is the second rung as a letter: no term, no case.
func WorkRequest(p *frame.Page) error {
	raw, t, err := kind.Get(p)
	if err != nil {
		return err
	}
	i := -1
	for j, r := range t.Rungs {
		if r.Rung == "request" {
			i = j // the last one
		}
	}
	if i < 0 {
		return act.Refuse(act.NotNow, "还没有发过商请函。", "No work request was made.")
	}
	cg, _, err := p.O.CongressAt(p.O.View(p.Ctx()), raw.Place)
	if err != nil {
		return err
	}
	to := either(t.Body, "有关单位")
	if t.Organ != "" {
		to = matter.Name(p, "organ", t.Organ)
	}
	if bad := law.DecidesCase(t.Rungs[i].Text); bad != "" { // written before the words were known
		return act.Refuse(act.NotNow, "函中有“"+bad+"”，不能生成。", "The letter says “"+bad+"” and cannot be made.")
	}
	doc := gongwen.Paper{Kind: gongwen.Letter, Organ: cg.Name, Number: either(t.Rungs[i].Number, t.Number), Title: "关于商请告知有关工作进度的函", To: to, Signer: cg.Name, Date: gongwen.DateOf(t.Rungs[i].Day), SealNote: true,
		Body: []gongwen.Block{{Kind: gongwen.Paragraph, Text: t.Rungs[i].Text},
			{Kind: gongwen.Paragraph, Text: "本函是工作建议，不设期限，不涉及正在办理的案件，也不表示对任何案件处理结果的意见。"}}}
	matter.Download(p, either(t.Rungs[i].Number, t.Number)+"-商请函.docx", matter.Docx)
	_, err = p.W.Write(gongwen.Docx(doc))
	return err
}

var zh = &kit.Page{Lang: "zh"}

// Export (导出) writes exactly what is filtered, as this reader may know it.
func Export(p *frame.Page) error {
	f, err := read(p)
	if err != nil {
		return err
	}
	var all []task.Task
	if err := p.O.EachTask(p.Ctx(), p.Me, f.filter(p), func(t task.Task) error { all = append(all, see(p, t)); return nil }); err != nil {
		return err
	}
	who, err := ownersOf(p, all...)
	if err != nil {
		return err
	}
	cg, _, err := p.O.CongressAt(p.O.View(p.Ctx()), p.Me.Place)
	if err != nil {
		return err
	}
	front := gongwen.Front{Title: "任务清单", Lines: [][2]string{{"制表机关", cg.Name}, {"制表日期", act.DayOf(p.Now)}, {"范围", either(p.R.URL.RawQuery, "全部")}, {"件数", matter.Itoa(len(all))}}}
	for _, h := range []string{"状态", "件数"} {
		front.Cols = append(front.Cols, gongwen.Column{Head: h})
	}
	for _, s := range task.Life.States {
		n := len(slices.DeleteFunc(slices.Clone(all), func(t task.Task) bool { return t.State != s.Code }))
		if n > 0 {
			front.Rows = append(front.Rows, []any{s.Zh, n})
		}
	}
	matter.Download(p, "tasks-"+act.DayOf(p.Now)+".xlsx", matter.Xlsx)
	return gongwen.WriteBook(p.W, front, leaf(p, all, who))
}

func leaf(p *frame.Page, all []task.Task, who owners) gongwen.Leaf {
	cols := []gongwen.Column{{Head: "编号", Width: 24}, {Head: "任务", Width: 36}, {Head: "内容", Width: 50}, {Head: "责任人", Width: 24}, {Head: "承办单位", Width: 24}, {Head: "完成日期", Width: 14}, {Head: "状态", Width: 12}, {Head: "超期", Width: 8}, {Head: "不具体", Width: 8}, {Head: "最近进展", Width: 50}, {Head: "超期原因", Width: 40}}
	yes := func(b bool) string {
		if b {
			return "是"
		}
		return ""
	}
	return gongwen.Leaf{Name: "任务清单", Cols: cols, Each: func(row func(...any) error) error {
		for _, t := range all {
			last, late := "", ""
			if n := len(t.Progress); n > 0 {
				last = t.Progress[n-1].Day + " " + t.Progress[n-1].Text
			}
			if n := len(t.Reports); n > 0 {
				late = t.Reports[n-1].Late
			}
			owner := ""
			if t.Owned() {
				owner = who.of(p, t)
			}
			if err := row(t.Number, t.Title, t.Content, owner, t.Body, t.Due, matter.Pill(zh, &task.Life, t.State).Word, yes(t.Late(act.DayOf(p.Now))), yes(t.Thin() && !organSide(p)), last, late); err != nil {
				return err
			}
		}
		return nil
	}}
}
