package office

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/campaign"
	"hengjian/oversight/leg"
	"hengjian/oversight/organ"
	"hengjian/oversight/problem"
	"hengjian/oversight/selfcheck"
	"hengjian/store"
)

// What the acts on a self-inspection need of plan, register and taxonomy.

func init() {
	for from, f := range map[act.Name]struct {
		do func(*fact) ([]any, error)
		to act.Name
	}{"selfcheck.accept": {draftFound, "problem.draft"}, "problem.draft": {linkProblem, "selfcheck.link"}, "leg.draft": {linkLeg, "selfcheck.link"}} {
		do := f.do
		if other := followOns[from]; other != nil { // what another slice lets follow from the same act stays
			do = both(other, do)
		}
		followOns[from], Follows[from] = do, append(Follows[from], f.to)
	}
	needs["selfcheck.request"] = func(f *fact) (err error) {
		a := f.a.(*selfcheck.Request)
		a.Needs, err = f.selfcheckNeeds(a)
		return err
	}
	needs["selfcheck.fill"] = func(f *fact) (err error) {
		a, s := f.a.(*selfcheck.Fill), f.was.(*selfcheck.Selfcheck)
		a.Needs = selfcheck.FillNeeds{Classes: map[string]bool{}, Units: map[string]bool{}}
		for _, x := range a.Findings {
			if x.Class != "" {
				a.Needs.Classes[x.Class] = f.o.Usable(s.Place, f.m.Day(), x.Class)
			}
			if err := f.ownUnit(a.Needs.Units, x.Unit, s.Organ); err != nil {
				return err
			}
		}
		for _, u := range a.Units {
			if err := f.ownUnit(a.Needs.Units, u, s.Organ); err != nil {
				return err
			}
		}
		return nil
	}
}

// ownUnit states whether a unit is the organ's or of one of its branches.
func (f *fact) ownUnit(into map[string]bool, unit, organ string) error {
	if unit == "" {
		return nil
	}
	u, err := store.Units.Load(f.view(), unit)
	if err != nil {
		return noneIsNot(err)
	}
	into[unit], err = f.within(u.Organ, organ)
	return noneIsNot(err)
}

func (f *fact) selfcheckNeeds(a *selfcheck.Request) (n selfcheck.RequestNeeds, err error) {
	if n.Ours, _, err = f.oursWithin(a.Organ, ""); err != nil {
		return n, err
	}
	c, ok, err := f.campaignOf(a.Campaign)
	if err != nil || !ok {
		return n, err
	}
	n.Campaign, n.Takes, n.Edition, n.Items = c.Name, c.Takes(), int64(c.Edition), FormOf(c)
	have, err := store.Selfchecks.Where(f.view(), "campaign=? AND organ=? AND state NOT IN ('accepted','withdrawn') ORDER BY id LIMIT 1", a.Campaign, a.Organ)
	if len(have) > 0 {
		n.Pending = have[0].Number
	}
	return n, err
}

// FormOf is the form that a plan makes: its contents with their problem classes,
// and the requirements that are addressed to organs, by key. A content that
// names no class asks about those of the campaign.
func FormOf(c campaign.Campaign) (out []selfcheck.Item) {
	for _, x := range c.Plan.Contents {
		classes := x.Classes
		if len(classes) == 0 {
			classes = c.Classes
		}
		out = append(out, selfcheck.Item{Key: x.Key, Sort: "content", Text: x.Text, Classes: slices.Clone(classes)})
	}
	for _, r := range c.Plan.Requirements {
		if r.Who != "committees" {
			out = append(out, selfcheck.Item{Key: r.Key, Sort: "requirement", Text: r.Text})
		}
	}
	return out
}

// foundNeeds states what is known of the finding behind a problem.
func (f *fact) foundNeeds(n *problem.Found, x problem.Origin, organ string) error {
	s, err := store.Selfchecks.Load(f.view(), x.ID)
	if err != nil || !access.Sees(f.who, "selfcheck", &s.Head) {
		return noneIsNot(err) // the origin itself is then named as unknown
	}
	n.Asked, n.Other, n.Early = true, s.Organ != organ, s.State != "accepted"
	g, ok := s.Finding(x.Part)
	n.Case, n.Taken = g.Sort == "case", !ok || g.Kind != ""
	return nil
}

// draftFound drafts a problem for each finding ticked when a report is accepted.
func draftFound(f *fact) ([]any, error) {
	a, s := f.a.(*selfcheck.Accept), f.now.(*selfcheck.Selfcheck)
	var out []any
	for _, key := range a.Draft {
		g, _ := s.Finding(key)
		d := FoundDraft(*s, g)
		out = append(out, &d)
	}
	return out, nil
}

// FoundDraft is the problem that a finding of a unit becomes.
func FoundDraft(s selfcheck.Selfcheck, g selfcheck.Finding) problem.Draft {
	text := "机关自查发现：" + g.Text
	if g.Fixed != "" {
		text += "\n已经整改：" + g.Fixed
	}
	d := problem.Draft{Title: g.Title, Statement: text, Class: g.Class, Organ: s.Organ, Origin: "self_inspection", Campaign: s.Campaign,
		Origins: []problem.Origin{{Kind: "selfcheck", ID: s.ID, Part: g.Key}}}
	if g.Unit != "" {
		d.Units = []string{g.Unit}
	}
	return d
}

// FoundFor is the problem that a finding within reach would become, to be
// written over before it is drafted.
func (o *Office) FoundFor(ctx context.Context, who access.Person, id, part string) (problem.Draft, error) {
	s, err := Item(ctx, o, who, Selfchecks, id)
	if err != nil {
		return problem.Draft{}, err
	}
	g, ok := s.Finding(part)
	if !ok || who.Side() != "congress" {
		return problem.Draft{}, act.None()
	}
	return FoundDraft(s, g), nil
}

// FoundCase is the case number of a finding within reach, "" where it is none.
func (o *Office) FoundCase(ctx context.Context, who access.Person, id, part string) string {
	s, err := Item(ctx, o, who, Selfchecks, id)
	if err != nil || who.Side() != "congress" {
		return ""
	}
	g, _ := s.Finding(part)
	return g.CaseNo
}

// linkProblem says on the self-inspection what its finding became.
func linkProblem(f *fact) ([]any, error) {
	p := f.now.(*problem.Problem)
	var out []any
	for _, x := range p.Origins {
		if x.Kind == "selfcheck" {
			out = append(out, &selfcheck.Link{ID: x.ID, Finding: x.Part, Kind: "problem", To: p.ID, Number: p.Number})
		}
	}
	return out, nil
}

func linkLeg(f *fact) ([]any, error) {
	l := f.now.(*leg.Leg)
	if l.OriginKind != "selfcheck" || f.depth > 0 { // a referral sent on is the same finding's
		return nil, nil
	}
	return []any{&selfcheck.Link{ID: l.Origin, Finding: l.Part, Kind: "leg", To: l.ID}}, nil
}

// injustice gathers the accused behind a finding in a case: the organ itself
// and the units of all such findings. ready wants a submitted report and a
// finding in a case that has become nothing yet, or, onward, the referral that
// was returned.
func injustice(v *store.View, s selfcheck.Selfcheck, part string, onward bool) (acc Accused, ready bool, err error) {
	var units []string
	for _, it := range s.Items {
		for _, g := range it.Findings {
			if g.Sort == "case" && g.Unit != "" {
				units = append(units, g.Unit)
			}
		}
	}
	g, _ := s.Finding(part)
	acc, err = accused(v, []string{s.Organ}, units, nil)
	sent := s.State == "submitted" || s.State == "checked" || s.State == "accepted"
	return acc, sent && g.Sort == "case" && (g.Kind == "" || onward && g.Kind == "leg"), err
}

// SelfchecksIn lists the self-inspections of a campaign ("" all) within reach,
// newest first.
func (o *Office) SelfchecksIn(ctx context.Context, who access.Person, campaign string) ([]selfcheck.Selfcheck, error) {
	var out []selfcheck.Selfcheck
	err := each(ctx, o, who, store.Selfchecks, Filter{Campaign: campaign}, func(s selfcheck.Selfcheck) error { out = append(out, s); return nil })
	return out, err
}

// EachSelfcheck streams self-inspections, for exports.
func (o *Office) EachSelfcheck(ctx context.Context, who access.Person, f Filter, do func(selfcheck.Selfcheck) error) error {
	return each(ctx, o, who, store.Selfchecks, f, do)
}

// Askable is one organ as somebody who asks sees it before asking.
type Askable struct {
	Organ         organ.Organ
	Liaison, Head bool   // somebody there fills in; somebody signs
	Pending       string // number of the one in hand
	In            bool   // of the kinds of organ that the plan's scope names
}

// Askables lists the organs of the person's level for a campaign.
func (o *Office) Askables(ctx context.Context, who access.Person, c campaign.Campaign) ([]Askable, error) {
	if !who.Has(access.Clerk) && !who.Has(access.Director) || c.Place != who.Place {
		return nil, act.None()
	}
	v := o.View(ctx)
	gs, err := store.Organs.Where(v, "place=? AND "+listedOn+" AND branch='' ORDER BY code", who.Place, act.DayOf(o.Now()))
	if err != nil {
		return nil, err
	}
	as, err := store.Accounts.Where(v, "place=? AND state='active' AND organ<>''", who.Place)
	if err != nil {
		return nil, err
	}
	have, err := store.Selfchecks.Where(v, "campaign=? AND state NOT IN ('accepted','withdrawn')", c.ID)
	if err != nil {
		return nil, err
	}
	var out []Askable
	for _, g := range gs {
		x := Askable{Organ: g, In: slices.Contains(c.Plan.Scope.Sorts, g.Sort)}
		for _, a := range as {
			if a.Organ == g.ID {
				x.Liaison = x.Liaison || slices.Contains(a.Roles, access.Liaison)
				x.Head = x.Head || slices.Contains(a.Roles, access.Chief)
			}
		}
		for _, s := range have {
			if s.Organ == g.ID {
				x.Pending = s.Number
			}
		}
		out = append(out, x)
	}
	return out, nil
}

// OwnUnits lists the units of an organ and of its branches.
func (o *Office) OwnUnits(ctx context.Context, organID string) ([]organ.Unit, error) {
	return store.Units.Where(o.View(ctx), listedOn+" AND (organ=? OR organ IN (SELECT id FROM organ WHERE branch=?)) ORDER BY code", act.DayOf(o.Now()), organID, organID)
}

// Contrast is one line of the comparison: what an organ reported of a class,
// against what is known otherwise of the same organ (or unit) and period.
// Counts alone, never texts, never a person.
type Contrast struct {
	Selfcheck, Organ, Unit, Class string
	Item                          int   // counted from 1
	Checked                       int64 // how many it looked at
	Since, Until                  string
	Reported                      int64
	Others                        []int64 // by Sources, in their order
}

// Silent reports whether nothing was reported of what is known otherwise.
func (c Contrast) Silent() bool {
	return c.Reported == 0 && slices.ContainsFunc(c.Others, func(n int64) bool { return n > 0 })
}

// Source is one thing that a report is compared with. Count takes, within the
// person's own reach, the numbers by class for things named (an organ with its
// units, or one unit) and a period.
type Source struct {
	Key, Zh, En string
	Kind        string // of the matters counted, for the list behind the number
	Count       func(v *store.View, sc access.Scope, q Asked) (map[string]int64, error)
}

// Asked is one question to a source.
type Asked struct{ Organ, Unit, Since, Until string }

// Sources are what reports are compared with. Case review adds itself here by
// its own counts when it exists.
var Sources = []Source{
	{"clues", "群众反映", "messages", "clue", func(v *store.View, sc access.Scope, q Asked) (map[string]int64, error) {
		return countNamed(v, sc, "clue", "m.state NOT IN ('received','withheld','merged','repeat','withdrawn')", q)
	}},
	{"problems", "主任会议确认的问题（不含自查）", "problems confirmed (not self-found)", "problem", func(v *store.View, sc access.Scope, q Asked) (map[string]int64, error) {
		return countNamed(v, sc, "problem", "m.via<>'self_inspection' AND m.state NOT IN ('drafted','replying','proposed','dropped','revoked')", q)
	}},
}

// countNamed counts matters by class that name an organ, one of its branches or
// units, or one unit alone.
func countNamed(v *store.View, sc access.Scope, kind, cond string, q Asked) (map[string]int64, error) {
	things, args := "n.thing=?", []any{kind, q.Since, q.Until, q.Unit}
	if q.Unit == "" {
		things = "(n.thing=? OR n.thing IN (SELECT o.id FROM organ o WHERE o.branch=?) OR n.thing IN (SELECT u.id FROM unit u WHERE u.organ=? OR u.organ IN (SELECT o.id FROM organ o WHERE o.branch=?)))"
		args = []any{kind, q.Since, q.Until, q.Organ, q.Organ, q.Organ, q.Organ}
	}
	scope, more := sc.Where("m", kind)
	rows, err := v.Query("SELECT m.class, count(*) FROM matter m WHERE m.kind=? AND m.opened>=? AND m.opened<=? AND EXISTS (SELECT 1 FROM named n WHERE n.kind=m.kind AND n.subject=m.subject AND "+things+") AND "+cond+" AND "+scope+" GROUP BY m.class",
		append(args, more...)...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[string]int64{}
	for rows.Next() {
		var class string
		var n int64
		if err := rows.Scan(&class, &n); err != nil {
			return nil, err
		}
		out[class] = n
	}
	return out, rows.Err()
}

// Contrasts compares the submitted reports of a campaign ("" all; one alone by
// its id) with the sources, class by class. For the congress's staff only: an
// organ never learns that anybody reported. Messages are counted up to today:
// one that came after the period may still tell of it.
func (o *Office) Contrasts(ctx context.Context, who access.Person, campaign, id string) ([]Contrast, error) {
	if who.Side() != "congress" || !slices.ContainsFunc([]act.Role{access.Clerk, access.Director, access.Vice, access.Secretary}, who.Has) {
		return nil, act.None()
	}
	ss, err := o.SelfchecksIn(ctx, who, campaign)
	if err != nil {
		return nil, err
	}
	v, sc := o.View(ctx), access.ScopeOf(who)
	asked := map[Asked][]map[string]int64{}
	var out []Contrast
	for _, s := range ss {
		if s.Sent == "" || id != "" && s.ID != id {
			continue
		}
		for i, it := range s.Items {
			for _, unit := range unitsOf(it) {
				q := Asked{s.Organ, unit, cmp.Or(it.Since, "0"), act.DayOf(o.Now())}
				if asked[q] == nil {
					if asked[q], err = askSources(v, sc, q); err != nil {
						return nil, err
					}
				}
				for _, class := range it.Classes {
					c := Contrast{Selfcheck: s.ID, Organ: s.Organ, Unit: unit, Class: class, Item: i + 1, Checked: it.Checked, Since: it.Since, Until: it.Until, Reported: it.Reported(class, unit)}
					for _, n := range asked[q] {
						c.Others = append(c.Others, under(n, class))
					}
					out = append(out, c)
				}
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Contrast) int {
		return map[bool]int{true: 1}[b.Silent()] - map[bool]int{true: 1}[a.Silent()]
	})
	return out, nil
}

// unitsOf are the units covered; "" the whole organ.
func unitsOf(it selfcheck.Item) []string {
	if len(it.Units) == 0 {
		return []string{""}
	}
	return it.Units
}

func askSources(v *store.View, sc access.Scope, q Asked) (out []map[string]int64, err error) {
	for _, s := range Sources {
		n, err := s.Count(v, sc, q)
		if err != nil {
			return nil, err
		}
		out = append(out, n)
	}
	return out, nil
}

// under adds up a class and what stands below it.
func under(by map[string]int64, class string) (n int64) {
	for c, x := range by {
		if c == class || strings.HasPrefix(c, class+".") {
			n += x
		}
	}
	return n
}
