package tabular

import "strconv"

// CellKind says how the file stored a cell; csv cells are always Text.
type CellKind uint8

// The kinds of cells. A Formula carries no value: what a program last
// computed is not evidence of what the cell says.
const (
	Text CellKind = iota
	Number
	Date // already written as 2006-01-02 or 2006-01-02T15:04:05
	Bool
	Formula
	ErrorValue
)

// Fault is something wrong with one cell that the source itself saw.
type Fault struct {
	Col    int // 0-based
	Zh, En string
}

// Row is one row of a table. Cells is valid until the next call of Next.
type Row struct {
	Line   int // line of the file where the row starts (xlsx: the row number)
	Number int // row as a spreadsheet would number it, blank rows counted
	Cells  []string
	Kinds  []CellKind // nil: all Text
	Faults []Fault
}

// Ref names a cell the way a spreadsheet does: column 1 of row 12 is "B12".
func (r Row) Ref(col int) string { return ColumnName(col) + strconv.Itoa(r.Number) }

// Kind tells how cell col was stored.
func (r Row) Kind(col int) CellKind {
	if col < len(r.Kinds) {
		return r.Kinds[col]
	}
	return Text
}

// Cell is the text of a cell, empty beyond the last one.
func (r Row) Cell(col int) string {
	if col < len(r.Cells) {
		return r.Cells[col]
	}
	return ""
}

// Empty tells whether no cell holds anything but spaces.
func (r Row) Empty() bool {
	for i, c := range r.Cells {
		if r.Kind(i) == Formula || trimmed(c) != "" {
			return false
		}
	}
	return len(r.Faults) == 0
}

func (r Row) clone() Row {
	r.Cells = append([]string(nil), r.Cells...)
	r.Kinds = append([]CellKind(nil), r.Kinds...)
	r.Faults = append([]Fault(nil), r.Faults...)
	return r
}

// ColumnName is A, B … Z, AA for a 0-based column.
func ColumnName(col int) string {
	var b [8]byte
	i := len(b)
	for col++; col > 0 && i > 0; col = (col - 1) / 26 {
		i--
		b[i] = byte('A' + (col-1)%26)
	}
	return string(b[i:])
}

// Sheet is one sheet of a workbook. Hidden ones are reported because people
// forget what they left there; they are read only when chosen by name.
type Sheet struct {
	Name   string
	Hidden bool
}

// Range is a merged area, 0-based and inclusive.
type Range struct{ Row1, Col1, Row2, Col2 int }

func (g Range) String() string {
	return ColumnName(g.Col1) + strconv.Itoa(g.Row1+1) + ":" + ColumnName(g.Col2) + strconv.Itoa(g.Row2+1)
}

// Info is what was found out about a file.
type Info struct {
	Format    string // csv, tsv or xlsx
	Encoding  string // of csv
	Delimiter rune   // of csv
	Sheets    []Sheet
	Sheet     string  // the one being read
	Merged    []Range // of that sheet
	Macros    bool    // carried but never run
}

// Source gives the rows of one table in order. Next ends with io.EOF and
// answers a *Refusal when the rest cannot be read safely.
type Source interface {
	Info() Info
	// Choose picks a sheet by name before the first Next.
	Choose(sheet string) error
	Next() (Row, error)
	Close() error
}
