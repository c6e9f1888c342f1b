package review

import (
	"slices"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

// Exercise is one calibration exercise (校准练习): the same papers for every
// reviewer before a round, with answers that are known. It may be made for a
// draw, whose reviewers and form it then takes, and counts in no rate; it is no test of a reviewer either: her own answers
// are shown to her alone, the office sees how often each item agreed.
type Exercise struct {
	act.Head
	Title      string
	Sort       string // kind of organ; it chooses the form
	Form       string // code of the form in force when it was prepared
	Files      []File
	Known      []Mark // the known answers, each with the page and why
	KnownGrade string
	Readers    []string
	Sheets     []Sheet
	Ended      string // why it was dropped unused
	Draw       string // the draw it was made for, "" none; no reviewer sees it
	Repeats    string // the finished review of that draw whose file it shows again, "" none
}

// Matter lists it by its title.
func (e Exercise) Matter() act.Matter {
	return act.Matter{Title: e.Title, Class: e.Sort, Via: "exercise"}
}

// SheetOf finds what somebody handed in.
func (e Exercise) SheetOf(account string) (Sheet, bool) {
	i := slices.IndexFunc(e.Sheets, func(s Sheet) bool { return s.By == account })
	if i < 0 {
		return Sheet{}, false
	}
	return e.Sheets[i], true
}

// Waits reports whether somebody's answers are still wanted.
func (e Exercise) Waits(account string) bool {
	_, done := e.SheetOf(account)
	return e.State == "running" && slices.Contains(e.Readers, account) && !done
}

// For is the exercise as one reviewer sees it: the known answers and how often
// the others agreed come after her own sheet, never before.
func (e Exercise) For(account string) (Exercise, []ItemAgreement) {
	own, done := e.SheetOf(account)
	items := e.Items()
	e.Sheets, e.Readers, e.Draw, e.Repeats = nil, nil, "", ""
	if !done {
		e.Known, e.KnownGrade = nil, ""
		return e, nil
	}
	e.Sheets = []Sheet{own}
	return e, items
}

// ItemAgreement is how many of those who handed in agree with the known answer
// to one item; Item "" is the grade.
type ItemAgreement struct {
	Item     string
	Same, Of int
}

// Fewest is how many must have handed in before agreement is counted: of two
// each would learn what the other answered.
const Fewest = 3

// Items counts agreement item by item, the grade last; nil while fewer than
// Fewest have handed in.
func (e Exercise) Items() (out []ItemAgreement) {
	if len(e.Sheets) < Fewest {
		return nil
	}
	for _, k := range e.Known {
		x := ItemAgreement{Item: k.Item, Of: len(e.Sheets)}
		for _, s := range e.Sheets {
			x.Same += agrees(s, k)
		}
		out = append(out, x)
	}
	x := ItemAgreement{Of: len(e.Sheets)}
	for _, s := range e.Sheets {
		if s.Grade == e.KnownGrade {
			x.Same++
		}
	}
	return append(out, x)
}

func agrees(s Sheet, k Mark) int {
	if m, ok := s.Mark(k.Item); ok && m.Answer == k.Answer {
		return 1
	}
	return 0
}

// Mark is the answer to an item.
func (s Sheet) Mark(item string) (Mark, bool) {
	i := slices.IndexFunc(s.Marks, func(m Mark) bool { return m.Item == item })
	if i < 0 {
		return Mark{}, false
	}
	return s.Marks[i], true
}

// ExerciseLife is the life of an exercise.
var ExerciseLife = act.Life{
	Kind: "exercise", Zh: "校准练习", En: "Calibration exercise",
	States: []act.State{
		{Code: "prepared", Zh: "准备中", En: "Being prepared", Tone: "act", Open: true},
		{Code: "running", Zh: "练习中", En: "Under way", Tone: "act", Open: true},
		{Code: "ended", Zh: "已结束", En: "Ended", Tone: "ok"},
		{Code: "dropped", Zh: "没有使用", En: "Not used"},
	},
	Verbs: []act.Verb{
		{Do: "exercise.prepare", Zh: "准备校准练习", En: "Prepare an exercise", SayZh: "写下已知的答案和依据；评查员提交自己的评查以后才看得到。", SayEn: "The known answers are written down with their ground; reviewers see them after they handed in their own."},
		{Do: "exercise.add_file", Zh: "上传练习卷", En: "Add the papers", SayZh: "用虚构的或者已经隐去姓名、单位的卷宗，不用正在评查的案件。", SayEn: "Invented papers, or old ones without names and units; never a case under review."},
		{Do: "exercise.start", Zh: "开始练习", En: "Start", SayZh: "选中的评查员会收到通知；练习不计入任何抽样和瑕疵率，也不是对评查员的考核。", SayEn: "The reviewers chosen are told. It counts in no draw and no rate, and is no test of a reviewer."},
		{Do: "exercise.grade", Zh: "提交练习", En: "Hand in", SayZh: "提交以后马上看到已知的答案和逐项是否一致。", SayEn: "The known answers and the agreement item by item are shown at once."},
		{Do: "exercise.end", Zh: "结束练习", En: "End", SayZh: "之后不能再提交。", SayEn: "Nothing more is handed in."},
		{Do: "exercise.drop", Zh: "不使用", En: "Do not use"},
	},
	Steps: []act.Step{
		{From: act.In(act.Birth), Do: "exercise.prepare", To: []string{"prepared"}, Who: staff, Basis: "local", Off: true},
		{From: act.In("prepared"), Do: "exercise.add_file", To: []string{act.Same}, Who: staff, Basis: "local"},
		{From: act.In("prepared"), Do: "exercise.start", To: []string{"running"}, Who: staff, Basis: "local", Main: true},
		{From: act.In("running"), Do: "exercise.grade", To: []string{act.Same}, Who: []act.Role{access.Reviewer}, Not: []act.Name{"exercise.grade"}, Basis: "local", Main: true},
		{From: act.In("running"), Do: "exercise.end", To: []string{"ended"}, Who: staff, Basis: "local"},
		{From: act.In("prepared"), Do: "exercise.drop", To: []string{"dropped"}, Who: staff, Basis: "local"},
	},
}
