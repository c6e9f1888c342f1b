package account

import (
	"github.com/google/uuid"

	"hengjian/office"
	"hengjian/oversight/account"
	"hengjian/oversight/act"
	"hengjian/oversight/organ"
	"hengjian/web/frame"
	"hengjian/web/kit"
)

type setupForm struct {
	organ.Found
	Login    string `form:"login"`
	Person   string `form:"person"`
	Password string `form:"password"`
	Again    string `form:"again"`
}

// Setup (初始化) is the first run: the first committee and its security
// administrator. Once anybody has an account the page does not exist.
func Setup(p *frame.Page) error {
	if empty, err := p.O.Empty(p.Ctx()); err != nil {
		return err
	} else if !empty {
		return act.None()
	}
	if !p.Post() {
		return p.Render(setupPage(p))
	}
	in, err := kit.Form[setupForm](p.Page)
	if err == nil && in.Again != in.Password {
		err = act.Wrong("again", "两次输入的口令不一致。", "The two passwords differ.")
	}
	if err == nil {
		err = setUp(p, in)
	}
	if err != nil {
		return p.Again(setupPage(p), err)
	}
	token, _, err := p.O.SignIn(p.Ctx(), in.Login, in.Password, "")
	if err != nil {
		return err
	}
	p.App.SetCookie(p.W, token)
	return p.GoSaying("/admin", "已设立。请按下面的顺序继续。", "Set up. Please go on in the order below.")
}

func setUp(p *frame.Page, in setupForm) error {
	ord := [2]office.Order{p.Order()}
	if id, err := uuid.Parse(ord[0].ActID); err == nil {
		ord[1].ActID = uuid.NewSHA1(id, []byte("administrator")).String()
	}
	// The person sitting here chose the password: it is not a one-time one.
	admin := account.Open{Login: in.Login, Person: in.Person, Password: in.Password, Lasting: true}
	return p.O.SetUp(p.Ctx(), in.Found, admin, ord)
}
