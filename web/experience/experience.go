// Package experience is the pages of the experience library (经验库): what worked,
// found again across campaigns.
package experience

import (
	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/experience"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

type doing = matter.Doing[experience.Experience]

var kind = &matter.Kind[experience.Experience]{
	Life: &experience.Life,
	Base: "/experiences",
	Load: func(p *frame.Page, id string) (experience.Experience, error) {
		return office.Item(p.Ctx(), p.O, p.Me, office.Experiences, id)
	},
	Head: func(e *experience.Experience) *act.Head { return &e.Head },
	Name: func(p *kit.Page, e experience.Experience) string { return e.Title },
	List: func(p *kit.Page) kit.Link {
		return kit.Link{Text: p.L("经验库", "Experience library"), URL: "/experiences"}
	},
	Forms: map[string]func(*doing) (matter.Form, error){
		"revise": func(d *doing) (matter.Form, error) { return body(d.Page, d.S) },
		"keep":   tags,
		"tag":    tags,
		"return": func(d *doing) (matter.Form, error) {
			return matter.Form{Fields: []matter.Field{matter.Reason(d.Page)}, Told: []string{d.S.From}}, nil
		},
		"withdraw": func(d *doing) (matter.Form, error) {
			return matter.Form{Fields: []matter.Field{matter.Reason(d.Page)}}, nil
		},
	},
}

// Act (办理) shows and does an act.
func Act(p *frame.Page) error { return kind.Do(p) }

func tags(d *doing) (matter.Form, error) {
	return matter.Form{Fields: []matter.Field{sortField(d.Page, d.S.Sort), classField(d.Page, d.S.Class)}}, nil
}

func sortField(p *frame.Page, v string) matter.Field {
	f := kit.Field{Name: "sort", Label: p.L("适用的机关", "For which organs"), Value: v, Inline: true}
	for _, w := range experience.OrganSorts {
		f.Options = append(f.Options, kit.Option{Value: w.Code, Label: p.L(w.Zh, w.En)})
	}
	return matter.Field{As: matter.Radios, Field: f}
}

func classField(p *frame.Page, v string) matter.Field {
	return matter.Field{As: matter.Select, Field: kit.Field{Name: "class", Label: p.L("针对的问题类别", "Problem class it answers"), Value: v, Optional: true, Options: append([]kit.Option{{Label: p.L("不限", "any")}}, matter.Classes(p)...)}}
}

// body asks what was done and what came of it.
func body(p *frame.Page, e experience.Experience) (matter.Form, error) {
	camps := []kit.Option{{Label: p.L("不属于专项", "none")}}
	if p.Me.Organ == "" {
		cs, err := p.O.CampaignsFor(p.Ctx(), p.Me)
		if err != nil {
			return matter.Form{}, err
		}
		for _, c := range cs {
			camps = append(camps, kit.Option{Value: c.ID, Label: c.Name})
		}
	}
	return matter.Form{Fields: []matter.Field{
		{Field: kit.Field{Name: "title", Label: p.L("题目", "Title"), Value: e.Title, Max: 60}},
		{As: matter.Text, Field: kit.Field{Name: "text", Label: p.L("做法", "What was done"), Value: e.Text, Max: 5000, Rows: 8, Hint: p.L("写清楚谁做了什么，别的地方怎样照着做；不写个案。", "Who did what, and how others can do the same; no case.")}},
		{As: matter.Text, Field: kit.Field{Name: "effect", Label: p.L("效果，怎么知道有效", "What came of it, and how that is known"), Value: e.Effect, Max: 1000}},
		{Field: kit.Field{Name: "about", Label: p.L("对应的专项和要求", "Campaign and requirement"), Value: e.About, Max: 200, Optional: true}},
		{As: matter.Select, Field: kit.Field{Name: "campaign", Label: p.L("专项监督", "Campaign"), Value: e.Campaign, Options: camps, Optional: true}},
		sortField(p, e.Sort), classField(p, e.Class),
	}}, nil
}

// Shows reports whether the library is of use to somebody.
func Shows(who access.Person) bool {
	return who.Side() == "congress" || who.Has(access.Liaison) || who.Has(access.Chief)
}
