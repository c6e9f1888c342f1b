package casebook

import (
	"bufio"
	"compress/gzip"
	"encoding/csv"
	"io"
	"strings"

	"github.com/parquet-go/parquet-go"
)

// Header names the columns of a register.
func Header(name string, in io.ReaderAt, size int64) ([]string, error) {
	var head [4]byte
	_, _ = in.ReadAt(head[:], 0)
	if string(head[:]) == "PAR1" {
		pf, err := parquet.OpenFile(in, size)
		if err != nil {
			return nil, &Error{name, 0, "不是可读的 Parquet 文件", "not a readable Parquet file"}
		}
		var out []string
		for _, c := range pf.Schema().Columns() {
			out = append(out, strings.Join(c, "."))
		}
		return out, nil
	}
	var r io.Reader = io.NewSectionReader(in, 0, size)
	if head[0] == 0x1f && head[1] == 0x8b {
		z, err := gzip.NewReader(r)
		if err != nil {
			return nil, &Error{name, 0, "gzip 文件损坏", "the gzip file is damaged"}
		}
		r = z
	}
	rec, err := csv.NewReader(bufio.NewReader(r)).Read()
	if err != nil {
		return nil, &Error{name, 1, "没有表头", "there is no header"}
	}
	rec[0] = strings.TrimPrefix(rec[0], "\ufeff")
	for i := range rec {
		rec[i] = strings.TrimSpace(rec[i])
	}
	return rec, nil
}

// Filled says of a column how many rows have something in it, and how many
// different things, up to a hundred.
type Filled struct {
	Name     string
	Rows     int
	Filled   int
	Distinct int // 100: a hundred or more
	Example  string
}

// Profile looks through a register column by column.
func Profile(name string, in io.ReaderAt, size int64) ([]Filled, error) {
	head, err := Header(name, in, size)
	if err != nil {
		return nil, err
	}
	out := make([]Filled, len(head))
	seen := make([]map[string]bool, len(head))
	for i, h := range head {
		out[i].Name, seen[i] = h, map[string]bool{}
	}
	err = EachIn(name, in, size, head, func(cells []string) error {
		for i, c := range cells {
			out[i].Rows++
			if c == "" {
				continue
			}
			out[i].Filled++
			if len(seen[i]) < 100 && !seen[i][c] {
				c = strings.Clone(c)
				seen[i][c] = true
				if out[i].Example == "" {
					out[i].Example = c
				}
			}
		}
		return nil
	})
	for i := range out {
		out[i].Distinct = len(seen[i])
	}
	return out, err
}
