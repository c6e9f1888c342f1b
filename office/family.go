package office

import (
	"context"
	"slices"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/organ"
	"hengjian/store"
)

// maxFamily bounds how far the predecessors and successors of a unit are
// followed.
const maxFamily = 200

// family is a unit with everything it came from and became, itself first. A
// merger with another unit does not make that one's other relatives its own:
// it goes up to what it came from and down to what it became, never up again.
func family(v *store.View, id string) ([]organ.Unit, error) {
	self, err := store.Units.Load(v, id)
	if err != nil {
		return nil, err
	}
	out := []organ.Unit{self}
	seen := map[string]bool{id: true}
	for _, next := range []func(organ.Unit) ([]string, error){
		func(u organ.Unit) ([]string, error) { return u.Heirs, nil },
		func(u organ.Unit) ([]string, error) { return forebears(v, u.ID) },
	} {
		for queue := []organ.Unit{self}; len(queue) > 0 && len(out) < maxFamily; queue = queue[1:] {
			ids, err := next(queue[0])
			if err != nil {
				return nil, err
			}
			for _, x := range ids {
				if seen[x] {
					continue
				}
				seen[x] = true
				u, err := store.Units.Load(v, x)
				if act.KindOf(err) == act.Missing {
					continue // named in a file, never imported
				}
				if err != nil {
					return nil, err
				}
				out, queue = append(out, u), append(queue, u)
			}
		}
	}
	return out, nil
}

// forebears lists the units that became this one.
func forebears(v *store.View, id string) ([]string, error) {
	rows, err := v.Query("SELECT subject FROM named WHERE thing=? AND kind='unit' ORDER BY subject", id)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, rows.Err()
}

// Kin is a unit's relatives by reorganisation.
type Kin struct {
	Now    []organ.Unit // what it is today, if it is no more itself
	Before []organ.Unit // what it came from
	After  []organ.Unit // what it became, step by step
}

// UnitKin reads what a unit came from and became.
func (o *Office) UnitKin(ctx context.Context, who access.Person, id string) (k Kin, err error) {
	if !access.Sees(who, "unit", &act.Head{}) {
		return k, act.None()
	}
	v := o.View(ctx)
	u, err := store.Units.Load(v, id)
	if err != nil {
		return k, err
	}
	all, err := family(v, id)
	if err != nil {
		return k, err
	}
	after, err := descent(v, u)
	day := act.DayOf(o.Now())
	for _, x := range all[1:] {
		if slices.ContainsFunc(after, func(a organ.Unit) bool { return a.ID == x.ID }) {
			k.After = append(k.After, x)
			if x.Standing(day) == "listed" && u.Standing(day) == "ended" {
				k.Now = append(k.Now, x)
			}
		} else {
			k.Before = append(k.Before, x)
		}
	}
	return k, err
}

// descent is what a unit became, and what that became.
func descent(v *store.View, u organ.Unit) (out []organ.Unit, err error) {
	seen := map[string]bool{u.ID: true}
	for queue := []organ.Unit{u}; len(queue) > 0 && len(out) < maxFamily; queue = queue[1:] {
		for _, x := range queue[0].Heirs {
			if seen[x] {
				continue
			}
			seen[x] = true
			h, err := store.Units.Load(v, x)
			if act.KindOf(err) == act.Missing {
				continue
			}
			if err != nil {
				return nil, err
			}
			out, queue = append(out, h), append(queue, h)
		}
	}
	return out, nil
}

// UnitsNow says of each unit that is no more what it is today; units that last
// are left out. The ids are those of units the reader has before her.
func (o *Office) UnitsNow(ctx context.Context, who access.Person, ids []string) (map[string][]string, error) {
	out := map[string][]string{}
	if !access.Sees(who, "unit", &act.Head{}) {
		return out, nil
	}
	v := o.View(ctx)
	for _, id := range ids {
		if _, done := out[id]; done || id == "" {
			continue
		}
		u, err := store.Units.Load(v, id)
		if act.KindOf(err) == act.Missing || err == nil && u.Standing(act.DayOf(o.Now())) != "ended" {
			continue
		}
		if err != nil {
			return nil, err
		}
		after, err := descent(v, u)
		if err != nil {
			return nil, err
		}
		for _, a := range after {
			if a.Standing(act.DayOf(o.Now())) == "listed" {
				out[id] = append(out[id], a.Name)
			}
		}
	}
	return out, nil
}

// widened lets a list of one unit show what concerns the units it came from and
// became: a reorganisation must not make an open matter disappear.
func (o *Office) widened(ctx context.Context, f Filter) (Filter, error) {
	v := o.View(ctx)
	f.Day = act.DayOf(o.Now())
	for _, x := range []struct {
		one  *string
		many *[]string
	}{{&f.Unit, &f.Units}, {&f.Named, &f.NamedAny}} {
		if *x.one == "" {
			continue
		}
		all, err := family(v, *x.one)
		if act.KindOf(err) == act.Missing || err == nil && len(all) == 1 {
			continue // an organ, an officer, or a unit that was never reorganised
		}
		if err != nil {
			return f, err
		}
		for _, u := range all {
			*x.many = append(*x.many, u.ID)
		}
		*x.one = ""
	}
	return f, nil
}
