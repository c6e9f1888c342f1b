package merkle

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Printable shows text from a file on a terminal without letting it speak to
// the terminal: control characters, bidirectional overrides and bytes that are
// not UTF-8 appear as escapes. Line feeds stay; indent the result.
func Printable(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			fmt.Fprintf(&b, `\x%02x`, s[i])
		case r == '\n' || r == '\u3000' || unicode.IsPrint(r):
			b.WriteRune(r)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
		i += n
	}
	return b.String()
}
