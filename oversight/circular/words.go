package circular

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"hengjian/oversight/act"
	"hengjian/oversight/law"
)

// Word is a code with its words.
type Word struct{ Code, Zh, En string }

// Ways of studying a plan.
var Ways = []Word{
	{"meeting", "会议传达", "passed on at a meeting"},
	{"together", "集中学习", "studied together"},
	{"alone", "个人自学", "each by herself"},
	{"training", "专题培训", "training"},
	{"other", "其他形式", "otherwise"},
}

// Groups are the kinds of units from which people took part.
var Groups = []Word{
	{"leaders", "领导班子", "leadership"},
	{"business", "业务部门", "business divisions"},
	{"tribunal", "庭", "tribunals"},
	{"section", "科（室、处）", "sections"},
	{"squad", "队", "squads"},
	{"station", "所", "stations"},
	{"office", "综合部门", "general offices"},
	{"deputies", "代表联络站", "deputies' stations"},
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

func length(k *act.Check, field, text string, lo, hi int, zh, en string) {
	n := utf8.RuneCountInString(strings.TrimSpace(text))
	k.Want(n >= lo && n <= hi, field, zh, en)
}

// neutral refuses a text that says how a case should end, or that names one:
// what is studied is a plan about units and systems.
func neutral(k *act.Check, field, text string) {
	bad := law.DecidesCase(text)
	k.Want(bad == "", field, "文中有“"+bad+"”：这里不写对个案的处理意见。", "The text says “"+bad+"”: no view on a case is written here.")
	no := caseNo.FindString(text)
	k.Want(no == "", field, "文中有案号“"+no+"”：这里不写具体案件。", "The text has the case number “"+no+"”: no case is named here.")
}

var caseNo = regexp.MustCompile(`[（(〔\[]\s*\d{4}\s*[)）〕\]][^\s，。；]{1,24}?号`)

func reason(k *act.Check, s string) {
	length(k, "reason", s, 4, 500, "请写明理由（4 到 500 字）。", "Give the reason (4 to 500 characters).")
	neutral(k, "reason", s)
}
