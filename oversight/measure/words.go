package measure

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"hengjian/oversight/act"
	"hengjian/oversight/law"
)

// Word is a code with its words.
type Word struct{ Code, Zh, En string }

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

// neutral refuses a text by which the congress would say how a case should end.
func neutral(k *act.Check, field, text string) {
	bad := law.DecidesCase(text)
	k.Want(bad == "", field, "文中有“"+bad+"”：人大不对个案提出处理意见。", "The text says “"+bad+"”: the congress gives no view on a case.")
	noCase(k, field, text)
}

var caseNo = regexp.MustCompile(`[（(〔\[]\s*\d{4}\s*[)）〕\]][^\s，。；]{1,24}?号`)

func noCase(k *act.Check, field, text string) {
	no := caseNo.FindString(text)
	k.Want(no == "", field, "文中有案号“"+no+"”：逐条检查针对条款的执行，不针对个案。", "The text has the case number “"+no+"”: a check is of clauses, not of a case.")
}

func reason(k *act.Check, s string) {
	length(k, "reason", s, 4, 500, "请写明理由（4 到 500 字）。", "Give the reason (4 to 500 characters).")
	quiet(k, "reason", s)
}

// messages are words by which a text would tell the organ that somebody reported.
var messages = regexp.MustCompile(`群众反映|群众举报|有人反映|反映人|举报|来信|检举`)

// quiet refuses whatever would tell the organ of a message.
func quiet(k *act.Check, field, s string) {
	neutral(k, field, s)
	bad := messages.FindString(s)
	k.Want(bad == "", field, "机关会看到这段文字，文中有“"+bad+"”：不能让机关知道是否有人反映。", "The organ reads this; it says “"+bad+"”. Nothing may tell the organ whether anybody reported.")
}

func clip(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n])
	}
	return s
}
