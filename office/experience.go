package office

import (
	"context"
	"slices"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/experience"
	"hengjian/oversight/organ"
	"hengjian/store"
)

func init() {
	needs["experience.submit"] = func(f *fact) (err error) {
		a := f.a.(*experience.Submit)
		if a.Needs, err = f.experienceNeeds(a.Body); err != nil || a.To == "" {
			return err
		}
		a.Needs.Receiver = a.To == f.who.Place
		if cg, ok, err := f.o.CongressAt(f.view(), a.To); err != nil || !ok {
			return err
		} else if f.who.Organ == "" && below(f.who.Place, cg.Place) {
			a.Needs.Receiver = true
		}
		return nil
	}
	needs["experience.revise"] = func(f *fact) (err error) {
		a := f.a.(*experience.Revise)
		a.Needs, err = f.experienceNeeds(a.Body)
		return err
	}
	needs["experience.keep"] = func(f *fact) error {
		a := f.a.(*experience.Keep)
		a.Needs = f.receiver(a.Class)
		return nil
	}
	needs["experience.tag"] = func(f *fact) error {
		a := f.a.(*experience.Tag)
		a.Needs = f.receiver(a.Class)
		return nil
	}
	needs["experience.return"] = func(f *fact) error { f.a.(*experience.Return).Needs = f.receiver(""); return nil }
	needs["experience.publish"] = func(f *fact) error { f.a.(*experience.Publish).Needs = f.receiver(""); return nil }
	needs["experience.withdraw"] = func(f *fact) error { f.a.(*experience.Withdraw).Needs = f.receiver(""); return nil }
}

func (f *fact) receiver(class string) experience.ReceiverNeeds {
	return experience.ReceiverNeeds{Place: f.who.Place, Class: class == "" || f.o.Usable(f.who.Place, f.m.Day(), class)}
}

func (f *fact) experienceNeeds(b experience.Body) (n experience.Needs, err error) {
	n = experience.Needs{Class: b.Class == "" || f.o.Usable(f.who.Place, f.m.Day(), b.Class), Place: f.who.Place, Campaign: b.Campaign == ""}
	if b.Campaign != "" {
		if n.Campaign, err = f.reaches("campaign", b.Campaign); err != nil {
			return n, err
		}
	}
	if f.who.Organ != "" {
		g, err := store.Organs.Load(f.view(), f.who.Organ)
		n.From = g.Name
		return n, noneIsNot(err)
	}
	cg, _, err := f.o.CongressAt(f.view(), f.who.Place)
	n.From = cg.Short
	return n, err
}

// Above is the committee directly above the person's: the one with the nearest
// place above hers. ok is false where the installation has none.
func (o *Office) Above(ctx context.Context, who access.Person) (c organ.Congress, ok bool, err error) {
	cs, err := store.Congresses.Where(o.View(ctx), "1=1 ORDER BY place")
	if err != nil {
		return c, false, err
	}
	for _, x := range cs {
		if below(who.Place, x.Place) && (!ok || below(x.Place, c.Place)) {
			c, ok = x, true
		}
	}
	return c, ok, nil
}

// ExperienceLibrary lists the experiences that are kept or shared, within reach, for
// citing; newest first.
func (o *Office) ExperienceLibrary(ctx context.Context, who access.Person) ([]Row, error) {
	m, err := o.List(ctx, who, Filter{Kinds: []string{"experience"}, States: []string{"kept", "published"}}, Cursor{}, 500)
	return m.Rows, err
}

// keptHere reports whether an experience is kept and within the actor's reach.
func (f *fact) keptHere(id string) (experience.Experience, bool, error) {
	e, err := store.Experiences.Load(f.view(), id)
	if err != nil {
		if act.KindOf(err) == act.Missing {
			err = nil
		}
		return e, false, err
	}
	return e, access.Sees(f.who, "experience", &e.Head) && slices.Contains([]string{"kept", "published"}, e.State), nil
}
