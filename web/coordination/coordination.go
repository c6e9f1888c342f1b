// Package coordination is the pages of checks by other bodies (贯通协同): who else
// checks whom and when, so that nobody is checked by three at once. What they
// found has no place here.
package coordination

import (
	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/coordination"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

type doing = matter.Doing[coordination.Coordination]

var kind = &matter.Kind[coordination.Coordination]{
	Life: &coordination.Life,
	Base: "/coordinations",
	Load: func(p *frame.Page, id string) (coordination.Coordination, error) {
		return office.Item(p.Ctx(), p.O, p.Me, office.Coordinations, id)
	},
	Head: func(c *coordination.Coordination) *act.Head { return &c.Head },
	Name: func(p *kit.Page, c coordination.Coordination) string { return c.Subject },
	List: func(p *kit.Page) kit.Link {
		return kit.Link{Text: p.L("贯通协同", "Coordination"), URL: "/coordinations"}
	},
	Forms: map[string]func(*doing) (matter.Form, error){
		"amend": func(d *doing) (matter.Form, error) {
			fs, err := fields(d.Page, d.S)
			return matter.Form{Fields: fs}, err
		},
		"came_back": cameBack,
		"close": func(d *doing) (matter.Form, error) {
			return matter.Form{Fields: []matter.Field{optional(matter.Reason(d.Page))}}, nil
		},
	},
}

func optional(f matter.Field) matter.Field { f.Optional = true; return f }

// Act (办理) shows and does an act.
func Act(p *frame.Page) error { return kind.Do(p) }

// Shows reports whether the section is of use to somebody.
func Shows(who access.Person) bool {
	return who.Has(access.Clerk) || who.Has(access.Director) || who.Has(access.Vice) || who.Has(access.Secretary)
}

func fields(p *frame.Page, c coordination.Coordination) ([]matter.Field, error) {
	organs, err := matter.OrganOptions(p)
	if err != nil {
		return nil, err
	}
	cs, err := p.O.CampaignsFor(p.Ctx(), p.Me)
	camps := []kit.Option{{Label: p.L("不属于专项", "none")}}
	for _, x := range cs {
		if x.Place == p.Me.Place {
			camps = append(camps, kit.Option{Value: x.ID, Label: x.Name})
		}
	}
	since := c.Since
	if since == "" {
		since = act.DayOf(p.Now)
	}
	return []matter.Field{
		{As: matter.Radios, Field: kit.Field{Name: "sort", Label: p.L("监督种类", "Kind of supervision"), Value: c.Body, Options: p.Page.Words(coordination.Bodies)}},
		{Field: kit.Field{Name: "body_name", Label: p.L("开展监督的单位", "Body that checks"), Value: c.BodyName, Max: 60, Width: "m"}},
		{As: matter.Select, Field: kit.Field{Name: "organ", Label: p.L("检查哪个机关", "Which organ"), Value: c.Organ, Options: organs}},
		{As: matter.Date, Field: kit.Field{Name: "since", Label: p.L("开始", "From"), Value: since}},
		{As: matter.Date, Field: kit.Field{Name: "until", Label: p.L("结束", "Until"), Value: c.Until, Optional: true}},
		{Field: kit.Field{Name: "subject", Label: p.L("检查什么（一句话）", "On what (one line)"), Value: c.Subject, Max: 60, Hint: p.L("不写内容和结果。", "Neither content nor result.")}},
		{As: matter.Select, Field: kit.Field{Name: "campaign", Label: p.L("专项监督", "Campaign"), Value: c.Campaign, Options: camps, Optional: true}},
	}, err
}

func cameBack(d *doing) (matter.Form, error) {
	return matter.Form{Fields: []matter.Field{
		{As: matter.Date, Field: kit.Field{Name: "day", Label: d.L("收到日期", "Day it came"), Value: act.DayOf(d.Now)}},
		{As: matter.Radios, Field: kit.Field{Name: "sort", Label: d.L("种类", "Sort"), Options: d.Page.Page.Words(coordination.Backs)}},
		{Field: kit.Field{Name: "number", Label: d.L("文号或者函件名称", "Number of the document"), Max: 60, Optional: true, Width: "m", Hint: d.L("内容不在这里登记。", "The content is not entered.")}},
	}}, nil
}
