package cockpit

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"hengjian/gongwen"
	"hengjian/office"
	"hengjian/oversight/act"
	"hengjian/oversight/law"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// calendarForm is the organ, unit and month as they stand in the URL.
type calendarForm struct {
	Organ string `form:"organ"`
	Unit  string `form:"unit"`
	Month string `form:"month"`
	All   bool   `form:"all"` // every week unfolded
}

type calendarView struct {
	p       *frame.Page
	f       calendarForm
	name    string
	es      []office.CalendarEntry
	first   law.Day
	filters kit.Filters
	units   map[string]string
}

func readCalendar(p *frame.Page) (calendarView, error) {
	f, err := frame.Form[calendarForm](p)
	if err != nil {
		return calendarView{}, err
	}
	if !office.MayCalendar(p.Me) {
		return calendarView{}, act.None()
	}
	if p.Me.Side() == "organ" && f.Organ == "" {
		f.Organ = p.Me.Organ
	}
	if len(f.Month) != 7 {
		f.Month = act.DayOf(p.Now)[:7]
	}
	v := calendarView{p: p, f: f, units: map[string]string{}}
	if err := v.choices(); err != nil {
		return v, err
	}
	if v.f.Organ == "" {
		return v, nil
	}
	v.name = matter.Name(p, "organ", v.f.Organ)
	if v.es, err = p.O.OrganCalendar(p.Ctx(), p.Me, v.f.Organ, v.f.Unit, v.f.Month); err != nil {
		return v, err
	}
	v.first = law.Day(v.f.Month + "-01")
	return v, nil
}

// choices are the organs of the committee and the units of the one chosen.
func (v *calendarView) choices() error {
	p := v.p
	var fields []kit.Field
	if p.Me.Side() != "organ" {
		organs, err := matter.OrganOptions(p)
		if err != nil {
			return err
		}
		if v.f.Organ == "" && len(organs) > 0 {
			v.f.Organ = organs[0].Value
		}
		fields = append(fields, kit.Field{Name: "organ", Label: p.L("机关", "Organ"), Value: v.f.Organ, Options: organs})
	}
	us, err := p.O.UnitsOf(p.Ctx(), v.f.Organ)
	if err != nil {
		return err
	}
	opts := []kit.Option{{Label: p.L("整个机关", "The whole organ")}}
	for _, u := range us {
		opts = append(opts, kit.Option{Value: u.ID, Label: u.Name})
		v.units[u.ID] = u.Name
	}
	if v.units[v.f.Unit] == "" {
		v.f.Unit = ""
	}
	fields = append(fields, kit.Field{Name: "unit", Label: p.L("单位", "Unit"), Value: v.f.Unit, Options: opts}, kit.Field{Name: "month", Label: p.L("月份", "Month"), Value: v.f.Month, Type: "month"})
	v.filters = kit.Filters{Fields: fields}
	return nil
}

// Calendar (机关视角日历) is the page: a month of what comes to an organ.
func Calendar(p *frame.Page) error {
	v, err := readCalendar(p)
	if err != nil {
		return err
	}
	h := kit.Head{Title: p.L("机关视角日历", "The organ's calendar"), Sub: matter.Join(" · ", v.name, v.units[v.f.Unit]), Print: true, Wide: true, Sheet: "board.css"}
	if v.f.Organ != "" {
		h.Actions = []kit.Link{{Text: p.L("加入日历（ics）", "Calendar (ics)"), URL: "/calendar.ics?" + v.query(v.f.Month)}}
	}
	return p.Render(calendarPage(v, h))
}

func (v calendarView) query(month string) string {
	q := url.Values{"organ": {v.f.Organ}, "month": {month}}
	if v.f.Unit != "" {
		q.Set("unit", v.f.Unit)
	}
	return q.Encode()
}

// around leads to the month before and after.
func (v calendarView) around() (before, after string) {
	t, err := time.Parse("2006-01", v.f.Month)
	if err != nil {
		return "", ""
	}
	return "/calendar?" + v.query(t.AddDate(0, -1, 0).Format("2006-01")), "/calendar?" + v.query(t.AddDate(0, 1, 0).Format("2006-01"))
}

// cellDay is one day of the month with what comes.
type cellDay struct {
	No      string
	Label   string
	In      bool
	Today   bool
	Entries []cellEntry
}

type cellEntry struct {
	State kit.State
	Text  string
	URL   string
	rank  int
}

// weeks lay the month out, Monday first.
func (v calendarView) weeks() (out [][]cellDay) {
	if !v.first.Valid() {
		return nil
	}
	t := v.first.Start()
	off := (int(t.Weekday()) + 6) % 7
	for d := v.first.Add(-off); string(d)[:7] <= v.f.Month; d = d.Add(7) {
		var week []cellDay
		for i := range 7 {
			day := d.Add(i)
			c := cellDay{No: strings.TrimPrefix(string(day)[8:], "0"), Label: matter.Day(v.p.Page, string(day)), In: string(day)[:7] == v.f.Month, Today: string(day) == act.DayOf(v.p.Now)}
			if c.In {
				c.Entries = v.on(string(day))
			}
			week = append(week, c)
		}
		out = append(out, week)
	}
	return out
}

func (v calendarView) on(day string) (out []cellEntry) {
	for _, e := range v.es {
		if e.From <= day && day <= max(e.Until, e.From) {
			out = append(out, cellEntry{State: v.mark(e), Text: v.say(e), URL: frame.URLOf(e.Kind, e.ID), rank: urgency(e)})
		}
	}
	slices.SortStableFunc(out, func(a, b cellEntry) int { return a.rank - b.rank })
	return out
}

// say is what comes, in the reader's language; the matter's own title stays
// as it was written.
func (v calendarView) say(e office.CalendarEntry) string {
	if v.p.Lang != "en" || e.Kind == "coordination" {
		return e.What
	}
	return matter.Join(": ", frame.SayTitle(v.p.Page, e.Kind, e.Title), e.En)
}

// sayOther says a stretch that another one meets, as its own entry does.
func (v calendarView) sayOther(s act.Span) string {
	for _, e := range v.es {
		if e.Kind == s.Kind && e.ID == s.ID && e.From == s.From && !e.Term {
			return v.say(e)
		}
	}
	return s.What
}

// urgency puts visits that clash before other visits, and those before terms: a
// day of the month shows its first few.
func urgency(e office.CalendarEntry) int {
	switch {
	case len(e.Clashes) > 0:
		return 0
	case !e.Term:
		return 1
	}
	return 2
}

// cellShows is how many entries a day of the month shows before the rest folds.
const cellShows = 3

// mark is the word, shape and colour of an entry.
func (v calendarView) mark(e office.CalendarEntry) kit.State {
	switch {
	case e.Term:
		return kit.State{Word: v.p.L("到期", "due"), Tone: kit.Plain}
	case len(e.Clashes) > 0:
		return kit.State{Word: v.p.L("撞期", "clash"), Tone: kit.Warn}
	}
	return kit.State{Word: v.p.KindName(e.Kind), Tone: kit.Active}
}

// clashes counts the visits that meet others.
func (v calendarView) clashes() (n int) {
	for _, e := range v.es {
		if len(e.Clashes) > 0 {
			n++
		}
	}
	return n
}

// week is one week of the month as a list that folds.
type week struct {
	No, Title, Sub string
	Open           bool
	Table          kit.Table
}

// lists are the weeks that have something. The present one is unfolded, or the
// first one of another month; all of them when everything is asked for.
func (v calendarView) lists() (out []week) {
	if !v.first.Valid() {
		return nil
	}
	p, today := v.p, act.DayOf(v.p.Now)
	off := (int(v.first.Start().Weekday()) + 6) % 7
	for d, n := v.first.Add(-off), 1; string(d)[:7] <= v.f.Month; d, n = d.Add(7), n+1 {
		last := string(d.Add(6))
		var es []office.CalendarEntry
		clashes := 0
		for _, e := range v.es {
			if from := max(e.From, string(v.first)); string(d) <= from && from <= last {
				es = append(es, e)
				clashes += boolInt(len(e.Clashes) > 0)
			}
		}
		if len(es) == 0 {
			continue
		}
		w := week{No: strconv.Itoa(n), Title: matter.Day(p.Page, max(string(d), string(v.first))) + p.L("起的一周", " and the week after"), Sub: p.L(strconv.Itoa(len(es))+" 项", strconv.Itoa(len(es))+" entries"), Open: v.f.All || string(d) <= today && today <= last}
		if clashes > 0 {
			w.Sub += p.L("，撞期 "+strconv.Itoa(clashes)+" 项", ", "+strconv.Itoa(clashes)+" clash")
		}
		w.Table = v.table(w, es)
		out = append(out, w)
	}
	if len(out) > 0 && !slices.ContainsFunc(out, func(w week) bool { return w.Open }) {
		out[0].Open = true
	}
	return out
}

func (v calendarView) table(w week, es []office.CalendarEntry) kit.Table {
	p := v.p
	t := kit.Table{ID: "calendar-" + w.No, Caption: w.Title, Count: matter.Itoa(len(es)),
		Cols: []kit.Col{{Label: p.L("日期", "Days"), Day: true}, {Label: p.L("事项", "What")}, {Label: p.L("性质", "Sort")}, {Label: p.L("单位", "Unit"), Narrow: true}, {Label: p.L("和谁撞期", "Clashes with")}}}
	for _, e := range es {
		days := matter.Day(p.Page, e.From)
		if e.Until > e.From {
			days += p.L(" 至 ", " to ") + matter.Day(p.Page, e.Until)
		}
		st := v.mark(e)
		var with []string
		for _, c := range e.Clashes {
			with = append(with, v.sayOther(c))
		}
		t.Rows = append(t.Rows, kit.Row{ID: e.Kind + e.ID, URL: frame.URLOf(e.Kind, e.ID), Cells: []kit.Cell{{Text: days}, {Text: v.say(e), Sub: p.KindName(e.Kind), URL: frame.URLOf(e.Kind, e.ID)}, {State: &st}, {Text: v.units[e.Unit]}, {Text: strings.Join(with, p.L("；", "; "))}}})
	}
	return t
}

// CalendarFile (日历文件) is the month for one's own calendar: a download, no feed,
// since a feed would need a secret in its address.
func CalendarFile(p *frame.Page) error {
	v, err := readCalendar(p)
	if err != nil {
		return err
	}
	if v.f.Organ == "" {
		return act.None()
	}
	var out []gongwen.Event
	for _, e := range v.es {
		start := law.Day(e.From).Start()
		text := p.KindName(e.Kind)
		if e.Term {
			text = p.L("到期：", "due: ") + text
		}
		if len(e.Clashes) > 0 {
			text = p.L("撞期 · ", "clash · ") + text
		}
		out = append(out, gongwen.Event{UID: e.Kind + "-" + e.ID + "-" + e.From + "-" + strconv.Itoa(boolInt(e.Term)) + "@hengjian", Title: v.say(e), Place: matter.Join(" ", v.name, v.units[e.Unit]), Text: text,
			Start: start, End: law.Day(max(e.Until, e.From)).Add(1).Start(), Changed: p.Now})
	}
	out = slices.CompactFunc(out, func(a, b gongwen.Event) bool { return a.UID == b.UID })
	matter.Download(p, "calendar-"+v.f.Month+".ics", "text/calendar; charset=utf-8")
	_, err = p.W.Write(gongwen.Calendar(p.L("机关视角日历：", "The organ's calendar: ")+v.name, out))
	return err
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// weekdays are the heads of the month's columns.
func weekdays(p *kit.Page) []string {
	if p.Lang == "en" {
		return []string{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}
	}
	return []string{"周一", "周二", "周三", "周四", "周五", "周六", "周日"}
}
