package office

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"strings"
	"time"

	"hengjian/oversight/access"
	"hengjian/oversight/account"
	"hengjian/oversight/act"
	"hengjian/store"
)

// Limits of signing in and of sessions.
const (
	maxFailures = 5                // within lockWindow locks the login
	lockWindow  = 15 * time.Minute // of failures, and for how long it stays locked
	idle        = 30 * time.Minute // without a request
	longest     = 12 * time.Hour
)

// errSignIn is one answer for an unknown login, a wrong password and a wrong
// code: nothing can be learnt from it.
var errSignIn = act.Wrong("login", "登录名、口令或者动态口令不对。", "The login, the password or the code is wrong.")

// SignIn checks a login and begins a session. Five failures in a quarter of an
// hour lock the login for as long.
func (o *Office) SignIn(ctx context.Context, login, password, code string) (token string, acc account.Account, err error) {
	login = strings.ToLower(strings.TrimSpace(login))
	if err := o.locked(ctx, login); err != nil {
		return "", acc, err
	}
	as, err := store.Accounts.Where(o.View(ctx), "login=?", login)
	if err != nil {
		return "", acc, err
	}
	hash := decoy()
	if len(as) == 1 {
		acc, hash = as[0], as[0].Hash
	}
	fits, err := passwordFits(password, hash)
	if err != nil {
		return "", acc, err
	}
	ok := fits && len(as) == 1 && acc.State == "active"
	if ok && acc.Totp != "" {
		ok = o.codeFits(code, acc.Totp)
	}
	if !ok {
		if err := o.Store.Failed(ctx, login, o.Now()); err != nil {
			return "", acc, err
		}
		return "", account.Account{}, errSignIn
	}
	token, err = o.Store.NewSession(ctx, acc.ID, o.Now())
	return token, acc, err
}

// locked refuses a login with too many recent failures, whether it exists or
// not. Resetting the password forgives them.
func (o *Office) locked(ctx context.Context, login string) error {
	fails, err := o.Store.Failures(ctx, login, o.Now().Add(-lockWindow))
	if err == nil && fails >= maxFailures {
		err = act.Refuse(act.NotNow, "连续输错次数过多，请 15 分钟后再试，或请安全管理员重置口令。",
			"Too many failures; try again in 15 minutes or ask the security administrator to reset the password.")
	}
	return err
}

var decoyHash string

// decoy is a hash that fits nothing, so that an unknown login costs the same
// time as a known one.
func decoy() string {
	if decoyHash == "" {
		var b [12]byte
		rand.Read(b[:])
		decoyHash, _ = hashPassword(base64.RawStdEncoding.EncodeToString(b[:]))
	}
	return decoyHash
}

// ErrSignedOut means that a token opens no session (any more).
var ErrSignedOut = errors.New("signed out")

// Enter returns who a session token belongs to. The account is read for each
// request: a disabled account or a raised epoch ends every session at once.
func (o *Office) Enter(ctx context.Context, token string) (access.Person, account.Account, error) {
	sum := sha256.Sum256([]byte(token))
	s, err := o.Store.Session(ctx, hex.EncodeToString(sum[:]))
	if err != nil {
		return access.Person{}, account.Account{}, err
	}
	now := o.Now()
	if s.Account == "" || now.Sub(s.Seen) > idle || now.Sub(s.Made) > longest {
		return access.Person{}, account.Account{}, ErrSignedOut
	}
	acc, err := store.Accounts.Load(o.View(ctx), s.Account)
	if act.KindOf(err) == act.Missing || err == nil && (acc.State != "active" || s.Epoch != acc.Epoch) {
		return access.Person{}, acc, ErrSignedOut
	}
	if err != nil {
		return access.Person{}, acc, err
	}
	if now.Sub(s.Seen) > time.Minute {
		if err := o.Store.Seen(ctx, s.Hash, now); err != nil {
			return access.Person{}, acc, err
		}
	}
	p, err := o.Person(ctx, acc)
	return p, acc, err
}

// Person makes who acts of an account, with the delegations in force today.
func (o *Office) Person(ctx context.Context, acc account.Account) (access.Person, error) {
	day := act.DayOf(o.Now())
	ds, err := store.Delegations.Where(o.View(ctx), "receiver=? AND state='granted' AND since<=? AND until>=?", acc.ID, day, day)
	if err != nil {
		return access.Person{}, err
	}
	var acting []access.Acting
	for _, d := range ds {
		acting = append(acting, access.Acting{Role: d.Role, For: d.Giver, Note: d.Minute})
	}
	return acc.Actor(acting), nil
}

// SignOut ends one session.
func (o *Office) SignOut(ctx context.Context, token string) error {
	sum := sha256.Sum256([]byte(token))
	return o.Store.EndSession(ctx, hex.EncodeToString(sum[:]))
}
