// Package agreement measures how far reviewers of the same files agree (评查一致
// 性): a rate that rests on reviewers who do not agree is not reliable, and must
// not be published as one.
package agreement

import (
	"cmp"
	"math"
	"slices"
)

// Rating is one reviewer's score of one file.
type Rating struct{ Rater, Subject, Score string }

// Level is how scores compare: by name, by order, by distance, by ratio.
type Level string

// Levels of measurement (Stevens 1946).
const (
	Nominal  Level = "nominal"
	Ordinal  Level = "ordinal"
	Interval Level = "interval"
	Ratio    Level = "ratio"
)

// Report holds the measures; NaN where one is not defined for the data.
type Report struct {
	Level                     Level
	Raters, Subjects, Ratings int
	Paired                    int     // subjects with two ratings or more
	Agreement                 float64 // share of pairs of ratings of one subject that agree
	Alpha                     float64 // Krippendorff
	AC1                       float64 // Gwet; AC2 with ordinal weights where scores have an order
	Fleiss                    float64
	Cohen                     float64 // two raters
	AlphaCI, AC1CI            [2]float64
	ICC                       *ICC // numbers, every rater rated every subject
	Notes                     []string
}

// table is subjects × categories: how many raters gave the subject the category.
type table struct {
	cats   []string
	value  []float64
	counts [][]float64
	by     []map[string]int // by subject: rater → category, for Cohen
}

// Measure computes all of them. For any level but nominal scores are numbers.
func Measure(ratings []Rating, level Level) (*Report, error) {
	t, raters, err := lay(ratings, level)
	if err != nil {
		return nil, err
	}
	r := &Report{Level: level, Raters: len(raters), Subjects: len(t.counts), Ratings: len(ratings)}
	for _, c := range t.counts {
		if total(c) >= 2 {
			r.Paired++
		}
	}
	if r.Paired == 0 {
		return nil, wrong("ratings", "没有一件有两人以上评分", "no subject has two ratings")
	}
	all := func(counts [][]float64) float64 { return t.alpha(counts, level) }
	ac := func(counts [][]float64) float64 { return t.gwet(counts, level) }
	r.Agreement, r.Alpha, r.AC1, r.Fleiss, r.Cohen = t.observed(t.counts, nil), all(t.counts), ac(t.counts), t.fleiss(), t.cohen(raters)
	r.AlphaCI, r.AC1CI = jackknife(t.counts, all), jackknife(t.counts, ac)
	if len(t.cats) == 1 {
		r.Notes = append(r.Notes, "every rating is the same: chance-corrected measures say nothing")
	}
	if level != Nominal {
		r.ICC = t.icc(raters)
	}
	return r, nil
}

func total(c []float64) (n float64) {
	for _, x := range c {
		n += x
	}
	return n
}

// observed is the mean over subjects of the share of agreeing pairs, with weights
// w for pairs that agree in part.
func (t *table) observed(counts [][]float64, w [][]float64) float64 {
	sum, n := 0.0, 0.0
	for _, c := range counts {
		r := total(c)
		if r < 2 {
			continue
		}
		a := 0.0
		for k, x := range c {
			near := x
			if w != nil {
				near = 0
				for l, y := range c {
					near += w[k][l] * y
				}
			}
			a += x * (near - 1)
		}
		sum += a / (r * (r - 1))
		n++
	}
	return sum / n
}

// gwet is AC1 (Gwet, British Journal of Mathematical and Statistical Psychology
// 61, 2008), and AC2 with ordinal weights where scores have an order. It stays
// what it should where nearly all files are in one category.
func (t *table) gwet(counts [][]float64, level Level) float64 {
	q := len(t.cats)
	if q < 2 {
		return math.NaN()
	}
	w := identity(q)
	if level != Nominal {
		w = ordinalWeights(q)
	}
	pi, n := make([]float64, q), 0.0
	for _, c := range counts {
		r := total(c)
		if r == 0 {
			continue
		}
		n++
		for k, x := range c {
			pi[k] += x / r
		}
	}
	tw, e := 0.0, 0.0
	for k := range pi {
		pi[k] /= n
		e += pi[k] * (1 - pi[k])
		for l := range pi {
			tw += w[k][l]
		}
	}
	pe := tw * e / float64(q*(q-1))
	return (t.observed(counts, w) - pe) / (1 - pe)
}

func identity(q int) [][]float64 {
	w := make([][]float64, q)
	for k := range w {
		w[k] = make([]float64, q)
		w[k][k] = 1
	}
	return w
}

// ordinalWeights are Gwet's: 1 - C(|k-l|+1, 2)/C(q, 2).
func ordinalWeights(q int) [][]float64 {
	w := identity(q)
	for k := range q {
		for l := range q {
			if d := float64(max(k-l, l-k)); d > 0 {
				w[k][l] = 1 - d*(d+1)/float64(q*(q-1))
			}
		}
	}
	return w
}

// fleiss is Fleiss' kappa (1971) with each subject's own number of ratings.
func (t *table) fleiss() float64 {
	p, n := make([]float64, len(t.cats)), 0.0
	for _, c := range t.counts {
		if r := total(c); r >= 2 {
			for k, x := range c {
				p[k] += x
			}
			n += r
		}
	}
	pe := 0.0
	for _, x := range p {
		pe += x / n * x / n
	}
	if pe == 1 {
		return math.NaN()
	}
	return (t.observed(t.counts, nil) - pe) / (1 - pe)
}

// cohen is Cohen's kappa (1960) of two raters. A rater who gives one score to
// all makes it 0, two such raters with the same score undefined.
func (t *table) cohen(raters []string) float64 {
	if len(raters) != 2 {
		return math.NaN()
	}
	q := len(t.cats)
	a, b := make([]float64, q), make([]float64, q)
	same, n := 0.0, 0.0
	for _, s := range t.by {
		x, ok1 := s[raters[0]]
		y, ok2 := s[raters[1]]
		if !ok1 || !ok2 {
			continue
		}
		n++
		a[x]++
		b[y]++
		if x == y {
			same++
		}
	}
	pe := 0.0
	for k := range a {
		pe += a[k] / n * b[k] / n
	}
	if pe == 1 || n == 0 {
		return math.NaN()
	}
	return (same/n - pe) / (1 - pe)
}

// jackknife leaves one subject out at a time: a 95 % interval for any measure.
func jackknife(counts [][]float64, f func([][]float64) float64) [2]float64 {
	n := len(counts)
	if n < 3 || n > 5000 { // quadratic in the number of subjects
		return [2]float64{math.NaN(), math.NaN()}
	}
	whole := f(counts)
	rest := make([][]float64, 0, n)
	var v []float64
	for i := range counts {
		rest = append(append(rest[:0], counts[:i]...), counts[i+1:]...)
		v = append(v, float64(n)*whole-float64(n-1)*f(rest))
	}
	m, ss := 0.0, 0.0
	for _, x := range v {
		m += x / float64(n)
	}
	for _, x := range v {
		ss += (x - m) * (x - m)
	}
	half := 1.959963984540054 * math.Sqrt(ss/float64(n-1)/float64(n))
	return [2]float64{whole - half, min(1, whole+half)}
}

// lay counts the ratings; categories by value, or by name.
func lay(ratings []Rating, level Level) (*table, []string, error) {
	t := &table{}
	values := map[string]float64{}
	raters, subjects := map[string]bool{}, map[string]int{}
	var order []string
	for _, r := range ratings {
		if r.Rater == "" || r.Subject == "" || r.Score == "" {
			return nil, nil, wrong("ratings", "评分人、对象和分数都要有", "rater, subject and score are all needed")
		}
		if _, ok := values[r.Score]; !ok {
			v, err := value(r.Score, level)
			if err != nil {
				return nil, nil, err
			}
			values[r.Score] = v
			t.cats = append(t.cats, r.Score)
		}
		if _, ok := subjects[r.Subject]; !ok {
			subjects[r.Subject] = 0
			order = append(order, r.Subject)
		}
		raters[r.Rater] = true
	}
	slices.SortFunc(t.cats, func(a, b string) int { return cmp.Or(cmp.Compare(values[a], values[b]), cmp.Compare(a, b)) })
	if level != Nominal { // 1 and 1.0 are one score
		t.cats = slices.CompactFunc(t.cats, func(a, b string) bool { return values[a] == values[b] })
	}
	at := map[float64]int{}
	byName := map[string]int{}
	for i, c := range t.cats {
		t.value = append(t.value, values[c])
		at[values[c]], byName[c] = i, i
	}
	slices.Sort(order)
	for i, s := range order {
		subjects[s] = i
		t.counts = append(t.counts, make([]float64, len(t.cats)))
		t.by = append(t.by, map[string]int{})
	}
	for _, r := range ratings {
		i, k := subjects[r.Subject], byName[r.Score]
		if level != Nominal {
			k = at[values[r.Score]]
		}
		if _, twice := t.by[i][r.Rater]; twice {
			return nil, nil, wrong("ratings", r.Rater+"对"+r.Subject+"评了两次", r.Rater+" rated "+r.Subject+" twice")
		}
		t.by[i][r.Rater] = k
		t.counts[i][k]++
	}
	var names []string
	for n := range raters {
		names = append(names, n)
	}
	slices.Sort(names)
	return t, names, nil
}
