package screening

import (
	"math"
	"slices"
	"sync"
)

// lawyerLeast is how many units a partner must have to count as a hypothesis by
// the capacity rule (screening design §1a).
const lawyerLeast = 20

// share is one partner in a stratum: how many units it has there.
type share struct{ partner, n int32 }

// twain are the subject and the partner of one unit.
type twain struct{ subject, partner int32 }

// mine is what a subject has in one stratum: its units, and where their partners
// stand in laid.
type mine struct{ stratum, n, at int32 }

// pools are the units laid out by stratum.
type pools struct {
	size   []int32 // units of a stratum
	key    []int32 // its key
	ofSubj [][]mine
	laid   []int32   // partners of the units, by stratum and, within, by subject
	inPool [][]share // partners of a stratum, rising
	total  []int32   // units of each partner
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
	out := o.results(list)
	for i, t := range list {
		out[i].Subject, out[i].Partner = f.Subject.Names[t.subject], f.Partner.Names[t.partner]
	}
	rep.finish(f, out, list, m, &within{stratum, f.stratumName, func(int32) bool { return true }, func(flagged []int) { f.ofPairs(units, list, flagged) }})
	if len(units) < len(rows) {
		rep.wholeSeries(f, rows)
	}
	rep.permutePairs(f, units, stratum)
	return rep, nil
}

// ofPairs finds the units behind the flagged pairs.
func (f *Frame) ofPairs(units []int32, list []tested, flagged []int) {
	subject, at := make([]bool, len(f.Subject.Names)), map[[2]int32]*tested{}
	for _, i := range flagged {
		t := &list[i]
		t.rows = make([][]int32, 1)
		subject[t.subject], at[[2]int32{t.subject, t.partner}] = true, t
	}
	for _, r := range units {
		if s := f.Subject.Codes[r]; subject[s] {
			if t := at[[2]int32{s, f.Partner.Codes[r]}]; t != nil {
				t.rows[0] = append(t.rows[0], r)
			}
		}
	}
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
	if len(at) == 0 || !f.Named() {
		return
	}
	for _, i := range rows {
		if r := at[[2]string{f.Subject.Names[f.Subject.Codes[i]], f.Partner.Names[f.Partner.Codes[i]]}]; r != nil {
			r.Cases = append(r.Cases, f.Case(i))
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

// layOut counts units by stratum for subjects and partners, and lays the partners
// out by stratum and subject.
func layOut(f *Frame, units, subject, stratum []int32, workers int) *pools {
	p := place(units, stratum, workers)
	both := make([]twain, len(units)) // of each unit, by stratum
	spread(len(units), workers, func(lo, hi int) {
		for i := lo; i < hi; i++ {
			r := units[i]
			both[p.pos[i]] = twain{subject[r], f.Partner.Codes[r]}
		}
	})
	ps := &pools{size: make([]int32, len(p.key)), key: p.key, laid: p.pos, inPool: make([][]share, len(p.key)), total: make([]int32, len(f.Partner.Names))}
	parts, shares := make([][]cell, p.parts(workers)), make([]share, len(units))
	desks := sync.Pool{New: func() any { return newPoolDesk(len(f.Subject.Names), len(f.Partner.Names)) }}
	p.stretches(workers, func(part, lo, hi int) {
		k := desks.Get().(*poolDesk)
		defer desks.Put(k)
		for s := lo; s < hi; s++ {
			from, to := p.from[s], p.from[s+1]
			ps.size[s] = to - from
			parts[part] = k.subjects(parts[part], both[from:to], ps.laid[from:to], int32(s), from)
			ps.inPool[s] = k.partners(shares[from:to], ps.laid[from:to])
		}
	})
	cells, from := byKey(parts, len(f.Subject.Names))
	all := make([]mine, len(cells))
	ps.ofSubj = make([][]mine, len(f.Subject.Names))
	for i, c := range cells {
		all[i] = mine{c.pool, c.own, c.x}
	}
	for j := range ps.ofSubj {
		ps.ofSubj[j] = all[from[j]:from[j+1]]
	}
	for _, here := range ps.inPool {
		for _, x := range here {
			ps.total[x.partner] += x.n
		}
	}
	return ps
}

// poolDesk is where one worker sorts the units of one stratum.
type poolDesk struct {
	subject, partner []int32 // counts, and then places
	seen             []int32
	marks            marks
}

func newPoolDesk(subjects, partners int) *poolDesk {
	return &poolDesk{subject: make([]int32, subjects), partner: make([]int32, partners), marks: newMarks(partners)}
}

// subjects counts the units of each and puts their partners, subject by subject,
// into laid; the cell's x says where.
func (k *poolDesk) subjects(out []cell, both []twain, laid []int32, s, from int32) []cell {
	k.seen = k.seen[:0]
	for _, b := range both {
		if k.subject[b.subject] == 0 {
			k.seen = append(k.seen, b.subject)
		}
		k.subject[b.subject]++
	}
	at := int32(0)
	for _, j := range k.seen {
		n := k.subject[j]
		out = append(out, cell{j, s, n, from + at})
		k.subject[j] = at
		at += n
	}
	for _, b := range both {
		j := b.subject
		laid[k.subject[j]] = b.partner
		k.subject[j]++
	}
	for _, j := range k.seen {
		k.subject[j] = 0
	}
	return out
}

// partners counts the units of each; the list takes the front of the room that the
// stratum has.
func (k *poolDesk) partners(room []share, laid []int32) []share {
	k.seen = k.seen[:0]
	for _, l := range laid {
		if k.partner[l] == 0 {
			k.seen = append(k.seen, l)
		}
		k.partner[l]++
	}
	k.marks.sort(k.seen)
	for i, l := range k.seen {
		room[i] = share{l, k.partner[l]}
		k.partner[l] = 0
	}
	return room[:len(k.seen):len(k.seen)]
}

// bench is where one worker adds up the partners of one subject.
type bench struct {
	at []struct {
		e, v     float64
		can, met int32
	}
	touched []int32
}

func newBench(partners int) *bench {
	return &bench{at: make([]struct {
		e, v     float64
		can, met int32
	}, partners)}
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
	benches := sync.Pool{New: func() any { return newBench(len(ps.total)) }}
	each(len(parts), o.Workers, func(j int) {
		b := benches.Get().(*bench)
		defer benches.Put(b)
		p := &parts[j]
		ps.add(b, j)
		for _, l := range b.touched {
			x := &b.at[l]
			if o.Only == nil || o.wants(f.Subject.Names[j], f.Partner.Names[l]) {
				p.shared++
				if int(x.can) >= o.MinMeet && ps.total[l] >= lawyerLeast {
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
			x := &b.at[p.partner]
			if x.can == 0 {
				b.touched = append(b.touched, p.partner)
			}
			m := float64(p.n)
			x.can += min(mine.n, p.n)
			x.e += mean * m
			x.v += vari * m * (n - m)
		}
		for _, l := range ps.laid[mine.at : mine.at+mine.n] {
			b.at[l].met++
		}
	}
}

// candidates are the pairs with enough meetings, by subject and partner; the
// others have p = 1.
func (ps *pools) candidates(f *Frame, o Options) []tested {
	parts := make([][]tested, len(ps.ofSubj))
	type counter struct {
		met, seen []int32
		room      arena
	}
	desks := sync.Pool{New: func() any { return &counter{met: make([]int32, len(ps.total))} }}
	each(len(parts), o.Workers, func(j int) {
		k := desks.Get().(*counter)
		defer desks.Put(k)
		k.seen = k.seen[:0]
		for _, mine := range ps.ofSubj[j] {
			for _, l := range ps.laid[mine.at : mine.at+mine.n] {
				if k.met[l]++; int(k.met[l]) == o.MinMeet {
					k.seen = append(k.seen, l)
				}
			}
		}
		slices.Sort(k.seen)
		for _, l := range k.seen {
			if o.Only == nil || o.wants(f.Subject.Names[j], f.Partner.Names[l]) {
				t := ps.pair(int32(j), l, &k.room)
				t.x, t.out = int(k.met[l]), o.M == "capacity" && ps.total[l] < lawyerLeast
				parts[j] = append(parts[j], t)
			}
		}
		for _, mine := range ps.ofSubj[j] {
			for _, l := range ps.laid[mine.at : mine.at+mine.n] {
				k.met[l] = 0
			}
		}
	})
	return slices.Concat(parts...)
}

// pair finds the strata that both are in.
func (ps *pools) pair(subject, partner int32, room *arena) tested {
	t := tested{subject: subject, partner: partner}
	t.strata, t.pools = room.take(len(ps.ofSubj[subject]))
	for _, m := range ps.ofSubj[subject] {
		if n := ps.has(m.stratum, partner); n > 0 {
			t.strata = append(t.strata, Stratum{int(ps.size[m.stratum]), int(m.n), int(n)})
			t.pools = append(t.pools, ps.key[m.stratum])
			t.n += int(m.n)
		}
	}
	return t
}

// has is how many units a partner has in a stratum.
func (ps *pools) has(stratum, partner int32) int32 {
	here := ps.inPool[stratum]
	a, b := 0, len(here)
	for a < b {
		if m := (a + b) / 2; here[m].partner < partner {
			a = m + 1
		} else {
			b = m
		}
	}
	if a < len(here) && here[a].partner == partner {
		return here[a].n
	}
	return 0
}

// permutePairs deals the subjects anew within strata, K times.
func (rep *Report) permutePairs(f *Frame, units, stratum []int32) {
	o := rep.Options
	if o.Permute == 0 || rep.Tested == 0 {
		return
	}
	units = f.canonical(units)
	from := newDealer(units, f.Subject.Codes, stratum)
	flags, low, tests := make([]int, o.Permute), make([]int, o.Permute), make([]int, o.Permute)
	each(o.Permute, o.Workers, func(k int) {
		ps := layOut(f, units, from.deal(seeded(o.Seed, k)), stratum, 1)
		var p []float64
		var d desk
		for _, t := range ps.candidates(f, o) {
			if !t.out {
				p = append(p, o.onlyP(&d, t))
			}
		}
		flags[k], low[k], tests[k] = rejected(p, max(rep.Tested, len(p)), o.Q), below05(p), rep.Tested
	})
	rep.calibrate(flags, low, tests)
}
