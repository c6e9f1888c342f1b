package summary

import (
	"strings"

	"github.com/a-h/templ"

	"hengjian/gongwen"
	"hengjian/office"
	"hengjian/oversight/act"
	"hengjian/oversight/summary"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// List (总结) lists the reports.
func List(p *frame.Page) error {
	if !Shows(p.Me) {
		return act.None()
	}
	m, err := p.O.List(p.Ctx(), p.Me, office.Filter{Kinds: []string{"summary"}}, matter.Cursor(p), matter.PageSize)
	if err != nil {
		return err
	}
	h := kit.Head{Title: p.L("总结", "Summaries"), Print: true}
	if (matter.Birth{Life: &summary.Life, Do: "summary.begin"}).May(p) {
		h.Actions = []kit.Link{{Text: p.L("起草总结", "Draft a summary"), URL: "/summaries/new"}, {Text: p.L("起草汇报稿", "Draft a report to the council"), URL: "/summaries/new?sort=report"}}
	}
	t := kit.Table{ID: "summaries", Caption: h.Title, Cols: []kit.Col{{Label: p.L("总结、汇报稿", "Summary or report")}, {Label: p.L("状态", "State")}, {Label: p.L("起草日期", "Drafted"), Narrow: true}},
		Empty: kit.Empty{Title: p.L("还没有总结", "No summaries yet"), Text: p.L("专项转入总结以后，从记录里计数起草；每个数字都能打开它所数的清单。", "Once a campaign is summing up its report is drafted from the record; every number opens the list it counts.")}}
	for _, r := range m.Rows {
		st := matter.Pill(p.Page, &summary.Life, r.State)
		t.Rows = append(t.Rows, kit.Row{ID: r.Subject, URL: kind.Path(r.Subject), Cells: []kit.Cell{{Text: p.TitleOf(r), URL: kind.Path(r.Subject)}, {State: &st}, {Text: matter.Day(p.Page, r.Opened)}}})
	}
	return p.Render(listPage(p, h, t))
}

// New (起草总结) counts and drafts.
func New(p *frame.Page) error {
	b := matter.Birth{Life: &summary.Life, Do: "summary.begin", List: kind.List(p.Page), Cancel: "/summaries"}
	if !b.May(p) {
		return b.Refuse()
	}
	cs, err := p.O.CampaignsFor(p.Ctx(), p.Me)
	if err != nil {
		return err
	}
	sort := p.R.FormValue("sort")
	if sort != summary.Report {
		sort = ""
	}
	if b.Form.Wide = sortTabs(p, sort); sort == summary.Report {
		b.Cancel += "?sort=report"
	}
	f := kit.Field{Name: "campaign", Label: p.L("哪个专项", "Which campaign"), Value: p.R.URL.Query().Get("campaign")}
	for _, c := range cs {
		if c.Place == p.Me.Place && (c.State == "summing_up" || sort == summary.Report && c.Runs()) {
			f.Options = append(f.Options, kit.Option{Value: c.ID, Label: c.Name})
		}
	}
	if len(f.Options) == 0 && sort == summary.Report {
		f.Hint = p.L("没有印发以后、结束以前的专项。", "No campaign is sent out and not yet concluded.")
	} else if len(f.Options) == 0 {
		f.Hint = p.L("没有正在总结的专项：先在专项页面“转入总结”。", "No campaign is summing up: turn one to its summing up first.")
	}
	b.Form.Fields = []matter.Field{{As: matter.Hidden, Field: kit.Field{Name: "sort", Value: sort}}, {As: matter.Radios, Field: f}}
	if !p.Post() {
		return b.Show(p, nil)
	}
	var a summary.Begin
	if err := b.Read(p, &a); err != nil {
		return b.Show(p, err)
	}
	ans, err := p.Do(&a)
	if err != nil {
		return b.Show(p, err)
	}
	return p.GoSaying(kind.Path(ans.Subject), "已按记录计数并起草各章。", "Counted from the record; each section is drafted.")
}

// sortTabs chooses which of the two is drafted.
func sortTabs(p *frame.Page, here string) templ.Component {
	var tabs []kit.Link
	for _, w := range summary.Sorts {
		u := "/summaries/new"
		if w.Code != "" {
			u += "?sort=" + w.Code
		}
		tabs = append(tabs, kit.Link{Text: p.L(w.Zh, w.En), URL: u, On: w.Code == here})
	}
	return kit.Tabs(tabs)
}

type view struct {
	p      *frame.Page
	s      summary.Summary
	next   matter.Next
	events []kit.Event
}

// Show (总结) is the report as it stands.
func Show(p *frame.Page) error {
	raw, s, err := kind.Get(p)
	if err != nil {
		return err
	}
	v := view{p: p, s: s}
	if v.next, err = kind.NextOf(p, raw); err != nil {
		return err
	}
	if v.events, err = matter.Events(p, &summary.Life, &s.Head, nil); err != nil {
		return err
	}
	h := kit.Head{Title: kind.Name(p.Page, s), Sub: p.L("数字计于 ", "Counted on ") + matter.Day(p.Page, s.Counted), Crumbs: []kit.Link{kind.List(p.Page)}, States: []kit.State{matter.Pill(p.Page, &summary.Life, s.State)}, Print: true,
		Actions: []kit.Link{{Text: p.L("下载 docx", "Download docx"), URL: kind.Path(s.ID, "report.docx")}}}
	return p.Render(showPage(v, h))
}

// tiles are the figures of a section; each opens its list.
func (v view) tiles(part string) []kit.Stat { return v.stats(part, false) }

// acts are how many acts were done, kind by kind: one tile of each would bury
// the figures that the report speaks of.
func (v view) acts(part string) []kit.Stat { return v.stats(part, true) }

func (v view) stats(part string, acts bool) (out []kit.Stat) {
	for _, f := range v.s.Figures.In(part) {
		if strings.HasPrefix(f.Key, "acts:") != acts {
			continue
		}
		st := kit.Stat{Label: v.p.L(f.Zh, f.En), Number: v.s.Figures.Show(f.Key, false, v.p.Lang == "en"), Sub: v.rate(f)}
		if _, _, ok := office.FigureFilter(f.Key, v.s.Campaign); ok {
			st.URL = kind.Path(v.s.ID, "figures", f.Key)
		}
		out = append(out, st)
	}
	return out
}

func (v view) rate(f summary.Figure) string {
	if f.Of == "" {
		return ""
	}
	return v.s.Figures.Rate(f.Key, false)
}

func (v view) text(part string) string { return v.s.Figures.Fill(v.s.Text(part), false) }

func (v view) edit(part string) []kit.Link {
	if v.s.State != "drafting" {
		return nil
	}
	for _, a := range v.next.Can {
		if strings.HasSuffix(a.URL, "/write") {
			return []kit.Link{{Text: v.p.L("修改", "Write"), URL: a.URL + "?part=" + part}}
		}
	}
	return nil
}

// compared is the count of the campaign before beside this one's, by the same
// specs. It is for information: themes and lengths differ.
func (v view) compared() kit.Table {
	t := kit.Table{ID: "compared", Caption: v.p.L("用同样的口径计数", "Counted by the same specs"), Cols: []kit.Col{{Label: v.p.L("项目", "Figure")}, {Label: v.p.L("本次", "This one"), Num: true}, {Label: v.s.PrevName, Num: true}}}
	for _, f := range v.s.Figures {
		if was, ok := v.s.PrevCount.Get(f.Key); ok {
			t.Rows = append(t.Rows, kit.Row{ID: f.Key, Cells: []kit.Cell{{Text: v.p.L(f.Zh, f.En)}, {Text: matter.Itoa(f.N)}, {Text: matter.Itoa(was.N)}}})
		}
	}
	return t
}

// annexed are the lists that the text of a section points to.
func annexed(s summary.Summary, part string) (out []gongwen.Block) {
	table := gongwen.Block{Kind: gongwen.Table, Header: 1}
	row := func(cells ...string) {
		var r []gongwen.Cell
		for _, c := range cells {
			r = append(r, gongwen.Cell{Text: c, Head: len(table.Rows) == 0})
		}
		table.Rows = append(table.Rows, r)
	}
	switch {
	case part == "compare" && len(s.PrevCount) > 0:
		table.Widths = []int{4, 1, 2}
		row("项目", "本次", s.PrevName)
		for _, f := range s.Figures {
			if was, ok := s.PrevCount.Get(f.Key); ok {
				row(f.Zh, matter.Itoa(f.N), matter.Itoa(was.N))
			}
		}
	case part == "open" && len(s.Handed) > 0:
		table.Widths = []int{2, 5}
		row("编号", "问题")
		for _, x := range s.Handed {
			row(x.Number, x.Title)
		}
	case part == "achievements" && len(s.Results) > 0:
		table.Widths = []int{4, 3}
		row("成效", "在哪里可以查到")
		for _, x := range s.Results {
			row(x.Title, x.Source)
		}
	case part == "worked" && len(s.Cited) > 0:
		table.Widths = []int{4, 3}
		row("经验", "来自")
		for _, x := range s.Cited {
			row(x.Title, x.From)
		}
	default:
		return nil
	}
	return append(out, table)
}

func (v view) checked(c summary.Case) kit.State {
	if c.Confirmed == "" {
		return kit.State{Word: v.p.L("待另一人核对", "to be checked by another"), Tone: kit.Warn}
	}
	return kit.State{Word: v.p.L("已核对", "checked"), Tone: kit.OK}
}

// Figure (数字的清单) lists exactly what a figure counts now.
func Figure(p *frame.Page) error {
	_, s, err := kind.Get(p)
	if err != nil {
		return err
	}
	key := p.R.PathValue("key")
	f, ok := s.Figures.Get(key)
	if !ok {
		return act.None()
	}
	m, n, err := p.O.FigureList(p.Ctx(), p.Me, key, s.Campaign, matter.Cursor(p), matter.PageSize)
	if err != nil {
		return err
	}
	t := kit.Table{ID: "figure", Caption: p.L(f.Zh, f.En), Count: matter.Itoa(n), Cols: []kit.Col{{Label: p.L("事项", "Matter")}, {Label: p.L("状态", "State")}}, Empty: kit.Empty{Title: p.L("现在没有", "None now")}}
	for _, r := range m.Rows {
		st := p.StateOf(r.Kind, r.State)
		u := frame.URLOf(r.Kind, r.Subject)
		t.Rows = append(t.Rows, kit.Row{ID: r.Subject, URL: u, Cells: []kit.Cell{{Text: p.TitleOf(r), Sub: r.Number, URL: u}, {State: &st}}})
	}
	if m.Next != "" {
		t.Next = p.Keep("after", m.Next)
	}
	if m.Prev != "" {
		t.Prev = p.Keep("before", m.Prev)
	}
	h := kit.Head{Title: p.L(f.Zh, f.En), Sub: p.L("总结里的数字："+matter.Itoa(f.N)+"，计于 ", "In the report: "+matter.Itoa(f.N)+", counted on ") + matter.Day(p.Page, f.Day), Crumbs: []kit.Link{kind.List(p.Page), {Text: kind.Name(p.Page, s), URL: kind.Path(s.ID)}}, Print: true}
	return p.Render(listPage(p, h, t))
}

// changesCard shows what a new count would change; nothing is put in silently.
func changes(p *frame.Page, s summary.Summary) []summary.Change {
	now, err := p.O.CountNow(p.Ctx(), p.Me, s.Campaign)
	if err != nil {
		return nil
	}
	return summary.Changes(s.Figures, now)
}

// Docx (总结文件) is the report as a paper.
func Docx(p *frame.Page) error {
	_, s, err := kind.Get(p)
	if err != nil {
		return err
	}
	cg, _, err := p.O.CongressAt(p.O.View(p.Ctx()), s.Place)
	if err != nil {
		return err
	}
	doc := gongwen.Paper{Kind: gongwen.NoticeForm, Organ: cg.Name, Title: s.Title, Signer: cg.Name, Note: "数字计于 " + s.Counted}
	for _, w := range s.Sections() {
		text := s.Figures.Fill(s.Text(w.Code), false)
		if w.Code == "cases" {
			for _, c := range s.Cases {
				if c.Confirmed != "" {
					text += "\n" + c.Text
				}
			}
		}
		if strings.TrimSpace(text) == "" {
			continue
		}
		doc.Body = append(doc.Body, gongwen.Block{Kind: gongwen.Heading, Level: 1, Text: w.Zh})
		for _, l := range strings.Split(text, "\n") {
			if strings.TrimSpace(l) != "" {
				doc.Body = append(doc.Body, gongwen.Block{Kind: gongwen.Paragraph, Text: l})
			}
		}
		doc.Body = append(doc.Body, annexed(s, w.Code)...)
	}
	matter.Download(p, s.Title+".docx", matter.Docx)
	_, err = p.W.Write(gongwen.Docx(doc))
	return err
}

// Life (流程图) draws where it stands.
func Life(p *frame.Page) error {
	s, _, err := kind.Get(p)
	if err != nil {
		return err
	}
	d, err := matter.Drawing(p, &summary.Life, &s.Head, "drafting", nil)
	if err != nil {
		return err
	}
	return p.Render(matter.LifePage(p, kit.Head{Title: d.Title, Crumbs: []kit.Link{kind.List(p.Page), {Text: kind.Name(p.Page, s), URL: kind.Path(s.ID)}}, Print: true}, d))
}
