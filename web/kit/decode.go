package kit

import (
	"encoding"
	"errors"
	"mime/multipart"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"hengjian/oversight/act"
)

// Form decodes the request into a fresh T by its `form:"name"` tags.
func Form[T any](p *Page) (T, error) {
	var t T
	err := Decode(p.R, &t)
	return t, err
}

// Decode fills *dst from the text fields of a form or, for GET, from the query. Fields without tag and names
// without field are left alone. All unreadable values are refused at once, each at its field.
func Decode(r *http.Request, dst any) error { return DecodeFiles(r, dst, nil) }

// DecodeFiles is [Decode] for forms with files: each file part is streamed to file as it arrives and nothing
// is spooled to disk. Text fields that file needs must come before it in the form. The caller bounds the body.
func DecodeFiles(r *http.Request, dst any, file func(*multipart.Part) error) error {
	if r.PostForm == nil && r.Method != http.MethodGet && r.Method != http.MethodHead {
		if err := readForm(r, file); err != nil {
			return err
		}
	}
	d := decoder{vals: r.PostForm}
	if d.vals == nil {
		d.vals = r.URL.Query()
	}
	v := reflect.ValueOf(dst)
	if v.Kind() != reflect.Pointer || v.Elem().Kind() != reflect.Struct {
		return errors.New("kit: Decode needs a pointer to a struct")
	}
	if d.vals = tidy(d.vals); d.vals == nil {
		return act.Refuse(act.Invalid, "提交的内容太多或含有无法识别的字符。", "The form has too many fields or unreadable characters.")
	}
	d.fill(v.Elem(), "", 0)
	return d.bad.Err()
}

type decoder struct {
	vals url.Values
	bad  act.Check
}

func (d *decoder) refuse(field, zh, en string) {
	d.bad.Want(false, field, zh, en)
}

func (d *decoder) fill(v reflect.Value, prefix string, depth int) {
	for i := range v.NumField() {
		f, tag := v.Field(i), v.Type().Field(i).Tag.Get("form")
		if v.Type().Field(i).Anonymous && tag == "" && f.Kind() == reflect.Struct {
			d.fill(f, prefix, depth)
		}
		if tag == "" || tag == "-" || !f.CanSet() || depth > maxDepth {
			continue
		}
		d.field(f, prefix+tag, depth)
	}
}

func (d *decoder) field(f reflect.Value, name string, depth int) {
	_, isText := f.Addr().Interface().(encoding.TextUnmarshaler) // time.Time is one
	switch {
	case f.Kind() == reflect.Struct && !isText:
		d.fill(f, name+".", depth+1)
	case f.Kind() == reflect.Slice && !isText && f.Type().Elem().Kind() == reflect.Struct && !isTextType(f.Type().Elem()):
		d.groups(f, name, depth)
	case f.Kind() == reflect.Slice && !isText:
		for _, s := range d.vals[name] {
			if e := reflect.New(f.Type().Elem()).Elem(); s != "" && d.set(e, name, s) {
				f.Set(reflect.Append(f, e))
			}
		}
	case len(d.vals[name]) > 0 && (d.vals[name][0] != "" || f.Kind() == reflect.String):
		d.set(f, name, d.vals[name][0])
	}
}

func isTextType(t reflect.Type) bool {
	return reflect.PointerTo(t).Implements(reflect.TypeFor[encoding.TextUnmarshaler]())
}

// groups reads name.0.x, name.1.x … in order of number; a group left blank is no group.
func (d *decoder) groups(f reflect.Value, name string, depth int) {
	var at []int
	for k, vs := range d.vals {
		rest, ok := strings.CutPrefix(k, name+".")
		num, _, dotted := strings.Cut(rest, ".")
		n, err := strconv.Atoi(num)
		if ok && dotted && err == nil && n >= 0 && strconv.Itoa(n) == num && strings.Join(vs, "") != "" && !slices.Contains(at, n) {
			at = append(at, n)
		}
		if len(at) > maxGroups {
			d.refuse(name, "项数太多。", "Too many entries.")
			return
		}
	}
	slices.Sort(at)
	for _, n := range at {
		e := reflect.New(f.Type().Elem()).Elem()
		d.fill(e, name+"."+strconv.Itoa(n)+".", depth+1)
		f.Set(reflect.Append(f, e))
	}
}

// set puts one text into f; if it cannot be read the refusal says how to write it.
func (d *decoder) set(f reflect.Value, name, s string) bool {
	if f.Kind() == reflect.Pointer {
		f.Set(reflect.New(f.Type().Elem()))
		return d.set(f.Elem(), name, s)
	}
	if t, ok := f.Addr().Interface().(*time.Time); ok {
		at, ok := ReadDate(s)
		if *t = at; !ok {
			d.refuse(name, "请写成年-月-日，例如 2026-03-12。", "Write year-month-day, for example 2026-03-12.")
		}
		return ok
	}
	if t, ok := f.Addr().Interface().(encoding.TextUnmarshaler); ok {
		err := t.UnmarshalText([]byte(s))
		if err != nil {
			d.refuse(name, "这一项无法识别，请检查写法。", "This could not be read. Please check how it is written.")
		}
		return err == nil
	}
	return d.setPlain(f, name, s)
}

func (d *decoder) setPlain(f reflect.Value, name, s string) (ok bool) {
	switch f.Kind() {
	case reflect.String:
		f.SetString(s)
		return true
	case reflect.Bool:
		ok = s == "on" || s == "1" || s == "true" || s == "yes"
		f.SetBool(ok)
		return true
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		n, err := strconv.ParseInt(plainNumber(s), 10, 64)
		if ok = err == nil && !f.OverflowInt(n); ok {
			f.SetInt(n)
		}
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		n, err := strconv.ParseUint(plainNumber(s), 10, 64)
		if ok = err == nil && !f.OverflowUint(n); ok {
			f.SetUint(n)
		}
	case reflect.Float32, reflect.Float64:
		n, err := strconv.ParseFloat(plainNumber(s), 64)
		if ok = err == nil && n == n && !f.OverflowFloat(n) && n-n == 0; ok {
			f.SetFloat(n)
		}
	default:
		panic("kit: form field " + name + " has a type forms do not carry: " + f.Type().String())
	}
	if !ok {
		d.refuse(name, "请填写数字。", "Please write a number.")
	}
	return ok
}
