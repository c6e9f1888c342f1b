package kit

import (
	"fmt"
	"slices"
	"unicode/utf8"
)

// Measures of the drawing, in px.
const (
	nodeW, nodeH = 112, 38
	gapX, gapY   = 72, 48
	margin       = 30
)

type lifeDrawing struct {
	box   string
	w, h  int
	nodes []lifeBox
	edges []lifeEdge
}

type lifeBox struct {
	id, name   string
	x, y       int
	here, been bool
	last       bool // nothing below in its column
}

type lifeEdge struct {
	path, tip  string
	lx, ly, no int
	been       bool
}

func (l Life) name(id string) string {
	for _, n := range l.Nodes {
		if n.ID == id {
			return n.Name
		}
	}
	return id
}

// ranks gives each state its column: the number of steps from the start (breadth first); unreachable ones last.
func (l Life) ranks() map[string]int {
	rank, queue := map[string]int{l.Start: 0}, []string{l.Start}
	last := 0
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		for _, s := range l.Steps {
			if _, seen := rank[s.To]; s.From == at && !seen {
				rank[s.To] = rank[at] + 1
				last = max(last, rank[s.To])
				queue = append(queue, s.To)
			}
		}
	}
	for _, n := range l.Nodes {
		if _, ok := rank[n.ID]; !ok {
			rank[n.ID] = last + 1
		}
	}
	return rank
}

func drawLife(l Life) lifeDrawing {
	d, at, rank, used := lifeDrawing{}, map[string]lifeBox{}, l.ranks(), map[int]int{}
	for _, n := range l.Nodes {
		r := rank[n.ID]
		b := lifeBox{id: n.ID, name: shorten(n.Name), x: margin + r*(nodeW+gapX), y: margin + used[r]*(nodeH+gapY),
			here: n.ID == l.Here, been: slices.Contains(l.Been, n.ID)}
		used[r]++
		at[n.ID] = b
		d.nodes = append(d.nodes, b)
		d.w, d.h = max(d.w, b.x+nodeW+margin), max(d.h, b.y+nodeH+margin)
	}
	for id, b := range at {
		b.last = b.y == margin+(used[rank[id]]-1)*(nodeH+gapY)
		at[id] = b
	}
	backs, pairs := 0, map[[2]string]int{}
	for i, s := range l.Steps {
		a, okA := at[s.From]
		b, okB := at[s.To]
		if !okA || !okB {
			continue
		}
		e := lifeEdge{no: i + 1, been: a.been && (b.been || b.here)}
		twin := pairs[[2]string{s.From, s.To}]
		pairs[[2]string{s.From, s.To}]++
		switch {
		case rank[s.To] > rank[s.From]:
			e.forward(a, b, twin)
		case rank[s.To] == rank[s.From] && a.y != b.y:
			e.sideways(a, b, twin)
		default:
			e.back(a, b, d.h+4+24*backs, backs)
			backs++
		}
		d.edges = append(d.edges, e)
	}
	if backs > 0 {
		d.h += 24*backs + 4
	}
	d.box = fmt.Sprintf("0 0 %d %d", d.w, d.h)
	return d
}

func (e *lifeEdge) forward(a, b lifeBox, twin int) {
	x1, y1, x2, y2 := a.x+nodeW, a.y+nodeH/2, b.x, b.y+nodeH/2
	// A move over several columns bends above the boxes between.
	bend := (y1+y2)/2 + 22*twin
	if span := (x2 - x1) / (nodeW + gapX); span > 0 {
		bend = min(y1, y2) - 34 - 8*span
	}
	e.path = fmt.Sprintf("M%d %dC%d %d %d %d %d %d", x1, y1, x1+gapX/2, 2*bend-(y1+y2)/2, x2-gapX/2, 2*bend-(y1+y2)/2, x2-6, y2)
	if bend == (y1+y2)/2 {
		e.path = fmt.Sprintf("M%d %dC%d %d %d %d %d %d", x1, y1, x1+gapX/2, y1, x2-gapX/2, y2, x2-6, y2)
	}
	e.tip = fmt.Sprintf("M%d %dl-8 -4v8z", x2-1, y2)
	e.lx, e.ly = (x1+x2)/2, (y1+y2+6*(2*bend-(y1+y2)/2))/8
	if bend == (y1+y2)/2 {
		e.ly = bend
	}
}

func (e *lifeEdge) sideways(a, b lifeBox, twin int) {
	if max(a.y-b.y, b.y-a.y) > nodeH+gapY {
		e.around(a, b, twin)
		return
	}
	x := a.x + nodeW/2 + 20*twin
	y1, y2, dir := a.y+nodeH, b.y, 1
	if b.y < a.y {
		x, y1, y2, dir = a.x+nodeW/2-24-20*twin, a.y, b.y+nodeH, -1
	}
	e.path = fmt.Sprintf("M%d %dV%d", x, y1, y2-6*dir)
	e.tip = fmt.Sprintf("M%d %dl-4 %dh8z", x, y2-dir, -8*dir)
	e.lx, e.ly = x, (y1+y2)/2
}

// around passes beside the boxes that stand between two of one column: down on
// the right, up on the left. Its number stands before the first of them.
func (e *lifeEdge) around(a, b lifeBox, twin int) {
	x, out := a.x+nodeW, 30+12*twin
	if b.y < a.y {
		x, out = a.x, -out
	}
	side := out / max(out, -out)
	y1, y2 := a.y+nodeH/2+10, b.y+nodeH/2-10
	if b.y < a.y {
		y1, y2 = a.y+nodeH/2-10, b.y+nodeH/2+10
	}
	e.path = fmt.Sprintf("M%d %dC%d %d %d %d %d %d", x, y1, x+out, y1, x+out, y2, x+6*side, y2)
	e.tip = fmt.Sprintf("M%d %dl%d -4v8z", x+side, y2, 8*side)
	e.lx, e.ly = x+out*63/100, y1+(y2-y1)*216/1000
}

// back runs under all boxes, each on its own lane k. It leaves and enters beside a box that has another one
// below it, so that a return never hides behind a box.
func (e *lifeEdge) back(a, b lifeBox, lane, k int) {
	x1, x2 := a.x+nodeW/2+14+7*k%35, b.x+nodeW/2-14-7*k%35
	start, end := fmt.Sprintf("M%d %d", x1, a.y+nodeH), fmt.Sprintf("V%d", b.y+nodeH+6)
	e.tip = fmt.Sprintf("M%d %dl-4 8h8z", x2, b.y+nodeH+1)
	if !a.last {
		x1 = a.x + nodeW + 9 + 5*k%20
		start = fmt.Sprintf("M%d %dH%d", a.x+nodeW, a.y+nodeH-9, x1)
	}
	if !b.last {
		x2 = b.x - 14 - 5*k%20
		end = fmt.Sprintf("V%dH%d", b.y+nodeH-9, b.x-6)
		e.tip = fmt.Sprintf("M%d %dl-8 -4v8z", b.x-1, b.y+nodeH-9)
	}
	e.path = fmt.Sprintf("%sV%dH%d%s", start, lane, x2, end)
	e.lx, e.ly = (x1+x2)/2, lane
}

// shorten keeps names inside a box; the table below has them whole.
func shorten(s string) string {
	limit := 7 // Han characters
	if utf8.RuneCountInString(s) == len(s) {
		limit = 15
	}
	if r := []rune(s); len(r) > limit {
		return string(r[:limit-1]) + "…"
	}
	return s
}
