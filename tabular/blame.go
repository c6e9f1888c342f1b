package tabular

// Blame makes the error of the row that Next gave last, at the column that
// feeds a field: for what only the importer can know, such as an unknown code.
// zh and en are sentences without their stop.
func (r *Reader) Blame(rec Record, field, zh, en string) RowError {
	col := -1
	if rec.Variant < len(r.plans) {
		if c, ok := r.plans[rec.Variant].columns[field]; ok {
			_, col, _, _ = r.gather(r.row, c)
		}
	}
	return r.report(r.row, col, field, rec.Values[field], zh, en)
}

// RowCopy is the raw row of the last answer, for keeping.
func (r *Reader) RowCopy() Row { return r.row.clone() }
