package act

import (
	"errors"
	"fmt"
)

// Kind says in which of five ways an act can be refused. Any other error is
// our fault, is logged with a reference and shown as such.
type Kind string

const (
	Invalid   Kind = "invalid"   // the input is wrong: Field says where
	NotNow    Kind = "not_now"   // the life's table says no
	Forbidden Kind = "forbidden" // the person may not
	Missing   Kind = "missing"   // no such subject, or not yours to see: the same bytes
	Conflict  Kind = "conflict"  // somebody else acted first
)

// Refusal is an error meant for the person who acted: what is wrong, where,
// and the way out, in both languages. More holds the other fields' refusals,
// so that a form shows all its errors at once.
type Refusal struct {
	Kind   Kind
	Field  string
	Zh, En string
	More   []*Refusal
}

func (r *Refusal) Error() string {
	if r.Field != "" {
		return fmt.Sprintf("%s: %s: %s", r.Kind, r.Field, r.En)
	}
	return fmt.Sprintf("%s: %s", r.Kind, r.En)
}

// All lists this refusal and those of the other fields.
func (r *Refusal) All() []*Refusal { return append([]*Refusal{r}, r.More...) }

// Text gives the sentence in the language asked for ("en", else Chinese).
func (r *Refusal) Text(lang string) string {
	if lang == "en" {
		return r.En
	}
	return r.Zh
}

// Refuse makes a refusal without a field.
func Refuse(k Kind, zh, en string) *Refusal { return &Refusal{Kind: k, Zh: zh, En: en} }

// Wrong makes a refusal of one field's value.
func Wrong(field, zh, en string) *Refusal {
	return &Refusal{Kind: Invalid, Field: field, Zh: zh, En: en}
}

// None is the one answer for a subject that does not exist and for one that is
// out of reach; callers compare nothing, so nothing can be learnt from it.
func None() *Refusal {
	return Refuse(Missing, "没有这个编号的事项，或者不在您的办理范围内。", "There is no such matter, or it is not within your reach.")
}

// Check collects the errors of several fields.
type Check struct{ first *Refusal }

// Want records a refusal of field unless ok.
func (c *Check) Want(ok bool, field, zh, en string) {
	if ok {
		return
	}
	r := Wrong(field, zh, en)
	if c.first == nil {
		c.first = r
		return
	}
	c.first.More = append(c.first.More, r)
}

// Err returns nil or the refusal with all its fields.
func (c *Check) Err() error {
	if c.first == nil {
		return nil
	}
	return c.first
}

// KindOf reports why an act was refused; "" means that the fault is ours.
func KindOf(err error) Kind {
	var r *Refusal
	if errors.As(err, &r) {
		return r.Kind
	}
	return ""
}
