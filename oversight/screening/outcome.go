package screening

import (
	"math"
	"slices"
)

// usable lists the rows that have all that the detector needs, and notes how
// many were left out and why.
func (rep *Report) usable(f *Frame, partner, outcome bool) []int32 {
	rows := make([]int32, 0, f.Rows)
	var noSubject, noPartner, noOutcome int
	for i := range int32(f.Rows) {
		switch {
		case f.Subject.Codes[i] == None:
			noSubject++
		case partner && f.Partner.Codes[i] == None:
			noPartner++
		case outcome && math.IsNaN(f.Outcome[i]):
			noOutcome++
		default:
			rows = append(rows, i)
		}
	}
	rep.Rows = f.Rows
	if noSubject > 0 {
		rep.note("%d 行没有被观察人，未计入", "%d rows without a subject were left out", noSubject)
	}
	if noPartner > 0 {
		rep.note("%d 行没有相对人，未计入", "%d rows without a partner were left out", noPartner)
	}
	if noOutcome > 0 {
		rep.note("%d 行没有结果，未计入", "%d rows without an outcome were left out", noOutcome)
	}
	return rows
}

// canonical orders rows by all that a detector reads of them, so that dealing
// and drawing at random come out the same whatever the order of the register.
func (f *Frame) canonical(rows []int32) []int32 {
	keys := [][]int32{f.stratum(), shifted(&f.Subject)}
	for _, c := range []*Column{f.Partner, f.Series, f.Party} {
		if c != nil {
			keys = append(keys, shifted(c))
		}
	}
	for _, v := range [][]float64{f.Outcome, f.Time, f.Weight} {
		if v != nil {
			keys = append(keys, ranked(v))
		}
	}
	return sorted(rows, keys...)
}

func shifted(c *Column) []int32 {
	out := make([]int32, len(c.Codes))
	for i, x := range c.Codes {
		out[i] = x + 1
	}
	return out
}

// ranked numbers values by size; what is empty comes first.
func ranked(v []float64) []int32 {
	distinct := slices.Clone(v)
	for i, x := range distinct {
		if math.IsNaN(x) {
			distinct[i] = math.Inf(-1)
		}
	}
	slices.Sort(distinct)
	distinct = slices.Compact(distinct)
	out := make([]int32, len(v))
	for i, x := range v {
		if math.IsNaN(x) {
			x = math.Inf(-1)
		}
		n, _ := slices.BinarySearch(distinct, x)
		out[i] = int32(n)
	}
	return out
}

// stratum is the key of strata: all one where none were given. An empty cell in
// the strata is a stratum of its own.
func (f *Frame) stratum() []int32 {
	out := make([]int32, f.Rows)
	if f.Strata == nil {
		return out
	}
	for i, c := range f.Strata.Codes {
		out[i] = c + 1
	}
	return out
}

// informative leaves out the strata that the subject owns whole; room is where the
// strata are kept.
func (c *counts) informative(k int, least int, room *arena) (t tested, variance float64) {
	t.subject = int32(k)
	for _, x := range c.of(k) {
		if x.own < c.size[x.pool] {
			t.n += int(x.own)
			t.x += int(x.x)
		}
	}
	if t.n < least {
		return t, 0
	}
	cells := c.of(k)
	t.strata, t.pools = room.take(len(cells))
	for _, x := range cells {
		if x.own == c.size[x.pool] {
			continue
		}
		s := Stratum{int(c.size[x.pool]), int(x.own), int(c.hits[x.pool])}
		t.strata, t.pools = append(t.strata, s), append(t.pools, c.pool[x.pool])
		variance += s.Variance()
	}
	return t, variance
}

// arena hands out room for strata from large pieces: a register has millions.
type arena struct {
	strata []Stratum
	pools  []int32
}

func (a *arena) take(n int) ([]Stratum, []int32) {
	if len(a.strata) < n {
		a.strata, a.pools = make([]Stratum, max(n, 1<<14)), make([]int32, max(n, 1<<14))
	}
	s, p := a.strata[:0:n], a.pools[:0:n]
	a.strata, a.pools = a.strata[n:], a.pools[n:]
	return s, p
}

// screenOutcome asks whether a subject's count of outcome 1 differs from its
// share within strata.
func screenOutcome(f *Frame, o Options) (*Report, error) {
	rep := &Report{Options: o}
	if f.Outcome == nil {
		return nil, wrong("outcome", "请指定结果列", "name the outcome's column")
	}
	rows := rep.usable(f, false, true)
	if err := zeroOne(f, rows); err != nil {
		return nil, err
	}
	return rep.byKey(f, rows, f.Subject.Codes, f.stratum(), len(f.Subject.Names), func(k int32) (string, string) { return f.Subject.Names[k], "" }, f.stratumName)
}

func zeroOne(f *Frame, rows []int32) error {
	for _, r := range rows {
		if v := f.Outcome[r]; v != 0 && v != 1 {
			return wrong("outcome", "这个检测方法的结果列只能是 0 或 1", "this detector needs outcomes of 0 or 1")
		}
	}
	return nil
}

// byKey is the test of many keys in one pass.
func (rep *Report) byKey(f *Frame, rows, key, stratum []int32, keys int, name func(int32) (string, string), pool func(int32) string) (*Report, error) {
	o := rep.Options
	by := tally(rows, key, stratum, f.Outcome, keys, o.Workers)
	rep.Units, rep.Strata = len(rows), len(by.pool)
	var list []tested
	var room arena
	small, flat := 0, 0
	for k := range keys {
		if by.from[k] == by.from[k+1] {
			continue
		}
		if o.Only != nil {
			if s, p := name(int32(k)); p != "" && !o.wants(s, p) {
				continue
			}
		}
		t, v := by.informative(k, o.MinN, &room)
		switch {
		case t.n < o.MinN:
			small++
		case v == 0:
			flat++
		default:
			list = append(list, t)
		}
	}
	if small > 0 {
		rep.note("%d 个在可比层内不足 %d 件，未检验", "%d with fewer than %d rows in informative strata were not tested", small, o.MinN)
	}
	if flat > 0 {
		rep.note("%d 个没有变化，未检验", "%d without variance were not tested", flat)
	}
	out := o.results(list)
	z := make([]float64, len(out))
	for i, r := range out {
		z[i] = r.Z
		out[i].Subject, out[i].Partner = name(list[i].subject)
	}
	rep.SDZ = sd(z)
	rep.finish(f, out, list, len(list), &within{stratum, pool, func(r int32) bool { return f.Outcome[r] == 1 }, func(flagged []int) { ofKeys(rows, key, stratum, keys, list, flagged) }})
	rep.permuteOutcome(f, rows, key, stratum, keys)
	return rep, nil
}

// ofKeys finds the rows behind the flagged keys, those of their informative strata.
func ofKeys(rows, key, stratum []int32, keys int, list []tested, flagged []int) {
	at := make([]int32, keys)
	for n, i := range flagged {
		at[list[i].subject] = int32(n + 1)
		list[i].rows = make([][]int32, 1)
	}
	for _, r := range rows {
		if n := at[key[r]]; n > 0 {
			t := &list[flagged[n-1]]
			if _, in := slices.BinarySearch(t.pools, stratum[r]); in {
				t.rows[0] = append(t.rows[0], r)
			}
		}
	}
}

// permuteOutcome deals the keys anew within each stratum, K times.
func (rep *Report) permuteOutcome(f *Frame, rows, key, stratum []int32, keys int) {
	o := rep.Options
	if o.Permute == 0 || rep.Tested == 0 {
		return
	}
	rows = f.canonical(rows)
	from := newDealer(rows, key, stratum)
	flags, low, tests := make([]int, o.Permute), make([]int, o.Permute), make([]int, o.Permute)
	each(o.Permute, o.Workers, func(k int) {
		by := tally(rows, from.deal(seeded(o.Seed, k)), stratum, f.Outcome, keys, 1)
		var p []float64
		var room arena
		var d desk
		for k := range keys {
			if t, v := by.informative(k, o.MinN, &room); t.n >= o.MinN && v > 0 {
				p = append(p, o.onlyP(&d, t))
			}
		}
		flags[k], low[k], tests[k] = rejected(p, len(p), o.Q), below05(p), len(p)
	})
	rep.calibrate(flags, low, tests)
}

// dealer permutes keys within strata.
type dealer struct {
	key     []int32
	ordered []int32   // rows by stratum and key
	pools   [][]int32 // the same, stratum by stratum
}

func newDealer(rows, key, stratum []int32) dealer {
	d := dealer{key: key, ordered: sorted(rows, stratum, key)}
	runs(d.ordered, stratum, func(pool []int32) { d.pools = append(d.pools, pool) })
	return d
}

func (d dealer) deal(s *stream) []int32 {
	out := make([]int32, len(d.key))
	copy(out, d.key)
	var ks []int32
	for _, pool := range d.pools {
		ks = ks[:0]
		for _, r := range pool {
			ks = append(ks, d.key[r])
		}
		s.shuffle(ks)
		for i, r := range pool {
			out[r] = ks[i]
		}
	}
	return out
}

func rejected(p []float64, m int, q float64) (n int) {
	for _, a := range BH(p, m) {
		if a <= q {
			n++
		}
	}
	return n
}

func below05(p []float64) (n int) {
	for _, x := range p {
		if x <= 0.05 {
			n++
		}
	}
	return n
}

func (rep *Report) calibrate(flags, low, tests []int) {
	c := Calibration{Permutations: len(flags)}
	var f, l, t int
	for i := range flags {
		f, l, t = f+flags[i], l+low[i], t+tests[i]
	}
	c.FlagsPerRun = float64(f) / float64(len(flags))
	if t > 0 {
		c.ShareP05 = float64(l) / float64(t)
	}
	rep.Null_ = c
}

// screenPairOutcome is the same with the pair as the unit and the subject among
// the strata: does this partner fare otherwise before this subject than others do?
func screenPairOutcome(f *Frame, o Options) (*Report, error) {
	rep := &Report{Options: o}
	switch {
	case f.Outcome == nil:
		return nil, wrong("outcome", "请指定结果列", "name the outcome's column")
	case f.Partner == nil:
		return nil, wrong("partner", "请指定相对人列", "name the partner's column")
	}
	rows := rep.usable(f, true, true)
	if err := zeroOne(f, rows); err != nil {
		return nil, err
	}
	pair, names := combine(rows, f.Rows, f.Subject.Codes, f.Partner.Codes)
	own, pools := combine(rows, f.Rows, f.stratum(), f.Subject.Codes)
	return rep.byKey(f, rows, pair, own, len(names), func(k int32) (string, string) {
		return f.Subject.Names[names[k][0]], f.Partner.Names[names[k][1]]
	}, func(k int32) string { return f.stratumName(pools[k][0]) })
}

// combine numbers the pairs of two keys in their order.
func combine(rows []int32, size int, a, b []int32) (key []int32, names [][2]int32) {
	key = make([]int32, size)
	ordered := sorted(rows, a, b)
	for i, r := range ordered {
		if i == 0 || a[r] != a[ordered[i-1]] || b[r] != b[ordered[i-1]] {
			names = append(names, [2]int32{a[r], b[r]})
		}
		key[r] = int32(len(names) - 1)
	}
	return key, names
}
