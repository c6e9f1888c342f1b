package office_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"hengjian/internal/testdb"
	"hengjian/office"
	"hengjian/office/officetest"
	"hengjian/oversight/access"
	"hengjian/oversight/account"
	"hengjian/oversight/act"
)

func signIn(h *officetest.House, login, password, code string) (string, error) {
	token, _, err := h.O.SignIn(h.Ctx, login, password, code)
	return token, err
}

func signedOut(t *testing.T, h *officetest.House, token string) {
	t.Helper()
	if _, _, err := h.O.Enter(h.Ctx, token); !errors.Is(err, office.ErrSignedOut) {
		t.Fatalf("the session should be over, got %v", err)
	}
}

func enters(t *testing.T, h *officetest.House, token string) access.Person {
	t.Helper()
	p, _, err := h.O.Enter(h.Ctx, token)
	if err != nil {
		t.Fatalf("the session should be open: %v", err)
	}
	return p
}

// Five failures lock a login, known or not, with the same words; a quarter of
// an hour or a reset password opens it again.
func TestFiveFailuresLockALogin(t *testing.T) {
	testdb.Each(t, func(t *testing.T, dsn, engine string) {
		h := officetest.New(t, dsn)
		said := map[string]string{}
		for _, login := range []string{"hejing", "nobody.here"} {
			for i := range 5 {
				_, err := signIn(h, login, "Wrong-2026-word", "")
				if act.KindOf(err) != act.Invalid {
					t.Fatalf("%s, failure %d: %v", login, i+1, err)
				}
				said[login] = err.Error()
			}
			if _, err := signIn(h, login, officetest.Password, ""); act.KindOf(err) != act.NotNow {
				t.Fatalf("%s is not locked: %v", login, err)
			}
		}
		if said["hejing"] != said["nobody.here"] {
			t.Fatal("an unknown login answers differently from a known one")
		}
		h.Wait(16 * time.Minute)
		if _, err := signIn(h, "HeJing ", officetest.Password, ""); err != nil {
			t.Fatalf("after a quarter of an hour: %v", err)
		}
		for range 5 {
			signIn(h, "luping", "Wrong-2026-word", "")
		}
		h.Must("anquan", &account.ResetPassword{ID: h.Who["luping"].ID, Password: "kuai4-man5-zou6"})
		if _, err := signIn(h, "luping", "kuai4-man5-zou6", ""); err != nil {
			t.Fatalf("a reset password forgives the failures: %v", err)
		}
	})
}

// A disabled account, a raised epoch, half an hour without a request and twelve
// hours in all end a session.
func TestSessionsEnd(t *testing.T) {
	h := officetest.New(t, testdb.SQLite(t))
	a, b := h.Token("hejing"), h.Token("hejing")
	enters(t, h, a)
	h.Must("hejing", &account.SignOut{ID: h.Who["hejing"].ID})
	signedOut(t, h, a)
	signedOut(t, h, b)

	c := h.Token("hejing")
	h.Wait(29 * time.Minute)
	enters(t, h, c)
	h.Wait(29 * time.Minute)
	enters(t, h, c) // each request counts
	h.Wait(31 * time.Minute)
	signedOut(t, h, c)

	d := h.Token("luping")
	for range 25 {
		h.Wait(29 * time.Minute)
		h.O.Enter(h.Ctx, d)
	}
	signedOut(t, h, d)

	e := h.Token("luping")
	h.Must("anquan", &account.Disable{ID: h.Who["luping"].ID})
	signedOut(t, h, e)
	if _, err := signIn(h, "luping", officetest.Password, ""); act.KindOf(err) != act.Invalid {
		t.Fatalf("a disabled account signs in: %v", err)
	}
	h.Must("anquan", &account.Enable{ID: h.Who["luping"].ID})
	signedOut(t, h, e)
	if _, err := signIn(h, "luping", officetest.Password, ""); err != nil {
		t.Fatal(err)
	}
	f := h.Token("hejing")
	if err := h.O.SignOut(h.Ctx, f); err != nil {
		t.Fatal(err)
	}
	signedOut(t, h, f)
	signedOut(t, h, "no such token")
}

// Only the holder's own code turns one-time codes on; from then on a sign-in
// needs one, and a reset password turns them off.
func TestOneTimeCodes(t *testing.T) {
	h := officetest.New(t, testdb.SQLite(t))
	me := h.Who["chenxiao"].ID
	s, err := office.NewTOTP("chenxiao", "")
	if err != nil || len(s.PNG) == 0 {
		t.Fatal(err)
	}
	if again, _ := office.NewTOTP("chenxiao", s.Secret); again.Secret != s.Secret {
		t.Fatal("the secret shown again is another one")
	}
	code := func() string { c, _ := totp.GenerateCode(s.Secret, h.Now()); return c }
	wrong := func() string {
		if c := code(); c != "000000" {
			return "000000"
		}
		return "000001"
	}
	h.Refused(act.Invalid, "chenxiao", &account.SetTOTP{ID: me, Secret: s.Secret, Code: wrong()})
	h.Refused(act.Invalid, "chenxiao", &account.SetTOTP{ID: me, Secret: "JBSWY3DP", Code: "123456"})
	h.Refused(act.NotNow, "chenxiao", &account.SetTOTP{ID: me, Off: true, Code: code()})
	h.Must("chenxiao", &account.SetTOTP{ID: me, Secret: s.Secret, Code: code()})
	if _, err := signIn(h, "chenxiao", officetest.Password, ""); act.KindOf(err) != act.Invalid {
		t.Fatalf("without a code: %v", err)
	}
	if _, err := signIn(h, "chenxiao", officetest.Password, wrong()); act.KindOf(err) != act.Invalid {
		t.Fatalf("with a wrong code: %v", err)
	}
	if _, err := signIn(h, "chenxiao", officetest.Password, " "+code()+" "); err != nil {
		t.Fatalf("with the right one: %v", err)
	}
	h.Refused(act.Invalid, "chenxiao", &account.SetTOTP{ID: me, Off: true, Code: wrong()})
	h.Refused(act.NotNow, "chenxiao", &account.SetTOTP{ID: me, Secret: s.Secret, Code: code()})
	// Another's account is out of reach even with a right code of one's own.
	h.Refused(act.Missing, "chenxiao", &account.SetTOTP{ID: h.Who["linlan"].ID, Off: true, Code: code()})
	h.Must("anquan", &account.ResetPassword{ID: me, Password: "kuai4-man5-zou6"})
	if _, err := signIn(h, "chenxiao", "kuai4-man5-zou6", ""); err != nil {
		t.Fatalf("after a reset the lost phone is not asked for: %v", err)
	}
}

// A one-time password must be changed; the new one keeps the rules.
func TestPasswordsOfPeople(t *testing.T) {
	h := officetest.New(t, testdb.SQLite(t))
	ans := h.Must("anquan", &account.Open{Login: "xinren", Person: "辛任", Roles: []act.Role{access.Clerk}, Place: officetest.Place, Password: office.OneTimePassword()})
	a, err := office.Item(h.Ctx, h.O, h.Who["anquan"], office.Accounts, ans.Subject)
	if err != nil || !a.Temporary {
		t.Fatalf("temporary %v, %v", a.Temporary, err)
	}
	h.Must("anquan", &account.ResetPassword{ID: a.ID, Password: "kuai4-man5-zou6"})
	h.Who["xinren"] = a.Actor(nil)
	set := func(old, pw, again string) *account.SetPassword {
		return &account.SetPassword{ID: a.ID, Old: old, New: pw, Again: again}
	}
	const good = "Xia1-Ri-Chang"
	for field, in := range map[string]*account.SetPassword{
		"old":   set("not the old one 1", good, good),
		"again": set("kuai4-man5-zou6", good, good+"x"),
		"new":   set("kuai4-man5-zou6", "kuai4-man5-zou6", "kuai4-man5-zou6"),
	} {
		if r := h.Refused(act.Invalid, "xinren", in); r.Field != field {
			t.Errorf("%s: refused at %s: %v", field, r.Field, r)
		}
	}
	for _, bad := range []string{"Ab1-short", "alllowercase1", "Xinren-2026-aa", "Aa1-Aa1-Aa1-", strings.Repeat("Ab1-", 33)} {
		if r := h.Refused(act.Invalid, "xinren", set("kuai4-man5-zou6", bad, bad)); r.Field != "new" {
			t.Errorf("%q: refused at %s", bad, r.Field)
		}
	}
	h.Must("xinren", set("kuai4-man5-zou6", good, good))
	if a, err = office.Item(h.Ctx, h.O, h.Who["anquan"], office.Accounts, ans.Subject); err != nil || a.Temporary {
		t.Fatalf("temporary %v, %v", a.Temporary, err)
	}
	if _, err := signIn(h, "xinren", good, ""); err != nil {
		t.Fatal(err)
	}
	if err := account.CheckPassword("这是一句自己记得住的很长的话呀", "xinren"); err == nil {
		t.Error("15 characters of one sort pass")
	}
	if err := account.CheckPassword("这是一句自己记得住的很长很长的话", "xinren"); err != nil {
		t.Errorf("a long sentence: %v", err)
	}
}

func TestOneTimePasswordsPass(t *testing.T) {
	seen := map[string]bool{}
	for range 300 {
		pw := office.OneTimePassword()
		if err := account.CheckPassword(pw, "someone"); err != nil {
			t.Fatalf("%s: %v", pw, err)
		}
		if seen[pw] {
			t.Fatalf("%s twice", pw)
		}
		seen[pw] = true
	}
}

// A delegation is in force between its two days and not around them, and ends
// when it is taken back; nobody gives what she does not hold herself.
func TestDelegationsHaveDays(t *testing.T) {
	testdb.Each(t, func(t *testing.T, dsn, engine string) {
		h := officetest.New(t, dsn)
		grant := account.Grant{Receiver: h.Who["chenxiao"].ID, Role: access.Director, Since: "2026-03-04", Until: "2026-03-05", Minute: "明人主会纪〔2026〕3号"}
		h.Refused(act.Forbidden, "hejing", &grant)
		vice := grant
		vice.Role = access.Vice
		h.Refused(act.Invalid, "linlan", &vice)
		past := grant
		past.Since = "2026-03-01"
		h.Refused(act.Invalid, "linlan", &past)
		outside := grant
		outside.Receiver = h.Who["anquan"].ID
		h.Refused(act.Invalid, "linlan", &outside)
		ans := h.Must("linlan", &grant)
		acts := func() bool { return h.Reload("chenxiao").Has(access.Director) }
		for i, want := range []bool{false, false, true, true, false} { // 2 to 6 March
			if acts() != want {
				t.Fatalf("on day %d acting is %v", 2+i, !want)
			}
			h.Wait(24 * time.Hour)
		}
		h.Wait(-4 * 24 * time.Hour) // back to the 3rd
		h.Wait(24 * time.Hour)
		if !acts() {
			t.Fatal("not in force on the 4th")
		}
		h.Refused(act.Forbidden, "director2", &account.End{ID: ans.Subject})
		h.Must("linlan", &account.End{ID: ans.Subject})
		if acts() {
			t.Fatal("in force after it was taken back")
		}
	})
}

// The first run makes a committee and its security administrator, once, and
// says everything that is wrong at once.
func TestSetUpOnce(t *testing.T) {
	h := officetest.Bare(t, testdb.SQLite(t))
	found, admin := setUpInput()
	bad, weak := found, admin
	bad.Place, weak.Password, weak.Login = "99", "short", "A B"
	err := h.O.SetUp(h.Ctx, bad, weak, [2]office.Order{})
	fields := map[string]bool{}
	var r *act.Refusal
	if errors.As(err, &r) {
		for _, x := range r.All() {
			fields[x.Field] = true
		}
	}
	if !fields["place"] || !fields["password"] || !fields["login"] {
		t.Fatalf("not all errors at once: %v in %v", fields, err)
	}
	if empty, _ := h.O.Empty(h.Ctx); !empty {
		t.Fatal("half set up")
	}
	if err := h.O.SetUp(h.Ctx, found, admin, [2]office.Order{}); err != nil {
		t.Fatal(err)
	}
	if err := h.O.SetUp(h.Ctx, found, admin, [2]office.Order{}); act.KindOf(err) != act.NotNow {
		t.Fatalf("a second time: %v", err)
	}
	in, err := h.O.IntakeAt(h.Ctx, officetest.Place)
	if err != nil || in.Open() || in.Officers+in.Custodians+in.Recovery != 0 {
		t.Fatalf("%+v %v", in, err)
	}
}

// Intake opens with two officers, a custodian and a recovery key, and each of
// them is needed.
func TestWhatIntakeLacks(t *testing.T) {
	h := officetest.New(t, testdb.SQLite(t))
	look := func() office.Intake {
		t.Helper()
		in, err := h.O.IntakeAt(h.Ctx, officetest.Place)
		if err != nil {
			t.Fatal(err)
		}
		return in
	}
	if in := look(); !in.Open() || len(in.Closed) != 0 || in.Officers != 2 || in.Custodians != 2 || in.Special != 2 || in.Recovery != 1 {
		t.Fatalf("%+v", in)
	}
	h.Must("anquan", &account.Disable{ID: h.Who["luping"].ID})
	if in := look(); in.Open() || in.Officers != 1 {
		t.Fatalf("one officer is enough: %+v", in)
	}
	h.Must("anquan", &account.Enable{ID: h.Who["luping"].ID})
	h.Must("luping", &account.Declare{ID: h.Who["luping"].ID, Conflicts: []string{"police"}})
	h.Must("hejing", &account.Declare{ID: h.Who["hejing"].ID, Conflicts: []string{"police"}})
	if in := look(); !in.Open() || len(in.Closed) != 2 || in.Closed[0] != "police" || in.Closed[1] != "unsure" {
		t.Fatalf("with kin of all officers in the police: %+v", in)
	}
}
