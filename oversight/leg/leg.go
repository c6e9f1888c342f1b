// Package leg is the life of one referral (转送): one message, finding or piece
// of evidence handed to the organ that has the statutory procedure for it, in a
// locked neutral letter. The recipient reports procedure in codes; there is no
// field for the merits, in either direction.
package leg

import (
	"hengjian/oversight/act"
	"hengjian/oversight/law"
)

// Sealed names one sealed box by the hashes under which the store keeps its
// two parts.
type Sealed struct {
	Hash string `json:"hash,omitempty"`
	Wrap string `json:"wrap,omitempty"`
	Size int64  `json:"size,omitempty"` // bytes of the payload
}

// Signed is the letter as it was signed: its number and the hash of its
// content model, so that a printed or sent copy can be compared.
type Signed struct {
	Number string `json:"number,omitempty"`
	Day    string `json:"day,omitempty"`
	To     string `json:"to,omitempty"`   // the recipient's name on that day
	From   string `json:"from,omitempty"` // the committee's name on that day
	Hash   string `json:"hash,omitempty"` // SHA-256 of the content model, hex
	By     string `json:"by,omitempty"`
	With   string `json:"with,omitempty"` // the second signature, when a head is accused
}

// Step is one procedural step that the recipient reported: a code and a day.
type Step struct {
	Code   string `json:"code"`
	Reason string `json:"reason,omitempty"` // not_accepted only: coded
	On     string `json:"on"`               // the day the organ took the step
	Day    string `json:"day"`              // the day it told us
}

// Contact is one line of the contact register (与机关就本案联系): every contact
// with an organ about a case is kept and exported to the organ for its own
// record under the three provisions on interference.
type Contact struct {
	Day  string `json:"day"`
	Kind string `json:"kind"` // telephone | letter | sent | receipt | object | upheld | reroute | report | ask | urge | clarify
	By   string `json:"by"`
	Code string `json:"code,omitempty"`
}

// Leg is one referral. While it is drafted nobody outside the office sees it.
type Leg struct {
	act.Head
	OriginKind string // clue | selfcheck | case_review | lead | problem
	Origin     string // id of that matter
	Part       string // of a self-inspection: the key of the finding
	Clue       string // the message, where the origin is one
	Route      string // id in law's route table
	Basis      string // the route's article, see law.Cite
	To         string // organ id of the recipient
	Outgoing   string // 外送摘要, written for this leg
	Reveals    string // no | softened: could time, place or relation give the sender away
	CaseNos    []string
	Minor      bool
	Urgent     bool
	Telephoned string   // urgent: which desk took the call
	Proposers  []string // who proposed it: may not sign

	HeadAccused bool // an organ head or appointee is accused: two signatures
	First       string
	Letter      Signed
	Pack        Sealed
	Keys        []string // ids of the keys the pack is sealed to
	Sent        string   // day
	Received    string   // day of the desk's receipt
	Receiver    string   // person at the desk
	Objection   string   // coded reason
	Objected    string   // day
	Steps       []Step
	Urges       int64
	Asked       int64 // how often the clerk asked again
	Onward      string
	Clarified   string // reference of the competent organ's finding
	Why         string // reason of drop, for the office
	Contacts    []Contact
}

// OriginKinds are the matters from which a leg may be drafted.
var OriginKinds = []string{"clue", "selfcheck", "case_review", "lead", "problem"}

// Matter is the leg as lists show it, to the recipient's desk too: the route
// and the recipient, neither class nor persons of the message behind it.
func (l Leg) Matter() act.Matter {
	m := act.Matter{Title: "转送", Via: l.OriginKind, Organ: l.To, Urgent: l.Urgent, Parent: l.Origin, Words: l.Number + "\n" + l.Outgoing}
	if r, ok := law.RouteByID(l.Route); ok {
		m.Title = "转送：" + r.Zh
	}
	for _, n := range l.CaseNos {
		m.Words += "\n" + n
	}
	if l.To != "" {
		m.Named = []string{l.To}
	}
	return m
}

// Last is the latest step that the recipient reported.
func (l Leg) Last() (Step, bool) {
	if len(l.Steps) == 0 {
		return Step{}, false
	}
	return l.Steps[len(l.Steps)-1], true
}

// contact enters one contact with the recipient in the register.
func (l *Leg) contact(m act.Moment, kind, code string) {
	l.Contacts = append(l.Contacts[:len(l.Contacts):len(l.Contacts)], Contact{m.Day(), kind, m.By, code})
}
