package account

import (
	"strings"
	"time"

	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/account"
	"hengjian/oversight/act"
	"hengjian/web/frame"
	"hengjian/web/kit"
)

type accountForm struct {
	Places, Organs []kit.Option
	At             kit.Field // of roles: what is held now
	Person, Organ  string
	New            bool
	Cancel         string
}

func newAccountForm(p *frame.Page) (f accountForm, err error) {
	if !p.Me.Has(access.SecAdmin) {
		return f, act.None()
	}
	if f.Places, err = committees(p); err != nil {
		return f, err
	}
	short := map[string]string{}
	for _, o := range f.Places {
		short[o.Value] = o.Label
	}
	organs, err := p.O.OrganChoices(p.Ctx(), p.Me)
	f.Organs = []kit.Option{{Label: p.L("不属于机关一方", "Not of an organ")}}
	for _, o := range organs {
		f.Organs = append(f.Organs, kit.Option{Value: o.ID, Label: o.Name})
	}
	f.At = kit.Field{Name: "roles", Label: p.L("岗位", "Functions"), Hint: p.L("人大一方、机关一方、管理员不能兼任", "Functions of the congress, the organs and the administrators cannot be held together"), Options: roleOptions(p)}
	return f, err
}

// OpenAccount (开立账号) gives a one-time password, shown once.
func OpenAccount(p *frame.Page) error {
	f, err := newAccountForm(p)
	if err != nil {
		return err
	}
	f.New, f.Cancel = true, "/admin/accounts"
	if !p.Post() {
		return p.Render(accountFormPage(p, f))
	}
	in, err := frame.Form[account.Open](p)
	in.Login, in.Password = strings.ToLower(strings.TrimSpace(in.Login)), office.OneTimePassword()
	var ans office.Answer
	if err == nil {
		ans, err = p.Do(&in)
	}
	if err != nil {
		return p.Again(accountFormPage(p, f), err)
	}
	return p.Render(oneTimePage(p, oneTime{Person: in.Person, Login: in.Login, Password: in.Password, Repeat: ans.Repeat, URL: "/admin/accounts/" + ans.Subject}))
}

// oneTime is a one-time password on its only showing.
type oneTime struct {
	Person, Login, Password, URL string
	Repeat                       bool // the form was sent twice: the first password counts
}

// ChangeAccount (变更岗位) changes name, functions and organ.
func ChangeAccount(p *frame.Page) error {
	f, err := newAccountForm(p)
	if err != nil {
		return err
	}
	v, err := loadAccount(p)
	if err != nil {
		return err
	}
	f.At.Values, f.Person, f.Organ, f.Cancel = roleStrings(v.Roles), v.Person, v.Account.Organ, "/admin/accounts/"+v.ID
	if !p.Post() {
		return p.Render(accountFormPage(p, f))
	}
	in, err := frame.Form[account.Change](p)
	in.ID = v.ID
	if err == nil {
		_, err = p.Do(&in)
	}
	if err != nil {
		return p.Again(accountFormPage(p, f), err)
	}
	return p.GoSaying(f.Cancel, "岗位已变更，其登录已退出。", "Changed; the person is signed out.")
}

// ResetAccount (重置口令) gives a new one-time password, shown once.
func ResetAccount(p *frame.Page) error {
	v, err := sureOf(p, "account.reset_password")
	if err != nil {
		return err
	}
	if !p.Post() {
		return p.Render(surePage(p, v))
	}
	in := account.ResetPassword{ID: v.ID, Password: office.OneTimePassword()}
	ans, err := p.Do(&in)
	if err != nil {
		return p.Again(surePage(p, v), err)
	}
	return p.Render(oneTimePage(p, oneTime{Person: v.Person, Login: v.Login, Password: in.Password, Repeat: ans.Repeat, URL: "/admin/accounts/" + v.ID}))
}

// sure is a page that asks once more before an act without further questions.
type sure struct {
	accountView
	Do           act.Name
	Name, Effect string
	Danger       bool
}

func sureOf(p *frame.Page, do act.Name) (s sure, err error) {
	if !p.Me.Has(access.SecAdmin) {
		return s, act.None()
	}
	s.Do, s.Danger = do, do == "account.disable"
	s.Name, s.Effect = say(p, &accountLife, do)
	s.accountView, err = loadAccount(p)
	return s, err
}

// Ask makes the page of such an act.
func Ask(do act.Name, zh, en string) frame.Func {
	return func(p *frame.Page) error {
		v, err := sureOf(p, do)
		if err != nil {
			return err
		}
		if !p.Post() {
			return p.Render(surePage(p, v))
		}
		if _, err := p.Do(plain(do, v.ID)); err != nil {
			return p.Again(surePage(p, v), err)
		}
		return p.GoSaying("/admin/accounts/"+v.ID, zh, en)
	}
}

func plain(do act.Name, id string) any {
	switch do {
	case "account.disable":
		return &account.Disable{ID: id}
	case "account.enable":
		return &account.Enable{ID: id}
	}
	return &account.SignOut{ID: id}
}

func instant(us int64) time.Time { return time.UnixMicro(us) }
