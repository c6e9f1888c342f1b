package law

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// Unit of a term.
type Unit string

const (
	Days        Unit = "d"   // 日: calendar days
	WorkingDays Unit = "wd"  // 工作日
	Months      Unit = "m"   // 月: same day number, or the month's last day
	Years       Unit = "y"   // 年
	Minutes     Unit = "min" // 分钟, by the clock
	Hours       Unit = "h"   // 小时, by the clock
	OfficeHours Unit = "oh"  // 办公小时, within the office's hours on working days
)

// Longest terms accepted, by unit: about a hundred years. A longer one is a typing error.
var longest = map[Unit]int{Days: 36600, WorkingDays: 25000, Months: 1200, Years: 100, Minutes: 527040, Hours: 87600, OfficeHours: 20000}

// Term is a length of time as a rule states it: "15d", "5wd", "3m", "2y", "24h", "2oh".
// The zero Term means the rule sets none.
type Term struct {
	N    int
	Unit Unit
}

var termForm = regexp.MustCompile(`^(\d{1,6})\s*([a-z]{1,3})$`)

// ParseTerm reads a term. Capital and full-width letters are accepted; zero,
// negative and fractional terms are refused.
func ParseTerm(s string) (Term, error) {
	m := termForm.FindStringSubmatch(strings.ToLower(halfWidth(strings.TrimSpace(s))))
	if m == nil {
		return Term{}, wrong("term", fmt.Sprintf("期限“%s”应写作数字加单位：d 日、wd 工作日、m 月、y 年、h 小时、min 分钟、oh 办公小时，如 15d", clip(s)),
			fmt.Sprintf("term %q: write a number and a unit: d days, wd working days, m months, y years, h hours, min minutes, oh office hours, such as 15d", clip(s)))
	}
	n, _ := strconv.Atoi(m[1])
	t := Term{N: n, Unit: Unit(m[2])}
	return t, t.check()
}

func (t Term) check() error {
	most, ok := longest[t.Unit]
	if !ok {
		return wrong("term", fmt.Sprintf("没有“%s”这种期限单位", t.Unit), fmt.Sprintf("there is no unit %q of terms", t.Unit))
	}
	if t.N < 1 || t.N > most {
		return wrong("term", fmt.Sprintf("期限须在 1 至 %d%s之间", most, unitZh[t.Unit]), fmt.Sprintf("a term must be between 1 and %d %s", most, unitEn[t.Unit]))
	}
	return nil
}

// MustTerm is for terms written in source.
func MustTerm(s string) Term {
	t, err := ParseTerm(s)
	if err != nil {
		panic(err)
	}
	return t
}

// IsZero reports that no term is set.
func (t Term) IsZero() bool { return t == Term{} }

// String is the form ParseTerm reads; empty for the zero term.
func (t Term) String() string {
	if t.IsZero() {
		return ""
	}
	return strconv.Itoa(t.N) + string(t.Unit)
}

// MarshalText writes the short form.
func (t Term) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// UnmarshalText reads the short form; empty gives the zero term.
func (t *Term) UnmarshalText(b []byte) (err error) {
	if len(b) == 0 {
		*t = Term{}
		return nil
	}
	*t, err = ParseTerm(string(b))
	return err
}

var unitZh = map[Unit]string{Days: "日", WorkingDays: "个工作日", Months: "个月", Years: "年", Minutes: "分钟", Hours: "小时", OfficeHours: "个办公小时"}
var unitEn = map[Unit]string{Days: "days", WorkingDays: "working days", Months: "months", Years: "years", Minutes: "minutes", Hours: "hours", OfficeHours: "office hours"}

// Zh reads "15日", "5个工作日".
func (t Term) Zh() string {
	if t.IsZero() {
		return ""
	}
	return strconv.Itoa(t.N) + unitZh[t.Unit]
}

// En reads "15 days", "1 working day".
func (t Term) En() string {
	if t.IsZero() {
		return ""
	}
	u := unitEn[t.Unit]
	if t.N == 1 {
		u = strings.TrimSuffix(u, "s")
	}
	return strconv.Itoa(t.N) + " " + u
}

// byHour reports whether the term needs an instant to start from.
func (t Term) byHour() bool { return t.Unit == Minutes || t.Unit == Hours || t.Unit == OfficeHours }

// months of the term, where it is counted in months or years.
func (t Term) months() (int, bool) {
	switch t.Unit {
	case Months:
		return t.N, true
	case Years:
		return 12 * t.N, true
	}
	return 0, false
}
