package review

import (
	"fmt"
	"slices"

	"hengjian/oversight/act"
)

// Score (提交评查表) is one reader's sheet. The grade follows from the marks: a
// serious defect is not outweighed by anything.
type Score struct {
	ID    string `json:"id" form:"id"`
	Marks []Mark `json:"marks" form:"marks"`
	Grade string `json:"grade" form:"grade"`
}

func (Score) Name() act.Name { return "review.score" }
func (a Score) On() string   { return a.ID }

// Do hands it in.
func (a Score) Do(r Review, m act.Moment) (Review, error) {
	if !r.Waits(m.By) {
		return r, act.Refuse(act.Forbidden, "这一卷没有分派给您，或者您已经提交。", "This file was not assigned to you, or you handed in already.")
	}
	var k act.Check
	marks := a.judged(&k, FormOf(r.Form))
	if err := k.Err(); err != nil {
		return r, err
	}
	at := len(r.Sheets)
	if _, third := r.SheetOf(r.Third); third && r.Third != m.By {
		at-- // hers stands last: a first reader was replaced after she had read
	}
	r.Sheets = slices.Insert(slices.Clone(r.Sheets), at, Sheet{m.By, marks, a.Grade, m.Day()})
	return r.settle(m)
}

// judged checks a sheet by its form: the grade follows from the marks.
func (a Score) judged(k *act.Check, f Form) []Mark {
	marks := a.check(k, f)
	k.Want(act.Has(f.Grades, a.Grade), "grade", "请选择总体等级。", "Choose the grade.")
	minor, serious := defects(f, marks)
	k.Want(!serious || a.Grade == "unsound" || a.Grade == "flawed", "grade", "有重要瑕疵的，等级只能是“瑕疵”或者“不合格”。", "With a serious defect the grade is flawed or unsound.")
	k.Want(minor || serious || !Defective(a.Grade), "grade", "没有一项有瑕疵，等级不能是“瑕疵”或者“不合格”。", "Without any defect it is neither flawed nor unsound.")
	k.Want(!minor || a.Grade != "excellent", "grade", "有瑕疵的不能评为“优质”。", "A file with a defect is not excellent.")
	return marks
}

// settle compares the sheets once both first readers' are in; a third's decides
// where they differ.
func (r Review) settle(m act.Moment) (Review, error) {
	third, has := r.SheetOf(r.Third)
	switch {
	case len(r.Sheets) < 2+yes(has):
		return r, nil
	case r.Sheets[0].Grade == r.Sheets[1].Grade:
		r.Grade, r.State = r.Sheets[0].Grade, "scored"
	case has:
		r.Grade, r.State = third.Grade, "scored"
	default:
		r.State = "disputed"
	}
	r.Stop(m, "review.read")
	if r.State == "disputed" && r.Third != "" {
		return r, r.Begin(m, "review.read") // a third was called before a first reader was replaced
	}
	return r, nil
}

func yes(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (a Score) check(k *act.Check, f Form) []Mark {
	by := map[string]Mark{}
	for i, x := range a.Marks {
		field := fmt.Sprintf("marks.%d.", i)
		_, ok := f.Item(x.Item)
		k.Want(ok, field+"item", "评查表里没有这一项。", "The form has no such item.")
		k.Want(x.Answer == "" || act.Has(Answers, x.Answer), field+"answer", "请选择符合、有瑕疵、不涉及或者看不出。", "Choose one of the answers.")
		if x.Answer == "defect" {
			k.Length(field+"note", x.Note, 4, 500, "有瑕疵的请写明页码和情况（4 到 500 字）。", "Say on which page and what (4 to 500 characters).")
		} else {
			k.Length(field+"note", x.Note, 0, 500, "不超过 500 字。", "At most 500 characters.")
		}
		neutral(k, field+"note", x.Note)
		noCase(k, field+"note", x.Note)
		by[x.Item] = Mark{x.Item, x.Answer, clean(x.Note)}
	}
	var out []Mark
	for i, it := range f.Items {
		x := by[it.Code]
		k.Want(x.Answer != "", fmt.Sprintf("marks.%d.answer", i), it.Zh+"：请选择。", it.En+": choose an answer.")
		out = append(out, x)
	}
	return out
}

func defects(f Form, marks []Mark) (minor, serious bool) {
	for _, x := range marks {
		if it, _ := f.Item(x.Item); x.Answer == "defect" {
			minor = minor || it.Weight == "minor"
			serious = serious || it.Weight == "serious"
		}
	}
	return minor, serious
}

// CallThird (请第三人评查) asks a third reader where two differ.
type CallThird struct {
	ID    string         `json:"id" form:"id"`
	Who   string         `json:"who" form:"who"`
	How   string         `json:"how,omitempty" form:"how"` // as of Assign
	Needs map[string]Fit `json:"-"`
}

func (CallThird) Name() act.Name { return "review.call_third" }
func (a CallThird) On() string   { return a.ID }

// Do calls her.
func (a CallThird) Do(r Review, m act.Moment) (Review, error) {
	if r.Third != "" {
		return r, act.Refuse(act.NotNow, "已经请了第三人。", "A third reader has it.")
	}
	var k act.Check
	r.fit(&k, "who", a.Who, a.Needs, a.How)
	if err := k.Err(); err != nil {
		return r, err
	}
	r.Third = a.Who
	r.Join(a.Who, "reviewer")
	r.checked(m, a.Who, a.Needs[a.Who].Ties, a.How)
	return r, r.Begin(m, "review.read")
}
