// Package summary is the pages of the report at the end of a campaign (总结):
// drafted from the record, each figure opening what it counts.
package summary

import (
	"strings"

	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/summary"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

type doing = matter.Doing[summary.Summary]

var kind = &matter.Kind[summary.Summary]{
	Life: &summary.Life,
	Base: "/summaries",
	Load: func(p *frame.Page, id string) (summary.Summary, error) {
		return office.Item(p.Ctx(), p.O, p.Me, office.Summaries, id)
	},
	Head:  func(s *summary.Summary) *act.Head { return &s.Head },
	Name:  func(p *kit.Page, s summary.Summary) string { return frame.SayTitle(p, "summary", s.Title) },
	List:  func(p *kit.Page) kit.Link { return kit.Link{Text: p.L("总结", "Summaries"), URL: "/summaries"} },
	Forms: forms,
}

// Act (办理) shows and does an act.
func Act(p *frame.Page) error { return kind.Do(p) }

// Shows reports whether somebody reads summaries.
func Shows(who access.Person) bool {
	for _, l := range access.Reaches {
		if l.Kind == "summary" && who.Has(l.Role) {
			return true
		}
	}
	return false
}

var forms = map[string]func(*doing) (matter.Form, error){
	"write":        writeForm,
	"recount":      func(d *doing) (matter.Form, error) { return matter.Form{Wide: changesCard(d.Page, d.S)}, nil },
	"add_case":     addCase,
	"edit_case":    func(d *doing) (matter.Form, error) { return caseForm(d, true), nil },
	"confirm_case": confirmCase,
	"drop_case":    func(d *doing) (matter.Form, error) { return caseForm(d, false), nil },
	"cite":         cite,
	"uncite":       uncite,
	"add_result":   addResult,
	"drop_result":  dropResult,
	"return": func(d *doing) (matter.Form, error) {
		return matter.Form{Fields: []matter.Field{matter.Reason(d.Page)}}, nil
	},
}

// writeForm edits one section: ?part=…. Numbers stand as slots, so that a text
// cannot say another number than was counted.
func writeForm(d *doing) (matter.Form, error) {
	part := d.R.URL.Query().Get("part")
	if part == "" {
		part = d.S.Sections()[0].Code
	}
	w := act.WordOf(d.S.Sections(), part)
	var keys []string
	for _, f := range d.S.Figures.In(part) {
		keys = append(keys, "{"+f.Key+"} "+d.L(f.Zh, f.En))
	}
	hint := d.L("数字写成花括号里的代号，由系统填入：", "Write a number as its key in braces; the system fills it in: ") + strings.Join(keys, d.L("；", "; "))
	return matter.Form{Fields: []matter.Field{{As: matter.Hidden, Field: kit.Field{Name: "part", Value: part}},
		{As: matter.Text, Field: kit.Field{Name: "text", Label: d.L(w.Zh, w.En), Value: d.S.Text(part), Rows: 12, Max: 10000, Optional: true, Hint: hint}},
		{As: matter.Tick, Field: kit.Field{Name: "nobody", Label: d.L("与在册人员姓名相同的字不是指人", "Words that are also names of officers mean nobody"), Optional: true}}}}, nil
}

func addCase(d *doing) (matter.Form, error) {
	rows, err := d.O.CasesToChoose(d.Ctx(), d.Me, d.S.Campaign)
	f := kit.Field{Name: "problem", Label: d.L("选哪个已经整改到位的问题", "From which problem put right")}
	for _, r := range rows {
		f.Options = append(f.Options, kit.Option{Value: r.Subject, Label: r.Number + " " + r.Title})
	}
	return matter.Form{Fields: []matter.Field{{As: matter.Select, Field: f},
		{As: matter.Text, Field: kit.Field{Name: "text", Label: d.L("案例文字", "Text of the case"), Rows: 8, Max: 5000, Optional: true, Hint: d.L("留空则取问题的表述。单位、人员和案号由程序隐去。", "Left empty, the statement of the problem is taken. Units, people and case numbers are struck out.")}}}}, err
}

func caseField(d *doing) matter.Field {
	f := kit.Field{Name: "case", Label: d.L("案例", "Case"), Value: d.R.URL.Query().Get("case")}
	for _, c := range d.S.Cases {
		f.Options = append(f.Options, kit.Option{Value: c.Key, Label: clip(c.Text)})
	}
	return matter.Field{As: matter.Radios, Field: f}
}

func caseForm(d *doing, text bool) matter.Form {
	f := matter.Form{Fields: []matter.Field{caseField(d)}}
	if text {
		was := ""
		for _, c := range d.S.Cases {
			if c.Key == d.R.URL.Query().Get("case") {
				was = c.Text
			}
		}
		f.Fields = append(f.Fields, matter.Field{As: matter.Text, Field: kit.Field{Name: "text", Label: d.L("案例文字", "Text of the case"), Value: was, Rows: 8, Max: 5000}})
	}
	return f
}

func confirmCase(d *doing) (matter.Form, error) {
	f := caseForm(d, false)
	f.Fields = append(f.Fields, matter.Field{As: matter.Tick, Field: kit.Field{Name: "nothing", Value: "true", Label: d.L("逐字看过：推知不出单位、人员和案件", "Read word by word: nothing points to a unit, a person or a case")}})
	return f, nil
}

func clip(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:59]) + "…"
	}
	return s
}

func cite(d *doing) (matter.Form, error) {
	rows, err := d.O.ExperienceLibrary(d.Ctx(), d.Me)
	f := kit.Field{Name: "experience", Label: d.L("经验库里的哪一条", "Which experience of the library")}
	for _, r := range rows {
		f.Options = append(f.Options, kit.Option{Value: r.Subject, Label: r.Title})
	}
	return matter.Form{Fields: []matter.Field{{As: matter.Select, Field: f}}}, err
}

func uncite(d *doing) (matter.Form, error) {
	f := kit.Field{Name: "experience", Label: d.L("不再引用哪一条", "Which one")}
	for _, c := range d.S.Cited {
		f.Options = append(f.Options, kit.Option{Value: c.ID, Label: c.Title})
	}
	return matter.Form{Fields: []matter.Field{{As: matter.Radios, Field: f}}}, nil
}

func addResult(d *doing) (matter.Form, error) {
	return matter.Form{Fields: []matter.Field{{As: matter.Radios, Field: kit.Field{Name: "sort", Label: d.L("种类", "Sort"), Options: d.Page.Page.Words(summary.Results), Inline: true}},
		{Field: kit.Field{Name: "title", Label: d.L("成效", "Achievement"), Max: 100}},
		{Field: kit.Field{Name: "source", Label: d.L("在哪里可以查到", "Where it can be read"), Max: 200, Hint: d.L("文号、制度名称或者公开网址", "Number of the document, name of the rule, or address")}}}}, nil
}

func dropResult(d *doing) (matter.Form, error) {
	f := kit.Field{Name: "result", Label: d.L("撤下哪一条", "Which one")}
	for _, r := range d.S.Results {
		f.Options = append(f.Options, kit.Option{Value: r.Key, Label: r.Title})
	}
	return matter.Form{Fields: []matter.Field{{As: matter.Radios, Field: f}}}, nil
}
