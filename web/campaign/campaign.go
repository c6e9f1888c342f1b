// Package campaign is the pages of special supervision (专项监督): the frame of
// the work with its dates, theme and classes, and what belongs to it.
package campaign

import (
	"strings"

	"github.com/a-h/templ"

	"hengjian/office"
	"hengjian/oversight/act"
	"hengjian/oversight/campaign"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// Kind is how the pages of a campaign differ from other matters'.
var Kind = &matter.Kind[campaign.Campaign]{
	Life: &campaign.Life,
	Base: "/campaigns",
	Load: func(p *frame.Page, id string) (campaign.Campaign, error) {
		return office.Item(p.Ctx(), p.O, p.Me, office.Campaigns, id)
	},
	Head: func(c *campaign.Campaign) *act.Head { return &c.Head },
	Name: func(p *kit.Page, c campaign.Campaign) string { return c.Name },
	List: func(p *kit.Page) kit.Link {
		return kit.Link{Text: p.L("专项监督", "Campaigns"), URL: "/campaigns"}
	},
	Forms: map[string]func(*matter.Doing[campaign.Campaign]) (matter.Form, error){
		"amend": func(d *matter.Doing[campaign.Campaign]) (matter.Form, error) { return form(d.Page, d.S), nil },
		"adopt": func(d *matter.Doing[campaign.Campaign]) (matter.Form, error) {
			return matter.Form{Told: []string{d.L("无人另行收到通知", "Nobody is notified")}}, nil
		},
	},
}

func form(p *frame.Page, c campaign.Campaign) matter.Form {
	since := c.Since
	if since == "" {
		since = act.DayOf(p.Now)
	}
	return matter.Form{Fields: []matter.Field{
		{Field: kit.Field{Name: "title", Label: p.L("名称", "Name"), Value: c.Name, Max: 60, Hint: p.L("例如：规范公正廉洁司法专项监督", "For example 规范公正廉洁司法专项监督")}},
		{As: matter.Text, Field: kit.Field{Name: "theme", Label: p.L("主题和理由", "Theme and reasons"), Value: c.Theme, Max: 500, Optional: true}},
		{As: matter.Date, Field: kit.Field{Name: "since", Label: p.L("开始日期", "First day"), Value: since, Hint: p.L("早于这一天收到的反映为历史件。", "Messages received earlier are historic.")}},
		{As: matter.Date, Field: kit.Field{Name: "until", Label: p.L("结束日期", "Last day"), Value: c.Until, Optional: true}},
		{As: matter.Checks, Field: kit.Field{Name: "classes", Label: p.L("涉及的类别", "Classes"), Options: matter.Classes(p), Values: c.Classes, Optional: true}},
	}}
}

// New (拟定专项) drafts one.
func New(p *frame.Page) error {
	b := matter.Birth{Life: &campaign.Life, Do: "campaign.draft", List: Kind.List(p.Page), Cancel: "/campaigns", Form: form(p, campaign.Campaign{})}
	if !b.May(p) {
		return b.Refuse()
	}
	if !p.Post() {
		return b.Show(p, nil)
	}
	var a campaign.Draft
	if err := b.Read(p, &a); err != nil {
		return b.Show(p, err)
	}
	ans, err := p.Do(&a)
	if err != nil {
		return b.Show(p, err)
	}
	return p.GoSaying("/campaigns/"+ans.Subject, "已拟定，待主任会议通过。", "Drafted; the council adopts it.")
}

// List (专项监督) lists the campaigns.
func List(p *frame.Page) error {
	m, err := p.O.List(p.Ctx(), p.Me, office.Filter{Kinds: []string{"campaign"}}, matter.Cursor(p), matter.PageSize)
	if err != nil {
		return err
	}
	b := matter.Birth{Life: &campaign.Life, Do: "campaign.draft"}
	h := kit.Head{Title: p.L("专项监督", "Campaigns"), Print: true}
	e := kit.Empty{Title: p.L("还没有专项", "No campaigns yet"), Text: p.L("专项给一段时间的监督定下主题、日期和类别；反映和问题可以归入。", "A campaign gives the work of a period its theme, dates and classes; messages and problems may carry it.")}
	if b.May(p) {
		h.Actions = []kit.Link{{Text: p.L("拟定专项", "Draft a campaign"), URL: "/campaigns/new"}}
		e.Link = h.Actions[0]
	}
	t := kit.Table{ID: "campaigns", Caption: h.Title, Empty: e, Cols: []kit.Col{{Label: p.L("名称", "Name")}, {Label: p.L("状态", "State")}, {Label: p.L("拟定日期", "Drafted"), Narrow: true}}}
	for _, r := range m.Rows {
		st := matter.Pill(p.Page, &campaign.Life, r.State)
		t.Rows = append(t.Rows, kit.Row{ID: r.Subject, Label: r.Title, URL: "/campaigns/" + r.Subject, Cells: []kit.Cell{{Text: r.Title, URL: "/campaigns/" + r.Subject}, {State: &st}, {Text: matter.Day(p.Page, r.Opened)}}})
	}
	if m.Next != "" {
		t.Next = p.Keep("after", m.Next)
	}
	if m.Prev != "" {
		t.Prev = p.Keep("before", m.Prev)
	}
	return p.Render(kit.Inside(kit.Shell(p.Page, h), kit.Inside(kit.Card(kit.CardView{}), kit.DataTable(t))))
}

// Show (专项) is one campaign with what belongs to it, counted by state.
func Show(p *frame.Page) error {
	c, _, err := Kind.Get(p)
	if err != nil {
		return err
	}
	var classes []string
	for _, x := range c.Classes {
		classes = append(classes, matter.Class(p, x))
	}
	facts := []kit.Fact{{Term: p.L("主题", "Theme"), Text: c.Theme}, {Term: p.L("开始", "From"), Text: matter.Day(p.Page, c.Since)}}
	if c.Until != "" {
		facts = append(facts, kit.Fact{Term: p.L("结束", "Until"), Text: matter.Day(p.Page, c.Until)})
	}
	if len(classes) > 0 {
		facts = append(facts, kit.Fact{Term: p.L("类别", "Classes"), Text: strings.Join(classes, p.L("；", "; "))})
	}
	if c.Adopted != "" {
		facts = append(facts, kit.Fact{Term: p.L("通过", "Adopted"), Text: p.L("主任会议 ", "council ") + c.Adopted})
	}
	left := []templ.Component{kit.Inside(kit.Card(kit.CardView{Title: p.L("基本情况", "Facts")}), kit.Facts(facts))}
	for _, kind := range []string{"clue", "problem"} {
		t, err := tiles(p, c.ID, kind)
		if err != nil {
			return err
		}
		if t != nil {
			left = append(left, t)
		}
	}
	next, err := Kind.NextOf(p, c)
	if err != nil {
		return err
	}
	events, err := matter.Events(p, &campaign.Life, &c.Head, nil)
	if err != nil {
		return err
	}
	side := matter.Stack(matter.NextCard(p, next), matter.RecordCard(p, events, Kind.Path(c.ID, "life")))
	st := matter.Pill(p.Page, &campaign.Life, c.State)
	return p.Render(showPage(p, kit.Head{Title: c.Name, Crumbs: []kit.Link{Kind.List(p.Page)}, States: []kit.State{st}, Print: true}, matter.Stack(left...), side))
}

// tiles counts one kind of matter of the campaign by state; a state without any
// is left out. Nil where the reader reaches none of the kind.
func tiles(p *frame.Page, id, kind string) (templ.Component, error) {
	life := office.LifeOf(kind)
	if life == nil {
		return nil, nil
	}
	n, err := p.O.CountBy(p.Ctx(), p.Me, office.Filter{Kinds: []string{kind}, Campaign: id}, "state")
	if err != nil || len(n) == 0 {
		return nil, err
	}
	var stats []kit.Stat
	for _, s := range life.States {
		if n[s.Code] > 0 {
			stats = append(stats, kit.Stat{Label: p.L(s.Zh, s.En), Number: matter.Itoa(n[s.Code]), Tone: kit.Tone(s.Tone), URL: "/" + kind + "s?campaign=" + id + "&state=" + s.Code})
		}
	}
	return kit.Inside(kit.Card(kit.CardView{Title: p.L(life.Zh, life.En), Links: []kit.Link{{Text: p.L("全部", "All"), URL: "/" + kind + "s?campaign=" + id}}}), kit.StatTiles(stats)), nil
}

// Life (流程图) draws where the campaign stands.
func Life(p *frame.Page) error {
	c, _, err := Kind.Get(p)
	if err != nil {
		return err
	}
	d, err := matter.Drawing(p, &campaign.Life, &c.Head, "drafting", nil)
	if err != nil {
		return err
	}
	return p.Render(matter.LifePage(p, kit.Head{Title: d.Title, Crumbs: []kit.Link{Kind.List(p.Page), {Text: c.Name, URL: Kind.Path(c.ID)}}, Print: true}, d))
}
