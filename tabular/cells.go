package tabular

import "strings"

// slot is where a field comes from when one row is one record.
type slot struct {
	f       *Field
	none    bool // nothing feeds it and nothing must
	plain   bool // one column as it stands
	col     int
	memo    map[string]string // cells seen before, as they read; dates and words repeat
	last    string            // the one before, and how it read
	lastOut string
	tries   int
	hits    int
}

// memoMost bounds what a column remembers.
const memoMost = 1 << 12

// Cells gives the next record as cells in the order of the fields, for files
// of millions of rows: dst has one place for each field and is filled anew.
// errs are why the row is no record; notes counts what was mended. The third
// answer is as Next's.
func (r *Reader) Cells(dst []string) (errs []RowError, notes int, err error) {
	if len(r.plans) > 1 || r.plans[0].skip != "" {
		return r.cellsOfNext(dst)
	}
	row, out, o, err := r.next()
	if err != nil {
		return nil, 0, err
	}
	r.row = row
	copy(dst, out)
	if len(o.errs) > 0 {
		return o.errs, 0, nil
	}
	for _, i := range r.once {
		if dst[i] != "" {
			r.uniqueValue(row, r.plans[0], &r.fields[i], dst[i], &o)
		}
	}
	return o.errs, len(o.rec.Notes), nil
}

func (r *Reader) cellsOfNext(dst []string) (errs []RowError, notes int, err error) {
	rec, errs, err := r.Next()
	if err != nil || len(errs) > 0 {
		return errs, 0, err
	}
	for i, f := range r.fields {
		dst[i] = rec.Values[f.Name]
	}
	return nil, len(rec.Notes), nil
}

// makeSlots are one worker's: what it remembers of cells is its own.
func (r *Reader) makeSlots() (slots []slot) {
	for i := range r.fields {
		f := &r.fields[i]
		c, mapped := r.plans[0].columns[f.Name]
		s := slot{f: f}
		s.none = !mapped && r.m.Defaults[f.Name] == "" && !f.Required
		if mapped && len(c.From) == 1 && len(c.Parts)+len(c.Map) == 0 && c.Prefix+c.Suffix+c.DateFormat+r.m.Defaults[f.Name] == "" && !c.Required && (c.Trim == nil || *c.Trim) {
			s.col, s.plain = r.at[c.From[0]]
			s.memo = map[string]string{}
		}
		slots = append(slots, s)
	}
	return slots
}

// readCells reads a row's cells into dst; what is wrong or was mended goes to o.
func (r *Reader) readCells(row *Row, slots []slot, dst []string, o *outcome) {
	p := r.plans[0]
	if len(row.Faults) > 0 || len(row.Cells) > len(r.header) {
		r.faults(*row, p, o)
	}
	for i := range slots {
		s := &slots[i]
		switch {
		case s.none:
			dst[i] = ""
		case s.plain:
			dst[i] = r.plainCell(s, row, p, o)
		default:
			dst[i] = r.cleaned(*row, p, s.f, o)
		}
	}
}

// plainCell reads a cell, or remembers how the same one read before.
func (r *Reader) plainCell(s *slot, row *Row, p plan, o *outcome) string {
	v := row.Cell(s.col)
	if v == "" && !s.f.Required {
		return ""
	}
	kind := row.Kind(s.col)
	memo := s.memo != nil && kind == Text
	if memo {
		if v == s.last && s.lastOut != "" {
			return s.lastOut
		}
		s.tries++
		if out, ok := s.memo[v]; ok {
			s.hits++
			s.last, s.lastOut = v, out
			return out
		}
		if s.tries == memoMost && s.hits < memoMost/4 {
			s.memo, memo = nil, false // hardly anything repeats: names, numbers
		}
	}
	out, note, bad := s.f.clean(v, kind, "", true)
	if note != nil || bad != nil || out == "" {
		return r.cleaned(*row, p, s.f, o) // which says what is wrong
	}
	if memo && len(s.memo) < memoMost {
		s.memo[strings.Clone(v)] = strings.Clone(out)
	}
	return out
}
