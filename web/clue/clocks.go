package clue

import (
	"fmt"
	"time"

	"hengjian/office"
	"hengjian/oversight/act"
	"hengjian/oversight/law"
	"hengjian/web/frame"
	"hengjian/web/kit"
)

// chip is a clock with its whole computation.
func chip(p *frame.Page, e office.Explained) kit.Clock {
	zh, en := law.Cite(e.Law.Source)
	c := kit.Clock{For: p.L(e.Law.Zh, e.Law.En), Basis: p.L(zh, en), Force: string(e.Law.Force), ToConfirm: !e.Law.Confirmed}
	c.Due = p.DueText(last(e.Due))
	for _, s := range e.Result.Steps {
		date := string(s.Date)
		if s.To != "" && s.To != s.Date {
			date += "–" + string(s.To)
		}
		c.Steps = append(c.Steps, kit.ClockStep{Date: date, Text: p.L(s.Note, s.NoteEn)})
	}
	if e.Result.Provisional {
		c.Provisional = join(p.L("；", "; "), pick(p, e.Result.Reasons, e.Result.ReasonsEn))
	}
	if e.Met != "" {
		c.Left, c.Tone = p.L("已了结", "Met"), kit.OK
		c.Due = day(p.Page, e.Met)
		return c
	}
	c.Left, c.Tone = left(p, e)
	if byHour(e.Term) {
		c.Due = p.Moment(time.UnixMicro(e.DueAt)) + p.L(" 前", "")
	}
	return c
}

func pick(p *frame.Page, zh, en []string) []string {
	if p.Lang == "en" {
		return en
	}
	return zh
}

func byHour(term string) bool {
	t, err := law.ParseTerm(term)
	return err == nil && (t.Unit == law.Hours || t.Unit == law.OfficeHours || t.Unit == law.Minutes)
}

// last is the day a term ends.
func last(day string) time.Time {
	t, _ := time.ParseInLocation("2006-01-02", day, act.Shanghai)
	return t
}

// left says what is left of a clock: hours for terms in hours, working days
// for terms in working days, otherwise days.
func left(p *frame.Page, e office.Explained) (string, kit.Tone) {
	if byHour(e.Term) {
		return leftHours(p, time.UnixMicro(e.DueAt).Sub(p.Now))
	}
	t, err := law.ParseTerm(e.Term)
	if err == nil && t.Unit == law.WorkingDays {
		return p.Remaining(workingLeft(p, e.Due), true)
	}
	return p.Remaining(daysLeft(p, e.Due), false)
}

func leftHours(p *frame.Page, d time.Duration) (string, kit.Tone) {
	n := d
	if n < 0 {
		n = -n
	}
	h, m := int(n.Hours()), int(n.Minutes())%60
	switch {
	case d < 0 && h >= 48:
		return p.Remaining(-h/24, false)
	case d < 0:
		return p.L(fmt.Sprintf("已超 %d 小时 %d 分", h, m), fmt.Sprintf("%d h %d min late", h, m)), kit.Bad
	}
	return p.L(fmt.Sprintf("还剩 %d 小时 %d 分", h, m), fmt.Sprintf("%d h %d min left", h, m)), kit.Warn
}

func today(p *frame.Page) time.Time { return last(act.DayOf(p.Now)) }

func daysLeft(p *frame.Page, due string) int {
	return int(last(due).Sub(today(p)).Hours()/24 + .5*sign(last(due).Sub(today(p))))
}

func sign(d time.Duration) float64 {
	if d < 0 {
		return -1
	}
	return 1
}

// workingLeft counts working days after today up to the due day; past ones are
// negative.
func workingLeft(p *frame.Page, due string) int {
	from, to, step := today(p), last(due), 1
	if to.Before(from) {
		from, to, step = to, from, -1
	}
	n := 0
	for d := from.AddDate(0, 0, 1); !d.After(to) && n < 5000; d = d.AddDate(0, 0, 1) {
		if w, _, _ := p.O.Cal.Working(law.DayOf(d)); w {
			n += step
		}
	}
	return n
}

// dueCell is the clock of a list's row: its last instant is all the row has.
func dueCell(p *frame.Page, r office.Row) kit.Cell {
	if r.DueAt == 0 {
		return kit.Cell{Text: "—"}
	}
	// The instant stored is the first after the term; the day before it is the last.
	at := time.UnixMicro(r.DueAt).Add(-time.Microsecond)
	d := act.DayOf(at)
	text, tone := p.Remaining(daysLeft(p, d), false)
	if r.Urgent && at.Sub(p.Now) < 24*time.Hour && at.After(p.Now) {
		text, tone = leftHours(p, at.Sub(p.Now))
	}
	return kit.Cell{State: &kit.State{Word: text, Tone: tone}, Sub: p.Day(last(d))}
}

func join(sep string, parts []string) string {
	s := ""
	for i, x := range parts {
		if i > 0 {
			s += sep
		}
		s += x
	}
	return s
}
