package screening

import (
	"math"
	"slices"
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
	units           []int32 // one row for each unit
	size            []int32 // units of a stratum
	ofSubj, ofPartn [][]share
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
		rep.note("%d rows of series were collapsed into %d units", len(rows), len(units))
	}
	rep.Units = len(units)
	ps := layOut(f, units, f.Subject.Codes, stratum)
	rep.Strata = len(ps.size)
	shared, capacity, z := ps.hypotheses(o)
	rep.SDZ = z
	rep.note("hypotheses: %d pairs share a stratum; %d could meet %d times and have a partner with %d units", shared, capacity, o.MinMeet, lawyerLeast)
	m := shared
	if o.M == "capacity" {
		m = capacity
	}
	list := ps.candidates(f, o)
	m = max(m, len(list))
	out := make([]Result, len(list))
	each(len(list), o.Workers, func(i int) {
		r := o.result(list[i])
		r.Subject, r.Partner = f.Subject.Names[list[i].subject], f.Partner.Names[list[i].partner]
		r.Effect, r.Lo, r.Hi = Odds(list[i].strata, list[i].x, 0.95)
		out[i] = r
	})
	rep.finish(f, out, list, m)
	rep.permutePairs(f, units, stratum)
	return rep, nil
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
	in = sorted(in, f.Series.Codes, f.Subject.Codes, f.Partner.Codes, stratum)
	for i, r := range in {
		if i > 0 {
			b := in[i-1]
			if f.Series.Codes[r] == f.Series.Codes[b] && f.Subject.Codes[r] == f.Subject.Codes[b] && f.Partner.Codes[r] == f.Partner.Codes[b] {
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
func layOut(f *Frame, units, subject, stratum []int32) *pools {
	ps := &pools{units: units, ofSubj: make([][]share, len(f.Subject.Names)), ofPartn: make([][]share, len(f.Partner.Names)),
		from: make([]int32, len(f.Subject.Names)+1), totalOfPartner: make([]int32, len(f.Partner.Names))}
	partner := f.Partner.Codes
	runs(sorted(units, subject, partner), subject, func(mine []int32) {
		runs(mine, partner, func(both []int32) {
			ps.meets = append(ps.meets, meet{subject[both[0]], partner[both[0]], both})
		})
		ps.from[subject[mine[0]]+1] = int32(len(ps.meets))
	})
	for j := 1; j < len(ps.from); j++ {
		ps.from[j] = max(ps.from[j], ps.from[j-1])
	}
	runs(sorted(units, stratum, subject), stratum, func(pool []int32) {
		s := int32(len(ps.size))
		ps.size = append(ps.size, int32(len(pool)))
		runs(pool, subject, func(mine []int32) {
			j := subject[mine[0]]
			ps.ofSubj[j] = append(ps.ofSubj[j], share{s, int32(len(mine))})
		})
		var here []share
		runs(sorted(pool, partner), partner, func(theirs []int32) {
			l := partner[theirs[0]]
			ps.ofPartn[l] = append(ps.ofPartn[l], share{s, int32(len(theirs))})
			ps.totalOfPartner[l] += int32(len(theirs))
			here = append(here, share{l, int32(len(theirs))})
		})
		ps.inPool = append(ps.inPool, here)
	})
	return ps
}

// hypotheses counts the pairs by both rules, from margins alone, and the spread
// of z over the shared ones.
func (ps *pools) hypotheses(o Options) (shared, capacity int, sdz float64) {
	n := len(ps.ofSubj)
	sh, ca, zn := make([]int, n), make([]int, n), make([]int, n)
	z1, z2 := make([]float64, n), make([]float64, n)
	each(n, o.Workers, func(j int) {
		e, v, c := map[int32]float64{}, map[int32]float64{}, map[int32]int32{}
		var order []int32
		for _, mine := range ps.ofSubj[j] {
			for _, p := range ps.inPool[mine.stratum] {
				if _, seen := c[p.stratum]; !seen {
					order = append(order, p.stratum)
				}
				st := Stratum{int(ps.size[mine.stratum]), int(mine.n), int(p.n)}
				c[p.stratum] += min(mine.n, p.n)
				e[p.stratum] += st.Mean()
				v[p.stratum] += st.Variance()
			}
		}
		slices.Sort(order)
		met := ps.meets[ps.from[j]:ps.from[j+1]]
		for _, l := range order {
			for len(met) > 0 && met[0].partner < l {
				met = met[1:]
			}
			times := 0
			if len(met) > 0 && met[0].partner == l {
				times = len(met[0].rows)
			}
			sh[j]++
			if int(c[l]) >= o.MinMeet && ps.totalOfPartner[l] >= lawyerLeast {
				ca[j]++
			}
			if v[l] > 0 {
				z := (float64(times) - e[l]) / math.Sqrt(v[l])
				zn[j]++
				z1[j] += z
				z2[j] += z * z
			}
		}
	})
	var k int
	var a, b float64
	for j := range n {
		shared, capacity = shared+sh[j], capacity+ca[j]
		k, a, b = k+zn[j], a+z1[j], b+z2[j]
	}
	if k > 1 {
		sdz = math.Sqrt(max(0, (b-a*a/float64(k))/float64(k-1)))
	}
	return shared, capacity, sdz
}

// candidates are the pairs with enough meetings; the others have p = 1.
func (ps *pools) candidates(f *Frame, o Options) []tested {
	var out []tested
	for _, m := range ps.meets {
		if len(m.rows) >= o.MinMeet && (o.M != "capacity" || ps.totalOfPartner[m.partner] >= lawyerLeast) {
			out = append(out, ps.pair(m))
		}
	}
	return out
}

// pair finds the strata that both are in; the lists are in one order.
func (ps *pools) pair(m meet) tested {
	t := tested{subject: m.subject, partner: m.partner, x: len(m.rows), rows: m.rows}
	a, b := ps.ofSubj[m.subject], ps.ofPartn[m.partner]
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i].stratum < b[j].stratum:
			i++
		case a[i].stratum > b[j].stratum:
			j++
		default:
			t.strata = append(t.strata, Stratum{int(ps.size[a[i].stratum]), int(a[i].n), int(b[j].n)})
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
	flags, low, tests := make([]int, o.Permute), make([]int, o.Permute), make([]int, o.Permute)
	each(o.Permute, o.Workers, func(k int) {
		ps := layOut(f, units, deal(units, f.Subject.Codes, stratum, seeded(o.Seed, k)), stratum)
		list := ps.candidates(f, o)
		p := make([]float64, len(list))
		for i, t := range list {
			p[i], _, _ = o.tails(t.strata, t.x)
		}
		flags[k], low[k], tests[k] = rejected(p, max(rep.Tested, len(p)), o.Q), below05(p), rep.Tested
	})
	rep.calibrate(flags, low, tests)
}
