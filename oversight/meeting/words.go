package meeting

import (
	"regexp"

	"hengjian/oversight/act"
)

// Sorts of meetings of a campaign.
var Sorts = []act.Word{
	{Code: "mobilisation", Zh: "动员部署会", En: "mobilisation"},
	{Code: "symposium", Zh: "座谈会", En: "symposium"},
	{Code: "visit", Zh: "实地走访（视察）", En: "field visit"},
	{Code: "study", Zh: "学习会", En: "study session"},
	{Code: "feedback", Zh: "情况反馈会", En: "feedback meeting"},
}

// GuestSorts are who may be asked.
var GuestSorts = []act.Word{
	{Code: "deputy", Zh: "代表", En: "deputy"},
	{Code: "member", Zh: "组成人员", En: "member"},
	{Code: "staff", Zh: "机关工作人员", En: "staff of the committee"},
	{Code: "organ", Zh: "机关人员", En: "people of an organ"},
	{Code: "guest", Zh: "特邀人员", En: "invited guest"},
}

// Answers to an invitation.
var Answers = []act.Word{
	{Code: "yes", Zh: "参加", En: "will come"},
	{Code: "no", Zh: "不能参加", En: "cannot come"},
}

// Comings are what the attendance list says afterwards.
var Comings = []act.Word{
	{Code: "came", Zh: "到会", En: "came"},
	{Code: "excused", Zh: "请假", En: "excused"},
	{Code: "absent", Zh: "缺席", En: "absent"},
}

// neutral refuses a text by which the congress would say how a case should end,
// or that names a case at all: a meeting is about units and systems.
func neutral(k *act.Check, field, text string) {
	k.Neutral(field, text)
	k.NoCase(field, text, "会议活动不议个案。", "no meeting is about a case.")
}

func reason(k *act.Check, s string) {
	k.Reasoned(s)
	neutral(k, "reason", s)
}

var hour = regexp.MustCompile(`^([01]\d|2[0-3]):[0-5]\d$`)
