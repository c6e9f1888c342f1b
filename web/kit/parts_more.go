package kit

func (s samples) life() Life {
	n := func(id, zh, en string) LifeNode { return LifeNode{id, s.L(zh, en)} }
	t := func(from, to, zh, en, basis string) LifeStep { return LifeStep{from, to, s.L(zh, en), basis} }
	return Life{Title: s.L("群众反映的流程", "The life of a clue"), Start: "received", Here: "registered", Been: []string{"received"},
		Nodes: []LifeNode{n("received", "已收到", "Received"), n("registered", "已登记", "Registered"), n("asked", "待补充", "Asked"), n("proposed", "已拟办", "Proposed"), n("accepted", "已受理", "Accepted"), n("redirected", "不予受理", "Redirected"), n("answered", "已答复", "Answered"), n("archived", "已归档", "Archived")},
		Steps: []LifeStep{t("received", "registered", "登记", "Register", s.L("办法第八条", "rules, art. 8")), t("registered", "asked", "请反映人补充", "Ask the sender", ""), t("asked", "registered", "收到补充", "More received", ""),
			t("registered", "proposed", "拟办", "Propose", s.L("办法第九条", "rules, art. 9")), t("proposed", "registered", "退回拟办", "Send back", ""), t("proposed", "accepted", "批办：受理", "Accept", ""), t("proposed", "redirected", "批办：不予受理", "Redirect", ""),
			t("accepted", "answered", "答复", "Answer", ""), t("answered", "archived", "归档", "Archive", ""), t("redirected", "archived", "归档", "Archive", "")}}
}

func (s samples) stages() []Stage {
	return []Stage{{Name: s.L("方案", "Plan"), Sub: "2/3", Done: true}, {Name: s.L("部署", "Launch"), Sub: "2/10", Done: true, URL: "#st"}, {Name: s.L("检查调研", "Inspection"), Sub: s.L("进行中", "under way"), Here: true}, {Name: s.L("整改", "Rectify"), Sub: "5/21"}, {Name: s.L("总结", "Report"), Sub: "11/20"}}
}

func (s samples) tabs() []Link {
	return []Link{{Text: s.L("该我办的", "Mine"), URL: "#m", Count: 14, On: true}, {Text: s.L("别人在办", "With others"), URL: "#o", Count: 3}, {Text: s.L("已办结", "Done"), URL: "#d"}}
}

func (s samples) filters() Filters {
	return Filters{Clear: "/parts", Fields: []Field{
		{Name: "word", Label: s.L("标题或编号", "Title or number"), Type: "search"},
		{Name: "state", Label: s.L("状态", "State"), Options: []Option{{Label: s.L("全部", "All")}, {Value: "registered", Label: s.L("已登记", "Registered")}}},
		{Name: "until", Label: s.L("到期不晚于", "Due until"), Type: "date"}},
		Saved: []Link{{Text: s.L("本周到期", "Due this week"), URL: "#s1"}}}
}

func (s samples) table() Table {
	row := func(id, left string, tone Tone, title, sub, wait, place string, n string, st State) Row {
		return Row{ID: id, Label: title, URL: "#" + id, Cells: []Cell{{State: &State{left, tone}}, {Text: title, Sub: sub, URL: "#" + id}, {Text: wait}, {Text: place}, {Text: n}, {State: &st}}}
	}
	return Table{ID: "mine", Caption: s.L("该我办的", "Mine"), Count: "1000+", Select: "id", Choose: true,
		Exports: []Link{{Text: s.L("导出 Excel", "Export Excel"), URL: "#x"}, {Text: "CSV", URL: "#c"}}, Next: "#next", Prev: "#prev",
		Cols: s.Columns([]Col{{Key: "due", Label: s.L("期限", "Due"), Sort: s.Keep("sort", "due"), Sorted: "ascending"}, {Key: "title", Label: s.L("事项", "Matter")}, {Key: "wait", Label: s.L("等我做什么", "What is asked"), Narrow: true}, {Key: "from", Label: s.L("来源", "Source"), Narrow: true}, {Key: "files", Label: s.L("附件", "Files"), Num: true, Narrow: true}, {Key: "state", Label: s.L("状态", "State")}}),
		Rows: []Row{
			row("r1", s.L("今天到期", "Due today"), Bad, s.L("反映北仓派出所讯问不录音录像", "Questioning at Beicang station was not recorded"), s.L("明人监信〔2026〕117号 · 匿名", "no. 117 · anonymous"), s.L("拟办：是否受理、走哪条程序", "Propose acceptance and procedure"), s.L("网上", "Online"), "2", State{s.L("已登记", "Registered"), Active}),
			row("r2", s.L("还剩 2 个工作日", "2 working days left"), Warn, s.L("关于看守所提讯时间的三件同类反映", "Three clues on questioning hours in custody"), s.L("反映 3 件 · 可能相关 5 件", "3 clues, 5 may be related"), s.L("合并办理或分办", "Merge or divide"), s.L("代表联络站", "Liaison station"), "11", State{s.L("已登记", "Registered"), Active}),
			row("r3", "3月27日", Plain, s.L("市人民检察院 涉案财物管理不规范", "City procuratorate: handling of seized property"), s.L("问题 2026-018", "problem 2026-018"), s.L("安排核验：至少 2 人", "Arrange verification: at least 2"), s.L("案件评查", "Case review"), "0", State{s.L("已报结，待核验", "Claimed, to verify"), Warn})},
		Empty: s.empty()}
}

func (s samples) stats() []Stat {
	return []Stat{{Label: s.L("收到反映", "Clues received"), Number: "812", URL: "#1", Sub: s.L("转送 391 · 共性 164", "referred 391")}, {Label: s.L("确认问题", "Problems confirmed"), Number: "121", URL: "#2", Sub: s.L("自查主动发现 37", "37 found by the organs")},
		{Label: s.L("核验通过", "Verified"), Number: "46", URL: "#3"}, {Label: s.L("按期率", "On time"), Number: "96.4%", URL: "#4", Sub: "81 / 84"}, {Label: s.L("已超期", "Late"), Number: "3", Unit: s.L("件", ""), URL: "#5", Tone: Bad}}
}

func (s samples) bars() Chart {
	return Chart{Title: s.L("问题按类别", "Problems by class"), Unit: s.L("件", "problems"), Note: s.L("点数字看清单；不对单位和个人排名。", "Numbers open their lists. Units and persons are not ranked."),
		Points: []Point{{s.L("规范司法", "Proper procedure"), "64", "#b1", 64}, {s.L("严格司法", "Strict application"), "37", "#b2", 37}, {s.L("廉洁司法", "Integrity"), "20", "#b3", 20}}}
}

func (s samples) line() Chart {
	c := Chart{Title: s.L("每周收到反映", "Clues received per week"), Unit: s.L("件", "clues")}
	for i, v := range []float64{12, 18, 17, 31, 44, 39, 52, 61, 48, 40, 37, 29} {
		c.Points = append(c.Points, Point{Label: s.L("第"+itoa(i+1)+"周", "W"+itoa(i+1)), Value: v, Text: itoa(int(v)), URL: "#w" + itoa(i)})
	}
	return c
}

func (s samples) shares() []Share {
	return []Share{{s.L("县（市、区）已制定本级方案", "Counties with their own plan"), 7, 9, "#p1"}, {s.L("已覆盖基层庭科队所", "Front-line units reached"), 212, 600, "#p2"}}
}

func (s samples) empty() Empty {
	return Empty{Title: s.L("还没有代表联络站转来的反映", "No clue from a liaison station yet"), Text: s.L("联络站工作人员登记后，会在当天出现在这里，期限从联络站收到之日起算。", "What a station registers appears here the same day; terms run from the day the station received it."), Link: Link{Text: s.L("登记一件来访", "Register a visit"), URL: "#v"}}
}

func (s samples) notices() []Notice {
	return []Notice{{Tone: OK, Title: s.L("已转送市人民检察院。", "Referred to the city procuratorate."), Link: Link{Text: s.L("看记录第 00018860 号", "See record 00018860"), URL: "#n"}},
		{Tone: Warn, Title: s.L("这是一个需要人看的问题，不是结论。", "This is a question for people to look at, not a finding."), Text: s.L("本批共检验 25104 对，标出 6 对。", "25,104 pairs were tested and 6 marked.")},
		{Tone: Active, Title: s.L("本级规定待确认", "Local rule to be confirmed"), Text: s.L("受理期限暂按本机关承诺计算。", "The term follows our promise for now.")}}
}

func (s samples) field(name string) Field {
	f := map[string]Field{
		"number": {Label: s.L("案号", "Case number"), Hint: s.L("例如（2026）明01刑终12号；不知道可以不填。", "For example (2026)明01刑终12号; leave empty if unknown."), Optional: true, Width: "m"},
		"reason": {Label: s.L("理由", "Reason"), Hint: s.L("写明事实和依据，反映人看不到。", "Facts and basis; the sender does not see this."), Max: 500, Basis: s.L("办法第九条：拟办应当写明理由。", "Rules, art. 9: a proposal gives its reason.")},
		"day":    {Label: s.L("会议日期", "Day of the meeting"), Value: "2026-03-12"},
		"cause":  {Label: s.L("案由", "Cause"), Width: "m", Value: "b", Options: []Option{{Value: "a", Label: s.L("故意伤害", "Injury")}, {Value: "b", Label: s.L("盗窃", "Theft")}}},
		"file":   {Label: s.L("附件", "Attachments"), Optional: true, Many: true, Accept: ".pdf,.docx,.jpg", Hint: s.L("PDF、Word 或图片，每个不超过 20 MB。", "PDF, Word or pictures, up to 20 MB each.")},
		"route": {Label: s.L("走哪条程序", "Which procedure"), Options: []Option{{Value: "proc", Label: s.L("市人民检察院 · 侦查活动监督", "City procuratorate · supervision of investigation"), Hint: s.L("刑诉法第五十七条：应当调查核实", "Criminal Procedure Law, art. 57")},
			{Value: "sup", Label: s.L("监察委员会 · 涉嫌职务违法", "Supervisory commission · breach of duty")}, {Value: "own", Label: s.L("江阳分局", "Jiangyang branch"), Off: s.L("北仓派出所是其派出机构", "Beicang station belongs to it")}}},
		"means": {Label: s.L("送达方式", "Delivery"), Inline: true, Values: []string{"paper"}, Options: []Option{{Value: "paper", Label: s.L("纸质", "Paper")}, {Value: "net", Label: s.L("政务网", "Government network")}}},
		"name": {Label: s.L("请选择", "Please choose"), Value: "no", Options: []Option{{Value: "no", Label: s.L("不留姓名", "Stay anonymous"), Hint: s.L("本系统不保存您的网络地址和设备信息，收到时间只记到日。请不要用单位的设备和网络。", "We keep no address or device data, and only the day of arrival. Please do not use a work device or network.")},
			{Value: "yes", Label: s.L("留下姓名和联系方式", "Leave name and contact"), Hint: s.L("单独加密保存，须两名工作人员说明理由才能打开，每次打开都有记录。", "Encrypted apart; two officers must give a reason to open it, and each opening is recorded.")}}},
	}[name]
	f.Name = name
	return f
}

func (s samples) organs() OrganTree {
	return OrganTree{Name: "organ", Legend: s.L("交由哪个机关", "Which organ"), Hint: s.L("被反映的单位及其上级所属机关不能作为接收方。", "The unit concerned, and the organ it belongs to, cannot receive it."), Nodes: []OrganNode{
		{Code: "990100-jcy", Name: s.L("明州市人民检察院", "Mingzhou procuratorate"), On: true},
		{Code: "990100-ga", Name: s.L("明州市公安局", "Mingzhou police"), Open: true, Kids: []OrganNode{
			{Code: "990101-ga", Name: s.L("江阳分局", "Jiangyang branch"), Off: s.L("北仓派出所是其派出机构，视同被反映单位（信访工作条例第三十条）", "Beicang station belongs to it (Regulations on Petitions, art. 30)")},
			{Code: "990102-ga", Name: s.L("东浦县公安局", "Dongpu county police")}}}}}
}

func (s samples) effect() Effect {
	return Effect{Happens: s.L("受理后，这件反映转送市人民检察院，期限从明天起算。", "Once accepted, the clue goes to the city procuratorate and its term starts tomorrow."), Told: []string{s.L("反映人：凭回执可见“已受理，由市人民检察院办理”", "the sender, by receipt: accepted, with the city procuratorate"), s.L("市人民检察院联络员：只见外送摘要", "its liaison: the outgoing summary only")},
		Final: []string{s.L("转送函发出后不能收回，只能另行更正。", "A letter sent cannot be recalled, only corrected by another.")}, Check: s.L("我已核对外送摘要不含反映人信息", "I checked that the outgoing summary says nothing about the sender")}
}

func (s samples) hits() []Hit {
	return []Hit{{Kind: s.L("反映", "Clue"), URL: "#h1", Title: []Piece{{s.L("反映北仓派出所", "Beicang station: "), false}, {s.L("讯问", "questioning"), true}, {s.L("不录音录像", " not recorded"), false}}, Snippet: []Piece{{s.L("今年 1 月中旬其亲属接受", "in mid-January a relative's "), false}, {s.L("讯问", "questioning"), true}, {s.L("时，录音录像设备未开启……", " took place with the equipment off …"), false}}, Meta: s.L("明人监信〔2026〕117号 · 2月25日收到", "no. 117 · received 25 Feb"), State: &State{s.L("已登记", "Registered"), Active}}}
}

func (s samples) diff() Diff {
	return Diff{OldTitle: s.L("内部摘要", "Summary"), NewTitle: s.L("外送摘要", "Outgoing summary"), Old: s.L("来信人称，其弟今年1月14日在北仓派出所接受讯问时，录音录像设备未开启。", "The sender says that on 14 January the recording equipment was off while a brother was questioned."),
		New: s.L("来信反映，今年1月在北仓派出所有讯问未同步录音录像。", "It is reported that in January the recording equipment was off while a person was questioned.")}
}

func (s samples) chips() []Chip {
	return []Chip{{"person", s.L("何静", "He Jing"), s.L("受理员", "intake"), ""}, {"unit", s.L("北仓派出所", "Beicang station"), s.L("基层所队", "front line"), "#u"}, {"organ", s.L("明州市人民检察院", "Mingzhou procuratorate"), "", "#o"}}
}

// paper stays Chinese: official papers have no English form.
func (s samples) paper() PaperView {
	return PaperView{Organ: "明州市人民代表大会常务委员会", No: "明人大常监〔2026〕23号", Title: "关于转送群众反映的函", To: "明州市人民检察院", Draft: true,
		Body: []string{"我委收到群众反映，称今年1月在北仓派出所有讯问未同步录音录像。依照《中华人民共和国各级人民代表大会常务委员会监督法》和有关规定，现转送你院依法处理。", "请于收到之日起60日内将处理情况书面告知我委。"},
		Sign: "明州市人大常委会监察司法工作委员会", Date: "2026年3月12日", Attachments: []string{"外送摘要"}, Copies: []string{"市委政法委"}}
}

func (s samples) receipt() Receipt {
	return Receipt{Code: "7F3K-9QDM-2XVT-H8RA-6PWE", Check: "#check", Lines: []string{s.L("只显示这一次，请抄下、复制或打印。", "Shown only this once: write it down, copy or print it."), s.L("不晚于 3 月 12 日，我们告诉您收到情况、由谁办、走什么程序。", "By 12 March we tell you that it arrived, who handles it and by which procedure.")}}
}
