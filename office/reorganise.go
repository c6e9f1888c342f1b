package office

import (
	"context"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/organ"
	"hengjian/store"
)

// What the reorganisation of units needs of the register, and what follows.

func init() {
	for name, fn := range map[act.Name]func(*fact) error{
		"unit.establish": establishNeeds,
		"unit.rename": func(f *fact) (err error) {
			a, u := f.a.(*organ.Rename), f.was.(*organ.Unit)
			if a.Code != "" && a.Code != u.Code {
				a.Needs.Taken, err = f.codeTaken(u.Organ, a.Code)
			}
			return err
		},
		"unit.move":  moveNeeds,
		"unit.merge": mergeUnitNeeds,
		"unit.split": func(f *fact) error {
			a, u := f.a.(*organ.Split), f.was.(*organ.Unit)
			a.Needs = organ.SplitNeeds{}
			for _, n := range a.Into {
				taken, err := f.codeTaken(u.Organ, n.Code)
				if err != nil {
					return err
				}
				a.Needs.IDs, a.Needs.Taken = append(a.Needs.IDs, RegisterID("unit", u.Organ, n.Code)), append(a.Needs.Taken, taken)
			}
			return nil
		},
		"unit.restore": func(f *fact) (err error) {
			a, u := f.a.(*organ.Restore), f.was.(*organ.Unit)
			a.Needs.Upper, err = f.lasts(u.Upper, u.Organ)
			return err
		},
	} {
		needs[name] = fn
	}
}

// codeTaken reports whether an organ has a unit of this code, by the code it
// bears or the one it was entered under.
func (f *fact) codeTaken(organID, code string) (bool, error) {
	us, err := store.Units.Where(f.view(), "organ=? AND code=?", organID, code)
	if err != nil || len(us) > 0 {
		return len(us) > 0, err
	}
	_, err = store.Units.Load(f.view(), RegisterID("unit", organID, code))
	if act.KindOf(err) == act.Missing {
		return false, nil
	}
	return err == nil, err
}

// lasts reports whether a unit is listed and the organ's.
func (f *fact) lasts(id, organID string) (bool, error) {
	if id == "" {
		return false, nil
	}
	u, err := store.Units.Load(f.view(), id)
	return err == nil && u.Standing(f.m.Day()) == "listed" && u.Organ == organID, noneIsNot(err)
}

func (f *fact) ours(organID string) (bool, error) {
	g, err := store.Organs.Load(f.view(), organID)
	return err == nil && g.Place == f.who.Place && g.Standing(f.m.Day()) == "listed", noneIsNot(err)
}

func establishNeeds(f *fact) (err error) {
	a := f.a.(*organ.Establish)
	n := organ.EstablishNeeds{ID: RegisterID("unit", a.Organ, a.Code)}
	if n.Ours, err = f.ours(a.Organ); err != nil {
		return err
	}
	if n.Upper, err = f.lasts(a.Upper, a.Organ); err != nil {
		return err
	}
	n.Taken, err = f.codeTaken(a.Organ, a.Code)
	a.Needs = n
	return err
}

func moveNeeds(f *fact) (err error) {
	a, u := f.a.(*organ.Move), f.was.(*organ.Unit)
	to := a.Organ
	if to == "" {
		to = u.Organ
	}
	n := organ.MoveNeeds{}
	if n.Ours, err = f.ours(to); err != nil {
		return err
	}
	if n.Upper, err = f.lasts(a.Upper, to); err != nil {
		return err
	}
	if n.Circle, err = f.under(a.Upper, u.ID); err != nil {
		return err
	}
	if to != u.Organ {
		kids, err := f.kids(u.ID)
		if err != nil {
			return err
		}
		n.Below = len(kids) > 0
	}
	a.Needs = n
	return nil
}

func mergeUnitNeeds(f *fact) (err error) {
	a, u := f.a.(*organ.Merge), f.was.(*organ.Unit)
	n := organ.MergeNeeds{Heir: a.Into}
	if a.Into == "" {
		n.Heir = RegisterID("unit", u.Organ, a.New.Code)
		n.Taken, err = f.codeTaken(u.Organ, a.New.Code)
		a.Needs = n
		return err
	}
	h, err := store.Units.Load(f.view(), a.Into)
	if err != nil {
		return noneIsNot(err)
	}
	n.Into = h.Standing(f.m.Day()) == "listed" && h.Place == u.Place
	n.Under, err = f.under(h.ID, u.ID)
	a.Needs = n
	return err
}

// under reports whether a unit stands under another one.
func (f *fact) under(id, top string) (bool, error) {
	for range 64 {
		if id == "" || id == top {
			return id == top && id != "", nil
		}
		u, err := store.Units.Load(f.view(), id)
		if err != nil {
			return false, noneIsNot(err)
		}
		id = u.Upper
	}
	return false, nil
}

// kids are the units that stand right under one.
func (f *fact) kids(id string) ([]organ.Unit, error) {
	return store.Units.Where(f.view(), "upper=? AND "+listedOn+" ORDER BY code", id, f.m.Day())
}

// closeUnit, mergeUnit and splitUnit set up what is new and put the units below
// where they now belong, each under a line of its own.
func closeUnit(f *fact) ([]any, error) {
	u, a := f.now.(*organ.Unit), f.a.(*organ.Close)
	return f.moveKids(u.ID, u.Upper, a.Paper)
}

func mergeUnit(f *fact) ([]any, error) {
	u, a := f.now.(*organ.Unit), f.a.(*organ.Merge)
	var out []any
	if a.Into == "" {
		out = append(out, &organ.Establish{Paper: a.Paper, NewUnit: a.New, Organ: u.Organ, Upper: u.Upper, From: u.ID})
	} else if h, err := store.Units.Load(f.view(), a.Into); err != nil {
		return nil, err
	} else if h.Organ != u.Organ { // what is below stays with its organ
		return f.moveKids(u.ID, u.Upper, a.Paper)
	}
	kids, err := f.moveKids(u.ID, u.Heirs[0], a.Paper)
	return append(out, kids...), err
}

func splitUnit(f *fact) ([]any, error) {
	u, a := f.now.(*organ.Unit), f.a.(*organ.Split)
	var out []any
	for _, n := range a.Into {
		out = append(out, &organ.Establish{Paper: a.Paper, NewUnit: n, Organ: u.Organ, Upper: u.Upper, From: u.ID})
	}
	if a.Keep && a.Below == 0 {
		return out, nil
	}
	to := u.Upper
	if a.Below > 0 {
		to = a.Needs.IDs[a.Below-1]
	}
	kids, err := f.moveKids(u.ID, to, a.Paper)
	return append(out, kids...), err
}

func (f *fact) moveKids(from, to string, p organ.Paper) ([]any, error) {
	kids, err := f.kids(from)
	var out []any
	for _, k := range kids {
		out = append(out, &organ.Move{ID: k.ID, Paper: p, Upper: to})
	}
	return out, err
}

// Touched is what points at a unit, counted within the reader's reach: what a
// reorganisation will leave open on the old unit.
type Touched struct {
	Below    []organ.Unit // units right under it
	Officers int
	Open     map[string]int // open matters by kind
}

// TouchedBy counts what a reorganisation of a unit concerns.
func (o *Office) TouchedBy(ctx context.Context, who access.Person, id string) (t Touched, err error) {
	if t.Below, err = store.Units.Where(o.View(ctx), "upper=? AND "+listedOn+" ORDER BY code", id, act.DayOf(o.Now())); err != nil {
		return t, err
	}
	if t.Officers, err = o.Count(ctx, who, Filter{Kinds: []string{"officer"}, Unit: id, States: []string{"listed"}}, 100000); err != nil {
		return t, err
	}
	t.Open = map[string]int{}
	for _, k := range []string{"clue", "problem", "task"} {
		n, err := o.Count(ctx, who, Filter{Kinds: []string{k}, Named: id, States: LifeOf(k).OpenStates()}, 100000)
		if err != nil {
			return t, err
		}
		t.Open[k] = n
	}
	return t, nil
}
