package summary

import (
	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

// Life of a summary.
var Life = act.Life{
	Kind: "summary", Zh: "总结", En: "Summary",
	States: []act.State{
		{Code: "drafting", Zh: "起草", En: "Drafting", Tone: "act", Open: true},
		{Code: "submitted", Zh: "待审核", En: "Submitted", Tone: "act", Open: true},
		{Code: "reviewed", Zh: "待主任会议", En: "Before the council", Tone: "act", Open: true},
		{Code: "adopted", Zh: "已通过", En: "Adopted", Tone: "ok"},
	},
	Verbs: []act.Verb{
		{Do: "summary.begin", Zh: "起草总结", En: "Draft the summary", SayZh: "按记录计数并起草各章；每个数字都能打开它所数的清单。", SayEn: "Counts from the record and drafts each section; every number opens the list it counts."},
		{Do: "summary.write", Zh: "修改章节", En: "Write a section"},
		{Do: "summary.recount", Zh: "重新计数", En: "Count again", SayZh: "数字改为今天的；此前送审的版本保留原来的数字。", SayEn: "The figures become today's; editions submitted before keep theirs."},
		{Do: "summary.add_case", Zh: "选入典型案例", En: "Add a typical case", SayZh: "程序按规则隐去单位、人员和案号，再由另一人逐字核对。", SayEn: "Names of units and people and case numbers are struck out by rule; a second person reads it word by word."},
		{Do: "summary.edit_case", Zh: "修改案例", En: "Edit a case", SayZh: "修改后须重新核对。", SayEn: "It must be checked again."},
		{Do: "summary.confirm_case", Zh: "核对案例", En: "Check a case", SayZh: "确认文字不能推知单位、人员和案件。", SayEn: "Confirms that nothing points to a unit, a person or a case."},
		{Do: "summary.drop_case", Zh: "撤下案例", En: "Take a case out"},
		{Do: "summary.cite", Zh: "引用经验", En: "Cite an experience"},
		{Do: "summary.uncite", Zh: "不再引用", En: "Cite no more"},
		{Do: "summary.add_result", Zh: "登记成效", En: "Enter an achievement"},
		{Do: "summary.drop_result", Zh: "撤下成效", En: "Take an achievement out"},
		{Do: "summary.submit", Zh: "送审", En: "Submit", SayZh: "送负责人审核；这一版连同数字原样保留。", SayEn: "Goes to the director; this edition is kept with its figures."},
		{Do: "summary.review", Zh: "审核同意", En: "Review", SayZh: "提请主任会议通过。", SayEn: "It goes before the council."},
		{Do: "summary.return", Zh: "退回修改", En: "Return"},
		{Do: "summary.adopt", Zh: "主任会议通过", En: "Adopt", SayZh: "汇报稿为主任会议听取汇报。此后文字和数字不再改变。", SayEn: "Of an interim report: the council has heard it. Afterwards neither text nor figures change."},
	},
	Steps: []act.Step{
		{From: act.In(act.Birth), Do: "summary.begin", To: []string{"drafting"}, Who: staff, Basis: "local"},
		{From: act.In("drafting"), Do: "summary.write", To: same, Who: staff, Basis: "local"},
		{From: act.In("drafting"), Do: "summary.recount", To: same, Who: staff, Basis: "local"},
		{From: act.In("drafting"), Do: "summary.add_case", To: same, Who: staff, Basis: "local"},
		{From: act.In("drafting"), Do: "summary.edit_case", To: same, Who: staff, Basis: "local"},
		{From: act.In("drafting"), Do: "summary.confirm_case", To: same, Who: staff, Basis: "local"},
		{From: act.In("drafting"), Do: "summary.drop_case", To: same, Who: staff, Basis: "local"},
		{From: act.In("drafting"), Do: "summary.cite", To: same, Who: staff, Basis: "local"},
		{From: act.In("drafting"), Do: "summary.uncite", To: same, Who: staff, Basis: "local"},
		{From: act.In("drafting"), Do: "summary.add_result", To: same, Who: staff, Basis: "local"},
		{From: act.In("drafting"), Do: "summary.drop_result", To: same, Who: staff, Basis: "local"},
		{From: act.In("drafting"), Do: "summary.submit", To: []string{"submitted"}, Who: []act.Role{access.Clerk}, Basis: "local", Main: true},
		{From: act.In("submitted"), Do: "summary.review", To: []string{"reviewed"}, Who: []act.Role{access.Director}, Not: []act.Name{"summary.submit"}, Basis: "local", Main: true},
		{From: act.In("submitted", "reviewed"), Do: "summary.return", To: []string{"drafting"}, Who: []act.Role{access.Director}, Basis: "local"},
		{From: act.In("reviewed"), Do: "summary.adopt", To: []string{"adopted"}, Who: []act.Role{access.Clerk, access.Secretary}, Body: "council", Basis: "L24 12, 63; local", Main: true},
	},
}

var (
	staff = []act.Role{access.Clerk, access.Director}
	same  = []string{act.Same}
)
