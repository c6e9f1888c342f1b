package kit

import (
	"encoding"
	"reflect"
	"strconv"
	"strings"
	"time"
)

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

// plainNumber accepts what Chinese input methods produce: full-width digits and signs, grouping commas.
func plainNumber(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '０' && r <= '９':
			return r - '０' + '0'
		case r == '．':
			return '.'
		case r == '－':
			return '-'
		case r == ',' || r == '，' || r == ' ' || r == '　':
			return -1
		}
		return r
	}, s)
}

// ReadDate reads 2026-03-12, 2026/3/12, 2026.3.12, 2026年3月12日, with an optional time of day; Shanghai time.
func ReadDate(s string) (time.Time, bool) {
	s = strings.NewReplacer("年", "-", "月", "-", "日", "", "/", "-", "T", " ").Replace(plainNumberKeepSpace(s))
	if strings.Count(s, ".") == 2 {
		s = strings.ReplaceAll(s, ".", "-")
	}
	for _, layout := range []string{"2006-1-2", "2006-1-2 15:04", "2006-1-2 15:04:05"} {
		if t, err := time.ParseInLocation(layout, s, shanghai); err == nil && t.Year() >= 1900 && t.Year() < 2200 {
			return t, true
		}
	}
	return time.Time{}, false
}

func plainNumberKeepSpace(s string) string {
	parts := strings.Fields(s)
	for i, p := range parts {
		parts[i] = plainNumber(p)
	}
	return strings.Join(parts, " ")
}
