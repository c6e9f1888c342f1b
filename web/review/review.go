// Package review is the pages of draws and case reviews (抽样和案件评查): a frame
// is fixed, the seed is made before witnesses, what was drawn is read blindly.
package review

import (
	"slices"

	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/draw"
	"hengjian/oversight/review"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

type (
	drawing = matter.Doing[draw.Sample]
	reading = matter.Doing[review.Review]
)

var draws = &matter.Kind[draw.Sample]{
	Life: &draw.Life,
	Base: "/draws",
	Load: func(p *frame.Page, id string) (draw.Sample, error) {
		return office.Item(p.Ctx(), p.O, p.Me, office.Draws, id)
	},
	Head:  func(s *draw.Sample) *act.Head { return &s.Head },
	Name:  func(p *kit.Page, s draw.Sample) string { return s.Title },
	List:  func(p *kit.Page) kit.Link { return kit.Link{Text: p.L("评查抽样", "Draws"), URL: "/draws"} },
	Forms: drawForms,
}

var reviews = &matter.Kind[review.Review]{
	Life: &review.Life,
	Base: "/reviews",
	Load: func(p *frame.Page, id string) (review.Review, error) {
		return office.Item(p.Ctx(), p.O, p.Me, office.Reviews, id)
	},
	See:   see,
	Head:  func(r *review.Review) *act.Head { return &r.Head },
	Name:  func(p *kit.Page, r review.Review) string { return label(p, r) },
	List:  func(p *kit.Page) kit.Link { return kit.Link{Text: p.L("案件评查", "Case review"), URL: "/reviews"} },
	Forms: reviewForms,
	Try: func(p *frame.Page, r review.Review, a any) {
		if c, ok := a.(*review.CheckName); ok {
			c.Needs = namesToCheck(p, r)
		}
	},
}

// see leaves to a reviewer the file and her own sheet, to the organ what was
// found; whoever runs the review sees all of it.
func see(p *frame.Page, r review.Review) review.Review {
	switch {
	case inside(p.Me):
		return r
	case p.Me.Side() == "organ":
		return r.ForOrgan()
	}
	return r.For(p.Me.ID)
}

// inside reports whether somebody runs reviews. A reviewer who is a clerk as
// well is not blind; the page says so to whoever gives out functions.
func inside(who access.Person) bool {
	return slices.ContainsFunc([]act.Role{access.Clerk, access.Director, access.Vice, access.Secretary}, who.Has)
}

// ShowsDraws reports whether the section of draws is of use to somebody.
func ShowsDraws(who access.Person) bool { return inside(who) || who.Has(access.Member) }

// Shows reports whether the section of reviews is of use to somebody.
func Shows(who access.Person) bool {
	return inside(who) || slices.ContainsFunc([]act.Role{access.Reviewer, access.Liaison, access.Chief}, who.Has)
}

// label is the title of a review in the reader's language.
func label(p *kit.Page, r review.Review) string {
	return p.L(r.Label, "File "+matter.Itoa(r.Serial))
}

// DrawAct (办理) shows and does an act on a draw.
func DrawAct(p *frame.Page) error { return draws.Do(p) }

// Act (办理) shows and does an act on a review.
func Act(p *frame.Page) error { return reviews.Do(p) }
