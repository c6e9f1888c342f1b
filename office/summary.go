package office

import (
	"context"
	"slices"
	"strings"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/campaign"
	"hengjian/oversight/summary"
	"hengjian/store"
)

func init() {
	needs["summary.begin"] = func(f *fact) (err error) {
		a := f.a.(*summary.Begin)
		a.Needs, err = f.countNeeds(a.Campaign, a.Previous)
		return err
	}
	needs["summary.recount"] = func(f *fact) (err error) {
		a, s := f.a.(*summary.Recount), f.was.(*summary.Summary)
		previous := a.Previous
		if previous == "" {
			previous = s.Previous
		}
		a.Needs, err = f.countNeeds(s.Campaign, previous)
		return err
	}
	needs["summary.add_case"] = func(f *fact) (err error) {
		a := f.a.(*summary.AddCase)
		a.Needs, err = f.caseNeeds(a.Problem, a.Text)
		return err
	}
	needs["summary.edit_case"] = func(f *fact) (err error) {
		a, s := f.a.(*summary.EditCase), f.was.(*summary.Summary)
		for _, c := range s.Cases {
			if c.Key == a.Case {
				a.Needs, err = f.caseNeeds(c.Problem, a.Text)
			}
		}
		return err
	}
	needs["summary.write"] = func(f *fact) (err error) {
		a := f.a.(*summary.Write)
		a.Needs.Names, err = officersIn(f.view(), f.was.(*summary.Summary).Place, a.Text)
		return err
	}
	needs["summary.cite"] = func(f *fact) error {
		a := f.a.(*summary.CiteOne)
		e, kept, err := f.keptHere(a.Experience)
		a.Needs = summary.CiteNeeds{Kept: kept, Title: e.Title, From: e.From}
		return err
	}
	needs["summary.add_result"] = func(f *fact) error {
		a, s := f.a.(*summary.AddResult), f.was.(*summary.Summary)
		if a.Problem == "" {
			return nil
		}
		p, err := store.Problems.Load(f.view(), a.Problem)
		if err == nil {
			a.Needs.Problem = p.Campaign == s.Campaign && access.Sees(f.who, "problem", &p.Head)
		}
		return noneIsNot(err)
	}
}

// countNeeds counts the campaign, and the one before by the same specs, in the
// transaction in which the numbers are kept.
func (f *fact) countNeeds(id, previous string) (n summary.CountNeeds, err error) {
	c, ok, err := f.campaignOf(id)
	if err != nil || !ok {
		return n, err
	}
	n.Campaign, n.State, n.Since, n.Until = c.Name, c.State, c.Since, c.Until
	have, err := store.Summaries.Where(f.view(), "campaign=? AND sort='' LIMIT 1", id)
	if err != nil {
		return n, err
	}
	n.Exists = len(have) > 0
	before, ok, err := f.previous(c, previous)
	if err != nil {
		return n, err
	}
	if n.Known = ok; ok {
		n.Previous, n.PrevName, n.PrevSince = before.ID, before.Name, before.Since
		if n.PrevCount, err = f.o.countFigures(f.view(), f.who, before.ID, f.m.Day(), true); err != nil {
			return n, err
		}
	}
	if n.Figures, err = f.o.countFigures(f.view(), f.who, id, f.m.Day(), true); err != nil {
		return n, err
	}
	n.Handed, err = f.handedOn(id)
	return n, err
}

// previous is the campaign to compare with: the one asked for, or the latest
// concluded one that began before.
func (f *fact) previous(c campaign.Campaign, id string) (p campaign.Campaign, ok bool, err error) {
	switch id {
	case "none":
		return p, false, nil
	case "":
		all, err := store.Campaigns.Where(f.view(), "place=? AND state='concluded' AND since<? AND id<>? ORDER BY since DESC, id LIMIT 1", c.Place, c.Since, c.ID)
		if err != nil || len(all) == 0 {
			return p, false, err
		}
		return all[0], true, nil
	}
	p, ok, err = f.campaignOf(id)
	return p, ok && p.ID != c.ID && p.Since < c.Since, err
}

func (f *fact) handedOn(id string) (out []summary.Handed, err error) {
	m, err := f.view().Matters(access.ScopeOf(f.who), Filter{Kinds: []string{"problem"}, Campaign: id, States: summary.Left()}, Cursor{}, 500)
	for _, r := range m.Rows {
		out = append(out, summary.Handed{ID: r.Subject, Number: r.Number, Title: r.Title, State: r.State})
	}
	return out, err
}

// FigureFilter is the query of a figure, the same for the number and for the
// list behind it; ok is false where the figure is not one of matters. What a
// sender said of an answer is no column of the list and comes on top.
func FigureFilter(key, campaign string) (q Filter, rating []string, ok bool) {
	s, ok := summary.SpecOf(key)
	if !ok {
		return q, nil, false
	}
	q = Filter{Kinds: []string{s.Kind}, Campaign: campaign, States: s.States, Via: s.Via}
	if c, is := strings.CutPrefix(key, "class:"); is {
		q.Class = c
	}
	return q, s.Rating, true
}

const countAll = 1 << 40

// countFigures takes every figure of a campaign. Only the person's own book counts:
// nothing of a committee below is read.
func (o *Office) countFigures(v *store.View, who access.Person, id, day string, acts bool) (summary.Figures, error) {
	var out summary.Figures
	sc := access.ScopeOf(who)
	for _, s := range summary.Specs {
		q, rating, _ := FigureFilter(s.Key, id)
		if store.TableOf(s.Kind) == nil {
			continue
		}
		var n int
		var err error
		if len(rating) > 0 {
			ids, rerr := rated(v, sc, id, rating)
			n, err = len(ids), rerr
		} else {
			n, err = v.CountMatters(sc, q, countAll)
		}
		if err != nil {
			return nil, err
		}
		out = append(out, summary.Figure{Key: s.Key, Zh: s.Zh, En: s.En, Part: s.Part, N: int64(n), Of: s.Of, Day: day})
	}
	by, err := v.CountBy(sc, Filter{Kinds: []string{"problem"}, Campaign: id, States: summary.Confirmed()}, "class")
	if err != nil {
		return nil, err
	}
	out = append(out, o.classFigures(who.Place, day, by)...)
	if !acts {
		return out, nil
	}
	done, err := actsByKind(v, sc, id)
	if err != nil {
		return nil, err
	}
	for _, l := range Lives() {
		if n := done[l.Kind]; n > 0 {
			out = append(out, summary.Figure{Key: "acts:" + l.Kind, Zh: l.Zh + "上的履职行为", En: "acts on: " + l.En, Part: "work", N: n, Day: day})
		}
	}
	return out, nil
}

func (o *Office) classFigures(place, day string, by map[string]int) (out summary.Figures) {
	tree := o.Taxonomy(place)
	var codes []string
	for c := range by {
		if c != "" {
			codes = append(codes, c)
		}
	}
	slices.SortFunc(codes, compareText)
	for _, c := range codes {
		zh, en := tree.Name(c)
		out = append(out, summary.Figure{Key: "class:" + c, Zh: zh, En: en, Part: "problems", N: int64(by[c]), Of: "problems_confirmed", Day: day})
	}
	return out
}

// rated lists the messages of a campaign that their senders rated so.
func rated(v *store.View, sc access.Scope, id string, rating []string) ([]string, error) {
	cond, args := sc.Where("m", "clue")
	q := "SELECT m.subject FROM matter m JOIN clue c ON c.id=m.subject WHERE m.kind='clue' AND m.campaign=? AND c.rating IN (" + strings.TrimSuffix(strings.Repeat("?,", len(rating)), ",") + ") AND " + cond + " ORDER BY m.ord DESC"
	all := []any{id}
	for _, r := range rating {
		all = append(all, r)
	}
	rows, err := v.Query(q, append(all, args...)...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, rows.Err()
}

// actsByKind is the workload: how many acts were done on matters of the
// campaign, by kind of matter, never by person.
func actsByKind(v *store.View, sc access.Scope, id string) (map[string]int64, error) {
	cond, args := sc.Where("m")
	rows, err := v.Query("SELECT j.kind, count(*) FROM matter m JOIN journal j ON j.kind=m.kind AND j.subject=m.subject WHERE m.campaign=? AND "+cond+" GROUP BY j.kind", append([]any{id}, args...)...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[string]int64{}
	for rows.Next() {
		var k string
		var n int64
		if err := rows.Scan(&k, &n); err != nil {
			return nil, err
		}
		out[k] = n
	}
	return out, rows.Err()
}

// CountNow counts a campaign today, for comparison with what a report froze.
func (o *Office) CountNow(ctx context.Context, who access.Person, id string) (summary.Figures, error) {
	return o.countFigures(o.View(ctx), who, id, act.DayOf(o.Now()), false)
}

// FigureList is the list behind a figure: exactly the matters it counts now.
func (o *Office) FigureList(ctx context.Context, who access.Person, key, id string, c Cursor, size int) (Matters, int, error) {
	q, rating, ok := FigureFilter(key, id)
	if !ok {
		return Matters{}, 0, act.None()
	}
	v, sc := o.View(ctx), access.ScopeOf(who)
	if len(rating) > 0 {
		ids, err := rated(v, sc, id, rating)
		if err != nil {
			return Matters{}, 0, err
		}
		ts, err := v.Titles(sc, "clue", ids[:min(len(ids), 500)], act.DayOf(o.Now()))
		var m Matters
		for _, id := range ids {
			if r, ok := ts[id]; ok {
				m.Rows = append(m.Rows, r)
			}
		}
		return m, len(ids), err
	}
	n, err := v.CountMatters(sc, q, countAll)
	if err != nil {
		return Matters{}, 0, err
	}
	m, err := v.Matters(sc, q, c, size)
	return m, n, err
}

// CasesToChoose lists the problems of a campaign that were put right: the only
// ones of which a typical case may be told.
func (o *Office) CasesToChoose(ctx context.Context, who access.Person, id string) ([]Row, error) {
	q, _, _ := FigureFilter("problems_done", id)
	m, err := o.List(ctx, who, q, Cursor{}, 300)
	return m.Rows, err
}

// caseNeeds states what is known of the problem behind a case, with every name
// of the register that must not stand in its text.
func (f *fact) caseNeeds(id, text string) (n summary.CaseNeeds, err error) {
	p, err := store.Problems.Load(f.view(), id)
	if err != nil {
		return n, noneIsNot(err)
	}
	want := ""
	if s, ok := f.was.(*summary.Summary); ok {
		want = s.Campaign
	}
	n.Done = access.Sees(f.who, "problem", &p.Head) && p.Campaign == want && slices.Contains([]string{"verified", "closed", "settled"}, p.State)
	if !n.Done {
		return n, nil
	}
	n.Statement = p.Title + "。" + p.Statement
	for _, m := range p.Measures {
		n.Statement += "整改措施：" + m.Text + "。"
	}
	all, err := f.o.namesToStrike(f.view(), p.Place)
	for _, k := range all { // only those that stand there: a register has a hundred thousand names
		if strings.Contains(text, k.Name) || text == "" && strings.Contains(n.Statement, k.Name) {
			n.Known = append(n.Known, k)
		}
	}
	return n, err
}

// unitWord is what stands for a unit of a sort.
var unitWord = map[string]string{"tribunal": "某庭", "section": "某科", "squad": "某队", "station": "某所", "bureau": "某局", "division": "某部"}

var organWord = map[string]string{"police": "某公安机关", "procuratorate": "某检察院", "court": "某法院", "justice": "某司法行政机关", "supervision": "某监察机关"}

// namesToStrike are the names of all organs, units and officers of a place:
// a case may name another than the one it is about.
func (o *Office) namesToStrike(v *store.View, place string) ([]summary.Known, error) {
	var out []summary.Known
	organs, err := store.Organs.Where(v, "place=?", place)
	if err != nil {
		return nil, err
	}
	for _, g := range organs {
		as := organWord[g.Sort]
		if as == "" {
			as = "某机关"
		}
		out = append(out, summary.Known{Name: g.Name, As: as})
		us, err := store.Units.Where(v, "organ=?", g.ID)
		if err != nil {
			return nil, err
		}
		for _, u := range us {
			as := unitWord[u.Sort]
			if as == "" {
				as = "某单位"
			}
			out = append(out, summary.Known{Name: u.Name, As: as})
		}
	}
	rows, err := v.Query("SELECT DISTINCT name, category FROM officer WHERE place=?", place)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var name, sort string
		if err := rows.Scan(&name, &sort); err != nil {
			return nil, err
		}
		if sort == "" {
			sort = "工作人员"
		}
		out = append(out, summary.Known{Name: name, As: "某" + sort})
	}
	return out, rows.Err()
}

// SummaryOf is the summary of a campaign, "" if it has none within reach.
func (o *Office) SummaryOf(ctx context.Context, who access.Person, id string) (string, error) {
	m, err := o.List(ctx, who, Filter{Kinds: []string{"summary"}, Campaign: id, Via: "summary"}, Cursor{}, 1)
	if err != nil || len(m.Rows) == 0 {
		return "", err
	}
	return m.Rows[0].Subject, nil
}
