package clue

import (
	"fmt"
	"strings"

	"hengjian/lexis"
	"hengjian/oversight/act"
	"hengjian/oversight/clue"
	"hengjian/oversight/law"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// summaryForm is what the summary's page shows besides its fields.
type summaryForm struct {
	title, summary, class, cases, joint, campaign, reason kit.Field
	minor                                                 kit.Field
	organs, units, officers                               picker
	hints                                                 []hint
	parsed                                                []string
	boxes                                                 []box
	amend                                                 bool
}

// hint is a suggested class with its reason.
type hint struct{ name, why string }

// picker looks things up in the register without JavaScript: a search field,
// and what was found or chosen as boxes to tick.
type picker struct {
	query, found kit.Field
	none         bool
}

// summarise (登记摘要, 更正摘要) registers the message.
func summarise(d *doing) error {
	now := clue.Summarise{Title: d.c.Title, Summary: d.c.Summary, Class: d.c.Class, Organs: d.c.Organs, Units: d.c.Units, Officers: d.c.Officers,
		CaseNos: d.c.CaseNos, Minor: d.c.Minor, Joint: max(d.c.Joint, 1), Campaign: d.c.Campaign}
	if !d.Post() {
		f, err := summaryFields(d, now)
		if err != nil {
			return err
		}
		return d.Render(summaryPage(d, f))
	}
	var in clue.AmendSummary
	bad := kit.Decode(d.R, &in)
	f, err := summaryFields(d, in.Summarise)
	if err != nil {
		return err
	}
	if d.R.PostFormValue("find") != "" {
		return d.Refill(summaryPage(d, f))
	}
	in.ID = d.c.ID
	if bad == nil {
		in.CaseNos, bad = caseNumbers(d.R.PostFormValue("case_nos"))
	}
	if bad == nil {
		bad = d.overtaken()
	}
	if bad == nil {
		bad = d.keepSummary(in)
	}
	if bad != nil {
		return d.Again(summaryPage(d, f), bad)
	}
	return d.GoSaying(path(d.c.ID), "摘要已登记。", "The summary is registered.")
}

func (d *doing) keepSummary(in clue.AmendSummary) error {
	var err error
	if d.verb == "amend_summary" {
		_, err = d.Do(&in)
	} else {
		_, err = d.Do(&in.Summarise)
	}
	return err
}

// caseNumbers reads what was typed in the case numbers' field.
func caseNumbers(s string) ([]string, error) {
	var out []string
	for _, n := range lexis.FindCaseNumbers(s) {
		out = append(out, n.String())
	}
	if strings.TrimSpace(s) != "" && len(out) == 0 {
		return nil, act.Wrong("case_nos", "没有认出案号，例如（2026）明01刑终12号；不知道的可以不填。", "No case number was recognised, such as (2026)明01刑终12号; leave it empty if unknown.")
	}
	return out, nil
}

func summaryFields(d *doing, a clue.Summarise) (summaryForm, error) {
	f := summaryForm{amend: d.verb == "amend_summary",
		title:   kit.Field{Name: "title", Label: d.L("标题", "Title"), Hint: d.L("一句话，4 到 60 字；不写反映人。", "One line, 4 to 60 characters; nothing of the sender."), Value: a.Title, Max: 60},
		summary: kit.Field{Name: "summary", Label: d.L("内部摘要", "Summary"), Hint: d.L("用“来信人称……”转述；删去能认出反映人的姓名、关系、住址、联系方式。案号会自动识别。", "Report as “来信人称…”; leave out names, relations, addresses. Case numbers are recognised."), Value: a.Summary, Max: 2000, Rows: 8},
		cases:   kit.Field{Name: "case_nos", Label: d.L("其他案号", "Other case numbers"), Hint: d.L("摘要里没有写到的，多个用顿号隔开。", "Not in the summary; several with commas."), Value: strings.Join(a.CaseNos, "、"), Optional: true},
		joint:   kit.Field{Name: "joint", Label: d.L("联名人数", "Joint senders"), Value: fmt.Sprint(max(a.Joint, 1)), Type: "number", Width: "s", Unit: d.L("人", "people")},
		minor:   kit.Field{Name: "minor", Label: d.L("有未成年人受害或被提到", "A minor is harmed or named")},
		reason:  kit.Field{Name: "reason", Label: d.L("更正理由", "Reason for amending"), Max: 500}}
	if a.Minor {
		f.minor.Values = []string{"1"}
	}
	chosen := a.Class
	if chosen == "" {
		chosen = d.c.Suggest
	}
	f.class = kit.Field{Name: "class", Label: d.L("类别", "Class"), Value: chosen, Width: "m", Options: append([]kit.Option{{Value: "", Label: d.L("请选择", "Choose")}}, classTree(d.Page, false)...)}
	f.hints = hints(d.Page, d.c, a.Title+"\n"+a.Summary)
	for _, n := range lexis.FindCaseNumbers(a.Title + "\n" + a.Summary) {
		f.parsed = append(f.parsed, n.String())
	}
	if err := f.campaigns(d, a.Campaign); err != nil {
		return f, err
	}
	var err error
	if f.organs, err = pickerOf(d, "organ", "organs", d.L("机关", "Organs"), a.Organs); err != nil {
		return f, err
	}
	if f.units, err = pickerOf(d, "unit", "units", d.L("单位（庭科队所）", "Units"), a.Units); err != nil {
		return f, err
	}
	if f.officers, err = pickerOf(d, "officer", "officers", d.L("人员", "Officers"), a.Officers); err != nil {
		return f, err
	}
	f.boxes, err = nowReadable(d.Page, d.c)
	return f, err
}

func (f *summaryForm) campaigns(d *doing, now string) error {
	cs, err := d.O.CampaignsAt(d.Ctx(), d.c.Place)
	if len(cs) == 0 {
		return err
	}
	f.campaign = kit.Field{Name: "campaign", Label: d.L("专项监督", "Campaign"), Value: now, Width: "m", Optional: true, Options: []kit.Option{{Value: "", Label: d.L("不属于", "none")}}}
	for _, c := range cs {
		if c.Takes() || c.ID == now {
			f.campaign.Options = append(f.campaign.Options, kit.Option{Value: c.ID, Label: c.Name})
		}
	}
	return err
}

// hints suggest classes: the model's word at intake, then the words of the
// summary, each with its reason. A person decides.
func hints(p *frame.Page, c clue.Clue, text string) (out []hint) {
	if c.Suggest != "" {
		out = append(out, hint{matter.Class(p, c.Suggest), p.L("收到时自动提示，", "suggested at intake, ") + say(p.Page, bands, c.Band)})
	}
	for i, m := range p.O.Taxonomy(c.Place).ByWords(text, c.Place, law.DayOf(p.Now)) {
		if i < 4 && m.Code != c.Suggest {
			out = append(out, hint{matter.Class(p, m.Code), p.L("摘要里有“"+strings.Join(m.Words, "”“")+"”", "the summary says “"+strings.Join(m.Words, "”, “")+"”")})
		}
	}
	return out
}

func pickerOf(d *doing, kind, name, label string, chosen []string) (picker, error) {
	q := d.R.PostFormValue(kind + "_q")
	out := picker{query: kit.Field{Name: kind + "_q", Label: label},
		found: kit.Field{Name: name, Label: d.L("选择"+label, "Choose: "+label), Values: chosen, Optional: true}}
	rows, err := d.O.Titles(d.Ctx(), d.Me, kind, chosen)
	if err != nil {
		return out, err
	}
	seen := map[string]bool{}
	for _, id := range chosen {
		if r, ok := rows[id]; ok {
			seen[id] = true
			out.found.Options = append(out.found.Options, kit.Option{Value: id, Label: r.Title})
		}
	}
	more, err := d.O.Pick(d.Ctx(), d.Me, kind, q, 12)
	for _, r := range more {
		if !seen[r.ID] {
			out.found.Options = append(out.found.Options, kit.Option{Value: r.ID, Label: r.Name, Hint: r.Sub})
		}
	}
	out.none = q != "" && len(more) == 0
	return out, err
}
