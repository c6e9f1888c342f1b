package law

import (
	"regexp"
	"strings"
	"unicode"
)

// The congress refers and never decides (监督法第一条、第五条以下的集体监督；
// 中办、国办 2015 年“三个规定”第三条、第五条): nothing it writes may say how a
// numbered case should end, be it in the name of an organisation.
//
// A sentence is refused when a demand (请、建议、应当……) is followed by an outcome
// of a case (改判、释放……), unless it says whose words they are (来信人称……),
// asks for information (请告知是否……), speaks of a kind of work (不起诉案件的监督)
// or denies the demand (不得要求……).

// demand is how the office would ask. 请求 and 申请 are the party's own words.
var demand = sieve(`(务请|恳请|敬请|函请|商请|拟请|烦请|请|应当|应予|应该|应依法|理应|本应|应|须|务必|必须|责令|责成|指令|要求|建议|希望|期望|盼望|盼|望|立即|即刻|马上|尽快|尽早|坚决|一律|督促|敦促|不宜|宜|倾向于|可以考虑|可考虑|予以考虑|依法予以|(本委|我委|常委会|人大)(同意|支持|主张))`)

// outcome is how a case would end.
var outcome = sieve(`(改判|撤销原判|维持原判|撤销.{0,8}(判决|裁定|裁判|决定|案件|立案|罚款|处罚)|(判决|裁定|裁判|处罚|决定).{0,4}(撤销|纠正)|发回.{0,4}(重审|审理)|重新审判|重审|再审改|(启动|提起|裁定|决定|指令|进入|予以|依法)再审|(提出|提起|予以|依法|应当)抗诉|` +
	`判处|判决.{0,8}(胜诉|败诉|有罪|无罪|承担|赔偿|支付|归还|支持|驳回)|作出.{0,8}(有利|公正|公平|胜诉|无罪|改判|新).{0,6}(判决|裁定|裁判)|(尽快|立即|早日|从快)(作出|下达)?.{0,2}(判决|裁定|裁判)|不起诉决定|判令|判给|判归|判离|重新审理|轻判|重判|从轻|从重|从宽|减轻处罚|减轻刑罚|免予|免除处罚|加重处罚|(适用|判|宣告)缓刑|缓刑|无罪|有罪|罪名成立|不构成犯罪|构成犯罪|` +
	`释放|放人|放出来|取保候审|变更强制措施|解除.{0,6}(查封|扣押|冻结|羁押|强制措施)|撤案|撤诉|不起诉|不予起诉|免诉|批准逮捕|不予逮捕|批捕|逮捕|拘留|(予以|应予|依法|尽快|不予|立即)立案|立案侦查|终止侦查|移送起诉|提起公诉|` +
	`驳回|执行到位|执行完毕|执行回转|(暂缓|中止|终结|恢复|停止|强制)执行|(支持|满足|采纳|准许|准予).{0,10}(请求|诉求|主张|申请|上诉|申诉|意见|减刑|假释)|(支持|偏向|照顾).{0,2}(原告|被告|申诉人|申请人|当事人|一方)|胜诉|败诉|追究.{0,14}(刑事|法律)责任|(准予|裁定|予以|给予)(减刑|假释|暂予监外执行)|` +
	`纠正.{0,6}(判决|裁定|裁判|结论)|退还.{0,8}(保证金|扣押|财物|款)|返还.{0,8}(财物|款)|(给予|作出|予以).{0,6}(国家赔偿|赔偿决定))`)

// kindOfWork after an outcome makes it the name of a kind of work.
var kindOfWork = regexp.MustCompile(`^((后|前|时|之后|以后)，?(再|应当?|须)?(告知|反馈|通知|通报|答复|回复)|.{0,2}?(率|案件的?(监督|办理|质量|评查|统计|情况|数|比例|公开|听证|专项)|案件(监督|办理|质量|评查|情况|数|公开)?工作|类案件|工作|情况|问题|制度|程序|监督|措施|保证金|文书|标准|适用|环节|活动|质量|期限|手续|条件|必要性|听证|机制|规定|信访|窗口|数量|比例|台账|案件数|检察|难|等(案件|工作|情况|问题|环节|方面)))`)

// asksOnly makes what follows a demand a request for information, or care for
// a kind of work: no connector may lead on from it to a new demand.
var asksOnly = regexp.MustCompile(`(告知|说明|反馈|答复|回复|核实|了解|统计|报送|填报|通报|列明|注明|提供|是否|有无|关于|加强|完善|规范|健全|排查|梳理|检查|评查|调研|听取|公开|围绕|聚焦|重点|推动|提高|提升|防止|避免|杜绝|可以申请|可申请|可依法申请|依法申请|有权申请|向.{0,10}申请|向.{0,10}申诉)[^，,、；并后即而]*$`)

// onward is a connector by which a second demand would follow.
var onward = regexp.MustCompile(`(予以|尽快|立即|直接|从而|务必|作出|尽早)$`)

// partOfWord: the demand is a piece of another word: 请求, 申请, 检察建议, 反应.
var partOfWord = regexp.MustCompile(`(\|请\|[求示假问教愿]|[申聘邀报呈提]\|请\||[反供对适回响相效感]\|应\||[检监]察\|建议\||司法\|建议\||[看名声威]\|望\||[事便适]\|宜\||工作\|要求\|)`)

// denied stands right before a demand that is not made.
var denied = regexp.MustCompile(`(不|不得|不能|不会|不应|无权|未|没有|并非|从未|严禁|禁止|不得以任何方式|是否|能否|何时|何种情形|该不该|不再|无须|无需|不需)$`)

// settledFact in the gap: the outcome is told as something that happened.
var settledFact = regexp.MustCompile(`(已经?|曾|尚未|不服|没有|未能|未被|未依法|因)`)

// reported speech of a sender may say anything, as long as the sentence says
// whose words they are.
var reported = regexp.MustCompile(`(来信人|来访人|来电人|反映人|其?家属|亲属|当事人|申诉人|申请人|来件人|联名人|举报人|控告人|上访人|信访人|群众|村民|代表转述|原告|被告|其母|其父|其妻|其夫|其子|其女|本人)[^。；！？]{0,14}?(称|认为|要求|希望|请求|提出|表示|反映|诉|说|主张|申请|质疑|不服)|(据称|其称|据反映|信中称|信中提出|信中写道|来信称|来电称|来访称|原话|自述|自称|诉求(：|为|是|系)|请求事项|来信摘抄)|^(来信|来访|来电|网上)?(反映|投诉|举报|控告|申诉)`)

// officeTurn after reported speech: the office speaks again.
var officeTurn = regexp.MustCompile(`(贵|你|各|该)(院|局|委|检|部门|单位|检察院|法院|公安局|司法局|机关|大队|庭)|本(委|机关|办|会)|我(委|会|办|们)|常委会(认为|要求|建议)|[，,、：:](特?此?请(?:[^求问教])|务请|务必|望|应予|建议|责令|督促|恳请)`)

var sentence = regexp.MustCompile(`[^。；！？]+`)

// DecidesCase returns the phrase of a text by which the congress would say how
// a case should end, "" if there is none. It reads the text as a person would:
// full-width forms, spaces and ornaments between the characters change nothing.
func DecidesCase(text string) string {
	plain := readAsMeant(text)
	for _, s := range sentence.FindAllString(plain, -1) {
		if hit := decidesIn(s); hit != "" {
			return hit
		}
	}
	return split(plain)
}

func decidesIn(s string) string {
	if hit := bare.FindString(s); hit != "" && !speaks(s[:strings.Index(s, hit)], hit) {
		return hit
	}
	for _, o := range outcome.FindAllStringIndex(s, -1) {
		if kindOfWork.MatchString(s[o[1]:]) || conditional(s[o[1]:]) {
			continue
		}
		for _, d := range demand.FindAllStringIndex(s[:o[1]], -1) {
			if binds(s, d, o) {
				return s[d[0]:o[1]]
			}
		}
	}
	return ""
}

// binds reports whether the demand at d asks for the outcome at o.
func binds(s string, d, o []int) bool {
	before, gap := s[:d[0]], ""
	if d[1] < o[0] {
		gap = s[d[1]:o[0]]
	}
	word := s[d[0]:d[1]]
	switch {
	case d[0] > o[0], len([]rune(gap)) > 40:
		return false
	case partOfWord.MatchString(before + "|" + word + "|" + s[d[1]:]):
		return false
	case word == "须" && strings.HasSuffix(before, "无"), denied.MatchString(before):
		return false
	case asksOnly.MatchString(gap) && !onward.MatchString(gap):
		return false
	case settledFact.MatchString(gap):
		return false
	case crosses(gap):
		return false
	}
	return !speaks(before, s[d[0]:o[1]])
}

// leadsOn is how a clause after a comma still belongs to the demand before it.
var leadsOn = regexp.MustCompile(`(^|[，,、：:])[^，,、：:]{0,3}(对.{0,10}|将.{0,10}|把.{0,10}|使.{0,10}|依法.{0,4}|予以|尽快.{0,4}|立即.{0,4}|作出.{0,4}|给予.{0,4}|直接|从而|以便|并.{0,4}|最终|争取.{0,4}|力争.{0,4}|妥善.{0,4})$`)

// crosses reports that a comma stands between and nothing leads on over it.
func crosses(gap string) bool {
	i := strings.LastIndexAny(gap, "，,、：:")
	return i >= 0 && gap[i:] != "，" && gap[i:] != "," && gap[i:] != "、" && !leadsOn.MatchString(gap)
}

// speaks reports whether what stands before says that the words are a sender's,
// and the office does not speak again.
func speaks(before, phrase string) bool {
	at := reported.FindStringIndex(before + phrase)
	if at == nil || at[0] > len(before) {
		return false
	}
	return !officeTurn.MatchString((before + phrase)[at[1]:])
}

// conditional: 改判的，……: a case put, not a demand.
func conditional(after string) bool {
	return strings.HasPrefix(after, "的，") || strings.HasPrefix(after, "的,") || strings.HasPrefix(after, "与否")
}

var bare = sieve(`((判决|裁定|裁判|原判|处罚|决定)(应当?|应予|必须|须|依法)(予以|依法)?(撤销|纠正|改判)|请?给予关照|改判为|判决应为|结论应当?是|结论应当?为|按[^，]{0,12}意见(判|裁|办案)|以本函为准|判决结果应|应属错案|此案必须|该案必须|本案必须.{0,6}(判|结果)|胜诉为宜|无罪为宜|轻判为宜|必须赢|(请|望|烦|帮忙)[^，]{0,8}(打个?招呼|关照一下|高抬贵手|网开一面))`)

// tight is a demand and an outcome next to each other; it is looked for across
// sentence marks, since 请改。判 or a line broken inside a word is still read.
var tight = regexp.MustCompile(`(请|应当|应予|应|必须|务必|建议|要求|责令|督促)(贵院|贵局|你院|你局|法院|检察院|公安局|依法|尽快|立即|予以|作出|将其|对其|该案|本案){0,3}(改判|发回重审|撤销原判|释放|放人|撤案|无罪|轻判|重判|不起诉|取保候审|支持原告|支持被告)`)

// split finds a tight phrase whose outcome is cut in two by a mark.
func split(plain string) string {
	var b strings.Builder
	var cut []int // byte offsets in b before which a mark stood
	for _, r := range plain {
		if strings.ContainsRune("。；！？，,、：:", r) {
			cut = append(cut, b.Len())
			continue
		}
		b.WriteRune(r)
	}
	s := b.String()
	for _, at := range tight.FindAllStringSubmatchIndex(s, -1) {
		for _, c := range cut {
			if c > at[6] && c < at[7] && !speaks(lastRunes(s[:at[0]], 40), s[at[0]:at[1]]) && !denied.MatchString(s[:at[0]]) && !kindOfWork.MatchString(s[at[1]:]) {
				return s[at[0]:at[1]]
			}
		}
	}
	return ""
}

func lastRunes(s string, n int) string {
	r := []rune(s)
	return string(r[max(0, len(r)-n):])
}

var traditional = strings.NewReplacer("請", "请", "應", "应", "當", "当", "釋", "释", "銷", "销", "審", "审", "發", "发", "輕", "轻", "處", "处", "無", "无",
	"訴", "诉", "執", "执", "決", "决", "緩", "缓", "駁", "驳", "務", "务", "貴", "贵", "議", "议", "儘", "尽", "盡", "尽", "從", "从", "對", "对", "維", "维", "責", "责", "減", "减", "時", "时", "為", "为", "個", "个")

// readAsMeant folds full-width forms, drops spaces, invisible characters and
// ornaments, and keeps only the marks that end a clause or a sentence.
func readAsMeant(text string) string {
	var b strings.Builder
	for _, r := range traditional.Replace(text) {
		if r >= 0xFF01 && r <= 0xFF5E {
			r -= 0xFEE0
		}
		switch r {
		case ',':
			r = '，'
		case ';', '；':
			r = '；'
		case '!':
			r = '！'
		case '?':
			r = '？'
		case ':':
			r = '：'
		case '\n':
			r = '。'
		}
		switch {
		case strings.ContainsRune("。；！？，、：", r), unicode.IsLetter(r), unicode.IsDigit(r):
			b.WriteRune(r)
		}
	}
	return b.String()
}
