package office

import (
	"context"
	"slices"

	"hengjian/oversight/access"
	"hengjian/oversight/account"
	"hengjian/oversight/act"
	"hengjian/oversight/review"
	"hengjian/store"
)

func init() {
	needs["exercise.start"] = func(f *fact) error {
		a := f.a.(*review.StartExercise)
		as, err := reviewersAt(f.view(), f.who.Place)
		a.Needs = map[string]bool{}
		for _, x := range as {
			a.Needs[x.ID] = true
		}
		return err
	}
}

// reviewersAt are a committee's reviewers, by name.
func reviewersAt(v *store.View, place string) ([]account.Account, error) {
	as, err := store.Accounts.Where(v, "place=? AND state='active' ORDER BY full_name, id", place)
	return slices.DeleteFunc(as, func(a account.Account) bool { return !slices.Contains(a.Roles, access.Reviewer) }), err
}

// ReviewersOf lists the reviewers to whom an exercise can be given, by name.
func (o *Office) ReviewersOf(ctx context.Context, who access.Person) ([]ReaderOffer, error) {
	if !who.Has(access.Clerk) && !who.Has(access.Director) {
		return nil, act.None()
	}
	as, err := reviewersAt(o.View(ctx), who.Place)
	var out []ReaderOffer
	for _, a := range as {
		out = append(out, ReaderOffer{ID: a.ID, Fit: review.Fit{Name: a.Person}})
	}
	return out, err
}

// ExercisesOf lists the calibration exercises within reach, the newest first.
func (o *Office) ExercisesOf(ctx context.Context, who access.Person) ([]review.Exercise, error) {
	es, err := store.Exercises.Where(o.View(ctx), "place=? ORDER BY opened DESC, serial DESC, id LIMIT 500", who.Place)
	sc := access.ScopeOf(who)
	return slices.DeleteFunc(es, func(e review.Exercise) bool { return !sc.Sees("exercise", &e.Head) }), err
}

// practised are the accounts that handed in an exercise for a kind of organ.
func practised(v *store.View, place, sort string) (map[string]bool, error) {
	es, err := store.Exercises.Where(v, "place=? AND sort=? ORDER BY id LIMIT 500", place, sort)
	out := map[string]bool{}
	for _, e := range es {
		for _, s := range e.Sheets {
			out[s.By] = true
		}
	}
	return out, err
}
