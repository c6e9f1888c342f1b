package office

import (
	"context"
	"errors"

	"hengjian/oversight/act"
	"hengjian/store"
)

// Meter counts what is done, for the people who run the installation. It is
// told names of acts and kinds of results, never who did what to which matter.
type Meter interface {
	Act(name, result string)
	Batch(acts int) // acts that shared one commit
}

// SetMeter begins counting; it is called once, before the first act.
func (o *Office) SetMeter(m Meter) {
	o.meter = m
	o.Store.Batched = m.Batch
}

// ErrUnknown says that an act may or may not have been done: ask again with
// the same act id.
var ErrUnknown = store.ErrUnknown

// count tells the meter of one act that came to the door.
func (o *Office) count(name act.Name, ans Answer, err error) {
	if o.meter != nil {
		o.meter.Act(string(name), result(ans, err))
	}
}

func result(ans Answer, err error) string {
	if k := act.KindOf(err); k != "" {
		return string(k)
	}
	switch {
	case errors.Is(err, ErrUnknown):
		return "unknown"
	case err != nil:
		return "fault"
	case ans.Repeat:
		return "repeat"
	}
	return "done"
}

// Size is how many bytes the database takes.
func (o *Office) Size(ctx context.Context) (int64, error) {
	q := "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
	if o.Store.Engine() == "postgres" {
		q = "SELECT pg_database_size(current_database())"
	}
	var n int64
	err := o.View(ctx).Row(q).Scan(&n)
	return n, err
}

// UnreadAll counts unread notices of everybody.
func (o *Office) UnreadAll(ctx context.Context) (int64, error) {
	var n int64
	err := o.View(ctx).Row("SELECT count(*) FROM notice WHERE read_at=0").Scan(&n)
	return n, err
}
