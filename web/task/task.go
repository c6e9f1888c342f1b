// Package task is the pages about tasks (任务): the list, the board, one task,
// the tasks of a campaign by requirement, and changing many at once with a
// preview. The organ's side reads only what ForOrgan gives.
package task

import (
	"slices"
	"strings"

	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/task"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

type doing = matter.Doing[task.Task]

var kind = &matter.Kind[task.Task]{
	Life: &task.Life, Base: "/tasks",
	Load: func(p *frame.Page, id string) (task.Task, error) {
		return office.Item(p.Ctx(), p.O, p.Me, office.Tasks, id)
	},
	See:  see,
	Head: func(t *task.Task) *act.Head { return &t.Head },
	Name: func(p *kit.Page, t task.Task) string { return t.Number },
	List: func(p *kit.Page) kit.Link { return kit.Link{Text: p.L("任务", "Tasks"), URL: "/tasks"} },
	Try:  try,
}

func init() {
	kind.Forms, kind.Aside = forms, aside
	kind.Special = map[string]func(*doing) error{"assign": assign}
}

func see(p *frame.Page, t task.Task) task.Task {
	if organSide(p) {
		return t.ForOrgan()
	}
	return t
}

func organSide(p *frame.Page) bool { return p.Me.Side() == "organ" }

// sets reports whether the person sets tasks for others.
func sets(p *frame.Page) bool { return p.Me.Has(access.Clerk) || p.Me.Has(access.Director) }

// Shows says for whom the section stands in the rail.
func Shows(who access.Person) bool {
	return slices.ContainsFunc(access.Reaches, func(l access.Line) bool { return l.Kind == "task" && who.Has(l.Role) })
}

// Waiting counts what the rail shows: what now waits for the person.
func Waiting(p *frame.Page) int {
	var aw []office.Await
	for _, a := range office.Awaits(p.Me) {
		if a.Kind == "task" {
			aw = append(aw, a)
		}
	}
	if len(aw) == 0 {
		return 0
	}
	n, _ := p.O.Count(p.Ctx(), p.Me, office.Filter{Kinds: []string{"task"}, Awaits: aw, Current: true}, 1000)
	return n
}

// Act (办理) is the page of any act on a task.
func Act(p *frame.Page) error { return kind.Do(p) }

// try gives a dry run what only the door knows.
func try(p *frame.Page, t task.Task, a any) {
	switch y := a.(type) {
	case *task.Remind:
		y.Needs.After = p.O.RungAfter(&t.Head, "task.remind_after")
	case *task.Request:
		y.Needs.After = p.O.RungAfter(&t.Head, "task.request_after")
	case *task.Hear:
		y.Needs.After = p.O.RungAfter(&t.Head, "task.hear_after")
	case *task.Council:
		y.Needs.After = p.O.RungAfter(&t.Head, "task.council_after")
	case *task.ReportDone:
		y.Needs.Open, _ = p.O.Unfinished(p.Ctx(), t.Depends)
	}
}

// Life (流程图) draws the life of a task with where this one stands.
func Life(p *frame.Page) error {
	_, t, err := kind.Get(p)
	if err != nil {
		return err
	}
	d, err := matter.Drawing(p, &task.Life, &t.Head, "drafted", shown(p))
	if err != nil {
		return err
	}
	return p.Render(matter.LifePage(p, kit.Head{Title: d.Title, Crumbs: []kit.Link{kind.List(p.Page), {Text: t.Number, URL: kind.Path(t.ID)}}, Print: true}, d))
}

// shown hides from the organ what the office did among itself.
func shown(p *frame.Page) func(office.Line) bool {
	if !organSide(p) {
		return nil
	}
	return func(l office.Line) bool { return !slices.Contains(inward, l.Act) }
}

var inward = []string{"task.create", "task.amend", "task.depend", "task.hand_over"}

// File (下载) hands out a file that the task names; any other address is
// missing.
func File(p *frame.Page) error {
	_, t, err := kind.Get(p)
	if err != nil {
		return err
	}
	hash := p.R.PathValue("hash")
	if hash == "" || !slices.Contains(files(t), hash) {
		return act.None()
	}
	return matter.SendFile(p, hash)
}

func files(t task.Task) (out []string) {
	for _, e := range t.Progress {
		out = append(out, e.Files...)
	}
	for _, r := range t.Reports {
		out = append(out, r.Files...)
	}
	return out
}

func fileURL(t task.Task, hash string) string { return kind.Path(t.ID, "files", hash) }

// owners names the owners of tasks: a colleague or an organ.
type owners struct{ people, organs map[string]string }

func ownersOf(p *frame.Page, ts ...task.Task) (owners, error) {
	var people, organs []string
	for _, t := range ts {
		people, organs = append(people, t.Person), append(organs, t.Organ)
	}
	people = slices.DeleteFunc(people, func(s string) bool { return s == "" })
	out := owners{organs: map[string]string{}}
	var err error
	if out.people, err = matter.People(p, people...); err != nil {
		return out, err
	}
	rows, err := p.O.Titles(p.Ctx(), p.Me, "organ", slices.DeleteFunc(organs, func(s string) bool { return s == "" }))
	for id, r := range rows {
		out.organs[id] = r.Title
	}
	return out, err
}

func (o owners) of(p *frame.Page, t task.Task) string {
	switch {
	case t.Person != "":
		return o.people[t.Person]
	case t.Organ != "":
		return o.organs[t.Organ]
	}
	return p.L("未定", "none")
}

// stateOf is a task's pill; one that is blocked or returned says so in its own
// colour, an overdue one is said by its day.
func stateOf(p *frame.Page, t task.Task) kit.State { return matter.Pill(p.Page, &task.Life, t.State) }

// dueCell is the day to finish by: what is left while it counts, otherwise the
// day alone.
func dueCell(p *frame.Page, t task.Task) kit.Cell {
	if t.Due == "" {
		return kit.Cell{State: &kit.State{Word: p.L("没有期限", "no day"), Tone: kit.Warn}}
	}
	day := matter.Day(p.Page, t.Due)
	left, _ := t.Left(act.DayOf(p.Now))
	if _, runs := t.Running("task.due"); !runs {
		return kit.Cell{Text: day}
	}
	text, tone := p.Remaining(left, false)
	return kit.Cell{State: &kit.State{Word: text, Tone: tone}, Sub: day}
}

// ownerOptions are the people and organs that may answer for a task.
func ownerOptions(p *frame.Page, none string) ([]kit.Option, error) {
	out := []kit.Option{{Label: none}}
	cs, err := p.O.TaskStaff(p.Ctx(), p.Me)
	if err != nil {
		return nil, err
	}
	for _, c := range cs {
		t := access.Text(c.Roles[0])
		out = append(out, kit.Option{Value: "p:" + c.ID, Label: c.Name + p.L("（本机关 "+t.Zh+"）", " (own staff, "+t.En+")")})
	}
	organs, err := p.O.OrgansFor(p.Ctx(), p.Me)
	for _, o := range organs {
		out = append(out, kit.Option{Value: "o:" + o.ID, Label: o.Name + p.L("（机关）", " (organ)")})
	}
	return out, err
}

// readOwner turns the one choice of the form into the act's two fields.
func readOwner(choice string) (o task.Owner) {
	if id, ok := strings.CutPrefix(choice, "p:"); ok {
		o.Person = id
	}
	if id, ok := strings.CutPrefix(choice, "o:"); ok {
		o.Organ = id
	}
	return o
}

// atOwner puts refusals of person or organ at the one control that asks both.
func atOwner(err error) error {
	for _, r := range kit.Refusals(err) {
		if r.Field == "person" || r.Field == "organ" {
			r.Field = "owner"
		}
	}
	return err
}

func ownerValue(t task.Task) string {
	switch {
	case t.Person != "":
		return "p:" + t.Person
	case t.Organ != "":
		return "o:" + t.Organ
	}
	return ""
}
