package office_test

import (
	"crypto/rand"
	"errors"
	"testing"

	"hengjian/internal/testdb"
	"hengjian/office"
	"hengjian/office/officetest"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/clue"
	"hengjian/seal"
	"hengjian/store"
)

// The thinnest thread: a message arrives sealed, is opened, summarised,
// proposed and decided by two people, and the journal explains its state.
func TestOneMessageThroughTheDoor(t *testing.T) {
	testdb.Each(t, func(t *testing.T, dsn, engine string) {
		h := officetest.New(t, dsn)
		public := h.Public()
		nonce, _ := seal.NewNonce(rand.Reader)
		msg := func() *clue.Receive {
			return &clue.Receive{Via: "web", Asked: "police", Text: "我儿子在派出所被打了，办案区没有录像。", Nonce: nonce.String()}
		}
		ans, err := h.O.Do(h.Ctx, public, msg(), office.Order{})
		if err != nil {
			t.Fatal(err)
		}
		again, err := h.O.Do(h.Ctx, public, msg(), office.Order{})
		if err != nil || again.Subject != ans.Subject || !again.Repeat {
			t.Fatalf("pressing again: %+v %v", again, err)
		}
		id := ans.Subject
		h.Refused(act.Forbidden, "chenxiao", &clue.Open{ID: id})
		h.Must("hejing", &clue.Open{ID: id})
		h.Refused(act.NotNow, "chenxiao", &clue.Propose{ID: id})
		h.Must("hejing", &clue.Summarise{ID: id, Title: "反映北仓派出所讯问不录音录像", Summary: "来信人称，亲属在派出所被讯问时未录音录像。", Class: "norm.recording"})
		h.Must("chenxiao", &clue.Propose{ID: id, Routes: []clue.Route{{Outcome: "opinion", Reason: "作为工作意见"}}})
		h.Refused(act.NotNow, "linlan", &clue.Accept{ID: id})
		h.Refused(act.Forbidden, "chenxiao", &clue.Keep{ID: id})
		last := h.Must("linlan", &clue.Keep{ID: id})
		if last.From != "proposed" || last.To != "kept" || last.Version != 5 {
			t.Fatalf("%+v", last)
		}
		c, err := store.Clues.Load(h.O.View(h.Ctx), id)
		if err != nil || c.State != "kept" || c.Number != "明人监信〔2026〕1号" {
			t.Fatalf("%+v %v", c, err)
		}
		lines, _ := h.O.View(h.Ctx).History("clue", id)
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
		if _, err := h.O.Do(h.Ctx, access.Door(access.Public, "990201"), &clue.Open{ID: id}, office.Order{}); act.KindOf(err) != act.Missing {
			t.Fatalf("a stranger: %v", err)
		}
		var ref *act.Refusal
		if _, err := h.O.Do(h.Ctx, h.Who["hejing"], &clue.Open{ID: "6ba7b810-9dad-11d1-80b4-00c04fd430c8"}, office.Order{}); !errors.As(err, &ref) || ref.Kind != act.Missing {
			t.Fatal(err)
		}
	})
}
