package outline

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

// family is a style of numbering. Its order is the usual order of levels
// (GB/T 9704: 一、 over （一） over 1. over （1）); a document may use another.
type family int

const (
	noFamily    family = iota
	attachment         // 附件1
	part               // 第一部分
	chapter            // 第一章
	section            // 第一节
	article            // 第一条
	unnumbered         // a heading line without number
	han                // 一、
	hanParen           // （一）
	arabic             // 1.
	decimal            // 1.2
	arabicHalf         // 1）
	arabicParen        // （1）
	circled            // ①
	letter             // a.
	stage              // 第一阶段：
	ordinal            // 第一，
	sequence           // 首先，
	enumerated         // 一是, 一要
	bullet             // ●
)

// loose families are used at any level and within a paragraph.
func (f family) loose() bool { return f >= stage }

// mark is a number at the beginning of a paragraph or within it.
type mark struct {
	fam     family
	variant string // 、 or . for 1, 是 or 要 for 一
	n       int
	size    int  // characters, with the blanks behind
	weak    bool // counts only with a neighbour of its series
}

// markRule is one row of the table. Group 1 is the number, group 2 the variant.
type markRule struct {
	fam    family
	re     *regexp.Regexp
	weak   bool
	inline bool           // may begin an item within a paragraph
	never  *regexp.Regexp // what follows when it is no mark
}

const (
	hanDigits = `[〇零一二三四五六七八九十百廿壹贰叁肆伍陆柒捌玖拾]`
	anyNumber = `(` + hanDigits + `{1,5}|[0-9０-９]{1,3})`
	digits    = `([0-9０-９]{1,2})`
	blank     = `[\s　\x{a0}]*`
)

var (
	secondInstance = regexp.MustCompile(`^[一二三四五六七八九十两]+(审|级|线|类|把手|、|号)`)
	digitFollows   = regexp.MustCompile(`^[0-9０-９]+([.．、%％:：]|号|$)`)
	anyDigit       = regexp.MustCompile(`^[0-9０-９]`)
	unitFollows    = regexp.MustCompile(`^([年月日号时分个件名人次万亿%％℃至—\-~]|[0-9０-９])`)
	unit           = regexp.MustCompile(`^([年月日号时分%％℃—\-~]|至\d)`)
	letterFollows  = regexp.MustCompile(`^[A-Za-z0-9.]`)
	ruleFollows    = regexp.MustCompile(`^(第[一二三四五六七八九十]+[款项]|规定|的规定|所列|之[一二三四五六七八九十]*)`)
)

// markRules is tried from the top; the first that fits is the mark.
var markRules = []markRule{
	{fam: part, re: re(`^第` + anyNumber + `(部分|编)[：:、，,]?` + blank)},
	{fam: chapter, re: re(`^第` + blank + anyNumber + blank + `(章)[：:、]?` + blank)},
	{fam: section, re: re(`^第` + blank + anyNumber + blank + `(节)[：:、]?` + blank)},
	{fam: article, re: re(`^第` + blank + anyNumber + blank + `(条)[：:、]?` + blank), never: ruleFollows},
	{fam: stage, re: re(`^第(` + hanDigits + `{1,2})(阶段|步)` + blank + `[：:，,、]` + blank), inline: true},
	{fam: ordinal, re: re(`^第(` + hanDigits + `{1,3})` + blank + `([，、,：:；。．])` + blank), inline: true},
	{fam: decimal, re: re(`^([0-9０-９]{1,2}(?:[.．][0-9０-９]{1,2})+)()(?:[.．、]|[.．、]?[\s　\x{a0}]+)` + blank), weak: true, never: unit},
	{fam: decimal, re: re(`^([0-9０-９]{1,2}(?:[.．][0-9０-９]{1,2})+)()`), weak: true, never: unitFollows},
	{fam: hanParen, re: re(`^[（(〔【\[]` + blank + `(` + hanDigits + `{1,4})` + blank + `()[）)〕】\]]` + blank + `[、．.]?` + blank), inline: true},
	{fam: hanParen, re: re(`^([㈠-㈩])()[、．.]?` + blank), inline: true},
	{fam: hanParen, re: re(`^(` + hanDigits + `{1,3})()[）)]` + blank), weak: true},
	{fam: han, re: re(`^(` + hanDigits + `{1,4})` + blank + `()[、．.]` + blank), never: secondInstance},
	{fam: han, re: re(`^(` + hanDigits + `{1,3})` + blank + `()[，,：:]` + blank), weak: true, never: secondInstance},
	{fam: arabicParen, re: re(`^[（(]` + blank + digits + blank + `()[）)]` + blank + `[、．.]?` + blank), inline: true},
	{fam: arabicParen, re: re(`^([⑴-⒇])()[、．.]?` + blank), inline: true},
	{fam: arabicHalf, re: re(`^` + digits + blank + `()[）)]` + blank), inline: true},
	{fam: circled, re: re(`^([①-⑳㉑-㉟❶-❿])()[、．.]?` + blank), inline: true},
	{fam: arabic, re: re(`^([⒈-⒛])()` + blank), inline: true},
	{fam: arabic, re: re(`^` + digits + blank + `([、])` + blank), inline: true, never: digitFollows},
	{fam: arabic, re: re(`^` + digits + blank + `([.．])` + blank), inline: true, never: anyDigit},
	{fam: arabic, re: re(`^` + digits + blank + `([，,：:])` + blank), weak: true, never: anyDigit},
	{fam: arabic, re: re(`^` + digits + `()[\s　\x{a0}]+`), weak: true, never: unit},
	{fam: letter, re: re(`^([A-Za-z])()[.．、）)]` + blank), weak: true, never: letterFollows},
	{fam: sequence, re: re(`^(首先|其次|再次|再者|最后)()` + blank + `[，,：:、是要]` + blank), weak: true, inline: true},
	{fam: enumerated, re: re(`^其(` + hanDigits + `{1,2})()[，、,：:是]` + blank), weak: true, inline: true},
	{fam: enumerated, re: re(`^(` + hanDigits + `{1,2})(是要|是|要)[：:，,]?` + blank), weak: true, inline: true},
	{fam: bullet, re: re(`^()([●•·◆■▲○★※◇□▪➢➤✓\x{f000}-\x{f0ff}]|[—–-]{1,2})` + blank), never: anyDigit},
}

func re(s string) *regexp.Regexp { return regexp.MustCompile(s) }

// markAt finds the mark a text begins with; inline asks only for those that may
// stand within a paragraph.
func markAt(s string, inline bool) mark {
	for i := range markRules {
		r := &markRules[i]
		if inline && !r.inline {
			continue
		}
		m := r.re.FindStringSubmatch(s)
		if m == nil || r.never != nil && r.never.MatchString(s[len(m[0]):]) {
			continue
		}
		n, ok := number(r.fam, m[1])
		if !ok {
			continue
		}
		k := mark{fam: r.fam, variant: m[2], n: n, size: len([]rune(m[0])), weak: r.weak}
		switch r.fam {
		case ordinal, stage, bullet, chapter, section, article, part, hanParen:
			k.variant = ""
		case arabic:
			k.variant = strings.NewReplacer("．", ".", "，", "、", ",", "、", "：", "、", ":", "、").Replace(m[2])
		case decimal:
			k.variant = strconv.Itoa(strings.Count(strings.ReplaceAll(m[1], "．", "."), "."))
		case enumerated:
			k.variant = strings.TrimSuffix(m[2], "要")
			if m[2] == "要" {
				k.variant = "要"
			}
		}
		return k
	}
	return mark{}
}

// number reads a written number. False where it is none, such as 一十百.
func number(f family, s string) (int, bool) {
	switch f {
	case bullet:
		return 0, true
	case sequence:
		return map[string]int{"首先": 1, "其次": 2, "再次": 3, "再者": 3, "最后": 99}[s], true
	case letter:
		return int(unicode.ToLower([]rune(s)[0])-'a') + 1, true
	case decimal:
		parts := strings.Split(strings.ReplaceAll(s, "．", "."), ".")
		return digitsOf(parts[len(parts)-1])
	}
	c := []rune(s)[0]
	for _, run := range []struct {
		first, last rune
		n           int
	}{{'①', '⑳', 1}, {'㉑', '㉟', 21}, {'❶', '❿', 1}, {'⑴', '⒇', 1}, {'⒈', '⒛', 1}, {'㈠', '㈩', 1}} {
		if c >= run.first && c <= run.last {
			return int(c-run.first) + run.n, true
		}
	}
	if n, ok := digitsOf(s); ok {
		return n, n > 0
	}
	return hanNumber(s)
}

func digitsOf(s string) (int, bool) {
	n := 0
	for _, c := range s {
		switch {
		case c >= '0' && c <= '9':
			n = n*10 + int(c-'0')
		case c >= '０' && c <= '９':
			n = n*10 + int(c-'０')
		default:
			return 0, false
		}
	}
	return n, s != ""
}

var hanValue = func() map[rune]int {
	m := map[rune]int{'十': 10, '拾': 10, '廿': 20, '百': 100, '〇': 0, '零': 0, '两': 2}
	for i, c := range []rune("一二三四五六七八九") {
		m[c] = i + 1
	}
	for i, c := range []rune("壹贰叁肆伍陆柒捌玖") {
		m[c] = i + 1
	}
	return m
}()

// hanNumber reads 一 to 九百九十九, and digits in a row such as 二〇二六.
func hanNumber(s string) (int, bool) {
	total, digit, plain := 0, 0, true
	for _, c := range s {
		v, ok := hanValue[c]
		switch {
		case !ok:
			return 0, false
		case v == 100 || v == 10:
			plain, total, digit = false, total+max(digit, 1)*v, 0
		case v == 20:
			plain, total = false, total+20
		default:
			if plain && digit > 0 {
				digit = digit*10 + v
			} else {
				digit = v
			}
		}
	}
	n := total + digit
	return n, n > 0
}
