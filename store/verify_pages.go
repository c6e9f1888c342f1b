package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"modernc.org/sqlite"

	"hengjian/store/pages"
)

// Locks on the database's file belong to the file as it was opened, not to the
// process: else closing the file that verify reads would drop those that SQLite
// holds. Where the system has no such locks, verify leaves the file alone.
func init() { _, _ = sqlite.OFDLocking(true) }

// fromPages is the source that reads the pages of SQLite's file. Every row of a
// large database passes here once, in a fraction of the time a query takes; and
// what is proven is what lies in the file.
type fromPages struct {
	snap  *snapshot
	file  *pages.File
	roots map[string]uint32
	cols  map[string][]string // as they stand in a record
	keyed map[string]bool     // tables without row numbers: their rows stand in the tree of their key
	alias map[string]int      // tables whose row number is a column, which the record then leaves empty
}

func (s *snapshot) pages(dsn string) (*fromPages, error) {
	_, path := engineOf(dsn)
	if on := sqlite.OFDLockingEnabled(); !on {
		path = ""
	}
	p := &fromPages{snap: s, roots: map[string]uint32{}, cols: map[string][]string{}, keyed: map[string]bool{}, alias: map[string]int{}}
	if err := p.schema(); err != nil {
		return nil, err
	}
	var err error
	p.file, err = pages.Open(path, s.page(0))
	return p, err
}

// page gives pages of the state that a connection sees.
func (s *snapshot) page(conn int) pages.FromEngine {
	return func(no uint32) ([]byte, error) {
		var b []byte
		err := s.conns[conn].QueryRowContext(s.ctx, "SELECT data FROM sqlite_dbpage WHERE pgno=?", no).Scan(&b)
		return b, err
	}
}

func (p *fromPages) schema() error {
	rows, err := p.snap.view(0).Query("SELECT name, rootpage FROM sqlite_schema WHERE rootpage>0")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		var root uint32
		if err := rows.Scan(&name, &root); err != nil {
			return err
		}
		p.roots[name] = root
	}
	if err := rows.Err(); err != nil {
		return err
	}
	return p.columns()
}

// columns reads the order in which each table keeps its columns: as declared, but
// a table without row numbers has those of its key first.
func (p *fromPages) columns() error {
	rows, err := p.snap.view(0).Query(`SELECT l.name, c.name, l.wr, l.wr=0 AND c.pk=1 AND c.type='INTEGER' FROM pragma_table_list l, pragma_table_info(l.name) c WHERE l.schema='main' AND l.type IN ('table', 'shadow')
		ORDER BY l.name, CASE WHEN l.wr=1 AND c.pk>0 THEN c.pk ELSE 1000+c.cid END`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var table, col string
		var keyed, alias bool
		if err := rows.Scan(&table, &col, &keyed, &alias); err != nil {
			return err
		}
		if alias {
			p.alias[table] = len(p.cols[table])
		}
		p.cols[table], p.keyed[table] = append(p.cols[table], col), keyed
	}
	return rows.Err()
}

func (p *fromPages) root(name string) (uint32, error) {
	root, ok := p.roots[name]
	if !ok {
		return 0, fmt.Errorf("no such table: %s", name)
	}
	return root, nil
}

func (p *fromPages) reader(conn int) *pages.Reader { return p.file.Reader(p.snap.page(conn)) }

// rows makes of each record what was asked for.
func (p *fromPages) rows(name string, cols []string, each func([]pages.Value) error) (func(int64, []byte) error, error) {
	at := make([]int, len(cols))
	same := slices.Equal(cols, p.cols[name])
	for i, c := range cols {
		if at[i] = slices.Index(p.cols[name], c); at[i] < 0 {
			return nil, fmt.Errorf("no such column: %s.%s", name, c)
		}
	}
	var all, row []pages.Value
	n := 0
	alias, aliased := p.alias[name]
	return func(id int64, record []byte) (err error) {
		if n++; n&0x3ff == 0 && p.snap.ctx.Err() != nil {
			return context.Cause(p.snap.ctx)
		}
		if all, err = pages.Decode(record, all); err != nil {
			return err
		}
		if len(all) < len(p.cols[name]) {
			return fmt.Errorf("a row of %s has only %d columns: %w", name, len(all), pages.ErrDamaged)
		}
		if aliased {
			all[alias] = pages.Value{Kind: pages.Int, Int: id}
		}
		if same {
			return each(all[:len(cols)])
		}
		row = row[:0]
		for _, i := range at {
			row = append(row, all[i])
		}
		return each(row)
	}, nil
}

func (p *fromPages) table(conn int, name string, cols []string, each func([]pages.Value) error) error {
	root, err := p.root(name)
	if err != nil {
		return err
	}
	give, err := p.rows(name, cols, each)
	if err != nil {
		return err
	}
	if p.keyed[name] {
		return p.reader(conn).Keys(root, nil, func(record []byte) error { return give(0, record) })
	}
	return p.reader(conn).Rows(root, give)
}

// book goes along the table's key, which is an index with the rows' numbers.
func (p *fromPages) book(conn int, name string, cols []string, book string, each func([]pages.Value) error) error {
	root, err := p.root(name)
	if err != nil {
		return err
	}
	index, err := p.root("sqlite_autoindex_" + name + "_1")
	if err != nil {
		return err
	}
	give, err := p.rows(name, cols, each)
	if err != nil {
		return err
	}
	rows := p.reader(conn).Cursor(root)
	var key []pages.Value
	among := func(record []byte) (int, error) {
		if key, err = pages.Decode(record, key); err != nil || len(key) == 0 {
			return 0, fmt.Errorf("the key of %s: %w", name, pages.ErrDamaged)
		}
		return strings.Compare(key[0].Text, book), nil
	}
	return p.reader(conn).Keys(index, among, func(record []byte) error {
		if key, err = pages.Decode(record, key); err != nil {
			return err
		}
		id := key[len(key)-1].Int
		row, err := rows.Find(id)
		if err != nil {
			return err
		}
		if row == nil {
			return fmt.Errorf("the key of %s leads to no row: %w", name, pages.ErrDamaged)
		}
		return give(id, row)
	})
}

// words reads the search index.
func (p *fromPages) words(conn int, each func(word []byte, doc int64, places []int64) error) error {
	root, err := p.root("search_data")
	if err != nil {
		return err
	}
	n := 0
	return p.reader(conn).Words(root, func(word []byte, doc int64, places []int64) error {
		if n++; n&0xfff == 0 && p.snap.ctx.Err() != nil {
			return context.Cause(p.snap.ctx)
		}
		return each(word, doc, places)
	})
}

func (p *fromPages) close() {
	if p.file != nil {
		_ = p.file.Close() // only read
	}
}
