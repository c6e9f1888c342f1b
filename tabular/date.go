package tabular

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"
)

// Years outside these are taken for mistakes of typing.
const minYear, maxYear = 1900, 2100

// DateError says why a text is no date.
type DateError struct{ Zh, En string }

func (e *DateError) Error() string { return e.Zh + " / " + e.En }

var (
	noDate     = &DateError{"无法识别为日期。", "Not readable as a date."}
	impossible = &DateError{"日期不存在（月、日或时刻超出范围）。", "No such date: month, day or time is out of range."}
	ambiguous  = &DateError{"日期写法有歧义（日/月次序不明），请在映射中写明格式。", "The order of day and month is unclear; state the format in the mapping."}
	strange    = &DateError{"年份不在 1900—2100 之间。", "The year is not between 1900 and 2100."}
)

// ParseDate reads a date the ways people write it: 2024/5/8 9:07, 2024-05-08,
// 2024.5.8, 20240508, 2024年5月8日 上午9时7分, 二〇二四年五月八日, full-width
// digits, ISO with zone (taken to Beijing time) and spreadsheet serials. layout
// is "" or written with yyyy M d H m s, as in "dd/MM/yyyy". The answer is
// 2006-01-02, or 2006-01-02T15:04:05 if clock is set.
func ParseDate(text, layout string, clock bool) (string, error) {
	if layout == "" && !clock {
		if day, ok := plainDay(text); ok {
			return day, nil
		}
	}
	t := trimmed(norm.NFKC.String(text))
	if len(t) == 0 || len(t) > 64 {
		return "", noDate
	}
	if layout != "" {
		return parseLayout(t, layout, clock)
	}
	for _, l := range []string{time.RFC3339Nano, "2006-01-02T15:04:05Z0700"} {
		if at, err := time.Parse(l, t); err == nil {
			at = at.In(time.FixedZone("CST", 8*3600))
			return stamp(at.Year(), int(at.Month()), at.Day(), at.Hour(), at.Minute(), at.Second(), clock)
		}
	}
	if m := compactDate.FindStringSubmatch(t); m != nil {
		return stamp(num(m[1]), num(m[2]), num(m[3]), num(m[4]), num(m[5]), num(m[6]), clock)
	}
	if m := chineseDate.FindStringSubmatch(t); m != nil {
		y, mo, d := hanYear(m[1]), hanNumber(m[2]), hanNumber(m[3])
		return stamp(y, mo, d, 0, 0, 0, clock)
	}
	if m := usualDate.FindStringSubmatch(t); m != nil {
		h := num(m[5])
		switch half := strings.ToLower(m[4] + m[8]); {
		case (half == "下午" || half == "晚上" || half == "pm") && h < 12:
			h += 12
		case half == "中午" && h < 11:
			h += 12
		case (half == "上午" || half == "凌晨" || half == "am") && h == 12:
			h = 0
		}
		return stamp(num(m[1]), num(m[2]), num(m[3]), h, num(m[6]), num(m[7]), clock)
	}
	if endYear.MatchString(t) {
		return "", ambiguous
	}
	if f, err := strconv.ParseFloat(t, 64); err == nil && f >= 10000 && f < 80000 {
		if s, ok := serialText(t, false, pick(clock, dateTime, dateOnly)); ok {
			return s, nil
		}
		return "", impossible
	}
	return "", noDate
}

// plainDay reads 2024-05-08, 2024/5/8 and 2024.5.8, which nearly every cell is,
// without the cost of trying each form; ok is false for anything else.
func plainDay(s string) (string, bool) {
	if len(s) < 8 || len(s) > 10 || s[4] != '-' && s[4] != '/' && s[4] != '.' {
		return "", false
	}
	var n [3]int
	part, digits := 0, 0
	for i := range len(s) {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			if n[part], digits = n[part]*10+int(c-'0'), digits+1; part > 0 && digits > 2 {
				return "", false
			}
		case c == s[4] && digits > 0 && part < 2:
			part, digits = part+1, 0
		default:
			return "", false
		}
	}
	if part != 2 || digits == 0 {
		return "", false
	}
	y, m, d := n[0], n[1], n[2]
	if y < minYear || y > maxYear || m < 1 || m > 12 || d < 1 || d > 31 || d > 28 && time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC).Day() != d {
		return "", false
	}
	if len(s) == 10 && s[4] == '-' {
		return s, true
	}
	return string([]byte{s[0], s[1], s[2], s[3], '-', byte('0' + m/10), byte('0' + m%10), '-', byte('0' + d/10), byte('0' + d%10)}), true
}

var (
	compactDate = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?$`)
	usualDate   = regexp.MustCompile(`^(\d{4}) ?[-/.年] ?(\d{1,2}) ?[-/.月] ?(\d{1,2}) ?日?(?:[T ,]* ?(上午|下午|中午|凌晨|晚上)? ?(\d{1,2}) ?[:时点] ?(\d{1,2})? ?分?(?:[:]? ?(\d{1,2})(?:\.\d+)? ?秒?)? ?(AM|PM|am|pm)?)?$`)
	chineseDate = regexp.MustCompile(`^([〇零○一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日$`)
	endYear     = regexp.MustCompile(`^\d{1,2}[-/.]\d{1,2}[-/.](\d{4}|\d{2})\b`)
)

func pick[T any](b bool, yes, no T) T {
	if b {
		return yes
	}
	return no
}

func num(s string) int { n, _ := strconv.Atoi(s); return n }

func stamp(y, mo, d, h, mi, s int, clock bool) (string, error) {
	if y < minYear || y > maxYear {
		return "", strange
	}
	at := time.Date(y, time.Month(mo), d, h, mi, s, 0, time.UTC)
	if mo < 1 || mo > 12 || d < 1 || at.Day() != d || h > 23 || mi > 59 || s > 59 || h < 0 || mi < 0 || s < 0 {
		return "", impossible
	}
	if clock {
		return at.Format("2006-01-02T15:04:05"), nil
	}
	return at.Format(time.DateOnly), nil
}

func hanYear(s string) int {
	y := 0
	for _, r := range s {
		y = y*10 + hanDigit(r)
	}
	return y
}

func hanDigit(r rune) int {
	for i, c := range []rune("〇一二三四五六七八九") {
		if r == c {
			return i
		}
	}
	return 0
}

// hanNumber reads 一 to 九十九; −1 if it is written wrongly.
func hanNumber(s string) int {
	r := []rune(s)
	at := strings.IndexRune(s, '十')
	switch {
	case at < 0 && len(r) == 1:
		return hanDigit(r[0])
	case at < 0 || strings.Count(s, "十") > 1:
		return -1
	}
	before, after, _ := strings.Cut(s, "十")
	n := 10
	if before != "" {
		n = 10 * hanNumber(before)
	}
	if after != "" {
		n += hanNumber(after)
	}
	return n
}

func parseLayout(t, layout string, clock bool) (string, error) {
	part := map[byte]int{'H': 0, 'm': 0, 's': 0}
	for i := 0; i < len(layout); {
		c := layout[i]
		if !strings.ContainsRune("yMdHms", rune(c)) {
			if t == "" && c != ' ' || t != "" && t[0] != c {
				return "", noDate
			}
			i, t = i+1, t[min(1, len(t)):]
			continue
		}
		n := 0
		for i < len(layout) && layout[i] == c {
			i, n = i+1, n+1
		}
		wide := max(n, 2)
		k := 0
		for k < len(t) && k < wide && t[k] >= '0' && t[k] <= '9' {
			k++
		}
		if k == 0 || n > 1 && k != n {
			return "", noDate
		}
		part[c], t = num(t[:k]), t[k:]
	}
	if trimmed(t) != "" {
		return "", noDate
	}
	return stamp(part['y'], part['M'], part['d'], part['H'], part['m'], part['s'], clock)
}

// checkLayout refuses a format no date could be read by.
func checkLayout(layout string) bool {
	return len(layout) <= 40 && strings.Contains(layout, "yyyy") && strings.Contains(layout, "M") && strings.Contains(layout, "d") && !strings.Contains(layout, "yyyyy")
}

// serialText turns a spreadsheet's day number into a date. Day 60 of the 1900
// system is 29 February 1900, which never was; days before it are one off.
func serialText(v string, epoch04 bool, style dateStyle) (string, bool) {
	f, err := strconv.ParseFloat(v, 64)
	if err != nil || math.IsNaN(f) || f < 0 || f >= 80000 {
		return "", false
	}
	days, secs := math.Floor(f), int(math.Round((f-math.Floor(f))*86400))
	if style == timeOnly && days == 0 {
		if secs > 86399 {
			secs = 86399
		}
		return fmt.Sprintf("%02d:%02d:%02d", secs/3600, secs/60%60, secs%60), true
	}
	base := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case epoch04:
		base = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case days == 60 || days == 0:
		return "", false
	case days < 60:
		base = base.AddDate(0, 0, 1)
	}
	at := base.AddDate(0, 0, int(days)).Add(time.Duration(secs) * time.Second)
	if style == dateOnly && secs == 0 {
		return at.Format(time.DateOnly), true
	}
	if style == dateOnly { // a date cell that also carries a time keeps it
		return at.Format("2006-01-02T15:04:05"), true
	}
	return at.Format("2006-01-02T15:04:05"), true
}
