package office

import (
	"context"
	"fmt"
	"slices"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/clue"
	"hengjian/oversight/law"
	"hengjian/oversight/organ"
	"hengjian/store"
)

// Recipient is an organ that has a route's procedure, and why it cannot be
// chosen if it cannot.
type Recipient struct {
	ID, Name, Desk string
	WhyZh, WhyEn   string // struck out, with the reason; "" may be chosen
}

// Accused is who a message is about, as far as recipients depend on it.
type Accused struct {
	Organs   []organ.Organ   // named, or of a unit or officer named
	Struck   map[string]why  // organ id → why it cannot receive
	Officers []organ.Officer // named
	Head     bool            // one of them heads an organ
}

type why struct{ zh, en string }

// Recipients computes, for each route of law's table that refers, the organs
// of the committee's own level that have the procedure. The accused, their
// unit's organ, and the organ whose branch the accused is are struck out
// (XF22 30(3), 46(5)) before anybody can choose.
func (o *Office) Recipients(ctx context.Context, who access.Person, c clue.Clue) (map[string][]Recipient, error) {
	v := o.View(ctx)
	acc, err := accused(v, c.Organs, c.Units, c.Officers)
	if err != nil {
		return nil, err
	}
	return recipients(v, c.Place, act.DayOf(o.Now()), acc)
}

func recipients(v *store.View, place, day string, acc Accused) (map[string][]Recipient, error) {
	all, err := store.Organs.Where(v, "place=? AND "+listedOn+" ORDER BY code", place, day)
	if err != nil {
		return nil, err
	}
	out := map[string][]Recipient{}
	for _, rt := range law.Routes {
		if rt.Mode != law.Refer {
			continue
		}
		for _, g := range all {
			if g.Sort != rt.Organ || g.Branch != "" {
				continue
			}
			r := Recipient{ID: g.ID, Name: g.Name, Desk: g.Desk}
			if w, ok := acc.Struck[g.ID]; ok {
				r.WhyZh, r.WhyEn = w.zh, w.en
			}
			if rt.Level == law.Managing && r.WhyZh == "" {
				if w, ok := acc.managedElsewhere(place); ok {
					r.WhyZh, r.WhyEn = w.zh, w.en
				}
			}
			out[rt.ID] = append(out[rt.ID], r)
		}
	}
	return out, nil
}

// managedElsewhere: the commission must have authority (管理权限) over each
// officer named.
func (a Accused) managedElsewhere(place string) (why, bool) {
	for _, f := range a.Officers {
		if f.ManagedBy != "" && f.ManagedBy != place {
			return why{"被反映人员由另一级监察委员会管理，须告知向有管理权限的监委反映。",
				"The officer is under another supervisory commission's authority; tell the sender to turn to that one."}, true
		}
	}
	return why{}, false
}

// accused gathers who is named and which organs that strikes out.
func accused(v *store.View, organs, units, officers []string) (Accused, error) {
	acc := Accused{Struck: map[string]why{}}
	strike := func(id string, w why) error {
		if id == "" {
			return nil
		}
		if _, ok := acc.Struck[id]; !ok {
			g, err := store.Organs.Load(v, id)
			if err != nil {
				return err
			}
			acc.Organs = append(acc.Organs, g)
			acc.Struck[id] = w
		}
		return nil
	}
	officers, err := selves(v, officers)
	if err != nil {
		return acc, err
	}
	for _, id := range officers {
		f, err := store.Officers.Load(v, id)
		if err != nil {
			return acc, err
		}
		acc.Officers = append(acc.Officers, f)
		if err := strike(f.Organ, why{"被反映人员所在的机关。", "The organ of the officer complained of."}); err != nil {
			return acc, err
		}
		if f.Unit == "" {
			continue
		}
		if err := strikeFamily(v, f.Unit, strike); err != nil {
			return acc, err
		}
	}
	for _, id := range units {
		if err := strikeFamily(v, id, strike); err != nil {
			return acc, err
		}
	}
	for _, id := range organs {
		if err := strike(id, why{"被反映的机关。", "The organ complained of."}); err != nil {
			return acc, err
		}
	}
	return acc, acc.above(v, units, officers)
}

// selves adds to officers the entries that somebody found to be the same person.
func selves(v *store.View, ids []string) ([]string, error) {
	out := slices.Clone(ids)
	for _, id := range ids {
		f, err := store.Officers.Load(v, id)
		if err != nil {
			return nil, err
		}
		if f.Into != "" && !slices.Contains(out, f.Into) {
			out = append(out, f.Into)
		}
		rows, err := v.Query("SELECT subject FROM named WHERE thing=? AND kind='officer'", id)
		if err != nil {
			return nil, err
		}
		for rows.Next() {
			var x string
			if err := rows.Scan(&x); err != nil {
				rows.Close()
				return nil, err
			}
			if !slices.Contains(out, x) {
				out = append(out, x)
			}
		}
		if err := rows.Close(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// strikeFamily strikes out the organ of a unit, every organ that it ever was of,
// and those of what it came from and became: a reorganisation carries the
// people and the files along, so it must not carry an accusation to them.
func strikeFamily(v *store.View, id string, strike func(string, why) error) error {
	all, err := family(v, id)
	if err != nil {
		return err
	}
	self := all[0]
	for i, u := range all {
		w := why{"“" + u.Name + "”是其派出机构或内设单位，视同被反映单位。", "“" + u.Name + "” is its branch or division."}
		if i > 0 {
			w = why{"“" + u.Name + "”与“" + self.Name + "”是机构改革前后的同一单位，视同被反映单位。", "“" + u.Name + "” and “" + self.Name + "” are one unit before and after a reorganisation."}
		}
		for j, g := range u.Stood() {
			if j > 0 {
				w = why{"“" + u.Name + "”改变隶属前是它的单位，视同被反映单位。", "“" + u.Name + "” was its unit before it was moved."}
			}
			if err := strike(g, w); err != nil {
				return err
			}
		}
	}
	return nil
}

// above strikes out the organ whose branch a named organ is, and marks heads.
func (a *Accused) above(v *store.View, units, officers []string) error {
	for _, g := range append([]organ.Organ(nil), a.Organs...) {
		for _, f := range a.Officers {
			a.Head = a.Head || g.Chief != "" && g.Chief == f.Code
		}
		if g.Branch == "" {
			continue
		}
		if _, ok := a.Struck[g.Branch]; !ok {
			up, err := store.Organs.Load(v, g.Branch)
			if err != nil {
				return err
			}
			a.Struck[g.Branch] = why{"“" + g.Name + "”是其派出机构。", "“" + g.Name + "” is its branch."}
			a.Organs = append(a.Organs, up)
		}
	}
	return nil
}

// proposeNeeds is the unconflicted list, inside the act's own transaction.
func proposeNeeds(f *fact) error {
	a, c := f.a.(*clue.Propose), f.was.(*clue.Clue)
	acc, err := accused(f.view(), c.Organs, c.Units, c.Officers)
	if err != nil {
		return err
	}
	may, names, err := f.mayReceive(c.Place, acc)
	a.Needs = clue.ProposeNeeds{May: may, Names: names}
	return err
}

func (f *fact) mayReceive(place string, acc Accused) (map[string][]string, map[string]string, error) {
	rs, err := recipients(f.view(), place, f.m.Day(), acc)
	if err != nil {
		return nil, nil, err
	}
	may, names := map[string][]string{}, map[string]string{}
	for route, list := range rs {
		for _, r := range list {
			names[r.ID] = r.Name
			if r.WhyZh == "" {
				may[route] = append(may[route], r.ID)
			}
		}
	}
	return may, names, nil
}

// OrganName is the name of an organ, for papers and sentences.
func (o *Office) OrganName(ctx context.Context, id string) (string, error) {
	if id == "" {
		return "", nil
	}
	g, err := store.Organs.Load(o.View(ctx), id)
	if act.KindOf(err) == act.Missing {
		return "", fmt.Errorf("organ %s: %w", id, err)
	}
	return g.Name, err
}
