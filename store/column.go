package store

import "reflect"

// Of is the column's value in a subject given as a pointer.
func (c Col) Of(s any) any { return reflect.ValueOf(s).Elem().FieldByIndex(c.path).Interface() }
