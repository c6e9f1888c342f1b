package organ

import (
	"slices"
	"strings"

	"hengjian/oversight/act"
)

// Two entries may be one person. The program shows why it thinks so; a person
// decides, and the decision can be taken back. Nothing is merged by itself.

// Alike says why two entries may be one person: the reasons, strongest first;
// none and they are not offered.
func Alike(a, b Officer) (why []act.Word) {
	if a.ID == b.ID || a.Into != "" || b.Into != "" || slices.Contains(a.Apart, b.ID) || slices.Contains(b.Apart, a.ID) {
		return nil
	}
	code := a.Code != "" && plainCode(a.Code) == plainCode(b.Code)
	name := a.Name == b.Name
	if !code && !name {
		return nil
	}
	if code {
		why = append(why, act.Word{Code: "code", Zh: "证件编号相同（不计空格、横线和大小写）", En: "the same certificate number, spaces, hyphens and case aside"})
	}
	if name {
		why = append(why, act.Word{Code: "name", Zh: "姓名相同", En: "the same name"})
	}
	if a.Born != "" && b.Born != "" {
		if a.Born != b.Born && !code {
			return nil // of the same name and another year
		}
		if a.Born == b.Born {
			why = append(why, act.Word{Code: "born", Zh: "出生年相同", En: "the same year of birth"})
		}
	}
	if a.Sex != "" && b.Sex != "" && a.Sex != b.Sex && !code {
		return nil
	}
	if a.Organ == b.Organ {
		why = append(why, act.Word{Code: "organ", Zh: "在同一机关", En: "of the same organ"})
	}
	return why
}

// plainCode leaves out what is written differently from file to file.
func plainCode(s string) string {
	return strings.ToUpper(strings.NewReplacer(" ", "", "-", "", "—", "", "第", "", "号", "").Replace(strings.TrimSpace(s)))
}

// MergeOfficer (确认是同一人) puts an entry out of use in favour of another.
type MergeOfficer struct {
	ID     string    `json:"id" form:"id"`
	Into   string    `json:"into" form:"into"`
	Reason string    `json:"reason" form:"reason"`
	Needs  SameNeeds `json:"-"`
}

// SameNeeds is what is known of the other entry.
type SameNeeds struct{ Other bool } // it is in the register and not itself merged

func (MergeOfficer) Name() act.Name { return "officer.merge" }
func (a MergeOfficer) On() string   { return a.ID }

// Do merges it.
func (a MergeOfficer) Do(o Officer, m act.Moment) (Officer, error) {
	var k act.Check
	k.Want(a.Needs.Other && a.Into != o.ID, "into", "请选择另一条在册的登记。", "Choose another entry in the register.")
	k.Want(!slices.Contains(o.Apart, a.Into), "into", "已经确认过不是同一人。", "They were found to be two people.")
	reason(&k, a.Reason)
	if err := k.Err(); err != nil {
		return o, err
	}
	o.Into = a.Into
	return o, nil
}

// Apart (确认不是同一人) keeps two entries from being offered again.
type Apart struct {
	ID     string    `json:"id" form:"id"`
	Other  string    `json:"other" form:"other"`
	Reason string    `json:"reason" form:"reason"`
	Needs  SameNeeds `json:"-"`
}

func (Apart) Name() act.Name { return "officer.apart" }
func (a Apart) On() string   { return a.ID }

// Do keeps them apart.
func (a Apart) Do(o Officer, m act.Moment) (Officer, error) {
	var k act.Check
	k.Want(a.Needs.Other && a.Other != o.ID, "other", "请选择另一条在册的登记。", "Choose another entry in the register.")
	reason(&k, a.Reason)
	if err := k.Err(); err != nil {
		return o, err
	}
	if !slices.Contains(o.Apart, a.Other) {
		o.Apart = append(slices.Clone(o.Apart), a.Other)
	}
	return o, nil
}

// Unmerge (撤回合并) gives an entry its own life again.
type Unmerge struct {
	ID     string `json:"id" form:"id"`
	Reason string `json:"reason" form:"reason"`
}

func (Unmerge) Name() act.Name { return "officer.unmerge" }
func (a Unmerge) On() string   { return a.ID }

// Do takes the merge back.
func (a Unmerge) Do(o Officer, m act.Moment) (Officer, error) {
	var k act.Check
	reason(&k, a.Reason)
	if err := k.Err(); err != nil {
		return o, err
	}
	o.Into = ""
	if o.State = "ended"; o.LeftWhy == "" {
		if _, held := o.Present(m.Day()); held || len(o.Posts) == 0 {
			o.State = "listed"
		}
	}
	return o, nil
}
