// Package problem is the pages about problems (问题整改): the three lists, one
// problem from evidence to closing, the acts' forms, the council's batch and the
// verifiers' form for a phone. The organ's side reads only what ForOrgan gives.
package problem

import (
	"slices"

	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/law"
	"hengjian/oversight/problem"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

type doing = matter.Doing[problem.Problem]

var kind = &matter.Kind[problem.Problem]{
	Life: &problem.Life, Base: "/problems",
	Load: func(p *frame.Page, id string) (problem.Problem, error) {
		return office.Item(p.Ctx(), p.O, p.Me, office.Problems, id)
	},
	See:  see,
	Head: func(x *problem.Problem) *act.Head { return &x.Head },
	Name: func(p *kit.Page, x problem.Problem) string { return x.Number },
	List: func(p *kit.Page) kit.Link { return kit.Link{Text: p.L("问题整改", "Problems"), URL: "/problems"} },
	Try:  try,
}

func init() {
	kind.Forms, kind.Aside = forms, aside
}

// see is what the reader may know: the organ's side reads ForOrgan. A deputy
// who verifies reads neither origins nor messages either, but what she herself
// reported.
func see(p *frame.Page, x problem.Problem) problem.Problem {
	if inside(p.Me) {
		return x
	}
	out := x.ForOrgan()
	if organSide(p) || x.State != "verifying" {
		return out
	}
	for _, r := range reportsOf(x, x.Round) {
		if r.Person == p.Me.ID {
			out.Reports = append(out.Reports, r)
		}
	}
	return out
}

// inside reports whether the reader works on problems for the congress: the
// organ's side and assigned deputies do not, and read no source.
func inside(who access.Person) bool {
	return slices.ContainsFunc([]act.Role{access.Clerk, access.Director, access.Vice, access.Secretary, access.Intake}, who.Has)
}

func organSide(p *frame.Page) bool { return p.Me.Side() == "organ" }

// Shows says for whom the section stands in the rail.
func Shows(who access.Person) bool {
	return slices.ContainsFunc(access.Reaches, func(l access.Line) bool { return l.Kind == "problem" && who.Has(l.Role) })
}

// Act (办理) is the page of any act on a problem.
func Act(p *frame.Page) error { return kind.Do(p) }

// try gives a dry run what only the door knows, so that it answers for the
// person and the time alone.
func try(p *frame.Page, x problem.Problem, a any) {
	switch y := a.(type) {
	case *problem.Return:
		r, _ := p.O.Rules.At(x.Place, law.Day(x.Regime), "problem.returns")
		y.Needs.Limit, y.Reason = int64(r.Count), "试办试办"
	case *problem.Pass:
		y.Reason = "试办试办"
	case *problem.ProposeRecur:
		y.Reason = "试办试办"
	}
}

// Life (流程图) draws the life of a problem with where this one stands.
func Life(p *frame.Page) error {
	_, x, err := kind.Get(p)
	if err != nil {
		return err
	}
	d, err := matter.Drawing(p, &problem.Life, &x.Head, "drafted", shown(p))
	if err != nil {
		return err
	}
	return p.Render(matter.LifePage(p, kit.Head{Title: d.Title, Crumbs: crumbs(p.Page, x), Print: true}, d))
}

func crumbs(p *kit.Page, x problem.Problem) []kit.Link {
	return []kit.Link{kind.List(p), {Text: x.Number, URL: kind.Path(x.ID)}}
}

// shown hides from those outside what would tell of the source.
func shown(p *frame.Page) func(office.Line) bool {
	if inside(p.Me) {
		return nil
	}
	return func(l office.Line) bool { return office.LineFor("problem", l.Act) }
}

var answers = []act.Word{{Code: "yes", Zh: "到位", En: "done"}, {Code: "partly", Zh: "部分到位", En: "partly"}, {Code: "no", Zh: "未到位", En: "not done"}}

// File (下载) hands out a file that the problem, as this reader may know it,
// names; any other address is missing.
func File(p *frame.Page) error {
	_, x, err := kind.Get(p)
	if err != nil {
		return err
	}
	hash := p.R.PathValue("hash")
	if hash == "" || !slices.Contains(files(x), hash) {
		return act.None()
	}
	return matter.SendFile(p, hash)
}

func files(x problem.Problem) (out []string) {
	for _, e := range x.Evidence {
		out = append(out, e.Hash)
	}
	for _, r := range x.Replies {
		out = append(out, r.Scan)
	}
	measures := slices.Clone(x.Measures)
	for _, r := range x.Recurrences {
		measures = append(measures, r.Measures...)
	}
	for _, m := range measures {
		for _, g := range m.Progress {
			out = append(out, g.Files...)
		}
	}
	for _, c := range x.Claims {
		out = append(out, c.Scan)
	}
	return append(out, x.PlanScan)
}

// Waiting counts what the rail shows: what now waits for the person's function.
func Waiting(p *frame.Page) int {
	var aw []office.Await
	for _, a := range office.Awaits(p.Me) {
		if a.Kind == "problem" {
			aw = append(aw, a)
		}
	}
	if len(aw) == 0 {
		return 0
	}
	n, _ := p.O.Count(p.Ctx(), p.Me, office.Filter{Kinds: []string{"problem"}, Awaits: aw, Current: true}, 1000)
	return n
}
