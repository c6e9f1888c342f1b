package office

import (
	"context"
	"strings"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/store"
)

// Picked is one row of the register as a picker shows it.
type Picked struct{ ID, Name, Sub string }

// Pick finds organs, units or officers of the person's place by a piece of
// their name or code. Officers are shown only to functions that reach them.
func (o *Office) Pick(ctx context.Context, who access.Person, kind, q string, limit int) ([]Picked, error) {
	q = strings.TrimSpace(q)
	if q == "" || who.Side() != "congress" {
		return nil, nil
	}
	like := "%" + strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(q) + "%"
	const cond = `place=? AND ` + listedOn + ` AND (name LIKE ? ESCAPE '\' OR code=?) ORDER BY code LIMIT ?`
	v := o.View(ctx)
	var out []Picked
	switch kind {
	case "organ":
		rows, err := store.Organs.Where(v, cond, who.Place, act.DayOf(o.Now()), like, q, limit)
		for _, r := range rows {
			out = append(out, Picked{r.ID, r.Name, r.Code})
		}
		return out, err
	case "unit":
		rows, err := store.Units.Where(v, cond, who.Place, act.DayOf(o.Now()), like, q, limit)
		if err != nil {
			return nil, err
		}
		var up []string
		for _, r := range rows {
			up = append(up, r.Organ)
		}
		names, err := o.Titles(ctx, who, "organ", up)
		for _, r := range rows {
			out = append(out, Picked{r.ID, r.Name, names[r.Organ].Title})
		}
		return out, err
	case "officer":
		if !access.Sees(who, "officer", &act.Head{Place: who.Place}) {
			return nil, nil
		}
		rows, err := store.Officers.Where(v, cond, who.Place, act.DayOf(o.Now()), like, q, limit)
		if err != nil {
			return nil, err
		}
		var up []string
		for _, r := range rows {
			up = append(up, r.Unit)
		}
		names, err := o.Titles(ctx, who, "unit", up)
		for _, r := range rows {
			out = append(out, Picked{r.ID, r.Name, strings.TrimSpace(names[r.Unit].Title + " " + r.Title)})
		}
		return out, err
	}
	return nil, nil
}
