package simulate

import (
	"fmt"
	"math"
	"math/rand/v2"

	"hengjian/oversight/screening"
)

// Arm is one kind of replication beside that of pairs: what it invents, how it is
// screened, and which subjects (or pools, or pairs) were planted.
type Arm struct {
	Detector string
	Make     func(seed uint64, planted bool) (*screening.Frame, map[string]bool)
	Set      func(*screening.Options)
}

// Arms by name: the acceptance of D2, D3 and D5 in the screening design.
var Arms = map[string]Arm{
	"assignment": {"assignment", processes, func(o *screening.Options) { o.MinN = 2000 }},
	"funnel":     {"funnel", sentences, func(o *screening.Options) { o.MinN = 30 }},
	"funnel-all": {"funnel", sentencesAll, func(o *screening.Options) { o.MinN = 30 }},
	"advantage":  {"advantage", outcomes, func(o *screening.Options) {}},
}

// Tally adds up replications of an arm.
type Tally struct {
	Runs, AnyFlag, Tested, Flags, False, Planted, Found int
	FDR, SE                                             float64 // mean of the false share over runs, and its standard error
	rate                                                average
	Null, At05                                          int // p of what was not planted; at most .05
}

// Add screens one invented place.
func (t *Tally) Add(a Arm, seed uint64, planted bool, workers int) error {
	f, truth := a.Make(seed, planted)
	o := screening.Defaults(a.Detector)
	o.Workers, o.Seed = workers, seed
	a.Set(&o)
	rep, err := screening.Screen(f, o)
	if err != nil {
		return err
	}
	t.count(rep, func(r screening.Result) bool {
		k := r.Subject
		if r.Partner != "" {
			k += "|" + r.Partner
		}
		return truth[k]
	}, func(screening.Result) bool { return false })
	return nil
}

// count adds a report: what was planted, and what is a decoy, which counts neither
// as found nor as false.
func (t *Tally) count(rep *screening.Report, planted, decoy func(screening.Result) bool) {
	wrong, flags := 0, 0
	for _, r := range rep.Results {
		switch {
		case planted(r):
			t.Planted++
			t.Found += b2i(r.Flag)
		case decoy(r):
			continue
		default:
			t.Null, t.At05 = t.Null+1, t.At05+b2i(r.P <= .05)
			wrong += b2i(r.Flag)
		}
		flags += b2i(r.Flag)
	}
	t.Runs, t.Tested, t.Flags, t.False, t.AnyFlag = t.Runs+1, t.Tested+len(rep.Results), t.Flags+flags, t.False+wrong, t.AnyFlag+b2i(wrong > 0)
	t.rate.add(float64(wrong) / math.Max(1, float64(flags)))
	t.FDR, t.SE = t.rate.mean(), t.rate.error()
}

// processes are 40 pools of 2,500 units that fall to eight judges by their recorded
// shares; in two of them 5 % of the units are steered to one judge.
func processes(seed uint64, planted bool) (*screening.Frame, map[string]bool) {
	r := rand.New(rand.NewPCG(seed, 2))
	f, truth := &screening.Frame{}, map[string]bool{}
	var sub, str screening.Builder
	for p := range 40 {
		name := fmt.Sprintf("P%02d", p)
		load := make([]float64, 8)
		total := 0.0
		for j := range load {
			load[j] = .4 + 1.2*r.Float64()
			total += load[j]
		}
		steer := planted && p < 2
		truth[name] = steer
		for range 2500 {
			j := pickBy(r, load, total)
			if steer && r.Float64() < .05 {
				j = 3
			}
			f.Rows++
			sub.Add(fmt.Sprintf("%sJ%d", name, j))
			str.Add(name)
			f.Weight = append(f.Weight, load[j])
		}
	}
	f.Subject, f.Strata = *sub.Column(), str.Column()
	return f, truth
}

func pickBy(r *rand.Rand, w []float64, total float64) int {
	u := r.Float64() * total
	for i := range w {
		if u -= w[i]; u < 0 {
			return i
		}
	}
	return len(w) - 1
}

// sentences are 320 judges in 40 pools with 30 to 200 cases each; the logarithm of
// a sentence differs by .5 between cases and by .10 between honest judges. Six
// judges with at least 70 cases are shifted by half a unit.
func sentences(seed uint64, planted bool) (*screening.Frame, map[string]bool) {
	r := rand.New(rand.NewPCG(seed, 3))
	f, truth := &screening.Frame{}, map[string]bool{}
	var sub, str screening.Builder
	left := 6
	for j := range 320 {
		name, n := fmt.Sprintf("J%03d", j), 30+r.IntN(171)
		lean := r.NormFloat64() * .1
		if planted && left > 0 && j%53 == 7 {
			left--
			n = max(n, 70)
			lean += .5 - float64(left%2)
			truth[name] = true
		}
		for range n {
			kind := r.IntN(3)
			f.Rows++
			sub.Add(name)
			str.Add(fmt.Sprintf("P%02d·%d", j%40, kind))
			f.Outcome = append(f.Outcome, 2+.4*float64(kind)+lean+r.NormFloat64()*.5)
		}
	}
	f.Subject, f.Strata = *sub.Column(), str.Column()
	return f, truth
}

// sentencesAll are the same, compared with all judges by kind of case alone: that is
// the funnel which the screening design has in mind, whose expectation comes from
// legal factors of the case and not from a pool of eight.
func sentencesAll(seed uint64, planted bool) (*screening.Frame, map[string]bool) {
	f, truth := sentences(seed, planted)
	var str screening.Builder
	for _, c := range f.Strata.Codes {
		name := f.Strata.Names[c]
		str.Add(name[len(name)-1:])
	}
	f.Strata = str.Column()
	return f, truth
}

// outcomes are twelve courts in which judges differ in leniency and lawyers in
// skill; six pairs with at least 50 cases have an odds ratio of 5 between them.
func outcomes(seed uint64, planted bool) (*screening.Frame, map[string]bool) {
	r := rand.New(rand.NewPCG(seed, 5))
	f, truth := &screening.Frame{}, map[string]bool{}
	var sub, par, str screening.Builder
	for c := range 12 {
		lenient, skill, weight := make([]float64, 8), make([]float64, 40), make([]float64, 40)
		for j := range lenient {
			lenient[j] = r.NormFloat64() * .35
		}
		total := 0.0
		for l := range skill {
			skill[l], weight[l] = r.NormFloat64()*.3, math.Pow(float64(l+1), -.9)
			total += weight[l]
		}
		for range 3000 {
			j, l, cause := r.IntN(8), pickBy(r, weight, total), r.IntN(4)
			x := -.2 + .3*float64(cause) + lenient[j] + skill[l]
			if planted && c%2 == 0 && j == 2 && l == 0 {
				x += math.Log(5)
				truth[fmt.Sprintf("C%02dJ2|C%02dL00", c, c)] = true
			}
			won := 0.0
			if r.Float64() < 1/(1+math.Exp(-x)) {
				won = 1
			}
			f.Rows++
			sub.Add(fmt.Sprintf("C%02dJ%d", c, j))
			par.Add(fmt.Sprintf("C%02dL%02d", c, l))
			str.Add(fmt.Sprintf("C%02d·%d", c, cause))
			f.Outcome = append(f.Outcome, won)
		}
	}
	f.Subject, f.Partner, f.Strata = *sub.Column(), par.Column(), str.Column()
	return f, truth
}
