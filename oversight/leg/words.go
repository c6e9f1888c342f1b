package leg

import (
	"strings"
	"unicode/utf8"

	"hengjian/oversight/act"
	"hengjian/oversight/law"
)

// Word is one coded value with its words.
type Word struct{ Code, Zh, En string }

// Codes of a procedure are all that a recipient reports.
var Codes = []Word{
	{"accepted", "已受理", "accepted"},
	{"not_accepted", "不受理", "not accepted"},
	{"examining", "已启动审查", "examination begun"},
	{"filed", "已立案", "case filed"},
	{"corrective", "已作出纠正意见或者抗诉", "corrective opinion or protest made"},
	{"concluded", "办结", "concluded"},
}

// Refusals are the coded reasons for not accepting.
var Refusals = []Word{
	{"not_competent", "不属于本机关职权范围", "not within this organ's competence"},
	{"in_procedure", "已在法定程序中办理", "already in a statutory procedure"},
	{"effective", "属于应由当事人申请的程序", "a procedure that only the party can apply for"},
	{"repeat", "此前已依法办结且无新事实", "concluded before by law, no new facts"},
	{"insufficient", "材料不足以启动程序", "the material does not suffice to begin"},
}

// Objections are the coded reasons for sending a referral back.
var Objections = []Word{
	{"not_competent", "不属于本机关职权范围", "not within this organ's competence"},
	{"conflict", "涉及本单位人员，应当回避", "it concerns our own staff"},
	{"in_hand", "同一事项已在办理", "the same matter is in hand already"},
	{"unreadable", "材料无法打开或者缺页", "the pack cannot be opened or is incomplete"},
}

// Asks are what an urging or a further question may ask: receipt and procedure.
var Asks = []Word{
	{"receipt", "请签收", "please receive it"},
	{"procedure", "请反馈程序办理情况", "please report the procedural step"},
	{"code_unclear", "反馈代码与日期不符，请核对", "code and day do not agree, please check"},
	{"reason_missing", "不受理未附理由，请补充", "the reason for not accepting is missing"},
}

// WordOf finds a coded value in one of the lists above.
func WordOf(list []Word, code string) (Word, bool) {
	for _, w := range list {
		if w.Code == code {
			return w, true
		}
	}
	return Word{}, false
}

func has(list []Word, code string) bool { _, ok := WordOf(list, code); return ok }

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
	bad := law.DecidesCase(text)
	k.Want(bad == "", field, "文中有“"+bad+"”：人大不对个案提出处理意见，只依法定程序转送。来信原话请写成“来信人称……”。",
		"The text says “"+bad+"”: the congress gives no view on a case, it only refers by statutory procedure. For the sender's own words write “来信人称…”.")
}

// length wants a text of lo to hi characters.
func length(k *act.Check, field, text string, lo, hi int, zh, en string) {
	n := utf8.RuneCountInString(strings.TrimSpace(text))
	k.Want(n >= lo && n <= hi, field, zh, en)
}

// needReason refuses an act that must give its reason.
func needReason(s string) error {
	var k act.Check
	length(&k, "reason", s, 4, 500, "请写明理由（4 到 500 字）。", "Give the reason (4 to 500 characters).")
	neutral(&k, "reason", s)
	return k.Err()
}
