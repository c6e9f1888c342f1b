package gongwen

import (
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"
)

// Leaf is one sheet of a workbook.
type Leaf struct {
	Name string
	Cols []Column
	Each func(row func(values ...any) error) error // gives the rows, one at a time
}

// Front is the first sheet: what the workbook is and how it was made.
type Front struct {
	Title string
	Lines [][2]string // name and value
	Cols  []Column    // a summary table, if any
	Rows  [][]any
}

// WriteBook writes a workbook with a cover and sheets. Cells are made safe as
// in NewXLSX.
func WriteBook(out io.Writer, front Front, leaves ...Leaf) error {
	f := excelize.NewFile()
	defer f.Close()
	b := &book{file: f}
	if err := b.styles(); err != nil {
		return err
	}
	if err := b.front(front); err != nil {
		return err
	}
	for _, l := range leaves {
		if err := b.leaf(l); err != nil {
			return fmt.Errorf("%s: %w", l.Name, err)
		}
	}
	f.SetActiveSheet(0)
	return f.Write(out)
}

type book struct {
	file              *excelize.File
	head, body, title int
}

func (b *book) styles() (err error) {
	b.head, err = b.file.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true, Family: "黑体", Size: 11}, Border: borders,
		Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"EEEEEE"}},
		Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true}})
	if err == nil {
		b.body, err = b.file.NewStyle(&excelize.Style{Font: &excelize.Font{Family: "宋体", Size: 10.5}, Border: borders, Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}})
	}
	if err == nil {
		b.title, err = b.file.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true, Family: "黑体", Size: 16}, Alignment: &excelize.Alignment{Vertical: "center"}})
	}
	return err
}

func (b *book) front(v Front) error {
	const name = "封面"
	if err := b.file.SetSheetName("Sheet1", name); err != nil {
		return err
	}
	if err := pageSetup(b.file, name, 2); err != nil {
		return err
	}
	put := func(col, row int, v any, style int) error {
		at, err := excelize.CoordinatesToCellName(col, row)
		if err != nil {
			return err
		}
		if err := b.file.SetCellValue(name, at, safeValue(v)); err != nil {
			return err
		}
		return b.file.SetCellStyle(name, at, at, style)
	}
	row := 1
	if err := put(1, row, v.Title, b.title); err != nil {
		return err
	}
	row++
	for _, l := range v.Lines {
		row++
		if err := put(1, row, l[0], b.head); err != nil {
			return err
		}
		if err := put(2, row, l[1], b.body); err != nil {
			return err
		}
	}
	row += 2
	for i, c := range v.Cols {
		if err := put(i+1, row, c.Head, b.head); err != nil {
			return err
		}
	}
	for _, r := range v.Rows {
		row++
		for i, x := range r {
			if err := put(i+1, row, x, b.body); err != nil {
				return err
			}
		}
	}
	if err := b.file.SetColWidth(name, "A", "A", 28); err != nil {
		return err
	}
	return b.file.SetColWidth(name, "B", "B", 44)
}

func (b *book) leaf(l Leaf) error {
	name := sheetName(l.Name)
	if _, err := b.file.NewSheet(name); err != nil {
		return err
	}
	if err := pageSetup(b.file, name, len(l.Cols)); err != nil {
		return err
	}
	sw, err := b.file.NewStreamWriter(name)
	if err != nil {
		return err
	}
	w := &xlsxWriter{file: b.file, sw: sw, body: b.body, next: 2}
	if err := w.begin(l.Cols, b.head); err != nil {
		return err
	}
	if err := l.Each(w.Row); err != nil {
		return err
	}
	return sw.Flush()
}
