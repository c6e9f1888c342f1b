package lexis

import (
	"math"
	"slices"
)

// Score is how well suggestions met the labels.
type Score struct {
	MacroF1  float64               `json:"macro_f1"`
	Accuracy float64               `json:"accuracy"`
	PerClass map[string]ClassScore `json:"per_class"`
}

// ClassScore is one class's part.
type ClassScore struct {
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	F1        float64 `json:"f1"`
	Support   int     `json:"support"`
}

// Folds deals documents to n folds so that every class is spread evenly. Documents of
// the same text (NFKC, digits and white space apart) go to one fold, so that no model
// is asked about a text it has learned. The same seed gives the same folds.
func Folds(docs []Doc, n int, seed uint64) []int {
	label, same := make([]int, len(docs)), make([]int, len(docs))
	labels, texts := map[string]int{}, map[string]int{}
	for i, d := range docs {
		label[i] = numbered(labels, d.Label)
		same[i] = numbered(texts, sameText(d))
	}
	return stratify(label, same, n, seed)
}

// Repeats is the number of documents whose text stands earlier in the list.
func Repeats(docs []Doc) int {
	texts := map[string]int{}
	for _, d := range docs {
		numbered(texts, sameText(d))
	}
	return len(docs) - len(texts)
}

// sameText leaves the title out where there is a body: people send one letter twice
// under two titles.
func sameText(d Doc) string {
	fields := d.Fields
	if len(fields) > 1 {
		fields = fields[1:]
	}
	s := ""
	for _, f := range fields {
		s += string(plain(f)) + "\n"
	}
	if len(s) == len(fields) {
		return string(plain(d.Fields[0]))
	}
	return s
}

func numbered(m map[string]int, key string) int {
	n, ok := m[key]
	if !ok {
		n = len(m)
		m[key] = n
	}
	return n
}

// stratify deals the members of each label in shuffled order; same groups documents
// that stay together (nil: none).
func stratify(label, same []int, n int, seed uint64) []int {
	fold := make([]int, len(label))
	leader := map[int]int{}
	var member [][]int
	for i, l := range label {
		if same != nil {
			if _, ok := leader[same[i]]; ok {
				continue
			}
			leader[same[i]] = i
		}
		for len(member) <= l {
			member = append(member, nil)
		}
		member[l] = append(member[l], i)
	}
	d, at := dice(seed), 0
	for _, m := range member {
		d.shuffle(m)
		for _, i := range m {
			fold[i] = at % n
			at++
		}
	}
	for i := range label {
		if same != nil {
			fold[i] = fold[leader[same[i]]]
		}
	}
	return fold
}

// Evaluate trains once per fold on the documents outside it and asks about those
// inside it. Nothing is learned from a document before it is asked about: the model
// of each fold sees the other folds' documents only.
func Evaluate(docs []Doc, fold []int, o Options) Score {
	c := newCorpus(docs)
	o.NoBands = true
	got := make([]string, len(docs))
	names := slices.Clone(fold)
	slices.Sort(names)
	for _, f := range slices.Compact(names) {
		var train []int
		for i := range docs {
			if fold[i] != f {
				train = append(train, i)
			}
		}
		m := c.fit(train, o)
		for i, d := range docs {
			if fold[i] != f {
				continue
			}
			if s := m.Classify(d.Fields); len(s) > 0 {
				got[i] = s[0].Label
			}
		}
	}
	want := make([]string, len(docs))
	for i, d := range docs {
		want[i] = d.Label
	}
	return ScoreOf(want, got)
}

// ScoreOf compares suggestions with labels. Macro-F1 is the plain mean of F1 over the
// classes found in want or got; a class never right counts 0.
func ScoreOf(want, got []string) Score {
	s := Score{PerClass: map[string]ClassScore{}}
	type tally struct{ right, asked, there int }
	count := map[string]*tally{}
	of := func(l string) *tally {
		if count[l] == nil {
			count[l] = &tally{}
		}
		return count[l]
	}
	right := 0
	for i := range want {
		of(want[i]).there++
		if got[i] != "" {
			of(got[i]).asked++
		}
		if want[i] == got[i] {
			of(want[i]).right++
			right++
		}
	}
	labels := make([]string, 0, len(count))
	for l := range count {
		labels = append(labels, l)
	}
	slices.Sort(labels)
	for _, l := range labels {
		t := count[l]
		c := ClassScore{share(t.right, t.asked), share(t.right, t.there), share(2*t.right, t.asked+t.there), t.there}
		s.PerClass[l] = c
		s.MacroF1 += c.F1 / float64(len(labels))
	}
	s.Accuracy = share(right, len(want))
	return s
}

func share(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

// MeanSD is the mean and the sample standard deviation; 0 for fewer than two.
func MeanSD(v []float64) (mean, sd float64) {
	for _, x := range v {
		mean += x / float64(len(v))
	}
	if len(v) < 2 {
		return mean, 0
	}
	for _, x := range v {
		sd += (x - mean) * (x - mean) / float64(len(v)-1)
	}
	return mean, math.Sqrt(sd)
}
