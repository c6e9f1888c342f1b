package task

import (
	"slices"
	"strings"

	"github.com/google/uuid"

	"hengjian/office"
	"hengjian/oversight/act"
	"hengjian/oversight/task"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// bulkForm is what is to be changed on the ticked tasks.
type bulkForm struct {
	IDs    []string `form:"id"`
	Step   string   `form:"step"` // choose | preview | do
	Do     string   `form:"do"`
	Owner  string   `form:"owner"`
	Due    string   `form:"due"`
	Reason string   `form:"reason"`
}

// bulkAct is one change that many tasks can take alike. Nothing is offered that
// judges work (confirming, returning): that is done one by one.
type bulkAct struct {
	key    string
	names  []act.Name // any of which the person must have
	zh, en string
	make   func(bulkForm, task.Task) any
}

var bulkActs = []bulkAct{
	{"owner", []act.Name{"task.assign"}, "换责任人", "Change the owner", changeOwner},
	{"due", []act.Name{"task.set_due"}, "调整完成日期", "Move the day", func(f bulkForm, t task.Task) any {
		return &task.SetDue{ID: t.ID, Due: f.Due, Reason: f.Reason}
	}},
	{"remind", []act.Name{"task.remind"}, "提醒（只对超过完成日期的）", "Remind (overdue ones only)", func(f bulkForm, t task.Task) any {
		return &task.Remind{ID: t.ID, Text: f.Reason}
	}},
	{"cancel", []act.Name{"task.cancel"}, "取消任务", "Cancel", func(f bulkForm, t task.Task) any { return &task.Cancel{ID: t.ID, Reason: f.Reason} }},
}

// changeOwner assigns what nobody has begun, and hands over the rest: a task
// that somebody works on keeps what was done.
func changeOwner(f bulkForm, t task.Task) any {
	o := readOwner(f.Owner)
	if t.State == "drafted" || t.State == "assigned" {
		o.Body = t.Body
		return &task.Assign{ID: t.ID, Owner: o, Due: f.Due}
	}
	return &task.HandOver{ID: t.ID, To: o.Person, Reason: f.Reason}
}

// bulkLine is one task on the preview or in the result.
type bulkLine struct {
	t             task.Task
	before, after string
	why           string // why not
	done          bool
}

type bulkView struct {
	form   bulkForm
	what   bulkAct
	lines  []bulkLine
	fields []matter.Field
	can    int
	stage  int
}

const mostBulk = 100

// Bulk (批量修改) changes many: choose, preview before and after as the door
// itself would have it, then one act each. Pressing again repeats nothing,
// since each act's id is derived from the form's.
func Bulk(p *frame.Page) error {
	if !p.Post() {
		return p.Go("/tasks")
	}
	if !sets(p) {
		return matter.Birth{Life: &task.Life, Do: "task.create"}.Refuse()
	}
	f, err := frame.Form[bulkForm](p)
	if err != nil {
		return err
	}
	slices.Sort(f.IDs)
	f.IDs = slices.Compact(f.IDs)
	switch {
	case len(f.IDs) == 0:
		return p.GoSaying("/tasks", "请先在清单里勾选任务。", "Tick the tasks in the list first.")
	case len(f.IDs) > mostBulk:
		return act.Wrong("id", "一次最多 100 件。", "At most 100 at once.")
	}
	f.Reason = strings.TrimSpace(f.Reason)
	if d := matter.ReadDay(f.Due); d != "" {
		f.Due = d
	}
	v := &bulkView{form: f}
	for _, a := range bulkActs {
		if a.key == f.Do {
			v.what = a
		}
	}
	if err := v.load(p); err != nil {
		return err
	}
	if v.fields, err = bulkFields(p, f); err != nil {
		return err
	}
	if f.Step == "choose" || v.what.key == "" {
		if f.Step == "preview" {
			return p.Again(bulkChoosePage(p, v), act.Wrong("do", "请选择怎样改。", "Choose what to change."))
		}
		return p.Render(bulkChoosePage(p, v))
	}
	return v.run(p)
}

// load reads the ticked tasks; what is out of reach is left out as if it did
// not exist.
func (v *bulkView) load(p *frame.Page) error {
	by, err := p.O.TasksOf(p.Ctx(), p.Me, v.form.IDs)
	if err != nil {
		return err
	}
	for _, id := range v.form.IDs {
		if t, ok := by[id]; ok {
			v.lines = append(v.lines, bulkLine{t: t})
		}
	}
	if len(v.lines) == 0 {
		return act.None()
	}
	slices.SortStableFunc(v.lines, func(a, b bulkLine) int { return int(a.t.Serial - b.t.Serial) })
	return nil
}

func (v *bulkView) run(p *frame.Page) error {
	var after []task.Task
	for i := range v.lines {
		l := &v.lines[i]
		var now *task.Task
		var err error
		if v.form.Step == "do" {
			if !slices.Contains(p.R.PostForm["ok"], l.t.ID) {
				l.why = p.L("没有勾选，未改。", "Not ticked, unchanged.")
				after = append(after, l.t)
				continue
			}
			now, err = v.do(p, l.t)
		} else {
			now, err = v.would(p, l.t)
		}
		if err != nil {
			r := kit.Refusals(err)
			if len(r) == 0 {
				return err
			}
			l.why = r[0].Text(p.Lang)
			after = append(after, l.t)
			continue
		}
		l.done = true
		v.can++
		after = append(after, *now)
	}
	if err := v.compare(p, after); err != nil {
		return err
	}
	if v.stage = 1; v.form.Step == "do" {
		v.stage = 2
	}
	return p.Render(bulkPreviewPage(p, v))
}

// would asks the door without keeping anything.
func (v *bulkView) would(p *frame.Page, t task.Task) (*task.Task, error) {
	a := v.what.make(v.form, t)
	office.Own(a)
	now, err := p.O.Would(p.Ctx(), p.Me, a, nil)
	if err != nil {
		return nil, err
	}
	return now.(*task.Task), nil
}

// do does one act under an id derived from the form's and the task's.
func (v *bulkView) do(p *frame.Page, t task.Task) (*task.Task, error) {
	base, err := uuid.Parse(p.R.PostFormValue("act_id"))
	if err != nil {
		return nil, act.Wrong("act_id", "页面已失效，请从清单重新开始。", "The page has expired; begin again from the list.")
	}
	ord := p.Order()
	ord.ActID = uuid.NewSHA1(base, []byte(v.form.Do+t.ID)).String()
	// A second press meets tasks already changed: the same act, made from what
	// the first one was made from, is answered and not done again.
	a := v.what.make(v.form, t)
	office.Own(a)
	if _, err := p.O.Do(p.Ctx(), p.Me, a, ord); err != nil {
		return nil, err
	}
	now, err := kind.Load(p, t.ID)
	return &now, err
}

// compare writes what changes, before and after.
func (v *bulkView) compare(p *frame.Page, after []task.Task) error {
	all := slices.Clone(after)
	for _, l := range v.lines {
		all = append(all, l.t)
	}
	who, err := ownersOf(p, all...)
	for i := range v.lines {
		v.lines[i].before, v.lines[i].after = v.text(p, who, v.lines[i].t), v.text(p, who, after[i])
	}
	return err
}

func (v *bulkView) text(p *frame.Page, who owners, t task.Task) string {
	day := matter.Day(p.Page, t.Due)
	if t.Due == "" {
		day = p.L("没有期限", "no day")
	}
	switch v.form.Do {
	case "owner":
		return matter.Join(" · ", who.of(p, t), stateOf(p, t).Word)
	case "due":
		return day
	case "remind":
		return p.L("催办 "+matter.Itoa(len(t.Rungs))+" 次", "urged "+matter.Itoa(len(t.Rungs))+"×")
	}
	return stateOf(p, t).Word
}

// bulkFields asks what to change.
func bulkFields(p *frame.Page, f bulkForm) ([]matter.Field, error) {
	var os []kit.Option
	for _, a := range bulkActs {
		os = append(os, kit.Option{Value: a.key, Label: p.L(a.zh, a.en)})
	}
	ws, err := ownerOptions(p, p.L("不换", "no change"))
	return []matter.Field{
		{As: matter.Radios, Field: kit.Field{Name: "do", Label: p.L("改什么", "What to change"), Options: os, Value: f.Do}},
		{As: matter.Select, Field: kit.Field{Name: "owner", Label: p.L("新的责任人", "The new owner"), Options: ws, Value: f.Owner, Optional: true, Width: "m", Hint: p.L("只在换责任人时用。", "For a change of owner only.")}},
		{As: matter.Date, Field: kit.Field{Name: "due", Label: p.L("新的完成日期", "The new day"), Value: f.Due, Optional: true}},
		{As: matter.Text, Field: kit.Field{Name: "reason", Label: p.L("理由或者提醒内容", "Reason, or text of the reminder"), Value: f.Reason, Optional: true, Max: 500, Hint: p.L("每件相同；改期、移交、取消须写理由。", "The same for each; moving, handing over and cancelling need one.")}},
	}, err
}
