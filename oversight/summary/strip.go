package summary

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Known is a name that must not stand in a typical case, and what stands
// instead: a unit becomes 某派出所, an officer 某民警.
type Known struct {
	Name string
	As   string
}

// patterns are what is struck out by its form alone.
var patterns = []struct {
	re *regexp.Regexp
	as string
}{
	{regexp.MustCompile(`[（(〔\[【]\s*[12]\d{3}\s*[)）〕\]】][^\s，。；、：“”]{1,24}?号`), "某案"},
	{regexp.MustCompile(`[1-9]\d{5}(19|20)\d{2}(0[1-9]|1[0-2])([0-2]\d|3[01])\d{3}[\dXx]`), "某身份证号"},
	{regexp.MustCompile(`1[3-9]\d[- ]?\d{4}[- ]?\d{4}`), "某电话"},
	{regexp.MustCompile(`[\p{Han}]{2,8}(县|区|市)人民(法院|检察院)`), "某${2}"},
	{regexp.MustCompile(`[\p{Han}]{2,6}?(派出所|看守所|司法所|人民法庭)`), "某$1"},
	{regexp.MustCompile(`(\d{4})年\d{1,2}月\d{1,2}日`), "$1年某日"},
	{regexp.MustCompile(`(当事人|被告人|嫌疑人|申诉人|申请人|证人|被害人|民警|法官|检察官|干警|所长|庭长|队长|支队长|大队长|局长|院长|检察长|科长)[\p{Han}]某{0,2}[某甲乙丙丁]`), "${1}某"},
}

// kept are words that end like a unit but name a kind of unit.
var kept = []string{"各派出所", "基层派出所", "该派出所", "本派出所", "某派出所", "有的派出所", "部分派出所", "有关派出所", "某看守所", "该看守所", "某司法所", "该司法所", "某人民法庭", "该人民法庭"}

// Deidentify takes out of a case what could tell whose it is: names of organs,
// units and officers from the register, case numbers, identity numbers,
// telephones and exact days. It says what it struck out. A rule cannot know
// everything, so a second person reads it before it is used.
func Deidentify(text string, known []Known) (clean string, struck []string) {
	known = slices.Clone(known)
	slices.SortStableFunc(known, func(a, b Known) int { return utf8.RuneCountInString(b.Name) - utf8.RuneCountInString(a.Name) }) // 明州市公安局北仓派出所 before 明州市公安局
	for _, k := range known {
		if utf8.RuneCountInString(k.Name) < 2 || !strings.Contains(text, k.Name) {
			continue
		}
		text = strings.ReplaceAll(text, k.Name, k.As)
		struck = append(struck, k.Name)
	}
	for _, p := range patterns {
		text = p.re.ReplaceAllStringFunc(text, func(s string) string {
			if slices.Contains(kept, s) || generic(s) {
				return s
			}
			struck = append(struck, s)
			return p.re.ReplaceAllString(s, p.as)
		})
	}
	return strings.TrimSpace(text), struck
}

// generic reports that what looks like a unit's name begins with a word that
// names no unit in particular.
func generic(s string) bool {
	for _, w := range []string{"某", "各", "该", "基层", "部分", "有的", "有关", "全市", "一些", "多个", "个别", "上述", "辖区", "所属"} {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}
