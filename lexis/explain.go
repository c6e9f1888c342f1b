package lexis

import (
	"cmp"
	"slices"
)

// Reason is a piece of the text that spoke for a class, with its share of the margin.
type Reason struct {
	Gram   string  `json:"gram"`
	Weight float64 `json:"weight"`
}

const (
	maxReasons   = 6
	reasonLength = 10  // characters of one reason
	faint        = 0.2 // share of the first reason's weight below which none is named
	warm         = 0.3 // share of the hottest character's heat that still belongs to a reason
)

// Explain names the pieces of the text that spoke most for the label, weightiest
// first. Every n-gram's contribution is spread over its characters, and neighbours
// that are warm together are read as one word. Digits read as 0, masked places as 某.
func (m *Model) Explain(fields []string, label string) []Reason {
	k := slices.Index(m.labels, label)
	if k < 0 {
		return nil
	}
	x := m.vector(fields)
	worth := make(map[int32]float64, len(x.at))
	for i, j := range x.at {
		worth[j] = float64(m.weight[k][j]) * float64(x.val[i])
	}
	texts, heats := m.heat(fields, worth)
	top := 0.0
	for _, h := range heats {
		for _, v := range h {
			top = max(top, v)
		}
	}
	sum := map[string]float64{}
	for f, text := range texts {
		eachWarm(text, heats[f], top*warm, func(word string, weight float64) { sum[word] += weight })
	}
	return heaviest(sum)
}

// heat spreads each gram's contribution evenly over its places and characters.
func (m *Model) heat(fields []string, worth map[int32]float64) ([][]rune, [][]float64) {
	texts, heats := make([][]rune, len(fields)), make([][]float64, len(fields))
	places := map[int32]float64{}
	walk := func(f int, do func(id int32, at, n int)) {
		for at := range texts[f] {
			m.gramsAt(texts[f][at:], f == 0 && len(fields) > 1, func(id int32, n int) { do(id, at, n) })
		}
	}
	for f, s := range fields {
		texts[f] = plain(s)
		heats[f] = make([]float64, len(texts[f]))
		walk(f, func(id int32, _, _ int) { places[id]++ })
	}
	for f := range fields {
		walk(f, func(id int32, at, n int) {
			for i := at; i < at+n; i++ {
				heats[f][i] += worth[id] / places[id] / float64(n)
			}
		})
	}
	return texts, heats
}

// gramsAt calls f with the model's grams that begin the text.
func (m *Model) gramsAt(text []rune, title bool, f func(id int32, n int)) {
	m.index.begin(text, 0, maxGram, f)
	if title {
		m.index.begin(text, 1, titleGrams, f)
	}
}

// eachWarm calls f with every run of two or more characters at least as hot as least.
func eachWarm(text []rune, heat []float64, least float64, f func(string, float64)) {
	for i := 0; i < len(text); i++ {
		j, weight := i, 0.0
		for j < len(text) && j-i < reasonLength && text[j] != ' ' && heat[j] >= least && heat[j] > 0 {
			weight += heat[j]
			j++
		}
		if j-i >= 2 {
			f(string(text[i:j]), weight)
		}
		i = max(i, j-1)
	}
}

func heaviest(sum map[string]float64) []Reason {
	out := make([]Reason, 0, len(sum))
	for w, v := range sum {
		out = append(out, Reason{w, v})
	}
	slices.SortFunc(out, func(a, b Reason) int {
		return cmp.Or(cmp.Compare(b.Weight, a.Weight), cmp.Compare(a.Gram, b.Gram))
	})
	n := 0
	for n < min(len(out), maxReasons) && out[n].Weight >= faint*out[0].Weight {
		n++
	}
	return out[:n]
}
