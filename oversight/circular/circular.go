// Package circular is one recipient's copy of a plan that was sent out
// (印发通知): an organ of the committee's level or the committee of a place below
// opens it, signs for it and records how it was studied (签收、学习贯彻). Nobody is
// ranked by speed: who has not signed is reminded.
package circular

import (
	"slices"
	"strings"

	"hengjian/oversight/act"
)

// Round is one sending: the first, and one more for each change order.
type Round struct {
	Edition  int64  `json:"edition"` // of the plan, as it was sent
	Sent     string `json:"sent"`
	Why      string `json:"why,omitempty"` // reason of the change order
	Opened   string `json:"opened,omitempty"`
	OpenedBy string `json:"opened_by,omitempty"`
	Signed   string `json:"signed,omitempty"`
	SignedBy string `json:"signed_by,omitempty"`
}

// Said is what one record of study says.
type Said struct {
	Day    string   `json:"day" form:"day"`
	Way    string   `json:"way" form:"way"`                 // a code of Ways
	People int64    `json:"people" form:"people"`           // who took part
	Groups []string `json:"groups,omitempty" form:"groups"` // codes of Groups: which units they came from
	Text   string   `json:"text,omitempty" form:"text"`     // what was studied and arranged
	Files  []string `json:"files,omitempty" form:"files"`   // addresses of working files
}

// Study is one record of study (学习贯彻记录).
type Study struct {
	Key string `json:"key"` // k1, k2 …: stays for ever
	Said
	By        string   `json:"by"`
	On        string   `json:"on"` // day of the entry
	Withdrawn string   `json:"withdrawn,omitempty"`
	Why       string   `json:"why,omitempty"`    // of the withdrawal
	Former    []Former `json:"former,omitempty"` // what it said before it was corrected
}

// Former is what a record said before, and why that was corrected.
type Former struct {
	Said
	Until  string `json:"until"`
	Reason string `json:"reason"`
}

// Reminder is one reminder of the sender's staff.
type Reminder struct {
	Day   string `json:"day"`
	By    string `json:"by"`
	Text  string `json:"text,omitempty"`
	Round int64  `json:"round"` // counted from 1
}

// Circular is one recipient's copy.
type Circular struct {
	act.Head
	Campaign  string
	Title     string // name of the campaign
	Sender    string // name of the committee that sent it
	Level     string // province | city | county: of the committee whose plan it is
	PlanBy    string // name of the committee whose plan it is
	Organ     string // the recipient organ; "" a committee
	To        string `col:"receiver"` // place of the recipient committee; "" an organ
	Recipient string // name of the recipient, as it was
	Rank      string // by which the board sorts: the order of the register
	Via       string `col:"passed"` // the circular by which the passing committee received it; "" sent by the plan's own committee
	Rounds    []Round
	Studies   []Study
	Last      int64 // highest number given to a record
	Reminders []Reminder
	Ended     string // why it was taken back
}

// Matter lists a circular under its campaign.
func (c Circular) Matter() act.Matter {
	m := act.Matter{Title: "《" + c.Title + "》方案印发通知", Via: "organ", Organ: c.Organ, Campaign: c.Campaign, Parent: c.Via, Words: strings.Join([]string{c.Recipient, c.Sender}, "\n")}
	if c.Organ == "" {
		m.Via = "committee"
	} else {
		m.Named = []string{c.Organ}
	}
	return m
}

// Now is the sending that counts.
func (c Circular) Now() Round {
	if len(c.Rounds) == 0 {
		return Round{}
	}
	return c.Rounds[len(c.Rounds)-1]
}

// round changes the sending that counts, on a copy.
func (c *Circular) round(f func(*Round)) {
	c.Rounds = slices.Clone(c.Rounds)
	f(&c.Rounds[len(c.Rounds)-1])
}

// Stands are the records that were not withdrawn.
func (c Circular) Stands() (out []Study) {
	for _, s := range c.Studies {
		if s.Withdrawn == "" {
			out = append(out, s)
		}
	}
	return out
}

// People counts who took part in what stands.
func (c Circular) People() (n int64) {
	for _, s := range c.Stands() {
		n += s.People
	}
	return n
}

// Files are the addresses of all files that the circular names.
func (c Circular) Files() (out []string) {
	for _, s := range c.Studies {
		out = append(out, s.Said.Files...)
		for _, f := range s.Former {
			out = append(out, f.Said.Files...)
		}
	}
	return out
}

// Study returns a record by its key.
func (c Circular) Study(key string) (Study, bool) {
	i := slices.IndexFunc(c.Studies, func(s Study) bool { return s.Key == key })
	if i < 0 {
		return Study{}, false
	}
	return c.Studies[i], true
}

// Clock is the rule that the recipient runs under now, "" none.
func (c Circular) Clock() string {
	switch c.State {
	case "sent", "opened":
		return "circular.sign"
	case "signed":
		return "circular.study"
	}
	return ""
}

// Late reports whether what is wanted of the recipient was due before a day.
func (c Circular) Late(today string) bool {
	k, runs := c.Running(c.Clock())
	return runs && k.Due < today
}

// SignedLate reports whether the sending that counts was signed for after its term.
func (c Circular) SignedLate() bool {
	for i := len(c.Clocks) - 1; i >= 0; i-- {
		if k := c.Clocks[i]; k.Rule == "circular.sign" {
			return k.Met != "" && k.Met > k.Due
		}
	}
	return false
}

// Reminded counts the reminders of the sending that counts, and says when the
// last one was.
func (c Circular) Reminded() (n int64, last string) {
	for _, r := range c.Reminders {
		if r.Round == int64(len(c.Rounds)) {
			n, last = n+1, r.Day
		}
	}
	return n, last
}
