package tabular

import (
	"hash/maphash"
	"io"
	"unicode/utf8"
)

// ColumnProfile is what the preview shows of one column.
type ColumnProfile struct {
	Name     string
	Col      int
	Empty    int
	Distinct int  // exact up to DistinctLimit
	Many     bool // more than DistinctLimit
	Longest  int  // characters
	Formulas int
	Dates    int // cells readable as dates, up to 2000 tried
	Numbers  int
	Examples []string // up to 5 different ones, cut to 40 characters
}

// DistinctLimit bounds the memory of a profile.
const DistinctLimit = 10000

// Profiled is the outline of a table.
type Profiled struct {
	Header  []string
	Rows    int
	Faults  int
	Columns []ColumnProfile
	Partly  bool // stopped at the limit of rows
}

// Profile reads up to limit rows (0: all) and tells what each column holds.
// It uses the source up: open the file again to import it.
func Profile(src Source, sheet string, headerRow, limit int) (Profiled, error) {
	var p Profiled
	if err := src.Choose(sheet); err != nil {
		return p, err
	}
	head, err := findHeader(src, headerRow)
	if err != nil {
		return p, err
	}
	seed := maphash.MakeSeed()
	var seen []map[uint64]bool
	for i, c := range head.Cells {
		c = trimmed(scrub(c).text)
		p.Header = append(p.Header, c)
		p.Columns = append(p.Columns, ColumnProfile{Name: c, Col: i})
		seen = append(seen, map[uint64]bool{})
	}
	for {
		row, err := src.Next()
		if err == io.EOF {
			return p, nil
		}
		if err != nil {
			return p, err
		}
		if row.Empty() {
			continue
		}
		if limit > 0 && p.Rows == limit {
			p.Partly = true
			return p, nil
		}
		p.Rows++
		if len(row.Faults) > 0 {
			p.Faults++
		}
		for i := range p.Columns {
			p.Columns[i].see(trimmed(scrub(row.Cell(i)).text), row.Kind(i), p.Rows, seen[i], seed)
		}
	}
}

func (c *ColumnProfile) see(v string, k CellKind, rows int, seen map[uint64]bool, seed maphash.Seed) {
	if k == Formula {
		c.Formulas++
	}
	if v == "" {
		c.Empty++
		return
	}
	if k == Number {
		c.Numbers++
	}
	if k == Date {
		c.Dates++
	} else if k == Text && rows <= 2000 && len(v) < 40 {
		if _, err := ParseDate(v, "", false); err == nil {
			c.Dates++
		}
	}
	c.Longest = max(c.Longest, utf8.RuneCountInString(v))
	h := maphash.String(seed, v)
	if seen[h] {
		return
	}
	if len(seen) >= DistinctLimit {
		c.Many = true
		return
	}
	seen[h] = true
	c.Distinct++
	if len(c.Examples) < 5 {
		c.Examples = append(c.Examples, cut(v, 40))
	}
}
