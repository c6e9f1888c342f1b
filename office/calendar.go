package office

import (
	"cmp"
	"context"
	"slices"
	"time"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/law"
	"hengjian/oversight/meeting"
	"hengjian/oversight/problem"
	"hengjian/oversight/selfcheck"
	"hengjian/store"
)

// CalendarEntry is something that comes to an organ or one of its units: a
// visit, a check of another body, or a term that ends.
type CalendarEntry struct {
	act.Span
	Title   string // of the matter alone
	En      string // what comes, in English, beside the title; What has it in Chinese
	State   string
	Place   string // of the committee whose matter it is
	Term    bool   // a day by which something is due, not a visit; it clashes with nothing
	Clashes []act.Span
}

// calendarKinds come to an organ. Of kinds that are not read below, the next
// term alone is shown.
var calendarKinds = []string{"meeting", "coordination", "task", "selfcheck", "problem"}

// calendarMost bounds how many matters of an organ one month looks at.
const calendarMost = 2000

// OrganCalendar (机关视角日历) gathers what comes to an organ, or to one of its
// units, in a month (YYYY-MM), from whatever committee or body, as far as the
// person sees it. People of an organ have the calendar of their own organ alone;
// of the congress's side those who reach its visits. Two stretches that share a
// day at the same unit clash.
func (o *Office) OrganCalendar(ctx context.Context, who access.Person, organ, unit, month string) ([]CalendarEntry, error) {
	first, err := time.ParseInLocation("2006-01", month, act.Shanghai)
	if err != nil {
		return nil, act.Wrong("month", "月份写成 2026-03 的样子。", "A month is written 2026-03.")
	}
	from, until := act.DayOf(first), act.DayOf(first.AddDate(0, 1, -1))
	if !MayCalendar(who) || who.Side() == "organ" && organ != who.Organ || organ == "" {
		return nil, act.None()
	}
	v, sc := o.View(ctx), access.ScopeOf(who)
	var out []CalendarEntry
	add := func(e CalendarEntry) {
		if e.From != "" && e.From <= until && max(e.Until, e.From) >= from && (unit == "" || e.Unit == "" || e.Unit == unit) {
			out = append(out, e)
		}
	}
	seen := 0
	for _, kind := range calendarKinds {
		if store.TableOf(kind) == nil {
			continue
		}
		err := v.EachMatter(sc, Filter{Kinds: []string{kind}, Organ: organ}, 200, func(r Row) error {
			if seen++; seen > calendarMost {
				return nil
			}
			return o.entries(v, who, r, until, add)
		})
		if err != nil {
			return nil, err
		}
	}
	mark(out)
	slices.SortStableFunc(out, func(a, b CalendarEntry) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.What, b.What))
	})
	return out, nil
}

// MayCalendar reports whether the calendar is of use to somebody.
func MayCalendar(who access.Person) bool {
	return slices.ContainsFunc([]act.Role{access.Clerk, access.Director, access.Vice, access.Secretary, access.Member, access.Liaison, access.Chief}, who.Has)
}

// entries are what one matter puts into the calendar.
func (o *Office) entries(v *store.View, who access.Person, r Row, until string, add func(CalendarEntry)) error {
	e := CalendarEntry{State: r.State, Place: r.Place, Title: r.Title}
	term := func(day, what, en string) {
		t := e
		t.En = en
		t.Term, t.Span = true, act.Span{Kind: r.Kind, ID: r.Subject, Organ: r.Organ, Unit: r.Unit, From: day, Until: day, What: what}
		add(t)
	}
	switch r.Kind {
	case "meeting":
		m, err := store.Meetings.Load(v, r.Subject)
		if s, ok := m.Span(); ok && err == nil {
			e.Span, e.En = s, act.WordOf(meeting.Sorts, m.Sort).En
			add(e)
		}
		return err
	case "coordination":
		c, err := store.Coordinations.Load(v, r.Subject)
		if e.Span = c.Span(); e.Until == "" && c.State != "closed" {
			e.Until = until // still there
		}
		add(e)
		return err
	case "task":
		t, err := store.Tasks.Load(v, r.Subject)
		if t.State != "cancelled" {
			term(t.Due, t.Title, "")
		}
		return err
	case "selfcheck":
		s, err := store.Selfchecks.Load(v, r.Subject)
		if err == nil && s.State != "withdrawn" {
			selfcheckEntries(s, who, term)
		}
		return err
	case "problem":
		p, err := store.Problems.Load(v, r.Subject)
		if err != nil {
			return err
		}
		if who.Side() == "organ" {
			p = p.ForOrgan()
		}
		o.problemEntries(p, r, e, term, add)
		return nil
	}
	if r.DueAt > 0 {
		term(act.DayOf(time.UnixMicro(r.DueAt-1)), r.Title, "")
	}
	return nil
}

// selfcheckEntries are the days by which a self-inspection is reported, or added
// to once it was returned; they stay after they were met. The days by which the
// committee checks are its own.
func selfcheckEntries(s selfcheck.Selfcheck, who access.Person, term func(day, what, en string)) {
	for _, c := range s.Clocks {
		switch c.Rule {
		case "selfcheck.report":
			term(c.Due, s.Title+"：报送自查", "report due")
		case "selfcheck.again":
			term(c.Due, s.Title+"：补充自查", "addition due")
		case "selfcheck.check":
			if who.Side() == "congress" {
				term(c.Due, s.Title+"：审核自查", "to be checked by the committee")
			}
		}
	}
}

// problemEntries are the terms of a problem and the days on which verifiers
// came.
func (o *Office) problemEntries(p problem.Problem, r Row, e CalendarEntry, term func(day, what, en string), add func(CalendarEntry)) {
	for _, c := range p.Clocks {
		rule, _ := o.Rules.At(r.Place, law.Day(p.Regime), c.Rule)
		term(c.Due, r.Title+"："+rule.Zh, rule.En)
	}
	days := map[string]bool{}
	for _, x := range p.Reports {
		if days[x.Day] {
			continue
		}
		days[x.Day] = true
		e.En = "verification on the spot"
		e.Span = act.Span{Kind: r.Kind, ID: r.Subject, Organ: r.Organ, Unit: r.Unit, From: x.Day, Until: x.Day, What: "现场核验：" + r.Title}
		add(e)
	}
}

// mark finds the visits that meet.
func mark(all []CalendarEntry) {
	var visits []act.Span
	for _, e := range all {
		if !e.Term {
			visits = append(visits, e.Span)
		}
	}
	for i := range all {
		if !all[i].Term {
			all[i].Clashes = act.Clashes(all[i].Span, visits)
		}
	}
}
