package campaign

import (
	"slices"

	"hengjian/oversight/act"
	"hengjian/oversight/campaign"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// groups are the tabs of the list, each with its states.
var groups = []struct {
	code, zh, en string
	states       []string
}{
	{"", "正在开展", "Under way", []string{"adopted", "sent", "carrying_out", "summing_up"}},
	{"drafts", "起草中", "Drafts", []string{"drafting"}},
	{"topics", "选题", "Topics", []string{"argued"}},
	{"concluded", "已结束", "Concluded", []string{"concluded"}},
	{"archived", "已归档", "Archived", []string{"archived"}},
	{"rejected", "未列题", "Not taken up", []string{"rejected"}},
}

// List (专项监督) lists the committee's campaigns by how far they are, and those
// that committees above have sent out.
func List(p *frame.Page) error {
	all, err := p.O.CampaignsFor(p.Ctx(), p.Me)
	if err != nil {
		return err
	}
	up, local, err := p.O.SharedAbove(p.Ctx(), p.Me)
	if err != nil {
		return err
	}
	q := p.R.URL.Query().Get("group")
	v := listView{tabs: tabs(p, all, q), templates: q == "drafts" && p.Me.Side() == "congress"}
	if len(up) > 0 {
		v.tabs = append(v.tabs, kit.Link{Text: p.L("上级印发", "Sent by those above"), URL: "/campaigns?group=above", Count: len(up), On: q == "above"})
	}
	b := matter.Birth{Life: &campaign.Life, Do: "campaign.adapt"}
	for _, c := range up {
		if _, has := local[c.ID]; !has && q == "" && c.State != "summing_up" && b.May(p) {
			v.offers = append(v.offers, c)
		}
	}
	if q == "above" {
		v.table, err = aboveTable(p, up, local)
	} else {
		v.table, err = table(p, all, q)
	}
	if err != nil {
		return err
	}
	v.head = kit.Head{Title: p.L("专项监督", "Campaigns"), Print: true}
	if (matter.Birth{Life: &campaign.Life, Do: "campaign.argue"}).May(p) {
		v.head.Actions = []kit.Link{{Text: p.L("拟定专项", "Draft a campaign"), URL: "/campaigns/new"}, {Text: p.L("提出选题", "Argue a topic"), URL: "/campaigns/argue"}}
		if q == "topics" || q == "rejected" {
			slices.Reverse(v.head.Actions)
		}
		v.table.Empty.Link = v.head.Actions[0]
	}
	return p.Render(listPage(p, v))
}

type listView struct {
	head      kit.Head
	tabs      []kit.Link
	table     kit.Table
	templates bool
	offers    []campaign.Campaign // sent by committees above, no local plan yet
}

func in(all []campaign.Campaign, states []string) (out []campaign.Campaign) {
	for _, c := range all {
		if slices.Contains(states, c.State) {
			out = append(out, c)
		}
	}
	return out
}

func tabs(p *frame.Page, all []campaign.Campaign, here string) (out []kit.Link) {
	for _, g := range groups {
		u := "/campaigns"
		if g.code != "" {
			u += "?group=" + g.code
		}
		n := len(in(all, g.states))
		if n > 0 || g.code == here || p.Me.Side() == "congress" {
			out = append(out, kit.Link{Text: p.L(g.zh, g.en), URL: u, Count: n, On: g.code == here})
		}
	}
	return out
}

func table(p *frame.Page, all []campaign.Campaign, group string) (kit.Table, error) {
	i := slices.IndexFunc(groups, func(g struct {
		code, zh, en string
		states       []string
	}) bool {
		return g.code == group
	})
	if i < 0 {
		return kit.Table{}, act.None()
	}
	t := kit.Table{ID: "campaigns", Caption: p.L("专项监督：", "Campaigns: ") + p.L(groups[i].zh, groups[i].en), Empty: emptyOf(p, group), Cols: []kit.Col{{Label: p.L("名称", "Name")}, {Label: p.L("状态", "State")},
		{Label: p.L("当前阶段", "Stage now"), Narrow: true}, {Label: p.L("起止日期", "Days")}}}
	switch group {
	case "rejected":
		t.Cols = []kit.Col{{Label: p.L("选题", "Topic")}, {Label: p.L("状态", "State")}, {Label: p.L("为什么不列题", "Why not")}, {Label: p.L("提出日期", "Argued"), Day: true}}
	case "topics":
		t.Cols = []kit.Col{{Label: p.L("选题", "Topic")}, {Label: p.L("状态", "State")}, {Label: p.L("选题途径", "Channel")}, {Label: p.L("提出日期", "Argued"), Day: true}}
	}
	for _, c := range in(all, groups[i].states) {
		t.Rows = append(t.Rows, row(p, c, group))
	}
	return t, nil
}

func row(p *frame.Page, c campaign.Campaign, group string) kit.Row {
	st := matter.Pill(p.Page, &campaign.Life, c.State)
	r := kit.Row{ID: c.ID, Label: c.Name, URL: Kind.Path(c.ID), Cells: []kit.Cell{{Text: c.Name, URL: Kind.Path(c.ID)}, {State: &st}}}
	if c.Upper != "" {
		r.Cells[0].Sub = p.L("由上级方案细化", "from a shared plan")
	}
	day := kit.Cell{Text: matter.Day(p.Page, c.Since)}
	switch group {
	case "rejected":
		return cells(r, kit.Cell{Text: c.Ended}, day)
	case "topics":
		w, _ := campaign.ChannelOf(c.Topic.Channel)
		return cells(r, kit.Cell{Text: p.L(w.Zh, w.En)}, day)
	}
	now := kit.Cell{Text: "—"}
	if s, ok := c.Plan.Stage(act.DayOf(p.Now)); ok && slices.Contains(groups[0].states, c.State) {
		now = kit.Cell{Text: s.Name, Sub: p.L("到 ", "until ") + matter.Day(p.Page, s.Until)}
	}
	if c.Until != "" {
		day.Sub = p.L("至 ", "to ") + matter.Day(p.Page, c.Until)
	}
	return cells(r, now, day)
}

func cells(r kit.Row, more ...kit.Cell) kit.Row {
	r.Cells = append(r.Cells, more...)
	return r
}

func emptyOf(p *frame.Page, group string) kit.Empty {
	switch group {
	case "drafts":
		return kit.Empty{Title: p.L("没有起草中的方案", "No plan is being drafted"), Text: p.L("可以从模板、去年的方案或者公文开始，也可以从空白开始。", "Start from a template, last year's plan, or nothing.")}
	case "topics":
		return kit.Empty{Title: p.L("没有待定的选题", "No topic waits"), Text: p.L("选题要写明来自法律列举的哪一种途径、征求了谁的意见、为什么。", "A topic says which channel of the law it comes from, whose opinions were asked, and why.")}
	case "concluded":
		return kit.Empty{Title: p.L("还没有结束的专项", "None is concluded yet"), Text: p.L("结束的专项留在这里，归档以后移到“已归档”。", "Concluded ones stay here until they are archived.")}
	case "archived":
		return kit.Empty{Title: p.L("还没有归档的专项", "None is archived yet"), Text: p.L("归档的专项留在这里，随时可查、可照着再做一次。", "Archived ones stay here to be read and taken as a start.")}
	case "rejected":
		return kit.Empty{Title: p.L("没有未列题的选题", "No topic was set aside"), Text: p.L("没有列题的选题和理由留在这里，今后可以再提。", "Topics not taken up stay here with the reasons.")}
	}
	return kit.Empty{Title: p.L("还没有专项", "No campaigns yet"), Text: p.L("专项给一段时间的监督定下主题、日期和类别；反映和问题可以归入。", "A campaign gives the work of a period its theme, dates and classes; messages and problems may carry it.")}
}

func aboveTable(p *frame.Page, up []campaign.Campaign, local map[string]campaign.Campaign) (kit.Table, error) {
	t := kit.Table{ID: "above", Caption: p.L("上级印发的专项", "Campaigns sent by committees above"), Cols: []kit.Col{{Label: p.L("名称", "Name")}, {Label: p.L("状态", "State")}, {Label: p.L("本级方案", "Local plan")}, {Label: p.L("起止日期", "Days"), Narrow: true}},
		Empty: kit.Empty{Title: p.L("上级没有印发专项", "None was sent"), Text: p.L("上级人大印发的方案出现在这里。", "Plans that committees above send out appear here.")}}
	b := matter.Birth{Life: &campaign.Life, Do: "campaign.adapt"}
	for _, c := range up {
		cg, _, err := p.O.CongressAt(p.O.View(p.Ctx()), c.Place)
		if err != nil {
			return t, err
		}
		own := kit.Cell{Text: p.L("还没有", "none yet")}
		if l, ok := local[c.ID]; ok {
			own = kit.Cell{Text: l.Name, URL: Kind.Path(l.ID)}
		} else if b.May(p) {
			own = kit.Cell{Text: p.L("拟定本级方案", "Adopt an own plan"), URL: "/campaigns/adapt?upper=" + c.ID}
		}
		r := row(p, c, "")
		r.Cells = []kit.Cell{{Text: c.Name, URL: Kind.Path(c.ID), Sub: cg.Short}, r.Cells[1], own, r.Cells[3]}
		t.Rows = append(t.Rows, r)
	}
	return t, nil
}
