package office

import (
	"context"

	"hengjian/oversight/access"
	"hengjian/oversight/campaign"
	"hengjian/store"
)

func init() {
	needs["campaign.draft"] = func(f *fact) error {
		a := f.a.(*campaign.Draft)
		c, ok, err := f.campaignSeen(a.Copy)
		a.Needs = campaign.Copied{Found: ok, Plan: c.Plan}
		return err
	}
	needs["campaign.adapt"] = func(f *fact) error {
		a := f.a.(*campaign.Adapt)
		c, ok, err := f.campaignSeen(a.Upper)
		if err != nil || !ok {
			a.Needs = campaign.Shared{}
			return err
		}
		mine, err := store.Campaigns.Where(f.view(), "place=? AND upper=? AND state NOT IN ('rejected','archived')", f.who.Place, a.Upper)
		open := c.State == "sent" || c.State == "carrying_out"
		a.Needs = campaign.Shared{Found: open && beneath(f.who.Place, c.Place), Taken: len(mine) > 0, Plan: c.Plan}
		return err
	}
	needs["campaign.plan"] = func(f *fact) error {
		a := f.a.(*campaign.Write)
		a.Needs = f.planFiles(a.Plan)
		return nil
	}
	needs["campaign.change"] = func(f *fact) error {
		a := f.a.(*campaign.Change)
		a.Needs = f.planFiles(a.Plan)
		return nil
	}
	needs["campaign.answer_requirement"] = func(f *fact) error {
		a, c := f.a.(*campaign.AnswerRequirement), f.was.(*campaign.Campaign)
		up, ok, err := f.campaignSeen(c.Upper)
		if ok {
			_, ok = up.Plan.Requirement(a.Key)
		}
		a.Needs = campaign.Asked{Found: ok}
		return err
	}
}

// planFiles looks for attachments that are new and not the writer's own.
func (f *fact) planFiles(p campaign.Plan) campaign.Kept {
	c, ok := f.was.(*campaign.Campaign)
	for i, x := range p.Files {
		if !(ok && c.Plan.Has(x.Hash)) && !f.o.Uploaded(f.who, x.Hash) {
			return campaign.Kept{Unknown: i + 1}
		}
	}
	return campaign.Kept{}
}

// campaignSeen loads a campaign that the actor reaches; not ok where there is
// none or it is out of reach, which looks the same.
func (f *fact) campaignSeen(id string) (c campaign.Campaign, ok bool, err error) {
	if id == "" {
		return c, false, nil
	}
	if c, err = store.Campaigns.Load(f.view(), id); err != nil {
		return campaign.Campaign{}, false, noneIsNot(err)
	}
	if !access.Sees(f.who, "campaign", &c.Head) {
		return campaign.Campaign{}, false, nil
	}
	return c, true, nil
}

// keepEdition keeps the plan as it is after the act.
func keepEdition(why string) func(*fact) ([]any, error) {
	return func(f *fact) ([]any, error) {
		c, reason := f.now.(*campaign.Campaign), ""
		if a, ok := f.a.(*campaign.Change); ok {
			reason = a.Reason
		}
		return []any{&campaign.Keep{Campaign: c.ID, No: c.Edition, Why: why, Reason: reason, Plan: c.Plan, Shown: c.Shown}}, nil
	}
}

// showEditions sends the editions out with the plan: those the council decided,
// never the drafts before.
func showEditions(f *fact) ([]any, error) {
	es, err := store.Editions.Where(f.view(), "campaign=? AND why<>'draft' ORDER BY no", head(f.now).ID)
	var out []any
	for _, e := range es {
		out = append(out, &campaign.Show{ID: e.ID})
	}
	return out, err
}

// EditionsOf lists the editions of a campaign that the person may see, the
// newest first. Whoever sees the campaign by its being sent out sees what the
// council decided.
func (o *Office) EditionsOf(ctx context.Context, who access.Person, id string) ([]campaign.Edition, error) {
	es, err := store.Editions.Where(o.View(ctx), "campaign=? ORDER BY no DESC", id)
	var out []campaign.Edition
	for _, e := range es {
		if access.Sees(who, "edition", &e.Head) {
			out = append(out, e)
		}
	}
	return out, err
}

// SharedAbove lists the campaigns that committees above have sent out and that
// are not over, with the local one made from each, if any.
func (o *Office) SharedAbove(ctx context.Context, who access.Person) (up []campaign.Campaign, local map[string]campaign.Campaign, err error) {
	all, err := store.Campaigns.Where(o.View(ctx), "shown=? AND state IN ('sent','carrying_out','summing_up') ORDER BY since DESC", access.Everyone)
	if err != nil {
		return nil, nil, err
	}
	for _, c := range all {
		if beneath(who.Place, c.Place) && access.Sees(who, "campaign", &c.Head) {
			up = append(up, c)
		}
	}
	mine, err := store.Campaigns.Where(o.View(ctx), "place=? AND upper<>'' ORDER BY opened", who.Place)
	local = map[string]campaign.Campaign{}
	for _, c := range mine {
		local[c.Upper] = c
	}
	return up, local, err
}

// beneath reports whether a place lies within another, at any depth.
func beneath(lower, upper string) bool {
	if len(lower) != 6 || len(upper) != 6 || lower == upper {
		return false
	}
	return upper[2:] == "0000" && lower[:2] == upper[:2] || upper[4:] == "00" && upper[2:4] != "00" && lower[:4] == upper[:4]
}
