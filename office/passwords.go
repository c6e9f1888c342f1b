package office

import (
	"context"

	"github.com/alexedwards/argon2id"

	"hengjian/oversight/access"
	"hengjian/oversight/account"
	"hengjian/oversight/act"
	"hengjian/store"
)

// argon are the parameters of RFC 9106's second choice made a little dearer
// (46 MiB, three passes); two at a time, so that a storm of sign-ins cannot
// exhaust the machine.
var (
	argon = &argon2id.Params{Memory: 46 * 1024, Iterations: 3, Parallelism: 1, SaltLength: 16, KeyLength: 32}
	ovens = make(chan struct{}, 2)
)

// Cheap makes hashing fast for the demo city and for tests that sign in often.
func Cheap() {
	argon = &argon2id.Params{Memory: 8 * 1024, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32}
}

func hashPassword(pw string) (string, error) {
	ovens <- struct{}{}
	defer func() { <-ovens }()
	return argon2id.CreateHash(pw, argon)
}

func passwordFits(pw, hash string) (bool, error) {
	ovens <- struct{}{}
	defer func() { <-ovens }()
	return argon2id.ComparePasswordAndHash(pw, hash)
}

func hashOpened(ctx context.Context, o *Office, who access.Person, a any, ord *Order) error {
	x := a.(*account.Open)
	if x.Hash != "" {
		return nil
	}
	if err := inField(account.CheckPassword(x.Password, x.Login), "password"); err != nil {
		return err
	}
	var err error
	x.Hash, err = hashPassword(x.Password)
	return err
}

func hashReset(ctx context.Context, o *Office, who access.Person, a any, ord *Order) error {
	x := a.(*account.ResetPassword)
	if err := inField(account.CheckPassword(x.Password, ""), "password"); err != nil {
		return err
	}
	var err error
	x.Hash, err = hashPassword(x.Password)
	return err
}

func hashNew(ctx context.Context, o *Office, who access.Person, a any, ord *Order) error {
	x := a.(*account.SetPassword)
	acc, err := store.Accounts.Load(o.View(ctx), who.ID)
	if err != nil {
		return err
	}
	if err := o.locked(ctx, acc.Login); err != nil {
		return err
	}
	ok, err := passwordFits(x.Old, acc.Hash)
	if err != nil {
		return err
	}
	if !ok {
		if err := o.Store.Failed(ctx, acc.Login, o.Now()); err != nil {
			return err
		}
		return act.Wrong("old", "原口令不对。", "The old password is wrong.")
	}
	if x.New == x.Old {
		return act.Wrong("new", "新口令不能与原口令相同。", "The new password must differ from the old one.")
	}
	if x.Again != x.New {
		return act.Wrong("again", "两次输入的新口令不一致。", "The two new passwords differ.")
	}
	if err := account.CheckPassword(x.New, acc.Login); err != nil {
		return err
	}
	x.Hash, err = hashPassword(x.New)
	return err
}

func inField(err error, field string) error {
	if r, ok := err.(*act.Refusal); ok {
		for _, x := range r.All() {
			x.Field = field
		}
	}
	return err
}

// forgive lets somebody whose password was just reset sign in at once.
func forgive(f *fact) ([]any, error) {
	return nil, f.tx.Forgive(f.now.(*account.Account).Login)
}
