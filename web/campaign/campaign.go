// Package campaign is the pages of special supervision (专项监督): a topic and
// its reasons, the plan in parts with its editions, and what belongs to it.
package campaign

import (
	"hengjian/office"
	"hengjian/oversight/act"
	"hengjian/oversight/campaign"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

type doing = matter.Doing[campaign.Campaign]

// Kind is how the pages of a campaign differ from other matters'.
var Kind = &matter.Kind[campaign.Campaign]{
	Life: &campaign.Life,
	Base: "/campaigns",
	Load: func(p *frame.Page, id string) (campaign.Campaign, error) {
		return office.Item(p.Ctx(), p.O, p.Me, office.Campaigns, id)
	},
	Head: func(c *campaign.Campaign) *act.Head { return &c.Head },
	Name: func(p *kit.Page, c campaign.Campaign) string { return c.Name },
	List: func(p *kit.Page) kit.Link {
		return kit.Link{Text: p.L("专项监督", "Campaigns"), URL: "/campaigns"}
	},
}

// The forms lead back to the pages of the kind.
func init() {
	Kind.Forms = map[string]func(*doing) (matter.Form, error){
		"amend": func(d *doing) (matter.Form, error) { return matter.Form{Fields: basics(d.Page, d.S)}, nil },
		"reject": func(d *doing) (matter.Form, error) {
			return matter.Form{Wide: topicCard(d.Page, d.S), Fields: []matter.Field{matter.Reason(d.Page)}}, nil
		},
		"take_up": func(d *doing) (matter.Form, error) {
			return matter.Form{Wide: topicCard(d.Page, d.S), Fields: days(d.Page, campaign.Campaign{})}, nil
		},
		"adopt": adoptForm,
		"send": func(d *doing) (matter.Form, error) {
			return matter.Form{Told: []string{d.L("各级人大和各机关的登录人员可以查阅方案和各正式版本；起草过程中的版本和选题论证不公开", "All who sign in, of committees and organs, can read the plan and the editions the council decided; drafts and the topic stay inside")}}, nil
		},
		"publish":              publishForm,
		"withdraw_publication": withdrawPublicationForm,
		"conclude": func(d *doing) (matter.Form, error) {
			return matter.Form{Check: d.L("我已核对：总结已经形成，未办结的事项有人接着办", "I have checked: it is summed up, and open matters have somebody")}, nil
		},
		"answer_requirement": answerForm,
		"withdraw_answer":    withdrawForm,
	}
	Kind.Instead = map[string]matter.Instead{
		"plan": {Verb: "change", Zh: "方案已经由主任会议通过，不能再直接编写。要改方案，由经办或者秘书长办理“调整方案”（变更令）：写明理由和主任会议纪要，原方案留存，前后对照。",
			En: "The council has adopted the plan; it is no longer written directly. It changes by a change order (“Change the plan”) of the clerk or the secretary-general: with reasons and the council's minute; the former edition stays."},
		"amend": {Verb: "change", Zh: "方案已经由主任会议通过，名称、主题和起止日期不再单独修改。要延长或者调整，由经办或者秘书长办理“调整方案”（变更令）。",
			En: "The council has adopted the plan; name, theme and days are no longer amended by themselves. Extend or adjust it by a change order (“Change the plan”) of the clerk or the secretary-general."},
	}
	Kind.Special = map[string]func(*doing) error{"plan": write, "change": write, "amend_topic": amendTopic}
}

func basics(p *frame.Page, c campaign.Campaign) []matter.Field {
	out := []matter.Field{
		{Field: kit.Field{Name: "title", Label: p.L("名称", "Name"), Value: c.Name, Max: 60, Hint: p.L("例如：规范公正廉洁司法专项监督", "For example 规范公正廉洁司法专项监督")}},
		{As: matter.Text, Field: kit.Field{Name: "theme", Label: p.L("主题和理由", "Theme and reasons"), Value: c.Theme, Max: 500, Optional: true}},
	}
	out = append(out, days(p, c)...)
	return append(out, matter.Field{As: matter.Checks, Field: kit.Field{Name: "classes", Label: p.L("涉及的类别", "Classes"), Options: classes(p), Values: c.Classes, Optional: true}})
}

func days(p *frame.Page, c campaign.Campaign) []matter.Field {
	since := c.Since
	if since == "" {
		since = act.DayOf(p.Now)
	}
	return []matter.Field{
		{As: matter.Date, Field: kit.Field{Name: "since", Label: p.L("开始日期", "First day"), Value: since, Hint: p.L("早于这一天收到的反映为历史件。", "Messages received earlier are historic.")}},
		{As: matter.Date, Field: kit.Field{Name: "until", Label: p.L("结束日期", "Last day"), Value: c.Until, Optional: true}},
	}
}

func adoptForm(d *doing) (matter.Form, error) {
	return matter.Form{Wide: planCard(d.Page, d.S), Told: []string{d.L("无人另行收到通知", "Nobody is notified")}, Fields: []matter.Field{
		{Field: kit.Field{Name: "gate", Label: d.L("党组文件", "Party group's document"), Optional: true, Max: 100, Width: "m", Hint: d.L("只写文号和日期，不录内容。", "Number and date alone, no content.")}},
		{As: matter.Tick, Field: kit.Field{Name: "prefix", Label: d.L("以办公室文件印发（文号带“办”字）", "Issued as a document of the office (办)")}},
	}}, nil
}

func answerForm(d *doing) (matter.Form, error) {
	up, err := upper(d.Page, d.S)
	if err != nil {
		return matter.Form{}, err
	}
	f := kit.Field{Name: "key", Label: d.L("上级方案的工作要求", "Requirement of the shared plan"), Value: d.R.URL.Query().Get("key")}
	for i, r := range up.Plan.Requirements {
		f.Options = append(f.Options, kit.Option{Value: r.Key, Label: matter.Itoa(i+1) + ". " + r.Text})
	}
	return matter.Form{Fields: []matter.Field{{As: matter.Select, Field: f},
		{As: matter.Text, Field: kit.Field{Name: "reason", Label: d.L("为什么不适用", "Why it does not apply"), Max: 300, Hint: d.L("例如：本县没有监狱。理由对上级可见。", "For example: there is no prison in this county. Those above can read it.")}}}}, nil
}

func withdrawForm(d *doing) (matter.Form, error) {
	up, err := upper(d.Page, d.S)
	if err != nil {
		return matter.Form{}, err
	}
	f := kit.Field{Name: "key", Label: d.L("说明过不适用的要求", "Requirement")}
	for _, a := range d.S.Answers {
		r, _ := up.Plan.Requirement(a.Key)
		f.Options = append(f.Options, kit.Option{Value: a.Key, Label: matter.Join("：", r.Text, a.Reason)})
	}
	return matter.Form{Fields: []matter.Field{{As: matter.Select, Field: f}}}, nil
}

// upper is the shared campaign that a local plan was made from.
func upper(p *frame.Page, c campaign.Campaign) (campaign.Campaign, error) {
	if c.Upper == "" {
		return campaign.Campaign{}, act.Refuse(act.NotNow, "这个专项不是从上级方案来的。", "This campaign does not come from a shared plan.")
	}
	return office.Item(p.Ctx(), p.O, p.Me, office.Campaigns, c.Upper)
}

// inside reports whether the reader is of the committee whose campaign it is:
// others read the plan that was sent out, not how it came about.
func inside(p *frame.Page, c campaign.Campaign) bool {
	return p.Me.Side() == "congress" && p.Me.Place == c.Place
}

// Life (流程图) draws where the campaign stands.
func Life(p *frame.Page) error {
	c, _, err := Kind.Get(p)
	if err != nil {
		return err
	}
	start := "drafting"
	if c.Topic.Channel != "" {
		start = "argued"
	}
	d, err := matter.Drawing(p, &campaign.Life, &c.Head, start, nil)
	if err != nil {
		return err
	}
	return p.Render(matter.LifePage(p, kit.Head{Title: d.Title, Crumbs: []kit.Link{Kind.List(p.Page), {Text: c.Name, URL: Kind.Path(c.ID)}}, Print: true}, d))
}
