package review

import (
	"slices"
	"strings"

	"hengjian/oversight/act"
)

// NameOfficers (登记承办人) says who of the organ handled the case. Reviewers never
// see it; once the review is final its result stands in these officers' service
// records as a fact, the organ's objection beside it.
type NameOfficers struct {
	ID       string    `json:"id" form:"id"`
	Officers string    `json:"officers" form:"officers"` // certificate numbers, or names that only one officer of the organ has
	Needs    []Handler `json:"-"`                        // in the order of Entries
}

// Entries are the numbers or names, one by one.
func (a NameOfficers) Entries() []string {
	return strings.FieldsFunc(a.Officers, func(c rune) bool { return strings.ContainsRune("、，,；; \t\n　", c) })
}

// Handler is what the register of officers says of one entry of the form.
type Handler struct {
	ID string // "" nobody or several
	N  int    // officers of the organ that it fits
}

func (NameOfficers) Name() act.Name { return "review.name_officers" }
func (a NameOfficers) On() string   { return a.ID }

// Do enters them.
func (a NameOfficers) Do(r Review, _ act.Moment) (Review, error) {
	if r.Twin != "" {
		return r, act.Refuse(act.NotNow, "重复件只用来检验评查是否可靠，不进入履职档案。", "A repeat only tells how reliable the readings are and enters no service record.")
	}
	who := a.Entries()
	var k act.Check
	k.Want(len(who) > 0 && len(who) <= 5 && len(a.Needs) == len(who), "officers", "请填写 1 到 5 名承办人的证件编号或者姓名。", "Give certificate number or name of 1 to 5 officers.")
	if err := k.Err(); err != nil {
		return r, err
	}
	r.Officers = nil
	for i, h := range a.Needs {
		k.Want(h.N > 0, "officers", "这个机关的登记里没有“"+who[i]+"”。", "The register has no “"+who[i]+"” of this organ.")
		k.Want(h.N < 2, "officers", "“"+who[i]+"”不止一人，请填证件编号。", "There is more than one “"+who[i]+"”; give the certificate number.")
		if h.ID != "" && !slices.Contains(r.Officers, h.ID) {
			r.Officers = append(r.Officers, h.ID)
		}
	}
	return r, k.Err()
}

// Confirmed is one defect as it stands after arbitration and objection.
type Confirmed struct {
	Item    string
	Readers int // how many of those whose readings count marked it
}

// Result is what a final review says of how a case was handled.
type Result struct {
	Review   string // id
	Label    string
	Serial   int64
	Form     string
	Day      string // on which it became final
	Grade    string
	Defects  []Confirmed
	Objected string // the organ's word
	ObjectOn string
	Why      string // the reconsideration's reason
}

// Result is what enters a service record: ok is false while a review is not
// final, for one that was replaced, and for a repeat.
func (r Review) Result() (out Result, ok bool) {
	if r.State != "final" || r.Twin != "" || r.Grade == "" {
		return out, false
	}
	return Result{r.ID, r.Label, r.Serial, r.Form, r.Ended, r.Grade, r.confirmed(), r.Objected, r.ObjectOn, r.Why}, true
}

// confirmed are the defects that count: of the third reader where two differed,
// of both otherwise; none where the reconsideration found the file sound.
func (r Review) confirmed() (out []Confirmed) {
	if !Defective(r.Grade) {
		return nil
	}
	count := r.Sheets
	if len(count) > 2 {
		count = count[len(count)-1:]
	}
	for _, it := range FormOf(r.Form).Items {
		n := 0
		for _, s := range count {
			if m, _ := s.Mark(it.Code); m.Answer == "defect" {
				n++
			}
		}
		if n > 0 {
			out = append(out, Confirmed{it.Code, n})
		}
	}
	return out
}
