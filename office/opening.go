package office

import (
	"context"
	"encoding/base64"
	"fmt"
	"strings"

	"hengjian/oversight/access"
	"hengjian/oversight/account"
	"hengjian/oversight/act"
	"hengjian/oversight/clue"
	"hengjian/oversight/opening"
	"hengjian/store"
)

// What the acts on opening an identity need of other slices.

func (f *fact) requestNeeds(id string) (opening.RequestNeeds, clue.Clue, error) {
	c, err := store.Clues.Load(f.view(), id)
	if act.KindOf(err) == act.Missing || err == nil && !access.Sees(f.who, "clue", &c.Head) {
		return opening.RequestNeeds{}, c, act.None()
	}
	if err != nil {
		return opening.RequestNeeds{}, c, err
	}
	me, err := store.Accounts.Load(f.view(), f.who.ID)
	n := opening.RequestNeeds{Identity: c.Identity.Hash != "", Withdrawn: c.State == "withheld" || c.State == "withdrawn", Asked: c.Asked,
		Conflicts: me.Conflicts, Declared: me.Declared, Audience: c.Audience}
	for _, p := range c.Parties {
		if p.As == "recused" {
			n.Recused = append(n.Recused, p.Person)
		}
	}
	return n, c, err
}

func openingNeeds(f *fact) (err error) {
	a := f.a.(*opening.Request)
	a.Needs, _, err = f.requestNeeds(a.Clue)
	return err
}

func demandNeeds(f *fact) error {
	a := f.a.(*opening.AuthorityDemand)
	n, c, err := f.requestNeeds(a.Clue)
	if err != nil {
		return err
	}
	a.Needs.RequestNeeds = n
	if _, err := store.Organs.Load(f.view(), a.Authority); err == nil {
		a.Needs.Known = true
	} else if act.KindOf(err) != act.Missing {
		return err
	}
	acc, err := accused(f.view(), c.Organs, c.Units, c.Officers)
	_, a.Needs.Accused = acc.Struck[a.Authority]
	return err
}

func approveNeeds(f *fact) error {
	a, o := f.a.(*opening.Approve), f.was.(*opening.Opening)
	c, err := store.Clues.Load(f.view(), o.Clue)
	if err != nil {
		return err
	}
	var me account.Account
	me, err = store.Accounts.Load(f.view(), f.who.ID)
	a.Needs = opening.ApproveNeeds{Asked: c.Asked, Conflicts: me.Conflicts, Declared: me.Declared}
	return err
}

// keepBlob takes an age file made in the browser: the peeled inner layer, or
// the custodian's grant. What is not one is refused.
func keepBlob(text string, b *opening.Blob) error {
	*b = opening.Blob{}
	text = strings.TrimSpace(text)
	if text == "" {
		return nil
	}
	raw, err := base64.StdEncoding.DecodeString(text)
	if err != nil || len(raw) > 16<<10 || !strings.HasPrefix(string(raw), "age-encryption.org/v1\n") {
		return act.Wrong("blob", "浏览器交来的密封材料不对，请重试。", "What the browser handed over is not a sealed file; try again.")
	}
	b.Data = [][]byte{raw}
	b.Sealed = opening.Sealed{Hash: store.BoxName(raw), Size: int64(len(raw))}
	return nil
}

func prepareOpening(ctx context.Context, o *Office, who access.Person, a any, ord *Order) error {
	switch x := a.(type) {
	case *opening.Request:
		return keepBlob(x.Blob, &x.Sealed)
	case *opening.AuthorityDemand:
		return keepBlob(x.Blob, &x.Sealed)
	case *opening.Approve:
		return keepBlob(x.Blob, &x.Sealed)
	}
	return fmt.Errorf("%T has no blob", a)
}
