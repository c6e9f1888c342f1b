// Package clue is the pages about messages of the public (群众反映): the list,
// one message with its next act, the acts' forms, staff entry of letters and
// visits, and the papers printed from it.
package clue

import (
	"slices"
	"strings"

	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/clue"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// load reads the message that the path names, within the person's reach.
func load(p *frame.Page) (clue.Clue, error) {
	return office.Item(p.Ctx(), p.O, p.Me, office.Clues, p.R.PathValue("id"))
}

func path(id string, more ...string) string {
	return "/clues/" + strings.Join(append([]string{id}, more...), "/")
}

// word is a code with its text in both languages.
type word struct{ code, zh, en string }

func say(p *kit.Page, set []word, code string) string {
	for _, w := range set {
		if w.code == code {
			return p.L(w.zh, w.en)
		}
	}
	return code
}

func options(p *kit.Page, set []word) (out []kit.Option) {
	for _, w := range set {
		out = append(out, kit.Option{Value: w.code, Label: p.L(w.zh, w.en)})
	}
	return out
}

var channels = []word{
	{"web", "网上", "online"}, {"letter", "来信", "letter"}, {"visit", "来访", "visit"}, {"phone", "来电", "telephone"},
	{"deputy", "代表转来", "through a deputy"}, {"handed_over", "其他机关转来", "handed over"}, {"import", "导入", "import"},
}

var kinds = []word{
	{"police", "公安", "police"}, {"procuratorate", "检察院", "procuratorate"}, {"court", "法院", "court"}, {"justice", "司法行政", "justice administration"},
	{"supervision", "监委", "supervisory commission"}, {"congress", "人大机关工作人员或代表", "the congress's own staff or deputies"}, {"unsure", "不清楚", "not sure"},
}

var outcomes = []word{
	{"refer", "转送有权机关依法处理", "refer to the competent organ"}, {"tell_party", "告知当事人依法定程序提出", "tell the party which procedure is theirs"},
	{"other_level", "告知向有权的其他层级机关提出", "tell the party which other level is competent"}, {"opinion", "留作监督工作意见", "keep as an opinion on the organ's work"},
	{"statistics", "仅作统计", "count only"}, {"lower", "转下级人大信访机构", "forward to the lower committee"},
}

var bands = []word{{"high", "把握较大", "high confidence"}, {"medium", "把握一般", "medium confidence"}, {"low", "把握较小", "low confidence"}}

// handles reports whether the person works on messages: class and named
// officers are for handlers' eyes only.
func handles(who access.Person, c *act.Head) bool {
	return c.Has(who.ID, "handler") || c.Audience == "diverted" ||
		slices.ContainsFunc([]act.Role{access.Intake, access.Clerk, access.Director, access.Vice}, who.Has)
}

func pill(p *kit.Page, state string) kit.State { return matter.Pill(p, &clue.Life, state) }

func crumbs(p *kit.Page, c clue.Clue) []kit.Link {
	return []kit.Link{{Text: p.L("群众反映", "Clues"), URL: "/clues"}, {Text: c.Number, URL: path(c.ID)}}
}

// title is what a message is called before and after it was summarised.
func title(p *kit.Page, c clue.Clue) string {
	switch {
	case c.State == "withheld":
		return p.L("（涉密转出）", "(withheld as secret)")
	case c.Title == "":
		return p.L("（待登记摘要）", "(not yet summarised)")
	}
	return c.Title
}
