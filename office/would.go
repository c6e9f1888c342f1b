package office

import (
	"context"
	"errors"

	"github.com/google/uuid"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/store"
)

// errWould takes back what was tried.
var errWould = errors.New("only tried")

// Would tries an act through the door and takes everything back: what the
// matter would be afterwards, or the refusal. A preview that asks the door
// itself cannot promise what the door then refuses. Nothing is kept, no number
// is drawn, nobody is told.
func (o *Office) Would(ctx context.Context, who access.Person, a any, body *act.Body) (after any, err error) {
	e, err := entryOf(a)
	if err != nil {
		return nil, err
	}
	if err := o.ownFiles(who, e, a); err != nil {
		return nil, err
	}
	return o.try(ctx, who, e, a, Order{Body: body})
}

func (o *Office) try(ctx context.Context, who access.Person, e *entry, a any, ord Order) (after any, err error) {
	ord.ActID = uuid.NewString()
	err = o.Store.Write(ctx, func(tx *store.Tx) error {
		f := &fact{o: o, tx: tx, who: who, e: e, a: a, ord: ord}
		if _, err := f.do(-1); err != nil {
			return err
		}
		after = f.now
		return errWould
	})
	if errors.Is(err, errWould) {
		return after, nil
	}
	return nil, err
}
