package meeting

import (
	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

// Life of a meeting. Stages of a campaign are dates; a meeting only says to
// which it belongs.
var Life = act.Life{
	Kind: "meeting", Zh: "会议活动", En: "Meeting",
	States: []act.State{
		{Code: "planned", Zh: "拟办", En: "Planned", Open: true},
		{Code: "invited", Zh: "已通知", En: "Called", Tone: "act", Open: true},
		{Code: "postponed", Zh: "延期（日期未定）", En: "Postponed, no day yet", Tone: "warn", Open: true},
		{Code: "held", Zh: "已举行", En: "Held", Tone: "act", Open: true},
		{Code: "minuted", Zh: "已有记录", En: "Minuted", Tone: "ok"},
		{Code: "cancelled", Zh: "已取消", En: "Cancelled"},
	},
	Verbs: []act.Verb{
		{Do: "meeting.plan", Zh: "安排会议活动", En: "Plan a meeting"},
		{Do: "meeting.amend", Zh: "修改安排", En: "Amend"},
		{Do: "meeting.add_material", Zh: "上传材料", En: "Add material"},
		{Do: "meeting.invite", Zh: "通知和邀请", En: "Call and invite", SayZh: "有账号的代表和组成人员会看到通知并可以答复；与走访机关有利害关系的代表不在邀请之列。", SayEn: "Deputies and members with an account see the call and may answer; deputies tied to the organ visited are not asked."},
		{Do: "meeting.notify_organ", Zh: "通知机关", En: "Tell the organ", SayZh: "机关的联络员和负责人会看到时间、地点和议程，看不到受邀名单和记录。", SayEn: "Liaison and head of the organ see day, place and agenda, neither the list of those asked nor the minutes."},
		{Do: "meeting.answer", Zh: "答复邀请", En: "Answer the invitation"},
		{Do: "meeting.enter_answer", Zh: "代录答复", En: "Enter an answer"},
		{Do: "meeting.postpone", Zh: "延期", En: "Postpone", SayZh: "受邀人会看到新的日期和理由，并请重新答复。", SayEn: "Those asked see the new day and the reason, and are asked again."},
		{Do: "meeting.cancel", Zh: "取消", En: "Cancel", SayZh: "受邀人会看到已取消和理由；取消后不能恢复。", SayEn: "Those asked see that it is off, and why; it cannot be brought back."},
		{Do: "meeting.hold", Zh: "登记举行和到会情况", En: "Enter that it was held, and who came"},
		{Do: "meeting.correct", Zh: "更正到会情况", En: "Correct the attendance"},
		{Do: "meeting.minute", Zh: "录入记录和议定事项", En: "Enter the minutes"},
		{Do: "meeting.link", Zh: "关联议定事项", En: "Link what was resolved"},
	},
	Steps: []act.Step{
		{From: act.In(act.Birth), Do: "meeting.plan", To: []string{"planned"}, Who: staff, Basis: "local"},
		{From: act.In("planned", "invited", "postponed"), Do: "meeting.amend", To: []string{act.Same}, Who: staff, Basis: "local"},
		{From: act.In("planned", "invited", "postponed", "held"), Do: "meeting.add_material", To: []string{act.Same}, Who: staff, Basis: "local"},
		{From: act.In("planned", "invited"), Do: "meeting.invite", To: []string{"invited"}, Who: staff, Basis: "local", Main: true},
		{From: act.In("planned", "invited"), Do: "meeting.notify_organ", To: []string{act.Same}, Who: staff, Basis: "local"},
		{From: act.In("invited"), Do: "meeting.answer", To: []string{act.Same}, Who: []act.Role{access.Deputy, access.Member}, Basis: "DB25 31; local"},
		{From: act.In("invited"), Do: "meeting.enter_answer", To: []string{act.Same}, Who: staff, Basis: "local"},
		{From: act.In("planned", "invited"), Do: "meeting.postpone", To: []string{act.Same, "postponed"}, Who: staff, Basis: "local"},
		{From: act.In("postponed"), Do: "meeting.postpone", To: []string{"planned", "invited"}, Who: staff, Basis: "local", Main: true},
		{From: act.In("planned", "invited", "postponed"), Do: "meeting.cancel", To: []string{"cancelled"}, Who: staff, Basis: "local"},
		{From: act.In("planned", "invited"), Do: "meeting.hold", To: []string{"held"}, Who: staff, Basis: "local", Clock: "meeting.minutes", Main: true},
		{From: act.In("held", "minuted"), Do: "meeting.correct", To: []string{act.Same}, Who: staff, Basis: "local"},
		{From: act.In("held"), Do: "meeting.minute", To: []string{"minuted"}, Who: staff, Basis: "local", Main: true},
		{From: act.In("minuted"), Do: "meeting.link", To: []string{act.Same}, Who: staff, Basis: "local"},
	},
}

var staff = []act.Role{access.Clerk, access.Director}
