// Package walk tests a life: a matter goes its way act by act, and at the end
// the lines that the tests went are compared with the life's table. It is for
// tests of the pure slices alone.
package walk

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"hengjian/oversight/act"
	"hengjian/oversight/law"
)

// Place and Day are where and when a walk stands unless the test says otherwise.
const (
	Place = "990100"
	Day   = "2026-03-02"
)

// Rules are the product's own rules and calendar, as the office applies them.
type Rules struct{}

// Start implements act.Rules.
func (Rules) Start(rule string, at time.Time) (act.Clock, error) {
	return Rules{}.StartTerm(rule, "", at)
}

// StartTerm implements act.Rules.
func (Rules) StartTerm(rule, term string, at time.Time) (act.Clock, error) {
	return Rules{}.count(act.Clock{Rule: rule, From: act.DayOf(at), FromAt: at.UnixMicro(), Term: term})
}

// Extend implements act.Rules.
func (Rules) Extend(c act.Clock, e act.Extend) (act.Clock, error) {
	c.Extend = append(c.Extend, e)
	return Rules{}.count(c)
}

func (Rules) count(c act.Clock) (act.Clock, error) {
	r, ok := law.BuiltRules().At(Place, Day, c.Rule)
	if !ok {
		return c, fmt.Errorf("no rule %s", c.Rule)
	}
	k := r.Clock(law.Day(c.From))
	k.At = time.UnixMicro(c.FromAt)
	if c.Term != "" {
		t, err := law.ParseTerm(c.Term)
		if err != nil {
			return c, err
		}
		k.Term = t
	}
	for _, e := range c.Extend {
		t, err := law.ParseTerm(e.Term)
		if err != nil {
			return c, err
		}
		k.Extend = append(k.Extend, r.Extension(t, e.Reason, e.Reason))
	}
	res, err := law.Built().Due(k)
	c.Term, c.Due, c.DueAt = k.Term.String(), string(res.Due), res.DueAt.UnixMicro()
	return c, err
}

// Life is one life under test with every act of it and what was walked.
type Life[S any] struct {
	*act.Life
	Every  []act.Act[S] // an empty one of each act
	walked map[string]bool
}

// Of makes a life ready to be walked.
func Of[S any](life *act.Life, every ...act.Act[S]) *Life[S] {
	return &Life[S]{Life: life, Every: every, walked: map[string]bool{}}
}

// Walk is one matter on its way, with its record.
type Walk[S any] struct {
	T    *testing.T
	S    S
	Roll []act.Done
	At   time.Time
	Body *act.Body
	Life *Life[S]
	n    int64
}

// Start begins a walk before birth.
func (l *Life[S]) Start(t *testing.T) *Walk[S] {
	w := &Walk[S]{T: t, Life: l, At: time.Date(2026, 3, 2, 9, 0, 0, 0, act.Shanghai)}
	w.Head().Place = Place
	return w
}

// Head is the matter's head.
func (w *Walk[S]) Head() *act.Head { return any(&w.S).(act.Bearer).Bear() }

// Moment is what an act is done in now.
func (w *Walk[S]) Moment(by string, role act.Role, a act.Act[S]) act.Moment {
	m := act.Moment{At: w.At, By: by, Role: role, Body: w.Body, Rules: Rules{}, Roll: w.Roll, Prefix: "明人", NewID: "id-1"}
	if n, ok := a.(act.Numbered[S]); ok {
		if key, format := n.Series(w.S, m); key != "" {
			m.Serial, m.Number = w.n+1, fmt.Sprintf(format, w.n+1)
		}
	}
	return m
}

// Try does one act and keeps what came of it if it was lawful.
func (w *Walk[S]) Try(by string, role act.Role, a act.Act[S]) error {
	w.T.Helper()
	m := w.Moment(by, role, a)
	from := w.Head().State
	now, st, err := act.Run(w.Life.Life, w.S, a, m)
	if err != nil {
		return err
	}
	if !slices.Contains(st.Who, role) {
		w.T.Fatalf("%s was done as %s, but the life says %v", a.Name(), role, st.Who)
	}
	w.S, w.n = now, w.n+m.Serial-w.n*b2i(m.Serial > 0)
	w.Head().Version++
	w.Roll = append(w.Roll, act.Done{Do: a.Name(), By: by, At: m.At.UnixMicro()})
	w.Life.walked[line(from, a.Name(), w.Head().State)] = true
	return nil
}

func b2i(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

func line(from string, do act.Name, to string) string { return from + " " + string(do) + " " + to }

// Do does an act that must be lawful.
func (w *Walk[S]) Do(by string, role act.Role, a act.Act[S]) {
	w.T.Helper()
	if err := w.Try(by, role, a); err != nil {
		w.T.Fatalf("%s by %s while %q: %v", a.Name(), by, w.Head().State, err)
	}
}

// No wants a refusal of that kind, on that field ("" any), and nothing changed.
func (w *Walk[S]) No(kind act.Kind, field, by string, role act.Role, a act.Act[S]) {
	w.T.Helper()
	before := fmt.Sprintf("%+v", w.S)
	err := w.Try(by, role, a)
	if act.KindOf(err) != kind {
		w.T.Fatalf("%s by %s while %q: want %s, got %v", a.Name(), by, w.Head().State, kind, err)
	}
	r := err.(*act.Refusal)
	hit := field == ""
	for _, x := range r.All() {
		hit = hit || x.Field == field
		if x.Zh == "" || x.En == "" {
			w.T.Errorf("%s: a refusal without both texts", a.Name())
		}
	}
	if !hit {
		w.T.Fatalf("%s: refused %v, not on field %s", a.Name(), err, field)
	}
	if after := fmt.Sprintf("%+v", w.S); after != before {
		w.T.Fatalf("%s was refused but changed the matter", a.Name())
	}
}

// Is wants the matter in a state.
func (w *Walk[S]) Is(state string) {
	w.T.Helper()
	if w.Head().State != state {
		w.T.Fatalf("state %q, want %q", w.Head().State, state)
	}
}

// Days lets days pass.
func (w *Walk[S]) Days(n int) { w.At = w.At.AddDate(0, 0, n) }
