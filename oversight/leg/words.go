package leg

import (
	"hengjian/oversight/act"
)

// Codes of a procedure are all that a recipient reports.
var Codes = []act.Word{
	{Code: "accepted", Zh: "已受理", En: "accepted"},
	{Code: "not_accepted", Zh: "不受理", En: "not accepted"},
	{Code: "examining", Zh: "已启动审查", En: "examination begun"},
	{Code: "filed", Zh: "已立案", En: "case filed"},
	{Code: "corrective", Zh: "已作出纠正意见或者抗诉", En: "corrective opinion or protest made"},
	{Code: "concluded", Zh: "办结", En: "concluded"},
}

// Refusals are the coded reasons for not accepting.
var Refusals = []act.Word{
	{Code: "not_competent", Zh: "不属于本机关职权范围", En: "not within this organ's competence"},
	{Code: "in_procedure", Zh: "已在法定程序中办理", En: "already in a statutory procedure"},
	{Code: "effective", Zh: "属于应由当事人申请的程序", En: "a procedure that only the party can apply for"},
	{Code: "repeat", Zh: "此前已依法办结且无新事实", En: "concluded before by law, no new facts"},
	{Code: "insufficient", Zh: "材料不足以启动程序", En: "the material does not suffice to begin"},
}

// Objections are the coded reasons for sending a referral back.
var Objections = []act.Word{
	{Code: "not_competent", Zh: "不属于本机关职权范围", En: "not within this organ's competence"},
	{Code: "conflict", Zh: "涉及本单位人员，应当回避", En: "it concerns our own staff"},
	{Code: "in_hand", Zh: "同一事项已在办理", En: "the same matter is in hand already"},
	{Code: "unreadable", Zh: "材料无法打开或者缺页", En: "the pack cannot be opened or is incomplete"},
}

// Asks are what an urging or a further question may ask: receipt and procedure.
var Asks = []act.Word{
	{Code: "receipt", Zh: "请签收", En: "please receive it"},
	{Code: "procedure", Zh: "请反馈程序办理情况", En: "please report the procedural step"},
	{Code: "code_unclear", Zh: "反馈代码与日期不符，请核对", En: "code and day do not agree, please check"},
	{Code: "reason_missing", Zh: "不受理未附理由，请补充", En: "the reason for not accepting is missing"},
}

func in(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// neutral refuses a text by which the congress would say how a case should end.
func neutral(k *act.Check, field, text string) {
	k.NoView(field, text, "人大不对个案提出处理意见，只依法定程序转送。来信原话请写成“来信人称……”。", "the congress gives no view on a case, it only refers by statutory procedure. For the sender's own words write “来信人称…”.")
}

// needReason refuses an act that must give its reason.
func needReason(s string) error {
	var k act.Check
	k.Reasoned(s)
	neutral(&k, "reason", s)
	return k.Err()
}
