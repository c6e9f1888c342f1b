// Package lead is the life of a screening lead (筛查线索): a pattern in closed cases
// that deserves human eyes. A lead is a question, never a finding: it has no
// score and no rank, the unit's rules and rosters are asked for first, naming
// nobody, the person concerned is heard before anything becomes a problem, and
// two people decide. After 24 months it no longer counts.
package lead

import (
	"slices"
	"strings"

	"hengjian/oversight/act"
)

// Signal is what was seen, as the detector gave it. A number that is infinite or
// unknown is nil.
type Signal struct {
	Detector string   `json:"detector"`
	N        int64    `json:"n"`
	Value    float64  `json:"value"` // observed: a count, or a sum where outcomes are numbers
	Expected float64  `json:"expected"`
	Variance float64  `json:"variance"`
	P        float64  `json:"p"`
	Adjusted float64  `json:"adjusted"`
	Omega0   float64  `json:"omega0,omitempty"` // the least odds ratio tested for, 0 none
	Q        float64  `json:"q"`
	Effect   *float64 `json:"effect"`
	Lo       *float64 `json:"lo"`
	Hi       *float64 `json:"hi"`
	M        int64    `json:"m"`               // hypotheses of the run
	Flagged  int64    `json:"flagged"`         // of them flagged
	E        *float64 `json:"e,omitempty"`     // of the monitor
	Since    string   `json:"since,omitempty"` // period in which it was first flagged
}

// Tie is the relation of the two that was declared, as the run's list has it.
type Tie struct {
	Declared bool   `json:"declared,omitempty"`
	Relation string `json:"relation,omitempty"`
	Source   string `json:"source,omitempty"`
}

// Part is one stratum of the comparison.
type Part struct {
	Name     string  `json:"name"`
	N        int64   `json:"n"`   // units of the stratum
	Own      int64   `json:"own"` // of them the subject's
	Hit      int64   `json:"hit"` // of them the partner's, or with the outcome
	Observed int64   `json:"observed"`
	Expected float64 `json:"expected"`
}

// Tick is the answer to one innocent explanation.
type Tick struct {
	Code   string `json:"code" form:"code"`
	Answer string `json:"answer" form:"answer"` // a code of Answers
	Note   string `json:"note,omitempty" form:"note"`
	By     string `json:"by"`
	Day    string `json:"day"`
}

// Statement is what the person concerned said.
type Statement struct {
	Day  string `json:"day"`
	Text string `json:"text"`
	Hash string `json:"hash,omitempty"` // the signed paper
	Name string `json:"name,omitempty"`
	By   string `json:"by"` // who entered it
}

// Way is where a lead goes.
type Way struct {
	Outcome string `json:"outcome"` // a code of Outcomes
	Code    string `json:"code"`    // a reason code of Codes
	Text    string `json:"text"`
	By      string `json:"by"`
	Day     string `json:"day"`
}

// Lead is one lead.
type Lead struct {
	act.Head
	Run        string // id of the screening
	RunNumber  string
	RunTitle   string
	Period     string
	Organ      string
	Unit       string
	Subject    string
	Partner    string
	Signal     Signal
	Parts      []Part
	Cases      []string
	Tie        Tie
	Ticks      []Tick
	Roster     string // id of the request for rules and rosters
	Unanswered bool   // it has not been answered yet
	InvitedOn  string // the person concerned was told, and asked
	Statement  Statement
	Proposal   Way
	Decision   Way
	Became     string // id of the problem or clue drafted from it
	BecameKind string
}

// Matter lists a lead by its run; names of persons are no part of lists and
// search.
func (l Lead) Matter() act.Matter {
	t := act.Matter{Title: act.WordOf(Kinds, l.Signal.Detector).Zh + "（" + l.Period + "）", Via: l.Signal.Detector, Class: "", Organ: l.Organ, Unit: l.Unit, Parent: l.Run, Words: l.RunTitle}
	for _, id := range []string{l.Organ, l.Unit} {
		if id != "" {
			t.Named = append(t.Named, id)
		}
	}
	return t
}

// Expired reports whether the lead no longer counts on a day: its 24 months are
// over and nothing came of it.
func (l Lead) Expired(day string) bool {
	for _, c := range l.Clocks {
		if c.Rule == "lead.expire" {
			return c.Due < day && (c.Met == "" || c.Met > c.Due) && l.Decision.Outcome != "problem" && l.Decision.Outcome != "clue"
		}
	}
	return false
}

// TickOf is the latest answer to an explanation.
func (l Lead) TickOf(code string) (Tick, bool) {
	i := slices.IndexFunc(l.Ticks, func(t Tick) bool { return t.Code == code })
	if i < 0 {
		return Tick{}, false
	}
	return l.Ticks[i], true
}

// Raise makes a lead of one flag; it follows from the opening of a run.
type Raise struct {
	Run       string   `json:"run"`
	RunNumber string   `json:"run_number"`
	RunTitle  string   `json:"run_title"`
	Period    string   `json:"period"`
	Organ     string   `json:"organ"`
	Subject   string   `json:"subject"`
	Partner   string   `json:"partner,omitempty"`
	Signal    Signal   `json:"signal"`
	Parts     []Part   `json:"parts,omitempty"`
	Cases     []string `json:"cases,omitempty"`
	Tie       Tie      `json:"tie"`
}

func (Raise) Name() act.Name { return "lead.raise" }
func (Raise) On() string     { return "" }

// Series numbers leads; the number is their only order.
func (Raise) Series(l Lead, m act.Moment) (string, string) {
	year := m.Day()[:4]
	return "lead/" + l.Place + "/" + year, m.Prefix + "监线〔" + year + "〕%d号"
}

// Do raises it.
func (a Raise) Do(l Lead, m act.Moment) (Lead, error) {
	l.Number, l.Serial = m.Number, m.Serial
	l.Run, l.RunNumber, l.RunTitle, l.Period, l.Organ = a.Run, a.RunNumber, a.RunTitle, a.Period, a.Organ
	l.Subject, l.Partner, l.Signal, l.Parts, l.Cases, l.Tie = a.Subject, a.Partner, a.Signal, a.Parts, a.Cases, a.Tie
	return l, l.Begin(m, "lead.expire")
}

// names reports whether a text names subject or partner.
func (l Lead) names(text string) string {
	for _, n := range []string{l.Subject, l.Partner} {
		if n != "" && strings.Contains(text, n) {
			return n
		}
	}
	return ""
}
