package screening

import (
	"cmp"
	"slices"
)

// None is the code of an empty cell.
const None = int32(-1)

// Column is a column of names, each row a code into Names; None where empty.
type Column struct {
	Codes []int32
	Names []string
}

// Frame is a register as columns. What is nil was not given.
type Frame struct {
	Rows    int
	ID      []string // what cases are known by; or
	Numbers *Numbers // the same in few bytes
	Subject Column
	Partner *Column
	Strata  *Column   // the strata's columns as one key; nil: everything is one stratum
	Series  *Column   // 串案: None is a case on its own
	Outcome []float64 // 0 or 1, or a number; NaN where empty
	Time    []float64 // days left to the limit, for bunching; NaN where empty
	Party   *Column   // the parties, for refiling
	Month   []int8    // 1…12 of the date, for december; 0 where empty
	Weight  []float64 // share of work that a subject should get, for assignment; NaN where empty
}

// Builder makes a column from cells, in any order of rows the same.
type Builder struct {
	at    map[string]int32
	names []string
	codes []int32
}

// Add appends a cell.
func (b *Builder) Add(cell string) {
	if cell == "" {
		b.codes = append(b.codes, None)
		return
	}
	c, ok := b.at[cell]
	if !ok {
		if b.at == nil {
			b.at = map[string]int32{}
		}
		c = int32(len(b.names))
		b.at[cell] = c
		b.names = append(b.names, cell)
	}
	b.codes = append(b.codes, c)
}

// Column sorts the names, so that codes do not depend on the order of rows.
func (b *Builder) Column() *Column {
	order := make([]int32, len(b.names))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(x, y int32) int { return cmp.Compare(b.names[x], b.names[y]) })
	to := make([]int32, len(order))
	c := &Column{Codes: b.codes, Names: make([]string, len(order))}
	for n, o := range order {
		to[o] = int32(n)
		c.Names[n] = b.names[o]
	}
	for i, x := range c.Codes {
		if x != None {
			c.Codes[i] = to[x]
		}
	}
	return c
}

// sorted orders rows by keys, the first key most significant; each pass is a
// stable counting sort, so that millions of rows take a few passes of memory.
func sorted(rows []int32, keys ...[]int32) []int32 {
	out := slices.Clone(rows)
	buf := make([]int32, len(rows))
	for k := len(keys) - 1; k >= 0; k-- {
		key := keys[k]
		top := int32(0)
		for _, r := range rows { // in the order given: mostly one after the other in memory
			top = max(top, key[r])
		}
		count := make([]int32, top+2)
		for _, r := range rows {
			count[key[r]+1]++
		}
		for i := 1; i < len(count); i++ {
			count[i] += count[i-1]
		}
		for _, r := range out {
			k := key[r]
			buf[count[k]] = r
			count[k]++
		}
		out, buf = buf, out
	}
	return out
}

// runs calls do for each stretch of rows that agree in a key.
func runs(rows []int32, key []int32, do func(part []int32)) {
	for i := 0; i < len(rows); {
		j, k := i+1, key[rows[i]]
		for j < len(rows) && key[rows[j]] == k {
			j++
		}
		do(rows[i:j])
		i = j
	}
}
