package meeting

import (
	"regexp"

	"hengjian/oversight/act"
)

// Sorts of meetings of a campaign.
var Sorts = []act.Word{
	{"mobilisation", "动员部署会", "mobilisation"},
	{"symposium", "座谈会", "symposium"},
	{"visit", "实地走访（视察）", "field visit"},
	{"study", "学习会", "study session"},
	{"feedback", "情况反馈会", "feedback meeting"},
}

// GuestSorts are who may be asked.
var GuestSorts = []act.Word{
	{"deputy", "代表", "deputy"},
	{"member", "组成人员", "member"},
	{"staff", "机关工作人员", "staff of the committee"},
	{"organ", "机关人员", "people of an organ"},
	{"guest", "特邀人员", "invited guest"},
}

// Answers to an invitation.
var Answers = []act.Word{
	{"yes", "参加", "will come"},
	{"no", "不能参加", "cannot come"},
}

// Comings are what the attendance list says afterwards.
var Comings = []act.Word{
	{"came", "到会", "came"},
	{"excused", "请假", "excused"},
	{"absent", "缺席", "absent"},
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
