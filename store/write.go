package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"time"
)

// ErrUnknown says that the answer was lost after the transaction may have been
// committed: ask again with the same act id, do not report a failure.
var ErrUnknown = errors.New("the outcome is unknown; ask again with the same act id")

// batch is how many acts share one SQLite transaction at most.
const batch = 64

type job struct {
	ctx context.Context
	f   func(*Tx) error
	out chan error
	err error
	tx  *Tx

	raw func(*stmtConn) error // instead of f: has the writer for itself, see Lay
}

// Write runs f in a write transaction. A caller's cancelled context never
// cancels the batch: the work is done or refused, and the caller may ask again.
func (s *Store) Write(ctx context.Context, f func(*Tx) error) error {
	if l := s.layingIn(ctx); l != nil {
		return l.write(ctx, f)
	}
	if s.eng.name == "postgres" {
		return s.writePG(ctx, f)
	}
	j := &job{ctx: context.WithoutCancel(ctx), f: f, out: make(chan error, 1)}
	defer func() { recover() }() // send on a queue closed by Close: ErrUnknown below
	select {
	case s.queue <- j:
	case <-s.done:
		return ErrUnknown
	}
	select {
	case err := <-j.out:
		return err
	case <-s.done:
		select {
		case err := <-j.out:
			return err
		default:
			return ErrUnknown
		}
	}
}

func (s *Store) start() {
	if s.eng.name == "postgres" {
		close(s.done)
		return
	}
	go s.writer()
}

func (s *Store) writer() {
	defer close(s.done)
	for first := range s.queue {
		if first.raw != nil {
			s.runAlone(first)
			continue
		}
		jobs, alone := []*job{first}, (*job)(nil)
	more:
		for len(jobs) < batch {
			select {
			case j, ok := <-s.queue:
				if !ok {
					break more
				}
				if j.raw != nil {
					alone = j
					break more
				}
				jobs = append(jobs, j)
			default:
				break more
			}
		}
		s.runBatch(jobs)
		if alone != nil {
			s.runAlone(alone)
		}
	}
}

// runAlone gives a job the writer's connection for itself.
func (s *Store) runAlone(j *job) {
	x, err := s.writerConn(context.Background())
	if err == nil {
		err = j.raw(x)
	}
	if s.Grew != nil {
		s.Grew()
	}
	j.out <- err
}

// runBatch runs jobs in one transaction and answers after COMMIT.
func (s *Store) runBatch(jobs []*job) {
	ctx := context.Background()
	fail := func(err error) {
		for _, j := range jobs {
			j.out <- err
		}
	}
	x, err := s.writerConn(ctx)
	if err != nil {
		fail(fmt.Errorf("writer: %w", err))
		return
	}
	if err := s.runJobs(ctx, x, jobs); err != nil {
		fail(err)
		return
	}
	if _, err := x.ExecContext(ctx, "COMMIT"); err != nil {
		x.ExecContext(ctx, "ROLLBACK")
		s.dropWriterConn()
		fail(fmt.Errorf("%w: commit: %v", ErrUnknown, err))
		return
	}
	if s.Batched != nil {
		s.Batched(len(jobs))
	}
	grew := false
	for _, j := range jobs {
		if j.err == nil {
			grew = grew || j.tx.grew
			for _, f := range j.tx.after {
				f()
			}
		}
		j.out <- j.err
	}
	if grew && s.Grew != nil {
		s.Grew()
	}
}

// writerConn holds the one connection, with its prepared statements, for as
// long as it is well; after a failed commit it is opened anew, because after a
// failed fsync nothing the old one says can be trusted.
func (s *Store) writerConn(ctx context.Context) (*stmtConn, error) {
	if s.wconn != nil {
		return s.wconn, nil
	}
	conn, err := s.w.Conn(ctx)
	if err != nil {
		return nil, err
	}
	s.wconn = &stmtConn{conn, newStmts()}
	return s.wconn, nil
}

func (s *Store) dropWriterConn() {
	s.wconn.Conn.Raw(func(any) error { return driver.ErrBadConn })
	s.wconn.Conn.Close()
	s.wconn = nil
}

// runJobs begins the transaction and runs each job in it. A refusal or a panic
// takes back its own job only. Nearly always it has written nothing; where it has,
// all begin anew with a savepoint each. Savepoints from the start would be dear:
// SQLite copies each page that one of them is the first to change.
func (s *Store) runJobs(ctx context.Context, x *stmtConn, jobs []*job) error {
	if _, err := x.ExecContext(ctx, "BEGIN IMMEDIATE"); err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	if s.runTogether(ctx, x, jobs) {
		return nil
	}
	x.ExecContext(ctx, "ROLLBACK") // fails where SQLite rolled back by itself
	if _, err := x.ExecContext(ctx, "BEGIN IMMEDIATE"); err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	for _, j := range jobs {
		s.runOne(ctx, x, j)
	}
	return nil
}

// runTogether runs jobs without savepoints; false if one failed that had changed
// something, which the database itself counts.
func (s *Store) runTogether(ctx context.Context, x *stmtConn, jobs []*job) bool {
	changes := func() (n int64) {
		if err := x.QueryRowContext(ctx, "SELECT total_changes()").Scan(&n); err != nil {
			return -1
		}
		return n
	}
	for _, j := range jobs {
		before := changes()
		j.tx = &Tx{View: View{j.ctx, x, s.eng, nil, nil}, x: x}
		if j.err = guarded(j.f, j.tx); j.err != nil && (before < 0 || changes() != before) {
			return false
		}
	}
	return true
}

func (s *Store) runOne(ctx context.Context, x *stmtConn, j *job) {
	if _, err := x.ExecContext(ctx, "SAVEPOINT act"); err != nil {
		j.err = err
		return
	}
	j.tx = &Tx{View: View{j.ctx, x, s.eng, nil, nil}, x: x}
	j.err = guarded(j.f, j.tx)
	end := "RELEASE act"
	if j.err != nil {
		end = "ROLLBACK TO act"
	}
	if _, err := x.ExecContext(ctx, end); err != nil && j.err == nil {
		j.err = err
	}
	if end != "RELEASE act" {
		x.ExecContext(ctx, "RELEASE act")
	}
}

// guarded turns a panic into an error that is our fault.
func guarded(f func(*Tx) error, tx *Tx) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v\n%s", r, debug.Stack())
		}
	}()
	return f(tx)
}

// writePG runs one transaction; the head row of the book is the last lock
// taken, so acts on different matters overlap until then.
func (s *Store) writePG(ctx context.Context, f func(*Tx) error) error {
	ctx = context.WithoutCancel(ctx)
	for try := 0; ; try++ {
		err := s.oncePG(ctx, f)
		if err != nil && retryable(err) && try < 5 {
			time.Sleep(time.Duration(try+1) * 5 * time.Millisecond)
			continue
		}
		return err
	}
}

func (s *Store) oncePG(ctx context.Context, f func(*Tx) error) error {
	sqltx, err := s.w.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer sqltx.Rollback()
	tx := &Tx{View: View{ctx, sqltx, s.eng, nil, nil}, x: sqltx}
	if err := guarded(f, tx); err != nil {
		return err
	}
	if err := sqltx.Commit(); err != nil {
		if retryable(err) {
			return err
		}
		return fmt.Errorf("%w: commit: %v", ErrUnknown, err)
	}
	for _, f := range tx.after {
		f()
	}
	if tx.grew && s.Grew != nil {
		s.Grew()
	}
	return nil
}

// stmtCache keeps prepared statements of the one writer connection.
type stmtCache struct {
	mu sync.Mutex
	m  map[string]*sql.Stmt
}

func newStmts() *stmtCache { return &stmtCache{m: map[string]*sql.Stmt{}} }

// stmtConn runs statements prepared on its connection.
type stmtConn struct {
	*sql.Conn
	c *stmtCache
}

func (x *stmtConn) stmt(ctx context.Context, q string) (*sql.Stmt, error) {
	x.c.mu.Lock()
	defer x.c.mu.Unlock()
	if st, ok := x.c.m[q]; ok {
		return st, nil
	}
	st, err := x.Conn.PrepareContext(ctx, q)
	if err != nil {
		return nil, err
	}
	if len(x.c.m) > 400 { // generated texts must not pile up
		for k, old := range x.c.m {
			old.Close()
			delete(x.c.m, k)
		}
	}
	x.c.m[q] = st
	return st, nil
}

func (x *stmtConn) ExecContext(ctx context.Context, q string, args ...any) (sql.Result, error) {
	if len(args) == 0 {
		return x.Conn.ExecContext(ctx, q)
	}
	st, err := x.stmt(ctx, q)
	if err != nil {
		return nil, err
	}
	return st.ExecContext(ctx, args...)
}

func (x *stmtConn) QueryContext(ctx context.Context, q string, args ...any) (*sql.Rows, error) {
	st, err := x.stmt(ctx, q)
	if err != nil {
		return nil, err
	}
	return st.QueryContext(ctx, args...)
}

func (x *stmtConn) QueryRowContext(ctx context.Context, q string, args ...any) *sql.Row {
	st, err := x.stmt(ctx, q)
	if err != nil {
		return x.Conn.QueryRowContext(ctx, q, args...)
	}
	return st.QueryRowContext(ctx, args...)
}
