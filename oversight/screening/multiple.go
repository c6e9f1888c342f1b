package screening

import (
	"cmp"
	"slices"
)

// BH gives the adjusted p of Benjamini and Hochberg (JRSS B 57, 1995) for a
// family of m hypotheses of which p are the ones at hand; the others have p = 1.
func BH(p []float64, m int) []float64 { return stepUp(p, m, 1) }

// BY is BH under any dependence (Benjamini & Yekutieli 2001).
func BY(p []float64, m int) []float64 {
	c := 0.0
	for i := m; i >= 1; i-- {
		c += 1 / float64(i)
	}
	return stepUp(p, m, c)
}

func stepUp(p []float64, m int, c float64) []float64 {
	at := make([]int, len(p))
	for i := range at {
		at[i] = i
	}
	slices.SortStableFunc(at, func(a, b int) int { return cmp.Compare(p[a], p[b]) })
	out := make([]float64, len(p))
	least := 1.0
	for k := len(at) - 1; k >= 0; k-- {
		least = min(least, p[at[k]]*float64(m)*c/float64(k+1))
		out[at[k]] = least
	}
	return out
}
