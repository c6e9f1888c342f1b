package store

import "context"

// System is what a system administrator may know of the installation: sizes
// and counts, no content.
type System struct {
	Engine string
	Schema int
	Size   int64 // bytes of the database
	Counts []Counted
	Books  []BookState
}

// Counted is how many subjects of a kind there are.
type Counted struct {
	Kind string
	N    int64
}

// BookState is how far a book has got and how much of it a signed checkpoint
// covers.
type BookState struct {
	Book   string
	Lines  int64
	Sealed int64 // lines under the last checkpoint
	LastAt int64 // µs; of the last line under it, 0 before the first
}

// System reads the installation's figures.
func (s *Store) System(ctx context.Context) (System, error) {
	sys := System{Engine: s.eng.name}
	v := s.Read(ctx) // never the writer: its one connection is taken for good
	err := v.Row(`SELECT max(version) FROM schema_version`).Scan(&sys.Schema)
	if err != nil {
		return sys, err
	}
	size := `SELECT page_count*page_size FROM pragma_page_count(), pragma_page_size()`
	if s.eng.name == "postgres" {
		size = `SELECT pg_database_size(current_database())`
	}
	if err := v.Row(size).Scan(&sys.Size); err != nil {
		return sys, err
	}
	if sys.Counts, err = v.counts(); err != nil {
		return sys, err
	}
	sys.Books, err = v.bookStates()
	return sys, err
}

func (v *View) counts() ([]Counted, error) {
	rows, err := v.Query(`SELECT kind, count(*) FROM matter GROUP BY kind ORDER BY kind`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []Counted
	for rows.Next() {
		var c Counted
		if err := rows.Scan(&c.Kind, &c.N); err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, rows.Err()
}

func (v *View) bookStates() ([]BookState, error) {
	rows, err := v.Query(`SELECT b.id, b.next, coalesce(c.size, 0), coalesce(c.at, 0) FROM book b
		LEFT JOIN checkpoint c ON c.book=b.id AND c.size=(SELECT max(size) FROM checkpoint WHERE book=b.id) ORDER BY b.no`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []BookState
	for rows.Next() {
		var b BookState
		if err := rows.Scan(&b.Book, &b.Lines, &b.Sealed, &b.LastAt); err != nil {
			return nil, err
		}
		out = append(out, b)
	}
	return out, rows.Err()
}
