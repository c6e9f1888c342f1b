package office

import (
	"reflect"

	"hengjian/store"
)

// canonical is an act's input as the journal commits to it: without the fields
// tagged secret (plaintext, passwords), which are never stored.
func canonical(a any) ([]byte, error) {
	v := reflect.ValueOf(a).Elem()
	c := reflect.New(v.Type()).Elem()
	c.Set(v)
	clearTagged(c, "secret")
	return store.Canonical(c.Addr().Interface())
}

// Own clears the fields that only the server may fill; a client that sends
// them is not listened to.
func Own(a any) { clearTagged(reflect.ValueOf(a).Elem(), "own") }

func clearTagged(v reflect.Value, tag string) {
	t := v.Type()
	for i := range t.NumField() {
		f := t.Field(i)
		if !f.IsExported() {
			continue
		}
		if f.Tag.Get(tag) == "true" {
			v.Field(i).SetZero()
			continue
		}
		if f.Anonymous && f.Type.Kind() == reflect.Struct {
			clearTagged(v.Field(i), tag)
		}
	}
}
