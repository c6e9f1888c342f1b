package review

import (
	"fmt"
	"slices"

	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/review"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// List (案件评查): whoever runs reviews sees those still open, a reviewer the
// files given to her, the organ what it was told.
func List(p *frame.Page) error {
	if !Shows(p.Me) {
		return act.None()
	}
	h := kit.Head{Title: p.L("案件评查", "Case review"), Print: true}
	t := kit.Table{ID: "reviews", Caption: h.Title, Cols: []kit.Col{{Label: p.L("评查卷", "File")}, {Label: p.L("机关", "Organ")}, {Label: p.L("期限", "Due")}, {Label: p.L("状态", "State")}}, Empty: empty(p)}
	if !inside(p.Me) && p.Me.Side() == "congress" {
		rs, err := p.O.ToRead(p.Ctx(), p.Me)
		if err != nil {
			return err
		}
		for _, r := range rs {
			t.Rows = append(t.Rows, row(p, see(p, r)))
		}
		return p.Render(listPage(p, h, reviewTabs(p, "/reviews"), t))
	}
	all := p.R.URL.Query().Get("all") != ""
	f := office.Filter{Kinds: []string{"review"}}
	if !all {
		f.States = review.Life.OpenStates()
	}
	tabs := []kit.Link{{Text: p.L("未结束", "Open"), URL: "/reviews", On: !all}, {Text: p.L("全部", "All"), URL: "/reviews?all=1", On: all}}
	if inside(p.Me) {
		tabs = reviewTabs(p, map[bool]string{false: "/reviews", true: "/reviews?all=1"}[all])
	}
	m, err := p.O.List(p.Ctx(), p.Me, f, matter.Cursor(p), matter.PageSize)
	if err != nil {
		return err
	}
	for _, x := range m.Rows {
		r, err := office.Item(p.Ctx(), p.O, p.Me, office.Reviews, x.Subject)
		if err != nil {
			return err
		}
		t.Rows = append(t.Rows, row(p, see(p, r)))
	}
	page(p, &t, m)
	return p.Render(listPage(p, h, tabs, t))
}

func empty(p *frame.Page) kit.Empty {
	switch {
	case inside(p.Me):
		return kit.Empty{Title: p.L("没有评查卷", "No files"), Text: p.L("在“评查抽样”里抽取以后，每一件自动建立评查卷。", "A file is opened for each case of a draw.")}
	case p.Me.Side() == "organ":
		return kit.Empty{Title: p.L("没有告知你单位的评查意见", "Nothing was told to your organ"), Text: p.L("评查意见形成后会告知你单位，可以在期限内提出异议。", "What a review finds is told to you; you may object within the term.")}
	}
	return kit.Empty{Title: p.L("没有分派给您的评查卷", "No file was given to you"), Text: p.L("分派以后会出现在这里。", "Files appear here once they are assigned.")}
}

func row(p *frame.Page, r review.Review) kit.Row {
	st := state(p, r)
	due := int64(0)
	if inside(p.Me) || p.Me.Side() == "organ" || len(r.Sheets) == 0 {
		due = r.NextDue()
	}
	return kit.Row{ID: r.ID, URL: reviews.Path(r.ID), Cells: []kit.Cell{{Text: label(p.Page, r), Sub: p.Page.Word(review.FormOf(r.Form).Grades, r.Grade), URL: reviews.Path(r.ID)}, {Text: matter.Name(p, "organ", r.Organ)}, matter.ClockCell(p, due, false), {State: &st}}}
}

// state is the pill as this reader may know it: to a reviewer it is either hers
// to read or done, or a difference between the others would show.
func state(p *frame.Page, r review.Review) kit.State {
	if inside(p.Me) || p.Me.Side() == "organ" {
		return matter.Pill(p.Page, &review.Life, r.State)
	}
	if len(r.Sheets) > 0 {
		return kit.State{Word: p.L("您已提交", "handed in"), Tone: kit.OK}
	}
	return kit.State{Word: p.L("等您评查", "to be read by you"), Tone: kit.Active}
}

// view is one review as its page shows it.
type view struct {
	p      *frame.Page
	r      review.Review
	form   review.Form
	next   matter.Next
	events []kit.Event
	people map[string]string
	blind  bool // the reader is a reviewer
	organ  bool
	tied   tied // readers with a relation, for whoever assigns
}

// Show (评查卷) is one file under review.
func Show(p *frame.Page) error {
	raw, r, err := reviews.Get(p)
	if err != nil {
		return err
	}
	v := view{p: p, r: r, form: review.FormOf(r.Form), organ: p.Me.Side() == "organ"}
	v.blind = !v.organ && !inside(p.Me)
	if v.next, err = reviews.NextOf(p, raw); err != nil {
		return err
	}
	if v.blind {
		v.next.Note = ""
		if !raw.Waits(p.Me.ID) {
			v.next = matter.Next{}
		}
	}
	if !v.blind {
		show := func(l office.Line) bool { return !v.organ || slices.Contains(told, l.Act) }
		if v.events, err = matter.Events(p, &review.Life, &r.Head, show); err != nil {
			return err
		}
	}
	if inside(p.Me) {
		ids := append(slices.Clone(r.Readers), r.Third)
		for _, s := range r.Sheets {
			ids = append(ids, s.By)
		}
		for _, s := range r.Aside {
			ids = append(ids, s.By)
		}
		for _, c := range r.Checked {
			ids = append(ids, c.Who, c.By)
		}
		if v.people, err = matter.People(p, ids...); err != nil {
			return err
		}
		if v.tied, err = tiedOf(p, []review.Review{r}, true); err != nil {
			return err
		}
	}
	h := kit.Head{Title: label(p.Page, r), Sub: r.Number, Crumbs: []kit.Link{reviews.List(p.Page)}, States: []kit.State{state(p, r)}, Print: true}
	if !v.blind || raw.Waits(p.Me.ID) {
		cs, err := matter.Clocks(p, &r.Head)
		if err != nil {
			return err
		}
		h.Clock = matter.Running(cs)
	}
	return p.Render(showPage(v, h))
}

// told are the acts that the organ may know of.
var told = []string{"review.notify", "review.object", "review.reconsider", "review.finish"}

// runs reports whether the reader opens and assigns files.
func (v view) runs() bool { return v.p.Me.Has(access.Clerk) || v.p.Me.Has(access.Director) }

func (v view) facts() []kit.Fact {
	p, r := v.p, v.r
	fs := []kit.Fact{{Term: p.L("机关", "Organ"), Text: matter.Name(p, "organ", r.Organ)}, {Term: p.L("评查表", "Form"), Text: p.L(v.form.Zh, v.form.En)}}
	if r.CaseNo != "" {
		fs = append(fs, kit.Fact{Term: p.L("案号", "Case"), Text: r.CaseNo})
	}
	if inside(p.Me) {
		fs = append(fs, kit.Fact{Term: p.L("抽样", "Draw"), Text: matter.Name(p, "draw", r.Draw), URL: draws.Path(r.Draw)}, kit.Fact{Term: p.L("来由", "Arm"), Text: drawView{p: p}.arm(r)})
		for _, id := range r.Officers {
			fs = append(fs, kit.Fact{Term: p.L("承办人", "Handled by"), Text: matter.Name(p, "officer", id), URL: "/register/officers/" + id})
		}
		if len(r.Readers) > 0 {
			fs = append(fs, kit.Fact{Term: p.L("评查员", "Reviewers"), Text: v.readers()})
		}
		for _, s := range r.Aside {
			fs = append(fs, kit.Fact{Term: p.L("不再计入的评查表", "Sheet set aside"), Text: v.people[s.By], Sub: p.L("因利害关系更换，"+s.Day+"提交的评查表不再计入", "replaced because of a relation; the sheet of "+s.Day+" counts no more")})
		}
		for _, c := range r.Checked {
			fs = append(fs, kit.Fact{Term: p.L("同名核实", "Namesake checked"), Text: v.people[c.Who] + p.L("：不是同一人", ": not the same person"), Sub: matter.Join(" · ", c.How, v.people[c.By], matter.Day(p.Page, c.Day))})
		}
	}
	if r.Grade != "" {
		fs = append(fs, kit.Fact{Term: p.L("等级", "Grade"), Text: p.Page.Word(v.form.Grades, r.Grade), Sub: r.Why})
	}
	if v.organ {
		fs = append(fs, kit.Fact{Term: p.L("履职档案", "Service record"), Text: p.L("评查结束后，结果作为事实进入承办人的履职档案，您单位的异议附在旁边。", "Once final the result stands in the service record of whoever handled the case, your objection beside it.")})
	}
	if r.Objected != "" {
		fs = append(fs, kit.Fact{Term: p.L("机关的异议", "Objection"), Text: r.Objected, Sub: matter.Day(p.Page, r.ObjectOn)})
	}
	return fs
}

func (v view) readers() string {
	var names []string
	for _, id := range v.r.Readers {
		names = append(names, v.people[id])
	}
	if v.r.Third != "" {
		names = append(names, v.people[v.r.Third]+v.p.L("（第三人）", " (third)"))
	}
	return matter.Join(v.p.L("、", ", "), names...)
}

// sheets lays the sheets side by side, item by item.
func (v view) sheets() kit.Table {
	p := v.p
	t := kit.Table{ID: "sheets", Caption: p.L("评查表", "Sheets"), Cols: []kit.Col{{Label: p.L("项目", "Item")}}}
	for i, s := range v.r.Sheets {
		name := v.people[s.By]
		if name == "" {
			name = p.L(fmt.Sprintf("第 %d 份", i+1), fmt.Sprintf("sheet %d", i+1))
		}
		if v.blind {
			name = p.L("您的评查", "yours")
		}
		t.Cols = append(t.Cols, kit.Col{Label: name})
	}
	differ := map[bool]*kit.State{true: {Word: p.L("不一致", "they differ"), Tone: kit.Warn}}
	for _, it := range v.form.Items {
		r := kit.Row{ID: it.Code, Cells: []kit.Cell{{Text: p.L(it.Zh, it.En)}}}
		said := map[string]bool{}
		for _, s := range v.r.Sheets {
			for _, m := range s.Marks {
				if m.Item == it.Code {
					said[m.Answer] = true
					r.Cells = append(r.Cells, kit.Cell{Text: p.Page.Word(review.Answers, m.Answer), Sub: m.Note})
				}
			}
		}
		r.Cells[0].State = differ[len(said) > 1]
		t.Rows = append(t.Rows, r)
	}
	g, said := kit.Row{ID: "grade", Cells: []kit.Cell{{Text: p.L("总体等级", "Grade")}}}, map[string]bool{}
	for _, s := range v.r.Sheets {
		said[s.Grade] = true
		g.Cells = append(g.Cells, kit.Cell{Text: p.Page.Word(v.form.Grades, s.Grade)})
	}
	g.Cells[0].State = differ[len(said) > 1]
	t.Rows = append(t.Rows, g)
	return t
}

// Life (流程图) draws where it stands; a reviewer is not shown it.
func Life(p *frame.Page) error {
	r, _, err := reviews.Get(p)
	if err != nil {
		return err
	}
	if !inside(p.Me) {
		return act.None()
	}
	d, err := matter.Drawing(p, &review.Life, &r.Head, "opened", nil)
	if err != nil {
		return err
	}
	return p.Render(matter.LifePage(p, kit.Head{Title: d.Title, Crumbs: []kit.Link{reviews.List(p.Page), {Text: label(p.Page, r), URL: reviews.Path(r.ID)}}, Print: true}, d))
}

// File (卷宗材料) hands out a file to whoever reads or runs the review; the organ
// has its own.
func File(p *frame.Page) error {
	_, r, err := reviews.Get(p)
	if err != nil {
		return err
	}
	hash := p.R.PathValue("hash")
	if p.Me.Side() == "organ" || !slices.ContainsFunc(r.Files, func(f review.File) bool { return f.Hash == hash }) {
		return act.None()
	}
	return matter.SendFile(p, hash)
}

// Repeat (另建一份重复评查卷) opens a case again, unseen.
func Repeat(p *frame.Page) error {
	b := matter.Birth{Life: &review.Life, Do: "review.repeat", List: reviews.List(p.Page), Cancel: "/reviews"}
	if !b.May(p) {
		return b.Refuse()
	}
	of := p.R.URL.Query().Get("of")
	if of != "" {
		b.Cancel = reviews.Path(of)
	}
	b.Form = matter.Form{Fields: []matter.Field{{As: matter.Hidden, Field: kit.Field{Name: "of", Value: of}}}}
	if !p.Post() {
		return b.Show(p, nil)
	}
	var a review.Repeat
	if err := b.Read(p, &a); err != nil {
		return b.Show(p, err)
	}
	ans, err := p.Do(&a)
	if err != nil {
		return b.Show(p, err)
	}
	return p.GoSaying(reviews.Path(ans.Subject), "已建立，分派给另外的评查员。", "Opened; assign it to others.")
}
