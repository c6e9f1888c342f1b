package lexis

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// placeMark stands for a masked place name such as A市 or M3县: the letter says where
// the message came from, not what it is about, and would teach the model addresses.
const placeMark = '某'

// plain folds text for comparison: NFKC (full-width digits and letters become
// half-width), lower case, digit runs to one 0, masked places to 某, and everything
// that is neither letter nor digit to a single space, so no n-gram crosses a comma.
func plain(s string) []rune {
	in := []rune(strings.ToLower(norm.NFKC.String(s)))
	out := make([]rune, 0, len(in))
	for i := 0; i < len(in); i++ {
		r := in[i]
		switch {
		case maskedPlace(in[i:]) > 0:
			i += maskedPlace(in[i:]) - 1
			out = append(out, placeMark)
		case unicode.IsDigit(r):
			if n := len(out); n == 0 || out[n-1] != '0' {
				out = append(out, '0')
			}
		case unicode.IsLetter(r):
			out = append(out, r)
		case unicode.IsSpace(r):
			// The source breaks lines inside sentences; white space separates nothing in Chinese.
		default:
			if n := len(out); n > 0 && out[n-1] != ' ' {
				out = append(out, ' ')
			}
		}
	}
	return out
}

// maskedPlace is the length of a letter with digits before 市, 区 or 县, else 0.
// The 市/区/县 itself is left in the text.
func maskedPlace(in []rune) int {
	if len(in) < 2 || in[0] < 'a' || in[0] > 'z' {
		return 0
	}
	i := 1
	for i < len(in) && i < 4 && in[i] >= '0' && in[i] <= '9' {
		i++
	}
	if i < len(in) && (in[i] == '市' || in[i] == '区' || in[i] == '县') {
		return i
	}
	return 0
}

// gram is an n-gram of up to four characters; block tells the fields it was counted in.
type gram struct {
	r     [maxGram]rune
	block uint8
}

const maxGram = 4

// String gives the characters of the gram.
func (g gram) String() string {
	n := 0
	for n < maxGram && g.r[n] != 0 {
		n++
	}
	return string(g.r[:n])
}

// eachGram calls f with every n-gram of lo to hi characters that crosses no gap.
func eachGram(text []rune, lo, hi int, f func(gram)) {
	for i, r := range text {
		if r == ' ' {
			continue
		}
		var g gram
		for n := 1; n <= hi && i+n <= len(text) && text[i+n-1] != ' '; n++ {
			g.r[n-1] = text[i+n-1]
			if n >= lo {
				f(g)
			}
		}
	}
}
