package register

import (
	"slices"

	"github.com/a-h/templ"

	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/correction"
	"hengjian/oversight/organ"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

var correctionKind = &matter.Kind[correction.Correction]{
	Life: &correction.Life,
	Base: "/corrections",
	Load: func(p *frame.Page, id string) (correction.Correction, error) {
		return office.Item(p.Ctx(), p.O, p.Me, office.Corrections, id)
	},
	Head:  func(c *correction.Correction) *act.Head { return &c.Head },
	Name:  func(_ *kit.Page, c correction.Correction) string { return c.Number },
	List:  corrections,
	Forms: correctionForms,
	Aside: func(d *matter.Doing[correction.Correction]) templ.Component {
		return card(kit.CardView{Title: d.L("申请更正的内容", "What is asked")}, kit.Facts(asked(d.Page, d.S)))
	},
	Try: func(p *frame.Page, c correction.Correction, a any) {
		switch x := a.(type) {
		case *correction.Withdraw:
			x.Needs.Organ = p.Me.Organ != ""
		case *correction.Grant:
			x.Needs.There = true
		}
	},
}

func corrections(p *kit.Page) kit.Link {
	return kit.Link{Text: p.L("更正申请", "Requests for correction"), URL: "/corrections"}
}

// CorrectionAct (办理更正申请) shows and does an act on a request.
func CorrectionAct(p *frame.Page) error { return correctionKind.Do(p) }

// ShowsCorrections says whose rail has the requests: those who hand them in and
// those who decide on them.
func ShowsCorrections(who access.Person) bool {
	return slices.ContainsFunc([]act.Role{access.Liaison, access.Chief, access.Clerk, access.Director, access.Vice, access.Secretary}, who.Has)
}

// Corrections (更正申请) lists the requests within reach.
func Corrections(p *frame.Page) error {
	if !ShowsCorrections(p.Me) {
		return act.None()
	}
	q := p.R.URL.Query()
	f := office.Filter{Kinds: []string{"correction"}, Text: q.Get("text")}
	if st := q.Get("state"); st != "" {
		f.States = []string{st}
	}
	m, err := p.O.List(p.Ctx(), p.Me, f, matter.Cursor(p), matter.PageSize)
	if err != nil {
		return err
	}
	n, err := p.O.Count(p.Ctx(), p.Me, f, 1001)
	if err != nil {
		return err
	}
	t := kit.Table{ID: "corrections", Caption: p.L("更正申请", "Requests for correction"), Count: matter.Count(n),
		Cols:  []kit.Col{{Label: p.L("申请", "Request")}, {Label: p.L("机关", "Organ"), Narrow: true}, {Label: p.L("期限", "Due"), Day: true}, {Label: p.L("状态", "State")}},
		Empty: kit.Empty{Title: p.L("没有更正申请", "No requests"), Text: p.L("登记里某一项不对时，由所在机关或者本人书面提出，核对后更正并告知。", "Where an entry is wrong, the officer's organ or the officer in writing asks; it is checked, corrected and told.")}}
	if m.Prev != "" {
		t.Prev = p.Keep("before", m.Prev)
	}
	if m.Next != "" {
		t.Next = p.Keep("after", m.Next)
	}
	for _, r := range m.Rows {
		st, url := matter.Pill(p.Page, &correction.Life, r.State), correctionKind.Path(r.Subject)
		t.Rows = append(t.Rows, kit.Row{ID: r.Subject, Label: r.Number, URL: url, Cells: []kit.Cell{{Text: p.TitleOf(r), Sub: r.Number, URL: url}, {Text: matter.Name(p, "organ", r.Organ)}, matter.DueCell(p, r), {State: &st}}})
	}
	state := kit.Field{Name: "state", Label: p.L("状态", "State"), Value: q.Get("state"), Options: []kit.Option{{Label: p.L("全部", "Any")}}}
	for _, s := range correction.Life.States {
		state.Options = append(state.Options, kit.Option{Value: s.Code, Label: p.L(s.Zh, s.En)})
	}
	fs := kit.Filters{Fields: []kit.Field{{Name: "text", Label: p.L("姓名、证件编号", "Name or certificate number"), Type: "search", Value: f.Text}, state}}
	if p.R.URL.RawQuery != "" {
		fs.Clear = "/corrections"
	}
	h := kit.Head{Title: p.L("更正申请", "Requests for correction"), Print: true}
	if submitting(p).May(p) {
		h.Actions = []kit.Link{{Text: p.L("提出更正申请", "Ask for a correction"), URL: "/corrections/new"}}
	}
	return p.Render(shell(p, h, kit.FilterBar(fs), card(kit.CardView{}, kit.DataTable(t))))
}

// Correction (一件更正申请) is one request: what stands there, what should, the
// papers, and what was decided.
func Correction(p *frame.Page) error {
	c, _, err := correctionKind.Get(p)
	if err != nil {
		return err
	}
	main := []templ.Component{card(kit.CardView{Title: p.L("申请更正的内容", "What is asked")}, kit.Facts(asked(p, c)), tag("p", "prose pre", c.Why))}
	if len(c.Files) > 0 {
		main = append(main, card(kit.CardView{Title: p.L("材料", "Papers")}, kit.Facts(papers(p, c))))
	}
	if c.Wanted != "" {
		main = append(main, card(kit.CardView{Title: p.L("补充材料", "What was added")}, kit.Facts(nonEmpty([]kit.Fact{{Term: p.L("请补充", "Wanted"), Text: c.Wanted}, {Term: p.L("已补充", "Added"), Text: c.Added}}))))
	}
	if c.Decision != "" {
		main = append(main, card(kit.CardView{Title: p.L("决定", "Decision"), ID: "decision"}, kit.Facts(decided(p, c))))
	}
	if c.Ended != "" {
		main = append(main, card(kit.CardView{Title: p.L("撤回", "Withdrawn")}, tag("p", "prose", c.Ended)))
	}
	next, err := correctionKind.NextOf(p, c)
	if err != nil {
		return err
	}
	side := []templ.Component{matter.NextCard(p, next)}
	if p.Me.Organ == "" {
		ev, err := matter.Events(p, &correction.Life, &c.Head, nil)
		if err != nil {
			return err
		}
		side = append(side, matter.RecordCard(p, ev, correctionKind.Path(c.ID, "life")))
	}
	cs, err := matter.Clocks(p, &c.Head)
	if err != nil {
		return err
	}
	h := kit.Head{Title: p.L("更正"+c.Person+"的"+c.Heading.Zh, "Correct the entry of "+c.Person+": "+c.Heading.En), Number: c.Number, Crumbs: []kit.Link{corrections(p.Page)},
		States: []kit.State{matter.Pill(p.Page, &correction.Life, c.State)}, Clock: matter.Running(cs), Print: true}
	return p.Render(kit.Inside(kit.Shell(p.Page, h), besides(main, side)))
}

// asked are the facts of a request. The entry itself opens for the committee's
// side alone.
func asked(p *frame.Page, c correction.Correction) []kit.Fact {
	url := ""
	if seesOfficers(p) && p.Me.Organ == "" {
		url = officerKind.Path(c.Officer)
	}
	way := act.WordOf(correction.Ways, c.Way)
	return nonEmpty([]kit.Fact{{Term: p.L("人员", "Officer"), Text: matter.Join(" ", c.Person, c.Code), URL: url}, {Term: p.L("所在机关", "Organ"), Text: matter.Name(p, "organ", c.Organ)},
		{Term: p.L("更正哪一项", "Which fact"), Text: p.L(c.Heading.Zh, c.Heading.En), Sub: ofPosts(p, c)},
		{Term: p.L("登记写的是", "The register says"), Text: blank(p, c.Says)}, {Term: p.L("应当是", "It should say"), Text: c.Should}, {Term: p.L("提出方式", "How it came"), Text: p.L(way.Zh, way.En)}})
}

// ofPosts names the post that a fact is of, as it stood when asked.
func ofPosts(p *frame.Page, c correction.Correction) string {
	if c.Post == 0 {
		return ""
	}
	return matter.Join(" · ", c.Held.Title, span(p.Page, c.Held.Since, c.Held.Until))
}

func papers(p *frame.Page, c correction.Correction) (out []kit.Fact) {
	for _, f := range c.Files {
		w := act.WordOf(correction.Papers, f.Sort)
		out = append(out, kit.Fact{Term: p.L(w.Zh, w.En), Text: f.Name, Sub: matter.Day(p.Page, f.Day), URL: correctionKind.Path(c.ID, "files", f.Hash)})
	}
	return out
}

func decided(p *frame.Page, c correction.Correction) []kit.Fact {
	what := p.L("不予更正", "not corrected")
	if c.Decision == "granted" {
		what = p.L("更正为“"+c.Should+"”", "corrected to “"+c.Should+"”")
		if !c.Changed {
			what = p.L("登记先前已经更正", "the entry had been corrected before")
		}
	}
	ch := act.WordOf(correction.Channels, c.Told)
	return nonEmpty([]kit.Fact{{Term: p.L("结果", "Result"), Text: what}, {Term: p.L("核对的材料", "What was checked"), Text: c.Basis}, {Term: p.L("理由", "Reason"), Text: c.Reason},
		{Term: p.L("告知", "Told"), Text: matter.Join(" · ", p.L(ch.Zh, ch.En), matter.Day(p.Page, c.ToldOn))}})
}

// CorrectionLife (流程图) draws where a request stands.
func CorrectionLife(p *frame.Page) error {
	c, _, err := correctionKind.Get(p)
	if err != nil {
		return err
	}
	if p.Me.Organ != "" {
		return act.None()
	}
	d, err := matter.Drawing(p, &correction.Life, &c.Head, "submitted", nil)
	if err != nil {
		return err
	}
	return p.Render(matter.LifePage(p, kit.Head{Title: d.Title, Crumbs: []kit.Link{corrections(p.Page), {Text: c.Number, URL: correctionKind.Path(c.ID)}}, Print: true}, d))
}

// CorrectionFile (材料) hands out a paper of a request.
func CorrectionFile(p *frame.Page) error {
	c, _, err := correctionKind.Get(p)
	if err != nil {
		return err
	}
	hash := p.R.PathValue("hash")
	if !slices.ContainsFunc(c.Files, func(f correction.File) bool { return f.Hash == hash }) {
		return act.None()
	}
	return matter.SendFile(p, hash)
}

// correctionEvents are the requests about an officer, for the service record.
func correctionEvents(p *frame.Page, o organ.Officer) (out []kit.Event, err error) {
	cs, err := p.O.CorrectionsOf(p.Ctx(), p.Me, o.ID)
	for _, c := range cs {
		st := matter.Pill(p.Page, &correction.Life, c.State)
		out = append(out, kit.Event{At: matter.Day(p.Page, c.Opened), What: p.L("申请更正"+c.Heading.Zh, "Correction asked: "+c.Heading.En), Who: matter.Join(" · ", c.Number, st.Word), URL: correctionKind.Path(c.ID),
			Note: p.L("登记写“"+blank(p, c.Says)+"”，申请更正为“"+c.Should+"”", "said “"+blank(p, c.Says)+"”, asked to say “"+c.Should+"”")})
	}
	return out, err
}
