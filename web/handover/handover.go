// Package handover is the pages about hand-overs on rotation of staff
// (工作交接): everything one person handles is seen before it goes, both sides
// sign, a director confirms, and the record prints as a list before and after.
package handover

import (
	"slices"

	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/account"
	"hengjian/oversight/act"
	"hengjian/oversight/handover"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

type doing = matter.Doing[handover.Handover]

var kind = &matter.Kind[handover.Handover]{
	Life: &handover.Life, Base: "/handovers",
	Load: func(p *frame.Page, id string) (handover.Handover, error) {
		return office.Item(p.Ctx(), p.O, p.Me, office.Handovers, id)
	},
	Head: func(h *handover.Handover) *act.Head { return &h.Head },
	Name: func(p *kit.Page, h handover.Handover) string { return h.Number },
	List: func(p *kit.Page) kit.Link {
		return kit.Link{Text: p.L("工作交接", "Hand-overs"), URL: "/handovers"}
	},
	Forms: map[string]func(*doing) (matter.Form, error){
		"refuse": whyNot, "withdraw": whyNot, "confirm": confirm, "accept": signing, "sign": signing,
	},
}

func whyNot(d *doing) (matter.Form, error) {
	return matter.Form{Fields: []matter.Field{{As: matter.Text, Field: kit.Field{Name: "reason", Label: d.L("理由", "Reason"), Max: 200}}}}, nil
}

func signing(d *doing) (matter.Form, error) {
	return matter.Form{Check: d.L("我已看过交接清单", "I have read the list")}, nil
}

func confirm(d *doing) (matter.Form, error) {
	f := matter.Form{Check: d.L("我已核对清单和密钥事项", "I have checked the list and the keys"), Told: []string{d.L("移交人和接收人", "Leaver and receivers")},
		Final: []string{d.L("换人以后不能一键撤回，只能逐件再移交", "It cannot be taken back at once; matters would have to be handed back one by one")}}
	if d.S.Signed == "" {
		f.Final = append(f.Final, d.L("移交人没有签字（由负责人代为提出）", "The leaver has not signed (a director proposed for her)"))
	}
	return f, nil
}

// Shows says who reaches hand-overs.
func Shows(who access.Person) bool {
	return slices.ContainsFunc(access.Reaches, func(l access.Line) bool { return l.Kind == "handover" && who.Has(l.Role) })
}

// Act (办理) is the page of any act on a hand-over.
func Act(p *frame.Page) error { return kind.Do(p) }

// Life (流程图) draws the life with where this one stands.
func Life(p *frame.Page) error {
	_, h, err := kind.Get(p)
	if err != nil {
		return err
	}
	d, err := matter.Drawing(p, &handover.Life, &h.Head, "proposed", nil)
	if err != nil {
		return err
	}
	return p.Render(matter.LifePage(p, kit.Head{Title: d.Title, Crumbs: []kit.Link{kind.List(p.Page), {Text: h.Number, URL: kind.Path(h.ID)}}, Print: true}, d))
}

// List (工作交接) lists hand-overs, newest first.
func List(p *frame.Page) error {
	if !Shows(p.Me) {
		return act.None()
	}
	m, err := p.O.List(p.Ctx(), p.Me, office.Filter{Kinds: []string{"handover"}, Text: p.R.URL.Query().Get("text")}, matter.Cursor(p), matter.PageSize)
	if err != nil {
		return err
	}
	h := kit.Head{Title: p.L("工作交接", "Hand-overs"), Print: true, Actions: []kit.Link{{Text: p.L("提出交接", "Propose a hand-over"), URL: "/handovers/new"}}}
	t := kit.Table{ID: "handovers", Caption: h.Title, Cols: []kit.Col{{Label: p.L("交接", "Hand-over")}, {Label: p.L("状态", "State")}, {Label: p.L("提出日期", "Proposed"), Narrow: true, Day: true}},
		Empty: kit.Empty{Title: p.L("还没有工作交接", "No hand-overs yet"), Text: p.L("轮岗、离岗前，把经办的事项列成清单一次交清：接收人签字，负责人确认，每件各有记录。", "Before somebody leaves a post, everything she handles goes over in one list: the receiver signs, a director confirms, each matter is on record."), Link: h.Actions[0]}}
	for _, r := range m.Rows {
		st := matter.Pill(p.Page, &handover.Life, r.State)
		t.Rows = append(t.Rows, kit.Row{ID: r.Subject, Label: r.Number, URL: kind.Path(r.Subject), Cells: []kit.Cell{{Text: p.TitleOf(r), URL: kind.Path(r.Subject), Sub: r.Number}, {State: &st}, {Text: matter.Day(p.Page, r.Opened)}}})
	}
	if m.Prev != "" {
		t.Prev = p.Keep("before", m.Prev)
	}
	if m.Next != "" {
		t.Next = p.Keep("after", m.Next)
	}
	return p.Render(kit.Inside(kit.Shell(p.Page, h), kit.Inside(kit.Card(kit.CardView{}), kit.DataTable(t))))
}

// lineView is one line of the list as this reader may know it.
type lineView struct {
	kind, number, title, url string
	was, now                 kit.State
	from, to                 string
	out                      *kit.State
	why                      string
}

// view of one hand-over.
type view struct {
	h      handover.Handover
	head   kit.Head
	stages []kit.Stage
	facts  []kit.Fact
	signs  []kit.Fact
	lines  []lineView
	inform []lineView
	closed []lineView
	hidden int // lines that this reader may not see
	counts []kit.Stat
	keys   []keyView
	lent   int
	acct   string // what is to be done with the leaver's account
	next   matter.Next
	events []kit.Event
}

type keyView struct {
	purpose string
	state   kit.State
	todo    []string
	done    bool
}

// Show (交接清单) is the record: who, what, keys, signatures; it prints.
func Show(p *frame.Page) error {
	_, h, err := kind.Get(p)
	if err != nil {
		return err
	}
	v, err := viewOf(p, h)
	if err != nil {
		return err
	}
	return p.Render(showPage(p, v))
}

func viewOf(p *frame.Page, h handover.Handover) (v view, err error) {
	v.h = h
	if v.lines, err = v.see(p, h.Lines); err != nil {
		return v, err
	}
	if v.inform, err = v.see(p, h.Inform); err != nil {
		return v, err
	}
	if v.closed, err = v.see(p, h.Closed); err != nil {
		return v, err
	}
	if err = v.fillKeys(p); err != nil {
		return v, err
	}
	if v.next, err = kind.NextOf(p, h); err != nil {
		return v, err
	}
	v.next.Stopped = concerned(p, h, v.next.Stopped)
	v.next.Note = waits(p, h)
	if v.events, err = matter.Events(p, &handover.Life, &h.Head, nil); err != nil {
		return v, err
	}
	v.fill(p)
	return v, nil
}

// concerned leaves out signatures that are others' to give: a button that never
// can be pressed teaches nothing.
func concerned(p *frame.Page, h handover.Handover, all []kit.NotYet) []kit.NotYet {
	hide := map[string]bool{}
	verb := func(n act.Name) { v := handover.Life.Verb(n); hide[p.L(v.Zh, v.En)] = true }
	if _, takes := h.Takes(p.Me.ID); !takes {
		verb("handover.accept")
		verb("handover.refuse")
	}
	if !h.Leaving(p.Me.ID) || h.Signed != "" {
		verb("handover.sign")
	}
	verb("handover.withdraw")
	return slices.DeleteFunc(slices.Clone(all), func(n kit.NotYet) bool { return hide[n.Label] })
}

// waits names who has still to sign.
func waits(p *frame.Page, h handover.Handover) string {
	var who []string
	for _, t := range h.Takers {
		if t.Signed == "" && t.Person != p.Me.ID {
			who = append(who, t.Name)
		}
	}
	switch {
	case h.State == "proposed" && len(who) > 0:
		return p.L("等接收人签字：", "Waiting for the receivers to sign: ") + matter.Join(p.L("、", ", "), who...) + p.L("。", ".")
	case h.State == "accepted":
		return p.L("等一位没有参与交接的负责人或者分管副主任确认。", "Waiting for a director or the vice-chairperson who takes no part in it.")
	}
	return ""
}

// see names the lines that the reader may see; the others are counted only.
func (v *view) see(p *frame.Page, lines []handover.Line) ([]lineView, error) {
	by := map[string][]string{}
	for _, l := range lines {
		by[l.Kind] = append(by[l.Kind], l.ID)
	}
	rows := map[string]office.Row{}
	for kind, ids := range by {
		for part := range slices.Chunk(ids, 400) {
			ts, err := p.O.Titles(p.Ctx(), p.Me, kind, part)
			if err != nil {
				return nil, err
			}
			for id, r := range ts {
				rows[kind+id] = r
			}
		}
	}
	names := map[string]string{v.h.Leaver: v.h.Name}
	for _, t := range v.h.Takers {
		names[t.Person] = t.Name
	}
	var out []lineView
	for _, l := range lines {
		r, ok := rows[l.Kind+l.ID]
		if !ok {
			v.hidden++
			continue
		}
		life := office.LifeOf(l.Kind)
		x := lineView{kind: p.KindName(l.Kind), number: r.Number, title: p.TitleOf(r), url: frame.URLOf(l.Kind, l.ID), from: v.h.Name, to: names[l.To], why: p.L(l.Zh, l.En),
			was: matter.Pill(p.Page, life, l.Was), now: matter.Pill(p.Page, life, r.State), out: outPill(p, v.h, l)}
		if l.Out == handover.Moves && v.h.State != "confirmed" && !v.h.WithClosed && !life.State(r.State).Open {
			x.out = &kit.State{Word: p.L("已了结，不再移交", "over by now"), Tone: kit.Closed}
		}
		out = append(out, x)
	}
	return out, nil
}

// outPill says what becomes of a line.
func outPill(p *frame.Page, h handover.Handover, l handover.Line) *kit.State {
	switch l.Out {
	case handover.Moved:
		return &kit.State{Word: p.L("已换人", "changed hands"), Tone: kit.OK}
	case handover.Stays:
		return &kit.State{Word: p.L("不能换人", "stays"), Tone: kit.Bad}
	case handover.Gone:
		return &kit.State{Word: p.L("已不在手", "no longer hers"), Tone: kit.Closed}
	case handover.Moves:
		if h.State == "proposed" || h.State == "accepted" || h.State == "" {
			return &kit.State{Word: p.L("将换人", "to change hands"), Tone: kit.Active}
		}
		return &kit.State{Word: p.L("没有换人", "unchanged"), Tone: kit.Closed}
	}
	return nil
}

func (v *view) fill(p *frame.Page) {
	h := v.h
	add := func(term, text, sub string) {
		if text != "" {
			v.facts = append(v.facts, kit.Fact{Term: term, Text: text, Sub: sub})
		}
	}
	add(p.L("移交人", "Leaver"), h.Name, "")
	for i, t := range h.Takers {
		term := ""
		if i == 0 {
			term = p.L("接收人", "Receivers")
		}
		what := kindsText(p, t.Kinds)
		if len(h.Takers) == 1 {
			what = p.L("全部事项", "everything")
		}
		add(term, t.Name, what)
	}
	add(p.L("原因", "Reason"), h.Reason, "")
	if h.Until != "" {
		add(p.L("在岗至", "In the post until"), matter.Day(p.Page, h.Until), "")
	}
	add(p.L("退回或者撤回的理由", "Why it was refused or withdrawn"), h.Ended, "")
	sign := func(term, name, day string) {
		text := p.L("（尚未签字）", "(not yet signed)")
		if day != "" {
			text = matter.Day(p.Page, day)
		}
		v.signs = append(v.signs, kit.Fact{Term: term + " " + name, Text: text})
	}
	sign(p.L("移交人", "Leaver"), h.Name, h.Signed)
	for _, t := range h.Takers {
		sign(p.L("接收人", "Receiver"), t.Name, t.Signed)
	}
	v.counts = []kit.Stat{{Label: p.L("移交事项", "Matters"), Number: matter.Itoa(len(h.Lines)), URL: "#lines"}, {Label: p.L("已换人", "Changed hands"), Number: matter.Itoa(h.Changed), URL: "#lines"},
		{Label: p.L("告知事项", "Told for knowledge"), Number: matter.Itoa(len(h.Inform)), URL: "#inform"}, {Label: p.L("已结事项", "Closed ones"), Number: matter.Itoa(len(h.Closed)), URL: "#closed"}}
	v.head = kit.Head{Title: p.L(h.Name+"的工作交接", "Hand-over of "+h.Name), Number: h.Number, Crumbs: []kit.Link{kind.List(p.Page)}, Print: true, States: []kit.State{matter.Pill(p.Page, &handover.Life, h.State)}}
	at := map[string]int{"proposed": 1, "accepted": 2, "confirmed": 3}[h.State]
	if at > 0 {
		for i, n := range []string{p.L("提出", "Proposed"), p.L("接收人签字", "Receivers sign"), p.L("负责人确认", "Confirmed")} {
			v.stages = append(v.stages, kit.Stage{Name: n, Done: i < at, Here: i == at})
		}
	}
}

func kindsText(p *frame.Page, kinds []string) string {
	if len(kinds) == 0 {
		return p.L("其余全部事项", "all the rest")
	}
	var out []string
	for _, k := range kinds {
		out = append(out, p.KindName(k))
	}
	return matter.Join(p.L("、", ", "), out...)
}

// fillKeys says for each key of the leaver what has to be done, and what of it
// is done. Keys are never passed on: what was sealed opens only with the keys
// it was sealed to.
func (v *view) fillKeys(p *frame.Page) error {
	items, err := p.O.HandoverKeys(p.Ctx(), v.h)
	if err != nil {
		return err
	}
	if v.lent, err = p.O.LentNow(p.Ctx(), v.h); err != nil {
		return err
	}
	active, roles, err := p.O.LeaverNow(p.Ctx(), v.h)
	if err != nil {
		return err
	}
	v.acct = accountText(p, active, roles)
	for _, k := range items {
		w := account.Purposes[k.Purpose]
		x := keyView{purpose: p.L(w[0], w[1]), done: k.Retired, state: kit.State{Word: p.L("仍在用", "still in use"), Tone: kit.Warn}}
		if k.Retired {
			x.state = kit.State{Word: p.L("已停用", "retired"), Tone: kit.OK}
		} else {
			x.todo = append(x.todo, p.L("离岗后停用：由"+v.h.Name+"本人在“我的密钥”停用，或者由安全管理员停用。", "Retire it after she left: she does so under “My keys”, or the security administrator does."))
			if k.Purpose == "intake" && k.Left < 2 {
				x.todo = append(x.todo, p.L("注意：停用后本渠道只剩 "+matter.Itoa(k.Left)+" 把受理员密钥，不足两把会停止收件；请先登记新的。", "Mind: after that only "+matter.Itoa(k.Left)+" intake keys are left; with fewer than two nothing can be taken in. Enrol a new one first."))
			}
		}
		x.todo = append(x.todo, takersText(p, k)...)
		x.todo = append(x.todo, p.L("以前密封的材料不重新密封：只有当时登记的密钥能打开；接收人需要时，由仍持有密钥的人按规定开启。", "What was sealed before is not sealed anew: only the keys enrolled then open it; who still holds one opens it by the rules when needed."))
		v.keys = append(v.keys, x)
	}
	return nil
}

func takersText(p *frame.Page, k office.KeyItem) (out []string) {
	for _, t := range k.Takers {
		switch {
		case t.Has:
			out = append(out, p.L(t.Name+"已登记本人的同类密钥。", t.Name+" has enrolled a key of her own."))
		case t.May:
			out = append(out, p.L(t.Name+"还没有本人的密钥：请在“我的密钥”登记；从登记之日起，新收到的材料同时密封给她。", t.Name+" has none yet: she enrols one under “My keys”; from that day new material is sealed to her too."))
		}
	}
	return out
}
