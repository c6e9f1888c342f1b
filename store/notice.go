package store

import (
	"context"
	"time"
)

// Notice tells one person that something happened on a matter. It holds no
// text of the matter: the page looks it up within the reader's scope.
type Notice struct {
	ID      int64
	Person  string
	At      int64
	Kind    string
	Subject string
	Act     string
	Note    string // due | handed | told: why it was sent
	ReadAt  int64
}

// Notify stores notices with the act that causes them.
func (t *Tx) Notify(n Notice) error {
	_, err := t.Exec(`INSERT INTO notice (person, at, kind, subject, act, note, read_at) VALUES (?,?,?,?,?,?,0)`,
		n.Person, n.At, n.Kind, n.Subject, n.Act, n.Note)
	return err
}

// Unread counts unread notices up to 100.
func (v *View) Unread(person string) (int, error) {
	var n int
	err := v.Row(`SELECT count(*) FROM (SELECT 1 FROM notice WHERE person=? AND read_at=0 LIMIT 100) q`, person).Scan(&n)
	return n, err
}

// Notices lists a person's notices before an id (0: from the newest).
func (v *View) Notices(person string, before int64, limit int) ([]Notice, error) {
	if before == 0 {
		before = 1 << 62
	}
	rows, err := v.Query(`SELECT id, person, at, kind, subject, act, note, read_at FROM notice WHERE person=? AND id<? ORDER BY id DESC LIMIT ?`, person, before, limit)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []Notice
	for rows.Next() {
		var n Notice
		if err := rows.Scan(&n.ID, &n.Person, &n.At, &n.Kind, &n.Subject, &n.Act, &n.Note, &n.ReadAt); err != nil {
			return nil, err
		}
		out = append(out, n)
	}
	return out, rows.Err()
}

// ReadNotices marks all of a person's notices as read.
func (s *Store) ReadNotices(ctx context.Context, person string, now time.Time) error {
	return s.Write(ctx, func(t *Tx) error {
		_, err := t.Exec(`UPDATE notice SET read_at=? WHERE person=? AND read_at=0`, now.UnixMicro(), person)
		return err
	})
}
