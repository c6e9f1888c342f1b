package store

import (
	"encoding/json"
	"slices"
	"testing"
)

// What is split without a parser is what the parser would have read.
func FuzzPlainWords(f *testing.F) {
	for _, s := range []string{"", "甲", `a","b`, "a\\b", "a\nb", "<&>", "\u2028", "a,b", `"`} {
		f.Add(s, s+"x")
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		text, err := json.Marshal([]string{a, b})
		if err != nil {
			t.Skip()
		}
		var want []string
		if err := json.Unmarshal(text, &want); err != nil {
			t.Fatal(err)
		}
		if got, ok := plainWords(string(text)); ok && !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	})
}
