package law

import (
	"fmt"
	"time"
)

// Clock is what a term is counted from, and everything that changes the count.
type Clock struct {
	From Day       // start day, never counted (CVL 85); may be empty where At is given
	At   time.Time // start instant: needed for hours and office hours only
	Term Term

	Backwards bool // "N 日前": the latest day that still complies; never rolls
	NoRoll    bool // custody limits in criminal procedure do not roll over holidays (CPL 105)

	Exclude []Span      // 扣除: days that are not counted
	Extend  []Extension // 延长: in order, each from the unrolled end of the one before
	Hours   []Window    // office hours; nil means DefaultHours
	Source  string      // source code of the rule, see Cite
}

// Span is a range of days that does not count, both ends included.
type Span struct {
	From, To Day
	Zh, En   string // the reason
	Source   string
}

// Extension lengthens a term by a term, or sets its end to a day fixed by the
// body that may set it (Until; such a day does not roll).
type Extension struct {
	Term   Term
	Until  Day
	Zh, En string
	Source string
}

// Window is one stretch of office hours in minutes after midnight.
type Window struct{ From, To int }

// DefaultHours are 09:00–12:00 and 14:00–17:30.
var DefaultHours = []Window{{9 * 60, 12 * 60}, {14 * 60, 17*60 + 30}}

// Result is the end of a term and how it was found.
type Result struct {
	Due         Day       `json:"due"`                  // last day of the term
	DueAt       time.Time `json:"due_at"`               // the term is missed from this instant on
	Provisional bool      `json:"provisional"`          // a day that mattered lies in a year without holiday notice
	Reasons     []string  `json:"reasons,omitempty"`    // why it is provisional
	ReasonsEn   []string  `json:"reasons_en,omitempty"` //
	Steps       []Step    `json:"steps"`                // the explanation, in order of counting
}

// Due counts the clock on this calendar. Errors are *Error: a term or date that
// cannot be counted, a span that ends before it begins, an extension of a
// backward term.
func (c Calendar) Due(k Clock) (Result, error) {
	if k.From == "" && !k.At.IsZero() {
		k.From = DayOf(k.At)
	}
	if err := k.check(); err != nil {
		return Result{}, err
	}
	w := newWalk(c, k)
	var at time.Time
	var end serial
	var err error
	if k.Term.byHour() {
		at, err = w.hours()
		end = DayOf(at).serial()
	} else {
		end, err = w.days()
		at = end.day().End()
	}
	if err != nil {
		return Result{}, err
	}
	if y := end.year(); y < firstYear || y > lastYear {
		return Result{}, wrong("term", fmt.Sprintf("期限届满日超出 %d—%d 年", firstYear, lastYear), fmt.Sprintf("the term ends outside %d–%d", firstYear, lastYear))
	}
	return w.result(end, at), nil
}

func (k Clock) check() error {
	if _, err := ParseDay(string(k.From)); err != nil {
		return err
	}
	if err := k.Term.check(); err != nil {
		return err
	}
	if k.Term.byHour() && k.At.IsZero() {
		return wrong("from", "以小时计的期限要写明起算的时刻，如 2024-02-08T16:30", "a term in hours needs the instant it starts at, such as 2024-02-08T16:30")
	}
	if k.Backwards && len(k.Extend) > 0 {
		return wrong("extend", "倒算的期限不能延长", "a term counted backwards cannot be extended")
	}
	for _, s := range k.Exclude {
		if err := s.check(); err != nil {
			return err
		}
	}
	for _, e := range k.Extend {
		if err := e.check(k.Term.byHour()); err != nil {
			return err
		}
	}
	return checkHours(k.Hours)
}

func (s Span) check() error {
	if !s.From.Valid() || !s.To.Valid() {
		return wrong("exclude", "扣除期间要有真实存在的起日和止日", "an excluded period needs a first and a last day that exist")
	}
	if s.To < s.From {
		return wrong("exclude", "扣除期间的止日早于起日", "the excluded period ends before it begins")
	}
	return nil
}

func (e Extension) check(hourly bool) error {
	if (e.Until == "") == e.Term.IsZero() {
		return wrong("extend", "延长要么写明长度，要么写明到期日", "an extension has either a length or a day, not both and not neither")
	}
	if e.Until != "" {
		if !e.Until.Valid() || hourly {
			return wrong("extend", "延长的到期日无效", "the day the term is extended to is not valid")
		}
		return nil
	}
	if e.Term.byHour() != hourly {
		return wrong("extend", "以小时计的期限只能以小时延长，其他期限不能以小时延长", "terms in hours are extended in hours, other terms are not")
	}
	return e.Term.check()
}

func checkHours(hs []Window) error {
	if hs != nil && len(hs) == 0 {
		return wrong("hours", "办公时间不能为空", "office hours must not be empty")
	}
	last := 0
	for _, h := range hs {
		if h.From < last || h.To <= h.From || h.To > 24*60 {
			return wrong("hours", "办公时间须按先后排列、互不重叠", "office hours must be in order and must not overlap")
		}
		last = h.To
	}
	return nil
}
