package screening

import "math"

// screenDecember asks whether a subject's cases fall into December more often (or,
// with the lower tail, less often) than those of its strata: closings pushed to the
// year's end, or suits not registered before it (年底不立案). Day is the day of
// closing or of registration, in days; strata hold the year and the kind of case,
// since kinds have seasons.
func screenDecember(f *Frame, o Options) (*Report, error) {
	if f.Month == nil {
		return nil, wrong("date", "请指定日期列", "name the column of the date")
	}
	return screenOutcome(f.decembers(), o)
}

// decembers is the frame with the outcome "in December".
func (f *Frame) decembers() *Frame {
	g := *f
	g.Outcome = make([]float64, f.Rows)
	for i, m := range f.Month {
		switch m {
		case 0:
			g.Outcome[i] = math.NaN()
		case 12:
			g.Outcome[i] = 1
		}
	}
	return &g
}

// screenRefiling asks whose withdrawn cases come back before somebody else: the
// same parties register again within 90 days and the case falls to another
// subject. Outcome 1 is a withdrawn case that came back like that; it is compared
// with the other cases of the strata.
func screenRefiling(f *Frame, o Options) (*Report, error) {
	switch {
	case f.Party == nil:
		return nil, wrong("party", "请指定当事人列（可以是编号）", "name the column of the parties (a code will do)")
	case f.Time == nil:
		return nil, wrong("time", "请指定登记日（天数）列", "name the column of the day of registration")
	case f.Outcome == nil:
		return nil, wrong("outcome", "请指定是否撤诉的列（0/1）", "name the column that says whether it was withdrawn (0/1)")
	}
	rep := &Report{Options: o}
	rows := rep.usable(f, false, true)
	if err := zeroOne(f, rows); err != nil {
		return nil, err
	}
	g := *f
	g.Outcome = f.refiled(rows)
	out, err := screenOutcome(&g, o)
	if err == nil {
		n := 0
		for _, v := range g.Outcome {
			if v == 1 {
				n++
			}
		}
		out.note("%d 件撤诉后 %d 日内由同样的当事人再起诉，并换了承办人", "%d withdrawn cases came back from the same parties within %d days before somebody else", n, int(refilingDays))
	}
	return out, err
}

// refilingDays after which a new suit is a new suit.
const refilingDays = 90

func (f *Frame) refiled(rows []int32) []float64 {
	out := make([]float64, f.Rows)
	for i := range out {
		out[i] = math.NaN()
	}
	for _, r := range rows {
		out[r] = 0
	}
	var named []int32
	for _, r := range f.canonical(rows) {
		if f.Party.Codes[r] != None && !math.IsNaN(f.Time[r]) {
			named = append(named, r)
		}
	}
	runs(sorted(named, f.Party.Codes, ranked(f.Time)), f.Party.Codes, func(same []int32) {
		for i, r := range same {
			if f.Outcome[r] != 1 {
				continue
			}
			for _, next := range same[i+1:] {
				if f.Time[next]-f.Time[r] > refilingDays {
					break
				}
				if f.Time[next] > f.Time[r] && f.Subject.Codes[next] != f.Subject.Codes[r] {
					out[r] = 1
					break
				}
			}
		}
	})
	return out
}
