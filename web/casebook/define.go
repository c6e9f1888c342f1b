package casebook

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"hengjian/office"
	"hengjian/oversight/act"
	"hengjian/oversight/casebook"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// Define (定义指标) begins one: first the sort of register, then the formula by
// named counts, with a preview over a register and a year.
func Define(p *frame.Page) error {
	b := matter.Birth{Life: &casebook.DefinitionLife, Do: "indicator.define", List: definitions.List(p.Page), Cancel: "/casebook/indicators/own"}
	if err := staffOnly(p); err != nil {
		return err
	}
	if !b.May(p) {
		return b.Refuse()
	}
	sort, ok := casebook.SortOf(cmp.Or(p.R.URL.Query().Get("sort"), p.R.PostFormValue("sort")))
	if !ok {
		return p.Render(defineSortPage(p, defineHead(p)))
	}
	v := defineView{p: p, sort: sort}
	var err error
	if v.registers, err = p.O.RegistersOf(p.Ctx(), p.Me, sort.Code); err != nil {
		return err
	}
	if !p.Post() {
		return p.Render(definePage(v, defineHead(p)))
	}
	if err := kit.Decode(p.R, &v.a); err != nil {
		return err
	}
	v.a.Sort, v.a.Since, v.a.Until = sort.Code, matter.ReadDay(v.a.Since), matter.ReadDay(v.a.Until)
	if p.R.PostFormValue("step") == "preview" {
		return v.preview()
	}
	ans, err := p.Do(&v.a)
	if err != nil {
		return p.Again(definePage(v, defineHead(p)), err)
	}
	return p.GoSaying(definitions.Path(ans.Subject), "已定义，指标页会一并计算。", "Defined; it is computed with the others.")
}

func defineHead(p *frame.Page) kit.Head {
	return kit.Head{Title: p.L("定义指标", "Define an indicator"), Sub: p.L("照您手里的文件，一次定义一项；定义后不能改，只能停用另行定义。", "From the paper you have, one at a time; it cannot be changed, only ended and defined anew."), Crumbs: []kit.Link{crumb(p.Page), definitions.List(p.Page)}}
}

// defineView is the form of one indicator with its preview.
type defineView struct {
	p         *frame.Page
	sort      *casebook.Sort
	registers []casebook.Register
	a         casebook.Define
	tried     *office.Figure // of the preview
	over      casebook.Register
	why       string // why there is none
}

// preview computes what was chosen so far; the form is shown as it was typed.
func (v defineView) preview() error {
	p := v.p
	d, err := v.a.Do(casebook.Definition{}, act.Moment{})
	_, bad := d.Indicator()
	switch reg := p.R.PostFormValue("register"); {
	case bad != nil:
		v.why = kit.Refusals(bad)[0].Text(p.Lang)
	case reg == "":
		v.why = p.L("还没有这种登记簿，无法预览；可以照样定义。", "There is no such register yet to preview on; it can be defined all the same.")
	default:
		from, until := "", ""
		if y := p.R.PostFormValue("year"); len(y) == 4 {
			from, until = y+"-01-01", y+"-12-31"
		}
		r, f, err := p.O.TryDefinition(p.Ctx(), p.Me, d, reg, from, until)
		if err != nil {
			return err
		}
		v.over, v.tried = r, &f
	}
	if err != nil && v.tried != nil && d.Alert.On { // lines that are not right yet colour nothing
		for _, r := range kit.Refusals(err) {
			if slices.Contains([]string{"blue", "yellow", "red", "direction"}, r.Field) {
				v.tried.Own = &casebook.Definition{}
			}
		}
	}
	return p.Again(definePage(v, defineHead(p)), nil)
}

// counts are the choices of one side of the formula; what no register of the
// sort supplies is said beside it.
func (v defineView) counts(name, zh, en, hintZh, hintEn string) kit.Field {
	p := v.p
	f := kit.Field{Name: name, Label: p.L(zh, en), Hint: p.L(hintZh, hintEn)}
	for _, c := range casebook.CountsOf(v.sort) {
		o := kit.Option{Value: c.Code, Label: p.L(c.Zh, c.En)}
		for _, n := range c.Needs {
			if len(v.registers) > 0 && !v.supplied(n) {
				fl, _ := v.sort.Field(n)
				o.Hint = p.L("登记簿没有提供“"+fl.Zh+"”，算出来是空的", "no register supplies “"+fl.En+"”: it counts nothing")
			}
		}
		f.Options = append(f.Options, o)
	}
	return f
}

func (v defineView) supplied(field string) bool {
	return slices.ContainsFunc(v.registers, func(r casebook.Register) bool {
		return slices.ContainsFunc(r.Quality.Columns, func(c casebook.Column) bool { return c.Name == field && c.Empty < r.Rows })
	})
}

func (v defineView) directions() kit.Field {
	return kit.Field{Name: "direction", Label: v.p.L("方向", "Direction"), Inline: true, Options: v.p.Words(casebook.Directions)}
}

func (v defineView) manners() kit.Field {
	return kit.Field{Name: "manner", Label: v.p.L("比例还是比值", "Share or ratio"), Value: "share", Options: v.p.Words(casebook.Manners)}
}

func (v defineView) over1() kit.Field {
	f := kit.Field{Name: "register", Label: v.p.L("哪本登记簿", "Which register"), Small: true}
	for _, r := range v.registers {
		f.Options = append(f.Options, kit.Option{Value: r.ID, Label: matter.Name(v.p, "organ", r.Organ) + " · " + r.Title})
	}
	return f
}

// years are those that the registers cover, the last first.
func (v defineView) years() kit.Field {
	f := kit.Field{Name: "year", Label: v.p.L("哪一年", "Which year"), Small: true, Optional: true, Options: []kit.Option{{Label: v.p.L("登记簿的整个期间", "the whole period")}}}
	lo, hi := 9999, 0
	for _, r := range v.registers {
		a, _ := strconv.Atoi(r.Since[:min(4, len(r.Since))])
		z, _ := strconv.Atoi(r.Until[:min(4, len(r.Until))])
		lo, hi = min(lo, a), max(hi, z)
	}
	for y := hi; y >= lo && y > hi-10; y-- {
		f.Options = append(f.Options, kit.Option{Value: strconv.Itoa(y), Label: fmt.Sprint(y)})
	}
	return f
}

func (v defineView) line(name, zh, en string) kit.Field {
	return kit.Field{Name: name, Label: v.p.L(zh, en), Optional: true, Unit: "%", Max: 8}
}

// result is what the preview says.
func (v defineView) result() []kit.Fact {
	p, f := v.p, *v.tried
	text, sub := valueText(p.Page, f, f.Whole)
	fs := []kit.Fact{{Term: p.L("算法", "Formula"), Text: p.L(f.Indicator.FormulaZh, f.Indicator.FormulaEn)}, {Term: p.L("数值", "Value"), Text: text + p.L("（", " (") + sub + p.L("）", ")")}, {Term: p.L("分子 / 分母", "Of"), Text: itoa(f.Whole.Num) + " / " + itoa(f.Whole.Den)}, {Term: p.L("近四个季度", "Last four quarters"), Text: history(p.Page, f)}}
	if f.Own != nil && f.Own.Alert.On {
		x := casebook.Colours[casebook.ColourRank(f.Own.Colour(f.Whole))]
		fs = append(fs, kit.Fact{Term: p.L("颜色", "Colour"), Text: p.L(x.Zh, x.En)})
	}
	return fs
}

// definitionFacts say a definition in words.
func definitionFacts(p *frame.Page, d casebook.Definition) []kit.Fact {
	var fs []kit.Fact
	add := func(zh, en, text string) {
		if text != "" {
			fs = append(fs, kit.Fact{Term: p.L(zh, en), Text: text})
		}
	}
	if i, err := d.Indicator(); err == nil && d.Rule == "" {
		add("算法", "Formula", p.L(i.FormulaZh, i.FormulaEn))
	}
	if d.Manner != "" {
		add("比例还是比值", "Share or ratio", p.Page.Word(casebook.Manners, d.Manner))
	}
	add("方向", "Direction", p.Page.Word(casebook.Directions, d.Direction))
	add("出处", "Source", d.Source)
	until := p.L("不定期", "open")
	if d.Until != "" {
		until = matter.Day(p.Page, d.Until)
	}
	if d.Since != "" {
		add("施行", "In use", matter.Day(p.Page, d.Since)+" — "+until)
	}
	if a := d.Alert; a.On {
		side := p.L("高于", "above ")
		if d.Direction == "up" {
			side = p.L("低于", "below ")
		}
		fs = append(fs, kit.Fact{Term: p.L("预警线", "Lines"), Text: fmt.Sprintf(p.L("%s %s 蓝色、%s 黄色、%s 红色（待本级确认）", "%s%s blue, %s yellow, %s red (to be confirmed)"), side, percent(a.Blue), percent(a.Yellow), percent(a.Red)), Sub: p.L("过线的列在“三色预警”，由经办发出", "what is beyond a line is listed with the warnings, for a clerk to raise")})
	}
	add("停用的理由", "Why ended", d.Ended)
	return fs
}
