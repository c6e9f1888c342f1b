package problem

import (
	"slices"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

// OriginKinds say where a problem was found.
var OriginKinds = []act.Word{
	{Code: "self_inspection", Zh: "自查主动发现", En: "found by the organ itself"},
	{Code: "inspection", Zh: "检查视察", En: "inspection"},
	{Code: "case_review", Zh: "案件评查", En: "case review"},
	{Code: "lead", Zh: "筛查线索", En: "screening lead"},
	{Code: "clue", Zh: "群众反映", En: "message of the public"},
	{Code: "leg", Zh: "转送反馈", En: "referral"},
	{Code: "media", Zh: "媒体报道", En: "media"},
	{Code: "coordination", Zh: "贯通协同", En: "other supervisors"},
	{Code: "deputies", Zh: "代表建议", En: "deputies"},
}

// EvidenceKinds say what a piece of evidence is.
var EvidenceKinds = []act.Word{
	{Code: "paper", Zh: "文件资料", En: "document"},
	{Code: "data", Zh: "数据", En: "data"},
	{Code: "site", Zh: "现场查看", En: "seen on the spot"},
	{Code: "interview", Zh: "座谈走访", En: "interview"},
	{Code: "case", Zh: "已办结案件", En: "concluded case"},
	{Code: "clue", Zh: "群众反映", En: "message of the public"},
	{Code: "other", Zh: "其他", En: "other"},
}

// Grades of evidence.
var Grades = []act.Word{
	{Code: "document", Zh: "书证", En: "documentary"},
	{Code: "multiple", Zh: "多源印证", En: "several sources"},
	{Code: "single", Zh: "单一陈述", En: "one statement"},
}

// Rungs of the ladder, mildest first. The instruments stand above.
var Rungs = []act.Word{
	{Code: "reminder", Zh: "提醒", En: "reminder"},
	{Code: "work_request", Zh: "商请函", En: "work request"},
	{Code: "hearing", Zh: "听取情况说明", En: "hearing an account"},
	{Code: "council", Zh: "提请主任会议研究", En: "council of chairpersons"},
}

func rung(code string) int {
	return slices.IndexFunc(Rungs, func(w act.Word) bool { return w.Code == code })
}

// neutral refuses a text by which the congress would say how a case should end.
func neutral(k *act.Check, field, text string) {
	k.NoView(field, text, "人大不对个案提出处理意见；请只写单位或者制度上的问题。", "the congress gives no view on a case; write of the unit or the system only.")
}

// noCase refuses a case number: a case may be evidence, never the object.
func noCase(k *act.Check, field, text string) {
	k.NoCase(field, text, "问题针对单位或者制度；已办结的案件只能作为证据。", "a problem is of a unit or system; a concluded case may only be evidence.")
}

func needReason(s string) error {
	var k act.Check
	reason(&k, s)
	return k.Err()
}

func reason(k *act.Check, s string) {
	k.Reasoned(s)
	neutral(k, "reason", s)
}

// signed wants the scan of the signed paper when the liaison files it for the
// head: until then it is nobody's word.
func signed(k *act.Check, m act.Moment, scan string) {
	k.Want(m.Role != access.Liaison || scan != "", "scan", "联络员代报的，请上传负责人或者本人签字的扫描件。", "When the liaison files it, upload the scan signed by the head or the officer.")
}
