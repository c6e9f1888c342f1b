package task

import (
	"slices"

	"github.com/google/uuid"

	"hengjian/office"
	"hengjian/oversight/act"
	"hengjian/oversight/campaign"
	"hengjian/oversight/task"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// generateForm is the requirements ticked, with what all new tasks share.
type generateForm struct {
	Via   []string `form:"via"`
	Owner string   `form:"owner"`
	Due   string   `form:"due"`
}

// newLine is one task to be made, or made.
type newLine struct {
	d     office.Demand
	title string
	id    string // once made
	why   string
}

type generateView struct {
	c      campaign.Campaign
	lines  []newLine
	fields []matter.Field
	done   bool
	made   int
}

// Generate (从方案生成) makes a task for each requirement that has none: a
// preview of the tasks, then one act each. The title is the requirement's own
// first words, to be amended afterwards.
func Generate(p *frame.Page) error {
	if !sets(p) {
		return matter.Birth{Life: &task.Life, Do: "task.create"}.Refuse()
	}
	id := p.R.URL.Query().Get("campaign")
	if id == "" {
		return p.Go("/tasks/new")
	}
	c, err := campaignOf(p, id)
	if err != nil {
		return err
	}
	if c.Place != p.Me.Place { // read by all once sent out, but its tasks are its committee's
		return act.None()
	}
	f, err := frame.Form[generateForm](p)
	if err != nil {
		return err
	}
	v := &generateView{c: c}
	if v.fields, err = generateFields(p, f); err != nil {
		return err
	}
	if !p.Post() {
		if v.lines, err = uncovered(p, c); err != nil {
			return err
		}
		return p.Render(generatePage(p, v))
	}
	return v.make(p, f)
}

func generateFields(p *frame.Page, f generateForm) ([]matter.Field, error) {
	os, err := ownerOptions(p, p.L("以后逐件分派", "assigned later, one by one"))
	return []matter.Field{{As: matter.Select, Field: kit.Field{Name: "owner", Label: p.L("统一责任人", "One owner for all"), Options: os, Value: f.Owner, Optional: true, Width: "m"}}, dueField(p, f.Due, true)}, err
}

// uncovered are the requirements that no task answers.
func uncovered(p *frame.Page, c campaign.Campaign) ([]newLine, error) {
	ds, err := p.O.Demands(p.Ctx(), c)
	if err != nil {
		return nil, err
	}
	ts, err := p.O.TasksIn(p.Ctx(), p.Me, c.ID)
	var out []newLine
	for _, d := range ds {
		if d.Not == "" && !slices.ContainsFunc(ts, func(t task.Task) bool {
			return task.Via(t.Requirement, t.Shared) == d.Via && t.State != "cancelled"
		}) {
			out = append(out, newLine{d: d, title: titleFor(d)})
		}
	}
	return out, err
}

func titleFor(d office.Demand) string {
	t := clip(d.Text, 60)
	if len([]rune(t)) < 4 {
		t = "落实：" + t
	}
	return t
}

// make creates the ticked ones; each has an id derived from the form's and the
// requirement's, so that pressing twice makes each once.
func (v *generateView) make(p *frame.Page, f generateForm) error {
	base, err := uuid.Parse(p.R.PostFormValue("act_id"))
	if err != nil {
		return act.Wrong("act_id", "页面已失效，请重新打开。", "The page has expired; open it again.")
	}
	ds, err := p.O.Demands(p.Ctx(), v.c)
	if err != nil {
		return err
	}
	for _, d := range ds {
		if !slices.Contains(f.Via, d.Via) {
			continue
		}
		l := newLine{d: d, title: titleFor(d)}
		a := &task.Create{Work: task.Work{Title: l.title, Content: d.Text, Campaign: v.c.ID, Requirement: d.Via}, Owner: readOwner(f.Owner), Due: f.Due}
		if day := matter.ReadDay(f.Due); day != "" {
			a.Due = day
		}
		office.Own(a)
		ans, err := p.O.Do(p.Ctx(), p.Me, a, office.Order{ActID: uuid.NewSHA1(base, []byte("generate "+d.Via)).String()})
		if err != nil {
			r := kit.Refusals(err)
			if len(r) == 0 {
				return err
			}
			l.why = r[0].Text(p.Lang)
		} else {
			l.id = ans.Subject
			v.made++
		}
		v.lines = append(v.lines, l)
	}
	if len(v.lines) == 0 {
		return p.GoSaying("/tasks/generate?campaign="+v.c.ID, "请先勾选工作要求。", "Tick requirements first.")
	}
	v.done = true
	return p.Render(generatePage(p, v))
}
