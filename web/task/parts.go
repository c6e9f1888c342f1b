package task

import (
	"context"
	"io"

	"hengjian/oversight/task"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// chooser is the card that lets the campaign be chosen.
type chooser struct {
	p *frame.Page
	f kit.Field
}

// Render is templ's.
func (c chooser) Render(ctx context.Context, w io.Writer) error {
	return chooserCard(c.p, c.f).Render(ctx, w)
}

// tabsOf are the ways to look at tasks; with a campaign chosen, by its
// requirements too.
func tabsOf(p *frame.Page, v listView) []kit.Link {
	out := []kit.Link{{Text: p.L("清单", "List"), URL: withQuery("/tasks", v.query), On: v.which == "list"}, {Text: p.L("看板", "Board"), URL: withQuery("/tasks/board", v.query), On: v.which == "board"}}
	if v.camp != "" && !organSide(p) {
		out = append(out, kit.Link{Text: p.L("按工作要求", "By requirement"), URL: "/campaigns/" + v.camp + "/tasks"})
	}
	return out
}

func plus(c column) string {
	if c.more != "" {
		return "+"
	}
	return ""
}

func answerPill(p *frame.Page, r task.Report) kit.State {
	if r.Answer == "confirmed" {
		return kit.State{Word: p.L("已确认", "confirmed"), Tone: kit.OK}
	}
	return kit.State{Word: p.L("退回", "returned"), Tone: kit.Bad}
}

func until(p *frame.Page, s task.Stop) string {
	if s.Until == "" {
		return p.L("至今", "until now")
	}
	return "– " + matter.Day(p.Page, s.Until)
}

func requirementTitle(p *frame.Page, g group) string {
	if g.demand.Via == "" {
		return p.L("不对应工作要求的任务", "Tasks that answer no requirement")
	}
	return g.demand.Text
}

func bulkHead(p *frame.Page) kit.Head {
	return kit.Head{Title: p.L("批量修改任务", "Change many tasks"), Crumbs: []kit.Link{kind.List(p.Page)}, Print: true}
}

func bulkStages(p *frame.Page, at int) []kit.Stage {
	var out []kit.Stage
	for i, n := range []string{p.L("改什么", "What to change"), p.L("预览", "Preview"), p.L("结果", "Result")} {
		out = append(out, kit.Stage{Name: n, Done: i < at, Here: i == at})
	}
	return out
}

func bulkCount(p *frame.Page, v *bulkView) string {
	not := len(v.lines) - v.can
	return p.L("可以改 "+matter.Itoa(v.can)+" 件，不能改 "+matter.Itoa(not)+" 件", matter.Itoa(v.can)+" can be changed, "+matter.Itoa(not)+" cannot")
}

func bulkResult(p *frame.Page, v *bulkView) kit.Notice {
	not := len(v.lines) - v.can
	n := kit.Notice{Tone: kit.OK, Title: p.L("已改动 "+matter.Itoa(v.can)+" 件。", matter.Itoa(v.can)+" changed.")}
	if not > 0 {
		n.Tone, n.Text = kit.Warn, p.L("有 "+matter.Itoa(not)+" 件没有改动，原因见表。", matter.Itoa(not)+" were not; the table says why.")
	}
	return n
}

func bulkPill(p *frame.Page, v *bulkView, l bulkLine) kit.State {
	switch {
	case l.done && v.stage == 2:
		return kit.State{Word: p.L("已改", "changed"), Tone: kit.OK}
	case l.done:
		return kit.State{Word: p.L("可以改", "can be changed"), Tone: kit.Active}
	case v.stage == 2:
		return kit.State{Word: p.L("未改", "unchanged"), Tone: kit.Warn}
	}
	return kit.State{Word: p.L("不能改", "cannot be changed"), Tone: kit.Bad}
}

func generateHead(p *frame.Page, v *generateView) kit.Head {
	return kit.Head{Title: p.L("从方案生成任务", "Tasks from the plan"), Sub: v.c.Name, Crumbs: []kit.Link{kind.List(p.Page), {Text: v.c.Name, URL: "/campaigns/" + v.c.ID + "/tasks"}}}
}

func generateResult(p *frame.Page, v *generateView) kit.Notice {
	n := kit.Notice{Tone: kit.OK, Title: p.L("已生成 "+matter.Itoa(v.made)+" 件任务。", matter.Itoa(v.made)+" tasks made.")}
	if not := len(v.lines) - v.made; not > 0 {
		n.Tone, n.Text = kit.Warn, p.L("有 "+matter.Itoa(not)+" 条没有生成，原因见表。", matter.Itoa(not)+" were not made; the table says why.")
	}
	return n
}
