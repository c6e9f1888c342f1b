package office

import (
	"context"
	"slices"

	"hengjian/oversight/access"
	"hengjian/oversight/account"
	"hengjian/oversight/act"
	"hengjian/oversight/campaign"
	"hengjian/oversight/meeting"
	"hengjian/oversight/organ"
	"hengjian/store"
)

// What the acts on a meeting need of the register and the campaign.

func init() {
	for name, fn := range map[act.Name]func(*fact) error{
		"meeting.plan": func(f *fact) (err error) {
			a := f.a.(*meeting.Plan)
			a.Needs, err = f.meetingNeeds(a.Set)
			return err
		},
		"meeting.amend": func(f *fact) (err error) {
			a := f.a.(*meeting.Amend)
			a.Needs, err = f.meetingNeeds(a.Set)
			return err
		},
		"meeting.invite": meetingInviteNeeds,
		"meeting.answer": meetingAnswerNeeds,
		"meeting.hold": func(f *fact) (err error) {
			a := f.a.(*meeting.Hold)
			a.Needs.Organs, err = f.oursOf(a.Others)
			return err
		},
		"meeting.minute": func(f *fact) error {
			a := f.a.(*meeting.Minute)
			a.Needs.Numbers = map[string]string{}
			for _, r := range a.Decided {
				if err := f.number(a.Needs.Numbers, r.Kind, r.ID); err != nil {
					return err
				}
			}
			return nil
		},
		"meeting.link": func(f *fact) error {
			a := f.a.(*meeting.Link)
			a.Needs.Numbers = map[string]string{}
			return f.number(a.Needs.Numbers, a.Kind, a.To)
		},
	} {
		needs[name] = fn
	}
}

func (f *fact) meetingNeeds(s meeting.Set) (n meeting.SetNeeds, err error) {
	if n.Ours, n.Within, err = f.oursWithin(s.Organ, s.Unit); err != nil || s.Campaign == "" {
		return n, err
	}
	c, ok, err := f.campaignOf(s.Campaign)
	n.Campaign = ok
	for _, x := range c.Plan.Stages {
		n.Stage = n.Stage || x.Key == s.Stage
	}
	return n, err
}

// oursWithin reports whether an organ answers to the actor's committee, and a
// unit is the organ's or a branch's.
func (f *fact) oursWithin(organID, unit string) (ours, within bool, err error) {
	if organID == "" {
		return false, false, nil
	}
	g, err := store.Organs.Load(f.view(), organID)
	if err != nil {
		return false, false, noneIsNot(err)
	}
	ours = g.Place == f.who.Place
	if unit == "" {
		return ours, false, nil
	}
	u, err := store.Units.Load(f.view(), unit)
	if err != nil {
		return ours, false, noneIsNot(err)
	}
	within, err = f.within(u.Organ, organID)
	return ours, within, noneIsNot(err)
}

// campaignOf loads a campaign within the actor's reach and of her own book.
func (f *fact) campaignOf(id string) (c campaign.Campaign, ok bool, err error) {
	if c, err = store.Campaigns.Load(f.view(), id); err != nil {
		return c, false, noneIsNot(err)
	}
	return c, access.Sees(f.who, "campaign", &c.Head) && c.Place == f.who.Place, nil
}

func (f *fact) oursOf(people []meeting.Named) (map[string]bool, error) {
	out := map[string]bool{}
	for _, p := range people {
		if p.Organ == "" {
			continue
		}
		ours, _, err := f.oursWithin(p.Organ, "")
		if err != nil {
			return nil, err
		}
		out[p.Organ] = ours
	}
	return out, nil
}

// number states the number of a matter within reach; tasks and problems only.
func (f *fact) number(into map[string]string, kind, id string) error {
	if id == "" || kind != "task" && kind != "problem" {
		return nil
	}
	t := store.TableOf(kind)
	if t == nil {
		return nil
	}
	s, _, err := t.LoadAny(f.view(), id)
	if err != nil {
		return noneIsNot(err)
	}
	if h := head(s); access.Sees(f.who, kind, h) {
		into[meeting.Key(kind, id)] = h.Number
	}
	return nil
}

// meetingInviteNeeds states who the people are and whom something ties to the
// organ visited.
func meetingInviteNeeds(f *fact) error {
	a, t := f.a.(*meeting.Invite), f.was.(*meeting.Meeting)
	n := meeting.InviteNeeds{Deputies: map[string]meeting.DeputyFact{}, Colleagues: map[string]meeting.PersonFact{}}
	at, err := visited(f.view(), t.Organ)
	if err != nil {
		return err
	}
	if a.Seats > 0 || len(a.Deputies) > 0 {
		all, err := deputiesAt(f.view(), t.Place, f.m.Day(), at)
		if err != nil {
			return err
		}
		for _, d := range all {
			if slices.Contains(a.Deputies, d.Row) {
				n.Deputies[d.Row] = meeting.DeputyFact{Name: d.Name, Account: d.Account, Zh: d.Conflict.Zh, En: d.Conflict.En}
			}
			if a.Seats > 0 && d.Account != "" && d.Conflict.Code == "" {
				n.Open = append(n.Open, d.Account)
			}
		}
	}
	for _, id := range a.Colleague {
		c, err := store.Accounts.Load(f.view(), id)
		if err != nil {
			if noneIsNot(err) != nil {
				return err
			}
			continue
		}
		if p := c.Actor(nil); c.State == "active" && c.Place == t.Place && p.Side() == "congress" {
			n.Colleagues[id] = meeting.PersonFact{Name: c.Person, Member: p.Has(access.Member)}
		}
	}
	if n.Organs, err = f.oursOf(a.People); err != nil {
		return err
	}
	a.Needs = n
	return nil
}

func meetingAnswerNeeds(f *fact) error {
	a, t := f.a.(*meeting.Answer), f.was.(*meeting.Meeting)
	a.Needs = meeting.AnswerNeeds{Name: f.who.Name}
	at, err := visited(f.view(), t.Organ)
	if err != nil {
		return err
	}
	acc, err := store.Accounts.Load(f.view(), f.who.ID)
	if err != nil {
		return noneIsNot(err)
	}
	ds, err := store.Deputies.Where(f.view(), "place=? AND account=? AND "+listedOn+" ORDER BY id", t.Place, f.who.ID, f.m.Day())
	if err != nil {
		return err
	}
	d := organ.Deputy{Name: f.who.Name}
	if len(ds) > 0 {
		d = ds[0]
		a.Needs.Row, a.Needs.Name = d.ID, d.Name
	}
	if c, ok := organ.ConflictOf(d, acc.Conflicts, at); ok {
		a.Needs.Zh, a.Needs.En = c.Zh, c.En
	}
	return nil
}

// visited is the organ visited, empty where none is.
func visited(v *store.View, id string) (organ.Organ, error) {
	if id == "" {
		return organ.Organ{}, nil
	}
	g, err := store.Organs.Load(v, id)
	return g, noneIsNot(err)
}

// DeputyOffer is one deputy as somebody who plans sees her: whether she has an
// account with which to answer, and why she is not offered, if something ties
// her to the organ.
type DeputyOffer struct {
	Row, Name, Work, Station string
	Account                  string // "" staff record her answer
	Conflict                 act.Word
}

// deputiesAt lists the deputies of a place with what ties them to an organ:
// those of the register, then accounts that no row of it names.
func deputiesAt(v *store.View, place, day string, at organ.Organ) ([]DeputyOffer, error) {
	as, err := store.Accounts.Where(v, "place=? AND state='active' ORDER BY full_name, id", place)
	if err != nil {
		return nil, err
	}
	by := map[string]account.Account{}
	for _, a := range as {
		by[a.ID] = a
	}
	ds, err := store.Deputies.Where(v, "place=? AND "+listedOn+" ORDER BY code, id", place, day)
	if err != nil {
		return nil, err
	}
	var out []DeputyOffer
	for _, d := range ds {
		acc, has := by[d.Account]
		o := DeputyOffer{Row: d.ID, Name: d.Name, Work: d.Work, Station: d.Station}
		if has {
			o.Account = acc.ID
			delete(by, acc.ID)
		}
		o.Conflict, _ = organ.ConflictOf(d, acc.Conflicts, at)
		out = append(out, o)
	}
	for _, a := range as {
		if _, left := by[a.ID]; !left || !slices.Contains(a.Roles, access.Deputy) {
			continue
		}
		o := DeputyOffer{Row: a.ID, Name: a.Person, Account: a.ID}
		o.Conflict, _ = organ.ConflictOf(organ.Deputy{}, a.Conflicts, at)
		out = append(out, o)
	}
	return out, nil
}

// DeputyOffers lists the deputies of the person's committee for an invitation
// to an organ ("" none); who is tied to it stands there with the reason.
func (o *Office) DeputyOffers(ctx context.Context, who access.Person, organID string) ([]DeputyOffer, error) {
	if !who.Has(access.Clerk) && !who.Has(access.Director) {
		return nil, act.None()
	}
	v := o.View(ctx)
	at, err := visited(v, organID)
	if err != nil {
		return nil, err
	}
	return deputiesAt(v, who.Place, act.DayOf(o.Now()), at)
}

// MeetingsBetween lists the meetings within reach whose day lies in a span,
// by day and hour; both days "" all that have a day.
func (o *Office) MeetingsBetween(ctx context.Context, who access.Person, from, until, campaign string) ([]meeting.Meeting, error) {
	if who.ID == "" {
		return nil, act.None()
	}
	cond, args := "day>=? AND day<=?", []any{from, until}
	if until == "" {
		cond, args = "day>=?", []any{max(from, "0")}
	}
	if campaign != "" {
		cond, args = cond+" AND campaign=?", append(args, campaign)
	}
	ms, err := store.Meetings.Where(o.View(ctx), cond+" ORDER BY day, begins, id LIMIT 2000", args...)
	return slices.DeleteFunc(ms, func(m meeting.Meeting) bool { return !access.ScopeOf(who).Sees("meeting", &m.Head) }), err
}

// MeetingsAsked lists the meetings to which the person was asked, or whose
// open places she may take, newest day first.
func (o *Office) MeetingsAsked(ctx context.Context, who access.Person) ([]meeting.Meeting, error) {
	if who.ID == "" {
		return nil, nil
	}
	ms, err := store.Meetings.Where(o.View(ctx), "id IN (SELECT subject FROM party WHERE kind='meeting' AND person=? AND standing='invited') ORDER BY day DESC, begins DESC, id LIMIT 500", who.ID)
	return slices.DeleteFunc(ms, func(m meeting.Meeting) bool { return !access.ScopeOf(who).Sees("meeting", &m.Head) }), err
}

// Took is one deputy's part in the meetings of a committee.
type Took struct {
	Row, Name                  string
	Asked, Came, Excused, Away int
	Last                       string // the last day she came
}

// DutyRecord counts which deputies took part in what was held, by name:
// it is a record of what was done, for the deputies' own file, and
// no ranking.
func (o *Office) DutyRecord(ctx context.Context, who access.Person, from, until, campaign string) ([]Took, []meeting.Meeting, error) {
	if !who.Has(access.Clerk) && !who.Has(access.Director) && !who.Has(access.Vice) && !who.Has(access.Secretary) {
		return nil, nil, act.None()
	}
	ms, err := o.MeetingsBetween(ctx, who, from, until, campaign)
	if err != nil {
		return nil, nil, err
	}
	ms = slices.DeleteFunc(ms, func(m meeting.Meeting) bool { return m.State != "held" && m.State != "minuted" })
	var out []Took
	at := map[string]int{}
	for _, m := range ms {
		for _, g := range m.Guests {
			if g.Sort != "deputy" {
				continue
			}
			key := g.Row
			if key == "" {
				key = g.Account
			}
			i, ok := at[key]
			if !ok {
				i = len(out)
				at[key] = i
				out = append(out, Took{Row: key, Name: g.Name})
			}
			t := &out[i]
			t.Asked++
			switch g.Came {
			case "came":
				t.Came++
				t.Last = max(t.Last, m.Day)
			case "excused":
				t.Excused++
			case "absent":
				t.Away++
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Took) int { return compareText(a.Name, b.Name) })
	return out, ms, nil
}

func compareText(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
