package task

import (
	"slices"
	"strings"

	"hengjian/oversight/act"
)

// Block (报告受阻) says what stands in the way and who could help.
type Block struct {
	ID   string `json:"id" form:"id"`
	Text string `json:"text" form:"text"`
	Help string `json:"help,omitempty" form:"help"`
}

func (Block) Name() act.Name { return "task.block" }
func (a Block) On() string   { return a.ID }

// Do enters the obstacle; the day to finish by does not move.
func (a Block) Do(t Task, m act.Moment) (Task, error) {
	if err := t.mine(m); err != nil {
		return t, err
	}
	var k act.Check
	k.Length("text", a.Text, 4, 500, "请写明受阻原因（4 到 500 字）。", "Say what is in the way (4 to 500 characters).")
	k.Length("help", a.Help, 0, 200, "需要的支持不超过 200 字。", "At most 200 characters.")
	k.Neutral("text", a.Text)
	k.Neutral("help", a.Help)
	t.Stops = append(slices.Clip(t.Stops), Stop{Since: m.Day(), Text: strings.TrimSpace(a.Text), Needs: strings.TrimSpace(a.Help)})
	return t, k.Err()
}

// Unblock (恢复办理) says how the obstacle was got out of the way.
type Unblock struct {
	ID   string `json:"id" form:"id"`
	Text string `json:"text" form:"text"`
}

func (Unblock) Name() act.Name { return "task.unblock" }
func (a Unblock) On() string   { return a.ID }

// Do goes on. Whoever set the task may also say so: it is often she who helped.
func (a Unblock) Do(t Task, m act.Moment) (Task, error) {
	if err := t.mine(m); err != nil && !slices.Contains(staff, m.Role) {
		return t, err
	}
	var k act.Check
	k.Length("text", a.Text, 2, 500, "请写明怎样解决的（2 到 500 字）。", "Say how it was solved (2 to 500 characters).")
	k.Neutral("text", a.Text)
	if err := k.Err(); err != nil {
		return t, err
	}
	t.Stops = slices.Clone(t.Stops)
	if n := len(t.Stops); n > 0 {
		t.Stops[n-1].Until, t.Stops[n-1].How = m.Day(), strings.TrimSpace(a.Text)
	}
	return t, nil
}
