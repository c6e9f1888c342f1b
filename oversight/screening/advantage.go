package screening

import (
	"math"
	"slices"
)

// screenAdvantage is the second stage: does a partner fare otherwise before one
// subject than both their own records give? Skill of the partner and leniency of
// the subject leak into a comparison of shares, so both are estimated first, in an
// additive logit with ridge penalties whose strength the data give (empirical
// Bayes). Of each pair the effects are taken without the pair's own cases, and its
// count of outcome 1 is tested against the Poisson-binomial distribution with a
// mid-p, averaged over what is not known of the two effects (design §1b). It is
// meant for pairs that were flagged or declared, see Options.Only.
func screenAdvantage(f *Frame, o Options) (*Report, error) {
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
	rows = f.canonical(rows)
	m := newLogit(f, rows)
	rep.Units, rep.Strata = len(rows), len(m.block[0].effect)
	y := make([]float64, len(rows))
	for i, r := range rows {
		y[i] = f.Outcome[r]
	}
	m.fit(y)
	rep.note("承办人之间的正常差异（对数优势标准差）%.3f，相对人之间 %.3f", "honest spread (sd of log odds): %.3f between subjects, %.3f between partners", math.Sqrt(1/m.block[1].ridge), math.Sqrt(1/m.block[2].ridge))
	pairs := f.pairsOf(rows, o)
	list := m.testTwice(y, pairs, o)
	var z []float64
	from := make([]tested, len(list))
	for i, p := range pairs {
		list[i].Subject, list[i].Partner = f.Subject.Names[p.subject], f.Partner.Names[p.partner]
		at := make([]int32, len(p.rows))
		for k, x := range p.rows {
			at[k] = rows[x]
		}
		from[i], z = tested{rows: [][]int32{at}}, append(z, list[i].Z)
	}
	rep.SDZ = sd(z)
	rep.finish(f, list, from, len(list), nil)
	rep.redrawAdvantage(m, pairs)
	return rep, nil
}

// meet is a pair that met, with its rows.
type meet struct {
	subject, partner int32
	rows             []int32
}

// pairsOf lists the pairs with enough cases, by subject and partner; rows count
// from the first usable one.
func (f *Frame) pairsOf(rows []int32, o Options) (out []meet) {
	at := make([]int32, len(rows))
	sub, par := make([]int32, len(rows)), make([]int32, len(rows))
	for i, r := range rows {
		at[i], sub[i], par[i] = int32(i), f.Subject.Codes[r], f.Partner.Codes[r]
	}
	runs(sorted(at, sub, par), sub, func(mine []int32) {
		runs(mine, par, func(both []int32) {
			if len(both) >= o.MinN && o.wants(f.Subject.Names[sub[both[0]]], f.Partner.Names[par[both[0]]]) {
				out = append(out, meet{sub[both[0]], par[both[0]], both})
			}
		})
	})
	return out
}

// logit is the additive model: three blocks of effects, strata, subjects, partners.
type logit struct {
	block [3]effects
	eta   []float64
	out   []bool // rows of pairs that are left out of the fit
}

type effects struct {
	of     []int32 // of each row
	effect []float64
	info   []float64 // sum of p(1-p)
	ridge  float64   // precision of the effects
}

func newLogit(f *Frame, rows []int32) *logit {
	m := &logit{eta: make([]float64, len(rows)), out: make([]bool, len(rows))}
	for b, key := range [][]int32{f.stratum(), f.Subject.Codes, f.Partner.Codes} {
		of, n := make([]int32, len(rows)), map[int32]int32{}
		for i, r := range rows {
			c, ok := n[key[r]]
			if !ok {
				c = int32(len(n))
				n[key[r]] = c
			}
			of[i] = c
		}
		m.block[b] = effects{of, make([]float64, len(n)), make([]float64, len(n)), 1}
	}
	m.block[0].ridge = .01 // strata are fixed; the trace of a penalty keeps one without variance finite
	return m
}

func expit(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// sweeps of Newton's steps, block by block; more move no digit that is shown.
const sweeps = 25

func (m *logit) fit(y []float64) {
	for b := range m.block {
		clear(m.block[b].effect)
	}
	clear(m.eta)
	m.block[1].ridge, m.block[2].ridge = 8, 8
	for s := range sweeps {
		for b := range m.block {
			m.step(b, y, s > 2)
		}
	}
}

// step moves one block and, once the others are near, its precision by EM.
func (m *logit) step(b int, y []float64, precision bool) {
	e := &m.block[b]
	grad := make([]float64, len(e.effect))
	clear(e.info)
	for i, j := range e.of {
		if m.out[i] {
			continue
		}
		p := expit(m.eta[i])
		grad[j] += y[i] - p
		e.info[j] += p * (1 - p)
	}
	move, spread := grad, 0.0
	for j := range e.effect {
		d := (grad[j] - e.ridge*e.effect[j]) / (e.info[j] + e.ridge)
		move[j] = min(max(d, -2), 2)
		e.effect[j] += move[j]
		spread += e.effect[j]*e.effect[j] + 1/(e.info[j]+e.ridge)
	}
	for i, j := range e.of {
		m.eta[i] += move[j]
	}
	if precision && b > 0 {
		e.ridge = min(max(float64(len(e.effect))/spread, .5), 1e6)
	}
}

// nodes and weights of Gauss and Hermite's rule for a standard normal, nine points.
var nodes = [9][2]float64{{-4.512745863399783, 2.2345844007746563e-5}, {-3.20542900285647, .0027891413212317705}, {-2.07684797867783, .049916406765217877}, {-1.0232556637891326, .2440975028949394}, {0, .4063492063492064},
	{1.0232556637891326, .2440975028949394}, {2.07684797867783, .049916406765217877}, {3.20542900285647, .0027891413212317705}, {4.512745863399783, 2.2345844007746563e-5}}

// testTwice leaves the pairs that stand out at first out of the fit and tests all
// again: their advantage would else pass for leniency of the subject and skill of
// the partner, and make their other pairs look worse than they are.
func (m *logit) testTwice(y []float64, pairs []meet, o Options) []Result {
	first := m.test(y, pairs, o)
	p := make([]float64, len(first))
	for i, r := range first {
		p[i] = r.P
	}
	found := false
	for i, a := range BH(p, len(p)) {
		if a <= o.Q {
			found = true
			for _, r := range pairs[i].rows {
				m.out[r] = true
			}
		}
	}
	if !found {
		return first
	}
	m.fit(y)
	return m.test(y, pairs, o)
}

// test gives each pair's result; results do not depend on the workers.
func (m *logit) test(y []float64, pairs []meet, o Options) []Result {
	out := make([]Result, len(pairs))
	each(len(pairs), o.Workers, func(i int) { out[i] = m.pair(y, pairs[i].rows, o) })
	return out
}

func (m *logit) pair(y []float64, rows []int32, o Options) Result {
	var score, info float64
	t := 0
	for _, i := range rows {
		p := expit(m.eta[i])
		score, info, t = score+y[i]-p, info+p*(1-p), t+int(y[i])
	}
	off, uncertain := 0.0, 0.0
	for _, b := range []int{1, 2} { // the effect without this pair's cases, by one step of Newton's
		e := &m.block[b]
		left := e.info[e.of[rows[0]]] + e.ridge
		if !m.out[rows[0]] {
			left = max(0, left-e.ridge-info) + e.ridge
			off -= score / left
		}
		uncertain += 1 / left
	}
	eta := make([]float64, len(rows))
	for k, i := range rows {
		eta[k] = m.eta[i] + off
	}
	slices.Sort(eta)
	r := Result{N: len(rows), Observed: t, Value: float64(t)}
	for _, n := range nodes {
		d := binomials(eta, n[0]*math.Sqrt(uncertain))
		r.Expected += n[1] * d.Mean()
		r.Variance += n[1] * (d.Variance() + d.Mean()*d.Mean())
		low, up := d.tail(t, true)
		r.Lower, r.Upper = r.Lower+n[1]*low, r.Upper+n[1]*up
	}
	r.Variance -= r.Expected * r.Expected
	if r.Variance > 0 {
		r.Z = (float64(t) - r.Expected) / math.Sqrt(r.Variance)
	}
	switch o.Tail {
	case "upper":
		r.P = r.Upper
	case "lower":
		r.P = r.Lower
	default:
		r.P = min(1, 2*min(r.Lower, r.Upper))
	}
	r.Effect, r.Lo, r.Hi = advantage(eta, float64(t), uncertain)
	return r
}

// binomials is the Poisson-binomial distribution of the rows' outcomes, all log
// odds moved by a shift.
func binomials(eta []float64, shift float64) Dist {
	p := make([]float64, len(eta)+1)
	p[0] = 1
	for k, x := range eta {
		w := expit(x + shift)
		for i := k + 1; i > 0; i-- {
			p[i] = p[i]*(1-w) + p[i-1]*w
		}
		p[0] *= 1 - w
	}
	return Dist{0, p}
}

// advantage is the odds ratio that makes the expected count what it was, with its
// 95 % interval.
func advantage(eta []float64, t, uncertain float64) (est, lo, hi float64) {
	if t == 0 {
		return 0, 0, math.Inf(1)
	}
	if t == float64(len(eta)) {
		return math.Inf(1), 0, math.Inf(1)
	}
	a, b, info := -30.0, 30.0, 0.0
	for range 80 {
		mid, e := (a+b)/2, 0.0
		for _, x := range eta {
			e += expit(x + mid)
		}
		if e < t {
			a = mid
		} else {
			b = mid
		}
	}
	for _, x := range eta {
		p := expit(x + a)
		info += p * (1 - p)
	}
	half := 1.959963984540054 * math.Sqrt(1/info+uncertain)
	return math.Exp(a), math.Exp(a - half), math.Exp(a + half)
}

// redrawAdvantage draws all outcomes anew from the model without any pair's
// advantage, K times: nothing is there to be found.
func (rep *Report) redrawAdvantage(m *logit, pairs []meet) {
	o := rep.Options
	if o.Permute == 0 || rep.Tested == 0 {
		return
	}
	flags, low, tests := make([]int, o.Permute), make([]int, o.Permute), make([]int, o.Permute)
	each(o.Permute, o.Workers, func(k int) {
		s, y := seeded(o.Seed, k), make([]float64, len(m.eta))
		for i, x := range m.eta {
			if s.unit() < expit(x) {
				y[i] = 1
			}
		}
		n := &logit{eta: make([]float64, len(m.eta)), out: make([]bool, len(m.eta))}
		for b, e := range m.block {
			n.block[b] = effects{e.of, make([]float64, len(e.effect)), make([]float64, len(e.effect)), e.ridge}
		}
		n.fit(y)
		q := o
		q.Workers = 1
		var p []float64
		for _, r := range n.testTwice(y, pairs, q) {
			p = append(p, r.P)
		}
		flags[k], low[k], tests[k] = rejected(p, len(p), o.Q), below05(p), len(p)
	})
	rep.calibrate(flags, low, tests)
}
