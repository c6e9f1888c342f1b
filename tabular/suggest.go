package tabular

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Suggest proposes a mapping from the headings of a file: each field takes the
// heading that is its name or a synonym, else the one that contains or is
// contained in it. A heading is used once. What is left is for a person.
func Suggest(kind string, header []string, fields []Field) Mapping {
	m := Mapping{Kind: kind, Columns: map[string]Column{}}
	plain := make([]string, len(header))
	for i, h := range header {
		plain[i] = plainHeading(h)
	}
	used := make([]bool, len(header))
	for _, exact := range []bool{true, false} {
		for _, f := range fields {
			if _, done := m.Columns[f.Name]; done {
				continue
			}
			if i := bestHeading(plain, used, f, exact); i >= 0 {
				used[i] = true
				m.Columns[f.Name] = Column{From: Names{trimmed(header[i])}, Required: f.Required}
			}
		}
	}
	return m
}

func bestHeading(plain []string, used []bool, f Field, exact bool) int {
	for _, word := range append([]string{f.Zh, f.En, f.Name}, f.Synonyms...) {
		w := plainHeading(word)
		if w == "" {
			continue
		}
		for i, h := range plain {
			if used[i] || h == "" {
				continue
			}
			if h == w || !exact && len([]rune(w)) > 1 && len([]rune(h)) > 1 && (strings.Contains(h, w) || strings.Contains(w, h)) {
				return i
			}
		}
	}
	return -1
}

// plainHeading makes “ 来信 时间（必填）*” and “来信时间” the same.
func plainHeading(h string) string {
	h = strings.ToLower(norm.NFKC.String(h))
	if i := strings.IndexAny(h, "(["); i > 0 {
		h = h[:i]
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, h)
}
