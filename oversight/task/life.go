package task

import (
	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

// Life of a task. Whoever does it does not confirm it (≠): “done” is a claim.
var Life = act.Life{
	Kind: "task", Zh: "任务", En: "Task",
	States: []act.State{
		{Code: "drafted", Zh: "待分派", En: "To be assigned", Tone: "warn", Open: true},
		{Code: "assigned", Zh: "已分派", En: "Assigned", Open: true},
		{Code: "accepted", Zh: "已接收", En: "Accepted", Tone: "act", Open: true},
		{Code: "doing", Zh: "办理中", En: "In hand", Tone: "act", Open: true},
		{Code: "blocked", Zh: "受阻", En: "Blocked", Tone: "bad", Open: true},
		{Code: "reported", Zh: "已报完成", En: "Reported done", Tone: "warn", Open: true},
		{Code: "returned", Zh: "退回补办", En: "Returned", Tone: "bad", Open: true},
		{Code: "confirmed", Zh: "已确认完成", En: "Confirmed", Tone: "ok"},
		{Code: "cancelled", Zh: "已取消", En: "Cancelled"},
	},
	Verbs: verbs,
	Steps: steps,
}

// undone are the states in which the day to finish by still counts.
var undone = []string{"drafted", "assigned", "accepted", "doing", "blocked", "returned"}

var (
	staff  = []act.Role{access.Clerk, access.Director}
	owners = []act.Role{access.Clerk, access.Director, access.Intake, access.Letters, access.Vice, access.Secretary, access.Liaison, access.Chief}
	enters = []act.Role{access.Clerk, access.Secretary} // enters the council's minute
)

var steps = []act.Step{
	{From: act.In(act.Birth), Do: "task.create", To: []string{"drafted", "assigned"}, Who: staff, Basis: "local", Clock: "task.due"},
	{From: act.In("drafted", "assigned", "accepted", "doing", "blocked", "returned"), Do: "task.amend", To: []string{act.Same}, Who: staff, Basis: "local"},
	{From: act.In("drafted"), Do: "task.assign", To: []string{"assigned"}, Who: staff, Basis: "local", Clock: "task.due", Main: true},
	{From: act.In("assigned"), Do: "task.assign", To: []string{act.Same}, Who: staff, Basis: "local", Clock: "task.due"},
	{From: undone, Do: "task.set_due", To: []string{act.Same}, Who: staff, Basis: "local", Clock: "task.due"},
	{From: act.In("assigned"), Do: "task.accept", To: []string{"accepted"}, Who: owners, Basis: "local", Main: true, Own: true},
	{From: act.In("accepted", "doing", "returned"), Do: "task.progress", To: []string{"doing"}, Who: owners, Basis: "local", Main: true, Own: true},
	{From: act.In("accepted", "doing", "returned"), Do: "task.block", To: []string{"blocked"}, Who: owners, Basis: "local"},
	{From: act.In("blocked"), Do: "task.unblock", To: []string{"doing"}, Who: append([]act.Role{}, owners...), Basis: "local", Main: true, Own: true},
	{From: act.In("accepted", "doing", "returned"), Do: "task.report", To: []string{"reported"}, Who: owners, Basis: "local", Main: true, Own: true},
	{From: act.In("reported"), Do: "task.confirm", To: []string{"confirmed"}, Who: staff, Not: doers, Basis: "local", Main: true},
	{From: act.In("reported"), Do: "task.return", To: []string{"returned"}, Who: staff, Not: doers, Basis: "local", Clock: "task.due"},
	{From: undone, Do: "task.depend", To: []string{act.Same}, Who: staff, Basis: "local"},
	{From: act.In("assigned", "accepted", "doing", "blocked", "reported", "returned"), Do: "task.hand_over", To: []string{act.Same}, Who: []act.Role{access.Follow, access.Director, access.Clerk, access.Intake, access.Letters, access.Vice, access.Secretary}, Basis: "local"},
	{From: act.In("drafted", "assigned", "accepted", "doing", "blocked", "reported", "returned"), Do: "task.cancel", To: []string{"cancelled"}, Who: staff, Basis: "local"},
	{From: undone[1:], Do: "task.remind", To: []string{act.Same}, Who: staff, Basis: "local"},
	{From: undone[1:], Do: "task.request", To: []string{act.Same}, Who: []act.Role{access.Director}, Basis: "local"},
	{From: undone[1:], Do: "task.hear", To: []string{act.Same}, Who: []act.Role{access.Director}, Basis: "local"},
	{From: undone[1:], Do: "task.council", To: []string{act.Same}, Who: enters, Body: "council", Basis: "L24 8; local"},
}

// doers may not judge their own work.
var doers = []act.Name{"task.accept", "task.progress", "task.report"}

var verbs = []act.Verb{
	{Do: "task.create", Zh: "布置任务", En: "Set a task", SayZh: "写明责任人和完成日期后，责任人会收到通知；交机关办理的，机关的联络员和负责人会看到。", SayEn: "With an owner the owner is told; an organ's liaison and head see what is given to the organ."},
	{Do: "task.amend", Zh: "修改内容", En: "Amend"},
	{Do: "task.assign", Zh: "分派", En: "Assign", SayZh: "责任人会收到通知；交机关办理的，机关的联络员和负责人会看到。", SayEn: "The owner is told; an organ's liaison and head see what is given to the organ."},
	{Do: "task.set_due", Zh: "调整完成日期", En: "Move the day", SayZh: "原来的日期和理由保留在记录中。", SayEn: "The former day and the reason stay in the record."},
	{Do: "task.accept", Zh: "接收", En: "Accept"},
	{Do: "task.progress", Zh: "填报进展", En: "Enter progress"},
	{Do: "task.block", Zh: "报告受阻", En: "Report an obstacle", SayZh: "完成日期不因此顺延；需要改期的，由布置人调整。", SayEn: "The day does not move by itself; whoever set it may move it."},
	{Do: "task.unblock", Zh: "恢复办理", En: "Go on"},
	{Do: "task.report", Zh: "报告完成", En: "Report it done", SayZh: "报完成后由另一人确认；超过完成日期的，要写明原因。", SayEn: "Somebody else confirms it; after the day it says why."},
	{Do: "task.confirm", Zh: "确认完成", En: "Confirm", SayZh: "任务到此结束；责任人不能确认自己的任务。", SayEn: "The task ends here; nobody confirms her own."},
	{Do: "task.return", Zh: "退回补办", En: "Return"},
	{Do: "task.depend", Zh: "设定前置任务", En: "Set what comes first", SayZh: "前置任务没有完成以前，本任务不能报完成。", SayEn: "It cannot be reported done before those are."},
	{Do: "task.hand_over", Zh: "移交他人", En: "Hand over", SayZh: "新的责任人会收到通知，此前的进展保留。", SayEn: "The new owner is told; what was done stays."},
	{Do: "task.cancel", Zh: "取消任务", En: "Cancel", SayZh: "取消后不能恢复；记录保留，方案要求会重新显示为未落实。", SayEn: "It cannot be brought back; the record stays and the requirement shows as unanswered again."},
	{Do: "task.remind", Zh: "提醒", En: "Remind", SayZh: "责任人会看到提醒；只提时间和进度，不评价。", SayEn: "The owner reads it; day and progress only, no judgement."},
	{Do: "task.request", Zh: "发商请函", En: "Send a work request", SayZh: "生成商请函；商请函是工作建议，不设期限，不涉及案件。", SayEn: "A work request is made: a proposal without term, of no case."},
	{Do: "task.hear", Zh: "听取情况说明", En: "Hear an account", SayZh: "请责任人或者机关说明进度和困难。", SayEn: "The owner or the organ explains progress and difficulties."},
	{Do: "task.council", Zh: "提请主任会议", En: "Bring to the council", SayZh: "录入主任会议对进度的研究意见。", SayEn: "Enters what the council concluded on the progress."},
}
