package store

import (
	"context"
	"database/sql"
	"sync"
)

// readers run committed reads with statements prepared once for each
// connection: on SQLite preparing a list's query costs as much as running it.
// PostgreSQL's driver remembers statements by itself.
type readers struct {
	db *sql.DB
	mu sync.RWMutex
	m  map[string]*sql.Stmt
}

// mostStatements bounds what is remembered; texts with lists of values vary.
const mostStatements = 400

func (s *Store) reader() querier {
	if s.ready == nil {
		return s.r
	}
	return s.ready
}

func (r *readers) stmt(ctx context.Context, q string) *sql.Stmt {
	r.mu.RLock()
	st, full := r.m[q], len(r.m) >= mostStatements
	r.mu.RUnlock()
	if st != nil || full {
		return st
	}
	st, err := r.db.PrepareContext(ctx, q)
	if err != nil {
		return nil // the query itself will say what is wrong
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if old := r.m[q]; old != nil {
		st.Close()
		return old
	}
	r.m[q] = st
	return st
}

func (r *readers) QueryContext(ctx context.Context, q string, args ...any) (*sql.Rows, error) {
	if st := r.stmt(ctx, q); st != nil {
		return st.QueryContext(ctx, args...)
	}
	return r.db.QueryContext(ctx, q, args...)
}

func (r *readers) QueryRowContext(ctx context.Context, q string, args ...any) *sql.Row {
	if st := r.stmt(ctx, q); st != nil {
		return st.QueryRowContext(ctx, args...)
	}
	return r.db.QueryRowContext(ctx, q, args...)
}

func (r *readers) close() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, st := range r.m {
		st.Close()
	}
	r.m = map[string]*sql.Stmt{}
}
