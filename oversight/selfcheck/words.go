package selfcheck

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"hengjian/oversight/act"
)

// Methods by which an item was looked at.
var Methods = []act.Word{
	{Code: "files", Zh: "档案台账抽查", En: "files and ledgers"},
	{Code: "dossiers", Zh: "案卷查阅", En: "dossiers"},
	{Code: "recordings", Zh: "录音录像抽看", En: "recordings"},
	{Code: "data", Zh: "数据比对", En: "data"},
	{Code: "interviews", Zh: "访谈座谈", En: "interviews"},
	{Code: "site", Zh: "现场查看", En: "on the spot"},
	{Code: "other", Zh: "其他", En: "other"},
}

// Choosings are how what was looked at was chosen.
var Choosings = []act.Word{
	{Code: "all", Zh: "全部检查", En: "all of them"},
	{Code: "random", Zh: "随机抽取", En: "at random"},
	{Code: "risk", Zh: "按风险重点抽取", En: "by risk"},
	{Code: "period", Zh: "按时段抽取", En: "by period"},
	{Code: "other", Zh: "其他方式", En: "otherwise"},
}

// Sorts of findings.
var Sorts = []act.Word{
	{Code: "unit", Zh: "单位或者制度上的问题", En: "of a unit or system"},
	{Code: "case", Zh: "具体案件中可能有错", En: "in a case"},
}

// Marks of the checker.
var Marks = []act.Word{
	{Code: "ok", Zh: "可以", En: "fine"},
	{Code: "again", Zh: "需要再查", En: "look again"},
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// neutral refuses a text that says how a case should end: what an organ found of
// a unit becomes the text of a problem.
func neutral(k *act.Check, field, text string) {
	k.NoView(field, text, "这里只写单位或者制度上的问题，不对个案提出处理意见。", "units and systems only, no view on a case.")
}

// noCase refuses a case number outside its own field.
func noCase(k *act.Check, field, text string) {
	k.NoNumber(field, text, "单位或者制度的问题不写案号；个案请另列一条，选“具体案件中可能有错”。", "enter a case as a finding of its own.")
}

func reason(k *act.Check, s string) {
	k.Reasoned(s)
	quiet(k, "reason", s)
}

// messages are words by which a reason would tell the organ that somebody
// reported: the accusation never reaches the accused.
var messages = regexp.MustCompile(`群众反映|群众举报|有人反映|反映人|举报|来信|来访|信访|投诉|控告|线索|检举`)

// quiet refuses whatever would tell the organ of a message.
func quiet(k *act.Check, field, s string) {
	neutral(k, field, s)
	noCase(k, field, s)
	bad := messages.FindString(s)
	k.Want(bad == "", field, "机关会看到这段文字，文中有“"+bad+"”：不能让机关知道是否有人反映。请只写希望再查什么。", "The organ reads this; it says “"+bad+"”. Nothing may tell the organ whether anybody reported; say only what to look at again.")
}

// Thin reports whether a statement says too little: too short, or the same words
// over and over.
func Thin(s string) bool {
	var rs []rune
	seen, pairs := map[rune]bool{}, map[[2]rune]bool{}
	for _, r := range s {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			continue
		}
		if n := len(rs); n > 0 {
			pairs[[2]rune{rs[n-1], r}] = true
		}
		rs = append(rs, r)
		seen[r] = true
	}
	return len(rs) < 20 || len(seen) < 12 || len(pairs)*5 < (len(rs)-1)*3
}

// alike reports whether two statements say the same but for blanks and marks.
func alike(a, b string) bool { return bare(a) == bare(b) }

func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}
