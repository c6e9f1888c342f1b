package office

import (
	"context"
	"slices"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/measure"
	"hengjian/store"
)

// What the acts on a local measure and its checks need of the register.

func init() {
	needs["measure.enter"] = func(f *fact) error {
		a := f.a.(*measure.Enter)
		if a.Campaign == "" {
			return nil
		}
		_, ok, err := f.campaignOf(a.Campaign)
		a.Needs.Campaign = ok
		return err
	}
	needs["measure.assign"] = func(f *fact) error {
		a := f.a.(*measure.Assign)
		a.Needs.Organs = map[string]bool{}
		for _, s := range a.Sets {
			for _, o := range s.Organs {
				ours, _, err := f.oursWithin(o, "")
				if err != nil {
					return err
				}
				a.Needs.Organs[o] = ours
			}
		}
		return nil
	}
	needs["clausecheck.ask"] = func(f *fact) (err error) {
		a := f.a.(*measure.Ask)
		n := &a.Needs
		if n.Ours, _, err = f.oursWithin(a.Organ, ""); err != nil {
			return err
		}
		x, err := store.Measures.Load(f.view(), a.Measure)
		if err != nil || !access.Sees(f.who, "measure", &x.Head) || x.State != "kept" {
			return noneIsNot(err)
		}
		n.Title, n.Campaign, n.Edition, n.Clauses = x.Title, x.Campaign, x.Edition, x.Of(a.Organ)
		have, err := store.Clausechecks.Where(f.view(), "measure=? AND organ=? AND state NOT IN ('concluded','withdrawn') ORDER BY id LIMIT 1", a.Measure, a.Organ)
		if len(have) > 0 {
			n.Pending = have[0].Number
		}
		return err
	}
}

// ChecksOf lists the checks of a measure within reach, in the organs' order.
func (o *Office) ChecksOf(ctx context.Context, who access.Person, id string) ([]measure.Check, error) {
	var out []measure.Check
	err := each(ctx, o, who, store.Clausechecks, Filter{Parent: id}, func(c measure.Check) error { out = append(out, c); return nil })
	return slices.DeleteFunc(out, func(c measure.Check) bool { return c.State == "withdrawn" }), err
}

// PendingCheck is the number of the check that an organ has in hand, "" none.
func (o *Office) PendingCheck(ctx context.Context, who access.Person, measure, organ string) (string, error) {
	if who.Side() != "congress" {
		return "", act.None()
	}
	have, err := store.Clausechecks.Where(o.View(ctx), "measure=? AND organ=? AND state NOT IN ('concluded','withdrawn') ORDER BY id LIMIT 1", measure, organ)
	if len(have) == 0 {
		return "", err
	}
	return have[0].Number, nil
}
