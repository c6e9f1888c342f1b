package register

import (
	"slices"
	"strings"

	"github.com/a-h/templ"

	"hengjian/office"
	"hengjian/oversight/act"
	"hengjian/oversight/organ"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

var unitKind = &matter.Kind[organ.Unit]{
	Life: &organ.UnitLife,
	Base: "/register/units",
	Load: func(p *frame.Page, id string) (organ.Unit, error) {
		return office.Item(p.Ctx(), p.O, p.Me, office.Units, id)
	},
	Head:  func(u *organ.Unit) *act.Head { return &u.Head },
	Name:  func(p *kit.Page, u organ.Unit) string { return u.Name },
	List:  crumb,
	Forms: unitForms,
}

// UnitAct (机构变动) shows and does an act on a unit.
func UnitAct(p *frame.Page) error { return unitKind.Do(p) }

// Unit (单位) is one unit: what it was and became, its people, what concerns it
// under this name or an earlier or later one.
func Unit(p *frame.Page) error {
	u, err := office.Item(p.Ctx(), p.O, p.Me, office.Units, p.R.PathValue("id"))
	if err != nil {
		return err
	}
	kin, err := p.O.UnitKin(p.Ctx(), p.Me, u.ID)
	if err != nil {
		return err
	}
	org := matter.Name(p, "organ", u.Organ)
	main := []templ.Component{}
	if p.O.StateOf(&u) == "ended" {
		main = append(main, kit.NoticeBox(nowBox(p, u, kin)))
	}
	main = append(main, card(kit.CardView{Title: p.L("基本情况", "Facts")}, kit.Facts(unitFacts(p, u, org))))
	if seesOfficers(p) {
		m, err := p.O.List(p.Ctx(), p.Me, office.Filter{Kinds: []string{"officer"}, Unit: u.ID, States: []string{"listed"}}, matter.Cursor(p), matter.PageSize)
		if err != nil {
			return err
		}
		list, err := officerTable(p, m, u.ID)
		if err != nil {
			return err
		}
		main = append(main, card(kit.CardView{Title: p.L("人员", "Officers"), ID: "officers"}, kit.DataTable(list)))
	}
	concern, err := concerns(p, u.ID, "clue", "problem", "task")
	if err != nil {
		return err
	}
	side, err := unitSide(p, u, kin)
	if err != nil {
		return err
	}
	_, ended := stands(u.Since, u.Until, act.DayOf(p.Now))
	h := kit.Head{Title: u.Name, Crumbs: []kit.Link{crumb(p.Page), {Text: org, URL: "/register/organs/" + u.Organ}}, States: []kit.State{*state(p, ended)}, Print: true}
	return p.Render(kit.Inside(kit.Shell(p.Page, h), besides(append(main, concern), side)))
}

// nowBox says at the top of the page of a unit that is no more what it is today.
func nowBox(p *frame.Page, u organ.Unit, kin office.Kin) kit.Notice {
	n := kit.Notice{Title: p.L("本单位已于"+matter.Day(p.Page, u.Until)+"撤销", "This unit ended on "+matter.Day(p.Page, u.Until)),
		Text: p.L("没有承接单位。涉及它的事项照常办理。", "It has no heir. Matters about it go on.")}
	var names []string
	for _, x := range kin.Now {
		names = append(names, x.Name)
		n.Link = kit.Link{Text: p.L("查看承接单位", "Look at its heir"), URL: "/register/units/" + x.ID}
	}
	if len(names) > 0 {
		n.Text = p.L("现为"+strings.Join(names, "、")+"。涉及本单位的事项照常办理，在新旧单位的页面和清单里都能找到。",
			"It is now "+strings.Join(names, ", ")+". Matters about it go on, and are found under the old and the new units alike.")
	}
	if u.State == "listed" {
		n.Text = p.L("这个日期是事先登记的，到日自动生效；如系误登，可以恢复。", "The day was entered beforehand and has come; if it was a mistake, the unit can be restored. ") + n.Text
	}
	return n
}

func unitFacts(p *frame.Page, u organ.Unit, org string) []kit.Fact {
	var up string
	if u.Upper != "" {
		up = matter.Name(p, "unit", u.Upper)
	}
	return nonEmpty([]kit.Fact{{Term: p.L("所属机关", "Organ"), Text: org, URL: link("/register/organs/", u.Organ)}, {Term: p.L("上级单位", "Upper unit"), Text: up, URL: link("/register/units/", u.Upper)},
		{Term: p.L("代码", "Code"), Text: u.Code}, {Term: p.L("类型", "Sort"), Text: wordOf(p, unitSorts, u.Sort)}, {Term: p.L("重点", "Focus"), Text: wordOf(p, foci, u.Focus)}, {Term: p.L("起止", "From, to"), Text: span(p.Page, u.Since, u.Until)}})
}

// unitSide is what may be done, and the history.
func unitSide(p *frame.Page, u organ.Unit, kin office.Kin) ([]templ.Component, error) {
	var side []templ.Component
	if next, err := unitKind.NextOf(p, u); err != nil {
		return nil, err
	} else if len(next.Can)+len(next.Stopped) > 0 {
		next.Title, next.NotYet, next.Note = p.L("机构变动", "Reorganisation"), nil, ""
		side = append(side, matter.NextCard(p, next))
	}
	var came []kit.Fact
	for _, x := range kin.Before {
		came = append(came, kit.Fact{Term: p.L("来自", "Came from"), Text: x.Name, Sub: span(p.Page, x.Since, x.Until), URL: "/register/units/" + x.ID})
	}
	for _, x := range kin.After {
		came = append(came, kit.Fact{Term: p.L("承接单位", "Became"), Text: x.Name, Sub: span(p.Page, x.Since, x.Until), URL: "/register/units/" + x.ID})
	}
	if ev := history(p, u); len(ev)+len(came) > 0 {
		side = append(side, card(kit.CardView{Title: p.L("沿革", "History"), ID: "history"}, kit.Facts(came), kit.Timeline(ev)))
	}
	if p.Me.Side() == "congress" {
		ev, err := matter.Events(p, &organ.UnitLife, &u.Head, nil)
		if err != nil {
			return nil, err
		}
		if len(ev) > 0 {
			side = append(side, matter.RecordCard(p, ev, unitKind.Path(u.ID, "life")))
		}
	}
	return side, nil
}

// history is what became of the unit, newest first.
func history(p *frame.Page, u organ.Unit) (out []kit.Event) {
	for i, c := range slices.Backward(u.Changes) {
		after := u
		if i+1 < len(u.Changes) {
			after.Name, after.Organ, after.Upper = u.Changes[i+1].Name, u.Changes[i+1].Organ, u.Changes[i+1].Upper
		}
		e := kit.Event{At: matter.Day(p.Page, c.Day), What: wordOf(p, changes, c.What), Note: matter.Join(" · ", c.Doc, c.Note)}
		switch {
		case c.Name != "" && c.Name != after.Name:
			e.What += p.L("：", ": ") + c.Name + " → " + after.Name
		case c.Name != "" && (c.Upper != after.Upper || c.Organ != after.Organ):
			e.What += p.L("：原属", ": was of ") + uppers(p, c.Organ, c.Upper)
		}
		out = append(out, e)
	}
	if u.Since != "" && (len(u.Changes) == 0 || u.Changes[0].What != "establish") {
		out = append(out, kit.Event{At: matter.Day(p.Page, u.Since), What: p.L("设立", "Set up")})
	}
	return out
}

func uppers(p *frame.Page, organID, upper string) string {
	if upper != "" {
		return matter.Name(p, "unit", upper)
	}
	return matter.Name(p, "organ", organID)
}

// UnitLife (流程图) draws the life of a unit's entry.
func UnitLife(p *frame.Page) error {
	u, _, err := unitKind.Get(p)
	if err != nil {
		return err
	}
	if p.Me.Side() != "congress" {
		return act.None()
	}
	d, err := matter.Drawing(p, &organ.UnitLife, &u.Head, "listed", nil)
	if err != nil {
		return err
	}
	return p.Render(matter.LifePage(p, kit.Head{Title: d.Title, Crumbs: []kit.Link{crumb(p.Page), {Text: u.Name, URL: unitKind.Path(u.ID)}}, Print: true}, d))
}

// nowOf says of the units of a tree that are no more what they are today.
func nowOf(p *frame.Page, us []organ.Unit) map[string]string {
	var ids []string
	for _, u := range us {
		if len(u.Heirs) > 0 && p.O.StateOf(&u) == "ended" {
			ids = append(ids, u.ID)
		}
	}
	out := map[string]string{}
	now, err := p.O.UnitsNow(p.Ctx(), p.Me, ids)
	if err != nil {
		return out
	}
	for id, names := range now {
		out[id] = p.L("现为"+strings.Join(names, "、"), "now "+strings.Join(names, ", "))
	}
	return out
}
