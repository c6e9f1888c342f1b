package office

import (
	"cmp"
	"slices"
	"strings"

	"hengjian/tabular"
)

// OrganSorts are the kinds of organ the register knows.
var OrganSorts = []string{"police", "procuratorate", "court", "justice", "supervision"}

func field(name, zh, en string, t tabular.Type, max int, synonyms ...string) tabular.Field {
	return tabular.Field{Name: name, Zh: zh, En: en, Type: t, Max: max, Synonyms: synonyms}
}

func required(f tabular.Field) tabular.Field { f.Required = true; return f }
func unique(f tabular.Field) tabular.Field   { f.Required, f.Unique = true, true; return f }

// oneOf takes only some values; a refusal names each by the shortest of the words
// that files use for it. Of equally short ones the last by code point is taken, so
// that the same is named each time (科, not 处 or 室).
func oneOf(f tabular.Field, allowed ...string) tabular.Field {
	f.Allowed = allowed
	for _, a := range allowed {
		var words []string
		for w, code := range valueWords[f.Name] {
			if code == a {
				words = append(words, w)
			}
		}
		if words == nil {
			f.Said = nil
			break
		}
		slices.SortFunc(words, func(a, b string) int { return cmp.Or(len(a)-len(b), strings.Compare(b, a)) })
		f.Said = append(f.Said, words[0])
	}
	return f
}

var (
	since = field("since", "起用日期", "From", tabular.DateType, 0, "设立日期", "开始日期", "任职日期", "任职时间")
	until = field("until", "撤销日期", "Until", tabular.DateType, 0, "终止日期", "结束日期", "免职日期")
)

// ImportFields are what a file of each sort may fill.
var ImportFields = map[string][]tabular.Field{
	"divisions": {
		unique(field("code", "代码", "Code", tabular.CodeType, 12, "行政区划代码", "区划代码")),
		required(field("name", "名称", "Name", tabular.TextType, 60)),
		oneOf(required(field("level", "层级", "Level", tabular.TextType, 0, "级别")), "province", "city", "county", "town"),
		field("parent", "上级代码", "Upper", tabular.CodeType, 12, "上级区划"),
		since, until,
	},
	"organs": {
		field("code", "机关代码", "Code", tabular.CodeType, 40, "单位代码", "统一社会信用代码"),
		required(field("name", "机关名称", "Name", tabular.TextType, 60, "单位名称", "全称", "机关")),
		oneOf(required(field("kind", "机关类别", "Kind", tabular.TextType, 0, "类别", "系统")), OrganSorts...),
		field("place", "行政区域", "Place", tabular.CodeType, 12, "地区代码", "区划代码"),
		oneOf(field("level", "层级", "Level", tabular.TextType, 0, "级别"), "province", "city", "county"),
		field("parent", "上级机关", "Upper organ", tabular.TextType, 60, "主管机关"),
		field("branch", "派出机关", "Branch of", tabular.TextType, 60, "派出它的机关"),
		field("desk", "专门接收人", "Receiving desk", tabular.TextType, 60, "接收部门"),
		field("chief", "负责人证号", "Head", tabular.CodeType, 40),
		field("site", "网址", "Site", tabular.TextType, 300, "来源"),
		since, until,
	},
	"units": {
		required(field("code", "单位代码", "Code", tabular.CodeType, 40, "部门代码", "机构代码")),
		required(field("name", "单位名称", "Name", tabular.TextType, 60, "部门名称", "内设机构", "部门")),
		required(field("organ", "所属机关", "Organ", tabular.TextType, 60, "机关代码", "机关名称", "机关")),
		field("parent", "上级单位代码", "Upper unit", tabular.CodeType, 40, "上级部门"),
		oneOf(field("sort", "单位类型", "Sort", tabular.TextType, 0), "tribunal", "section", "squad", "station", "bureau", "division"),
		oneOf(field("focus", "重点", "Focus", tabular.TextType, 0), "business", "grassroots"),
		field("heir", "承接单位代码", "Heir", tabular.CodeType, 40),
		since, until,
	},
	"officers": {
		unique(field("code", "证件编号", "Certificate", tabular.CodeType, 40, "证号", "警号", "工号", "编号")),
		required(field("name", "姓名", "Name", tabular.TextType, 60)),
		required(field("organ", "所在机关", "Organ", tabular.TextType, 60, "机关", "机关代码", "单位")),
		field("unit", "所在单位代码", "Unit", tabular.CodeType, 40, "部门代码", "部门"),
		field("category", "类别", "Category", tabular.TextType, 30, "人员类别"),
		field("grade", "等级", "Grade", tabular.TextType, 30, "法官等级", "检察官等级", "警衔"),
		field("quota", "员额", "In the quota", tabular.BoolType, 0, "入额"),
		field("title", "职务", "Title", tabular.TextType, 60, "岗位"),
		oneOf(field("sex", "性别", "Sex", tabular.TextType, 0), "男", "女"),
		field("born", "出生年", "Born", tabular.IntType, 4, "出生年份"),
		field("appointee", "本级任命", "Appointee", tabular.BoolType, 0, "人大任命"),
		field("appointed", "任命会议", "Appointed", tabular.TextType, 120, "任命文号"),
		field("managed_by", "管理权限所在地", "Managed by", tabular.CodeType, 12),
		field("since", "任职日期", "From", tabular.DateType, 0, "任职时间", "到岗日期"),
		field("until", "离任日期", "Until", tabular.DateType, 0, "免职日期", "离职日期"),
	},
	"stations": {
		unique(field("code", "联络站代码", "Code", tabular.CodeType, 40, "代码", "编号")),
		required(field("name", "联络站名称", "Name", tabular.TextType, 60, "名称", "站名")),
		field("address", "地址", "Address", tabular.TextType, 120, "站址"),
		field("keeper", "站长", "Keeper", tabular.TextType, 40, "负责人", "联系人"),
		field("contact", "联系方式", "Contact", tabular.TextType, 60, "电话"),
		since, until,
	},
	"members": {
		unique(field("code", "编号", "Number", tabular.CodeType, 40, "代表证号", "证号")),
		required(field("name", "姓名", "Name", tabular.TextType, 60)),
		oneOf(required(field("post", "职务", "Post", tabular.TextType, 0)), "chair", "vice", "secretary", "member"),
		field("term", "届次", "Term", tabular.TextType, 20, "届"),
		required(field("since", "任职日期", "From", tabular.DateType, 0, "起任日期", "开始日期")),
		field("until", "离任日期", "Until", tabular.DateType, 0, "终止日期", "免职日期"),
	},
	"deputies": {
		unique(field("code", "代表证号", "Certificate", tabular.CodeType, 40, "证号", "编号")),
		required(field("name", "姓名", "Name", tabular.TextType, 60)),
		field("work", "职业", "Profession", tabular.TextType, 60, "职务"),
		field("employer", "工作单位", "Employer", tabular.TextType, 120, "单位"),
		field("station", "联络站", "Station", tabular.TextType, 60),
		field("delegation", "代表团", "Delegation", tabular.TextType, 60),
		field("lawyer", "是否律师", "Lawyer", tabular.BoolType, 0, "律师"),
		field("supplies", "供货机关", "Supplies", tabular.TextType, 300),
		field("since", "任期开始", "From", tabular.DateType, 0, "当选日期"),
		field("until", "任期届满", "Until", tabular.DateType, 0, "终止日期"),
	},
	"messages": {
		unique(field("number", "编号", "Number", tabular.CodeType, 60, "留言编号", "信访编号", "来信编号", "登记号")),
		field("sender", "反映人", "Sender", tabular.TextType, 60, "留言用户", "来信人", "信访人", "姓名"),
		field("contact", "联系方式", "Contact", tabular.TextType, 60, "电话", "手机"),
		field("subject", "主题", "Subject", tabular.TextType, 200, "留言主题", "标题"),
		required(field("received_at", "收到时间", "Received", tabular.DatetimeType, 0, "留言时间", "来信时间", "来信日期", "登记时间", "时间")),
		required(field("text", "内容", "Text", tabular.TextType, 20000, "留言详情", "来信内容", "反映内容", "正文")),
		oneOf(field("asked", "反映机关类别", "Kind of organ", tabular.TextType, 0), "police", "procuratorate", "court", "justice", "supervision", "unsure"),
		field("title", "摘要标题", "Summary title", tabular.TextType, 60),
		field("summary", "摘要", "Summary", tabular.TextType, 2000, "内部摘要"),
		field("class", "类别代码", "Class", tabular.TextType, 60),
		field("class_label", "分类", "Label", tabular.TextType, 60, "一级标签", "类别", "标签"),
		field("organ", "涉及机关", "Organ", tabular.TextType, 60),
		field("joint", "联名人数", "Joint senders", tabular.IntType, 4),
		field("minor", "涉未成年人", "Minor", tabular.BoolType, 0),
		field("reply", "答复", "Answer", tabular.TextType, 20000, "答复意见", "办理结果"),
		field("reply_at", "答复时间", "Answered", tabular.DatetimeType, 0, "答复日期"),
	},
}
