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

	run    runner
	series seried
}

// on puts an act on the desk. The compiler holds it against its kind of subject;
// the rest stands once for all kinds, for there are hundreds of acts.
func on[S any](sh store.Shelf[S], zero act.Act[S], opts ...func(*entry)) *entry {
	return newEntry(sh.Table, zero, runOf[S], seriesOf[S], opts)
}

type (
	runner func(l *act.Life, s, a any, m act.Moment) (any, act.Step, error)
	seried func(s, a any, m act.Moment) (key, format string)
)

func newEntry(t *store.Table, zero interface{ Name() act.Name }, run runner, series seried, opts []func(*entry)) *entry {
	a := reflect.TypeOf(zero)
	e := &entry{Name: zero.Name(), Life: t.Life, Table: t, New: func() any { return reflect.New(a).Interface() }, run: run, series: series}
	for _, o := range opts {
		o(e)
	}
	return e
}

// runOf does an act on one kind of subject; s and a are pointers.
func runOf[S any](l *act.Life, s, a any, m act.Moment) (any, act.Step, error) {
	now, st, err := act.Run(l, *s.(*S), a.(act.Act[S]), m)
	return &now, st, err
}

// seriesOf is the series from which the act draws a number, if it does.
func seriesOf[S any](s, a any, m act.Moment) (key, format string) {
	if n, ok := a.(act.Numbered[S]); ok {
		return n.Series(*s.(*S), m)
	}
	return "", ""
}

// id names the subject that an act is done on.
func (e *entry) id(a any) string { return a.(interface{ On() string }).On() }

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
