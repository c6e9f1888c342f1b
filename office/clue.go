package office

import (
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/clue"
	"hengjian/oversight/law"
	"hengjian/oversight/leg"
	"hengjian/store"
)

// What the acts on a message need of other slices.

// other reads another message that the actor may see.
func (f *fact) other(id string) (clue.Clue, bool, error) {
	c, err := store.Clues.Load(f.view(), id)
	if act.KindOf(err) == act.Missing {
		return c, false, nil
	}
	if err != nil {
		return c, false, err
	}
	return c, access.ScopeOf(f.who).Sees("clue", &c.Head), nil
}

func (f *fact) children(id string) (n int64, err error) {
	err = f.view().Row(`SELECT count(*) FROM clue WHERE into_=?`, id).Scan(&n)
	return n, err
}

func mergeNeeds(f *fact) error {
	a := f.a.(*clue.Merge)
	o, known, err := f.other(a.Into)
	if err != nil {
		return err
	}
	a.Needs = clue.MergeNeeds{Known: known, Place: o.Place, State: o.State, Audience: o.Audience, Told: o.Told}
	a.Needs.Children, err = f.children(a.ID)
	return err
}

func repeatNeeds(f *fact) error {
	a := f.a.(*clue.LinkRepeat)
	o, known, err := f.other(a.Earlier)
	if err != nil {
		return err
	}
	a.Needs = clue.RepeatNeeds{Known: known, Place: o.Place, Audience: o.Audience, Answered: o.Decided()}
	a.Needs.Children, err = f.children(a.ID)
	return err
}

// fits reports whether a person can take the matter on in one of the functions.
func (f *fact) fits(id string, c *clue.Clue, roles ...act.Role) (clue.PersonNeeds, error) {
	a, err := store.Accounts.Load(f.view(), id)
	if act.KindOf(err) == act.Missing {
		return clue.PersonNeeds{}, nil
	}
	if err != nil || a.State != "active" || a.Place != c.Place || c.Has(a.ID, "recused") || conflicted(a, c.Asked) {
		return clue.PersonNeeds{}, err
	}
	p := a.Actor(nil)
	for _, r := range roles {
		if p.Has(r) {
			return clue.PersonNeeds{Fit: true}, nil
		}
	}
	return clue.PersonNeeds{}, nil
}

func (f *fact) clue() *clue.Clue { return f.was.(*clue.Clue) }

func recuseNeeds(f *fact) error {
	a, c := f.a.(*clue.Recuse), f.clue()
	people, err := f.o.staffAt(f.view(), c.Place)
	if err != nil {
		return err
	}
	mine, err := store.Accounts.Load(f.view(), f.who.ID)
	if err != nil {
		return err
	}
	for _, p := range people {
		if p.ID == f.who.ID || c.Has(p.ID, "recused") || conflicted(p, c.Asked) {
			continue
		}
		for _, r := range mine.Roles {
			if p.Actor(nil).Has(r) {
				a.Needs.Others++
				break
			}
		}
	}
	return nil
}

func forwardNeeds(f *fact) error {
	a := f.a.(*clue.ForwardLower)
	cs, err := store.Congresses.Where(f.view(), "1=1 ORDER BY place")
	if err != nil {
		return err
	}
	for _, c := range cs {
		if below(c.Place, f.clue().Place) {
			a.Needs.Below = append(a.Needs.Below, c.Place)
		}
	}
	return nil
}

// below reports whether a place is directly below another by its code
// (GB/T 2260: two digits for each level).
func below(lower, upper string) bool {
	if len(lower) != 6 || len(upper) != 6 || lower == upper {
		return false
	}
	switch {
	case upper[2:] == "0000":
		return lower[:2] == upper[:2] && lower[2:4] != "00" && lower[4:] == "00"
	case upper[4:] == "00":
		return lower[:4] == upper[:4] && lower[4:] != "00"
	}
	return false
}

func urgentNeeds(f *fact) error {
	a, c := f.a.(*clue.ReferUrgent), f.clue()
	acc, err := accused(f.view(), c.Organs, c.Units, c.Officers)
	if err != nil {
		return err
	}
	a.Needs.May, _, err = f.mayReceive(c.Place, acc)
	return err
}

func (f *fact) legsOf(clueID string) ([]leg.Leg, error) {
	return store.Legs.Where(f.view(), "clue=? ORDER BY id", clueID)
}

// legResult is what of a leg a sender may be told: a code.
func legResult(l leg.Leg) string {
	if s, ok := l.Last(); ok {
		return s.Code
	}
	switch l.State {
	case "sent":
		return "sent"
	case "received":
		return "received"
	case "objected":
		return "returned"
	}
	return ""
}

func tellLegNeeds(f *fact) error {
	a := f.a.(*clue.TellLeg)
	l, err := store.Legs.Load(f.view(), a.Leg)
	if act.KindOf(err) == act.Missing {
		return nil
	}
	if err != nil {
		return err
	}
	a.Needs.Mine, a.Needs.Result = l.Clue == a.ID, legResult(l)
	if r, ok := law.RouteByID(l.Route); ok {
		a.Needs.Organ = r.Organ
	}
	return nil
}

func answerNeeds(f *fact) error {
	a, c := f.a.(*clue.Answer), f.clue()
	ls, err := f.legsOf(c.ID)
	if err != nil {
		return err
	}
	for _, l := range ls {
		if l.State != "closed" && l.State != "dropped" {
			a.Needs.OpenLegs++
		}
		if s, ok := l.Last(); ok && !toldOf(c, l.ID, s.Code) {
			a.Needs.Untold++
		}
	}
	return nil
}

func toldOf(c *clue.Clue, legID, code string) bool {
	for _, t := range c.Told {
		if t.Leg == legID && t.Note == code {
			return true
		}
	}
	return false
}

func amendNeeds(f *fact) error {
	a, c := f.a.(*clue.AmendSummary), f.clue()
	var err error
	a.Summarise.Needs, err = f.summary(c.Place, a.Title, a.Summary, a.Class, a.Organs, a.Units, a.Officers)
	return err
}
