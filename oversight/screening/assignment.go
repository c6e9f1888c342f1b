package screening

import "math"

// draws is how many Monte-Carlo assignments give the p of a pool where no number
// was asked for: the least p is 1/(draws+1). A pool in which enough of them are as
// far from even as what was seen needs no more: its p is their share among those
// drawn, as exact a p as the full number gives (Besag & Clifford, Biometrika 78,
// 1991), and no pool whose p matters stops early.
const (
	draws  = 9999
	enough = 1000
)

// screenAssignment asks of each pool whether its units fell to the subjects as
// chance would: by equal shares, or by the recorded weights; with a partner,
// whether which partner came before which subject was chance given both margins.
// It is a test of the process, not of a person: one p for each stratum.
func screenAssignment(f *Frame, o Options) (*Report, error) {
	rep := &Report{Options: o}
	rows := rep.usable(f, f.Partner != nil, false)
	stratum := f.stratum()
	rows = collapse(f, rows, stratum) // a series was assigned once, whoever came with it
	rep.Units = len(rows)
	keys := [][]int32{stratum, f.Subject.Codes}
	if f.Partner != nil { // dealing begins from an order that is not the register's
		keys = append(keys, f.Partner.Codes)
	}
	var pls []pool
	runs(sorted(rows, keys...), stratum, func(part []int32) {
		rep.Strata++
		if len(part) >= o.MinN {
			pls = append(pls, pool{stratum[part[0]], part})
		}
	})
	if small := rep.Strata - len(pls); small > 0 {
		rep.note("%d 层不足 %d 个单元，未检验", "%d strata with fewer than %d units were not tested", small, o.MinN)
	}
	k := draws
	if o.Permute > 0 {
		k = o.Permute
	}
	rep.note("每层的 p 由至多 %d 次随机分案得出，其中 %d 次不比实际更均匀即止", "p of each stratum by at most %d random assignments, until %d were no more even than what was seen", k, enough)
	all := make([]Result, len(pls))
	each(len(pls), o.Workers, func(i int) { all[i] = pls[i].test(f, o, k, seeded(o.Seed, i)) })
	var list []Result
	var from []tested
	var z []float64
	for i, r := range all {
		if r.Variance > 0 {
			list, from, z = append(list, r), append(from, tested{rows: [][]int32{pls[i].rows}}), append(z, r.Z)
		}
	}
	rep.SDZ = sd(z)
	rep.finish(f, list, from, len(list), nil)
	return rep, nil
}

// pool is a stratum with its units, ordered by subject.
type pool struct {
	stratum int32
	rows    []int32
}

// test compares the pool's statistic with that of random assignments.
func (p pool) test(f *Frame, o Options, k int, s *stream) Result {
	stat, again := p.shares(f)
	if f.Partner != nil {
		stat, again = p.table(f)
	}
	r := Result{Subject: f.stratumName(p.stratum), N: len(p.rows), Value: stat}
	more, drawn := 0, 0
	var m, q float64
	for drawn < k && more < enough {
		x := again(s)
		if drawn++; x >= stat*(1-1e-12) {
			more++
		}
		m, q = m+x, q+x*x
	}
	n := float64(drawn)
	r.Expected, r.Variance = m/n, max(0, q/n-m/n*m/n)
	if r.Variance > 0 {
		r.Z = (stat - r.Expected) / math.Sqrt(r.Variance)
	}
	r.Upper = float64(more+1) / (n + 1)
	if more == enough {
		r.Upper = float64(more) / n
	}
	r.Lower, r.P, r.Observed = min(1, 1-r.Upper+1/(n+1)), r.Upper, int(math.Round(stat))
	if r.Expected > 0 {
		r.Effect = stat / r.Expected
	}
	return r
}

// shares is Pearson's statistic of the subjects' counts against their weights.
func (p pool) shares(f *Frame) (float64, func(*stream) float64) {
	var count []int
	var weight []float64
	total := 0.0
	runs(p.rows, f.Subject.Codes, func(mine []int32) {
		w := 1.0
		if f.Weight != nil { // the least that was recorded, whatever the order of rows
			least := math.Inf(1)
			for _, r := range mine {
				if x := f.Weight[r]; x > 0 && x < least {
					least = x
				}
			}
			if !math.IsInf(least, 1) {
				w = least
			}
		}
		count, weight = append(count, len(mine)), append(weight, w)
		total += w
	})
	n := float64(len(p.rows))
	chi := func(c []int) float64 {
		x := 0.0
		for i := range c {
			e := n * weight[i] / total
			x += (float64(c[i]) - e) * (float64(c[i]) - e) / e
		}
		return x
	}
	buf := make([]int, len(count))
	return chi(count), func(s *stream) float64 {
		left, rest := len(p.rows), total // a multinomial, one binomial after the other
		for i, w := range weight {
			buf[i] = left
			if i < len(weight)-1 {
				buf[i] = s.binomial(left, min(1, w/rest))
			}
			left, rest = left-buf[i], rest-w
		}
		return chi(buf)
	}
}

// table is Pearson's statistic of subject by partner; random assignments keep
// both margins.
func (p pool) table(f *Frame) (float64, func(*stream) float64) {
	sub, par := map[int32]int{}, map[int32]int{}
	s, l := make([]int32, len(p.rows)), make([]int32, len(p.rows))
	for i, r := range p.rows {
		s[i], l[i] = number(sub, f.Subject.Codes[r]), number(par, f.Partner.Codes[r])
	}
	ns, nl := make([]float64, len(sub)), make([]float64, len(par))
	for i := range s {
		ns[s[i]]++
		nl[l[i]]++
	}
	cells := make([]float64, len(sub)*len(par))
	n := float64(len(p.rows))
	chi := func(s []int32) float64 { // Σ O²/E - n
		clear(cells)
		for i := range s {
			cells[int(s[i])*len(par)+int(l[i])]++
		}
		x := 0.0
		for i, o := range cells {
			if o > 0 {
				x += o * o * n / (ns[i/len(par)] * nl[i%len(par)])
			}
		}
		return x - n
	}
	deal := append([]int32(nil), s...)
	return chi(s), func(r *stream) float64 {
		r.shuffle(deal)
		return chi(deal)
	}
}

func number(m map[int32]int, c int32) int32 {
	i, ok := m[c]
	if !ok {
		i = len(m)
		m[c] = i
	}
	return int32(i)
}
