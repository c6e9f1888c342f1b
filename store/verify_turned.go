package store

import (
	"strconv"
	"strings"
)

// turnings is what table turned should hold: the numbers by the row's key.
type turnings map[turnKey]int64

type turnKey struct {
	campaign, kind, place, audience, state string
	day                                    int64
}

func (k turnKey) String() string {
	return strings.Join([]string{k.campaign, k.kind, k.place, k.audience, k.state, strconv.FormatInt(k.day, 10)}, "/")
}

func (ts turnings) add(m *MatterRow, f folding) {
	for _, x := range f.turns() {
		ts[turnKey{m.Campaign, m.Kind, m.Place, m.Audience, x.state, x.since}] += x.by
	}
}

// compareTurned compares the changes of each day with those that the lines give.
func (v *verifier) compareTurned() error {
	rows, err := v.snap.view(0).Query("SELECT campaign, kind, place, audience, state, day, n FROM turned")
	if err != nil {
		return v.broken("turned", "", err)
	}
	defer rows.Close()
	read := int64(0)
	for rows.Next() {
		var k turnKey
		var have int64
		if err := rows.Scan(&k.campaign, &k.kind, &k.place, &k.audience, &k.state, &k.day, &have); err != nil {
			return v.broken("turned", "", err)
		}
		read++
		want := v.turned[k]
		delete(v.turned, k)
		if want == have && have != 0 {
			continue
		}
		if err := v.find("turned", k.String(), "n", "记着 %d 件，从记录推算为 %d 件", "it says %d, the lines give %d", have, want); err != nil {
			return err
		}
	}
	v.count(&v.rep.Derived, read)
	if err := rows.Err(); err != nil {
		return v.broken("turned", "", err)
	}
	for k, want := range v.turned {
		if want == 0 {
			continue
		}
		if err := v.find("turned", k.String(), "", "缺这一行，从记录推算为 %d 件", "the row is not there; the lines give %d", want); err != nil {
			return err
		}
	}
	return nil
}
