package office

import (
	"context"
	"slices"
	"strings"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/campaign"
	"hengjian/oversight/law"
	"hengjian/oversight/task"
	"hengjian/store"
)

// What the acts on a task need of campaign, register and staff.

func init() {
	for name, fn := range map[act.Name]func(*fact) error{
		"task.create": func(f *fact) (err error) {
			a := f.a.(*task.Create)
			if a.Needs.Work, err = f.workNeeds(a.Work); err != nil {
				return err
			}
			a.Needs.Owner, err = f.ownerNeeds(a.Owner)
			return err
		},
		"task.amend": func(f *fact) (err error) {
			a := f.a.(*task.Amend)
			a.Needs, err = f.workNeeds(a.Work)
			return err
		},
		"task.assign": func(f *fact) (err error) {
			a := f.a.(*task.Assign)
			a.Needs, err = f.ownerNeeds(a.Owner)
			return err
		},
		"task.hand_over": func(f *fact) (err error) {
			a := f.a.(*task.HandOver)
			a.Needs, err = f.ownerNeeds(task.Owner{Person: a.To})
			return err
		},
		"task.report": func(f *fact) (err error) {
			a := f.a.(*task.ReportDone)
			a.Needs.Open, err = unfinished(f.view(), f.was.(*task.Task).Depends)
			return err
		},
		"task.depend": dependNeeds,
		"task.remind": func(f *fact) error { return f.rung(&f.a.(*task.Remind).Needs, "task.remind_after") },
		"task.request": func(f *fact) error {
			return f.rung(&f.a.(*task.Request).Needs, "task.request_after")
		},
		"task.hear":    func(f *fact) error { return f.rung(&f.a.(*task.Hear).Needs, "task.hear_after") },
		"task.council": func(f *fact) error { return f.rung(&f.a.(*task.Council).Needs, "task.council_after") },
	} {
		needs[name] = fn
	}
}

func (f *fact) rung(n *task.RungNeeds, rule string) error {
	h := head(f.was)
	n.After = f.o.RungAfter(h, rule)
	return nil
}

// RungAfter is how many days a rung of the ladder waits, by the rules that the
// task is pinned to.
func (o *Office) RungAfter(h *act.Head, rule string) int64 {
	r, _ := o.Rules.At(h.Place, law.Day(h.Regime), rule)
	return int64(r.Count)
}

func (f *fact) workNeeds(w task.Work) (n task.WorkNeeds, err error) {
	if w.Campaign == "" {
		return n, nil
	}
	c, ok, err := f.campaignOf(w.Campaign)
	if err != nil || !ok {
		return n, err
	}
	n.Campaign, n.Over = true, slices.Contains(endedCampaign, c.State)
	if w.Requirement == "" {
		return n, nil
	}
	key, shared := task.ReadVia(w.Requirement)
	plan := c.Plan
	if shared {
		if plan, err = sharedPlan(f.view(), c); err != nil {
			return n, err
		}
	}
	_, n.Known = plan.Requirement(key)
	return n, nil
}

// endedCampaign are the states in which a campaign takes no new tasks.
var endedCampaign = []string{"rejected", "concluded", "archived"}

// sharedPlan is the plan of the committee above from which a campaign made its
// own; it was sent out to all, so that its parts may be read.
func sharedPlan(v *store.View, c campaign.Campaign) (campaign.Plan, error) {
	if c.Upper == "" {
		return campaign.Plan{}, nil
	}
	u, err := store.Campaigns.Load(v, c.Upper)
	return u.Plan, noneIsNot(err)
}

// doesTasks are the functions that may answer for a task.
var doesTasks = []act.Role{access.Clerk, access.Director, access.Intake, access.Letters, access.Vice, access.Secretary}

func (f *fact) ownerNeeds(o task.Owner) (n task.OwnerNeeds, err error) {
	if n.Ours, n.Within, err = f.oursWithin(o.Organ, o.Unit); err != nil || o.Person == "" {
		return n, err
	}
	a, err := store.Accounts.Load(f.view(), o.Person)
	if err != nil {
		return n, noneIsNot(err)
	}
	place := head(f.was).Place
	n.Staff = a.State == "active" && a.Place == place && !head(f.was).Has(a.ID, "recused") && slices.ContainsFunc(doesTasks, a.Actor(nil).Has)
	return n, nil
}

// unfinished names the tasks of a list that are not over yet.
func unfinished(v *store.View, ids []string) ([]string, error) {
	var out []string
	for _, id := range ids {
		t, err := store.Tasks.Load(v, id)
		if noneIsNot(err) != nil {
			return nil, err
		}
		if err == nil && t.State != "confirmed" && t.State != "cancelled" {
			out = append(out, t.Number)
		}
	}
	return out, nil
}

// dependNeeds states which of the tasks named exist, and which of them wait
// for this one, directly or through others.
func dependNeeds(f *fact) error {
	a, t := f.a.(*task.Depend), f.was.(*task.Task)
	for _, id := range a.Depends {
		d, err := store.Tasks.Load(f.view(), id)
		if err != nil {
			if noneIsNot(err) != nil {
				return err
			}
			continue
		}
		if d.Place != t.Place || d.State == "cancelled" || !access.Sees(f.who, "task", &d.Head) {
			continue
		}
		a.Needs.Known = append(a.Needs.Known, id)
		circle, err := leadsTo(f.view(), d, t.ID, map[string]bool{})
		if err != nil {
			return err
		}
		if circle {
			a.Needs.Cycle = append(a.Needs.Cycle, id)
		}
	}
	return nil
}

func leadsTo(v *store.View, t task.Task, id string, seen map[string]bool) (bool, error) {
	seen[t.ID] = true
	for _, d := range t.Depends {
		if d == id {
			return true, nil
		}
		if seen[d] {
			continue
		}
		next, err := store.Tasks.Load(v, d)
		if noneIsNot(err) != nil {
			return false, err
		}
		if err != nil {
			continue
		}
		if yes, err := leadsTo(v, next, id, seen); yes || err != nil {
			return yes, err
		}
	}
	return false, nil
}

// Demand is one requirement that tasks of a campaign answer.
type Demand struct {
	Via  string // as tasks name it
	Text string
	From string // "" the own plan, otherwise the name of the shared campaign
	Not  string // why the committee says that a shared one does not apply here
}

// Demands lists the requirements of a campaign: the shared plan's first, then
// those of the own plan.
func (o *Office) Demands(ctx context.Context, c campaign.Campaign) ([]Demand, error) {
	var out []Demand
	if c.Upper != "" {
		u, err := store.Campaigns.Load(o.View(ctx), c.Upper)
		if noneIsNot(err) != nil {
			return nil, err
		}
		for _, r := range u.Plan.Requirements {
			not, _ := c.NotApplicable(r.Key)
			out = append(out, Demand{Via: task.Via(r.Key, true), Text: r.Text, From: u.Name, Not: not.Reason})
		}
	}
	for _, r := range c.Plan.Requirements {
		out = append(out, Demand{Via: task.Via(r.Key, false), Text: r.Text})
	}
	return out, nil
}

// TaskStaff lists who of the person's committee may answer for tasks, herself
// included.
func (o *Office) TaskStaff(ctx context.Context, who access.Person) ([]Colleague, error) {
	if who.Side() != "congress" {
		return nil, nil
	}
	as, err := o.staffAt(o.View(ctx), who.Place)
	var out []Colleague
	for _, a := range as {
		if slices.ContainsFunc(doesTasks, a.Actor(nil).Has) {
			out = append(out, Colleague{a.ID, a.Person, a.Roles})
		}
	}
	return out, err
}

// TasksOf reads tasks by id, those that the person may see.
func (o *Office) TasksOf(ctx context.Context, who access.Person, ids []string) (map[string]task.Task, error) {
	out := map[string]task.Task{}
	if len(ids) == 0 {
		return out, nil
	}
	args := make([]any, len(ids))
	for i, id := range ids {
		args[i] = id
	}
	ts, err := store.Tasks.Where(o.View(ctx), "id IN ("+strings.TrimSuffix(strings.Repeat("?,", len(ids)), ",")+") ORDER BY id", args...)
	for _, t := range ts {
		if access.ScopeOf(who).Sees("task", &t.Head) {
			out[t.ID] = t
		}
	}
	return out, err
}

// TasksAfter lists the tasks of the same campaign that wait for one.
func (o *Office) TasksAfter(ctx context.Context, who access.Person, t task.Task) ([]task.Task, error) {
	ts, err := store.Tasks.Where(o.View(ctx), "campaign=? AND place=? AND depends LIKE ? ORDER BY opened, serial, id LIMIT 100", t.Campaign, t.Place, "%\""+t.ID+"\"%")
	return slices.DeleteFunc(ts, func(x task.Task) bool { return !access.ScopeOf(who).Sees("task", &x.Head) }), err
}

// TasksIn lists the tasks of a campaign that the person may see, oldest first.
func (o *Office) TasksIn(ctx context.Context, who access.Person, campaignID string) ([]task.Task, error) {
	ts, err := store.Tasks.Where(o.View(ctx), "campaign=? ORDER BY opened, serial, id LIMIT 5000", campaignID)
	return slices.DeleteFunc(ts, func(t task.Task) bool { return !access.ScopeOf(who).Sees("task", &t.Head) }), err
}

// EachTask streams tasks, for the export.
func (o *Office) EachTask(ctx context.Context, who access.Person, f Filter, do func(task.Task) error) error {
	return each(ctx, o, who, Tasks, f, do)
}

// Unfinished names the tasks of a list that are not over yet.
func (o *Office) Unfinished(ctx context.Context, ids []string) ([]string, error) {
	return unfinished(o.View(ctx), ids)
}
