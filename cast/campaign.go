package cast

// Campaign is a 专项监督 of one committee.
type Campaign struct {
	Code, Name, Theme string
	NameEn, IntroEn   string // of its public page; "" it is not public
	State             string // concluded | summing_up | carrying_out | drafting
	Congress          int
	From, To          string
	Source            string // where the topic came from
	Reasons           string
	Rejected          []string // topics argued and set aside
	Classes           []string
	Focus             []string
	Requirements      []string
	Stages            []Stage
}

// Stage is a span of dates, not a state.
type Stage struct{ Name, From, To string }

func (c *City) campaigns() {
	d := func(days int) string { return c.Start.AddDate(0, 0, days).Format("2006-01-02") }
	c.Campaigns = []Campaign{
		{Code: "ZX-2025", Name: "涉案财物管理处置专项监督", Theme: "规范涉案财物", NameEn: "Custody and return of property in cases", IntroEn: "How seized property is kept, accounted for and returned.", State: "concluded", Congress: 1, From: "2025-02-10", To: "2025-11-28",
			Source: "人民来信来访反映较集中的问题", Reasons: "两年来有关查封、扣押、返还的反映占涉法反映的近两成，且带有共性。",
			Rejected: []string{"民事送达专项监督（条件尚不成熟）"}, Classes: []string{"norm.seizure"}, Focus: []string{Business},
			Requirements: lines("账实相符，随案移送手续齐全\n保管场所有人负责、有账可查\n应返还的及时返还并有签收"),
			Stages:       []Stage{{"动员部署", "2025-02-10", "2025-03-14"}, {"自查", "2025-03-17", "2025-05-30"}, {"检查", "2025-06-03", "2025-08-29"}, {"整改", "2025-09-01", "2025-11-28"}}},
		{Code: "ZX-2025-2", Name: "法律援助告知专项监督", Theme: "听得懂的权利告知", State: "summing_up", Congress: 1, From: "2025-06-03", To: d(60),
			Source: "代表建议、批评和意见集中反映的问题", Reasons: "代表多次反映当事人拿到告知书却不明白可以申请法律援助，涉及面广。",
			Classes: []string{"norm.notice"}, Focus: []string{Grassroots},
			Requirements: lines("告知书用平实的话写\n首次讯问、询问时口头说明并记录\n申请法律援助有人帮助填写"),
			Stages:       []Stage{{"动员部署", "2025-06-03", "2025-06-30"}, {"自查", "2025-07-01", "2025-09-30"}, {"走访检查", "2025-10-09", "2025-12-31"}, {"总结", d(0), d(60)}}},
		{Code: "ZX-2026", Name: "“司法规范化”专项监督", Theme: "规范司法、严格司法、廉洁司法", NameEn: "Proper, strict and clean judicial work", IntroEn: "Whether police, procuratorate, court and justice bureau keep to the rules, apply the law strictly and take no favours. Whatever you met or heard of may be reported; you need leave no name.", State: "carrying_out", Congress: 1, From: d(0), To: d(350),
			Source: "常委会执法检查发现的突出问题；代表建议集中反映的问题", Reasons: "群众反映强烈、带有共性的程序不规范问题集中在讯问、羁押、执行和窗口四个环节，需要三级联动、分别监督。",
			Rejected:     []string{"减刑假释专项监督（刑罚执行机关属省级）", "法律服务收费专项调研（并入日常监督）"},
			Classes:      []string{"strict", "norm", "clean"},
			Focus:        []string{Business, Grassroots},
			Requirements: lines("讯问全程录音录像，保存可查\n羁押期限逐案提示、届满即办\n涉案财物专人保管、按期返还\n权利义务告知有记录、听得懂\n立案不立案都有书面答复\n执行款按期分配，终本须约谈\n三个规定如实记录\n与律师、当事人交往有界限\n社区矫正见人见事\n窗口一次告知\n自查发现的问题主动报告\n整改经得起回头看"),
			Stages:       []Stage{{"选题论证与动员", d(0), d(20)}, {"自查自纠", d(21), d(70)}, {"检查与代表视察", d(71), d(150)}, {"交办整改", d(151), d(270)}, {"核验与回头看", d(271), d(330)}, {"总结", d(331), d(350)}}},
		{Code: "ZX-2027", Name: "未成年人司法保护专项监督", Theme: "未成年人司法保护", State: "drafting", Congress: 1, From: d(420), To: d(700),
			Source: "常委会组成人员提出的比较集中的问题", Reasons: "询问未成年人合适成年人到场、法律援助和隐私保护尚无全面了解，拟先行调研。",
			Classes: []string{"norm.notice", "strict.illegal_custody"}, Focus: []string{Grassroots},
			Stages: []Stage{{"选题论证", d(330), d(400)}}},
	}
}
