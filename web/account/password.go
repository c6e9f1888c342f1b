package account

import (
	"hengjian/oversight/account"
	"hengjian/web/frame"
)

// Password (更换口令) changes one's own password; after a one-time password it
// is the only page there is.
func Password(p *frame.Page) error {
	if !p.Post() {
		return p.Render(passwordPage(p))
	}
	in, err := frame.Form[account.SetPassword](p)
	in.ID = p.Me.ID
	if err == nil {
		_, err = p.Do(&in)
	}
	if err != nil {
		return p.Again(passwordPage(p), err)
	}
	// The act signed out every session; this browser gets a new one.
	token, err := p.O.Renew(p.Ctx(), p.Me)
	if err != nil {
		return err
	}
	p.App.SetCookie(p.W, token)
	return p.GoSaying("/me", "口令已更换，其他登录已退出。", "Password changed; other sessions are signed out.")
}
