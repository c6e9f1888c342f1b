package office

import (
	"slices"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/clue"
	"hengjian/oversight/law"
	"hengjian/oversight/leg"
	"hengjian/oversight/problem"
	"hengjian/store"
)

// What the acts on a problem need of other slices.

func problemDraftNeeds(f *fact) error {
	a := f.a.(*problem.Draft)
	place := head(f.was).Place
	n := &a.Needs
	n.Class = f.o.Usable(place, f.m.Day(), a.Class)
	g, err := store.Organs.Load(f.view(), a.Organ)
	if err == nil {
		n.Ours = g.Place == place
	} else if act.KindOf(err) != act.Missing {
		return err
	}
	for _, id := range a.Units {
		u, err := store.Units.Load(f.view(), id)
		ok := false
		if err == nil {
			ok, err = f.within(u.Organ, a.Organ)
		}
		if !ok {
			if n.Unknown = append(n.Unknown, id); noneIsNot(err) != nil {
				return err
			}
		}
	}
	for _, id := range a.Officers {
		u, err := store.Officers.Load(f.view(), id)
		if err != nil || u.Organ != a.Organ {
			if n.Unknown = append(n.Unknown, id); noneIsNot(err) != nil {
				return err
			}
		}
	}
	for _, x := range a.Origins {
		if x.Kind == "selfcheck" {
			if err := f.foundNeeds(&n.Self, x, a.Organ); err != nil {
				return err
			}
		}
		if ok, err := f.reaches(x.Kind, x.ID); err != nil {
			return err
		} else if !ok {
			n.Unknown = append(n.Unknown, x.ID)
		}
	}
	return nil
}

// reaches reports whether a matter exists within the actor's reach.
func (f *fact) reaches(kind, id string) (bool, error) {
	t := store.TableOf(kind)
	if t == nil {
		return false, nil
	}
	s, _, err := t.LoadAny(f.view(), id)
	if err != nil {
		return false, noneIsNot(err)
	}
	return access.Sees(f.who, kind, head(s)), nil
}

func evidenceNeeds(f *fact) error {
	a := f.a.(*problem.AddEvidence)
	var err error
	if a.Source != "" {
		a.Needs.Source, err = f.reaches("clue", a.Source)
	}
	return err
}

// inviteNeeds: no warning to the accused while an accusation is open with the
// procuratorate or the supervisory commission.
func inviteNeeds(f *fact) error {
	a, p := f.a.(*problem.InviteReply), f.was.(*problem.Problem)
	things := append(slices.Clone(p.Units), p.Officers...)
	for _, x := range p.Origins {
		if x.Kind != "clue" {
			continue
		}
		c, err := store.Clues.Load(f.view(), x.ID)
		if err != nil {
			return err
		}
		if !shares(c, p.Organ, things) {
			continue
		}
		open, err := f.openAccusing(c.ID)
		if err != nil {
			return err
		}
		a.Needs.OpenAccusingLeg = a.Needs.OpenAccusingLeg || open
	}
	return nil
}

func shares(c clue.Clue, organ string, things []string) bool {
	for _, t := range append(slices.Clone(c.Units), c.Officers...) {
		if slices.Contains(things, t) {
			return true
		}
	}
	return len(things) == 0 && slices.Contains(c.Organs, organ) || len(c.Units)+len(c.Officers) == 0 && slices.Contains(c.Organs, organ)
}

func (f *fact) openAccusing(clueID string) (bool, error) {
	ls, err := f.legsOf(clueID)
	if err != nil {
		return false, err
	}
	return slices.ContainsFunc(ls, func(l leg.Leg) bool {
		r, ok := law.RouteByID(l.Route)
		return ok && (r.Organ == "procuratorate" || r.Organ == "supervision") && l.State != "closed" && l.State != "dropped"
	}), nil
}

func handOverNeeds(f *fact) error {
	a, p := f.a.(*problem.HandOver), f.was.(*problem.Problem)
	u, err := store.Units.Load(f.view(), a.Lead)
	if err == nil {
		a.Needs.Lead, err = f.within(u.Organ, p.Organ)
	}
	return noneIsNot(err)
}

// within reports whether an organ is the other or a branch that it sent out
// (派出机构): a branch answers where its sender does.
func (f *fact) within(id, organ string) (bool, error) {
	if id == organ {
		return true, nil
	}
	g, err := store.Organs.Load(f.view(), id)
	return err == nil && g.Branch == organ, err
}

// verifierNeeds states what is known of the people proposed as verifiers.
func (f *fact) verifierNeeds(people []string) (problem.VerifierNeeds, error) {
	p := f.was.(*problem.Problem)
	r, _ := f.o.Rules.At(p.Place, law.Day(p.Regime), "problem.verifiers")
	n := problem.VerifierNeeds{Least: int64(r.Count), People: map[string]problem.VerifierFact{}}
	for _, id := range people {
		a, err := store.Accounts.Load(f.view(), id)
		if act.KindOf(err) == act.Missing {
			continue
		}
		if err != nil {
			return n, err
		}
		if a.State != "active" || a.Place != p.Place {
			continue
		}
		x := problem.VerifierFact{Name: a.Person, Organ: a.Organ, Deputy: slices.Contains(a.Roles, access.Deputy)}
		ds, err := store.Deputies.Where(f.view(), "account=?", id)
		if err != nil {
			return n, err
		}
		for _, d := range ds {
			x.Deputy = true
			if d.Lawyer {
				x.Conflict = "执业律师"
			}
			if slices.Contains(d.Supplies, p.Organ) {
				x.Conflict = "该机关的供应商"
			}
		}
		g, err := store.Organs.Load(f.view(), p.Organ)
		if err != nil {
			return n, err
		}
		if slices.Contains(a.Conflicts, g.Sort) {
			x.Conflict = "亲友在这类机关任职"
		}
		n.People[id] = x
	}
	return n, nil
}

func returnNeeds(f *fact) error {
	a, p := f.a.(*problem.Return), f.was.(*problem.Problem)
	r, _ := f.o.Rules.At(p.Place, law.Day(p.Regime), "problem.returns")
	a.Needs.Limit = int64(r.Count)
	return nil
}
