package office

import (
	"context"
	"slices"
	"strings"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/organ"
	"hengjian/store"
)

// Members, sessions and stations: what acts need of the register.

func init() {
	needs["member.enter"] = func(f *fact) error {
		a := f.a.(*organ.EnterMember)
		a.Needs.ID = RegisterID("member", f.who.Place, strings.TrimSpace(a.Code))
		_, err := store.Members.Load(f.view(), a.Needs.ID)
		a.Needs.Taken = err == nil
		return noneIsNot(err)
	}
	needs["station.enter"] = func(f *fact) error {
		a := f.a.(*organ.EnterStation)
		a.Needs.ID = RegisterID("station", f.who.Place, strings.TrimSpace(a.Code))
		_, err := store.Stations.Load(f.view(), a.Needs.ID)
		a.Needs.Taken = err == nil
		return noneIsNot(err)
	}
	needs["deputyrec.attach"] = func(f *fact) error {
		a := f.a.(*organ.Attach)
		if a.Station == "" {
			return nil
		}
		s, err := store.Stations.Load(f.view(), a.Station)
		if err == nil && s.Place == f.who.Place && s.Standing(f.m.Day()) == "listed" {
			a.Needs.Title = s.Name
		}
		return noneIsNot(err)
	}
	needs["sitting.enter"] = func(f *fact) error {
		a := f.a.(*organ.EnterSitting)
		seats, err := membersOn(f.view(), f.who.Place, a.Day)
		if err != nil {
			return err
		}
		a.Needs.Members = int64(len(seats))
		all, err := store.Sittings.Where(f.view(), "place=?", f.who.Place)
		until := a.Until
		if until == "" {
			until = a.Day
		}
		a.Needs.Taken = slices.ContainsFunc(all, func(s organ.Sitting) bool {
			return s.Title == strings.TrimSpace(a.Title) || s.Day <= until && a.Day <= s.Until
		})
		return err
	}
	needs["sitting.attend"] = func(f *fact) (err error) {
		s := f.was.(*organ.Sitting)
		f.a.(*organ.Attend).Needs.Members, err = membersOn(f.view(), s.Place, s.Day)
		return err
	}
}

// membersOn are all members of a place's committee on a day, chairperson first.
func membersOn(v *store.View, place, day string) (out []organ.Seat, err error) {
	ms, err := membersOf(v, place)
	for _, m := range ms {
		if m.On(day) {
			out = append(out, organ.Seat{Member: m.ID, Name: m.Name})
		}
	}
	return out, err
}

// membersOf are all entries of members of a committee, in the order of their posts.
func membersOf(v *store.View, place string) ([]organ.Member, error) {
	ms, err := store.Members.Where(v, "place=? ORDER BY code, id", place)
	rank := func(m organ.Member) int {
		return slices.IndexFunc(organ.MemberPosts, func(w act.Word) bool { return w.Code == m.Post })
	}
	slices.SortStableFunc(ms, func(a, b organ.Member) int { return rank(a) - rank(b) })
	return ms, err
}

// base fills what a vote of the committee on a day is counted from.
func (f *fact) base(n *organ.AppointNeeds) error {
	if f.m.Body == nil || f.m.Body.Name != "committee" {
		return nil
	}
	day := f.m.Body.Date
	seats, err := membersOn(f.view(), f.who.Place, day)
	if err != nil {
		return err
	}
	n.Base = int64(len(seats))
	ss, err := store.Sittings.Where(f.view(), "place=? AND state='attended'", f.who.Place)
	for _, s := range ss {
		if s.Covers(day) {
			n.Present = s.Present()
		}
	}
	return err
}

// MembersOn lists all members of the person's own committee on a day.
func (o *Office) MembersOn(ctx context.Context, who access.Person, day string) ([]organ.Seat, error) {
	if !access.Sees(who, "member", &act.Head{Place: who.Place}) {
		return nil, act.None()
	}
	return membersOn(o.View(ctx), who.Place, day)
}

// MembersAt lists the entries of members of the person's own committee, former
// ones too.
func (o *Office) MembersAt(ctx context.Context, who access.Person) ([]organ.Member, error) {
	if !access.Sees(who, "member", &act.Head{Place: who.Place}) {
		return nil, act.None()
	}
	return membersOf(o.View(ctx), who.Place)
}

// Sittings lists the sessions of the person's own committee, latest first.
func (o *Office) Sittings(ctx context.Context, who access.Person) ([]organ.Sitting, error) {
	if !access.Sees(who, "sitting", &act.Head{Place: who.Place}) {
		return nil, act.None()
	}
	return store.Sittings.Where(o.View(ctx), "place=? ORDER BY day DESC", who.Place)
}

// StationsAt lists the stations in use of the person's own place.
func (o *Office) StationsAt(ctx context.Context, who access.Person) ([]organ.Station, error) {
	if !access.Sees(who, "station", &act.Head{Place: who.Place}) {
		return nil, act.None()
	}
	return store.Stations.Where(o.View(ctx), "place=? AND "+listedOn+" ORDER BY code", who.Place, act.DayOf(o.Now()))
}

// DeputyAtStation is one deputy's stay.
type DeputyAtStation struct {
	Deputy organ.Deputy
	Stay   organ.Stay
}

// DeputiesOf lists who is or was attached to a station, those present first.
func (o *Office) DeputiesOf(ctx context.Context, who access.Person, s organ.Station) (out []DeputyAtStation, err error) {
	if !access.Sees(who, "deputyrec", &act.Head{Place: s.Place}) {
		return nil, nil
	}
	ds, err := store.Deputies.Where(o.View(ctx), "place=? AND stays LIKE ? ORDER BY code, id", s.Place, "%"+s.ID+"%")
	for _, d := range ds {
		for _, x := range d.Stays {
			if x.Station == s.ID {
				out = append(out, DeputyAtStation{d, x})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b DeputyAtStation) int { return strings.Compare(present(a.Stay), present(b.Stay)) })
	return out, err
}

func present(s organ.Stay) string {
	if s.Until == "" {
		return ""
	}
	return "ended"
}
