// Package account is the installation's people: accounts with the functions
// they hold (岗位), their keys for sealed material, and delegations when absent
// (授权代理). System, security and audit administrators (三员) are different
// people and see no content.
package account

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

// Account is one person's way in.
type Account struct {
	act.Head
	Login     string
	Person    string `col:"full_name"` // name as shown to colleagues
	Hash      string // argon2id of the password
	Roles     []act.Role
	Organ     string   // organs' side only: id of the organ
	Conflicts []string // kinds of organ where relatives or friends serve
	Declared  bool     // conflicts were declared, none included
	Numbers   []string // certificate numbers (证件编号) of her own, present or former: of an officer, a lawyer
	Epoch     int64    // raised to sign out everywhere
	Temporary bool     // the password must be changed at the next sign-in
	Totp      string   // TOTP secret, empty when not used
}

// Life of an account.
var Life = act.Life{
	Kind: "account", Zh: "账号", En: "Account",
	States: []act.State{{Code: "active", Zh: "在用", En: "Active", Tone: "ok", Open: true}, {Code: "disabled", Zh: "停用", En: "Disabled"}},
	Verbs: []act.Verb{
		{Do: "account.open", Zh: "开立账号", En: "Open an account", SayZh: "给出一次性口令，首次登录须更换。", SayEn: "A one-time password is given and must be changed at the first sign-in."},
		{Do: "account.change", Zh: "变更岗位", En: "Change functions", SayZh: "岗位决定能看什么、能办什么；变更立即生效，并退出其所有登录。", SayEn: "Functions decide what can be seen and done; it takes effect at once and signs the person out."},
		{Do: "account.set_password", Zh: "更换口令", En: "Change password"},
		{Do: "account.reset_password", Zh: "重置口令", En: "Reset password", SayZh: "给出一次性口令，停用其动态口令，并退出其所有登录。", SayEn: "A one-time password is given, one-time codes are turned off and the person is signed out everywhere."},
		{Do: "account.declare", Zh: "申报亲友任职", En: "Declare relatives and friends", SayZh: "申报后，您不会再收到和打开反映这类机关的原文。", SayEn: "Afterwards you will neither receive nor open originals about that kind of organ."},
		{Do: "account.sign_out", Zh: "退出所有登录", En: "Sign out everywhere"},
		{Do: "account.set_totp", Zh: "动态口令", En: "One-time codes"},
		{Do: "account.disable", Zh: "停用账号", En: "Disable", SayZh: "立即退出所有登录，不能再登录；办理记录保留。", SayEn: "Signed out at once, no way in any more; what was done stays on record."},
		{Do: "account.enable", Zh: "恢复账号", En: "Enable"},
	},
	Steps: []act.Step{
		{From: act.In(act.Birth), Do: "account.open", To: []string{"active"}, Who: []act.Role{access.SecAdmin}, Basis: "GB22239"},
		{From: act.In("active"), Do: "account.change", To: same, Who: []act.Role{access.SecAdmin}, Basis: "GB22239"},
		{From: act.In("active"), Do: "account.set_password", To: same, Who: []act.Role{access.Anyone}, Basis: "GB22239"},
		{From: act.In("active"), Do: "account.reset_password", To: same, Who: []act.Role{access.SecAdmin}, Basis: "GB22239"},
		{From: act.In("active"), Do: "account.declare", To: same, Who: []act.Role{access.Anyone}, Basis: "XF22 28"},
		{From: act.In("active"), Do: "account.sign_out", To: same, Who: []act.Role{access.Anyone, access.SecAdmin}, Basis: "GB22239"},
		{From: act.In("active"), Do: "account.set_totp", To: same, Who: []act.Role{access.Anyone}, Basis: "GB22239"},
		{From: act.In("active"), Do: "account.disable", To: []string{"disabled"}, Who: []act.Role{access.SecAdmin}, Basis: "GB22239"},
		{From: act.In("disabled"), Do: "account.enable", To: []string{"active"}, Who: []act.Role{access.SecAdmin}, Basis: "GB22239"},
	},
}

var same = []string{act.Same}

// Matter lists accounts for the administrators.
func (a Account) Matter() act.Matter {
	return act.Matter{Title: a.Person, Organ: a.Organ, Words: a.Login + "\n" + a.Person}
}

// Actor makes the person who acts of a signed-in account.
func (a Account) Actor(acting []access.Acting) access.Person {
	return access.Person{ID: a.ID, Login: a.Login, Name: a.Person, Roles: a.Roles, Acting: acting, Place: a.Place, Organ: a.Organ, Conflicts: a.Conflicts}
}

// Open (开立账号) makes an account with a one-time password.
type Open struct {
	Login    string     `json:"login" form:"login"`
	Person   string     `json:"person" form:"person"`
	Roles    []act.Role `json:"roles" form:"roles"`
	Place    string     `json:"place" form:"place"`
	Organ    string     `json:"organ" form:"organ"`
	Password string     `json:"password" form:"password" secret:"true"`
	Hash     string     `json:"-"` // made of the password before the act
	Lasting  bool       `json:"lasting" own:"true"`
	Needs    OpenNeeds  `json:"-"`
}

// OpenNeeds are facts of the register.
type OpenNeeds struct {
	Taken      bool   // the login exists
	PlaceKnown bool   // there is a committee at the place
	OrganPlace string // place of the organ, empty if unknown
}

func (Open) Name() act.Name { return "account.open" }
func (Open) On() string     { return "" }

// Do opens the account.
func (o Open) Do(a Account, m act.Moment) (Account, error) {
	var k act.Check
	k.Want(LoginOK(o.Login), "login", "登录名用 3 到 32 个小写字母、数字、点或横线。", "The login has 3 to 32 lower-case letters, digits, dots or dashes.")
	k.Want(!o.Needs.Taken, "login", "这个登录名已经有人用了。", "This login is taken.")
	k.Want(o.Needs.PlaceKnown, "place", "这个地区没有设立常委会。", "There is no committee at this place.")
	checkPerson(&k, o.Person)
	checkRoles(&k, o.Roles, o.Organ)
	k.Want(o.Organ == "" || o.Needs.OrganPlace == o.Place, "organ", "监督对象里本级没有这个机关。", "The register has no such organ at this level.")
	k.Want(o.Hash != "", "password", "请设置口令。", "Set a password.")
	if err := k.Err(); err != nil {
		return a, err
	}
	a.Login, a.Person, a.Roles, a.Place, a.Organ, a.Hash, a.Temporary = o.Login, strings.TrimSpace(o.Person), o.Roles, o.Place, o.Organ, o.Hash, !o.Lasting
	a.Join(a.ID, "owner")
	return a, nil
}

// LoginOK reports whether a login has the allowed form.
func LoginOK(s string) bool {
	if len(s) < 3 || len(s) > 32 {
		return false
	}
	return strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789.-_") == ""
}

func checkPerson(k *act.Check, name string) {
	n := utf8.RuneCountInString(strings.TrimSpace(name))
	k.Want(n >= 2 && n <= 30, "person", "请填写姓名，2 到 30 个字。", "Give the name, 2 to 30 characters.")
}

func checkRoles(k *act.Check, roles []act.Role, organ string) {
	k.Want(len(roles) > 0, "roles", "请至少选择一个岗位。", "Choose at least one function.")
	sides := map[string]int{}
	for _, r := range roles {
		t := access.Text(r)
		known := slices.ContainsFunc(access.Roles, func(x access.RoleText) bool { return x.Role == r && x.Side != "door" })
		k.Want(known, "roles", fmt.Sprintf("没有“%s”这个岗位。", r), fmt.Sprintf("There is no function %q.", r))
		sides[t.Side]++
	}
	k.Want(len(sides) <= 1, "roles", "人大一方、机关一方和管理员的岗位不能由一人兼任。", "Functions of the congress, the organs and the administrators cannot be held together.")
	k.Want(sides["admin"] <= 1, "roles", "系统、安全、审计管理员须由不同的人担任（三员分立）。", "System, security and audit administrators must be different people.")
	k.Want((sides["organ"] > 0) == (organ != ""), "organ", "机关一方的岗位须选择机关，其他岗位不选。", "Functions of the organs' side need an organ, others have none.")
}

// Change (变更岗位) changes name and functions.
type Change struct {
	ID     string      `json:"id" form:"id"`
	Person string      `json:"person" form:"person"`
	Roles  []act.Role  `json:"roles" form:"roles"`
	Organ  string      `json:"organ" form:"organ"`
	Needs  ChangeNeeds `json:"-"`
}

// ChangeNeeds are facts of the register and of other accounts.
type ChangeNeeds struct {
	OrganPlace string
	LastAdmin  bool // the only active security administrator
}

func (Change) Name() act.Name { return "account.change" }
func (c Change) On() string   { return c.ID }

// Do changes the functions.
func (c Change) Do(a Account, m act.Moment) (Account, error) {
	var k act.Check
	checkPerson(&k, c.Person)
	checkRoles(&k, c.Roles, c.Organ)
	k.Want(c.Organ == "" || c.Needs.OrganPlace == a.Place, "organ", "监督对象里本级没有这个机关。", "The register has no such organ at this level.")
	k.Want(!c.Needs.LastAdmin || slices.Contains(c.Roles, access.SecAdmin), "roles", "这是最后一名安全管理员，不能去掉这个岗位。", "This is the last security administrator.")
	if err := k.Err(); err != nil {
		return a, err
	}
	a.Person, a.Roles, a.Organ = strings.TrimSpace(c.Person), c.Roles, c.Organ
	a.Epoch++
	return a, nil
}
