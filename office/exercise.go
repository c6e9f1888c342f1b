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
		a.Needs.Reviewers, a.Needs.Seen = map[string]bool{}, map[string]bool{}
		for _, x := range as {
			a.Needs.Reviewers[x.ID] = true
		}
		if e := f.was.(*review.Exercise); err == nil && e.Repeats != "" {
			var r review.Review
			if r, err = store.Reviews.Load(f.view(), e.Repeats); err == nil {
				for _, x := range readersOf(r) {
					a.Needs.Seen[x] = true
				}
			}
		}
		return err
	}
	needs["exercise.prepare"] = func(f *fact) error {
		a := f.a.(*review.PrepareExercise)
		if a.Draw == "" {
			return nil
		}
		s, err := store.Draws.Load(f.view(), a.Draw)
		if err != nil || s.Place != f.who.Place {
			return noneIsNot(err)
		}
		g, err := store.Organs.Load(f.view(), s.Organ)
		if err != nil {
			return noneIsNot(err)
		}
		a.Needs.Sort = g.Sort
		if a.Repeats != "" {
			a.Needs.Review, err = store.Reviews.Load(f.view(), a.Repeats)
		}
		return noneIsNot(err)
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

// readersOf are all who read a review, or stepped back from it.
func readersOf(r review.Review) []string {
	return slices.DeleteFunc(slices.Concat(r.Readers, r.Excused, []string{r.Third}), func(x string) bool { return x == "" })
}

// ExercisesOfDraw lists the exercises made for a draw, the oldest first.
func (o *Office) ExercisesOfDraw(ctx context.Context, who access.Person, draw string) ([]review.Exercise, error) {
	es, err := store.Exercises.Where(o.View(ctx), "place=? AND draw=? ORDER BY opened, serial, id LIMIT 100", who.Place, draw)
	sc := access.ScopeOf(who)
	return slices.DeleteFunc(es, func(e review.Exercise) bool { return draw == "" || !sc.Sees("exercise", &e.Head) }), err
}

// PractisersOf says who reads for the draw that an exercise was made for, and
// who knows its papers already.
func (o *Office) PractisersOf(ctx context.Context, who access.Person, e review.Exercise) (reads, seen map[string]bool, err error) {
	reads, seen = map[string]bool{}, map[string]bool{}
	if e.Draw == "" {
		return reads, seen, nil
	}
	rs, err := o.ReviewsOf(ctx, who, e.Draw)
	for _, r := range rs {
		for _, x := range readersOf(r) {
			reads[x] = true
			if r.ID == e.Repeats {
				seen[x] = true
			}
		}
	}
	return reads, seen, err
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
