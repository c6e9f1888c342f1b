// Package programme is the pages of what organs set against a campaign
// themselves (机关方案): self-inspection plans, own programmes, and those of their
// Party committees by reference. The committee reads and comments.
package programme

import (
	"slices"
	"strings"

	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/programme"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

type doing = matter.Doing[programme.Programme]

var kind = &matter.Kind[programme.Programme]{
	Life: &programme.Life,
	Base: "/programmes",
	Load: func(p *frame.Page, id string) (programme.Programme, error) {
		return office.Item(p.Ctx(), p.O, p.Me, office.Programmes, id)
	},
	Head: func(x *programme.Programme) *act.Head { return &x.Head },
	Name: func(p *kit.Page, x programme.Programme) string { return x.Title },
	List: func(p *kit.Page) kit.Link {
		return kit.Link{Text: p.L("机关方案", "Programmes"), URL: "/programmes"}
	},
	Forms: map[string]func(*doing) (matter.Form, error){
		"amend": func(d *doing) (matter.Form, error) {
			fs, err := bodyFields(d.Page, d.S.Campaign, d.S.Body)
			return matter.Form{Fields: append(fs, matter.Reason(d.Page)), Told: []string{d.L("本级人大常委会", "The committee of this level")}}, err
		},
		"comment": func(d *doing) (matter.Form, error) {
			return matter.Form{Fields: []matter.Field{{As: matter.Text, Field: kit.Field{Name: "text", Label: d.L("意见", "Comment"), Max: 1000, Hint: d.L("写单位和制度，不写个案；机关可以采纳，也可以说明理由。", "Units and systems; never a case. The organ may follow it or say why not.")}}}, Told: []string{d.S.From}}, nil
		},
		"answer": answerForm,
		"finish": func(d *doing) (matter.Form, error) {
			return matter.Form{Fields: []matter.Field{{As: matter.Text, Field: kit.Field{Name: "result", Label: d.L("实施情况", "What was done and what came of it"), Max: 3000, Rows: 8}}}}, nil
		},
		"withdraw": func(d *doing) (matter.Form, error) {
			return matter.Form{Fields: []matter.Field{matter.Reason(d.Page)}, Danger: true}, nil
		},
	},
}

// Act (办理) shows and does an act.
func Act(p *frame.Page) error { return kind.Do(p) }

func answerForm(d *doing) (matter.Form, error) {
	f := kit.Field{Name: "comment", Label: d.L("回应哪一条意见", "Which comment")}
	for i, c := range d.S.Comments {
		if c.Answer == "" {
			f.Options = append(f.Options, kit.Option{Value: matter.Itoa(i + 1), Label: c.Text, Hint: matter.Day(d.Page.Page, c.Day)})
		}
	}
	if len(f.Options) > 0 {
		f.Value = f.Options[0].Value
	}
	return matter.Form{Fields: []matter.Field{{As: matter.Radios, Field: f}, {As: matter.Text, Field: kit.Field{Name: "text", Label: d.L("回应", "Answer"), Max: 1000}}}}, nil
}

// Shows reports whether the section is of use to somebody.
func Shows(who access.Person) bool {
	return slices.ContainsFunc([]act.Role{access.Clerk, access.Director, access.Vice, access.Secretary, access.Member, access.Liaison, access.Chief}, who.Has)
}

func sortWord(p *kit.Page, code string) string {
	w := act.WordOf(programme.Sorts, code)
	return p.L(w.Zh, w.En)
}

// bodyFields ask for a programme; campaign says whose requirements are offered.
func bodyFields(p *frame.Page, campaign string, b programme.Body) ([]matter.Field, error) {
	ds, err := p.O.OrganDemands(p.Ctx(), campaign)
	if err != nil {
		return nil, err
	}
	sorts := kit.Field{Name: "sort", Label: p.L("种类", "Sort"), Value: b.Sort, Inline: true}
	for _, w := range programme.Sorts {
		sorts.Options = append(sorts.Options, kit.Option{Value: w.Code, Label: p.L(w.Zh, w.En)})
	}
	req := kit.Field{Name: "requirements", Label: p.L("对应方案的哪些要求", "Which requirements it answers"), Values: b.Requirements, Optional: true}
	for _, d := range ds {
		o := kit.Option{Value: d.Via, Label: d.Text}
		if d.From != "" {
			o.Hint = p.L("上级方案：", "shared plan: ") + d.From
		}
		req.Options = append(req.Options, o)
	}
	fs := []matter.Field{{As: matter.Radios, Field: sorts},
		{Field: kit.Field{Name: "title", Label: p.L("名称", "Title"), Value: b.Title, Max: 80}}}
	if len(req.Options) > 0 {
		fs = append(fs, matter.Field{As: matter.Checks, Field: req})
	}
	return append(fs,
		matter.Field{As: matter.Text, Field: kit.Field{Name: "text", Label: p.L("做什么、怎么做", "What is done and how"), Value: b.Text, Max: 5000, Rows: 8, Optional: true, Hint: p.L("党委（党组）方案不填，只写下面的文号和日期。写单位和制度，不写个案。", "Leave empty for a Party committee's programme: number and date below alone. Units and systems; never a case.")}},
		matter.Field{Field: kit.Field{Name: "document", Label: p.L("文号和日期", "Number and date of the paper"), Value: b.Document, Max: 100, Width: "m", Optional: true}},
		matter.Field{Field: kit.Field{Name: "lead", Label: p.L("牵头部门和责任人", "Who leads it"), Value: b.Lead, Max: 100, Width: "m", Optional: true}},
		matter.Field{As: matter.Date, Field: kit.Field{Name: "since", Label: p.L("开始日期", "From"), Value: b.Since, Optional: true}},
		matter.Field{As: matter.Date, Field: kit.Field{Name: "until", Label: p.L("结束日期", "Until"), Value: b.Until, Optional: true}},
		matter.Field{As: matter.File, Field: kit.Field{Name: "files", Label: p.L("附件", "Attachments"), Many: true, Optional: true, Hint: p.L("不上传党委（党组）文件；元数据会清除。", "No Party papers; metadata is removed.")}}), nil
}

func days(p *kit.Page, b programme.Body) string {
	switch {
	case b.Since != "" && b.Until != "":
		return matter.Day(p, b.Since) + p.L(" 至 ", " to ") + matter.Day(p, b.Until)
	case b.Since != "":
		return matter.Day(p, b.Since) + p.L(" 起", " on")
	case b.Until != "":
		return p.L("至 ", "until ") + matter.Day(p, b.Until)
	}
	return ""
}

// File (下载) hands out a file that the programme names; any other address is
// missing.
func File(p *frame.Page) error {
	_, x, err := kind.Get(p)
	if err != nil {
		return err
	}
	hash := p.R.PathValue("hash")
	if hash == "" || !slices.Contains(x.Papers(), hash) {
		return act.None()
	}
	return matter.SendFile(p, hash)
}

// Life (流程图) draws where it stands.
func Life(p *frame.Page) error {
	_, x, err := kind.Get(p)
	if err != nil {
		return err
	}
	d, err := matter.Drawing(p, &programme.Life, &x.Head, "filed", nil)
	if err != nil {
		return err
	}
	return p.Render(matter.LifePage(p, kit.Head{Title: d.Title, Crumbs: []kit.Link{kind.List(p.Page), {Text: x.Title, URL: kind.Path(x.ID)}}, Print: true}, d))
}

// Waiting counts what was filed and not yet read.
func Waiting(p *frame.Page) int {
	if !p.Me.Has(access.Clerk) && !p.Me.Has(access.Director) {
		return 0
	}
	n, _ := p.O.Count(p.Ctx(), p.Me, office.Filter{Kinds: []string{"programme"}, States: []string{"filed"}}, 1000)
	return n
}

// demandText is the requirement that a programme answers, in words.
func demandText(ds []office.Demand, via string) string {
	i := slices.IndexFunc(ds, func(d office.Demand) bool { return d.Via == via })
	if i < 0 {
		return via
	}
	return strings.TrimSpace(ds[i].Text)
}
