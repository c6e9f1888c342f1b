package law

import (
	"fmt"
	"time"
)

// walk counts one clock day by day and remembers the days that mattered.
type walk struct {
	cal  Calendar
	k    Clock
	from serial
	dir  serial // +1 or −1
	skip [][2]serial

	off      []serial       // named holidays skipped
	weekend  []serial       // weekend days skipped
	makeUp   []serial       // weekend days that were worked
	unknown  map[int]serial // first day that mattered in a year without notice
	excluded []int          // days skipped, by span
	steps    []Step         // extensions and roll-over, as they happen
}

func newWalk(c Calendar, k Clock) *walk {
	w := &walk{cal: c, k: k, from: k.From.serial(), dir: 1}
	if k.Backwards {
		w.dir = -1
	}
	for _, x := range k.Exclude {
		w.skip = append(w.skip, [2]serial{x.From.serial(), x.To.serial()})
	}
	w.forget()
	return w
}

// forget drops what was remembered: an extension recounts from the start.
func (w *walk) forget() {
	w.off, w.weekend, w.makeUp = nil, nil, nil
	w.unknown = map[int]serial{}
	w.excluded = make([]int, len(w.k.Exclude))
}

// days counts a term of days, working days, months or years with its
// extensions and the roll-over.
func (w *walk) days() (serial, error) {
	parts := []Extension{{Term: w.k.Term}}
	end := w.count(parts)
	for _, e := range w.k.Extend {
		before := end
		if e.Until != "" && e.Until.serial() <= before {
			return 0, wrong("extend", fmt.Sprintf("延长到的日期须晚于原届满日 %s", before.day()), fmt.Sprintf("the day extended to must be after %s", before.day()))
		}
		parts = append(parts, e)
		end = w.count(parts)
		w.steps = append(w.steps, extendStep(e, before, end))
	}
	last := parts[len(parts)-1]
	if w.k.Backwards || w.k.NoRoll || last.Until != "" || last.Term.Unit == WorkingDays {
		return end, nil
	}
	return w.roll(end), nil
}

// count runs through all parts from the start. Neighbouring parts of one kind
// are added up first, so that 6 months + 6 months from 31 August end on 31 August.
func (w *walk) count(parts []Extension) serial {
	w.forget()
	pos := w.from
	for i := 0; i < len(parts); {
		if parts[i].Until != "" {
			pos = parts[i].Until.serial()
			i++
			continue
		}
		t := canonical(parts[i].Term)
		for i++; i < len(parts) && parts[i].Until == ""; i++ {
			next := canonical(parts[i].Term)
			if next.Unit != t.Unit {
				break
			}
			t.N += next.N
		}
		pos = w.move(pos, t)
	}
	return pos
}

func canonical(t Term) Term {
	if n, ok := t.months(); ok {
		return Term{n, Months}
	}
	return t
}

// move counts one term. Months become the calendar days they span, so that
// excluded days lengthen them day for day.
func (w *walk) move(pos serial, t Term) serial {
	n := serial(t.N)
	if t.Unit == Months {
		n = (pos.addMonths(t.N*int(w.dir)) - pos) * w.dir
	}
	for n > 0 {
		pos += w.dir
		if w.skipped(pos) || t.Unit == WorkingDays && !w.worked(pos) {
			continue
		}
		n--
	}
	return pos
}

// skipped notes and reports a day inside an excluded period; where periods
// overlap the day is put down to the first of them only.
func (w *walk) skipped(s serial) bool {
	for i, x := range w.skip {
		if s >= x[0] && s <= x[1] {
			w.excluded[i]++
			return true
		}
	}
	return false
}

// worked reports whether a day is worked and notes why it matters.
func (w *walk) worked(s serial) bool {
	kind, known, _ := w.cal.kind(s)
	if !known {
		if first, seen := w.unknown[s.year()]; !seen || s < first {
			w.unknown[s.year()] = s
		}
	}
	switch kind {
	case Holiday:
		w.off = append(w.off, s)
	case Weekend:
		w.weekend = append(w.weekend, s)
	case MakeUp:
		w.makeUp = append(w.makeUp, s)
		return true
	default:
		return true
	}
	return false
}

// roll moves the end to the next day that is worked and not excluded.
func (w *walk) roll(end serial) serial {
	if w.worked(end) {
		return end
	}
	to := end + 1
	for w.skipped(to) || !w.worked(to) {
		to++
	}
	w.steps = append(w.steps, w.rollStep(end, to))
	return to
}

// hours counts hours by the clock or within office hours.
func (w *walk) hours() (time.Time, error) {
	total := w.k.Term
	for _, e := range w.k.Extend {
		if e.Term.Unit != total.Unit {
			return time.Time{}, wrong("extend", "延长须与原期限用同一单位", "the extension must use the unit of the term")
		}
		total.N += e.Term.N
		w.steps = append(w.steps, hourExtendStep(e, w.from))
	}
	left := time.Duration(total.N) * time.Hour
	if total.Unit == Minutes {
		left = time.Duration(total.N) * time.Minute
	}
	at := w.k.At.In(Shanghai)
	open := w.allDay
	if total.Unit == OfficeHours {
		open = w.officeDay
	}
	// Bounded: even one office minute a day would end it; a calendar without
	// working days cannot be built, excluded periods end.
	for s := DayOf(at).serial(); ; s += w.dir {
		if w.skipped(s) {
			continue
		}
		windows := open(s)
		for i := range windows {
			x := windows[i]
			if w.k.Backwards {
				x = windows[len(windows)-1-i]
			}
			if end, done := w.spend(s, x, at, &left); done {
				return end, nil
			}
		}
	}
}

func (w *walk) allDay(serial) []Window { return []Window{{0, 24 * 60}} }

func (w *walk) officeDay(s serial) []Window {
	if !w.worked(s) {
		return nil
	}
	if w.k.Hours == nil {
		return DefaultHours
	}
	return w.k.Hours
}

// spend uses up what one window offers on the lawful side of at.
func (w *walk) spend(s serial, x Window, at time.Time, left *time.Duration) (time.Time, bool) {
	midnight := s.day().Start()
	from := midnight.Add(time.Duration(x.From) * time.Minute)
	to := midnight.Add(time.Duration(x.To) * time.Minute)
	if w.k.Backwards {
		if at.Before(to) {
			to = at
		}
	} else if at.After(from) {
		from = at
	}
	span := to.Sub(from)
	if span <= 0 {
		return time.Time{}, false
	}
	if span < *left {
		*left -= span
		return time.Time{}, false
	}
	if w.k.Backwards {
		return to.Add(-*left), true
	}
	return from.Add(*left), true
}
