package screening

import "math"

// screenBunching asks whether a subject closes in the last days before a limit
// more often than its strata do. Time is the days left to the limit at closing
// (0 the last day, negative past it); looked at are the rows from w days past the
// limit to 3w before it, and those in the last w days count. Most of this is
// honest deadline work: what matters is what lies behind it.
func screenBunching(f *Frame, o Options) (*Report, error) {
	if f.Time == nil {
		return nil, wrong("time", "请指定剩余天数列", "name the column of days left")
	}
	w := o.Window
	if !(w > 0) {
		return nil, wrong("window", "窗口须大于 0 天", "the window has more than 0 days")
	}
	g, out := f.bunched(w)
	rep, err := screenOutcome(g, o)
	if err == nil {
		rep.note("%d 行不在所看的日子之内（从超期 %g 天到期限前 %g 天）", "%d rows lie outside the days looked at (from %g past the limit to %g before it)", out, w, 3*w)
	}
	return rep, err
}

// bunched is the frame with the outcome "closed in the last w days"; out rows lie
// outside the days looked at.
func (f *Frame) bunched(w float64) (*Frame, int) {
	g := *f
	g.Outcome = make([]float64, f.Rows)
	out := 0
	for i, t := range f.Time {
		switch {
		case math.IsNaN(t), t < -w, t >= 3*w:
			g.Outcome[i] = math.NaN()
			out++
		case t >= 0 && t < w:
			g.Outcome[i] = 1
		}
	}
	return &g, out
}
