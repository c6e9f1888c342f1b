package campaign

import (
	"strings"

	"github.com/a-h/templ"

	"hengjian/oversight/campaign"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// publishForm shows exactly what the public will read, and asks for the words
// that stand above it.
func publishForm(d *doing) (matter.Form, error) {
	c := d.S
	was, again := c.Published()
	if n := len(c.Public); !again && n > 0 {
		was = c.Public[n-1] // its words are a start, though it was withdrawn
	}
	if was.Intro == "" {
		was.Intro = c.Theme
	}
	names, err := d.O.NamesToPublish(d.Ctx(), c, d.R.PostFormValue("intro")+"\n"+was.Intro)
	if err != nil {
		return matter.Form{}, err
	}
	f := matter.Form{Wide: matter.Stack(publicPreview(d.Page, c), changesCard(d.Page, c)),
		Told:  []string{d.L("所有人；没有人另行收到通知", "everybody; nobody is notified")},
		Final: []string{d.L("已经被人保存、转发的收不回来", "what people have kept or passed on cannot be taken back")},
		Check: d.L("我已逐项核对上面将要公开的内容", "I have read what will be public, part by part")}
	f.Fields = []matter.Field{
		{As: matter.Hidden, Field: kit.Field{Name: "edition", Value: matter.Itoa(c.Edition)}},
		{As: matter.Text, Field: kit.Field{Name: "intro", Label: d.L("给群众看的主题（一段话）", "The theme, in a few words for the public"), Value: was.Intro, Max: 500, Hint: d.L("说明看什么问题、为什么；不写案件和人名。", "Which problem is looked at, and why; no case, no name.")}},
		{Field: kit.Field{Name: "name_en", Label: d.L("英文名称", "Name in English"), Value: was.NameEn, Max: 200, Optional: true}},
		{As: matter.Text, Field: kit.Field{Name: "intro_en", Label: d.L("英文主题", "The theme in English"), Value: was.IntroEn, Max: 1500, Optional: true}},
	}
	if len(names) > 0 {
		f.Fields = append(f.Fields, matter.Field{As: matter.Tick, Field: kit.Field{Name: "nobody", Label: d.L("其中与在册人员姓名相同的字不是指人", "The words that are also names of people in the register mean nobody"), Hint: strings.Join(names, d.L("、", ", "))}})
	}
	return f, nil
}

func withdrawPublicationForm(d *doing) (matter.Form, error) {
	return matter.Form{Danger: true, Fields: []matter.Field{matter.Reason(d.Page)}, Told: []string{d.L("打开公开页的人看到“已撤回”；理由只留在记录里", "who opens the page reads that it was withdrawn; the reason stays on record")}}, nil
}

// publicPreview is the public part of the plan as it stands now, and what of
// the plan stays inside.
func publicPreview(p *frame.Page, c campaign.Campaign) templ.Component {
	return matter.Stack(planText(p, c.Plan.Open(), "", nil, false),
		kit.NoticeBox(kit.Notice{Title: p.L("以上各项原样公开。", "The parts above become public as they stand. "), Text: p.L("不公开：工作要求、责任分工、专项检查、附件、选题论证、党组文件、任务和问题。反映途径、紧急求助电话、人大办不了什么由程序固定写明。", "Not published: requirements, bodies responsible, special checks, attachments, the topic, the party group's document, tasks and problems. How to report, emergency numbers and what a congress cannot do are stated by the program.")}))
}

// changesCard says what will read otherwise than what is public now.
func changesCard(p *frame.Page, c campaign.Campaign) templ.Component {
	pub, ok := c.Published()
	if !ok {
		return nil
	}
	return publicChanges(p, editionsView{c: c, old: campaign.Edition{No: pub.Edition}, now: campaign.Edition{No: c.Edition}, diffs: campaign.Compare(pub.Plan, c.Plan.Open())})
}

// publicCard says what of the campaign is public; nil where nothing ever was.
func publicCard(p *frame.Page, c campaign.Campaign) templ.Component {
	if len(c.Public) == 0 {
		return nil
	}
	last := c.Public[len(c.Public)-1]
	facts := []kit.Fact{}
	for _, x := range c.Public {
		facts = append(facts, kit.Fact{Term: p.L("公开第 "+matter.Itoa(x.No)+" 版", "Public edition "+matter.Itoa(x.No)), Text: matter.Day(p.Page, x.On), Sub: p.L("方案第 "+matter.Itoa(x.Edition)+" 版 · ", "edition "+matter.Itoa(x.Edition)+" of the plan · ") + x.Minute})
	}
	v := publicView{facts: facts}
	switch {
	case last.Withdrawn != "":
		v.said = kit.Notice{Tone: kit.Warn, Title: p.L("已撤回", "Withdrawn"), Text: p.L("，", ", ") + matter.Day(p.Page, last.Withdrawn)}
		if inside(p, c) {
			v.said.Text += p.L("。理由：", ". Why: ") + last.Why
		}
	case c.Behind():
		v.said = kit.Notice{Tone: kit.Warn, Title: p.L("公开的不是现行方案。", "What is public is not the present plan. "), Text: p.L("方案已是第 "+matter.Itoa(c.Edition)+" 版，须由主任会议决定后再次公开。", "The plan is edition "+matter.Itoa(c.Edition)+"; the council decides whether it is published.")}
	}
	if cg, ok, err := p.O.CongressAt(p.O.View(p.Ctx()), c.Place); err == nil && ok && last.Withdrawn == "" && cg.Intake != "" {
		at := strings.TrimSuffix(cg.Intake, "/") + "/p/" + c.Place + "/campaigns/" + c.ID
		v.links = []kit.Link{{Text: p.L("公开页", "Public page"), URL: at}, {Text: p.L("海报", "Poster"), URL: at + "/poster"}}
	}
	return publicCardOf(p, v)
}

type publicView struct {
	facts []kit.Fact
	said  kit.Notice
	links []kit.Link
}
