package store

import (
	"archive/zip"
	"bufio"
	"context"
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
)

// A backup is a zip of one JSON-lines file for each table, the same for both
// engines, so that it also carries an installation from one to the other. The
// search index is made anew; sessions and failed sign-ins are left behind.

// declared is one table of the migrations with its columns and their types.
type declared struct {
	name string
	cols []string
	kind []ColType
}

var (
	createRE = regexp.MustCompile(`(?s)CREATE TABLE (\w+) \((.*)\)`)
	columnRE = regexp.MustCompile(`^\s*(\w+) (TEXT|\$\{INT\}|\$\{BOOL\}|\$\{BYTES\}|\$\{PK\})`)
)

// declaredTables reads the migrations: they are the one list of all tables.
func declaredTables() ([]declared, error) {
	files, err := migrations()
	if err != nil {
		return nil, err
	}
	var out []declared
	for _, f := range files {
		for _, q := range Statements(f) {
			m := createRE.FindStringSubmatch(q)
			if m == nil {
				continue
			}
			d := declared{name: m[1]}
			for _, line := range strings.Split(m[2], "\n") {
				if c := columnRE.FindStringSubmatch(line); c != nil {
					d.cols = append(d.cols, c[1])
					d.kind = append(d.kind, map[string]ColType{"TEXT": Text, "${INT}": Int, "${PK}": Int, "${BOOL}": Bool, "${BYTES}": Bytes}[c[2]])
				}
			}
			out = append(out, d)
		}
	}
	return out, nil
}

func (d declared) dumped() bool { return d.name != "session" && d.name != "signin" }

func (d declared) holders() []any {
	out := make([]any, len(d.kind))
	for i, k := range d.kind {
		switch k {
		case Int:
			out[i] = new(int64)
		case Bool:
			out[i] = new(bool)
		case Bytes:
			out[i] = new([]byte)
		default:
			out[i] = new(string)
		}
	}
	return out
}

// Dump writes every table in one consistent state, while others go on writing.
func (s *Store) Dump(ctx context.Context, z *zip.Writer) (rows int64, err error) {
	opts := &sql.TxOptions{ReadOnly: true}
	if s.eng.name == "postgres" {
		opts.Isolation = sql.LevelRepeatableRead
	}
	tx, err := s.r.BeginTx(ctx, opts)
	if err != nil {
		return 0, err
	}
	defer tx.Rollback()
	tables, err := declaredTables()
	if err != nil {
		return 0, err
	}
	v := &View{ctx, tx, s.eng, nil, nil}
	for _, d := range tables {
		if !d.dumped() {
			continue
		}
		w, err := z.Create("tables/" + d.name + ".jsonl")
		if err != nil {
			return rows, err
		}
		n, err := d.dump(v, w)
		if err != nil {
			return rows, fmt.Errorf("backup of %s: %w", d.name, err)
		}
		rows += n
	}
	return rows, nil
}

func (d declared) dump(v *View, w io.Writer) (n int64, err error) {
	rs, err := v.Query("SELECT " + strings.Join(d.cols, ", ") + " FROM " + d.name)
	if err != nil {
		return 0, err
	}
	defer rs.Close()
	out := bufio.NewWriterSize(w, 1<<16)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	for rs.Next() {
		h := d.holders()
		if err := rs.Scan(h...); err != nil {
			return n, err
		}
		for i := range h {
			h[i] = deref(h[i])
			if b, ok := h[i].([]byte); ok {
				h[i] = base64.StdEncoding.EncodeToString(b)
			}
		}
		if err := enc.Encode(h); err != nil {
			return n, err
		}
		n++
	}
	if err := rs.Err(); err != nil {
		return n, err
	}
	return n, out.Flush()
}

// ErrNotEmpty says that a backup is restored into an empty database only.
var ErrNotEmpty = errors.New("the database is not empty; restore into a new one")

// LoadDump fills an empty, migrated database from a backup and makes the
// search index anew, all in one transaction.
func (s *Store) LoadDump(ctx context.Context, z *zip.Reader) (rows int64, err error) {
	tables, err := declaredTables()
	if err != nil {
		return 0, err
	}
	err = s.Write(ctx, func(t *Tx) error {
		rows = 0
		var n int
		if err := t.Row(`SELECT count(*) FROM book`).Scan(&n); err != nil {
			return err
		}
		if n > 0 {
			return ErrNotEmpty
		}
		for _, d := range tables {
			if !d.dumped() {
				continue
			}
			f, err := z.Open("tables/" + d.name + ".jsonl")
			if err != nil {
				return fmt.Errorf("the backup has no table %s: %w", d.name, err)
			}
			k, err := d.load(t, f)
			f.Close()
			if err != nil {
				return fmt.Errorf("restore of %s, row %d: %w", d.name, k+1, err)
			}
			rows += k
		}
		if s.eng.name == "postgres" {
			if _, err := t.Exec(`SELECT setval(pg_get_serial_sequence('notice', 'id'), (SELECT coalesce(max(id), 1) FROM notice))`); err != nil {
				return err
			}
		}
		return t.reindex()
	})
	return rows, err
}

func (d declared) load(t *Tx, r io.Reader) (n int64, err error) {
	marks := strings.TrimSuffix(strings.Repeat("?,", len(d.cols)), ",")
	q := "INSERT INTO " + d.name + " (" + strings.Join(d.cols, ", ") + ") VALUES (" + marks + ")"
	dec := json.NewDecoder(bufio.NewReaderSize(r, 1<<16))
	for {
		var raw []json.RawMessage
		if err := dec.Decode(&raw); errors.Is(err, io.EOF) {
			return n, nil
		} else if err != nil {
			return n, err
		}
		if len(raw) != len(d.cols) {
			return n, fmt.Errorf("%d values for %d columns", len(raw), len(d.cols))
		}
		vals := make([]any, len(raw))
		h := d.holders()
		for i := range raw {
			if err := json.Unmarshal(raw[i], h[i]); err != nil {
				return n, fmt.Errorf("%s: %w", d.cols[i], err)
			}
			vals[i] = deref(h[i])
		}
		if _, err := t.Exec(q, vals...); err != nil {
			return n, err
		}
		n++
	}
}

// reindex makes the search index anew from the subjects.
func (t *Tx) reindex() error {
	for _, tab := range Tables {
		if err := t.reindexKind(tab); err != nil {
			return fmt.Errorf("search index of %s: %w", tab.Kind, err)
		}
	}
	return nil
}

func (t *Tx) reindexKind(tab *Table) error {
	last := ""
	for {
		rows, err := t.Query("SELECT "+tab.names()+" FROM "+tab.Kind+" WHERE id>? ORDER BY id LIMIT 500", last)
		if err != nil {
			return err
		}
		var subjects []any
		for rows.Next() {
			h := tab.holders()
			if err := rows.Scan(h...); err != nil {
				rows.Close()
				return err
			}
			s := tab.New()
			if err := tab.fill(s, h); err != nil {
				rows.Close()
				return err
			}
			subjects = append(subjects, s)
		}
		if err := rows.Err(); err != nil {
			return err
		}
		rows.Close()
		if len(subjects) == 0 {
			return nil
		}
		for _, s := range subjects {
			last = head(s).ID
			_, m, ok := matterOf(tab.Kind, s, 0)
			if !ok {
				continue
			}
			var ord int64
			if err := t.Row("SELECT ord FROM matter WHERE kind=? AND subject=?", tab.Kind, last).Scan(&ord); err != nil {
				return err
			}
			if err := t.index(tab.Kind, last, ord, searchText(m), true); err != nil {
				return err
			}
		}
	}
}
