package cockpit

import (
	"strconv"

	"hengjian/oversight/act"
	"hengjian/oversight/law"
	"hengjian/web/kit"
)

// slider is the choice of a day: a date, steps, and a range that counts days
// back from today. All of it works without JavaScript.
type slider struct {
	Day, Today string
	Max, Back  string // days of the range, and how many days back the shown one lies
	Steps      []kit.Link
	Left       string
}

func (v view) slider() slider {
	p := v.p
	today := act.DayOf(p.Now)
	first := v.k.C.Since
	if v.k.C.Opened < first {
		first = v.k.C.Opened
	}
	back := law.Day(today).Sub(law.Day(v.k.Day))
	s := slider{Day: v.k.Day, Today: today, Max: strconv.Itoa(max(law.Day(today).Sub(law.Day(first)), back, 1)), Back: strconv.Itoa(back), Left: short(p.Page, first)}
	step := func(zh, en string, days int) {
		to := law.Day(v.k.Day).Add(days)
		if string(to) >= today {
			if v.k.Past && days > 0 && days == 1 {
				s.Steps = append(s.Steps, kit.Link{Text: p.L(zh, en), URL: v.path + "/cockpit"})
			}
			return
		}
		s.Steps = append(s.Steps, kit.Link{Text: p.L(zh, en), URL: v.path + "/cockpit?on=" + string(to)})
	}
	step("前一月", "A month back", -30)
	step("前一周", "A week back", -7)
	step("前一天", "A day back", -1)
	step("后一天", "A day on", 1)
	step("后一周", "A week on", 7)
	step("后一月", "A month on", 30)
	if v.k.Past {
		s.Steps = append(s.Steps, kit.Link{Text: p.L("回到今天", "Back to today"), URL: v.path + "/cockpit"})
	}
	return s
}
