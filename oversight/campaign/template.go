package campaign

import "slices"

// Template (方案模板) is a plan to start from. Its words are our own, after the
// usual make-up of such plans; nothing in it is decided until a council adopts.
type Template struct {
	Code, Zh, En string
	Theme        string
	Classes      []string
	Plan         Plan
}

// TemplateCode begins the codes of templates where a campaign's id could stand.
const TemplateCode = "template:"

// TemplateOf finds a template by its code.
func TemplateOf(code string) (Template, bool) {
	i := slices.IndexFunc(Templates, func(t Template) bool { return TemplateCode+t.Code == code })
	if i < 0 {
		return Template{}, false
	}
	return Templates[i], true
}

func reqs(who string, texts ...string) (out []Requirement) {
	for _, t := range texts {
		out = append(out, Requirement{Text: t, Who: who})
	}
	return out
}

var usualBasis = []string{
	"《中华人民共和国各级人民代表大会常务委员会监督法》第十二条、第六十三条",
	"《中华人民共和国地方各级人民代表大会和地方各级人民政府组织法》第五十条",
}

var usualBodies = []Duty{
	{"监察和司法工作委员会", "拟定安排，组织检查和走访，汇总情况，向主任会议报告"},
	{"有关机关", "开展自查自纠，如实报送情况，落实整改"},
	{"各级人大代表", "参加视察、走访和核验，收集群众意见"},
}

var usualStages = []Stage{
	{Name: "动员部署", Work: "印发方案，召开动员会，公布反映渠道"},
	{Name: "自查自纠", Work: "有关机关对照监督内容逐项自查，报送自查报告"},
	{Name: "检查走访", Work: "组织代表视察、明察暗访和座谈，听取群众意见"},
	{Name: "交办整改", Work: "经主任会议确认的问题交有关机关整改，按期报告"},
	{Name: "核验总结", Work: "现场核验、回头看，形成总结报告"},
}

func keyed(p Plan) Plan { return p.Keyed(Plan{}) }

// Templates are the plans that come with the product.
var Templates = []Template{
	{Code: "conduct", Zh: "规范公正廉洁司法专项监督", En: "Proper, fair and clean exercise of judicial power", Theme: "规范司法、严格司法、廉洁司法", Classes: []string{"norm", "strict", "clean"}, Plan: keyed(Plan{
		Goal:  "围绕规范司法、严格司法、廉洁司法，依法监督有关机关发现和解决带有共性的问题，推动建章立制。坚持集体行使职权，不介入、不代替个案办理。",
		Basis: usualBasis,
		Scope: Scope{Sorts: []string{"police", "procuratorate", "court", "justice"}, Business: []string{"刑事侦查", "刑事检察", "刑事审判", "执行", "社区矫正"}, Grassroots: []string{"派出所", "人民法庭", "基层检察室", "司法所"}},
		Contents: []Content{
			{Text: "规范司法：讯问、告知、送达、财物保管、窗口服务是否规范", Classes: []string{"norm"}},
			{Text: "严格司法：立案、强制措施、羁押期限、执行和社区矫正是否严格依法", Classes: []string{"strict"}},
			{Text: "廉洁司法：三个规定的记录，与律师、当事人交往的界限", Classes: []string{"clean"}}},
		Requirements: append(reqs("organs", "讯问全程录音录像，保存可查", "权利义务告知有记录、听得懂", "自查发现的问题主动报告", "整改措施有责任人、有期限、有成效标准"),
			reqs("committees", "公布反映渠道，按期告知反映人", "组织代表走访基层庭科队所", "核验由两人以上到现场进行")...),
		Stages: usualStages, Bodies: usualBodies}),
	},
	{Code: "seizure", Zh: "涉案财物管理处置专项监督", En: "Custody and return of property in cases", Theme: "规范涉案财物的查封、扣押、保管、返还", Classes: []string{"norm.seizure"}, Plan: keyed(Plan{
		Goal:         "推动有关机关管好涉案财物：手续齐全、账实相符、及时返还，保护当事人和利害关系人的财产权利。",
		Basis:        usualBasis,
		Scope:        Scope{Sorts: []string{"police", "procuratorate", "court"}, Business: []string{"涉案财物管理场所", "执行"}, Grassroots: []string{"派出所", "人民法庭"}},
		Contents:     []Content{{Text: "查封、扣押的手续和清单", Classes: []string{"norm.seizure"}}, {Text: "保管场所和台账"}, {Text: "随案移转和返还的时限与签收"}},
		Requirements: reqs("organs", "账实相符，每件财物可查到去向", "保管场所有人负责、出入有登记", "应返还的及时返还并有签收", "长期未处置的逐件说明"),
		Stages:       usualStages, Bodies: usualBodies,
		Checks: []Check{{Name: "保管场所抽查", Note: "按公开抽取的清单逐件核对账、物、手续"}}}),
	},
	{Code: "measure", Zh: "地方监督办法实施情况专项检查", En: "How a local measure is carried out, clause by clause", Theme: "检查一件地方监督办法的实施", Plan: keyed(Plan{
		Goal:         "逐条了解地方监督办法的实施情况：做到了什么、没有做到什么、为什么，提出改进建议。",
		Basis:        append([]string{"《中华人民共和国各级人民代表大会常务委员会监督法》第三十一条"}, usualBasis...),
		Scope:        Scope{Sorts: []string{"police", "procuratorate", "court", "justice"}},
		Contents:     []Content{{Text: "配套制度是否建立"}, {Text: "各项职责是否落实到部门和人员"}, {Text: "实施中的困难和建议"}},
		Requirements: reqs("organs", "逐条填报实施情况并附证明材料", "没有做到的说明原因和打算"),
		Stages:       []Stage{usualStages[0], usualStages[1], usualStages[2], {Name: "形成报告", Work: "汇总逐条结论，提请主任会议讨论"}}, Bodies: usualBodies,
		Checks: []Check{{Name: "逐条检查", Measure: "（填写监督办法名称）", Note: "每一条写明结论和依据"}}}),
	},
}
