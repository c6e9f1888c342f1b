package kit

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

var weekZh = []string{"日", "一", "二", "三", "四", "五", "六"}

// Day writes a date: 12月1日（周二）, with the year if it is not this one; English: Tue 1 Dec.
func (p *Page) Day(t time.Time) string {
	t = t.In(shanghai)
	year := t.Year() != p.Now.In(shanghai).Year()
	if p.Lang == "en" {
		if year {
			return t.Format("Mon 2 Jan 2006")
		}
		return t.Format("Mon 2 Jan")
	}
	s := fmt.Sprintf("%d月%d日（周%s）", t.Month(), t.Day(), weekZh[t.Weekday()])
	if year {
		s = strconv.Itoa(t.Year()) + "年" + s
	}
	return s
}

// Moment writes date and time: 3月12日 14:02; English: 12 Mar 14:02.
//
// What the public sends keeps its day only and is stored at midnight: no hour is shown for it.
func (p *Page) Moment(t time.Time) string {
	t = t.In(shanghai)
	if h, m, s := t.Clock(); h+m+s+t.Nanosecond() == 0 {
		return p.Day(t)
	}
	year := t.Year() != p.Now.In(shanghai).Year()
	switch {
	case p.Lang == "en" && year:
		return t.Format("2 Jan 2006 15:04")
	case p.Lang == "en":
		return t.Format("2 Jan 15:04")
	case year:
		return t.Format("2006年1月2日 15:04")
	}
	return t.Format("1月2日 15:04")
}

// DueText writes the day a term ends.
func (p *Page) DueText(t time.Time) string { return p.L(p.Day(t)+"到期", "due "+p.Day(t)) }

// Remaining writes how much is left and how it feels: n days, working says whether they are working days.
// Late is a fact, said with its number.
func (p *Page) Remaining(n int, working bool) (string, Tone) {
	zh, en := "日", "day"
	if working {
		zh, en = "个工作日", "working day"
	}
	if n != 1 && n != -1 {
		en += "s"
	}
	switch {
	case n < 0:
		return p.L(fmt.Sprintf("已超 %d %s", -n, zh), fmt.Sprintf("%d %s late", -n, en)), Bad
	case n == 0:
		return p.L("今天到期", "Due today"), Bad
	case n <= 3:
		return p.L(fmt.Sprintf("还剩 %d %s", n, zh), fmt.Sprintf("%d %s left", n, en)), Warn
	}
	return p.L(fmt.Sprintf("还剩 %d %s", n, zh), fmt.Sprintf("%d %s left", n, en)), Active
}

// Columns marks the columns the person switched off (query value "cols" lists the kept keys).
func (p *Page) Columns(cols []Col) []Col {
	q := p.R.URL.Query()
	kept := q["cols"]
	if len(kept) == 0 {
		return cols
	}
	have := "," + strings.Join(kept, ",") + ","
	out := append([]Col(nil), cols...)
	for i := range out {
		out[i].Hidden = i > 0 && !strings.Contains(have, ","+out[i].Key+",")
	}
	return out
}

func fieldID(name string) string { return "f-" + name }

func itoa(n int) string { return strconv.Itoa(n) }

// record writes a journal number as people quote it.
func record(p *Page, n int64) string {
	return p.L(fmt.Sprintf("记录第 %08d 号", n), fmt.Sprintf("Record no. %08d", n))
}

// short is the beginning of a digest, enough to compare at a glance; the whole stands in its title and in print.
func short(digest string) string {
	if len(digest) <= 12 {
		return digest
	}
	return digest[:12] + "…"
}
