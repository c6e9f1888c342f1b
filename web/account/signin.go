// Package account is the pages about people's way in: signing in, the first
// set-up, one's own account and keys, and the administrators' accounts.
package account

import (
	"strings"

	"hengjian/web/frame"
	"hengjian/web/kit"
)

type signInForm struct {
	Login    string `form:"login"`
	Password string `form:"password"`
	Code     string `form:"code"`
	Back     string `form:"back"`
}

// SignIn (登录) begins a session.
func SignIn(p *frame.Page) error {
	if empty, err := p.O.Empty(p.Ctx()); err != nil {
		return err
	} else if empty {
		return p.Go("/setup")
	}
	back := p.R.URL.Query().Get("back")
	if !p.Post() {
		if p.Me.ID != "" {
			return p.Go("/")
		}
		return p.Render(signInPage(p.Page, back))
	}
	in, err := kit.Form[signInForm](p.Page)
	if err != nil {
		return p.Again(signInPage(p.Page, back), err)
	}
	token, acc, err := p.O.SignIn(p.Ctx(), in.Login, in.Password, in.Code)
	if err != nil {
		return p.Again(signInPage(p.Page, in.Back), err)
	}
	p.App.SetCookie(p.W, token)
	if acc.Temporary {
		return p.Go("/me/password")
	}
	if !strings.HasPrefix(in.Back, "/") {
		in.Back = "/"
	}
	return p.Go(in.Back)
}

// SignOut (退出) ends the session.
func SignOut(p *frame.Page) error {
	if c, err := p.R.Cookie(p.App.Cookie()); err == nil {
		if err := p.O.SignOut(p.Ctx(), c.Value); err != nil {
			return err
		}
	}
	p.App.SetCookie(p.W, "")
	return p.Go("/signin")
}
