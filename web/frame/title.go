package frame

import (
	"strings"

	"hengjian/office"
	"hengjian/oversight/casebook"
	"hengjian/oversight/imports"
	"hengjian/oversight/law"
	"hengjian/oversight/lead"
	"hengjian/oversight/opening"
	"hengjian/oversight/organ"
	"hengjian/web/kit"
)

// TitleOf is the title of a matter. Titles are data and stay Chinese, except
// those the program made itself.
func (p *Page) TitleOf(r office.Row) string { return TitleOf(p.Page, r) }

// SayTitle is the title of a subject at hand, as TitleOf says it in lists.
func SayTitle(p *kit.Page, kind, title string) string {
	return TitleOf(p, office.Row{Kind: kind, Title: title})
}

// TitleOf is Page.TitleOf where only the language is at hand.
func TitleOf(p *kit.Page, r office.Row) string {
	if p.Lang != "en" {
		return r.Title
	}
	if made := madeTitles[r.Kind]; made != nil {
		if en := made(r); en != "" {
			return en
		}
	}
	return r.Title
}

// madeTitles say in English, by kind, the titles that the program made; "" is a
// title of some other make, shown as it is.
var madeTitles = map[string]func(office.Row) string{
	"clue": func(r office.Row) string {
		return map[string]string{"（待登记摘要）": "(to be registered)", "（涉密转出）": "(taken out as a state secret)"}[r.Title]
	},
	"circular": func(r office.Row) string {
		return around(r.Title, "《", "》方案印发通知", "Plan sent out: ", "")
	},
	"leg": func(r office.Row) string {
		for _, x := range law.Routes {
			if r.Title == "转送："+x.Zh {
				return "Referral: " + x.En
			}
		}
		return ""
	},
	"correction": func(r office.Row) string {
		for _, w := range organ.Amendable {
			if en := around(r.Title, "更正登记：", "的"+w.Zh, "Correct the entry of ", ": "+w.En); en != "" {
				return en
			}
		}
		return ""
	},
	"handover": func(r office.Row) string {
		return around(r.Title, "", "的工作交接", "Hand-over of the work of ", "")
	},
	"roster": func(r office.Row) string {
		return around(r.Title, "请提供分案规则和名册（", "）", "Assignment rules and rosters (", ")")
	},
	"selfcheck":   func(r office.Row) string { return around(r.Title, "自查：", "", "Self-inspection: ", "") },
	"clausecheck": func(r office.Row) string { return around(r.Title, "逐条检查：", "", "Clause by clause: ", "") },
	"review":      func(r office.Row) string { return around(r.Title, "评查卷 ", "", "File ", "") },
	"lead": func(r office.Row) string {
		for _, w := range lead.Kinds {
			if en := around(r.Title, w.Zh+"（", "）", w.En+" (", ")"); en != "" {
				return en
			}
		}
		return ""
	},
	"warning": func(r office.Row) string {
		w, _ := casebook.WarnRuleOf(r.Class)
		x, ok := casebook.RuleOf(w.Rule)
		if unit, ok2 := strings.CutSuffix(r.Title, x.Zh); ok && ok2 {
			return strings.Replace(unit, "：", ": ", 1) + x.En
		}
		return ""
	},
	"summary": func(r office.Row) string {
		if en := around(r.Title, "关于", "进展情况的汇报", "Report on ", ""); en != "" {
			return en
		}
		return around(r.Title, "", "总结", "Summary of ", "")
	},
	"edition": func(r office.Row) string { return around(r.Title, "第 ", " 版", "Edition ", "") },
	"opening": func(r office.Row) string {
		for _, x := range opening.Purposes {
			if r.Title == "拆封身份："+x.Zh {
				return "Opening of an identity: " + x.En
			}
		}
		return map[string]string{"拆封身份": "Opening of an identity"}[r.Title]
	},
	"import": func(r office.Row) string {
		if _, en := imports.Text(r.Class); en != "" {
			return "Import: " + en
		}
		return ""
	},
}

// around is what stands between two texts, between two others; "" where the
// title is not made so.
func around(title, before, after, enBefore, enAfter string) string {
	s, ok := strings.CutPrefix(title, before)
	if s, ok2 := strings.CutSuffix(s, after); ok && ok2 && s != "" {
		return enBefore + s + enAfter
	}
	return ""
}
