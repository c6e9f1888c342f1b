package lexis

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"sync"
)

// Doc is a text with its class. The first field is its subject or title; the others
// are its body. Field texts may be empty.
type Doc struct {
	Fields []string
	Label  string
}

// Options tune training; the zero value is right for the office.
type Options struct {
	// Seed decides the order rows are visited in. Equal docs, options and seed give an
	// equal model.
	Seed uint64
	// MinDocs leaves out n-grams found in fewer documents; 0 means 1, 2 or 3 by the
	// number of documents.
	MinDocs int
	// MaxGrams bounds the vocabulary while fitting (default 400,000) and Keep the
	// n-grams a finished model holds (default 120,000).
	MaxGrams, Keep int
	// NoBands skips the held-out fits that set the confidence bands; every band is
	// then low.
	NoBands bool
	// Workers bounds the classes fitted at once; 0 means no bound. The model is the same.
	Workers int
}

// Values fixed by cross-validation on public messages; they are no law of nature.
const (
	titleGrams  = 3   // longest n-gram of the title's own block
	titleWeight = 0.6 // length of the title block beside the joint block's 1
	presence    = 1.0 // smoothing of the log-count ratios
	loss        = 1.0 // C of the machine

	calibrationPart = 2000 // documents held out, at most; four times as many are learned from
)

// Model suggests a class. It is safe for concurrent use.
type Model struct {
	labels []string
	index  trie
	grams  []gram
	idf    []float32
	weight [][]float32 // per label; the last is the bias
	docs   int
	// high and medium are the least gaps between first and second margin for a band.
	high, medium float32
}

// Band is how sure the suggestion is; measured on documents held out of training.
type Band string

// Of the held-out suggestions at high, 95 of 100 were right; of those at medium, 75.
const (
	High   Band = "high"
	Medium Band = "medium"
	Low    Band = "low"
)

// Scored is a class with its margin; only the first of a list may be above low.
type Scored struct {
	Label  string  `json:"label"`
	Margin float64 `json:"margin"`
	Band   Band    `json:"band"`
}

// Labels are the classes the model knows, sorted.
func (m *Model) Labels() []string { return slices.Clone(m.labels) }

// Docs is the number of documents the model was trained on.
func (m *Model) Docs() int { return m.docs }

// EnoughDocs is as many documents as training needs: callers give the newest. Fifty
// thousand take half a minute and 600 MB, and are hardly better.
const EnoughDocs = 20_000

// Train fits a model: character n-grams of 1 to 4 with TF-IDF, weighted by naive
// Bayes log-count ratios, separated one class against the rest (NB-SVM: Wang and
// Manning, ACL 2012). Documents without a label or text are passed over. Training on
// no documents gives a model that suggests nothing.
func Train(docs []Doc, o Options) *Model {
	c := newCorpus(docs)
	all := make([]int, len(c.rows))
	for i := range all {
		all[i] = i
	}
	m := c.fit(all, o)
	if !o.NoBands {
		c.calibrate(m, all, o)
	}
	return m
}

// Classify lists every class, the likeliest first.
func (m *Model) Classify(fields []string) []Scored {
	out := m.score(m.vector(fields))
	if len(out) > 0 {
		out[0].Band = m.band(out)
	}
	return out
}

func (m *Model) score(x row) []Scored {
	out := make([]Scored, len(m.labels))
	for k, l := range m.labels {
		out[k] = Scored{l, x.dot(m.weight[k]) + float64(m.weight[k][len(m.grams)]), Low}
	}
	slices.SortStableFunc(out, func(a, b Scored) int { return cmp.Compare(b.Margin, a.Margin) })
	return out
}

func gap(s []Scored) float32 {
	if len(s) < 2 {
		return 0
	}
	return float32(s[0].Margin - s[1].Margin)
}

func (m *Model) band(s []Scored) Band {
	switch g := gap(s); {
	case g >= m.high:
		return High
	case g >= m.medium:
		return Medium
	}
	return Low
}

// count is how often a gram (by number) stands in a document.
type count struct {
	id int32
	n  float32
}

// corpus numbers the grams of documents. The numbering tells nothing: what is kept,
// weighed and learned is decided in fit from the rows it is given.
type corpus struct {
	grams  []gram
	rows   [][]count
	label  []int
	labels []string
}

func newCorpus(docs []Doc) *corpus {
	c := &corpus{}
	ids := map[gram]int32{}
	for _, d := range docs {
		if d.Label != "" && !slices.Contains(c.labels, d.Label) {
			c.labels = append(c.labels, d.Label)
		}
	}
	slices.Sort(c.labels)
	number := func(g gram) int32 {
		id, ok := ids[g]
		if !ok {
			id = int32(len(c.grams))
			ids[g] = id
			c.grams = append(c.grams, g)
		}
		return id
	}
	for _, d := range docs {
		row := countGrams(d.Fields, func(text []rune, block uint8, hi int, add func(int32)) {
			eachGram(text, 1, hi, func(g gram) { g.block = block; add(number(g)) })
		})
		if d.Label == "" || len(row) == 0 {
			row = nil
		}
		c.rows = append(c.rows, row)
		k, _ := slices.BinarySearch(c.labels, d.Label)
		c.label = append(c.label, k)
	}
	return c
}

// countGrams counts the n-grams of all fields together (block 0) and of the title
// alone (block 1): a title says what a letter is about in a tenth of its length.
// each calls add with the number of every gram of a block that stands in a text.
func countGrams(fields []string, each func(text []rune, block uint8, hi int, add func(int32))) []count {
	var seen []int32
	add := func(id int32) { seen = append(seen, id) }
	for i, f := range fields {
		text := plain(f)
		seen = slices.Grow(seen, 2*len(text))
		each(text, 0, maxGram, add)
		if i == 0 && len(fields) > 1 {
			each(text, 1, titleGrams, add)
		}
	}
	slices.Sort(seen)
	out := make([]count, 0, len(seen))
	for i := 0; i < len(seen); {
		n := i + 1
		for n < len(seen) && seen[n] == seen[i] {
			n++
		}
		out = append(out, count{seen[i], float32(n - i)})
		i = n
	}
	return out
}

// vectorOf weighs counts: sublinear TF × IDF, each block at its own length, the whole at 1.
// Counts must be of the model's own numbering.
func (m *Model) vectorOf(counts []count) row {
	x := row{make([]int32, len(counts)), make([]float32, len(counts))}
	var square [2]float64
	for i, c := range counts {
		v := (1 + math.Log(float64(c.n))) * float64(m.idf[c.id])
		x.at[i], x.val[i] = c.id, float32(v)
		square[m.grams[c.id].block] += v * v
	}
	length := [2]float64{1, titleWeight}
	total := 0.0
	for b, s := range square {
		if s > 0 {
			total += length[b] * length[b]
		}
	}
	for i, id := range x.at {
		b := m.grams[id].block
		x.val[i] *= float32(length[b] / math.Sqrt(square[b]*total))
	}
	return x
}

func (m *Model) vector(fields []string) row { return m.vectorOf(countGrams(fields, m.index.each)) }

// fit learns from the rows of train alone: vocabulary, IDF, ratios and weights.
func (c *corpus) fit(train []int, o Options) *Model {
	train = slices.DeleteFunc(slices.Clone(train), func(i int) bool { return c.rows[i] == nil })
	m := &Model{docs: len(train), high: inf, medium: inf}
	old := c.vocabulary(m, train, o)
	rows := make([]row, len(train))
	y := make([]int, len(train))
	size := make([]float64, len(c.labels))
	for k, i := range train {
		counts := make([]count, 0, len(c.rows[i]))
		for _, n := range c.rows[i] {
			if old[n.id] >= 0 {
				counts = append(counts, count{old[n.id], n.n})
			}
		}
		rows[k], y[k] = m.vectorOf(counts), c.label[i]
		size[y[k]]++
	}
	c.weigh(m, rows, y, size, o)
	m.shrink(o)
	return m
}

var inf = float32(math.Inf(1))

// vocabulary chooses the grams and their IDF and says each old number's new one, or -1.
func (c *corpus) vocabulary(m *Model, train []int, o Options) []int32 {
	df := make([]int32, len(c.grams))
	for _, i := range train {
		for _, n := range c.rows[i] {
			df[n.id]++
		}
	}
	least := int32(o.MinDocs)
	if least == 0 {
		least = 1 + int32(btoi(len(train) >= 200)) + int32(btoi(len(train) >= 1000))
	}
	limit := o.MaxGrams
	if limit == 0 {
		limit = 400_000
	}
	for least < int32(len(train)) && countIf(df, least) > limit {
		least++
	}
	next := make([]int32, len(df))
	for id, n := range df {
		next[id] = -1
		if n >= least && n > 0 {
			next[id] = int32(len(m.grams))
			m.grams = append(m.grams, c.grams[id])
			m.idf = append(m.idf, float32(math.Log(float64(len(train)+1)/float64(n+1))+1))
		}
	}
	return next
}

func countIf(df []int32, least int32) int {
	n := 0
	for _, v := range df {
		n += btoi(v >= least)
	}
	return n
}

// weigh fits each class against the rest, two at a time or as many as there are processors.
func (c *corpus) weigh(m *Model, rows []row, y []int, size []float64, o Options) {
	known := 0
	for _, n := range size {
		known += btoi(n > 0)
	}
	if known == 0 {
		return
	}
	var each sync.WaitGroup
	weight := make([][]float32, len(size))
	turn := make(chan struct{}, cmp.Or(o.Workers, len(size)))
	for k := range size {
		if size[k] == 0 {
			continue
		}
		turn <- struct{}{}
		each.Go(func() {
			defer func() { <-turn }()
			// A rare class's rows count for more, but not so much as to drown the rest.
			cost := func(i int) float64 {
				return loss * math.Sqrt(float64(len(rows))/(float64(known)*size[y[i]]))
			}
			yes := func(i int) bool { return y[i] == k }
			weight[k] = separate(rows, yes, cost, ratios(rows, yes, len(m.grams)), o.Seed+uint64(k))
		})
	}
	each.Wait()
	for k, w := range weight {
		if w != nil {
			m.labels = append(m.labels, strings.Clone(c.labels[k]))
			m.weight = append(m.weight, w)
		}
	}
}

// ratios are the squares of naive Bayes log-count ratios of presence.
func ratios(rows []row, yes func(int) bool, size int) []float32 {
	in, out := make([]float64, size), make([]float64, size)
	sumIn, sumOut := presence*float64(size), presence*float64(size)
	for i, x := range rows {
		to, sum := out, &sumOut
		if yes(i) {
			to, sum = in, &sumIn
		}
		*sum += float64(len(x.at))
		for _, j := range x.at {
			to[j]++
		}
	}
	r := make([]float32, size)
	for j := range r {
		v := math.Log((presence+in[j])/sumIn) - math.Log((presence+out[j])/sumOut)
		r[j] = float32(v * v)
	}
	return r
}

// shrink keeps the weightiest grams and rounds weights to 16 bits, so that a model
// read back is the model that was trained, bit for bit.
func (m *Model) shrink(o Options) {
	keep := o.Keep
	if keep == 0 {
		keep = 120_000
	}
	if len(m.grams) > keep {
		m.drop(keep)
	}
	for _, w := range m.weight {
		unit := grain(w)
		for j, v := range w {
			w[j] = float32(math.RoundToEven(float64(v)/float64(unit))) * unit
		}
	}
	m.index = newTrie(m.grams)
}

// grain is the step of the 16-bit rounding: a power of two, so that rounding twice
// changes nothing.
func grain(w []float32) float32 {
	top := float32(0)
	for _, v := range w {
		top = max(top, max(v, -v))
	}
	if top == 0 {
		return 1
	}
	_, e := math.Frexp(float64(top))
	return float32(math.Ldexp(1, e-15))
}

func (m *Model) drop(keep int) {
	worth := make([]float32, len(m.grams))
	order := make([]int, len(m.grams))
	for j := range order {
		order[j] = j
		for _, w := range m.weight {
			worth[j] = max(worth[j], max(w[j], -w[j])*m.idf[j])
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(worth[b], worth[a]) })
	order = order[:keep]
	slices.Sort(order)
	for _, w := range m.weight {
		for to, from := range order {
			w[to] = w[from]
		}
		w[keep] = w[len(m.grams)]
	}
	for k := range m.weight {
		m.weight[k] = m.weight[k][:keep+1]
	}
	for to, from := range order {
		m.grams[to], m.idf[to] = m.grams[from], m.idf[from]
	}
	m.grams, m.idf = m.grams[:keep], m.idf[:keep]
}

// calibrate sets the bands from fits on four parts of five, each asked about the fifth;
// where there are many documents, from one such fit on a sample.
func (c *corpus) calibrate(m *Model, train []int, o Options) {
	rounds := 5
	if len(train) > calibrationPart {
		rounds = 1
	}
	fold := stratify(c.label, nil, max(5, len(train)/calibrationPart), o.Seed)
	var seen []answer
	for held := range rounds {
		seen = append(seen, c.trial(train, fold, held, o)...)
	}
	slices.SortFunc(seen, func(a, b answer) int { return cmp.Compare(b.gap, a.gap) })
	n := most(seen, 0.95)
	m.high = gapOf(seen, n)
	m.medium = min(m.high, gapOf(seen[n:], most(seen[n:], 0.75)))
}

// trial learns from the first five folds but held and answers for held.
func (c *corpus) trial(train, fold []int, held int, o Options) (seen []answer) {
	part := slices.DeleteFunc(slices.Clone(train), func(i int) bool { return fold[i] > 4 || fold[i] == held })
	m := c.fit(part, o)
	if len(m.labels) < 2 {
		return nil
	}
	for _, i := range train {
		if c.rows[i] == nil || fold[i] != held {
			continue
		}
		var counts []count
		for _, n := range c.rows[i] {
			if id, ok := m.index.find(c.grams[n.id]); ok {
				counts = append(counts, count{id, n.n})
			}
		}
		slices.SortFunc(counts, func(a, b count) int { return cmp.Compare(a.id, b.id) })
		s := m.score(m.vectorOf(counts))
		seen = append(seen, answer{gap(s), s[0].Label == c.labels[c.label[i]]})
	}
	return seen
}

type answer struct {
	gap   float32
	right bool
}

// most is the greatest number of answers, surest first, of which the wanted share was
// right; 0 for fewer than 20, which prove nothing.
func most(seen []answer, share float64) int {
	n, right := 0, 0
	for i, s := range seen {
		right += btoi(s.right)
		if i+1 >= 20 && float64(right) >= share*float64(i+1) {
			n = i + 1
		}
	}
	return n
}

// gapOf is the gap of the last of n answers; infinite for none.
func gapOf(seen []answer, n int) float32 {
	if n == 0 {
		return inf
	}
	return seen[n-1].gap
}
