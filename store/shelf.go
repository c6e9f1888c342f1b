package store

import (
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"hengjian/oversight/act"
)

// A Shelf keeps one kind of subject: one declared list of columns, read from
// the subject's struct, from which load, save, digest and tamper test derive.
// A field is a column named in snake case; strings, integers, booleans and
// bytes are stored as themselves, everything else as JSON text; `col:"-"`
// leaves a field out.
type Shelf[S any] struct {
	*Table
}

// Table is the untyped part of a shelf.
type Table struct {
	Kind string // of the subject, and the name of the table
	Life *act.Life
	Cols []Col
	New  func() any // a pointer to a zero subject
	list string     // of the columns for SQL, salt last
}

// Col is one column.
type Col struct {
	Name string
	Type ColType
	path []int
}

// ColType is how a column is stored and tagged in the digest.
type ColType byte

const (
	Text  ColType = 'T'
	Int   ColType = 'I'
	Bool  ColType = 'B'
	Bytes ColType = 'X'
	JSON  ColType = 'J'
)

// NewShelf derives a shelf from the subject's struct.
func NewShelf[S any](life *act.Life) Shelf[S] {
	var zero S
	t := &Table{Kind: life.Kind, Life: life, New: func() any { return new(S) }}
	t.Cols = columns(reflect.TypeOf(zero), nil)
	for _, c := range t.Cols {
		t.list += c.Name + ", "
	}
	t.list += "salt"
	if _, ok := any(&zero).(act.Bearer); !ok {
		panic(life.Kind + ": a subject embeds act.Head")
	}
	return Shelf[S]{t}
}

func columns(rt reflect.Type, at []int) []Col {
	var out []Col
	for i := range rt.NumField() {
		f := rt.Field(i)
		path := append(append([]int(nil), at...), i)
		if f.Anonymous && f.Type.Kind() == reflect.Struct {
			out = append(out, columns(f.Type, path)...)
			continue
		}
		name := f.Tag.Get("col")
		if name == "-" || !f.IsExported() {
			continue
		}
		if name == "" {
			name = snake(f.Name)
		}
		out = append(out, Col{name, colType(f.Type), path})
	}
	return out
}

func colType(t reflect.Type) ColType {
	switch t.Kind() {
	case reflect.String:
		return Text
	case reflect.Int, reflect.Int64:
		return Int
	case reflect.Bool:
		return Bool
	case reflect.Slice:
		if t.Elem().Kind() == reflect.Uint8 {
			return Bytes
		}
	}
	return JSON
}

func snake(s string) string {
	var b strings.Builder
	rs := []rune(s)
	for i, r := range rs {
		if unicode.IsUpper(r) && i > 0 && (!unicode.IsUpper(rs[i-1]) || i+1 < len(rs) && unicode.IsLower(rs[i+1])) {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	switch s := b.String(); s {
	case "as", "from", "to", "do", "order", "user", "end", "group", "check", "default", "into":
		return s + "_"
	default:
		return s
	}
}

// names is the columns' list for SQL, salt last.
func (t *Table) names() string { return t.list }

// values gives the subject's columns as the database takes them.
func (t *Table) values(s any) ([]any, error) {
	v := reflect.ValueOf(s).Elem()
	out := make([]any, 0, len(t.Cols)+1)
	for _, c := range t.Cols {
		f := v.FieldByIndex(c.path)
		switch c.Type {
		case Text:
			out = append(out, f.String())
		case Int:
			out = append(out, f.Int())
		case Bool:
			out = append(out, f.Bool())
		case Bytes:
			b := f.Bytes()
			if b == nil {
				b = []byte{}
			}
			out = append(out, b)
		default:
			j, err := json.Marshal(f.Interface())
			if err != nil {
				return nil, fmt.Errorf("%s.%s: %w", t.Kind, c.Name, err)
			}
			if string(j) == "null" {
				j = []byte{}
			}
			out = append(out, string(j))
		}
	}
	return out, nil
}

// holders gives typed places to scan a row into, salt last.
func (t *Table) holders() []any {
	out := make([]any, 0, len(t.Cols)+1)
	for _, c := range t.Cols {
		switch c.Type {
		case Int:
			out = append(out, new(int64))
		case Bool:
			out = append(out, new(bool))
		case Bytes:
			out = append(out, new([]byte))
		default:
			out = append(out, new(string))
		}
	}
	return append(out, new([]byte))
}

// decode reads a column of JSON. Most are empty or a list of plain words, which
// need no parser: verify reads every one of them.
func decode(f reflect.Value, text string) error {
	if text == "" || text == "{}" && f.Kind() == reflect.Struct {
		return nil
	}
	if list, ok := f.Addr().Interface().(*[]string); ok {
		if *list, ok = plainWords(text); ok {
			return nil
		}
	}
	return json.Unmarshal([]byte(text), f.Addr().Interface())
}

// plainWords splits ["a","b"]; not ok where anything in it is escaped or
// written otherwise than the store writes it.
func plainWords(text string) ([]string, bool) {
	in, ok := strings.CutPrefix(text, `["`)
	in, ok2 := strings.CutSuffix(in, `"]`)
	if !ok || !ok2 || strings.Contains(in, `\`) || !utf8.ValidString(in) {
		return nil, false
	}
	out := strings.Split(in, `","`)
	for _, w := range out {
		if strings.Contains(w, `"`) {
			return nil, false
		}
	}
	return out, true
}

// fill sets the subject's fields from scanned holders.
func (t *Table) fill(s any, held []any) error {
	v := reflect.ValueOf(s).Elem()
	for i, c := range t.Cols {
		f := v.FieldByIndex(c.path)
		switch h := held[i].(type) {
		case *int64:
			f.SetInt(*h)
		case *bool:
			f.SetBool(*h)
		case *[]byte:
			f.SetBytes(append([]byte(nil), *h...))
		case *string:
			if c.Type == Text {
				f.SetString(*h)
			} else if err := decode(f, *h); err != nil {
				return fmt.Errorf("%s.%s: %w", t.Kind, c.Name, err)
			}
		}
	}
	return nil
}

// digest is SHA-256 over the row's salt and every column with its type tag and
// length, so that neither a value nor a type can be changed unseen.
func (t *Table) digest(vals []any, salt []byte) [32]byte {
	b := appendSalt(make([]byte, 0, 2048), string(salt))
	for i, c := range t.Cols {
		switch v := deref(vals[i]).(type) {
		case string:
			b = appendText(b, c.Type, v)
		case []byte:
			b = appendText(b, c.Type, string(v))
		case bool:
			b = appendBool(b, v)
		case int64:
			b = appendInt(b, v)
		}
	}
	return sha256.Sum256(b)
}

func appendSalt(b []byte, salt string) []byte { return appendText(b, 'S', salt) }

func appendText(b []byte, tag ColType, s string) []byte {
	return append(binary.BigEndian.AppendUint64(append(b, byte(tag)), uint64(len(s))), s...)
}

func appendBool(b []byte, v bool) []byte {
	if v {
		return appendText(b, Bool, "\x01")
	}
	return appendText(b, Bool, "\x00")
}

func appendInt(b []byte, n int64) []byte {
	return binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(append(b, byte(Int)), 8), uint64(n))
}

func deref(v any) any {
	switch p := v.(type) {
	case *string:
		return *p
	case *int64:
		return *p
	case *bool:
		return *p
	case *[]byte:
		return *p
	}
	return v
}

// load reads one subject into s; missing is act.None.
func (t *Table) load(v *View, id string, s any) (salt []byte, err error) {
	held := t.holders()
	err = v.Row("SELECT "+t.names()+" FROM "+t.Kind+" WHERE id=?", id).Scan(held...)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, act.None()
	}
	if err != nil {
		return nil, fmt.Errorf("load %s: %w", t.Kind, err)
	}
	return *held[len(held)-1].(*[]byte), t.fill(s, held)
}

// Loaded is one row read among many.
type Loaded struct {
	Now  any    // pointer to the subject
	Salt []byte // that its next save needs
}

// LoadMany reads the subjects of a kind that are there among ids, some hundreds
// to a statement.
func (t *Table) LoadMany(v *View, ids []string) (map[string]Loaded, error) {
	out := make(map[string]Loaded, len(ids))
	for len(ids) > 0 {
		n := 1
		if len(ids) >= manyIDs {
			n = manyIDs
		}
		if err := t.loadSome(v, ids[:n], out); err != nil {
			return nil, fmt.Errorf("%s: %w", t.Kind, err)
		}
		ids = ids[n:]
	}
	return out, nil
}

const manyIDs = 250

func (t *Table) loadSome(v *View, ids []string, out map[string]Loaded) error {
	args := make([]any, len(ids))
	for i, id := range ids {
		args[i] = id
	}
	rows, err := v.Query("SELECT "+t.names()+" FROM "+t.Kind+" WHERE id IN ("+strings.TrimSuffix(strings.Repeat("?,", len(ids)), ",")+")", args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	held := t.holders()
	for rows.Next() {
		if err := rows.Scan(held...); err != nil {
			return err
		}
		s := t.New()
		if err := t.fill(s, held); err != nil {
			return err
		}
		out[head(s).ID] = Loaded{s, slices.Clone(*held[len(held)-1].(*[]byte))}
	}
	return rows.Err()
}

// Load reads one subject.
func (sh Shelf[S]) Load(v *View, id string) (S, error) {
	var s S
	_, err := sh.load(v, id, &s)
	return s, err
}

// Where reads subjects by a portable condition on the shelf's own columns.
// It is for the office's needs inside acts, never for a page's list.
func (sh Shelf[S]) Where(v *View, cond string, args ...any) ([]S, error) {
	var out []S
	err := sh.where(v, cond, args, func(held []any) error {
		out = append(out, *new(S))
		return sh.fill(&out[len(out)-1], held)
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// where hands on the columns of each row of a condition; they are not read into again.
func (t *Table) where(v *View, cond string, args []any, put func(held []any) error) error {
	rows, err := v.Query("SELECT "+t.names()+" FROM "+t.Kind+" WHERE "+cond, args...)
	if err != nil {
		return fmt.Errorf("%s: %w", t.Kind, err)
	}
	defer rows.Close()
	for rows.Next() {
		held := t.holders()
		if err := rows.Scan(held...); err != nil {
			return err
		}
		if err := put(held); err != nil {
			return err
		}
	}
	return rows.Err()
}

// save writes the subject with the version guard and returns its digest:
// version 1 is inserted, a later one updates the version before it.
func (t *Table) save(tx *Tx, s any, salt []byte) ([32]byte, error) {
	h := s.(act.Bearer).Bear()
	vals, err := t.values(s)
	if err != nil {
		return [32]byte{}, err
	}
	if h.Version == 1 {
		salt = make([]byte, 16)
		rand.Read(salt)
		marks := strings.TrimSuffix(strings.Repeat("?, ", len(vals)+1), ", ")
		_, err = tx.Exec("INSERT INTO "+t.Kind+" ("+t.names()+") VALUES ("+marks+")", append(vals, salt)...)
		if duplicate(err) {
			return [32]byte{}, act.Refuse(act.Conflict, "这一事项已经建立过了。", "this matter was begun already")
		}
	} else {
		var set []string
		for _, c := range t.Cols {
			set = append(set, c.Name+"=?")
		}
		var res sql.Result
		res, err = tx.Exec("UPDATE "+t.Kind+" SET "+strings.Join(set, ", ")+" WHERE id=? AND version=?", append(vals, h.ID, h.Version-1)...)
		if err == nil {
			if n, _ := res.RowsAffected(); n != 1 {
				return [32]byte{}, ErrOvertaken
			}
		}
	}
	if err != nil {
		return [32]byte{}, fmt.Errorf("save %s: %w", t.Kind, err)
	}
	return t.digest(vals, salt), nil
}

// ErrOvertaken is a lost race on one matter; the office turns it into a
// conflict that says who acted and what changed.
var ErrOvertaken = act.Refuse(act.Conflict, "别人刚刚办理了本事项，请刷新后再办。", "somebody else acted first; reload")
