package account

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"hengjian/oversight/act"
)

// Declare (申报亲友任职) records the kinds of organ where relatives or friends
// serve, before any original is opened; none is a declaration too.
type Declare struct {
	ID        string   `json:"id" form:"id"`
	Conflicts []string `json:"conflicts" form:"conflicts"`
	Numbers   string   `json:"numbers,omitempty" form:"numbers"` // her own certificate numbers, present or former
}

func (Declare) Name() act.Name { return "account.declare" }
func (d Declare) On() string   { return d.ID }

// identity is the form of a resident's identity number; a lawyer's licence has 17
// digits.
var identity = regexp.MustCompile(`^\d{17}[\dXx]$|^\d{15}$`)

// OrganKinds are the kinds of organ a conflict may name.
var OrganKinds = []string{"police", "procuratorate", "court", "justice", "supervision"}

// Do records the declaration.
func (d Declare) Do(a Account, m act.Moment) (Account, error) {
	if a.ID != m.By {
		return a, act.None()
	}
	for _, c := range d.Conflicts {
		ok := false
		for _, k := range OrganKinds {
			ok = ok || k == c
		}
		if !ok {
			return a, act.Wrong("conflicts", fmt.Sprintf("没有“%s”这类机关。", c), fmt.Sprintf("There is no kind of organ %q.", c))
		}
	}
	nos := strings.FieldsFunc(d.Numbers, func(c rune) bool { return strings.ContainsRune("、，,；; \t\n\r　", c) })
	var k act.Check
	k.Neutral("numbers", d.Numbers)
	if err := k.Err(); err != nil {
		return a, err
	}
	for _, n := range nos {
		if len(nos) > 5 || utf8.RuneCountInString(n) > 40 || !strings.ContainsAny(n, "0123456789") || identity.MatchString(n) {
			return a, act.Wrong("numbers", "最多写 5 个证件编号（工作证、执业证），每个都有数字，不写身份证号。", "At most 5 certificate numbers, of office or practice, with digits; never the identity number.")
		}
	}
	a.Conflicts, a.Numbers, a.Declared = d.Conflicts, nos, true
	return a, nil
}

// SignOut (退出所有登录) ends every session of an account.
type SignOut struct {
	ID string `json:"id" form:"id"`
}

func (SignOut) Name() act.Name { return "account.sign_out" }
func (s SignOut) On() string   { return s.ID }

// Do raises the epoch; sessions of an older one are void.
func (s SignOut) Do(a Account, m act.Moment) (Account, error) { a.Epoch++; return a, nil }

// SetTOTP turns one-time codes on or off; the code was checked before the act.
type SetTOTP struct {
	ID     string `json:"id" form:"id"`
	Secret string `json:"secret" form:"secret" secret:"true"`
	Code   string `json:"code" form:"code" secret:"true"`
	Off    bool   `json:"off" form:"off"`
}

func (SetTOTP) Name() act.Name { return "account.set_totp" }
func (s SetTOTP) On() string   { return s.ID }

// Do keeps or forgets the secret.
func (s SetTOTP) Do(a Account, m act.Moment) (Account, error) {
	if a.ID != m.By {
		return a, act.None()
	}
	if s.Off {
		a.Totp = ""
		return a, nil
	}
	if s.Secret == "" {
		return a, act.Wrong("code", "请先扫描二维码，再填写动态口令。", "Scan the code first, then give the one-time code.")
	}
	a.Totp = s.Secret
	return a, nil
}

// Disable (停用账号).
type Disable struct {
	ID    string      `json:"id" form:"id"`
	Needs ChangeNeeds `json:"-"`
}

func (Disable) Name() act.Name { return "account.disable" }
func (d Disable) On() string   { return d.ID }

// Do disables the account, unless it is the last security administrator's.
func (d Disable) Do(a Account, m act.Moment) (Account, error) {
	if d.Needs.LastAdmin {
		return a, act.Refuse(act.NotNow, "这是最后一名安全管理员，不能停用。", "This is the last security administrator.")
	}
	a.Epoch++
	return a, nil
}

// Enable (恢复账号).
type Enable struct {
	ID string `json:"id" form:"id"`
}

func (Enable) Name() act.Name { return "account.enable" }
func (e Enable) On() string   { return e.ID }

// Do enables the account again.
func (e Enable) Do(a Account, m act.Moment) (Account, error) { return a, nil }
