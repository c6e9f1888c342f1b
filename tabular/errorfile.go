package tabular

import (
	"bufio"
	"io"
	"strconv"
	"strings"
)

// ErrorFile writes the rows that were not taken, each with its reasons and its
// original cells, as a csv a spreadsheet opens: mend the cells, delete the
// first four columns, import again. Cells that could run as formulas are
// neutralised, for the file goes back to somebody's desk.
type ErrorFile struct {
	w    *bufio.Writer
	cols int
	rows int
}

// NewErrorFile writes the heading at once.
func NewErrorFile(w io.Writer, header []string) (*ErrorFile, error) {
	f := &ErrorFile{w: bufio.NewWriter(w), cols: len(header)}
	f.w.WriteString("\ufeff")
	f.line(append([]string{"行号 Row", "单元格 Cell", "原因", "Reason"}, header...))
	return f, f.w.Flush()
}

// Add writes one row with all its errors. Variants of one row share a line
// only if the caller passes their errors together.
func (f *ErrorFile) Add(row Row, errs []RowError) error {
	if len(errs) == 0 {
		return nil
	}
	var refs, zh, en []string
	for _, e := range errs {
		refs, zh, en = append(refs, e.Ref), append(zh, e.Zh), append(en, e.En)
	}
	cells := []string{strconv.Itoa(row.Number), strings.Join(refs, " "), strings.Join(zh, " "), strings.Join(en, " ")}
	for i := range max(f.cols, len(row.Cells)) {
		cells = append(cells, scrub(row.Cell(i)).text)
	}
	f.line(cells)
	f.rows++
	return nil
}

// Rows is how many rows were written.
func (f *ErrorFile) Rows() int { return f.rows }

// Flush writes what is held back; call it once at the end.
func (f *ErrorFile) Flush() error { return f.w.Flush() }

func (f *ErrorFile) line(cells []string) {
	for i, c := range cells {
		if i > 0 {
			f.w.WriteByte(',')
		}
		f.w.WriteString(CSVCell(c))
	}
	f.w.WriteString("\r\n")
}

// CSVCell is a text ready for a csv cell: neutralised and quoted if need be.
func CSVCell(s string) string {
	s = Neutral(s)
	if strings.ContainsAny(s, ",\"\r\n\t;") || strings.HasPrefix(s, " ") {
		return `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
	}
	return s
}
