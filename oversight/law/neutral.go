package law

import "regexp"

// The congress refers and never decides (监督法第一条、第五条以下的集体监督；
// 中办、国办 2015 年“三个规定”第三条、第五条): nothing it writes may say how a
// numbered case should end, be it in the name of an organisation.
var decides = regexp.MustCompile(`(请|应当|应予|应该|须|务必|必须|责令|要求|建议|希望|立即|尽快|依法予以|坚决|一律|督促)[^，。；！？\n]{0,10}?` +
	`(改判|撤销原判|撤销.{0,4}判决|发回重审|再审改|判处|判决|轻判|重判|从轻|从重|减轻处罚|无罪|有罪|释放|放人|取保候审|撤案|撤销案件|不起诉|批准逮捕|不予逮捕|批捕|逮捕|驳回|执行到位|支持.{0,6}诉讼请求|胜诉|败诉|追究.{0,6}刑事责任)`)

var bare = regexp.MustCompile(`(请改判|应改判|改判为|判决应为|结论应当是|按.{0,8}意见判|以本函为准)`)

// reported speech of a sender may say anything, as long as the sentence says
// whose words they are.
var reported = regexp.MustCompile(`(来信人|来访人|来电人|反映人|其家属|亲属|当事人|申诉人|来件人|联名人|代表转述)[^。；！？\n]{0,12}?(称|认为|要求|希望|请求|提出|表示|反映|诉|说)|(据称|其称|据反映|信中称|信中提出|原话|“[^”]*$)`)

var sentence = regexp.MustCompile(`[^。；！？\n]+`)

// DecidesCase returns the phrase of a text by which the congress would say how
// a case should end, "" if there is none. Sentences that report a sender's
// words (来信人称……) are free.
func DecidesCase(text string) string {
	for _, s := range sentence.FindAllString(text, -1) {
		hit := decides.FindString(s)
		if hit == "" {
			hit = bare.FindString(s)
		}
		if hit == "" || reported.MatchString(s[:firstIndex(s, hit)]) {
			continue
		}
		return hit
	}
	return ""
}

func firstIndex(s, sub string) int {
	for i := 0; i+len(sub) <= len(s); i++ {
		if s[i:i+len(sub)] == sub {
			return i
		}
	}
	return 0
}
