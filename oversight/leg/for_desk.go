package leg

// ForDesk is all that the recipient's side may read of a leg, on pages and in
// the API: nothing of the message behind it, of who proposed it, or of why it
// was signed twice. The pack itself is sealed to the desk's keys.
func (l Leg) ForDesk() Leg {
	out := Leg{Head: l.Head, Route: l.Route, Basis: l.Basis, To: l.To, Outgoing: l.Outgoing, CaseNos: l.CaseNos, Urgent: l.Urgent,
		Letter: l.Letter, Pack: l.Pack, Keys: l.Keys, Sent: l.Sent, Received: l.Received, Receiver: l.Receiver,
		Objection: l.Objection, Objected: l.Objected, Steps: l.Steps, Urges: l.Urges, Asked: l.Asked}
	out.Parties = nil
	out.Letter.By, out.Letter.With = "", ""
	for _, c := range l.Contacts {
		if l.Sent == "" || c.Kind == "telephone" {
			continue
		}
		c.By = ""
		out.Contacts = append(out.Contacts, c)
	}
	return out
}
