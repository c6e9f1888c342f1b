// Package act is the grammar of oversight (履职行为): every change that anybody
// makes is one act, done by someone at a moment on a subject, on the basis of
// an article, and lawful only if the subject's life, a table, says so.
package act

import (
	"time"
)

// Name identifies an act in forms, the API, the journal and the access matrix:
// "clue.accept". What stands before the dot is the kind of its subject.
type Name string

// Role is a function a person holds in one place or organ.
type Role string

// Head is what every subject has. The door reads and writes it; a life's own
// columns follow it.
type Head struct {
	ID      string   // opaque; derived from the birth act's id, so a retry makes the same subject
	Version int64    // 1 at birth, one more with each act
	State   string   // a code of the life's States
	Place   string   // division code of the committee whose matter this is
	Number  string   // the number people use, e.g. 明人监信〔2026〕117号; empty until given
	Serial  int64    // running number within place, kind and year; 0 where the kind has none
	Drawn   []string // every number taken from a series, "key#n", so that the series can be rebuilt
	Opened  string   // day of birth, YYYY-MM-DD in Shanghai
	Regime  string   // day whose rules the matter is pinned to, YYYY-MM-DD

	Audience string // "" the office; "diverted" only secretary and discipline; see package access
	Shown    string // organ that is let see the matter ("" none): legs and problems only
	Historic bool   // older than its campaign: no clocks, no notices

	Parties []Party // people with a standing on this matter: handlers, recused, verifiers
	Clocks  []Clock // the terms that run or ran
}

// Bear gives the door access to the head of any subject that embeds Head.
func (h *Head) Bear() *Head { return h }

// Bearer is a pointer to any subject.
type Bearer interface{ Bear() *Head }

// Party is one person's standing on one matter.
type Party struct {
	Person string `json:"person"`
	As     string `json:"as"` // handler | recused | verifier
}

// Has reports whether the person has that standing on the matter.
func (h *Head) Has(person, as string) bool {
	for _, p := range h.Parties {
		if p.Person == person && p.As == as {
			return true
		}
	}
	return false
}

// Join adds a standing once.
func (h *Head) Join(person, as string) {
	if !h.Has(person, as) {
		h.Parties = append(h.Parties[:len(h.Parties):len(h.Parties)], Party{person, as})
	}
}

// Part removes a standing.
func (h *Head) Part(person, as string) {
	var keep []Party
	for _, p := range h.Parties {
		if p.Person != person || p.As != as {
			keep = append(keep, p)
		}
	}
	h.Parties = keep
}

// Clock is one term of a matter (期限). Due is computed by acts from the rule
// the matter is pinned to; lateness is never stored.
type Clock struct {
	Rule        string   `json:"rule"`
	From        string   `json:"from"` // start day, excluded from the count
	FromAt      int64    `json:"from_at,omitempty"`
	Term        string   `json:"term"`             // as counted, e.g. 15d
	Due         string   `json:"due"`              // last day, YYYY-MM-DD
	DueAt       int64    `json:"due_at"`           // last instant, µs UTC
	Provisional bool     `json:"prov,omitempty"`   // holidays of a year not yet known
	Met         string   `json:"met,omitempty"`    // day on which it was met or ceased to matter
	Extend      []Extend `json:"extend,omitempty"` // with reasons, in order
}

// Extend is one extension of a clock (延长).
type Extend struct {
	Term   string `json:"term"`
	Reason string `json:"reason"`
	Basis  string `json:"basis"`
	By     string `json:"by"`
	On     string `json:"on"`
}

// Rules computes terms; package law implements it for a place and a regime.
type Rules interface {
	// Start opens the clock of a rule at an instant.
	Start(rule string, at time.Time) (Clock, error)
	// StartTerm is Start with a term of its own, as set by a body.
	StartTerm(rule, term string, at time.Time) (Clock, error)
	// Extend lengthens a running clock.
	Extend(c Clock, e Extend) (Clock, error)
}

// Body is a collective (主任会议 and so on) whose decision a clerk enters.
type Body struct {
	Name   string `json:"name"`   // council | committee
	Minute string `json:"minute"` // number of the minutes (会议纪要)
	Date   string `json:"date"`   // day of the meeting
}

// Done says who did which act on this matter before: the ground of ≠.
type Done struct {
	Do Name
	By string
	At int64
}

// Moment is everything that a decision may depend on besides state and input.
type Moment struct {
	At     time.Time
	Hour   time.Time // where At keeps the day alone: the hour begun, for terms in hours; otherwise zero
	By     string    // opaque person id; "public" or "clock" for those without account
	Role   Role      // in which function
	Name   string    // the actor's name as the register has it, for papers; never journalled
	Organ  string    // the actor's organ, for the organs' side
	Body   *Body
	Rules  Rules
	Roll   []Done
	Prefix string // of document numbers of the committee, e.g. 明人
	Number string // drawn by the door for acts that are Numbered
	Serial int64
	Seq    int64 // the record number this act will have
	NewID  string
}

// Day is the calendar day of the moment in Shanghai.
func (m Moment) Day() string { return DayOf(m.At) }

// Shanghai is the one time zone of the product.
var Shanghai = time.FixedZone("CST", 8*3600)

// DayOf gives the Shanghai calendar day of an instant.
func DayOf(t time.Time) string { return t.In(Shanghai).Format("2006-01-02") }

// DidBefore reports whether the person did one of the acts on this matter.
func (m Moment) DidBefore(person string, names ...Name) bool {
	for _, d := range m.Roll {
		if d.By != person {
			continue
		}
		for _, n := range names {
			if d.Do == n {
				return true
			}
		}
	}
	return false
}

// Act is one change to one subject of type S. Do is pure: no clock, no
// database, no randomness.
type Act[S any] interface {
	Name() Name
	On() string // subject id; "" for a birth
	Do(S, Moment) (S, error)
}

// Numbered acts draw the next number of a series: the door gives Number and
// Serial in the Moment. Series returns the printed form with %d for the number.
type Numbered[S any] interface {
	Series(S, Moment) (key, format string)
}

// Begin opens a clock on the head, unless the matter is historic.
func (h *Head) Begin(m Moment, rule string) error { return h.BeginTerm(m, rule, "") }

// BeginTerm is Begin with a term set by a body; "" takes the rule's own.
func (h *Head) BeginTerm(m Moment, rule, term string) error {
	if h.Historic {
		return nil
	}
	var c Clock
	var err error
	if term == "" {
		c, err = m.Rules.Start(rule, m.At)
	} else {
		c, err = m.Rules.StartTerm(rule, term, m.At)
	}
	if err != nil {
		return err
	}
	h.Clocks = append(h.Clocks[:len(h.Clocks):len(h.Clocks)], c)
	return nil
}

// Stop marks the running clocks of a rule as met on the day of the moment.
func (h *Head) Stop(m Moment, rules ...string) {
	h.Clocks = append([]Clock(nil), h.Clocks...)
	for i := range h.Clocks {
		for _, r := range rules {
			if h.Clocks[i].Rule == r && h.Clocks[i].Met == "" {
				h.Clocks[i].Met = m.Day()
			}
		}
	}
}

// StopAll marks every running clock as met.
func (h *Head) StopAll(m Moment) {
	h.Clocks = append([]Clock(nil), h.Clocks...)
	for i := range h.Clocks {
		if h.Clocks[i].Met == "" {
			h.Clocks[i].Met = m.Day()
		}
	}
}

// Running returns the running clock of a rule.
func (h *Head) Running(rule string) (Clock, bool) {
	for _, c := range h.Clocks {
		if c.Rule == rule && c.Met == "" {
			return c, true
		}
	}
	return Clock{}, false
}

// Terms counts the clocks that ended: in time (met, or ceased to matter, on the
// last day or before), and after it.
func (h *Head) Terms() (kept, late int64) {
	for _, c := range h.Clocks {
		switch {
		case c.Met == "":
		case c.Met <= c.Due:
			kept++
		default:
			late++
		}
	}
	return kept, late
}

// NextDue is the earliest due instant of the running clocks in µs UTC, 0 if
// none runs.
func (h *Head) NextDue() int64 {
	var due int64
	for _, c := range h.Clocks {
		if c.Met == "" && (due == 0 || c.DueAt < due) {
			due = c.DueAt
		}
	}
	return due
}
