package office_test

import (
	"crypto/rand"
	"slices"
	"testing"

	"github.com/google/uuid"

	"hengjian/internal/testdb"
	"hengjian/office"
	"hengjian/office/officetest"
	"hengjian/oversight/access"
	"hengjian/oversight/account"
	"hengjian/oversight/act"
	"hengjian/oversight/campaign"
	"hengjian/oversight/clue"
	"hengjian/oversight/imports"
	"hengjian/seal"
	"hengjian/store"
)

// lived is a house where things happened: at least one row in every table that
// an act can fill.
func lived(t *testing.T, dsn string) *officetest.House {
	h := officetest.New(t, dsn)
	h.Must("linlan", &account.Grant{Receiver: h.Who["chenxiao"].ID, Role: access.Director, Since: "2026-03-02", Until: "2026-04-01", Minute: "纪要〔2026〕3号"})
	draft := campaign.Draft{Title: "规范侦查讯问专项监督", Theme: "同步录音录像", Since: "2026-01-01", Until: "2026-12-31", Classes: []string{"norm.recording"}}
	c := h.Must("chenxiao", &draft)
	body := &act.Body{Name: "council", Minute: "主任会议纪要〔2026〕5号", Date: "2026-02-27"}
	if _, err := h.O.Do(h.Ctx, h.Who["chenxiao"], &campaign.Adopt{ID: c.Subject}, office.Order{Body: body}); err != nil {
		t.Fatal(err)
	}
	everyKind(h)
	if err := h.O.SealAll(h.Ctx); err != nil {
		t.Fatal(err)
	}
	for i, text := range []string{"我儿子在派出所被打了，办案区没有录像。", "我在看守所被要求签字，笔录没有给我看过，也没有念给我听。"} {
		nonce, _ := seal.NewNonce(rand.Reader)
		ans, err := h.O.Do(h.Ctx, access.Door(access.Public, officetest.Place), &clue.Receive{Via: "web", Asked: "police", Text: text, Sender: "某某", Contact: "无", Nonce: nonce.String()}, office.Order{})
		if err != nil {
			t.Fatal(err)
		}
		h.Must("hejing", &clue.Open{ID: ans.Subject})
		if i == 0 {
			h.Must("hejing", &clue.Summarise{ID: ans.Subject, Title: "反映北仓派出所讯问不录音录像", Summary: "来信人称，亲属在派出所被讯问时未录音录像，案号（2026）浙07刑初12号。", Class: "norm.recording"})
			h.Must("chenxiao", &clue.Propose{ID: ans.Subject, Routes: []clue.Route{{Outcome: "opinion", Reason: "作为工作意见"}}})
			if err := h.O.SealAll(h.Ctx); err != nil {
				t.Fatal(err)
			}
			h.Must("linlan", &clue.Keep{ID: ans.Subject})
		}
	}
	if err := h.O.SealAll(h.Ctx); err != nil {
		t.Fatal(err)
	}
	return h
}

func verified(h *officetest.House, all bool) store.Report {
	h.T.Helper()
	rep, err := h.O.Verify(h.Ctx, nil, all)
	if err != nil {
		h.T.Fatal(err)
	}
	return rep
}

// everyKind writes, as one bulk act, two subjects of every kind that the house
// has not seen yet, so that no table is without rows.
func everyKind(h *officetest.House) {
	h.T.Helper()
	begun := func(t *store.Table) any {
		s := t.New()
		b := s.(act.Bearer).Bear()
		*b = act.Head{ID: uuid.NewString(), Version: 1, Place: officetest.Place, Opened: "2026-03-02", Regime: "2026-03-02", Number: uuid.NewString()}
		b.Join(h.Who["chenxiao"].ID, "handler")
		for _, st := range t.Life.Steps {
			if slices.Contains(st.From, act.Birth) {
				b.State = st.To[0]
				break
			}
		}
		return s
	}
	own := begun(store.Imports.Table).(*imports.Import)
	own.Number = "bulk"
	input, err := store.Canonical(map[string]int{"rows": 2})
	if err != nil {
		h.T.Fatal(err)
	}
	err = h.O.Store.Write(h.Ctx, func(tx *store.Tx) error {
		_, err := tx.KeepBulk(&store.Bulk{Input: input, Table: store.Imports.Table, Own: func() any { return own },
			Line: store.Line{Book: officetest.Place, At: h.Now().UnixMicro(), Actor: h.Who["chenxiao"].ID, Role: "clerk", Act: "register.import",
				Kind: "import", Subject: own.ID, Version: 1, To: own.State, Basis: "local", Cause: -1, ActID: uuid.NewString()},
			Items: func(put func(store.Item) error) error {
				for _, t := range store.Tables {
					for range 2 {
						if t == store.Imports.Table {
							continue
						}
						s := begun(t)
						if c, ok := s.(*clue.Clue); ok {
							c.Organs, c.Near = []string{own.ID, c.ID}, []string{"b1", "b2"}
						}
						if err := put(store.Item{Table: t, Now: s}); err != nil {
							return err
						}
					}
				}
				return nil
			}})
		return err
	})
	if err != nil {
		h.T.Fatal(err)
	}
}

// A house where nobody touched anything verifies, on both engines, and verify
// really read it.
func TestVerifyAgrees(t *testing.T) {
	testdb.Each(t, func(t *testing.T, dsn, engine string) {
		h := lived(t, dsn)
		rep := verified(h, true)
		for _, f := range rep.Findings {
			t.Error(f)
		}
		t.Logf("%+v", rep)
		if rep.Books != 2 || rep.Lines < 20 || rep.Checkpoints < 4 || rep.Signed != rep.Checkpoints || rep.Tail != 0 || rep.Inputs != rep.Lines || rep.Items < 20 ||
			rep.Subjects < 14 || rep.Boxes < 4 || rep.Derived < 20 || rep.Words < 100 {
			t.Error("too little was read")
		}
		h.Must("hejing", &account.Declare{ID: h.Who["hejing"].ID})
		if rep := verified(h, true); !rep.OK() || rep.Tail != 1 {
			t.Errorf("with an unsigned tail: %+v", rep)
		}
	})
}
