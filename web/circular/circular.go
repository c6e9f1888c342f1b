// Package circular is the pages of plans as they reach those they were sent to
// (印发通知): signing for one and recording its study, and the sender's board.
package circular

import (
	"slices"
	"strconv"
	"strings"

	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/circular"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

type doing = matter.Doing[circular.Circular]

var kind = &matter.Kind[circular.Circular]{
	Life: &circular.Life,
	Base: "/circulars",
	Load: func(p *frame.Page, id string) (circular.Circular, error) {
		return office.Item(p.Ctx(), p.O, p.Me, office.Circulars, id)
	},
	Head: func(c *circular.Circular) *act.Head { return &c.Head },
	Name: func(p *kit.Page, c circular.Circular) string { return c.Title },
	List: func(p *kit.Page) kit.Link {
		return kit.Link{Text: p.L("方案签收", "Plans received"), URL: "/circulars"}
	},
	Try: try,
}

func init() { kind.Forms = forms }

// Act (办理) shows and does an act.
func Act(p *frame.Page) error { return kind.Do(p) }

// received reports whether the reader is of those to whom it was sent.
func received(p *frame.Page, c circular.Circular) bool {
	return c.Organ != "" && p.Me.Organ == c.Organ || c.To != "" && p.Me.Organ == "" && p.Me.Place == c.To
}

// try gives a dry run what only the door knows.
func try(p *frame.Page, c circular.Circular, a any) {
	side := circular.SideNeeds{Place: p.Me.Place}
	switch x := a.(type) {
	case *circular.Open:
		x.Needs = side
	case *circular.Sign:
		x.Needs = side
	case *circular.Learn:
		x.Needs = side
	case *circular.CorrectStudy:
		x.Needs = side
	case *circular.WithdrawStudy:
		x.Needs = side
	case *circular.Withdraw:
		x.Needs = side
	case *circular.Remind:
		x.Needs = p.O.RemindNeeds(p.Me, &c.Head, act.DayOf(p.Now))
	}
}

// bySender are the acts of the committee that sent it; all others are the
// recipient's.
var bySender = []act.Name{"circular.remind", "circular.renew", "circular.withdraw"}

// nextOf leaves out what the other side does.
func nextOf(p *frame.Page, c circular.Circular) (matter.Next, error) {
	n, err := kind.NextOf(p, c)
	if err != nil {
		return n, err
	}
	mine := received(p, c)
	other := map[string]bool{}
	for _, v := range circular.Life.Verbs {
		if slices.Contains(bySender, v.Do) == mine {
			other[p.L(v.Zh, v.En)] = true
		}
	}
	n.Can = slices.DeleteFunc(n.Can, func(l kit.ActLink) bool { return other[l.Label] })
	n.Stopped = slices.DeleteFunc(n.Stopped, func(l kit.NotYet) bool { return other[l.Label] })
	n.NotYet = slices.DeleteFunc(n.NotYet, func(l kit.NotYet) bool { return other[l.Label] })
	n.Note = ""
	if !mine && circular.Life.State(c.State).Open {
		n.Note = p.L("现在等"+c.Recipient+"办理。", "Now waiting for "+c.Recipient+".")
	}
	return n, nil
}

// Shows reports whether the section is of use to somebody.
func Shows(who access.Person) bool {
	return slices.ContainsFunc([]act.Role{access.Clerk, access.Director, access.Vice, access.Secretary, access.Liaison, access.Chief}, who.Has)
}

// Waiting counts what waits to be signed for or studied.
func Waiting(p *frame.Page) int {
	var aw []office.Await
	for _, a := range office.Awaits(p.Me) {
		if a.Kind == "circular" {
			aw = append(aw, a)
		}
	}
	if len(aw) == 0 {
		return 0
	}
	n, _ := p.O.Count(p.Ctx(), p.Me, office.Filter{Kinds: []string{"circular"}, Awaits: aw, Current: true}, 1000)
	return n
}

// said is one record of study in a line: 3月9日 集中学习 46 人（领导班子、所）.
func said(p *kit.Page, s circular.Said) string {
	out := matter.Day(p, s.Day) + " " + p.Word(circular.Ways, s.Way) + p.L("，"+strconv.FormatInt(s.People, 10)+" 人", ", "+strconv.FormatInt(s.People, 10)+" people")
	var gs []string
	for _, g := range s.Groups {
		gs = append(gs, p.Word(circular.Groups, g))
	}
	if len(gs) > 0 {
		out += p.L("（"+strings.Join(gs, "、")+"）", " ("+strings.Join(gs, ", ")+")")
	}
	return out
}

// level says at which level the plan was made and, where another committee
// passed it on, by whom it came.
func level(p *kit.Page, c circular.Circular) string {
	if c.PlanBy == c.Sender {
		return c.Sender
	}
	return p.L(c.PlanBy+"（由"+c.Sender+"转发）", c.PlanBy+" (passed on by "+c.Sender+")")
}

// File (下载) hands out a file that a record names; any other address is missing.
func File(p *frame.Page) error {
	_, c, err := kind.Get(p)
	if err != nil {
		return err
	}
	hash := p.R.PathValue("hash")
	if hash == "" || !slices.Contains(c.Files(), hash) {
		return act.None()
	}
	return matter.SendFile(p, hash)
}

// Life (流程图) draws where it stands.
func Life(p *frame.Page) error {
	_, c, err := kind.Get(p)
	if err != nil {
		return err
	}
	d, err := matter.Drawing(p, &circular.Life, &c.Head, "sent", nil)
	if err != nil {
		return err
	}
	return p.Render(matter.LifePage(p, kit.Head{Title: d.Title, Crumbs: []kit.Link{kind.List(p.Page), {Text: c.Title, URL: kind.Path(c.ID)}}, Print: true}, d))
}
