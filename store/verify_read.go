package store

import (
	"bytes"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
)

// The lines of a book come as one text each: reading one column instead of
// eighteen halves the time.
const unitSep = "\x1f"

func (e engine) char31() string {
	if e.name == "postgres" {
		return "chr(31)"
	}
	return "char(31)"
}

func lineText(e engine) string {
	var out []string
	for _, c := range strings.Split(lineCols, ", ") {
		switch c {
		case "seq", "at", "version", "cause":
			c = "CAST(" + c + " AS TEXT)"
		}
		out = append(out, c)
	}
	return "concat_ws(" + e.char31() + ", " + strings.Join(out, ", ") + ")" // one copy where || makes seventeen
}

// split takes the text apart again; a value that holds the separator makes the
// number of fields wrong.
func (l *Line) split(s string) error {
	fields := [...]*string{&l.Book, nil, nil, &l.Actor, &l.Role, &l.Act, &l.Kind, &l.Subject, nil, &l.From, &l.To,
		&l.Basis, &l.Body, nil, &l.Needs, &l.Commit, &l.Digest, &l.ActID}
	numbers := map[int]*int64{1: &l.Seq, 2: &l.At, 8: &l.Version, 13: &l.Cause}
	for i, f := range fields {
		at := strings.Index(s, unitSep)
		if last := i == len(fields)-1; last != (at < 0) {
			return fmt.Errorf("the line has not %d fields", len(fields))
		}
		one := s
		if at >= 0 {
			one, s = s[:at], s[at+1:]
		}
		if f != nil {
			*f = one
			continue
		}
		n, err := strconv.ParseInt(one, 10, 64)
		if err != nil {
			return err
		}
		*numbers[i] = n
	}
	return nil
}

const readBatch = 512

// stream reads a query's rows in the background and hands them on in batches.
// The rows' own goroutine does the reading, the caller the work.
type stream[T any] struct {
	ch   chan []T
	err  error
	left []T
}

func streamOf[T any](v *View, scan func(*sql.Rows, *T) error, q string, args ...any) *stream[T] {
	s := &stream[T]{ch: make(chan []T, 4)}
	go func() {
		defer close(s.ch)
		s.err = s.read(v, scan, q, args)
	}()
	return s
}

func (s *stream[T]) read(v *View, scan func(*sql.Rows, *T) error, q string, args []any) error {
	rows, err := v.Query(q, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	batch := make([]T, 0, readBatch)
	send := func() error {
		select {
		case s.ch <- batch:
			batch = make([]T, 0, readBatch)
			return nil
		case <-v.ctx.Done():
			return v.ctx.Err()
		}
	}
	for rows.Next() {
		batch = append(batch, *new(T))
		if err := scan(rows, &batch[len(batch)-1]); err != nil {
			return err
		}
		if len(batch) == readBatch {
			if err := send(); err != nil {
				return err
			}
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	if len(batch) > 0 {
		return send()
	}
	return nil
}

// peek is the next row, nil at the end; then err tells whether it is the end.
func (s *stream[T]) peek() *T {
	for len(s.left) == 0 {
		b, ok := <-s.ch
		if !ok {
			return nil
		}
		s.left = b
	}
	return &s.left[0]
}

func (s *stream[T]) take() { s.left = s.left[1:] }

// drain lets the reading goroutine end, so that its connection is free.
func (s *stream[T]) drain() error {
	for range s.ch {
	}
	return s.err
}

func (v *verifier) streamLines(book string) *stream[Line] {
	var raw string
	return streamOf(v.snap.view(0), func(r *sql.Rows, l *Line) error {
		if err := r.Scan(&raw); err != nil {
			return err
		}
		return l.split(raw)
	}, "SELECT "+lineText(v.snap.eng)+" FROM journal WHERE book=? ORDER BY seq", book)
}

// opened is what an input row opens to.
type opened struct {
	seq    int64
	commit string
}

func (v *verifier) streamInputs(book string) *stream[opened] {
	var salt, body sql.RawBytes
	h := sha256.New()
	var sum [32]byte
	return streamOf(v.snap.view(1), func(r *sql.Rows, o *opened) error {
		if err := r.Scan(&o.seq, &salt, &body); err != nil {
			return err
		}
		h.Reset()
		h.Write(salt)
		h.Write(body)
		o.commit = hex.EncodeToString(h.Sum(sum[:0]))
		return nil
	}, "SELECT seq, salt, body FROM input WHERE book=? ORDER BY seq", book)
}

// item is a row of a manifest with the line it stands beside.
type item struct {
	seq int64
	ManifestRow
	badDigest bool
}

func (v *verifier) streamItems(book string) *stream[item] {
	var d sql.RawBytes
	return streamOf(v.snap.view(2), func(r *sql.Rows, m *item) error {
		if err := r.Scan(&m.seq, &m.N, &m.Kind, &m.Subject, &m.Version, &m.From, &m.To, &d); err != nil {
			return err
		}
		m.badDigest = copy(m.Digest[:], d) != 32 || len(d) != 32
		return nil
	}, "SELECT seq, n, kind, subject, version, from_state, to_state, digest FROM manifest WHERE book=? ORDER BY seq, n", book)
}

// leafTiles reads the lowest tiles one after another.
type leafTiles struct {
	v    *View
	book string
	idx  int64
	data []byte
}

// leaf is the stored hash of line seq, nil where there is none.
func (t *leafTiles) leaf(seq int64) ([]byte, error) {
	if idx := seq >> 8; idx != t.idx {
		var err error
		if t.data, err = (tiles{v: t.v, book: t.book}).ReadTile(0, idx); err != nil {
			return nil, err
		}
		t.idx = idx
	}
	at := int(seq&255) * 32
	if at+32 > len(t.data) {
		return nil, nil
	}
	return t.data[at : at+32], nil
}

func sameBytes(a []byte, b [32]byte) bool { return bytes.Equal(a, b[:]) }
