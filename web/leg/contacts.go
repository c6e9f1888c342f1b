package leg

import (
	"cmp"
	"slices"

	"hengjian/gongwen"
	"hengjian/office"
	"hengjian/oversight/act"
	"hengjian/oversight/leg"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

var contactKinds = []act.Word{
	{Code: "telephone", Zh: "电话转送（紧急）", En: "telephone call (urgent)"}, {Code: "letter", Zh: "签发函件", En: "letter signed"}, {Code: "sent", Zh: "密封发送", En: "sent sealed"},
	{Code: "receipt", Zh: "对方签收", En: "received by the organ"}, {Code: "object", Zh: "对方退回", En: "returned by the organ"}, {Code: "upheld", Zh: "维持转送", En: "upheld"},
	{Code: "reroute", Zh: "改送", En: "rerouted"}, {Code: "report", Zh: "对方反馈程序进展", En: "procedure reported by the organ"}, {Code: "ask", Zh: "请补充程序信息", En: "asked for procedure"},
	{Code: "urge", Zh: "催办", En: "urged"}, {Code: "clarify", Zh: "据对方认定澄清", En: "clarified on the organ's finding"},
}

// codeText is what a contact said, in codes: there is nothing else.
func codeText(p *kit.Page, c leg.Contact) string {
	for _, list := range [][]act.Word{leg.Codes, leg.Objections, leg.Asks} {
		if w := act.WordOf(list, c.Code); act.Has(list, c.Code) {
			return p.L(w.Zh, w.En)
		}
	}
	return c.Code
}

// contactForm is the register's filter.
type contactForm struct {
	Organ string `form:"organ"`
	Since string `form:"since"`
	Until string `form:"until"`
}

type contactLine struct {
	leg.Contact
	id, number, organ, route string
}

// left reports whether a contact reached the organ: a letter signed and never
// sent did not.
func reached(l leg.Leg, c leg.Contact) bool {
	return l.Sent != "" && (c.Day >= l.Sent || c.Kind == "letter") || c.Kind == "telephone"
}

// contacts reads the register: every contact with an organ about a case.
func contacts(p *frame.Page, f contactForm) ([]contactLine, error) {
	if p.Me.Side() != "congress" || !mayRead(p.Me) {
		return nil, act.None()
	}
	since, until := matter.ReadDay(f.Since), matter.ReadDay(f.Until)
	var out []contactLine
	err := p.O.EachLeg(p.Ctx(), p.Me, office.Filter{Organ: f.Organ, Until: until}, func(l leg.Leg) error {
		for _, c := range l.Contacts {
			if reached(l, c) && (since == "" || c.Day >= since) && (until == "" || c.Day <= until) {
				out = append(out, contactLine{c, l.ID, l.Number, l.To, l.Route})
			}
		}
		return nil
	})
	slices.SortStableFunc(out, func(a, b contactLine) int { return -cmp.Compare(a.Day, b.Day) })
	return out, err
}

// Contacts (与机关就本案联系登记) lists every contact with an organ about a case,
// by organ and period, to be handed to that organ for its own record.
func Contacts(p *frame.Page) error {
	f, err := frame.Form[contactForm](p)
	if err != nil {
		return err
	}
	lines, err := contacts(p, f)
	if err != nil {
		return err
	}
	organs, err := matter.OrganOptions(p)
	if err != nil {
		return err
	}
	names := map[string]string{}
	for _, o := range organs {
		names[o.Value] = o.Label
	}
	var ids []string
	for _, l := range lines {
		ids = append(ids, l.By)
	}
	who, err := matter.People(p, ids...)
	if err != nil {
		return err
	}
	fs := kit.Filters{Fields: []kit.Field{{Name: "organ", Label: p.L("机关", "Organ"), Value: f.Organ, Options: append([]kit.Option{{Label: p.L("全部", "Any")}}, organs...)},
		{Name: "since", Label: p.L("自", "From"), Type: "date", Value: matter.ReadDay(f.Since)}, {Name: "until", Label: p.L("至", "to"), Type: "date", Value: matter.ReadDay(f.Until)}}}
	if f.Organ+f.Since+f.Until != "" {
		fs.Clear = "/contacts"
	}
	t := kit.Table{ID: "contacts", Caption: p.L("联系登记", "Contacts"), Count: matter.Count(len(lines)), Cols: []kit.Col{{Key: "day", Label: p.L("日期", "Day")}, {Key: "organ", Label: p.L("机关", "Organ")},
		{Key: "what", Label: p.L("联系", "Contact")}, {Key: "leg", Label: p.L("函件", "Letter")}, {Key: "by", Label: p.L("经手人", "By"), Narrow: true}},
		Empty: kit.Empty{Title: p.L("这一期间没有联系", "No contact in this period"), Text: p.L("每次就案件与机关的联系——转送、签收、催办、反馈——都自动登记在这里。", "Every contact with an organ about a case is entered here by itself.")}}
	const most = 500
	for _, l := range lines[:min(len(lines), most)] {
		t.Rows = append(t.Rows, kit.Row{ID: l.id + l.Day + l.Kind, URL: kind.Path(l.id), Cells: []kit.Cell{{Text: matter.Day(p.Page, l.Day)}, {Text: names[l.organ]},
			{Text: p.Page.Word(contactKinds, l.Kind), Sub: sub(p.Page, l)}, {Text: either(l.number, p.L("（未编号）", "(no number)")), Sub: route(p.Page, l.route), URL: kind.Path(l.id)}, {Text: who[l.By]}}})
	}
	if f.Organ != "" {
		t.Exports = []kit.Link{{Text: p.L("导出，交该机关记录", "Export for that organ's record"), URL: "/contacts/export.xlsx?" + p.R.URL.RawQuery}}
	}
	return p.Render(contactsPage(p, fs, t, f.Organ == "", len(lines) > most))
}

func sub(p *kit.Page, l contactLine) string {
	if l.Kind == "letter" {
		return ""
	}
	return codeText(p, l.Contact)
}

func either(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// ExportContacts writes one organ's part of the register, for its own record
// under the three provisions on interference: what, when, in whose name; nothing
// of what is behind a referral.
func ExportContacts(p *frame.Page) error {
	f, err := frame.Form[contactForm](p)
	if err != nil {
		return err
	}
	if f.Organ == "" {
		return act.Wrong("organ", "请先选择机关：登记只交给该机关自己。", "Choose the organ first: the register is handed to that organ alone.")
	}
	lines, err := contacts(p, f)
	if err != nil {
		return err
	}
	cg, _, err := p.O.CongressAt(p.O.View(p.Ctx()), p.Me.Place)
	if err != nil {
		return err
	}
	organ := matter.Name(p, "organ", f.Organ)
	front := gongwen.Front{Title: "与司法机关就案件联系登记", Lines: [][2]string{{"登记机关", cg.Name}, {"联系单位", organ}, {"期间", period(f)}, {"次数", matter.Itoa(len(lines))}, {"制表日期", act.DayOf(p.Now)},
		{"用途", "供该机关按照《领导干部干预司法活动、插手具体案件处理的记录、通报和责任追究规定》等三个规定自行记录；联系只涉及转送、签收和程序进展"}}}
	matter.Download(p, "contacts-"+act.DayOf(p.Now)+".xlsx", matter.Xlsx)
	return gongwen.WriteBook(p.W, front, gongwen.Leaf{Name: "联系登记", Cols: []gongwen.Column{{Head: "序号", Width: 8}, {Head: "日期", Width: 14}, {Head: "联系方式", Width: 24}, {Head: "内容（代码）", Width: 36}, {Head: "文号", Width: 28}, {Head: "法定程序", Width: 40}},
		Each: func(row func(...any) error) error {
			zh := &kit.Page{Lang: "zh"}
			for i, l := range slices.Backward(lines) {
				if err := row(len(lines)-i, l.Day, zh.Word(contactKinds, l.Kind), sub(zh, l), l.number, route(zh, l.route)); err != nil {
					return err
				}
			}
			return nil
		}})
}

func period(f contactForm) string {
	a, b := matter.ReadDay(f.Since), matter.ReadDay(f.Until)
	return either(a, "起") + " 至 " + either(b, "今")
}
