package walk

import (
	"flag"
	"slices"
	"strings"
	"testing"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/law"
)

// Whole runs every check of the table; it is called by the last test of the
// package, whose name sorts or stands after the walks.
func (l *Life[S]) Whole(t *testing.T) {
	t.Run("table", l.table)
	t.Run("reach", l.states)
	t.Run("apart", l.apart)
	t.Run("outside", l.outside)
	t.Run("walked", l.every)
}

// every runs after the walks and compares where they went with the life's table.
func (l *Life[S]) every(t *testing.T) {
	if f := flag.Lookup("test.run"); f != nil && f.Value.String() != "" {
		t.Logf("only some tests were asked for (%s): the walks are not complete, nothing is compared", f.Value)
		return
	}
	for _, s := range l.Steps {
		led := map[string]bool{}
		for _, from := range s.From {
			to, some := s.To, false
			if slices.Contains(to, act.Same) {
				to = []string{from}
			}
			for _, x := range to {
				if l.walked[line(from, s.Do, x)] {
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

func (l *Life[S]) table(t *testing.T) {
	states, verbs, acts := map[string]bool{}, map[act.Name]bool{}, map[act.Name]bool{}
	for _, s := range l.States {
		states[s.Code] = true
		if s.Zh == "" || s.En == "" {
			t.Errorf("state %s has no words", s.Code)
		}
	}
	for _, v := range l.Verbs {
		verbs[v.Do] = true
	}
	for _, a := range l.Every {
		if acts[a.Name()] {
			t.Errorf("%s twice", a.Name())
		}
		acts[a.Name()] = true
	}
	reach := map[act.Role]bool{}
	for _, x := range access.Reaches {
		if x.Kind == l.Kind {
			reach[x.Role] = true
		}
	}
	done := map[act.Name]bool{}
	for _, s := range l.Steps {
		done[s.Do] = true
		if !strings.HasPrefix(string(s.Do), l.Kind+".") || !acts[s.Do] || !verbs[s.Do] {
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
				t.Errorf("%s: %s does not reach a %s", s.Do, r, l.Kind)
			}
		}
		if s.Clock != "" {
			if _, ok := law.BuiltRules().At(Place, Day, s.Clock); !ok {
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

func (l *Life[S]) states(t *testing.T) {
	reached := map[string]bool{act.Birth: true}
	for range l.Steps {
		for _, s := range l.Steps {
			for _, f := range s.From {
				if reached[f] {
					for _, x := range s.To {
						reached[x] = true
					}
				}
			}
		}
	}
	for _, st := range l.States {
		if !reached[st.Code] {
			t.Errorf("%s cannot be reached", st.Code)
		}
		on, main := false, false
		for _, s := range l.Lawful(st.Code, Day) {
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
func (l *Life[S]) apart(t *testing.T) {
	zero := map[act.Name]act.Act[S]{}
	for _, a := range l.Every {
		zero[a.Name()] = a
	}
	for _, st := range l.Steps {
		for _, n := range st.Not {
			w := l.Start(t)
			h := w.Head()
			h.State, h.Regime, h.Version, h.ID = st.From[0], Day, 3, "id-1"
			w.Body = &act.Body{Name: "council", Minute: "纪要〔2026〕3号", Date: "2026-03-01"}
			w.Roll = []act.Done{{Do: n, By: "p1"}}
			_, _, err := act.Run(l.Life, w.S, zero[st.Do], w.Moment("p1", st.Who[0], zero[st.Do]))
			r, ok := err.(*act.Refusal)
			if !ok || r.Kind != act.Forbidden || !strings.Contains(r.En, string(n)) {
				t.Errorf("%s after %s: %v", st.Do, n, err)
			}
			_, _, err = act.Run(l.Life, w.S, zero[st.Do], w.Moment("p2", st.Who[0], zero[st.Do]))
			if r, ok := err.(*act.Refusal); ok && strings.Contains(r.En, "you did "+string(n)) {
				t.Errorf("%s by another: %v", st.Do, err)
			}
		}
	}
}

// From a state that the table does not name, no act is lawful; a council's act
// needs its minute.
func (l *Life[S]) outside(t *testing.T) {
	for _, a := range l.Every {
		for _, st := range append(slices.Clone(l.States), act.State{Code: act.Birth}) {
			step, err := l.Find(st.Code, a.Name(), Day)
			w := l.Start(t)
			w.Head().State, w.Head().Regime = st.Code, Day
			_, _, rerr := act.Run(l.Life, w.S, a, w.Moment("p1", "clerk", a))
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
