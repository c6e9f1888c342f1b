package review

import (
	"slices"

	"hengjian/oversight/act"
)

// Tie is one relation of a reviewer to somebody who had to do with the case:
// declared, on a list that was supplied, or computed from the register of
// officers. It rests on certificate numbers, or on a name alone: then it is a
// hint, since people share names.
type Tie struct {
	Declared           bool
	With               string // name of whoever had to do with the case
	Zh, En             string // what they are to each other
	SourceZh, SourceEn string // how it is known
	Sure               bool   // by certificate numbers, not by a name
}

// Words are the tie in a line.
func (t Tie) Words() (zh, en string) {
	kind := [2]string{"按登记计算", "computed from the register"}
	if t.Declared {
		kind = [2]string{"申报", "declared"}
	}
	zh, en = "与"+t.With+"："+t.Zh+"（"+kind[0]+"，"+t.SourceZh+"）", t.With+": "+t.En+" ("+kind[1]+", "+t.SourceEn+")"
	if !t.Sure {
		zh, en = zh+"，同名，待核实", en+"; the same name, to be checked"
	}
	return zh, en
}

// key tells one tie from another.
func (t Tie) key() string { return t.With + "\n" + t.Zh + "\n" + t.SourceZh }

// Checked is one finding that a reviewer is not the one on a list or in the
// register who has her name.
type Checked struct {
	Who  string   `json:"who"`
	How  string   `json:"how"`
	By   string   `json:"by"`
	Day  string   `json:"day"`
	Ties []string `json:"ties"` // which
}

// Standing are the ties of a reviewer that nobody has found to be a namesake's.
func (r Review) Standing(who string, ties []Tie) (out []Tie) {
	for _, t := range ties {
		if t.Sure || !slices.ContainsFunc(r.Checked, func(c Checked) bool { return c.Who == who && slices.Contains(c.Ties, t.key()) }) {
			out = append(out, t)
		}
	}
	return out
}

// apart refuses a reviewer who is tied to somebody of the case (回避). A name
// alone is no proof: it refuses her until somebody writes how the two were told
// apart.
func (r Review) apart(k *act.Check, field, who string, f Fit, how string) {
	left := r.Standing(who, f.Ties)
	if i := slices.IndexFunc(left, func(t Tie) bool { return t.Sure }); i >= 0 {
		zh, en := left[i].Words()
		k.Want(false, field, f.Name+zh+"，须回避。", f.Name+", "+en+": she is not assigned.")
		return
	}
	if len(left) > 0 && clean(how) == "" {
		zh, en := left[0].Words()
		k.Want(false, field, f.Name+zh+"。是同一人的须回避，请另选；不是同一人的，请在“怎样核实”里写明。", f.Name+", "+en+". If it is the same person choose somebody else; if not, write below how that was found.")
		return
	}
	if len(left) > 0 {
		checkHow(k, how)
	}
}

func checkHow(k *act.Check, how string) {
	k.Length("how", how, 4, 200, "请写明怎样核实不是同一人（4 到 200 字），例如核对了证件编号或者向本人单位核实。", "Say how it was found that they are two people (4 to 200 characters), e.g. by certificate number or from her unit.")
	neutral(k, "how", how)
	noCase(k, "how", how)
}

// checked keeps how the namesakes of a reviewer were told apart.
func (r *Review) checked(m act.Moment, who string, ties []Tie, how string) {
	c := Checked{Who: who, How: clean(how), By: m.By, Day: m.Day()}
	for _, t := range r.Standing(who, ties) {
		c.Ties = append(c.Ties, t.key())
	}
	if len(c.Ties) > 0 {
		r.Checked = append(r.Checked[:len(r.Checked):len(r.Checked)], c)
	}
}

// CheckName (登记同名核实) settles that an assigned reviewer only shares her name
// with somebody on a list that came later.
type CheckName struct {
	ID    string         `json:"id" form:"id"`
	Who   string         `json:"who" form:"who"`
	How   string         `json:"how" form:"how"`
	Needs map[string]Fit `json:"-"`
}

func (CheckName) Name() act.Name { return "review.check_name" }
func (a CheckName) On() string   { return a.ID }

// Do keeps it.
func (a CheckName) Do(r Review, m act.Moment) (Review, error) {
	if !slices.ContainsFunc(append(slices.Clone(r.Readers), r.Third), func(id string) bool { return len(r.Standing(id, a.Needs[id].Ties)) > 0 }) {
		return r, act.Refuse(act.NotNow, "没有同名待核实的评查员。", "No reviewer's name is to be checked.")
	}
	left := r.Standing(a.Who, a.Needs[a.Who].Ties)
	var k act.Check
	k.Want(r.Reads(a.Who) && len(left) > 0, "who", "请选择有同名待核实的评查员。", "Choose a reviewer whose name is to be checked.")
	k.Want(!slices.ContainsFunc(left, func(t Tie) bool { return t.Sure }), "who", "按证件编号是同一人，请更换评查员。", "By the certificate numbers it is the same person; replace her.")
	checkHow(&k, a.How)
	if err := k.Err(); err != nil {
		return r, err
	}
	r.checked(m, a.Who, left, a.How)
	return r, nil
}

// Replaceable reports whether a reader may still be replaced: the organ has not
// been told what was found.
func (r Review) Replaceable() bool {
	return slices.Contains([]string{"assigned", "disputed", "scored"}, r.State) && len(r.Readers) > 0
}

// Reads reports whether somebody is one of the readers, the third included.
func (r Review) Reads(who string) bool {
	return who != "" && (r.Third == who || slices.Contains(r.Readers, who))
}

// Replace (更换评查员) gives the file to somebody else in a reviewer's place. A sheet
// that was handed in is set aside only where a relation is on record: nobody is
// replaced for what she found.
type Replace struct {
	ID     string         `json:"id" form:"id"`
	Out    string         `json:"out" form:"out"`
	In     string         `json:"in" form:"in"`
	How    string         `json:"how,omitempty" form:"how"` // as of Assign, of the new one
	Reason string         `json:"reason" form:"reason"`
	Needs  map[string]Fit `json:"-"`
}

func (Replace) Name() act.Name { return "review.replace" }
func (a Replace) On() string   { return a.ID }

// Do replaces her.
func (a Replace) Do(r Review, m act.Moment) (Review, error) {
	var k act.Check
	sheet, in := r.SheetOf(a.Out)
	k.Want(r.Reads(a.Out), "out", "请选择要更换的评查员。", "Choose the reviewer who is replaced.")
	k.Want(!in || len(r.Standing(a.Out, a.Needs[a.Out].Ties)) > 0, "out", "这名评查员已经提交评查表，也没有登记在案的关系，不能更换。", "She has handed in her sheet and no relation is on record; she is not replaced.")
	r.fit(&k, "in", a.In, a.Needs, a.How)
	reason(&k, a.Reason)
	noCase(&k, "reason", a.Reason)
	if err := k.Err(); err != nil {
		return r, err
	}
	if in {
		r.Aside = append(r.Aside[:len(r.Aside):len(r.Aside)], sheet)
		r.Sheets = slices.DeleteFunc(slices.Clone(r.Sheets), func(s Sheet) bool { return s.By == a.Out })
	}
	r.Excused = append(r.Excused[:len(r.Excused):len(r.Excused)], a.Out)
	r.Part(a.Out, "reviewer")
	r.Join(a.Out, "recused")
	r.Join(a.In, "reviewer")
	r.checked(m, a.In, a.Needs[a.In].Ties, a.How)
	if r.Third == a.Out {
		r.Third = a.In
		if in && r.State == "scored" {
			r.State, r.Grade = "disputed", ""
		}
	} else {
		r.Readers = slices.Clone(r.Readers)
		r.Readers[slices.Index(r.Readers, a.Out)] = a.In
		if in {
			r.State, r.Grade = "assigned", ""
		}
	}
	r.Stop(m, "review.read")
	return r, r.Begin(m, "review.read")
}
