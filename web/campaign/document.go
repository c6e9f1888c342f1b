package campaign

import (
	"errors"
	"slices"
	"strings"

	"hengjian/gongwen"
	"hengjian/oversight/act"
	"hengjian/oversight/campaign"
	"hengjian/oversight/taxon"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

var sortZh = map[string][2]string{"police": {"公安机关", "police"}, "procuratorate": {"检察机关", "procuratorates"}, "court": {"审判机关", "courts"}, "justice": {"司法行政机关", "justice bureaus"}}

var sortCodes = []string{"police", "procuratorate", "court", "justice"}

func sortOptions(p *frame.Page) (out []kit.Option) {
	for _, c := range sortCodes {
		out = append(out, kit.Option{Value: c, Label: p.L(sortZh[c][0], sortZh[c][1])})
	}
	return out
}

func whoOptions(p *frame.Page) []kit.Option {
	return []kit.Option{{Label: p.L("下级人大和司法机关", "committees below and organs")}, {Value: "committees", Label: p.L("下级人大", "committees below")}, {Value: "organs", Label: p.L("司法机关", "organs")}}
}

func whoText(p *kit.Page, who string) string {
	switch who {
	case "committees":
		return p.L("下级人大", "committees below")
	case "organs":
		return p.L("司法机关", "organs")
	}
	return p.L("下级人大和司法机关", "committees and organs")
}

// section is one chapter of the plan as a document.
type section struct {
	title string
	paras []string // without numbers
	items []string // numbered （一）
}

// chapters are the plan as an official document reads: always Chinese.
func chapters(tree taxon.Tree, c campaign.Campaign) (out []section) {
	p := c.Plan
	add := func(title string, paras, items []string) {
		if len(paras)+len(items) > 0 {
			out = append(out, section{title, paras, items})
		}
	}
	if p.Goal != "" {
		add("总体要求", strings.Split(p.Goal, "\n"), nil)
	}
	if len(p.Basis) > 0 {
		add("法律依据", []string{strings.Join(p.Basis, "；") + "。"}, nil)
	}
	add("监督范围", scopeParas(p.Scope), nil)
	var items []string
	for _, x := range p.Contents {
		items = append(items, x.Text+classNames(tree, x.Classes))
	}
	add("监督内容", nil, items)
	items = nil
	for _, r := range p.Requirements {
		items = append(items, r.Text)
	}
	add("工作要求", nil, items)
	items = nil
	for _, s := range p.Stages {
		items = append(items, matter.Join("。", s.Name+"（"+chineseDay(s.Since)+"至"+chineseDay(s.Until)+"）", s.Work))
	}
	add("阶段安排", nil, items)
	items = nil
	for _, b := range p.Bodies {
		items = append(items, matter.Join("：", b.Body, b.Work))
	}
	add("责任分工", nil, items)
	items = nil
	for _, k := range p.Checks {
		items = append(items, matter.Join("。", k.Name, k.Measure, k.Note))
	}
	add("专项检查", nil, items)
	return out
}

func scopeParas(s campaign.Scope) (out []string) {
	var organs []string
	for _, x := range s.Sorts {
		organs = append(organs, sortZh[x][0])
	}
	line := func(head string, xs []string) {
		if len(xs) > 0 {
			out = append(out, head+strings.Join(xs, "、")+"。")
		}
	}
	line("监督对象：", organs)
	line("重点业务部门：", s.Business)
	line("重点基层庭科队所：", s.Grassroots)
	if s.Note != "" {
		out = append(out, s.Note)
	}
	return out
}

func classNames(tree taxon.Tree, codes []string) string {
	var zh []string
	for _, c := range codes {
		if n, _ := tree.Name(c); n != "" {
			zh = append(zh, n)
		}
	}
	if len(zh) == 0 {
		return ""
	}
	return "（问题类别：" + strings.Join(zh, "、") + "）"
}

func chineseDay(d string) string {
	x := gongwen.DateOf(d)
	return matter.Itoa(x.Year) + "年" + matter.Itoa(x.Month) + "月" + matter.Itoa(x.Day) + "日"
}

func hanNumber(i int) string {
	n, han, out := i+1, []rune("〇一二三四五六七八九"), ""
	if n > 99 {
		return matter.Itoa(n)
	}
	if n >= 20 {
		out = string(han[n/10])
	}
	if n >= 10 {
		out += "十"
	}
	if n%10 > 0 {
		out += string(han[n%10])
	}
	return out
}

// adoptedOn is the day of the council that adopted; empty for a draft.
func adoptedOn(c campaign.Campaign) string {
	if i := strings.LastIndex(c.Adopted, " "); i >= 0 {
		return c.Adopted[i+1:]
	}
	return ""
}

type document struct {
	view     kit.PaperView
	chapters []section
	c        campaign.Campaign
}

func documentOf(p *frame.Page, c campaign.Campaign) (document, error) {
	cg, _, err := p.O.CongressAt(p.O.View(p.Ctx()), c.Place)
	d := document{c: c, chapters: chapters(p.O.Taxonomy(c.Place), c)}
	d.view = kit.PaperView{Organ: cg.Name, Title: c.Name + "方案", Sign: cg.Name, Draft: c.Adopted == ""}
	if day := adoptedOn(c); day != "" {
		d.view.Date = chineseDay(day)
		d.view.No = "（" + strings.TrimSuffix(c.Adopted, " "+day) + " 通过）"
	}
	es, more := p.O.EditionsOf(p.Ctx(), p.Me, c.ID)
	for _, e := range es {
		if e.Why == "changed" && e.No == c.Edition {
			d.view.No = strings.TrimSuffix(d.view.No, "）") + "，" + chineseDay(e.Day) + "调整）"
		}
	}
	return d, errors.Join(err, more)
}

// Document (方案公文样式) shows the plan as it is printed.
func Document(p *frame.Page) error {
	c, _, err := Kind.Get(p)
	if err != nil {
		return err
	}
	if empty(c.Plan) {
		return noPlan()
	}
	d, err := documentOf(p, c)
	if err != nil {
		return err
	}
	return p.Render(documentPage(p, d))
}

// File (附件) hands out an attachment of the plan, or of an edition that the
// reader may see; any other address is missing.
func File(p *frame.Page) error {
	c, _, err := Kind.Get(p)
	if err != nil {
		return err
	}
	es, err := p.O.EditionsOf(p.Ctx(), p.Me, c.ID)
	if err != nil {
		return err
	}
	hash := p.R.PathValue("hash")
	if !c.Plan.Has(hash) && !slices.ContainsFunc(es, func(e campaign.Edition) bool { return e.Plan.Has(hash) }) {
		return act.None()
	}
	return matter.SendFile(p, hash)
}

func noPlan() error {
	return act.Refuse(act.NotNow, "方案还没有编写。", "The plan is not written yet.")
}

// Docx (导出) is the same plan as an editable document.
func Docx(p *frame.Page) error {
	c, _, err := Kind.Get(p)
	if err != nil {
		return err
	}
	if empty(c.Plan) {
		return noPlan()
	}
	d, err := documentOf(p, c)
	if err != nil {
		return err
	}
	doc := gongwen.Paper{Kind: gongwen.NoticeForm, Organ: d.view.Organ, Title: d.view.Title, Signer: d.view.Sign}
	if day := adoptedOn(c); day != "" {
		doc.Date, doc.Note = gongwen.DateOf(day), "主任会议 "+strings.TrimSuffix(c.Adopted, " "+day)+" 通过"
	} else {
		doc.Title, doc.Date, doc.Note = doc.Title+"\n（草稿）", gongwen.DateOf(act.DayOf(p.Now)), "草稿，未经主任会议通过"
	}
	for _, s := range d.chapters {
		doc.Body = append(doc.Body, gongwen.Block{Kind: gongwen.Heading, Level: 1, Text: s.title})
		for _, x := range s.paras {
			doc.Body = append(doc.Body, gongwen.Block{Kind: gongwen.Paragraph, Text: x})
		}
		for i, x := range s.items {
			doc.Body = append(doc.Body, gongwen.Block{Kind: gongwen.Paragraph, Text: "（" + hanNumber(i) + "）" + x})
		}
	}
	for _, f := range c.Plan.Files {
		doc.Attachments = append(doc.Attachments, f.Name)
	}
	matter.Download(p, c.Name+"方案.docx", matter.Docx)
	_, err = p.W.Write(gongwen.Docx(doc))
	return err
}
