package taxon

// Mission is the tree of the campaign's own classes.
func Mission() Tree { return mission }

var mission = func() Tree {
	t, err := Tree{}.With(missionData...)
	if err != nil {
		panic(err)
	}
	return t
}()

// Three demands on justice, each with what people report when it is not met.
// Words are what senders write, not what statutes say.
var missionData = []Node{
	{Code: "strict", Zh: "严格司法", En: "Strict justice"},
	{Code: "norm", Zh: "规范司法", En: "Regular justice"},
	{Code: "clean", Zh: "廉洁司法", En: "Clean justice"},

	{Code: "strict.torture", Parent: "strict", Zh: "刑讯逼供", En: "Torture to extract a confession", Severity: Grave,
		Words: []string{"刑讯", "逼供", "殴打", "电击", "不让睡觉", "打成", "屈打成招", "吊起来"}, Official: []string{"政法/警务督察/刑讯逼供"}},
	{Code: "strict.illegal_evidence", Parent: "strict", Zh: "以威胁、引诱、欺骗等方法非法取证", En: "Evidence by threat, enticement or deceit", Severity: Serious,
		Words: []string{"威胁", "诱供", "骗供", "伪造证据", "假口供", "指供", "逼我签字"}},
	{Code: "strict.detainee_abuse", Parent: "strict", Zh: "虐待被监管人", En: "Abuse of detainees", Severity: Grave,
		Words: []string{"虐待", "牢头", "体罚", "看守所里被打", "监狱里被打"}, Official: []string{"政法/刑罚执行/监狱管理"}},
	{Code: "strict.overdue_custody", Parent: "strict", Zh: "超期羁押", En: "Over-time custody", Severity: Grave,
		Words: []string{"超期羁押", "羁押期限", "一直不放人", "超期关押"}, Official: []string{"政法/警务督察/超期羁押"}},
	{Code: "strict.illegal_custody", Parent: "strict", Zh: "违法采取强制措施、限制人身自由", En: "Illegal coercive measures or deprivation of liberty", Severity: Grave,
		Words: []string{"非法拘禁", "乱抓人", "没有手续", "违法拘留", "取保候审", "监视居住"}, Official: []string{"政法/刑案侦破/强制措施"}},
	{Code: "strict.no_filing", Parent: "strict", Zh: "有案不立", En: "Refusal to file a case", Severity: Serious,
		Words: []string{"不立案", "不予立案", "不受理报案", "有案不立", "报案没人管"}, Official: []string{"政法/刑案侦破/立案侦查"}},
	{Code: "strict.shelved", Parent: "strict", Zh: "压案不查、久侦不结", En: "Shelved or endless investigation", Severity: Serious,
		Words: []string{"压案不查", "一直没破案", "没有进展", "久拖不决", "拖着不办"}, Official: []string{"政法/刑案侦破/案件侦破"}},
	{Code: "strict.wrong_filing", Parent: "strict", Zh: "违法立案、插手经济纠纷", En: "Unfounded filing, meddling in business disputes", Severity: Serious,
		Words: []string{"插手经济纠纷", "违法立案", "以刑代民", "抓人要债", "跨省抓人"}},
	{Code: "strict.time_limit", Parent: "strict", Zh: "审限超期", En: "Trial beyond its time limit",
		Words: []string{"审限", "迟迟不判", "超过审理期限", "不开庭", "一直不判"}},
	{Code: "strict.execution_delay", Parent: "strict", Zh: "久拖不执、执行迟延", En: "Delayed execution",
		Words: []string{"不执行", "执行难", "拖延执行", "申请执行", "老赖", "执行局"}, Official: []string{"政法/仲裁与调解/生效法律文书执行"}},
	{Code: "strict.execution_wrong", Parent: "strict", Zh: "违法执行", En: "Wrongful execution", Severity: Serious,
		Words: []string{"违法执行", "执行错误", "超标的", "案外人", "低价拍卖"}},
	{Code: "strict.commutation", Parent: "strict", Zh: "违法减刑、假释、暂予监外执行", En: "Illegal commutation, parole or release", Severity: Serious,
		Words: []string{"减刑", "假释", "监外执行", "保外就医", "纸面服刑"}},
	{Code: "strict.judgment", Parent: "strict", Zh: "不服裁判（依法定程序告知）", En: "Disagreement with a judgment (told which remedies exist)", Redirect: true,
		Words: []string{"判决不公", "不服判决", "判错", "枉法裁判", "申请再审", "改判"}, Official: []string{"政法/诉讼/民事诉讼", "政法/诉讼/刑事诉讼", "政法/诉讼/行政诉讼"}},
	{Code: "strict.admin_act", Parent: "strict", Zh: "不服行政处罚、复议决定（依法定程序告知）", En: "Disagreement with an administrative act (told which remedies exist)", Redirect: true,
		Words: []string{"行政处罚", "复议决定", "不服处罚", "罚款"}, Official: []string{"政法/行政复议/不服决定"}},

	{Code: "norm.recording", Parent: "norm", Zh: "讯问未依法同步录音录像", En: "Interrogation not recorded as required", Severity: Serious,
		Words: []string{"录音录像", "同步录像", "没有录像", "录像不完整"}},
	{Code: "norm.seizure", Parent: "norm", Zh: "违法查封、扣押、冻结和处置财物", En: "Illegal sealing, seizure, freezing or disposal", Severity: Serious,
		Words: []string{"查封", "扣押", "冻结", "不退还", "没收", "扣我的车", "保证金不退"}},
	{Code: "norm.lawyer_access", Parent: "norm", Zh: "阻碍律师会见、阅卷等执业权利", En: "Obstruction of defence lawyers", Severity: Serious,
		Words: []string{"不让律师", "律师会见", "不让会见", "阅卷", "不让阅卷"}},
	{Code: "norm.notice", Parent: "norm", Zh: "权利告知、程序告知缺失", En: "Rights or procedure not explained",
		Words: []string{"没有告知", "未告知", "不告知", "不给回执", "不给文书", "没有通知家属"}},
	{Code: "norm.service", Parent: "norm", Zh: "送达、文书制作不规范", En: "Faulty service and documents",
		Words: []string{"没收到传票", "未送达", "缺席判决", "文书错误", "写错名字"}},
	{Code: "norm.docketing", Parent: "norm", Zh: "诉讼立案难", En: "Refusal to docket a suit",
		Words: []string{"法院不立案", "不收材料", "立案难", "立案庭", "不给立案"}},
	{Code: "norm.manner", Parent: "norm", Zh: "服务态度生硬、推诿扯皮", En: "Rude or evasive treatment",
		Words: []string{"态度恶劣", "态度差", "推诿", "踢皮球", "不接电话", "爱理不理", "辱骂"}, Official: []string{"政法/警务督察/警务执法"}},
	{Code: "norm.corrections", Parent: "norm", Zh: "社区矫正监管失范", En: "Irregular community corrections",
		Words: []string{"社区矫正", "司法所", "矫正对象", "请假外出"}, Official: []string{"政法/刑罚执行/社区矫正"}},
	{Code: "norm.legal_services", Parent: "norm", Zh: "律师、公证、鉴定执业监管", En: "Oversight of lawyers, notaries and experts",
		Words: []string{"律师收费", "律师骗", "公证", "司法鉴定", "鉴定意见", "虚假鉴定"}, Official: []string{"政法/法律服务/律师", "政法/法律服务/公证", "政法/法律服务/司法鉴定"}},

	{Code: "clean.relation", Parent: "clean", Zh: "关系案", En: "Case decided by connections", Severity: Serious,
		Words: []string{"关系案", "有关系", "找关系", "打招呼", "后台", "亲戚是"}},
	{Code: "clean.favour", Parent: "clean", Zh: "人情案", En: "Case decided as a favour", Severity: Serious,
		Words: []string{"人情案", "讲人情", "同学", "老乡", "偏袒对方"}},
	{Code: "clean.money", Parent: "clean", Zh: "金钱案", En: "Case decided by money", Severity: Serious,
		Words: []string{"金钱案", "送钱", "收钱", "行贿", "受贿", "花钱摆平", "好处费"}, Official: []string{"纪检监察/贪污贿赂/行贿受贿索贿"}},
	{Code: "clean.power", Parent: "clean", Zh: "以权谋私", En: "Office used for private gain", Severity: Serious,
		Words: []string{"以权谋私", "滥用职权", "利用职务", "谋取私利"}, Official: []string{"纪检监察/滥用职权/以权谋私"}},
	{Code: "clean.case", Parent: "clean", Zh: "以案谋私", En: "Case used for private gain", Severity: Serious,
		Words: []string{"以案谋私", "办案费", "索要", "要钱才", "勒索"}},
	{Code: "clean.gifts", Parent: "clean", Zh: "吃拿卡要", En: "Demands for meals, gifts and favours",
		Words: []string{"吃拿卡要", "请吃饭", "送礼", "送烟", "送酒", "红包"}},
	{Code: "clean.interference", Parent: "clean", Zh: "违反规定干预、过问案件", En: "Interference in cases", Severity: Serious,
		Words: []string{"干预司法", "插手案件", "领导打电话", "过问案件", "三个规定", "施压"}},
	{Code: "clean.contact", Parent: "clean", Zh: "与当事人、律师不当接触交往", En: "Improper contact with parties or lawyers", Severity: Serious,
		Words: []string{"私下见", "一起吃饭", "不当接触", "单独会见对方", "介绍律师", "指定律师"}},
	{Code: "clean.kin", Parent: "clean", Zh: "近亲属、离任人员违规代理和应回避未回避", En: "Kin or former staff as lawyers; recusal omitted", Severity: Serious,
		Words: []string{"回避", "前法官", "离职法官", "妻子是律师", "儿子是律师", "退休法官"}},
	{Code: "clean.leak", Parent: "clean", Zh: "通风报信、包庇纵容、泄露案情", En: "Tip-offs, shielding, leaks", Severity: Serious,
		Words: []string{"通风报信", "保护伞", "包庇", "泄露", "走漏风声"}, Official: []string{"政法/警务督察/包庇违法违纪人员", "纪检监察/失职渎职/包庇纵容"}},
	{Code: "clean.retaliation", Parent: "clean", Zh: "打击报复", En: "Retaliation", Severity: Grave,
		Words: []string{"打击报复", "报复我", "威胁我不要", "找我麻烦"}, Official: []string{"纪检监察/滥用职权/打击报复"}},
}
