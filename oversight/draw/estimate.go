package draw

import (
	"math"
	"sort"
)

// Found is what the review of one stratum's sample came to: of Size cases N
// were drawn at random and D of them had the defect.
type Found struct {
	Name    string
	Size    int
	N, D    int
	Rate    float64 // D/N
	Lo, Hi  float64 // exact 95 % interval of the stratum's rate
	LoCases int     // the same in cases of the whole stratum
	HiCases int
}

// Estimate is the rate of defects in the whole frame.
type Estimate struct {
	Strata []Found
	N, D   int
	Rate   float64 // Σ Size·rate / Σ Size, over the strata of which something was reviewed
	Lo, Hi float64 // at least 95 %: the strata's exact intervals at 1 − 0.05/strata, added
	Size   int
}

// Rate estimates the share of defects. The interval of a stratum inverts the
// hypergeometric tails (exact for a finite frame; Buonaccorsi 1987); those of
// several strata are added at levels that together miss at most one time in
// twenty (Bonferroni), which is wide and holds. A sample without a defect does
// not mean a frame without one: ten of many leave up to 30 % open.
func Rate(found []Found) (e Estimate) {
	k := 0
	for _, f := range found {
		if f.N > 0 {
			k++
		}
	}
	var sum, lo, hi float64
	for _, f := range found {
		if f.N <= 0 {
			f.Lo, f.Hi, f.HiCases = 0, 1, f.Size
			e.Strata = append(e.Strata, f)
			continue
		}
		f.Rate = float64(f.D) / float64(f.N)
		f.LoCases, f.HiCases = interval(f.Size, f.N, f.D, 0.05)
		f.Lo, f.Hi = float64(f.LoCases)/float64(f.Size), float64(f.HiCases)/float64(f.Size)
		e.Strata = append(e.Strata, f)
		l, h := interval(f.Size, f.N, f.D, 0.05/float64(k))
		sum += f.Rate * float64(f.Size)
		lo, hi = lo+float64(l), hi+float64(h)
		e.N, e.D, e.Size = e.N+f.N, e.D+f.D, e.Size+f.Size
	}
	if e.Size > 0 {
		e.Rate, e.Lo, e.Hi = sum/float64(e.Size), lo/float64(e.Size), hi/float64(e.Size)
	}
	return e
}

// interval is the exact interval of the number of defects among size cases
// when d of n drawn have one: the numbers that a two-sided test at alpha does
// not refuse.
func interval(size, n, d int, alpha float64) (lo, hi int) {
	possible := size - n + d // the undrawn may all have it
	lo = d + sort.Search(possible-d, func(i int) bool { return 1-below(size, d+i, n, d-1) > alpha/2 })
	hi = d + sort.Search(possible-d+1, func(i int) bool { return below(size, d+i, n, d) <= alpha/2 }) - 1
	return lo, max(hi, lo)
}

// below is P(X ≤ x) of the hypergeometric: n drawn of size, m with the defect.
func below(size, m, n, x int) float64 {
	var p float64
	for k := max(0, n+m-size); k <= min(x, min(m, n)); k++ {
		p += math.Exp(choose(m, k) + choose(size-m, n-k) - choose(size, n))
	}
	return min(p, 1)
}

func choose(n, k int) float64 {
	if k < 0 || k > n {
		return math.Inf(-1)
	}
	a, _ := math.Lgamma(float64(n + 1))
	b, _ := math.Lgamma(float64(k + 1))
	c, _ := math.Lgamma(float64(n - k + 1))
	return a - b - c
}
