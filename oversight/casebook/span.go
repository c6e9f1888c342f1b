package casebook

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"hengjian/oversight/law"
)

// Span is a period that does not count (扣除审限).
type Span struct {
	From, To string // both days included
	Why      string
}

// Extension is an approved lengthening (延长审限): by a term, or to a day.
type Extension struct {
	Term  law.Term
	Until string
	By    string // who approved, as written
	On    string // day of approval, "" not said
}

const dayForm = `\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?`

var (
	spanForm   = regexp.MustCompile(`^(` + dayForm + `)\s*(?:~|～|至|到|—|--|→)\s*(` + dayForm + `)\s*(.*)$`)
	untilForm  = regexp.MustCompile(`^(?:延长)?(?:至|到)\s*(` + dayForm + `)\s*(.*)$`)
	lengthForm = regexp.MustCompile(`^(?:延长)?\s*(\d{1,3})\s*(个月|月|日|天|d|m)\s*(.*)$`)
	anyDay     = regexp.MustCompile(dayForm)
)

// Spans reads excluded periods as people write them: “2025-03-01~2025-04-10
// 鉴定；2025/6/1至2025/6/20 公告”. bad reports that something could not be read:
// then nothing may be concluded from the row.
func Spans(s string) (out []Span, bad bool) {
	for _, p := range parts(s) {
		m := spanForm.FindStringSubmatch(p)
		if m == nil {
			bad = true
			continue
		}
		a, b := readDay(m[1]), readDay(m[2])
		if a == "" || b == "" || b < a {
			bad = true
			continue
		}
		out = append(out, Span{a, b, strings.Trim(m[3], "（()） ")})
	}
	slices.SortFunc(out, func(a, b Span) int { return cmp.Compare(a.From, b.From) })
	return out, bad
}

// Extensions reads extensions: “3个月 院长 2025-05-01；至2025-09-30 上级法院”.
func Extensions(s string) (out []Extension, bad bool) {
	for _, p := range parts(s) {
		var e Extension
		rest := ""
		if m := untilForm.FindStringSubmatch(p); m != nil {
			e.Until, rest = readDay(m[1]), m[2]
			bad = bad || e.Until == ""
		} else if m := lengthForm.FindStringSubmatch(p); m != nil {
			unit := "d"
			if strings.Contains(m[2], "月") || m[2] == "m" {
				unit = "m"
			}
			t, err := law.ParseTerm(m[1] + unit)
			bad = bad || err != nil
			e.Term, rest = t, m[3]
		} else {
			bad = true
			continue
		}
		if d := anyDay.FindString(rest); d != "" {
			e.On, rest = readDay(d), strings.Replace(rest, d, "", 1)
		}
		e.By = strings.Trim(rest, "（()），, 批准")
		out = append(out, e)
	}
	return out, bad
}

// Change is one change of procedure (程序变更): on a day, to a procedure.
type Change struct{ On, To string }

// Changes reads changes of procedure: “2025-03-01 简易转普通”, “2025-03-01 普通程序”.
func Changes(s string) (out []Change, bad bool) {
	for _, p := range parts(s) {
		d := anyDay.FindString(p)
		on := readDay(d)
		word := strings.TrimSpace(strings.Replace(p, d, "", 1))
		for _, cut := range []string{"转为", "转", "→", "改为", "变更为"} {
			if _, after, ok := strings.Cut(word, cut); ok {
				word = after
				break
			}
		}
		to := codeOf("procedures", strings.TrimSpace(word))
		if on == "" || to == "" {
			bad = true
			continue
		}
		out = append(out, Change{on, to})
	}
	slices.SortStableFunc(out, func(a, b Change) int { return cmp.Compare(a.On, b.On) })
	return out, bad
}

// readDay makes 2025-03-01 of 2025/3/1 and 2025年3月1日, "" if there is no such day.
func readDay(s string) string {
	s = strings.NewReplacer("年", "-", "月", "-", "日", "", "/", "-", ".", "-").Replace(s)
	p := strings.Split(s, "-")
	if len(p) != 3 {
		return ""
	}
	for i := 1; i < 3; i++ {
		if len(p[i]) == 1 {
			p[i] = "0" + p[i]
		}
	}
	if d := law.Day(strings.Join(p, "-")); d.Valid() {
		return string(d)
	}
	return ""
}
