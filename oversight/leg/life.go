package leg

import (
	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

// Life is the whole life of a referral.
var Life = act.Life{
	Kind: "leg", Zh: "转送", En: "Referral",
	States: []act.State{
		{Code: "drafted", Zh: "已起草", En: "Drafted", Tone: "act", Open: true},
		{Code: "telephoned", Zh: "已电话转送，待书面", En: "Telephoned, to be put in writing", Tone: "warn", Open: true},
		{Code: "half_signed", Zh: "待会签", En: "Half signed", Tone: "act", Open: true},
		{Code: "signed", Zh: "已签发", En: "Signed", Tone: "act", Open: true},
		{Code: "sent", Zh: "已转送", En: "Sent", Open: true},
		{Code: "received", Zh: "已签收", En: "Received", Open: true},
		{Code: "objected", Zh: "退回", En: "Objected", Tone: "warn", Open: true},
		{Code: "reported", Zh: "已反馈", En: "Reported", Tone: "act", Open: true},
		{Code: "closed", Zh: "办结", En: "Closed", Tone: "ok"},
		{Code: "dropped", Zh: "不予转送", En: "Dropped"},
	},
	Verbs: verbs,
	Steps: steps,
}

func to(states ...string) []string     { return states }
func who(roles ...act.Role) []act.Role { return roles }

// steps is the life as a table: lives.md, one line each.
var steps = []act.Step{
	{From: act.In(act.Birth), Do: "leg.draft", To: to("drafted", "telephoned"), Who: who(access.Clerk, access.Follow), Basis: "XF22 23(1), 28, 30"},
	{From: act.In("drafted", "half_signed", "signed"), Do: "leg.drop", To: to("dropped"), Who: who(access.Director), Basis: "local"},
	{From: act.In("drafted"), Do: "leg.sign", To: to("signed", "half_signed"), Who: who(access.Director), Basis: "XF22 28, 30(3), 46(5)", Main: true},
	{From: act.In("half_signed"), Do: "leg.cosign", To: to("signed"), Who: who(access.Director, access.Vice, access.Secretary),
		Not: []act.Name{"leg.sign", "leg.confirm_written"}, Basis: "XF22 28, 30(3), 46(5)", Main: true},
	{From: act.In("telephoned"), Do: "leg.confirm_written", To: to("signed", "half_signed"), Who: who(access.Director, access.Vice), Basis: "XF22 25; CPL 57, 117", Main: true},
	{From: act.In("signed"), Do: "leg.send", To: to("sent"), Who: who(access.Clerk), Basis: "XF22 23(1), 30(3)", Clock: "leg.receipt", Main: true},
	{From: act.In("sent"), Do: "leg.receipt", To: to("received"), Who: who(access.Desk), Basis: "local", Clock: "leg.procedure", Main: true},
	{From: act.In("received"), Do: "leg.object", To: to("objected"), Who: who(access.Desk), Basis: "local; by analogy XF22 23(3)"},
	{From: act.In("objected"), Do: "leg.uphold", To: to("received"), Who: who(access.Clerk), Basis: "local; by analogy XF22 23(3)", Clock: "leg.procedure", Main: true},
	{From: act.In("objected"), Do: "leg.reroute", To: to("closed"), Who: who(access.Clerk), Basis: "local; by analogy XF22 23(3)", Main: true},
	{From: act.In("received"), Do: "leg.report_procedure", To: to("reported"), Who: who(access.Desk), Basis: "local", Main: true},
	{From: act.In("reported"), Do: "leg.report_procedure", To: to("reported"), Who: who(access.Desk), Basis: "local"},
	{From: act.In("reported"), Do: "leg.accept_report", To: to("closed"), Who: who(access.Clerk), Basis: "local", Main: true},
	{From: act.In("reported"), Do: "leg.ask_again", To: to("received"), Who: who(access.Clerk), Basis: "local", Clock: "leg.procedure"},
	{From: act.In("reported"), Do: "leg.clarify", To: to("closed"), Who: who(access.Director), Basis: "FG19 56; JC19 57"},
	{From: act.In("sent", "received"), Do: "leg.urge", To: to(act.Same), Who: who(access.Clerk), Basis: "local", Clock: "leg.urge"},
}

var verbs = []act.Verb{
	{Do: "leg.draft", Zh: "起草转送", En: "Draft a referral"},
	{Do: "leg.drop", Zh: "不予转送", En: "Drop", SayZh: "材料不会送出；已经取号的，号码作废保留。", SayEn: "Nothing leaves; a number already drawn stays, marked void."},
	{Do: "leg.sign", Zh: "签发", En: "Sign", SayZh: "函件编号并固定内容，列入与司法机关联系登记；涉及单位负责人的还须会签。", SayEn: "The letter gets its number, its content is fixed, and it enters the contact register; where a head is accused a second person cosigns."},
	{Do: "leg.cosign", Zh: "会签", En: "Cosign", SayZh: "函件编号并固定内容。", SayEn: "The letter gets its number and its content is fixed."},
	{Do: "leg.confirm_written", Zh: "补齐书面", En: "Put it in writing", SayZh: "为已电话转送的紧急事项补签书面函件。", SayEn: "The written letter follows the telephone call."},
	{Do: "leg.send", Zh: "密封发送", En: "Send sealed", SayZh: "材料只能由接收单位的专门接收人打开，不含原文和反映人身份；发出后不能收回。", SayEn: "Only the recipient's desk can open the pack; it holds neither original nor identity; it cannot be recalled."},
	{Do: "leg.receipt", Zh: "签收", En: "Receive"},
	{Do: "leg.object", Zh: "退回", En: "Object", SayZh: "按代码说明理由，由人大经办研究。", SayEn: "With a coded reason, for the congress's clerk to consider."},
	{Do: "leg.uphold", Zh: "维持转送", En: "Uphold the referral", SayZh: "仍由该单位依照法定程序处理，反馈期限重新起算。", SayEn: "It stays with that organ; the term to report begins anew."},
	{Do: "leg.reroute", Zh: "改送", En: "Reroute", SayZh: "本件在此办结，按新的接收单位另行起草；没有其他有权机关的，告知反映人途径。", SayEn: "This leg closes and a new one is drafted; if no other organ has the procedure the sender is told theirs."},
	{Do: "leg.report_procedure", Zh: "反馈程序进展", En: "Report the procedure", SayZh: "只填代码和日期，不反映案件实体情况。", SayEn: "A code and a day only, nothing on the merits."},
	{Do: "leg.accept_report", Zh: "收到反馈并办结", En: "Accept the report", SayZh: "本件办结，反映人将被告知程序结果。", SayEn: "The leg closes and the sender is told the procedural result."},
	{Do: "leg.ask_again", Zh: "请补充程序信息", En: "Ask again"},
	{Do: "leg.clarify", Zh: "澄清", En: "Clarify", SayZh: "依有权机关的认定办结；不记入履职档案，只由该机关告知本人。", SayEn: "Closed on the competent organ's finding; nothing enters the service record; only that organ tells the officer."},
	{Do: "leg.urge", Zh: "催办", En: "Urge", SayZh: "只问签收和程序进展，最多两次，列入联系登记。", SayEn: "Asks for receipt and procedure only, twice at most, and enters the contact register."},
}
