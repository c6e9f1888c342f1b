package account

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"hengjian/oversight/act"
)

// SetPassword (更换口令) changes one's own password; the old one was checked
// before the act.
type SetPassword struct {
	ID    string `json:"id" form:"id"`
	Old   string `json:"old" form:"old" secret:"true"`
	New   string `json:"new" form:"new" secret:"true"`
	Again string `json:"again" form:"again" secret:"true"`
	Hash  string `json:"-"`
}

func (SetPassword) Name() act.Name { return "account.set_password" }
func (s SetPassword) On() string   { return s.ID }

// Do sets the password and signs out every other session.
func (s SetPassword) Do(a Account, m act.Moment) (Account, error) {
	if a.ID != m.By {
		return a, act.None()
	}
	if s.Hash == "" {
		return a, act.Wrong("new", "请输入新口令。", "Give the new password.")
	}
	a.Hash, a.Temporary = s.Hash, false
	a.Epoch++
	return a, nil
}

// ResetPassword (重置口令) gives a one-time password. One-time codes are turned
// off with it: a lost phone must not lock its owner out for good.
type ResetPassword struct {
	ID       string `json:"id" form:"id"`
	Password string `json:"password" form:"password" secret:"true"`
	Hash     string `json:"-"`
}

func (ResetPassword) Name() act.Name { return "account.reset_password" }
func (s ResetPassword) On() string   { return s.ID }

// Do sets the one-time password.
func (s ResetPassword) Do(a Account, m act.Moment) (Account, error) {
	if s.Hash == "" {
		return a, act.Wrong("password", "请设置一次性口令。", "Set a one-time password.")
	}
	a.Hash, a.Temporary, a.Totp = s.Hash, true, ""
	a.Epoch++
	return a, nil
}

// CheckPassword says what is wrong with a new password: at least 10
// characters, of at least three sorts or 16 long, not the login, no run of one
// character.
func CheckPassword(pw, login string) error {
	var k act.Check
	n := utf8.RuneCountInString(pw)
	k.Want(n >= 10, "new", "口令至少 10 位。", "The password has at least 10 characters.")
	k.Want(n <= 128, "new", "口令最多 128 位。", "The password has at most 128 characters.")
	k.Want(n >= 16 || sorts(pw) >= 3, "new", "口令至少含大写、小写、数字、符号中的三种，或者 16 位以上。", "Use three of upper case, lower case, digits, symbols, or 16 characters.")
	k.Want(login == "" || !strings.Contains(strings.ToLower(pw), strings.ToLower(login)), "new", "口令不能包含登录名。", "The password must not contain the login.")
	k.Want(distinct(pw) >= 5, "new", "口令太简单。", "The password is too simple.")
	return k.Err()
}

func sorts(s string) int {
	var up, low, dig, sym int
	for _, r := range s {
		switch {
		case unicode.IsUpper(r):
			up = 1
		case unicode.IsLower(r):
			low = 1
		case unicode.IsDigit(r):
			dig = 1
		default:
			sym = 1
		}
	}
	return up + low + dig + sym
}

func distinct(s string) int {
	rs := []rune(s)
	slices.Sort(rs)
	return len(slices.Compact(rs))
}
