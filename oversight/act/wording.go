package act

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"hengjian/oversight/law"
)

// Word is one coded value with its words.
type Word struct {
	Code string `json:"code"`
	Zh   string `json:"zh"`
	En   string `json:"en"`
}

// Has reports whether a code is among the words.
func Has(list []Word, code string) bool {
	return slices.ContainsFunc(list, func(w Word) bool { return w.Code == code })
}

// WordOf is the word of a code; a code that has none stands for itself.
func WordOf(list []Word, code string) Word {
	if i := slices.IndexFunc(list, func(w Word) bool { return w.Code == code }); i >= 0 {
		return list[i]
	}
	return Word{code, code, code}
}

// Length wants a text of lo to hi characters, blanks at its ends aside.
func (c *Check) Length(field, text string, lo, hi int, zh, en string) {
	n := utf8.RuneCountInString(strings.TrimSpace(text))
	c.Want(n >= lo && n <= hi, field, zh, en)
}

// Neutral refuses a text by which the congress would say how a case should end
// (law.DecidesCase; the product's first law).
func (c *Check) Neutral(field, text string) {
	c.NoView(field, text, "人大不对个案提出处理意见。", "the congress gives no view on a case.")
}

// NoView is Neutral where another sentence says why.
func (c *Check) NoView(field, text, zh, en string) {
	bad := law.DecidesCase(text)
	c.Want(bad == "", field, "文中有“"+bad+"”："+zh, "The text says “"+bad+"”: "+en)
}

var (
	caseNumber = regexp.MustCompile(`[（(]\s*\d{4}\s*[)）][^\s，。；]{1,24}?号`)
	anyNumber  = regexp.MustCompile(`[（(〔\[]\s*\d{4}\s*[)）〕\]][^\s，。；]{1,24}?号`)
)

// CaseNumber finds the number of a court's case (案号), whose year stands in round
// brackets; "" if there is none.
func CaseNumber(text string) string { return caseNumber.FindString(text) }

// AnyNumber finds the number of a case as courts or the police write it, whose
// year stands in any brackets; documents are numbered in the same way.
func AnyNumber(text string) string { return anyNumber.FindString(text) }

// NoCase refuses the number of a court's case in a text that may cite documents.
func (c *Check) NoCase(field, text, zh, en string) { c.noNumber(field, CaseNumber(text), zh, en) }

// NoNumber refuses every number that may be a case's.
func (c *Check) NoNumber(field, text, zh, en string) { c.noNumber(field, AnyNumber(text), zh, en) }

func (c *Check) noNumber(field, no, zh, en string) {
	c.Want(no == "", field, "文中有案号“"+no+"”："+zh, "The text has the case number “"+no+"”: "+en)
}

// Caseless refuses a text that says how a case should end, or names a case at all.
func (c *Check) Caseless(field, text string) {
	c.Neutral(field, text)
	c.NoNumber(field, text, "这里不写具体案件。", "no case is named here.")
}

// Reason wants the reason of an act, in which nothing is said of how a case should
// end.
func (c *Check) Reason(s string) {
	c.Reasoned(s)
	c.Neutral("reason", s)
}

// CaselessReason wants the reason of an act that has nothing to do with a case.
func (c *Check) CaselessReason(s string) {
	c.Reasoned(s)
	c.Caseless("reason", s)
}

// Reasoned wants a reason of a usual length, whatever it says.
func (c *Check) Reasoned(s string) {
	c.Length("reason", s, 4, 500, "请写明理由（4 到 500 字）。", "Give the reason (4 to 500 characters).")
}

// NeedReason refuses an act that must give its reason and does not.
func NeedReason(s string) error {
	var c Check
	c.Reason(s)
	return c.Err()
}
