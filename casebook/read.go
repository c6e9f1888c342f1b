// Package casebook reads registers of closed cases: columns of csv, csv.gz and
// Parquet files by their names.
package casebook

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/klauspost/compress/gzip"
	"github.com/parquet-go/parquet-go"
)

// Error is a register that cannot be read, with the way out.
type Error struct {
	File   string
	Line   int // 0: the file as a whole
	Zh, En string
}

func (e *Error) Error() string {
	at := e.File
	if e.Line > 0 {
		at += fmt.Sprintf(":%d", e.Line)
	}
	return at + ": " + e.Zh + " / " + e.En
}

// Each reads the wanted columns of a file, row by row. The cells are valid until
// do returns.
func Each(path string, want []string, do func(cells []string) error) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	st, err := f.Stat()
	if err != nil {
		return err
	}
	return EachIn(path, f, st.Size(), want, do)
}

// EachIn is Each for content that is no file of its own; the name is only said
// in errors. What it is, is told by its first bytes: a name says little.
func EachIn(name string, in io.ReaderAt, size int64, want []string, do func(cells []string) error) error {
	var head [4]byte
	_, _ = in.ReadAt(head[:], 0)
	if string(head[:]) == "PAR1" || strings.HasSuffix(strings.ToLower(name), ".parquet") {
		return eachParquet(name, in, size, want, do)
	}
	var r io.Reader = bufio.NewReaderSize(io.NewSectionReader(in, 0, size), 1<<20)
	if head[0] == 0x1f && head[1] == 0x8b {
		z, err := gzip.NewReader(r)
		if err != nil {
			return &Error{name, 0, "gzip 文件损坏", "the gzip file is damaged"}
		}
		r = z
	}
	return eachCSV(name, r, want, do)
}

func eachCSV(path string, in io.Reader, want []string, do func([]string) error) error {
	br := bufio.NewReaderSize(in, 1<<20)
	if bom, _ := br.Peek(3); bytes.Equal(bom, []byte{0xef, 0xbb, 0xbf}) {
		_, _ = br.Discard(3)
	}
	r := csv.NewReader(br)
	r.ReuseRecord, r.FieldsPerRecord = true, 0
	head, err := r.Read()
	if err != nil {
		return &Error{path, 1, "没有表头", "there is no header"}
	}
	at, err := columns(path, slices.Clone(head), want)
	if err != nil {
		return err
	}
	cells := make([]string, len(want))
	for {
		rec, err := r.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			var p *csv.ParseError
			if errors.As(err, &p) {
				return &Error{path, p.Line, "这一行不合 CSV 格式，或者列数与表头不同", "this line is not CSV or has another number of cells than the header"}
			}
			return &Error{path, 0, "读文件出错", err.Error()}
		}
		for i, c := range at {
			cells[i] = strings.TrimSpace(rec[c])
		}
		if err := do(cells); err != nil {
			return err
		}
	}
}

// columns finds the wanted columns in a header.
func columns(path string, head, want []string) ([]int, error) {
	for i := range head {
		head[i] = strings.TrimSpace(head[i])
	}
	at := make([]int, len(want))
	for i, w := range want {
		if at[i] = slices.Index(head, w); at[i] < 0 {
			have := strings.Join(head, " ")
			return nil, &Error{path, 1, "没有“" + w + "”这一列；有：" + have, "there is no column " + w + "; there are: " + have}
		}
	}
	return at, nil
}

func eachParquet(path string, f io.ReaderAt, size int64, want []string, do func([]string) error) error {
	pf, err := parquet.OpenFile(f, size)
	if err != nil {
		return &Error{path, 0, "不是可读的 Parquet 文件", "not a readable Parquet file"}
	}
	var head []string
	for _, c := range pf.Schema().Columns() {
		head = append(head, strings.Join(c, "."))
	}
	at, err := columns(path, head, want)
	if err != nil {
		return err
	}
	for _, g := range pf.RowGroups() {
		if err := eachGroup(path, g, at, do); err != nil {
			return err
		}
	}
	return nil
}

func eachGroup(path string, g parquet.RowGroup, at []int, do func([]string) error) error {
	rows := g.Rows()
	defer func() { _ = rows.Close() }()
	buf := make([]parquet.Row, 512)
	cells := make([]string, len(at))
	for {
		n, err := rows.ReadRows(buf)
		for _, row := range buf[:n] {
			clear(cells)
			for _, v := range row {
				for i, c := range at {
					if v.Column() == c && !v.IsNull() {
						cells[i] = strings.TrimSpace(v.String())
					}
				}
			}
			if err := do(cells); err != nil {
				return err
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return &Error{path, 0, "Parquet 文件损坏", "the Parquet file is damaged: " + err.Error()}
		}
	}
}
