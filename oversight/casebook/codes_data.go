package casebook

// The words that the rules and indicators of this package need, as they stand
// in the law; whole lists of causes and outcomes are read from a file of the
// court's own.
var codeData = map[string]*Table{
	"types": {Zh: "案件类型代字", En: "Type codes of case numbers", Partial: true, Rows: []CodeRow{
		// 《关于人民法院案件案号的若干规定》, in force 2016-01-01, amended by 法〔2018〕335号.
		{Code: "criminal.first", Zh: "刑初", En: "criminal, first instance", From: "2016-01-01", Source: "法〔2015〕137号"},
		{Code: "criminal.second", Zh: "刑终", En: "criminal, second instance", From: "2016-01-01", Source: "法〔2015〕137号"},
		{Code: "criminal.retrial", Zh: "刑再", En: "criminal, retrial", From: "2016-01-01", Source: "法〔2015〕137号"},
		{Code: "criminal.review", Zh: "刑申", Also: []string{"刑监"}, En: "criminal, petition for retrial", From: "2016-01-01", Source: "法〔2015〕137号"},
		{Code: "commutation", Zh: "刑更", En: "commutation and parole", From: "2016-01-01", Source: "法〔2015〕137号"},
		{Code: "civil.first", Zh: "民初", En: "civil, first instance", From: "2016-01-01", Source: "法〔2015〕137号"},
		{Code: "civil.second", Zh: "民终", En: "civil, second instance", From: "2016-01-01", Source: "法〔2015〕137号"},
		{Code: "civil.retrial", Zh: "民再", En: "civil, retrial", From: "2016-01-01", Source: "法〔2015〕137号"},
		{Code: "civil.review", Zh: "民申", Also: []string{"民监"}, En: "civil, petition for retrial", From: "2016-01-01", Source: "法〔2015〕137号"},
		{Code: "civil.special", Zh: "民特", Also: []string{"民督", "民催"}, En: "civil, special procedure", From: "2016-01-01", Source: "法〔2015〕137号"},
		{Code: "admin.first", Zh: "行初", En: "administrative, first instance", From: "2016-01-01", Source: "法〔2015〕137号"},
		{Code: "admin.second", Zh: "行终", En: "administrative, second instance", From: "2016-01-01", Source: "法〔2015〕137号"},
		{Code: "execution.admin", Zh: "行审", En: "non-litigation enforcement", From: "2016-01-01", Source: "法〔2015〕137号"},
		{Code: "execution", Zh: "执", Also: []string{"执恢"}, En: "execution", From: "2016-01-01", Source: "法〔2015〕137号"},
	}},
	"procedures": {Zh: "适用程序", En: "Procedures", Rows: []CodeRow{
		{Code: "ordinary", Zh: "普通程序", Also: []string{"普通", "一审普通", "公诉普通", "普通程序（独任）", "普通独任"}, En: "ordinary", Source: "CVL 152; CPL 208; APL 81"},
		{Code: "summary", Zh: "简易程序", Also: []string{"简易"}, En: "summary", Source: "CVL 164; CPL 220; APL 83"},
		{Code: "small", Zh: "小额诉讼程序", Also: []string{"小额", "小额诉讼", "小额速裁"}, En: "small claims", Source: "CVL 168"},
		{Code: "fast", Zh: "速裁程序", Also: []string{"速裁", "刑事速裁"}, En: "fast track (criminal)", From: "2018-10-26", Source: "CPL 225"},
		{Code: "private", Zh: "自诉", Also: []string{"自诉程序"}, En: "private prosecution", Source: "CPL 212"},
		{Code: "special", Zh: "特别程序", Also: []string{"特别"}, En: "special procedure", Source: "CVL 187"},
		{Code: "second", Zh: "二审", Also: []string{"第二审程序", "二审程序"}, En: "second instance", Source: "CVL 183; CPL 243; APL 88"},
		{Code: "second.ruling", Zh: "二审裁定", Also: []string{"二审（裁定）"}, En: "second instance against a ruling", Source: "CVL 183"},
		{Code: "review", Zh: "再审审查", Also: []string{"申请再审审查", "再审申请审查"}, En: "review of a petition for retrial", Source: "CVL 215"},
		{Code: "retrial", Zh: "再审", Also: []string{"审判监督程序", "审判监督"}, En: "retrial", Source: "CPL 258"},
		{Code: "execution", Zh: "执行", Also: []string{"执行程序", "首次执行"}, En: "execution", Source: "SX00 5"},
		{Code: "execution.admin", Zh: "非诉执行", Also: []string{"非诉行政执行"}, En: "non-litigation enforcement", Source: "SX00 5"},
		{Code: "commutation", Zh: "减刑假释", Also: []string{"减刑", "假释"}, En: "commutation and parole", Source: "JX14 1"},
	}},
	"outcomes": {Zh: "结案方式", En: "Ways cases end", Partial: true, Rows: []CodeRow{
		{Code: "judgment", Zh: "判决", Also: []string{"判决结案"}, En: "judgment", Source: "CVL 155; CPL 200"},
		{Code: "settled", Zh: "调解", Also: []string{"调解结案", "司法确认"}, En: "mediated", Source: "CVL 100"},
		{Code: "withdrawn", Zh: "准予撤诉", Also: []string{"撤诉", "准许撤诉", "按撤诉处理", "撤回上诉"}, En: "withdrawn", Source: "CVL 148"},
		{Code: "rejected", Zh: "驳回起诉", Also: []string{"驳回", "不予受理"}, En: "dismissed", Source: "CVL 157"},
		{Code: "upheld", Zh: "维持", Also: []string{"维持原判", "驳回上诉，维持原判", "驳回上诉"}, En: "upheld", Source: "CVL 177; CPL 236"},
		{Code: "changed", Zh: "改判", Also: []string{"依法改判", "撤销原判改判"}, En: "changed", Source: "CVL 177; CPL 236"},
		{Code: "remanded", Zh: "发回重审", Also: []string{"撤销原判发回重审", "发回"}, En: "sent back", Source: "CVL 177; CPL 236"},
		{Code: "executed", Zh: "执行完毕", En: "executed", Source: "SX00 5"},
		{Code: "ended.now", Zh: "终结本次执行程序", Also: []string{"终本", "终结本次执行"}, En: "execution ended for now", Source: "CVL 268"},
		{Code: "transferred", Zh: "移送管辖", Also: []string{"移送"}, En: "transferred", Source: "CVL 37"},
	}},
	"causes": {Zh: "案由", En: "Causes", Partial: true, Rows: []CodeRow{
		{Zh: "盗窃罪", En: "theft", Source: "CL 264"},
		{Zh: "诈骗罪", En: "fraud", Source: "CL 266"},
		{Zh: "危险驾驶罪", En: "dangerous driving", From: "2011-05-01", Source: "CL 133-1"},
		{Zh: "故意伤害罪", En: "intentional injury", Source: "CL 234"},
		{Zh: "民间借贷纠纷", En: "private lending", Source: "法〔2020〕347号"},
		{Zh: "买卖合同纠纷", En: "sale contract", Source: "法〔2020〕347号"},
		{Zh: "离婚纠纷", En: "divorce", Source: "法〔2020〕347号"},
		{Zh: "机动车交通事故责任纠纷", En: "traffic accident", Source: "法〔2020〕347号"},
	}},
	"measures": {Zh: "强制措施", En: "Coercive measures", Rows: []CodeRow{
		{Code: "detention", Zh: "刑事拘留", Also: []string{"拘留", "刑拘"}, En: "criminal detention", Source: "CPL 82"},
		{Code: "arrest", Zh: "逮捕", Also: []string{"执行逮捕"}, En: "arrest", Source: "CPL 81"},
		{Code: "bail", Zh: "取保候审", Also: []string{"取保"}, En: "bail", Source: "CPL 67"},
		{Code: "residence", Zh: "监视居住", Also: []string{"指定居所监视居住"}, En: "residential surveillance", Source: "CPL 74"},
	}},
	"prosecutions": {Zh: "检察案件类别", En: "Stages at the procuratorate", Rows: []CodeRow{
		{Code: "arrest", Zh: "审查逮捕", Also: []string{"批捕", "审查批捕", "批准逮捕"}, En: "review of arrest", Source: "CPL 91"},
		{Code: "charge", Zh: "审查起诉", Also: []string{"起诉", "公诉"}, En: "review for prosecution", Source: "CPL 172"},
		{Code: "charge.fast", Zh: "审查起诉（速裁）", Also: []string{"速裁"}, En: "review for prosecution, fast track", From: "2018-10-26", Source: "CPL 172"},
		{Code: "need", Zh: "羁押必要性审查", En: "need of custody", Source: "CPL 95"},
	}},
	"changes": {Zh: "变更执行种类", En: "Changes of the execution of sentences", Rows: []CodeRow{
		{Code: "commutation", Zh: "减刑", En: "commutation", Source: "JX14 1"},
		{Code: "parole", Zh: "假释", En: "parole", Source: "JX14 1"},
		{Code: "outside", Zh: "暂予监外执行", Also: []string{"监外执行", "保外就医"}, En: "serving outside prison", Source: "CPL 265"},
	}},
}
