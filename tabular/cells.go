package tabular

// Cells gives the next record as cells in the order of the fields, for files
// of millions of rows: dst has one place for each field and is filled anew.
// errs are why the row is no record; notes counts what was mended. The third
// answer is as Next's.
func (r *Reader) Cells(dst []string) (errs []RowError, notes int, err error) {
	rec, errs, err := r.Next()
	if err != nil || len(errs) > 0 {
		return errs, 0, err
	}
	for i, f := range r.fields {
		dst[i] = rec.Values[f.Name]
	}
	return nil, len(rec.Notes), nil
}
