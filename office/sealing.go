package office

import (
	"context"
	"crypto/rand"
	"fmt"
	"slices"
	"strings"

	"hengjian/oversight/access"
	"hengjian/oversight/account"
	"hengjian/oversight/act"
	"hengjian/oversight/clue"
	"hengjian/seal"
	"hengjian/store"
)

// BoxKey seals one message: the page seals attachments to it while they stream
// in, the act's text and identity follow.
type BoxKey struct {
	Key   seal.Key
	Files []clue.File // as the subject names them
	Docs  []seal.File // their names and types, for inside the seal
}

// NewBoxKey makes the key of one message.
func NewBoxKey() (*BoxKey, error) {
	k, err := seal.NewKey(rand.Reader)
	return &BoxKey{Key: k}, err
}

// KeySet is whose keys can open a message.
type KeySet struct {
	IDs        []string // of the key subjects
	Officers   []string // recipients that open the body
	Custodians []string // recipients needed as well for the identity
	Recused    []string // accounts of intake officers with kin in that kind of organ
}

// errClosed is told when intake cannot seal to enough people.
var errClosed = act.Refuse(act.NotNow,
	"本渠道尚未开通：须先登记两名受理员、一名身份保管人的密钥和一把应急恢复密钥。请改用信件或来访。",
	"This channel is not open yet: two intake officers' keys, a custodian's and a recovery key must be enrolled first. Please write or come in person.")

// KeySet chooses the keys by the first unsealed question, so that no accused
// intake officer can open the message.
func (o *Office) KeySet(v *store.View, place, asked string) (KeySet, error) {
	keys, err := store.Keys.Where(v, "place=? AND state='enrolled' ORDER BY id", place)
	if err != nil {
		return KeySet{}, err
	}
	people, err := store.Accounts.Where(v, "place=? AND state='active'", place)
	if err != nil {
		return KeySet{}, err
	}
	by := map[string]account.Account{}
	for _, p := range people {
		by[p.ID] = p
	}
	var ks KeySet
	intake, recovery := 0, 0
	add := func(k account.Key) { ks.IDs, ks.Officers = append(ks.IDs, k.ID), append(ks.Officers, k.Recipient) }
	for _, k := range keys {
		p, active := by[k.Account]
		switch k.Purpose {
		case "intake":
			if !active || !slices.Contains(p.Roles, access.Intake) {
				continue
			}
			intake++
			if asked != "congress" && !conflicted(p, asked) {
				add(k)
			}
		case "special":
			if asked == "congress" && active {
				add(k)
			}
		case "recovery":
			recovery++
			add(k)
		case "custodian":
			if active {
				ks.IDs, ks.Custodians = append(ks.IDs, k.ID), append(ks.Custodians, k.Recipient)
			}
		}
	}
	for _, p := range people {
		if slices.Contains(p.Roles, access.Intake) && conflicted(p, asked) {
			ks.Recused = append(ks.Recused, p.ID)
		}
	}
	slices.Sort(ks.Recused)
	if intake < 2 || recovery < 1 || len(ks.Custodians) < 1 || len(ks.Officers) < 2 {
		return ks, errClosed
	}
	return ks, nil
}

// conflicted: relatives in that kind of organ; who does not know the kind of
// organ reaches only officers with no relatives in any.
func conflicted(p account.Account, asked string) bool {
	if asked == "unsure" {
		return len(p.Conflicts) > 0
	}
	return slices.Contains(p.Conflicts, asked)
}

// sealMessage seals what a message says and who sent it, before the act.
func sealMessage(ctx context.Context, o *Office, who access.Person, a *clue.Receive, ord *Order) error {
	Own(a)
	if strings.TrimSpace(a.Text) == "" {
		return nil // the act refuses it, naming the field
	}
	if n := len([]rune(a.Text)); n > 20000 {
		return act.Wrong("text", fmt.Sprintf("内容不超过 20000 字，现在是 %d 字。", n), fmt.Sprintf("At most 20,000 characters; there are %d.", n))
	}
	ks, err := o.KeySet(o.View(ctx), who.Place, a.Asked)
	if err != nil {
		return err
	}
	box := ord.Box
	if box == nil {
		if box, err = NewBoxKey(); err != nil {
			return err
		}
	}
	b := &a.Sealed
	b.Keys, b.Files = ks.IDs, box.Files
	doc := seal.Message{Version: 1, Text: a.Text, Answers: answers(a), Files: box.Docs}
	if b.Body, err = boxed(b, box.Key, doc, ks.Officers); err != nil {
		return err
	}
	if a.Sender != "" || a.Contact != "" || a.Reach != "" {
		k, err := seal.NewKey(rand.Reader)
		if err != nil {
			return err
		}
		id := seal.Person{Version: 1, Name: a.Sender, Phone: a.Contact, Note: a.Reach}
		if b.Identity, err = boxed(b, k, id, ks.Officers, ks.Custodians); err != nil {
			return err
		}
	}
	if err := o.receipt(a, ord, who); err != nil {
		return err
	}
	b.Suggest, b.Band = o.suggest(ctx, who.Place, a.Text)
	if s, ok := o.Sketch.Sketch(a.Text); ok {
		bands := s.Bands()
		b.Near = bands[:]
	}
	return nil
}

// receipt derives the receipt, its lookup and its key from the form's nonce.
func (o *Office) receipt(a *clue.Receive, ord *Order, who access.Person) error {
	n, err := seal.ParseNonce(a.Nonce)
	if a.Nonce == "" {
		n, err = seal.NewNonce(rand.Reader)
		a.Nonce = n.String()
	}
	if err != nil {
		return act.Wrong("nonce", "页面已失效，请返回第一步重新打开。", "The page has expired; go back to the first step.")
	}
	if who.Has(access.Public) {
		ord.ActID = seal.ActID(n)
	}
	r := seal.ReceiptOf(n)
	a.Sealed.Receipt, a.Sealed.ReplyTo = r.Lookup(), r.Recipient()
	return nil
}

func answers(a *clue.Receive) map[string]string {
	m := map[string]string{}
	for k, v := range map[string]string{"where": a.Where, "relation": a.Relation, "when": a.When, "spot": a.Spot, "case_no": a.CaseNo} {
		if v != "" {
			m[k] = v
		}
	}
	return m
}

// boxed seals a document to layers of recipients and keeps its parts.
func boxed(b *clue.Boxes, k seal.Key, doc any, layers ...[]string) (clue.Sealed, error) {
	x, err := k.Box(doc, layers...)
	if err != nil {
		return clue.Sealed{}, fmt.Errorf("seal: %w", err)
	}
	return b.Keep(x.Payload, x.Wrap, store.BoxName), nil
}
