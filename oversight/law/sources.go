package law

// Source is a text of law behind a source code such as XF22.
type Source struct {
	Key    string
	Title  string // full title without marks: 信访工作条例
	Short  string // as printed between 《 》 in citations
	En     string
	Date   Day         // adopted or last amended (where only the year matters: empty)
	Since  Day         // in force from, where it decides which rule applies
	Until  Day         // last day in force, where replaced
	Doubt  bool        // whether it is still in force must be confirmed before a live act cites it
	Listed map[int]int // articles whose numbers in brackets count items （一）（二） of the given paragraph; others count paragraphs 款
}

const prc = "中华人民共和国"

// Sources by key. Dates are those of the version the product's rules cite.
var Sources = index([]Source{
	{Key: "L06", Title: prc + "各级人民代表大会常务委员会监督法（2006年）", Short: "监督法（2006年）", En: "Supervision Law (2006)", Date: "2006-08-27", Since: "2007-01-01", Until: "2024-11-07"},
	{Key: "L24", Title: prc + "各级人民代表大会常务委员会监督法（2024年修正）", Short: "监督法", En: "Supervision Law (2024)", Date: "2024-11-08", Since: "2024-11-08"},
	{Key: "ZJ08", Title: "浙江省各级人民代表大会常务委员会监督条例（2008年）", Short: "浙江省各级人大常委会监督条例（2008年）", En: "Zhejiang Supervision Regulations (2008)", Date: "2008-11-28", Until: "2025-05-31"},
	{Key: "ZJ25", Title: "浙江省各级人民代表大会常务委员会监督条例（2025年修订）", Short: "浙江省各级人大常委会监督条例", En: "Zhejiang Supervision Regulations (2025)", Date: "2025-05-30", Since: "2025-06-01"},
	{Key: "ZJX", Title: "浙江省信访条例", Short: "浙江省信访条例", En: "Zhejiang Petition Regulations (2016)", Date: "2016-07-29", Doubt: true},
	{Key: "DZ22", Title: prc + "地方各级人民代表大会和地方各级人民政府组织法", Short: "地方组织法", En: "Local Congresses and Governments Organic Law (2022)", Date: "2022-03-11", Listed: map[int]int{50: 1}},
	{Key: "ZJA", Title: "浙江省人民代表大会常务委员会任免国家机关工作人员条例", Short: "浙江省人大常委会任免条例", En: "Zhejiang Appointments Regulations (2018)", Date: "2018-05-31"},
	{Key: "DB25", Title: prc + "全国人民代表大会和地方各级人民代表大会代表法", Short: "代表法", En: "Deputies Law (2025)", Date: "2025-03-11"},
	{Key: "FG19", Title: prc + "法官法", Short: "法官法", En: "Judges Law (2019)", Date: "2019-04-23", Listed: map[int]int{20: 1, 46: 1}},
	{Key: "JC19", Title: prc + "检察官法", Short: "检察官法", En: "Prosecutors Law (2019)", Date: "2019-04-23", Listed: map[int]int{47: 1}},
	{Key: "FY18", Title: prc + "人民法院组织法", Short: "人民法院组织法", En: "Courts Organic Law (2018)", Date: "2018-10-26"},
	{Key: "JY18", Title: prc + "人民检察院组织法", Short: "人民检察院组织法", En: "Procuratorates Organic Law (2018)", Date: "2018-10-26"},
	{Key: "CPL", Title: prc + "刑事诉讼法", Short: "刑事诉讼法", En: "Criminal Procedure Law (2018)", Date: "2018-10-26"},
	{Key: "CVL", Title: prc + "民事诉讼法", Short: "民事诉讼法", En: "Civil Procedure Law (2023)", Date: "2023-09-01"},
	{Key: "APL", Title: prc + "行政诉讼法", Short: "行政诉讼法", En: "Administrative Litigation Law (2017)", Date: "2017-06-27"},
	{Key: "CPL-I", Title: "最高人民法院关于适用《" + prc + "刑事诉讼法》的解释", Short: "刑诉法解释", En: "Criminal Procedure Interpretation (2021)"},
	{Key: "APL-I", Title: "最高人民法院关于适用《" + prc + "行政诉讼法》的解释", Short: "行诉法解释", En: "Administrative Litigation Interpretation (2018)"},
	{Key: "JR19", Title: "人民检察院刑事诉讼规则", Short: "人民检察院刑事诉讼规则", En: "Procuratorate Criminal Procedure Rules (2019)"},
	{Key: "SX00", Title: "最高人民法院关于严格执行案件审理期限制度的若干规定", Short: "审限规定（2000年）", En: "Provisions on Time Limits of Trials (2000)"},
	{Key: "SX19", Title: "最高人民法院关于严格规范民商事案件延长审限和延期开庭问题的规定", Short: "延长审限和延期开庭规定", En: "Provisions on Extensions and Adjournments (2019)"},
	{Key: "JX14", Title: "最高人民法院关于减刑、假释案件审理程序的规定", Short: "减刑假释案件审理程序规定", En: "Provisions on Commutation and Parole Procedure (2014)"},
	{Key: "GP12", Title: prc + "国家赔偿法", Short: "国家赔偿法", En: "State Compensation Law (2012)", Date: "2012-10-26", Listed: map[int]int{17: 1}},
	{Key: "SV24", Title: prc + "监察法", Short: "监察法", En: "Supervision (Anti-corruption) Law (2024)", Date: "2024-12-25", Since: "2025-06-01", Listed: map[int]int{15: 1}},
	{Key: "XF22", Title: "信访工作条例", Short: "信访工作条例", En: "Petition Work Regulations (2022)", Date: "2022-02-25", Since: "2022-05-01", Listed: map[int]int{31: 1, 46: 1}},
	{Key: "PIPL", Title: prc + "个人信息保护法", Short: "个人信息保护法", En: "Personal Information Protection Law (2021)", Date: "2021-08-20", Listed: map[int]int{13: 1}},
	{Key: "BM24", Title: prc + "保守国家秘密法", Short: "保守国家秘密法", En: "State Secrets Law (2024)", Date: "2024-02-27"},
	{Key: "PS12", Title: prc + "人民警察法", Short: "人民警察法", En: "People's Police Law (2012)", Date: "2012-10-26"},
	{Key: "DC", Title: "公安机关督察条例", Short: "公安机关督察条例", En: "Police Inspection Regulations"},
	{Key: "GA", Title: "公安机关办理刑事案件程序规定", Short: "公安机关办理刑事案件程序规定", En: "Police Criminal Case Procedure"},
	{Key: "SGD", Title: "领导干部干预司法活动、插手具体案件处理的记录、通报和责任追究规定", Short: "领导干部干预司法活动的记录、通报和责任追究规定", En: "Provisions on Recording Interference in Justice (2015)"},
	{Key: "SQJZ", Title: prc + "社区矫正法", Short: "社区矫正法", En: "Community Corrections Law"},
})

// alias lets the design's spoken names stand in a source code.
var alias = map[string]string{"保密法": "BM24", "人民警察法": "PS12", "公安机关督察条例": "DC", "公安程序规定": "GA"}

func index(list []Source) map[string]Source {
	m := make(map[string]Source, len(list))
	for _, s := range list {
		if _, twice := m[s.Key]; twice {
			panic("law: source " + s.Key + " declared twice")
		}
		m[s.Key] = s
	}
	return m
}
