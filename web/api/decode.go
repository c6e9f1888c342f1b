package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"reflect"
	"strings"
	"unicode"
	"unicode/utf8"

	"hengjian/oversight/act"
)

// most is the largest body of a request; files go through the pages.
const most = 1 << 20

var errNotJSON = errors.New("the body is not JSON")

// decode reads the request's JSON object into dst, a pointer to a struct, and
// into more, fields that stand beside those of dst. Every unknown, doubled or
// ill-typed field is refused by its name, all at once; nothing is guessed.
func (c *call) decode(dst any, more map[string]any) error {
	if t, _, err := mime.ParseMediaType(c.r.Header.Get("Content-Type")); err != nil || t != "application/json" {
		return errNotJSON
	}
	b, err := io.ReadAll(http.MaxBytesReader(c.w, c.r.Body, most))
	if err != nil {
		return err
	}
	if !utf8.Valid(b) {
		return act.Refuse(act.Invalid, "内容不是 UTF-8 文字。", "The body is not UTF-8.")
	}
	s := &strict{dec: json.NewDecoder(bytes.NewReader(b)), seen: map[string]bool{}}
	s.dec.UseNumber()
	fields := fieldsOf(reflect.TypeOf(dst).Elem())
	for name, v := range more {
		fields[name] = reflect.TypeOf(v).Elem()
	}
	if err := s.object(fields); err != nil {
		return err
	}
	if err := json.Unmarshal(b, dst); err != nil {
		return unreadable(err)
	}
	var parts map[string]json.RawMessage
	if err := json.Unmarshal(b, &parts); err != nil {
		return unreadable(err)
	}
	for name, v := range more {
		if p, ok := parts[name]; ok {
			if err := json.Unmarshal(p, v); err != nil {
				return unreadable(err)
			}
		}
	}
	return nil
}

func unreadable(err error) error {
	var wrong *json.UnmarshalTypeError
	if errors.As(err, &wrong) {
		return act.Wrong(wrong.Field, "这一项的类型不对。", "This field has the wrong type.")
	}
	return act.Refuse(act.Invalid, "内容不是一个 JSON 对象。", "The body is not one JSON object.")
}

// strict walks a JSON text beside a Go type, because encoding/json takes
// "ID" for "id", the last of two equal names, and null for anything.
type strict struct {
	dec  *json.Decoder
	bad  act.Check
	seen map[string]bool
}

func (s *strict) object(fields map[string]reflect.Type) error {
	t, err := s.dec.Token()
	if err != nil || t != json.Delim('{') {
		return unreadable(err)
	}
	if err := s.members("", func(name string) reflect.Type { return fields[name] }); err != nil {
		return unreadable(err)
	}
	if _, err := s.dec.Token(); err != io.EOF {
		return unreadable(err)
	}
	return s.bad.Err()
}

func (s *strict) refuse(at, zh, en string) { s.bad.Want(false, at, zh, en) }

func (s *strict) members(at string, typeOf func(string) reflect.Type) error {
	for s.dec.More() {
		t, err := s.dec.Token()
		if err != nil {
			return err
		}
		name := t.(string)
		path := strings.TrimPrefix(at+"."+name, ".")
		if s.seen[path] {
			s.refuse(path, "这一项出现了两次。", "This field stands twice.")
		}
		s.seen[path] = true
		ft := typeOf(name)
		if ft == nil {
			s.refuse(path, "没有这一项，请核对名称。", "There is no such field; check its name.")
		}
		if err := s.value(path, ft); err != nil {
			return err
		}
	}
	_, err := s.dec.Token()
	return err
}

// value checks one value; a nil type only skips it.
func (s *strict) value(at string, t reflect.Type) error {
	tok, err := s.dec.Token()
	if err != nil {
		return err
	}
	for t != nil && t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch tok {
	case json.Delim('{'):
		fields := map[string]reflect.Type{}
		open := t == nil || t == anyType || t.Kind() == reflect.Map
		if t != nil && t.Kind() == reflect.Struct {
			fields = fieldsOf(t)
		} else if !open {
			s.wrong(at, t)
			t, open = nil, true
		}
		return s.members(at, func(name string) reflect.Type {
			if open {
				return orAny(t)
			}
			return fields[name]
		})
	case json.Delim('['):
		var et reflect.Type
		if t != nil && t.Kind() == reflect.Slice && t.Elem().Kind() != reflect.Uint8 {
			et = t.Elem()
		} else if t != nil && t != anyType {
			s.wrong(at, t)
		}
		for i := 0; s.dec.More(); i++ {
			if err := s.value(fmt.Sprintf("%s.%d", at, i), et); err != nil {
				return err
			}
		}
		_, err := s.dec.Token()
		return err
	}
	s.scalar(at, t, tok)
	return nil
}

var anyType = reflect.TypeFor[any]()

// orAny is the type of a map's values; of what is skipped, anything.
func orAny(t reflect.Type) reflect.Type {
	if t != nil && t.Kind() == reflect.Map {
		return t.Elem()
	}
	return anyType
}

func (s *strict) wrong(at string, t reflect.Type) {
	zh, en := kindText(t)
	s.refuse(at, "这一项应为"+zh+"。", "This field should be "+en+".")
}

func (s *strict) scalar(at string, t reflect.Type, tok json.Token) {
	if text, ok := tok.(string); ok && strings.ContainsFunc(text, unprintable) {
		s.refuse(at, "文字中含有控制字符。", "The text has control characters.")
		return
	}
	if t == nil || t == anyType || tok == nil && (t.Kind() == reflect.Slice || t.Kind() == reflect.Map) {
		return
	}
	ok := false
	switch tok := tok.(type) {
	case string:
		ok = t.Kind() == reflect.String || t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Uint8
	case bool:
		ok = t.Kind() == reflect.Bool
	case json.Number:
		_, err := tok.Int64()
		ok = t.Kind() >= reflect.Int && t.Kind() <= reflect.Int64 && err == nil || t.Kind() == reflect.Float64
	}
	if !ok {
		s.wrong(at, t)
	}
}

// unprintable are control characters that no text needs and a database may
// refuse; line ends and tabs are text.
func unprintable(r rune) bool {
	return unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t'
}

func kindText(t reflect.Type) (zh, en string) {
	switch t.Kind() {
	case reflect.String:
		return "文字", "a string"
	case reflect.Bool:
		return " true 或 false", "true or false"
	case reflect.Slice:
		if t.Elem().Kind() == reflect.Uint8 {
			return " base64 文字", "a base64 string"
		}
		return "列表", "an array"
	case reflect.Struct, reflect.Map:
		return "对象", "an object"
	}
	return "整数", "an integer"
}

// field is one field of an act as it stands in JSON.
type field struct {
	name  string
	typ   reflect.Type
	own   bool // only the server fills it: read and cleared, not offered
	place int
}

// jsonFields lists a struct's JSON fields in order, those of embedded structs
// in their place, as encoding/json reads them.
func jsonFields(t reflect.Type) []field {
	var out []field
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "-" || !f.IsExported() && !f.Anonymous {
			continue
		}
		if f.Anonymous && name == "" && f.Type.Kind() == reflect.Struct {
			for _, x := range jsonFields(f.Type) {
				x.own = x.own || f.Tag.Get("own") == "true"
				out = append(out, x)
			}
			continue
		}
		if name == "" {
			name = f.Name
		}
		out = append(out, field{name: name, typ: f.Type, own: f.Tag.Get("own") == "true", place: i})
	}
	return out
}

func fieldsOf(t reflect.Type) map[string]reflect.Type {
	out := map[string]reflect.Type{}
	for _, f := range jsonFields(t) {
		out[f.name] = f.typ
	}
	return out
}
