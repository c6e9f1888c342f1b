package task

import (
	"slices"
	"strings"

	"hengjian/oversight/act"
)

// AddProgress (填报进展) says what was done, with evidence.
type AddProgress struct {
	ID    string   `json:"id" form:"id"`
	Text  string   `json:"text" form:"text"`
	Files []string `json:"files,omitempty" form:"files"`
}

func (AddProgress) Name() act.Name { return "task.progress" }
func (a AddProgress) On() string   { return a.ID }

// Do enters it.
func (a AddProgress) Do(t Task, m act.Moment) (Task, error) {
	if err := t.mine(m); err != nil {
		return t, err
	}
	var k act.Check
	k.Length("text", a.Text, 4, 2000, "请写明进展（4 到 2000 字）。", "Describe the progress (4 to 2,000 characters).")
	k.Neutral("text", a.Text)
	files(&k, a.Files)
	t.Progress = append(slices.Clip(t.Progress), Entry{m.Day(), m.By, strings.TrimSpace(a.Text), a.Files})
	return t, k.Err()
}
