package task

import (
	"hengjian/office"
	"hengjian/oversight/campaign"
	"hengjian/oversight/task"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

func campaignOf(p *frame.Page, id string) (campaign.Campaign, error) {
	return office.Item(p.Ctx(), p.O, p.Me, office.Campaigns, id)
}

// New (布置任务) sets one task: /tasks/new?campaign=…&requirement=….
func New(p *frame.Page) error {
	q := p.R.URL.Query()
	b := matter.Birth{Life: &task.Life, Do: "task.create", List: kind.List(p.Page), Cancel: "/tasks"}
	if !b.May(p) {
		return b.Refuse()
	}
	t := task.Task{Campaign: q.Get("campaign"), Due: q.Get("due")}
	t.Requirement, t.Shared = task.ReadVia(q.Get("requirement"))
	work, err := workFields(p, t)
	if err != nil {
		return err
	}
	owner, err := ownerFields(p, t)
	if err != nil {
		return err
	}
	chooser, err := campaignChooser(p, t.Campaign)
	if err != nil {
		return err
	}
	b.Form = matter.Form{Wide: chooser, Fields: append(work, owner...), Before: readOwnerForm}
	if !p.Post() {
		return b.Show(p, nil)
	}
	a := &task.Create{}
	if err := matter.ReadForm(p, b.Form.Fields); err != nil {
		return b.Show(p, err)
	}
	readOwnerForm(p.R.PostForm)
	if err := kit.Decode(p.R, a); err != nil {
		return b.Show(p, err)
	}
	a.Campaign = t.Campaign
	ans, err := p.Do(a)
	if err != nil {
		return b.Show(p, atOwner(err))
	}
	if ans.To == "drafted" {
		return p.GoSaying(kind.Path(ans.Subject), "已布置，还没有责任人，请分派。", "Set; nobody answers for it yet: assign it.")
	}
	return p.GoSaying(kind.Path(ans.Subject), "已布置，责任人会收到通知。", "Set; the owner is told.")
}

// campaignChooser lets the campaign be chosen before its requirements.
func campaignChooser(p *frame.Page, chosen string) (c chooser, err error) {
	cs, err := p.O.CampaignsFor(p.Ctx(), p.Me)
	c.f = kit.Field{Name: "campaign", Label: p.L("属于哪个专项", "Which campaign"), Value: chosen, Options: []kit.Option{{Label: p.L("不属于专项", "none")}}, Width: "m"}
	for _, x := range cs {
		c.f.Options = append(c.f.Options, kit.Option{Value: x.ID, Label: x.Name})
	}
	c.p = p
	return c, err
}
