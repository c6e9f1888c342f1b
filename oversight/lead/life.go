package lead

import (
	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

// Kinds name what a lead is, by detector.
var Kinds = []act.Word{
	{Code: "pair", Zh: "相遇次数高于随机分案所能解释的程度", En: "More meetings than random assignment explains"},
	{Code: "monitor", Zh: "按月监测：相遇持续高于随机分案所能解释的程度", En: "Month by month: more meetings than random assignment explains"},
	{Code: "outcome", Zh: "结果比例与同层案件不同", En: "A share of outcomes unlike that of its strata"},
	{Code: "pair-outcome", Zh: "相对人在此处的结果与别处不同", En: "A partner fares otherwise here"},
	{Code: "advantage", Zh: "相对人在此处的结果好于双方各自的记录", En: "A partner fares better here than both their records give"},
	{Code: "funnel", Zh: "均值超出正常差异", En: "A mean beyond the honest spread"},
	{Code: "assignment", Zh: "分案过程偏离随机", En: "Assignment departs from chance"},
	{Code: "bunching", Zh: "临近期限集中结案", En: "Closings bunched before the limit"},
	{Code: "december", Zh: "年末的办理方式与平时不同", En: "The end of the year is unlike the rest"},
	{Code: "refiling", Zh: "期限前撤回又重新登记", En: "Withdrawn before the limit and filed again"},
	{Code: "rule", Zh: "已办结案件中有不合规则的", En: "Concluded cases that break a rule"},
}

// Explanations are innocent ones, to be ruled out before anything else
// (screening design, due process).
var Explanations = []act.Word{
	{Code: "series", Zh: "串案、系列案", En: "series of cases"},
	{Code: "specialised", Zh: "专业化审判团队或者专门分工没有登记", En: "a specialised team that the register does not show"},
	{Code: "single", Zh: "派出法庭或者团队只有一名法官", En: "a tribunal or team with one judge"},
	{Code: "duty", Zh: "法律援助值班、管理人或者鉴定机构名册", En: "duty, legal-aid or administrator roster"},
	{Code: "designated", Zh: "指定分案、变更承办人有记录和理由", En: "designated assignment or reassignment, on record with reasons"},
	{Code: "docket", Zh: "接手他人案件（调动、休假）", En: "a docket taken over from a colleague"},
	{Code: "namesake", Zh: "同名的人被并为一人", En: "namesakes taken for one person"},
	{Code: "data", Zh: "数据缺失或者录入错误", En: "missing or wrong data"},
}

// Answers to an explanation.
var Answers = []act.Word{{Code: "yes", Zh: "能解释", En: "explains it"}, {Code: "partly", Zh: "部分能解释", En: "explains it in part"}, {Code: "no", Zh: "已排除", En: "ruled out"}}

// Outcomes are where a lead can go.
var Outcomes = []act.Word{
	{Code: "closed", Zh: "不再查", En: "closed"},
	{Code: "problem", Zh: "转为问题", En: "becomes a problem"},
	{Code: "clue", Zh: "作为线索按群众反映的路径处理", En: "goes on as a clue"},
	{Code: "review", Zh: "提请案件评查", En: "goes to case review"},
}

// Codes are the reasons, coded so that the realised precision of a detector can
// be counted: the first group is an innocent or empty lead, the second a
// confirmed pattern.
var Codes = []act.Word{
	{Code: "explained", Zh: "制度或者名册能够解释", En: "explained by rules or rosters"},
	{Code: "data_error", Zh: "数据错误", En: "an error of the data"},
	{Code: "chance", Zh: "看过案卷，没有可查的", En: "looked at, nothing to follow"},
	{Code: "heard", Zh: "本人说明成立", En: "the person's account holds"},
	{Code: "unclear", Zh: "不能确定，留待评查", En: "unclear, left to case review"},
	{Code: "confirmed", Zh: "核查属实，是单位管理或者规范执行上的问题", En: "confirmed: a problem of management or of keeping the rules"},
	{Code: "other_power", Zh: "涉及他人职权，须按规定转送", En: "for an organ with the statutory power"},
}

// fits says which codes go with an outcome.
var fits = map[string][]string{
	"closed":  {"explained", "data_error", "chance", "heard"},
	"review":  {"unclear"},
	"problem": {"confirmed"},
	"clue":    {"other_power", "confirmed"},
}

// Life of a lead.
var Life = act.Life{
	Kind: "lead", Zh: "筛查线索", En: "Lead",
	States: []act.State{
		{Code: "raised", Zh: "待分派", En: "Raised", Tone: "act", Open: true},
		{Code: "assigned", Zh: "核查中", En: "Being looked at", Tone: "act", Open: true},
		{Code: "unit_asked", Zh: "已请单位提供规则和名册", En: "Unit asked", Open: true},
		{Code: "unit_answered", Zh: "单位已提供", En: "Unit answered", Tone: "act", Open: true},
		{Code: "person_invited", Zh: "已请本人说明", En: "Person invited", Open: true},
		{Code: "heard", Zh: "本人已说明", En: "Person heard", Tone: "act", Open: true},
		{Code: "proposed", Zh: "待另一人决定", En: "Awaiting the second person", Tone: "warn", Open: true},
		{Code: "closed", Zh: "不再查", En: "Closed", Tone: "ok"},
		{Code: "to_problem", Zh: "转为问题", En: "Became a problem", Tone: "bad"},
		{Code: "to_clue", Zh: "按反映处理", En: "Goes on as a clue"},
		{Code: "to_review", Zh: "提请评查", En: "To case review"},
	},
	Verbs: []act.Verb{
		{Do: "lead.raise", Zh: "标出", En: "Raise"},
		{Do: "lead.assign", Zh: "分派核查人", En: "Assign", SayZh: "核查人与单位有利害关系的应当自行回避。", SayEn: "A handler tied to the unit recuses herself."},
		{Do: "lead.tick", Zh: "逐项排除无辜的解释", En: "Go through the innocent explanations"},
		{Do: "lead.ask_unit", Zh: "请单位提供分案规则和名册", En: "Ask the unit for rules and rosters", SayZh: "单位只看到要哪些制度和名册，看不到线索，也看不到任何人的姓名。", SayEn: "The unit sees which papers are asked for, neither the lead nor a name."},
		{Do: "lead.unit_answered", Zh: "单位已提供", En: "The unit answered"},
		{Do: "lead.invite_person", Zh: "请本人说明", En: "Invite the person's account", SayZh: "由您当面或者书面告知本人看到了什么并听取说明；线索不因此成为结论。", SayEn: "The person is told what was seen and asked; that makes it no finding."},
		{Do: "lead.enter_statement", Zh: "录入本人说明", En: "Enter the person's account"},
		{Do: "lead.propose", Zh: "提出去向", En: "Propose where it goes"},
		{Do: "lead.decide", Zh: "决定去向", En: "Decide", SayZh: "由另一人决定。结果计入该检测方法的实际准确率。", SayEn: "The second person decides. The result counts in the realised precision of the detector."},
		{Do: "lead.return", Zh: "退回再查", En: "Return"},
		{Do: "lead.link", Zh: "关联由此形成的事项", En: "Link what it became"},
	},
	Steps: []act.Step{
		{From: act.In(act.Birth), Do: "lead.raise", To: []string{"raised"}, Who: []act.Role{access.Follow}, Basis: "local", Clock: "lead.expire", Off: true},
		{From: act.In("raised"), Do: "lead.assign", To: []string{"assigned"}, Who: []act.Role{access.Director}, Basis: "local", Main: true},
		{From: act.In("assigned", "unit_asked", "unit_answered", "person_invited", "heard"), Do: "lead.assign", To: []string{act.Same}, Who: []act.Role{access.Director}, Basis: "local"},
		{From: act.In("assigned", "unit_asked", "unit_answered", "person_invited", "heard"), Do: "lead.tick", To: []string{act.Same}, Who: []act.Role{access.Clerk}, Basis: "local"},
		{From: act.In("assigned"), Do: "lead.ask_unit", To: []string{"unit_asked"}, Who: []act.Role{access.Clerk}, Basis: "local", Clock: "roster.supply", Main: true},
		{From: act.In("unit_asked"), Do: "lead.unit_answered", To: []string{"unit_answered"}, Who: []act.Role{access.Follow}, Basis: "local", Main: true, Off: true},
		{From: act.In("unit_answered", "person_invited", "heard"), Do: "lead.unit_answered", To: []string{act.Same}, Who: []act.Role{access.Follow}, Basis: "local", Off: true},
		{From: act.In("unit_asked", "unit_answered"), Do: "lead.invite_person", To: []string{"person_invited"}, Who: []act.Role{access.Director}, Basis: "local; mirrors L24 62", Clock: "lead.hear"},
		{From: act.In("person_invited"), Do: "lead.enter_statement", To: []string{"heard"}, Who: []act.Role{access.Clerk}, Basis: "local", Main: true},
		{From: act.In("assigned", "unit_asked", "unit_answered", "person_invited", "heard"), Do: "lead.propose", To: []string{"proposed"}, Who: []act.Role{access.Clerk}, Basis: "local", Main: true},
		{From: act.In("proposed"), Do: "lead.decide", To: []string{"closed", "to_problem", "to_clue", "to_review"}, Who: []act.Role{access.Director, access.Vice}, Not: []act.Name{"lead.propose"}, Basis: "local", Main: true},
		{From: act.In("proposed"), Do: "lead.return", To: []string{"assigned", "unit_asked", "unit_answered", "person_invited", "heard"}, Who: []act.Role{access.Director, access.Vice}, Basis: "local"},
		{From: act.In("to_problem", "to_clue"), Do: "lead.link", To: []string{act.Same}, Who: []act.Role{access.Clerk, access.Follow}, Basis: "local", Main: true},
	},
}
