package office

import (
	"fmt"
	"slices"
	"strings"

	"hengjian/oversight/screening"
	"hengjian/oversight/screenrun"
)

// bareOf are the detectors that compare within strata, where leaving these out
// shows what they do.
var bareOf = []string{"pair", "outcome", "pair-outcome", "bunching"}

// bare screens the same data as one stratum, for its counts alone; nothing is
// raised from it. nil where the detector has no such comparison.
func bare(f *screening.Frame, opt screening.Options) *screenrun.Bare {
	if f.Strata == nil || !slices.Contains(bareOf, opt.Detector) {
		return nil
	}
	one := *f
	one.Strata, opt.Permute = nil, 0
	rep, err := screening.Screen(&one, opt)
	if err != nil {
		return nil
	}
	b := &screenrun.Bare{M: int64(rep.Tested), SDZ: rep.SDZ}
	for _, x := range rep.Results {
		if x.Flag {
			b.Flagged++
		}
	}
	return b
}

// watched follows pairs month by month: the month in which one was first
// flagged stands, whatever the later ones bring.
func watched(f *screening.Frame, opt screening.Options) (out screenrun.Found, flags []screenrun.Flag, err error) {
	if f.Party == nil {
		return out, nil, &screenrun.Trouble{Field: "cols.col_period", Zh: "请指定期间列。", En: "Name the column of the period."}
	}
	w, err := screening.Monitor(f, f.Party, opt)
	if err != nil {
		return out, nil, err
	}
	out = screenrun.Found{Program: program(), M: int64(w.Pairs), Tested: int64(len(w.Results))}
	for i, n := range w.Flags {
		out.Months = append(out.Months, screenrun.Month{Name: f.Party.Names[i], Flagged: int64(n)})
	}
	slices.SortFunc(out.Months, func(a, b screenrun.Month) int { return strings.Compare(a.Name, b.Name) })
	step := max(1, len(w.Results)/maxPoints)
	for i, x := range w.Results {
		if x.Since != "" {
			out.Flagged++
			if len(flags) < maxFlags {
				flags = append(flags, screenrun.Flag{Subject: x.Subject, Partner: x.Partner, N: int64(x.Observed), Value: float64(x.Observed), Expected: x.Expected, Variance: x.Expected, P: 1, Adjusted: 1, E: finite(x.Peak), Since: x.Since, Cases: casesOf(f, x.Subject, x.Partner)})
			}
		}
		if x.Since != "" || i%step == 0 {
			out.Points = append(out.Points, screenrun.Point{E: x.Expected, O: float64(x.Observed)})
		}
	}
	out.NotesZh = []string{fmt.Sprintf("%d 期；每一期结束时按 e 值（e-BH）标出，可以随时看，不因多看而多错。", w.Periods)}
	out.Notes = []string{fmt.Sprintf("%d periods; at the end of each, e-values (e-BH) decide: looking at any time costs nothing.", w.Periods)}
	return out, flags, nil
}

// casesOf lists the cases in which two met.
func casesOf(f *screening.Frame, subject, partner string) (out []string) {
	for i := range f.Rows {
		s, p := f.Subject.Codes[i], f.Partner.Codes[i]
		if s != screening.None && p != screening.None && f.Subject.Names[s] == subject && f.Partner.Names[p] == partner && f.Named() && len(out) < maxCases {
			out = append(out, f.Case(int32(i)))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// optionsOf are the parameters of a plan, with the list of declared relations.
func (o *Office) optionsOf(p screenrun.Params, relations string) (screening.Options, error) {
	opt := options(p)
	if relations == "" {
		return opt, nil
	}
	ties, err := o.tiesIn(relations)
	opt.Only = map[[2]string]bool{}
	for both := range ties {
		opt.Only[both] = true
	}
	return opt, err
}
