package office

import (
	"context"
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
	door := access.Person{ID: "setup", Roles: []act.Role{access.SecAdmin}, Place: c.Place}
	admin.Place, admin.Roles = c.Place, []act.Role{access.SecAdmin}
	if err := inField(account.CheckPassword(admin.Password, admin.Login), "password"); err != nil {
		return err
	}
	if _, err := o.Do(ctx, door, &c, ord[0]); err != nil {
		return err
	}
	if _, err := o.Do(ctx, door, &admin, ord[1]); err != nil {
		return fmt.Errorf("first administrator: %w", err)
	}
	return nil
}

// Empty reports whether nobody has an account yet.
func (o *Office) Empty(ctx context.Context) (bool, error) {
	var n int
	err := o.View(ctx).Row("SELECT count(*) FROM account").Scan(&n)
	return n == 0, err
}
