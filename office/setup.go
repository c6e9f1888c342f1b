package office

import (
	"context"
	"errors"
	"fmt"

	"hengjian/oversight/access"
	"hengjian/oversight/account"
	"hengjian/oversight/act"
	"hengjian/oversight/organ"
)

// SetUp is the first run: the first committee and the first security
// administrator, as long as there is no account at all.
func (o *Office) SetUp(ctx context.Context, c organ.Found, admin account.Open, ord [2]Order) error {
	empty, err := o.Empty(ctx)
	if err != nil {
		return err
	}
	if !empty {
		return act.Refuse(act.NotNow, "本系统已经初始化。", "This installation has been set up already.")
	}
	admin.Place, admin.Roles = c.Place, []act.Role{access.SecAdmin}
	if err := checkSetUp(c, &admin); err != nil {
		return err
	}
	door := access.Person{ID: "setup", Roles: []act.Role{access.SecAdmin}, Place: c.Place}
	if _, there, err := o.CongressAt(o.View(ctx), c.Place); err != nil {
		return err
	} else if !there { // it is there when the machine stopped between the two acts
		if _, err := o.Do(ctx, door, &c, ord[0]); err != nil {
			return err
		}
	}
	if _, err := o.Do(ctx, door, &admin, ord[1]); err != nil {
		return fmt.Errorf("first administrator: %w", err)
	}
	return nil
}

// checkSetUp finds all errors of both acts before the first is done, so that
// the form shows them at once and nothing is half set up.
func checkSetUp(c organ.Found, admin *account.Open) error {
	_, e1 := c.Do(organ.Congress{}, act.Moment{})
	e3 := inField(account.CheckPassword(admin.Password, admin.Login), "password")
	if e3 == nil {
		var err error
		if admin.Hash, err = hashPassword(admin.Password); err != nil {
			return err
		}
	}
	probe := *admin
	probe.Needs.PlaceKnown = true
	if probe.Hash == "" {
		probe.Hash = "wanting" // said by e3
	}
	_, e2 := probe.Do(account.Account{}, act.Moment{})
	return together(e1, e2, e3)
}

// together makes one refusal of several; an error that is none comes first.
func together(errs ...error) error {
	var all []*act.Refusal
	for _, err := range errs {
		var r *act.Refusal
		if err != nil && !errors.As(err, &r) {
			return err
		}
		if r != nil {
			all = append(all, r.All()...)
		}
	}
	if len(all) == 0 {
		return nil
	}
	first := *all[0]
	first.More = all[1:]
	return &first
}

// Empty reports whether nobody has an account yet.
func (o *Office) Empty(ctx context.Context) (bool, error) {
	var n int
	err := o.View(ctx).Row("SELECT count(*) FROM account").Scan(&n)
	return n == 0, err
}
