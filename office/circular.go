package office

import (
	"context"
	"slices"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/campaign"
	"hengjian/oversight/circular"
	"hengjian/oversight/law"
	"hengjian/oversight/organ"
	"hengjian/store"
)

// What the acts on a circular need of campaign and register, and how sending a
// plan out, changing it and passing it on reach each recipient.

func init() {
	side := func(f *fact) circular.SideNeeds { return circular.SideNeeds{Place: f.who.Place} }
	for name, fn := range map[act.Name]func(*fact) error{
		"circular.send":           circularSendNeeds,
		"circular.open":           func(f *fact) error { f.a.(*circular.Open).Needs = side(f); return nil },
		"circular.sign":           func(f *fact) error { f.a.(*circular.Sign).Needs = side(f); return nil },
		"circular.study":          func(f *fact) error { f.a.(*circular.Learn).Needs = side(f); return nil },
		"circular.correct_study":  func(f *fact) error { f.a.(*circular.CorrectStudy).Needs = side(f); return nil },
		"circular.withdraw_study": func(f *fact) error { f.a.(*circular.WithdrawStudy).Needs = side(f); return nil },
		"circular.withdraw":       func(f *fact) error { f.a.(*circular.Withdraw).Needs = side(f); return nil },
		"circular.remind": func(f *fact) error {
			f.a.(*circular.Remind).Needs = f.o.RemindNeeds(f.who, head(f.was), f.m.Day())
			return nil
		},
		"circular.renew": renewNeeds,
	} {
		needs[name] = fn
	}
}

// RemindNeeds are the numbers in force for a circular's reminders.
func (o *Office) RemindNeeds(who access.Person, h *act.Head, today string) circular.RemindNeeds {
	limit, _ := o.Rules.At(h.Place, law.Day(h.Regime), "circular.remind_limit")
	apart, _ := o.Rules.At(h.Place, law.Day(h.Regime), "circular.remind_apart")
	return circular.RemindNeeds{SideNeeds: circular.SideNeeds{Place: who.Place}, Limit: int64(limit.Count), Apart: int64(apart.Count),
		Earliest: string(law.Day(today).Add(-apart.Count))}
}

// planShared are the states in which a plan that was sent out is still worked with.
var planShared = []string{"sent", "carrying_out", "summing_up"}

// circularSendNeeds states whose plan it is, whether the recipient fits, and whether it
// has one already. A committee sends its own plan, or one of a committee above
// that was sent to it.
func circularSendNeeds(f *fact) error {
	a := f.a.(*circular.Send)
	n := circular.SendNeeds{}
	defer func() { a.Needs = n }()
	c, err := store.Campaigns.Load(f.view(), a.Campaign)
	if err != nil {
		return noneIsNot(err)
	}
	n.Found = slices.Contains(planShared, c.State) && c.Shown != ""
	own := c.Place == f.who.Place
	if !own {
		got, err := store.Circulars.Where(f.view(), "campaign=? AND receiver=? AND state<>'withdrawn' ORDER BY id", c.ID, f.who.Place)
		if err != nil {
			return err
		}
		if n.Found = n.Found && len(got) > 0; n.Found {
			n.Via = got[0].ID
		}
	}
	n.Title, n.Level, n.Edition = c.Name, c.Level, int64(c.Edition)
	if n.Sender, err = f.shortOf(f.who.Place); err != nil {
		return err
	}
	if n.PlanBy, err = f.shortOf(c.Place); err != nil {
		return err
	}
	if a.Organ != "" {
		g, err := store.Organs.Load(f.view(), a.Organ)
		if noneIsNot(err) != nil {
			return err
		}
		n.Fits, n.Recipient, n.Rank = err == nil && g.Place == f.who.Place && g.Standing(f.m.Day()) == "listed", g.Name, rankOf(g)
	}
	if a.To != "" {
		lower, err := directlyBelow(f.view(), f.who.Place)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(lower, func(x organ.Congress) bool { return x.Place == a.To })
		if n.Fits = own && i >= 0; n.Fits {
			n.Recipient, n.Rank = lower[i].Short, "9 "+a.To
		}
	}
	had, err := store.Circulars.Where(f.view(), "campaign=? AND place=? AND organ=? AND receiver=? AND state<>'withdrawn'", c.ID, f.who.Place, a.Organ, a.To)
	n.Taken = len(had) > 0
	return err
}

// rankOf puts organs in the order of the register: by kind, then by code.
func rankOf(g organ.Organ) string {
	return string(rune('1'+max(0, slices.Index(OrganSorts, g.Sort)))) + " " + g.Code
}

func (f *fact) shortOf(place string) (string, error) {
	cg, _, err := f.o.CongressAt(f.view(), place)
	return cg.Short, err
}

// directlyBelow lists the committees under a place with no other between.
func directlyBelow(v *store.View, place string) ([]organ.Congress, error) {
	cs, err := store.Congresses.Where(v, "1=1 ORDER BY place")
	var out []organ.Congress
	for _, c := range cs {
		between := slices.ContainsFunc(cs, func(x organ.Congress) bool { return beneath(c.Place, x.Place) && beneath(x.Place, place) })
		if beneath(c.Place, place) && !between {
			out = append(out, c)
		}
	}
	return out, err
}

// inScope lists the organs of a place that a plan is about; a plan without a
// scope is about all four kinds. Branches are reached through the organ whose
// branch they are.
func inScope(v *store.View, place, day string, p campaign.Plan) ([]organ.Organ, error) {
	sorts := p.Scope.Sorts
	if len(sorts) == 0 {
		sorts = OrganSorts[:4]
	}
	gs, err := store.Organs.Where(v, "place=? AND "+listedOn+" AND branch='' ORDER BY code, id", place, day)
	return slices.DeleteFunc(gs, func(g organ.Organ) bool { return !slices.Contains(sorts, g.Sort) }), err
}

// sendCirculars follows from sending a plan out: one for each organ of the level
// within its scope, and for each committee directly below.
func sendCirculars(f *fact) ([]any, error) {
	c := f.now.(*campaign.Campaign)
	gs, err := inScope(f.view(), c.Place, f.m.Day(), c.Plan)
	if err != nil {
		return nil, err
	}
	var out []any
	for _, g := range gs {
		out = append(out, &circular.Send{Campaign: c.ID, Organ: g.ID})
	}
	lower, err := directlyBelow(f.view(), c.Place)
	for _, l := range lower {
		out = append(out, &circular.Send{Campaign: c.ID, To: l.Place})
	}
	return out, err
}

// renewCirculars follows from a change order after sending: everybody to whom
// this committee sent the plan is asked to sign for the new edition.
func renewCirculars(f *fact) ([]any, error) {
	c := f.now.(*campaign.Campaign)
	if c.Shown == "" {
		return nil, nil
	}
	cs, err := store.Circulars.Where(f.view(), "campaign=? AND place=? AND state<>'withdrawn' ORDER BY rank, id", c.ID, c.Place)
	var out []any
	for _, x := range cs {
		out = append(out, &circular.Renew{ID: x.ID, Edition: int64(c.Edition), Reason: f.a.(*campaign.Change).Reason})
	}
	return out, err
}

// renewNeeds states which edition this committee may send: that of its own
// plan, or that of a plan from above which it has signed for.
func renewNeeds(f *fact) error {
	c := f.was.(*circular.Circular)
	n := circular.RenewNeeds{SideNeeds: circular.SideNeeds{Place: f.who.Place}}
	defer func() { f.a.(*circular.Renew).Needs = n }()
	if c.Via != "" {
		got, err := store.Circulars.Load(f.view(), c.Via)
		if err == nil && got.Now().Signed != "" {
			n.Edition, n.Why = got.Now().Edition, got.Now().Why
		}
		return noneIsNot(err)
	}
	plan, err := store.Campaigns.Load(f.view(), c.Campaign)
	n.Edition = int64(plan.Edition)
	return noneIsNot(err)
}

// PassOn lists the acts by which a committee passes a plan from above on to the
// organs of its own level, in its own name: a copy for those that have none, the
// new edition for those with an older one. Each is an act of its own.
func (o *Office) PassOn(ctx context.Context, who access.Person, c circular.Circular) (out []any, names []string, err error) {
	if c.To == "" || c.To != who.Place || who.Organ != "" || c.Now().Signed == "" {
		return nil, nil, nil
	}
	v := o.View(ctx)
	plan, err := store.Campaigns.Load(v, c.Campaign)
	if err != nil {
		return nil, nil, err
	}
	gs, err := inScope(v, c.To, act.DayOf(o.Now()), plan.Plan)
	if err != nil {
		return nil, nil, err
	}
	had, err := store.Circulars.Where(v, "campaign=? AND place=? AND state<>'withdrawn'", c.Campaign, c.To)
	for _, g := range gs {
		i := slices.IndexFunc(had, func(x circular.Circular) bool { return x.Organ == g.ID })
		switch {
		case i < 0:
			out = append(out, &circular.Send{Campaign: c.Campaign, Organ: g.ID})
		case had[i].Now().Edition < c.Now().Edition:
			out = append(out, &circular.Renew{ID: had[i].ID})
		default:
			continue
		}
		names = append(names, g.Name)
	}
	return out, names, err
}

// CircularsOf lists to whom the person's committee sent a campaign's plan, in
// the order of the register; never by speed (no ranking).
func (o *Office) CircularsOf(ctx context.Context, who access.Person, campaignID string) ([]circular.Circular, error) {
	cs, err := store.Circulars.Where(o.View(ctx), "campaign=? AND place=? ORDER BY rank, id", campaignID, who.Place)
	return slices.DeleteFunc(cs, func(c circular.Circular) bool {
		return who.Organ != "" || !access.ScopeOf(who).Sees("circular", &c.Head)
	}), err
}

// CircularsTo lists what was sent to the person's organ or committee, newest first.
func (o *Office) CircularsTo(ctx context.Context, who access.Person) ([]circular.Circular, error) {
	cond, arg := "organ=?", who.Organ
	if who.Organ == "" {
		cond, arg = "receiver=?", who.Place
	}
	if arg == "" {
		return nil, nil
	}
	cs, err := store.Circulars.Where(o.View(ctx), cond+" AND state<>'withdrawn' ORDER BY opened DESC, id", arg)
	return slices.DeleteFunc(cs, func(c circular.Circular) bool { return !access.ScopeOf(who).Sees("circular", &c.Head) }), err
}

// Onward counts what became of a plan that a committee below passed on to its
// organs. It is made of counts: which organ signed when stays with the
// committee whose organs they are.
type Onward struct{ Sent, Signed, Studied int }

// OnwardOf counts by the place of the passing committee.
func (o *Office) OnwardOf(ctx context.Context, who access.Person, campaignID string) (map[string]Onward, error) {
	c, err := Item(ctx, o, who, store.Campaigns, campaignID)
	if err != nil || c.Place != who.Place || who.Side() != "congress" {
		return nil, err
	}
	rows, err := o.View(ctx).Query("SELECT place, state, count(*) FROM circular WHERE campaign=? AND place<>? AND organ<>'' AND state<>'withdrawn' GROUP BY place, state", c.ID, c.Place)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[string]Onward{}
	for rows.Next() {
		var place, state string
		var n int
		if err := rows.Scan(&place, &state, &n); err != nil {
			return nil, err
		}
		x := out[place]
		x.Sent += n
		if state == "signed" || state == "studied" {
			x.Signed += n
		}
		if state == "studied" {
			x.Studied += n
		}
		out[place] = x
	}
	return out, rows.Err()
}

// MoreRecipients lists who could be sent the plan and has it not yet: organs of
// the level and committees directly below, entered in the register later.
func (o *Office) MoreRecipients(ctx context.Context, who access.Person, c campaign.Campaign) (organs []organ.Organ, lower []organ.Congress, err error) {
	v := o.View(ctx)
	had, err := store.Circulars.Where(v, "campaign=? AND place=? AND state<>'withdrawn'", c.ID, who.Place)
	if err != nil {
		return nil, nil, err
	}
	if organs, err = store.Organs.Where(v, "place=? AND "+listedOn+" ORDER BY code, id", who.Place, act.DayOf(o.Now())); err != nil {
		return nil, nil, err
	}
	organs = slices.DeleteFunc(organs, func(g organ.Organ) bool {
		return slices.ContainsFunc(had, func(x circular.Circular) bool { return x.Organ == g.ID })
	})
	if c.Place != who.Place {
		return organs, nil, nil
	}
	lower, err = directlyBelow(v, who.Place)
	return organs, slices.DeleteFunc(lower, func(l organ.Congress) bool {
		return slices.ContainsFunc(had, func(x circular.Circular) bool { return x.To == l.Place })
	}), err
}
