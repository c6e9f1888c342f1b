package problem

import (
	"fmt"
	"slices"
	"strings"

	"hengjian/oversight/act"
	"hengjian/oversight/law"
)

// Plan (整改方案) is the organ head's: measures, the persons who answer for
// them, milestones, and how success is seen. The organ stays responsible.
type Plan struct {
	ID       string        `json:"id" form:"id"`
	Measures []PlanMeasure `json:"measures" form:"measures"`
	Scan     string        `json:"scan" form:"scan"`
}

// PlanMeasure is one line of the plan as filed.
type PlanMeasure struct {
	Text      string `json:"text" form:"text"`
	Person    string `json:"person" form:"person"`
	Milestone string `json:"milestone" form:"milestone"` // YYYY-MM-DD
	Success   string `json:"success" form:"success"`
}

func (Plan) Name() act.Name { return "problem.plan" }
func (a Plan) On() string   { return a.ID }

// Do files the plan; no milestone lies beyond the term.
func (a Plan) Do(p Problem, m act.Moment) (Problem, error) {
	var k act.Check
	k.Want(len(a.Measures) > 0 && len(a.Measures) <= 30, "measures", "请填写整改措施（1 到 30 项）。", "Give the measures (1 to 30).")
	signed(&k, m, a.Scan)
	c, running := p.Running("problem.rectify")
	var list []Measure
	for i, x := range a.Measures {
		f := fmt.Sprintf("measures.%d.", i)
		k.Length(f+"text", x.Text, 4, 500, "请写明措施（4 到 500 字）。", "State the measure (4 to 500 characters).")
		k.Length(f+"person", x.Person, 1, 60, "请写明责任人。", "Name the person who answers for it.")
		k.Length(f+"success", x.Success, 4, 300, "请写明怎样算整改到位（4 到 300 字）。", "Say how success is seen (4 to 300 characters).")
		k.Want(law.Day(x.Milestone).Valid() && x.Milestone >= m.Day(), f+"milestone", "请填写完成日期，不早于今天。", "Give the milestone, not before today.")
		k.Want(!running || x.Milestone <= c.Due, f+"milestone", "完成日期不能晚于整改期限 "+c.Due+"。", "The milestone is later than the term, "+c.Due+".")
		list = append(list, Measure{Text: strings.TrimSpace(x.Text), Person: strings.TrimSpace(x.Person), Milestone: x.Milestone, Success: strings.TrimSpace(x.Success)})
	}
	if err := k.Err(); err != nil {
		return p, err
	}
	p.Measures, p.PlanScan = list, a.Scan
	p.Stop(m, "problem.plan")
	return p, nil
}

// CommentPlan (提出意见) asks for another plan; NotePlan takes it as it is.
type CommentPlan struct {
	ID   string `json:"id" form:"id"`
	Text string `json:"text" form:"text"`
}

func (CommentPlan) Name() act.Name { return "problem.comment_plan" }
func (a CommentPlan) On() string   { return a.ID }

// Do comments; the term to plan begins anew.
func (a CommentPlan) Do(p Problem, m act.Moment) (Problem, error) {
	var k act.Check
	k.Length("text", a.Text, 4, 1000, "请写明意见（4 到 1000 字）。", "Give the comment (4 to 1,000 characters).")
	neutral(&k, "text", a.Text)
	noCase(&k, "text", a.Text)
	if err := k.Err(); err != nil {
		return p, err
	}
	p.comment(m, "plan", a.Text)
	return p, p.Begin(m, "problem.plan")
}

// NotePlan (无意见) lets the rectification begin. It approves nothing: the
// organ stays responsible for its plan.
type NotePlan struct {
	ID string `json:"id" form:"id"`
}

func (NotePlan) Name() act.Name { return "problem.note_plan" }
func (a NotePlan) On() string   { return a.ID }

// Do notes.
func (a NotePlan) Do(p Problem, m act.Moment) (Problem, error) {
	p.comment(m, "noted", "")
	return p, nil
}

// AddProgress tells how far one measure is.
type AddProgress struct {
	ID      string   `json:"id" form:"id"`
	Measure int64    `json:"measure" form:"measure"` // from 1
	Text    string   `json:"text" form:"text"`
	Files   []string `json:"files" form:"files"` // hashes
}

func (AddProgress) Name() act.Name { return "problem.progress" }
func (a AddProgress) On() string   { return a.ID }

// Do adds the entry.
func (a AddProgress) Do(p Problem, m act.Moment) (Problem, error) {
	var k act.Check
	k.Want(a.Measure >= 1 && a.Measure <= int64(len(p.Measures)), "measure", "请选择措施。", "Choose the measure.")
	k.Length("text", a.Text, 4, 2000, "请写明进展（4 到 2000 字）。", "Describe the progress (4 to 2,000 characters).")
	k.Want(len(a.Files) <= 20, "files", "附件最多 20 件。", "At most 20 files.")
	if err := k.Err(); err != nil {
		return p, err
	}
	p.Measures = slices.Clone(p.Measures)
	x := &p.Measures[a.Measure-1]
	x.Progress = append(slices.Clone(x.Progress), Progress{m.Day(), m.By, strings.TrimSpace(a.Text), a.Files})
	return p, nil
}
