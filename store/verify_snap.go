package store

import (
	"context"
	"database/sql"
	"errors"
)

// snapConns is how many connections read one state at the same time: lines,
// inputs, manifests, tiles and checkpoints, the search index.
const snapConns = 5

// snapshot is several connections that see the same committed state.
type snapshot struct {
	ctx   context.Context
	eng   engine
	conns []*sql.Conn
	file  *fromPages // SQLite's
}

func (s *snapshot) source() source {
	if s.file != nil {
		return s.file
	}
	return queries{s}
}

func (s *snapshot) view(i int) *View { return &View{s.ctx, s.conns[i], s.eng, nil, nil} }

func (s *snapshot) close() {
	if s.file != nil {
		s.file.close()
	}
	for _, c := range s.conns {
		_, _ = c.ExecContext(context.WithoutCancel(s.ctx), "ROLLBACK") // nothing was written
		_ = c.Close()
	}
}

func (s *Store) snapshot(ctx context.Context, n int) (*snapshot, error) {
	if s.eng.name == "postgres" {
		return s.snapshotPG(ctx, n)
	}
	sn := &snapshot{ctx: ctx, eng: s.eng}
	if err := sn.open(s.v, n); err != nil {
		sn.close()
		return nil, err
	}
	// SQLite cannot share a snapshot between connections: begin all of them, and
	// again if an act or a checkpoint came in between.
	for range 200 {
		same, err := sn.beginSame()
		if err != nil {
			sn.close()
			return nil, err
		}
		if same {
			if sn.file, err = sn.pages(s.dsn); err != nil {
				sn.close()
				return nil, err
			}
			return sn, nil
		}
	}
	sn.close()
	return nil, errors.New("the database did not stand still for a moment; try again")
}

func (s *snapshot) open(db *sql.DB, n int) error {
	for range n {
		c, err := db.Conn(s.ctx)
		if err != nil {
			return err
		}
		s.conns = append(s.conns, c)
	}
	return nil
}

func (s *snapshot) beginSame() (bool, error) {
	var first [2]int64
	for i, c := range s.conns {
		if _, err := c.ExecContext(s.ctx, "BEGIN"); err != nil {
			return false, err
		}
		var at [2]int64
		if err := c.QueryRowContext(s.ctx, `SELECT (SELECT coalesce(sum(next),0) FROM book), (SELECT coalesce(sum(size),0) FROM checkpoint)`).Scan(&at[0], &at[1]); err != nil {
			return false, err
		}
		if i == 0 {
			first = at
		}
		if at != first {
			for _, c := range s.conns[:i+1] {
				if _, err := c.ExecContext(s.ctx, "ROLLBACK"); err != nil {
					return false, err
				}
			}
			return false, nil
		}
	}
	return true, nil
}

func (s *Store) snapshotPG(ctx context.Context, n int) (*snapshot, error) {
	sn := &snapshot{ctx: ctx, eng: s.eng}
	if err := sn.open(s.w, n); err != nil {
		sn.close()
		return nil, err
	}
	var id string
	for i, c := range sn.conns {
		_, err := c.ExecContext(ctx, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
		if err == nil && i == 0 {
			err = c.QueryRowContext(ctx, "SELECT pg_export_snapshot()").Scan(&id)
		} else if err == nil {
			_, err = c.ExecContext(ctx, "SET TRANSACTION SNAPSHOT '"+id+"'")
		}
		if err != nil {
			sn.close()
			return nil, err
		}
	}
	return sn, nil
}
