package task

import (
	"slices"

	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/task"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// group is the tasks that answer one requirement.
type group struct {
	demand office.Demand
	tasks  kit.Table
	thin   int
	open   int
	none   bool
	rest   int // tasks not shown here
}

// mostOfOne is how many tasks of one requirement the page shows; the list has
// the rest.
const mostOfOne = 20

// rank puts what is to be done before what is over.
func rank(t task.Task) int {
	if task.Life.State(t.State).Open {
		return 0
	}
	return 1
}

// OfCampaign (专项的任务) shows a campaign's tasks under the requirements they
// answer: uncovered and thin ones stand out.
func OfCampaign(p *frame.Page) error {
	if !Shows(p.Me) || organSide(p) {
		return act.None()
	}
	c, err := campaignOf(p, p.R.PathValue("id"))
	if err != nil {
		return err
	}
	if c.Place != p.Me.Place { // read by all once sent out, but its tasks are its committee's
		return act.None()
	}
	ds, err := p.O.Demands(p.Ctx(), c)
	if err != nil {
		return err
	}
	ts, err := p.O.TasksIn(p.Ctx(), p.Me, c.ID)
	if err != nil {
		return err
	}
	by := map[string][]task.Task{}
	for _, t := range ts {
		via := task.Via(t.Requirement, t.Shared)
		if !slices.ContainsFunc(ds, func(d office.Demand) bool { return d.Via == via }) {
			via = ""
		}
		by[via] = append(by[via], t)
	}
	var gs []group
	for _, d := range append(ds, office.Demand{}) {
		if d.Via == "" && len(by[""]) == 0 {
			continue
		}
		g, err := groupOf(p, d, by[d.Via])
		if err != nil {
			return err
		}
		gs = append(gs, g)
	}
	h := kit.Head{Title: p.L("任务：按工作要求", "Tasks by requirement"), Sub: c.Name, Crumbs: []kit.Link{{Text: p.L("专项监督", "Campaigns"), URL: "/campaigns"}, {Text: c.Name, URL: "/campaigns/" + c.ID}}, Print: true}
	if sets(p) {
		h.Actions = []kit.Link{{Text: p.L("布置任务", "Set a task"), URL: "/tasks/new?campaign=" + c.ID}, {Text: p.L("从方案生成", "From the plan"), URL: "/tasks/generate?campaign=" + c.ID}}
	}
	return p.Render(byRequirementPage(p, h, c.ID, gs, totals(p, c.ID, gs)))
}

func groupOf(p *frame.Page, d office.Demand, ts []task.Task) (g group, err error) {
	g.demand, g.none = d, true
	for _, t := range ts {
		if t.Thin() {
			g.thin++
		}
		if task.Life.State(t.State).Open {
			g.open++
		}
		g.none = g.none && t.State == "cancelled"
	}
	slices.SortStableFunc(ts, func(a, b task.Task) int { return rank(a) - rank(b) })
	g.rest = max(0, len(ts)-mostOfOne)
	if g.tasks, err = tableOf(p, ts[:len(ts)-g.rest]); err != nil {
		return g, err
	}
	g.tasks.ID, g.tasks.Choose = "t-"+either(d.Via, "none"), false
	g.tasks.Empty = kit.Empty{Title: p.L("还没有任务落实这一条", "No task answers this yet")}
	return g, nil
}

func totals(p *frame.Page, id string, gs []group) []kit.Stat {
	var all, uncovered, thin, open int
	for _, g := range gs {
		if g.demand.Via != "" {
			all++
			if g.none && g.demand.Not == "" {
				uncovered++
			}
		}
		thin += g.thin
		open += g.open
	}
	q := "/tasks?campaign=" + id
	out := []kit.Stat{{Label: p.L("工作要求", "Requirements"), Number: matter.Itoa(all), URL: "/campaigns/" + id},
		{Label: p.L("没有任务落实", "Uncovered"), Number: matter.Itoa(uncovered), URL: "/tasks/generate?campaign=" + id},
		{Label: p.L("不具体的任务", "Thin tasks"), Number: matter.Itoa(thin), URL: q + "&only=thin"}, {Label: p.L("未了结的任务", "Open tasks"), Number: matter.Itoa(open), URL: q + "&state=open"}}
	if uncovered > 0 {
		out[1].Tone = kit.Bad
	}
	if thin > 0 {
		out[2].Tone = kit.Warn
	}
	if !p.Me.Has(access.Clerk) && !p.Me.Has(access.Director) {
		out[1].URL = q
	}
	return out
}
