package lexis

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Token is one unit of the search index. Positions are the tokens' places in the slice:
// punctuation takes none, so 刑讯 is found in 刑、讯 too, on every engine alike.
type Token struct {
	// Text is what both engines store: one Han character, a lower-case Latin run or a
	// run of digits. Characters the engines would split or fold are spelled in ASCII.
	Text string
	// Start and End are byte offsets in the source, for snippets.
	Start, End int
}

// maxTokenRunes bounds a Latin or digit run; the rest of a longer run is not indexed.
// PostgreSQL refuses lexemes over 2,046 bytes.
const maxTokenRunes = 64

// Tokens cuts text: one Han character of any plane is one token, Latin letters and
// digits are runs of their own kind, full-width forms count as half-width, accents,
// variation selectors and invisible characters are ignored.
func Tokens(text string) []Token {
	var c cutter
	c.out = make([]Token, 0, len(text)/3)
	for i, r := range text {
		_, size := utf8.DecodeRuneInString(text[i:])
		if plainHan(r) { // nearly all there is; the token is a piece of the text itself
			c.flush()
			c.out = append(c.out, Token{text[i : i+size], i, i + size})
			continue
		}
		if r < 0x80 || engineSafe(r) {
			c.take(r, i, i+size)
			continue
		}
		// Rune by rune is enough: what could reorder or compose is dropped.
		for _, d := range norm.NFKD.String(text[i : i+size]) {
			c.take(d, i, i+size)
		}
	}
	c.flush()
	return c.out
}

// plainHan are the 20,902 characters of the first block, as both engines had them
// from the start.
func plainHan(r rune) bool { return r >= 0x4E00 && r <= 0x9FA5 }

type class int

const (
	other class = iota
	han
	letter
	digit
	unseen
)

func classOf(r rune) class {
	switch {
	case r == utf8.RuneError:
		return other
	case unicode.Is(unicode.Han, r) && (unicode.IsLetter(r) || r == '〇') || r >= 0x20000 && r <= 0x3FFFD:
		return han
	case unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r):
		return unseen
	case unicode.IsLetter(r):
		return letter
	case unicode.IsDigit(r):
		return digit
	}
	return other
}

type cutter struct {
	out        []Token
	run        []rune
	kind       class
	start, end int
}

func (c *cutter) take(r rune, start, end int) {
	k := classOf(r)
	switch k {
	case unseen:
	case han:
		c.flush()
		c.out = append(c.out, Token{spell([]rune{r}), start, end})
	case letter, digit:
		if k != c.kind {
			c.flush()
			c.kind, c.start = k, start
		}
		c.end = end
		if len(c.run) < maxTokenRunes {
			c.run = append(c.run, unicode.ToLower(r))
		}
	default:
		c.flush()
	}
}

func (c *cutter) flush() {
	if len(c.run) > 0 {
		c.out = append(c.out, Token{spell(c.run), c.start, c.end})
	}
	c.run, c.kind = c.run[:0], other
}

// spell keeps what unicode61 (tables of Unicode 6.1) and PostgreSQL leave alone and
// writes everything else as u0 and hexadecimal: SQLite takes Han of later planes for
// blanks. No plain token mixes letters and digits, so the spelling cannot collide.
func spell(run []rune) string {
	safe := true
	for _, r := range run {
		safe = safe && engineSafe(r)
	}
	if safe {
		return string(run)
	}
	var b strings.Builder
	for _, r := range run {
		if r < 0x80 {
			fmt.Fprintf(&b, "u0%02x", r)
			continue
		}
		fmt.Fprintf(&b, "u0%x", r)
	}
	return b.String()
}

func engineSafe(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= '0' && r <= '9' ||
		plainHan(r) || r >= 0x3400 && r <= 0x4DB5 || r >= 0x20000 && r <= 0x2A6D6
}
