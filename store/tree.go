package store

import (
	"context"
	"database/sql"
	"encoding/base64"
	"errors"
	"fmt"

	"hengjian/merkle"
)

// tiles keeps one book's tiles in the transaction.
type tiles struct {
	v    *View
	t    *Tx // nil when only reading
	book string
}

func (s tiles) ReadTile(level int, index int64) ([]byte, error) {
	var b []byte
	err := s.v.Row(`SELECT data FROM tile WHERE book=? AND level=? AND idx=?`, s.book, level, index).Scan(&b)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return b, err
}

func (s tiles) WriteTile(level int, index int64, data []byte) error {
	_, err := s.t.Exec(`INSERT INTO tile (book, level, idx, data) VALUES (?,?,?,?)
		ON CONFLICT (book, level, idx) DO UPDATE SET data=excluded.data`, s.book, level, index, data)
	return err
}

// Tiles reads a book's tiles.
func (v *View) Tiles(book string) merkle.TileStore { return tiles{v: v, book: book} }

// Origin is the name of a book in its checkpoints.
func Origin(book string) string { return "hengjian/" + book }

// maxLeaves bounds how many lines one checkpoint takes in, so that no
// transaction grows without bound after an import.
const maxLeaves = 20000

// Sign makes the signed text of a book's next checkpoint; last is the one
// before it, zero for the first. It runs in the sealing transaction, so that a
// witness sees the very tiles that are written.
type Sign func(v *View, book string, next, last merkle.Checkpoint) ([]byte, error)

// Seal takes the lines since the last checkpoint into the tree and signs a new
// checkpoint. It reports whether lines are left.
func (s *Store) Seal(ctx context.Context, book string, sign Sign) (more bool, err error) {
	err = s.Write(ctx, func(t *Tx) error {
		more, err = t.seal(book, sign)
		return err
	})
	return more, err
}

func (t *Tx) seal(book string, sign Sign) (more bool, err error) {
	size, text, err := t.Checkpoint(book)
	if err != nil {
		return false, err
	}
	var last merkle.Checkpoint
	if size > 0 {
		if last, err = merkle.UnverifiedCheckpoint([]byte(text)); err != nil {
			return false, err
		}
	}
	lines, err := t.Lines(book, size, maxLeaves)
	if err != nil || len(lines) == 0 {
		return false, err
	}
	leaves := make([]merkle.Hash, len(lines))
	for i, l := range lines {
		leaves[i] = merkle.LeafHash(l.Text())
	}
	root, err := merkle.Append(tiles{&t.View, t, book}, size, leaves)
	if err != nil {
		return false, fmt.Errorf("tree of %s: %w", book, err)
	}
	next := merkle.Checkpoint{Origin: Origin(book), Size: size + int64(len(lines)), Root: root}
	note, err := sign(&t.View, book, next, last)
	if err != nil {
		return false, err
	}
	_, err = t.Exec(`INSERT INTO checkpoint (book, size, root, prev, note, at) VALUES (?,?,?,?,?,?)`,
		book, next.Size, base64.StdEncoding.EncodeToString(root[:]), size, string(note), lines[len(lines)-1].At)
	return len(lines) == maxLeaves, err
}

// Unsealed lists the books with lines after their last checkpoint.
func (v *View) Unsealed() ([]string, error) {
	rows, err := v.Query(`SELECT id FROM book WHERE next > coalesce((SELECT max(size) FROM checkpoint WHERE checkpoint.book = book.id), 0) ORDER BY no`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		out = append(out, id)
	}
	return out, rows.Err()
}

// TreeSize is the size of a book's last checkpoint.
func (v *View) TreeSize(book string) (int64, error) {
	var n int64
	err := v.Row(`SELECT coalesce(max(size), 0) FROM checkpoint WHERE book=?`, book).Scan(&n)
	return n, err
}

// Checkpoint returns a book's last checkpoint, "" before the first.
func (v *View) Checkpoint(book string) (size int64, text string, err error) {
	err = v.Row(`SELECT size, note FROM checkpoint WHERE book=? ORDER BY size DESC LIMIT 1`, book).Scan(&size, &text)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, "", nil
	}
	return size, text, err
}

// Lines lists a book's lines from a number on.
func (v *View) Lines(book string, from int64, limit int) ([]Line, error) {
	return v.lines(`book=? AND seq>=? ORDER BY seq LIMIT ?`, book, from, limit)
}

// LineAt returns one line.
func (v *View) LineAt(book string, seq int64) (Line, error) {
	ls, err := v.Lines(book, seq, 1)
	if err != nil {
		return Line{}, err
	}
	if len(ls) == 0 || ls[0].Seq != seq {
		return Line{}, fmt.Errorf("no line %d in book %s", seq, book)
	}
	return ls[0], nil
}

// Books lists the books with their next number.
func (v *View) Books() (map[string]int64, error) {
	rows, err := v.Query(`SELECT id, next FROM book`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[string]int64{}
	for rows.Next() {
		var id string
		var n int64
		if err := rows.Scan(&id, &n); err != nil {
			return nil, err
		}
		out[id] = n
	}
	return out, rows.Err()
}

// Proof makes the proof that one line is in a book's last checkpoint; nil
// before a checkpoint covers it.
func (v *View) Proof(book string, seq int64) ([]byte, error) {
	size, text, err := v.Checkpoint(book)
	if err != nil || seq >= size {
		return nil, err
	}
	l, err := v.LineAt(book, seq)
	if err != nil {
		return nil, err
	}
	p, err := merkle.BuildProof(tiles{v: v, book: book}, l.Text(), seq, []byte(text))
	if err != nil {
		return nil, err
	}
	return merkle.WriteProof(p)
}
