package circular

import (
	"fmt"

	"github.com/google/uuid"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// PassOn (转发给本级机关) is of a committee below: the shared plan goes on to the
// organs of its own level, sent by this committee and signed for to it; those
// above see counts alone. One act for each organ; pressing again repeats
// nothing, since each act's id is derived from the form's.
func PassOn(p *frame.Page) error {
	_, c, err := kind.Get(p)
	if err != nil {
		return err
	}
	if !received(p, c) || c.To == "" || !p.Me.Has(access.Clerk) && !p.Me.Has(access.Director) {
		return act.Refuse(act.Forbidden, "转发由收到通知的下级人大经办或者负责人办理。", "Passing on is for clerk or director of the committee to which it was sent.")
	}
	if c.Now().Signed == "" {
		return act.Refuse(act.NotNow, "请先签收，再转发。", "Sign for it first.")
	}
	acts, names, err := p.O.PassOn(p.Ctx(), p.Me, c)
	if err != nil {
		return err
	}
	h := kit.Head{Title: p.L("转发给本级机关", "Pass it on to our organs"), Crumbs: []kit.Link{kind.List(p.Page), {Text: c.Title, URL: kind.Path(c.ID)}}}
	if !p.Post() {
		return p.Render(passOnPage(p, h, names, kind.Path(c.ID)))
	}
	base, err := uuid.Parse(p.R.PostFormValue("act_id"))
	if err != nil {
		return act.Wrong("act_id", "页面已失效，请重新打开。", "The page has expired; open it again.")
	}
	for i, a := range acts {
		ord := p.Order()
		ord.ActID = uuid.NewSHA1(base, fmt.Append(nil, "pass on ", names[i])).String()
		if _, err := p.O.Do(p.Ctx(), p.Me, a, ord); err != nil {
			return p.Again(passOnPage(p, h, names[i:], kind.Path(c.ID)), err)
		}
	}
	n := matter.Itoa(len(acts))
	return p.GoSaying("/campaigns/"+c.Campaign+"/circulars", "已转发给 "+n+" 个机关。", "Passed on to "+n+" organs.")
}
