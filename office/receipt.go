package office

import (
	"context"
	"fmt"
	"slices"

	"filippo.io/age"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/clue"
	"hengjian/oversight/law"
	"hengjian/seal"
	"hengjian/store"
)

// errNoReceipt is the one answer for a receipt that is mistyped and for one
// that never was.
var errNoReceipt = act.Wrong("code", "没有找到这个回执码。请逐字核对：共 6 组，每组 4 个字母或数字。",
	"This receipt was not found. Check it letter by letter: 6 groups of 4 letters or digits.")

// Holder is whoever shows a receipt: the one message it belongs to, and the
// key of what was written to her. It lives as long as the request.
type Holder struct {
	Clue clue.Clue
	who  access.Person
	key  age.Identity
	o    *Office
}

// ByReceipt finds the message of a receipt as people type it. What is no
// receipt is looked up all the same, so that the time says nothing either.
func (o *Office) ByReceipt(ctx context.Context, code string) (*Holder, error) {
	r, bad := seal.ParseReceipt(code)
	cs, err := store.Clues.Where(o.View(ctx), "receipt=?", r.Lookup())
	if err != nil {
		return nil, err
	}
	if bad != nil || len(cs) != 1 {
		return nil, errNoReceipt
	}
	h := &Holder{Clue: cs[0], key: r.Key(), o: o, who: access.Door(access.Public, cs[0].Place)}
	h.who.Receipt = cs[0].ID
	return h, nil
}

// ByNonce is ByReceipt for the form that was just sent; ok is false if no
// message came of it yet.
func (o *Office) ByNonce(ctx context.Context, n seal.Nonce) (h *Holder, ok bool, err error) {
	h, err = o.ByReceipt(ctx, seal.ReceiptOf(n).String())
	if act.KindOf(err) == act.Invalid {
		return nil, false, nil
	}
	return h, err == nil, err
}

// Do does an act of the sender on her message and reads it again.
func (h *Holder) Do(ctx context.Context, a any, ord Order) (Answer, error) {
	ans, err := h.o.Do(ctx, h.who, a, ord)
	if err != nil {
		return ans, err
	}
	h.Clue, err = store.Clues.Load(h.o.View(ctx), h.Clue.ID)
	return ans, err
}

// Talk is one opened message of the conversation.
type Talk struct {
	By, Kind, Day  string
	Text, Remedies string
	Files          []string // names of what was attached
	Shut           bool     // its box does not open with this receipt
}

// Talks opens the conversation for showing it once; nothing is kept.
func (h *Holder) Talks(ctx context.Context) ([]Talk, error) {
	v := h.o.View(ctx)
	var out []Talk
	for _, t := range h.Clue.Talk {
		line := Talk{By: t.By, Kind: t.Kind, Day: t.Day}
		m, ok, err := h.open(v, t.Box)
		if err != nil {
			return nil, err
		}
		line.Shut, line.Text, line.Remedies = !ok, m.Text, m.Answers["remedies"]
		for _, f := range m.Files {
			line.Files = append(line.Files, f.Name)
		}
		out = append(out, line)
	}
	return out, nil
}

func (h *Holder) open(v *store.View, b clue.Sealed) (m seal.Message, ok bool, err error) {
	wrap, err := v.Box(b.Wrap)
	if err != nil {
		return m, false, fmt.Errorf("wrap of a talk: %w", err)
	}
	payload, err := v.Box(b.Hash)
	if err != nil {
		return m, false, fmt.Errorf("box of a talk: %w", err)
	}
	k, err := seal.Unwrap(wrap, h.key)
	if err != nil {
		return m, false, nil // sealed before the receipt's key was known to the message
	}
	return m, k.OpenDocument(payload, &m) == nil, nil
}

// Record is where the receiving of the message stands in the journal.
func (h *Holder) Record(ctx context.Context) (book string, seq int64, err error) {
	ls, err := h.o.History(ctx, "clue", h.Clue.ID)
	if err != nil {
		return "", 0, err
	}
	if len(ls) == 0 {
		return "", 0, fmt.Errorf("clue %s has no line", h.Clue.ID)
	}
	return ls[0].Book, ls[0].Seq, nil
}

// Proof is the proof that the receiving is in the journal; nil before a
// checkpoint covers it.
func (h *Holder) Proof(ctx context.Context) ([]byte, error) {
	book, seq, err := h.Record(ctx)
	if err != nil {
		return nil, err
	}
	return h.o.Proof(ctx, book, seq)
}

// TellBy is the day by which the sender is told what becomes of the message,
// and the rule it rests on. It is the day that was promised, whether or not the
// clock was stopped inside since: a withheld message must read like any other.
func (h *Holder) TellBy() (due string, rule law.Rule, ok bool) {
	for _, c := range slices.Backward(h.Clue.Clocks) {
		if c.Rule == "clue.tell" || c.Rule == "clue.tell_anonymous" {
			rule, ok = h.o.Rules.At(h.Clue.Place, law.Day(h.Clue.Regime), c.Rule)
			return c.Due, rule, ok
		}
	}
	return "", rule, false
}

// IntakeOpen says whether messages of a kind can be sealed to enough people at
// a place; "" asks for the ordinary kinds as a whole.
func (o *Office) IntakeOpen(ctx context.Context, place, asked string) error {
	_, err := o.KeySet(o.View(ctx), place, asked)
	return err
}

// ReceivePublic takes in a message of the public at a place. The form's nonce
// makes a second sending the same message.
func (o *Office) ReceivePublic(ctx context.Context, place string, in clue.Receive, box *BoxKey) (Answer, error) {
	in.Via = "web"
	if err := o.carried(ctx, place, &in); err != nil {
		return Answer{}, err
	}
	who := access.Door(access.Public, place)
	if in.Asked == "congress" {
		return o.Do(ctx, who, &clue.ReceiveOwn{Receive: in}, Order{Box: box})
	}
	return o.Do(ctx, who, &in, Order{Box: box})
}
