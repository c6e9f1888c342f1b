package office

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"strings"

	"hengjian/oversight/access"
	"hengjian/oversight/account"
	"hengjian/oversight/act"
	"hengjian/oversight/organ"
	"hengjian/store"
)

// Colleague is somebody of the same committee: a name and functions.
type Colleague struct {
	ID, Name string
	Roles    []act.Role
}

// Colleagues lists who else holds a function of the congress's side at the
// person's committee. Names of colleagues are no secret among them; logins are.
func (o *Office) Colleagues(ctx context.Context, who access.Person) ([]Colleague, error) {
	if who.Side() != "congress" {
		return nil, act.None()
	}
	as, err := store.Accounts.Where(o.View(ctx), "place=? AND state='active' AND id<>? ORDER BY full_name, id", who.Place, who.ID)
	if err != nil {
		return nil, err
	}
	var out []Colleague
	for _, a := range as {
		if a.Actor(nil).Side() == "congress" {
			out = append(out, Colleague{a.ID, a.Person, a.Roles})
		}
	}
	return out, nil
}

// MyDelegations lists what the person has given and what she acts in, newest
// first.
func (o *Office) MyDelegations(ctx context.Context, who access.Person) ([]account.Delegation, error) {
	return store.Delegations.Where(o.View(ctx), "giver=? OR receiver=? ORDER BY since DESC, id DESC LIMIT 100", who.ID, who.ID)
}

// MyKeys lists the person's own keys, those in use first.
func (o *Office) MyKeys(ctx context.Context, who access.Person) ([]account.Key, error) {
	return store.Keys.Where(o.View(ctx), "account=? ORDER BY state, opened DESC, id", who.ID)
}

// administers reports whether the person may read the installation's accounts
// and keys.
func administers(who access.Person, roles ...act.Role) bool {
	for _, r := range roles {
		if who.Has(r) {
			return true
		}
	}
	return false
}

// AccountsFilter narrows the security administrator's list.
type AccountsFilter struct {
	Text  string // part of a name or login
	Place string
	State string
}

// AccountsPage is a page of accounts by login; Prev and Next are logins, "" at
// the ends.
type AccountsPage struct {
	Rows       []account.Account
	Prev, Next string
}

// ListAccounts lists accounts by login for the security and audit
// administrators.
func (o *Office) ListAccounts(ctx context.Context, who access.Person, f AccountsFilter, after, before string, size int) (AccountsPage, error) {
	if !administers(who, access.SecAdmin, access.AudAdmin) {
		return AccountsPage{}, act.None()
	}
	cond, args := "1=1", []any{}
	add := func(c string, a ...any) { cond += " AND " + c; args = append(args, a...) }
	if t := strings.TrimSpace(f.Text); t != "" {
		p := "%" + like(t) + "%"
		add("(login LIKE ? ESCAPE '!' OR full_name LIKE ? ESCAPE '!')", strings.ToLower(p), p)
	}
	if f.Place != "" {
		add("place=?", f.Place)
	}
	if f.State != "" {
		add("state=?", f.State)
	}
	order := "login"
	switch {
	case before != "":
		add("login<?", before)
		order = "login DESC"
	case after != "":
		add("login>?", after)
	}
	rows, err := store.Accounts.Where(o.View(ctx), cond+" ORDER BY "+order+" LIMIT ?", append(args, size+1)...)
	if err != nil {
		return AccountsPage{}, err
	}
	return accountsPaged(rows, after, before, size), nil
}

func accountsPaged(rows []account.Account, after, before string, size int) AccountsPage {
	more := len(rows) > size
	if more {
		rows = rows[:size]
	}
	if before != "" {
		for i, j := 0, len(rows)-1; i < j; i, j = i+1, j-1 {
			rows[i], rows[j] = rows[j], rows[i]
		}
	}
	p := AccountsPage{Rows: rows}
	if len(rows) == 0 {
		return p
	}
	if after != "" || before != "" && more {
		p.Prev = rows[0].Login
	}
	if before != "" || more {
		p.Next = rows[len(rows)-1].Login
	}
	return p
}

// AllKeys lists every key for the security and audit administrators, by place,
// those in use first.
func (o *Office) AllKeys(ctx context.Context, who access.Person) ([]account.Key, error) {
	if !administers(who, access.SecAdmin, access.AudAdmin) {
		return nil, act.None()
	}
	return store.Keys.Where(o.View(ctx), "1=1 ORDER BY place, state, purpose, opened, id LIMIT 1000")
}

// OneTimePassword makes a password that can be read out: twelve letters and
// digits without the ones that look alike (58 bits), at least one digit.
func OneTimePassword() string {
	enc := base32.NewEncoding("abcdefghjkmnpqrstuvwxyz123456789").WithPadding(base32.NoPadding)
	for {
		var b [8]byte
		rand.Read(b[:]) // never fails
		s := enc.EncodeToString(b[:])[:12]
		if strings.ContainsAny(s, "123456789") && strings.Trim(s, "123456789") != "" {
			return s[:4] + "-" + s[4:8] + "-" + s[8:]
		}
	}
}

// Renew begins a new session for somebody whose act just ended all of hers
// (a changed password signs out everywhere else).
func (o *Office) Renew(ctx context.Context, who access.Person) (token string, err error) {
	return o.Store.NewSession(ctx, who.ID, o.Now())
}

// OrganChoice is an organ that a function of the organs' side may be at.
type OrganChoice struct{ ID, Name, Place string }

// OrganChoices lists the organs of all committees for opening accounts.
func (o *Office) OrganChoices(ctx context.Context, who access.Person) ([]OrganChoice, error) {
	if !who.Has(access.SecAdmin) {
		return nil, act.None()
	}
	rs, err := store.Organs.Where(o.View(ctx), listedOn+" ORDER BY place, sort, name LIMIT 2000", act.DayOf(o.Now()))
	var out []OrganChoice
	for _, r := range rs {
		out = append(out, OrganChoice{r.ID, r.Name, r.Place})
	}
	return out, err
}

// Committees lists the installation's committees by place code.
func (o *Office) Committees(ctx context.Context, who access.Person) ([]organ.Congress, error) {
	if who.ID == "" {
		return nil, act.None()
	}
	return store.Congresses.Where(o.View(ctx), "1=1 ORDER BY place")
}
