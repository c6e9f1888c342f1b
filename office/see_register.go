package office

import (
	"context"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/organ"
	"hengjian/store"
)

// RegisterOrgans lists the organs of a place, ended ones too, by kind and code.
func (o *Office) RegisterOrgans(ctx context.Context, who access.Person, place string) ([]organ.Organ, error) {
	if !access.Sees(who, "organ", &act.Head{Place: place}) {
		return nil, act.None()
	}
	return store.Organs.Where(o.View(ctx), "place=? ORDER BY sort, code, name", place)
}

// RegisterUnits lists the units of an organ, ended ones too.
func (o *Office) RegisterUnits(ctx context.Context, who access.Person, id string) ([]organ.Unit, error) {
	if !access.Sees(who, "unit", &act.Head{}) {
		return nil, act.None()
	}
	return store.Units.Where(o.View(ctx), "organ=? ORDER BY code", id)
}

// RegisterUnitsAsOf lists the units that an organ had on a day, named and placed
// as they were then; what had ended by that day too.
func (o *Office) RegisterUnitsAsOf(ctx context.Context, who access.Person, g organ.Organ, day string) ([]organ.Unit, error) {
	us, err := o.RegisterUnits(ctx, who, g.ID)
	if err != nil {
		return nil, err
	}
	// A unit that has gone to another organ since stands with that one now.
	gone, err := store.Units.Where(o.View(ctx), "place=? AND organ<>? AND changes LIKE ? ORDER BY code", g.Place, g.ID, "%"+g.ID+"%")
	var out []organ.Unit
	for _, u := range append(us, gone...) {
		if u = u.As(day); u.Organ == g.ID {
			out = append(out, u)
		}
	}
	return out, err
}

// RegisterPlaces lists the places that have organs in the register, with their
// names where the divisions were imported.
func (o *Office) RegisterPlaces(ctx context.Context) (codes []string, names map[string]string, err error) {
	v := o.View(ctx)
	rows, err := v.Query("SELECT DISTINCT place FROM organ ORDER BY place LIMIT 400")
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close()
	names = map[string]string{}
	for rows.Next() {
		var c string
		if err := rows.Scan(&c); err != nil {
			return nil, nil, err
		}
		codes = append(codes, c)
	}
	if err := rows.Err(); err != nil {
		return nil, nil, err
	}
	for _, c := range codes {
		ps, err := store.Places.Where(v, "code=?", c)
		if err != nil {
			return nil, nil, err
		}
		if len(ps) > 0 {
			names[c] = ps[0].Name
		}
	}
	return codes, names, nil
}

// EachRegister goes through one kind of register row of a place, in the order
// of the ids, within the person's reach.
func EachRegister[S any](ctx context.Context, o *Office, who access.Person, sh store.Shelf[S], f func(S) error) error {
	if !access.Sees(who, sh.Kind, &act.Head{Place: who.Place}) {
		return act.None()
	}
	last := ""
	for {
		rows, err := sh.Where(o.View(ctx), "place=? AND id>? ORDER BY id LIMIT 1000", who.Place, last)
		if err != nil || len(rows) == 0 {
			return err
		}
		for _, s := range rows {
			if err := f(s); err != nil {
				return err
			}
			last = head(&s).ID
		}
	}
}
