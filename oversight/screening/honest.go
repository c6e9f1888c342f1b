package screening

import (
	"math"
	"slices"
)

// HonestOmega is the least odds ratio worth a question, from the data: honest
// pairs have mild affinities (specialisation, geography), and their spread τ of
// log odds ratios gives ω0 = max(1.5, exp(2τ)) (screening design, finding 4).
func HonestOmega(f *Frame, o Options) (omega, tau float64, pairs int, err error) {
	if f.Partner == nil {
		return 0, 0, 0, wrong("partner", "请指定相对人列", "name the partner's column")
	}
	rep := &Report{Options: o}
	stratum := f.stratum()
	ps := layOut(f, collapse(f, rep.usable(f, true, false), stratum), f.Subject.Codes, stratum, o.Workers)
	c := ps.hypotheses(f, o)
	if tau, pairs = c.honest(); pairs < honestPairs {
		return 0, tau, pairs, wrong("omega0", "信息足够的对子太少，不能由数据确定", "too few pairs with enough information to tell it from the data")
	}
	return honestOmega(tau), tau, pairs, nil
}

func honestOmega(tau float64) float64 { return max(1.5, math.Exp(2*tau)) }

// honest estimates τ by moments over the pairs with enough information, chosen by
// margins alone; deviations of the outer tenths are pulled in, since the pairs
// looked for are among them.
func (c counted) honest() (tau float64, pairs int) {
	if len(c.z) < honestPairs {
		return 0, len(c.z)
	}
	s := slices.Clone(c.z)
	slices.Sort(s)
	lo, hi := s[len(s)/10], s[len(s)-1-len(s)/10]
	over, info := 0.0, 0.0
	for i, x := range c.z { // E z² = 1 + v τ² for a small log odds ratio
		x = min(max(x, lo), hi)
		over += x*x/winsorised - 1
		info += c.v[i]
	}
	return math.Sqrt(max(0, over/info)), len(c.z)
}

const (
	honestLeast = 4.0 // least variance of a pair's count that tells of its odds ratio
	honestPairs = 30  // fewer tell nothing of a spread
	// winsorised is the variance of a standard normal whose outer tenths are pulled
	// in to their edges q = 1.2816: 1 - 2(q·φ(q) + 0.1) + 0.2 q².
	winsorised = 0.6786545589528747
)
