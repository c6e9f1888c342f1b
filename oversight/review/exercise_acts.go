package review

import "hengjian/oversight/act"

// PrepareExercise (准备校准练习) writes down the known answers.
type PrepareExercise struct {
	Title string `json:"title" form:"title"`
	Sort  string `json:"sort" form:"sort"`
	Marks []Mark `json:"marks" form:"marks"`
	Grade string `json:"grade" form:"grade"`

	Draw    string       `json:"draw,omitempty" form:"draw"`       // made for a draw
	Repeats string       `json:"repeats,omitempty" form:"repeats"` // a finished review of it, shown again unseen
	Needs   PrepareNeeds `json:"-"`
}

// PrepareNeeds is what is on record of the draw that an exercise is made for.
type PrepareNeeds struct {
	Sort   string // kind of the draw's organ, "" there is no such draw
	Review Review // the one to be shown again
}

func (PrepareExercise) Name() act.Name { return "exercise.prepare" }
func (PrepareExercise) On() string     { return "" }

// Series numbers exercises by committee and year.
func (PrepareExercise) Series(_ Exercise, m act.Moment) (key, format string) {
	return "exercise" + m.Day()[:4], m.Prefix + "评练〔" + m.Day()[:4] + "〕%d号"
}

// Do prepares it; the known answers keep the rules of a sheet.
func (a PrepareExercise) Do(e Exercise, m act.Moment) (Exercise, error) {
	var k act.Check
	k.Length("title", a.Title, 4, 60, "名称 4 到 60 个字。", "The title has 4 to 60 characters.")
	noCase(&k, "title", a.Title)
	f, ok := FormFor(a.Sort, m.Day())
	k.Want(ok, "sort", "请选择机关类别；这类机关要有今年的评查表。", "Choose the kind of organ; there must be a review form for it this year.")
	k.Want(a.Draw == "" || a.Needs.Sort == "" || a.Needs.Sort == a.Sort, "sort", "这次抽样是另一类机关的。", "The draw is of another kind of organ.")
	k.Want(a.Draw == "" || a.Needs.Sort != "", "draw", "没有这次抽样。", "There is no such draw.")
	x := a.Needs.Review
	k.Want(a.Repeats == "" || a.Draw != "" && x.ID == a.Repeats && x.Draw == a.Draw && x.Twin == "" && x.State == "final" && len(x.Files) > 0, "repeats", "只能重复这次抽样里已经评查终了、材料齐全的一卷。", "Only a finished review of this draw, with its file, is shown again.")
	if !ok {
		return e, k.Err()
	}
	s := Score{Marks: a.Marks, Grade: a.Grade}
	marks := s.judged(&k, f)
	if err := k.Err(); err != nil {
		return e, err
	}
	e.Number, e.Serial = m.Number, m.Serial
	e.Title, e.Sort, e.Form, e.Known, e.KnownGrade = clean(a.Title), a.Sort, f.Code, marks, a.Grade
	e.Draw = a.Draw
	if a.Repeats != "" {
		e.Repeats, e.Files = x.ID, append(e.Files, x.Files...)
	}
	return e, nil
}

// AddExerciseFile (上传练习卷) adds papers of the exercise.
type AddExerciseFile struct {
	ID    string `json:"id" form:"id"`
	File  string `json:"file" form:"file"`
	Title string `json:"title" form:"title"`
	Clean bool   `json:"clean" form:"clean"` // invented, or without names and units
}

func (AddExerciseFile) Name() act.Name { return "exercise.add_file" }
func (a AddExerciseFile) On() string   { return a.ID }

// Do adds it.
func (a AddExerciseFile) Do(e Exercise, m act.Moment) (Exercise, error) {
	var k act.Check
	k.Want(a.File != "", "file", "请上传文件。", "Upload the file.")
	k.Want(a.Clean, "clean", "请确认是虚构的，或者已经隐去姓名和单位。", "Confirm that it is invented, or without names and units.")
	k.Length("title", a.Title, 2, 60, "请写明材料名称（2 到 60 个字），不写案号。", "Name the material (2 to 60 characters), without a case number.")
	noCase(&k, "title", a.Title)
	k.Want(len(e.Files) < 40, "file", "最多 40 份材料。", "At most 40 files.")
	if err := k.Err(); err != nil {
		return e, err
	}
	e.Files = append(e.Files[:len(e.Files):len(e.Files)], File{a.File, clean(a.Title), m.By, m.Day()})
	return e, nil
}

// StartExercise (开始练习) gives it to the reviewers.
type StartExercise struct {
	ID      string     `json:"id" form:"id"`
	Readers []string   `json:"readers" form:"readers"`
	Needs   StartNeeds `json:"-"`
}

// StartNeeds are the committee's reviewers, and who knows the papers already.
type StartNeeds struct {
	Reviewers map[string]bool
	Seen      map[string]bool // read the review whose file is shown again
}

func (StartExercise) Name() act.Name { return "exercise.start" }
func (a StartExercise) On() string   { return a.ID }

// Do starts it.
func (a StartExercise) Do(e Exercise, _ act.Moment) (Exercise, error) {
	if len(e.Files) == 0 {
		return e, act.Refuse(act.NotNow, "请先上传练习卷。", "Add the papers first.")
	}
	var k act.Check
	k.Want(len(a.Readers) > 0, "readers", "请至少选择一名评查员。", "Choose at least one reviewer.")
	seen := map[string]bool{}
	for _, who := range a.Readers {
		k.Want(!a.Needs.Seen[who], "readers", "有人读过这一卷，不能再用它练习。", "Somebody has read this file before and cannot practise on it.")
		k.Want(a.Needs.Reviewers[who] && !seen[who], "readers", "请选择本级的评查员，每人一次。", "Choose reviewers of this committee, each once.")
		seen[who] = true
	}
	if err := k.Err(); err != nil {
		return e, err
	}
	e.Readers = a.Readers
	for _, who := range a.Readers {
		e.Join(who, "reviewer")
	}
	return e, nil
}

// GradeExercise (提交练习) is one reviewer's sheet.
type GradeExercise struct {
	ID    string `json:"id" form:"id"`
	Marks []Mark `json:"marks" form:"marks"`
	Grade string `json:"grade" form:"grade"`
}

func (GradeExercise) Name() act.Name { return "exercise.grade" }
func (a GradeExercise) On() string   { return a.ID }

// Do hands it in.
func (a GradeExercise) Do(e Exercise, m act.Moment) (Exercise, error) {
	if !e.Waits(m.By) {
		return e, act.Refuse(act.Forbidden, "这个练习没有分给您，或者您已经提交。", "This exercise was not given to you, or you handed in already.")
	}
	var k act.Check
	marks := Score{Marks: a.Marks, Grade: a.Grade}.judged(&k, FormOf(e.Form))
	if err := k.Err(); err != nil {
		return e, err
	}
	e.Sheets = append(e.Sheets[:len(e.Sheets):len(e.Sheets)], Sheet{m.By, marks, a.Grade, m.Day()})
	return e, nil
}

// EndExercise (结束练习) takes no more sheets.
type EndExercise struct {
	ID string `json:"id" form:"id"`
}

func (EndExercise) Name() act.Name { return "exercise.end" }
func (a EndExercise) On() string   { return a.ID }

// Do ends it.
func (a EndExercise) Do(e Exercise, _ act.Moment) (Exercise, error) { return e, nil }

// DropExercise (不使用) leaves it unused.
type DropExercise struct {
	ID     string `json:"id" form:"id"`
	Reason string `json:"reason" form:"reason"`
}

func (DropExercise) Name() act.Name { return "exercise.drop" }
func (a DropExercise) On() string   { return a.ID }

// Do drops it.
func (a DropExercise) Do(e Exercise, _ act.Moment) (Exercise, error) {
	var k act.Check
	reason(&k, a.Reason)
	e.Ended = clean(a.Reason)
	return e, k.Err()
}
