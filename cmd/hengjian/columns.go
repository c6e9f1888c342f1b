package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"hengjian/tabular"
)

// bilingual is an error for the terminal in both languages.
type bilingual struct{ zh, en string }

func (b bilingual) Error() string { return b.zh + " / " + b.en }

// readColumns reads the named columns of a csv or xlsx file; the first row that is not
// empty names the columns. Each answer row has the columns in the order asked for.
func readColumns(path string, want []string) ([][]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	src, err := tabular.OpenWith(filepath.Base(path), f, info.Size(), tabular.Options{MaxCell: 1 << 20, MaxRow: 4 << 20})
	if err != nil {
		return nil, err
	}
	defer src.Close()
	at, err := findColumns(src, want)
	if err != nil {
		return nil, err
	}
	var out [][]string
	for {
		row, err := src.Next()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		if row.Empty() {
			continue
		}
		cells := make([]string, len(at))
		for i, col := range at {
			cells[i] = strings.Clone(strings.TrimSpace(row.Cell(col)))
		}
		for _, fault := range row.Faults {
			if slices.Contains(at, fault.Col) {
				return nil, bilingual{row.Ref(fault.Col) + "：" + fault.Zh, row.Ref(fault.Col) + ": " + fault.En}
			}
		}
		out = append(out, cells)
	}
}

func findColumns(src tabular.Source, want []string) ([]int, error) {
	row, err := src.Next()
	for err == nil && row.Empty() {
		row, err = src.Next()
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	names := make([]string, len(row.Cells))
	for i, c := range row.Cells {
		names[i] = strings.TrimSpace(c)
	}
	at := make([]int, len(want))
	for i, w := range want {
		if at[i] = slices.Index(names, w); at[i] < 0 {
			return nil, bilingual{fmt.Sprintf("没有“%s”这一列；文件的列有：%s。", w, strings.Join(names, "、")),
				fmt.Sprintf("There is no column %q; the file has: %s.", w, strings.Join(names, ", "))}
		}
	}
	return at, nil
}
