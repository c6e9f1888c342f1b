package account

import (
	"hengjian/oversight/account"
	"hengjian/oversight/act"
	"hengjian/web/frame"
	"hengjian/web/kit"
)

// Me (我的账号) shows who one is here, and what one may set oneself.
func Me(p *frame.Page) error { return p.Render(mePage(p)) }

func meFacts(p *frame.Page) []kit.Fact {
	f := []kit.Fact{
		{Term: p.L("姓名", "Name"), Text: p.Acc.Person},
		{Term: p.L("登录名", "Login"), Text: p.Acc.Login},
		{Term: p.L("岗位", "Functions"), Text: roleNames(p, p.Acc.Roles), Sub: p.L("由安全管理员变更", "changed by the security administrator")},
		{Term: p.L("所在机关", "Committee"), Text: p.Page.Who.PlaceName()},
	}
	for _, a := range p.Me.Acting {
		f = append(f, kit.Fact{Term: p.L("代理", "Acting as"), Text: roleNames(p, []act.Role{a.Role}), Sub: p.L("依据 ", "by ") + a.Note})
	}
	return f
}

func meActs(p *frame.Page) kit.Acts {
	totp := p.L("启用动态口令", "Turn on one-time codes")
	if p.Acc.Totp != "" {
		totp = p.L("停用动态口令", "Turn off one-time codes")
	}
	can := []kit.ActLink{
		{Label: p.L("更换口令", "Change password"), URL: "/me/password"},
		{Label: totp, URL: "/me/totp"},
	}
	if p.Me.Side() != "admin" {
		can = append(can, kit.ActLink{Label: p.L("申报亲友任职", "Declare relatives and friends"), URL: "/me/declare", Main: p.Me.Side() == "congress" && !p.Acc.Declared})
	}
	if len(account.MayHold(p.Acc.Roles)) > 0 {
		can = append(can, kit.ActLink{Label: p.L("我的密钥", "My keys"), URL: "/me/keys"})
	}
	if p.Me.Side() == "congress" {
		can = append(can, kit.ActLink{Label: p.L("授权代理", "Delegations"), URL: "/me/delegate"})
	}
	return kit.Acts{Title: p.L("可以办的", "What you can do"), Can: can}
}

func declaredText(p *frame.Page) (string, kit.Tone) {
	switch {
	case !p.Acc.Declared:
		return p.L("尚未申报。没有的也要申报；申报之前不能开启原文。", "Not declared yet. None is a declaration too; before it no original can be opened."), kit.Warn
	case len(p.Acc.Conflicts) == 0:
		return p.L("已申报：没有亲友在司法机关任职。", "Declared: no relatives or friends in judicial organs."), kit.OK
	}
	return p.L("已申报：", "Declared: ") + kindNames(p, p.Acc.Conflicts), kit.OK
}

// SignOutAll (退出所有登录) ends every session of one's own account.
func SignOutAll(p *frame.Page) error {
	if _, err := p.Do(&account.SignOut{ID: p.Me.ID}); err != nil {
		return err
	}
	p.App.SetCookie(p.W, "")
	return p.GoSaying("/signin", "已在所有设备上退出。", "You are signed out everywhere.")
}
