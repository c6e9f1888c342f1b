package simulate

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"

	"hengjian/oversight/screening"
)

// Nation invents the columns of many courts' year straight into memory, twenty bytes
// a case: pools of 5,000 cases with twelve judges and 300 lawyers, strata of pool and
// month, nothing planted. It is for measuring speed and memory at the size of a
// country, 46 million closed cases a year.
func Nation(rows int) *screening.Frame {
	r := rand.New(rand.NewPCG(11, 0x6e6174696f6e))
	pools := max(1, rows/5000)
	f := &screening.Frame{Rows: rows, Outcome: make([]float64, rows)}
	f.Subject = numbered("J", 12*pools, rows)
	par, str := numbered("L", 300*pools, rows), numbered("P", 12*pools, rows)
	f.Partner, f.Strata = &par, &str
	for i := range rows {
		pool := int32(r.IntN(pools))
		f.Subject.Codes[i] = pool*12 + int32(r.IntN(12))
		par.Codes[i] = pool*300 + int32(r.IntN(300))
		str.Codes[i] = pool*12 + int32(r.IntN(12))
		f.Outcome[i] = float64(r.IntN(2))
	}
	return f
}

// numbered is a column with names in order and room for codes.
func numbered(kind string, names, rows int) screening.Column {
	width := len(strconv.Itoa(names))
	c := screening.Column{Codes: make([]int32, rows), Names: make([]string, names)}
	for i := range c.Names {
		c.Names[i] = fmt.Sprintf("%s%0*d", kind, width, i)
	}
	if !slices.IsSorted(c.Names) {
		panic("names of an invented column are not in order")
	}
	return c
}
