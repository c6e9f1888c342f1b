// Package review is the life of one case file under review (案件评查): drawn by
// lot or named for the risk arm, read blindly by two from elsewhere, decided by
// a third where they differ, told to the organ, which may object. It looks at
// how a concluded case was handled and never at how it was decided.
package review

import (
	"slices"
	"strings"

	"hengjian/oversight/act"
)

// File is a working file: the hash of its content and its name.
type File struct {
	Hash string `json:"hash"`
	Name string `json:"name"`
	By   string `json:"by,omitempty"`
	Day  string `json:"day,omitempty"`
}

// Mark is one reviewer's answer to one item of the form.
type Mark struct {
	Item   string `json:"item" form:"item"`
	Answer string `json:"answer" form:"answer"` // a code of Answers
	Note   string `json:"note,omitempty" form:"note"`
}

// Sheet is what one reviewer handed in.
type Sheet struct {
	By    string `json:"by"`
	Marks []Mark `json:"marks"`
	Grade string `json:"grade"` // a code of Grades
	Day   string `json:"day"`
}

// Review is one case file under review.
type Review struct {
	act.Head
	Draw     string // id of the draw
	CaseNo   string // 案号; reviewers and the organ's answer go by Label
	Label    string // what the reviewers know it by: 评查卷 7
	Stratum  string
	Arm      string // random | risk
	Organ    string
	Officers []string // of the organ, who handled the case; for the service record of each
	Campaign string
	Form     string // code of the form in force when it was opened
	Files    []File // without names of parties
	Readers  []string
	Third    string
	Excused  []string // reviewers who stepped back
	Sheets   []Sheet
	Grade    string // what it came to
	Why      string // the third's reason, or that of the reconsideration
	Twin     string // id of the review that this one repeats unseen; for the reliability of the readings
	Objected string
	ObjectOn string
	Ended    string    // day on which it became final
	Aside    []Sheet   // sheets of reviewers who were replaced; they count for nothing
	Checked  []Checked // namesakes of reviewers who were found to be somebody else
}

// Matter lists it by its label: the number of a case names people.
func (r Review) Matter() act.Matter {
	return act.Matter{Title: r.Label, Class: r.Grade, Via: r.Arm, Organ: r.Organ, Campaign: r.Campaign, Parent: r.Draw, Named: append([]string{r.Organ}, r.Officers...)}
}

// SheetOf finds what somebody handed in.
func (r Review) SheetOf(account string) (Sheet, bool) {
	i := slices.IndexFunc(r.Sheets, func(s Sheet) bool { return s.By == account })
	if i < 0 {
		return Sheet{}, false
	}
	return r.Sheets[i], true
}

// Waits reports whether somebody's reading is still wanted.
func (r Review) Waits(account string) bool {
	if _, done := r.SheetOf(account); done {
		return false
	}
	return r.State == "assigned" && slices.Contains(r.Readers, account) || r.State == "disputed" && r.Third == account
}

// For is the review as one reviewer sees it: the file and her own sheet. Who
// else reads it, what they marked, which arm it came from and whether it is a
// repeat stay hidden, or the readings would not be independent.
func (r Review) For(account string) Review {
	var own []Sheet
	if s, ok := r.SheetOf(account); ok {
		own = []Sheet{s}
	}
	r.Sheets, r.CaseNo, r.Arm, r.Twin, r.Excused, r.Stratum, r.Draw, r.Officers = own, "", "", "", nil, "", "", nil
	r.Readers, r.Third, r.Aside, r.Checked = nil, "", nil, nil
	if len(own) == 0 || r.State != "final" {
		r.Grade, r.Why, r.Objected, r.ObjectOn = "", "", "", ""
	}
	return r
}

// ForOrgan is the review as the organ sees it after it was told: what was
// found, not who found it, not the arm that would tell of a complaint behind it.
func (r Review) ForOrgan() Review {
	for i := range r.Sheets {
		r.Sheets = slices.Clone(r.Sheets)
		r.Sheets[i].By = ""
	}
	r.Aside, r.Checked = nil, nil
	r.Readers, r.Officers, r.Third, r.Excused, r.Arm, r.Twin, r.Draw, r.Campaign, r.Stratum = nil, nil, "", nil, "", "", "", "", ""
	return r
}

// Defects are the items that any sheet in the end marked as a defect, with the
// notes; a repeat shows both readings.
func (r Review) Defects() (out []Mark) {
	for _, s := range r.Sheets {
		for _, m := range s.Marks {
			if m.Answer == "defect" {
				out = append(out, m)
			}
		}
	}
	return out
}

func clean(s string) string { return strings.TrimSpace(s) }
