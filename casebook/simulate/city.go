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
	"time"
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
	Bunch  int // P7: judges who close in the last days before the limit
	Win    int // P2: pairs whose outcomes have the odds ratio WinOR
	WinOR  float64
	Both   int  // P3: pairs that are steered and win
	Soft   int  // P5: lawyers whose clients' sentences are shorter by 20 to 40 %
	Dip    int  // P8: courts that put off 40 % of December's registrations
	Swap   int  // P9: pools in which 4 % of the cases are taken from their judge and given to one
	Refile int  // P10: lawyers who withdraw and file again until one judge has the case
	Copy   int  // P12: judges who copy the reasoning of another judgment, in 5 to 50 % of theirs
	From   int  // P13: month, from 0, in which steering begins
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
	if c.WinOR == 0 {
		c.WinOR = 3
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
	Filed, Closed                                        time.Time
	First                                                string  // the judge to whom it fell first
	Sentence                                             float64 // months
	Withdrawn                                            bool
	Party                                                string
	Reasoning                                            string // of the judgment; only where P12 was asked for
	Copied                                               bool   // it is another one's
}

// Truth is what was planted; it is sealed until the results are opened.
type Truth struct {
	Config Config   `json:"config"`
	Pairs  []Pair   `json:"pairs"`
	Judges []string `json:"judges,omitempty"` // P6
	Bunch  []string `json:"bunch,omitempty"`  // P7
	Decoys []Pair   `json:"decoys,omitempty"`
	Soft   []string `json:"soft,omitempty"`   // P5
	Dips   []string `json:"dips,omitempty"`   // P8
	Swaps  []Pair   `json:"swaps,omitempty"`  // P9: the favourite and the pool
	Refile []Pair   `json:"refile,omitempty"` // P10
	Copied []Copier `json:"copied,omitempty"` // P12
}

// Pair is a judge and a lawyer who were planted, and why.
type Pair struct {
	Kind   string  `json:"kind"` // P1, P4, P0a …
	Judge  string  `json:"judge"`
	Lawyer string  `json:"lawyer"`
	OR     float64 `json:"or,omitempty"`
}

// Copier is a judge who copies reasoning, and in which share of the judgments.
type Copier struct {
	Judge string  `json:"judge"`
	Share float64 `json:"share"`
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
	x     *rand.Rand            // of what was added later: the rows of a seed stay what they were
	odds  map[[2]string]float64 // planted odds ratios
	wins  map[[2]string]float64 // of outcomes within a pair
	soft  map[string]float64    // factor of a lawyer's sentences
	dips  map[int]bool          // courts
	swaps map[*pool]*judge
	write *writers
	again map[string]*judge // to whom a lawyer's cases must come
	aff   map[[2]string]float64
	truth Truth
}

// City invents the register; emit is called for each row in the order of arrival.
// The same configuration gives the same rows on every machine.
func City(c Config, emit func(Row)) Truth {
	c = c.whole()
	t := &city{c: c, r: rand.New(rand.NewPCG(c.Seed, 0x68656e676a69616e)), odds: map[[2]string]float64{}, x: rand.New(rand.NewPCG(c.Seed, 0x7265737465)), wins: map[[2]string]float64{},
		soft: map[string]float64{}, dips: map[int]bool{}, swaps: map[*pool]*judge{}, again: map[string]*judge{}}
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
	t.plantMore(many)
	t.plantCopies()
	slices.Sort(t.truth.Judges)
	slices.Sort(t.truth.Bunch)
}

// plantMore chooses for the plants that draw from a stream of their own.
func (t *city) plantMore(many func() *pool) {
	c := t.c
	pair := func(kind string, or float64) Pair {
		p := many()
		return Pair{kind, p.judges[t.x.IntN(len(p.judges))].name, t.busy(p), or}
	}
	for range c.Win {
		x := pair("P2", c.WinOR)
		t.wins[[2]string{x.Judge, x.Lawyer}] = x.OR
		t.truth.Pairs = append(t.truth.Pairs, x)
	}
	for range c.Both {
		x := pair("P3", c.OR)
		t.odds[[2]string{x.Judge, x.Lawyer}], t.wins[[2]string{x.Judge, x.Lawyer}] = c.OR, c.WinOR
		t.truth.Pairs = append(t.truth.Pairs, x)
	}
	for range c.Soft {
		p := many()
		l := t.busy(p)
		t.soft[l] = .6 + .2*t.x.Float64()
		t.truth.Soft = append(t.truth.Soft, l)
	}
	for k := range min(c.Dip, c.Courts) {
		t.dips[k] = true
		t.truth.Dips = append(t.truth.Dips, t.pools[4*k].name[:len("法院01")])
	}
	for range c.Swap {
		p := many()
		t.swaps[p] = p.judges[0]
		t.truth.Swaps = append(t.truth.Swaps, Pair{Kind: "P9", Judge: p.judges[0].name, Lawyer: p.name})
	}
	for range c.Refile {
		p := many()
		l := t.busy(p)
		t.again[l] = p.judges[1]
		t.truth.Refile = append(t.truth.Refile, Pair{Kind: "P10", Judge: p.judges[1].name, Lawyer: l})
	}
}

// busy is one of the four lawyers who come to a pool most.
func (t *city) busy(p *pool) string {
	var own []int
	for _, l := range p.laws {
		if len(own) < 4 && t.pools[t.laws[l].pool] == p {
			own = append(own, l)
		}
	}
	if len(own) == 0 {
		own = p.laws
	}
	return t.laws[own[t.x.IntN(len(own))]].name
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
	n, series := 0, 0
	for month := range 12 * c.Years {
		if month == 0 || month == c.From {
			t.aff = map[[2]string]float64{}
		}
		for _, p := range t.pools {
			units := int(float64(c.Cases)/12*p.size + t.r.Float64())
			for k := 0; k < units; {
				l := t.laws[t.come(p)].name
				j := t.assign(p, month, l)
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
func (t *city) assign(p *pool, month int, l string) *judge {
	total := 0.0
	w := make([]float64, len(p.judges))
	for i, j := range p.judges {
		k := [2]string{j.name, l}
		a, ok := t.aff[k]
		if !ok {
			a = t.affinity(j.name, l)
			if or := t.odds[k]; or > 0 && month >= t.c.From {
				a *= or
			}
			t.aff[k] = a
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
		First: j.name}
	row.Won = t.r.Float64() < 1/(1+math.Exp(-(j.lenient-.2+t.winning(j.name, l))))
	row.Left = int(90 - math.Exp(4+.6*t.r.NormFloat64()))
	if row.Left < 0 && t.r.Float64() < .7 { // most would-be overruns end just within the limit
		row.Left = t.r.IntN(10)
	}
	if j.bunch && t.r.Float64() < .5 {
		row.Left = t.r.IntN(10)
	}
	t.more(&row, n, p, month, j, l, series, emit)
	t.write.reason(&row)
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

func (t *city) winning(j, l string) float64 {
	if or := t.wins[[2]string{j, l}]; or > 0 {
		return math.Log(or)
	}
	return 0
}

// more fills in dates, sentence and parties and does what was planted there.
func (t *city) more(row *Row, n *int, p *pool, month int, j *judge, l, series string, emit func(Row)) {
	filed := time.Date(2025, time.Month(1+month), 1+t.x.IntN(28), 0, 0, 0, 0, time.UTC)
	if month%12 == 11 && t.dips[p.court] && t.x.Float64() < .4 {
		filed = filed.AddDate(0, 0, 31)
	}
	row.Filed, row.Closed = filed, filed.AddDate(0, 0, 90-row.Left)
	row.Party = "D" + strconv.Itoa(*n)
	row.Sentence = math.Exp(2.4 + .5*t.x.NormFloat64())
	if f := t.soft[l]; f > 0 {
		row.Sentence *= f
	}
	row.Sentence = math.Round(row.Sentence*10) / 10
	if f := t.swaps[p]; f != nil && t.x.Float64() < .04 {
		row.Judge = f.name
	}
	f := t.again[l]
	if f == nil || f == j || series != "" || !slices.Contains(p.judges, f) || t.x.Float64() > .6 {
		row.Withdrawn = t.x.Float64() < .05
		return
	}
	first := *row // withdrawn before the judge to whom it fell, and filed again
	first.Withdrawn, first.Closed = true, filed.AddDate(0, 0, 12)
	emit(first)
	*n++
	row.ID, row.Judge, row.First, row.Filed = "C"+strconv.Itoa(*n), f.name, f.name, filed.AddDate(0, 0, 15+t.x.IntN(60))
	row.Closed = row.Filed.AddDate(0, 0, 90-row.Left)
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
