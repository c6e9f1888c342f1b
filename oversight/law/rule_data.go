package law

// The clocks of clue, leg and problem. Statutory terms were read in the texts
// cited. Everything else is a parameter: Local and unconfirmed until the
// committee answers for it, or a promise of this office.
//
// XF22 23(1) says what is told, 23(2) within which term and who is exempt;
// 23(4) leaves accusations and litigation matters at the competent organs to
// their own rules, which does not touch what this office tells.
var ruleData = []Rule{
	// 群众反映
	statutory("clue.tell", "告知接收情况和去向", "tell the sender where it went", "15d", AtReceipt, "XF22 23(1), 23(2)", "2022-05-01"),
	promise("clue.tell_anonymous", "向匿名反映人答复去向（凭回执查询）", "tell an anonymous sender by receipt", "15d", AtReceipt, "promise; XF22 23(2)"),
	{ID: "clue.finish", Zh: "办结", En: "finish", Term: MustTerm("60d"), Extend: MustTerm("30d"), Anchor: AtAcceptance,
		Source: "XF22 34", ExtendSource: "XF22 34", From: "2022-05-01", Force: Statutory, Confirmed: true},
	local("clue.relook", "请求再看", "ask for a second look", "30d", AtAnswer, "local"),
	local("clue.urgent", "处置紧急反映", "act on an urgent message", "2oh", AtUrgent, "local; XF22 25, 46(4)"),
	local("clue.refer_urgent_written", "补齐紧急转送书面手续", "put the urgent referral in writing", "24h", AtUrgentRefer, "local; XF22 25"),
	local("clue.open_emergency_countersign", "紧急拆封补签", "countersign the emergency opening", "24h", AtEmergency, "local; PIPL 13(4)"),

	// 转送
	local("leg.receipt", "签收转送材料", "receive the referred pack", "3wd", AtSending, "local"),
	local("leg.object", "提出退回异议", "object to the referral", "5wd", AtLegReceipt, "local; by analogy XF22 23(3)"),
	local("leg.procedure", "反馈程序结果", "report the procedural step", "30d", AtLegReceipt, "local"),
	local("leg.urge", "两次催办之间", "between two urgings", "15wd", AtUrge, "local"),
	count("leg.urge_limit", "催办次数上限", "urgings at most", 2, "local"),
	count("leg.pattern", "构成普遍问题的未回转送件数", "unanswered legs that make a pattern", 3, "local"),

	// 问题
	local("problem.reply", "对拟定问题回复意见", "reply to the drafted problem", "10wd", AtInvitation, "local; mirrors L24 62"),
	local("problem.sign", "签收交办问题", "sign for the problem", "3wd", AtHandOver, "local"),
	dated(local("problem.plan", "报送整改方案", "file the rectification plan", "15wd", AtSigning, "local; L06 14, 27"), "2007-01-01", "2024-11-07"),
	dated(local("problem.plan", "报送整改方案", "file the rectification plan", "15wd", AtSigning, "local; L24 17, 37"), "2024-11-08", ""),
	local("problem.rectify", "完成整改（交办时未另定期限的）", "rectify, where the body sets no other term", "3m", AtSigning, "local"),
	dated(ranged(local("problem.look_back", "回头看", "look back", "3m", AtClosing, "local; L06 14, 27"), "6m"), "2007-01-01", "2024-11-07"),
	dated(ranged(local("problem.look_back", "回头看", "look back", "3m", AtClosing, "local; L24 17, 37"), "6m"), "2024-11-08", ""),
	count("problem.verifiers", "核验人数下限", "verifiers at least", 2, "local"),
	count("problem.returns", "提示升级的退回次数", "returns that propose the ladder", 3, "local"),

	// 任务：a day set for a piece of work; no article sets it, so it ends on the very day, a rest day too
	exact(local("task.due", "完成任务（以布置时定的日期为准）", "finish the task, by the day set for it", "30d", AtBodySetsTerm, "local")),
	count("task.remind_after", "超过完成日期几日起可以提醒", "days after the day to finish by until a reminder", 1, "local"),
	count("task.request_after", "提醒后几日起可以发商请函", "days after the reminder until a work request", 7, "local"),
	count("task.hear_after", "商请函后几日起可以听取情况说明", "days after the work request until an account is heard", 10, "local"),
	count("task.council_after", "听取情况说明后几日起可以提请主任会议", "days after the hearing until the council", 15, "local"),

	// 印发通知：no article sets a term for signing for a plan or for its study
	local("circular.sign", "签收方案", "sign for the plan", "3wd", AtSending, "local"),
	local("circular.study", "记录学习贯彻", "record the study of the plan", "20wd", AtSigning, "local"),
	count("circular.remind_limit", "每次印发的提醒次数上限", "reminders for one sending at most", 3, "local"),
	count("circular.remind_apart", "两次提醒之间至少几日", "days between two reminders at least", 3, "local"),

	// 会议活动：no article sets a term for the minutes of a meeting of the working body
	promise("meeting.minutes", "整理会议活动记录", "write up the meeting", "7wd", AtMeeting, "promise"),

	// 自查、逐条检查：no article sets a term for the organ's own inspection; the day is the committee's to set
	local("selfcheck.report", "报送自查报告（以要求的日期为准）", "report on the self-inspection, by the day set for it", "30d", AtRequest, "local"),
	local("selfcheck.again", "补充退回的自查报告", "complete the self-inspection that was returned", "10wd", AtReturn, "local"),
	local("clausecheck.answer", "逐条答复监督办法的执行情况（以要求的日期为准）", "answer how a local measure is carried out, by the day set for it", "30d", AtRequest, "local"),
	promise("selfcheck.check", "审核自查报告", "check the self-inspection", "10wd", AtSubmission, "promise"),
	// 案件评查：no article sets these terms
	local("review.read", "提交评查表", "hand in the review sheet", "15wd", AtReading, "local"),
	local("review.object", "对评查意见提出异议", "object to what the review found", "10wd", AtTelling, "local; mirrors L24 62"),
	count("review.same_unit", "同一单位共事后几年内须回避", "years after serving in one unit in which a reviewer steps back", 3, "local"),
	// 预警：a colour is this committee's own line, and so are the terms of its response
	local("warning.respond", "处置预警", "respond to a warning", "5wd", AtRaising, "local"),
	local("warning.explain", "机关说明预警情况", "explain a warning", "10wd", AtSending, "local"),

	// 拆封与筛查
	promise("opening.window", "拆封可见时段", "time an opened original stays visible", "30min", AtOpening, "promise"),
	local("lead.expire", "筛查线索不再计入", "a lead no longer counts", "24m", AtRaising, "local"),
	local("lead.hear", "听取本人对筛查线索的说明", "hear the person concerned on a lead", "10wd", AtInvitation, "local; mirrors L24 62"),
	local("roster.supply", "提供分案规则和名册", "supply assignment rules and rosters", "10wd", AtInvitation, "local"),

	// 更正申请：PIPL 46 wants a request checked and corrected in time and sets no number of days
	local("correction.reply", "核对并答复更正申请", "check and answer a request for correction", "15wd", AtReceipt, "local; PIPL 46, 50"),
	local("correction.supplement", "补充更正申请的材料", "add what a request for correction wants", "10wd", AtInvitation, "local"),

	// 监督方式：the five national numbers that concern reports count backwards
	backwards(statutory("report.draft", "报告送交征求意见", "send the draft report for comments", "20d", AtSession, "L06 12", "2007-01-01"), "2024-11-07"),
	backwards(statutory("report.draft", "报告送交征求意见", "send the draft report for comments", "20d", AtSession, "L24 15", "2024-11-08"), ""),
	backwards(statutory("report.final", "修改后的报告送交常委会", "send the revised report", "10d", AtSession, "L06 12", "2007-01-01"), "2024-11-07"),
	backwards(statutory("report.final", "修改后的报告送交常委会", "send the revised report", "10d", AtSession, "L24 15", "2024-11-08"), ""),
	backwards(statutory("report.distribute", "报告发给组成人员", "distribute the report to members", "7d", AtSession, "L06 12", "2007-01-01"), "2024-11-07"),
	backwards(statutory("report.distribute", "报告发给组成人员", "distribute the report to members", "7d", AtSession, "L24 15", "2024-11-08"), ""),
	// Zhejiang's numbers of 2008, replaced on 2025-06-01; those of 2025 are not
	// readable and are entered by the committee.
	zhejiang("opinion.handover", "审议意见送交", "hand over the deliberation opinion", "7d", "ZJ08 43"),
	zhejiang("opinion.reply", "报告审议意见研究处理情况", "report on handling the opinion", "3m", "ZJ08 44"),
}

func statutory(id, zh, en, term string, a Anchor, source string, from Day) Rule {
	return Rule{ID: id, Zh: zh, En: en, Term: MustTerm(term), Anchor: a, Source: source, From: from, Force: Statutory, Confirmed: true}
}

func local(id, zh, en, term string, a Anchor, source string) Rule {
	return Rule{ID: id, Zh: zh, En: en, Term: MustTerm(term), Anchor: a, Source: source, Force: Local}
}

// A promise binds this office by its own word and needs nobody's confirmation.
func promise(id, zh, en, term string, a Anchor, source string) Rule {
	return Rule{ID: id, Zh: zh, En: en, Term: MustTerm(term), Anchor: a, Source: source, Force: Promise, Confirmed: true}
}

func count(id, zh, en string, n int, source string) Rule {
	return Rule{ID: id, Zh: zh, En: en, Count: n, Source: source, Force: Local}
}

func dated(r Rule, from, to Day) Rule { r.From, r.To = from, to; return r }

func exact(r Rule) Rule { r.NoRoll = true; return r }

func ranged(r Rule, longest string) Rule { r.Longest = MustTerm(longest); return r }

func backwards(r Rule, to Day) Rule { r.Backwards, r.To = true, to; return r }

func zhejiang(id, zh, en, term, source string) Rule {
	return Rule{ID: id, Zh: zh, En: en, Term: MustTerm(term), Anchor: AtBodySetsTerm, Source: source, Place: "330000",
		From: "2008-11-28", To: "2025-05-31", Force: Statutory, Confirmed: true}
}
