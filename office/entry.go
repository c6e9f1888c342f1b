package office

import (
	"fmt"
	"reflect"

	"hengjian/oversight/act"
	"hengjian/store"
)

// entry is one act on the desk: everything the door needs to do it, and what
// the API, the forms and the matrix need to know about it.
type entry struct {
	Name    act.Name
	Life    *act.Life
	Table   *store.Table
	New     func() any // a pointer to a zero act
	sealed  bool       // its input is sealed anew each time: a repeat is known by its act id alone
	dayOnly bool       // done by the public, its line keeps only the day

	id     func(a any) string
	run    func(s, a any, m act.Moment) (any, act.Step, error)
	series func(s, a any, m act.Moment) (key, format string)
}

// on puts an act on the desk.
func on[S any, A act.Act[S]](sh store.Shelf[S], opts ...func(*entry)) *entry {
	var zero A
	e := &entry{Name: zero.Name(), Life: sh.Life, Table: sh.Table, New: func() any { return new(A) },
		id: func(a any) string { return (*a.(*A)).On() },
		run: func(s, a any, m act.Moment) (any, act.Step, error) {
			now, st, err := act.Run(sh.Life, *s.(*S), act.Act[S](*a.(*A)), m)
			return &now, st, err
		},
		series: func(s, a any, m act.Moment) (string, string) {
			if n, ok := any(*a.(*A)).(act.Numbered[S]); ok {
				return n.Series(*s.(*S), m)
			}
			return "", ""
		}}
	for _, o := range opts {
		o(e)
	}
	return e
}

func sealed(e *entry)  { e.sealed = true }
func dayOnly(e *entry) { e.dayOnly = true }

// anyStep returns a step of the act from any state, to ask about roles.
func (e *entry) anyStep() (act.Step, bool) {
	for _, s := range e.Life.Steps {
		if s.Do == e.Name {
			return s, true
		}
	}
	return act.Step{}, false
}

var (
	byName = map[act.Name]*entry{}
	byType = map[reflect.Type]*entry{}
)

func init() {
	for _, e := range desk {
		if byName[e.Name] != nil {
			panic("two acts named " + string(e.Name))
		}
		if _, ok := e.anyStep(); !ok {
			panic(string(e.Name) + " is in no step of its life")
		}
		byName[e.Name] = e
		byType[reflect.TypeOf(e.New())] = e
	}
}

func entryOf(a any) (*entry, error) {
	e := byType[reflect.TypeOf(a)]
	if e == nil {
		return nil, fmt.Errorf("%T is not on the desk", a)
	}
	return e, nil
}

// NewAct makes an empty act by its name, nil if there is none.
func NewAct(n act.Name) any {
	if e := byName[n]; e != nil {
		return e.New()
	}
	return nil
}

// Acts lists every registered act in the desk's order.
func Acts() []act.Name {
	var out []act.Name
	for _, e := range desk {
		out = append(out, e.Name)
	}
	return out
}

// Lives lists every life in the desk's order, then those whose acts are bulk
// acts only and pass the door by Import.
func Lives() []*act.Life {
	var out []*act.Life
	seen := map[string]bool{}
	for _, e := range desk {
		if !seen[e.Life.Kind] {
			seen[e.Life.Kind] = true
			out = append(out, e.Life)
		}
	}
	for _, t := range store.Tables {
		if !seen[t.Kind] {
			seen[t.Kind] = true
			out = append(out, t.Life)
		}
	}
	return out
}

// LifeOf returns the life of a kind, nil if there is none.
func LifeOf(kind string) *act.Life {
	for _, l := range Lives() {
		if l.Kind == kind {
			return l
		}
	}
	return nil
}
