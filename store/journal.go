package store

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"hengjian/oversight/act"
)

// Line is one line of a book: what was done, to what, by whom, on what basis.
// It holds no personal data: Commit is a salted hash of the input, so that the
// input can be erased later and the tree still verifies.
type Line struct {
	Book    string
	Seq     int64 // 0, 1, 2 … without a gap
	At      int64 // µs UTC; for a message of the public only its day
	Actor   string
	Role    string
	Act     string
	Kind    string
	Subject string
	Version int64
	From    string
	To      string
	Basis   string
	Body    string // council minute reference, "" if a person decided
	Cause   int64  // the line this one follows from, -1 if none
	Needs   string // hex SHA-256 of the facts the act was given, "" if none
	Commit  string // hex SHA-256 of salt and input
	Digest  string // hex digest of the subject's row after the act; of a bulk act, the manifest's root
	ActID   string
}

// Text is the line as it is hashed into the tree, printed on proofs and read
// by outsiders: one "name: value" for each field, in this order.
func (l Line) Text() []byte { return l.append(make([]byte, 0, 640)) }

func (l Line) append(b []byte) []byte {
	b = append(b, "hengjian journal line v1\n"...)
	str := func(k, v string) {
		b = append(append(b, k...), ": "...)
		if strings.ContainsAny(v, "\r\n") {
			v = strings.NewReplacer("\r", " ", "\n", " ").Replace(v)
		}
		b = append(append(b, v...), '\n')
	}
	num := func(k string, v int64) {
		b = append(append(b, k...), ": "...)
		b = append(strconv.AppendInt(b, v, 10), '\n')
	}
	str("book", l.Book)
	num("seq", l.Seq)
	num("at", l.At)
	str("actor", l.Actor)
	str("role", l.Role)
	str("act", l.Act)
	str("subject", l.Kind+"/"+l.Subject)
	num("version", l.Version)
	str("from", l.From)
	str("to", l.To)
	str("basis", l.Basis)
	str("body", l.Body)
	num("cause", l.Cause)
	str("needs", l.Needs)
	str("commit", l.Commit)
	str("digest", l.Digest)
	str("act-id", l.ActID)
	return b
}

const lineCols = "book, seq, at, actor, role, act, kind, subject, version, from_state, to_state, basis, body, cause, needs, commitment, digest, act_id"

func (l *Line) holders() []any {
	return []any{&l.Book, &l.Seq, &l.At, &l.Actor, &l.Role, &l.Act, &l.Kind, &l.Subject, &l.Version, &l.From, &l.To,
		&l.Basis, &l.Body, &l.Cause, &l.Needs, &l.Commit, &l.Digest, &l.ActID}
}

// Before returns the line written for a client-made act id, if there is one,
// with the input it committed to ("" once erased).
func (v *View) Before(actID string) (Line, string, bool, error) {
	var l Line
	err := v.Row("SELECT "+lineCols+" FROM journal WHERE act_id=?", actID).Scan(l.holders()...)
	if errors.Is(err, sql.ErrNoRows) {
		return l, "", false, nil
	}
	if err != nil {
		return l, "", false, err
	}
	var body string
	err = v.Row("SELECT body FROM input WHERE book=? AND seq=?", l.Book, l.Seq).Scan(&body)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return l, body, true, err
}

// next takes the next number of a book. The head row is the lock: the last one
// taken in a transaction, so numbers have no gaps and follow commit order.
func (t *Tx) next(book string) (seq, no int64, err error) {
	err = t.Row(`UPDATE book SET next=next+1 WHERE id=? RETURNING next-1, no`, book).Scan(&seq, &no)
	if errors.Is(err, sql.ErrNoRows) {
		seq, no, err = t.openBook(book)
	}
	if err != nil {
		return 0, 0, fmt.Errorf("book %s: %w", book, err)
	}
	t.grew = true
	return seq, no, nil
}

// openBook makes the row of a new book, or takes its next number if another
// act was first. Openings of books stand in line, so that each gets its own no.
func (t *Tx) openBook(book string) (seq, no int64, err error) {
	if t.eng.name == "postgres" {
		if _, err := t.Exec(`SELECT pg_advisory_xact_lock(7305)`); err != nil {
			return 0, 0, err
		}
	}
	err = t.Row(`INSERT INTO book (id, no, next) SELECT ?, count(*), 1 FROM book WHERE true
		ON CONFLICT (id) DO UPDATE SET next=book.next+1 RETURNING next-1, no`, book).Scan(&seq, &no)
	return seq, no, err
}

// writeLine gives the line its commitment to the input and keeps the input apart,
// where it can be erased. Fields tagged secret never reach it.
func (t *Tx) writeLine(l *Line, input []byte) error {
	salt := make([]byte, 16)
	rand.Read(salt)
	l.Commit = Commitment(salt, input)
	if _, err := t.Exec(`INSERT INTO journal (`+lineCols+`) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`,
		l.Book, l.Seq, l.At, l.Actor, l.Role, l.Act, l.Kind, l.Subject, l.Version, l.From, l.To,
		l.Basis, l.Body, l.Cause, l.Needs, l.Commit, l.Digest, l.ActID); err != nil {
		if duplicate(err) {
			return act.Refuse(act.Conflict, "这一步已经办过了，请刷新查看。", "this act id was used already")
		}
		return fmt.Errorf("journal: %w", err)
	}
	_, err := t.Exec(`INSERT INTO input (book, seq, salt, body) VALUES (?,?,?,?)`, l.Book, l.Seq, salt, string(input))
	return err
}

// Commitment is the salted hash of an act's input.
func Commitment(salt, input []byte) string {
	h := sha256.New()
	h.Write(salt)
	h.Write(input)
	return hex.EncodeToString(h.Sum(nil))
}

// Canonical gives an act's input as JSON without the fields tagged secret and
// without escaping, the same bytes for the same input.
func Canonical(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSpace(b.Bytes()), nil
}

// Roll lists who did what on a subject, oldest first: the ground of ≠ and the
// timeline of a matter.
func (v *View) Roll(kind, id string) ([]act.Done, error) {
	rows, err := v.Query(`SELECT act, actor, at FROM journal WHERE kind=? AND subject=? ORDER BY seq`, kind, id)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []act.Done
	for rows.Next() {
		var d act.Done
		if err := rows.Scan(&d.Do, &d.By, &d.At); err != nil {
			return nil, err
		}
		out = append(out, d)
	}
	return out, rows.Err()
}

// History lists the lines of a subject, oldest first.
func (v *View) History(kind, id string) ([]Line, error) {
	return v.lines(`kind=? AND subject=? ORDER BY seq`, kind, id)
}

// lines reads lines by a condition.
func (v *View) lines(cond string, args ...any) ([]Line, error) {
	rows, err := v.Query(`SELECT `+lineCols+` FROM journal WHERE `+cond, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []Line
	for rows.Next() {
		var l Line
		if err := rows.Scan(l.holders()...); err != nil {
			return nil, err
		}
		out = append(out, l)
	}
	return out, rows.Err()
}
