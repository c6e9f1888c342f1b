package problem

import (
	"flag"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/law"
)

// rules are the product's own rules and calendar, as the office applies them.
type rules struct{}

func (rules) Start(rule string, at time.Time) (act.Clock, error) {
	return rules{}.StartTerm(rule, "", at)
}

func (rules) StartTerm(rule, term string, at time.Time) (act.Clock, error) {
	return rules{}.count(act.Clock{Rule: rule, From: act.DayOf(at), FromAt: at.UnixMicro(), Term: term})
}

func (rules) Extend(c act.Clock, e act.Extend) (act.Clock, error) {
	c.Extend = append(c.Extend, e)
	return rules{}.count(c)
}

func (rules) count(c act.Clock) (act.Clock, error) {
	r, ok := law.BuiltRules().At("990100", "2026-03-02", c.Rule)
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

// walked are the lines of the life that some test went, with where they led.
var walked = map[string]bool{}

// walk is one matter on its way, with its record.
type walk struct {
	t    *testing.T
	s    subject
	roll []act.Done
	at   time.Time
	body *act.Body
	n    int64
}

func start(t *testing.T) *walk {
	w := &walk{t: t, at: time.Date(2026, 3, 2, 9, 0, 0, 0, act.Shanghai)}
	w.s.Place = "990100"
	return w
}

func (w *walk) moment(by string, role act.Role, a act.Act[subject]) act.Moment {
	m := act.Moment{At: w.at, By: by, Role: role, Body: w.body, Rules: rules{}, Roll: w.roll, Prefix: "明人", NewID: "id-1"}
	if n, ok := a.(act.Numbered[subject]); ok {
		if key, format := n.Series(w.s, m); key != "" {
			m.Serial, m.Number = w.n+1, fmt.Sprintf(format, w.n+1)
		}
	}
	return m
}

// try does one act and keeps what came of it if it was lawful.
func (w *walk) try(by string, role act.Role, a act.Act[subject]) error {
	w.t.Helper()
	m := w.moment(by, role, a)
	from := w.s.State
	now, st, err := act.Run(&Life, w.s, a, m)
	if err != nil {
		return err
	}
	if !slices.Contains(st.Who, role) {
		w.t.Fatalf("%s was done as %s, but the life says %v", a.Name(), role, st.Who)
	}
	w.s, w.n = now, w.n+m.Serial-w.n*b2i(m.Serial > 0)
	w.s.Version++
	w.roll = append(w.roll, act.Done{Do: a.Name(), By: by, At: m.At.UnixMicro()})
	walked[line(from, a.Name(), w.s.State)] = true
	return nil
}

func b2i(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

func line(from string, do act.Name, to string) string { return from + " " + string(do) + " " + to }

func (w *walk) do(by string, role act.Role, a act.Act[subject]) {
	w.t.Helper()
	if err := w.try(by, role, a); err != nil {
		w.t.Fatalf("%s by %s while %q: %v", a.Name(), by, w.s.State, err)
	}
}

// no wants a refusal of that kind, on that field ("" any), and nothing changed.
func (w *walk) no(kind act.Kind, field, by string, role act.Role, a act.Act[subject]) {
	w.t.Helper()
	before := fmt.Sprintf("%+v", w.s)
	err := w.try(by, role, a)
	if act.KindOf(err) != kind {
		w.t.Fatalf("%s by %s while %q: want %s, got %v", a.Name(), by, w.s.State, kind, err)
	}
	r := err.(*act.Refusal)
	hit := field == ""
	for _, x := range r.All() {
		hit = hit || x.Field == field
		if x.Zh == "" || x.En == "" {
			w.t.Errorf("%s: a refusal without both texts", a.Name())
		}
	}
	if !hit {
		w.t.Fatalf("%s: refused %v, not on field %s", a.Name(), err, field)
	}
	if after := fmt.Sprintf("%+v", w.s); after != before {
		w.t.Fatalf("%s was refused but changed the matter", a.Name())
	}
}

func (w *walk) is(state string) {
	w.t.Helper()
	if w.s.State != state {
		w.t.Fatalf("state %q, want %q", w.s.State, state)
	}
}

func (w *walk) days(n int) { w.at = w.at.AddDate(0, 0, n) }

// TestZEveryLineWalked runs after the walks (this file's name sorts last) and
// compares where they went with the life's table.
func TestZEveryLineWalked(t *testing.T) {
	if f := flag.Lookup("test.run"); f != nil && f.Value.String() != "" {
		t.Logf("only some tests were asked for (%s): the walks are not complete, nothing is compared", f.Value)
		return
	}
	for _, s := range Life.Steps {
		led := map[string]bool{}
		for _, from := range s.From {
			to, some := s.To, false
			if slices.Contains(to, act.Same) {
				to = []string{from}
			}
			for _, x := range to {
				if walked[line(from, s.Do, x)] {
					some, led[x] = true, true
				}
			}
			if !some {
				t.Errorf("no test walks %s from %q", s.Do, from)
			}
		}
		for _, x := range s.To {
			if x != act.Same && !led[x] {
				t.Errorf("no test walks %s to %q", s.Do, x)
			}
		}
	}
}

func TestTableIsWhole(t *testing.T) {
	states, verbs, acts := map[string]bool{}, map[act.Name]bool{}, map[act.Name]bool{}
	for _, s := range Life.States {
		states[s.Code] = true
		if s.Zh == "" || s.En == "" {
			t.Errorf("state %s has no words", s.Code)
		}
	}
	for _, v := range Life.Verbs {
		verbs[v.Do] = true
	}
	for _, a := range every {
		if acts[a.Name()] {
			t.Errorf("%s twice", a.Name())
		}
		acts[a.Name()] = true
	}
	reach := map[act.Role]bool{}
	for _, l := range access.Reaches {
		if l.Kind == Life.Kind {
			reach[l.Role] = true
		}
	}
	done := map[act.Name]bool{}
	for _, s := range Life.Steps {
		done[s.Do] = true
		if !strings.HasPrefix(string(s.Do), Life.Kind+".") || !acts[s.Do] || !verbs[s.Do] {
			t.Errorf("%s: no act or no words", s.Do)
		}
		for _, c := range append(slices.Clone(s.From), s.To...) {
			if c != act.Birth && c != act.Same && !states[c] {
				t.Errorf("%s: unknown state %s", s.Do, c)
			}
		}
		for _, n := range s.Not {
			if !acts[n] {
				t.Errorf("%s ≠ %s, which is no act", s.Do, n)
			}
		}
		for _, r := range s.Who {
			if !reach[r] {
				t.Errorf("%s: %s does not reach a %s", s.Do, r, Life.Kind)
			}
		}
		if s.Clock != "" {
			if _, ok := law.BuiltRules().At("990100", "2026-03-02", s.Clock); !ok {
				t.Errorf("%s: no rule %s", s.Do, s.Clock)
			}
		}
		if zh, _ := law.Cite(s.Basis); zh == "" || strings.ContainsAny(zh, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") {
			t.Errorf("%s: basis %q reads %q", s.Do, s.Basis, zh)
		}
	}
	for n := range acts {
		if !done[n] {
			t.Errorf("%s is in no step", n)
		}
	}
}

func TestEveryStateIsReachedAndLeadsOn(t *testing.T) {
	reached := map[string]bool{act.Birth: true}
	for range Life.Steps {
		for _, s := range Life.Steps {
			for _, f := range s.From {
				if reached[f] {
					for _, x := range s.To {
						reached[x] = true
					}
				}
			}
		}
	}
	for _, st := range Life.States {
		if !reached[st.Code] {
			t.Errorf("%s cannot be reached", st.Code)
		}
		on, main := false, false
		for _, s := range Life.Lawful(st.Code, "2026-03-02") {
			on = on || slices.ContainsFunc(s.To, func(x string) bool { return x != act.Same && x != st.Code })
			main = main || s.Main
		}
		if st.Open && (!on || !main) {
			t.Errorf("%s is open, but leads on: %v, has a main step: %v", st.Code, on, main)
		}
	}
}

// Whoever did the one may not do the other; the table's ≠ is enforced for each
// pair, and the same person without that past is not stopped by it.
func TestApart(t *testing.T) {
	zero := map[act.Name]act.Act[subject]{}
	for _, a := range every {
		zero[a.Name()] = a
	}
	for _, st := range Life.Steps {
		for _, n := range st.Not {
			w := start(t)
			w.s.State, w.s.Regime, w.s.Version, w.s.ID = st.From[0], "2026-03-02", 3, "id-1"
			w.body = &act.Body{Name: "council", Minute: "纪要〔2026〕3号", Date: "2026-03-01"}
			w.roll = []act.Done{{Do: n, By: "p1"}}
			_, _, err := act.Run(&Life, w.s, zero[st.Do], w.moment("p1", st.Who[0], zero[st.Do]))
			r, ok := err.(*act.Refusal)
			if !ok || r.Kind != act.Forbidden || !strings.Contains(r.En, string(n)) {
				t.Errorf("%s after %s: %v", st.Do, n, err)
			}
			_, _, err = act.Run(&Life, w.s, zero[st.Do], w.moment("p2", st.Who[0], zero[st.Do]))
			if r, ok := err.(*act.Refusal); ok && strings.Contains(r.En, "you did "+string(n)) {
				t.Errorf("%s by another: %v", st.Do, err)
			}
		}
	}
}

// From a state that the table does not name, no act is lawful; a council's act
// needs its minute.
func TestNothingOutsideTheTable(t *testing.T) {
	for _, a := range every {
		for _, st := range append(slices.Clone(Life.States), act.State{Code: act.Birth}) {
			step, err := Life.Find(st.Code, a.Name(), "2026-03-02")
			w := start(t)
			w.s.State, w.s.Regime = st.Code, "2026-03-02"
			_, _, rerr := act.Run(&Life, w.s, a, w.moment("p1", "clerk", a))
			if err != nil && act.KindOf(rerr) != act.NotNow {
				t.Errorf("%s while %q: %v", a.Name(), st.Code, rerr)
			}
			if err == nil && step.Body != "" {
				if r, ok := rerr.(*act.Refusal); !ok || r.Field != "minute" {
					t.Errorf("%s without a minute: %v", a.Name(), rerr)
				}
			}
		}
	}
}
