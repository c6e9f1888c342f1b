package campaign

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"hengjian/office"
	"hengjian/oversight/act"
	"hengjian/oversight/campaign"
	"hengjian/oversight/law"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// classes are the classes of the taxonomy and their groups: a plan may look at
// a whole group.
func classes(p *frame.Page) (out []kit.Option) {
	tree, today := p.O.Taxonomy(p.Me.Place), law.DayOf(p.Now)
	for _, r := range tree.Children("", p.Me.Place, today) {
		out = append(out, kit.Option{Value: r.Code, Label: p.L(r.Zh+"（全部）", r.En+" (all)")})
		for _, n := range tree.Leaves(r.Code, p.Me.Place, today) {
			if n.Code != r.Code {
				out = append(out, kit.Option{Value: n.Code, Label: p.L(n.Zh, n.En), Under: true})
			}
		}
	}
	return out
}

// New (拟定专项) drafts one: from nothing, from a template, or from the plan of
// last year's campaign or any other within reach.
func New(p *frame.Page) error {
	var from campaign.Campaign
	fields := basics(p, from)
	copies, err := copyOptions(p)
	if err != nil {
		return err
	}
	chosen := p.R.URL.Query().Get("copy")
	if t, ok := campaign.TemplateOf(chosen); ok {
		fields = basics(p, campaign.Campaign{Name: t.Zh, Theme: t.Theme, Classes: t.Classes})
	} else if c, err := office.Item(p.Ctx(), p.O, p.Me, office.Campaigns, chosen); err == nil && chosen != "" {
		fields = basics(p, campaign.Campaign{Theme: c.Theme, Classes: c.Classes})
	}
	fields = append([]matter.Field{{As: matter.Select, Field: kit.Field{Name: "copy", Label: p.L("方案从哪里开始", "Start the plan from"), Value: chosen, Options: copies, Optional: true,
		Hint: p.L("照抄的是方案的条目；各阶段的日期要重新填写。已有方案公文的，选空白方案，拟定后在“编写方案”里读入。", "The parts are copied; the days of the stages are set anew. With a document at hand take an empty plan and read it in when writing the plan.")}}}, fields...)
	b := matter.Birth{Life: &campaign.Life, Do: "campaign.draft", List: Kind.List(p.Page), Cancel: "/campaigns", Form: matter.Form{Fields: fields}}
	if !b.May(p) {
		return b.Refuse()
	}
	if !p.Post() {
		return b.Show(p, nil)
	}
	var a campaign.Draft
	if err := b.Read(p, &a); err != nil {
		return b.Show(p, err)
	}
	ans, err := p.Do(&a)
	if err != nil {
		return b.Show(p, err)
	}
	return p.GoSaying("/campaigns/"+ans.Subject, "已拟定。请编写方案，再提请主任会议通过。", "Drafted. Write the plan, then the council adopts it.")
}

func copyOptions(p *frame.Page) ([]kit.Option, error) {
	out := []kit.Option{{Label: p.L("空白方案", "an empty plan")}}
	for _, t := range campaign.Templates {
		out = append(out, kit.Option{Value: campaign.TemplateCode + t.Code, Label: p.L("模板："+t.Zh, "Template: "+t.En)})
	}
	cs, err := p.O.CampaignsFor(p.Ctx(), p.Me)
	if err != nil {
		return nil, err
	}
	up, _, err := p.O.SharedAbove(p.Ctx(), p.Me)
	for _, c := range append(cs, up...) {
		if !empty(c.Plan) {
			out = append(out, kit.Option{Value: c.ID, Label: p.L("照 "+c.Name+"（"+year(c)+"）", "From "+c.Name+" ("+year(c)+")")})
		}
	}
	return out, err
}

func year(c campaign.Campaign) string { return c.Since[:min(4, len(c.Since))] }

func empty(p campaign.Plan) bool {
	return p.Goal == "" && len(p.Basis)+len(p.Contents)+len(p.Requirements)+len(p.Stages)+len(p.Bodies)+len(p.Checks) == 0
}

// Argue (提出选题) begins with a topic.
func Argue(p *frame.Page) (err error) {
	b := matter.Birth{Life: &campaign.Life, Do: "campaign.argue", List: Kind.List(p.Page), Cancel: "/campaigns?group=topics", Form: matter.Form{Fields: topicFields(p, campaign.Campaign{})}}
	if b.Form.Wide, err = openCard(p); err != nil {
		return err
	}
	if !b.May(p) {
		return b.Refuse()
	}
	if !p.Post() {
		return b.Show(p, nil)
	}
	var a campaign.Argue
	if err := b.Read(p, &a); err != nil {
		return b.Show(p, err)
	}
	a.Opinions = opinions(p.R.PostFormValue("opinions"), act.DayOf(p.Now))
	ans, err := p.Do(&a)
	if err != nil {
		return b.Show(p, err)
	}
	return p.GoSaying("/campaigns/"+ans.Subject, "选题已提出，由负责人决定是否列题。", "The topic is argued; a director decides whether it is taken up.")
}

// Adapt (拟定本级方案) begins this committee's own campaign from a shared one.
func Adapt(p *frame.Page) error {
	up, err := office.Item(p.Ctx(), p.O, p.Me, office.Campaigns, p.R.URL.Query().Get("upper"))
	if err != nil {
		return err
	}
	f := basics(p, campaign.Campaign{Theme: up.Theme, Classes: up.Classes, Since: later(up.Since, act.DayOf(p.Now)), Until: up.Until})
	f = append([]matter.Field{{As: matter.Hidden, Field: kit.Field{Name: "upper", Value: up.ID}}}, f...)
	b := matter.Birth{Life: &campaign.Life, Do: "campaign.adapt", List: Kind.List(p.Page), Cancel: Kind.Path(up.ID), Form: matter.Form{Fields: f, Wide: requirementsCard(p, up)}}
	if !b.May(p) {
		return b.Refuse()
	}
	if !p.Post() {
		return b.Show(p, nil)
	}
	var a campaign.Adapt
	if err := b.Read(p, &a); err != nil {
		return b.Show(p, err)
	}
	a.Upper = up.ID
	ans, err := p.Do(&a)
	if err != nil {
		return b.Show(p, err)
	}
	return p.GoSaying("/campaigns/"+ans.Subject, "本级方案已拟定，请编写后提请本级主任会议通过。", "The local plan is drafted. Write it; this committee's council adopts it.")
}

// openCard names the classes in which problems are not yet put right: what the
// choice of a topic starts from.
func openCard(p *frame.Page) (templ.Component, error) {
	f := office.Filter{Kinds: []string{"problem"}, States: frame.ProblemsWithOrgan}
	n, err := p.O.CountBy(p.Ctx(), p.Me, f, "class")
	if err != nil || len(n) == 0 {
		return nil, err
	}
	codes := slices.SortedFunc(maps.Keys(n), func(a, b string) int { return cmp.Or(n[b]-n[a], strings.Compare(a, b)) })
	var stats []kit.Stat
	for _, c := range codes[:min(len(codes), 8)] {
		stats = append(stats, kit.Stat{Label: matter.Class(p, c), Number: matter.Itoa(n[c]), URL: "/problems?state=organ&class=" + c})
	}
	return kit.Inside(kit.Card(kit.CardView{Title: p.L("尚未整改到位的问题", "Problems not yet put right"), Sub: p.L("选题时参考，按类别", "to choose from, by class")}), kit.StatTiles(stats)), nil
}

func later(a, b string) string {
	if a > b {
		return a
	}
	return b
}

func topicFields(p *frame.Page, c campaign.Campaign) []matter.Field {
	t := c.Topic
	ch := kit.Field{Name: "channel", Label: p.L("选题途径", "Channel"), Value: t.Channel, Basis: p.L("监督法（2024）第十二条", "Supervision Law (2024), article 12")}
	for _, w := range campaign.Channels {
		ch.Options = append(ch.Options, kit.Option{Value: w.Code, Label: p.L(w.Zh, w.En)})
	}
	var said []string
	for _, o := range t.Opinions {
		said = append(said, o.From+"："+o.Text)
	}
	return []matter.Field{
		{Field: kit.Field{Name: "title", Label: p.L("选题名称", "Topic"), Value: c.Name, Max: 60}},
		{As: matter.Radios, Field: ch},
		{Field: kit.Field{Name: "source", Label: p.L("具体来源", "Which one"), Value: t.Source, Max: 300, Optional: true, Hint: p.L("例如：某次执法检查报告、代表建议的编号；不写具体案件和反映人。", "For example the report of an inspection or the number of a suggestion; no case, no sender.")}},
		{As: matter.Text, Field: kit.Field{Name: "reasons", Label: p.L("理由", "Reasons"), Value: t.Reasons, Max: 2000, Hint: p.L("问题有多普遍、为什么现在监督、预期解决什么。", "How common it is, why now, what it should solve.")}},
		{As: matter.Text, Field: kit.Field{Name: "last", Label: p.L("上次评议意见和尚未整改到位的问题", "Opinions of the last appraisal and open rectifications"), Value: t.Last, Max: 2000, Optional: true}},
		{As: matter.Text, Field: kit.Field{Name: "opinions", Label: p.L("征求到的意见", "Opinions asked"), Value: strings.Join(said, "\n"), Optional: true, Hint: p.L("每行一条，写成“谁：说了什么”，例如：市司法局：赞成，建议与上级评估错开。", "One a line, “who: what was said”.")}},
	}
}

// opinions reads lines of “who: what”; a line without a name is kept, so that
// the door says what is missing.
func opinions(text, day string) (out []campaign.Opinion) {
	for l := range strings.Lines(text) {
		if l = strings.TrimSpace(l); l == "" {
			continue
		}
		from, said, ok := strings.Cut(l, "：")
		if !ok {
			from, said, ok = strings.Cut(l, ":")
		}
		if !ok {
			from, said = "", l
		}
		out = append(out, campaign.Opinion{From: strings.TrimSpace(from), Text: strings.TrimSpace(said), Day: day})
	}
	return out
}

// amendTopic (补充论证) writes the topic anew; an opinion that stays keeps its day.
func amendTopic(d *doing) error {
	d.Form = matter.Form{Fields: topicFields(d.Page, d.S)}
	if !d.Post() {
		return d.Show(nil)
	}
	var a campaign.AmendTopic
	if err := d.Read(&a); err != nil {
		return d.Show(err)
	}
	a.Opinions = opinions(d.R.PostFormValue("opinions"), act.DayOf(d.Now))
	for i, o := range a.Opinions {
		for _, was := range d.S.Topic.Opinions {
			if was.From == o.From && was.Text == o.Text {
				a.Opinions[i].Day = was.Day
			}
		}
	}
	return d.Send(&a)
}
