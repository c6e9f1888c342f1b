package selfcheck

import (
	"fmt"
	"slices"

	"hengjian/oversight/act"
	"hengjian/oversight/law"
)

// Fill (填报) saves one item as a draft: whatever can stand is kept, complete or
// not. What is still missing is said when the head signs.
type Fill struct {
	ID       string    `json:"id" form:"id"`
	Item     string    `json:"item" form:"item"`
	Methods  []string  `json:"methods,omitempty" form:"methods"`
	Since    string    `json:"since,omitempty" form:"since"`
	Until    string    `json:"until,omitempty" form:"until"`
	Base     int64     `json:"base,omitempty" form:"base"`
	Checked  int64     `json:"checked,omitempty" form:"checked"`
	Chosen   string    `json:"chosen,omitempty" form:"chosen"`
	By       string    `json:"by,omitempty" form:"by"`
	Units    []string  `json:"units,omitempty" form:"units"`
	Note     string    `json:"note,omitempty" form:"note"`
	None     bool      `json:"none,omitempty" form:"none"`
	Findings []Finding `json:"findings,omitempty" form:"findings"`
	Needs    FillNeeds `json:"-"`
}

// FillNeeds are facts of taxonomy and register.
type FillNeeds struct {
	Classes map[string]bool // usable today
	Units   map[string]bool // the organ's, or of its branches
}

func (Fill) Name() act.Name { return "selfcheck.fill" }
func (a Fill) On() string   { return a.ID }

// Do saves.
func (a Fill) Do(s Selfcheck, m act.Moment) (Selfcheck, error) {
	var k act.Check
	i := s.item(a.Item)
	k.Want(i >= 0, "item", "表里没有这一项。", "The form has no such item.")
	if err := k.Err(); err != nil {
		return s, err
	}
	a.check(&k, m)
	s.own()
	s.State = "filling"
	it := &s.Items[i]
	it.Methods, it.Since, it.Until, it.Base, it.Checked, it.Chosen = a.Methods, a.Since, a.Until, a.Base, a.Checked, a.Chosen
	it.By, it.Units, it.Note, it.None, it.Saved = trim(a.By), a.Units, trim(a.Note), a.None, m.Day()
	it.Findings = s.keyed(&k, it.Findings, a.Findings, a.Needs)
	k.Want(!a.None || len(it.Findings) == 0, "none", "列了发现的问题，就不要再勾选“没有发现问题”。", "Findings are listed; do not tick that nothing was found.")
	return s, k.Err()
}

func (a Fill) check(k *act.Check, m act.Moment) {
	for _, x := range a.Methods {
		k.Want(act.Has(Methods, x), "methods", "请选择检查方式。", "Choose how it was looked at.")
	}
	k.Want(a.Since == "" || law.Day(a.Since).Valid(), "since", "日期不对。", "This is no day.")
	k.Want(a.Until == "" || law.Day(a.Until).Valid() && a.Until >= a.Since && a.Until <= m.Day(), "until", "时段的结束不能早于开始，也不能晚于今天。", "The period does not end before it begins, nor after today.")
	k.Want(a.Base >= 0 && a.Checked >= 0, "base", "数目不能是负数。", "No negative numbers.")
	k.Want(a.Base == 0 || a.Checked <= a.Base, "checked", "检查的数目不能多于总数。", "No more can be looked at than there are.")
	k.Want(a.Chosen == "" || act.Has(Choosings, a.Chosen), "chosen", "请选择怎样抽取。", "Choose how they were chosen.")
	k.Length("by", a.By, 0, 100, "检查人不超过 100 字。", "Who looked has at most 100 characters.")
	k.Length("note", a.Note, 0, 2000, "检查说明不超过 2000 字。", "The statement has at most 2,000 characters.")
	noCase(k, "note", a.Note)
	for _, u := range a.Units {
		k.Want(a.Needs.Units[u], "units", "请选择本机关的单位。", "Choose units of this organ.")
	}
	k.Want(len(a.Findings) <= 60, "findings", "一项最多列 60 条。", "At most 60 findings in one item.")
}

// keyed checks the findings and gives the new ones a key. What already became a
// problem or a referral stays as it was.
func (s *Selfcheck) keyed(k *act.Check, was, now []Finding, n FillNeeds) (out []Finding) {
	for _, f := range was {
		if f.Kind != "" {
			out = append(out, f)
		}
	}
	for i, f := range now {
		at := slices.IndexFunc(was, func(x Finding) bool { return f.Key != "" && x.Key == f.Key })
		k.Want(f.Key == "" || at >= 0, fmt.Sprintf("findings.%d.title", i), "没有这一条发现。", "There is no such finding.")
		if at >= 0 && was[at].Kind != "" {
			continue
		}
		f.check(k, fmt.Sprintf("findings.%d.", i), n)
		f.Kind, f.ID, f.Number = "", "", ""
		f.Title, f.Text, f.Fixed, f.CaseNo = trim(f.Title), trim(f.Text), trim(f.Fixed), trim(f.CaseNo)
		if f.Key == "" {
			f.Key = s.key("f")
		}
		out = append(out, f)
	}
	return out
}

// check wants what a draft may hold: a finding of a unit names no case, a
// finding in a case has its number in the field for it.
func (f Finding) check(k *act.Check, at string, n FillNeeds) {
	k.Want(act.Has(Sorts, f.Sort), at+"sort", "请选择是单位的问题还是个案。", "Say whether it is of a unit or in a case.")
	k.Length(at+"title", f.Title, 4, 60, "一句话写明发现了什么（4 到 60 字）。", "One line on what was found (4 to 60 characters).")
	k.Length(at+"text", f.Text, 0, 2000, "具体情形不超过 2000 字。", "At most 2,000 characters.")
	k.Length(at+"fixed", f.Fixed, 0, 1000, "已经整改的情况不超过 1000 字。", "At most 1,000 characters.")
	k.Want(f.Unit == "" || n.Units[f.Unit], at+"unit", "请选择本机关的单位。", "Choose a unit of this organ.")
	k.Want(f.Class == "" || n.Classes[f.Class], at+"class", "请从目录里选择类别。", "Choose a class from the list.")
	k.Want(f.Count >= 0 && f.Count <= 1_000_000, at+"count", "件数不对。", "The number is wrong.")
	for field, text := range map[string]string{"title": f.Title, "text": f.Text, "fixed": f.Fixed} {
		noCase(k, at+field, text)
		if f.Sort == "unit" {
			neutral(k, at+field, text)
		}
	}
	if f.Sort == "unit" {
		k.Want(f.CaseNo == "", at+"case_no", "单位或者制度的问题不写案号。", "A finding of a unit has no case number.")
		return
	}
	k.Length(at+"case_no", f.CaseNo, 0, 60, "案号不超过 60 字。", "A case number has at most 60 characters.")
}

// Attach (上传佐证材料) adds a file to an item.
type Attach struct {
	ID       string `json:"id" form:"id"`
	Item     string `json:"item" form:"item"`
	Hash     string `json:"hash" form:"hash"`
	FileName string `json:"file_name" form:"file_name"`
}

func (Attach) Name() act.Name { return "selfcheck.attach" }
func (a Attach) On() string   { return a.ID }

// Do adds it.
func (a Attach) Do(s Selfcheck, m act.Moment) (Selfcheck, error) {
	var k act.Check
	i := s.item(a.Item)
	k.Want(i >= 0, "item", "请选择是哪一项的材料。", "Choose the item.")
	k.Want(len(a.Hash) == 64, "hash", "请选择文件。", "Choose a file.")
	k.Want(i < 0 || len(s.Items[i].Files) < 20, "hash", "一项最多 20 个文件。", "At most 20 files to an item.")
	k.Want(!s.Has(a.Hash), "hash", "这个文件已经上传过。", "This file is there already.")
	if err := k.Err(); err != nil {
		return s, err
	}
	s.own()
	s.State = "filling"
	s.Items[i].Files = append(s.Items[i].Files, File{s.key("x"), a.Hash, a.FileName, m.By, m.Day()})
	return s, nil
}

// Detach (撤下佐证材料) takes a file off before the report is submitted.
type Detach struct {
	ID   string `json:"id" form:"id"`
	File string `json:"file" form:"file"`
}

func (Detach) Name() act.Name { return "selfcheck.detach" }
func (a Detach) On() string   { return a.ID }

// Do takes it off.
func (a Detach) Do(s Selfcheck, _ act.Moment) (Selfcheck, error) {
	s.own()
	if j := slices.IndexFunc(s.Papers, func(f File) bool { return f.Key == a.File }); j >= 0 {
		s.Papers = slices.Delete(s.Papers, j, j+1)
		s.State = "filling"
		return s, nil
	}
	for i := range s.Items {
		if j := slices.IndexFunc(s.Items[i].Files, func(f File) bool { return f.Key == a.File }); j >= 0 {
			s.Items[i].Files = slices.Delete(s.Items[i].Files, j, j+1)
			s.State = "filling"
			return s, nil
		}
	}
	return s, act.Wrong("file", "请选择要撤下的文件。", "Choose the file to take off.")
}
