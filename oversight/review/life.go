package review

import (
	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

// Life of a review.
var Life = act.Life{
	Kind: "review", Zh: "案件评查", En: "Case review",
	States: []act.State{
		{Code: "opened", Zh: "待分派", En: "To be assigned", Tone: "act", Open: true},
		{Code: "assigned", Zh: "评查中", En: "Being read", Tone: "act", Open: true},
		{Code: "disputed", Zh: "意见不一", En: "Readings differ", Tone: "warn", Open: true},
		{Code: "scored", Zh: "评查意见已形成", En: "Read", Open: true},
		{Code: "notified", Zh: "已告知机关", En: "Organ told", Open: true},
		{Code: "objected", Zh: "机关有异议", En: "Organ objects", Tone: "warn", Open: true},
		{Code: "final", Zh: "评查结束", En: "Final", Tone: "ok"},
		{Code: "dropped", Zh: "已替换", En: "Replaced"},
	},
	Verbs: []act.Verb{
		{Do: "review.open", Zh: "建立评查卷", En: "Open a review"},
		{Do: "review.repeat", Zh: "另建一份重复评查卷", En: "Open an unseen repeat", SayZh: "同一件案件由另外的人再评一次，评查员看不出是重复件，用来检验评查是否可靠。", SayEn: "Others read the same case again without knowing it; it tells how reliable the readings are."},
		{Do: "review.add_file", Zh: "上传卷宗材料", En: "Add a file", SayZh: "上传前请隐去当事人、办案人姓名和身份证号、住址、电话。", SayEn: "Names of parties and officers, identity numbers, addresses and telephones are blacked out first."},
		{Do: "review.name_officers", Zh: "登记承办人", En: "Say who handled the case", SayZh: "评查员看不到。评查结束后，结果作为事实进入承办人的履职档案，附机关的异议；不评分、不排名。", SayEn: "Reviewers do not see it. Once final the result stands in the officers' service records as a fact, the organ's objection beside it; no score, no rank."},
		{Do: "review.assign", Zh: "分派评查员", En: "Assign reviewers", SayZh: "两名评查员互相不知道对方；与该机关有利害关系的不能分派。", SayEn: "The two do not know of each other; whoever is tied to the organ is not assigned."},
		{Do: "review.recuse", Zh: "申请回避", En: "Step back"},
		{Do: "review.replace", Zh: "更换评查员", En: "Replace a reviewer", SayZh: "原评查员不再看到这一卷；她已经提交的评查表留在记录里，不再计入，由另一人重新评查。", SayEn: "She no longer sees the file; a sheet she handed in stays on record and counts no more, and somebody else reads the file."},
		{Do: "review.check_name", Zh: "登记同名核实", En: "A namesake was checked", SayZh: "写明怎样核实评查员与名单或者登记上的同名人不是同一人；是同一人的，请更换评查员。", SayEn: "Say how it was found that the reviewer is not the one on the list or register; if she is, replace her."},
		{Do: "review.score", Zh: "提交评查表", En: "Hand in the sheet", SayZh: "提交后不能修改；两份都提交以后才互相可见。", SayEn: "It cannot be changed; the sheets are compared once both are in."},
		{Do: "review.call_third", Zh: "请第三人评查", En: "Call a third reader"},
		{Do: "review.notify", Zh: "告知机关", En: "Tell the organ", SayZh: "机关看到评查意见，看不到评查员是谁；可以在期限内提出异议。已登记承办人的，结果最后进入承办人的履职档案，附机关的异议。", SayEn: "The organ sees what was found, not who found it; it may object within the term. Where the officers are named, the result in the end stands in their service records with the objection."},
		{Do: "review.object", Zh: "提出异议", En: "Object"},
		{Do: "review.reconsider", Zh: "复核", En: "Reconsider"},
		{Do: "review.finish", Zh: "评查结束", En: "Finish"},
		{Do: "review.drop", Zh: "因替换撤销", En: "Dropped because replaced"},
	},
	Steps: []act.Step{
		{From: act.In(act.Birth), Do: "review.open", To: []string{"opened"}, Who: []act.Role{access.Follow}, Basis: "local", Off: true},
		{From: act.In(act.Birth), Do: "review.repeat", To: []string{"opened"}, Who: staff, Basis: "local", Off: true},
		{From: act.In("opened"), Do: "review.drop", To: []string{"dropped"}, Who: []act.Role{access.Follow}, Basis: "local", Off: true},
		{From: act.In("opened", "assigned"), Do: "review.add_file", To: []string{act.Same}, Who: staff, Basis: "local"},
		{From: act.In("opened", "assigned", "disputed", "scored", "notified", "objected", "final"), Do: "review.name_officers", To: []string{act.Same}, Who: staff, Basis: "local"},
		{From: act.In("opened"), Do: "review.assign", To: []string{"assigned"}, Who: staff, Basis: "local", Clock: "review.read", Main: true},
		{From: act.In("assigned"), Do: "review.recuse", To: []string{"opened"}, Who: readers, Basis: "local"},
		{From: act.In("disputed"), Do: "review.recuse", To: []string{act.Same}, Who: readers, Basis: "local"},
		{From: act.In("assigned"), Do: "review.replace", To: []string{act.Same}, Who: staff, Basis: "local"},
		{From: act.In("disputed"), Do: "review.replace", To: []string{"assigned", "disputed"}, Who: staff, Basis: "local"},
		{From: act.In("scored"), Do: "review.replace", To: []string{"assigned", "disputed"}, Who: staff, Basis: "local"},
		{From: act.In("assigned", "disputed", "scored"), Do: "review.check_name", To: []string{act.Same}, Who: staff, Basis: "local"},
		{From: act.In("assigned"), Do: "review.score", To: []string{"assigned", "scored", "disputed"}, Who: readers, Not: []act.Name{"review.score"}, Basis: "local", Main: true},
		{From: act.In("disputed"), Do: "review.call_third", To: []string{act.Same}, Who: []act.Role{access.Director}, Basis: "local", Clock: "review.read", Main: true},
		{From: act.In("disputed"), Do: "review.score", To: []string{"scored"}, Who: readers, Not: []act.Name{"review.score"}, Basis: "local"},
		{From: act.In("scored"), Do: "review.notify", To: []string{"notified"}, Who: []act.Role{access.Director}, Not: []act.Name{"review.score"}, Basis: "local; mirrors L24 62", Clock: "review.object", Main: true},
		{From: act.In("notified"), Do: "review.object", To: []string{"objected"}, Who: []act.Role{access.Chief}, Basis: "local; mirrors L24 62"},
		{From: act.In("objected"), Do: "review.reconsider", To: []string{"final"}, Who: []act.Role{access.Director, access.Vice}, Not: []act.Name{"review.score", "review.notify"}, Basis: "local", Main: true},
		{From: act.In("notified"), Do: "review.finish", To: []string{"final"}, Who: staff, Basis: "local", Main: true},
		{From: act.In("scored"), Do: "review.finish", To: []string{"final"}, Who: staff, Basis: "local"},
	},
}

var (
	staff   = []act.Role{access.Clerk, access.Director}
	readers = []act.Role{access.Reviewer}
)
