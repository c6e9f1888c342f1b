package leg

import (
	"encoding/base64"

	"hengjian/oversight/law"
	"hengjian/oversight/leg"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// view is one referral as its page shows it.
type view struct {
	l        leg.Leg
	head     kit.Head
	next     matter.Next
	clocks   []kit.Clock
	facts    []kit.Fact
	steps    []kit.Event
	contacts []kit.Event
	events   []kit.Event
	letter   leg.Content
	pack     *packView
}

type packView struct{ payload, wrap string }

// Show (转送详情) answers: what it is, what may be done now and by when, what
// has happened.
func Show(p *frame.Page) error {
	raw, l, err := kind.Get(p)
	if err != nil {
		return err
	}
	v := view{l: l, letter: letterOf(p, raw)}
	if v.clocks, err = matter.Clocks(p, &l.Head); err != nil {
		return err
	}
	if v.next, err = kind.NextOf(p, raw); err != nil {
		return err
	}
	if v.events, err = matter.Events(p, &leg.Life, &l.Head, shown(p)); err != nil {
		return err
	}
	if err := fillFacts(p, &v); err != nil {
		return err
	}
	if desk(p) {
		b, err := p.O.PackOf(p.Ctx(), p.Me, raw)
		if err != nil {
			return err
		}
		v.pack = &packView{base64.StdEncoding.EncodeToString(b.Payload), base64.StdEncoding.EncodeToString(b.Wrap)}
	}
	v.head = headOf(p, v)
	return p.Render(showPage(p, v))
}

// letterOf is the letter as signed, or as it would be signed now.
func letterOf(p *frame.Page, l leg.Leg) leg.Content {
	s := l.Letter
	if !lettered(l) {
		s.To = matter.Name(p, "organ", l.To)
		if c, ok, err := p.O.CongressAt(p.O.View(p.Ctx()), l.Place); err == nil && ok {
			s.From = c.Name
		}
	}
	return leg.LetterOf(l, s)
}

func headOf(p *frame.Page, v view) kit.Head {
	h := kit.Head{Title: route(p.Page, v.l.Route), Number: v.l.Number, Crumbs: []kit.Link{kind.List(p.Page)}, Print: true, Clock: matter.Running(v.clocks),
		States: []kit.State{matter.Pill(p.Page, &leg.Life, v.l.State)}}
	if v.l.Urgent {
		h.States = append(h.States, kit.State{Word: p.L("紧急", "Urgent"), Tone: kit.Bad})
	}
	if v.l.HeadAccused {
		h.States = append(h.States, kit.State{Word: p.L("涉及单位负责人，须两人签", "a head is concerned: two signatures"), Tone: kit.Warn})
	}
	if v.l.Minor {
		h.States = append(h.States, kit.State{Word: p.L("涉未成年人", "a minor is concerned"), Tone: kit.Warn})
	}
	return h
}

func fillFacts(p *frame.Page, v *view) error {
	l := v.l
	zh, en := law.Cite(l.Basis)
	add := func(term, text, sub, url string) {
		if text != "" {
			v.facts = append(v.facts, kit.Fact{Term: term, Text: text, Sub: sub, URL: url})
		}
	}
	add(p.L("法定程序", "Procedure"), route(p.Page, l.Route), p.L(zh, en), "")
	to := l.Letter.To
	if to == "" {
		to = matter.Name(p, "organ", l.To)
	}
	if r, ok := law.RouteByID(l.Route); ok {
		add(p.L("接收单位", "Recipient"), to, p.L(r.DeskZh, r.DeskEn), "")
	}
	if !desk(p) {
		rows, err := p.O.Titles(p.Ctx(), p.Me, l.OriginKind, []string{l.Origin})
		if err != nil {
			return err
		}
		if r, ok := rows[l.Origin]; ok {
			add(p.L("来源", "From"), matter.Join(" ", r.Number, p.TitleOf(r)), p.Page.Word(origins, l.OriginKind)+p.L("；接收方看不到", "; the recipient does not see it"), frame.URLOf(l.OriginKind, l.Origin))
		} else {
			add(p.L("来源", "From"), p.Page.Word(origins, l.OriginKind), p.L("不在您的权限内", "not within your reach"), "")
		}
		add(p.L("是否会暴露反映人", "Could it give the sender away"), map[string]string{"no": p.L("不能推知", "no"), "softened": p.L("已改写", "rewritten")}[l.Reveals], "", "")
		add(p.L("电话转送", "By telephone"), l.Telephoned, "", "")
		add(p.L("不予转送的理由", "Why dropped or kept"), l.Why, "", "")
		add(p.L("澄清依据", "Clarified by"), l.Clarified, p.L("不记入履职档案，只由该机关告知本人", "nothing enters the service record"), "")
	}
	for i, n := range l.CaseNos {
		term := p.L("案号", "Case number")
		if i > 0 {
			term = ""
		}
		add(term, n, "", "")
	}
	add(p.L("发送", "Sent"), matter.Day(p.Page, l.Sent), "", "")
	add(p.L("签收", "Received"), matter.Day(p.Page, l.Received), "", "")
	if l.Objection != "" {
		add(p.L("退回理由", "Why returned"), p.Page.Word(leg.Objections, l.Objection), matter.Day(p.Page, l.Objected), "")
	}
	if l.Urges > 0 {
		add(p.L("催办", "Urged"), p.L(matter.Itoa(l.Urges)+" 次", matter.Itoa(l.Urges)+" times"), p.L("只问签收和程序", "receipt and procedure only"), "")
	}
	for _, s := range l.Steps {
		v.steps = append(v.steps, kit.Event{At: matter.Day(p.Page, s.On), What: p.Page.Word(leg.Codes, s.Code), Note: matter.Join(" · ", p.Page.Word(leg.Refusals, s.Reason), p.L("反馈于 ", "reported ")+matter.Day(p.Page, s.Day))})
	}
	return fillContacts(p, v)
}

func fillContacts(p *frame.Page, v *view) error {
	var ids []string
	for _, c := range v.l.Contacts {
		ids = append(ids, c.By)
	}
	who, err := matter.People(p, ids...)
	if err != nil {
		return err
	}
	for _, c := range v.l.Contacts {
		e := kit.Event{At: matter.Day(p.Page, c.Day), What: p.Page.Word(contactKinds, c.Kind), Note: codeText(p.Page, c)}
		if !desk(p) {
			e.Who = who[c.By]
		}
		v.contacts = append(v.contacts, e)
	}
	return nil
}

// lettered reports whether the letter was signed and numbered.
func lettered(l leg.Leg) bool { return l.Letter.Number != "" }
