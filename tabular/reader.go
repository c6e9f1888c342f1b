package tabular

import (
	"errors"
	"hash/maphash"
	"io"
	"slices"
	"strconv"
	"strings"
)

// Record is one row, or one variant of it, in the terms of a kind.
type Record struct {
	Line, Number int // as in Row
	Variant      int // which entry of Mapping.Each made it
	Values       map[string]string
	Notes        []RowError // what was mended on the way; the record stands
}

// RowError says what is wrong with one cell, or was mended in it.
type RowError struct {
	Line   int    // line of the file
	Ref    string // cell, "B12"; the row's first cell if the matter is the row
	Column string // heading in the file
	Field  string
	Value  string // cut to 60 characters
	Zh, En string // whole sentences that name row and cell
}

func (e RowError) Error() string { return e.Zh + " / " + e.En }

// Reader joins a source, a mapping and the fields of a kind.
type Reader struct {
	src    Source
	m      Mapping
	fields []Field
	header []string
	at     map[string]int // heading → column
	row    Row
	fill   *filler
	plans  []plan
	queue  []outcome
	once   []int // fields whose values stand once in a file
	seen   map[string]map[uint64]int
	seed   maphash.Seed
	end    error
	ahead  ahead // of Cells
}

type plan struct {
	skip    string
	columns map[string]Column
}

type outcome struct {
	rec  Record
	errs []RowError
}

// OptionsFor carries a mapping's encoding and separator into OpenWith.
func OptionsFor(m Mapping, o Options) Options {
	if m.Encoding != "" {
		o.Encoding = m.Encoding
	}
	if m.Delimiter != "" {
		o.Delimiter = rune(m.Delimiter[0])
	}
	return o
}

// NewReader finds the header and checks that every mapped column is there. A
// *Refusal means the file and the mapping do not go together.
func NewReader(src Source, m Mapping, fields []Field) (*Reader, error) {
	if err := m.check(); err != nil {
		return nil, err
	}
	if err := src.Choose(m.Sheet); err != nil {
		return nil, err
	}
	r := &Reader{src: src, m: m, fields: fields, seen: map[string]map[uint64]int{}, seed: maphash.MakeSeed()}
	for i, f := range fields {
		if f.Unique {
			r.once, r.seen[f.Name] = append(r.once, i), map[uint64]int{}
		}
	}
	head, err := findHeader(src, m.HeaderRow)
	if err != nil {
		return nil, err
	}
	if err := r.takeHeader(head); err != nil {
		return nil, err
	}
	if err := r.checkMerged(head.Number); err != nil {
		return nil, err
	}
	r.makePlans()
	return r, r.checkFields()
}

// Header is the headings of the file, trimmed.
func (r *Reader) Header() []string { return r.header }

// Row is the raw row the last answer of Next came from, for the error file.
func (r *Reader) Row() Row { return r.row }

func findHeader(src Source, number int) (Row, error) {
	for {
		row, err := src.Next()
		if err == io.EOF {
			if number > 0 {
				return row, refusef("第 %d 行没有表头。", "Row %d holds no header.", number)
			}
			return row, refuse("表中没有任何内容。", "The table is empty.")
		}
		if err != nil {
			return row, err
		}
		switch {
		case number > 0 && row.Number < number:
		case number > 0 && (row.Number > number || row.Empty()):
			return row, refusef("第 %d 行没有表头。", "Row %d holds no header.", number)
		case !row.Empty():
			return row.clone(), nil
		}
	}
}

func (r *Reader) takeHeader(head Row) error {
	r.at = map[string]int{}
	for i, c := range head.Cells {
		c = strings.Join(strings.Fields(scrub(c).text), " ")
		r.header = append(r.header, c)
		if c == "" {
			continue
		}
		if j, twice := r.at[c]; twice {
			if r.uses(c) {
				e := refusef("表头“%s”出现两次（%s、%s），无法确定用哪一列。", "Heading %q stands twice (%s, %s); it is unclear which to use.", short(c), head.Ref(j), head.Ref(i))
				e.Ref = head.Ref(i)
				return e
			}
			continue
		}
		r.at[c] = i
	}
	var missing []string
	for _, c := range r.headings() {
		if _, ok := r.at[c]; !ok {
			missing = append(missing, c)
		}
	}
	if len(missing) > 0 {
		have := cut(strings.Join(r.header, "、"), 300)
		lack := strings.Join(missing, "、")
		return refusef("缺少列：%s。第 %d 行的表头是：%s。", "Columns are missing: %s. The header in row %d is: %s.", lack, head.Number, have)
	}
	return nil
}

// headings are all column names the file must have, in order.
func (r *Reader) headings() []string {
	set := map[string]bool{}
	var walk func(c Column)
	walk = func(c Column) {
		for _, n := range c.From {
			if !c.Optional {
				set[n] = true
			}
		}
		for _, p := range c.Parts {
			walk(p)
		}
	}
	for _, c := range r.m.Columns {
		walk(c)
	}
	for _, v := range r.m.Each {
		if v.SkipEmpty != "" {
			set[v.SkipEmpty] = true
		}
		for _, c := range v.Columns {
			walk(c)
		}
	}
	return sortedKeys(set)
}

func (r *Reader) uses(heading string) bool { return slices.Contains(r.headings(), heading) }

// checkMerged: a merged title above the header does no harm; below it, a cell
// without a value of its own might belong to anybody.
func (r *Reader) checkMerged(header int) error {
	var under []Range
	for _, g := range r.src.Info().Merged {
		if g.Row2+1 >= header {
			under = append(under, g)
		}
	}
	if len(under) == 0 {
		return nil
	}
	if r.m.Merged == "fill" {
		r.fill = newFiller(under)
		return nil
	}
	e := refusef("有合并单元格 %s（共 %d 处），请取消合并，或在映射中写明 merged: fill。", "There are merged cells, %s (%d in all); unmerge them or say merged: fill in the mapping.", under[0], len(under))
	e.Ref = under[0].String()
	return e
}

func (r *Reader) makePlans() {
	if len(r.m.Each) == 0 {
		r.plans = []plan{{columns: r.m.Columns}}
		return
	}
	for _, v := range r.m.Each {
		p := plan{skip: v.SkipEmpty, columns: map[string]Column{}}
		for k, c := range r.m.Columns {
			p.columns[k] = c
		}
		for k, c := range v.Columns {
			p.columns[k] = c
		}
		r.plans = append(r.plans, p)
	}
}

func (r *Reader) checkFields() error {
	known := map[string]bool{}
	var missing []string
	for _, f := range r.fields {
		known[f.Name] = true
		for _, p := range r.plans {
			_, mapped := p.columns[f.Name]
			if _, def := r.m.Defaults[f.Name]; f.Required && !mapped && !def && !slices.Contains(missing, f.Zh) {
				missing = append(missing, f.Zh)
			}
		}
	}
	if len(missing) > 0 {
		return refusef("没有哪一列对应必填项：%s。", "No column fills the required fields: %s.", strings.Join(missing, "、"))
	}
	for _, p := range r.plans {
		for _, name := range sortedKeys(p.columns) {
			if !known[name] {
				return refusef("映射中的字段“%s”不属于 %s。", "Field %q of the mapping is not one of %s.", short(name), r.m.Kind)
			}
		}
	}
	for _, name := range sortedKeys(r.m.Defaults) {
		if !known[name] {
			return refusef("映射中的字段“%s”不属于 %s。", "Field %q of the mapping is not one of %s.", short(name), r.m.Kind)
		}
	}
	return nil
}

// Next gives one record, or the errors that kept it from being one. The third
// answer is io.EOF at the end or a *Refusal, after which nothing more comes.
func (r *Reader) Next() (Record, []RowError, error) {
	for len(r.queue) == 0 {
		if r.end != nil {
			return Record{}, nil, r.end
		}
		row, err := r.src.Next()
		if err != nil {
			r.end = err
			continue
		}
		if r.fill != nil {
			r.fill.row(&row)
		}
		r.row = row
		if !row.Empty() {
			r.take(row)
		}
	}
	o := r.queue[0]
	r.queue = r.queue[1:]
	return o.rec, o.errs, nil
}

func (r *Reader) take(row Row) {
	r.queue = r.queue[:0]
	for i, p := range r.plans {
		if p.skip != "" && trimmed(row.Cell(r.at[p.skip])) == "" {
			continue
		}
		o := outcome{rec: Record{Line: row.Line, Number: row.Number, Variant: i, Values: make(map[string]string, len(r.fields))}}
		r.faults(row, p, &o)
		for i := range r.fields {
			r.value(row, p, &r.fields[i], &o)
		}
		if len(o.errs) == 0 {
			r.unique(row, p, &o)
		}
		r.queue = append(r.queue, o)
	}
}

// faults tells what the source saw. A formula or error in a column nobody maps
// does no harm; a torn quote puts the whole row in doubt.
func (r *Reader) faults(row Row, p plan, o *outcome) {
	for _, f := range row.Faults {
		k := row.Kind(f.Col)
		if (k == Formula || k == ErrorValue) && !p.reads(r.at, f.Col) {
			continue
		}
		o.errs = append(o.errs, r.report(row, f.Col, "", row.Cell(f.Col), strings.TrimSuffix(f.Zh, "。"), strings.TrimSuffix(f.En, ".")))
	}
	for col := len(r.header); col < len(row.Cells); col++ {
		if trimmed(row.Cells[col]) != "" {
			o.errs = append(o.errs, r.report(row, col, "", row.Cells[col], "这一格超出表头，列数不符，可能错位", "stands beyond the header; the columns may have shifted"))
			return
		}
	}
}

func (p plan) reads(at map[string]int, col int) bool {
	var in func(c Column) bool
	in = func(c Column) bool {
		for _, n := range c.From {
			if i, ok := at[n]; ok && i == col {
				return true
			}
		}
		return slices.ContainsFunc(c.Parts, in)
	}
	for _, c := range p.columns {
		if in(c) {
			return true
		}
	}
	return false
}

func (r *Reader) value(row Row, p plan, f *Field, o *outcome) {
	if out := r.cleaned(row, p, f, o); out != "" {
		o.rec.Values[f.Name] = out
	}
}

// cleaned is a field's value, "" if it has none; what is wrong goes to o.
func (r *Reader) cleaned(row Row, p plan, f *Field, o *outcome) string {
	c, mapped := p.columns[f.Name]
	v, col, kind := "", -1, Text
	if mapped {
		var bad *problem
		if v, col, kind, bad = r.gather(row, c); bad != nil {
			o.errs = append(o.errs, r.report(row, col, f.Name, v, bad.zh, bad.en))
			return ""
		}
	}
	if trimmed(v) == "" && r.m.Defaults[f.Name] != "" {
		v, kind = r.m.Defaults[f.Name], Text
	}
	trim := c.Trim == nil || *c.Trim
	out, note, bad := f.clean(v, kind, c.DateFormat, trim)
	switch {
	case bad != nil:
		o.errs = append(o.errs, r.report(row, col, f.Name, v, bad.zh, bad.en))
		return ""
	case out == "" && (f.Required || c.Required):
		if !slices.ContainsFunc(o.errs, func(e RowError) bool { return e.Ref == row.Ref(max(col, 0)) }) {
			o.errs = append(o.errs, r.report(row, col, f.Name, "", "“"+f.Zh+"”必填，不能为空", f.En+" is required and empty"))
		}
		return ""
	case note != nil:
		o.rec.Notes = append(o.rec.Notes, r.report(row, col, f.Name, v, note.zh, note.en))
	}
	return out
}

// gather puts a field's raw text together; kind is that of a single cell.
func (r *Reader) gather(row Row, c Column) (v string, col int, kind CellKind, bad *problem) {
	col = -1
	switch {
	case len(c.Parts) > 0:
		var b strings.Builder
		for i, p := range c.Parts {
			pv, pc, _, bad := r.gather(row, p)
			if bad != nil {
				return pv, pc, Text, bad
			}
			if col < 0 {
				col = pc
			}
			if i > 0 && pv != "" && b.Len() > 0 {
				b.WriteString(c.Join)
			}
			b.WriteString(pv)
		}
		v = b.String()
	case len(c.From) == 1:
		if i, ok := r.at[c.From[0]]; ok {
			v, col, kind = row.Cell(i), i, row.Kind(i)
		}
	case len(c.From) > 1:
		var parts []string
		for _, n := range c.From {
			if i, ok := r.at[n]; ok {
				if col < 0 {
					col = i
				}
				if t := trimmed(row.Cell(i)); t != "" {
					parts = append(parts, t)
					if c.First {
						col, kind = i, row.Kind(i)
						break
					}
				}
			}
		}
		v = strings.Join(parts, c.Join)
	default:
		v = c.Const
	}
	if len(c.Map) > 0 {
		t, ok := c.Map[trimmed(v)]
		switch {
		case ok:
			v, kind = t, Text
		case c.MapOnly && trimmed(v) != "":
			return v, col, kind, &problem{"不在对照表内", "is not in the mapping's table of values"}
		}
	}
	if v != "" && (c.Prefix != "" || c.Suffix != "") {
		v, kind = c.Prefix+trimmed(v)+c.Suffix, Text
	}
	return v, col, kind, nil
}

func (r *Reader) unique(row Row, p plan, o *outcome) {
	for _, i := range r.once {
		f := &r.fields[i]
		if v := o.rec.Values[f.Name]; v != "" {
			r.uniqueValue(row, p, f, v, o)
		}
	}
}

func (r *Reader) uniqueValue(row Row, p plan, f *Field, v string, o *outcome) {
	seen := r.seen[f.Name]
	h := maphash.String(r.seed, v)
	first, twice := seen[h]
	if !twice {
		seen[h] = row.Number
		return
	}
	col := -1
	if c, ok := p.columns[f.Name]; ok {
		_, col, _, _ = r.gather(row, c)
	}
	n := strconv.Itoa(first)
	o.errs = append(o.errs, r.report(row, col, f.Name, v, "与第 "+n+" 行重复", "repeats row "+n))
}

func (r *Reader) report(row Row, col int, field, value, zh, en string) RowError {
	ref := row.Ref(max(col, 0))
	e := RowError{Line: row.Line, Ref: ref, Field: field, Value: cut(scrub(value).text, 60)}
	if col >= 0 && col < len(r.header) {
		e.Column = r.header[col]
	}
	n := strconv.Itoa(row.Number)
	where, whereEn := "第 "+n+" 行 "+ref, "Row "+n+", cell "+ref
	if e.Column != "" {
		where, whereEn = where+"（"+cut(e.Column, 30)+"）", whereEn+" ("+cut(e.Column, 30)+")"
	}
	e.Zh, e.En = where+"："+zh+"。", whereEn+": "+en+"."
	return e
}

// IsRefusal gives the refusal in an error, if there is one.
func IsRefusal(err error) (*Refusal, bool) {
	var r *Refusal
	ok := errors.As(err, &r)
	return r, ok
}
