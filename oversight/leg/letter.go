package leg

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"

	"hengjian/oversight/act"
	"hengjian/oversight/law"
)

// Content is the content model of the letter (转送函). Its sentences are fixed:
// what varies is number, names, days, case numbers and the outgoing summary.
type Content struct {
	Number   string   `json:"number"`
	To       string   `json:"to"`
	From     string   `json:"from"`
	Day      string   `json:"day"`
	Title    string   `json:"title"`
	Body     []string `json:"body"`
	CaseNos  []string `json:"case_nos,omitempty"`
	Outgoing string   `json:"outgoing"`
}

// LetterOf makes the letter's content model. It asks for nothing but that the
// recipient's own procedure be followed and reported (三个规定第三条、第五条：
// a letter in an organisation's name that makes demands about a case must be
// recorded as interference).
func LetterOf(l Leg, s Signed) Content {
	r, _ := law.RouteByID(l.Route)
	basis, _ := law.Cite(l.Basis)
	c := Content{Number: s.Number, To: s.To, From: s.From, Day: s.Day, Title: "关于转送有关材料的函", CaseNos: l.CaseNos, Outgoing: l.Outgoing}
	what := "现将反映“" + r.Zh + "”的材料转送你单位。"
	if len(l.CaseNos) > 0 {
		what += "材料中提到的案号：" + strings.Join(l.CaseNos, "、") + "。"
	}
	c.Body = []string{
		what,
		"依据" + basis + "，请依照法定程序处理，并通过本系统以代码反馈程序办理情况。",
		"本函不对案件事实、证据、法律适用和处理结果提出任何意见。",
		"本次转送已列入与司法机关联系登记，供你单位按照有关规定记录。请对材料内容保密，不得转给被反映的单位和人员。",
	}
	return c
}

// Hash identifies the content model.
func (c Content) Hash() string {
	j, _ := json.Marshal(c)
	sum := sha256.Sum256(j)
	return hex.EncodeToString(sum[:])
}

// issue gives the letter its number and fixes its content.
func (l *Leg) issue(m act.Moment, to, from, first, second string) {
	l.Number, l.Serial = m.Number, m.Serial
	s := Signed{Number: m.Number, Day: m.Day(), To: to, From: from, By: first, With: second}
	s.Hash = LetterOf(*l, s).Hash()
	l.Letter = s
	l.contact(m, "letter", m.Number)
}

func series(l Leg, m act.Moment) (string, string) {
	year := m.Day()[:4]
	return "leg/" + l.Place + "/" + year, m.Prefix + "监信转〔" + year + "〕%d号"
}
