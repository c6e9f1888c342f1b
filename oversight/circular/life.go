package circular

import (
	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

// Life of a circular. The recipient's steps wait for the recipient alone: its
// liaison or head, or the clerk or director of the committee it was sent to.
var Life = act.Life{
	Kind: "circular", Zh: "印发通知", En: "Circular",
	States: []act.State{
		{Code: "sent", Zh: "已印发，待签收", En: "Sent, to be signed for", Tone: "warn", Open: true},
		{Code: "opened", Zh: "已收阅，待签收", En: "Opened, to be signed for", Tone: "warn", Open: true},
		{Code: "signed", Zh: "已签收，待学习", En: "Signed for, to be studied", Tone: "act", Open: true},
		{Code: "studied", Zh: "已学习贯彻", En: "Studied", Tone: "ok"},
		{Code: "withdrawn", Zh: "已撤回", En: "Taken back"},
	},
	Verbs: []act.Verb{
		{Do: "circular.send", Zh: "印发给一个单位", En: "Send it to one more", SayZh: "该单位会收到通知，签收期限从今天起算。", SayEn: "It is told, and its term to sign begins today."},
		{Do: "circular.open", Zh: "收阅", En: "Open", SayZh: "留下由谁、在哪一天打开的记录；不等于签收。", SayEn: "It goes on record who opened it and when; that is not yet signing."},
		{Do: "circular.sign", Zh: "签收", En: "Sign for it", SayZh: "印发方会看到签收的时间；记录学习贯彻的期限从今天起算。", SayEn: "The sender sees when it was signed for; the term to record the study begins today."},
		{Do: "circular.study", Zh: "记录学习贯彻", En: "Record the study", SayZh: "印发方会看到时间、形式、人数和材料。", SayEn: "The sender sees day, manner, numbers and materials."},
		{Do: "circular.correct_study", Zh: "更正学习记录", En: "Correct a record", SayZh: "原来的内容和更正理由都留存。", SayEn: "What it said before and the reason both stay."},
		{Do: "circular.withdraw_study", Zh: "撤回学习记录", En: "Withdraw a record", SayZh: "记录和理由留存，不再计入；没有其他记录的，回到待学习。", SayEn: "The record and the reason stay but no longer count; without another record it waits for study again."},
		{Do: "circular.remind", Zh: "提醒", En: "Remind", SayZh: "对方会收到一条通知；次数有限，每次留下记录。", SayEn: "They get one notice; the number is limited and each goes on record."},
		{Do: "circular.renew", Zh: "方案调整后再次印发", En: "Send again after a change", SayZh: "对方须重新签收；已经记录的学习贯彻不受影响。", SayEn: "It is to be signed for again; what was recorded of the study stays."},
		{Do: "circular.withdraw", Zh: "撤回通知", En: "Take it back", SayZh: "不再等该单位签收和学习，理由留存。", SayEn: "Nothing more is awaited from it; the reason stays."},
	},
	Steps: []act.Step{
		{From: act.In(act.Birth), Do: "circular.send", To: []string{"sent"}, Who: []act.Role{access.Follow, access.Clerk, access.Director}, Basis: "L24 63; local", Clock: "circular.sign"},
		{From: act.In("sent"), Do: "circular.open", To: []string{"opened"}, Who: recipients, Basis: "local", Sent: true},
		{From: act.In("sent", "opened"), Do: "circular.sign", To: []string{"signed", "studied"}, Who: recipients, Basis: "local", Clock: "circular.study", Main: true, Sent: true},
		{From: act.In("signed"), Do: "circular.study", To: []string{"studied"}, Who: recipients, Basis: "local", Main: true, Sent: true},
		{From: act.In("studied"), Do: "circular.study", To: []string{act.Same}, Who: recipients, Basis: "local", Sent: true},
		{From: act.In("studied"), Do: "circular.correct_study", To: []string{act.Same}, Who: recipients, Basis: "local", Sent: true},
		{From: act.In("studied"), Do: "circular.withdraw_study", To: []string{"studied", "signed"}, Who: recipients, Basis: "local", Sent: true},
		{From: act.In("sent", "opened", "signed"), Do: "circular.remind", To: []string{act.Same}, Who: staff, Basis: "local"},
		{From: act.In("sent", "opened", "signed", "studied"), Do: "circular.renew", To: []string{"sent"}, Who: []act.Role{access.Follow, access.Clerk, access.Director}, Basis: "L24 63; local", Clock: "circular.sign"},
		{From: act.In("sent", "opened", "signed", "studied"), Do: "circular.withdraw", To: []string{"withdrawn"}, Who: staff, Basis: "local"},
	},
}

var (
	staff      = []act.Role{access.Clerk, access.Director}
	recipients = []act.Role{access.Liaison, access.Chief, access.Clerk, access.Director}
)
