package screening

import (
	"math"
	"math/bits"
)

// exactly adds numbers so that their order changes nothing: each is taken as a
// whole multiple of a power of two that is 2^62 times smaller than the greatest of
// them, and added in 128 bits. Whole numbers and shares of them are added without
// any error.
type exactly struct {
	hi int64
	lo uint64
}

func (e *exactly) add(q int64) {
	var c uint64
	e.lo, c = bits.Add64(e.lo, uint64(q), 0)
	e.hi += q>>63 + int64(c)
}

// value is the sum, given the unit that the numbers were counted in.
func (e exactly) value(unit float64) float64 {
	if e.hi < 0 {
		lo, b := bits.Sub64(0, e.lo, 0)
		hi, _ := bits.Sub64(0, uint64(e.hi), b)
		return -(float64(hi)*0x1p64 + float64(lo)) * unit
	}
	return (float64(e.hi)*0x1p64 + float64(e.lo)) * unit
}

// unitFor numbers not greater than top: a power of two.
func unitFor(top float64) float64 {
	if !(top > 0) || math.IsInf(top, 0) {
		return 0x1p-61
	}
	_, e := math.Frexp(top)
	return math.Ldexp(1, max(e-62, -1000))
}
