package kit

import (
	"encoding"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"hengjian/oversight/act"
)

// Bounds of one form. A longer text belongs into a file.
const (
	MaxForm   = 1 << 20 // bytes of text fields
	maxFields = 2000
	maxGroups = 200
	maxDepth  = 4
)

var shanghai = time.FixedZone("CST", 8*3600)

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

func readForm(r *http.Request, file func(*multipart.Part) error) error {
	mr, err := r.MultipartReader()
	if err != nil { // not multipart
		r.Body = http.MaxBytesReader(nil, r.Body, MaxForm)
		if err := r.ParseForm(); err != nil {
			return unreadable(err)
		}
		return nil
	}
	r.PostForm = url.Values{}
	for left, n := int64(MaxForm), 0; n < maxFields; n++ {
		part, err := mr.NextPart()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return unreadable(err)
		}
		if part.FileName() != "" || file != nil && part.Header.Get("Content-Type") != "" {
			if file != nil {
				if err := file(part); err != nil {
					return err
				}
			}
			continue
		}
		b, err := io.ReadAll(io.LimitReader(part, left+1))
		if err != nil {
			return unreadable(err)
		}
		if left -= int64(len(b)); left < 0 {
			return &http.MaxBytesError{Limit: MaxForm}
		}
		r.PostForm.Add(part.FormName(), string(b))
	}
	return unreadable(errors.New("too many parts"))
}

func unreadable(err error) error {
	if big := (*http.MaxBytesError)(nil); errors.As(err, &big) {
		return big
	}
	return act.Refuse(act.Invalid, "表单没有完整收到，请再提交一次。", "The form did not arrive whole. Please send it again.")
}

// tidy trims, uses \n for line ends, and refuses (nil) what is not text.
func tidy(in url.Values) url.Values {
	out, n := url.Values{}, 0
	for k, vs := range in {
		for _, v := range vs {
			if n++; n > maxFields || !utf8.ValidString(v) || strings.ContainsRune(v, 0) {
				return nil
			}
			out[k] = append(out[k], strings.TrimSpace(strings.ReplaceAll(v, "\r\n", "\n")))
		}
	}
	return out
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
