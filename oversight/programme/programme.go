// Package programme is what an organ sets against a campaign of its own accord:
// a self-inspection plan (自查方案), a programme of its own (载体), or, by reference
// alone, that of its Party committee. The organ stays responsible for it: the
// committee reads and may comment, and commands nothing.
package programme

import (
	"slices"
	"strings"

	"hengjian/oversight/act"
)

// Sorts of programmes.
var Sorts = []act.Word{
	{Code: "inspection", Zh: "自查方案", En: "self-inspection plan"},
	{Code: "own", Zh: "载体", En: "own programme"},
	{Code: "party", Zh: "党委（党组）方案", En: "Party committee's programme"},
}

// Body is what filing and amending ask.
type Body struct {
	Sort         string   `json:"sort" form:"sort"`
	Title        string   `json:"title" form:"title"`
	Requirements []string `json:"requirements,omitempty" form:"requirements"` // of the plan, as tasks name them: r3, u:r3
	Text         string   `json:"text,omitempty" form:"text"`                 // what is done; empty for a Party committee's
	Lead         string   `json:"lead,omitempty" form:"lead"`                 // who leads it
	Since        string   `json:"since,omitempty" form:"since"`
	Until        string   `json:"until,omitempty" form:"until"`
	Document     string   `json:"document,omitempty" form:"document"` // number and date of the paper
	Files        []string `json:"files,omitempty" form:"files"`       // addresses of working files
}

// Former is what it said before, and why that was changed.
type Former struct {
	Body
	On     string `json:"on"` // day of the change
	Reason string `json:"reason"`
}

// Comment is one of the committee's staff, with the organ's answer.
type Comment struct {
	By     string `json:"by"`
	Day    string `json:"day"`
	Text   string `json:"text"`
	Answer string `json:"answer,omitempty"`
	On     string `json:"on,omitempty"` // day of the answer
}

// Programme is one of them.
type Programme struct {
	act.Head
	Campaign string
	About    string // name of the campaign, as it was
	Organ    string
	From     string `col:"sender"` // name of the organ, as it was
	Body
	Former   []Former
	Comments []Comment
	Result   string // what came of it, in the organ's words
	Ended    string // why it was withdrawn
}

// Matter lists a programme under its campaign.
func (p Programme) Matter() act.Matter {
	return act.Matter{Title: p.Title, Class: p.Sort, Via: p.Sort, Organ: p.Organ, Campaign: p.Campaign, Named: []string{p.Organ}, Words: strings.Join([]string{p.From, p.Text, p.Lead, p.Document}, "\n")}
}

// Papers are the addresses of all files that it names or named.
func (p Programme) Papers() []string {
	out := slices.Clone(p.Body.Files)
	for _, f := range p.Former {
		out = append(out, f.Body.Files...)
	}
	return out
}
