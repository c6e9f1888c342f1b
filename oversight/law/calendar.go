package law

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// Kind of a day in the calendar.
type Kind string

const (
	Workday Kind = "workday"
	Weekend Kind = "weekend"
	Holiday Kind = "holiday" // off by notice
	MakeUp  Kind = "makeup"  // a weekend day worked by notice (调休上班)
)

// Year is the holiday arrangement of one year, as one State Council notice gives it.
type Year struct {
	Year  int
	Title string // title of the notice
	URL   string // where it was published
	days  map[serial]special
}

type special struct {
	name string
	off  bool
}

// Calendar knows which days are worked. It is a value: With returns a larger
// one and leaves the old one as it was. The zero Calendar knows weekends only.
type Calendar struct {
	years map[int]Year
	days  map[serial]special
}

// NewYear reads one year's arrangement. Off and makeUp are lists like
// "春节 2024-02-10..2024-02-17; 清明节 2024-04-04". Days must lie in the year or
// in the last week of the year before; make-up days must be Saturdays or Sundays.
func NewYear(year int, url, off, makeUp string) (Year, error) {
	if year < firstYear || year > lastYear {
		return Year{}, wrong("year", fmt.Sprintf("年份 %d 超出范围", year), fmt.Sprintf("year %d is out of range", year))
	}
	y := Year{Year: year, URL: url, days: map[serial]special{},
		Title: fmt.Sprintf("国务院办公厅关于%d年部分节假日安排的通知", year)}
	if err := y.read(off, true); err != nil {
		return Year{}, err
	}
	if err := y.read(makeUp, false); err != nil {
		return Year{}, err
	}
	return y, nil
}

func (y Year) read(list string, off bool) error {
	for item := range strings.SplitSeq(list, ";") {
		f := strings.Fields(item)
		if len(f) == 0 {
			continue
		}
		if len(f) != 2 {
			return wrong("days", "应写作“春节 2024-02-10..2024-02-17”："+clip(item), "write it like 春节 2024-02-10..2024-02-17: "+clip(item))
		}
		a, b, ranged := strings.Cut(f[1], "..")
		if !ranged {
			b = a
		}
		from, err := ParseDay(a)
		if err != nil {
			return err
		}
		to, err := ParseDay(b)
		if err != nil {
			return err
		}
		if from > to || to.Sub(from) > 31 {
			return wrong("days", "起止日期颠倒或者过长："+clip(item), "the range is reversed or too long: "+clip(item))
		}
		if err := y.put(f[0], from.serial(), to.serial(), off); err != nil {
			return err
		}
	}
	return nil
}

func (y Year) put(name string, from, to serial, off bool) error {
	lowest := serialOf(y.Year-1, time.December, 25)
	for s := from; s <= to; s++ {
		d := s.day()
		if s < lowest || s.year() > y.Year {
			return wrong("days", fmt.Sprintf("%s 不属于%d年的安排", d, y.Year), fmt.Sprintf("%s does not belong to the notice of %d", d, y.Year))
		}
		if _, twice := y.days[s]; twice {
			return wrong("days", fmt.Sprintf("%s 出现两次", d), fmt.Sprintf("%s appears twice", d))
		}
		if !off && !s.restDay() {
			return wrong("days", fmt.Sprintf("%s 本为工作日，不能调休上班", d), fmt.Sprintf("%s is a weekday and cannot be a make-up day", d))
		}
		y.days[s] = special{name, off}
	}
	return nil
}

func (s serial) restDay() bool {
	w := s.weekday()
	return w == time.Saturday || w == time.Sunday
}

// Built is the calendar of the years written in this package, 2022–2026.
func Built() Calendar { return built }

var built = func() Calendar {
	c := Calendar{}
	for _, n := range notices {
		y, err := NewYear(n.year, n.url, n.off, n.makeUp)
		if err != nil {
			panic(fmt.Sprintf("law: notice of %d: %v", n.year, err))
		}
		c = c.With(y)
	}
	return c
}()

// With returns a calendar that also knows the given years; a year given again
// replaces the earlier one (a corrected notice).
func (c Calendar) With(years ...Year) Calendar {
	n := Calendar{years: maps.Clone(c.years), days: map[serial]special{}}
	if n.years == nil {
		n.years = map[int]Year{}
	}
	for _, y := range years {
		n.years[y.Year] = y
	}
	// In order of years: where two notices name one day the later one holds.
	for _, k := range slices.Sorted(maps.Keys(n.years)) {
		maps.Copy(n.days, n.years[k].days)
	}
	return n
}

// Years lists what the calendar knows, oldest first.
func (c Calendar) Years() []Year {
	var out []Year
	for _, k := range slices.Sorted(maps.Keys(c.years)) {
		out = append(out, c.years[k])
	}
	return out
}

// Notice is the State Council notice that arranged a year.
func (c Calendar) Notice(year int) (Year, bool) {
	y, ok := c.years[year]
	return y, ok
}

// Working reports whether a day is worked, whether that is known from a notice
// (a year without one goes by weekends only), and the holiday's name for days
// off or make-up days.
func (c Calendar) Working(d Day) (working, known bool, name string) {
	k, known, name := c.kind(d.serial())
	return k == Workday || k == MakeUp, known, name
}

// Kind of a day, and whether a notice vouches for it.
func (c Calendar) Kind(d Day) (k Kind, known bool) {
	k, known, _ = c.kind(d.serial())
	return k, known
}

func (c Calendar) kind(s serial) (k Kind, known bool, name string) {
	if sp, ok := c.days[s]; ok {
		if sp.off {
			return Holiday, true, sp.name
		}
		return MakeUp, true, sp.name
	}
	_, known = c.years[s.year()]
	if s.restDay() {
		return Weekend, known, ""
	}
	return Workday, known, ""
}

// basis names the notice that made s what it is.
func (c Calendar) basis(s serial) string {
	for _, year := range []int{s.year() + 1, s.year()} {
		if y, ok := c.years[year]; ok {
			if _, named := y.days[s]; named {
				return "《" + y.Title + "》 " + y.URL
			}
		}
	}
	return ""
}

func nameEn(zh string) string {
	parts := strings.Split(zh, "、")
	for i, p := range parts {
		if en, ok := holidayEn[p]; ok {
			parts[i] = en
		}
	}
	return strings.Join(parts, " and ")
}
