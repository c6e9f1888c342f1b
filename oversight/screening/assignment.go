package screening

import (
	"cmp"
	"math"
	"slices"
)

// draws is how many Monte-Carlo assignments give the p of a pool where no number
// was asked for: the least p is 1/(draws+1). A pool in which enough of them are as
// far from even as what was seen needs no more: its p is their share among those
// drawn, as exact a p as the full number gives (Besag & Clifford, Biometrika 78,
// 1991), within a tenth of itself, and no pool whose p matters stops early.
const (
	draws  = 9999
	enough = 100
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
	all, k := drawn(f, o, pls)
	rep.note("每层的 p 由至多 %d 次随机分案得出，其中 %d 次不比实际更均匀即止", "p of each stratum by at most %d random assignments, until %d were no more even than what was seen", k, enough)
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

// drawn tests each pool, and says by how many assignments at most. Among m pools
// one alone is flagged at q only by a p below q/m, which a fixed number of draws
// may not reach: the pools that were as uneven as none of the draws, too few to be
// flagged together at that p, are drawn anew as often as one alone needs.
func drawn(f *Frame, o Options, pls []pool) (all []Result, k int) {
	k = draws
	if o.Permute > 0 {
		k = o.Permute
	}
	all = make([]Result, len(pls))
	each(len(pls), o.Workers, func(i int) { all[i] = pls[i].test(f, o, k, seeded(o.Seed, i)) })
	least := 1 / float64(k+1)
	var extreme []int
	for i, r := range all {
		if r.Upper <= least {
			extreme = append(extreme, i)
		}
	}
	m := float64(len(pls))
	if o.Permute > 0 || len(extreme) == 0 || least <= o.Q*float64(len(extreme))/m {
		return all, k
	}
	k = int(2 * m / o.Q)
	each(len(extreme), o.Workers, func(x int) {
		i := extreme[x]
		all[i] = pls[i].test(f, o, k, seeded(o.Seed, i))
	})
	return all, k
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
	more, drew := 0, 0
	var m, q float64
	for drew < k && more < enough {
		x := again(s)
		if drew++; x >= stat*(1-1e-12) {
			more++
		}
		m, q = m+x, q+x*x
	}
	n := float64(drew)
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
// both margins. Units are counted partner by partner, so that the counts at hand
// are those of one partner and as many as there are subjects.
func (p pool) table(f *Frame) (float64, func(*stream) float64) {
	sub := map[int32]int{}
	rows := slices.Clone(p.rows)
	slices.SortStableFunc(rows, func(a, b int32) int { return cmp.Compare(f.Partner.Codes[a], f.Partner.Codes[b]) })
	seen := make([]int32, len(rows))
	var ns []float64
	for i, r := range rows {
		seen[i] = number(sub, f.Subject.Codes[r])
		if int(seen[i]) == len(ns) {
			ns = append(ns, 0)
		}
		ns[seen[i]]++
	}
	for i := range ns {
		ns[i] = 1 / ns[i]
	}
	var ends []int // of each partner's units
	runs(rows, f.Partner.Codes, func(part []int32) {
		last := 0
		if len(ends) > 0 {
			last = ends[len(ends)-1]
		}
		ends = append(ends, last+len(part))
	})
	n, count := float64(len(rows)), make([]int32, len(ns))
	chi := func(s []int32) float64 { // Σ O²/E - n; one more unit in a cell of c adds 2c+1 to its square
		x, from := 0.0, 0
		for _, to := range ends {
			mine := s[from:to]
			sum := 0.0
			for _, j := range mine {
				sum += float64(2*count[j]+1) * ns[j]
				count[j]++
			}
			for _, j := range mine {
				count[j] = 0
			}
			x += sum / float64(len(mine))
			from = to
		}
		return x*n - n
	}
	deal := slices.Clone(seen)
	return chi(seen), func(r *stream) float64 {
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
