package clue

import (
	"strings"
	"unicode/utf8"

	"hengjian/oversight/act"
)

// Summarise registers a message: the intake officer who read it writes the
// internal summary (内部摘要), classes it and names organs, units and officers.
type Summarise struct {
	ID       string   `json:"id" form:"id"`
	Title    string   `json:"title" form:"title"`
	Summary  string   `json:"summary" form:"summary"`
	Class    string   `json:"class" form:"class"`
	Organs   []string `json:"organs" form:"organs"`
	Units    []string `json:"units" form:"units"`
	Officers []string `json:"officers" form:"officers"`
	CaseNos  []string `json:"case_nos" form:"case_nos"`
	Minor    bool     `json:"minor" form:"minor"`
	Joint    int64    `json:"joint" form:"joint"`
	Campaign string   `json:"campaign" form:"campaign"`

	Needs SummaryNeeds `json:"-"`
}

// SummaryNeeds is what the office found in the text.
type SummaryNeeds struct {
	Class    bool     // the class is in the place's taxonomy today
	CaseNos  []string // 案号 parsed from the summary, in normal form
	Near     []string // near-duplicate bands of the summary
	Unknown  []string // organs, units or officers that the register does not have
	Officers []string // accounts of officers named, who are recused if they are staff
}

func (Summarise) Name() act.Name { return "clue.summarise" }
func (a Summarise) On() string   { return a.ID }

// Do registers the message.
func (a Summarise) Do(c Clue, m act.Moment) (Clue, error) {
	if err := a.check(); err != nil {
		return c, err
	}
	c.Title, c.Summary, c.Class = strings.TrimSpace(a.Title), strings.TrimSpace(a.Summary), a.Class
	c.Organs, c.Units, c.Officers = a.Organs, a.Units, a.Officers
	c.CaseNos = merge(a.CaseNos, a.Needs.CaseNos)
	c.SumNear = a.Needs.Near
	c.Minor = c.Minor || a.Minor
	if a.Joint > 0 {
		c.Joint = a.Joint
	}
	if a.Campaign != "" {
		c.Campaign = a.Campaign
	}
	return c, nil
}

func (a Summarise) check() error {
	var k act.Check
	n := utf8.RuneCountInString(strings.TrimSpace(a.Summary))
	k.Want(n >= 8, "summary", "请写内部摘要，至少 8 个字。", "Write the summary, at least 8 characters.")
	k.Want(n <= 2000, "summary", "内部摘要不超过 2000 字。", "The summary has at most 2,000 characters.")
	t := utf8.RuneCountInString(strings.TrimSpace(a.Title))
	k.Want(t >= 4 && t <= 60, "title", "标题 4 到 60 个字。", "The title has 4 to 60 characters.")
	k.Want(a.Needs.Class, "class", "请从目录里选择类别。", "Choose a class from the list.")
	for _, text := range []string{a.Title, a.Summary} {
		if bad := Decides(text); bad != "" {
			k.Want(false, "summary", "摘要里有“"+bad+"”：人大不对个案提出处理意见。是来信原话的，请写成“来信人称……”。",
				"The summary says “"+bad+"”: the congress gives no view on a case. If the sender said so, write “来信人称…”.")
			break
		}
	}
	k.Want(len(a.Needs.Unknown) == 0, "organs", "监督对象里没有："+strings.Join(a.Needs.Unknown, "、"), "Not in the register: "+strings.Join(a.Needs.Unknown, ", "))
	k.Want(len(a.Organs) <= 10 && len(a.Units) <= 20 && len(a.Officers) <= 20, "organs", "涉及的机关、单位、人员太多。", "Too many organs, units or officers.")
	return k.Err()
}

func merge(a, b []string) []string {
	seen := map[string]bool{}
	var out []string
	for _, s := range append(append([]string{}, a...), b...) {
		if s = strings.TrimSpace(s); s != "" && !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}
