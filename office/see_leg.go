package office

import (
	"context"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/clue"
	"hengjian/oversight/leg"
	"hengjian/oversight/opening"
	"hengjian/oversight/organ"
	"hengjian/oversight/problem"
	"hengjian/store"
)

// RecipientsFor computes, for a matter from which a referral may be drafted,
// who may receive each route; the conflicted are struck out with the reason.
func (o *Office) RecipientsFor(ctx context.Context, who access.Person, kind, id string) (map[string][]Recipient, error) {
	v := o.View(ctx)
	switch kind {
	case "clue":
		c, err := Item(ctx, o, who, Clues, id)
		if err != nil {
			return nil, err
		}
		return o.Recipients(ctx, who, c)
	case "problem":
		p, err := Item(ctx, o, who, Problems, id)
		if err != nil {
			return nil, err
		}
		acc, err := accused(v, []string{p.Organ}, p.Units, p.Officers)
		if err != nil {
			return nil, err
		}
		return recipients(v, p.Place, act.DayOf(o.Now()), acc)
	case "selfcheck":
		s, err := Item(ctx, o, who, Selfchecks, id)
		if err != nil {
			return nil, err
		}
		acc, _, err := injustice(v, s, "", false)
		if err != nil {
			return nil, err
		}
		return recipients(v, s.Place, act.DayOf(o.Now()), acc)
	}
	return nil, act.None()
}

// each streams the subjects of one kind that a filter finds.
func each[S any](ctx context.Context, o *Office, who access.Person, sh store.Shelf[S], f Filter, do func(S) error) error {
	v, sc := o.View(ctx), access.ScopeOf(who)
	f.Kinds = []string{sh.Kind}
	f, err := o.widened(ctx, f)
	if err != nil {
		return err
	}
	return v.EachMatter(sc, f, 200, func(r Row) error {
		s, err := sh.Load(v, r.Subject)
		if err != nil {
			return err
		}
		if !sc.Sees(sh.Kind, head(&s)) { // it changed hands while we were reading
			return nil
		}
		return do(s)
	})
}

// EachLeg streams referrals, for the contact register.
func (o *Office) EachLeg(ctx context.Context, who access.Person, f Filter, do func(leg.Leg) error) error {
	return each(ctx, o, who, Legs, f, do)
}

// EachProblem streams problems, for the three lists.
func (o *Office) EachProblem(ctx context.Context, who access.Person, f Filter, do func(problem.Problem) error) error {
	return each(ctx, o, who, Problems, f, do)
}

// PackOf hands out the sealed pack of a referral to the desk it is sealed to.
func (o *Office) PackOf(ctx context.Context, who access.Person, l leg.Leg) (SealedBox, error) {
	if !who.Has(access.Desk) || who.Organ == "" || who.Organ != l.Shown || l.Pack.Hash == "" {
		return SealedBox{}, act.None()
	}
	bs, err := o.SealedBoxes(ctx, clue.Sealed{Hash: l.Pack.Hash, Wrap: l.Pack.Wrap})
	if err != nil {
		return SealedBox{}, err
	}
	return bs[0], nil
}

// IdentityWrap is the wrapped key of a sender's identity, for the browser of
// somebody who may ask for it to peel the outer layer. The payload is not
// handed out before the grant.
func (o *Office) IdentityWrap(ctx context.Context, who access.Person, clueID string) ([]byte, error) {
	c, err := Item(ctx, o, who, Clues, clueID)
	if err != nil {
		return nil, err
	}
	if c.Identity.Wrap == "" {
		return nil, act.Refuse(act.NotNow, "本件没有密封的身份：匿名反映人不得查找。", "There is no sealed identity: an anonymous sender is not to be identified.")
	}
	return o.View(ctx).Box(c.Identity.Wrap)
}

// ToGrant is the peeled layer that an approver's key opens, and the requester's
// public key to which the grant is sealed.
func (o *Office) ToGrant(ctx context.Context, op opening.Opening) (inner []byte, recipient string, err error) {
	v := o.View(ctx)
	if op.InnerWrap.Hash != "" {
		if inner, err = v.Box(op.InnerWrap.Hash); err != nil {
			return nil, "", err
		}
	}
	ks, err := store.Keys.Where(v, "account=? AND state='enrolled' AND purpose<>'recovery' ORDER BY opened DESC, id", op.Requester)
	if err != nil || len(ks) == 0 {
		return inner, "", err
	}
	return inner, ks[0].Recipient, nil
}

// Granted hands the identity's payload and the grant to the requester while the
// term runs, and to nobody else.
func (o *Office) Granted(ctx context.Context, who access.Person, op opening.Opening) (SealedBox, error) {
	if who.ID != op.Requester {
		return SealedBox{}, act.Refuse(act.Forbidden, "只有申请人本人可以查看。", "Only the requester may read it.")
	}
	if !op.Readable(act.Moment{At: o.Now()}) {
		return SealedBox{}, act.Refuse(act.NotNow, "查看时段已过。仍需查看的，请重新申请。", "The time to read it has run out. Ask again if it is still needed.")
	}
	c, err := Item(ctx, o, who, Clues, op.Clue)
	if err != nil {
		return SealedBox{}, err
	}
	v := o.View(ctx)
	p, err := v.Box(c.Identity.Hash)
	if err != nil {
		return SealedBox{}, err
	}
	w, err := v.Box(op.Given.Hash)
	return SealedBox{p, w}, err
}

// UnitsOf lists the units of an organ that are in the register, by code.
func (o *Office) UnitsOf(ctx context.Context, organID string) ([]organ.Unit, error) {
	return store.Units.Where(o.View(ctx), "organ=? AND "+listedOn+" ORDER BY code", organID, act.DayOf(o.Now()))
}

// OfficerByCode finds an officer of an organ by certificate number or name.
func (o *Office) OfficerByCode(ctx context.Context, who access.Person, organID, q string) ([]organ.Officer, error) {
	if !access.Sees(who, "officer", &act.Head{Place: who.Place}) {
		return nil, nil
	}
	return store.Officers.Where(o.View(ctx), "organ=? AND "+listedOn+" AND (code=? OR name=?) ORDER BY code LIMIT 5", organID, act.DayOf(o.Now()), q, q)
}

// Fit is one colleague who may be sent to see, or why not.
type Fit struct {
	Colleague
	Deputy bool
	Why    *act.Refusal
}

// VerifiersFor lists deputies, members and staff for the choice of verifiers of
// a problem, each with the conflict that the door would find.
func (o *Office) VerifiersFor(ctx context.Context, who access.Person, p problem.Problem, fit func(problem.VerifierNeeds, string) *act.Refusal) ([]Fit, error) {
	cs, err := o.Colleagues(ctx, who)
	if err != nil {
		return nil, err
	}
	var out []Fit
	f := &fact{o: o, tx: &store.Tx{View: *o.View(ctx)}, who: who, was: &p}
	for _, c := range cs {
		if !c.Has(access.Deputy, access.Member, access.Clerk, access.Vice) {
			continue
		}
		n, err := f.verifierNeeds([]string{c.ID})
		if err != nil {
			return nil, err
		}
		out = append(out, Fit{c, n.People[c.ID].Deputy, fit(n, c.ID)})
	}
	return out, nil
}

// OfficerNames names officers of an organ to those who may know: the office,
// and the organ's own liaison and head for its own officers.
func (o *Office) OfficerNames(ctx context.Context, who access.Person, organID string, ids []string) (map[string]string, error) {
	out := map[string]string{}
	if who.Side() != "congress" && (who.Organ == "" || who.Organ != organID) {
		return out, nil
	}
	for _, id := range ids {
		f, err := store.Officers.Load(o.View(ctx), id)
		if act.KindOf(err) == act.Missing {
			continue
		}
		if err != nil {
			return nil, err
		}
		if f.Organ == organID {
			out[id] = f.Name
		}
	}
	return out, nil
}
