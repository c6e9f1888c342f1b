package office

import (
	"context"
	"crypto/rand"
	"strings"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/clue"
	"hengjian/oversight/law"
	"hengjian/oversight/leg"
	"hengjian/oversight/problem"
	"hengjian/oversight/selfcheck"
	"hengjian/seal"
	"hengjian/store"
)

// What the acts on a referral need of other slices. Recipients are computed
// anew at each step: a conflict may have come to light in between.

// origin gathers the accused behind a leg and whether a referral may leave.
func (f *fact) origin(kind, id, part string) (acc Accused, h *act.Head, ready bool, proposer string, minor bool, err error) {
	switch kind {
	case "clue":
		var c clue.Clue
		if c, err = store.Clues.Load(f.view(), id); err != nil {
			return acc, nil, false, "", false, noneIsNot(err)
		}
		acc, err = accused(f.view(), c.Organs, c.Units, c.Officers)
		return acc, &c.Head, c.Decided() || c.State == "merged" || c.State == "repeat" || c.State == "withdrawn", c.Proposer, c.Minor, err
	case "problem":
		var p problem.Problem
		if p, err = store.Problems.Load(f.view(), id); err != nil {
			return acc, nil, false, "", false, noneIsNot(err)
		}
		acc, err = accused(f.view(), []string{p.Organ}, p.Units, p.Officers)
		return acc, &p.Head, p.State != "dropped" && p.State != "revoked", "", false, err
	case "selfcheck":
		var s selfcheck.Selfcheck
		if s, err = store.Selfchecks.Load(f.view(), id); err != nil {
			return acc, nil, false, "", false, noneIsNot(err)
		}
		acc, ready, err = injustice(f.view(), s, part, f.depth > 0)
		return acc, &s.Head, ready, "", false, err
	}
	return acc, nil, false, "", false, nil
}

// noneIsNot turns a missing origin into "not ready".
func noneIsNot(err error) error {
	if act.KindOf(err) == act.Missing {
		return nil
	}
	return err
}

func legDraftNeeds(f *fact) error {
	a := f.a.(*leg.Draft)
	acc, h, ready, proposer, minor, err := f.origin(a.OriginKind, a.Origin, a.Part)
	if err != nil || h == nil {
		return err
	}
	if h.Place != head(f.was).Place || f.depth == 0 && !access.Sees(f.who, a.OriginKind, h) {
		return nil
	}
	may, _, err := f.mayReceive(h.Place, acc)
	if err != nil {
		return err
	}
	a.Needs = leg.DraftNeeds{Ready: ready, May: may[a.Route], Proposer: proposer, HeadAccused: acc.Head, Minor: minor, Audience: h.Audience}
	for _, p := range h.Parties {
		if p.As == "recused" {
			a.Needs.Recused = append(a.Needs.Recused, p.Person)
		}
	}
	return nil
}

// legMay computes the recipients of a leg's route today.
func (f *fact) legMay(l *leg.Leg, route string) ([]string, Accused, error) {
	acc, h, _, _, _, err := f.origin(l.OriginKind, l.Origin, l.Part)
	if err != nil || h == nil {
		return nil, acc, err
	}
	may, _, err := f.mayReceive(l.Place, acc)
	return may[route], acc, err
}

func (f *fact) signNeeds() (leg.SignNeeds, error) {
	l := f.was.(*leg.Leg)
	may, acc, err := f.legMay(l, l.Route)
	if err != nil {
		return leg.SignNeeds{}, err
	}
	to, err := store.Organs.Load(f.view(), l.To)
	if err != nil {
		return leg.SignNeeds{}, err
	}
	from, _, err := f.o.CongressAt(f.view(), l.Place)
	return leg.SignNeeds{May: may, HeadAccused: acc.Head, ToName: to.Name, FromName: from.Name}, err
}

func sendNeeds(f *fact) error {
	a, l := f.a.(*leg.Send), f.was.(*leg.Leg)
	var err error
	if a.Needs.May, _, err = f.legMay(l, l.Route); err != nil {
		return err
	}
	keys, err := deskKeys(f.view(), l.To)
	for _, k := range keys {
		a.Needs.Keys = append(a.Needs.Keys, k.id)
	}
	return err
}

type deskKey struct{ id, recipient string }

func deskKeys(v *store.View, organ string) ([]deskKey, error) {
	ks, err := store.Keys.Where(v, "purpose='desk' AND state='enrolled' AND organ=? ORDER BY id", organ)
	var out []deskKey
	for _, k := range ks {
		out = append(out, deskKey{k.ID, k.Recipient})
	}
	return out, err
}

func rerouteNeeds(f *fact) error {
	a := f.a.(*leg.Reroute)
	may, _, err := f.legMay(f.was.(*leg.Leg), a.Route)
	a.Needs.May = may
	return err
}

func urgeNeeds(f *fact) error {
	a, l := f.a.(*leg.Urge), f.was.(*leg.Leg)
	r, _ := f.o.Rules.At(l.Place, law.Day(l.Regime), "leg.urge_limit")
	a.Needs.Limit = int64(r.Count)
	return nil
}

// sealPack seals the letter and the outgoing summary to the recipient's desk:
// never the original, never the identity.
func sealPack(ctx context.Context, o *Office, who access.Person, a any, ord *Order) error {
	x := a.(*leg.Send)
	Own(x)
	v := o.View(ctx)
	l, err := store.Legs.Load(v, x.ID)
	if err != nil {
		return err
	}
	if !access.ScopeOf(who).Sees("leg", &l.Head) {
		return act.None()
	}
	keys, err := deskKeys(v, l.To)
	if err != nil || len(keys) == 0 {
		return err // the act says that the desk has no key
	}
	var to []string
	for _, k := range keys {
		to, x.Sealed.Keys = append(to, k.recipient), append(x.Sealed.Keys, k.id)
	}
	letter := leg.LetterOf(l, l.Letter)
	k, err := seal.NewKey(rand.Reader)
	if err != nil {
		return err
	}
	doc := seal.Message{Version: 1, Text: strings.Join(append(append([]string{letter.Title, letter.To + "："}, letter.Body...), letter.From, letter.Day), "\n"),
		Answers: map[string]string{"number": letter.Number, "outgoing": letter.Outgoing, "case_nos": strings.Join(letter.CaseNos, "、")}}
	box, err := k.Box(doc, to)
	if err != nil {
		return err
	}
	x.Sealed.Data = [][]byte{box.Payload, box.Wrap}
	x.Sealed.Pack = leg.Sealed{Hash: store.BoxName(box.Payload), Wrap: store.BoxName(box.Wrap), Size: int64(len(box.Payload))}
	x.Sealed.Letter = letter.Hash()
	return nil
}

// draftLegs drafts a leg for each route to refer that this decision settled.
func draftLegs(f *fact) ([]any, error) {
	was, now := f.was.(*clue.Clue), f.now.(*clue.Clue)
	routes := was.Fresh()
	if u, ok := f.a.(*clue.ReferUrgent); ok {
		r := now.Routes[len(now.Routes)-1]
		return []any{&leg.Draft{OriginKind: "clue", Origin: now.ID, Route: r.Route, To: r.To, Outgoing: r.Outgoing, Reveals: r.Reveals,
			CaseNos: now.CaseNos, Urgent: true, Telephoned: u.Spoke}}, nil
	}
	var out []any
	for _, r := range routes {
		if r.Outcome == "refer" {
			out = append(out, &leg.Draft{OriginKind: "clue", Origin: now.ID, Route: r.Route, To: r.To, Outgoing: r.Outgoing, Reveals: r.Reveals, CaseNos: now.CaseNos})
		}
	}
	return out, nil
}
