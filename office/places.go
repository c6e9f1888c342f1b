package office

import (
	"context"

	"hengjian/oversight/organ"
	"hengjian/store"
)

// CongressAt is the committee of a place; ok is false where there is none.
func (o *Office) CongressAt(v *store.View, place string) (organ.Congress, bool, error) {
	if c, ok := o.places.Load(place); ok {
		return c.(organ.Congress), true, nil
	}
	cs, err := store.Congresses.Where(v, "place=?", place)
	if err != nil || len(cs) == 0 {
		return organ.Congress{}, false, err
	}
	o.places.Store(place, cs[0])
	return cs[0], true, nil
}

// Prefix is how a committee's document numbers begin, e.g. 明人.
func (o *Office) Prefix(ctx context.Context, v *store.View, place string) string {
	c, _, err := o.CongressAt(v, place)
	if err != nil {
		return ""
	}
	return c.Prefix
}

// NameOf is the name of an account, for people to read; never journalled.
func (o *Office) NameOf(ctx context.Context, id string) string {
	switch id {
	case "public":
		return "公众"
	case "importer":
		return "导入"
	}
	a, err := store.Accounts.Load(o.View(ctx), id)
	if err != nil {
		return "（已注销）"
	}
	return a.Person
}
