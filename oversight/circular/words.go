package circular

import (
	"hengjian/oversight/act"
)

// Ways of studying a plan.
var Ways = []act.Word{
	{Code: "meeting", Zh: "会议传达", En: "passed on at a meeting"},
	{Code: "together", Zh: "集中学习", En: "studied together"},
	{Code: "alone", Zh: "个人自学", En: "each by herself"},
	{Code: "training", Zh: "专题培训", En: "training"},
	{Code: "other", Zh: "其他形式", En: "otherwise"},
}

// Groups are the kinds of units from which people took part.
var Groups = []act.Word{
	{Code: "leaders", Zh: "领导班子", En: "leadership"},
	{Code: "business", Zh: "业务部门", En: "business divisions"},
	{Code: "tribunal", Zh: "庭", En: "tribunals"},
	{Code: "section", Zh: "科（室、处）", En: "sections"},
	{Code: "squad", Zh: "队", En: "squads"},
	{Code: "station", Zh: "所", En: "stations"},
	{Code: "office", Zh: "综合部门", En: "general offices"},
	{Code: "deputies", Zh: "代表联络站", En: "deputies' stations"},
}

// neutral refuses a text that says how a case should end, or that names one:
// what is studied is a plan about units and systems.
func neutral(k *act.Check, field, text string) {
	k.NoView(field, text, "这里不写对个案的处理意见。", "no view on a case is written here.")
	k.NoNumber(field, text, "这里不写具体案件。", "no case is named here.")
}

func reason(k *act.Check, s string) {
	k.Reasoned(s)
	neutral(k, "reason", s)
}
