package campaign

import (
	"io"
	"mime/multipart"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"hengjian/oversight/act"
	"hengjian/oversight/campaign"
	"hengjian/oversight/outline"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// Reading is a plan as it was read from an official document, with what was not
// understood.
type Reading struct {
	Title string
	Plan  campaign.Plan
	Left  []outline.Unknown // passages that were put nowhere
}

// cited is an article cited in a document: 《监督法》第十二条.
var cited = regexp.MustCompile(`《[^《》]{2,40}(?:法|条例|办法|规定|决定)》第[一二三四五六七八九十百零〇\d]+条`)

// PlanOf puts the items of a document into the parts of a plan by their class.
// Nothing is dropped: what has no class stands in Left.
func PlanOf(o *outline.Outline) Reading {
	r := Reading{Title: o.Heading, Left: o.Unclassed}
	year := o.Year()
	o.Walk(func(n, above *outline.Node, _ int) {
		text := itemText(n)
		if above != nil && above != &o.Node && above.Class == n.Class && above.Source.Paragraph == n.Source.Paragraph {
			text = matter.Join("：", strings.TrimRight(strings.TrimSpace(above.Heading), "，：、"), text) // 要自查：一是……，二是……
		}
		if text == "" || len(n.Items) > 0 && strings.TrimSpace(n.Text) == "" {
			return // a heading alone: what stands under it says what it says
		}
		p := &r.Plan
		switch n.Class {
		case outline.Goal:
			p.Goal = matter.Join("\n", p.Goal, strings.TrimSpace(n.Text), only(n.Text == "", text))
		case outline.Scope:
			p.Scope.Note = matter.Join("；", p.Scope.Note, text)
		case outline.Content:
			p.Contents = append(p.Contents, campaign.Content{Text: text})
		case outline.Requirement:
			p.Requirements = append(p.Requirements, campaign.Requirement{Text: text})
		case outline.Time:
			p.Stages = append(p.Stages, stageOf(n, year))
		case outline.Organisation:
			p.Bodies = append(p.Bodies, campaign.Duty{Body: n.Heading, Work: strings.TrimSpace(n.Text)})
		}
	})
	for _, para := range o.Document {
		for _, x := range cited.FindAllString(para, -1) {
			if !slices.Contains(r.Plan.Basis, x) {
				r.Plan.Basis = append(r.Plan.Basis, x)
			}
		}
	}
	return r
}

func only(yes bool, s string) string {
	if yes {
		return s
	}
	return ""
}

// itemText is what an item says, its heading before its text.
func itemText(n *outline.Node) string {
	return matter.Join("：", strings.TrimSpace(n.Heading), strings.TrimSpace(n.Text))
}

// stageOf is an item of time as a stage: days that the document leaves open
// stay open.
func stageOf(n *outline.Node, year int) campaign.Stage {
	s := campaign.Stage{Name: strings.TrimSpace(n.Heading), Work: strings.TrimSpace(n.Text)}
	if ds := outline.DatesIn(n.Heading+"\n"+n.Text, year); len(ds) > 0 {
		if !ds[0].NeedYear {
			s.Since, s.Until = ds[0].Since, ds[0].Until
		}
		s.Name = strings.NewReplacer("（"+ds[0].Words+"）", "", "("+ds[0].Words+")", "").Replace(s.Name)
	}
	if s.Name == "" || utf8.RuneCountInString(s.Name) > 60 {
		s.Work = itemText(n)
		s.Name, _, _ = strings.Cut(strings.NewReplacer("。", "\n", "，", "\n", "；", "\n").Replace(s.Work), "\n")
		s.Name = string([]rune(s.Name)[:min(60, utf8.RuneCountInString(s.Name))])
	}
	return s
}

// read fills the editor from an uploaded document, after what the draft says
// already. Nothing is kept, neither the file nor the plan, until it is saved.
func read(d *doing, e editor) error {
	var o *outline.Outline
	err := kit.DecodeFiles(d.R, &struct{}{}, func(part *multipart.Part) error {
		if part.FileName() == "" {
			return nil
		}
		raw, err := io.ReadAll(io.LimitReader(part, outline.MaxFile+1))
		if err == nil {
			o, err = outline.Read(part.FileName(), raw)
		}
		return err
	})
	if err == nil && o == nil {
		err = act.Wrong("document", "请选择方案文档（.docx 或 .txt）。", "Choose the document (.docx or .txt).")
	}
	if err != nil {
		return d.Again(editorPage(e), err)
	}
	r := PlanOf(o)
	p, x := d.S.Plan, r.Plan
	p.Goal = matter.Join("\n", p.Goal, x.Goal)
	p.Scope.Note = matter.Join("；", p.Scope.Note, x.Scope.Note)
	for _, b := range x.Basis {
		if !slices.Contains(p.Basis, b) {
			p.Basis = append(p.Basis, b)
		}
	}
	p.Contents, p.Requirements = append(p.Contents, x.Contents...), append(p.Requirements, x.Requirements...)
	p.Stages, p.Bodies = append(p.Stages, x.Stages...), append(p.Bodies, x.Bodies...)
	e.f, e.read = formOf(p), &r
	return d.Render(editorPage(e))
}

// found says what was read, and that it is not yet saved.
func (e editor) found() kit.Notice {
	p, n := e.read.Plan, func(v int) string { return matter.Itoa(v) }
	return kit.Notice{Tone: kit.OK, Title: e.d.L("已读入，还没有保存", "Read, not yet saved"),
		Text: e.d.L("读出监督内容 "+n(len(p.Contents))+" 条、工作要求 "+n(len(p.Requirements))+" 条、阶段 "+n(len(p.Stages))+" 个、责任分工 "+n(len(p.Bodies))+" 项，接在原有内容之后。请逐条核对，在页尾保存。",
			n(len(p.Contents))+" contents, "+n(len(p.Requirements))+" requirements, "+n(len(p.Stages))+" stages and "+n(len(p.Bodies))+" duties were read and stand after what there was. Check each, then save below.")}
}

// passage is one that was not understood, with its place in the document.
func (e editor) passage(u outline.Unknown) (where, text string) {
	n := matter.Itoa(u.Source.Paragraph)
	return e.d.L("第 "+n+" 段", "paragraph "+n), matter.Join(" ", u.Number, matter.Join("：", u.Heading, u.Text))
}
