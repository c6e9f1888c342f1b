package correction

import (
	"hengjian/oversight/act"
)

// neutral refuses a text by which anybody would say how a case should end: a
// correction is about an entry, not about a case.
func neutral(k *act.Check, field, text string) {
	k.NoView(field, text, "更正申请只写登记内容，不涉及个案。", "a correction is about the entry, not about a case.")
}

func reason(k *act.Check, s string) {
	k.Reasoned(s)
	neutral(k, "reason", s)
}
