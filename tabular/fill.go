package tabular

import "slices"

// filler repeats the value of a merged area in all its cells.
type filler struct {
	areas []Range // by first row, not yet begun
	live  []liveArea
}

type liveArea struct {
	Range
	value string
	kind  CellKind
}

func newFiller(areas []Range) *filler {
	areas = slices.Clone(areas)
	slices.SortFunc(areas, func(a, b Range) int { return a.Row1 - b.Row1 })
	return &filler{areas: areas}
}

func (f *filler) row(row *Row) {
	at := row.Number - 1
	for len(f.areas) > 0 && f.areas[0].Row1 <= at {
		g := f.areas[0]
		f.areas = f.areas[1:]
		if g.Row1 == at { // an area whose first row is absent has no value
			f.live = append(f.live, liveArea{g, row.Cell(g.Col1), row.Kind(g.Col1)})
		}
	}
	f.live = slices.DeleteFunc(f.live, func(a liveArea) bool { return a.Row2 < at })
	if len(f.live) == 0 {
		return
	}
	for _, a := range f.live {
		for c := a.Col1; c <= min(a.Col2, 511); c++ {
			for len(row.Cells) <= c {
				row.Cells = append(row.Cells, "")
			}
			for len(row.Kinds) < len(row.Cells) {
				row.Kinds = append(row.Kinds, Text)
			}
			row.Cells[c], row.Kinds[c] = a.value, a.kind
		}
	}
}
