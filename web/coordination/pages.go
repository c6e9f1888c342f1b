package coordination

import (
	"hengjian/office"
	"hengjian/oversight/act"
	"hengjian/oversight/coordination"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// List (贯通协同) lists who else checks whom, what is under way first.
func List(p *frame.Page) error {
	if !Shows(p.Me) {
		return act.None()
	}
	all := p.R.URL.Query().Get("all") != ""
	f := office.Filter{Kinds: []string{"coordination"}}
	if !all {
		f.States = []string{"open", "came_back"}
	}
	m, err := p.O.List(p.Ctx(), p.Me, f, matter.Cursor(p), matter.PageSize)
	if err != nil {
		return err
	}
	h := kit.Head{Title: p.L("贯通协同", "Coordination"), Print: true}
	if (matter.Birth{Life: &coordination.Life, Do: "coordination.open"}).May(p) {
		h.Actions = []kit.Link{{Text: p.L("登记协同事项", "Enter a check"), URL: "/coordinations/new"}}
	}
	tabs := []kit.Link{{Text: p.L("未了结", "Open"), URL: "/coordinations", On: !all}, {Text: p.L("全部", "All"), URL: "/coordinations?all=1", On: all}}
	t, err := rows(p, m)
	if err != nil {
		return err
	}
	return p.Render(listPage(p, h, tabs, t))
}

func rows(p *frame.Page, m office.Matters) (kit.Table, error) {
	t := kit.Table{ID: "coordinations", Caption: p.L("贯通协同", "Coordination"), Cols: []kit.Col{{Label: p.L("谁检查什么", "Who checks what")}, {Label: p.L("机关", "Organ")}, {Label: p.L("日期", "Days")}, {Label: p.L("状态", "State")}},
		Empty: kit.Empty{Title: p.L("没有登记的协同事项", "Nothing entered"), Text: p.L("知道纪检监察、政协、检察机关等在什么时候检查哪个单位，可以错开，不让基层重复迎检。只登记时间和对象，不登记内容。", "Knowing who else checks which unit and when lets visits be kept apart. Only whom and when are entered.")}}
	for _, r := range m.Rows {
		c, err := office.Item(p.Ctx(), p.O, p.Me, office.Coordinations, r.Subject)
		if err != nil {
			return t, err
		}
		st := matter.Pill(p.Page, &coordination.Life, c.State)
		t.Rows = append(t.Rows, kit.Row{ID: c.ID, URL: kind.Path(c.ID), Cells: []kit.Cell{{Text: c.Subject, Sub: c.BodyName, URL: kind.Path(c.ID)}, {Text: matter.Name(p, "organ", c.Organ)}, {Text: days(p, c)}, {State: &st}}})
	}
	if m.Prev != "" {
		t.Prev = p.Keep("before", m.Prev)
	}
	if m.Next != "" {
		t.Next = p.Keep("after", m.Next)
	}
	return t, nil
}

func days(p *frame.Page, c coordination.Coordination) string {
	if c.Until == "" {
		return matter.Day(p.Page, c.Since) + p.L(" 起", " on")
	}
	return matter.Day(p.Page, c.Since) + p.L(" 至 ", " to ") + matter.Day(p.Page, c.Until)
}

// New (登记协同事项) enters one.
func New(p *frame.Page) error {
	b := matter.Birth{Life: &coordination.Life, Do: "coordination.open", List: kind.List(p.Page), Cancel: "/coordinations"}
	if !b.May(p) {
		return b.Refuse()
	}
	fs, err := fields(p, coordination.Coordination{Organ: p.R.URL.Query().Get("organ")})
	if err != nil {
		return err
	}
	b.Form = matter.Form{Fields: fs}
	if !p.Post() {
		return b.Show(p, nil)
	}
	var a coordination.Open
	if err := b.Read(p, &a); err != nil {
		return b.Show(p, err)
	}
	ans, err := p.Do(&a)
	if err != nil {
		return b.Show(p, err)
	}
	return p.GoSaying(kind.Path(ans.Subject), "已登记。", "Entered.")
}

// Show (协同事项) is one check by another body, with what of ours falls on the
// same organ in the same days.
func Show(p *frame.Page) error {
	raw, c, err := kind.Get(p)
	if err != nil {
		return err
	}
	next, err := kind.NextOf(p, raw)
	if err != nil {
		return err
	}
	w := act.WordOf(coordination.Bodies, c.Body)
	fs := []kit.Fact{{Term: p.L("监督种类", "Kind"), Text: p.L(w.Zh, w.En)}, {Term: p.L("开展监督的单位", "Body"), Text: c.BodyName},
		{Term: p.L("机关", "Organ"), Text: matter.Name(p, "organ", c.Organ), URL: "/register/organs/" + c.Organ}, {Term: p.L("日期", "Days"), Text: days(p, c)}}
	if c.Ended != "" {
		fs = append(fs, kit.Fact{Term: p.L("了结的理由", "Why it was closed"), Text: c.Ended})
	}
	v := view{p: p, c: c, facts: fs, next: next}
	if v.clash, err = clash(p, c); err != nil {
		return err
	}
	if v.events, err = matter.Events(p, &coordination.Life, &c.Head, nil); err != nil {
		return err
	}
	return p.Render(showPage(v, kit.Head{Title: c.Subject, Sub: c.BodyName, Crumbs: []kit.Link{kind.List(p.Page)}, States: []kit.State{matter.Pill(p.Page, &coordination.Life, c.State)}, Print: true}))
}

type view struct {
	p      *frame.Page
	c      coordination.Coordination
	facts  []kit.Fact
	clash  []kit.Link
	next   matter.Next
	events []kit.Event
}

func (v view) back(b coordination.Back) string {
	w := act.WordOf(coordination.Backs, b.Sort)
	return matter.Day(v.p.Page, b.Day) + " " + v.p.L(w.Zh, w.En) + " " + b.Number
}

// clash lists our own visits to the same organ in these days.
func clash(p *frame.Page, c coordination.Coordination) (out []kit.Link, err error) {
	until := c.Until
	if until == "" {
		until = "9999-12-31"
	}
	ms, err := p.O.MeetingsBetween(p.Ctx(), p.Me, c.Since, until, "")
	for _, m := range ms {
		if m.Organ == c.Organ && m.State != "cancelled" {
			out = append(out, kit.Link{Text: matter.Day(p.Page, m.Day) + " " + m.Title, URL: "/meetings/" + m.ID})
		}
	}
	return out, err
}

// Life (流程图) draws where it stands.
func Life(p *frame.Page) error {
	c, _, err := kind.Get(p)
	if err != nil {
		return err
	}
	d, err := matter.Drawing(p, &coordination.Life, &c.Head, "open", nil)
	if err != nil {
		return err
	}
	return p.Render(matter.LifePage(p, kit.Head{Title: d.Title, Crumbs: []kit.Link{kind.List(p.Page), {Text: c.Subject, URL: kind.Path(c.ID)}}, Print: true}, d))
}
