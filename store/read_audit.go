package store

import (
	"encoding/json"
	"slices"
	"strings"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

// AuditFilter narrows the audit administrator's reading of one book; empty
// fields do not narrow.
type AuditFilter struct {
	Book   string
	Actors []string // account ids; any of them
	Acts   []string // any of them
	Kind   string
	Since  int64 // µs, included
	Until  int64 // µs, excluded
}

// AuditLine is a line of a book as an audit administrator reads it: who did
// what to which number, never a matter's title or content.
type AuditLine struct {
	Line
	Number string // of the matter, "" where its kind has none
	Person string // whose account or key it is; "" for every other kind
	Reason string // stated when originals are opened; only Audit with reasons fills it
}

// AuditPage is one page of a book, newest first.
type AuditPage struct {
	Lines      []AuditLine
	Prev, Next int64 // line numbers to read before (newer) and after (older); -1 at the ends
}

// AuditAt is a place in a book: after one line (older), before one (newer), or
// from the newest when both are -1.
type AuditAt struct{ After, Before int64 }

// Audit reads one page of a book that the scope lets an audit administrator
// question; every other book reads as missing.
func (v *View) Audit(sc access.Scope, f AuditFilter, at AuditAt, size int, reasons bool) (AuditPage, error) {
	if !slices.Contains(sc.AuditBooks(), f.Book) {
		return AuditPage{}, act.None()
	}
	cond, args := f.where()
	order := "j.seq DESC"
	switch {
	case at.Before >= 0:
		cond, args, order = cond+" AND j.seq>?", append(args, at.Before), "j.seq"
	case at.After >= 0:
		cond, args = cond+" AND j.seq<?", append(args, at.After)
	}
	lines, err := v.auditLines(cond+" ORDER BY "+order+" LIMIT ?", append(args, size+1)...)
	if err != nil {
		return AuditPage{}, err
	}
	p := auditPaged(lines, at, size)
	if reasons {
		err = v.reasons(f.Book, p.Lines)
	}
	return p, err
}

func (f AuditFilter) where() (cond string, args []any) {
	cond, args = "j.book=?", []any{f.Book}
	in := func(col string, vals []string) {
		if len(vals) == 0 {
			return
		}
		cond += " AND " + col + " IN (" + strings.TrimSuffix(strings.Repeat("?,", len(vals)), ",") + ")"
		for _, x := range vals {
			args = append(args, x)
		}
	}
	in("j.actor", f.Actors)
	in("j.act", f.Acts)
	if f.Kind != "" {
		cond, args = cond+" AND j.kind=?", append(args, f.Kind)
	}
	if f.Since != 0 {
		cond, args = cond+" AND j.at>=?", append(args, f.Since)
	}
	if f.Until != 0 {
		cond, args = cond+" AND j.at<?", append(args, f.Until)
	}
	return cond, args
}

// auditLines joins the number of the matter. Titles are read of accounts and
// keys alone: there they are the name of their owner.
func (v *View) auditLines(cond string, args ...any) ([]AuditLine, error) {
	cols := "j." + strings.ReplaceAll(lineCols, ", ", ", j.")
	rows, err := v.Query(`SELECT `+cols+`, coalesce(m.number, ''), CASE WHEN j.kind IN ('account','key') THEN coalesce(m.title, '') ELSE '' END
		FROM journal j LEFT JOIN matter m ON m.kind=j.kind AND m.subject=j.subject WHERE `+cond, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []AuditLine
	for rows.Next() {
		var l AuditLine
		if err := rows.Scan(append(l.holders(), &l.Number, &l.Person)...); err != nil {
			return nil, err
		}
		out = append(out, l)
	}
	return out, rows.Err()
}

func auditPaged(lines []AuditLine, at AuditAt, size int) AuditPage {
	more := len(lines) > size
	if more {
		lines = lines[:size]
	}
	back := at.Before >= 0
	if back {
		slices.Reverse(lines)
	}
	p := AuditPage{Lines: lines, Prev: -1, Next: -1}
	if len(lines) == 0 {
		return p
	}
	if at.After >= 0 || back && more {
		p.Prev = lines[0].Seq
	}
	if back || more {
		p.Next = lines[len(lines)-1].Seq
	}
	return p
}

// reasons fills why originals were opened, from the inputs that have not been
// erased.
func (v *View) reasons(book string, lines []AuditLine) error {
	if len(lines) == 0 {
		return nil
	}
	args := []any{book}
	for _, l := range lines {
		args = append(args, l.Seq)
	}
	rows, err := v.Query(`SELECT seq, body FROM input WHERE book=? AND seq IN (`+strings.TrimSuffix(strings.Repeat("?,", len(lines)), ",")+`)`, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	said := map[int64]string{}
	for rows.Next() {
		var seq int64
		var body string
		if err := rows.Scan(&seq, &body); err != nil {
			return err
		}
		var in struct {
			Reason string `json:"reason"`
		}
		if json.Unmarshal([]byte(body), &in) == nil {
			said[seq] = in.Reason
		}
	}
	for i := range lines {
		lines[i].Reason = said[lines[i].Seq]
	}
	return rows.Err()
}
