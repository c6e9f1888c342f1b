package draw

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
)

// exactBelow is P(X ≤ x) in whole numbers: an oracle that shares no code.
func exactBelow(size, m, n, x int) *big.Rat {
	sum := new(big.Int)
	for k := 0; k <= x; k++ {
		if k > m || n-k > size-m || k > n {
			continue
		}
		a := new(big.Int).Binomial(int64(m), int64(k))
		sum.Add(sum, a.Mul(a, new(big.Int).Binomial(int64(size-m), int64(n-k))))
	}
	return new(big.Rat).SetFrac(sum, new(big.Int).Binomial(int64(size), int64(n)))
}

func TestIntervalsAgainstWholeNumbers(t *testing.T) {
	half := big.NewRat(5, 200)
	for _, c := range [][3]int{{20, 5, 0}, {20, 5, 5}, {50, 10, 1}, {200, 59, 3}, {30, 30, 4}, {7, 1, 1}} {
		size, n, d := c[0], c[1], c[2]
		lo, hi := interval(size, n, d, 0.05)
		wantLo, wantHi := size, 0
		for m := d; m <= size-n+d; m++ {
			upper := new(big.Rat).Sub(big.NewRat(1, 1), exactBelow(size, m, n, d-1))
			if upper.Cmp(half) > 0 && exactBelow(size, m, n, d).Cmp(half) > 0 {
				wantLo, wantHi = min(wantLo, m), max(wantHi, m)
			}
		}
		if lo != wantLo || hi != wantHi {
			t.Errorf("%v: %d–%d, want %d–%d", c, lo, hi, wantLo, wantHi)
		}
	}
}

// Known sizes (screening.md 5): with 59 of 5000 read and none found, more than
// 5 % can be ruled out at the one-sided 95 %, so the two-sided bound stands near
// six in a hundred; ten of many leave about three in ten.
func TestNothingFoundIsNotNothingThere(t *testing.T) {
	if e := Rate([]Found{{Size: 5000, N: 59}}); e.Hi < 0.05 || e.Hi > 0.065 || e.Lo != 0 {
		t.Errorf("59 of 5000: up to %.4f", e.Hi)
	}
	if e := Rate([]Found{{Size: 100000, N: 10}}); math.Abs(e.Hi-0.308) > 0.002 {
		t.Errorf("10 of many: up to %.4f", e.Hi)
	}
	if e := Rate([]Found{{Size: 100}}); e.N != 0 || e.Strata[0].Hi != 1 {
		t.Errorf("nothing read: %+v", e)
	}
}

// Ten thousand samples: the interval holds the truth at least 95 times in 100,
// in one stratum and over several.
func TestCoverage(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 2026))
	sizes, bad := []int{40, 300, 120}, []int{3, 45, 0}
	total, all := 460, 48.0
	miss, missOne, runs := 0, 0, 10000
	if testing.Short() {
		runs = 1000
	}
	for range runs {
		var f []Found
		for i, size := range sizes {
			f = append(f, Found{Size: size, N: 20, D: sample(r, size, bad[i], 20)})
		}
		e := Rate(f)
		if truth := all / float64(total); truth < e.Lo || truth > e.Hi {
			miss++
		}
		if s := e.Strata[1]; bad[1] < s.LoCases || bad[1] > s.HiCases {
			missOne++
		}
	}
	if miss*20 > runs || missOne*20 > runs {
		t.Errorf("missed %d and %d of %d", miss, missOne, runs)
	}
}

func sample(r *rand.Rand, size, bad, n int) (d int) {
	for range n {
		if r.IntN(size) < bad {
			d++
			bad--
		}
		size--
	}
	return d
}
