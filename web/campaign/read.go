package campaign

import (
	"cmp"
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
	Left  []Item // what was put nowhere
}

// cited is an article cited in a document: 《监督法》第十二条.
var cited = regexp.MustCompile(`《[^《》]{2,40}(?:法|条例|办法|规定|决定)》第[一二三四五六七八九十百零〇\d]+条`)

// Item is one item of a document and the class it goes to, before it is taken
// into the plan: the rules propose, the person decides.
type Item struct {
	Class  string `form:"class"` // of [outline.Classes]; "" leaves it out of the plan
	Number string `form:"number"`
	Stem   string `form:"stem"` // the sentence within which it is listed: 要自查
	Head   string `form:"head"`
	Text   string `form:"text"`
	Para   int    `form:"para"` // of the document, counted from 1
	Source string // the sentence it came from
	from   int
}

// Whole is what an item says: the sentence above it, its heading, its text.
func (x Item) Whole() string {
	return matter.Join("：", strings.TrimRight(strings.TrimSpace(x.Stem), "，：、"), strings.TrimSpace(x.Head), strings.TrimSpace(x.Text))
}

// ItemsOf lists what a document says, in its order. Nothing is dropped: what the
// rules did not understand has no class.
func ItemsOf(o *outline.Outline) (out []Item) {
	o.Walk(func(n, above *outline.Node, _ int) {
		if n.Class == "" || len(n.Items) > 0 && strings.TrimSpace(n.Text) == "" {
			return // without a class it is among the passages below; of a heading alone, what stands under it says what it says
		}
		x := Item{Class: string(n.Class), Number: n.Number, Head: n.Heading, Text: n.Text, Para: n.Source.Paragraph, Source: o.Sentence(n.Source), from: n.Source.From}
		if above != nil && above != &o.Node && above.Class == n.Class && above.Source.Paragraph == n.Source.Paragraph {
			x.Stem = above.Heading // 要自查：一是……，二是……
		}
		if x.Whole() != "" {
			out = append(out, x)
		}
	})
	for _, u := range o.Unclassed {
		out = append(out, Item{Number: u.Number, Head: u.Heading, Text: u.Text, Para: u.Source.Paragraph, Source: o.Sentence(u.Source), from: u.Source.From})
	}
	slices.SortStableFunc(out, func(a, b Item) int { return cmp.Or(cmp.Compare(a.Para, b.Para), cmp.Compare(a.from, b.from)) })
	return out
}

// PlanOf puts the items of a document into the parts of a plan by the classes
// that the rules propose.
func PlanOf(o *outline.Outline) Reading { return Taken(ItemsOf(o), basisOf(o), o.Year()) }

// Taken puts items into the parts of a plan by their class; what has none stands
// in Left. The year is the document's, for days that name none.
func Taken(items []Item, basis []string, year int) (r Reading) {
	p := &r.Plan
	p.Basis = basis
	for _, x := range items {
		text := x.Whole()
		switch outline.Class(x.Class) {
		case outline.Goal:
			p.Goal = matter.Join("\n", p.Goal, strings.TrimSpace(x.Text), only(x.Text == "", text))
		case outline.Scope:
			p.Scope.Note = matter.Join("；", p.Scope.Note, text)
		case outline.Content:
			p.Contents = append(p.Contents, campaign.Content{Text: text})
		case outline.Requirement:
			p.Requirements = append(p.Requirements, campaign.Requirement{Text: text})
		case outline.Time:
			p.Stages = append(p.Stages, stageOf(x, year))
		case outline.Organisation:
			p.Bodies = append(p.Bodies, dutyOf(x))
		default:
			r.Left = append(r.Left, x)
		}
	}
	return r
}

// basisOf lists the articles that a document cites, each once.
func basisOf(o *outline.Outline) (out []string) {
	for _, para := range o.Document {
		for _, x := range cited.FindAllString(para, -1) {
			if !slices.Contains(out, x) {
				out = append(out, x)
			}
		}
	}
	return out
}

// dutyOf is an item of organisation as a body with its work; a heading too long
// for a body's name is work.
func dutyOf(x Item) campaign.Duty {
	if utf8.RuneCountInString(x.Head) > 100 || strings.TrimSpace(x.Text) == "" {
		return campaign.Duty{Work: x.Whole()}
	}
	return campaign.Duty{Body: x.Head, Work: strings.TrimSpace(x.Text)}
}

func only(yes bool, s string) string {
	if yes {
		return s
	}
	return ""
}

// stageOf is an item of time as a stage: days that the document leaves open
// stay open.
func stageOf(x Item, year int) campaign.Stage {
	s := campaign.Stage{Name: strings.TrimSpace(x.Head), Work: strings.TrimSpace(x.Text)}
	if ds := outline.DatesIn(x.Head+"\n"+x.Text, year); len(ds) > 0 {
		if !ds[0].NeedYear {
			s.Since, s.Until = ds[0].Since, ds[0].Until
		}
		s.Name = strings.NewReplacer("（"+ds[0].Words+"）", "", "("+ds[0].Words+")", "").Replace(s.Name)
	}
	if s.Name == "" || utf8.RuneCountInString(s.Name) > 60 {
		s.Work = x.Whole()
		s.Name, _, _ = strings.Cut(strings.NewReplacer("。", "\n", "，", "\n", "；", "\n").Replace(s.Work), "\n")
		s.Name = string([]rune(s.Name)[:min(60, utf8.RuneCountInString(s.Name))])
	}
	return s
}

// sorting is the step between a document and the editor. Nothing is kept, neither
// the file nor what is chosen, until the plan is saved.
type sorting struct {
	Year  int      `form:"year"`
	Basis []string `form:"basis"`
	Items []Item   `form:"items"`
}

// read shows the items of an uploaded document, each with the class the rules
// propose and a choice of another.
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
		return e.again(err)
	}
	return d.Render(sortPage(e, sorting{Year: o.Year(), Basis: basisOf(o), Items: ItemsOf(o)}))
}

// sorted fills the editor with the items as they were sorted, after what the
// draft says already.
func sorted(d *doing, e editor) error {
	s, err := kit.Form[sorting](d.Page.Page)
	if err != nil {
		return e.again(err)
	}
	r := Taken(s.Items, s.Basis, s.Year)
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
	return d.Render(e.page())
}

// classChoices begin with a digit, so that a key chooses one.
func (e editor) classChoices() []kit.Option {
	out := []kit.Option{{Label: e.d.L("0 不放进方案", "0 leave out")}}
	for i, c := range outline.Classes {
		out = append(out, kit.Option{Value: string(c.Class), Label: matter.Itoa(i+1) + " " + e.d.L(c.Zh, c.En)})
	}
	return out
}

// found says what was read, and that it is not yet saved.
func (e editor) found() kit.Notice {
	p, n := e.read.Plan, func(v int) string { return matter.Itoa(v) }
	return kit.Notice{Tone: kit.OK, Title: e.d.L("已读入，还没有保存", "Read, not yet saved"),
		Text: e.d.L("读出监督内容 "+n(len(p.Contents))+" 条、工作要求 "+n(len(p.Requirements))+" 条、阶段 "+n(len(p.Stages))+" 个、责任分工 "+n(len(p.Bodies))+" 项，接在原有内容之后。请逐条核对，在页尾保存。",
			n(len(p.Contents))+" contents, "+n(len(p.Requirements))+" requirements, "+n(len(p.Stages))+" stages and "+n(len(p.Bodies))+" duties were read and stand after what there was. Check each, then save below.")}
}

// where is an item's place in the document.
func (e editor) where(x Item) string {
	n := matter.Itoa(x.Para)
	return e.d.L("第 "+n+" 段", "paragraph "+n)
}

// cameFrom is the place, and the sentence where it says what the item does not.
func (e editor) cameFrom(x Item) string {
	said := strings.TrimSpace(strings.TrimPrefix(x.Source, x.Number))
	if strings.Contains(bare.Replace(x.Whole()), bare.Replace(said)) {
		return e.where(x)
	}
	return e.where(x) + e.d.L("，原句：", ", from: ") + said
}

// bare leaves the words of a sentence.
var bare = strings.NewReplacer("。", "", "：", "", "；", "", "，", "", "、", "", " ", "", "\n", "")
