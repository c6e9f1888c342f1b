package problem

import (
	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

// Life is the whole life of a problem.
var Life = act.Life{
	Kind: "problem", Zh: "问题", En: "Problem",
	States: []act.State{
		{Code: "drafted", Zh: "拟定", En: "Drafted", Tone: "act", Open: true},
		{Code: "replying", Zh: "征求意见", En: "Reply invited", Open: true},
		{Code: "proposed", Zh: "拟确认", En: "Proposed to the council", Tone: "act", Open: true},
		{Code: "confirmed", Zh: "确认", En: "Confirmed", Tone: "act", Open: true},
		{Code: "handed", Zh: "交办", En: "Handed over", Open: true},
		{Code: "signed", Zh: "签收", En: "Signed for", Open: true},
		{Code: "planned", Zh: "整改方案", En: "Planned", Tone: "act", Open: true},
		{Code: "rectifying", Zh: "整改中", En: "Rectifying", Open: true},
		{Code: "claimed", Zh: "报结", En: "Claimed", Tone: "warn", Open: true},
		{Code: "verifying", Zh: "核验中", En: "Verifying", Tone: "act", Open: true},
		{Code: "verified", Zh: "核验通过", En: "Verified", Tone: "ok", Open: true},
		{Code: "closed", Zh: "销号", En: "Closed, look-back due", Tone: "ok", Open: true},
		{Code: "settled", Zh: "回头看通过", En: "Settled", Tone: "ok"},
		{Code: "long_term", Zh: "长期整改", En: "Long-term", Tone: "warn", Open: true},
		{Code: "dropped", Zh: "不予确认", En: "Dropped"},
		{Code: "revoked", Zh: "撤销", En: "Revoked"},
	},
	Verbs: verbs,
	Steps: steps,
}

func to(states ...string) []string     { return states }
func who(roles ...act.Role) []act.Role { return roles }

var (
	enters   = who(access.Clerk, access.Secretary) // enters the council's minute
	verifies = who(access.Deputy, access.Member, access.Clerk, access.Vice)
	organ    = who(access.Chief, access.Liaison)
	ladder   = []string{"handed", "signed", "planned", "rectifying", "claimed", "verifying", "long_term"}
	atOrgan  = []string{"confirmed", "handed", "signed", "planned", "rectifying"}
)

const council = "council"

// steps is the life as a table: lives.md, one line each.
var steps = []act.Step{
	{From: act.In(act.Birth), Do: "problem.draft", To: to("drafted"), Who: who(access.Clerk, access.Follow), Basis: "L24 6, 8"},
	{From: act.In("drafted"), Do: "problem.rewrite", To: to(act.Same), Who: who(access.Clerk), Basis: "local"},
	{From: act.In("drafted"), Do: "problem.add_evidence", To: to(act.Same), Who: who(access.Clerk), Basis: "local"},
	{From: act.In("drafted"), Do: "problem.remove_evidence", To: to(act.Same), Who: who(access.Clerk), Basis: "local"},
	{From: act.In("drafted"), Do: "problem.check_source", To: to(act.Same), Who: who(access.Intake), Not: []act.Name{"problem.draft", "problem.rewrite"}, Basis: "XF22 30(3)"},
	{From: act.In("drafted"), Do: "problem.invite_reply", To: to("replying"), Who: who(access.Director), Basis: "mirrors L24 62", Clock: "problem.reply", Main: true},
	{From: act.In("replying"), Do: "problem.reply", To: to(act.Same), Who: organ, Basis: "mirrors L24 62"},
	{From: act.In("replying"), Do: "problem.redraft", To: to("drafted"), Who: who(access.Clerk), Basis: "local"},
	{From: act.In("replying"), Do: "problem.propose_confirm", To: to("proposed"), Who: who(access.Director), Not: []act.Name{"problem.draft"}, Basis: "L24 8", Main: true},
	{From: act.In("proposed"), Do: "problem.confirm", To: to("confirmed"), Who: enters, Not: []act.Name{"problem.draft", "problem.propose_confirm"}, Body: council, Basis: "L24 8", Main: true},
	{From: act.In("proposed"), Do: "problem.send_back", To: to("replying"), Who: enters, Body: council, Basis: "L24 8"},
	{From: act.In("drafted", "replying"), Do: "problem.drop", To: to("dropped"), Who: who(access.Director), Basis: "local"},
	{From: act.In("proposed"), Do: "problem.drop", To: to("dropped"), Who: enters, Body: council, Basis: "L24 8"},
	{From: act.In("confirmed"), Do: "problem.hand_over", To: to("handed"), Who: enters, Body: council, Basis: "L24 17, 37; local", Clock: "problem.rectify", Main: true},
	{From: act.In("handed"), Do: "problem.sign_for", To: to("signed"), Who: who(access.Liaison), Basis: "local", Clock: "problem.plan", Main: true},
	{From: act.In("signed"), Do: "problem.plan", To: to("planned"), Who: organ, Basis: "local; L24 17, 37", Main: true},
	{From: act.In("planned"), Do: "problem.comment_plan", To: to("signed"), Who: who(access.Clerk), Basis: "L24 17", Clock: "problem.plan"},
	{From: act.In("planned"), Do: "problem.note_plan", To: to("rectifying"), Who: who(access.Director), Basis: "L24 17", Main: true},
	{From: act.In("rectifying", "long_term"), Do: "problem.progress", To: to(act.Same), Who: who(access.Liaison), Basis: "local"},
	{From: act.In("signed", "planned", "rectifying"), Do: "problem.extend", To: to(act.Same), Who: enters, Body: council, Basis: "local"},
	{From: act.In("rectifying"), Do: "problem.claim", To: to("claimed"), Who: organ, Basis: "local", Main: true},
	{From: act.In("claimed"), Do: "problem.reject_claim", To: to("rectifying"), Who: who(access.Clerk), Basis: "local"},
	{From: act.In("claimed"), Do: "problem.assign_verifiers", To: to("verifying"), Who: who(access.Director), Basis: "local", Main: true},
	{From: act.In("verifying"), Do: "problem.replace_verifier", To: to(act.Same), Who: who(access.Director), Basis: "local"},
	{From: act.In("verifying"), Do: "problem.verify", To: to(act.Same), Who: verifies, Not: []act.Name{"problem.draft"}, Basis: "DB25 31, 59", Main: true},
	{From: act.In("verifying"), Do: "problem.pass", To: to("verified"), Who: who(access.Clerk, access.Director), Not: []act.Name{"problem.verify"}, Basis: "local", Main: true},
	{From: act.In("verifying"), Do: "problem.return", To: to("rectifying"), Who: who(access.Clerk, access.Director), Not: []act.Name{"problem.verify"}, Basis: "local"},
	{From: act.In("verified"), Do: "problem.close", To: to("closed"), Who: who(access.Director), Not: []act.Name{"problem.draft", "problem.verify"}, Basis: "local", Clock: "problem.look_back", Main: true},
	{From: act.In("closed"), Do: "problem.assign_look_back", To: to(act.Same), Who: who(access.Director), Basis: "L24 17, 37"},
	{From: act.In("closed"), Do: "problem.look_back_ok", To: to("settled"), Who: verifies, Not: []act.Name{"problem.verify"}, Basis: "L24 17, 37", Main: true},
	{From: act.In("closed", "settled"), Do: "problem.propose_recur", To: to(act.Same), Who: who(access.Director), Basis: "local"},
	{From: act.In("closed", "settled"), Do: "problem.recur", To: to("confirmed"), Who: enters, Not: []act.Name{"problem.propose_recur"}, Body: council, Basis: "L24 8"},
	{From: act.In("closed", "settled"), Do: "problem.keep_closed", To: to(act.Same), Who: enters, Not: []act.Name{"problem.propose_recur"}, Body: council, Basis: "L24 8"},
	{From: act.In("rectifying"), Do: "problem.long_term", To: to("long_term"), Who: enters, Body: council, Basis: "local"},
	{From: act.In("long_term"), Do: "problem.resume", To: to("rectifying"), Who: who(access.Director), Basis: "local", Clock: "problem.rectify", Main: true},
	{From: atOrgan, Do: "problem.revoke", To: to("revoked"), Who: enters, Body: council, Basis: "L24 8"},
	{From: append(act.In("confirmed"), ladder...), Do: "problem.escalate", To: to(act.Same), Who: who(access.Director), Basis: "local"},
	{From: ladder, Do: "problem.escalate_council", To: to(act.Same), Who: enters, Body: council, Basis: "L24 8"},
}

var verbs = []act.Verb{
	{Do: "problem.draft", Zh: "拟定问题", En: "Draft a problem"},
	{Do: "problem.rewrite", Zh: "改写", En: "Rewrite"},
	{Do: "problem.add_evidence", Zh: "补充证据", En: "Add evidence"},
	{Do: "problem.remove_evidence", Zh: "撤下证据", En: "Remove evidence", SayZh: "条目和理由保留在记录中。", SayEn: "The entry and the reason stay in the record."},
	{Do: "problem.check_source", Zh: "确认不暴露来源", En: "Confirm the source is safe"},
	{Do: "problem.invite_reply", Zh: "征求意见", En: "Invite reply", SayZh: "机关一方将看到问题和证据，看不到来源；答复期限开始计算。", SayEn: "The organ sees text and evidence, not the origin; its term to reply begins."},
	{Do: "problem.reply", Zh: "回复意见", En: "Reply"},
	{Do: "problem.redraft", Zh: "撤回重拟", En: "Take back", SayZh: "机关一方暂时看不到，回复保留，改写后重新征求意见。", SayEn: "The organ no longer sees it; its reply stays; it is asked again after the rewrite."},
	{Do: "problem.propose_confirm", Zh: "拟确认", En: "Propose to confirm", SayZh: "列入提请主任会议确认的清单。", SayEn: "It goes on the list for the council."},
	{Do: "problem.confirm", Zh: "确认", En: "Confirm", SayZh: "录入主任会议的决定：问题成立。", SayEn: "Enters the council's decision: the problem is found."},
	{Do: "problem.send_back", Zh: "退回再议", En: "Send back"},
	{Do: "problem.drop", Zh: "不予确认", En: "Drop", SayZh: "理由告知所有知情方。", SayEn: "All who knew are told the reason."},
	{Do: "problem.hand_over", Zh: "交办", En: "Hand over", SayZh: "交机关整改，签收和整改期限开始计算。", SayEn: "The organ is to rectify; the terms to sign and to rectify begin."},
	{Do: "problem.sign_for", Zh: "签收", En: "Sign for"},
	{Do: "problem.plan", Zh: "报送整改方案", En: "File the plan"},
	{Do: "problem.comment_plan", Zh: "对方案提出意见", En: "Comment on the plan", SayZh: "机关据此修改方案，责任仍在机关。", SayEn: "The organ revises its plan and stays responsible for it."},
	{Do: "problem.note_plan", Zh: "对方案无意见", En: "Note the plan", SayZh: "开始整改；这不是批准，责任仍在机关。", SayEn: "Rectification begins; it is no approval, the organ stays responsible."},
	{Do: "problem.progress", Zh: "填报进展", En: "Report progress"},
	{Do: "problem.extend", Zh: "延期", En: "Extend", SayZh: "由定期限的主任会议决定，理由随期限显示。", SayEn: "By the council that set the term; the reason is shown with it."},
	{Do: "problem.claim", Zh: "报结", En: "Claim", SayZh: "“已整改”须经现场核验。", SayEn: "“Rectified” is a claim and will be verified on the spot."},
	{Do: "problem.reject_claim", Zh: "退回报结", En: "Reject the claim"},
	{Do: "problem.assign_verifiers", Zh: "安排核验", En: "Assign verifiers", SayZh: "至少两人、其中至少一名代表，均须与该机关无关。", SayEn: "At least two, one of them a deputy, none connected with the organ."},
	{Do: "problem.replace_verifier", Zh: "更换核验人", En: "Replace a verifier"},
	{Do: "problem.verify", Zh: "提交核验意见", En: "Report the verification", SayZh: "提交后不能修改；不得拍摄在押人员和未结卷宗。", SayEn: "It cannot be changed afterwards; no photographs of detainees or open files."},
	{Do: "problem.pass", Zh: "核验通过", En: "Pass"},
	{Do: "problem.return", Zh: "退回整改", En: "Return", SayZh: "整改期限继续计算；第三次退回将提示升级。", SayEn: "The term runs on; the third return proposes the ladder."},
	{Do: "problem.close", Zh: "销号", En: "Close", SayZh: "询问有关反映人是否真的解决；三到六个月内回头看。", SayEn: "Those who complained are asked whether it is really solved; a look-back follows in 3 to 6 months."},
	{Do: "problem.assign_look_back", Zh: "安排回头看", En: "Assign the look-back"},
	{Do: "problem.look_back_ok", Zh: "回头看通过", En: "Look-back holds"},
	{Do: "problem.propose_recur", Zh: "提请确认反弹", En: "Propose a recurrence"},
	{Do: "problem.recur", Zh: "确认反弹", En: "Confirm the recurrence", SayZh: "重新成为已确认的问题，并提示升一级。", SayEn: "It is confirmed again and the next rung of the ladder is proposed."},
	{Do: "problem.keep_closed", Zh: "不确认反弹", En: "Keep it closed"},
	{Do: "problem.long_term", Zh: "转长期整改", En: "Make it long-term"},
	{Do: "problem.resume", Zh: "恢复整改", En: "Resume"},
	{Do: "problem.revoke", Zh: "撤销", En: "Revoke", SayZh: "理由告知所有知情方。", SayEn: "All who knew are told the reason."},
	{Do: "problem.escalate", Zh: "升级", En: "Escalate", SayZh: "逐级采用：提醒、商请函、听取情况说明。", SayEn: "One rung at a time: reminder, work request, hearing an account."},
	{Do: "problem.escalate_council", Zh: "主任会议研究", En: "Bring to the council"},
}
