package selfcheck

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"hengjian/oversight/act"
	"hengjian/oversight/law"
)

// Word is a code with its words.
type Word struct{ Code, Zh, En string }

// Methods by which an item was looked at.
var Methods = []Word{
	{"files", "档案台账抽查", "files and ledgers"},
	{"dossiers", "案卷查阅", "dossiers"},
	{"recordings", "录音录像抽看", "recordings"},
	{"data", "数据比对", "data"},
	{"interviews", "访谈座谈", "interviews"},
	{"site", "现场查看", "on the spot"},
	{"other", "其他", "other"},
}

// Choosings are how what was looked at was chosen.
var Choosings = []Word{
	{"all", "全部检查", "all of them"},
	{"random", "随机抽取", "at random"},
	{"risk", "按风险重点抽取", "by risk"},
	{"period", "按时段抽取", "by period"},
	{"other", "其他方式", "otherwise"},
}

// Sorts of findings.
var Sorts = []Word{
	{"unit", "单位或者制度上的问题", "of a unit or system"},
	{"case", "具体案件中可能有错", "in a case"},
}

// Marks of the checker.
var Marks = []Word{
	{"ok", "可以", "fine"},
	{"again", "需要再查", "look again"},
}

// Has reports whether a code is among the words.
func Has(list []Word, code string) bool {
	return slices.ContainsFunc(list, func(w Word) bool { return w.Code == code })
}

// WordOf is the word of a code.
func WordOf(list []Word, code string) Word {
	for _, w := range list {
		if w.Code == code {
			return w
		}
	}
	return Word{code, code, code}
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// length wants a text of lo to hi characters.
func length(k *act.Check, field, text string, lo, hi int, zh, en string) {
	n := utf8.RuneCountInString(strings.TrimSpace(text))
	k.Want(n >= lo && n <= hi, field, zh, en)
}

// neutral refuses a text that says how a case should end: what an organ found of
// a unit becomes the text of a problem.
func neutral(k *act.Check, field, text string) {
	bad := law.DecidesCase(text)
	k.Want(bad == "", field, "文中有“"+bad+"”：这里只写单位或者制度上的问题，不对个案提出处理意见。", "The text says “"+bad+"”: units and systems only, no view on a case.")
}

var caseNo = regexp.MustCompile(`[（(〔\[]\s*\d{4}\s*[)）〕\]][^\s，。；]{1,24}?号`)

// noCase refuses a case number outside its own field.
func noCase(k *act.Check, field, text string) {
	no := caseNo.FindString(text)
	k.Want(no == "", field, "文中有案号“"+no+"”：单位或者制度的问题不写案号；个案请另列一条，选“具体案件中可能有错”。", "The text has the case number “"+no+"”: enter a case as a finding of its own.")
}

func reason(k *act.Check, s string) {
	length(k, "reason", s, 4, 500, "请写明理由（4 到 500 字）。", "Give the reason (4 to 500 characters).")
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
