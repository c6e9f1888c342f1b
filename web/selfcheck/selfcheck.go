// Package selfcheck is the pages of self-inspections (自查): asking several
// organs at once, filling in item by item, signing, checking, and the
// comparison of what was reported with what is known otherwise. The organ's
// side reads only what ForOrgan gives, and never the comparison.
package selfcheck

import (
	"slices"

	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/selfcheck"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

type doing = matter.Doing[selfcheck.Selfcheck]

var kind = &matter.Kind[selfcheck.Selfcheck]{
	Life: &selfcheck.Life,
	Base: "/selfchecks",
	Load: func(p *frame.Page, id string) (selfcheck.Selfcheck, error) {
		return office.Item(p.Ctx(), p.O, p.Me, office.Selfchecks, id)
	},
	See:  see,
	Head: func(s *selfcheck.Selfcheck) *act.Head { return &s.Head },
	Name: func(p *kit.Page, s selfcheck.Selfcheck) string { return frame.SayTitle(p, "selfcheck", s.Title) },
	List: func(p *kit.Page) kit.Link {
		return kit.Link{Text: p.L("自查", "Self-inspections"), URL: "/selfchecks"}
	},
}

func init() { kind.Forms = forms }

// Act (办理) shows and does an act.
func Act(p *frame.Page) error { return kind.Do(p) }

func see(p *frame.Page, s selfcheck.Selfcheck) selfcheck.Selfcheck {
	if organSide(p) {
		return s.ForOrgan()
	}
	return s
}

func organSide(p *frame.Page) bool { return p.Me.Side() == "organ" }

// asks reports whether the reader asks organs for self-inspections.
func asks(p *frame.Page) bool { return p.Me.Has(access.Clerk) || p.Me.Has(access.Director) }

var readers = []act.Role{access.Clerk, access.Director, access.Vice, access.Secretary}

// Shows reports whether the section is of use to somebody.
func Shows(who access.Person) bool {
	return slices.ContainsFunc(append([]act.Role{access.Liaison, access.Chief}, readers...), who.Has)
}

// Waiting counts those that wait for the person's function.
func Waiting(p *frame.Page) int {
	var aw []office.Await
	for _, a := range office.Awaits(p.Me) {
		if a.Kind == "selfcheck" {
			aw = append(aw, a)
		}
	}
	if len(aw) == 0 {
		return 0
	}
	n, err := p.O.Count(p.Ctx(), p.Me, office.Filter{Kinds: []string{"selfcheck"}, Awaits: aw, Current: true}, 1001)
	if err != nil {
		return 0
	}
	return n
}

func words(p *kit.Page, list []act.Word, codes []string) string {
	var out []string
	for _, c := range codes {
		out = append(out, p.Word(list, c))
	}
	return matter.Join(p.L("、", ", "), out...)
}

// sortWord says what part of the plan an item is.
func sortWord(p *kit.Page, it selfcheck.Item) string {
	if it.Sort == "content" {
		return p.L("监督内容", "content")
	}
	return p.L("工作要求", "requirement")
}

func classes(p *frame.Page, codes []string) string {
	var out []string
	for _, c := range codes {
		zh, en := p.O.Taxonomy(p.Me.Place).Name(c)
		out = append(out, p.L(zh, en))
	}
	return matter.Join(p.L("、", ", "), out...)
}
