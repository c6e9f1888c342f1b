package screening

import (
	"slices"

	"hengjian/oversight/act"
	"hengjian/oversight/roster"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// Rosters (分案规则和名册) lists the requests: on the organ's side there is nothing
// here but which papers are asked for.
func Rosters(p *frame.Page) error {
	if !looks(p.Me) && !ShowsRosters(p.Me) {
		return act.None()
	}
	rs, err := p.O.RosterList(p.Ctx(), p.Me)
	if err != nil {
		return err
	}
	t := kit.Table{ID: "rosters", Caption: p.L("分案规则和名册", "Rules and rosters"), Count: matter.Count(len(rs)), Cols: []kit.Col{{Label: p.L("请求", "Request")}, {Label: p.L("机关", "Organ")}, {Label: p.L("期限", "Due"), Day: true}, {Label: p.L("状态", "State")}},
		Empty: kit.Empty{Title: p.L("没有请求", "No requests"), Text: p.L("人大请机关提供分案规则、值班和管理人名册时，会出现在这里。", "Requests for assignment rules and rosters appear here.")}}
	for _, r := range rs {
		st := matter.Pill(p.Page, &roster.Life, r.State)
		due := ""
		if c, ok := r.Running("roster.supply"); ok {
			due = matter.Day(p.Page, c.Due)
		}
		t.Rows = append(t.Rows, kit.Row{ID: r.ID, URL: rosters.Path(r.ID), Cells: []kit.Cell{{Text: r.Number, Sub: r.Period, URL: rosters.Path(r.ID)}, {Text: matter.Name(p, "organ", r.Organ)}, {Text: due}, {State: &st}}})
	}
	var ts []kit.Link
	if looks(p.Me) {
		ts = tabs(p, "/rosters")
	}
	return p.Render(listPage(p, kit.Head{Title: p.L("分案规则和名册", "Rules and rosters"), Print: true}, ts, t))
}

type rosterView struct {
	p      *frame.Page
	r      roster.Roster
	next   matter.Next
	events []kit.Event
	inside bool
}

// Roster (一次请求) is one request.
func Roster(p *frame.Page) error {
	raw, r, err := rosters.Get(p)
	if err != nil {
		return err
	}
	v := rosterView{p: p, r: r, inside: p.Me.Organ == ""}
	if v.next, err = rosters.NextOf(p, raw); err != nil {
		return err
	}
	if v.inside {
		if v.events, err = matter.Events(p, &roster.Life, &r.Head, nil); err != nil {
			return err
		}
	}
	cs, err := matter.Clocks(p, &raw.Head)
	if err != nil {
		return err
	}
	return p.Render(rosterPage(v, kit.Head{Title: p.L("请提供分案规则和名册", "Please supply assignment rules and rosters"), Number: r.Number, Crumbs: []kit.Link{rosters.List(p.Page)},
		Sub: matter.Join(" · ", matter.Name(p, "organ", r.Organ), r.Period), States: []kit.State{matter.Pill(p.Page, &roster.Life, r.State)}, Clock: matter.Running(cs), Print: true}))
}

func (v rosterView) papers() (out []string) {
	for _, c := range v.r.Papers {
		out = append(out, v.p.Page.Word(roster.Papers, c))
	}
	return out
}

// RosterLife (流程图) draws where it stands.
func RosterLife(p *frame.Page) error {
	r, _, err := rosters.Get(p)
	if err != nil {
		return err
	}
	if p.Me.Organ != "" {
		return act.None()
	}
	d, err := matter.Drawing(p, &roster.Life, &r.Head, "asked", nil)
	if err != nil {
		return err
	}
	return p.Render(matter.LifePage(p, kit.Head{Title: d.Title, Crumbs: []kit.Link{rosters.List(p.Page), {Text: r.Number, URL: rosters.Path(r.ID)}}, Print: true}, d))
}

// RosterFile (材料) hands out a paper that was supplied.
func RosterFile(p *frame.Page) error {
	_, r, err := rosters.Get(p)
	if err != nil {
		return err
	}
	hash := p.R.PathValue("hash")
	if !slices.ContainsFunc(r.Files, func(f roster.File) bool { return f.Hash == hash }) {
		return act.None()
	}
	return matter.SendFile(p, hash)
}
