package office

import (
	"context"
	"errors"
	"slices"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/clue"
	"hengjian/store"
)

// Intake says whether a committee's public channel is open, and which keys it
// lacks: nothing may arrive that too few people could open.
type Intake struct {
	Place, Name string
	Officers    int      // intake officers in post with a key; two are needed
	Custodians  int      // one is needed
	Special     int      // one is needed for messages about the congress's own staff
	Recovery    int      // one is needed
	Closed      []string // answers to the first question that cannot be sealed for now
}

// Open reports whether any message can be received.
func (i Intake) Open() bool { return len(i.Closed) < len(clue.AskedKinds) }

// IntakeAt looks at the keys of one committee.
func (o *Office) IntakeAt(ctx context.Context, place string) (Intake, error) {
	v := o.View(ctx)
	in := Intake{Place: place}
	if c, ok, err := o.CongressAt(v, place); err != nil {
		return in, err
	} else if ok {
		in.Name = c.Short
	}
	if err := in.count(v); err != nil {
		return in, err
	}
	for _, asked := range clue.AskedKinds {
		_, err := o.KeySet(v, place, asked)
		if errors.Is(err, errClosed) {
			in.Closed = append(in.Closed, asked)
		} else if err != nil {
			return in, err
		}
	}
	return in, nil
}

func (in *Intake) count(v *store.View) error {
	people, err := store.Accounts.Where(v, "place=? AND state='active'", in.Place)
	if err != nil {
		return err
	}
	active, officer := map[string]bool{}, map[string]bool{}
	for _, p := range people {
		active[p.ID], officer[p.ID] = true, slices.Contains(p.Roles, access.Intake)
	}
	keys, err := store.Keys.Where(v, "place=? AND state='enrolled'", in.Place)
	for _, k := range keys {
		switch {
		case k.Purpose == "intake" && officer[k.Account]:
			in.Officers++
		case k.Purpose == "custodian" && active[k.Account]:
			in.Custodians++
		case k.Purpose == "special" && active[k.Account]:
			in.Special++
		case k.Purpose == "recovery":
			in.Recovery++
		}
	}
	return err
}

// Intakes looks at every committee of the installation, for the security and
// audit administrators.
func (o *Office) Intakes(ctx context.Context, who access.Person) ([]Intake, error) {
	if !administers(who, access.SecAdmin, access.AudAdmin) {
		return nil, act.None()
	}
	cs, err := store.Congresses.Where(o.View(ctx), "1=1 ORDER BY place")
	if err != nil {
		return nil, err
	}
	var out []Intake
	for _, c := range cs {
		in, err := o.IntakeAt(ctx, c.Place)
		if err != nil {
			return nil, err
		}
		out = append(out, in)
	}
	return out, nil
}
