package selfcheck

import (
	"hengjian/gongwen"
	"hengjian/office"
	"hengjian/oversight/act"
	"hengjian/oversight/selfcheck"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// listForm is the filter of list and export as it stands in the URL.
type listForm struct {
	State    string `form:"state"`
	Campaign string `form:"campaign"`
	Organ    string `form:"organ"`
	Only     string `form:"only"` // late | zero | found
	Text     string `form:"text"`
}

func (f listForm) filter(p *frame.Page) office.Filter {
	q := office.Filter{Kinds: []string{"selfcheck"}, Campaign: f.Campaign, Organ: f.Organ, Text: f.Text, ByDue: true}
	switch f.State {
	case "":
	case "open":
		q.States = selfcheck.Life.OpenStates()
	default:
		q.States = []string{f.State}
	}
	switch f.Only {
	case "late":
		q.Late = p.Now.UnixMicro()
	case "zero", "found":
		q.Via = f.Only
	}
	return q
}

func (f listForm) set() bool { return f.State+f.Campaign+f.Organ+f.Only+f.Text != "" }

// List (自查) lists self-inspections, the first due first.
func List(p *frame.Page) error {
	if !Shows(p.Me) {
		return act.None()
	}
	f, err := frame.Form[listForm](p)
	if err != nil {
		return err
	}
	q := f.filter(p)
	m, err := p.O.List(p.Ctx(), p.Me, q, matter.Cursor(p), matter.PageSize)
	if err != nil {
		return err
	}
	n, err := p.O.Count(p.Ctx(), p.Me, q, 1001)
	if err != nil {
		return err
	}
	fs, err := filters(p, f)
	if err != nil {
		return err
	}
	t := table(p, m, f.set())
	t.Count = matter.Count(n)
	if m.Prev != "" {
		t.Prev = p.Keep("before", m.Prev)
	}
	if m.Next != "" {
		t.Next = p.Keep("after", m.Next)
	}
	query := p.R.URL.RawQuery
	t.Exports = []kit.Link{{Text: p.L("导出 xlsx", "Export xlsx"), URL: "/selfchecks/export.xlsx?" + query}, {Text: p.L("导出 csv", "Export csv"), URL: "/selfchecks/export.csv?" + query}}
	h := kit.Head{Title: p.L("自查", "Self-inspections"), Print: true}
	if asks(p) {
		h.Actions = []kit.Link{{Text: p.L("请机关自查", "Ask organs"), URL: "/selfchecks/new"}, {Text: p.L("与其他情况对照", "Comparison"), URL: "/selfchecks/compare"}}
	}
	return p.Render(listPage(p, h, fs, t))
}

func table(p *frame.Page, m office.Matters, narrowed bool) kit.Table {
	t := kit.Table{ID: "selfchecks", Caption: p.L("自查", "Self-inspections"),
		Cols: []kit.Col{{Label: p.L("自查", "Self-inspection")}, {Label: p.L("机关", "Organ"), Narrow: organSide(p)}, {Label: p.L("结果", "Says")}, {Label: p.L("状态", "State")}, {Label: p.L("期限", "Term")}}}
	switch {
	case narrowed:
		t.Empty = kit.Empty{Title: p.L("没有符合条件的自查", "None matches"), Text: p.L("放宽或清除筛选条件再看。", "Widen or clear the filters."), Link: kit.Link{Text: p.L("清除条件", "Clear"), URL: "/selfchecks"}}
	case organSide(p):
		t.Empty = kit.Empty{Title: p.L("没有要填报的自查", "Nothing to fill in"), Text: p.L("人大请贵单位自查时，表格会出现在这里；可以随时保存，由单位负责人签字后报送。", "When the committee asks your organ for a self-inspection, the form appears here; save it at any time, your head signs it.")}
	default:
		t.Empty = kit.Empty{Title: p.L("还没有请机关自查", "No organ was asked yet"), Text: p.L("从专项方案生成表格，一次请几个机关自查；机关主动发现的问题单独列示，不计入机关的问题。", "Make the form from a campaign's plan and ask several organs at once; what they find themselves is shown apart, never counted against them.")}
		if asks(p) {
			t.Empty.Link = kit.Link{Text: p.L("请机关自查", "Ask organs"), URL: "/selfchecks/new"}
		}
	}
	for _, r := range m.Rows {
		st := matter.Pill(p.Page, &selfcheck.Life, r.State)
		t.Rows = append(t.Rows, kit.Row{ID: r.Subject, URL: kind.Path(r.Subject), Cells: []kit.Cell{{Text: p.TitleOf(r), Sub: r.Number, URL: kind.Path(r.Subject)}, {Text: matter.Name(p, "organ", r.Organ)},
			{Text: says(p, r.Via)}, {State: &st}, matter.DueCell(p, r)}})
	}
	return t
}

// says is what a submitted report says in one word.
func says(p *frame.Page, via string) string {
	switch via {
	case "zero":
		return p.L("没有发现问题", "nothing found")
	case "found":
		return p.L("发现问题", "something found")
	}
	return p.L("未报送", "not submitted")
}

func filters(p *frame.Page, f listForm) (kit.Filters, error) {
	any := kit.Option{Label: p.L("全部", "Any")}
	states := []kit.Option{any, {Value: "open", Label: p.L("未了结", "Open")}}
	for _, s := range selfcheck.Life.States {
		states = append(states, kit.Option{Value: s.Code, Label: p.L(s.Zh, s.En)})
	}
	out := kit.Filters{Fields: []kit.Field{{Name: "text", Label: p.L("词语、编号", "Words, number"), Value: f.Text, Type: "search"}, {Name: "state", Label: p.L("状态", "State"), Value: f.State, Options: states}}}
	if !organSide(p) {
		cs, err := p.O.CampaignsAt(p.Ctx(), p.Me.Place)
		if err != nil {
			return out, err
		}
		os := []kit.Option{any}
		for _, c := range cs {
			os = append(os, kit.Option{Value: c.ID, Label: c.Name})
		}
		organs, err := matter.OrganOptions(p)
		if err != nil {
			return out, err
		}
		out.Fields = append(out.Fields, kit.Field{Name: "campaign", Label: p.L("专项监督", "Campaign"), Value: f.Campaign, Options: os},
			kit.Field{Name: "organ", Label: p.L("机关", "Organ"), Value: f.Organ, Options: append([]kit.Option{any}, organs...)})
	}
	out.Fields = append(out.Fields, kit.Field{Name: "only", Label: p.L("只看", "Only"), Value: f.Only, Options: []kit.Option{any, {Value: "late", Label: p.L("已超期", "late")},
		{Value: "zero", Label: p.L("报告没有发现问题的", "reporting nothing found")}, {Value: "found", Label: p.L("报告发现问题的", "reporting findings")}}})
	if f.set() {
		out.Clear = "/selfchecks"
	}
	return out, nil
}

var zh = &kit.Page{Lang: "zh"}

// Export (导出) writes exactly what is filtered, item by item, as this reader
// may know it: xlsx with a cover, or csv.
func Export(p *frame.Page) error {
	if !Shows(p.Me) {
		return act.None()
	}
	f, err := frame.Form[listForm](p)
	if err != nil {
		return err
	}
	var all []selfcheck.Selfcheck
	if err := p.O.EachSelfcheck(p.Ctx(), p.Me, f.filter(p), func(s selfcheck.Selfcheck) error { all = append(all, see(p, s)); return nil }); err != nil {
		return err
	}
	return export(p, all, "selfchecks", p.R.URL.RawQuery)
}

// ExportOne (导出) writes one self-inspection.
func ExportOne(p *frame.Page) error {
	_, s, err := kind.Get(p)
	if err != nil {
		return err
	}
	return export(p, []selfcheck.Selfcheck{s}, "selfcheck", s.Number)
}

func export(p *frame.Page, all []selfcheck.Selfcheck, name, scope string) error {
	b := book{p: p, names: map[string]string{}}
	if p.R.URL.Path == "/selfchecks/export.csv" {
		matter.Download(p, name+"-"+act.DayOf(p.Now)+".csv", "text/csv; charset=utf-8")
		w, err := gongwen.NewCSV(p.W, itemCols)
		if err != nil {
			return err
		}
		for _, s := range all {
			if err := b.items(s, w.Row); err != nil {
				return err
			}
		}
		return w.Close()
	}
	cg, _, err := p.O.CongressAt(p.O.View(p.Ctx()), p.Me.Place)
	if err != nil {
		return err
	}
	if scope == "" {
		scope = "全部"
	}
	front := gongwen.Front{Title: "自查情况", Lines: [][2]string{{"监督机关", cg.Name}, {"制表日期", act.DayOf(p.Now)}, {"范围", scope}, {"说明", "自查主动发现的问题单独列示，不计入机关的问题；个案不在本表写明案号，依法定程序转送"}}}
	matter.Download(p, name+"-"+act.DayOf(p.Now)+".xlsx", matter.Xlsx)
	return gongwen.WriteBook(p.W, front,
		gongwen.Leaf{Name: "逐项情况", Cols: itemCols, Each: func(row func(...any) error) error { return b.each(all, row, b.items) }},
		gongwen.Leaf{Name: "总体情况", Cols: wholeCols, Each: func(row func(...any) error) error { return b.each(all, row, b.whole) }},
		gongwen.Leaf{Name: "发现的问题", Cols: foundCols, Each: func(row func(...any) error) error { return b.each(all, row, b.findings) }})
}

type book struct {
	p     *frame.Page
	names map[string]string
}

func (b book) each(all []selfcheck.Selfcheck, row func(...any) error, one func(selfcheck.Selfcheck, func(...any) error) error) error {
	for _, s := range all {
		if err := one(s, row); err != nil {
			return err
		}
	}
	return nil
}

func (b book) name(kind, id string) string {
	if id == "" {
		return ""
	}
	if _, ok := b.names[id]; !ok {
		b.names[id] = matter.Name(b.p, kind, id)
	}
	return b.names[id]
}

var itemCols = []gongwen.Column{{Head: "编号", Width: 24}, {Head: "机关", Width: 24}, {Head: "状态", Width: 12}, {Head: "项", Width: 6}, {Head: "内容", Width: 50}, {Head: "怎样检查", Width: 24}, {Head: "时段起", Width: 14}, {Head: "时段止", Width: 14},
	{Head: "总数", Width: 8}, {Head: "检查数", Width: 8}, {Head: "怎样抽取", Width: 14}, {Head: "检查人", Width: 20}, {Head: "检查说明", Width: 60}, {Head: "发现条数", Width: 10}}

func (b book) items(s selfcheck.Selfcheck, row func(...any) error) error {
	for i, it := range s.Items {
		if err := row(s.Number, b.name("organ", s.Organ), matter.Pill(zh, &selfcheck.Life, s.State).Word, i+1, it.Text, words(zh, selfcheck.Methods, it.Methods), it.Since, it.Until, it.Base, it.Checked,
			zh.Word(selfcheck.Choosings, it.Chosen), it.By, it.Note, len(it.Findings)); err != nil {
			return err
		}
	}
	return nil
}

var wholeCols = []gongwen.Column{{Head: "编号", Width: 24}, {Head: "机关", Width: 24}, {Head: "总体情况", Width: 80}, {Head: "材料", Width: 40}}

func (b book) whole(s selfcheck.Selfcheck, row func(...any) error) error {
	if s.Overall == "" && len(s.Papers) == 0 {
		return nil
	}
	var names []string
	for _, f := range s.Papers {
		names = append(names, f.Name)
	}
	return row(s.Number, b.name("organ", s.Organ), s.Overall, matter.Join("；", names...))
}

var foundCols = []gongwen.Column{{Head: "编号", Width: 24}, {Head: "机关", Width: 24}, {Head: "单位", Width: 24}, {Head: "种类", Width: 20}, {Head: "发现", Width: 36}, {Head: "具体情形", Width: 60}, {Head: "类别", Width: 24}, {Head: "件数", Width: 8}, {Head: "已经整改", Width: 40}}

// findings writes what was found; of a finding in a case only that there is one:
// a table travels further than the referral.
func (b book) findings(s selfcheck.Selfcheck, row func(...any) error) error {
	for _, it := range s.Items {
		for _, f := range it.Findings {
			text, title := f.Text, f.Title
			if f.Sort == "case" {
				title, text = "（个案，依法定程序转送）", ""
			}
			if err := row(s.Number, b.name("organ", s.Organ), b.name("unit", f.Unit), zh.Word(selfcheck.Sorts, f.Sort), title, text, matter.Class(b.p, f.Class), f.Count, f.Fixed); err != nil {
				return err
			}
		}
	}
	return nil
}
