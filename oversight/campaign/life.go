package campaign

import (
	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

var staff = []act.Role{access.Clerk, access.Director}

// Life of a campaign. Its stages are dates in the plan, never states. The
// council of chairpersons adopts (L24 12, 63); a committee's working body does
// the rest. A committee above has no step on it: each level acts within its own
// power (ZJ08 12, 25).
var Life = act.Life{
	Kind: "campaign", Zh: "专项监督", En: "Campaign",
	States: []act.State{
		{Code: "argued", Zh: "选题论证", En: "Topic argued", Tone: "act", Open: true},
		{Code: "rejected", Zh: "未列题", En: "Not taken up"},
		{Code: "drafting", Zh: "起草", En: "Drafting", Open: true},
		{Code: "adopted", Zh: "已通过", En: "Adopted", Tone: "act", Open: true},
		{Code: "sent", Zh: "已印发", En: "Sent out", Tone: "act", Open: true},
		{Code: "carrying_out", Zh: "进行中", En: "Under way", Tone: "act", Open: true},
		{Code: "summing_up", Zh: "总结", En: "Summing up", Tone: "act", Open: true},
		{Code: "concluded", Zh: "已结束", En: "Concluded", Tone: "ok"},
		{Code: "archived", Zh: "已归档", En: "Archived"},
	},
	Verbs: []act.Verb{
		{Do: "campaign.argue", Zh: "提出选题", En: "Argue a topic"},
		{Do: "campaign.amend_topic", Zh: "补充论证", En: "Amend the topic"},
		{Do: "campaign.reject", Zh: "不列题", En: "Do not take up", SayZh: "选题和理由保留，今后可以再提。", SayEn: "The topic and the reasons stay; it may be argued again."},
		{Do: "campaign.take_up", Zh: "列题起草", En: "Take up"},
		{Do: "campaign.draft", Zh: "拟定专项", En: "Draft a campaign"},
		{Do: "campaign.adapt", Zh: "拟定本级方案", En: "Adopt an own plan", SayZh: "本级自己的专项，由本级主任会议通过；上级方案的要求逐条列出，由本级安排落实。", SayEn: "A campaign of this committee, adopted by its own council; the shared requirements are listed one by one."},
		{Do: "campaign.amend", Zh: "修改基本情况", En: "Amend"},
		{Do: "campaign.plan", Zh: "编写方案", En: "Write the plan"},
		{Do: "campaign.adopt", Zh: "主任会议通过", En: "Adopt", SayZh: "通过后方案成为第 1 版，之后的改动须有理由，前后对照留存。", SayEn: "The plan becomes edition 1; later changes need reasons and are kept side by side."},
		{Do: "campaign.send", Zh: "印发", En: "Send out", SayZh: "方案对各级人大和各机关的登录人员公开。", SayEn: "Everybody signed in, of all committees and organs, can read the plan."},
		{Do: "campaign.start", Zh: "启动", En: "Start"},
		{Do: "campaign.change", Zh: "调整方案", En: "Change the plan", SayZh: "原方案留存，新版与原版的差别对所有能看到方案的人可见。", SayEn: "The former edition stays; whoever sees the plan sees the difference."},
		{Do: "campaign.answer_requirement", Zh: "说明不适用", En: "Say why one does not apply"},
		{Do: "campaign.withdraw_answer", Zh: "撤回不适用说明", En: "Withdraw that reason"},
		{Do: "campaign.publish", Zh: "向社会公开", En: "Publish", SayZh: "任何人不用登录都能读到这一版；已经公开的前一版留作对照。之后再调整方案，公开页不会自己改变，须再次公开。", SayEn: "Anybody can read this edition without signing in; the one published before stays to be compared. A later change of the plan changes nothing there until it is published too."},
		{Do: "campaign.withdraw_publication", Zh: "撤回公开", En: "Withdraw the publication", SayZh: "公开页只留下“已撤回”；已经被人保存、转发的收不回来。反映渠道不受影响。", SayEn: "The public page says only that it was withdrawn; what people have kept or passed on cannot be taken back. Reporting goes on."},
		{Do: "campaign.sum_up", Zh: "转入总结", En: "Begin to sum up"},
		{Do: "campaign.conclude", Zh: "结束专项", En: "Conclude", SayZh: "未办结的事项不受影响，继续按各自期限办理。", SayEn: "Open matters are not affected and keep their clocks."},
		{Do: "campaign.archive", Zh: "归档", En: "Archive"},
	},
	Steps: []act.Step{
		{From: act.In(act.Birth), Do: "campaign.argue", To: []string{"argued"}, Who: staff, Basis: "L24 12"},
		{From: act.In("argued"), Do: "campaign.amend_topic", To: []string{act.Same}, Who: staff, Basis: "local"},
		{From: act.In("argued"), Do: "campaign.reject", To: []string{"rejected"}, Who: []act.Role{access.Director, access.Vice}, Basis: "local"},
		{From: act.In("argued"), Do: "campaign.take_up", To: []string{"drafting"}, Who: []act.Role{access.Director, access.Vice}, Not: []act.Name{"campaign.argue"}, Basis: "L24 12", Main: true},
		{From: act.In(act.Birth), Do: "campaign.draft", To: []string{"drafting"}, Who: staff, Basis: "L24 12, 63"},
		{From: act.In(act.Birth), Do: "campaign.adapt", To: []string{"drafting"}, Who: staff, Basis: "ZJ08 12, 25"},
		{From: act.In("drafting"), Do: "campaign.amend", To: []string{act.Same}, Who: staff, Basis: "local"},
		{From: act.In("drafting"), Do: "campaign.plan", To: []string{act.Same}, Who: staff, Basis: "local"},
		{From: act.In("drafting"), Do: "campaign.adopt", To: []string{"adopted"}, Who: []act.Role{access.Clerk, access.Secretary}, Body: "council", Basis: "L24 12, 63", Main: true},
		{From: act.In("adopted"), Do: "campaign.send", To: []string{"sent"}, Who: []act.Role{access.Clerk, access.Secretary}, Basis: "L24 63", Main: true},
		{From: act.In("adopted", "sent"), Do: "campaign.start", To: []string{"carrying_out"}, Who: staff, Basis: "local", Main: true},
		{From: act.In("adopted", "sent", "carrying_out"), Do: "campaign.change", To: []string{act.Same}, Who: []act.Role{access.Clerk, access.Secretary}, Body: "council", Basis: "L24 12, 63"},
		{From: act.In("drafting", "adopted", "sent", "carrying_out"), Do: "campaign.answer_requirement", To: []string{act.Same}, Who: staff, Basis: "ZJ08 12, 25"},
		{From: act.In("drafting", "adopted", "sent", "carrying_out"), Do: "campaign.withdraw_answer", To: []string{act.Same}, Who: staff, Basis: "local"},
		{From: act.In("sent", "carrying_out", "summing_up", "concluded"), Do: "campaign.publish", To: []string{act.Same}, Who: []act.Role{access.Director}, Body: "council", Basis: "L24 10, 63"},
		{From: act.In("sent", "carrying_out", "summing_up", "concluded", "archived"), Do: "campaign.withdraw_publication", To: []string{act.Same}, Who: []act.Role{access.Director}, Body: "council", Basis: "local"},
		{From: act.In("carrying_out"), Do: "campaign.sum_up", To: []string{"summing_up"}, Who: staff, Basis: "local", Main: true},
		{From: act.In("summing_up"), Do: "campaign.conclude", To: []string{"concluded"}, Who: []act.Role{access.Director}, Basis: "local", Main: true},
		{From: act.In("rejected", "concluded"), Do: "campaign.archive", To: []string{"archived"}, Who: staff, Basis: "local"},
	},
}
