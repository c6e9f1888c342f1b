package tabular

import (
	"runtime"
	"slices"
	"sync"
)

// ahead is a stretch of rows read before they are asked for, so that one
// processor unpacks and cuts rows while another reads their cells. Rows are given
// out in the order of the file, and what stands once in it is checked then. It is
// read whole within one call: nothing runs on between calls.
type ahead struct {
	groups []*group
	spare  []*group // of earlier turns, to be filled again
	g, i   int      // the row to give out next
	rows   int      // how many to read at the next turn
	slots  [][]slot
}

// group is some rows that one worker reads.
type group struct {
	rows  []Row
	cells []string // raw, of all rows
	out   []string // mapped, fields for each row
	read  []outcome
}

const (
	groupRows  = 256
	aheadFirst = 64        // rows of the first turn: somebody may only look at a few
	aheadMost  = 16 << 10  // rows of a turn
	aheadBytes = 4 << 20   // of raw cells in a turn
	groupBytes = 256 << 10 // of raw cells in a group
)

// next is the next row that is not empty, with its cells read.
func (r *Reader) next() (row Row, out []string, o outcome, err error) {
	a := &r.ahead
	for a.g < len(a.groups) && a.i == len(a.groups[a.g].rows) {
		a.g, a.i = a.g+1, 0
	}
	if a.g == len(a.groups) {
		if r.end != nil {
			return Row{}, nil, outcome{}, r.end
		}
		r.readAhead()
		if len(a.groups) == 0 {
			return Row{}, nil, outcome{}, r.end
		}
	}
	g, i := a.groups[a.g], a.i
	a.i++
	n := len(r.fields)
	return g.rows[i], g.out[i*n : (i+1)*n], g.read[i], nil
}

// readAhead reads the next turn of rows; a file's end or a refusal stands behind
// the rows that came before it.
func (r *Reader) readAhead() {
	a := &r.ahead
	a.rows = min(max(2*a.rows, aheadFirst), aheadMost)
	a.spare = append(a.spare, a.groups...)
	a.groups, a.g, a.i = a.groups[:0], 0, 0
	workers := 1
	if a.rows > groupRows {
		workers = min(runtime.GOMAXPROCS(0), 8)
	}
	for len(a.slots) < workers {
		a.slots = append(a.slots, r.makeSlots())
	}
	todo := make(chan *group, a.rows/groupRows+2)
	var wg sync.WaitGroup
	for w := 1; w < workers; w++ {
		wg.Go(func() {
			for g := range todo {
				r.readGroup(g, a.slots[w])
			}
		})
	}
	for rows, size := 0, 0; rows < a.rows && size < aheadBytes && r.end == nil; {
		g, n := r.fillGroup(min(groupRows, a.rows-rows))
		if len(g.rows) == 0 {
			break
		}
		rows, size = rows+len(g.rows), size+n
		a.groups = append(a.groups, g)
		todo <- g
	}
	if r.end != nil {
		a.spare = nil
	}
	close(todo)
	for g := range todo { // and this one helps when nothing is left to cut
		r.readGroup(g, a.slots[0])
	}
	wg.Wait()
}

// fillGroup takes rows from the source; size is that of their raw cells.
func (r *Reader) fillGroup(most int) (g *group, size int) {
	if n := len(r.ahead.spare); n > 0 {
		g, r.ahead.spare = r.ahead.spare[n-1], r.ahead.spare[:n-1]
		g.rows, g.cells = g.rows[:0], g.cells[:0]
	} else {
		g = &group{rows: make([]Row, 0, most), cells: make([]string, 0, most*len(r.header))}
	}
	for len(g.rows) < most && size < groupBytes {
		row, err := r.src.Next()
		if err != nil {
			r.end = err
			return g, size
		}
		if r.fill != nil {
			r.fill.row(&row)
		}
		if row.Empty() {
			continue
		}
		from := len(g.cells)
		g.cells = append(g.cells, row.Cells...)
		row.Cells = g.cells[from:len(g.cells):len(g.cells)]
		if row.Kinds != nil {
			row.Kinds = append([]CellKind(nil), row.Kinds...)
		}
		if row.Faults != nil {
			row.Faults = append([]Fault(nil), row.Faults...)
		}
		for _, c := range row.Cells {
			size += len(c)
		}
		g.rows = append(g.rows, row)
	}
	return g, size
}

func (r *Reader) readGroup(g *group, slots []slot) {
	n := len(r.fields)
	g.out, g.read = slices.Grow(g.out[:0], n*len(g.rows))[:n*len(g.rows)], slices.Grow(g.read[:0], len(g.rows))[:len(g.rows)]
	clear(g.read)
	for i, row := range g.rows {
		r.readCells(row, slots, g.out[i*n:(i+1)*n], &g.read[i])
	}
}
