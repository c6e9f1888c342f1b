// Package clue is the life of one message of the public (群众反映): received
// sealed, summarised by an intake officer, triaged by two people into routes,
// referred by law or redirected with its remedies, answered, and looked at
// again. The congress never decides a case: no act here touches a judgment.
package clue

import (
	"strings"

	"hengjian/oversight/act"
)

// Sealed names one sealed box by the hashes under which the store keeps its
// two parts: the payload, and the wrap that opens it for the officers' keys.
type Sealed struct {
	Hash string `json:"hash,omitempty"`
	Wrap string `json:"wrap,omitempty"`
	Size int64  `json:"size,omitempty"` // bytes of the payload
}

// File is one attachment, sealed to the body's own box key: its name and type
// are inside the seal.
type File struct {
	Hash string `json:"hash"`
	Size int64  `json:"size"`
	Sort string `json:"sort"` // image | pdf | office | audio | text | other
}

// Talk is one message of the conversation by receipt, sealed to the receipt's
// key and the officers'.
type Talk struct {
	By   string `json:"by"` // office | sender
	Day  string `json:"day"`
	Box  Sealed `json:"box"`
	Kind string `json:"kind,omitempty"` // ask | supplement | answer | rating | relook | retaliation

	Files []File `json:"files,omitempty"` // sealed to the same box key
}

// Told is one thing the sender was told in plain procedure: codes and dates
// only, so that a merged message of a stranger may show it too.
type Told struct {
	Day   string `json:"day"`
	Code  string `json:"code"` // see toldCodes in view.go
	Leg   string `json:"leg,omitempty"`
	Organ string `json:"organ,omitempty"` // kind of organ, never a name
	Note  string `json:"note,omitempty"`  // coded procedural result of a leg; ids of the routes told to the party
}

// Route is one proposed outcome of a message; several run in parallel.
type Route struct {
	Outcome  string `json:"outcome"`            // refer | tell_party | other_level | opinion | statistics | lower
	Route    string `json:"route,omitempty"`    // id in law's route table
	To       string `json:"to,omitempty"`       // organ id of the recipient, refer only
	Reason   string `json:"reason,omitempty"`   // why, for the decider
	Basis    string `json:"basis,omitempty"`    // the route's article
	Outgoing string `json:"outgoing,omitempty"` // 外送摘要, written for this leg
	Reveals  string `json:"reveals,omitempty"`  // the answer to: 能否由时间、地点、关系推知反映人 (no | softened)
	Urgent   bool   `json:"urgent,omitempty"`   // referred by telephone first
	Settled  string `json:"settled,omitempty"`  // day of the decision; a later proposal leaves it alone
}

// Note is a handler's own note, never shown outside the handlers.
type Note struct {
	Day  string `json:"day"`
	By   string `json:"by"`
	Text string `json:"text"`
}

// Clue is one message as the committee keeps it. Who sent it and what it says
// is sealed; Summary is what others see.
type Clue struct {
	act.Head
	Via         string // web | letter | visit | phone | deputy | handed_over | import
	Asked       string // answer to the first unsealed question: kind of organ
	Identified  bool   // a name was left (sealed)
	Joint       int64  // how many people signed, 1 for one
	Urgent      bool
	UrgentWhy   string // sender | intake | clerk
	Minor       bool   // a minor is harmed or named
	Retaliation bool
	Receipt     string // lookup hash of the receipt, never the receipt
	ReplyTo     string // age recipient of the receipt's key
	Body        Sealed
	Identity    Sealed
	Files       []File
	Keys        []string // ids of the keys the boxes are sealed to
	Suggest     string   // class suggested at intake by the model, code only
	Band        string   // its confidence: high | medium | low
	Near        []string // keyed near-duplicate bands of the original

	Title    string
	Summary  string // 内部摘要
	Former   []Note // earlier summaries, with reasons
	Class    string
	Organs   []string
	Units    []string
	Officers []string
	CaseNos  []string
	Campaign string
	SumNear  []string // near-duplicate bands of the summary

	Routes    []Route
	Proposer  string
	Into      string // the message it was merged into
	Earlier   string // the message it repeats
	NewFacts  bool
	Party     string // 党组 gate: reference of a document only
	Lower     string // place it was forwarded to
	Told      []Told
	Talk      []Talk
	Notes     []Note
	Answered  string // day of the last answer
	Rating    string // satisfied | basic | unsatisfied
	RelookWhy string
	Source    string // for an import: the source's own number
	SourceDay string // day the source received it
	Import    string // id of the import
}

// Life is the whole life of a message.
var Life = act.Life{
	Kind: "clue", Zh: "群众反映", En: "Clue",
	States: []act.State{
		{Code: "received", Zh: "已收到", En: "Received", Tone: "act", Open: true},
		{Code: "diverted", Zh: "转专门渠道", En: "Special channel", Tone: "warn", Open: true},
		{Code: "withheld", Zh: "涉密转出", En: "Withheld as secret"},
		{Code: "registered", Zh: "已登记", En: "Registered", Tone: "act", Open: true},
		{Code: "merged", Zh: "合并办理", En: "Merged"},
		{Code: "repeat", Zh: "重复件", En: "Repeat"},
		{Code: "proposed", Zh: "拟办", En: "Proposed", Tone: "act", Open: true},
		{Code: "submitted", Zh: "呈报", En: "Submitted up", Tone: "act", Open: true},
		{Code: "forwarded", Zh: "转下级人大", En: "Forwarded to a lower committee"},
		{Code: "accepted", Zh: "已受理", En: "Accepted", Tone: "act", Open: true},
		{Code: "redirected", Zh: "不予受理并告知", En: "Redirected"},
		{Code: "kept", Zh: "留作参考", En: "Kept as opinion or statistics"},
		{Code: "answered", Zh: "已答复", En: "Answered", Tone: "ok", Open: true},
		{Code: "relooking", Zh: "请求再看", En: "Second look asked", Tone: "warn", Open: true},
		{Code: "closed", Zh: "办结", En: "Closed", Tone: "ok"},
		{Code: "withdrawn", Zh: "撤回", En: "Withdrawn"},
	},
	Verbs: verbs,
	Steps: steps,
}

// Matter is the message as lists show it: class and unit, never its text.
func (c Clue) Matter() act.Matter {
	if c.State == "withheld" { // nothing of a secret is copied on, not even into a list
		return act.Matter{Title: "（涉密转出）", Via: c.Via, Words: c.Number}
	}
	m := act.Matter{Title: c.Title, Class: c.Class, Via: c.Via, Campaign: c.Campaign, Urgent: c.Urgent, Parent: c.Into,
		Words: strings.Join(append([]string{c.Number, c.Summary, c.Source}, c.CaseNos...), "\n")}
	if c.Class == "" {
		m.Class = c.Suggest
	}
	if len(c.Organs) > 0 {
		m.Organ = c.Organs[0]
	}
	if len(c.Units) > 0 {
		m.Unit = c.Units[0]
	}
	if m.Title == "" {
		m.Title = "（待登记摘要）"
	}
	m.Named = append(append(append([]string{}, c.Organs...), c.Units...), c.Officers...)
	for _, b := range c.Near {
		m.Bands = append(m.Bands, "o:"+b)
	}
	for _, b := range c.SumNear {
		m.Bands = append(m.Bands, "s:"+b)
	}
	return m
}

// Decided reports whether the office has settled what happens to the message.
func (c Clue) Decided() bool {
	switch c.State {
	case "accepted", "redirected", "kept", "forwarded", "answered", "relooking", "closed":
		return true
	}
	return false
}

// tell records what the sender is told in procedure.
func (c *Clue) tell(m act.Moment, t Told) {
	t.Day = m.Day()
	c.Told = append(c.Told[:len(c.Told):len(c.Told)], t)
}

func (c *Clue) note(m act.Moment, text string) {
	c.Notes = append(c.Notes[:len(c.Notes):len(c.Notes)], Note{m.Day(), m.By, text})
}
