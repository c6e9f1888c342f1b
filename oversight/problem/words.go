package problem

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/law"
)

// Word is one coded value with its words.
type Word struct{ Code, Zh, En string }

// OriginKinds say where a problem was found.
var OriginKinds = []Word{
	{"self_inspection", "自查主动发现", "found by the organ itself"},
	{"inspection", "检查视察", "inspection"},
	{"case_review", "案件评查", "case review"},
	{"lead", "筛查线索", "screening lead"},
	{"clue", "群众反映", "message of the public"},
	{"leg", "转送反馈", "referral"},
	{"media", "媒体报道", "media"},
	{"coordination", "贯通协同", "other supervisors"},
	{"deputies", "代表建议", "deputies"},
}

// EvidenceKinds say what a piece of evidence is.
var EvidenceKinds = []Word{
	{"paper", "文件资料", "document"},
	{"data", "数据", "data"},
	{"site", "现场查看", "seen on the spot"},
	{"interview", "座谈走访", "interview"},
	{"case", "已办结案件", "concluded case"},
	{"clue", "群众反映", "message of the public"},
	{"other", "其他", "other"},
}

// Grades of evidence.
var Grades = []Word{
	{"document", "书证", "documentary"},
	{"multiple", "多源印证", "several sources"},
	{"single", "单一陈述", "one statement"},
}

// Rungs of the ladder, mildest first. The instruments stand above.
var Rungs = []Word{
	{"reminder", "提醒", "reminder"},
	{"work_request", "商请函", "work request"},
	{"hearing", "听取情况说明", "hearing an account"},
	{"council", "提请主任会议研究", "council of chairpersons"},
}

func has(list []Word, code string) bool {
	return slices.ContainsFunc(list, func(w Word) bool { return w.Code == code })
}

func rung(code string) int {
	return slices.IndexFunc(Rungs, func(w Word) bool { return w.Code == code })
}

// length wants a text of lo to hi characters.
func length(k *act.Check, field, text string, lo, hi int, zh, en string) {
	n := utf8.RuneCountInString(strings.TrimSpace(text))
	k.Want(n >= lo && n <= hi, field, zh, en)
}

// neutral refuses a text by which the congress would say how a case should end.
func neutral(k *act.Check, field, text string) {
	bad := law.DecidesCase(text)
	k.Want(bad == "", field, "文中有“"+bad+"”：人大不对个案提出处理意见；请只写单位或者制度上的问题。",
		"The text says “"+bad+"”: the congress gives no view on a case; write of the unit or the system only.")
}

var caseNo = regexp.MustCompile(`[（(]\s*\d{4}\s*[)）][^\s，。；]{1,24}?号`)

// noCase refuses a case number: a case may be evidence, never the object.
func noCase(k *act.Check, field, text string) {
	hit := caseNo.FindString(text)
	k.Want(hit == "", field, "文中有案号“"+hit+"”：问题针对单位或者制度；已办结的案件只能作为证据。",
		"The text has the case number “"+hit+"”: a problem is of a unit or system; a concluded case may only be evidence.")
}

func needReason(s string) error {
	var k act.Check
	reason(&k, s)
	return k.Err()
}

func reason(k *act.Check, s string) {
	length(k, "reason", s, 4, 500, "请写明理由（4 到 500 字）。", "Give the reason (4 to 500 characters).")
	neutral(k, "reason", s)
}

// signed wants the scan of the signed paper when the liaison files it for the
// head: until then it is nobody's word.
func signed(k *act.Check, m act.Moment, scan string) {
	k.Want(m.Role != access.Liaison || scan != "", "scan", "联络员代报的，请上传负责人或者本人签字的扫描件。", "When the liaison files it, upload the scan signed by the head or the officer.")
}
