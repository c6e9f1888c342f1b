package casebook

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"sort"
	"strings"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/format"

	"hengjian/tabular"
)

// table gives rows that something else produces, the header first.
type table struct {
	format string
	n      int
	next   func() ([]string, []tabular.Fault, error)
	close  func() error
}

func (t *table) Info() tabular.Info { return tabular.Info{Format: t.format, Encoding: "utf-8"} }

func (t *table) Choose(sheet string) error {
	if sheet != "" {
		return &tabular.Refusal{Zh: "这种文件没有工作表。", En: "A file of this kind has no sheets."}
	}
	return nil
}

func (t *table) Next() (tabular.Row, error) {
	cells, faults, err := t.next()
	if err != nil {
		return tabular.Row{}, err
	}
	t.n++
	return tabular.Row{Line: t.n, Number: t.n, Cells: cells, Faults: faults}, nil
}

func (t *table) Close() error {
	if t.close != nil {
		return t.close()
	}
	return nil
}

// openParquet reads a Parquet file that somebody else wrote.
func openParquet(r io.ReaderAt, size int64) (tabular.Source, error) {
	pf, err := parquet.OpenFile(r, size)
	if err != nil {
		return nil, damaged("Parquet")
	}
	var head []string
	for _, c := range pf.Schema().Columns() {
		head = append(head, strings.Join(c, "."))
	}
	p := &parquetRows{groups: pf.RowGroups(), buf: make([]parquet.Row, 512), cells: make([]string, len(head)), leaf: pf.Schema()}
	started := false
	return &table{format: "parquet", close: p.end, next: func() ([]string, []tabular.Fault, error) {
		if !started {
			started = true
			return head, nil, nil
		}
		return p.row()
	}}, nil
}

type parquetRows struct {
	groups []parquet.RowGroup
	rows   parquet.Rows
	leaf   *parquet.Schema
	buf    []parquet.Row
	n, at  int
	cells  []string
}

func (p *parquetRows) end() error {
	if p.rows != nil {
		return p.rows.Close()
	}
	return nil
}

func (p *parquetRows) row() ([]string, []tabular.Fault, error) {
	for p.at == p.n {
		if p.rows == nil {
			if len(p.groups) == 0 {
				return nil, nil, io.EOF
			}
			p.rows, p.groups = p.groups[0].Rows(), p.groups[1:]
		}
		n, err := p.rows.ReadRows(p.buf)
		p.n, p.at = n, 0
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, nil, damaged("Parquet")
		}
		if n == 0 {
			if err := p.rows.Close(); err != nil {
				return nil, nil, err
			}
			p.rows = nil
		}
	}
	row := p.buf[p.at]
	p.at++
	clear(p.cells)
	for _, v := range row {
		if i := v.Column(); i >= 0 && i < len(p.cells) && !v.IsNull() {
			p.cells[i] = cellOf(v, p.leaf, i)
		}
	}
	return p.cells, nil, nil
}

// cellOf writes a value as text; dates by the column's logical type.
func cellOf(v parquet.Value, s *parquet.Schema, i int) string {
	if v.Kind() == parquet.Int32 {
		leaf, ok := s.Lookup(s.Columns()[i]...)
		if ok {
			if lt := leaf.Node.Type().LogicalType(); lt != nil {
				if _, date := lt.Value.(*format.DateType); date {
					return dayText(v.Int32())
				}
			}
		}
	}
	return v.String()
}

// jsonRows reads an array of objects or one object after another. The header
// is made of the keys of the first thousand; a key seen later is told.
type jsonRows struct {
	in     *bufio.Reader
	d      *json.Decoder
	head   []string
	at     map[string]int
	ahead  []map[string]any
	array  bool
	opened bool
}

const jsonAhead = 1000

func openJSON(r io.Reader) tabular.Source {
	j := &jsonRows{in: bufio.NewReaderSize(r, 1<<20), at: map[string]int{}}
	return &table{format: "json", next: j.next}
}

func (j *jsonRows) next() ([]string, []tabular.Fault, error) {
	if !j.opened {
		j.opened = true
		return j.header()
	}
	var m map[string]any
	if len(j.ahead) > 0 {
		m, j.ahead = j.ahead[0], j.ahead[1:]
	} else {
		var err error
		if m, err = j.object(); err != nil {
			return nil, nil, err
		}
	}
	cells := make([]string, len(j.head))
	var faults []tabular.Fault
	for k, v := range flat("", m, map[string]string{}) {
		i, ok := j.at[k]
		if !ok {
			if v != "" {
				faults = append(faults, tabular.Fault{Col: 0, Zh: "字段“" + k + "”在前 1000 条里没有出现过，没有读取。", En: "Key " + k + " does not occur in the first thousand and was not read."})
			}
			continue
		}
		cells[i] = v
	}
	return cells, faults, nil
}

func (j *jsonRows) header() ([]string, []tabular.Fault, error) {
	if b, _ := j.in.Peek(3); string(b) == "\xef\xbb\xbf" {
		_, _ = j.in.Discard(3)
	}
	for {
		b, err := j.in.Peek(1)
		if err != nil {
			return nil, nil, damaged("JSON")
		}
		if !strings.ContainsRune(" \t\r\n", rune(b[0])) {
			j.array = b[0] == '['
			break
		}
		_, _ = j.in.Discard(1)
	}
	j.d = json.NewDecoder(j.in)
	j.d.UseNumber()
	if j.array {
		if _, err := j.d.Token(); err != nil {
			return nil, nil, damaged("JSON")
		}
	}
	keys := map[string]bool{}
	for len(j.ahead) < jsonAhead {
		m, err := j.object()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, nil, err
		}
		j.ahead = append(j.ahead, m)
		for k := range flat("", m, map[string]string{}) {
			keys[k] = true
		}
	}
	for k := range keys {
		j.head = append(j.head, k)
	}
	sort.Strings(j.head)
	for i, k := range j.head {
		j.at[k] = i
	}
	if len(j.head) == 0 {
		return nil, nil, &tabular.Refusal{Zh: "文件里没有记录。", En: "There are no records in the file."}
	}
	return j.head, nil, nil
}

func (j *jsonRows) object() (map[string]any, error) {
	if j.array && !j.d.More() {
		return nil, io.EOF
	}
	var m map[string]any
	err := j.d.Decode(&m)
	if err == io.EOF {
		return nil, io.EOF
	}
	if err != nil {
		return nil, damaged("JSON")
	}
	return m, nil
}

// flat names nested values by their path: 当事人.姓名; lists are joined by ；.
func flat(path string, v any, into map[string]string) map[string]string {
	switch x := v.(type) {
	case map[string]any:
		for k, w := range x {
			p := k
			if path != "" {
				p = path + "." + k
			}
			flat(p, w, into)
		}
	case []any:
		for _, w := range x {
			if m, ok := w.(map[string]any); ok {
				for k, s := range flat(path, m, map[string]string{}) {
					into[k] = joined(into[k], s)
				}
				continue
			}
			into[path] = joined(into[path], scalar(w))
		}
	default:
		into[path] = joined(into[path], scalar(v))
	}
	return into
}

func joined(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + "；" + b
}

func scalar(v any) string {
	switch x := v.(type) {
	case nil:
		return ""
	case string:
		return x
	case json.Number:
		return x.String()
	case bool:
		if x {
			return "是"
		}
		return "否"
	}
	return ""
}
