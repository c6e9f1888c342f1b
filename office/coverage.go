package office

import (
	"context"
	"slices"
	"strings"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/campaign"
	"hengjian/oversight/task"
	"hengjian/store"
)

// Coverage (要求落实情况) holds the requirements of a shared plan against the plans
// that committees below made of it. It is made of counts: who holds the tasks and
// what they say stays with the committee whose they are.
type Coverage struct {
	Requirements []campaign.Requirement
	Committees   []Covering
	Organs       []Given  // what organs of the own level set against each requirement, by requirement
	Without      []string // committees below without a plan from this one: their own affair
}

// Given counts what organs of the own level do about one requirement: tasks given
// to them, and programmes they filed themselves.
type Given struct {
	Tasks, Programmes int
	Text              string // of a requirement put to organs
}

// Covering is one committee's column.
type Covering struct {
	Place, Name string
	State       string // of its campaign
	Cells       []Cell // by requirement
	Own         int    // requirements that its own plan adds
	OwnTasks    int    // tasks that answer those, or none
}

// Cell is how one committee answers one requirement.
type Cell struct {
	Tasks, Done, Thin int
	Programmes        int  // of organs of that level, against this requirement
	NotHere           bool // said not to apply; the reason is the committee's
}

// Kinds of cells, in words that pages use.
const (
	Covered   = "covered"
	ThinOnly  = "thin" // tasks, but none with an owner and a day
	NotApply  = "not_applicable"
	Uncovered = "uncovered"
)

// Kind is what a cell shows first.
func (c Cell) Kind() string {
	switch {
	case c.Tasks > c.Thin:
		return Covered
	case c.Tasks > 0:
		return ThinOnly
	case c.NotHere:
		return NotApply
	}
	return Uncovered
}

// CoverageOf counts for the committee whose campaign it is; anybody else finds
// nothing there. Drafts of committees below are not yet their plans and count as
// none (same-level power: a plan is what its own council has adopted).
func (o *Office) CoverageOf(ctx context.Context, who access.Person, id string) (campaign.Campaign, *Coverage, error) {
	c, err := Item(ctx, o, who, store.Campaigns, id)
	if err != nil {
		return c, nil, err
	}
	if c.Place != who.Place || who.Side() != "congress" {
		return c, nil, act.None()
	}
	v := o.View(ctx)
	made, err := v.MadeFrom([]string{id})
	if err != nil {
		return c, nil, err
	}
	all, err := o.plans.all(v, made)
	if err != nil {
		return c, nil, err
	}
	lower := slices.DeleteFunc(all, func(l campaign.Campaign) bool { return slices.Contains(unadopted, l.State) })
	cov := &Coverage{Requirements: slices.DeleteFunc(slices.Clone(c.Plan.Requirements), func(r campaign.Requirement) bool { return r.Who == "organs" })}
	names, without, err := o.beneathNames(v, c.Place, lower)
	if err != nil {
		return c, nil, err
	}
	cov.Without = without
	var ids []string
	for _, l := range lower {
		ids = append(ids, l.ID)
	}
	counts, err := v.TaskCounts(ids)
	if err != nil {
		return c, nil, err
	}
	cov.fill(lower, names, counts)
	if err := cov.programmes(v, c, lower); err != nil {
		return c, nil, err
	}
	return c, cov, cov.own(ctx, o, who, c)
}

// beneathNames names the committees below, and those of them without a plan.
func (o *Office) beneathNames(v *store.View, place string, lower []campaign.Campaign) (names map[string]string, without []string, err error) {
	cs, err := store.Congresses.Where(v, "1=1 ORDER BY place")
	names = map[string]string{}
	has := map[string]bool{}
	for _, l := range lower {
		has[l.Place] = true
	}
	for _, g := range cs {
		names[g.Place] = g.Short
		if beneath(g.Place, place) && !has[g.Place] {
			without = append(without, g.Short)
		}
	}
	return names, without, err
}

func (cov *Coverage) fill(lower []campaign.Campaign, names map[string]string, counts []store.TaskCount) {
	row := map[string]int{}
	for i, r := range cov.Requirements {
		row[task.Via(r.Key, true)] = i
	}
	at := map[string]*Covering{}
	cov.Committees = make([]Covering, len(lower))
	for i, l := range lower {
		col := &cov.Committees[i]
		*col = Covering{Place: l.Place, Name: names[l.Place], State: l.State, Cells: make([]Cell, len(cov.Requirements)), Own: len(l.Plan.Requirements)}
		for j, r := range cov.Requirements {
			_, col.Cells[j].NotHere = l.NotApplicable(r.Key)
		}
		at[l.ID] = col
	}
	for _, n := range counts {
		col := at[n.Campaign]
		if col == nil || n.State == "cancelled" {
			continue
		}
		i, ok := row[n.Via]
		if !ok {
			if !strings.HasPrefix(n.Via, "u:") {
				col.OwnTasks += n.N
			}
			continue
		}
		x := &col.Cells[i]
		x.Tasks += n.N
		if n.Thin {
			x.Thin += n.N
		}
		if n.State == "confirmed" {
			x.Done += n.N
		}
	}
}

// programmes counts what organs below filed against each shared requirement:
// against their own committee's plan, or against the shared plan passed on to
// them. Counts alone; which organ filed what is its own committee's to read.
func (cov *Coverage) programmes(v *store.View, c campaign.Campaign, lower []campaign.Campaign) error {
	col, of := map[string]int{}, map[string]int{c.ID: -1}
	args := []any{c.ID}
	for i, l := range lower {
		col[l.Place], of[l.ID] = i, i
		args = append(args, l.ID)
	}
	marks := strings.TrimSuffix(strings.Repeat("?,", len(lower)+1), ",")
	ps, err := store.Programmes.Where(v, "state<>'withdrawn' AND campaign IN ("+marks+") AND place<>? ORDER BY id", append(args, c.Place)...)
	if err != nil {
		return err
	}
	for _, p := range ps {
		i, ok := col[p.Place]
		if !ok {
			continue
		}
		for j, r := range cov.Requirements {
			via := task.Via(r.Key, of[p.Campaign] >= 0)
			if slices.Contains(p.Requirements, via) {
				cov.Committees[i].Cells[j].Programmes++
			}
		}
	}
	return nil
}

// own holds the requirements put to organs against the tasks given to organs of
// the own level and the programmes they filed.
func (cov *Coverage) own(ctx context.Context, o *Office, who access.Person, c campaign.Campaign) error {
	ps, err := o.ProgrammesOf(ctx, who, c.ID)
	if err != nil {
		return err
	}
	ts, err := o.TasksIn(ctx, who, c.ID)
	if err != nil {
		return err
	}
	for _, r := range c.Plan.Requirements {
		if r.Who == "committees" {
			continue
		}
		g := Given{Text: r.Text}
		for _, p := range ps {
			if slices.Contains(p.Requirements, task.Via(r.Key, false)) {
				g.Programmes++
			}
		}
		for _, t := range ts {
			if t.Organ != "" && t.State != "cancelled" && !t.Shared && t.Requirement == r.Key {
				g.Tasks++
			}
		}
		cov.Organs = append(cov.Organs, g)
	}
	return nil
}
