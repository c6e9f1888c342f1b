package measure

import (
	"errors"
	"io"
	"mime/multipart"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"hengjian/gongwen"
	"hengjian/office"
	"hengjian/oversight/act"
	"hengjian/oversight/measure"
	"hengjian/oversight/outline"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// List (监督办法) lists the measures.
func List(p *frame.Page) error {
	if !Shows(p.Me) {
		return act.None()
	}
	m, err := p.O.List(p.Ctx(), p.Me, office.Filter{Kinds: []string{"measure"}}, matter.Cursor(p), matter.PageSize)
	if err != nil {
		return err
	}
	h := kit.Head{Title: p.L("监督办法", "Local measures"), Print: true}
	t := kit.Table{ID: "measures", Caption: h.Title, Cols: []kit.Col{{Label: p.L("监督办法", "Measure")}, {Label: p.L("状态", "State")}},
		Empty: kit.Empty{Title: p.L("还没有录入监督办法", "No measure yet"), Text: p.L("粘贴全文或者上传文档，按条拆开，请有关机关逐条答复，再逐条认定是否落实。", "Paste the text or upload a document: it is split into articles, organs answer each, and each gets a verdict.")}}
	if (matter.Birth{Life: &measure.Life, Do: "measure.enter"}).May(p) {
		h.Actions = []kit.Link{{Text: p.L("录入监督办法", "Enter a measure"), URL: "/measures/new"}}
		t.Empty.Link = h.Actions[0]
	}
	rows(p, &t, m, &measure.Life, "/measures/", false)
	return p.Render(tablePage(p, h, t))
}

// Checks (逐条检查) lists the organs' parts.
func Checks(p *frame.Page) error {
	if !Shows(p.Me) && !ShowsChecks(p.Me) {
		return act.None()
	}
	m, err := p.O.List(p.Ctx(), p.Me, office.Filter{Kinds: []string{"clausecheck"}, ByDue: true}, matter.Cursor(p), matter.PageSize)
	if err != nil {
		return err
	}
	t := kit.Table{ID: "checks", Caption: p.L("逐条检查", "Clause-by-clause checks"), Cols: []kit.Col{{Label: p.L("逐条检查", "Check")}, {Label: p.L("机关", "Organ"), Narrow: true}, {Label: p.L("状态", "State")}, {Label: p.L("期限", "Term")}},
		Empty: kit.Empty{Title: p.L("没有要逐条答复的办法", "Nothing to answer"), Text: p.L("人大请贵单位逐条答复监督办法的执行情况时，会出现在这里。", "When the committee asks how a measure is carried out clause by clause, it appears here.")}}
	rows(p, &t, m, &measure.CheckLife, "/clausechecks/", true)
	return p.Render(tablePage(p, kit.Head{Title: t.Caption, Print: true}, t))
}

func rows(p *frame.Page, t *kit.Table, m office.Matters, life *act.Life, base string, organs bool) {
	for _, r := range m.Rows {
		st := matter.Pill(p.Page, life, r.State)
		cells := []kit.Cell{{Text: p.TitleOf(r), Sub: r.Number, URL: base + r.Subject}}
		if organs {
			cells = append(cells, kit.Cell{Text: matter.Name(p, "organ", r.Organ)})
		}
		cells = append(cells, kit.Cell{State: &st})
		if organs {
			cells = append(cells, matter.DueCell(p, r))
		}
		t.Rows = append(t.Rows, kit.Row{ID: r.Subject, URL: base + r.Subject, Cells: cells})
	}
	if m.Prev != "" {
		t.Prev = p.Keep("before", m.Prev)
	}
	if m.Next != "" {
		t.Next = p.Keep("after", m.Next)
	}
}

// New (录入监督办法) reads pasted text or a .txt or .docx file; the file itself is
// not kept, its clauses are.
func New(p *frame.Page) error {
	b := matter.Birth{Life: &measure.Life, Do: "measure.enter", List: kind.List(p.Page), Cancel: "/measures"}
	if !b.May(p) {
		return b.Refuse()
	}
	cs, err := p.O.CampaignsAt(p.Ctx(), p.Me.Place)
	if err != nil {
		return err
	}
	camps := []kit.Option{{Label: p.L("不属于专项", "none")}}
	for _, c := range cs {
		camps = append(camps, kit.Option{Value: c.ID, Label: c.Name})
	}
	b.Form = matter.Form{Fields: []matter.Field{
		{Field: kit.Field{Name: "title", Label: p.L("名称", "Title"), Max: 60}},
		{Field: kit.Field{Name: "doc_no", Label: p.L("文号", "Document number"), Max: 60, Width: "m", Optional: true}},
		{As: matter.Date, Field: kit.Field{Name: "passed", Label: p.L("通过日期", "Passed on"), Optional: true}},
		{As: matter.Date, Field: kit.Field{Name: "force", Label: p.L("施行日期", "In force since"), Optional: true}},
		{As: matter.Select, Field: kit.Field{Name: "campaign", Label: p.L("专项监督", "Campaign"), Value: p.R.URL.Query().Get("campaign"), Options: camps, Optional: true, Width: "m"}},
		{As: matter.Text, Field: kit.Field{Name: "text", Label: p.L("全文", "Text"), Rows: 14, Optional: true, Hint: p.L("每条以“第几条”开头，单独成行；章、款、项照原样粘贴即可。也可以在下面上传文档。", "Each article begins a line with 第…条; chapters, paragraphs and items as they stand. Or upload a document below.")}},
		{As: matter.File, Field: kit.Field{Name: "file", Label: p.L("文档（.docx 或 .txt）", "Document (.docx or .txt)"), Optional: true, Accept: ".docx,.txt"}}}}
	if !p.Post() {
		return b.Show(p, nil)
	}
	a := &measure.Enter{}
	var read *outline.Outline
	err = kit.DecodeFiles(p.R, a, func(part *multipart.Part) error {
		if part.FileName() == "" {
			return nil
		}
		raw, err := io.ReadAll(io.LimitReader(part, outline.MaxFile+1))
		if err != nil {
			return err
		}
		if read, err = outline.Read(part.FileName(), raw); err != nil {
			return act.Wrong("file", "这个文档读不了：请用 .docx 或 .txt，或者把全文粘贴到上面。", "This document cannot be read: use .docx or .txt, or paste the text above.")
		}
		return nil
	})
	if err == nil && read == nil {
		if read, err = outline.Text(p.R.PostFormValue("text")); err != nil {
			err = act.Wrong("text", "请粘贴全文，或者上传文档。", "Paste the text, or upload a document.")
		}
	}
	if err != nil {
		return b.Show(p, err)
	}
	a.Clauses = Clauses(read)
	ans, err := p.Do(a)
	if err != nil {
		return b.Show(p, onText(err))
	}
	return p.GoSaying(kind.Path(ans.Subject), "已录入。下一步设定问题和答复机关。", "Entered. Set the questions and who answers next.")
}

// onText brings refusals about clauses to the text they were read from.
func onText(err error) error {
	for _, r := range kit.Refusals(err) {
		if r.Field == "clauses" {
			r.Field = "text"
		}
	}
	return err
}

var forms = map[string]func(*doing) (matter.Form, error){
	"revise": func(d *doing) (matter.Form, error) {
		return matter.Form{Fields: []matter.Field{{As: matter.Text, Field: kit.Field{Name: "text", Label: d.L("条款", "Clauses"), Value: written(d.S.Clauses), Rows: 18}}, matter.Reason(d.Page)}}, nil
	},
	"assign": assign,
	"retire": func(d *doing) (matter.Form, error) {
		return matter.Form{Fields: []matter.Field{matter.Reason(d.Page)}, Danger: true}, nil
	},
}

// Revise (修改条款) reads the edited text into clauses.
func init() {
	kind.Special = map[string]func(*doing) error{"revise": func(d *doing) error {
		f, err := forms["revise"](d)
		if err != nil {
			return err
		}
		d.Form = f
		if !d.Post() {
			return d.Show(nil)
		}
		a := &measure.Revise{}
		err = d.Read(a)
		if err == nil {
			a.Clauses, err = parse(d.R.PostFormValue("text"))
		}
		if err != nil {
			return d.Show(err)
		}
		if _, err := d.Do(a); err != nil {
			return d.Show(onText(err))
		}
		return d.GoSaying(kind.Path(d.S.ID), "已改为新的一版。", "A new edition.")
	}}
}

// assign asks for every clause, or one by ?clause=a3.
func assign(d *doing) (matter.Form, error) {
	organs, err := matter.OrganOptions(d.Page)
	if err != nil {
		return matter.Form{}, err
	}
	one := d.R.URL.Query().Get("clause")
	f := matter.Form{}
	n := 0
	for _, c := range d.S.Clauses {
		if one != "" && c.Key != one {
			continue
		}
		at := "sets." + strconv.Itoa(n) + "."
		n++
		f.Fields = append(f.Fields, matter.Field{As: matter.Title, Field: kit.Field{Label: c.No, Hint: clip(c.Text, 120)}},
			matter.Field{As: matter.Hidden, Field: kit.Field{Name: at + "clause", Value: c.Key}},
			matter.Field{As: matter.Text, Field: kit.Field{Name: at + "text", Label: d.L("问题", "Questions"), Value: strings.Join(c.Questions, "\n"), Rows: 2, Optional: true, Hint: d.L("一行一个；不写的，请机关说明怎样执行。", "One in a line; none: the organ says how it is carried out.")}},
			matter.Field{As: matter.Checks, Field: kit.Field{Name: at + "organs", Label: d.L("由谁答复", "Who answers"), Values: c.Organs, Options: organs, Optional: true, Inline: true}})
	}
	f.Before = func(v url.Values) {
		for i := range n {
			at := "sets." + strconv.Itoa(i) + "."
			v[at+"questions"] = nil
			for _, l := range strings.Split(first(v[at+"text"]), "\n") {
				if l = strings.TrimSpace(l); l != "" {
					v[at+"questions"] = append(v[at+"questions"], l)
				}
			}
		}
	}
	return f, nil
}

func first(v []string) string {
	if len(v) == 0 {
		return ""
	}
	return v[0]
}

func clip(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n]) + "…"
	}
	return s
}

// view is a measure with what the organs say of each clause.
type view struct {
	p      *frame.Page
	x      measure.Measure
	next   matter.Next
	events []kit.Event
	checks []measure.Check
}

// cell is what one organ says of one clause.
type cell struct {
	organ string
	c     measure.Check
	a     measure.Answer
}

// of lists what the organs say of a clause; an organ assigned and not asked yet
// stands there without an answer.
func (v view) of(c measure.Clause) (out []cell) {
	seen := map[string]bool{}
	for _, k := range v.checks {
		for _, a := range k.Answers {
			if a.Key == c.Key && !seen[k.Organ] {
				out, seen[k.Organ] = append(out, cell{k.Organ, k, a}), true
			}
		}
	}
	for _, o := range c.Organs {
		if !seen[o] {
			out = append(out, cell{organ: o})
		}
	}
	return out
}

func load(p *frame.Page) (v view, err error) {
	_, x, err := kind.Get(p)
	if err != nil {
		return v, err
	}
	v = view{p: p, x: x}
	v.checks, err = p.O.ChecksOf(p.Ctx(), p.Me, x.ID)
	return v, err
}

// Show (监督办法) is one measure as a table: clause by clause, who answers, what,
// and the verdict.
func Show(p *frame.Page) error {
	v, err := load(p)
	if err != nil {
		return err
	}
	if v.next, err = kind.NextOf(p, v.x); err != nil {
		return err
	}
	if v.events, err = matter.Events(p, &measure.Life, &v.x.Head, nil); err != nil {
		return err
	}
	h := kit.Head{Title: v.x.Title, Sub: v.x.DocNo, Crumbs: []kit.Link{kind.List(p.Page)}, States: []kit.State{matter.Pill(p.Page, &measure.Life, v.x.State)}, Print: true,
		Actions: []kit.Link{{Text: p.L("导出 docx", "Export docx"), URL: kind.Path(v.x.ID, "table.docx")}, {Text: p.L("导出 xlsx", "Export xlsx"), URL: kind.Path(v.x.ID, "table.xlsx")}}}
	return p.Render(showPage(v, h))
}

var head = []string{"条款", "内容", "问题", "答复机关", "答复", "认定", "理由"}

// lines is the table for the exports.
func (v view) lines() (out [][]string) {
	for _, c := range v.x.Clauses {
		cs := v.of(c)
		if len(cs) == 0 {
			out = append(out, []string{c.No, c.Text, "", "", "", "", ""})
		}
		for _, x := range cs {
			w := act.WordOf(measure.Verdicts, x.a.Verdict)
			out = append(out, []string{c.No, c.Text, strings.Join(c.Questions, "\n"), matter.Name(v.p, "organ", x.organ), x.a.Answer, w.Zh, x.a.Why})
		}
	}
	return out
}

// Xlsx (导出) is the table as a workbook.
func Xlsx(p *frame.Page) error {
	v, err := load(p)
	if err != nil {
		return err
	}
	var cols []gongwen.Column
	for i, h := range head {
		cols = append(cols, gongwen.Column{Head: h, Width: []float64{12, 50, 40, 24, 60, 12, 40}[i]})
	}
	front := gongwen.Front{Title: "逐条检查：" + v.x.Title, Lines: [][2]string{{"文号", v.x.DocNo}, {"版本", matter.Itoa(v.x.Edition)}, {"制表日期", act.DayOf(p.Now)}, {"说明", "认定针对条款的执行，不涉及对个案处理结果的评价"}}}
	matter.Download(p, "measure-"+act.DayOf(p.Now)+".xlsx", matter.Xlsx)
	return gongwen.WriteBook(p.W, front, gongwen.Leaf{Name: "逐条检查", Cols: cols, Each: func(row func(...any) error) error {
		for _, l := range v.lines() {
			var cells []any
			for _, s := range l {
				cells = append(cells, s)
			}
			if err := row(cells...); err != nil {
				return err
			}
		}
		return nil
	}})
}

// Docx (导出) is the table as an official paper.
func Docx(p *frame.Page) error {
	v, err := load(p)
	if err != nil {
		return err
	}
	cg, _, err := p.O.CongressAt(p.O.View(p.Ctx()), p.Me.Place)
	if err != nil {
		return err
	}
	table := gongwen.Block{Kind: gongwen.Table, Widths: []int{10, 26, 16, 28, 8, 12}, Header: 1}
	cells := func(head bool, ss ...string) (out []gongwen.Cell) {
		for _, s := range ss {
			out = append(out, gongwen.Cell{Text: s, Head: head})
		}
		return out
	}
	table.Rows = append(table.Rows, cells(true, "条款", "内容", "答复机关", "答复", "认定", "理由"))
	for _, l := range v.lines() {
		table.Rows = append(table.Rows, cells(false, l[0], l[1], l[3], l[4], l[5], l[6]))
	}
	matter.Download(p, "measure-"+act.DayOf(p.Now)+".docx", matter.Docx)
	_, err = p.W.Write(gongwen.Docx(gongwen.Paper{Kind: gongwen.Sheet, Organ: cg.Name, Title: v.x.Title + "\n逐条检查情况表",
		Body: []gongwen.Block{{Kind: gongwen.Paragraph, Text: "认定针对条款的执行，不涉及对个案处理结果的评价。"}, table}, Signer: cg.Name, Date: gongwen.DateOf(act.DayOf(p.Now))}))
	return err
}

// askForm is which organs are asked at once.
type askForm struct {
	Measure string   `form:"measure"`
	Organs  []string `form:"organs"`
	Due     string   `form:"due"`
	Note    string   `form:"note"`
}

// Ask (请机关逐条答复) asks several organs at once, one act each.
func Ask(p *frame.Page) error {
	b := matter.Birth{Life: &measure.CheckLife, Do: "clausecheck.ask", List: kind.List(p.Page), Cancel: "/measures"}
	if !b.May(p) {
		return b.Refuse()
	}
	f, err := frame.Form[askForm](p)
	if err != nil {
		return err
	}
	x, err := office.Item(p.Ctx(), p.O, p.Me, office.Measures, f.Measure)
	if err != nil {
		return err
	}
	os := kit.Field{Name: "organs", Label: p.L("请哪些机关答复", "Which organs"), Values: f.Organs, Hint: p.L("只列已经设定要答复条款的机关。", "Those to which a clause is assigned.")}
	for _, o := range x.Organs() {
		opt := kit.Option{Value: o, Label: matter.Name(p, "organ", o), Hint: p.L("答复 "+matter.Itoa(len(x.Of(o)))+" 条", matter.Itoa(len(x.Of(o)))+" clauses")}
		n, err := p.O.PendingCheck(p.Ctx(), p.Me, x.ID, o)
		if err != nil {
			return err
		}
		if n != "" {
			opt.Off = p.L("还有一份没有办完："+n, "one is in hand: "+n)
		} else if !p.Post() {
			os.Values = append(os.Values, o)
		}
		os.Options = append(os.Options, opt)
	}
	b.Cancel = kind.Path(x.ID)
	b.Form = matter.Form{Wide: clausesCard(p, x), Fields: []matter.Field{{As: matter.Hidden, Field: kit.Field{Name: "measure", Value: x.ID}}, {As: matter.Checks, Field: os},
		{As: matter.Date, Field: kit.Field{Name: "due", Label: p.L("答复日期", "To answer by"), Optional: true, Hint: p.L("不填的按规则 30 日计算（本级参数，待本级确认）。", "Empty: 30 days by the rule (a local parameter, to be confirmed).")}},
		{As: matter.Text, Field: kit.Field{Name: "note", Label: p.L("说明", "Note"), Max: 500, Optional: true}}}}
	if !p.Post() {
		return b.Show(p, nil)
	}
	base, err := uuid.Parse(p.R.PostFormValue("act_id"))
	if err != nil || len(f.Organs) == 0 {
		return b.Show(p, act.Wrong("organs", "请选择机关。", "Choose the organs."))
	}
	if day := matter.ReadDay(f.Due); day != "" {
		f.Due = day
	}
	var refused []error
	for _, o := range f.Organs {
		a := &measure.Ask{Measure: x.ID, Organ: o, Due: f.Due, Note: f.Note}
		office.Own(a)
		if _, err := p.O.Do(p.Ctx(), p.Me, a, office.Order{ActID: uuid.NewSHA1(base, []byte("clausecheck "+o)).String()}); err != nil {
			refused = append(refused, err)
		}
	}
	if len(refused) > 0 {
		return b.Show(p, errors.Join(refused...))
	}
	return p.GoSaying(kind.Path(x.ID), "已请机关逐条答复。", "The organs were asked.")
}

// checkView is one organ's part.
type checkView struct {
	p      *frame.Page
	c      measure.Check
	next   matter.Next
	clocks []kit.Clock
	events []kit.Event
	writes bool
}

// ShowCheck (逐条检查) is one organ's part.
func ShowCheck(p *frame.Page) error {
	raw, c, err := checks.Get(p)
	if err != nil {
		return err
	}
	v := checkView{p: p, c: c, writes: organSide(p) && slices.Contains([]string{"asked", "answering", "returned"}, c.State)}
	if v.next, err = checks.NextOf(p, raw); err != nil {
		return err
	}
	if v.clocks, err = matter.Clocks(p, &c.Head); err != nil {
		return err
	}
	h := kit.Head{Title: checks.Name(p.Page, c), Sub: matter.Name(p, "organ", c.Organ), Number: c.Number, Crumbs: []kit.Link{checks.List(p.Page)}, States: []kit.State{matter.Pill(p.Page, &measure.CheckLife, c.State)}, Clock: matter.Running(v.clocks), Print: true}
	if !organSide(p) {
		if v.events, err = matter.Events(p, &measure.CheckLife, &c.Head, nil); err != nil {
			return err
		}
		h.Actions = []kit.Link{{Text: p.L("整个办法的表", "The whole measure"), URL: kind.Path(c.Measure)}}
	}
	return p.Render(checkPage(v, h))
}

// File (佐证材料) hands out an attachment to whoever sees the check.
func File(p *frame.Page) error {
	_, c, err := checks.Get(p)
	if err != nil {
		return err
	}
	if hash := p.R.PathValue("hash"); c.Has(hash) {
		return matter.SendFile(p, hash)
	}
	return act.None()
}

var checkForms = map[string]func(*replies) (matter.Form, error){
	"answer": reply,
	"submit": func(d *replies) (matter.Form, error) {
		return matter.Form{Check: d.L("我已核对各条答复，对其真实、完整负责。", "I have read every answer and answer for it.")}, nil
	},
	"judge":  judge,
	"return": back,
	"conclude": func(d *replies) (matter.Form, error) {
		return matter.Form{Wide: answersCard(d.Page, d.S), Told: []string{matter.Name(d.Page, "organ", d.S.Organ)}}, nil
	},
	"withdraw": func(d *replies) (matter.Form, error) {
		return matter.Form{Fields: []matter.Field{matter.Reason(d.Page)}, Danger: true, Told: []string{matter.Name(d.Page, "organ", d.S.Organ)}}, nil
	},
}

// reply asks for one clause: ?clause=a3, otherwise the first not answered.
func reply(d *replies) (matter.Form, error) {
	key := d.R.URL.Query().Get("clause")
	i := slices.IndexFunc(d.S.Answers, func(x measure.Answer) bool { return x.Key == key || key == "" && x.Saved == "" })
	if i < 0 {
		i = 0
	}
	x := d.S.Answers[i]
	return matter.Form{Wide: clauseCard(d.Page, x), Fields: []matter.Field{{As: matter.Hidden, Field: kit.Field{Name: "clause", Value: x.Key}},
		{As: matter.Text, Field: kit.Field{Name: "answer", Label: d.L("怎样执行的", "How it is carried out"), Value: x.Answer, Max: 3000, Rows: 8, Hint: d.L("写制度、做法、数据；不写案号。", "Rules, practice, figures; no case numbers.")}},
		{As: matter.File, Named: "file_name", Field: kit.Field{Name: "hash", Label: d.L("佐证材料", "Evidence"), Optional: true}}}}, nil
}

func judge(d *replies) (matter.Form, error) {
	var vs []kit.Option
	for _, w := range measure.Verdicts {
		vs = append(vs, kit.Option{Value: w.Code, Label: d.L(w.Zh, w.En)})
	}
	f := matter.Form{Wide: answersCard(d.Page, d.S)}
	for i, x := range d.S.Answers {
		at := "verdicts." + strconv.Itoa(i) + "."
		f.Fields = append(f.Fields, matter.Field{As: matter.Hidden, Field: kit.Field{Name: at + "clause", Value: x.Key}},
			matter.Field{As: matter.Radios, Field: kit.Field{Name: at + "verdict", Label: x.No, Value: x.Verdict, Options: vs, Inline: true}},
			matter.Field{Field: kit.Field{Name: at + "why", Label: d.L("理由", "Reason"), Value: x.Why, Max: 500, Optional: true, Hint: d.L("“落实”以外的要写。", "Needed for all but “carried out”.")}})
	}
	return f, nil
}

func back(d *replies) (matter.Form, error) {
	f := matter.Form{Wide: answersCard(d.Page, d.S), Fields: []matter.Field{matter.Reason(d.Page)}, Told: []string{matter.Name(d.Page, "organ", d.S.Organ)}}
	for i, x := range d.S.Answers {
		at := "items." + strconv.Itoa(i) + "."
		f.Fields = append(f.Fields, matter.Field{As: matter.Hidden, Field: kit.Field{Name: at + "clause", Value: x.Key}},
			matter.Field{Field: kit.Field{Name: at + "text", Label: x.No, Max: 500, Optional: true, Hint: d.L("要补充什么；留空表示这一条可以。", "What is missing; empty: this clause stands.")}})
	}
	return f, nil
}

// links lead the organ to a clause's form.
func (v checkView) links(x measure.Answer) []kit.Link {
	if !v.writes {
		return nil
	}
	return []kit.Link{{Text: v.p.L("答复", "Answer"), URL: checks.Path(v.c.ID, "answer") + "?clause=" + x.Key}}
}

// holds says whether the reader has a function that does the act at all.
func holds(p *frame.Page, l *act.Life, do act.Name) bool {
	return slices.ContainsFunc(l.Steps, func(st act.Step) bool { return st.Do == do && slices.ContainsFunc(st.Who, p.Me.Has) })
}
