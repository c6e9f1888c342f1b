package demo

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode/utf8"

	"hengjian/cast"
	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/account"
	"hengjian/oversight/act"
	"hengjian/oversight/organ"
	"hengjian/seal"
)

// setUp founds the city's committee with its first administrator, then the
// committees above and below.
func (s *seeder) setUp(at time.Time) error {
	admin := s.city.Accounts[s.login("ancheng")]
	var first organ.Found
	var rest []organ.Found
	for _, c := range s.city.Congresses {
		f := found(c, s.city.Places[c.Place])
		if f.Place == place {
			first = f
		} else {
			rest = append(rest, f)
		}
	}
	err := s.o.SetUp(s.ctx, first, account.Open{Login: admin.Login, Person: admin.Name, Password: admin.Password, Lasting: true},
		[2]office.Order{{ActID: s.id("set-up"), At: at}, {ActID: s.id("account", admin.Login), At: at.Add(time.Minute)}})
	if err != nil {
		return fmt.Errorf("set-up: %w", err)
	}
	door := access.Person{ID: office.SubjectID(s.id("account", admin.Login)), Name: admin.Name, Roles: []act.Role{access.SecAdmin}, Place: place}
	for i, f := range rest {
		if _, err := s.do(door, &f, at.Add(time.Duration(i+2)*time.Minute/2), nil, "congress", f.Place); err != nil {
			return err
		}
	}
	return nil
}

func found(c cast.Congress, p cast.Place) organ.Found {
	return organ.Found{Place: p.Code, Name_: c.Name, Short: p.Name + "人大常委会", Level: p.Level, Prefix: prefix(p.Name)}
}

// prefix is how a committee's document numbers begin: 明人.
func prefix(name string) string {
	r, _ := utf8.DecodeRuneInString(name)
	return string(r) + "人"
}

func (s *seeder) login(login string) int {
	for i, a := range s.city.Accounts {
		if a.Login == login {
			return i
		}
	}
	panic("demo: nobody is called " + login)
}

// purpose is the one key that somebody holds, "" for none.
func purpose(a cast.Account) string {
	switch {
	case a.Has("intake"):
		return "intake"
	case a.Has("vice"):
		return "custodian"
	case a.Has("secretary"), a.Has("discipline"):
		return "special"
	case a.Has("desk"):
		return "desk"
	case a.Has("secadmin"):
		return "recovery"
	}
	return ""
}

// newKey is a key made ahead: its passphrase costs a third of a second.
type newKey struct {
	recipient string
	file      string // path of the key file
	err       error
}

// makeKeys makes everybody's key at the side.
func (s *seeder) makeKeys() []<-chan newKey {
	out := make([]<-chan newKey, len(s.city.Accounts))
	oven := make(chan struct{}, 2)
	for i, a := range s.city.Accounts {
		if purpose(a) == "" {
			continue
		}
		c := make(chan newKey, 1)
		out[i] = c
		go func() {
			oven <- struct{}{}
			defer func() { <-oven }()
			c <- s.makeKey(a)
		}()
	}
	return out
}

func (s *seeder) makeKey(a cast.Account) (k newKey) {
	if !a.LogIn { // nobody will ever open anything with it
		id, err := seal.NewIdentity(rand.Reader)
		if err != nil {
			return newKey{err: err}
		}
		return newKey{recipient: id.Recipient().String()}
	}
	var text []byte
	if text, k.recipient, k.err = seal.NewPlayKeyFile(rand.Reader, seal.TidyPassphrase(a.Passphrase), s.city.Now); k.err != nil {
		return k
	}
	if k.err = os.MkdirAll(s.keys, 0o700); k.err != nil {
		return k
	}
	k.file = filepath.Join(s.keys, a.Login+".key")
	k.err = os.WriteFile(k.file, text, 0o600)
	return k
}

// staff opens the accounts, lets those who read originals declare their
// relatives, and enrols the keys.
func (s *seeder) staff(at time.Time, made []<-chan newKey) error {
	s.people = make([]access.Person, len(s.city.Accounts))
	first := s.login("ancheng")
	var err error
	if s.people[first], err = s.person(first); err != nil {
		return err
	}
	for i := range s.city.Accounts {
		if at = at.Add(3 * time.Minute); i == first {
			continue
		}
		if err := s.open(i, s.people[first], at); err != nil {
			return err
		}
	}
	for i, a := range s.city.Accounts {
		at = at.Add(5 * time.Minute)
		if err := s.ready(i, a, at, made[i]); err != nil {
			return err
		}
	}
	return nil
}

func (s *seeder) open(i int, admin access.Person, at time.Time) error {
	a := s.city.Accounts[i]
	x := &account.Open{Login: a.Login, Person: a.Name, Roles: roles(a), Place: place, Password: a.Password, Lasting: true}
	if a.Organ >= 0 {
		x.Organ = s.organs[a.Organ]
	}
	if !a.LogIn { // acts in the past only: a password that nobody knows
		var b [24]byte
		rand.Read(b[:])
		x.Password = hex.EncodeToString(b[:])
	}
	if _, err := s.do(admin, x, at, nil, "account", a.Login); err != nil {
		return err
	}
	var err error
	s.people[i], err = s.person(i)
	return err
}

func roles(a cast.Account) []act.Role {
	var out []act.Role
	for _, r := range a.Roles {
		out = append(out, act.Role(r))
	}
	return out
}

// person reads who acts by an account.
func (s *seeder) person(i int) (access.Person, error) {
	id := office.SubjectID(s.id("account", s.city.Accounts[i].Login))
	reader := access.Person{ID: id, Roles: []act.Role{access.SecAdmin}, Place: place}
	a, err := s.o.Subject(s.ctx, reader, "account", id)
	if err != nil {
		return access.Person{}, err
	}
	return a.(*account.Account).Actor(nil), nil
}

// ready declares and enrols, and lists who can sign in.
func (s *seeder) ready(i int, a cast.Account, at time.Time, made <-chan newKey) error {
	me := s.people[i]
	if a.Has("intake") || a.Has("vice") || a.Has("secretary") || a.Has("discipline") || a.Has("letters") || a.Has("reviewer") {
		if _, err := s.do(me, &account.Declare{ID: me.ID, Conflicts: a.Conflicts, Numbers: map[bool]string{true: reviewerNo}[a.Login == "cenwei"]}, at, nil, "declare", a.Login); err != nil {
			return err
		}
		me.Conflicts, s.people[i].Conflicts = a.Conflicts, a.Conflicts
	}
	var k newKey
	if made != nil {
		if k = <-made; k.err != nil {
			return k.err
		}
		x := &account.Enrol{Recipient: k.recipient, Purpose: purpose(a)}
		if x.Purpose == "recovery" {
			x.Holder = "常委会办公室与机关纪委"
		}
		if _, err := s.do(me, x, at.Add(time.Minute), nil, "key", a.Login); err != nil {
			return err
		}
	}
	if a.LogIn {
		s.rep.Accounts = append(s.rep.Accounts, s.account(a, k.file))
	}
	return nil
}

func (s *seeder) account(a cast.Account, key string) Account {
	var names []string
	for _, r := range roles(a) {
		names = append(names, access.Text(r).Zh)
	}
	out := Account{Login: a.Login, Password: a.Password, Name: a.Name, Role: strings.Join(names, "、"), Place: s.city.Places[a.Place].Name}
	if a.Organ >= 0 {
		out.Organ = s.city.Organs[a.Organ].Name
	}
	if key != "" {
		out.KeyFile, out.Passphrase = key, a.Passphrase
	}
	return out
}
