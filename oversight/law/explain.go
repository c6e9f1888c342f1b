package law

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"time"
)

// Step is one line of a clock's explanation. Kinds: start, holiday, weekend,
// makeup, exclude, extend, roll, provisional, due.
type Step struct {
	Date    Day    `json:"date"`
	To      Day    `json:"to,omitempty"` // last day, where the line is about a range
	Kind    string `json:"kind"`
	Note    string `json:"note"`
	NoteEn  string `json:"note_en"`
	Basis   string `json:"basis"`
	BasisEn string `json:"basis_en,omitempty"`
}

// No congress law says how days are counted; procedure law's rule is followed.
const (
	countSource  = "mirrors CVL 85"
	noRollSource = "CPL 105"
)

func step(kind string, from, to serial, zh, en, source string) Step {
	s := Step{Date: from.day(), Kind: kind, Note: zh, NoteEn: en}
	if to != from {
		s.To = to.day()
	}
	s.Basis, s.BasisEn = Cite(source)
	return s
}

func extendStep(e Extension, before, after serial) Step {
	zh, en := fmt.Sprintf("延长%s，自 %s 至 %s", e.Term.Zh(), before.day(), after.day()), fmt.Sprintf("extended by %s, from %s to %s", e.Term.En(), before.day(), after.day())
	if e.Until != "" {
		zh, en = fmt.Sprintf("期限由 %s 改定至 %s", before.day(), after.day()), fmt.Sprintf("end reset from %s to %s", before.day(), after.day())
	}
	return step("extend", before, after, because(zh, "：", e.Zh), because(en, ": ", e.En), e.Source)
}

func hourExtendStep(e Extension, from serial) Step {
	return step("extend", from, from, because("延长"+e.Term.Zh(), "：", e.Zh), because("extended by "+e.Term.En(), ": ", e.En), e.Source)
}

func because(what, colon, why string) string {
	if why == "" {
		return what
	}
	return what + colon + why
}

func (w *walk) rollStep(end, to serial) Step {
	kind, _, name := w.cal.kind(end)
	zh, en := weekdayZh[end.weekday()], end.weekday().String()
	if kind == Holiday {
		zh, en = name+"假期", nameEn(name)+" holiday"
	}
	return step("roll", end, to, fmt.Sprintf("届满日 %s 为%s，顺延至其后第一个工作日 %s", end.day(), zh, to.day()),
		fmt.Sprintf("%s falls on %s; rolls over to the next working day %s", end.day(), en, to.day()), countSource)
}

var weekdayZh = [...]string{"周日", "周一", "周二", "周三", "周四", "周五", "周六"}

// result orders the explanation: start, then what happened by date, then
// whether it is provisional, then the end.
func (w *walk) result(end serial, at time.Time) Result {
	mid := slices.Concat(w.holidaySteps(), w.makeUpSteps(), w.weekendStep(), w.excludeSteps(), w.steps)
	slices.SortStableFunc(mid, func(a, b Step) int {
		if w.k.Backwards {
			a, b = b, a
		}
		return cmp.Compare(a.Date, b.Date)
	})
	r := Result{Due: end.day(), DueAt: at, Steps: append([]Step{w.startStep()}, mid...)}
	for _, y := range slices.Sorted(maps.Keys(w.unknown)) {
		zh := fmt.Sprintf("%d年节假日安排未载入，暂按周末推算；载入后重新计算", y)
		en := fmt.Sprintf("no holiday notice is loaded for %d: counted with weekends only, to be recomputed when it is", y)
		r.Provisional = true
		r.Reasons, r.ReasonsEn = append(r.Reasons, zh), append(r.ReasonsEn, en)
		r.Steps = append(r.Steps, step("provisional", w.unknown[y], w.unknown[y], zh, en, ""))
	}
	r.Steps = append(r.Steps, w.dueStep(end, at))
	return r
}

func (w *walk) startStep() Step {
	if w.k.Term.byHour() {
		at := w.k.At.In(Shanghai).Format("2006-01-02 15:04")
		return step("start", w.from, w.from, "自 "+at+" 起算", "starts at "+at, "")
	}
	zh, en := "起算日，不计入期间", "start day, not counted"
	if w.k.Backwards {
		zh, en = "自该日倒算，该日不计入", "counted back from this day, which is not counted"
	}
	return step("start", w.from, w.from, zh, en, countSource)
}

// holidaySteps gives one line per unbroken stretch of one holiday.
func (w *walk) holidaySteps() (out []Step) {
	slices.Sort(w.off)
	days := slices.Compact(w.off)
	for i := 0; i < len(days); {
		_, _, name := w.cal.kind(days[i])
		j := i + 1
		for j < len(days) && days[j] == days[j-1]+1 && w.nameOf(days[j]) == name {
			j++
		}
		n := j - i
		s := step("holiday", days[i], days[j-1], fmt.Sprintf("%s放假%d天，不是工作日", name, n), fmt.Sprintf("%s, %s off", nameEn(name), plural(n, "day")), w.cal.basis(days[i]))
		out = append(out, s)
		i = j
	}
	return out
}

func (w *walk) nameOf(s serial) string { _, _, n := w.cal.kind(s); return n }

func (w *walk) makeUpSteps() (out []Step) {
	slices.Sort(w.makeUp)
	for _, s := range slices.Compact(w.makeUp) {
		name := w.nameOf(s)
		out = append(out, step("makeup", s, s, fmt.Sprintf("%s，%s调休上班，是工作日", weekdayZh[s.weekday()], name),
			fmt.Sprintf("%s, worked to make up for %s: a working day", s.weekday(), nameEn(name)), w.cal.basis(s)))
	}
	return out
}

// weekendStep sums up plain weekends: one line however long the term.
func (w *walk) weekendStep() []Step {
	if len(w.weekend) == 0 {
		return nil
	}
	slices.Sort(w.weekend)
	d := slices.Compact(w.weekend)
	return []Step{step("weekend", d[0], d[len(d)-1], fmt.Sprintf("周末%d天，不是工作日", len(d)), plural(len(d), "weekend day")+", not worked", "")}
}

func (w *walk) excludeSteps() (out []Step) {
	for i, x := range w.k.Exclude {
		if n := w.excluded[i]; n > 0 {
			out = append(out, step("exclude", x.From.serial(), x.To.serial(), because(fmt.Sprintf("扣除%d天", n), "：", x.Zh),
				because(plural(n, "day")+" not counted", ": ", x.En), x.Source))
		}
	}
	return out
}

func (w *walk) dueStep(end serial, at time.Time) Step {
	t, source := w.k.Term, cmp.Or(w.k.Source, countSource)
	if t.byHour() {
		clock := at.Format("2006-01-02 15:04")
		return step("due", end, end, t.Zh()+"届满："+clock, "end of "+t.En()+": "+clock, source)
	}
	if w.k.Backwards {
		return step("due", end, end, fmt.Sprintf("%s前，最迟为%s（%s）；倒算不顺延", t.Zh(), end.day().Zh(), weekdayZh[end.weekday()]),
			fmt.Sprintf("%s before: %s (%s) at the latest; backward terms do not roll over", t.En(), end.day().En(), end.weekday()), source)
	}
	zh := fmt.Sprintf("%s届满：%s（%s）", t.Zh(), end.day().Zh(), weekdayZh[end.weekday()])
	en := fmt.Sprintf("end of %s: %s (%s)", t.En(), end.day().En(), end.weekday())
	if w.k.NoRoll {
		zh, en, source = zh+"，不因节假日顺延", en+", not rolled over holidays", cmp.Or(w.k.Source, noRollSource)
	}
	return step("due", end, end, zh, en, source)
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
