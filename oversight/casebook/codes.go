package casebook

import (
	"maps"
	"slices"
	"strings"
)

// CodeRow is one word of a code table with the days on which it is in use.
type CodeRow struct {
	Code     string // ours, "" where the word itself is all there is
	Zh, En   string
	Also     []string // other words for the same
	From, To string   // days in use, both included; "" open
	Source   string   // source key or the paper it is taken from
}

// Table is a code table. A partial one names only the words that the rules
// need; a word it lacks is not thereby unknown.
type Table struct {
	Zh, En  string
	Partial bool
	Rows    []CodeRow
}

// Codes are code tables by name: those built in, or more read from a file.
type Codes struct{ tables map[string]*Table }

// BuiltCodes are the tables of this package.
func BuiltCodes() Codes { return builtCodes }

var builtCodes = Codes{codeData}

// With puts whole tables in the place of those of the same name: a court's own
// list, with the days from which it is in use. A case keeps the word it was
// docketed with.
func (c Codes) With(name string, t Table) Codes {
	out := Codes{maps.Clone(c.tables)}
	out.tables[name] = &t
	return out
}

// Table is one of the tables.
func (c Codes) Table(name string) (Table, bool) {
	t := c.tables[name]
	if t == nil {
		return Table{}, false
	}
	return *t, true
}

// Names lists the tables in order.
func (c Codes) Names() []string { return slices.Sorted(maps.Keys(c.tables)) }

// Find is the row of a word on a day; day "" takes any.
func (c Codes) Find(table, word, day string) (CodeRow, bool) {
	t := c.tables[table]
	if t == nil || word == "" {
		return CodeRow{}, false
	}
	w := plainWord(word)
	for _, r := range t.Rows {
		if day != "" && (r.From != "" && day < r.From || r.To != "" && day > r.To) {
			continue
		}
		if plainWord(r.Zh) == w || r.Code == word || slices.ContainsFunc(r.Also, func(a string) bool { return plainWord(a) == w }) {
			return r, true
		}
	}
	return CodeRow{}, false
}

// Unknown reports whether a whole table lacks the word.
func (c Codes) Unknown(table, word string) bool {
	t := c.tables[table]
	if t == nil || t.Partial {
		return false
	}
	_, ok := c.Find(table, word, "")
	return !ok
}

// codeIndex is our code of each word of the built tables, table by table: rules ask
// for the same few words once a row.
var codeIndex = func() map[string]map[string]string {
	out := map[string]map[string]string{}
	for name, t := range builtCodes.tables {
		out[name] = map[string]string{"": ""}
		for _, r := range t.Rows {
			for _, w := range append([]string{r.Zh, r.Code}, r.Also...) {
				found, _ := builtCodes.Find(name, w, "")
				out[name][w] = found.Code
			}
		}
	}
	return out
}()

// codeOf is our code of a word, "" if it has none.
func codeOf(table, word string) string {
	if c, ok := codeIndex[table][word]; ok {
		return c
	}
	r, ok := builtCodes.Find(table, word, "")
	if !ok && table == "outcomes" {
		return outcomeOf(word)
	}
	return r.Code
}

func plainWord(s string) string {
	s = strings.Join(strings.Fields(s), "")
	for _, cut := range []string{"程序", "案件", "罪"} {
		if t := strings.TrimSuffix(s, cut); t != "" {
			s = t
		}
	}
	return s
}
