package correction

import (
	"slices"
	"strings"
	"unicode/utf8"

	"hengjian/oversight/act"
	"hengjian/oversight/law"
)

// Word is a code with its words.
type Word struct {
	Code string `json:"code"`
	Zh   string `json:"zh"`
	En   string `json:"en"`
}

// Has reports whether a code is among the words.
func Has(list []Word, code string) bool {
	return slices.ContainsFunc(list, func(w Word) bool { return w.Code == code })
}

// WordOf is the word of a code.
func WordOf(list []Word, code string) Word {
	for _, w := range list {
		if w.Code == code {
			return w
		}
	}
	return Word{code, code, code}
}

// length wants a text of lo to hi characters.
func length(k *act.Check, field, text string, lo, hi int, zh, en string) {
	n := utf8.RuneCountInString(strings.TrimSpace(text))
	k.Want(n >= lo && n <= hi, field, zh, en)
}

// neutral refuses a text by which anybody would say how a case should end: a
// correction is about an entry, not about a case.
func neutral(k *act.Check, field, text string) {
	bad := law.DecidesCase(text)
	k.Want(bad == "", field, "文中有“"+bad+"”：更正申请只写登记内容，不涉及个案。", "The text says “"+bad+"”: a correction is about the entry, not about a case.")
}

func reason(k *act.Check, s string) {
	length(k, "reason", s, 4, 500, "请写明理由（4 到 500 字）。", "Give the reason (4 to 500 characters).")
	neutral(k, "reason", s)
}
