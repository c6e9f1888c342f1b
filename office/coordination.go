package office

import (
	"context"
	"slices"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/coordination"
	"hengjian/oversight/meeting"
	"hengjian/store"
)

func init() {
	needs["coordination.open"] = func(f *fact) (err error) {
		a := f.a.(*coordination.Open)
		a.Needs, err = f.coordinationNeeds(a.Set)
		return err
	}
	needs["coordination.amend"] = func(f *fact) (err error) {
		a := f.a.(*coordination.Amend)
		a.Needs, err = f.coordinationNeeds(a.Set)
		return err
	}
}

func (f *fact) coordinationNeeds(s coordination.Set) (n coordination.SetNeeds, err error) {
	if n.Ours, n.Within, err = f.oursWithin(s.Organ, s.Unit); err != nil || s.Campaign == "" {
		return n, err
	}
	_, n.Campaign, err = f.campaignOf(s.Campaign)
	return n, err
}

// Visits lists the spans on which meetings of this committee and checks of
// other bodies come to an organ, as far as the person sees them, by first day.
// A span without end counts until the day asked for.
func (o *Office) Visits(ctx context.Context, who access.Person, organID, from, until string) ([]act.Span, error) {
	if who.ID == "" || organID == "" {
		return nil, nil
	}
	v, sc := o.View(ctx), access.ScopeOf(who)
	var out []act.Span
	ms, err := store.Meetings.Where(v, "organ=? AND day>=? AND day<=? ORDER BY day, id LIMIT 1000", organID, from, until)
	if err != nil {
		return nil, err
	}
	for _, m := range ms {
		if s, ok := meeting.Meeting(m).Span(); ok && sc.Sees("meeting", &m.Head) {
			out = append(out, s)
		}
	}
	cs, err := store.Coordinations.Where(v, "organ=? AND since<=? ORDER BY since, id LIMIT 1000", organID, until)
	if err != nil {
		return nil, err
	}
	for _, c := range cs {
		s := c.Span()
		if s.Until == "" && c.State != "closed" {
			s.Until = until // still there
		}
		if sc.Sees("coordination", &c.Head) && max(s.Until, s.From) >= from {
			out = append(out, s)
		}
	}
	slices.SortStableFunc(out, func(a, b act.Span) int { return compareText(a.From, b.From) })
	return out, nil
}
