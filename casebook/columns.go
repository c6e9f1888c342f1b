package casebook

import (
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress/zstd"

	oc "hengjian/oversight/casebook"
)

// GroupRows is how many rows stand in one row group: what a reader holds at once.
const GroupRows = 1 << 16

// Columns that are derived from a row's number and stand beside its own.
const (
	seriesColumn = "_series"
	yearColumn   = "_year"
	seqColumn    = "_seq"
)

// Chunk collects rows of one sort column by column until they are written.
type Chunk struct {
	sort   *oc.Sort
	cols   [][]string
	series []string
	year   []int32
	seq    []int32
}

// NewChunk is an empty one.
func NewChunk(s *oc.Sort) *Chunk { return &Chunk{sort: s, cols: make([][]string, len(s.Fields))} }

// Len is the number of rows.
func (c *Chunk) Len() int { return len(c.series) }

// Add appends a row; the cells are kept as they are.
func (c *Chunk) Add(cells []string, n oc.Number) {
	for i := range c.cols {
		c.cols[i] = append(c.cols[i], cells[i])
	}
	c.series, c.year, c.seq = append(c.series, n.Series), append(c.year, int32(n.Year)), append(c.seq, int32(n.Seq))
}

// schema says what each column of a sort's files holds; every field may be
// empty, so that any program that reads Parquet reads them.
func schema(s *oc.Sort) *parquet.Schema {
	g := parquet.Group{}
	put := func(name string, n parquet.Node) {
		g[name] = parquet.Optional(parquet.Compressed(n, &zstd.Codec{Level: zstd.SpeedFastest}))
	}
	for _, f := range s.Fields {
		switch f.Type {
		case oc.Date:
			put(f.Name, parquet.Date())
		case oc.Int:
			put(f.Name, parquet.Int(64))
		case oc.Bool:
			put(f.Name, parquet.Leaf(parquet.BooleanType))
		default:
			put(f.Name, parquet.Encoded(parquet.String(), &parquet.RLEDictionary))
		}
	}
	put(seriesColumn, parquet.Encoded(parquet.String(), &parquet.RLEDictionary))
	put(yearColumn, parquet.Int(32))
	put(seqColumn, parquet.Int(32))
	return parquet.NewSchema(s.Code, g)
}

// Write writes the rows as one Parquet file. The same rows give the same bytes.
func (c *Chunk) Write(w io.Writer) error {
	sc := schema(c.sort)
	pw := parquet.NewWriter(w, sc, parquet.CreatedBy("hengjian", "1", ""))
	at := map[string]int{}
	for i, p := range sc.Columns() {
		at[p[0]] = i
	}
	vals := make([]parquet.Value, 0, GroupRows)
	for lo := 0; lo < c.Len(); lo += GroupRows {
		hi := min(lo+GroupRows, c.Len())
		cols := pw.ColumnWriters()
		for i, f := range c.sort.Fields {
			vals = vals[:0]
			for _, s := range c.cols[i][lo:hi] {
				v, err := valueOf(f.Type, s, at[f.Name])
				if err != nil {
					return fmt.Errorf("%s: %w", f.Name, err)
				}
				vals = append(vals, v)
			}
			if _, err := cols[at[f.Name]].WriteRowValues(vals); err != nil {
				return err
			}
		}
		if err := c.derived(cols, at, vals, lo, hi); err != nil {
			return err
		}
		if err := pw.Flush(); err != nil {
			return err
		}
	}
	return pw.Close()
}

func (c *Chunk) derived(cols []*parquet.ColumnWriter, at map[string]int, vals []parquet.Value, lo, hi int) error {
	one := func(name string, of func(i int) parquet.Value) error {
		vals = vals[:0]
		for i := lo; i < hi; i++ {
			vals = append(vals, of(i))
		}
		_, err := cols[at[name]].WriteRowValues(vals)
		return err
	}
	num := func(list []int32, col int) func(int) parquet.Value {
		return func(i int) parquet.Value {
			if list[i] == 0 {
				return parquet.NullValue().Level(0, 0, col)
			}
			return parquet.Int32Value(list[i]).Level(0, 1, col)
		}
	}
	if err := one(seriesColumn, func(i int) parquet.Value { v, _ := valueOf(oc.Text, c.series[i], at[seriesColumn]); return v }); err != nil {
		return err
	}
	if err := one(yearColumn, num(c.year, at[yearColumn])); err != nil {
		return err
	}
	return one(seqColumn, num(c.seq, at[seqColumn]))
}

func valueOf(t oc.Type, s string, col int) (parquet.Value, error) {
	if s == "" {
		return parquet.NullValue().Level(0, 0, col), nil
	}
	switch t {
	case oc.Date:
		d, err := dayNumber(s)
		return parquet.Int32Value(d).Level(0, 1, col), err
	case oc.Int:
		n, err := strconv.ParseInt(s, 10, 64)
		return parquet.Int64Value(n).Level(0, 1, col), err
	case oc.Bool:
		return parquet.BooleanValue(s == "true").Level(0, 1, col), nil
	}
	return parquet.ByteArrayValue([]byte(s)).Level(0, 1, col), nil
}

func dayNumber(s string) (int32, error) {
	t, err := time.Parse(time.DateOnly, s)
	return int32(t.Unix() / 86400), err
}

func dayText(n int32) string { return time.Unix(int64(n)*86400, 0).UTC().Format(time.DateOnly) }

func itoa(n int) string { return strconv.Itoa(n) }

// EachRow reads a file of a sort, row by row. want names the fields needed, nil
// all; the others are empty. The row's cells are valid until do returns.
func EachRow(r io.ReaderAt, size int64, s *oc.Sort, want []string, do func(oc.Row) error) error {
	pf, err := parquet.OpenFile(r, size)
	if err != nil {
		return damaged("Parquet")
	}
	rd := &reading{sort: s, at: map[string]int{}, do: do, cells: make([]string, len(s.Fields)), cols: make([][]string, len(s.Fields))}
	for i, p := range pf.Schema().Columns() {
		rd.at[p[0]] = i
	}
	need := map[string]bool{}
	for _, w := range want {
		need[w] = true
	}
	rd.need = func(name string) bool { return want == nil || need[name] }
	for _, g := range pf.RowGroups() {
		if err := rd.group(g); err != nil {
			return err
		}
	}
	return nil
}

type reading struct {
	sort  *oc.Sort
	at    map[string]int
	need  func(string) bool
	do    func(oc.Row) error
	cells []string
	cols  [][]string
	buf   [1024]parquet.Value
}

func (r *reading) group(g parquet.RowGroup) error {
	n := int(g.NumRows())
	for i, f := range r.sort.Fields {
		r.cols[i] = r.cols[i][:0]
		if c, ok := r.at[f.Name]; ok && r.need(f.Name) {
			var err error
			if r.cols[i], err = r.column(g.ColumnChunks()[c], f.Type, r.cols[i]); err != nil {
				return err
			}
			if len(r.cols[i]) != n {
				return damaged("Parquet")
			}
		}
	}
	var extra [3][]string
	for i, name := range []string{seriesColumn, yearColumn, seqColumn} {
		if c, ok := r.at[name]; ok && r.need(name) {
			t := oc.Int
			if i == 0 {
				t = oc.Text
			}
			var err error
			if extra[i], err = r.column(g.ColumnChunks()[c], t, nil); err != nil {
				return err
			}
		}
	}
	for i := range n {
		for f := range r.cells {
			r.cells[f] = ""
			if i < len(r.cols[f]) {
				r.cells[f] = r.cols[f][i]
			}
		}
		row := oc.Row{Sort: r.sort, Cells: r.cells}
		if i < len(extra[0]) {
			row.Number.Series = extra[0][i]
		}
		if i < len(extra[1]) {
			row.Number.Year, _ = strconv.Atoi(extra[1][i])
		}
		if i < len(extra[2]) {
			row.Number.Seq, _ = strconv.Atoi(extra[2][i])
		}
		if err := r.do(row); err != nil {
			return err
		}
	}
	return nil
}

// column reads one column as text; equal values share one string.
func (r *reading) column(c parquet.ColumnChunk, t oc.Type, into []string) ([]string, error) {
	pages := c.Pages()
	defer func() { _ = pages.Close() }()
	texts, days := map[string]string{}, map[int32]string{}
	for {
		page, err := pages.ReadPage()
		if err == io.EOF {
			return into, nil
		}
		if err != nil {
			return nil, damaged("Parquet")
		}
		vs := page.Values()
		for {
			n, err := vs.ReadValues(r.buf[:])
			for _, v := range r.buf[:n] {
				into = append(into, cellText(v, t, texts, days))
			}
			if err == io.EOF {
				break
			}
			if err != nil {
				return nil, damaged("Parquet")
			}
		}
		parquet.Release(page)
	}
}

func cellText(v parquet.Value, t oc.Type, texts map[string]string, days map[int32]string) string {
	if v.IsNull() {
		return ""
	}
	switch v.Kind() {
	case parquet.Boolean:
		if v.Boolean() {
			return "true"
		}
		return "false"
	case parquet.Int64:
		return strconv.FormatInt(v.Int64(), 10)
	case parquet.Int32:
		if t != oc.Date {
			return strconv.Itoa(int(v.Int32()))
		}
		s, ok := days[v.Int32()]
		if !ok {
			s = dayText(v.Int32())
			days[v.Int32()] = s
		}
		return s
	}
	b := v.ByteArray()
	s, ok := texts[string(b)]
	if !ok {
		s = string(b)
		if len(texts) < 1<<16 {
			texts[s] = s
		}
	}
	return s
}
