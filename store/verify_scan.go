package store

import (
	"fmt"
	"strconv"
	"strings"

	"hengjian/store/pages"
)

// source reads whole tables for verify. A row's values stand until each returns;
// truth values are the numbers 0 and 1. conn says which of the snapshot's
// connections is used, so that several tables can be read side by side.
type source interface {
	// table reads every row of a table, in any order.
	table(conn int, name string, cols []string, each func([]pages.Value) error) error
	// book reads the rows of one book in the order of their numbers.
	book(conn int, name string, cols []string, book string, each func([]pages.Value) error) error
}

// What the tables of the house hold.
var (
	journalShape  = shapeOf(strings.Split(lineCols, ", "), "tiitttttittttitttt")
	inputShape    = shapeOf([]string{"book", "seq", "salt", "body"}, "tibt")
	manifestShape = shapeOf([]string{"book", "seq", "n", "kind", "subject", "version", "from_state", "to_state", "digest"}, "tiittittb")
	boxShape      = shapeOf([]string{"hash", "data"}, "tb")
	bandShape     = shapeOf(bandCols, "ii")
	matterShape   = shapeOf(strings.Split(matterCols, ", "), strings.Repeat("t", 14)+"yyyiiitii")
)

// queries is the source that asks the database's own language.
type queries struct{ snap *snapshot }

func (s queries) table(conn int, name string, cols []string, each func([]pages.Value) error) error {
	return s.read(conn, len(cols), each, "SELECT "+strings.Join(cols, ", ")+" FROM "+name)
}

func (s queries) book(conn int, name string, cols []string, book string, each func([]pages.Value) error) error {
	order := "seq"
	if name == "manifest" {
		order = "seq, n"
	}
	return s.read(conn, len(cols), each, "SELECT "+strings.Join(cols, ", ")+" FROM "+name+" WHERE book=? ORDER BY "+order, book)
}

func (s queries) read(conn, n int, each func([]pages.Value) error, q string, args ...any) error {
	rows, err := s.snap.view(conn).Query(q, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	row, vals, into := make([]any, n), make([]pages.Value, n), make([]any, n)
	for i := range row {
		into[i] = &row[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		for i, x := range row {
			if vals[i], err = valueOf(x); err != nil {
				return err
			}
		}
		if err := each(vals); err != nil {
			return err
		}
	}
	return rows.Err()
}

func valueOf(x any) (pages.Value, error) {
	switch x := x.(type) {
	case nil:
		return pages.Value{}, nil
	case int64:
		return pages.Value{Kind: pages.Int, Int: x}, nil
	case bool:
		if x {
			return pages.Value{Kind: pages.Int, Int: 1}, nil
		}
		return pages.Value{Kind: pages.Int}, nil
	case string:
		return pages.Value{Kind: pages.Text, Text: x}, nil
	case []byte:
		return pages.Value{Kind: pages.Blob, Text: string(x)}, nil
	}
	return pages.Value{}, fmt.Errorf("a value of type %T", x)
}

// shape is the kind of value that each column of a table holds.
type shape struct {
	names []string
	kinds []pages.Kind
	truth []bool // only 0 and 1
}

// shapeOf reads a letter for each column: t text, i integer, y truth, b bytes.
func shapeOf(names []string, kinds string) shape {
	s := shape{names: names}
	for _, k := range kinds {
		s.kinds = append(s.kinds, map[rune]pages.Kind{'t': pages.Text, 'i': pages.Int, 'y': pages.Int, 'b': pages.Blob}[k])
		s.truth = append(s.truth, k == 'y')
	}
	return s
}

// wrong names the column whose value is of another kind, "" if none is.
func (s *shape) wrong(row []pages.Value) string {
	for i := range row {
		if row[i].Kind != s.kinds[i] || s.truth[i] && uint64(row[i].Int) > 1 {
			return s.names[i]
		}
	}
	return ""
}

// check is wrong as an error, for rows that pass through a stream; the first key
// columns name the row.
func (s *shape) check(row []pages.Value, key int) error {
	col := s.wrong(row)
	if col == "" {
		return nil
	}
	names := make([]string, key)
	for i := range names {
		if names[i] = strings.ToValidUTF8(row[i].Text, "?"); row[i].Kind == pages.Int {
			names[i] = strconv.FormatInt(row[i].Int, 10)
		}
	}
	return &strayType{strings.Join(names, "/"), col}
}

// strayType is a value of another type than its column's, which SQLite keeps only
// from whoever went round it.
type strayType struct{ key, column string }

func (e *strayType) Error() string { return e.key + ": a value of the wrong type in " + e.column }

// own gives the row's texts memory of their own, one piece for all of them.
func own(row []pages.Value) {
	n := 0
	for i := range row {
		n += len(row[i].Text)
	}
	var b strings.Builder
	b.Grow(n)
	for i := range row {
		b.WriteString(row[i].Text)
	}
	all := b.String()
	for i := range row {
		n := len(row[i].Text)
		row[i].Text, all = all[:n], all[n:]
	}
}
