package gongwen

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"hengjian/tabular"
)

// Column is one column of an exported table. Width is in characters.
type Column struct {
	Head  string
	Width float64
}

// TableWriter takes rows one at a time. Values may be strings, whole numbers,
// floats, bools, time.Time (shown as 2006-01-02 15:04) and nil; anything else
// is printed. Texts that a program could run as formulas get an apostrophe.
type TableWriter interface {
	Row(values ...any) error
	Close() error
}

const (
	maxSheetRows = 1 << 20
	maxSheetCell = 32767 // characters, UTF-16
)

type xlsxWriter struct {
	out  io.Writer
	file *excelize.File
	sw   *excelize.StreamWriter
	body int
	next int
}

// NewXLSX starts a workbook of one sheet: the heading stays in view and is
// printed on every page, A4 across, fitted to the width. Close writes it.
func NewXLSX(out io.Writer, sheet string, cols []Column) (TableWriter, error) {
	f := excelize.NewFile()
	name := sheetName(sheet)
	w := &xlsxWriter{out: out, file: f, next: 2}
	head, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true, Family: "黑体", Size: 11}, Border: borders,
		Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"EEEEEE"}},
		Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true}})
	if err == nil {
		w.body, err = f.NewStyle(&excelize.Style{Font: &excelize.Font{Family: "宋体", Size: 10.5}, Border: borders, Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}})
	}
	if err == nil {
		err = f.SetSheetName("Sheet1", name)
	}
	if err == nil {
		err = pageSetup(f, name, len(cols))
	}
	if err == nil {
		w.sw, err = f.NewStreamWriter(name)
	}
	if err == nil {
		err = w.begin(cols, head)
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return w, nil
}

var borders = []excelize.Border{{Type: "left", Color: "000000", Style: 1}, {Type: "right", Color: "000000", Style: 1}, {Type: "top", Color: "000000", Style: 1}, {Type: "bottom", Color: "000000", Style: 1}}

// sheetName is what a workbook allows: 31 characters without []:*?/\.
func sheetName(s string) string {
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\'`, r) || r < ' ' {
			return '_'
		}
		return r
	}, s)
	if r := []rune(s); len(r) > 30 {
		s = string(r[:30])
	}
	if strings.TrimSpace(s) == "" {
		return "表"
	}
	return s
}

func pageSetup(f *excelize.File, sheet string, cols int) error {
	paper, across, wide, any := 9, "landscape", 1, 0
	fit := true
	inch := func(mm float64) *float64 { v := mm / 25.4; return &v }
	if err := f.SetPageLayout(sheet, &excelize.PageLayoutOptions{Size: &paper, Orientation: &across, FitToWidth: &wide, FitToHeight: &any}); err != nil {
		return err
	}
	if err := f.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	if err := f.SetPageMargins(sheet, &excelize.PageLayoutMarginsOptions{Top: inch(20), Bottom: inch(18), Left: inch(15), Right: inch(15)}); err != nil {
		return err
	}
	if err := f.SetHeaderFooter(sheet, &excelize.HeaderFooterOptions{OddFooter: "&C— &P —"}); err != nil {
		return err
	}
	if err := f.SetDocProps(&excelize.DocProperties{}); err != nil {
		return err
	}
	return f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: fmt.Sprintf("'%s'!$1:$1", sheet), Scope: sheet})
}

func (w *xlsxWriter) begin(cols []Column, style int) error {
	for i, c := range cols {
		if c.Width <= 0 {
			c.Width = 12
		}
		if err := w.sw.SetColWidth(i+1, i+1, min(c.Width, 120)); err != nil {
			return err
		}
	}
	if err := w.sw.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	var head []any
	for _, c := range cols {
		head = append(head, excelize.Cell{StyleID: style, Value: safeText(c.Head)})
	}
	return w.sw.SetRow("A1", head, excelize.RowOpts{Height: 24})
}

func (w *xlsxWriter) Row(values ...any) error {
	if w.next > maxSheetRows {
		return fmt.Errorf("a sheet holds %d rows at most; export as csv", maxSheetRows)
	}
	cells := make([]any, len(values))
	for i, v := range values {
		cells[i] = excelize.Cell{StyleID: w.body, Value: safeValue(v)}
	}
	at, err := excelize.CoordinatesToCellName(1, w.next)
	if err != nil {
		return err
	}
	w.next++
	return w.sw.SetRow(at, cells)
}

func (w *xlsxWriter) Close() error {
	defer w.file.Close()
	if err := w.sw.Flush(); err != nil {
		return err
	}
	return w.file.Write(w.out)
}

func safeValue(v any) any {
	switch v := v.(type) {
	case nil, bool, int, int64, float64:
		return v
	case int32:
		return int(v)
	case string:
		return safeText(v)
	case time.Time:
		if v.IsZero() {
			return nil
		}
		return v.Format("2006-01-02 15:04")
	}
	return safeText(fmt.Sprint(v))
}

// safeText is a text any cell may hold: no formula, no character XML forbids,
// no more than a cell takes.
func safeText(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' && r != '\r' || r == 0xfffe || r == 0xffff {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
	s = tabular.Neutral(s)
	if len(s) <= maxSheetCell {
		return s
	}
	n := 0
	for i, r := range s {
		if n++; utf8.RuneLen(r) == 4 {
			n++
		}
		if n >= maxSheetCell {
			return s[:i] + "…"
		}
	}
	return s
}

type csvWriter struct{ w *bufio.Writer }

// NewCSV starts a csv with a byte order mark, so that spreadsheets read its
// Chinese, and with \r\n line ends.
func NewCSV(out io.Writer, cols []Column) (TableWriter, error) {
	w := &csvWriter{bufio.NewWriter(out)}
	w.w.WriteString("\ufeff")
	head := make([]any, len(cols))
	for i, c := range cols {
		head[i] = c.Head
	}
	return w, w.Row(head...)
}

func (w *csvWriter) Row(values ...any) error {
	for i, v := range values {
		if i > 0 {
			w.w.WriteByte(',')
		}
		switch v := safeValue(v).(type) {
		case nil:
		case string:
			w.w.WriteString(tabular.CSVCell(undo(v)))
		default: // a number may begin with a minus: it is no text
			fmt.Fprint(w.w, v)
		}
	}
	_, err := w.w.WriteString("\r\n")
	return err
}

// undo takes back the apostrophe safeText put, for CSVCell puts it again.
func undo(s string) string {
	if t, ok := strings.CutPrefix(s, "'"); ok && tabular.Neutral(t) == s {
		return t
	}
	return s
}

func (w *csvWriter) Close() error { return w.w.Flush() }
