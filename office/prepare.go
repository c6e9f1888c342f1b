package office

import (
	"context"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/clue"
)

// prepare does what must be done before the transaction: seal plaintext, hash
// a password, read files. Of what the act decides on it reads files alone, known by
// their content: the transaction asks whether they are still the ones in force.
var prepare = map[act.Name]func(context.Context, *Office, access.Person, any, *Order) error{
	"clue.receive": func(ctx context.Context, o *Office, who access.Person, a any, ord *Order) error {
		return sealMessage(ctx, o, who, a.(*clue.Receive), ord)
	},
	"clue.receive_own": func(ctx context.Context, o *Office, who access.Person, a any, ord *Order) error {
		return sealMessage(ctx, o, who, &a.(*clue.ReceiveOwn).Receive, ord)
	},
	"clue.ask":                 sealSpeech,
	"clue.supplement":          sealSpeech,
	"clue.answer":              sealSpeech,
	"clue.rate":                sealSpeech,
	"clue.ask_relook":          sealSpeech,
	"clue.uphold":              sealSpeech,
	"clue.report_retaliation":  sealSpeech,
	"clue.conclude_own":        sealSpeech,
	"leg.send":                 sealPack,
	"opening.request":          prepareOpening,
	"opening.authority_demand": prepareOpening,
	"opening.approve":          prepareOpening,
	"account.open":             hashOpened,
	"account.set_password":     hashNew,
	"account.reset_password":   hashReset,
	"account.set_totp":         checkTOTP,
	"screening.declare":        first(planScreening, listComes),
	"screening.open":           openScreening,
	"screening.relate":         first(readRelate, listComes),
	"screening.unrelate":       listComes,
	"screening.withdraw":       listComes,
	"review.assign":            prepareTies,
	"review.call_third":        prepareTies,
	"review.replace":           prepareTies,
	"review.check_name":        prepareTies,
}

// first does two preparations in turn.
func first(one, two func(context.Context, *Office, access.Person, any, *Order) error) func(context.Context, *Office, access.Person, any, *Order) error {
	return func(ctx context.Context, o *Office, who access.Person, a any, ord *Order) error {
		if err := one(ctx, o, who, a, ord); err != nil {
			return err
		}
		return two(ctx, o, who, a, ord)
	}
}

func (o *Office) prepare(ctx context.Context, who access.Person, e *entry, a any, ord *Order) error {
	f := prepare[e.Name]
	if f == nil || ord.ready {
		return nil
	}
	if err := f(ctx, o, who, a, ord); err != nil {
		return err
	}
	ord.ready = true
	return nil
}

// Prepare does ahead of its turn what Do would do first: sealing, hashing. Do
// is then given the same act and order, after what came before it.
func (o *Office) Prepare(ctx context.Context, who access.Person, a any, ord *Order) error {
	e, err := entryOf(a)
	if err != nil {
		return err
	}
	return o.prepare(ctx, who, e, a, ord)
}
