package office

import (
	"context"
	"slices"

	"hengjian/oversight/access"
	"hengjian/oversight/programme"
	"hengjian/oversight/task"
	"hengjian/store"
)

func init() {
	needs["programme.file"] = func(f *fact) (err error) {
		a := f.a.(*programme.File)
		a.Needs, err = f.programmeNeeds(a.Campaign)
		return err
	}
	needs["programme.amend"] = func(f *fact) (err error) {
		a := f.a.(*programme.Amend)
		a.Needs, err = f.programmeNeeds(f.was.(*programme.Programme).Campaign)
		return err
	}
}

// programmeNeeds states whether the campaign was sent to the actor's organ and
// which requirements its plan puts to organs.
func (f *fact) programmeNeeds(id string) (n programme.Needs, err error) {
	g, err := store.Organs.Load(f.view(), f.who.Organ)
	if err != nil {
		return n, noneIsNot(err)
	}
	n.From = g.Name
	c, ok, err := f.campaignSeen(id)
	if err != nil || !ok {
		return n, err
	}
	told, err := store.Circulars.Where(f.view(), "campaign=? AND organ=? AND state<>'withdrawn'", id, f.who.Organ)
	if err != nil {
		return n, err
	}
	n.Campaign, n.About = len(told) > 0, c.Name
	ds, err := f.o.OrganDemands(f.tx.Ctx(), c.ID)
	n.Requirements = map[string]bool{}
	for _, d := range ds {
		n.Requirements[d.Via] = true
	}
	return n, err
}

// OrganDemands lists the requirements that a campaign's plan, and the shared
// plan it was made from, put to organs. The caller has shown that the campaign
// may be read.
func (o *Office) OrganDemands(ctx context.Context, campaignID string) ([]Demand, error) {
	c, err := store.Campaigns.Load(o.View(ctx), campaignID)
	if err != nil {
		return nil, err
	}
	ds, err := o.Demands(ctx, c)
	if err != nil {
		return nil, err
	}
	alone := map[string]bool{} // put to committees alone
	for _, r := range c.Plan.Requirements {
		alone[task.Via(r.Key, false)] = r.Who == "committees"
	}
	if c.Upper != "" {
		u, err := store.Campaigns.Load(o.View(ctx), c.Upper)
		if noneIsNot(err) != nil {
			return nil, err
		}
		for _, r := range u.Plan.Requirements {
			alone[task.Via(r.Key, true)] = r.Who == "committees"
		}
	}
	return slices.DeleteFunc(ds, func(d Demand) bool { return alone[d.Via] }), nil
}

// ProgrammesOf lists the programmes of a campaign that the person may see, in
// the order of the register.
func (o *Office) ProgrammesOf(ctx context.Context, who access.Person, campaignID string) ([]programme.Programme, error) {
	ps, err := store.Programmes.Where(o.View(ctx), "campaign=? AND state<>'withdrawn' ORDER BY sender, sort, opened, id LIMIT 2000", campaignID)
	return slices.DeleteFunc(ps, func(p programme.Programme) bool { return !access.ScopeOf(who).Sees("programme", &p.Head) }), err
}

// EachProgramme streams programmes, for the export.
func (o *Office) EachProgramme(ctx context.Context, who access.Person, f Filter, do func(programme.Programme) error) error {
	return each(ctx, o, who, Programmes, f, do)
}
