package office

import (
	"context"
	"strings"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/organ"
	"hengjian/store"
)

// What the acts on an officer need of the register.

func init() {
	for name, fn := range map[act.Name]func(*fact) error{
		"officer.enter": func(f *fact) (err error) {
			a := f.a.(*organ.Enter)
			n := organ.EnterNeeds{ID: RegisterID("officer", f.who.Place, a.Code)}
			if n.Taken, err = f.certificate(a.Code, ""); err != nil {
				return err
			}
			n.Ours, n.Unit, err = f.seat(a.Organ, a.Unit)
			a.Needs = n
			return err
		},
		"officer.appoint": func(f *fact) (err error) {
			a, o := f.a.(*organ.Appoint), f.was.(*organ.Officer)
			n := organ.AppointNeeds{}
			if _, n.Unit, err = f.seat(o.Organ, a.Unit); err != nil {
				return err
			}
			if err = f.base(&n); err != nil {
				return err
			}
			n.Next, err = f.successor(a.Who())
			a.Needs = n
			return err
		},
		"officer.assign": func(f *fact) (err error) {
			a, o := f.a.(*organ.Assign), f.was.(*organ.Officer)
			n, org := organ.AssignNeeds{}, a.Organ
			if org == "" {
				org = o.Organ
			}
			if n.Ours, n.Unit, err = f.seat(org, a.Unit); err != nil {
				return err
			}
			n.Next, err = f.successor(a.Who())
			a.Needs = n
			return err
		},
		"officer.leave": func(f *fact) (err error) {
			a := f.a.(*organ.Leave)
			a.Needs.Next, err = f.successor(a.Who())
			return err
		},
		"officer.amend": func(f *fact) (err error) {
			a, o := f.a.(*organ.AmendOfficer), f.was.(*organ.Officer)
			if a.What == "code" {
				a.Needs.Taken, err = f.certificate(strings.TrimSpace(a.To), o.ID)
			}
			return err
		},
		"officer.merge": func(f *fact) (err error) {
			a := f.a.(*organ.MergeOfficer)
			a.Needs.Other, err = f.officerThere(a.Into)
			return err
		},
		"officer.apart": func(f *fact) (err error) {
			a := f.a.(*organ.Apart)
			a.Needs.Other, err = f.officerThere(a.Other)
			return err
		},
	} {
		needs[name] = fn
	}
}

// certificate reports whether somebody but one's self bears a certificate's
// number at the place.
func (f *fact) certificate(code, self string) (bool, error) {
	os, err := store.Officers.Where(f.view(), "place=? AND code=? AND id<>?", f.who.Place, code, self)
	if err != nil || len(os) > 0 {
		return len(os) > 0, err
	}
	o, err := store.Officers.Load(f.view(), RegisterID("officer", f.who.Place, code))
	return err == nil && o.ID != self, noneIsNot(err)
}

// seat reports whether an organ answers to the actor's committee, and a unit is
// the organ's and lasts.
func (f *fact) seat(organID, unit string) (ours, within bool, err error) {
	if ours, err = f.ours(organID); err != nil {
		return false, false, err
	}
	within, err = f.lasts(unit, organID)
	return ours, within, err
}

// successor finds the officer whom a certificate number names.
func (f *fact) successor(code string) (n organ.SuccessionNeeds, err error) {
	if code == "" || act.Has(organ.NextKinds, code) {
		return n, nil
	}
	os, err := store.Officers.Where(f.view(), "place=? AND code=? AND "+listedOn, f.who.Place, code, f.m.Day())
	if err == nil && len(os) == 1 {
		n.ID, n.Name = os[0].ID, os[0].Name
	}
	return n, err
}

func (f *fact) officerThere(id string) (bool, error) {
	o, err := store.Officers.Load(f.view(), id)
	return err == nil && o.Place == f.who.Place && o.State != "merged", noneIsNot(err)
}

// SamePerson is an entry that may be the same person, with the reasons.
type SamePerson struct {
	Officer organ.Officer
	Why     []act.Word
}

// AlikeOfficers finds entries that may be the same person as one: by name, and
// by certificate number however it is written. It decides nothing.
func (o *Office) AlikeOfficers(ctx context.Context, who access.Person, x organ.Officer) ([]SamePerson, error) {
	if !access.Sees(who, "officer", &x.Head) {
		return nil, act.None()
	}
	all, err := store.Officers.Where(o.View(ctx), "place=? AND (name=? OR code=?) AND id<>? ORDER BY code LIMIT 200", x.Place, x.Name, x.Code, x.ID)
	if err != nil {
		return nil, err
	}
	var out []SamePerson
	for _, y := range all {
		if why := organ.Alike(x, y); len(why) > 0 {
			out = append(out, SamePerson{y, why})
		}
	}
	return out, nil
}
