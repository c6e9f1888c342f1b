package casebook

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"hengjian/oversight/law"
)

// Verdict is what a rule says of one row.
type Verdict string

// Verdicts. What cannot be judged is never counted as a fault.
const (
	InOrder Verdict = "in"
	Hit     Verdict = "hit"
	Unknown Verdict = "unknown"
	Exempt  Verdict = "exempt" // the rule does not concern the row
)

// Judged is a verdict with its reason.
type Judged struct {
	Verdict Verdict
	Rule    string // id of the limit or rule
	Due     string // last day of the term, where one was counted
	Days    int    // days over
	Ended   bool   // the case was concluded
	Why     [2]string
}

// Bench is what rows are judged against: the calendar, the day up to which the
// register speaks, and which fields its organ supplies at all.
type Bench struct {
	Cal      law.Calendar
	Until    string // day of the delivery: a case without an end is open on this day
	Supplied map[string]bool
}

// BenchOf reads from a register's quality which fields it supplies.
func BenchOf(cal law.Calendar, r Register) *Bench {
	b := &Bench{Cal: cal, Until: r.Last().Given, Supplied: map[string]bool{}}
	if b.Until == "" {
		b.Until = r.Until
	}
	for _, c := range r.Quality.Columns {
		b.Supplied[c.Name] = c.Empty < r.Quality.Rows
	}
	return b
}

func unknown(rule, zh, en string) Judged {
	return Judged{Verdict: Unknown, Rule: rule, Why: [2]string{zh, en}}
}

// typeWords are the type codes that end a number's series, the longest first.
var typeWords = func() (out []typeMark) {
	for _, r := range codeData["types"].Rows {
		b, p, _ := strings.Cut(r.Code, ".")
		for _, w := range append([]string{r.Zh}, r.Also...) {
			out = append(out, typeMark{w, b, p})
		}
	}
	slices.SortStableFunc(out, func(a, b typeMark) int { return len(b.word) - len(a.word) })
	return out
}()

type typeMark struct{ word, branch, procedure string }

// branchOf reads branch and, where the type alone says it, procedure from the
// type code at the end of a number's series: （2025）明01民终.
func branchOf(series string) (branch, procedure string) {
	for _, w := range typeWords {
		if strings.HasSuffix(series, w.word) {
			branch, procedure = w.branch, w.procedure
			break
		}
	}
	switch {
	case branch == "commutation":
		return "criminal", "commutation"
	case branch == "execution" && procedure == "admin":
		return "execution", "execution.admin"
	case branch == "execution":
		return "execution", "execution"
	case procedure == "first":
		procedure = ""
	}
	return branch, procedure
}

// limitOf finds the limit of a procedure for a case docketed on a day.
func limitOf(branch, procedure, day string) (Limit, bool) {
	i := slices.IndexFunc(limitData, func(l Limit) bool {
		return l.Branch == branch && l.Procedure == procedure && (l.From == "" || day >= l.From) && (l.To == "" || day <= l.To)
	})
	if i < 0 {
		return Limit{}, false
	}
	return limitData[i], true
}

// Overdue judges a case against its time limit, net of what is excluded and
// with what was added. It concludes nothing where a fact is missing.
func (b *Bench) Overdue(r Row) Judged {
	switch r.Sort.Code {
	case "court.cases":
		return b.court(r)
	case "procuratorate.cases":
		return b.procuratorate(r)
	}
	return Judged{Verdict: Exempt}
}

func (b *Bench) court(r Row) Judged {
	day := r.Get("docketed")
	branch, procedure := branchOf(r.Number.Series)
	if branch == "" {
		return unknown("", "案号里的类型代字读不出", "the type code in the number cannot be read")
	}
	if branch == "civil" && r.Get("foreign") == "true" {
		return Judged{Verdict: Exempt, Why: [2]string{"涉外民事案件不受一审、二审审限限制（" + cite("CVL 287") + "）", "foreign-related civil cases have no limit (CVL 287)"}}
	}
	if p := codeOf("procedures", r.Get("procedure")); p != "" && (procedure == "" || strings.HasPrefix(p, procedure)) {
		procedure = p
	}
	changes, bad := Changes(r.Get("changes"))
	if bad {
		return unknown("", "程序变更读不懂", "the change of procedure cannot be read")
	}
	from := day
	if n := len(changes); n > 0 {
		procedure = changes[n-1].To
	}
	if procedure == "" {
		return unknown("", "没有提供适用程序", "the procedure is not given")
	}
	l, ok := limitOf(branch, procedure, day)
	if !ok {
		return Judged{Verdict: Exempt, Why: [2]string{"这种程序没有列入审限", "no limit is listed for this procedure"}}
	}
	if l.ID == "criminal.private" && r.Get("custody") != "false" {
		if r.Get("custody") == "" {
			return unknown(l.ID, "自诉案件是否羁押没有提供", "whether the defendant was in custody is not given")
		}
		l, _ = limitOf("criminal", "ordinary", day)
	}
	if n := len(changes); n > 0 && l.Restarts {
		from = changes[n-1].On
	}
	return b.count(r, l, from, r.Get("closed"))
}

func (b *Bench) procuratorate(r Row) Judged {
	stage := codeOf("prosecutions", r.Get("stage"))
	l, ok := limitOf("procuratorate", stage, r.Get("received"))
	if !ok {
		return Judged{Verdict: Exempt}
	}
	from := r.Get("received")
	if n := r.Get("returns"); n != "" && n != "0" && stage != "arrest" {
		back := r.Get("returned_back")
		if back == "" {
			return unknown(l.ID, "退回补充侦查后何时重报没有提供，期限重新计算", "when the case came back after more investigation is not given; the count begins anew")
		}
		from = back
	}
	return b.count(r, l, from, r.Get("closed"))
}

// count compares the end with the last day of the term.
func (b *Bench) count(r Row, l Limit, from, end string) Judged {
	out := Judged{Rule: l.ID, Ended: end != "" && end <= b.Until}
	if !law.Day(from).Valid() {
		return unknown(l.ID, "没有立案（受理）日期", "the day of docketing is missing")
	}
	if end == "" || end > b.Until {
		end = b.Until
	}
	if !law.Day(end).Valid() || end < from {
		return unknown(l.ID, "办结日期早于立案日期", "concluded before it was docketed")
	}
	due, long, err := b.dues(r, l, from)
	if err != nil {
		return unknown(l.ID, err[0], err[1])
	}
	switch {
	case end <= due:
		out.Verdict, out.Due = InOrder, due
		return out
	case long != "" && r.Get(l.LongFact) == "true":
		due = long
	case long != "" && r.Get(l.LongFact) == "" && end <= long:
		f, _ := r.Sort.Field(l.LongFact)
		return unknown(l.ID, "“"+f.Zh+"”没有提供，两种期限之间不下结论", "“"+f.En+"” is not given; between the two terms nothing is concluded")
	case long != "" && r.Get(l.LongFact) == "":
		due = long
	}
	out.Due = due
	if end <= due {
		out.Verdict = InOrder
		return out
	}
	if !b.Supplied["excluded"] && r.Sort.Index("excluded") >= 0 || !b.Supplied["extended"] && r.Sort.Index("extended") >= 0 {
		return unknown(l.ID, "机关没有提供扣除或者延长情况", "the organ supplies no exclusions or extensions")
	}
	out.Verdict, out.Days = Hit, law.Day(end).Sub(law.Day(due))
	out.Why = [2]string{fmt.Sprintf("应于%s届满（%s），超过%d日", due, cite(l.Source), out.Days), fmt.Sprintf("due on %s, %d days over", due, out.Days)}
	return out
}

// dues counts the last day of the term, and that of the longer one if there is.
func (b *Bench) dues(r Row, l Limit, from string) (due, long string, bad *[2]string) {
	spans, wrong := Spans(r.Get("excluded"))
	if wrong {
		return "", "", &[2]string{"扣除审限读不懂", "the excluded periods cannot be read"}
	}
	exts, wrong := Extensions(r.Get("extended"))
	if wrong {
		return "", "", &[2]string{"延长审限读不懂", "the extensions cannot be read"}
	}
	k := law.Clock{From: law.Day(from), Source: l.Source}
	for _, s := range spans {
		k.Exclude = append(k.Exclude, law.Span{From: law.Day(s.From), To: law.Day(s.To), Zh: s.Why, En: s.Why, Source: "SX00 9"})
	}
	for _, e := range exts {
		k.Extend = append(k.Extend, law.Extension{Term: e.Term, Until: law.Day(e.Until), Zh: e.By, En: e.By, Source: l.Source})
	}
	one := func(term string) (string, *[2]string) {
		k.Term = law.MustTerm(term)
		res, err := b.Cal.Due(k)
		if err != nil {
			return "", &[2]string{"期限算不出：" + err.Error(), "the term cannot be counted: " + err.Error()}
		}
		return string(res.Due), nil
	}
	if due, bad = one(l.Term); bad != nil || l.Long == "" {
		return due, "", bad
	}
	long, bad = one(l.Long)
	return due, long, bad
}

// cited remembers citations in words: there are some dozens, and a register has
// a hundred thousand rows over a limit.
var cited sync.Map

func cite(code string) string {
	if zh, ok := cited.Load(code); ok {
		return zh.(string)
	}
	zh, _ := law.Cite(code)
	cited.Store(code, zh)
	return zh
}
