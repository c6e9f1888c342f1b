// Package selfcheck is the life of one organ's self-inspection (自查) in a
// campaign: asked for from the plan, filled in item by item, signed by the
// organ's head, checked by the staff, accepted or returned. What the organ finds
// becomes a problem that is shown apart and never counted against it; what it
// finds in a case goes to the statutory procedure. A report of no problems says
// what was looked at.
package selfcheck

import (
	"slices"
	"strings"

	"hengjian/oversight/act"
)

// File is an attachment: the hash of its content and its name.
type File struct {
	Key  string `json:"key"` // x1, x2 …
	Hash string `json:"hash"`
	Name string `json:"name"`
	By   string `json:"by,omitempty"`
	Day  string `json:"day,omitempty"`
}

// Finding is something that the organ found: of a unit or system, or in a case.
type Finding struct {
	Key    string `json:"key" form:"key"`     // f1, f2 …: stays for ever
	Sort   string `json:"sort" form:"sort"`   // unit | case
	Title  string `json:"title" form:"title"` // one line
	Text   string `json:"text,omitempty" form:"text"`
	Class  string `json:"class,omitempty" form:"class"` // taxonomy code
	Unit   string `json:"unit,omitempty" form:"unit"`
	Count  int64  `json:"count,omitempty" form:"count"` // instances found
	CaseNo string `json:"case_no,omitempty" form:"case_no"`
	Fixed  string `json:"fixed,omitempty" form:"fixed"` // put right already, and how
	Kind   string `json:"kind,omitempty"`               // problem | leg: what it became
	ID     string `json:"id,omitempty"`
	Number string `json:"number,omitempty"`
}

// Item is one thing asked of the organ: a content or a requirement of the plan
// by its key, and what the organ answers.
type Item struct {
	Key     string   `json:"key"`  // of the plan's part: c3, r2
	Sort    string   `json:"sort"` // content | requirement
	Text    string   `json:"text"`
	Classes []string `json:"classes,omitempty"` // problem classes asked about

	Methods  []string  `json:"methods,omitempty"` // codes of Methods
	Since    string    `json:"since,omitempty"`   // period looked at
	Until    string    `json:"until,omitempty"`
	Base     int64     `json:"base,omitempty"`    // how many there are in the period
	Checked  int64     `json:"checked,omitempty"` // how many of them were looked at
	Chosen   string    `json:"chosen,omitempty"`  // a code of Choosings
	By       string    `json:"by,omitempty"`      // who looked
	Units    []string  `json:"units,omitempty"`   // units covered; none: the whole organ
	Note     string    `json:"note,omitempty"`    // what was looked at and what was seen
	None     bool      `json:"none,omitempty"`    // said expressly: nothing was found
	Findings []Finding `json:"findings,omitempty"`
	Files    []File    `json:"files,omitempty"`
	Saved    string    `json:"saved,omitempty"` // day of the last save in this round
	Again    string    `json:"again,omitempty"` // why the item was returned
	Mark     string    `json:"mark,omitempty"`  // the checker's: ok | again
	MarkNote string    `json:"mark_note,omitempty"`
}

// Return is one return with its reasons.
type Return struct {
	Day    string            `json:"day"`
	By     string            `json:"by,omitempty"`
	Reason string            `json:"reason"`
	Items  map[string]string `json:"items"` // by key
}

// Change is a day that was moved.
type Change struct {
	Day    string `json:"day"`
	From   string `json:"from"`
	To     string `json:"to"`
	Reason string `json:"reason"`
}

// Selfcheck is one organ's self-inspection.
type Selfcheck struct {
	act.Head
	Title    string
	Campaign string
	Edition  int64 // of the plan from which the form was made
	Organ    string
	Note     string // what the committee asks besides
	Due      string
	Overall  string // what holds for the whole
	Papers   []File // that came with it
	Items    []Item
	Last     int64 // highest number given to a finding or file
	Signer   string
	Signed   string // day
	Sent     string // day of the submission
	Returns  []Return
	Changes  []Change
	Ended    string // why it was withdrawn
}

// Matter lists it; Via says what the submitted report says: zero or found.
func (s Selfcheck) Matter() act.Matter {
	m := act.Matter{Title: s.Title, Organ: s.Organ, Campaign: s.Campaign, Words: s.Number, Named: []string{s.Organ}}
	if s.Sent == "" {
		return m
	}
	m.Via = "found"
	if s.Found() == 0 {
		m.Via = "zero"
	}
	for _, it := range s.Items {
		for _, f := range it.Findings {
			m.Words += "\n" + f.Title
		}
	}
	return m
}

// Found counts the findings, cases included.
func (s Selfcheck) Found() int {
	n := 0
	for _, it := range s.Items {
		n += len(it.Findings)
	}
	return n
}

// Item finds one item by its key.
func (s Selfcheck) Item(key string) (Item, bool) {
	if i := s.item(key); i >= 0 {
		return s.Items[i], true
	}
	return Item{}, false
}

func (s Selfcheck) item(key string) int {
	return slices.IndexFunc(s.Items, func(it Item) bool { return it.Key == key })
}

// Finding finds one finding by its key.
func (s Selfcheck) Finding(key string) (Finding, bool) {
	for _, it := range s.Items {
		for _, f := range it.Findings {
			if f.Key == key {
				return f, true
			}
		}
	}
	return Finding{}, false
}

// Open are the findings of a sort that have become nothing yet.
func (s Selfcheck) Open(sort string) (out []Finding) {
	for _, it := range s.Items {
		for _, f := range it.Findings {
			if f.Sort == sort && f.Kind == "" {
				out = append(out, f)
			}
		}
	}
	return out
}

// Has reports whether a file is attached.
func (s Selfcheck) Has(hash string) bool {
	is := func(f File) bool { return f.Hash == hash }
	return slices.ContainsFunc(s.Papers, is) || slices.ContainsFunc(s.Items, func(it Item) bool { return slices.ContainsFunc(it.Files, is) })
}

// own is the items as a copy to write into.
func (s *Selfcheck) own() {
	s.Items, s.Papers = slices.Clone(s.Items), slices.Clone(s.Papers)
	for i := range s.Items {
		s.Items[i].Findings = slices.Clone(s.Items[i].Findings)
		s.Items[i].Files = slices.Clone(s.Items[i].Files)
	}
}

// Reported counts what the item says of one class: of a unit ("" any).
func (it Item) Reported(class, unit string) int64 {
	var n int64
	for _, f := range it.Findings {
		if f.Sort == "unit" && (f.Class == class || strings.HasPrefix(f.Class, class+".")) && (unit == "" || f.Unit == unit) {
			n += max(f.Count, 1)
		}
	}
	return n
}

// Zeros are the classes asked about of which the item reports nothing.
func (it Item) Zeros() (out []string) {
	for _, c := range it.Classes {
		if it.Reported(c, "") == 0 {
			out = append(out, c)
		}
	}
	return out
}

// Zero reports whether the item, or one of its classes, comes without a finding.
func (it Item) Zero() bool { return len(it.Findings) == 0 || len(it.Zeros()) > 0 }

// ForOrgan is what the organ's side reads: not who of the staff marked or
// returned what, nor what became of a finding; of a problem it hears when it is
// put to it, of a referral never.
func (s Selfcheck) ForOrgan() Selfcheck {
	s.own()
	s.Parties = nil
	for i := range s.Items {
		it := &s.Items[i]
		it.Mark, it.MarkNote = "", ""
		for j := range it.Findings {
			f := &it.Findings[j]
			f.Kind, f.ID, f.Number = "", "", ""
		}
	}
	s.Returns = slices.Clone(s.Returns)
	for i := range s.Returns {
		s.Returns[i].By = ""
	}
	return s
}

func (s *Selfcheck) key(letter string) string {
	s.Last++
	return letter + itoa(s.Last)
}

// drop takes running clocks of a rule away: a day that was moved was not met.
func (s *Selfcheck) drop(rule string) {
	s.Clocks = slices.DeleteFunc(slices.Clone(s.Clocks), func(c act.Clock) bool { return c.Rule == rule && c.Met == "" })
}

func trim(s string) string { return strings.TrimSpace(s) }
