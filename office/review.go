package office

import (
	"context"
	"slices"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/agreement"
	"hengjian/oversight/draw"
	"hengjian/oversight/review"
	"hengjian/store"
)

func init() {
	needs["review.open"] = func(f *fact) (err error) {
		a := f.a.(*review.Open)
		a.Needs.Sort, err = organSort(f.view(), a.Organ)
		return err
	}
	needs["review.repeat"] = func(f *fact) error {
		a := f.a.(*review.Repeat)
		r, err := store.Reviews.Load(f.view(), a.Of)
		if err != nil {
			return noneIsNot(err)
		}
		if !access.Sees(f.who, "review", &r.Head) || r.Place != f.who.Place {
			return nil
		}
		a.Needs.First = r
		a.Needs.Sort, err = organSort(f.view(), r.Organ)
		return err
	}
	needs["review.assign"] = func(f *fact) (err error) {
		f.a.(*review.Assign).Needs, err = f.readers("first")
		return err
	}
	needs["review.call_third"] = func(f *fact) (err error) {
		f.a.(*review.CallThird).Needs, err = f.readers("who")
		return err
	}
	needs["review.replace"] = func(f *fact) (err error) {
		f.a.(*review.Replace).Needs, err = f.readers("in")
		return err
	}
	needs["review.check_name"] = func(f *fact) (err error) {
		f.a.(*review.CheckName).Needs, err = f.readers("who")
		return err
	}
}

// readers are the reviewers of a committee with what stands in the way of each:
// who is tied to the organ, has not declared her ties, has a relation to somebody
// of the case, or read the same case in another review. Where a list or register
// cannot be read the act is refused at the field.
func (f *fact) readers(field string) (map[string]review.Fit, error) {
	r := *f.was.(*review.Review)
	t := f.ord.ties
	if t == nil { // only tried, see Would: nothing was prepared
		var err error
		if t, err = f.o.readTies(f.tx.Ctx(), f.view(), r); err != nil {
			return nil, err
		}
	}
	b, err := f.o.readersAt(f.view(), r.Place, t)
	if err != nil {
		return nil, err
	}
	fits, bad, err := b.fits(r)
	if bad != nil {
		return nil, bad.Refusal(field)
	}
	return fits, err
}

func init() {
	needs["review.name_officers"] = func(f *fact) error {
		a, r := f.a.(*review.NameOfficers), f.was.(*review.Review)
		for _, x := range a.Entries() {
			os, err := store.Officers.Where(f.view(), "place=? AND organ=? AND state<>'merged' AND (code=? OR name=?) ORDER BY id LIMIT 2", r.Place, r.Organ, x, x)
			if err != nil {
				return err
			}
			h := review.Handler{N: len(os)}
			if len(os) == 1 {
				h.ID = os[0].ID
			}
			a.Needs = append(a.Needs, h)
		}
		return nil
	}
}

// ReviewRecord is what final case reviews say of cases that an officer handled,
// the oldest first: facts with the organ's objection, for whoever may see both
// the officer's entry and the reviews. Nothing is counted or compared.
func (o *Office) ReviewRecord(ctx context.Context, who access.Person, officer string) ([]review.Result, error) {
	if _, err := Item(ctx, o, who, store.Officers, officer); err != nil {
		return nil, err
	}
	rs, err := store.Reviews.Where(o.View(ctx), "id IN (SELECT subject FROM named WHERE kind='review' AND thing=?) ORDER BY ended, serial, id LIMIT 500", officer)
	sc := access.ScopeOf(who)
	var out []review.Result
	for _, r := range rs {
		if x, ok := r.Result(); ok && sc.Sees("review", &r.Head) && slices.Contains(r.Officers, officer) {
			out = append(out, x)
		}
	}
	return out, err
}

func organSort(v *store.View, organID string) (string, error) {
	g, err := store.Organs.Load(v, organID)
	return g.Sort, noneIsNot(err)
}

// ReaderOffer is one reviewer as whoever assigns sees her.
type ReaderOffer struct {
	ID string
	review.Fit
}

// readersOf says of each reviewer of a committee what stands in the way of each of
// some reviews, all of one place.
func (o *Office) readersOf(ctx context.Context, rs []review.Review) (out map[string]map[string]review.Fit, bad *Unread, err error) {
	v := o.View(ctx)
	out = map[string]map[string]review.Fit{}
	if len(rs) == 0 {
		return out, nil, nil
	}
	t, err := o.readTies(ctx, v, rs...)
	if err != nil {
		return nil, nil, err
	}
	b, err := o.readersAt(v, rs[0].Place, t)
	if err != nil {
		return nil, nil, err
	}
	for _, r := range rs {
		if out[r.ID], bad, err = b.fits(r); bad != nil || err != nil {
			return nil, bad, err
		}
	}
	return out, nil, nil
}

// ReaderOffers lists the reviewers for a review, by name; or says which list or
// register cannot be read.
func (o *Office) ReaderOffers(ctx context.Context, who access.Person, r review.Review) ([]ReaderOffer, *Unread, error) {
	if !assigns(who) || r.Place != who.Place {
		return nil, nil, act.None()
	}
	m, bad, err := o.readersOf(ctx, []review.Review{r})
	var out []ReaderOffer
	for id, f := range m[r.ID] {
		out = append(out, ReaderOffer{id, f})
	}
	slices.SortFunc(out, func(a, b ReaderOffer) int { return compareText(a.Name+a.ID, b.Name+b.ID) })
	return out, bad, err
}

// TiedReader is a reader of a file who, by what is on record now, has a relation
// to somebody of the case.
type TiedReader struct {
	Review review.Review
	ID     string
	Name   string
	Ties   []review.Tie
	Sheet  bool // she has handed in
}

// TiedReaders finds among reviews whose readers can still be replaced those with
// a reader who is tied: a list may have come after she was chosen. Whoever assigns
// is shown them; nobody is removed.
func (o *Office) TiedReaders(ctx context.Context, who access.Person, rs []review.Review) (out []TiedReader, bad *Unread, err error) {
	if !assigns(who) {
		return nil, nil, nil
	}
	rs = slices.DeleteFunc(slices.Clone(rs), func(r review.Review) bool { return !r.Replaceable() || r.Place != who.Place })
	m, bad, err := o.readersOf(ctx, rs)
	if bad != nil || err != nil {
		return nil, bad, err
	}
	for _, r := range rs {
		for _, id := range append(slices.Clone(r.Readers), r.Third) {
			f, ok := m[r.ID][id]
			if left := r.Standing(id, f.Ties); ok && len(left) > 0 {
				_, in := r.SheetOf(id)
				out = append(out, TiedReader{r, id, f.Name, left, in})
			}
		}
	}
	return out, nil, nil
}

// ReviewsOf lists the reviews of a draw within reach, by number.
func (o *Office) ReviewsOf(ctx context.Context, who access.Person, drawID string) ([]review.Review, error) {
	if who.ID == "" {
		return nil, act.None()
	}
	rs, err := store.Reviews.Where(o.View(ctx), "draw=? ORDER BY serial, id LIMIT 5000", drawID)
	return slices.DeleteFunc(rs, func(r review.Review) bool { return !access.ScopeOf(who).Sees("review", &r.Head) }), err
}

// ToRead lists the files given to a reviewer, what waits for her first.
func (o *Office) ToRead(ctx context.Context, who access.Person) ([]review.Review, error) {
	if who.ID == "" {
		return nil, act.None()
	}
	rs, err := store.Reviews.Where(o.View(ctx), "id IN (SELECT subject FROM party WHERE kind='review' AND person=? AND standing='reviewer') ORDER BY serial DESC, id LIMIT 500", who.ID)
	if err != nil {
		return nil, err
	}
	rs = slices.DeleteFunc(rs, func(r review.Review) bool { return !access.ScopeOf(who).Sees("review", &r.Head) })
	slices.SortStableFunc(rs, func(a, b review.Review) int { return yes(!a.Waits(who.ID)) - yes(!b.Waits(who.ID)) })
	return rs, nil
}

func yes(b bool) int {
	if b {
		return 1
	}
	return 0
}

// DrawResults is what the reviews of a draw came to so far.
type DrawResults struct {
	Random, Risk  draw.Estimate // the two arms are never counted together; only Random speaks of the frame
	Open          int           // still being read
	Grades        map[string]int
	Items         map[string]int // how many files had each defect, random arm
	Agree         *agreement.Report
	Twins, Agreed int // unseen repeats that are done, and those with the same grade
}

// ResultsOf counts the reviews of a draw.
func (o *Office) ResultsOf(ctx context.Context, who access.Person, s draw.Sample) (DrawResults, error) {
	out := DrawResults{Grades: map[string]int{}, Items: map[string]int{}}
	rs, err := o.ReviewsOf(ctx, who, s.ID)
	if err != nil {
		return out, err
	}
	by := map[string]review.Review{}
	for _, r := range rs {
		by[r.ID] = r
	}
	random := map[string]*draw.Found{}
	risk := &draw.Found{Size: int(s.RiskCases)}
	for _, st := range s.Strata {
		random[st.Name] = &draw.Found{Name: st.Name, Size: st.Size}
	}
	var ratings []agreement.Rating
	for _, r := range rs {
		if len(r.Sheets) >= 2 && r.State != "assigned" { // a reader who was replaced is still awaited
			for _, sh := range r.Sheets[:2] {
				ratings = append(ratings, agreement.Rating{Rater: sh.By, Subject: r.ID, Score: sh.Grade})
			}
		}
		switch {
		case r.State == "dropped":
		case r.Twin != "":
			if f := by[r.Twin]; r.Grade != "" && f.Grade != "" {
				out.Twins++
				out.Agreed += yes(r.Grade == f.Grade)
			}
		case r.Grade == "":
			out.Open++
		case r.Arm == "risk":
			risk.N++
			risk.D += yes(review.Defective(r.Grade))
		case random[r.Stratum] != nil:
			f := random[r.Stratum]
			f.N++
			f.D += yes(review.Defective(r.Grade))
			out.Grades[r.Grade]++
			countItems(out.Items, r)
		}
	}
	var list []draw.Found
	for _, st := range s.Strata {
		list = append(list, *random[st.Name])
	}
	out.Random = draw.Rate(list)
	out.Risk = draw.Estimate{N: risk.N, D: risk.D, Size: risk.Size}
	if len(ratings) >= 4 {
		out.Agree, err = agreement.Measure(ratings, agreement.Nominal)
	}
	return out, err
}

func countItems(into map[string]int, r review.Review) {
	seen := map[string]bool{}
	for _, m := range r.Defects() {
		if !seen[m.Item] {
			seen[m.Item] = true
			into[m.Item]++
		}
	}
}
