package lexis

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// CaseNumber is a court's 案号 under 《关于人民法院案件案号的若干规定》 (2016, amended
// 法〔2018〕335号), or the older form with 字第.
type CaseNumber struct {
	// Year is the calendar year of docketing.
	Year int
	// Court is the court's code, such as 浙07, 浙0702, 浙, 最高法 or, in the old form, 婺.
	Court string
	// Special is the mark of a specialised bench (知), or empty.
	Special string
	// Type is the type code, such as 刑初 or 民终.
	Type   string
	Number int
	// Suffix is 之一, 之二 … or empty.
	Suffix string
	// Old marks the form of before 2016: （2009）婺刑初字第12号.
	Old bool
	// Raw is the text as written; Start and End are its byte offsets.
	Raw        string
	Start, End int
}

// String is the normal form: full-width brackets, half-width digits, no zero padding.
func (c CaseNumber) String() string {
	if c.Old {
		return fmt.Sprintf("（%d）%s%s字第%d号%s", c.Year, c.Court, c.Type, c.Number, c.Suffix)
	}
	return fmt.Sprintf("（%d）%s%s%s%d号%s", c.Year, c.Court, c.Special, c.Type, c.Number, c.Suffix)
}

// Level is 最高, 高级, 中级 or 基层, told by the code's digits; empty for old forms.
func (c CaseNumber) Level() string {
	switch digits := strings.TrimLeftFunc(c.Court, func(r rune) bool { return !unicode.IsDigit(r) }); {
	case c.Old:
		return ""
	case c.Court == "最高法":
		return "最高"
	case digits == "":
		return "高级"
	case len(digits) == 2:
		return "中级"
	}
	return "基层"
}

// Branch is the first character of the type: 刑, 民, 行, 执 …
func (c CaseNumber) Branch() string {
	for _, r := range c.Type {
		return string(r)
	}
	return ""
}

// The brackets of every form are folded to （ ） first and white space is dropped.
// A court code without digits is a high court's and needs a type code from the list,
// or （2018）浙政发12号 would be read as a case.
var (
	caseHead  = `（([12]\d{3})年?(?:）|年)`
	caseTail  = `0*(\d{1,8})号(之(?:[一二三四五六七八九十]{1,3}|\d{1,2}))?`
	knownType = `(?:刑(?:初|终|核|申|监|再|抗|更|更备|医|医复|没|没复|辖|辖终|他|附民初|复)|民(?:初|终|申|监|再|抗|撤|特|特监|督|催|辖|辖终|辖监|他)|` +
		`行(?:初|终|申|监|再|抗|审|审复|辖|他|赔初|赔终|赔申|赔再)|法赔|委赔|委赔监|司救(?:刑|民|行|执|他)|执|执恢|执保|执异|执复|执监|执协|执他|财保|破|破申|破终|清申|清终|强清|司惩|司惩复|认(?:港|澳|台|外|复))`
	newCase = regexp.MustCompile(caseHead + `(?:(最高法|[京津冀晋内辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新军兵])(知)?(` + knownType + `)|` +
		`(\p{Han}{1,2}\d{2}(?:\d{2})?)(知)?(\p{Han}{1,4}))` + caseTail)
	oldCase = regexp.MustCompile(caseHead + `(\p{Han}{1,8}?)((?:刑|民|行|商|经|知|执|赔|破|立|监|少|仲|海)\p{Han}{0,5})字第?` + caseTail)
)

// ParseCaseNumber reads a text that is one case number and nothing else.
func ParseCaseNumber(s string) (CaseNumber, bool) {
	s = strings.TrimSpace(s)
	found := FindCaseNumbers(s)
	if len(found) == 1 && found[0].Start == 0 && found[0].End == len(s) {
		return found[0], true
	}
	return CaseNumber{}, false
}

// FindCaseNumbers finds every case number of a text in order, repeats included.
// 文号 such as 浙高法〔2009〕120号 are not case numbers; see FindPaperNumbers.
func FindCaseNumbers(text string) []CaseNumber {
	f := foldBrackets(text)
	var all []CaseNumber
	for _, m := range newCase.FindAllStringSubmatchIndex(f.s, -1) {
		all = append(all, f.newForm(m))
	}
	for _, m := range oldCase.FindAllStringSubmatchIndex(f.s, -1) {
		all = append(all, f.oldForm(m))
	}
	slices.SortStableFunc(all, func(a, b CaseNumber) int { return a.Start - b.Start })
	var out []CaseNumber
	end := 0
	for _, c := range all {
		if c.Number > 0 && c.Year >= 1949 && c.Year <= 2199 && c.Start >= end {
			out, end = append(out, c), c.End
		}
	}
	return out
}

func (f folded) newForm(m []int) CaseNumber {
	return f.at(m, CaseNumber{Court: f.group(m, 2) + f.group(m, 5), Special: f.group(m, 3) + f.group(m, 6),
		Type: f.group(m, 4) + f.group(m, 7), Number: atoi(f.group(m, 8)), Suffix: f.group(m, 9)})
}

func (f folded) oldForm(m []int) CaseNumber {
	return f.at(m, CaseNumber{Old: true, Court: f.group(m, 2), Type: f.group(m, 3), Number: atoi(f.group(m, 4)), Suffix: f.group(m, 5)})
}

func (f folded) at(m []int, c CaseNumber) CaseNumber {
	c.Year = atoi(f.group(m, 1))
	c.Start, c.End = f.from[m[0]], f.to[m[1]-1]
	c.Raw = f.raw[c.Start:c.End]
	return c
}

func (f folded) group(m []int, i int) string {
	if m[2*i] < 0 {
		return ""
	}
	return f.s[m[2*i]:m[2*i+1]]
}

// atoi reads digits the expressions have already counted.
func atoi(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// PaperNumber is a 发文字号 such as 金检刑诉〔2024〕12号.
type PaperNumber struct {
	Organ        string
	Year, Number int
}

// String is the normal form with 〔 〕.
func (p PaperNumber) String() string {
	return fmt.Sprintf("%s〔%d〕%d号", p.Organ, p.Year, p.Number)
}

var paperNumber = regexp.MustCompile(`(\p{Han}{1,10}(?:（\p{Han}）\p{Han}{0,4})?)（([12]\d{3})）第?0*(\d{1,6})号`)

// FindPaperNumbers finds document numbers, whatever brackets the writer used. The
// organ's name is taken as far as Han characters reach and may hold words before it.
func FindPaperNumbers(text string) []PaperNumber {
	var out []PaperNumber
	for _, m := range paperNumber.FindAllStringSubmatch(foldBrackets(text).s, -1) {
		if n := atoi(m[3]); n > 0 {
			out = append(out, PaperNumber{m[1], atoi(m[2]), n})
		}
	}
	return out
}

// folded is a text with one kind of bracket, half-width digits and no white space;
// from and to lead each byte back to the source rune.
type folded struct {
	s, raw   string
	from, to []int
}

func foldBrackets(text string) folded {
	f := folded{raw: text}
	var b strings.Builder
	for i, r := range text {
		size := len(string(r))
		if r == unicode.ReplacementChar {
			size = 1
		}
		switch k := width.LookupRune(r); {
		case unicode.IsSpace(r) || unicode.Is(unicode.Cf, r):
			continue
		case strings.ContainsRune("(（〔[［【﹝〈", r):
			r = '（'
		case strings.ContainsRune(")）〕]］】﹞〉", r):
			r = '）'
		case k.Kind() == width.EastAsianFullwidth && k.Narrow() != 0:
			r = k.Narrow()
		}
		n, _ := b.WriteRune(r)
		for range n {
			f.from, f.to = append(f.from, i), append(f.to, i+size)
		}
	}
	f.s = b.String()
	return f
}
