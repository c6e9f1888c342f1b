package account

import (
	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/web/frame"
)

// Home sends administrators, who have no workbench, to their own first page.
func Home(next frame.Func) frame.Func {
	return func(p *frame.Page) error {
		if p.Me.Side() == "admin" {
			return p.Go("/admin")
		}
		return next(p)
	}
}

// Admin is the administrators' first page: what is still to be set up.
func Admin(p *frame.Page) error {
	switch {
	case p.Me.Has(access.SysAdmin):
		return p.Go("/admin/system")
	case p.Me.Has(access.AudAdmin):
		return p.Go("/audit")
	case !p.Me.Has(access.SecAdmin):
		return act.None()
	}
	ins, err := p.O.Intakes(p.Ctx(), p.Me)
	if err != nil {
		return err
	}
	return p.Render(adminPage(p, ins))
}

// lack is one condition of an open intake channel.
type lack struct {
	Text      string
	Have, Two int
}

func lacks(p *frame.Page, in office.Intake) []lack {
	return []lack{
		{p.L("受理员的密钥", "intake officers' keys"), in.Officers, 2},
		{p.L("身份保管人的密钥（信访机构或分管副主任）", "custodians' keys (letters office or vice-chairperson)"), in.Custodians, 1},
		{p.L("应急恢复密钥（两个机构离线保管）", "recovery key (kept offline by two bodies)"), in.Recovery, 1},
		{p.L("专门渠道的密钥（秘书长或机关纪检）", "special channel's keys (secretary-general or internal discipline)"), in.Special, 1},
	}
}

// askedName names an answer to the first question of the public form.
func askedName(p *frame.Page, code string) string {
	switch code {
	case "congress":
		return p.L("反映人大机关工作人员", "about the congress's own staff")
	case "unsure":
		return p.L("不清楚是哪类机关", "kind of organ unknown")
	}
	return kindNames(p, []string{code})
}
