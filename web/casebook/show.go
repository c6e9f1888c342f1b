package casebook

import (
	"fmt"
	"strconv"
	"strings"

	"hengjian/oversight/act"
	"hengjian/oversight/casebook"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// Show (登记簿) is one register: how complete, what is wrong, what was supplied.
func Show(p *frame.Page) error {
	raw, r, err := kind.Get(p)
	if err != nil {
		return err
	}
	v := view{p: p, r: r}
	if v.next, err = kind.NextOf(p, raw); err != nil {
		return err
	}
	if v.sort, _ = casebook.SortOf(r.Sort); v.sort == nil {
		return act.None()
	}
	if len(r.Supplies) == 0 {
		// nothing was entered: no rule was applied to anything
	} else if v.unjudged, err = p.O.Unjudged(p.Ctx(), p.Me, r.ID); err != nil {
		return err
	}
	if inside(p.Me) {
		if v.events, err = matter.Events(p, &casebook.Life, &r.Head, nil); err != nil {
			return err
		}
	}
	h := kit.Head{Title: r.Title, Sub: matter.Name(p, "organ", r.Organ) + " · " + sortWord(p.Page, r.Sort), Crumbs: []kit.Link{crumb(p.Page)}, States: []kit.State{matter.Pill(p.Page, &casebook.Life, r.State)}, Print: true}
	if inside(p.Me) && (matter.Birth{Life: &casebook.Life, Do: "register.supply"}).May(p) && r.State != "withdrawn" {
		h.Actions = []kit.Link{{Text: p.L("更新", "Supply again"), URL: "/casebook/import?register=" + r.ID}}
	}
	h.Actions = append(h.Actions, kit.Link{Text: p.L("数据质量回函（docx）", "Data-quality letter (docx)"), URL: kind.Path(r.ID, "quality.docx")})
	return p.Render(showPage(v, h))
}

type view struct {
	p      *frame.Page
	r      casebook.Register
	sort   *casebook.Sort
	next   matter.Next
	events []kit.Event

	unjudged []casebook.Unjudged
}

func (v view) facts() []kit.Fact {
	p, r, last := v.p, v.r, v.r.Last()
	fs := []kit.Fact{{Term: p.L("期间", "Period"), Text: matter.Day(p.Page, r.Since) + " — " + matter.Day(p.Page, r.Until)},
		{Term: p.L("行里的日期", "Days in the rows"), Text: r.Quality.Days[0] + " — " + r.Quality.Days[1]},
		{Term: p.L("提供", "Supplied"), Text: matter.Day(p.Page, last.Given) + " · " + last.Giver}}
	if r.Declared > 0 {
		fs = append(fs, kit.Fact{Term: p.L("机关报的收案数", "Docketed, as declared"), Text: itoa(r.Declared)})
	}
	if r.Ended != "" {
		fs = append(fs, kit.Fact{Term: p.L("撤回的理由", "Why withdrawn"), Text: r.Ended})
	}
	return fs
}

// returnedText says how much of a delivery that was handed back could be read.
func (v view) returnedText(x casebook.Returned) string {
	if x.Unread {
		return v.p.L("文件读不了，一行都没有读出。", "The file cannot be read; not one row was.")
	}
	return v.p.L(fmt.Sprintf("读取 %d 行，其中 %d 行不能录入；下面列出前 %d 处。", x.Read, x.Refused, len(x.Wrong)), fmt.Sprintf("%d rows read, %d of them cannot be entered; the first %d faults follow.", x.Read, x.Refused, len(x.Wrong)))
}

func (v view) stats() []kit.Stat {
	p, r := v.p, v.r
	present, exist := r.Quality.Numbered()
	whole := kit.Stat{Label: p.L("完整率", "Complete"), Number: "—", Sub: p.L("编号读不出，也没有报收案数", "no numbers and no declared count")}
	if share, ok := r.Share(); ok {
		whole.Number, whole.Sub = percent(share), p.L("达到 98%，可以看规律", "98% or more: fit for patterns")
		if share < casebook.GateShare {
			whole.Tone, whole.Sub = kit.Warn, p.L("低于 98%，规律只供参考", "below 98%: patterns are only hints")
		}
	}
	return []kit.Stat{whole,
		{Label: p.L("行", "Rows"), Number: itoa(r.Rows), Sub: p.L("其中已办结 ", "concluded: ") + itoa(r.Quality.Concluded)},
		{Label: p.L("缺号", "Numbers missing"), Number: itoa(exist - present), Tone: toneOf(exist > present), URL: "#gaps"},
		{Label: p.L("读不出的编号", "Numbers unread"), Number: itoa(r.Quality.Unnumber), Tone: toneOf(r.Quality.Unnumber > 0)}}
}

func toneOf(bad bool) kit.Tone {
	if bad {
		return kit.Warn
	}
	return kit.Plain
}

// sequences is the table of number series with their gaps.
func (v view) sequences() kit.Table {
	p := v.p
	t := kit.Table{ID: "gaps", Caption: p.L("编号连续情况", "Sequences of numbers"), Cols: []kit.Col{{Label: p.L("编号序列", "Series")}, {Label: p.L("在册", "Present"), Num: true}, {Label: p.L("最大号", "Last"), Num: true}, {Label: p.L("缺", "Missing"), Num: true}, {Label: p.L("缺的号段", "Gaps")}},
		Empty: kit.Empty{Title: p.L("编号里读不出序号", "No running numbers could be read"), Text: p.L("没有序号就判断不了缺漏；可以请机关报收案总数。", "Without them gaps cannot be seen; ask the organ for the number docketed.")}}
	for _, s := range v.r.Quality.Sequences {
		t.Rows = append(t.Rows, kit.Row{ID: s.Series, Label: s.Series, Cells: []kit.Cell{{Text: s.Series}, {Text: itoa(s.Present)}, {Text: itoa(s.Last)}, {Text: itoa(s.Missing)}, {Text: gapText(p.Page, s, 6)}}})
	}
	return t
}

// gapText writes 4–5、9、… of a sequence's gaps.
func gapText(p *kit.Page, s casebook.Sequence, most int) string {
	var out []string
	for i, g := range s.Gaps {
		if i == most {
			out = append(out, "…")
			break
		}
		x := strconv.Itoa(g[0])
		if g[1] > g[0] {
			x += "–" + strconv.Itoa(g[1])
		}
		out = append(out, x)
	}
	return strings.Join(out, p.L("、", ", "))
}

// absent says in one line which fields the organ did not supply at all.
func (v view) absent() string {
	var out []string
	for _, c := range v.r.Quality.Columns {
		if f, ok := v.sort.Field(c.Name); ok && v.r.Rows > 0 && c.Empty == v.r.Rows {
			out = append(out, v.p.L(f.Zh, f.En))
		}
	}
	if len(out) == 0 {
		return ""
	}
	return v.p.L("没有提供的 ", "Not supplied (") + itoa(len(out)) + v.p.L(" 项：", "): ") + strings.Join(out, v.p.L("、", ", ")) + v.p.L("。", ".")
}

// columns says how fields are filled: those with something missing or outside
// the code table, or the others, of which there is nothing to say.
func (v view) columns(noted bool) kit.Table {
	p := v.p
	t := kit.Table{ID: "columns", Caption: p.L("各项填写情况", "How fields are filled"), Cols: []kit.Col{{Label: p.L("项", "Field")}, {Label: p.L("空", "Empty"), Num: true}, {Label: p.L("空的比例", "Share empty"), Num: true}, {Label: p.L("不同值", "Distinct"), Num: true, Narrow: true}, {Label: p.L("不在代码表", "Not in the code table"), Num: true}}}
	if !noted {
		t.ID, t.Caption = "filled", p.L("填满的各项", "Fields filled throughout")
	}
	for _, c := range v.r.Quality.Columns {
		f, ok := v.sort.Field(c.Name)
		if !ok || v.r.Rows > 0 && c.Empty == v.r.Rows || noted != (c.Empty > 0 || c.Unknown > 0) {
			continue
		}
		d := itoa(c.Distinct)
		if c.Distinct >= casebook.DistinctLimit {
			d += "+"
		}
		share := "—"
		if v.r.Rows > 0 {
			share = percent(float64(c.Empty) / float64(v.r.Rows))
		}
		t.Rows = append(t.Rows, kit.Row{ID: c.Name, Label: f.Zh, Cells: []kit.Cell{{Text: p.L(f.Zh, f.En)}, {Text: itoa(c.Empty)}, {Text: share}, {Text: d}, {Text: itoa(c.Unknown)}}})
	}
	return t
}

// limits lists the time limits and rules that cannot be judged, and why.
func (v view) limits() kit.Table {
	p := v.p
	t := kit.Table{ID: "unjudged", Caption: p.L("无法判断的期限和规则", "Time limits and rules that cannot be judged"), Cols: []kit.Col{{Label: p.L("期限或者规则", "Limit or rule")}, {Label: p.L("缺什么", "What is missing")}, {Label: p.L("无法判断", "Cannot be judged"), Num: true}, {Label: p.L("能判断", "Judged"), Num: true, Narrow: true}},
		Empty: kit.Empty{Title: p.L("期限和规则都能判断", "All limits and rules can be judged"), Text: p.L("所需的日期和事实都有登记。", "The days and facts they need are on record.")}}
	for _, u := range v.unjudged {
		url := ""
		if inside(p.Me) {
			url = "/casebook/rules?register=" + v.r.ID + "&rule=" + u.Rule.ID
		}
		t.Rows = append(t.Rows, kit.Row{ID: u.Rule.ID, Label: u.Rule.Zh, Cells: []kit.Cell{{Text: p.L(u.Rule.Zh, u.Rule.En), Sub: basisText(p.Page, u.Rule), URL: url}, {Text: missingText(p.Page, u, 3)}, {Text: itoa(u.Rows)}, {Text: itoa(u.Judged)}}})
	}
	return t
}

// missingText writes the first reasons of a rule with their rows.
func missingText(p *kit.Page, u casebook.Unjudged, most int) string {
	var out []string
	for i, m := range u.Missing {
		if i == most {
			out = append(out, "…")
			break
		}
		out = append(out, p.L(m.Zh, m.En)+p.L("（", " (")+itoa(m.Rows)+p.L("行）", " rows)"))
	}
	return strings.Join(out, p.L("；", "; "))
}

func (v view) faults() kit.Table {
	p := v.p
	t := kit.Table{ID: "faults", Caption: p.L("前后矛盾", "Contradictions"), Cols: []kit.Col{{Label: p.L("情形", "What")}, {Label: p.L("行", "Rows"), Num: true}}}
	for _, f := range v.r.Quality.Faults {
		t.Rows = append(t.Rows, kit.Row{ID: f.Code, Label: act.WordOf(casebook.Faults, f.Code).Zh, Cells: []kit.Cell{{Text: p.Page.Word(casebook.Faults, f.Code)}, {Text: itoa(f.Rows)}}})
	}
	return t
}

// supplies lists every delivery, the last first.
func (v view) supplies() kit.Table {
	p := v.p
	t := kit.Table{ID: "supplies", Caption: p.L("历次提供", "Deliveries"), Cols: []kit.Col{{Label: p.L("提供", "Supplied")}, {Label: p.L("读取", "Read"), Num: true}, {Label: p.L("新增", "Added"), Num: true}, {Label: p.L("变更", "Changed"), Num: true}, {Label: p.L("没有录入", "Left out"), Num: true}, {Label: p.L("文件（SHA-256）", "File (SHA-256)"), Narrow: true}}}
	for i := len(v.r.Supplies) - 1; i >= 0; i-- {
		s := v.r.Supplies[i]
		left := kit.Cell{Text: itoa(s.Refused)}
		if s.Errors != nil {
			left.URL = kind.Path(v.r.ID, "errors", strconv.Itoa(i+1))
		}
		t.Rows = append(t.Rows, kit.Row{ID: strconv.Itoa(i), Cells: []kit.Cell{{Text: matter.Day(p.Page, s.Given), Sub: s.Giver}, {Text: itoa(s.Read)}, {Text: itoa(s.Added)}, {Text: itoa(s.Changed)}, left, {Text: short(s.File)}}})
	}
	return t
}

func short(hash string) string {
	if len(hash) > 16 {
		return hash[:16] + "…"
	}
	return hash
}

// Errors (没有录入的行) is the file of rows that a delivery left out.
func Errors(p *frame.Page) error {
	n, err := strconv.Atoi(p.R.PathValue("n"))
	if err != nil {
		return act.None()
	}
	b, err := p.O.RegisterErrors(p.Ctx(), p.Me, p.R.PathValue("id"), n)
	if err != nil {
		return err
	}
	matter.Download(p, "errors.csv", "text/csv; charset=utf-8")
	_, err = p.W.Write(b)
	return err
}

// Life (流程图) draws where it stands.
func Life(p *frame.Page) error {
	r, _, err := kind.Get(p)
	if err != nil {
		return err
	}
	if err := staffOnly(p); err != nil {
		return err
	}
	d, err := matter.Drawing(p, &casebook.Life, &r.Head, "current", nil)
	if err != nil {
		return err
	}
	return p.Render(matter.LifePage(p, kit.Head{Title: d.Title, Crumbs: []kit.Link{crumb(p.Page), {Text: r.Title, URL: kind.Path(r.ID)}}, Print: true}, d))
}
