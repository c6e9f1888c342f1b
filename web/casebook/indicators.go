package casebook

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"hengjian/gongwen"
	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/casebook"
	"hengjian/oversight/law"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// Indicators (指标) shows the figures of a register with formula, source,
// interval and their own history; in the order of the register, no ranking.
func Indicators(p *frame.Page) error {
	if err := staffOnly(p); err != nil {
		return err
	}
	id, field, err := choose(p)
	if err != nil {
		return err
	}
	q := p.R.URL.Query()
	v := figuresView{p: p, from: matter.ReadDay(q.Get("from")), until: matter.ReadDay(q.Get("until")), by: q.Get("by"), one: q.Get("indicator")}
	h := kit.Head{Title: p.L("指标", "Indicators"), Sub: p.L("每个比例都带区间；按登记簿的次序排列，不排名。", "Every share has its interval; in the order of the register, no ranking."), Crumbs: []kit.Link{crumb(p.Page)}, Print: true}
	v.filters = kit.Filters{Fields: []kit.Field{field, {Name: "from", Type: "date", Label: p.L("从", "From"), Value: v.from, Small: true}, {Name: "until", Type: "date", Label: p.L("到", "To"), Value: v.until, Small: true}}}
	if id == "" {
		return p.Render(figuresPage(v, h))
	}
	if v.one != "" && v.by == "" {
		v.by = "unit"
	}
	if v.by != "" && v.by != "unit" && v.by != "cause" && v.by != "police" && v.by != "procedure" {
		return act.None()
	}
	by := ""
	if v.one != "" {
		by = v.by
	}
	if v.r, v.list, err = p.O.Figures(p.Ctx(), p.Me, id, v.from, v.until, by, v.one); err != nil {
		return err
	}
	if v.one != "" && len(v.list) == 0 {
		return act.None()
	}
	if q.Get("as") == "xlsx" {
		return v.xlsx()
	}
	h.Actions = []kit.Link{{Text: p.L("导出 xlsx", "Export xlsx"), URL: p.Keep("as", "xlsx")}, {Text: p.L("本级定义的指标", "Own definitions"), URL: "/casebook/indicators/own"}}
	return p.Render(figuresPage(v, h))
}

type figuresView struct {
	p               *frame.Page
	r               casebook.Register
	from, until, by string
	one             string
	filters         kit.Filters
	list            []office.Figure
}

// valueText writes a figure: a share with its interval, a ratio, days.
func valueText(p *kit.Page, f office.Figure, v casebook.Value) (text, sub string) {
	switch {
	case v.Den == 0:
		return "—", p.L("没有分母", "nothing to divide by")
	case f.Indicator.Per > 0:
		return fmt.Sprintf("%.0f", float64(v.Num)/float64(v.Den)*float64(f.Days)), p.L("天", "days")
	case f.Indicator.Ratio:
		return one(float64(v.Num) / float64(v.Den)), p.L("比值，不是概率", "a ratio, no probability")
	}
	return spanText(p, int(v.Num), int(v.Den))
}

func formula(p *kit.Page, i casebook.Indicator) string {
	s := p.L(i.FormulaZh, i.FormulaEn) + " · " + p.L(i.Source, cmp.Or(sourcesEn[i.Source], i.Source))
	if zh, en := law.Cite(i.Source); zh != i.Source {
		s = p.L(i.FormulaZh, i.FormulaEn) + " · " + p.L(zh, en)
	}
	if i.Unsure {
		s += p.L("（口径待核）", " (base to be confirmed)")
	}
	return s
}

func (v figuresView) table() kit.Table {
	p := v.p
	t := kit.Table{ID: "figures", Caption: p.L("指标", "Indicators"), Cols: []kit.Col{{Label: p.L("指标和算法", "Indicator and formula")}, {Label: p.L("数值（95% 区间）", "Value (95% interval)")}, {Label: p.L("分子 / 分母", "Of"), Num: true}, {Label: p.L("自身历史（近四个季度）", "Own history (last four quarters)"), Narrow: true}}}
	for _, f := range v.list {
		text, sub := valueText(p.Page, f, f.Whole)
		u := p.Keep("indicator", f.Indicator.ID)
		t.Rows = append(t.Rows, kit.Row{ID: f.Indicator.ID, Label: f.Indicator.Zh, URL: u, Cells: []kit.Cell{{Text: p.L(f.Indicator.Zh, f.Indicator.En), Sub: formula(p.Page, f.Indicator), URL: u}, v.value(f, text, sub), {Text: itoa(f.Whole.Num) + " / " + itoa(f.Whole.Den)}, {Text: history(p.Page, f)}}})
	}
	return t
}

// value is a figure, and its colour where the committee has set lines.
func (v figuresView) value(f office.Figure, text, sub string) kit.Cell {
	c := kit.Cell{Text: text, Sub: sub}
	if f.Own != nil {
		if colour := f.Own.Colour(f.Whole); colour != "" {
			x := casebook.Colours[casebook.ColourRank(colour)]
			c.Sub += " · " + v.p.L(x.Zh, x.En)
		}
	}
	return c
}

// history writes the last four quarters in one line, the oldest first.
func history(p *kit.Page, f office.Figure) string {
	var out []string
	if !slices.ContainsFunc(f.History, func(h casebook.Cell) bool { return h.Den > 0 }) {
		return "—"
	}
	for i, h := range f.History {
		if i < len(f.History)-4 {
			continue
		}
		text, _ := valueText(p, f, h.Value)
		out = append(out, text)
	}
	return strings.Join(out, " → ")
}

func (v figuresView) parts() kit.Table {
	p, f := v.p, v.list[0]
	t := kit.Table{ID: "parts", Caption: p.L("分项", "By part"), Cols: []kit.Col{{Label: v.byWord()}, {Label: p.L("数值（95% 区间）", "Value (95% interval)")}, {Label: p.L("分子 / 分母", "Of"), Num: true}, {Label: p.L("与全部相比", "Against the whole")}}}
	for i, c := range f.Parts {
		text, sub := valueText(p.Page, f, c.Value)
		beside := "—"
		if !f.Indicator.Ratio && f.Whole.Den > 0 {
			beside = funnelText(p.Page, int(c.Num), int(c.Den), float64(f.Whole.Num)/float64(f.Whole.Den))
		}
		t.Rows = append(t.Rows, kit.Row{ID: fmt.Sprint(i), Label: c.Name, Cells: []kit.Cell{{Text: c.Name}, {Text: text, Sub: sub}, {Text: itoa(c.Num) + " / " + itoa(c.Den)}, {Text: beside}}})
	}
	return t
}

func (v figuresView) byWord() string {
	if s, ok := casebook.SortOf(v.r.Sort); ok {
		if f, ok := s.Field(v.by); ok {
			return v.p.L(f.Zh, f.En)
		}
		if f, ok := s.Field(s.Unit); ok && v.by == "unit" {
			return v.p.L(f.Zh, f.En)
		}
	}
	return v.p.L("单位", "Unit")
}

// byTabs offers the other ways to split a figure.
func (v figuresView) byTabs() (out []kit.Link) {
	s, ok := casebook.SortOf(v.r.Sort)
	if !ok {
		return nil
	}
	for _, by := range []string{"unit", "cause", "procedure", "police"} {
		if f, ok := s.Field(by); ok {
			out = append(out, kit.Link{Text: v.p.L("按", "By ") + v.p.L(f.Zh, strings.ToLower(f.En)), URL: v.p.Keep("by", by), On: v.by == by})
		}
	}
	return out
}

func (v figuresView) chart() kit.Chart {
	p, f := v.p, v.list[0]
	c := kit.Chart{Title: p.L("自身历史（按季度）", "Own history by quarter"), Unit: "%"}
	for _, h := range f.History {
		if h.Den == 0 {
			continue
		}
		text, sub := valueText(p.Page, f, h.Value)
		y := 100 * float64(h.Num) / float64(h.Den)
		if f.Indicator.Per > 0 {
			c.Unit = p.L("天", "days")
			y = float64(h.Num) / float64(h.Den) * 90
		}
		c.Points = append(c.Points, kit.Point{Label: h.Name, Value: y, Text: text + "（" + sub + "）"})
	}
	return c
}

func (v figuresView) back() string {
	return "/casebook/indicators?register=" + url.QueryEscape(v.r.ID)
}

func (v figuresView) xlsx() error {
	p := v.p
	matter.Download(p, "indicators-"+v.r.Until+".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
	front := gongwen.Front{Title: p.L("指标", "Indicators"), Lines: [][2]string{{p.L("登记簿", "Register"), v.r.Title}, {p.L("期间", "Period"), v.r.Since + " — " + v.r.Until}, {p.L("说明", "Note"), p.L("按登记簿次序，不排名", "in the order of the register, no ranking")}}}
	return gongwen.WriteBook(p.W, front, gongwen.Leaf{Name: p.L("指标", "Indicators"), Cols: heads(p.L("指标", "Indicator"), p.L("分项", "Part"), p.L("分子", "Numerator"), p.L("分母", "Denominator"), p.L("数值", "Value"), p.L("区间", "Interval"), p.L("算法和出处", "Formula and source")),
		Each: func(row func(...any) error) error {
			for _, f := range v.list {
				for _, c := range append([]casebook.Cell{{Name: p.L("全部", "all"), Value: f.Whole}}, f.Parts...) {
					text, sub := valueText(p.Page, f, c.Value)
					if err := row(p.L(f.Indicator.Zh, f.Indicator.En), c.Name, c.Num, c.Den, text, sub, formula(p.Page, f.Indicator)); err != nil {
						return err
					}
				}
			}
			return nil
		}})
}

var definitions = &matter.Kind[casebook.Definition]{
	Life: &casebook.DefinitionLife,
	Base: "/casebook/indicators",
	Load: func(p *frame.Page, id string) (casebook.Definition, error) {
		return office.Item(p.Ctx(), p.O, p.Me, office.Indicators, id)
	},
	See:  func(p *frame.Page, d casebook.Definition) casebook.Definition { return d },
	Head: func(d *casebook.Definition) *act.Head { return &d.Head },
	Name: func(p *kit.Page, d casebook.Definition) string { return d.Title },
	List: func(p *kit.Page) kit.Link {
		return kit.Link{Text: p.L("本级定义的指标", "Own definitions"), URL: "/casebook/indicators/own"}
	},
	Forms: map[string]func(*matter.Doing[casebook.Definition]) (matter.Form, error){
		"end": func(d *matter.Doing[casebook.Definition]) (matter.Form, error) {
			return matter.Form{Fields: []matter.Field{matter.Reason(d.Page)}}, nil
		},
	},
}

// Definition (指标定义) is one definition.
func Definition(p *frame.Page) error {
	raw, d, err := definitions.Get(p)
	if err != nil {
		return err
	}
	next, err := definitions.NextOf(p, raw)
	if err != nil {
		return err
	}
	h := kit.Head{Title: d.Title, Sub: sortWord(p.Page, d.Sort), Crumbs: []kit.Link{crumb(p.Page), definitions.List(p.Page)}, States: []kit.State{matter.Pill(p.Page, &casebook.DefinitionLife, d.State)}}
	return p.Render(definitionPage(p, d, next, h))
}

// DefinitionAct does an act on a definition.
func DefinitionAct(p *frame.Page) error { return definitions.Do(p) }

// Own (本级定义的指标) lists them.
func Own(p *frame.Page) error {
	if err := staffOnly(p); err != nil {
		return err
	}
	ds, err := p.O.DefinitionsOf(p.Ctx(), p.Me)
	if err != nil {
		return err
	}
	t := kit.Table{ID: "own", Caption: p.L("本级定义的指标", "Own definitions"), Cols: []kit.Col{{Label: p.L("指标", "Indicator")}, {Label: p.L("出处", "Source")}, {Label: p.L("状态", "State")}},
		Empty: kit.Empty{Title: p.L("还没有", "None yet"), Text: p.L("最高法院的十八项指标没有全部公布；您手里有文件的，可以照文件定义。", "The courts' official eighteen are not published in full; those you have the paper of can be defined from it.")}}
	for _, d := range ds {
		st := matter.Pill(p.Page, &casebook.DefinitionLife, d.State)
		u := definitions.Path(d.ID)
		t.Rows = append(t.Rows, kit.Row{ID: d.ID, Label: d.Title, URL: u, Cells: []kit.Cell{{Text: d.Title, Sub: sortWord(p.Page, d.Sort), URL: u}, {Text: d.Source}, {State: &st}}})
	}
	h := kit.Head{Title: p.L("本级定义的指标", "Own definitions"), Crumbs: []kit.Link{crumb(p.Page), {Text: p.L("指标", "Indicators"), URL: "/casebook/indicators"}}}
	if p.Me.Has(access.Clerk) || p.Me.Has(access.Director) {
		h.Actions = []kit.Link{{Text: p.L("定义指标", "Define an indicator"), URL: "/casebook/indicators/new"}}
	}
	return p.Render(listPage(p, h, tabs(p, "/casebook/indicators"), t))
}

// sourcesEn are the indicators' sources that are no articles.
var sourcesEn = map[string]string{"法院系统代码": "codes of the court system", "两种算法并存，此处按二审结案": "two formulas are in use; this one is by second-instance closures",
	"审判质量管理指标体系（2024）": "indicators of trial quality (2024)", "检察业务统计": "statistics of the procuratorates"}
