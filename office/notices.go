package office

import (
	"context"

	"hengjian/oversight/access"
	"hengjian/store"
)

// Notice is one stored notice.
type Notice = store.Notice

// Unread counts a person's unread notices.
func (o *Office) Unread(ctx context.Context, who access.Person) (int, error) {
	return o.View(ctx).Unread(who.ID)
}

// NoticesOf lists a person's notices, newest first.
func (o *Office) NoticesOf(ctx context.Context, who access.Person, before int64, size int) ([]Notice, error) {
	return o.View(ctx).Notices(who.ID, before, size)
}

// ReadAll marks a person's notices as read. Reading one's own notices changes
// no matter and is no act.
func (o *Office) ReadAll(ctx context.Context, who access.Person) error {
	return o.Store.ReadNotices(ctx, who.ID, o.Now())
}
