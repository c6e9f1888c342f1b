package opening

import (
	"time"

	"hengjian/office"
	"hengjian/oversight/act"
	"hengjian/oversight/opening"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

type listForm struct {
	State string `form:"state"`
}

// List (拆封列表) is the list of requests: what waits for approval first.
func List(p *frame.Page) error {
	if !Shows(p.Me) {
		return act.None()
	}
	f, err := frame.Form[listForm](p)
	if err != nil {
		return err
	}
	q := office.Filter{Kinds: []string{"opening"}}
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
	var clues []string
	for _, r := range m.Rows {
		clues = append(clues, r.Parent)
	}
	names, err := p.O.Titles(p.Ctx(), p.Me, "clue", clues)
	if err != nil {
		return err
	}
	t := kit.Table{ID: "openings", Caption: p.L("拆封身份", "Openings of identities"), Count: matter.Count(n), Cols: []kit.Col{{Key: "purpose", Label: p.L("用途", "Purpose")}, {Key: "state", Label: p.L("状态", "State")},
		{Key: "clue", Label: p.L("群众反映", "Message")}, {Key: "day", Label: p.L("申请", "Asked"), Narrow: true}},
		Empty: kit.Empty{Title: p.L("没有拆封申请", "No requests"), Text: p.L("需要联系实名反映人时，从群众反映的页面申请；匿名反映人不得查找。", "Ask from the message's page when a named sender has to be reached; an anonymous one is never identified.")}}
	for _, r := range m.Rows {
		st := matter.Pill(p.Page, &opening.Life, r.State)
		c := names[r.Parent]
		t.Rows = append(t.Rows, kit.Row{ID: r.Subject, URL: kind.Path(r.Subject), Cells: []kit.Cell{{Text: p.Page.Word(opening.Purposes, r.Via), URL: kind.Path(r.Subject)}, {State: &st},
			{Text: or(c.Number, p.L("（不在您的权限内）", "(not within your reach)")), Sub: p.TitleOf(c)}, {Text: matter.Day(p.Page, r.Opened)}}})
	}
	if m.Prev != "" {
		t.Prev = p.Keep("before", m.Prev)
	}
	if m.Next != "" {
		t.Next = p.Keep("after", m.Next)
	}
	fs := kit.Filters{Fields: []kit.Field{{Name: "state", Label: p.L("状态", "State"), Value: f.State, Options: states(p.Page)}}}
	if f.State != "" {
		fs.Clear = "/openings"
	}
	return p.Render(listPage(p, fs, t))
}

func states(p *kit.Page) []kit.Option {
	out := []kit.Option{{Label: p.L("全部", "Any")}}
	for _, s := range opening.Life.States {
		out = append(out, kit.Option{Value: s.Code, Label: p.L(s.Zh, s.En)})
	}
	return out
}

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// view is one request as its page shows it.
type view struct {
	o        opening.Opening
	head     kit.Head
	facts    []kit.Fact
	next     matter.Next
	clocks   []kit.Clock
	events   []kit.Event
	readings []kit.Event
	readable bool
}

// Show (拆封详情) is one request: who asked why, who approved, every reading.
func Show(p *frame.Page) error {
	raw, o, err := kind.Get(p)
	if err != nil {
		return err
	}
	v := view{o: o}
	if v.next, err = kind.NextOf(p, raw); err != nil {
		return err
	}
	if v.clocks, err = matter.Clocks(p, &o.Head); err != nil {
		return err
	}
	if v.events, err = matter.Events(p, &opening.Life, &o.Head, nil); err != nil {
		return err
	}
	names, err := matter.People(p, o.Requester, o.Approver)
	if err != nil {
		return err
	}
	for _, r := range o.Readings {
		v.readings = append(v.readings, kit.Event{At: p.Moment(time.UnixMicro(r.At)), Who: names[r.By], What: p.L("查看身份", "read the identity")})
	}
	v.readable = o.Requester == p.Me.ID && o.Readable(act.Moment{At: p.Now})
	if err := fillFacts(p, &v, names); err != nil {
		return err
	}
	st := matter.Pill(p.Page, &opening.Life, o.State)
	if (o.State == "approved" || o.State == "opened") && !o.Readable(act.Moment{At: p.Now}) {
		st = kit.State{Word: p.L("已失效", "Lapsed"), Tone: kit.Closed}
	}
	v.head = kit.Head{Title: p.L("拆封身份：", "Opening: ") + p.Page.Word(opening.Purposes, o.Purpose), Crumbs: []kit.Link{kind.List(p.Page)}, Clock: matter.Running(v.clocks), States: []kit.State{st}}
	return p.Render(showPage(p, v))
}

func fillFacts(p *frame.Page, v *view, names map[string]string) error {
	o := v.o
	add := func(term, text, sub, url string) {
		if text != "" {
			v.facts = append(v.facts, kit.Fact{Term: term, Text: text, Sub: sub, URL: url})
		}
	}
	rows, err := p.O.Titles(p.Ctx(), p.Me, "clue", []string{o.Clue})
	if err != nil {
		return err
	}
	if r, ok := rows[o.Clue]; ok {
		add(p.L("群众反映", "Message"), matter.Join(" ", r.Number, p.TitleOf(r)), "", "/clues/"+o.Clue)
	}
	add(p.L("申请人", "Requester"), names[o.Requester], "", "")
	add(p.L("理由", "Reason"), o.Reason, "", "")
	add(p.L("批准人", "Approver"), names[o.Approver], "", "")
	if o.Lapses > 0 {
		add(p.L("失效", "Lapses"), p.Moment(time.UnixMicro(o.Lapses)), p.L("过时自动失效，不需要任何人操作", "by itself"), "")
	}
	add(p.L("不批准的理由", "Why refused"), o.Refused, "", "")
	if o.Demand.Reference != "" {
		add(p.L("调取机关", "Authority"), matter.Name(p, "organ", o.Demand.Authority), "", "")
		add(p.L("文书", "Document"), o.Demand.Reference, matter.Join(" · ", matter.Day(p.Page, o.Demand.Day), o.Demand.Basis), kind.Path(o.ID, "scan"))
	}
	return nil
}
