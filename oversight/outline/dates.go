package outline

import (
	"fmt"
	"strings"
	"time"
)

// DateSpan is a span of days that the document names.
type DateSpan struct {
	Since    string `json:"since,omitempty"` // YYYY-MM-DD; "" where it is the day of issue (即日起)
	Until    string `json:"until,omitempty"` // the last day, ""  where none is named
	NeedYear bool   `json:"need_year,omitempty"`
	FromNow  bool   `json:"from_now,omitempty"` // 即日起
	Words    string `json:"words"`
	Source   Source `json:"source"`
}

const (
	yearPart  = `(?:((?:19|20)\d\d|[二〇○零一九][〇○零一二三四五六七八九]{3}|今|明|次|本|同)年)?`
	monthPart = `(\d{1,2}|[一二三四五六七八九十]{1,3})月份?`
	dayPart   = `(?:(\d{1,2}|[一二三四五六七八九十]{1,3})[日号]|(上旬|中旬|下旬|底|末|初))?`
	onePoint  = yearPart + `\s*` + monthPart + `\s*` + dayPart
	between   = `\s*(?:至|到|—+|–|-|～|~|－)\s*`
	bareMonth = `(\d{1,2}|[一二三四五六七八九十]{1,3})`
)

var (
	monthSpan = re(`(?:从|自)?` + bareMonth + between + onePoint)
	fromTo    = re(`(?:从|自)?(?:(即日|现在|发文之日|印发之日)起?|` + onePoint + `起?)(?:开始)?(?:` + between + `(?:` + onePoint + `|((?:19|20)\d\d|今|本)?年底))?`)
	dayOnly   = re(`^(?:` + between + `)(\d{1,2}|[一二三四五六七八九十]{1,3})日`)
	dotDate   = re(`((?:19|20)\d\d)[.\-/](\d{1,2})[.\-/](\d{1,2})(?:` + between + `(?:((?:19|20)\d\d)[.\-/])?(\d{1,2})[.\-/](\d{1,2}))?`)
)

// Dates are the spans of days named in the items of class time, in order.
func Dates(o *Outline) []DateSpan {
	year := o.Year()
	var all []DateSpan
	o.Walk(func(n, _ *Node, _ int) {
		if n.Class != Time {
			return
		}
		for _, d := range DatesIn(n.Heading+"\n"+n.Text, year) {
			d.Source = n.Source
			all = append(all, d)
		}
	})
	return all
}

// Year is the year that the document gives itself: of its date, else of its title
// or number; 0 where it names none.
func (o *Outline) Year() int {
	for _, kind := range []string{KindDate, KindByline, KindDocNumber, KindTitle, KindText} {
		for i := len(o.Spans) - 1; i >= 0; i-- {
			if o.Spans[i].Kind != kind {
				continue
			}
			if m := re(`((?:19|20)\d\d|二[〇○零][〇○零一二三四五六七八九]{2})(?:年|[〕\]】）)])`).FindStringSubmatch(o.Sentence(o.Spans[i].Source)); m != nil {
				return yearOf(m[1], 0)
			}
		}
	}
	return 0
}

// DatesIn reads the spans of days in a text: 3月至4月, 2026年3月上旬, 即日起至5月底.
// year counts where none is written, or the year of the date before; with 0 and
// none written NeedYear is set and the year stands as 0000.
func DatesIn(s string, year int) []DateSpan {
	var all []DateSpan
	for s != "" {
		d, at, end := nextDate(s, year)
		if end == 0 {
			break
		}
		d.Words = s[at:end]
		if !d.NeedYear && d.Until != "" {
			year = atoi(d.Until[:4])
		}
		all = append(all, d)
		s = s[end:]
	}
	return all
}

func nextDate(s string, year int) (d DateSpan, at, end int) {
	best := -1
	try := func(m []int, make func([]string) (DateSpan, bool)) {
		if m == nil || best >= 0 && m[0] >= best {
			return
		}
		if x, ok := make(groups(s, m)); ok {
			d, at, end, best = x, m[0], m[1], m[0]
		}
	}
	try(dotDate.FindStringSubmatchIndex(s), func(g []string) (DateSpan, bool) { return dotted(g) })
	try(monthSpan.FindStringSubmatchIndex(s), func(g []string) (DateSpan, bool) {
		return pair(point{g[2], g[1], "", ""}, point{"", g[3], g[4], g[5]}, year)
	})
	try(fromTo.FindStringSubmatchIndex(s), func(g []string) (DateSpan, bool) { return spanned(g, year) })
	if best < 0 {
		return d, 0, 0
	}
	if m := dayOnly.FindStringSubmatch(s[end:]); m != nil && strings.HasSuffix(s[at:end], "日") && len(d.Since) == 10 { // 3月2日至15日
		if n, ok := anyInt(m[1]); ok && n <= 31 {
			d.Until = d.Since[:8] + fmt.Sprintf("%02d", n)
			end += len(m[0])
		}
	}
	return d, at, end
}

func groups(s string, m []int) []string {
	g := make([]string, len(m)/2)
	for i := range g {
		if m[2*i] >= 0 {
			g[i] = s[m[2*i]:m[2*i+1]]
		}
	}
	return g
}

func dotted(g []string) (d DateSpan, ok bool) {
	d.Since = day(atoi(g[1]), atoi(g[2]), atoi(g[3]))
	d.Until = d.Since
	if g[5] != "" {
		y := atoi(g[1])
		if g[4] != "" {
			y = atoi(g[4])
		}
		d.Until = day(y, atoi(g[5]), atoi(g[6]))
	}
	return d, d.Since != "" && d.Until != ""
}

// point is a written moment: year, month, day, part of the month.
type point struct{ year, month, day, part string }

func spanned(g []string, year int) (DateSpan, bool) {
	from, to := point{g[2], g[3], g[4], g[5]}, point{g[6], g[7], g[8], g[9]}
	if g[1] != "" {
		d := DateSpan{FromNow: true}
		switch {
		case to.month != "":
			_, d.Until, d.NeedYear = to.days(year)
		case strings.HasSuffix(g[0], "年底"):
			d.Until, d.NeedYear = endOfYear(g[10], year)
		default:
			return d, strings.Contains(g[0], "起")
		}
		return d, d.Until != ""
	}
	if to.month == "" && strings.HasSuffix(g[0], "年底") {
		d, ok := pair(from, point{g[10], "12", "", "底"}, year)
		return d, ok
	}
	return pair(from, to, year)
}

func endOfYear(y string, year int) (string, bool) {
	if n := yearOf(y, year); n > 0 {
		return day(n, 12, 31), false
	}
	return "0000-12-31", true
}

// pair makes a span; a month smaller than the first lies in the next year.
func pair(from, to point, year int) (d DateSpan, ok bool) {
	since, end, need := from.days(year)
	if since == "" {
		return d, false
	}
	if to.month == "" {
		return DateSpan{Since: since, Until: end, NeedYear: need}, true
	}
	if from.year == "" && to.year != "" && to.year != "次" && to.year != "明" {
		y := yearOf(to.year, year)
		if since, _, need = from.days(y); since == "" {
			return d, false
		}
	}
	y := atoi(since[:4])
	_, until, need2 := to.days(y)
	if until == "" {
		return d, false
	}
	if until < since && to.year == "" {
		if y > 0 {
			_, until, _ = to.days(y + 1)
		} else {
			until = "0001" + until[4:] // the year after the one to be asked
		}
	}
	return DateSpan{Since: since, Until: until, NeedYear: need || need2}, until >= since
}

// days are the first and the last day of a point.
func (p point) days(year int) (since, until string, need bool) {
	m, ok := anyInt(p.month)
	if !ok || m < 1 || m > 12 {
		return "", "", false
	}
	y := yearOf(p.year, year)
	a, z := 1, 31
	switch {
	case p.day != "":
		n, _ := anyInt(p.day)
		a, z = n, n
	case p.part == "上旬" || p.part == "初":
		z = 10
	case p.part == "中旬":
		a, z = 11, 20
	case p.part == "下旬":
		a = 21
	case p.part == "底" || p.part == "末":
		a = 31
	}
	if n := length(y, m); p.day == "" {
		z = min(z, n)
		a = min(a, n)
	} else if z > n || z < 1 {
		return "", "", false
	}
	return fmt.Sprintf("%04d-%02d-%02d", y, m, a), fmt.Sprintf("%04d-%02d-%02d", y, m, z), y == 0
}

func length(y, m int) int {
	if y == 0 {
		y = 2028 // with a 29 February, until the year is known
	}
	return time.Date(y, time.Month(m)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

func day(y, m, d int) string {
	if m < 1 || m > 12 || d < 1 || d > length(y, m) {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", y, m, d)
}

// WithYear puts a year where the document named none.
func (d DateSpan) WithYear(y int) DateSpan {
	put := func(s string) string {
		if len(s) != 10 || s[0] != '0' {
			return s
		}
		y := y + atoi(s[:4])
		return fmt.Sprintf("%04d-%s-%02d", y, s[5:7], min(atoi(s[8:]), length(y, atoi(s[5:7]))))
	}
	d.Since, d.Until, d.NeedYear = put(d.Since), put(d.Until), false
	return d
}

func yearOf(s string, year int) int {
	switch s {
	case "", "今", "本", "同":
		return year
	case "明", "次":
		if year == 0 {
			return 0
		}
		return year + 1
	}
	if n := atoi(s); n > 0 {
		return n
	}
	n := 0
	for _, c := range s {
		v := hanValue[c]
		n = n*10 + v
	}
	return n
}

func anyInt(s string) (int, bool) {
	if n := atoi(s); n > 0 {
		return n, true
	}
	return hanNumber(s)
}

func atoi(s string) int {
	n, ok := digitsOf(s)
	if !ok {
		return 0
	}
	return n
}
