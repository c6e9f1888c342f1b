package office

import (
	"slices"
	"sync"

	"hengjian/oversight/access"
	"hengjian/oversight/account"
	"hengjian/oversight/act"
	"hengjian/store"
)

// staff remembers the active accounts of each place; any act on an account
// forgets them all.
type staff struct {
	mu sync.Mutex
	m  map[string][]account.Account
}

func (s *staff) forget() {
	s.mu.Lock()
	s.m = nil
	s.mu.Unlock()
}

func (o *Office) staffAt(v *store.View, place string) ([]account.Account, error) {
	o.staff.mu.Lock()
	as, ok := o.staff.m[place]
	o.staff.mu.Unlock()
	if ok {
		return as, nil
	}
	as, err := store.Accounts.Where(v, "place=? AND state='active' ORDER BY login", place)
	if err != nil {
		return nil, err
	}
	o.staff.mu.Lock()
	defer o.staff.mu.Unlock()
	if o.staff.m == nil {
		o.staff.m = map[string][]account.Account{}
	}
	o.staff.m[place] = as
	return as, nil
}

// tell leaves notices to the people concerned: the handlers when somebody else
// acts, and those whose function the matter newly waits for. Historic matters
// and a timeline laid out in the past tell nobody.
func (f *fact) tell() error {
	if f.e.Table.Kind == "account" {
		f.tx.After(f.o.staff.forget)
	}
	h := head(f.now)
	if h.Historic || !f.ord.At.IsZero() && f.o.Now().Sub(f.ord.At) > noticeDays {
		return nil
	}
	people, err := f.o.staffAt(f.view(), h.Place)
	if err != nil {
		return err
	}
	if to, ok := access.Committee(h.Shown); ok && to != h.Place {
		theirs, err := f.o.staffAt(f.view(), to)
		if err != nil {
			return err
		}
		people = append(slices.Clip(people), theirs...)
	}
	for _, a := range people {
		why := f.concerns(a, h)
		if a.ID == f.who.ID || why == "" {
			continue
		}
		n := store.Notice{Person: a.ID, At: f.m.At.UnixMicro(), Kind: f.e.Table.Kind, Subject: h.ID, Act: string(f.e.Name), Note: why}
		if err := f.tx.Notify(n); err != nil {
			return err
		}
	}
	if fn := tellsToo[f.e.Name]; fn != nil {
		return fn(f)
	}
	return nil
}

// tellsToo are acts that concern people of other matters than the one they are on.
var tellsToo = map[act.Name]func(*fact) error{
	"screening.declare":  tellTied,
	"screening.relate":   tellTied,
	"screening.unrelate": tellTied,
	"screening.withdraw": tellTied,
}

// saidToOrgan are acts that change no state and are meant for the organ's
// people all the same: a reminder that nobody reads is none.
var saidToOrgan = []act.Name{"task.set_due", "task.remind", "task.request", "task.hear", "task.council",
	"circular.remind", "circular.renew", "programme.comment"}

// concerns says why a person is told: "mine" a matter she handles, "verify" one
// she verifies, "next" one that now waits for her function; "" not at all.
func (f *fact) concerns(a account.Account, h *act.Head) string {
	p := a.Actor(nil)
	if !access.Sees(p, f.e.Table.Kind, h) {
		return ""
	}
	if h.Has(a.ID, "handler") {
		return "mine"
	}
	if to, ok := access.Committee(h.Shown); ok && a.Place == to && a.Organ == "" && h.Place != to && slices.Contains(saidToOrgan, f.e.Name) {
		return "mine"
	}
	if a.Organ != "" && a.Organ == h.Shown && slices.Contains(saidToOrgan, f.e.Name) {
		return "mine"
	}
	if head(f.was).State == h.State {
		return ""
	}
	if h.Has(a.ID, "verifier") {
		return "verify"
	}
	for _, st := range f.e.Life.Lawful(h.State, h.Regime) {
		if st.Main && holder(p, st) == "" && (sentTo(p, st) == "" || sentTo(p, st) == h.Shown) && slices.ContainsFunc(st.Who, func(r act.Role) bool { return slices.Contains(a.Roles, r) }) {
			return "next"
		}
	}
	return ""
}
