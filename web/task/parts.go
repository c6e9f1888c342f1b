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
