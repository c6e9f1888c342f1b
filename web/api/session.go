package api

import (
	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

type credentials struct {
	Login    string `json:"login"`
	Password string `json:"password"`
	Code     string `json:"code"` // of accounts with one-time codes
}

// notHim is a login, password or code that is wrong: 401, not a field to mend.
type notHim struct{ error }

func (e notHim) Unwrap() error { return e.error }

// signIn begins a session; failures lock the login as on the page.
func signIn(c *call) (any, error) {
	var in credentials
	if err := c.decode(&in, nil); err != nil {
		return nil, err
	}
	token, _, err := c.o.SignIn(c.ctx(), in.Login, in.Password, in.Code)
	if act.KindOf(err) == act.Invalid {
		return nil, notHim{err}
	}
	if err != nil {
		return nil, err
	}
	return map[string]string{"token": token}, nil
}

func signOut(c *call) (any, error) {
	return nil, c.o.SignOut(c.ctx(), c.token())
}

type roleView struct {
	Role act.Role `json:"role"`
	Zh   string   `json:"zh"`
	En   string   `json:"en"`
	Side string   `json:"side"`
	For  string   `json:"for,omitempty"` // whose function, when acting for a colleague
	Note string   `json:"note,omitempty"`
}

func roleOf(r act.Role) roleView {
	t := access.Text(r)
	return roleView{Role: r, Zh: t.Zh, En: t.En, Side: t.Side}
}

// whoAmI tells who the token's owner is and what she may act as.
func whoAmI(c *call) (any, error) {
	unread, err := c.o.Unread(c.ctx(), c.me)
	if err != nil {
		return nil, err
	}
	roles, acting := []roleView{}, []roleView{}
	for _, r := range c.me.Roles {
		roles = append(roles, roleOf(r))
	}
	for _, a := range c.me.Acting {
		v := roleOf(a.Role)
		v.For, v.Note = a.For, a.Note
		acting = append(acting, v)
	}
	return map[string]any{"id": c.me.ID, "login": c.me.Login, "name": c.me.Name, "side": c.me.Side(), "roles": roles, "acting": acting,
		"place": c.me.Place, "organ": c.me.Organ, "temporary": c.acc.Temporary, "declared": c.acc.Declared, "unread": unread}, nil
}
