package task

import (
	"slices"
	"strings"

	"hengjian/oversight/act"
	"hengjian/oversight/law"
)

// Rung is one step taken on the ladder (催办阶梯).
type Rung struct {
	Rung   string `json:"rung"`
	Day    string `json:"day"`
	By     string `json:"by"`
	Text   string `json:"text"`
	Minute string `json:"minute,omitempty"`
	Number string `json:"number,omitempty"` // of the letter
}

// Step of the ladder with its words.
type Step struct {
	Code   string
	Do     act.Name
	Rule   string // how many days after the one before, or after the day to finish by
	Zh, En string
}

// Ladder in its order; none may be skipped. The last rung is the council's own.
var Ladder = []Step{
	{"remind", "task.remind", "task.remind_after", "提醒", "reminder"},
	{"request", "task.request", "task.request_after", "商请函", "work request"},
	{"hear", "task.hear", "task.hear_after", "听取情况说明", "hearing an account"},
	{"council", "task.council", "task.council_after", "主任会议", "council"},
}

// RungNeeds is how many days must have passed since the last rung, or since
// the day to finish by: data, which the committee confirms for itself.
type RungNeeds struct{ After int64 }

// Next is the rung that comes next, ok false at the top.
func (t Task) Next() (Step, bool) {
	n := t.climbed()
	if n >= len(Ladder) {
		return Step{}, false
	}
	return Ladder[n], true
}

// climbed counts the rungs taken since the day to finish by was last moved:
// who agreed to a new day begins anew.
func (t Task) climbed() int {
	since := ""
	for _, c := range t.Changes {
		if c.What == "due" {
			since = c.On
		}
	}
	n := 0
	for _, r := range t.Rungs {
		if r.Day >= since {
			n++
		}
	}
	return min(n, len(Ladder))
}

// From is the first day on which the next rung may be taken.
func (t Task) From(after int64) string {
	if t.Due == "" {
		return ""
	}
	day := t.Due
	if t.climbed() > 0 {
		day = max(day, t.Rungs[len(t.Rungs)-1].Day)
	}
	return string(law.Day(day).Add(int(after)))
}

// climb takes one rung: overdue only, in order, not before its day, in words
// that judge nobody.
func (t Task) climb(m act.Moment, code, text string, after int64) (Task, error) {
	if !t.Late(m.Day()) {
		return t, act.Refuse(act.NotNow, "任务没有超过完成日期，不用催办。", "The task is not overdue; there is nothing to urge.")
	}
	next, ok := t.Next()
	i := slices.IndexFunc(Ladder, func(s Step) bool { return s.Code == code })
	switch {
	case !ok:
		return t, act.Refuse(act.NotNow, "催办阶梯已经到主任会议，由主任会议决定下一步。", "The ladder has reached the council, which decides what follows.")
	case next.Code != code && i < t.climbed():
		return t, act.Refuse(act.NotNow, "已经办过“"+Ladder[i].Zh+"”，下一步是“"+next.Zh+"”。", "“"+Ladder[i].En+"” was done; next comes “"+next.En+"”.")
	case next.Code != code:
		return t, act.Refuse(act.NotNow, "催办逐级进行：先办“"+next.Zh+"”。", "One rung at a time: first “"+next.En+"”.")
	}
	if from := t.From(after); m.Day() < from {
		return t, act.Refuse(act.NotNow, "还不到时候："+from+" 起可以“"+next.Zh+"”。", "Not yet: “"+next.En+"” is possible from "+from+".")
	}
	var k act.Check
	k.Length("text", text, 4, 1000, "请写明内容（4 到 1000 字）。", "Write the text (4 to 1,000 characters).")
	k.Neutral("text", text)
	noCase(&k, "text", text)
	if err := k.Err(); err != nil {
		return t, err
	}
	r := Rung{Rung: code, Day: m.Day(), By: m.By, Text: strings.TrimSpace(text)}
	if m.Body != nil && code == "council" {
		r.Minute = m.Body.Minute + " " + m.Body.Date
	}
	if code == "request" {
		r.Number = m.Number
	}
	t.Rungs = append(slices.Clip(t.Rungs), r)
	return t, nil
}

// Remind (提醒) is the first rung.
type Remind struct {
	ID    string    `json:"id" form:"id"`
	Text  string    `json:"text" form:"text"`
	Needs RungNeeds `json:"-"`
}

func (Remind) Name() act.Name { return "task.remind" }
func (a Remind) On() string   { return a.ID }

// Do reminds.
func (a Remind) Do(t Task, m act.Moment) (Task, error) {
	return t.climb(m, "remind", a.Text, a.Needs.After)
}

// Request (商请函) is the second rung: a letter that proposes and sets no term.
type Request struct {
	ID    string    `json:"id" form:"id"`
	Text  string    `json:"text" form:"text"`
	Needs RungNeeds `json:"-"`
}

func (Request) Name() act.Name { return "task.request" }
func (a Request) On() string   { return a.ID }

// Series numbers these letters per committee and year.
func (Request) Series(t Task, m act.Moment) (string, string) {
	year := m.Day()[:4]
	return "task_request/" + t.Place + "/" + year, m.Prefix + "监商〔" + year + "〕%d号"
}

// Do makes the request.
func (a Request) Do(t Task, m act.Moment) (Task, error) {
	return t.climb(m, "request", a.Text, a.Needs.After)
}

// Hear (听取情况说明) is the third rung.
type Hear struct {
	ID    string    `json:"id" form:"id"`
	Text  string    `json:"text" form:"text"`
	Needs RungNeeds `json:"-"`
}

func (Hear) Name() act.Name { return "task.hear" }
func (a Hear) On() string   { return a.ID }

// Do enters the hearing.
func (a Hear) Do(t Task, m act.Moment) (Task, error) {
	return t.climb(m, "hear", a.Text, a.Needs.After)
}

// Council (主任会议) is the last rung, by its minute.
type Council struct {
	ID    string    `json:"id" form:"id"`
	Text  string    `json:"text" form:"text"`
	Needs RungNeeds `json:"-"`
}

func (Council) Name() act.Name { return "task.council" }
func (a Council) On() string   { return a.ID }

// Do enters what the council concluded.
func (a Council) Do(t Task, m act.Moment) (Task, error) {
	return t.climb(m, "council", a.Text, a.Needs.After)
}
