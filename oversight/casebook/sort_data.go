package casebook

// Sorts are the registers of the four organs.
var Sorts = built([]*Sort{
	{Code: "court.cases", Organ: "court", Zh: "法院案件", En: "Court cases", Key: "number", Unit: "unit", From: "docketed", Done: "closed", Fields: []Field{
		need(text("number", "案号", "Case number", 60, "案件编号", "案件号")),
		need(date("docketed", "立案日期", "Docketed", "收案日期", "受理日期", "立案时间")),
		date("closed", "结案日期", "Concluded", "结案时间", "审结日期", "裁判日期"),
		date("effective", "生效日期", "In effect since", "裁判生效日期"),
		text("unit", "承办庭室", "Tribunal", 60, "承办部门", "庭室", "业务庭"),
		of("procedures", text("procedure", "适用程序", "Procedure", 30, "审判程序", "审理程序")),
		of("causes", text("cause", "案由", "Cause", 120, "罪名", "立案案由")),
		of("outcomes", text("outcome", "结案方式", "Way it ended", 40, "结案形式")),
		text("judge", "承办法官", "Judge", 40, "主审法官", "审判员", "承办人"),
		text("panel", "合议庭成员", "Panel", 200, "合议庭"),
		text("clerk", "书记员", "Clerk", 40),
		text("assessors", "人民陪审员", "Lay assessors", 120, "陪审员"),
		text("prosecutor", "公诉人", "Prosecutor", 80, "出庭检察员"),
		person(text("plaintiff", "原告", "Plaintiff", 300, "上诉人", "申请人", "申请执行人")),
		person(text("defendant", "被告", "Defendant", 300, "被告人", "被上诉人", "被申请人", "被执行人")),
		text("lawyer", "代理律师", "Lawyers", 200, "辩护人", "诉讼代理人", "辩护律师"),
		code("certificate", "律师执业证号", "Lawyer's certificate number", 120, "执业证号"),
		text("firm", "律师事务所", "Law firm", 120, "律所"),
		text("police", "侦查单位", "Investigating police unit", 80, "侦查机关"),
		text("series", "串案标识", "Series", 80, "系列案", "串案号"),
		text("assigned", "分案方式", "How assigned", 20, "分案类型"),
		text("changes", "程序变更", "Changes of procedure", 300, "程序转换"),
		text("excluded", "扣除审限", "Excluded periods", 600, "扣除期间", "审限扣除"),
		text("extended", "延长审限", "Extensions", 300, "审限延长"),
		flag("custody", "被告人在押", "Defendant in custody", "在押"),
		flag("foreign", "涉外", "Foreign-related"),
		flag("severe", "可能判处三年以上", "May exceed three years"),
		flag("appealed", "是否上诉", "Appealed", "上诉"),
		flag("trial", "是否开庭", "Heard in court", "开庭"),
		flag("withdrawn_refiled", "撤诉后再立案", "Refiled after withdrawal"),
		whole("claimed", "标的金额（元）", "Amount claimed (yuan)", "标的额", "诉讼标的", "申请执行标的"),
		whole("realised", "到位金额（元）", "Amount realised (yuan)", "执行到位金额"),
		whole("adjourned", "延期开庭次数", "Adjournments"),
	}},
	{Code: "police.interrogations", Organ: "police", Zh: "办案中心讯问", En: "Interrogations in the case centre", Key: "ref", Unit: "unit", From: "began", Done: "case_closed", Fields: []Field{
		need(text("ref", "记录编号", "Record number", 60, "讯问编号", "登记编号")),
		text("case_no", "案件编号", "Case number", 60, "立案编号", "案号"),
		person(text("person", "被讯问人", "Person interrogated", 60, "嫌疑人", "违法嫌疑人")),
		moment("entered", "进入办案区时间", "Entered the case area", "入区时间", "进区时间"),
		moment("left", "离开办案区时间", "Left the case area", "出区时间", "离区时间"),
		need(moment("began", "讯问开始时间", "Interrogation began", "开始时间")),
		moment("ended", "讯问结束时间", "Interrogation ended", "结束时间"),
		flag("recorded", "同步录音录像", "Recorded throughout", "录音录像", "录像"),
		flag("center", "在办案中心讯问", "In the case centre"),
		flag("rights", "权利义务告知", "Rights sheet signed", "告知书"),
		flag("summoned", "传唤拘传到案", "Brought in by summons", "传唤"),
		flag("complex", "案情特别重大复杂", "Grave and complex case"),
		flag("minor", "未成年人", "Minor"),
		flag("guardian", "合适成年人到场", "Guardian present", "法定代理人到场"),
		whole("interrogators", "讯问人数", "Interrogators"),
		text("unit", "办案单位", "Unit", 60, "承办单位", "办案部门"),
		text("officer", "主办民警", "Officer", 60, "办案民警"),
		date("case_closed", "案件办结日期", "Case concluded", "结案日期", "侦查终结日期"),
	}},
	{Code: "police.custody", Organ: "police", Zh: "强制措施与羁押", En: "Custody and other measures", Key: "ref", Unit: "unit", From: "since", Done: "case_closed", Fields: []Field{
		need(text("ref", "记录编号", "Record number", 60, "文书编号", "登记编号")),
		text("case_no", "案件编号", "Case number", 60, "立案编号", "案号"),
		person(text("person", "被采取措施人", "Person", 60, "嫌疑人", "被羁押人")),
		need(of("measures", text("measure", "强制措施", "Measure", 30, "措施", "措施种类"))),
		need(date("since", "开始日期", "Since", "执行日期", "起始日期")),
		date("until", "结束日期", "Until", "解除日期", "变更日期", "终止日期"),
		moment("held_at", "拘留时间", "Detained at", "抓获时间"),
		moment("handed_at", "送看守所时间", "Taken to the detention house", "入所时间", "送押时间"),
		date("told_family", "通知家属日期", "Family told"),
		date("requested", "提请批捕日期", "Arrest requested", "提请逮捕日期"),
		flag("roaming", "流窜多次结伙作案", "Roaming, repeated or gang"),
		flag("exam", "入所体检", "Examined on entry", "入所健康检查"),
		whole("months", "批准延长羁押月数", "Months of custody extended", "延长羁押期限"),
		whole("deposit", "保证金（元）", "Bail deposit (yuan)", "保证金数额"),
		date("returned", "保证金退还日期", "Deposit returned", "退还日期"),
		flag("forfeited", "保证金没收", "Deposit forfeited"),
		whole("outside", "提讯出所次数", "Interrogations outside the house", "出所提讯次数"),
		text("unit", "办案单位", "Unit", 60, "承办单位"),
		text("officer", "主办民警", "Officer", 60, "办案民警"),
		date("case_closed", "案件办结日期", "Case concluded", "结案日期", "侦查终结日期"),
	}},
	{Code: "police.property", Organ: "police", Zh: "涉案财物", En: "Property involved in cases", Key: "ref", Unit: "unit", From: "seized", Done: "case_closed", Fields: []Field{
		need(text("ref", "财物编号", "Item number", 60, "物品编号", "登记编号")),
		text("case_no", "案件编号", "Case number", 60, "立案编号", "案号"),
		person(text("owner", "持有人", "Holder", 60, "所有人", "被扣押人")),
		text("item", "物品名称", "Item", 120, "财物名称"),
		need(date("seized", "扣押日期", "Seized", "查封扣押日期", "查扣日期")),
		text("list_no", "扣押清单编号", "Number of the list", 60, "清单编号", "扣押决定书"),
		date("stored", "入库日期", "Stored", "保管日期", "移交保管日期"),
		flag("witness", "见证人签名", "Signed by a witness", "见证人"),
		text("disposal", "处理方式", "Disposal", 40, "处置方式"),
		date("disposed", "处理日期", "Disposed of", "处置日期", "返还日期"),
		whole("value", "价值（元）", "Value (yuan)", "估价"),
		text("unit", "办案单位", "Unit", 60, "承办单位"),
		text("officer", "主办民警", "Officer", 60, "办案民警"),
		date("case_closed", "案件办结日期", "Case concluded", "结案日期", "侦查终结日期"),
	}},
	{Code: "procuratorate.cases", Organ: "procuratorate", Zh: "检察案件", En: "Procuratorate cases", Key: "number", Unit: "unit", From: "received", Done: "closed", Fields: []Field{
		need(text("number", "受案号", "Case number", 60, "部门受案号", "案件编号", "案号")),
		need(of("prosecutions", text("stage", "案件类别", "Stage", 30, "办案环节", "业务类别"))),
		need(date("received", "受理日期", "Received", "受案日期", "收案日期")),
		date("closed", "办结日期", "Concluded", "审结日期", "结案日期"),
		person(text("suspect", "犯罪嫌疑人", "Suspect", 200, "嫌疑人")),
		of("causes", text("cause", "案由", "Cause", 120, "罪名")),
		text("outcome", "处理结果", "Result", 40, "审查结果", "决定"),
		text("police", "移送单位", "Police unit", 80, "侦查机关", "侦查单位"),
		text("prosecutor", "承办检察官", "Prosecutor", 60, "承办人"),
		text("unit", "承办部门", "Division", 60, "检察部"),
		flag("detained", "是否羁押", "In custody", "在押"),
		flag("need_review", "羁押必要性审查", "Need of custody reviewed", "羁押必要性"),
		whole("returns", "退回补充侦查次数", "Returns for more investigation", "退补次数"),
		date("returned", "最近退补日期", "Last returned"),
		date("returned_back", "补侦重报日期", "Came back"),
		flag("plea", "认罪认罚", "Pleads guilty"),
		flag("lawyer_present", "律师在场具结", "Lawyer present at signing", "具结书律师签名"),
		text("extended", "延长审查期限", "Extensions", 200, "延长期限"),
		text("lawyer", "辩护人", "Lawyer", 120, "律师"),
		code("certificate", "律师执业证号", "Lawyer's certificate number", 120, "执业证号"),
	}},
	{Code: "justice.sentences", Organ: "justice", Zh: "减刑、假释、暂予监外执行", En: "Commutation, parole, serving outside prison", Key: "number", Unit: "unit", From: "applied", Done: "decided", Fields: []Field{
		need(text("number", "案件编号", "Case number", 60, "案号", "文书编号")),
		need(of("changes", text("change", "变更种类", "Kind", 30, "类别", "种类"))),
		need(date("applied", "提请日期", "Applied", "呈报日期", "申请日期")),
		date("decided", "决定日期", "Decided", "裁定日期"),
		text("outcome", "结果", "Result", 40, "裁定结果", "决定结果"),
		person(text("person", "罪犯", "Prisoner", 60, "服刑人员", "姓名")),
		text("unit", "执行机关", "Executing unit", 80, "监狱", "看守所"),
		flag("posted", "公示", "Posted publicly", "是否公示"),
		flag("hearing", "开庭审理", "Heard in court", "是否开庭"),
		flag("duty_crime", "职务犯罪等三类罪犯", "Of the three classes", "三类罪犯"),
		flag("diagnosis", "病情诊断文书", "Diagnosis on file", "诊断证明"),
		flag("procurator", "检察意见", "Procuratorate's opinion", "检察机关意见"),
	}},
	{Code: "justice.corrections", Organ: "justice", Zh: "社区矫正", En: "Community corrections", Key: "ref", Unit: "unit", From: "ordered", Done: "ended", Fields: []Field{
		need(text("ref", "矫正编号", "Correction number", 60, "档案编号", "登记编号")),
		person(text("person", "矫正对象", "Person", 60, "社区矫正对象", "姓名")),
		text("category", "矫正类别", "Category", 30, "类别"),
		need(date("ordered", "裁判生效日期", "Order took effect", "判决生效日期", "决定日期")),
		date("reported", "报到日期", "Reported in", "入矫日期", "接收日期"),
		date("until", "矫正期满日期", "Term ends", "期满日期"),
		date("ended", "解除日期", "Ended", "解矫日期"),
		flag("assessed", "调查评估", "Assessed beforehand", "调查评估意见"),
		flag("plan", "矫正方案", "Has a plan", "是否制定方案"),
		flag("group", "矫正小组", "Has a group", "是否成立小组"),
		date("last_seen", "最近见面日期", "Last seen", "最近走访日期"),
		flag("absent", "脱离监管", "Out of supervision", "脱管"),
		text("unit", "司法所", "Justice station", 60, "执行单位"),
		text("officer", "工作人员", "Officer", 60, "责任人"),
	}},
})

func text(name, zh, en string, max int, syn ...string) Field {
	return Field{Name: name, Zh: zh, En: en, Type: Text, Max: max, Synonyms: syn}
}

// A certificate number may list several, so it is a text that keeps its zeros.
func code(name, zh, en string, max int, syn ...string) Field {
	return Field{Name: name, Zh: zh, En: en, Type: Text, Max: max, Synonyms: syn}
}

func date(name, zh, en string, syn ...string) Field {
	return Field{Name: name, Zh: zh, En: en, Type: Date, Synonyms: syn}
}

func moment(name, zh, en string, syn ...string) Field {
	return Field{Name: name, Zh: zh, En: en, Type: Moment, Synonyms: syn}
}

func whole(name, zh, en string, syn ...string) Field {
	return Field{Name: name, Zh: zh, En: en, Type: Int, Synonyms: syn}
}

func flag(name, zh, en string, syn ...string) Field {
	return Field{Name: name, Zh: zh, En: en, Type: Bool, Synonyms: syn}
}

func need(f Field) Field             { f.Required = true; return f }
func person(f Field) Field           { f.Personal = true; return f }
func of(table string, f Field) Field { f.Table = table; return f }

func built(list []*Sort) []*Sort {
	for _, s := range list {
		s.at = map[string]int{}
		for i, f := range s.Fields {
			if _, twice := s.at[f.Name]; twice {
				panic("casebook: " + s.Code + "." + f.Name + " declared twice")
			}
			s.at[f.Name] = i
		}
		for _, n := range []string{s.Key, s.Unit, s.From, s.Done} {
			if s.Index(n) < 0 {
				panic("casebook: " + s.Code + " has no " + n)
			}
		}
	}
	return list
}
