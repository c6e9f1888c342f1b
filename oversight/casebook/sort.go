package casebook

import (
	"slices"
	"strings"
)

// Type says what a field holds; cells are text in a fixed form.
type Type string

// Types of fields.
const (
	Text   Type = "text"
	Date   Type = "date"   // 2006-01-02
	Moment Type = "moment" // 2006-01-02T15:04:05, Beijing time
	Int    Type = "int"
	Bool   Type = "bool" // true or false
)

// Field is one thing a register may say of a row.
type Field struct {
	Name     string
	Zh, En   string
	Type     Type
	Max      int      // characters
	Required bool     // a row without it is refused
	Personal bool     // names a party or suspect: never exported, never on a page
	Table    string   // code table whose words are expected, see Tables
	Synonyms []string // other headings seen in practice
}

// Sort is one kind of register of one kind of organ. Key is the field by which
// a later delivery of the same row replaces the earlier one; From is the day a
// row belongs to, Done the day on which its case was concluded.
type Sort struct {
	Code, Organ, Zh, En string
	Key, Unit           string
	From, Done          string
	Fields              []Field

	at map[string]int
}

// Index is the place of a field in a row, -1 if the sort has none of that name.
func (s *Sort) Index(name string) int {
	if i, ok := s.at[name]; ok {
		return i
	}
	return -1
}

// Field returns the field of that name.
func (s *Sort) Field(name string) (Field, bool) {
	if i := s.Index(name); i >= 0 {
		return s.Fields[i], true
	}
	return Field{}, false
}

// SortOf finds a sort by its code.
func SortOf(code string) (*Sort, bool) {
	i := slices.IndexFunc(Sorts, func(s *Sort) bool { return s.Code == code })
	if i < 0 {
		return nil, false
	}
	return Sorts[i], true
}

// Number is what is read from a row's number: the sequence it stands in and
// its place there. A register that says its numbers can be asked for gaps.
type Number struct {
	Series string // （2026）明0102刑初: all but the running number
	Year   int
	Seq    int
}

// Row is one row of a register.
type Row struct {
	Sort   *Sort
	Cells  []string // in the order of the sort's fields
	Number Number
}

// Get is the cell of a field, "" where the sort has no such field.
func (r Row) Get(name string) string {
	if i := r.Sort.Index(name); i >= 0 && i < len(r.Cells) {
		return r.Cells[i]
	}
	return ""
}

// Key is what the row is known by.
func (r Row) Key() string { return r.Get(r.Sort.Key) }

// Concluded reports whether the case was concluded on or before a day: only
// then may the row itself be shown or drawn (law 1 of the product).
func (r Row) Concluded(day string) bool {
	d := r.Get(r.Sort.Done)
	return d != "" && day10(d) <= day
}

// day10 is the day of a date or moment.
func day10(s string) string {
	if len(s) > 10 {
		return s[:10]
	}
	return s
}

// month is 2006-01 of a date or moment.
func month(s string) string {
	if len(s) < 7 {
		return ""
	}
	return s[:7]
}

// parts splits a cell that lists several things.
func parts(s string) []string {
	var out []string
	for _, p := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("；;、\n", r) }) {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}
