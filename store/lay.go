package store

import (
	"context"
	"fmt"
)

// laying is one Lay on its way.
type laying struct {
	s *Store
	x *stmtConn
	n int
}

type layKey struct{}

// layBatch acts share a transaction while a past is laid out.
const layBatch = 500

// Lay lets f lay out a long past (the demonstration, a benchmark's data): what
// f writes and reads through the context it is given shares transactions of 500
// acts, so that thousands of acts do not wait for as many commits. Nothing
// else is written meanwhile, and one refused act ends it: what has been
// committed by then stays. PostgreSQL commits each act as always.
func (s *Store) Lay(ctx context.Context, f func(context.Context) error) error {
	if s.eng.name == "postgres" {
		return f(ctx)
	}
	j := &job{out: make(chan error, 1)}
	j.raw = func(x *stmtConn) error {
		l := &laying{s: s, x: x}
		if err := l.exec("BEGIN IMMEDIATE"); err != nil {
			return err
		}
		if err := f(context.WithValue(ctx, layKey{}, l)); err != nil {
			l.exec("ROLLBACK")
			return err
		}
		if err := l.exec("COMMIT"); err != nil {
			return err
		}
		return l.exec("PRAGMA wal_checkpoint(TRUNCATE)")
	}
	select {
	case s.queue <- j:
	case <-s.done:
		return ErrUnknown
	}
	return <-j.out
}

// layingIn is the Lay that a context belongs to, nil for none.
func (s *Store) layingIn(ctx context.Context) *laying {
	if l, _ := ctx.Value(layKey{}).(*laying); l != nil && l.s == s {
		return l
	}
	return nil
}

func (l *laying) exec(q string) error {
	if _, err := l.x.ExecContext(context.Background(), q); err != nil {
		return fmt.Errorf("%s: %w", q, err)
	}
	return nil
}

// write runs one act; the error of one ends the whole.
func (l *laying) write(ctx context.Context, f func(*Tx) error) error {
	tx := &Tx{View: View{context.WithoutCancel(ctx), l.x, l.s.eng, nil, nil}, x: l.x}
	if err := guarded(f, tx); err != nil {
		return err
	}
	for _, f := range tx.after {
		f()
	}
	if l.n++; l.n%layBatch != 0 {
		return nil
	}
	if err := l.exec("COMMIT"); err != nil {
		return err
	}
	return l.exec("BEGIN IMMEDIATE")
}
