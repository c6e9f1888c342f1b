package task

import (
	"slices"
	"strings"

	"hengjian/oversight/act"
)

// ReportDone (报告完成) says that the work is done; after its day it says why
// it came late. Lateness is a fact with a reason, not a mark.
type ReportDone struct {
	ID    string      `json:"id" form:"id"`
	Text  string      `json:"text" form:"text"`
	Late  string      `json:"late,omitempty" form:"late"`
	Files []string    `json:"files,omitempty" form:"files"`
	Needs ReportNeeds `json:"-"`
}

// ReportNeeds are the tasks before this one that are not finished.
type ReportNeeds struct{ Open []string } // their numbers

func (ReportDone) Name() act.Name { return "task.report" }
func (a ReportDone) On() string   { return a.ID }

// Do reports it; the term is met unless the report is returned.
func (a ReportDone) Do(t Task, m act.Moment) (Task, error) {
	if err := t.mine(m); err != nil {
		return t, err
	}
	if len(a.Needs.Open) > 0 {
		return t, act.Refuse(act.NotNow, "前置任务还没有完成："+strings.Join(a.Needs.Open, "、")+"。", "These come first and are not finished: "+strings.Join(a.Needs.Open, ", ")+".")
	}
	var k act.Check
	k.Length("text", a.Text, 8, 3000, "请写明完成情况（8 到 3000 字）。", "Describe what was done (8 to 3,000 characters).")
	k.Neutral("text", a.Text)
	if t.Late(m.Day()) {
		k.Length("late", a.Late, 4, 500, "已经超过完成日期，请写明原因（4 到 500 字）。", "The day is past: say why (4 to 500 characters).")
	}
	k.Length("late", a.Late, 0, 500, "不超过 500 字。", "At most 500 characters.")
	k.Neutral("late", a.Late)
	files(&k, a.Files)
	if err := k.Err(); err != nil {
		return t, err
	}
	t.Reports = append(slices.Clip(t.Reports), Report{Day: m.Day(), By: m.By, Text: strings.TrimSpace(a.Text), Late: strings.TrimSpace(a.Late), Files: a.Files})
	t.Stop(m, "task.due")
	return t, nil
}
