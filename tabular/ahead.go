package tabular

import (
	"io"
	"runtime"
	"slices"
	"sync"
)

// ahead is a stretch of rows read before they are asked for, so that one
// processor unpacks and cuts rows while another reads their cells. Rows are given
// out in the order of the file, and what stands once in it is checked then. Of a
// large file the next stretch is read while the rows of this one are used.
type ahead struct {
	turn       // the rows to give out
	g, i   int // the next of them
	rows   int // how many were read at the last turn
	slots  [][]slot
	coming chan turn // a turn being read, nil if none
}

// turn is what is read at once.
type turn struct {
	groups []*group
	end    error
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
		if a.end != nil {
			r.end = a.end
			return Row{}, nil, outcome{}, r.end
		}
		r.nextTurn()
		if len(a.groups) == 0 {
			r.end = a.end
			return Row{}, nil, outcome{}, r.end
		}
	}
	g, i := a.groups[a.g], a.i
	a.i++
	n := len(r.fields)
	return g.rows[i], g.out[i*n : (i+1)*n], g.read[i], nil
}

// nextTurn gives out the next turn, and has the one after it read meanwhile once
// the file has shown itself to be large.
func (r *Reader) nextTurn() {
	a := &r.ahead
	used := a.groups
	if a.coming != nil {
		a.turn, a.coming = <-a.coming, nil
	} else {
		a.turn = r.readTurn(nil)
	}
	a.g, a.i = 0, 0
	if a.end != nil || a.rows < aheadMost {
		return
	}
	c := make(chan turn, 1)
	a.coming = c
	go func() { c <- r.readTurn(used) }()
}

// Close waits for what is still being read, before the source may be closed. A
// reader that was read to its end needs none.
func (r *Reader) Close() {
	if c := r.ahead.coming; c != nil {
		<-c
		r.ahead.coming = nil
	}
	r.end = io.ErrClosedPipe
}

// readTurn reads the next turn of rows, into groups whose rows are used up; the
// file's end or a refusal stands behind the rows that came before it.
func (r *Reader) readTurn(spare []*group) (t turn) {
	a := &r.ahead
	a.rows = min(max(2*a.rows, aheadFirst), aheadMost)
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
	for rows, size := 0, 0; rows < a.rows && size < aheadBytes && t.end == nil; {
		var g *group
		var n int
		if g, n, t.end = r.fillGroup(&spare, min(groupRows, a.rows-rows)); len(g.rows) == 0 {
			break
		}
		rows, size = rows+len(g.rows), size+n
		t.groups = append(t.groups, g)
		todo <- g
	}
	close(todo)
	for g := range todo { // and this one helps when nothing is left to cut
		r.readGroup(g, a.slots[0])
	}
	wg.Wait()
	return t
}

// fillGroup takes rows from the source; size is that of their raw cells, end the
// file's end or a refusal met behind them.
func (r *Reader) fillGroup(spare *[]*group, most int) (g *group, size int, end error) {
	if n := len(*spare); n > 0 {
		g, *spare = (*spare)[n-1], (*spare)[:n-1]
		g.rows, g.cells = g.rows[:0], g.cells[:0]
	} else {
		g = &group{rows: make([]Row, 0, most), cells: make([]string, 0, most*len(r.header))}
	}
	for len(g.rows) < most && size < groupBytes {
		row, err := r.src.Next()
		if err != nil {
			return g, size, err
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
	return g, size, nil
}

func (r *Reader) readGroup(g *group, slots []slot) {
	n := len(r.fields)
	g.out, g.read = slices.Grow(g.out[:0], n*len(g.rows))[:n*len(g.rows)], slices.Grow(g.read[:0], len(g.rows))[:len(g.rows)]
	clear(g.read)
	for i := range g.rows {
		r.readCells(&g.rows[i], slots, g.out[i*n:(i+1)*n], &g.read[i])
	}
}
