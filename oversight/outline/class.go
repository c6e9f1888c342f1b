package outline

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// cue is a row of the table of words: who says this states that.
type cue struct {
	class Class
	words *regexp.Regexp
}

// exact headings have their class whatever stands above them.
var exact = []cue{
	{Goal, re(`^(总体|工作|主要|监督)?(目标|指导思想|总体要求|总体思路|目标任务|任务目标|目的|目的意义|重要意义|基本原则|工作原则|监督目的|工作思路)(和(目标|原则|要求|意义))?$`)},
	{Scope, re(`^(监督|检查|适用|工作|评查|自查|时空|专项监督|调研)?(范围|对象)(和(范围|对象|重点))?$`)},
	{Content, re(`^(监督|主要|重点|工作|检查|自查|会议)?(内容|监督内容|检查内容)(和(重点|要求))?$|^(监督|工作|检查)重点$`)},
	{Requirement, re(`^(有关|相关|工作|几点|具体|纪律)要求$`)},
	{Time, re(`^(监督|工作|会议|活动)?(时间|时间安排|方法步骤|工作步骤|实施步骤|时间步骤|进度安排|步骤安排|时间和步骤)$`)},
	{Organisation, re(`^(组织领导|领导机构|组织机构|职责分工|责任分工|任务分工|责任单位|牵头单位|工作机构|组织架构|领导小组|人员组成|组织机构和职责|工作专班)(和职责分工|及职责分工)?$`)},
}

var strong = re(`问题导向|目标导向|效果导向`)

// headings: the first row that fits decides.
var headings = []cue{
	{Requirement, strong},
	{Content, re(`时间过长|久拖不决|超期羁押|超审限|超时限`)},
	{Time, re(`步骤|时间|阶段|日程|进度|时限|期限|工作安排|总体安排|日期|施行日|^[（(]?(\d{4}年)?\d{1,2}月(份|底|上旬|中旬|下旬|\d|至|—|-|$)|[（(][^）)]*\d{1,2}月[^）)]*[）)]$|^即日起`)},
	{Goal, re(`总体要求|指导思想|目标|目的|意义|必要性|重要性|紧迫性|基本原则|工作原则|总体思路|工作思路|背景|认识|站位|统一思想|思想自觉|立法依据`)},
	{Organisation, re(`组织(领导|机构|保障|实施|体系|架构|建设|力量)|领导(机构|小组|体制)|机构(设置|组成)|(职责|责任|任务|工作)分工|专班|责任单位|牵头|人员组成|成立.{0,16}(组|专班|机构)|(主任|组长)[：:]|主管(机关|部门)`)},
	{Scope, re(`范围|对象|参加人员|参会人员|参加单位|参会单位|重点部门|重点单位|涉及单位|与会人员|适用|监督主体|重点岗位`)},
	{Requirement, re(`(工作|纪律|有关|相关|几点|具体|任务)要求$|要求$|纪律`)},
	{Requirement, re(`^(要)?(按时|及时|认真|切实|畅通|做好|抓好|抓实|加强|强化|严格(遵守|落实|执行|要求)|严肃|严明|压实|落实|坚持|完善|健全|确保|深化|注重|积极|主动|扎实|高度|提高|建立|务求|注意|保持|密切|统筹)`)},
	{Content, re(`内容|重点|任务|是否|情形|规范司法|严格司法|廉洁司法|公正司法|文明司法|有案不立|压案不查|有罪不究|问题|事项|情况$|议程$`)},
	{Requirement, re(`要求|保障|措施|方式|方法|确保|强化|加强|压实|压紧|严格|严肃|严明|狠抓|抓好|抓实|落实|统筹|注重|坚持|务求|合力|协同|协作|配合|宣传|切实|报送|运用|整改|务必|不得|严禁|把握|把好|推动|突出|深化|提升|增强|转变|做到|扎实|认真|及时|主动|自觉|全面|深入|敢于|善于|责任|监督检查|备案|法律责任|罚则|程序|实效`)},
}

// sentences class an item by what it says, where its heading does not tell.
var sentences = []cue{
	{Goal, re(`为(了|进一步|深入|全面|切实|更好)|通过.{2,40}(努力|监督)，.{0,40}(提升|提高|促进|推动)|力争|目标是|以习近平`)},
	{Scope, re(`(适用于?|适用本|本办法所称|本规定所称|包括全市|覆盖|参加人员|对象为|范围为|面向全市)`)},
	{Organisation, re(`成立.{0,30}(领导小组|专班|工作组|办公室)|由.{2,30}(牵头|负责|任组长|承担)|任(组长|副组长)|牵头(单位|负责)|负责.{0,16}(组织|协调|实施|日常)|设在`)},
	{Time, re(`自.{4,16}起(施行|实施|执行|开展)|\d{1,2}月(\d{1,2}日|底|上旬|中旬|下旬)?(前|至|—|-|起|内)|[年月]底前|(开始|截止|结束)(时间|日期)`)},
	{Requirement, re(`应当|必须|不得|严禁|要(认真|切实|严格|坚决|加强|把|做|高度|按照|对|及时|将|充分|主动|在|以|进一步|坚持)|务必|各(单位|级|地|县|部门).{0,20}要|确保|请(各|于|将|认真|按)`)},
	{Content, re(`是否|有无|问题|情形|情况|重点(监督|检查|看|查)|有案不立|下列(事项|内容)|刑讯|超期|徇私`)},
}

func match(table []cue, s string) (Class, string) {
	for _, c := range table {
		if w := c.words.FindString(s); w != "" {
			return c.class, w
		}
	}
	return "", ""
}

// general chapters say what their articles say, each for itself.
var general = re(`^(总则|附则|一般规定|其他|其它|其他规定|其他事项)$`)

// form is the kind of document by its title.
func form(title string) string {
	for _, f := range []struct{ form, words string }{
		{"speech", "讲话|致辞|发言"}, {"notice", "通知|通报|公告|函"},
		{"measure", "办法|条例|细则|规定|规则|规程|守则|制度"}, {"plan", "方案|计划|要点|安排|意见"},
	} {
		if re(`(` + f.words + `)([（(][^）)]{1,12}[）)])?$`).MatchString(title) {
			return f.form
		}
	}
	return ""
}

// classify gives every item its class, and lists what has none.
func classify(o *Outline) {
	for _, n := range o.Items {
		n.classify("")
	}
	for _, s := range o.Spans {
		if s.Kind == KindText {
			o.Unclassed = append(o.Unclassed, Unknown{Text: o.Sentence(s.Source), Source: s.Source})
		}
	}
	o.Walk(func(n, _ *Node, _ int) {
		if n.Class == "" {
			o.Unclassed = append(o.Unclassed, Unknown{n.Number, n.Heading, n.Text, n.Source})
		}
	})
}

// classify decides one item. What stands above it weighs more than single words:
// under 工作要求, “加强组织领导” is a requirement.
func (n *Node) classify(above Class) {
	n.Class, n.Why = n.decide(above)
	for _, c := range n.Items {
		c.classify(n.Class)
	}
	if n.Class == "" {
		n.Class = agreed(n.Items)
		if n.Class != "" {
			n.Why = "↓"
		}
	}
}

func (n *Node) decide(above Class) (Class, string) {
	h := first(strings.ReplaceAll(n.Heading, " ", ""), 48)
	if c, w := match(exact, h); c != "" {
		return c, w
	}
	if n.fam == article {
		if c, w := n.articleClass(); c != "" && !(c == Requirement && above != "") {
			return c, w
		}
	}
	if above != "" {
		return above, "↑"
	}
	if n.fam == attachment {
		return "", ""
	}
	if general.MatchString(h) {
		return "", ""
	}
	if n.fam == enumerated && strings.Contains(n.Number, "要") {
		return Requirement, n.Number
	}
	if utf8.RuneCountInString(h) <= 30 {
		if c, w := match(headings, h); c != "" {
			return c, w
		}
	}
	if c, w := match(sentences, first(n.Heading+"。"+n.Text, 400)); c != "" {
		return c, w
	}
	return match(headings, h)
}

// articles: an article (条) says itself what it does; its chapter is only a place.
var articles = []cue{
	{Goal, re(`^为(了|进一步|加强|规范|保障|促进|推动|健全)?.{2,}(制定|根据)|^(立法|制定)目的|(坚持|遵循).{0,80}(原则|领导)`)},
	{Time, re(`自.{2,24}起(施行|实施|执行)|有效期`)},
	{Scope, re(`适用(于)?(本办法|本规定|本条例|本细则|范围)?|所称.{0,40}(是指|包括)|(是指|包括).{0,60}(机关|法院|检察院|公安)`)},
	{Organisation, re(`(负责|承担|牵头|主管|组织实施).{0,20}(工作|职责|实施|协调|监督)|由.{2,30}(负责|承担|组织|解释)|成立.{0,20}(组|专班)`)},
	{Content, re(`下列(内容|事项|情形|问题|情况)|(监督|检查|评查|审查)(的)?(重点|内容|事项)|重点监督|以下(内容|事项|情形|问题)`)},
	{Requirement, re(`应当|不得|必须|可以|禁止|给予|追究|有权`)},
}

func (n *Node) articleClass() (Class, string) {
	return match(articles, first(n.Heading+"。"+n.Text, 300))
}

// agreed is the class that all items share.
func agreed(items []*Node) Class {
	if len(items) == 0 {
		return ""
	}
	for _, c := range items[1:] {
		if c.Class != items[0].Class {
			return ""
		}
	}
	return items[0].Class
}

func first(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}
