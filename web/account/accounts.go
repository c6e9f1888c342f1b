package account

import (
	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/account"
	"hengjian/oversight/act"
	"hengjian/web/frame"
	"hengjian/web/kit"
)

type accountsFilter struct {
	Q      string `form:"q"`
	Place  string `form:"place"`
	State  string `form:"state"`
	After  string `form:"after"`
	Before string `form:"before"`
}

// Accounts (账号) lists accounts for the security administrator.
func Accounts(p *frame.Page) error {
	f, err := kit.Form[accountsFilter](p.Page)
	if err != nil {
		return err
	}
	rows, err := p.O.ListAccounts(p.Ctx(), p.Me, office.AccountsFilter{Text: f.Q, Place: f.Place, State: f.State}, f.After, f.Before, 50)
	if err != nil {
		return err
	}
	places, err := committees(p)
	if err != nil {
		return err
	}
	return p.Render(accountsPage(p, accountsBar(p, f, places), accountsTable(p, rows, places), p.Me.Has(access.SecAdmin)))
}

// committees are the committees as options of a list.
func committees(p *frame.Page) ([]kit.Option, error) {
	cs, err := p.O.Committees(p.Ctx(), p.Me)
	var out []kit.Option
	for _, c := range cs {
		out = append(out, kit.Option{Value: c.Place, Label: c.Short})
	}
	return out, err
}

func accountsBar(p *frame.Page, f accountsFilter, places []kit.Option) kit.Filters {
	all := kit.Option{Label: p.L("全部", "All")}
	bar := kit.Filters{Fields: []kit.Field{
		{Name: "q", Label: p.L("姓名或登录名", "Name or login"), Type: "search", Value: f.Q},
		{Name: "place", Label: p.L("常委会", "Committee"), Value: f.Place, Options: append([]kit.Option{all}, places...)},
		{Name: "state", Label: p.L("状态", "State"), Value: f.State, Options: []kit.Option{all, {Value: "active", Label: p.L("在用", "Active")}, {Value: "disabled", Label: p.L("停用", "Disabled")}}},
	}}
	if f.Q+f.Place+f.State != "" {
		bar.Clear = "/admin/accounts"
	}
	return bar
}

func accountsTable(p *frame.Page, rows office.AccountsPage, places []kit.Option) kit.Table {
	names := map[string]string{}
	for _, o := range places {
		names[o.Value] = o.Label
	}
	t := kit.Table{ID: "accounts", Caption: p.L("账号", "Accounts"), Cols: []kit.Col{{Key: "person", Label: p.L("姓名", "Name")}, {Key: "login", Label: p.L("登录名", "Login")}, {Key: "roles", Label: p.L("岗位", "Functions")}, {Key: "place", Label: p.L("常委会", "Committee"), Narrow: true}, {Key: "state", Label: p.L("状态", "State")}},
		Empty: kit.Empty{Title: p.L("没有符合条件的账号", "No such account")}}
	for _, a := range rows.Rows {
		url := "/admin/accounts/" + a.ID
		t.Rows = append(t.Rows, kit.Row{ID: a.ID, Label: a.Person, URL: url, Cells: []kit.Cell{{Text: a.Person, URL: url}, {Text: a.Login}, {Text: roleNames(p, a.Roles)}, {Text: names[a.Place]}, {State: state(p, &accountLife, a.State)}}})
	}
	if rows.Prev != "" {
		t.Prev = p.Keep("before", rows.Prev)
	}
	if rows.Next != "" {
		t.Next = p.Keep("after", rows.Next)
	}
	return t
}

// Account shows one account to the administrators, with what may be done and
// what was done to it.
func Account(p *frame.Page) error {
	v, err := loadAccount(p)
	if err != nil {
		return err
	}
	return p.Render(accountPage(p, v))
}

type accountView struct {
	account.Account
	Organ  string
	Acts   kit.Acts
	Events []kit.Event
}

// loadAccount reads the account of the path; the pages of oneself are elsewhere.
func loadAccount(p *frame.Page) (v accountView, err error) {
	if !p.Me.Has(access.SecAdmin) && !p.Me.Has(access.AudAdmin) {
		return v, act.None()
	}
	if v.Account, err = office.Item(p.Ctx(), p.O, p.Me, office.Accounts, p.R.PathValue("id")); err != nil {
		return v, err
	}
	if v.Account.Organ != "" {
		if o, err := office.Item(p.Ctx(), p.O, p.Me, office.Organs, v.Account.Organ); err == nil {
			v.Organ = o.Name
		}
	}
	lines, err := p.O.History(p.Ctx(), "account", v.ID)
	if err != nil {
		return v, err
	}
	v.Events, err = accountEvents(p, lines)
	v.Acts = accountActs(p, v)
	return v, err
}

func accountEvents(p *frame.Page, lines []office.Line) ([]kit.Event, error) {
	var ids []string
	for _, l := range lines {
		ids = append(ids, l.Actor)
	}
	names, err := p.Names(ids)
	var out []kit.Event
	for i := len(lines) - 1; i >= 0; i-- {
		l := lines[i]
		verb, _ := say(p, &accountLife, act.Name(l.Act))
		out = append(out, kit.Event{At: p.Moment(instant(l.At)), Who: names[l.Actor], What: verb, Record: l.Seq})
	}
	return out, err
}

func accountActs(p *frame.Page, v accountView) kit.Acts {
	a := kit.Acts{}
	if !p.Me.Has(access.SecAdmin) {
		a.Note = p.L("由安全管理员办理。", "For the security administrator.")
		return a
	}
	at := "/admin/accounts/" + v.ID
	link := func(do act.Name, url string, danger bool) {
		name, _ := say(p, &accountLife, do)
		a.Can = append(a.Can, kit.ActLink{Label: name, URL: at + url, Danger: danger})
	}
	if v.State == "disabled" {
		link("account.enable", "/enable", false)
		return a
	}
	link("account.change", "/change", false)
	link("account.reset_password", "/reset", false)
	link("account.sign_out", "/sign-out", false)
	link("account.disable", "/disable", true)
	return a
}

func accountFacts(p *frame.Page, v accountView) []kit.Fact {
	onOff := func(on bool) string {
		if on {
			return p.L("是", "Yes")
		}
		return p.L("否", "No")
	}
	f := []kit.Fact{{Term: p.L("登录名", "Login"), Text: v.Login}, {Term: p.L("岗位", "Functions"), Text: roleNames(p, v.Roles)}}
	if v.Account.Organ != "" {
		f = append(f, kit.Fact{Term: p.L("机关", "Organ"), Text: v.Organ})
	}
	return append(f,
		kit.Fact{Term: p.L("地区代码", "Place code"), Text: v.Place},
		kit.Fact{Term: p.L("开立日", "Opened"), Text: v.Opened},
		kit.Fact{Term: p.L("待更换一次性口令", "One-time password to be changed"), Text: onOff(v.Temporary)},
		kit.Fact{Term: p.L("动态口令", "One-time codes"), Text: onOff(v.Totp != "")},
		kit.Fact{Term: p.L("已申报亲友任职", "Relatives declared"), Text: onOff(v.Declared)})
}
