package account

import (
	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/account"
	"hengjian/oversight/act"
	"hengjian/web/frame"
	"hengjian/web/kit"
)

// delegable are the functions that may be delegated while their holder is
// absent.
var delegable = []act.Role{access.Director, access.Vice, access.Secretary}

// Delegate (授权代理) lists what one gave and holds, and lets a director,
// vice-chairperson or secretary-general give her own function for some days.
func Delegate(p *frame.Page) error {
	v, err := delegations(p)
	if err != nil {
		return err
	}
	if !p.Post() {
		return p.Render(delegatePage(p, v))
	}
	in, err := frame.Form[account.Grant](p)
	if err == nil {
		_, err = p.Do(&in)
	}
	if err != nil {
		return p.Again(delegatePage(p, v), err)
	}
	return p.GoSaying("/me/delegate", "已授权，自起始日起生效。", "Delegated; in force from its first day.")
}

// EndDelegation (收回授权) ends one's own delegation at once.
func EndDelegation(p *frame.Page) error {
	if _, err := p.Do(&account.End{ID: p.R.PathValue("id")}); err != nil {
		return err
	}
	return p.GoSaying("/me/delegate", "授权已收回。", "The delegation is ended.")
}

type delegateView struct {
	All        []account.Delegation
	Names      map[string]string
	Colleagues []office.Colleague
	Mine       []act.Role // functions the person may delegate
}

func delegations(p *frame.Page) (v delegateView, err error) {
	if v.Colleagues, err = p.O.Colleagues(p.Ctx(), p.Me); err != nil {
		return v, err
	}
	if v.All, err = p.O.MyDelegations(p.Ctx(), p.Me); err != nil {
		return v, err
	}
	var ids []string
	for _, d := range v.All {
		ids = append(ids, d.Giver, d.Receiver)
	}
	for _, r := range delegable {
		for _, have := range p.Acc.Roles {
			if r == have {
				v.Mine = append(v.Mine, r)
			}
		}
	}
	v.Names, err = p.Names(ids)
	return v, err
}

func (v delegateView) people(p *frame.Page) []kit.Option {
	out := []kit.Option{{Label: p.L("请选择", "Choose")}}
	for _, c := range v.Colleagues {
		out = append(out, kit.Option{Value: c.ID, Label: c.Name + p.L("（", " (") + roleNames(p, c.Roles) + p.L("）", ")")})
	}
	return out
}

func (v delegateView) functions(p *frame.Page) []kit.Option {
	var out []kit.Option
	for _, r := range v.Mine {
		out = append(out, kit.Option{Value: string(r), Label: roleNames(p, []act.Role{r})})
	}
	return out
}

// standing says whether a delegation is in force on the page's day.
func standing(p *frame.Page, d account.Delegation) kit.State {
	day := act.DayOf(p.Now)
	switch {
	case d.State == "ended":
		return kit.State{Word: p.L("已收回", "Ended"), Tone: kit.Closed}
	case day < d.Since:
		return kit.State{Word: p.L("未开始", "Not yet"), Tone: kit.Plain}
	case day > d.Until:
		return kit.State{Word: p.L("已到期", "Expired"), Tone: kit.Closed}
	}
	return kit.State{Word: p.L("代理中", "In force"), Tone: kit.OK}
}
