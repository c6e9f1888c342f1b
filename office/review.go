package office

import (
	"context"
	"slices"
	"strings"

	"hengjian/oversight/access"
	"hengjian/oversight/account"
	"hengjian/oversight/act"
	"hengjian/oversight/agreement"
	"hengjian/oversight/draw"
	"hengjian/oversight/review"
	"hengjian/oversight/screenrun"
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
		a := f.a.(*review.Assign)
		a.Needs, err = f.o.readersFor(f.tx.Ctx(), f.view(), *f.was.(*review.Review))
		return err
	}
	needs["review.call_third"] = func(f *fact) (err error) {
		a := f.a.(*review.CallThird)
		a.Needs, err = f.o.readersFor(f.tx.Ctx(), f.view(), *f.was.(*review.Review))
		return err
	}
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

// readersFor are the reviewers of a committee with what stands in the way of
// each: who is tied to the organ, has not declared her ties, has a declared
// relation to somebody of the case, or read the same case in another review.
func (o *Office) readersFor(ctx context.Context, v *store.View, r review.Review) (map[string]review.Fit, error) {
	sort, err := organSort(v, r.Organ)
	if err != nil {
		return nil, err
	}
	as, err := store.Accounts.Where(v, "place=? AND state='active' ORDER BY full_name, id", r.Place)
	if err != nil {
		return nil, err
	}
	same, err := store.Reviews.Where(v, "draw=? AND case_no=? AND id<>? ORDER BY id", r.Draw, r.CaseNo, r.ID)
	if err != nil {
		return nil, err
	}
	ties, err := o.tiesOf(ctx, v, r)
	if err != nil {
		return nil, err
	}
	did, err := practised(v, r.Place, sort)
	out := map[string]review.Fit{}
	for _, a := range as {
		if slices.Contains(a.Roles, access.Reviewer) {
			f := fitOf(a, sort, ties(a.Person), same)
			f.Practised = did[a.ID]
			out[a.ID] = f
		}
	}
	return out, err
}

func fitOf(a account.Account, sort string, tie screenrun.Tie, same []review.Review) review.Fit {
	f := review.Fit{Name: a.Person}
	read := slices.ContainsFunc(same, func(r review.Review) bool { return slices.Contains(r.Readers, a.ID) || r.Third == a.ID })
	switch {
	case !a.Declared:
		f.Zh, f.En = "还没有申报利害关系", "has not declared her ties"
	case slices.Contains(a.Conflicts, sort):
		f.Zh, f.En = "有近亲属或者朋友在这类机关工作", "has relatives or friends in this kind of organ"
	case tie.Declared:
		f.Zh, f.En = "与本卷的承办人或者代理人有申报的关系", "has a declared relation to somebody who handled the case"
		if said := strings.Trim(tie.Relation+"，"+tie.Source, "，"); said != "" {
			f.Zh, f.En = f.Zh+"（"+said+"）", f.En+" ("+said+")"
		}
	case read:
		f.Zh, f.En = "评查过同一案件", "has read the same case"
	}
	return f
}

// ReaderOffer is one reviewer as whoever assigns sees her.
type ReaderOffer struct {
	ID string
	review.Fit
}

// ReaderOffers lists the reviewers for a review, by name.
func (o *Office) ReaderOffers(ctx context.Context, who access.Person, r review.Review) ([]ReaderOffer, error) {
	if !who.Has(access.Clerk) && !who.Has(access.Director) || r.Place != who.Place {
		return nil, act.None()
	}
	m, err := o.readersFor(ctx, o.View(ctx), r)
	var out []ReaderOffer
	for id, f := range m {
		out = append(out, ReaderOffer{id, f})
	}
	slices.SortFunc(out, func(a, b ReaderOffer) int { return compareText(a.Name+a.ID, b.Name+b.ID) })
	return out, err
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
		if len(r.Sheets) >= 2 {
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
