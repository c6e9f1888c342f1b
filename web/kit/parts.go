package kit

import "hengjian/oversight/act"

// PartsPage serves the sheet of all parts; ?public=1 shows the public frame. Its content is invented and fixed.
func PartsPage(p *Page) error {
	s := samples{p}
	if p.R.URL.Query().Get("public") == "1" {
		return p.Render(Inside(Public(p, s.publicHead()), PublicParts()))
	}
	p.refusals = []*act.Refusal{
		act.Wrong("reason", "请写明理由，至少 10 个字。", "Give the reason in at least 10 characters."),
		act.Wrong("route", "请选择走哪条程序。", "Choose which procedure applies."),
	}
	return p.Render(Inside(Shell(p, s.head()), Parts()))
}

// samples is the fixed data of the parts sheet, in the page's language.
type samples struct{ *Page }

func (s samples) publicHead() PublicHead {
	return PublicHead{Header: s.L("明州市人大常委会 · 反映司法工作问题", "Mingzhou Congress · Tell us about justice work"),
		Title:  s.L("您愿意让我们知道您是谁吗？", "Would you like us to know who you are?"),
		Stages: []Stage{{Done: true}, {Here: true}, {}, {}}, Leave: true, Back: "/parts?public=1",
		Urgent: s.L("如有人正处于生命危险，请立即拨打 110、120。本渠道不是 24 小时值守。请勿提交国家秘密、工作秘密材料。", "If a life is in danger call 110 or 120 now. Nobody watches this channel round the clock. Do not send state or work secrets."),
		Foot:   s.L("明州市人大常委会监察司法工委", "Judicial affairs office of Mingzhou congress")}
}

func (s samples) head() Head {
	c := s.clocks()[0]
	return Head{Title: s.L("反映北仓派出所讯问不录音录像", "Questioning at Beicang station was not recorded"),
		Crumbs: []Link{{Text: s.L("群众反映", "Clues"), URL: "#"}}, Number: "明人监信〔2026〕117号",
		States: []State{{s.L("已登记", "Registered"), Active}, {s.L("匿名 · 网上", "Anonymous · online"), Plain}},
		Clock:  &c, Print: true, Actions: []Link{{Text: s.L("登记来信来访", "Register a letter"), URL: "#new"}}}
}

func (s samples) states() []State {
	return []State{{s.L("来源：网上", "Source: online"), Plain}, {s.L("已登记", "Registered"), Active}, {s.L("还剩 2 个工作日", "2 working days left"), Warn},
		{s.L("已超 3 日", "3 days late"), Bad}, {s.L("核验通过", "Verified"), OK}, {s.L("已归档", "Archived"), Closed}}
}

func (s samples) clocks() []Clock {
	return []Clock{{For: s.L("告知收到与去向", "Say that it arrived and where it goes"), Left: s.L("还剩 2 个工作日", "2 working days left"), Due: s.L("3月12日（周四）到期", "due Thu 12 Mar"), Tone: Warn,
		Basis: s.L("《信访工作条例》第二十三条", "Regulations on Petitions, art. 23"), BasisURL: "#law", Force: "promise", ToConfirm: true,
		Steps: []ClockStep{{"2026-02-25", s.L("收到", "received")}, {"2026-02-26", s.L("次日起算第 1 日", "day 1, the day after")}, {"2026-03-12", s.L("第 15 日，工作日，不顺延", "day 15, a working day, no roll-over")}}},
		{For: s.L("书面答复反映人", "Answer the sender in writing"), Left: s.L("还剩 38 日", "38 days left"), Due: s.L("4月19日（周日）到期", "due Sun 19 Apr"), Tone: Active, Force: "statutory",
			Basis: s.L("《信访工作条例》第三十四条", "Regulations on Petitions, art. 34"), Provisional: s.L("2027 年节假日安排尚未公布，暂按周末推算。", "The 2027 holidays are not published yet; weekends only.")},
		{For: s.L("报送处理情况", "Send the handling report"), Left: s.L("已超 3 日", "3 days late"), Due: s.L("3月9日（周一）到期", "due Mon 9 Mar"), Tone: Bad, Force: "local", Basis: s.L("《明州市监催办法》第十二条", "Mingzhou oversight rules, art. 12")}}
}

func (s samples) sealed() Sealed {
	return Sealed{What: s.L("来信原文，2 个附件", "Original letter, 2 attachments"), Since: s.L("2月25日封存", "sealed 25 Feb"), Opened: 1, LogURL: "#log", OpenURL: "#open",
		OpenText: s.L("开启原文", "Open the original"), Rule: s.L("1 名受理员说明理由即可开启，每次开启都有记录；身份须两人。", "One intake officer may open it with a reason; every opening is recorded. Identity needs two people.")}
}

func (s samples) facts() []Fact {
	return []Fact{{Term: s.L("机关", "Organ"), Text: s.L("明州市公安局江阳分局", "Jiangyang branch, Mingzhou police"), URL: "#organ"},
		{Term: s.L("单位", "Unit"), Text: s.L("北仓派出所", "Beicang station"), Sub: s.L("基层所队 · 本次重点", "front-line unit, in focus")},
		{Term: s.L("案件", "Case"), Text: s.L("尚在侦查", "Under investigation"), Sub: s.L("人大不办理个案，只依程序转送", "the congress does not decide cases; it refers")},
		{Term: s.L("状态", "State"), Part: Pill(State{s.L("已登记", "Registered"), Active})}}
}

func (s samples) evidence() []Evidence {
	return []Evidence{{Name: s.L("办案区检修登记表.pdf", "maintenance-log.pdf"), URL: "#e1", Kind: "PDF", Size: "412 KB", Effective: "2026-01-14", Stored: "2026-03-02", By: s.L("何静", "He Jing"), Digest: "4f2c 91ab 07d3 …"},
		{Name: s.L("情况说明", "Written account"), Kind: "DOCX", Size: "38 KB", Effective: "2026-02-27", Stored: "2026-03-05", By: s.L("江阳分局联络员", "liaison, Jiangyang branch"), Note: s.L("与登记表时间不一致，见第 3 页。", "Times differ from the log, see page 3.")}}
}

func (s samples) acts() Acts {
	return Acts{Can: []ActLink{{Label: s.L("拟办：受理并转送", "Propose: accept and refer"), URL: "#a1", Main: true, Basis: s.L("办法第九条", "rules, art. 9")}, {Label: s.L("拟办：不予受理并告知途径", "Propose: redirect"), URL: "#a2"},
		{Label: s.L("请反映人补充", "Ask the sender for more"), URL: "#a3"}, {Label: s.L("标记紧急", "Mark urgent"), URL: "#a4", Danger: true}},
		NotYet: []NotYet{{s.L("答复", "Answer"), s.L("受理后进行；各程序有结果即先告知。", "After acceptance; each procedure's result is told as it comes.")}, {s.L("归档", "Archive"), s.L("还有 1 条程序未结。", "One procedure is still open.")}},
		Note:   s.L("批办须由另一人进行。", "Somebody else must decide.")}
}

func (s samples) law() Basis {
	return Basis{Short: s.L("刑诉法第五十七条", "Criminal Procedure Law, art. 57"), Full: s.L("人民检察院接到报案、控告、举报或者发现侦查人员以非法方法收集证据的，应当进行调查核实。", "On a report that investigators gathered evidence by unlawful means the procuratorate shall look into it."), URL: "#law"}
}

func (s samples) tags() []Link {
	return []Link{{Text: s.L("非法取证", "Unlawful evidence"), URL: "#t1"}, {Text: s.L("同步录音录像", "Recording"), URL: "#t2"}, {Text: s.L("本次重点", "In focus")}}
}

func (s samples) events() []Event {
	return []Event{{At: "3月10日 14:02", What: s.L("提醒：还剩 2 个工作日", "Reminder: 2 working days left"), Tone: Warn},
		{At: "2月27日 09:40", Who: s.L("受理员 何静", "He Jing, intake"), What: s.L("登记摘要", "registered a summary"), Record: 18842, URL: "#r1"},
		{At: "2月27日 09:21", Who: s.L("受理员 何静", "He Jing, intake"), What: s.L("开启原文", "opened the original"), Note: s.L("理由：登记摘要", "Reason: to write the summary"), Record: 18839, Checked: true},
		{At: "2月25日", What: s.L("网上收到（匿名，时间只记到日）", "Received online (anonymous, dated to the day)"), Record: 18801, Checked: true, Tone: OK}}
}
