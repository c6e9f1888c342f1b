package tabular

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// trimmed also takes the ideographic space, which people type before names.
func trimmed(s string) string {
	if tight(s) {
		return s
	}
	return strings.TrimSpace(s)
}

// tight reports, by a few bytes, that a text surely begins and ends with no space;
// nearly every cell does, and looking for one by characters costs more than the rest.
func tight(s string) bool {
	n := len(s)
	if n == 0 {
		return true
	}
	seen := func(c byte) bool { return c > ' ' && c < utf8.RuneSelf }
	if !seen(s[0]) && s[0] < 0xe4 { // spaces begin with C2, E1, E2 or E3
		return false
	}
	return seen(s[n-1]) || n >= 3 && s[n-3] >= 0xe4 && s[n-3] < 0xf0 && s[n-2]&0xc0 == 0x80 && s[n-1]&0xc0 == 0x80
}

// scrubbed is a text without what nobody can see, and what was taken away.
type scrubbed struct {
	text    string
	bidi    bool // direction marks, which make text read as what it is not
	hidden  bool // control and zero-width characters
	damaged bool // U+FFFD: the encoding was wrong or bytes were lost
	private bool // private-use characters: a rare name in somebody's own font
}

// scrub leaves every visible character alone: names like 𠮷 or 﨑 must come out
// as they went in, so nothing is normalised here. Lines and tabs stay.
func scrub(s string) scrubbed {
	out := scrubbed{}
	if ordinary(s) {
		out.text = s
		return out
	}
	var b strings.Builder
	b.Grow(len(s))
	for i, r := range s {
		switch {
		case r == '\n' || r == '\t':
			b.WriteRune(r)
		case r == '\r':
			if i+1 >= len(s) || s[i+1] != '\n' {
				b.WriteByte('\n')
			}
		case r == utf8.RuneError:
			out.damaged = true
			b.WriteRune(r)
		case isBidi(r):
			out.bidi = true
		case isHidden(r):
			out.hidden = true
		default:
			out.private = out.private || unicode.Is(unicode.Co, r)
			b.WriteRune(r)
		}
	}
	out.text = b.String()
	return out
}

// ordinary reports whether a text holds nothing but ASCII that is seen, Han
// characters, kana and full-width forms: nothing in it is taken away.
func ordinary(s string) bool {
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			if c < ' ' || c == 0x7f {
				return false
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if !(r >= 0x3400 && r <= 0x9fff || r >= 0x3000 && r <= 0x30ff || r >= 0xff01 && r <= 0xff5e) {
			return false
		}
		i += n
	}
	return true
}

func isBidi(r rune) bool {
	switch {
	case r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r == 0x200e, r == 0x200f, r == 0x061c:
		return true
	}
	return false
}

// isHidden: controls, zero-width and tag characters and noncharacters.
// Variation selectors stay: they choose the form of a name's character.
func isHidden(r rune) bool {
	switch {
	case r < ' ', r >= 0x7f && r < 0xa0, r == 0xad, r >= 0x200b && r <= 0x200d, r >= 0x2060 && r <= 0x2064,
		r == 0xfeff, r >= 0xfff9 && r <= 0xfffb, r == 0x180e, r >= 0xe0000 && r <= 0xe007f,
		r&0xfffe == 0xfffe, r >= 0xfdd0 && r <= 0xfdef, r == 0x3164, r == 0x115f, r == 0x1160, r == 0xffa0,
		r == 0x2028, r == 0x2029, r >= 0x206a && r <= 0x206f:
		return true
	}
	return false
}

// Neutral makes a text safe to stand in a cell of a spreadsheet: one that a
// program might run as a formula gets an apostrophe in front.
func Neutral(s string) string {
	t := strings.TrimLeftFunc(s, func(r rune) bool { return r == ' ' || r == '\u3000' || r == '\u00a0' || r == '\ufeff' })
	if t == "" {
		return s
	}
	switch r, _ := utf8.DecodeRuneInString(t); r {
	case '=', '+', '-', '@', '\t', '\r', '\n', '|', '%', '＝', '＋', '－', '＠', '﹢', '﹣', '﹦', '﹫', '−':
		return "'" + s
	}
	return s
}
