package matter

import (
	"fmt"
	"mime"
	"slices"
	"time"

	"hengjian/office"
	"hengjian/oversight/act"
	"hengjian/oversight/law"
	"hengjian/web/frame"
	"hengjian/web/kit"
)

// Clocks are a matter's terms, running ones first, with what is left of each.
func Clocks(p *frame.Page, h *act.Head) ([]kit.Clock, error) {
	es, err := p.O.Explain(h)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(es, func(a, b office.Explained) int {
		if (a.Met == "") != (b.Met == "") {
			return map[bool]int{true: -1, false: 1}[a.Met == ""]
		}
		return int(a.DueAt/1e6 - b.DueAt/1e6)
	})
	var out []kit.Clock
	for _, e := range es {
		out = append(out, chip(p, e))
	}
	return out, nil
}

// Running is the first clock that still runs, nil if none does.
func Running(cs []kit.Clock) *kit.Clock {
	if len(cs) > 0 && cs[0].Tone != kit.OK {
		return &cs[0]
	}
	return nil
}

func chip(p *frame.Page, e office.Explained) kit.Clock {
	zh, en := law.Cite(e.Law.Source)
	c := kit.Clock{For: p.L(e.Law.Zh, e.Law.En), Basis: p.L(zh, en), Force: string(e.Law.Force), ToConfirm: !e.Law.Confirmed}
	c.Due = p.DueText(midnight(e.Due))
	for _, s := range e.Result.Steps {
		date := string(s.Date)
		if s.To != "" && s.To != s.Date {
			date += "–" + string(s.To)
		}
		c.Steps = append(c.Steps, kit.ClockStep{Date: date, Text: p.L(s.Note, s.NoteEn)})
	}
	for _, x := range e.Extend {
		c.Steps = append(c.Steps, kit.ClockStep{Date: x.On, Text: p.L("延长 ", "extended by ") + x.Term + p.L("：", ": ") + x.Reason})
	}
	if e.Result.Provisional {
		why := e.Result.Reasons
		if p.Lang == "en" {
			why = e.Result.ReasonsEn
		}
		c.Provisional = Join(p.L("；", "; "), why...)
	}
	if e.Met != "" {
		c.Left, c.Tone, c.Due = p.L("已了结", "Met"), kit.OK, Day(p.Page, e.Met)
		return c
	}
	c.Left, c.Tone = left(p, e)
	if byHour(e.Term) {
		c.Due = p.Moment(time.UnixMicro(e.DueAt)) + p.L(" 前", "")
	}
	return c
}

func byHour(term string) bool {
	t, err := law.ParseTerm(term)
	return err == nil && (t.Unit == law.Hours || t.Unit == law.OfficeHours || t.Unit == law.Minutes)
}

func midnight(day string) time.Time {
	t, _ := time.ParseInLocation("2006-01-02", day, act.Shanghai)
	return t
}

// left says what is left: hours for terms in hours, working days for terms in
// working days, otherwise days. What is late is late by days of the calendar, on
// every page and in every list.
func left(p *frame.Page, e office.Explained) (string, kit.Tone) {
	if byHour(e.Term) {
		return hoursLeft(p, time.UnixMicro(e.DueAt).Sub(p.Now))
	}
	t, err := law.ParseTerm(e.Term)
	n := daysLeft(p, e.Due)
	if err == nil && t.Unit == law.WorkingDays && n > 0 {
		return p.Remaining(workingLeft(p, e.Due), true)
	}
	return p.Remaining(n, false)
}

func hoursLeft(p *frame.Page, d time.Duration) (string, kit.Tone) {
	n := max(d, -d)
	h, m := int(n.Hours()), int(n.Minutes())%60
	switch {
	case d < 0 && h >= 48:
		return p.Remaining(-h/24, false)
	case d < 0:
		return p.L(fmt.Sprintf("已超 %d 小时 %d 分", h, m), fmt.Sprintf("%d h %d min late", h, m)), kit.Bad
	}
	return p.L(fmt.Sprintf("还剩 %d 小时 %d 分", h, m), fmt.Sprintf("%d h %d min left", h, m)), kit.Warn
}

func daysLeft(p *frame.Page, due string) int {
	from, n := midnight(act.DayOf(p.Now)), 0
	// Shanghai has no summer time: a day is 24 hours.
	n = int(midnight(due).Sub(from) / (24 * time.Hour))
	return n
}

// workingLeft counts working days after today up to the due day.
func workingLeft(p *frame.Page, due string) (n int) {
	to := midnight(due)
	for d := midnight(act.DayOf(p.Now)).AddDate(0, 0, 1); !d.After(to) && n < 5000; d = d.AddDate(0, 0, 1) {
		if w, _, _ := p.O.Cal.Working(law.DayOf(d)); w {
			n++
		}
	}
	return n
}

// DueCell is the clock of a list's row.
func DueCell(p *frame.Page, r office.Row) kit.Cell {
	return ClockCell(p, r.DueAt, r.Urgent)
}

// ClockCell is a term as lists show it: what is left with its tone, and the day.
func ClockCell(p *frame.Page, due int64, urgent bool) kit.Cell {
	if due == 0 {
		return kit.Cell{Text: "—"}
	}
	at := time.UnixMicro(due).Add(-time.Microsecond) // the instant stored is the first after the term
	d := act.DayOf(at)
	text, _, tone := p.Due(due)
	if urgent && at.Sub(p.Now) < 24*time.Hour && at.After(p.Now) {
		text, tone = hoursLeft(p, at.Sub(p.Now))
	}
	return kit.Cell{State: &kit.State{Word: text, Tone: tone}, Sub: p.Day(midnight(d))}
}

func disposition(name string) string {
	return mime.FormatMediaType("attachment", map[string]string{"filename": name})
}
