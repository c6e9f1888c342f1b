package register

import (
	"fmt"

	"github.com/a-h/templ"

	"hengjian/gongwen"
	"hengjian/oversight/act"
	"hengjian/oversight/organ"
	"hengjian/oversight/review"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// reviewCard is what final case reviews say of cases that an officer handled:
// facts in order of time, the organ's objection beside each. Nothing is counted
// and nobody compared; who may not see reviews sees no card.
func reviewCard(p *frame.Page, o organ.Officer) (templ.Component, error) {
	rs, err := p.O.ReviewRecord(p.Ctx(), p.Me, o.ID)
	if err != nil || len(rs) == 0 {
		return nil, err
	}
	var ev []kit.Event
	for _, r := range rs {
		f := review.FormOf(r.Form)
		e := kit.Event{At: matter.Day(p.Page, r.Day), What: p.L(r.Label+"：", fmt.Sprintf("File %d: ", r.Serial)) + reviewWord(p, act.WordOf(f.Grades, r.Grade)), URL: "/reviews/" + r.Review}
		e.Note = matter.Join("\n", defectsText(p, r), objectionText(p, r))
		ev = append(ev, e)
	}
	return card(kit.CardView{Title: p.L("办理的案件经评查的结果", "Reviews of cases handled"), Sub: p.L("按时间，是事实，不评分、不排名", "in order of time: facts, no score, no rank"), ID: "reviews"}, kit.Timeline(ev)), nil
}

func reviewWord(p *frame.Page, w act.Word) string { return p.L(w.Zh, w.En) }

func defectsText(p *frame.Page, r review.Result) string {
	var out []string
	for _, d := range r.Defects {
		it, _ := review.FormOf(r.Form).Item(d.Item)
		out = append(out, p.L(it.Zh, it.En))
	}
	if len(out) == 0 {
		return ""
	}
	return p.L("没有做到：", "Not as it should be: ") + matter.Join(p.L("；", "; "), out...) + p.L("。", ".")
}

func objectionText(p *frame.Page, r review.Result) string {
	if r.Objected == "" {
		return p.L("机关没有提出异议。", "The organ did not object.")
	}
	return p.L("机关的异议（", "The organ's objection (") + matter.Day(p.Page, r.ObjectOn) + p.L("）：", "): ") + r.Objected + p.L(" 复核：", " Reconsidered: ") + r.Why
}

// recordReviews is the same for the paper, which is in Chinese.
func recordReviews(p *frame.Page, o organ.Officer) ([]gongwen.Block, error) {
	rs, err := p.O.ReviewRecord(p.Ctx(), p.Me, o.ID)
	if err != nil || len(rs) == 0 {
		return nil, err
	}
	b := gongwen.Block{Kind: gongwen.Table, Widths: []int{16, 18, 33, 33}, Header: 1, Rows: [][]gongwen.Cell{labels("结束日期", "评查卷", "结果", "机关的异议和复核")}}
	for _, r := range rs {
		f := review.FormOf(r.Form)
		found := act.WordOf(f.Grades, r.Grade).Zh
		for _, d := range r.Defects {
			it, _ := f.Item(d.Item)
			found += "；没有做到：" + it.Zh
		}
		said := "没有提出异议"
		if r.Objected != "" {
			said = r.Objected + "\n复核：" + r.Why
		}
		b.Rows = append(b.Rows, cells(r.Day, r.Label, found, said))
	}
	return []gongwen.Block{heading("办理的案件经评查的结果"), b}, nil
}
