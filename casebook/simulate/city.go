// Package simulate invents registers of closed cases with planted misconduct,
// honest affinities, decoys and faults of data, and the truth about them: with it
// the power and the realised false-discovery rate of the detectors are measured.
// Nobody in it exists. The anchors of its sizes stand in docs/benchmarks.md.
package simulate

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
)

// Config is a place and what is planted in it. Zero values take the city of the
// screening design: 150,000 cases a year, 10 courts, 320 judges, 3,000 lawyers.
type Config struct {
	Seed   uint64
	Cases  int // a year
	Years  int
	Courts int
	Judges int
	Laws   int     // lawyers
	Series float64 // share of cases that come in series of about ten
	Tau    float64 // log-sd of honest affinities between a judge and a lawyer
	Steer  int     // planted pairs (P1), each with the odds ratio OR
	OR     float64
	Ring   bool // P4: one judge and three lawyers of one firm, each with odds ratio 2
	Lean   int  // P6: judges whose outcome differs by LeanBy on the logit
	LeanBy float64
	Bunch  int  // P7: judges who close in the last days before the limit
	Faults bool // missing lawyers, merged namesakes, duplicates, wrong judges
	Decoys bool // P0a a bank's series, P0b a specialist pair, P0c a duty lawyer, P0d an inherited docket
}

func (c Config) whole() Config {
	put := func(p *int, v int) {
		if *p == 0 {
			*p = v
		}
	}
	put(&c.Cases, 150_000)
	put(&c.Years, 1)
	put(&c.Courts, 10)
	put(&c.Judges, 320)
	put(&c.Laws, 3000)
	if c.OR == 0 {
		c.OR = 5
	}
	if c.LeanBy == 0 {
		c.LeanBy = .8
	}
	return c
}

// Row is one closed case.
type Row struct {
	ID, Court, Pool, Cause, Month, Judge, Lawyer, Series string
	Won                                                  bool
	Left                                                 int // days left to the limit at closing
}

// Truth is what was planted; it is sealed until the results are opened.
type Truth struct {
	Config Config   `json:"config"`
	Pairs  []Pair   `json:"pairs"`
	Judges []string `json:"judges,omitempty"` // P6
	Bunch  []string `json:"bunch,omitempty"`  // P7
	Decoys []Pair   `json:"decoys,omitempty"`
}

// Pair is a judge and a lawyer who were planted, and why.
type Pair struct {
	Kind   string  `json:"kind"` // P1, P4, P0a …
	Judge  string  `json:"judge"`
	Lawyer string  `json:"lawyer"`
	OR     float64 `json:"or,omitempty"`
}

type judge struct {
	name          string
	load, lenient float64
	bunch         bool
	monthly       []float64 // presence by month, 0 away
}

type lawyer struct {
	name  string
	pool  int // where most of the work is
	court int
}

type pool struct {
	court  int
	name   string
	judges []*judge
	laws   []int     // lawyers who come here
	cum    []float64 // cumulative weights of their coming
	size   float64   // share of cases
}

type city struct {
	c     Config
	r     *rand.Rand
	pools []*pool
	laws  []lawyer
	odds  map[[2]string]float64 // planted odds ratios
	truth Truth
}

// City invents the register; emit is called for each row in the order of arrival.
// The same configuration gives the same rows on every machine.
func City(c Config, emit func(Row)) Truth {
	c = c.whole()
	t := &city{c: c, r: rand.New(rand.NewPCG(c.Seed, 0x68656e676a69616e)), odds: map[[2]string]float64{}}
	t.truth.Config = c
	t.build()
	t.plant()
	t.run(emit)
	return t.truth
}

// build makes courts with four pools each, one of them now and then with a single
// judge; court sizes are log-normal, lawyers Zipf within their court, three
// quarters of their work in one pool.
func (t *city) build() {
	c, months := t.c, 12*t.c.Years
	total := 0.0
	for k := range c.Courts {
		size := math.Exp(t.r.NormFloat64() * .4)
		for q := range 4 {
			t.pools = append(t.pools, &pool{court: k, name: fmt.Sprintf("法院%02d·%d庭", k+1, q+1), size: size})
			total += size
		}
	}
	for _, p := range t.pools {
		p.size /= total
	}
	for j := range c.Judges {
		p := t.pools[j%len(t.pools)]
		if j >= len(t.pools) && j%len(t.pools) == len(t.pools)-1 { // the last pool is a one-judge tribunal
			p = t.pools[t.r.IntN(len(t.pools)-1)]
		}
		x := &judge{name: fmt.Sprintf("J%04d", j), load: .4 + 1.2*t.r.Float64(), lenient: t.r.NormFloat64() * .35}
		for range months {
			m := .3 + 1.4*t.r.Float64()
			if t.r.Float64() < .12 {
				m = 0
			}
			x.monthly = append(x.monthly, m)
		}
		p.judges = append(p.judges, x)
	}
	for l := range c.Laws {
		k := l % c.Courts
		t.laws = append(t.laws, lawyer{fmt.Sprintf("L%05d", l), 4*k + t.r.IntN(4), k})
	}
	for i, p := range t.pools {
		rank := 0
		sum := 0.0
		for l, x := range t.laws {
			if x.court != p.court {
				continue
			}
			rank++
			w := math.Pow(float64(rank), -.9)
			if x.pool == i {
				w *= 9 // three quarters of the work in the own pool of four
			}
			sum += w
			p.laws, p.cum = append(p.laws, l), append(p.cum, sum)
		}
	}
}

// plant chooses who does wrong, and the decoys, from pools with several judges.
func (t *city) plant() {
	c := t.c
	many := func() *pool {
		for {
			if p := t.pools[t.r.IntN(len(t.pools))]; len(p.judges) > 2 {
				return p
			}
		}
	}
	at := func(kind string, or float64) Pair {
		p := many()
		for {
			x := Pair{kind, p.judges[t.r.IntN(len(p.judges))].name, t.laws[t.come(p)].name, or}
			if _, taken := t.odds[[2]string{x.Judge, x.Lawyer}]; !taken {
				t.odds[[2]string{x.Judge, x.Lawyer}] = or
				return x
			}
		}
	}
	for range c.Steer {
		t.truth.Pairs = append(t.truth.Pairs, at("P1", c.OR))
	}
	if c.Ring {
		p := many()
		for i := range 3 {
			x := Pair{"P4", p.judges[0].name, t.laws[p.laws[i+3]].name, 2}
			t.odds[[2]string{x.Judge, x.Lawyer}] = 2
			t.truth.Pairs = append(t.truth.Pairs, x)
		}
	}
	for range c.Lean {
		p := many()
		x := p.judges[t.r.IntN(len(p.judges))]
		x.lenient += c.LeanBy
		t.truth.Judges = append(t.truth.Judges, x.name)
	}
	for range c.Bunch {
		p := many()
		x := p.judges[t.r.IntN(len(p.judges))]
		x.bunch = true
		t.truth.Bunch = append(t.truth.Bunch, x.name)
	}
	slices.Sort(t.truth.Judges)
	slices.Sort(t.truth.Bunch)
}

// come draws which lawyer comes to a pool.
func (t *city) come(p *pool) int {
	i, _ := slices.BinarySearch(p.cum, t.r.Float64()*p.cum[len(p.cum)-1])
	return p.laws[min(i, len(p.laws)-1)]
}

// affinity is the honest one of a pair, the same whenever they meet.
func (t *city) affinity(j, l string) float64 {
	if t.c.Tau == 0 {
		return 1
	}
	h := uint64(1469598103934665603) ^ t.c.Seed
	for _, s := range []string{j, l} {
		for i := range len(s) {
			h = (h ^ uint64(s[i])) * 1099511628211
		}
	}
	r := rand.New(rand.NewPCG(h, h>>7|1))
	return math.Exp(r.NormFloat64() * t.c.Tau)
}

// run lets cases arrive month by month.
func (t *city) run(emit func(Row)) {
	c := t.c
	aff := map[[2]string]float64{}
	n, series := 0, 0
	for month := range 12 * c.Years {
		for _, p := range t.pools {
			units := int(float64(c.Cases)/12*p.size + t.r.Float64())
			for k := 0; k < units; {
				l := t.laws[t.come(p)].name
				j := t.assign(p, month, l, aff)
				size, name := 1, ""
				if c.Series > 0 && t.r.Float64() < c.Series/(c.Series+10*(1-c.Series)) {
					size, series = 2+int(t.r.ExpFloat64()*8), series+1
					name = "S" + strconv.Itoa(series)
				}
				for range size {
					t.emit(&n, p, month, j, l, name, emit)
				}
				k += size
			}
		}
		if c.Decoys {
			t.decoys(month, &n, &series, emit)
		}
	}
}

// assign draws the judge: load, presence, honest affinity, and steering.
func (t *city) assign(p *pool, month int, l string, aff map[[2]string]float64) *judge {
	total := 0.0
	w := make([]float64, len(p.judges))
	for i, j := range p.judges {
		k := [2]string{j.name, l}
		a, ok := aff[k]
		if !ok {
			a = t.affinity(j.name, l)
			if or := t.odds[k]; or > 0 {
				a *= or
			}
			aff[k] = a
		}
		w[i] = j.load * j.monthly[month] * a
		total += w[i]
	}
	if total == 0 {
		return p.judges[0]
	}
	u := t.r.Float64() * total
	for i := range w {
		if u -= w[i]; u < 0 {
			return p.judges[i]
		}
	}
	return p.judges[len(p.judges)-1]
}

func (t *city) emit(n *int, p *pool, month int, j *judge, l, series string, emit func(Row)) {
	*n++
	row := Row{ID: "C" + strconv.Itoa(*n), Court: p.name[:len("法院01")], Pool: p.name, Cause: "K" + strconv.Itoa(t.r.IntN(4)), Month: strconv.Itoa(month + 1), Judge: j.name, Lawyer: l, Series: series,
		Won: t.r.Float64() < 1/(1+math.Exp(-(j.lenient-.2)))}
	row.Left = int(90 - math.Exp(4+.6*t.r.NormFloat64()))
	if row.Left < 0 && t.r.Float64() < .7 { // most would-be overruns end just within the limit
		row.Left = t.r.IntN(10)
	}
	if j.bunch && t.r.Float64() < .5 {
		row.Left = t.r.IntN(10)
	}
	if t.c.Faults {
		switch u := t.r.Float64(); {
		case u < .02:
			row.Lawyer = ""
		case u < .03:
			row.Lawyer = l[:len(l)-1] + "0" // a namesake
		case u < .04:
			row.Judge = p.judges[t.r.IntN(len(p.judges))].name
		case u < .045:
			emit(row)
		}
	}
	emit(row)
}

// decoys look like steering and are none: a bank's long series before one judge, a
// specialist with the only judge of that specialty, a duty lawyer whose judge sits
// on the same days, a docket handed to a new judge with its lawyers.
func (t *city) decoys(month int, n, series *int, emit func(Row)) {
	p := t.pools[0]
	add := func(kind, j, l string) {
		if x := (Pair{Kind: kind, Judge: j, Lawyer: l}); !slices.Contains(t.truth.Decoys, x) {
			t.truth.Decoys = append(t.truth.Decoys, x)
		}
	}
	if month == 2 {
		*series++
		for range 400 {
			t.emit(n, p, month, p.judges[0], "L银行", "S"+strconv.Itoa(*series), emit)
		}
		add("P0a", p.judges[0].name, "L银行")
	}
	ip := &pool{court: 0, name: t.pools[0].name[:len("法院01")] + "·知产庭", judges: []*judge{{name: "J知产", monthly: p.judges[0].monthly}}}
	for range 6 { // the pool has one judge: nothing can be learnt
		t.emit(n, ip, month, ip.judges[0], "L知产", "", emit)
	}
	add("P0b", "J知产", "L知产")
	duty := &pool{court: 0, name: t.pools[1].name + "·速裁", judges: t.pools[1].judges[:1]}
	for range 8 { // duty sittings are a pool of their own, in which both always are
		t.emit(n, duty, month, duty.judges[0], "L值班", "", emit)
	}
	add("P0c", duty.judges[0].name, "L值班")
	if q := t.pools[2]; month == 5 && len(q.judges) > 1 {
		*series++
		for range 30 { // a docket handed over in one act
			t.emit(n, q, month, q.judges[1], "L接手", "S"+strconv.Itoa(*series), emit)
		}
		add("P0d", q.judges[1].name, "L接手")
	}
}
