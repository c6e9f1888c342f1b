package campaign

import (
	"strconv"
	"strings"

	"hengjian/oversight/act"
	"hengjian/oversight/campaign"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// Editions (版本对照) lists a plan's editions and shows what two of them say
// otherwise, part by part and word by word.
func Editions(p *frame.Page) error {
	c, _, err := Kind.Get(p)
	if err != nil {
		return err
	}
	es, err := p.O.EditionsOf(p.Ctx(), p.Me, c.ID)
	if err != nil {
		return err
	}
	v := editionsView{c: c, all: es}
	if len(es) > 1 {
		v.old, v.now = chosen(es, p.R.URL.Query().Get("a"), 1), chosen(es, p.R.URL.Query().Get("b"), 0)
		if v.old.No > v.now.No {
			v.old, v.now = v.now, v.old
		}
		v.diffs = campaign.Compare(v.old.Plan, v.now.Plan)
	}
	return p.Render(editionsPage(p, v))
}

// Edition (方案版本) is the plan as it was.
func Edition(p *frame.Page) error {
	c, _, err := Kind.Get(p)
	if err != nil {
		return err
	}
	es, err := p.O.EditionsOf(p.Ctx(), p.Me, c.ID)
	if err != nil {
		return err
	}
	for _, e := range es {
		if matter.Itoa(e.No) == p.R.PathValue("no") {
			return p.Render(editionPage(p, c, e))
		}
	}
	return act.None()
}

type editionsView struct {
	c        campaign.Campaign
	all      []campaign.Edition // newest first
	old, now campaign.Edition
	diffs    []campaign.Difference
}

func chosen(es []campaign.Edition, no string, or int) campaign.Edition {
	n, _ := strconv.Atoi(no)
	for _, e := range es {
		if e.No == n {
			return e
		}
	}
	return es[or]
}

func editionName(p *kit.Page, e campaign.Edition) string {
	return p.L("第 "+matter.Itoa(e.No)+" 版", "Edition "+matter.Itoa(e.No)) + " · " + whyText(p, e.Why) + " · " + matter.Day(p, e.Day)
}

func whyText(p *kit.Page, why string) string {
	switch why {
	case "adopted":
		return p.L("主任会议通过", "adopted")
	case "changed":
		return p.L("调整后", "after a change order")
	}
	return p.L("起草", "draft")
}

func editionOptions(p *kit.Page, es []campaign.Edition) (out []kit.Option) {
	for _, e := range es {
		out = append(out, kit.Option{Value: matter.Itoa(e.No), Label: editionName(p, e)})
	}
	return out
}

func editionTable(p *frame.Page, v editionsView) kit.Table {
	t := kit.Table{ID: "editions", Caption: p.L("各版", "Editions"), Cols: []kit.Col{{Label: p.L("版本", "Edition")}, {Label: p.L("怎么来的", "Origin")}, {Label: p.L("日期", "Day"), Day: true}, {Label: p.L("理由和纪要", "Reasons and minute")}},
		Empty: kit.Empty{Title: p.L("还没有保存过方案", "No edition yet"), Text: p.L("每次保存方案留下一个版本。", "Every save of the plan keeps one.")}}
	for i, e := range v.all {
		cell := kit.Cell{Text: p.L("第 "+matter.Itoa(e.No)+" 版", "Edition "+matter.Itoa(e.No))}
		if i+1 < len(v.all) {
			cell.URL = Kind.Path(v.c.ID, "editions") + "?a=" + matter.Itoa(v.all[i+1].No) + "&b=" + matter.Itoa(e.No)
			cell.Sub = p.L("与前一版对照", "compare with the one before")
		}
		t.Rows = append(t.Rows, kit.Row{ID: e.ID, Cells: []kit.Cell{cell, {Text: whyText(p.Page, e.Why)}, {Text: matter.Day(p.Page, e.Day)}, {Text: e.Reason, Sub: e.Minute}}})
	}
	return t
}

// partText names the part of a plan that a difference is of.
func partText(p *kit.Page, part string) string {
	words := map[string][2]string{"goal": {"总体要求", "Goal"}, "basis": {"法律依据", "Legal basis"}, "scope": {"监督范围", "Scope"}, "content": {"监督内容", "Content"}, "requirement": {"工作要求", "Requirement"},
		"stage": {"阶段", "Stage"}, "body": {"责任分工", "Body"}, "check": {"专项检查", "Check"}, "file": {"附件", "Attachment"}}
	return p.L(words[part][0], words[part][1])
}

func whatState(p *kit.Page, what string) kit.State {
	switch what {
	case "added":
		return kit.State{Word: p.L("新增", "added"), Tone: kit.OK}
	case "removed":
		return kit.State{Word: p.L("删去", "removed"), Tone: kit.Bad}
	case "moved":
		return kit.State{Word: p.L("位置变了", "moved"), Tone: kit.Plain}
	}
	return kit.State{Word: p.L("有改动", "changed"), Tone: kit.Warn}
}

// summary counts the differences in one sentence.
func summary(p *kit.Page, ds []campaign.Difference) string {
	n := map[string]int{}
	for _, d := range ds {
		n[d.What]++
	}
	i := matter.Itoa[int]
	return p.L("新增 "+i(n["added"])+" 处，删去 "+i(n["removed"])+" 处，改动 "+i(n["changed"])+" 处，移动 "+i(n["moved"])+" 处。",
		i(n["added"])+" added, "+i(n["removed"])+" removed, "+i(n["changed"])+" changed, "+i(n["moved"])+" moved.")
}

// said is a part's text with its codes in the reader's words.
func said(p *frame.Page, part, text string) string {
	head, codes, ok := strings.Cut(text, " 〔")
	switch {
	case part == "content" && ok:
		return head + p.L("（问题类别：", " (problem classes: ") + classText(p, strings.Fields(strings.TrimSuffix(codes, "〕"))) + p.L("）", ")")
	case part == "requirement" && ok:
		return head + p.L("（", " (") + whoText(p.Page, strings.TrimSuffix(codes, "〕")) + p.L("）", ")")
	case part == "scope":
		var out []string
		for _, c := range strings.Fields(text) {
			if w, ok := sortZh[c]; ok {
				out = append(out, p.L(w[0], w[1]))
			}
		}
		if len(out) > 0 {
			return strings.Join(out, p.L("、", ", "))
		}
	}
	return text
}
