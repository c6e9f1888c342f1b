// Package opening is the life of one unsealing of a sender's identity (拆封·身份):
// asked for by one person with a reason, approved by another whose key is needed
// too, readable for a short term only. Reading the message itself is an act on
// the message; there is no act that identifies an anonymous sender.
package opening

import (
	"hengjian/oversight/act"
)

// Sealed names one sealed blob by the hash under which the store keeps it.
type Sealed struct {
	Hash string `json:"hash,omitempty"`
	Size int64  `json:"size,omitempty"` // bytes
}

// Demand is the lawful demand of an authority (依法调取).
type Demand struct {
	Authority string `json:"authority,omitempty"` // organ id
	Reference string `json:"reference,omitempty"` // number of its document
	Basis     string `json:"basis,omitempty"`     // the article it names
	Day       string `json:"day,omitempty"`       // of the document
	Scan      string `json:"scan,omitempty"`      // hash of the scanned document
}

// Reading is one time that the identity was read.
type Reading struct {
	Day string `json:"day"`
	At  int64  `json:"at"` // µs UTC
	By  string `json:"by"`
}

// Opening is one request and what came of it.
type Opening struct {
	act.Head
	Clue      string
	Requester string
	Purpose   string // a code of Purposes
	Reason    string
	Demand    Demand
	InnerWrap Sealed // the identity's wrap, its outer layer peeled by the requester
	Given     Sealed // the box key, sealed by the approver to the requester alone
	Approver  string
	Lapses    int64 // last instant at which it may be read, µs UTC; 0 before approval
	Refused   string
	Readings  []Reading
}

// Purposes for which an identity may be asked for.
var Purposes = []act.Word{
	{Code: "contact", Zh: "联系本人补充材料或者答复", En: "to contact the sender"},
	{Code: "safety", Zh: "保护反映人人身安全", En: "to protect the sender"},
	{Code: "retaliation", Zh: "核实打击报复", En: "to look into retaliation"},
	{Code: "demand", Zh: "有权机关依法调取", En: "lawful demand of an authority"},
}

func purpose(code string) bool { return code != "demand" && act.Has(Purposes, code) }

// Matter is the request as lists show it: its purpose, never a name.
func (o Opening) Matter() act.Matter {
	m := act.Matter{Title: "拆封身份", Via: o.Purpose, Parent: o.Clue, Words: o.Demand.Reference}
	for _, p := range Purposes {
		if p.Code == o.Purpose {
			m.Title = "拆封身份：" + p.Zh
		}
	}
	return m
}

// Readable reports whether the identity may be read at the moment: the term is
// computed, nothing has to close it.
func (o Opening) Readable(m act.Moment) bool {
	return (o.State == "approved" || o.State == "opened") && m.At.UnixMicro() <= o.Lapses
}
