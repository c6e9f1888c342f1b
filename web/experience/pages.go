package experience

import (
	"hengjian/office"
	"hengjian/oversight/act"
	"hengjian/oversight/experience"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

type listForm struct {
	Text  string `form:"text"`
	Sort  string `form:"sort"`
	Class string `form:"class"`
	State string `form:"state"`
}

// List (经验库) finds what worked, across campaigns and years.
func List(p *frame.Page) error {
	if !Shows(p.Me) {
		return act.None()
	}
	f, err := frame.Form[listForm](p)
	if err != nil {
		return err
	}
	q := office.Filter{Kinds: []string{"experience"}, Text: f.Text, Via: f.Sort, Class: f.Class}
	if f.State != "" {
		q.States = []string{f.State}
	}
	m, err := p.O.List(p.Ctx(), p.Me, q, matter.Cursor(p), matter.PageSize)
	if err != nil {
		return err
	}
	n, err := p.O.Count(p.Ctx(), p.Me, q, 1001)
	if err != nil {
		return err
	}
	t := rows(p, m)
	t.Count = matter.Count(n)
	h := kit.Head{Title: p.L("经验库", "Experience library"), Print: true}
	if (matter.Birth{Life: &experience.Life, Do: "experience.submit"}).May(p) {
		h.Actions = []kit.Link{{Text: p.L("报送经验", "Submit an experience"), URL: "/experiences/new"}}
	}
	return p.Render(listPage(p, h, filters(p, f), t))
}

func filters(p *frame.Page, f listForm) kit.Filters {
	any := kit.Option{Label: p.L("全部", "Any")}
	sorts, states := []kit.Option{any}, []kit.Option{any}
	for _, w := range experience.OrganSorts {
		sorts = append(sorts, kit.Option{Value: w.Code, Label: p.L(w.Zh, w.En)})
	}
	for _, s := range experience.Life.States {
		states = append(states, kit.Option{Value: s.Code, Label: p.L(s.Zh, s.En)})
	}
	out := kit.Filters{Fields: []kit.Field{{Name: "text", Label: p.L("做法、题目里的词", "Words"), Value: f.Text, Type: "search"},
		{Name: "sort", Label: p.L("适用的机关", "For"), Value: f.Sort, Options: sorts}, {Name: "class", Label: p.L("问题类别", "Class"), Value: f.Class, Options: append([]kit.Option{any}, matter.Classes(p)...)},
		{Name: "state", Label: p.L("状态", "State"), Value: f.State, Options: states}}}
	if f != (listForm{}) {
		out.Clear = "/experiences"
	}
	return out
}

func rows(p *frame.Page, m office.Matters) kit.Table {
	t := kit.Table{ID: "experiences", Caption: p.L("经验库", "Experience library"), Cols: []kit.Col{{Label: p.L("题目", "Title")}, {Label: p.L("适用", "For")}, {Label: p.L("状态", "State")}, {Label: p.L("报送日期", "Submitted"), Narrow: true}},
		Empty: kit.Empty{Title: p.L("没有符合条件的经验", "Nothing found"), Text: p.L("做得好的办法从各级和机关收集，审看后入库，可以推广给所有人。", "What worked is collected from all levels and organs, looked through, kept, and may be shared with all.")}}
	for _, r := range m.Rows {
		st := matter.Pill(p.Page, &experience.Life, r.State)
		w := act.WordOf(experience.OrganSorts, r.Via)
		t.Rows = append(t.Rows, kit.Row{ID: r.Subject, URL: kind.Path(r.Subject), Cells: []kit.Cell{{Text: r.Title, URL: kind.Path(r.Subject)}, {Text: p.L(w.Zh, w.En)}, {State: &st}, {Text: matter.Day(p.Page, r.Opened)}}})
	}
	if m.Prev != "" {
		t.Prev = p.Keep("before", m.Prev)
	}
	if m.Next != "" {
		t.Next = p.Keep("after", m.Next)
	}
	return t
}

// New (报送经验) puts one before one's own committee or the one above.
func New(p *frame.Page) error {
	b := matter.Birth{Life: &experience.Life, Do: "experience.submit", List: kind.List(p.Page), Cancel: "/experiences"}
	if !b.May(p) {
		return b.Refuse()
	}
	var err error
	if b.Form, err = body(p, experience.Experience{}); err != nil {
		return err
	}
	if p.Me.Organ == "" {
		up, ok, err := p.O.Above(p.Ctx(), p.Me)
		if err != nil {
			return err
		}
		to := []kit.Option{{Label: p.L("本级常委会", "one's own committee")}}
		if ok {
			to = append(to, kit.Option{Value: up.Place, Label: up.Short})
		}
		b.Form.Fields = append(b.Form.Fields, matter.Field{As: matter.Radios, Field: kit.Field{Name: "to", Label: p.L("报送给", "Submit to"), Options: to, Optional: true}})
	}
	if !p.Post() {
		return b.Show(p, nil)
	}
	var a experience.Submit
	if err := b.Read(p, &a); err != nil {
		return b.Show(p, err)
	}
	ans, err := p.Do(&a)
	if err != nil {
		return b.Show(p, err)
	}
	return p.GoSaying(kind.Path(ans.Subject), "已报送。", "Submitted.")
}

// Show (经验) is one experience.
func Show(p *frame.Page) error {
	raw, e, err := kind.Get(p)
	if err != nil {
		return err
	}
	next, err := kind.NextOf(p, raw)
	if err != nil {
		return err
	}
	w := act.WordOf(experience.OrganSorts, e.Sort)
	fs := []kit.Fact{{Term: p.L("报送单位", "From"), Text: e.From}, {Term: p.L("适用的机关", "For"), Text: p.L(w.Zh, w.En)}}
	add := func(zh, en, text string) {
		if text != "" {
			fs = append(fs, kit.Fact{Term: p.L(zh, en), Text: text})
		}
	}
	if e.Class != "" {
		add("问题类别", "Class", matter.Class(p, e.Class))
	}
	add("专项和要求", "Campaign and requirement", e.About)
	if e.Kept != "" {
		add("入库", "Kept", matter.Day(p.Page, e.Kept))
	}
	add("退回的理由", "Why it was returned", e.Returned)
	add("撤下的理由", "Why it was withdrawn", e.Ended)
	v := view{p: p, e: e, facts: fs, next: next}
	if e.Place == p.Me.Place && p.Me.Organ == "" {
		if v.events, err = matter.Events(p, &experience.Life, &e.Head, nil); err != nil {
			return err
		}
	}
	return p.Render(showPage(v, kit.Head{Title: e.Title, Crumbs: []kit.Link{kind.List(p.Page)}, States: []kit.State{matter.Pill(p.Page, &experience.Life, e.State)}, Print: true}))
}

type view struct {
	p      *frame.Page
	e      experience.Experience
	facts  []kit.Fact
	next   matter.Next
	events []kit.Event
}

// Life (流程图) draws where it stands.
func Life(p *frame.Page) error {
	e, _, err := kind.Get(p)
	if err != nil {
		return err
	}
	d, err := matter.Drawing(p, &experience.Life, &e.Head, "submitted", nil)
	if err != nil {
		return err
	}
	return p.Render(matter.LifePage(p, kit.Head{Title: d.Title, Crumbs: []kit.Link{kind.List(p.Page), {Text: e.Title, URL: kind.Path(e.ID)}}, Print: true}, d))
}
