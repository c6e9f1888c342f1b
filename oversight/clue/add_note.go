package clue

import "hengjian/oversight/act"

// AddNote (工作记录) is for handlers only, and still gives no view on a case.
type AddNote struct {
	ID   string `json:"id" form:"id"`
	Text string `json:"text" form:"text"`
}

func (AddNote) Name() act.Name { return "clue.note" }
func (a AddNote) On() string   { return a.ID }

// Do keeps the note.
func (a AddNote) Do(c Clue, m act.Moment) (Clue, error) {
	var k act.Check
	text(&k, "text", a.Text, 1, 2000, "请写工作记录（不超过 2000 字）。", "Write the note (at most 2,000 characters).")
	if err := k.Err(); err != nil {
		return c, err
	}
	c.note(m, a.Text)
	return c, nil
}
