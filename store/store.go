// Package store keeps the subjects' rows and the journal in one database, both
// written in one transaction for each act. SQL is written once for SQLite and
// PostgreSQL with ? placeholders; engine.go holds what differs.
package store

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// Store is an open database of one installation.
type Store struct {
	eng    engine
	dsn    string
	w, r   *sql.DB // one writer (SQLite) or the pool; readers
	v      *sql.DB // what verify reads with, on SQLite
	queue  chan *job
	done   chan struct{}
	closed sync.Once
	wconn  *stmtConn
	ready  *readers
	mem    memory
	Grew   func() // called after a commit that added journal lines; may be nil

	Batched func(acts int) // told how many acts shared a commit; may be nil
}

// Open opens the database and checks that its schema is this program's.
// Migrate must have been run; Open does not change the schema.
func Open(ctx context.Context, dsn string) (*Store, error) {
	s, err := connect(dsn)
	if err != nil {
		return nil, err
	}
	if err := s.checkSchema(ctx); err != nil {
		s.Close()
		return nil, err
	}
	s.start()
	return s, nil
}

func connect(dsn string) (*Store, error) {
	eng, addr := engineOf(dsn)
	s := &Store{eng: eng, dsn: dsn, queue: make(chan *job, 256), done: make(chan struct{})}
	if eng.name == "postgres" {
		cfg, err := pgx.ParseConfig(addr)
		if err != nil {
			return nil, fmt.Errorf("data source: %w", err)
		}
		cfg.RuntimeParams["timezone"] = "UTC"
		s.w = stdlib.OpenDB(*cfg)
		s.w.SetMaxOpenConns(24)
		s.w.SetMaxIdleConns(24)
		s.w.SetConnMaxIdleTime(5 * time.Minute)
		s.r = s.w
	} else {
		var err error
		if s.w, err = sql.Open("sqlite", sqliteURI(addr, false)); err != nil {
			return nil, err
		}
		s.w.SetMaxOpenConns(1)
		if s.r, err = sql.Open("sqlite", sqliteURI(addr, true)); err != nil {
			return nil, err
		}
		s.r.SetMaxOpenConns(4)
		s.r.SetMaxIdleConns(4)
		if s.v, err = sql.Open("sqlite", sqliteURI(addr, true)); err != nil {
			return nil, err
		}
		s.v.SetMaxIdleConns(snapConns) // a new connection reads the whole schema; one verification often follows another
		s.v.SetConnMaxIdleTime(30 * time.Second)
		s.ready = &readers{db: s.r, m: map[string]*sql.Stmt{}}
	}
	if err := s.w.Ping(); err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	return s, nil
}

// Engine is "sqlite" or "postgres".
func (s *Store) Engine() string { return s.eng.name }

// Close ends the writer and closes the database.
func (s *Store) Close() error {
	var err error
	s.closed.Do(func() {
		close(s.queue)
		select {
		case <-s.done:
		case <-time.After(10 * time.Second):
			slog.Error("the writer did not end in time")
		}
		if s.wconn != nil {
			s.wconn.Conn.Close()
		}
		if s.ready != nil {
			s.ready.close()
		}
		if s.r != s.w {
			s.r.Close()
		}
		if s.v != nil {
			s.v.Close()
		}
		err = s.w.Close()
	})
	return err
}

// querier is what reads run on: a transaction, or the readers.
type querier interface {
	QueryContext(context.Context, string, ...any) (*sql.Rows, error)
	QueryRowContext(context.Context, string, ...any) *sql.Row
}

// View is a place to read from: the committed state, or one transaction.
type View struct {
	ctx context.Context
	q   querier
	eng engine
	n   *atomic.Int64 // statements counted, for the test that bounds them per page
	mem *memory       // of the committed state; nil within a transaction
}

// Read gives a view of the committed state.
func (s *Store) Read(ctx context.Context) *View {
	n, _ := ctx.Value(countKey{}).(*atomic.Int64)
	if l := s.layingIn(ctx); l != nil {
		return &View{ctx, l.x, s.eng, n, nil}
	}
	return &View{ctx, s.reader(), s.eng, n, &s.mem}
}

type countKey struct{}

// Counting returns a context whose reads are counted in n.
func Counting(ctx context.Context, n *atomic.Int64) context.Context {
	return context.WithValue(ctx, countKey{}, n)
}

// Ctx is the view's context.
func (v *View) Ctx() context.Context { return v.ctx }

func (v *View) count() {
	if v.n != nil {
		v.n.Add(1)
	}
}

// Query runs a portable query.
func (v *View) Query(q string, args ...any) (*sql.Rows, error) {
	v.count()
	return v.q.QueryContext(v.ctx, v.eng.rebind(q), args...)
}

// Row runs a portable query for one row.
func (v *View) Row(q string, args ...any) *sql.Row {
	v.count()
	return v.q.QueryRowContext(v.ctx, v.eng.rebind(q), args...)
}

// Tx is one act's transaction.
type Tx struct {
	View
	x     execer
	grew  bool
	after []func()
}

type execer interface {
	ExecContext(context.Context, string, ...any) (sql.Result, error)
}

// Exec runs a portable statement.
func (t *Tx) Exec(q string, args ...any) (sql.Result, error) {
	return t.x.ExecContext(t.ctx, t.eng.rebind(q), args...)
}

// After registers something to do once the transaction has been committed.
func (t *Tx) After(f func()) { t.after = append(t.after, f) }
