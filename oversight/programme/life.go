package programme

import (
	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

// Life of a programme. The committee notes and comments; it neither approves
// nor returns (each organ answers for its own work, L24 8).
var Life = act.Life{
	Kind: "programme", Zh: "机关方案", En: "Programme",
	States: []act.State{
		{Code: "filed", Zh: "已报送", En: "Filed", Tone: "act", Open: true},
		{Code: "noted", Zh: "已阅", En: "Read", Tone: "act"},
		{Code: "finished", Zh: "已实施完毕", En: "Carried out", Tone: "ok"},
		{Code: "withdrawn", Zh: "已撤回", En: "Withdrawn"},
	},
	Verbs: []act.Verb{
		{Do: "programme.file", Zh: "报送自查方案或者载体", En: "File a plan or programme", SayZh: "本级人大常委会会看到；方案由本机关负责，人大可以提意见，不批准也不退回。", SayEn: "The committee of this level reads it; the organ answers for it, the committee may comment, and neither approves nor returns it."},
		{Do: "programme.amend", Zh: "修改后再报", En: "Amend", SayZh: "原来的内容和修改理由都留存。", SayEn: "What it said before and the reason both stay."},
		{Do: "programme.note", Zh: "阅", En: "Note as read", SayZh: "表示已经看过；不是批准，责任仍在机关。", SayEn: "Says that it was read; it approves nothing, the organ stays responsible."},
		{Do: "programme.comment", Zh: "提出意见", En: "Comment", SayZh: "机关会看到意见，可以采纳，也可以说明理由。", SayEn: "The organ reads it, and may follow it or say why not."},
		{Do: "programme.answer", Zh: "回应意见", En: "Answer a comment"},
		{Do: "programme.finish", Zh: "报告实施情况", En: "Report what came of it", SayZh: "这是机关自己的说法，是否见效以核验为准。", SayEn: "It is the organ's own word; verification shows whether it worked."},
		{Do: "programme.withdraw", Zh: "撤回", En: "Withdraw", SayZh: "不再计入要求落实情况，记录和理由留存。", SayEn: "It no longer counts for the requirements; the record and the reason stay."},
	},
	Steps: []act.Step{
		{From: act.In(act.Birth), Do: "programme.file", To: []string{"filed"}, Who: organs, Basis: "local"},
		{From: act.In("filed", "noted"), Do: "programme.amend", To: []string{"filed"}, Who: organs, Basis: "local"},
		{From: act.In("filed"), Do: "programme.note", To: []string{"noted"}, Who: staff, Basis: "local", Main: true},
		{From: act.In("filed", "noted", "finished"), Do: "programme.comment", To: []string{act.Same}, Who: staff, Basis: "L24 8; local"},
		{From: act.In("filed", "noted", "finished"), Do: "programme.answer", To: []string{act.Same}, Who: organs, Basis: "local"},
		{From: act.In("filed", "noted"), Do: "programme.finish", To: []string{"finished"}, Who: organs, Basis: "local"},
		{From: act.In("filed", "noted", "finished"), Do: "programme.withdraw", To: []string{"withdrawn"}, Who: organs, Basis: "local"},
	},
}

var (
	staff  = []act.Role{access.Clerk, access.Director}
	organs = []act.Role{access.Liaison, access.Chief}
)
