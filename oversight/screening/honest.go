package screening

import (
	"math"
	"slices"
)

// HonestOmega is the least odds ratio worth a question, from the data: honest
// pairs have mild affinities (specialisation, geography), and their spread τ of
// log odds ratios gives ω0 = max(1.5, exp(2τ)) (screening design, finding 4). τ² is
// estimated by moments over the pairs with enough information, from margins
// alone; deviations of the outer tenths are pulled in, since the pairs looked for
// are among them. It is never less than what is asked for.
func HonestOmega(f *Frame, o Options) (omega, tau float64, pairs int, err error) {
	if f.Partner == nil {
		return 0, 0, 0, wrong("partner", "请指定相对人列", "name the partner's column")
	}
	rep := &Report{Options: o}
	stratum := f.stratum()
	ps := layOut(f, collapse(f, rep.usable(f, true, false), stratum), f.Subject.Codes, stratum)
	b := &bench{at: make([]struct {
		e, v     float64
		can, met int32
	}, len(ps.totalOfPartner))}
	var z, w []float64
	for j := range ps.ofSubj {
		ps.add(b, j)
		for _, l := range b.touched {
			x := &b.at[l]
			if x.v >= honestLeast {
				z, w = append(z, (float64(x.met)-x.e)/math.Sqrt(x.v)), append(w, x.v)
			}
			x.e, x.v, x.can, x.met = 0, 0, 0, 0
		}
		b.touched = b.touched[:0]
	}
	if len(z) < 30 {
		return max(1.5, o.Omega0), math.NaN(), len(z), nil
	}
	s := slices.Clone(z)
	slices.Sort(s)
	lo, hi := s[len(s)/10], s[len(s)-1-len(s)/10]
	over, info := 0.0, 0.0
	for i, x := range z { // E z² = 1 + v τ² for a small log odds ratio
		x = min(max(x, lo), hi)
		over += x*x/winsorised - 1
		info += w[i]
	}
	tau = math.Sqrt(max(0, over/info))
	return max(1.5, math.Exp(2*tau)), tau, len(z), nil
}

// honestLeast is the least variance of a pair's count that tells of its odds ratio.
const honestLeast = 4.0

// winsorised is the variance of a standard normal whose outer tenths are pulled in
// to their edges q = 1.2816: 1 - 2(q·φ(q) + 0.1) + 0.2 q².
const winsorised = 0.6787
