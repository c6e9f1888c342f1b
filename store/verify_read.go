package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"

	"hengjian/store/pages"
)

// unitSep stands between the columns of a row where they are joined.
const unitSep = "\x1f"

const readBatch = 512

// stream reads a table in the background and hands its rows on in batches. The
// stream's own goroutine does the reading, the caller the work.
type stream[T any] struct {
	ch   chan []T
	err  error
	left []T
}

// streamOf runs read, which puts one row after another.
func streamOf[T any](ctx context.Context, read func(put func(T) error) error) *stream[T] {
	s := &stream[T]{ch: make(chan []T, 4)}
	go func() {
		defer close(s.ch)
		s.err = s.read(ctx, read)
	}()
	return s
}

func (s *stream[T]) read(ctx context.Context, read func(put func(T) error) error) error {
	batch := make([]T, 0, readBatch)
	send := func() error {
		select {
		case s.ch <- batch:
			batch = make([]T, 0, readBatch)
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	err := read(func(x T) error {
		if batch = append(batch, x); len(batch) == readBatch {
			return send()
		}
		return nil
	})
	if err != nil || len(batch) == 0 {
		return err
	}
	return send()
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
	return streamOf(v.ctx, func(put func(Line) error) error {
		return v.src.book(0, "journal", journalShape.names, book, func(row []pages.Value) error {
			if err := journalShape.check(row, 2); err != nil {
				return err
			}
			own(row)
			return put(lineOf(row))
		})
	})
}

func lineOf(r []pages.Value) Line {
	return Line{Book: r[0].Text, Seq: r[1].Int, At: r[2].Int, Actor: r[3].Text, Role: r[4].Text, Act: r[5].Text, Kind: r[6].Text, Subject: r[7].Text,
		Version: r[8].Int, From: r[9].Text, To: r[10].Text, Basis: r[11].Text, Body: r[12].Text, Cause: r[13].Int, Needs: r[14].Text,
		Commit: r[15].Text, Digest: r[16].Text, ActID: r[17].Text}
}

// opened is what an input row opens to.
type opened struct {
	seq    int64
	commit string
}

func (v *verifier) streamInputs(book string) *stream[opened] {
	var buf []byte
	return streamOf(v.ctx, func(put func(opened) error) error {
		return v.src.book(1, "input", inputShape.names, book, func(row []pages.Value) error {
			if err := inputShape.check(row, 2); err != nil {
				return err
			}
			buf = append(append(buf[:0], row[2].Text...), row[3].Text...)
			sum := sha256.Sum256(buf)
			return put(opened{row[1].Int, hex.EncodeToString(sum[:])})
		})
	})
}

// item is a row of a manifest with the line it stands beside.
type item struct {
	seq int64
	ManifestRow
	badDigest bool
}

func (v *verifier) streamItems(book string) *stream[item] {
	return streamOf(v.ctx, func(put func(item) error) error {
		return v.src.book(2, "manifest", manifestShape.names, book, func(row []pages.Value) error {
			if err := manifestShape.check(row, 3); err != nil {
				return err
			}
			own(row)
			m := item{seq: row[1].Int, ManifestRow: ManifestRow{N: row[2].Int, Kind: row[3].Text, Subject: row[4].Text, Version: row[5].Int, From: row[6].Text, To: row[7].Text}}
			m.badDigest = copy(m.Digest[:], row[8].Text) != 32 || len(row[8].Text) != 32
			return put(m)
		})
	})
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
