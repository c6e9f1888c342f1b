package tabular

import (
	"strings"
	"testing"
)

// The short way of trimming gives what the long one gives, whatever stands at the
// ends: every space of Unicode, and bytes that are no characters.
func TestTrimmedAsTrimSpace(t *testing.T) {
	ends := []string{"", " ", "\t", "\v", "\u0085", "\u00a0", "\u1680", "\u2003", "\u2028", "\u202f", "\u205f", "\u3000", "明", "々", "ー", "a", "。", "𠮷", "é", "\x80", "\xe4", "\xe4\x80", "\xe4\u00a0", "\xe4\xb8\u0085"}
	for _, a := range ends {
		for _, b := range ends {
			for _, mid := range []string{"", "州", "x y"} {
				if s := a + mid + b; trimmed(s) != strings.TrimSpace(s) {
					t.Errorf("%q: %q", s, trimmed(s))
				}
			}
		}
	}
}
