package review

import (
	"fmt"
	"slices"

	"hengjian/office"
	"hengjian/oversight/act"
	"hengjian/oversight/review"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

type practising = matter.Doing[review.Exercise]

var exercises = &matter.Kind[review.Exercise]{
	Life: &review.ExerciseLife,
	Base: "/exercises",
	Load: func(p *frame.Page, id string) (review.Exercise, error) {
		return office.Item(p.Ctx(), p.O, p.Me, office.Exercises, id)
	},
	See: func(p *frame.Page, e review.Exercise) review.Exercise {
		if inside(p.Me) {
			return e
		}
		e, _ = e.For(p.Me.ID)
		return e
	},
	Head: func(e *review.Exercise) *act.Head { return &e.Head },
	Name: func(_ *kit.Page, e review.Exercise) string { return e.Title },
	List: func(p *kit.Page) kit.Link {
		return kit.Link{Text: p.L("校准练习", "Calibration exercises"), URL: "/exercises"}
	},
	Forms: map[string]func(*practising) (matter.Form, error){
		"add_file": func(d *practising) (matter.Form, error) {
			return matter.Form{Fields: []matter.Field{
				{Field: kit.Field{Name: "title", Label: d.L("材料名称", "Material"), Max: 60, Hint: d.L("例如：立案手续、讯问笔录。不写案号。", "e.g. papers of filing, record of questioning; no case number.")}},
				{As: matter.File, Field: kit.Field{Name: "file", Label: d.L("文件", "File")}},
				{As: matter.Tick, Field: kit.Field{Name: "clean", Label: d.L("是虚构的，或者已经隐去姓名和单位，也不是正在评查的案件", "It is invented, or without names and units, and no case under review")}},
			}}, nil
		},
		"start": func(d *practising) (matter.Form, error) {
			list, err := d.O.ReviewersOf(d.Ctx(), d.Me)
			if err != nil {
				return matter.Form{}, err
			}
			reads, seen, err := d.O.PractisersOf(d.Ctx(), d.Me, d.Raw)
			f := kit.Field{Name: "readers", Label: d.L("哪些评查员参加", "Which reviewers take part")}
			for _, x := range list {
				o := kit.Option{Value: x.ID, Label: x.Name}
				if reads[x.ID] {
					o.Hint = d.L("正在评查这次抽样", "reads for this draw")
				}
				if seen[x.ID] {
					o.Off = d.L("读过这一卷", "has read this file")
				} else if len(reads) == len(seen) || reads[x.ID] {
					f.Values = append(f.Values, x.ID)
				}
				f.Options = append(f.Options, o)
			}
			return matter.Form{Fields: []matter.Field{{As: matter.Checks, Field: f}}}, err
		},
		"grade": func(d *practising) (matter.Form, error) {
			return matter.Form{Fields: sheetFields(d.Page.Page, review.FormOf(d.S.Form)), Final: []string{d.L("提交以后马上看到已知的答案，不能再改。", "The known answers are shown at once; nothing can be changed after.")}}, nil
		},
		"drop": func(d *practising) (matter.Form, error) {
			return matter.Form{Fields: []matter.Field{matter.Reason(d.Page)}}, nil
		},
	},
}

// ExerciseAct (办理) shows and does an act on an exercise.
func ExerciseAct(p *frame.Page) error { return exercises.Do(p) }

// practises reports whether exercises are of use to somebody: whoever runs
// reviews, and reviewers; never the organs.
func practises(p *frame.Page) bool { return Shows(p.Me) && p.Me.Side() == "congress" }

// reviewTabs lead from the files to the exercises and back.
func reviewTabs(p *frame.Page, on string) (out []kit.Link) {
	if inside(p.Me) {
		out = []kit.Link{{Text: p.L("未结束", "Open"), URL: "/reviews"}, {Text: p.L("全部", "All"), URL: "/reviews?all=1"}}
	} else if practises(p) {
		out = []kit.Link{{Text: p.L("评查卷", "Files"), URL: "/reviews"}}
	}
	if practises(p) {
		out = append(out, kit.Link{Text: p.L("校准练习", "Calibration exercises"), URL: "/exercises"})
	}
	for i := range out {
		out[i].On = out[i].URL == on
	}
	return out
}

// Exercises (校准练习) lists them, what waits for the reader first.
func Exercises(p *frame.Page) error {
	if !practises(p) {
		return act.None()
	}
	es, err := p.O.ExercisesOf(p.Ctx(), p.Me)
	if err != nil {
		return err
	}
	slices.SortStableFunc(es, func(a, b review.Exercise) int { return waits(p, b) - waits(p, a) })
	t := kit.Table{ID: "exercises", Caption: p.L("校准练习", "Calibration exercises"), Count: matter.Count(len(es)), Cols: []kit.Col{{Label: p.L("练习", "Exercise")}, {Label: p.L("评查表", "Form"), Narrow: true}, {Label: p.L("已提交", "Handed in"), Num: true}, {Label: p.L("状态", "State")}},
		Empty: kit.Empty{Title: p.L("没有校准练习", "No exercises"), Text: p.L("一轮评查开始前，让评查员先评同一份已知答案的练习卷，看看尺度是否一致。", "Before a round, let the reviewers grade the same papers with known answers, to see whether they measure alike.")}}
	for _, e := range es {
		f, st, done := review.FormOf(e.Form), exerciseState(p, e), ""
		if inside(p.Me) {
			done = fmt.Sprintf("%d / %d", len(e.Sheets), len(e.Readers))
		}
		t.Rows = append(t.Rows, kit.Row{ID: e.ID, URL: exercises.Path(e.ID), Cells: []kit.Cell{{Text: e.Title, Sub: e.Number, URL: exercises.Path(e.ID)}, {Text: p.L(f.Zh, f.En)}, {Text: done}, {State: &st}}})
	}
	if !inside(p.Me) {
		t.Cols = slices.Delete(t.Cols, 2, 3)
		for i, r := range t.Rows {
			t.Rows[i].Cells = slices.Delete(r.Cells, 2, 3)
		}
	}
	h := kit.Head{Title: p.L("校准练习", "Calibration exercises"), Sub: p.L("不计入抽样和瑕疵率，也不是对评查员的考核", "counted in no draw and no rate, and no test of a reviewer"), Print: true}
	if (matter.Birth{Life: &review.ExerciseLife, Do: "exercise.prepare"}).May(p) {
		h.Actions = []kit.Link{{Text: p.L("准备校准练习", "Prepare an exercise"), URL: "/exercises/new"}}
		t.Empty.Link = h.Actions[0]
	}
	return p.Render(listPage(p, h, reviewTabs(p, "/exercises"), t))
}

func waits(p *frame.Page, e review.Exercise) int {
	if e.Waits(p.Me.ID) {
		return 1
	}
	return 0
}

func exerciseState(p *frame.Page, e review.Exercise) kit.State {
	if _, done := e.SheetOf(p.Me.ID); done && !inside(p.Me) {
		return kit.State{Word: p.L("您已提交", "handed in"), Tone: kit.OK}
	}
	return matter.Pill(p.Page, &review.ExerciseLife, e.State)
}

// NewExercise (准备校准练习) asks for the known answers; the kind of organ comes
// first, for it chooses the form.
func NewExercise(p *frame.Page) error {
	b := matter.Birth{Life: &review.ExerciseLife, Do: "exercise.prepare", List: exercises.List(p.Page), Cancel: "/exercises"}
	if !b.May(p) {
		return b.Refuse()
	}
	sort := p.R.URL.Query().Get("sort")
	m, err := madeFor(p, &sort)
	if err != nil {
		return err
	}
	form, ok := review.FormFor(sort, act.DayOf(p.Now))
	if !ok {
		return p.Render(exerciseSortPage(p, kit.Head{Title: p.L("准备校准练习", "Prepare an exercise"), Crumbs: []kit.Link{exercises.List(p.Page)}}, sortLinks(p)))
	}
	b.Form = matter.Form{Fields: append([]matter.Field{
		{As: matter.Hidden, Field: kit.Field{Name: "sort", Value: sort}},
		{As: matter.Hidden, Field: kit.Field{Name: "draw", Value: m.draw.ID, Optional: true}},
		{As: matter.Hidden, Field: kit.Field{Name: "repeats", Value: m.again.ID, Optional: true}},
		{Field: kit.Field{Name: "title", Label: p.L("名称", "Title"), Max: 60, Hint: p.L("例如：2026 年第一轮评查前的练习。不写案号。", "e.g. before the first round of 2026; no case number.")}},
		{As: matter.Title, Field: kit.Field{Label: p.L("已知的答案", "The known answers"), Hint: p.L("由熟悉评查表的人商定；写明在第几页、为什么，评查员提交以后才看得到。", "Agreed by people who know the form; say on which page and why. Reviewers see it after they handed in.")}},
	}, m.prefilled(sheetFields(p.Page, form))...)}
	if m.draw.ID != "" {
		b.Cancel, b.Form.Wide = draws.Path(m.draw.ID), madeForCard(p, m)
	}
	if !p.Post() {
		return b.Show(p, nil)
	}
	var a review.PrepareExercise
	if err := b.Read(p, &a); err != nil {
		return b.Show(p, err)
	}
	ans, err := p.Do(&a)
	if err != nil {
		return b.Show(p, err)
	}
	if a.Repeats != "" {
		return p.GoSaying(exercises.Path(ans.Subject), "已保存，材料用的是已评查的那一卷。可以开始练习。", "Saved with the file reviewed before. It can start.")
	}
	return p.GoSaying(exercises.Path(ans.Subject), "已保存。接下来上传练习卷。", "Saved. Add the papers next.")
}

// organSorts are the kinds of organ that have a form this year.
func sortLinks(p *frame.Page) (out []kit.Link) {
	for _, s := range []struct{ code, zh, en string }{{"police", "公安机关", "Police"}, {"procuratorate", "检察院", "Procuratorate"}, {"court", "法院", "Court"}, {"justice", "司法行政机关", "Justice bureau"}} {
		if _, ok := review.FormFor(s.code, act.DayOf(p.Now)); ok {
			out = append(out, kit.Link{Text: p.L(s.zh, s.en), URL: "/exercises/new?sort=" + s.code})
		}
	}
	return out
}

// exerciseView is one exercise as its page shows it.
type exerciseView struct {
	p      *frame.Page
	e      review.Exercise
	items  []review.ItemAgreement
	form   review.Form
	next   matter.Next
	events []kit.Event
	people map[string]string
}

// ShowExercise (一次校准练习): to the office how often each item agreed, to a
// reviewer her own sheet beside the known answers once she handed in.
func ShowExercise(p *frame.Page) error {
	raw, e, err := exercises.Get(p)
	if err != nil {
		return err
	}
	v := exerciseView{p: p, e: e, form: review.FormOf(e.Form)}
	if v.next, err = exercises.NextOf(p, raw); err != nil {
		return err
	}
	if inside(p.Me) {
		v.items = raw.Items()
		if v.events, err = matter.Events(p, &review.ExerciseLife, &e.Head, nil); err != nil {
			return err
		}
		if v.people, err = matter.People(p, raw.Readers...); err != nil {
			return err
		}
	} else {
		if _, v.items = raw.For(p.Me.ID); !raw.Waits(p.Me.ID) {
			v.next = matter.Next{}
		}
	}
	return p.Render(exercisePage(v, kit.Head{Title: e.Title, Number: e.Number, Crumbs: []kit.Link{exercises.List(p.Page)}, Sub: p.L(v.form.Zh, v.form.En), States: []kit.State{exerciseState(p, raw)}, Print: true}))
}

// own is the reader's sheet, if she handed one in.
func (v exerciseView) own() (review.Sheet, bool) { return v.e.SheetOf(v.p.Me.ID) }

// summary says how far her sheet agrees with the known answers.
func (v exerciseView) summary() string {
	s, ok := v.own()
	if !ok {
		return ""
	}
	same := 0
	for _, k := range v.e.Known {
		if m, _ := s.Mark(k.Item); m.Answer == k.Answer {
			same++
		}
	}
	grade := v.p.L("等级一致。", "The grade agrees.")
	if s.Grade != v.e.KnownGrade {
		grade = v.p.L("等级不一致。", "The grade does not.")
	}
	return v.p.L(fmt.Sprintf("%d 项中有 %d 项与已知答案一致，", len(v.e.Known), same)+grade+"不一致的请对照下面的依据；这些只有您自己看得到。", fmt.Sprintf("%d of %d items agree with the known answers. ", same, len(v.e.Known))+grade+" Where they do not, read the ground below; nobody but you sees this.")
}

// readers say who handed in, never what.
func (v exerciseView) readers() (out []kit.Fact) {
	for _, id := range v.e.Readers {
		text := v.p.L("还没有提交", "not yet")
		if s, ok := v.e.SheetOf(id); ok {
			text = v.p.L("已提交 ", "handed in ") + matter.Day(v.p.Page, s.Day)
		}
		out = append(out, kit.Fact{Term: v.people[id], Text: text})
	}
	return out
}

// answers is the table of the known answers, her own beside them, and how many
// of those who handed in agree.
func (v exerciseView) answers() kit.Table {
	p := v.p
	s, mine := v.own()
	t := kit.Table{ID: "answers", Caption: p.L("已知的答案", "The known answers"), Cols: []kit.Col{{Label: p.L("项目", "Item")}, {Label: p.L("已知的答案和依据", "Known answer and ground")}}}
	if mine {
		t.Cols = append(t.Cols, kit.Col{Label: p.L("您的", "Yours")})
	}
	t.Cols = append(t.Cols, kit.Col{Label: p.L("一致的人数", "How many agree"), Num: true})
	for i, k := range v.e.Known {
		it, _ := v.form.Item(k.Item)
		r := kit.Row{ID: k.Item, Cells: []kit.Cell{{Text: p.L(it.Zh, it.En)}, {Text: p.Page.Word(review.Answers, k.Answer), Sub: k.Note}}}
		if mine {
			m, _ := s.Mark(k.Item)
			r.Cells = append(r.Cells, agreed(p, m.Answer == k.Answer, p.Page.Word(review.Answers, m.Answer), m.Note))
		}
		t.Rows = append(t.Rows, withCount(r, v.items, i))
	}
	r := kit.Row{ID: "grade", Cells: []kit.Cell{{Text: p.L("总体等级", "Grade")}, {Text: p.Page.Word(v.form.Grades, v.e.KnownGrade)}}}
	if mine {
		r.Cells = append(r.Cells, agreed(p, s.Grade == v.e.KnownGrade, p.Page.Word(v.form.Grades, s.Grade), ""))
	}
	t.Rows = append(t.Rows, withCount(r, v.items, len(v.e.Known)))
	return t
}

func withCount(r kit.Row, items []review.ItemAgreement, i int) kit.Row {
	text := "–"
	if i < len(items) && items[i].Of > 0 {
		text = fmt.Sprintf("%d / %d", items[i].Same, items[i].Of)
	}
	r.Cells = append(r.Cells, kit.Cell{Text: text})
	return r
}

// agreed says in a word and a shape whether two answers are the same.
func agreed(p *frame.Page, same bool, answer, note string) kit.Cell {
	st := kit.State{Word: answer + p.L("（一致）", " (agrees)"), Tone: kit.OK}
	if !same {
		st = kit.State{Word: answer + p.L("（不一致）", " (differs)"), Tone: kit.Warn}
	}
	return kit.Cell{State: &st, Sub: note}
}

// ExerciseLife (流程图) draws where it stands.
func ExerciseLife(p *frame.Page) error {
	e, _, err := exercises.Get(p)
	if err != nil {
		return err
	}
	if !inside(p.Me) {
		return act.None()
	}
	d, err := matter.Drawing(p, &review.ExerciseLife, &e.Head, "prepared", nil)
	if err != nil {
		return err
	}
	return p.Render(matter.LifePage(p, kit.Head{Title: d.Title, Crumbs: []kit.Link{exercises.List(p.Page), {Text: e.Title, URL: exercises.Path(e.ID)}}, Print: true}, d))
}

// ExerciseFile (练习卷) hands out the papers to whoever takes part or runs it.
func ExerciseFile(p *frame.Page) error {
	e, _, err := exercises.Get(p)
	if err != nil {
		return err
	}
	hash := p.R.PathValue("hash")
	if !slices.ContainsFunc(e.Files, func(f review.File) bool { return f.Hash == hash }) {
		return act.None()
	}
	return matter.SendFile(p, hash)
}
