package office

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/clue"
	"hengjian/seal"
	"hengjian/store"
)

// sealSpeech seals what is said in a conversation by receipt, by either side,
// to the officers who hold the message and to the receipt, before the act.
func sealSpeech(ctx context.Context, o *Office, who access.Person, a any, ord *Order) error {
	sp, ok := a.(clue.Speech)
	if !ok {
		return fmt.Errorf("%T says nothing", a)
	}
	Own(a)
	e, err := entryOf(a)
	if err != nil {
		return err
	}
	v := o.View(ctx)
	c, err := store.Clues.Load(v, e.id(a))
	if err != nil {
		return err
	}
	if !access.Sees(who, "clue", &c.Head) {
		return act.None()
	}
	text, answers, into := sp.Spoken()
	if strings.TrimSpace(text) == "" {
		return nil // the act refuses it, or it is optional
	}
	ks, err := o.talkKeys(v, c)
	if err != nil {
		return err
	}
	to := ks.Officers
	if c.ReplyTo != "" {
		to = append(slices.Clone(to), c.ReplyTo)
	}
	box := ord.Box
	if box == nil {
		if box, err = NewBoxKey(); err != nil {
			return err
		}
	}
	into.Keys, into.Files = ks.IDs, box.Files
	into.Body, err = boxed(into, box.Key, seal.Message{Version: 1, Text: text, Answers: answers, Files: box.Docs}, to)
	return err
}

// talkKeys are the keys that the message itself is sealed to, without those of
// custodians and of officers who were recused since. If no officer is left, the
// set is chosen anew by the first question.
func (o *Office) talkKeys(v *store.View, c clue.Clue) (KeySet, error) {
	var ks KeySet
	officer := false
	for _, id := range c.Keys {
		k, err := store.Keys.Load(v, id)
		if act.KindOf(err) == act.Missing {
			continue
		}
		if err != nil {
			return ks, err
		}
		if k.State != "enrolled" || k.Purpose == "custodian" || c.Has(k.Account, "recused") && k.Purpose != "recovery" {
			continue
		}
		officer = officer || k.Purpose != "recovery"
		ks.IDs, ks.Officers = append(ks.IDs, k.ID), append(ks.Officers, k.Recipient)
	}
	if officer {
		return ks, nil
	}
	return o.keysWithout(v, c)
}

// keysWithout is the key set of the first question less those recused.
func (o *Office) keysWithout(v *store.View, c clue.Clue) (KeySet, error) {
	all, err := o.KeySet(v, c.Place, c.Asked)
	if err != nil {
		return KeySet{}, err
	}
	var ks KeySet
	for _, id := range all.IDs {
		k, err := store.Keys.Load(v, id)
		if err != nil {
			return ks, err
		}
		if k.Purpose == "custodian" || c.Has(k.Account, "recused") && k.Purpose != "recovery" {
			continue
		}
		ks.IDs, ks.Officers = append(ks.IDs, k.ID), append(ks.Officers, k.Recipient)
	}
	if len(ks.Officers) < 2 {
		return ks, errClosed
	}
	return ks, nil
}
