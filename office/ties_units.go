package office

import (
	"hengjian/oversight/organ"
	"hengjian/oversight/review"
)

// workplaces adds to what is known of units those of an officer's posts, with what
// each came from and became; each is read once.
func (b *readers) workplaces(x organ.Officer) error {
	for _, p := range x.Posts {
		if p.Unit == "" || b.traced[p.Unit] {
			continue
		}
		b.traced[p.Unit] = true
		us, err := family(b.v, p.Unit)
		if noneIsNot(err) != nil {
			return err
		}
		for _, u := range us {
			b.units[u.ID] = u
		}
	}
	return nil
}

// together is the tie of two officers who served in one workplace, which the
// register shows.
func (b *readers) together(s served, h handled, from string) (t review.Tie, ok bool, err error) {
	for _, o := range []organ.Officer{s.Officer, *h.officer} {
		if err := b.workplaces(o); err != nil {
			return t, false, err
		}
	}
	x, ok := organ.Together(s.Officer, *h.officer, from, b.units)
	if !ok {
		return t, false, nil
	}
	last := b.day
	if x.Until != "" {
		last = x.Since // the name it bore then
	}
	name := b.units[x.Unit].As(last).Name
	t = review.Tie{With: h.name, Sure: s.sure && h.sure}
	t.Zh, t.En = x.Since+"至"+x.Until+"同在"+name+"任职", "both served in "+name+" from "+x.Since+" to "+x.Until
	if x.Until == "" {
		t.Zh, t.En = x.Since+"起同在"+name+"任职", "both serve in "+name+" since "+x.Since
	}
	if !posted(s.Officer, x.Unit) || !posted(*h.officer, x.Unit) {
		t.Zh, t.En = t.Zh+"，登记的单位名称不同，是机构改革前后的同一单位", t.En+"; the entries name different units, which a reorganisation made one"
	}
	return t, true, nil
}

// posted reports whether an officer's own posts name a unit.
func posted(x organ.Officer, unit string) bool {
	for _, p := range x.Posts {
		if p.Unit == unit {
			return true
		}
	}
	return false
}
