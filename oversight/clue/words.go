package clue

import (
	"strings"
	"unicode/utf8"

	"hengjian/oversight/act"
)

// needReason refuses an act that must give its reason.
func needReason(s string) error {
	var k act.Check
	n := utf8.RuneCountInString(strings.TrimSpace(s))
	k.Want(n >= 4, "reason", "请写明理由。", "Give the reason.")
	k.Want(n <= 500, "reason", "理由不超过 500 字。", "The reason has at most 500 characters.")
	if bad := Decides(s); bad != "" {
		k.Want(false, "reason", "文中有“"+bad+"”：人大不对个案提出处理意见。", "The text says “"+bad+"”: the congress gives no view on a case.")
	}
	return k.Err()
}

// decidingNote checks the director's optional note.
func decidingNote(s string) error {
	var k act.Check
	k.Want(utf8.RuneCountInString(s) <= 500, "note", "批注不超过 500 字。", "The note has at most 500 characters.")
	if bad := Decides(s); bad != "" {
		k.Want(false, "note", "批注里有“"+bad+"”：人大不对个案提出处理意见。", "The note says “"+bad+"”: the congress gives no view on a case.")
	}
	return k.Err()
}
