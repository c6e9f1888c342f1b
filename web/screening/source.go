package screening

import (
	"fmt"
	"strconv"

	"hengjian/office"
	"hengjian/oversight/casebook"
	"hengjian/oversight/screenrun"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// source is what a run reads: a file handed in just now, or a register that
// stands in the case book.
type source struct {
	hash, name string
	register   casebook.Register
	cols       []office.Column
	refused    error
	rule       casebook.Rule // to be checked, ID "" none
}

func (s source) none() bool { return s.hash == "" && s.register.ID == "" }

func sourceOf(p *frame.Page) (s source, err error) {
	q := p.R.URL.Query()
	if id := q.Get("register"); id != "" {
		s.register, s.cols, s.refused, err = p.O.ScreeningColumns(p.Ctx(), p.Me, id)
		if r, ok := casebook.RuleOf(q.Get("rule")); ok && r.Sort == s.register.Sort {
			s.rule = r
		}
		return s, err
	}
	if s.hash, s.name = q.Get("file"), q.Get("name"); s.hash != "" {
		s.cols, s.refused = p.O.RegisterColumns(p.Me, s.hash)
	}
	return s, nil
}

// into says in the act which source it is; the form cannot.
func (s source) into(a *screenrun.Declare) {
	a.Hash, a.FileName, a.Register = s.hash, s.name, s.register.ID
	if s.register.ID != "" {
		a.Organ = s.register.Organ
	}
	if g, ok := casebook.SortOf(s.register.Sort); ok && s.rule.ID != "" {
		key, _ := g.Field(g.Key)
		unit, _ := g.Field(g.Unit)
		a.Params.Detector, a.Params.Rule = "rule", s.rule.ID
		a.Cols = screenrun.Columns{ID: key.Zh, Subject: unit.Zh}
	}
}

// form asks what a plan needs.
func (s source) form(p *frame.Page) ([]matter.Field, error) {
	if s.rule.ID == "" {
		return declareFields(p, s)
	}
	fs, err := s.fields(p)
	number := func(name, zh, en, value, hintZh, hintEn string) matter.Field {
		return matter.Field{Field: kit.Field{Name: "params." + name, Label: p.L(zh, en), Value: value, Type: "number", Width: "s", Hint: p.L(hintZh, hintEn)}}
	}
	basis, basisEn := casebook.CiteRule(s.rule)
	return append(fs, []matter.Field{
		{As: matter.Title, Field: kit.Field{Label: p.L("规则：", "Rule: ") + p.L(s.rule.Zh, s.rule.En), Hint: p.L(basis, basisEn)}},
		{Field: kit.Field{Name: "title", Label: p.L("名称", "Title"), Max: 60, Value: cutRunes(p.L(s.rule.Zh, s.rule.En), 60)}},
		{As: matter.Text, Field: kit.Field{Name: "purpose", Label: p.L("为什么核对这一项", "Why this is checked"), Max: 500, Rows: 3}},
		{Field: kit.Field{Name: "period", Value: s.period(p), Label: p.L("数据的期间", "Period of the data"), Max: 60, Width: "m"}},
		number("min_n", "最少件数", "Least cases", "30", "能判断的件数不足的单位不形成线索。", "Units with fewer cases that could be judged give no lead."),
		number("min_meet", "最少不合规则的件数", "Least breaches", "5", "少于这个数的不形成线索。", "Fewer give no lead."),
	}...), err
}

func cutRunes(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n])
	}
	return s
}

// ruleFacts are the plan of a rule's check.
func (v runView) ruleFacts() []kit.Fact {
	p := v.p
	r, _ := casebook.RuleOf(v.r.Params.Rule)
	zh, en := casebook.CiteRule(r)
	return []kit.Fact{{Term: p.L("规则", "Rule"), Text: p.L(r.Zh, r.En), Sub: p.L(zh, en)},
		{Term: p.L("形成线索", "A lead is"), Text: fmt.Sprintf(p.L("能判断的至少 %d 件、不合规则的至少 %d 件的单位", "a unit with at least %d cases judged and %d breaches"), v.r.Params.MinN, v.r.Params.MinMeet)}}
}

// fields ask what the source leaves open: whose file it is, or which years of
// the register.
func (s source) fields(p *frame.Page) ([]matter.Field, error) {
	if s.register.ID == "" {
		organs, err := matter.OrganOptions(p)
		return []matter.Field{{As: matter.Hidden, Field: kit.Field{Name: "hash", Value: s.hash}}, {As: matter.Hidden, Field: kit.Field{Name: "file_name", Value: s.name}},
			{As: matter.Select, Field: kit.Field{Name: "organ", Label: p.L("提供登记的机关", "Organ whose register it is"), Options: append([]kit.Option{{Label: p.L("请选择", "Choose")}}, organs...), Width: "m"}}}, err
	}
	years := []kit.Option{{Value: "0", Label: p.L("全部年份", "all years")}}
	seen := map[int]bool{}
	for _, part := range s.register.Last().Parts {
		if part.Year > 0 && !seen[part.Year] {
			seen[part.Year] = true
			years = append(years, kit.Option{Value: strconv.Itoa(part.Year), Label: strconv.Itoa(part.Year)})
		}
	}
	return []matter.Field{{As: matter.Hidden, Field: kit.Field{Name: "register", Value: s.register.ID}}, {As: matter.Hidden, Field: kit.Field{Name: "organ", Value: s.register.Organ}},
		{As: matter.Select, Field: kit.Field{Name: "year", Label: s.register.Title, Options: years, Value: "0", Width: "m",
			Hint: p.L("案号年份。只读已办结的案件，按登记时最近一次提供的数据。", "Year of the case numbers. Concluded cases alone are read, as last supplied when this is declared.")}}}, nil
}

func (s source) title(p *frame.Page) string {
	if s.register.ID == "" {
		return p.L("上传的登记", "The register")
	}
	return s.register.Title
}

// period proposes the register's own.
func (s source) period(p *frame.Page) string {
	if s.register.ID == "" {
		return ""
	}
	return s.register.Since + p.L(" 至 ", " to ") + s.register.Until
}

// label is a column's name for a reader: a file's as it stands there.
func (s source) label(p *frame.Page, col string) string { return columnLabel(p, s.register.Sort, col) }

func columnLabel(p *frame.Page, sort, col string) string {
	if g, ok := casebook.SortOf(sort); ok {
		if c, ok := casebook.ScreenColumnOf(g, col); ok {
			return p.L(c.Zh, c.En)
		}
	}
	return col
}

// chooseAgain offers the registers of the case book, and a file.
func chooseAgain(p *frame.Page, err error) error {
	rs, rerr := p.O.RegistersOf(p.Ctx(), p.Me, "")
	if rerr != nil {
		return rerr
	}
	t := kit.Table{ID: "registers", Caption: p.L("案件库的登记簿", "Registers of the case book"), Cols: []kit.Col{{Label: p.L("登记簿", "Register")}, {Label: p.L("机关", "Organ")}, {Label: p.L("期间", "Period"), Narrow: true}, {Label: p.L("行数", "Rows"), Num: true}, {Label: p.L("完整率", "Complete"), Num: true}},
		Empty: kit.Empty{Title: p.L("案件库里还没有登记簿", "No registers in the case book yet"), Text: p.L("先在案件库录入机关提供的登记簿，或者在下面上传一个文件。", "Enter an organ's register in the case book first, or upload a file below.")}}
	for _, r := range rs {
		share := "–"
		if s, ok := r.Share(); ok {
			share = fmt.Sprintf("%.1f%%", float64(int(s*1000))/10)
		}
		t.Rows = append(t.Rows, kit.Row{ID: r.ID, Cells: []kit.Cell{{Text: r.Title, URL: "/screenings/new?register=" + r.ID}, {Text: matter.Name(p, "organ", r.Organ)}, {Text: r.Since + " — " + r.Until}, {Text: matter.Itoa(r.Rows)}, {Text: share}}})
	}
	if err != nil {
		return p.Again(uploadPage(p, uploadHead(p), t), err)
	}
	return p.Render(uploadPage(p, uploadHead(p), t))
}
