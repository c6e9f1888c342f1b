// Package leg is the pages about referrals (转送): the list, one referral with
// its letter and next act, the acts' forms, and the register of contacts with
// organs about cases. The receiving desk reads only what ForDesk gives.
package leg

import (
	"slices"

	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/law"
	"hengjian/oversight/leg"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

type doing = matter.Doing[leg.Leg]

var kind = &matter.Kind[leg.Leg]{
	Life: &leg.Life, Base: "/legs",
	Load: func(p *frame.Page, id string) (leg.Leg, error) {
		return office.Item(p.Ctx(), p.O, p.Me, office.Legs, id)
	},
	See:  see,
	Head: func(l *leg.Leg) *act.Head { return &l.Head },
	Name: func(p *kit.Page, l leg.Leg) string {
		if l.Number != "" {
			return l.Number
		}
		return route(p, l.Route)
	},
	List: func(p *kit.Page) kit.Link { return kit.Link{Text: p.L("转送", "Referrals"), URL: "/legs"} },
	Try:  try,
}

func init() {
	kind.Forms = forms
	kind.Aside = aside
	kind.Special = map[string]func(*doing) error{"reroute": reroute}
}

// see is what the reader may know: the desk's side reads ForDesk.
func see(p *frame.Page, l leg.Leg) leg.Leg {
	if p.Me.Side() != "congress" {
		return l.ForDesk()
	}
	return l
}

// desk reports whether the reader is at a receiving desk.
func desk(p *frame.Page) bool { return p.Me.Side() != "congress" }

// mayRead reports whether any function of the person reaches referrals.
func mayRead(who access.Person) bool {
	return slices.ContainsFunc(access.Reaches, func(l access.Line) bool { return l.Kind == "leg" && who.Has(l.Role) })
}

// Shows says for whom the section of referrals stands in the rail.
func Shows(who access.Person) bool { return mayRead(who) }

func route(p *kit.Page, id string) string {
	r, ok := law.RouteByID(id)
	if !ok {
		return id
	}
	return upper(p.L(r.Zh, r.En))
}

// upper begins an English name with a capital letter.
func upper(s string) string {
	if s != "" && s[0] >= 'a' && s[0] <= 'z' {
		return string(s[0]-32) + s[1:]
	}
	return s
}

// Act (办理) is the page of any act on a referral.
func Act(p *frame.Page) error { return kind.Do(p) }

// try gives a dry run what only the door knows, so that it answers for the
// person and the time alone.
func try(p *frame.Page, l leg.Leg, a any) {
	may := leg.SignNeeds{May: []string{l.To}, ToName: "x", FromName: "x"}
	switch x := a.(type) {
	case *leg.Sign:
		x.Needs = may
	case *leg.Cosign:
		x.Needs = may
	case *leg.ConfirmWritten:
		x.Needs = may
	case *leg.Send:
		x.Needs = leg.SendNeeds{May: may.May, Keys: []string{"k"}}
		x.Sealed = leg.Boxes{Pack: leg.Sealed{Hash: "x"}, Keys: []string{"k"}, Letter: l.Letter.Hash}
	case *leg.Urge:
		r, _ := p.O.Rules.At(l.Place, law.Day(l.Regime), "leg.urge_limit")
		x.Needs.Limit = int64(r.Count)
		x.Ask = "receipt"
		if l.State == "received" {
			x.Ask = "procedure"
		}
	case *leg.Uphold:
		x.Reason = "试办试办"
	}
}

// Life (流程图) draws the life of a referral with where this one stands.
func Life(p *frame.Page) error {
	_, l, err := kind.Get(p)
	if err != nil {
		return err
	}
	d, err := matter.Drawing(p, &leg.Life, &l.Head, "drafted", shown(p))
	if err != nil {
		return err
	}
	return p.Render(matter.LifePage(p, kit.Head{Title: d.Title, Crumbs: crumbs(p.Page, l), Print: true}, d))
}

func crumbs(p *kit.Page, l leg.Leg) []kit.Link {
	return []kit.Link{kind.List(p), {Text: kind.Name(p, l), URL: kind.Path(l.ID)}}
}

// shown hides from the desk what the office did before it sent the referral.
func shown(p *frame.Page) func(office.Line) bool {
	if !desk(p) {
		return nil
	}
	return DeskSees
}

// DeskSees are the lines of the record that the receiving desk reads.
func DeskSees(l office.Line) bool { return office.LineFor("leg", l.Act) }
