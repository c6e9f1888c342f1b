package casebook

import (
	"hengjian/office"
	"hengjian/oversight/act"
	"hengjian/oversight/casebook"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// List (案件库) is the catalogue: what each organ supplied, for which period,
// and how complete it is.
func List(p *frame.Page) error {
	if !Shows(p.Me) {
		return act.None()
	}
	m, err := p.O.List(p.Ctx(), p.Me, office.Filter{Kinds: []string{"register"}}, matter.Cursor(p), matter.PageSize)
	if err != nil {
		return err
	}
	t := kit.Table{ID: "registers", Caption: p.L("案件登记簿", "Case registers"),
		Cols:  []kit.Col{{Label: p.L("登记簿", "Register")}, {Label: p.L("期间", "Period")}, {Label: p.L("行", "Rows"), Num: true}, {Label: p.L("完整率", "Complete")}, {Label: p.L("提供", "Supplied"), Narrow: true}, {Label: p.L("状态", "State")}},
		Empty: kit.Empty{Title: p.L("还没有登记簿", "No registers yet"), Text: p.L("请机关提供案件登记表（csv、xlsx、Parquet、JSON 都可以），在这里对应各列、检查缺漏，再录入。", "Ask the organs for their registers (csv, xlsx, Parquet or JSON), match the columns, see what is missing, and enter them.")}}
	may := (matter.Birth{Life: &casebook.Life, Do: "register.supply"}).May(p)
	if may {
		t.Empty.Link = kit.Link{Text: p.L("录入登记簿", "Enter a register"), URL: "/casebook/import"}
	}
	for _, r := range m.Rows {
		g, err := office.Item(p.Ctx(), p.O, p.Me, office.Registers, r.Subject)
		if err != nil {
			return err
		}
		t.Rows = append(t.Rows, listRow(p, g))
	}
	if m.Next != "" {
		t.Next = p.Keep("after", m.Next)
	}
	if m.Prev != "" {
		t.Prev = p.Keep("before", m.Prev)
	}
	h := kit.Head{Title: p.L("案件库", "Case book"), Sub: p.L("只看单位和规律，不看个案怎么办；行数据不在页面上显示。", "Units and patterns, never how a case should end; rows are not shown on pages."), Print: true}
	if may {
		h.Actions = []kit.Link{{Text: p.L("录入登记簿", "Enter a register"), URL: "/casebook/import"}}
	}
	return p.Render(listPage(p, h, tabs(p, "/casebook"), t))
}

// period is what a register covers; one that was handed back covers nothing yet.
func period(p *frame.Page, r casebook.Register) kit.Cell {
	if r.Since == "" {
		return kit.Cell{Text: "—"}
	}
	return kit.Cell{Text: matter.Day(p.Page, r.Since), Sub: p.L("至 ", "to ") + matter.Day(p.Page, r.Until)}
}

func listRow(p *frame.Page, r casebook.Register) kit.Row {
	st := matter.Pill(p.Page, &casebook.Life, r.State)
	whole := kit.Cell{Text: p.L("无法判断", "cannot be judged")}
	if s, ok := shareState(p.Page, r); ok {
		whole = kit.Cell{State: &s}
	}
	last := r.Last()
	if x, on := r.LastReturned(); on {
		last.Given, last.Giver = x.Given, x.Giver
	}
	return kit.Row{ID: r.ID, Label: r.Title, URL: kind.Path(r.ID), Cells: []kit.Cell{
		{Text: r.Title, Sub: matter.Name(p, "organ", r.Organ) + " · " + sortWord(p.Page, r.Sort), URL: kind.Path(r.ID)},
		period(p, r), {Text: itoa(r.Rows)}, whole,
		{Text: matter.Day(p.Page, last.Given), Sub: last.Giver}, {State: &st}}}
}

// tabs are the pages of the case book; the organ's side has what it was shown.
func tabs(p *frame.Page, here string) []kit.Link {
	var out []kit.Link
	for _, x := range sections {
		if !inside(p.Me) && x.URL != "/casebook" && x.URL != "/casebook/warnings" {
			continue
		}
		out = append(out, kit.Link{Text: p.L(x.Zh, x.En), URL: x.URL, On: x.URL == here})
	}
	return out
}

var sections = []struct{ Zh, En, URL string }{
	{"登记簿", "Registers", "/casebook"},
	{"审限与规则", "Limits and rules", "/casebook/rules"},
	{"指标", "Indicators", "/casebook/indicators"},
	{"预警", "Warnings", "/casebook/warnings"},
}
