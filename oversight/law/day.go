package law

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Shanghai is the zone of every date on paper. China keeps no summer time since
// 1992, so a fixed offset is exact and needs no time-zone database.
var Shanghai = time.FixedZone("CST", 8*60*60)

// Day is a calendar date in Shanghai, written "2024-02-08". The empty Day means
// none. Days compare as strings and are stored as text unchanged.
type Day string

const (
	firstYear = 1900
	lastYear  = 2199
)

// ParseDay reads "2024-02-08". Full-width digits are accepted because people
// paste them; impossible dates (2023-02-29) and years outside 1900–2199 are not.
func ParseDay(s string) (Day, error) {
	s = halfWidth(strings.TrimSpace(s))
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return "", wrong("from", fmt.Sprintf("日期“%s”应写作 2024-02-08 的样式，且须真实存在", clip(s)),
			fmt.Sprintf("date %q: write it like 2024-02-08, and it must exist", clip(s)))
	}
	if t.Year() < firstYear || t.Year() > lastYear {
		return "", wrong("from", fmt.Sprintf("日期“%s”超出 %d—%d 年", s, firstYear, lastYear),
			fmt.Sprintf("date %q is outside %d–%d", s, firstYear, lastYear))
	}
	return Day(s), nil
}

// DayOf is the date in Shanghai at an instant.
func DayOf(t time.Time) Day { return Day(t.In(Shanghai).Format(time.DateOnly)) }

// MakeDay builds a day from its numbers; numbers out of range carry over as in time.Date.
func MakeDay(year int, month time.Month, day int) Day {
	return serialOf(year, month, day).day()
}

// Start is the first instant of the day in Shanghai.
func (d Day) Start() time.Time {
	t, _ := time.ParseInLocation(time.DateOnly, string(d), Shanghai)
	return t
}

// End is the first instant after the day: a term of days runs out at midnight.
func (d Day) End() time.Time { return d.Add(1).Start() }

// Valid reports whether d is a real date within the supported years.
func (d Day) Valid() bool {
	p, err := ParseDay(string(d))
	return err == nil && p == d
}

// Add moves by calendar days; n may be negative.
func (d Day) Add(n int) Day { return (d.serial() + serial(n)).day() }

// AddMonths moves by months and keeps the day number, or takes the month's last
// day where the month has no such number (31 January + 1 month = 28 or 29 February).
func (d Day) AddMonths(n int) Day { return d.serial().addMonths(n).day() }

// Sub is the number of calendar days from e to d.
func (d Day) Sub(e Day) int { return int(d.serial() - e.serial()) }

// Weekday of the day.
func (d Day) Weekday() time.Weekday { return d.serial().weekday() }

// Year of the day.
func (d Day) Year() int { return d.serial().year() }

// Zh writes the date as on official paper: no zero padding (GB/T 9704).
func (d Day) Zh() string {
	if d == "" {
		return ""
	}
	t := d.serial().time()
	return fmt.Sprintf("%d年%d月%d日", t.Year(), t.Month(), t.Day())
}

// En writes the date in English.
func (d Day) En() string {
	if d == "" {
		return ""
	}
	return d.serial().time().Format("2 January 2006")
}

// serial counts days since 1970-01-01; the arithmetic of clocks runs on it.
type serial int

func serialOf(y int, m time.Month, d int) serial {
	return serial(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// serial of a day that is known to be well formed; a malformed one is a fault of ours.
func (d Day) serial() serial {
	if len(d) == 10 {
		y, e1 := strconv.Atoi(string(d[:4]))
		m, e2 := strconv.Atoi(string(d[5:7]))
		n, e3 := strconv.Atoi(string(d[8:]))
		if e1 == nil && e2 == nil && e3 == nil {
			return serialOf(y, time.Month(m), n)
		}
	}
	panic(fmt.Sprintf("law: %q is not a day", string(d)))
}

func (s serial) time() time.Time { return time.Unix(int64(s)*86400, 0).UTC() }
func (s serial) day() Day        { return Day(s.time().Format(time.DateOnly)) }
func (s serial) year() int       { return s.time().Year() }

// 1970-01-01 was a Thursday.
func (s serial) weekday() time.Weekday { return time.Weekday(mod(int64(s)+4, 7)) }

func (s serial) addMonths(n int) serial {
	t := s.time()
	first := time.Date(t.Year(), t.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return serialOf(first.Year(), first.Month(), min(t.Day(), last))
}

func mod(a, m int64) int64 { return ((a % m) + m) % m }

// halfWidth turns full-width digits, letters and hyphens into ASCII.
func halfWidth(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 0xFF01 && r <= 0xFF5E {
			return r - 0xFEE0
		}
		return r
	}, s)
}

// clip keeps refused input short enough to repeat to the person.
func clip(s string) string {
	r := []rune(s)
	if len(r) > 24 {
		return string(r[:24]) + "…"
	}
	return s
}
