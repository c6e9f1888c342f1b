package task

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"hengjian/oversight/act"
	"hengjian/oversight/law"
)

func itoa(n int) string { return strconv.Itoa(n) }

// length wants a text of lo to hi characters.
func length(k *act.Check, field, text string, lo, hi int, zh, en string) {
	n := utf8.RuneCountInString(strings.TrimSpace(text))
	k.Want(n >= lo && n <= hi, field, zh, en)
}

var caseNo = regexp.MustCompile(`[（(〔\[]\s*\d{4}\s*[)）〕\]][^\s，。；]{1,24}?号`)

// neutral refuses a text by which the congress would say how a case should end,
// or that names a case at all: a task may go to an organ.
func neutral(k *act.Check, field, text string) {
	bad := law.DecidesCase(text)
	k.Want(bad == "", field, "文中有“"+bad+"”：人大不对个案提出处理意见。", "The text says “"+bad+"”: the congress gives no view on a case.")
}

// noCase refuses a case number where the work is described.
func noCase(k *act.Check, field, text string) {
	no := caseNo.FindString(text)
	k.Want(no == "", field, "文中有案号“"+no+"”：任务不针对具体案件。", "The text has the case number “"+no+"”: a task is of no case.")
}

func reason(k *act.Check, s string) {
	length(k, "reason", s, 4, 500, "请写明理由（4 到 500 字）。", "Give the reason (4 to 500 characters).")
	neutral(k, "reason", s)
}

func needReason(s string) error {
	var k act.Check
	reason(&k, s)
	return k.Err()
}

// files bounds what comes with one entry.
func files(k *act.Check, hashes []string) {
	k.Want(len(hashes) <= 20, "files", "一次最多 20 个文件。", "At most 20 files at once.")
}

// dueOK wants a day that can be met: after today.
func dueOK(k *act.Check, m act.Moment, day string) {
	k.Want(law.Day(day).Valid() && day > m.Day(), "due", "完成日期须在今天以后。", "The day to finish by is after today.")
	k.Want(!law.Day(day).Valid() || law.Day(day).Sub(law.Day(m.Day())) <= 1000, "due", "完成日期太远：不超过 1000 天。", "The day is too far: at most 1,000 days.")
}
