package office_test

import (
	"context"
	"crypto/rand"
	"errors"
	"testing"
	"time"

	"hengjian/files"
	"hengjian/internal/testdb"
	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/account"
	"hengjian/oversight/act"
	"hengjian/oversight/clue"
	"hengjian/oversight/organ"
	"hengjian/seal"
	"hengjian/store"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, act.Shanghai)

// house is a small installation: one committee, its people, their keys.
type house struct {
	t   *testing.T
	o   *office.Office
	ctx context.Context
	who map[string]access.Person
	key map[string]string // recipient by login
	sec access.Person
}

const place = "990200"

func newHouse(t *testing.T, dsn string) *house {
	t.Helper()
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
	office.Cheap()
	h := &house{t: t, o: office.Open(s, f, func() time.Time { return noon }), ctx: ctx, who: map[string]access.Person{}, key: map[string]string{}}
	err = h.o.SetUp(ctx, organ.Found{Place: place, Name_: "明州市人民代表大会常务委员会", Short: "明州市人大常委会", Level: "city", Prefix: "明人"},
		account.Open{Login: "anquan", Person: "安平", Password: "First-2026-demo"}, [2]office.Order{})
	if err != nil {
		t.Fatal(err)
	}
	as, _ := store.Accounts.Where(h.o.View(ctx), "login='anquan'")
	h.sec = as[0].Actor(nil)
	h.who["anquan"] = h.sec
	h.open("hejing", "何静", access.Intake)
	h.open("luping", "陆萍", access.Intake)
	h.open("xinfang", "方信", access.Letters)
	h.open("chenxiao", "陈晓", access.Clerk)
	h.open("linlan", "林岚", access.Director)
	for _, l := range []string{"hejing", "luping"} {
		h.must(l, &account.Declare{ID: h.who[l].ID})
		h.enrol(l, "intake", "")
	}
	h.enrol("xinfang", "custodian", "")
	h.enrol("anquan", "recovery", "办公室与机关纪检")
	return h
}

func (h *house) open(login, name string, roles ...act.Role) {
	h.t.Helper()
	ans := h.must("anquan", &account.Open{Login: login, Person: name, Roles: roles, Place: place, Password: "Ming-2026-Zhou"})
	a, err := store.Accounts.Load(h.o.View(h.ctx), ans.Subject)
	if err != nil {
		h.t.Fatal(err)
	}
	h.who[login] = a.Actor(nil)
}

func (h *house) enrol(login, purpose, holder string) {
	h.t.Helper()
	id, err := seal.NewIdentity(rand.Reader)
	if err != nil {
		h.t.Fatal(err)
	}
	h.must(login, &account.Enrol{Recipient: id.Recipient().String(), Purpose: purpose, Holder: holder})
	h.key[login] = id.String()
}

func (h *house) must(login string, a any) office.Answer {
	h.t.Helper()
	ans, err := h.o.Do(h.ctx, h.who[login], a, office.Order{})
	if err != nil {
		h.t.Fatalf("%T by %s: %v", a, login, err)
	}
	return ans
}

func (h *house) refused(kind act.Kind, login string, a any) {
	h.t.Helper()
	_, err := h.o.Do(h.ctx, h.who[login], a, office.Order{})
	if act.KindOf(err) != kind {
		h.t.Fatalf("%T by %s: want %s, got %v", a, login, kind, err)
	}
}

// The thinnest thread: a message arrives sealed, is opened, summarised,
// proposed and decided by two people, and the journal explains its state.
func TestOneMessageThroughTheDoor(t *testing.T) {
	testdb.Each(t, func(t *testing.T, dsn, engine string) {
		h := newHouse(t, dsn)
		public := access.Door(access.Public, place)
		nonce, _ := seal.NewNonce(rand.Reader)
		msg := func() *clue.Receive {
			return &clue.Receive{Via: "web", Asked: "police", Text: "我儿子在派出所被打了，办案区没有录像。", Nonce: nonce.String()}
		}
		ans, err := h.o.Do(h.ctx, public, msg(), office.Order{})
		if err != nil {
			t.Fatal(err)
		}
		again, err := h.o.Do(h.ctx, public, msg(), office.Order{})
		if err != nil || again.Subject != ans.Subject || !again.Repeat {
			t.Fatalf("pressing again: %+v %v", again, err)
		}
		id := ans.Subject
		h.refused(act.Forbidden, "chenxiao", &clue.Open{ID: id})
		h.must("hejing", &clue.Open{ID: id})
		h.refused(act.NotNow, "chenxiao", &clue.Propose{ID: id})
		h.must("hejing", &clue.Summarise{ID: id, Title: "反映北仓派出所讯问不录音录像", Summary: "来信人称，亲属在派出所被讯问时未录音录像。", Class: "norm.recording"})
		h.must("chenxiao", &clue.Propose{ID: id, Routes: []clue.Route{{Outcome: "opinion", Reason: "作为工作意见"}}})
		h.refused(act.NotNow, "linlan", &clue.Accept{ID: id})
		h.refused(act.Forbidden, "chenxiao", &clue.Keep{ID: id})
		last := h.must("linlan", &clue.Keep{ID: id})
		if last.From != "proposed" || last.To != "kept" || last.Version != 5 {
			t.Fatalf("%+v", last)
		}
		c, err := store.Clues.Load(h.o.View(h.ctx), id)
		if err != nil || c.State != "kept" || c.Number != "明人监信〔2026〕1号" {
			t.Fatalf("%+v %v", c, err)
		}
		lines, _ := h.o.View(h.ctx).History("clue", id)
		state := ""
		for _, l := range lines {
			if l.From != state {
				t.Fatalf("line %d: from %q, was %q", l.Seq, l.From, state)
			}
			state = l.To
		}
		if state != c.State || len(lines) != 5 {
			t.Fatalf("journal says %s in %d lines", state, len(lines))
		}
		if _, err := h.o.Do(h.ctx, access.Door(access.Public, "990201"), &clue.Open{ID: id}, office.Order{}); act.KindOf(err) != act.Missing {
			t.Fatalf("a stranger: %v", err)
		}
		var ref *act.Refusal
		if _, err := h.o.Do(h.ctx, h.who["hejing"], &clue.Open{ID: "6ba7b810-9dad-11d1-80b4-00c04fd430c8"}, office.Order{}); !errors.As(err, &ref) || ref.Kind != act.Missing {
			t.Fatal(err)
		}
	})
}
