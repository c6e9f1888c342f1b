package leg

import "hengjian/oversight/act"

// Reroute (改送) closes this leg after an objection. With a new recipient a new
// leg is drafted from the same origin; with none the sender is told which
// procedure is theirs.
type Reroute struct {
	ID       string       `json:"id" form:"id"`
	Route    string       `json:"route" form:"route"` // "" when nobody else has the procedure
	To       string       `json:"to" form:"to"`
	Outgoing string       `json:"outgoing" form:"outgoing"`
	Reveals  string       `json:"reveals" form:"reveals"`
	Needs    RerouteNeeds `json:"-"`
}

// RerouteNeeds is the computed list of recipients of the new route.
type RerouteNeeds struct {
	May []string
}

func (Reroute) Name() act.Name { return "leg.reroute" }
func (a Reroute) On() string   { return a.ID }

// Do closes here and says where it goes on.
func (a Reroute) Do(l Leg, m act.Moment) (Leg, error) {
	l.Onward = "tell_party"
	var k act.Check
	neutral(&k, "outgoing", a.Outgoing) // also where it would go nowhere
	if err := k.Err(); err != nil {
		return l, err
	}
	if a.Route != "" || a.To != "" {
		checkRoute(&k, a.Route, a.To, a.Needs.May)
		k.Want(a.To != l.To, "to", "不能改送同一单位。", "It cannot be rerouted to the same organ.")
		checkOutgoing(&k, a.Outgoing, a.Reveals)
		if err := k.Err(); err != nil {
			return l, err
		}
		l.Onward = a.To
	}
	l.StopAll(m)
	l.contact(m, "reroute", l.Objection)
	return l, nil
}

// Next is the draft that follows, ok false when the party is told instead.
func (a Reroute) Next(l Leg) (d Draft, ok bool) {
	if l.Onward == "tell_party" {
		return d, false
	}
	return Draft{OriginKind: l.OriginKind, Origin: l.Origin, Part: l.Part, Route: a.Route, To: a.To, Outgoing: a.Outgoing, Reveals: a.Reveals, CaseNos: l.CaseNos}, true
}
