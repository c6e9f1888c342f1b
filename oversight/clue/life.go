package clue

import (
	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

// The sets of states that several steps share. "Any open" of the office's book
// leaves out diverted: the special channel has steps of its own.
var (
	anyOpen   = []string{"received", "registered", "proposed", "submitted", "accepted", "answered", "relooking"}
	undecided = []string{"received", "registered", "proposed", "submitted"}
	working   = []string{"registered", "proposed", "submitted", "accepted"}
	told      = []string{"accepted", "redirected", "kept", "forwarded", "answered", "relooking", "closed"}
	same      = []string{act.Same}
)

func to(states ...string) []string     { return states }
func who(roles ...act.Role) []act.Role { return roles }
func not(names ...act.Name) []act.Name { return names }

// and joins sets of states.
func and(set []string, more ...string) []string {
	return append(append([]string{}, set...), more...)
}

// steps is the life as a table, one line each. Where a line says more than its
// act's name promises, the reason stands above it.
var steps = []act.Step{
	{From: act.In(act.Birth), Do: "clue.receive", To: to("received"), Who: who(access.Public, access.Intake, access.Letters, access.Deputy, access.Importer), Basis: "DZ22 50(7)", Clock: "clue.tell"},
	// Messages that another system received before are taken in from a file; a
	// mapping may bring the summary along, then they are registered already.
	{From: act.In(act.Birth), Do: "clue.import", To: to("received", "registered"), Who: who(access.Importer, access.Intake, access.Letters, access.Clerk), Basis: "XF22 23(1)", Off: true},
	{From: act.In(act.Birth), Do: "clue.receive_own", To: to("diverted"), Who: who(access.Public, access.Intake, access.Letters, access.Deputy), Basis: "SV24 15(1); XF22 28(3), 30(3)", Off: true},
	{From: and(anyOpen, "diverted"), Do: "clue.open", To: same, Who: who(access.Intake, access.Secretary, access.Discipline), Basis: "XF22 30(3)"},
	{From: act.In("received"), Do: "clue.open_emergency", To: same, Who: who(access.Intake), Basis: "PIPL 13(4)", Clock: "clue.open_emergency_countersign"},
	// The second person signs what she agreed to by telephone; by then the
	// message may have moved on, so every later state is lawful.
	{From: and(anyOpen, "withheld", "merged", "repeat", "forwarded", "redirected", "kept", "closed", "withdrawn"), Do: "clue.countersign", To: same, Who: who(access.Intake, access.Director), Not: not("clue.open_emergency"), Basis: "PIPL 13(4)"},
	{From: act.In("received", "registered"), Do: "clue.quarantine_secret", To: to("withheld"), Who: who(access.Intake), Basis: "BM24 31, 47, 64"},
	{From: act.In("received"), Do: "clue.summarise", To: to("registered"), Who: who(access.Intake), Basis: "XF22 23(1)", Main: true},
	// Danger may come to light at any time, and a sender must not read out of a
	// refusal that her message was merged, diverted or withheld.
	{From: and(anyOpen, "diverted", "withheld", "merged", "repeat", "forwarded", "redirected", "kept", "closed", "withdrawn"), Do: "clue.raise_urgent", To: same, Who: who(access.Public, access.Intake, access.Clerk), Basis: "XF22 25, 46(4)", Clock: "clue.urgent"},
	{From: undecided, Do: "clue.refer_urgent", To: to("accepted"), Who: who(access.Director, access.Vice), Basis: "XF22 25; CPL 57, 117", Clock: "clue.refer_urgent_written"},
	// Danger and retaliation also come after the decision: the leg goes out at
	// once and the message stays where it is.
	{From: and(told, "merged", "repeat", "withdrawn"), Do: "clue.refer_urgent", To: same, Who: who(access.Director, access.Vice), Basis: "XF22 25, 46(6); CPL 57, 117", Clock: "clue.refer_urgent_written"},
	// Ends the 24-hour clock: it follows from signing the leg's letter.
	{From: and(told, "registered", "proposed", "submitted", "merged", "repeat", "withdrawn"), Do: "clue.write_up", To: same, Who: who(access.Director, access.Follow), Basis: "local; XF22 25"},
	// Without this step nothing but a decision could end the urgent clock, and a
	// report of retaliation on a closed message would stay urgent for ever.
	{From: and(anyOpen, "diverted", "withheld", "merged", "repeat", "forwarded", "redirected", "kept", "closed", "withdrawn"), Do: "clue.attend", To: same, Who: who(access.Intake, access.Director, access.Vice, access.Secretary, access.Discipline), Basis: "XF22 25, 46(4)(6)"},
	{From: act.In("registered"), Do: "clue.merge", To: to("merged"), Who: who(access.Intake), Basis: "local"},
	// It follows by itself when the message it was merged into is withdrawn or
	// withheld: nobody's report ends because a stranger took hers back.
	{From: act.In("merged"), Do: "clue.unmerge", To: to("registered"), Who: who(access.Intake, access.Follow), Basis: "local"},
	// What the shared message's sender is told in procedure is told to each
	// merged one on its own row, so that no page has to read a stranger's.
	{From: act.In("merged"), Do: "clue.tell_common", To: same, Who: who(access.Follow), Basis: "XF22 23(1)", Off: true},
	{From: act.In("registered"), Do: "clue.link_repeat", To: to("repeat", "registered"), Who: who(access.Intake), Basis: "XF22 19(3), 36(3)"},
	// New facts may come after the linking (supplement): they must not be lost.
	{From: act.In("repeat"), Do: "clue.unlink_repeat", To: to("registered"), Who: who(access.Intake), Basis: "XF22 19(3), 36(3)"},
	{From: act.In("registered", "merged"), Do: "clue.ask", To: same, Who: who(access.Intake), Basis: "XF22 23"},
	// Merged and repeated messages keep their own conversation; so does the
	// special channel. One withheld must not tell itself by refusing.
	{From: and(anyOpen, "diverted", "withheld", "merged", "repeat"), Do: "clue.supplement", To: same, Who: who(access.Public), Basis: "XF22 23"},
	{From: anyOpen, Do: "clue.assign", To: same, Who: who(access.Director), Basis: "local"},
	{From: anyOpen, Do: "clue.take", To: same, Who: who(access.Clerk, access.Intake), Basis: "local"},
	{From: anyOpen, Do: "clue.recuse", To: same, Who: who(access.Intake, access.Clerk, access.Director), Basis: "XF22 28"},
	// Open and closed: who leaves the office hands over all that she held.
	{From: and(anyOpen, "merged", "repeat", "forwarded", "redirected", "kept", "closed", "withdrawn"), Do: "clue.hand_over", To: same, Who: who(access.Clerk, access.Intake, access.Director, access.Follow), Basis: "local"},
	{From: and(anyOpen, "diverted"), Do: "clue.note", To: same, Who: who(access.Intake, access.Clerk, access.Director, access.Vice, access.Secretary, access.Discipline), Basis: "local"},
	{From: working, Do: "clue.amend_summary", To: same, Who: who(access.Intake), Basis: "local"},
	{From: act.In("registered"), Do: "clue.propose", To: to("proposed"), Who: who(access.Clerk), Basis: "XF22 23(1), 28, 30", Main: true},
	{From: act.In("registered", "proposed"), Do: "clue.submit_up", To: to("submitted"), Who: who(access.Director), Basis: "local"},
	{From: act.In("submitted"), Do: "clue.direct", To: to("registered", "proposed"), Who: who(access.Vice), Basis: "local", Main: true},
	{From: act.In("registered", "proposed"), Do: "clue.forward_lower", To: to("forwarded"), Who: who(access.Director), Basis: "L24 6; FY18 9; local"},
	{From: act.In("proposed"), Do: "clue.accept", To: to("accepted"), Who: who(access.Director), Not: not("clue.propose"), Basis: "DZ22 50(7); XF22 23(1), 30", Main: true},
	{From: act.In("proposed"), Do: "clue.redirect", To: to("redirected"), Who: who(access.Director), Not: not("clue.propose"), Basis: "XF22 28, 31; local", Main: true},
	{From: act.In("proposed"), Do: "clue.keep", To: to("kept"), Who: who(access.Director), Not: not("clue.propose"), Basis: "local", Main: true},
	{From: act.In("proposed"), Do: "clue.return", To: to("registered"), Who: who(access.Director), Basis: "local"},
	// After an urgent referral or a second look the rest of the message still
	// has to be sorted; the routes already settled stay as they are.
	{From: act.In("accepted"), Do: "clue.triage_again", To: to("registered"), Who: who(access.Clerk, access.Director), Basis: "XF22 23(1), 30"},
	// Legs outlive the answer: their results are told whenever they come.
	{From: told, Do: "clue.tell_leg", To: same, Who: who(access.Clerk, access.Follow), Basis: "XF22 23(1)"},
	{From: act.In("accepted"), Do: "clue.extend", To: same, Who: who(access.Director), Basis: "XF22 34"},
	{From: act.In("accepted"), Do: "clue.answer", To: to("answered"), Who: who(access.Clerk), Basis: "XF22 23(1)", Clock: "clue.relook", Main: true},
	{From: act.In("answered"), Do: "clue.rate", To: same, Who: who(access.Public), Basis: "local"},
	{From: act.In("answered"), Do: "clue.ask_relook", To: to("relooking"), Who: who(access.Public), Basis: "local"},
	{From: act.In("relooking"), Do: "clue.uphold", To: to("answered"), Who: who(access.Director, access.Vice), Not: not("clue.accept", "clue.refer_urgent"), Basis: "local", Main: true},
	{From: act.In("relooking"), Do: "clue.reopen", To: to("accepted"), Who: who(access.Director, access.Vice), Not: not("clue.accept", "clue.refer_urgent"), Basis: "local", Main: true},
	{From: act.In("answered"), Do: "clue.close", To: to("closed"), Who: who(access.Clerk), Basis: "local", Main: true},
	// Any after receive: whoever was made to withdraw, and whoever wrote to the
	// special channel, is exposed as well.
	{From: and(anyOpen, "diverted", "withheld", "merged", "repeat", "forwarded", "redirected", "kept", "closed", "withdrawn"),
		Do: "clue.report_retaliation", To: same, Who: who(access.Public), Basis: "XF22 18(4), 46(6); SV24 73", Clock: "clue.urgent"},
	{From: and(undecided, "accepted"), Do: "clue.withdraw", To: to("withdrawn"), Who: who(access.Public), Basis: "local"},
	// What the sender was not told of looks like any other message: she may take
	// it back, and is told so; where it stands inside does not change.
	{From: act.In("diverted", "withheld", "merged", "repeat"), Do: "clue.withdraw", To: same, Who: who(access.Public), Basis: "local"},
	{From: act.In("diverted"), Do: "clue.conclude_own", To: to("closed"), Who: who(access.Secretary, access.Discipline), Basis: "SV24 15(1); XF22 30(3)", Main: true},
}

var verbs = []act.Verb{
	{Do: "clue.receive", Zh: "收到", En: "Receive", SayZh: "原文和身份当场密封，登记编号，打印回执。", SayEn: "The original and the identity are sealed at once; a number and a receipt are given."},
	{Do: "clue.import", Zh: "导入", En: "Import"},
	{Do: "clue.receive_own", Zh: "收到（专门渠道）", En: "Receive in the special channel"},
	{Do: "clue.open", Zh: "开启原文", En: "Open the original", SayZh: "开启即留下记录，每周报审计管理员和主任。", SayEn: "Opening is on record; a weekly list goes to the audit administrator and the chairperson."},
	{Do: "clue.open_emergency", Zh: "紧急开启", En: "Open in an emergency", SayZh: "仅限生命危险。须由第二人电话同意，24 小时内补签；审计管理员立即知悉。", SayEn: "Danger to life only. A second person agrees by telephone and countersigns within 24 hours; the audit administrator is told at once."},
	{Do: "clue.countersign", Zh: "补签紧急开启", En: "Countersign the emergency opening", SayZh: "确认您曾在电话中同意紧急开启。", SayEn: "You confirm that you agreed by telephone to the emergency opening."},
	{Do: "clue.quarantine_secret", Zh: "涉密转出", En: "Withhold as secret", SayZh: "停止流转，转保密员处理；本系统不再复制，记录只留办理行为和编号。", SayEn: "Nothing is copied on; the secrecy officer takes over; the journal keeps act and number."},
	{Do: "clue.summarise", Zh: "登记摘要", En: "Write the summary", SayZh: "摘要将给经办、负责人看到，不含反映人信息。", SayEn: "The summary is what clerks and directors see; it says nothing about the sender."},
	{Do: "clue.raise_urgent", Zh: "标记紧急", En: "Mark urgent", SayZh: "置顶于每个人的工作台，2 个办公小时内必须处理。", SayEn: "It goes to the top of every workbench and must be handled within 2 office hours."},
	{Do: "clue.refer_urgent", Zh: "紧急转送", En: "Refer urgently", SayZh: "先电话后书面：24 小时内补书面转送函，同时报告主任；不带反映人身份，跳过被反映单位一线。", SayEn: "By telephone first, in writing within 24 hours; the chairperson is told; no identity, and not through the accused's line."},
	{Do: "clue.write_up", Zh: "书面手续已补齐", En: "Put in writing", SayZh: "紧急转送的书面转送函已签发。", SayEn: "The letter of the urgent referral is signed."},
	{Do: "clue.attend", Zh: "紧急情况已处置", En: "Attend to the urgent matter", SayZh: "写明已采取的措施；紧急标记随即取消。", SayEn: "Say what was done; the urgent mark ends."},
	{Do: "clue.merge", Zh: "合并办理", En: "Merge", SayZh: "转送共用；各人的回执、对话仍各自独立，只看得到共同的程序答复。", SayEn: "Referrals are shared; each receipt keeps its own conversation and sees only the common procedural answer."},
	{Do: "clue.unmerge", Zh: "取消合并", En: "Unmerge"},
	{Do: "clue.tell_common", Zh: "告知共同的程序答复", En: "Tell the common procedural answer"},
	{Do: "clue.link_repeat", Zh: "关联重复件", En: "Link as repeat", SayZh: "没有新事实的，再次告知此前的答复，不另起期限；有新事实的，照常办理。", SayEn: "Without new facts the earlier answer is told again and no new clock runs; with new facts it goes on as usual."},
	{Do: "clue.unlink_repeat", Zh: "取消重复关联", En: "Unlink the repeat", SayZh: "发现新事实的，恢复办理并重新计算告知期限。", SayEn: "With new facts it is handled again and the term to tell starts anew."},
	{Do: "clue.ask", Zh: "请反映人补充", En: "Ask the sender", SayZh: "反映人凭回执码看到这个问题；告知期限照常计算。", SayEn: "The sender sees the question by receipt; the term to tell runs on."},
	{Do: "clue.supplement", Zh: "补充", En: "Add to the message"},
	{Do: "clue.assign", Zh: "指定经办", En: "Assign"},
	{Do: "clue.take", Zh: "由我来办", En: "Take it"},
	{Do: "clue.recuse", Zh: "申请回避", En: "Recuse myself", SayZh: "回避后您不再看到本事项。至少须保留一名经办人。", SayEn: "You will no longer see this matter. One handler must remain."},
	{Do: "clue.hand_over", Zh: "移交他人", En: "Hand over"},
	{Do: "clue.note", Zh: "工作记录", En: "Note"},
	{Do: "clue.amend_summary", Zh: "更正摘要", En: "Amend the summary", SayZh: "说明理由；原摘要保留在记录中。", SayEn: "With a reason; the old text stays in the record."},
	{Do: "clue.propose", Zh: "拟办", En: "Propose", SayZh: "提出一个结论或几条并行的程序，由负责人批办。", SayEn: "One outcome or several parallel routes, for the director to decide."},
	{Do: "clue.submit_up", Zh: "呈报", En: "Submit up", SayZh: "涉及单位负责人、院长、检察长、组成人员或任命人员的，报分管副主任。", SayEn: "For organ heads, presidents, members and appointees: to the vice-chairperson."},
	{Do: "clue.direct", Zh: "批示", En: "Direct"},
	{Do: "clue.forward_lower", Zh: "转下级人大信访机构", En: "Forward to the lower committee", SayZh: "转给下级人大常委会的信访机构，不转下级机关；只告知反映人去向。", SayEn: "To the lower committee's letters office, not to the lower organ; the sender is told where it went."},
	{Do: "clue.accept", Zh: "批办：受理", En: "Accept", SayZh: "各条程序同时确定，生成待签发的转送；告知反映人去向。", SayEn: "All routes are settled at once and their referrals drafted; the sender is told where it went."},
	{Do: "clue.redirect", Zh: "批办：不予受理并告知途径", En: "Redirect", SayZh: "告知正确的程序、机关和一般期限；写明向人大反映不会中止或延长任何法定期限。", SayEn: "The right procedure, organ and usual term are told, and that reporting here suspends no statutory term."},
	{Do: "clue.keep", Zh: "批办：留作工作意见", En: "Keep", SayZh: "作为工作意见或统计，不转出任何案件；同样告知反映人。", SayEn: "As an opinion or for statistics; nothing leaves; the sender is told all the same."},
	{Do: "clue.return", Zh: "退回重拟", En: "Return"},
	{Do: "clue.triage_again", Zh: "继续分流", En: "Sort the rest", SayZh: "已定的转送不受影响，其余部分重新拟办。", SayEn: "Referrals already settled stay; the rest is proposed anew."},
	{Do: "clue.tell_leg", Zh: "告知程序结果", En: "Tell a procedural result"},
	{Do: "clue.extend", Zh: "延长办理期限", En: "Extend", SayZh: "仅限应由本机关办理的事项，一次不超过 30 日，告知反映人。", SayEn: "Only for matters of our own, at most 30 days, told to the sender."},
	{Do: "clue.answer", Zh: "答复", En: "Answer", SayZh: "告知已履行的程序和还可以行使的权利；30 日内可以请求再看。", SayEn: "What was done in procedure and which remedies are left; a second look may be asked for 30 days."},
	{Do: "clue.rate", Zh: "评价", En: "Rate"},
	{Do: "clue.ask_relook", Zh: "请求再看", En: "Ask for a second look"},
	{Do: "clue.uphold", Zh: "维持答复", En: "Uphold", SayZh: "说明理由，并另行写明法定救济途径。", SayEn: "With reasons, naming the statutory remedies separately."},
	{Do: "clue.reopen", Zh: "重新办理", En: "Reopen"},
	{Do: "clue.close", Zh: "办结", En: "Close", SayZh: "请求再看的期限届满后才能办结。", SayEn: "Not before the term for a second look has run."},
	{Do: "clue.report_retaliation", Zh: "报告受到打击报复", En: "Report retaliation"},
	{Do: "clue.withdraw", Zh: "撤回", En: "Withdraw"},
	{Do: "clue.conclude_own", Zh: "专门渠道办结", En: "Conclude in the special channel"},
}
