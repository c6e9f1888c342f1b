package clue

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/clue"
	"hengjian/oversight/law"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// view is one message as its page shows it.
type view struct {
	c       clue.Clue
	handler bool
	head    kit.Head
	acts    kit.Acts
	others  []kit.Link
	clocks  []kit.Clock
	about   []kit.Fact
	sealed  []kit.Sealed
	alike   []related
	legs    []related
	routes  []routeView
	suggest []suggestion
	told    []clue.Line
	talk    []talkView
	notes   []noteView
	former  []noteView
	events  []kit.Event
	urgent  *kit.Notice
}

type related struct {
	title, number, url, why string
	state                   kit.State
}

type routeView struct{ what, organ, basis, reason, outgoing, settled string }

type noteView struct{ day, by, text string }

type talkView struct{ day, by, what string }

// Show (群众反映详情) answers in this order: what it is, what may be done now
// and by when, what has happened.
func Show(p *frame.Page) error {
	c, err := load(p)
	if err != nil {
		return err
	}
	v := &view{c: c, handler: handles(p.Me, &c.Head)}
	for _, fill := range []func(*frame.Page, *view) error{fillClocks, fillActs, fillAbout, fillSealed, fillAlike, fillRoutes, fillRecord} {
		if err := fill(p, v); err != nil {
			return err
		}
	}
	v.head = headOf(p, v)
	return p.Render(showPage(p, v))
}

func headOf(p *frame.Page, v *view) kit.Head {
	c := v.c
	h := kit.Head{Title: title(p.Page, c), Number: c.Number, Crumbs: []kit.Link{{Text: p.L("群众反映", "Clues"), URL: "/clues"}}, Print: true, States: []kit.State{pill(p.Page, c.State)}}
	if c.Urgent {
		h.States = append(h.States, kit.State{Word: p.L("紧急", "Urgent"), Tone: kit.Bad})
	}
	if v.handler && c.Class != "" {
		h.States = append(h.States, kit.State{Word: matter.Class(p, c.Class)})
	}
	who := p.L("匿名", "anonymous")
	if c.Identified {
		who = p.L("实名（身份密封）", "named (identity sealed)")
	}
	h.States = append(h.States, kit.State{Word: who + " · " + say(p.Page, channels, c.Via)})
	if c.Retaliation {
		h.States = append(h.States, kit.State{Word: p.L("反映受到打击报复", "retaliation reported"), Tone: kit.Bad})
	}
	if c.Minor {
		h.States = append(h.States, kit.State{Word: p.L("涉未成年人", "a minor is concerned"), Tone: kit.Warn})
	}
	if len(v.clocks) > 0 && v.clocks[0].Tone != kit.OK {
		h.Clock = &v.clocks[0]
	}
	return h
}

func fillClocks(p *frame.Page, v *view) error {
	var err error
	if v.clocks, err = matter.Clocks(p, &v.c.Head); err != nil {
		return err
	}
	if v.c.Urgent {
		n := kit.Notice{Tone: kit.Bad, Title: p.L("有人可能正处于危险中。", "Somebody may be in danger."), Text: p.L("先打电话，后补书面：正在发生的伤害、非法拘禁，立即联系有权机关。", "Telephone first, write afterwards: call the competent organ at once about harm or illegal custody that goes on.")}
		if v.c.UrgentWhy == "sender" {
			n.Text = p.L("反映人勾选了“有人正处于危险中”。", "The sender ticked that somebody is in danger. ") + n.Text
		}
		v.urgent = &n
	}
	return nil
}

// minor acts stand apart as links, so that the next lawful act is not lost
// among them.
var aside = map[act.Name]bool{"clue.assign": true, "clue.take": true, "clue.recuse": true, "clue.hand_over": true, "clue.note": true,
	"clue.quarantine_secret": true, "clue.open_emergency": true, "clue.amend_summary": true, "clue.countersign": false, "clue.submit_up": false}

func fillActs(p *frame.Page, v *view) error {
	cs, err := p.O.Choices(p.Ctx(), p.Me, "clue", &v.c)
	if err != nil {
		return err
	}
	for _, ch := range cs {
		a := office.NewAct(ch.Step.Do)
		if a == nil {
			continue
		}
		if ch.Refuse == nil {
			ch.Refuse = unlawful(p, v.c, a, ch)
		}
		label, verb := p.L(ch.Verb.Zh, ch.Verb.En), strings.TrimPrefix(string(ch.Step.Do), "clue.")
		switch {
		case ch.Refuse != nil && !aside[ch.Step.Do]:
			v.acts.NotYet = append(v.acts.NotYet, kit.NotYet{Label: label, Why: ch.Refuse.Text(p.Lang)})
		case ch.Refuse != nil:
		case aside[ch.Step.Do]:
			v.others = append(v.others, kit.Link{Text: label, URL: path(v.c.ID, verb)})
		default:
			l := kit.ActLink{Label: label, URL: path(v.c.ID, verb), Main: ch.Step.Main}
			if ch.Step.Main {
				zh, en := law.Cite(ch.Step.Basis)
				l.Basis = p.L(zh, en)
			}
			l.Danger = ch.Step.Do == "clue.raise_urgent" || ch.Step.Do == "clue.refer_urgent" || ch.Step.Do == "clue.attend"
			v.acts.Can = append(v.acts.Can, l)
		}
	}
	slices.SortStableFunc(v.acts.Can, func(a, b kit.ActLink) int { return rank(a) - rank(b) })
	v.acts.Note = waitsFor(p, v.c, len(v.acts.Can) > 0)
	return nil
}

func rank(a kit.ActLink) int {
	switch {
	case a.Main:
		return 0
	case a.Danger:
		return 1
	}
	return 2
}

// doer is any act on a message.
type doer interface {
	Do(clue.Clue, act.Moment) (clue.Clue, error)
}

// noClocks answers for rules in a dry run, where no term is kept.
type noClocks struct{}

func (noClocks) Start(rule string, _ time.Time) (act.Clock, error) { return act.Clock{Rule: rule}, nil }
func (noClocks) StartTerm(rule, _ string, _ time.Time) (act.Clock, error) {
	return act.Clock{Rule: rule}, nil
}
func (noClocks) Extend(c act.Clock, _ act.Extend) (act.Clock, error) { return c, nil }

// unlawful asks the pure act itself why it is not the time, so that the page
// and the door cannot disagree. Fields not filled in yet do not count.
func unlawful(p *frame.Page, c clue.Clue, a any, ch office.Choice) *act.Refusal {
	_, err := dry(p, c, a, ch.Role)
	if r := kit.Refusals(err); len(r) > 0 && (r[0].Kind == act.NotNow || r[0].Kind == act.Forbidden && ch.Step.Do != "clue.open") {
		return r[0]
	}
	return nil
}

func dry(p *frame.Page, c clue.Clue, a any, role act.Role) (clue.Clue, error) {
	d, ok := a.(doer)
	if !ok {
		return c, nil
	}
	return d.Do(c, act.Moment{At: p.Now, By: p.Me.ID, Role: role, Rules: noClocks{}})
}

// waitsFor says whose next act it is when it is not this person's.
func waitsFor(p *frame.Page, c clue.Clue, mine bool) string {
	var who []string
	for _, st := range clue.Life.Lawful(c.State, c.Regime) {
		if !st.Main || st.Off {
			continue
		}
		for _, r := range st.Who {
			t := access.Text(r)
			if p.Me.Has(r) && mine {
				return ""
			}
			if n := p.L(t.Zh, t.En); !slices.Contains(who, n) {
				who = append(who, n)
			}
		}
	}
	if len(who) == 0 {
		return ""
	}
	return p.L("现在等"+strings.Join(who, "或")+"办理。", "Now waiting for: "+strings.Join(who, " or ")+".")
}

func fillAbout(p *frame.Page, v *view) error {
	c := v.c
	v.about = append(v.about, kit.Fact{Term: p.L("机关类别", "Kind of organ"), Text: say(p.Page, kinds, c.Asked), Sub: p.L("反映人自己选的，决定谁能开启", "chosen by the sender; decides who may open")})
	add := func(term, kind string, ids []string, base string) error {
		rows, err := p.O.Titles(p.Ctx(), p.Me, kind, ids)
		for _, id := range ids {
			if r, ok := rows[id]; ok {
				if kind == "unit" && r.State == "ended" {
					r.Title = matter.Now(p, r.Title, id)
				}
				v.about = append(v.about, kit.Fact{Term: term, Text: r.Title, URL: base + id})
				term = ""
			}
		}
		return err
	}
	if err := add(p.L("机关", "Organ"), "organ", c.Organs, "/register/organs/"); err != nil {
		return err
	}
	if err := add(p.L("单位", "Unit"), "unit", c.Units, "/register/units/"); err != nil {
		return err
	}
	if v.handler {
		if err := add(p.L("人员", "Officer"), "officer", c.Officers, "/register/officers/"); err != nil {
			return err
		}
	}
	note := p.L("人大不办理个案，只依程序转送", "the congress handles no case; it only refers by procedure")
	for i, n := range c.CaseNos {
		f := kit.Fact{Term: p.L("案号", "Case number"), Text: n}
		if i > 0 {
			f.Term = ""
		} else {
			f.Sub = note
		}
		v.about = append(v.about, f)
	}
	if c.Joint > 1 {
		v.about = append(v.about, kit.Fact{Term: p.L("联名", "Joint senders"), Text: p.L(fmt.Sprintf("%d 人，一件", c.Joint), fmt.Sprintf("%d people, one message", c.Joint))})
	}
	if c.Class == "" && c.Suggest != "" && v.handler {
		v.about = append(v.about, kit.Fact{Term: p.L("建议类别", "Suggested class"), Text: matter.Class(p, c.Suggest), Sub: say(p.Page, bands, c.Band)})
	}
	if c.SourceDay != "" && c.SourceDay != c.Opened {
		v.about = append(v.about, kit.Fact{Term: p.L("来源收到日", "Received at the source"), Text: matter.Day(p.Page, c.SourceDay)})
	}
	return linked(p, v)
}

// linked names the messages and the campaign that this one belongs to.
func linked(p *frame.Page, v *view) error {
	c := v.c
	for _, x := range []struct{ term, id string }{{p.L("并入", "Merged into"), c.Into}, {p.L("此前反映", "Earlier message"), c.Earlier}} {
		if x.id == "" {
			continue
		}
		rows, err := p.O.Titles(p.Ctx(), p.Me, "clue", []string{x.id})
		if err != nil {
			return err
		}
		if r, ok := rows[x.id]; ok {
			v.about = append(v.about, kit.Fact{Term: x.term, Text: matter.Join(" ", r.Number, p.TitleOf(r)), URL: path(x.id)})
		}
	}
	if c.Campaign == "" {
		return nil
	}
	rows, err := p.O.Titles(p.Ctx(), p.Me, "campaign", []string{c.Campaign})
	if r, ok := rows[c.Campaign]; ok {
		v.about = append(v.about, kit.Fact{Term: p.L("专项监督", "Campaign"), Text: r.Title, URL: "/campaigns/" + c.Campaign})
	}
	return err
}

func fillSealed(p *frame.Page, v *view) error {
	c := v.c
	if v.handler {
		v.former = notes(p, nil, c.Former)
	}
	if c.Body.Hash == "" {
		return nil
	}
	s := kit.Sealed{What: p.L("来信原文", "The original"), Since: p.L("自 "+matter.Day(p.Page, c.Opened)+" 密封", "sealed since "+matter.Day(p.Page, c.Opened)),
		Rule: p.L("只有受理员能用自己的钥匙在浏览器里开启；开启即留下记录，每周报审计管理员和主任。", "Only an intake officer can open it, in the browser, with her own key; each opening is on record and reported weekly.")}
	if n := len(c.Files); n > 0 {
		s.What += p.L(fmt.Sprintf("，%d 个附件", n), fmt.Sprintf(", %d attachments", n))
	}
	if mayOpen(p, c) {
		s.OpenURL, s.OpenText = path(c.ID, "open"), p.L("开启原文", "Open the original")
	} else {
		s.Why = p.L("您的岗位不能开启原文。", "Your function does not open originals.")
	}
	v.sealed = append(v.sealed, s)
	if c.Identified {
		id := kit.Sealed{What: p.L("反映人身份", "The sender's identity"), Rule: p.L("单独密封，须两人（申请、批准）各用自己的钥匙才能开启，时限内可读。", "Sealed apart: it takes two people, each with her own key, and may be read for a short term only.")}
		if office.LifeOf("opening") != nil && p.Me.Has(access.Intake) && c.State != "withheld" {
			id.OpenURL, id.OpenText = "/openings/new?clue="+c.ID, p.L("申请开启身份", "Ask to open the identity")
		}
		v.sealed = append(v.sealed, id)
	}
	return nil
}

func mayOpen(p *frame.Page, c clue.Clue) bool {
	st, err := clue.Life.Find(c.State, "clue.open", c.Regime)
	if err != nil {
		return false
	}
	_, err = access.May(p.Me, st, "clue", &c.Head)
	return err == nil
}

// fillAlike finds near texts and what concerns the same unit.
func fillAlike(p *frame.Page, v *view) error {
	near, err := p.O.Near(p.Ctx(), p.Me, "clue", v.c.ID, 6)
	if err != nil {
		return err
	}
	seen := map[string]bool{v.c.ID: true}
	for _, r := range near {
		seen[r.Subject] = true
		v.alike = append(v.alike, relatedRow(p, r.Row, p.L(fmt.Sprintf("近似 %.2f", r.Likeness), fmt.Sprintf("likeness %.2f", r.Likeness))))
	}
	named, why := "", p.L("同一单位", "same unit")
	if len(v.c.Units) > 0 {
		named = v.c.Units[0]
	} else if len(v.c.Organs) > 0 {
		named, why = v.c.Organs[0], p.L("同一机关", "same organ")
	}
	if named == "" || !v.handler {
		return nil
	}
	m, err := p.O.List(p.Ctx(), p.Me, office.Filter{Kinds: sameUnitKinds(), Named: named}, office.Cursor{}, 6)
	for _, r := range m.Rows {
		if !seen[r.Subject] {
			v.alike = append(v.alike, relatedRow(p, r, why))
		}
	}
	return err
}

func sameUnitKinds() []string {
	out := []string{"clue"}
	if office.LifeOf("problem") != nil {
		out = append(out, "problem")
	}
	return out
}

func relatedRow(p *frame.Page, r office.Row, why string) related {
	url, st := path(r.Subject), pill(p.Page, r.State)
	if r.Kind != "clue" {
		url = "/" + r.Kind + "s/" + r.Subject
		if l := office.LifeOf(r.Kind); l != nil {
			s := l.State(r.State)
			st = kit.State{Word: p.L(s.Zh, s.En), Tone: kit.Tone(s.Tone)}
		}
	}
	return related{title: rowTitle(p.Page, r), number: r.Number, url: url, why: why, state: st}
}
