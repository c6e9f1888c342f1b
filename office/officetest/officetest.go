// Package officetest builds a small installation for tests of any package
// above the store: one committee, its people with their functions, and the
// keys that open what they may open. Everything is done through office.Do; no
// row is written behind the door.
package officetest

import (
	"context"
	"crypto/rand"
	"sync"
	"testing"
	"time"

	"filippo.io/age"

	"hengjian/files"
	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/account"
	"hengjian/oversight/act"
	"hengjian/oversight/clue"
	"hengjian/oversight/organ"
	"hengjian/seal"
	"hengjian/store"
)

// Place is the invented city whose committee the house is.
const Place = "990200"

// Password is everybody's; it is not one-time.
const Password = "Ming-2026-Zhou"

// Noon is when the house is built: a Monday, 2 March 2026.
var Noon = time.Date(2026, 3, 2, 12, 0, 0, 0, act.Shanghai)

// House is a small installation.
type House struct {
	T   testing.TB
	O   *office.Office
	Ctx context.Context
	DSN string
	Who map[string]access.Person       // by login
	Key map[string]*age.X25519Identity // by login; the recovery key is anquan's

	mu  sync.Mutex
	now time.Time
}

// person is one line of the cast.
type person struct {
	login, name string
	role        act.Role
	key         string // purpose of the key, empty for none
}

// people is the cast of the house. anquan, the security administrator, is there
// from the set-up and enrols the recovery key.
var people = []person{
	{"hejing", "何静", access.Intake, "intake"},
	{"luping", "陆萍", access.Intake, "intake"},
	{"xinfang", "方信", access.Letters, "custodian"},
	{"chenxiao", "陈晓", access.Clerk, ""},
	{"linlan", "林岚", access.Director, ""},
	{"director2", "杜衡", access.Director, ""},
	{"vice", "魏成", access.Vice, "custodian"},
	{"secretary", "米书", access.Secretary, "special"},
	{"discipline", "纪明", access.Discipline, "special"},
	{"secrecy", "宓安", access.Secrecy, ""},
	{"member", "袁会", access.Member, ""},
	{"deputy", "戴表", access.Deputy, ""},
	{"sysadmin", "席通", access.SysAdmin, ""},
	{"audadmin", "沈计", access.AudAdmin, ""},
}

// cheap makes passwords quick to hash, once for the whole test process.
var cheap = sync.OnceFunc(office.Cheap)

// Bare opens an office on an empty database: nobody has set it up yet.
func Bare(t testing.TB, dsn string) *House {
	t.Helper()
	cheap()
	ctx := context.Background()
	if _, err := store.Migrate(ctx, dsn); err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(ctx, dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	f, err := files.OpenStore(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	h := &House{T: t, Ctx: ctx, DSN: dsn, Who: map[string]access.Person{}, Key: map[string]*age.X25519Identity{}, now: Noon}
	h.O = office.Open(s, f, h.Now)
	if h.O.WorkKey, err = seal.NewIdentity(rand.Reader); err != nil {
		t.Fatal(err)
	}
	return h
}

// New builds the house of 明州市 with its whole cast. Intake is open: the keys
// it needs are enrolled.
func New(t testing.TB, dsn string) *House {
	t.Helper()
	h := Bare(t, dsn)
	err := h.O.SetUp(h.Ctx, organ.Found{Place: Place, Name_: "明州市人民代表大会常务委员会", Short: "明州市人大常委会", Level: "city", Prefix: "明人"},
		account.Open{Login: "anquan", Person: "安平", Password: Password, Lasting: true}, [2]office.Order{})
	if err != nil {
		t.Fatal(err)
	}
	as, err := store.Accounts.Where(h.O.View(h.Ctx), "login='anquan'")
	if err != nil || len(as) != 1 {
		t.Fatalf("first administrator: %d accounts, %v", len(as), err)
	}
	h.Who["anquan"] = as[0].Actor(nil)
	for _, p := range people {
		h.Open(p.login, p.name, p.role)
		if p.key != "" {
			h.Must(p.login, &account.Declare{ID: h.Who[p.login].ID})
			h.Enrol(p.login, p.key, "")
		}
	}
	h.Enrol("anquan", "recovery", "办公室与机关纪检")
	return h
}

// Now is the house's clock.
func (h *House) Now() time.Time { h.mu.Lock(); defer h.mu.Unlock(); return h.now }

// Wait moves the clock.
func (h *House) Wait(d time.Duration) { h.mu.Lock(); defer h.mu.Unlock(); h.now = h.now.Add(d) }

// Open gives somebody of the congress's side, or an administrator, an account
// with Password.
func (h *House) Open(login, name string, roles ...act.Role) access.Person {
	h.T.Helper()
	return h.OpenAt(Place, "", login, name, roles...)
}

// OpenAt gives somebody at another committee or of an organ an account.
func (h *House) OpenAt(place, organ, login, name string, roles ...act.Role) access.Person {
	h.T.Helper()
	ans := h.Must("anquan", &account.Open{Login: login, Person: name, Roles: roles, Place: place, Organ: organ, Password: Password, Lasting: true})
	return h.load(login, ans.Subject)
}

func (h *House) load(login, id string) access.Person {
	h.T.Helper()
	a, err := store.Accounts.Load(h.O.View(h.Ctx), id)
	if err != nil {
		h.T.Fatal(err)
	}
	p, err := h.O.Person(h.Ctx, a)
	if err != nil {
		h.T.Fatal(err)
	}
	h.Who[login] = p
	return p
}

// Reload reads somebody's functions and delegations again.
func (h *House) Reload(login string) access.Person {
	h.T.Helper()
	return h.load(login, h.Who[login].ID)
}

// Enrol makes a key for somebody and enrols its public half.
func (h *House) Enrol(login, purpose, holder string) {
	h.T.Helper()
	id, err := seal.NewIdentity(rand.Reader)
	if err != nil {
		h.T.Fatal(err)
	}
	h.Must(login, &account.Enrol{Recipient: id.Recipient().String(), Purpose: purpose, Holder: holder})
	h.Key[login] = id
}

// Must does an act, given as a pointer, or fails the test.
func (h *House) Must(login string, a any) office.Answer {
	h.T.Helper()
	return h.MustAs(h.Person(login), a, office.Order{})
}

// MustAs does an act as a given person, with what comes with it.
func (h *House) MustAs(who access.Person, a any, ord office.Order) office.Answer {
	h.T.Helper()
	ans, err := h.O.Do(h.Ctx, who, a, ord)
	if err != nil {
		h.T.Fatalf("%T by %s: %v", a, who.Name, err)
	}
	return ans
}

// Refused does an act that must be refused in a kind, and returns the refusal.
func (h *House) Refused(kind act.Kind, login string, a any) *act.Refusal {
	h.T.Helper()
	_, err := h.O.Do(h.Ctx, h.Person(login), a, office.Order{})
	r, ok := err.(*act.Refusal)
	if !ok || r.Kind != kind {
		h.T.Fatalf("%T by %s: want %s, got %v", a, login, kind, err)
	}
	return r
}

// Person is somebody of the cast; an unknown login fails the test.
func (h *House) Person(login string) access.Person {
	h.T.Helper()
	p, ok := h.Who[login]
	if !ok {
		h.T.Fatalf("nobody here has the login %q", login)
	}
	return p
}

// Public is somebody without an account at the committee's door.
func (h *House) Public() access.Person { return access.Door(access.Public, Place) }

// Token signs somebody in and returns the session's token.
func (h *House) Token(login string) string {
	h.T.Helper()
	token, _, err := h.O.SignIn(h.Ctx, login, Password, "")
	if err != nil {
		h.T.Fatalf("sign-in of %s: %v", login, err)
	}
	return token
}

// Message leaves a message of the public and returns its subject and the nonce
// its receipt is made of. asked is the first unsealed question: police,
// procuratorate, court, justice, congress or unsure.
func (h *House) Message(asked, text string) (id string, nonce seal.Nonce) {
	h.T.Helper()
	nonce, err := seal.NewNonce(rand.Reader)
	if err != nil {
		h.T.Fatal(err)
	}
	ans := h.MustAs(h.Public(), &clue.Receive{Via: "web", Asked: asked, Text: text, Nonce: nonce.String()}, office.Order{})
	return ans.Subject, nonce
}
