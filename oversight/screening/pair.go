package screening

import (
	"math"
	"slices"
	"sync"
)

// lawyerLeast is how many units a partner must have to count as a hypothesis by
// the capacity rule (screening design §1a).
const lawyerLeast = 20

// share is one stratum of a subject or partner: how many units it has there.
type share struct {
	stratum int32
	n       int32
}

// pools are the units laid out by stratum.
type pools struct {
	size            []int32   // units of a stratum
	key             []int32   // its key
	ofSubj, ofPartn [][]share // what each has where, by stratum
	inPool          [][]share // partners of a stratum: stratum field holds the partner
	meets           []meet    // by subject, then partner
	from            []int32   // where a subject's meetings begin in meets
	totalOfPartner  []int32
}

// screenPairs asks whether subject and partner meet more often than their
// margins within strata give.
func screenPairs(f *Frame, o Options) (*Report, error) {
	rep := &Report{Options: o}
	if f.Partner == nil {
		return nil, wrong("partner", "请指定相对人列", "name the partner's column")
	}
	rows := rep.usable(f, true, false)
	stratum := f.stratum()
	units := collapse(f, rows, stratum)
	if len(units) < len(rows) {
		rep.note("串案合并：%d 行合为 %d 个单元", "%d rows of series were collapsed into %d units", len(rows), len(units))
	}
	rep.Units = len(units)
	ps := layOut(f, units, f.Subject.Codes, stratum, o.Workers)
	rep.Strata = len(ps.size)
	c := ps.hypotheses(f, o)
	shared, capacity := c.shared, c.capacity
	rep.SDZ = c.sdz
	if tau, n := c.honest(); n >= honestPairs {
		rep.note("正常亲疏（%d 对，优势比对数的标准差）%.3g；由数据得出的最小优势比 %.3g", "honest affinity (sd of log odds ratios over %d pairs): %.3g; least odds ratio by the data: %.3g", n, tau, honestOmega(tau))
	}
	rep.note("假设个数：%d 对同在某一层；其中 %d 对可能相遇 %d 次以上且相对人有 %d 个单元以上", "hypotheses: %d pairs share a stratum; %d could meet %d times and have a partner with %d units", shared, capacity, o.MinMeet, lawyerLeast)
	m := shared
	if o.M == "capacity" {
		m = capacity
	}
	list := ps.candidates(f, o)
	in := 0
	for _, t := range list {
		if !t.out {
			in++
		}
	}
	if out := len(list) - in; out > 0 {
		rep.note("%d 对的相对人不足 %d 个单元，列出但不作为假设", "%d pairs whose partner has fewer than %d units are listed and are no hypotheses", out, lawyerLeast)
	}
	m = max(m, in)
	out := make([]Result, len(list))
	each(len(list), o.Workers, func(i int) {
		r := o.result(list[i])
		r.Subject, r.Partner = f.Subject.Names[list[i].subject], f.Partner.Names[list[i].partner]
		out[i] = r
	})
	rep.finish(f, out, list, m, &within{stratum, f.stratumName, func(int32) bool { return true }})
	if len(units) < len(rows) {
		rep.wholeSeries(f, rows)
	}
	rep.permutePairs(f, units, stratum)
	return rep, nil
}

// wholeSeries lists with a flagged pair every case of it: which one stood for its
// series would depend on the order of the register.
func (rep *Report) wholeSeries(f *Frame, rows []int32) {
	at := map[[2]string]*Result{}
	for i := range rep.Results {
		if r := &rep.Results[i]; r.Flag {
			r.Cases, at[[2]string{r.Subject, r.Partner}] = nil, r
		}
	}
	if len(at) == 0 || f.ID == nil {
		return
	}
	for _, i := range rows {
		if r := at[[2]string{f.Subject.Names[f.Subject.Codes[i]], f.Partner.Names[f.Partner.Codes[i]]}]; r != nil {
			r.Cases = append(r.Cases, f.ID[i])
		}
	}
	for _, r := range at {
		slices.Sort(r.Cases)
		r.Cases = slices.Compact(r.Cases)
	}
}

// collapse takes one row for each series, subject and partner: assignment falls
// once on a whole series, so counting its cases would multiply one decision
// (finding 1 of the screening design). The unit lies in the first of its strata.
func collapse(f *Frame, rows, stratum []int32) []int32 {
	if f.Series == nil {
		return rows
	}
	var in, out []int32
	for _, r := range rows {
		if f.Series.Codes[r] == None {
			out = append(out, r)
		} else {
			in = append(in, r)
		}
	}
	partner := make([]int32, f.Rows) // all one where there is none
	if f.Partner != nil {
		partner = shifted(f.Partner)
	}
	in = sorted(in, f.Series.Codes, f.Subject.Codes, partner, stratum)
	for i, r := range in {
		if i > 0 {
			b := in[i-1]
			if f.Series.Codes[r] == f.Series.Codes[b] && f.Subject.Codes[r] == f.Subject.Codes[b] && partner[r] == partner[b] {
				continue
			}
		}
		out = append(out, r)
	}
	return out
}

// meet is a pair that met, with its units.
type meet struct {
	subject, partner int32
	rows             []int32
}

// layOut counts units by stratum for subjects and partners, and their meetings.
func layOut(f *Frame, units, subject, stratum []int32, workers int) *pools {
	ps := &pools{ofSubj: make([][]share, len(f.Subject.Names)), ofPartn: make([][]share, len(f.Partner.Names)),
		from: make([]int32, len(f.Subject.Names)+1), totalOfPartner: make([]int32, len(f.Partner.Names))}
	each(3, workers, func(part int) { // three passes that touch nothing of one another
		switch part {
		case 0:
			ps.meetings(units, subject, f.Partner.Codes)
		case 1:
			ps.subjects(units, subject, stratum)
		case 2:
			ps.partners(units, f.Partner.Codes, stratum)
		}
	})
	return ps
}

func (ps *pools) meetings(units, subject, partner []int32) {
	runs(sorted(units, subject, partner), subject, func(mine []int32) {
		runs(mine, partner, func(both []int32) {
			ps.meets = append(ps.meets, meet{subject[both[0]], partner[both[0]], both})
		})
		ps.from[subject[mine[0]]+1] = int32(len(ps.meets))
	})
	for j := 1; j < len(ps.from); j++ {
		ps.from[j] = max(ps.from[j], ps.from[j-1])
	}
}

func (ps *pools) subjects(units, subject, stratum []int32) {
	runs(sorted(units, stratum, subject), stratum, func(pool []int32) {
		s := int32(len(ps.size))
		ps.size, ps.key = append(ps.size, int32(len(pool))), append(ps.key, stratum[pool[0]])
		runs(pool, subject, func(mine []int32) {
			j := subject[mine[0]]
			ps.ofSubj[j] = append(ps.ofSubj[j], share{s, int32(len(mine))})
		})
	})
}

func (ps *pools) partners(units, partner, stratum []int32) {
	runs(sorted(units, stratum, partner), stratum, func(pool []int32) {
		s := int32(len(ps.inPool))
		var here []share
		runs(pool, partner, func(theirs []int32) {
			l := partner[theirs[0]]
			ps.ofPartn[l] = append(ps.ofPartn[l], share{s, int32(len(theirs))})
			ps.totalOfPartner[l] += int32(len(theirs))
			here = append(here, share{l, int32(len(theirs))})
		})
		ps.inPool = append(ps.inPool, here)
	})
}

// bench is where one worker adds up the partners of one subject.
type bench struct {
	at []struct {
		e, v     float64
		can, met int32
	}
	touched []int32
}

// counted is what margins say of the pairs that share a stratum; z and v are the
// deviations and variances of those with enough information.
type counted struct {
	shared, capacity int
	sdz              float64
	z, v             []float64
}

// hypotheses counts the pairs by both rules, from margins alone, and the spread
// of z over the shared ones.
func (ps *pools) hypotheses(f *Frame, o Options) (c counted) {
	type part struct {
		shared, capacity, n int
		z, zz               float64
		far, vari           []float64
	}
	parts := make([]part, len(ps.ofSubj))
	benches := sync.Pool{New: func() any {
		return &bench{at: make([]struct {
			e, v     float64
			can, met int32
		}, len(ps.totalOfPartner))}
	}}
	each(len(parts), o.Workers, func(j int) {
		b := benches.Get().(*bench)
		defer benches.Put(b)
		p := &parts[j]
		ps.add(b, j)
		for _, l := range b.touched {
			x := &b.at[l]
			if o.wants(f.Subject.Names[j], f.Partner.Names[l]) {
				p.shared++
				if int(x.can) >= o.MinMeet && ps.totalOfPartner[l] >= lawyerLeast {
					p.capacity++
				}
			}
			if x.v > 0 {
				z := (float64(x.met) - x.e) / math.Sqrt(x.v)
				p.n, p.z, p.zz = p.n+1, p.z+z, p.zz+z*z
				if x.v >= honestLeast {
					p.far, p.vari = append(p.far, z), append(p.vari, x.v)
				}
			}
			x.e, x.v, x.can, x.met = 0, 0, 0, 0
		}
		b.touched = b.touched[:0]
	})
	var k int
	var a, b float64
	for _, p := range parts {
		c.shared, c.capacity, k, a, b = c.shared+p.shared, c.capacity+p.capacity, k+p.n, a+p.z, b+p.zz
		c.z, c.v = append(c.z, p.far...), append(c.v, p.vari...)
	}
	if k > 1 {
		c.sdz = math.Sqrt(max(0, (b-a*a/float64(k))/float64(k-1)))
	}
	return c
}

// add sums, for each partner whom subject j could have met, what the strata give.
func (ps *pools) add(b *bench, j int) {
	for _, mine := range ps.ofSubj[j] {
		n, k := float64(ps.size[mine.stratum]), float64(mine.n)
		mean, vari := k/n, 0.0
		if n > 1 {
			vari = k * (n - k) / (n * n * (n - 1))
		}
		for _, p := range ps.inPool[mine.stratum] {
			x := &b.at[p.stratum]
			if x.can == 0 {
				b.touched = append(b.touched, p.stratum)
			}
			m := float64(p.n)
			x.can += min(mine.n, p.n)
			x.e += mean * m
			x.v += vari * m * (n - m)
		}
	}
	for _, m := range ps.meets[ps.from[j]:ps.from[j+1]] {
		b.at[m.partner].met = int32(len(m.rows))
	}
}

// candidates are the pairs with enough meetings; the others have p = 1.
func (ps *pools) candidates(f *Frame, o Options) []tested {
	var out []tested
	for _, m := range ps.meets {
		if len(m.rows) >= o.MinMeet && o.wants(f.Subject.Names[m.subject], f.Partner.Names[m.partner]) {
			t := ps.pair(m)
			t.out = o.M == "capacity" && ps.totalOfPartner[m.partner] < lawyerLeast
			out = append(out, t)
		}
	}
	return out
}

// pair finds the strata that both are in; the lists are in one order.
func (ps *pools) pair(m meet) tested {
	t := tested{subject: m.subject, partner: m.partner, x: len(m.rows), rows: [][]int32{m.rows}}
	a, b := ps.ofSubj[m.subject], ps.ofPartn[m.partner]
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i].stratum < b[j].stratum:
			i++
		case a[i].stratum > b[j].stratum:
			j++
		default:
			t.strata = append(t.strata, Stratum{int(ps.size[a[i].stratum]), int(a[i].n), int(b[j].n)})
			t.pools = append(t.pools, ps.key[a[i].stratum])
			t.n += int(a[i].n)
			i, j = i+1, j+1
		}
	}
	return t
}

// permutePairs deals the subjects anew within strata, K times.
func (rep *Report) permutePairs(f *Frame, units, stratum []int32) {
	o := rep.Options
	if o.Permute == 0 || rep.Tested == 0 {
		return
	}
	units = f.canonical(units)
	flags, low, tests := make([]int, o.Permute), make([]int, o.Permute), make([]int, o.Permute)
	each(o.Permute, o.Workers, func(k int) {
		ps := layOut(f, units, deal(units, f.Subject.Codes, stratum, seeded(o.Seed, k)), stratum, 1)
		var p []float64
		for _, t := range ps.candidates(f, o) {
			if !t.out {
				d, _ := o.sum(t.strata, t.x)
				x, _, _ := o.tails(d, t.x)
				p = append(p, x)
			}
		}
		flags[k], low[k], tests[k] = rejected(p, max(rep.Tested, len(p)), o.Q), below05(p), rep.Tested
	})
	rep.calibrate(flags, low, tests)
}
