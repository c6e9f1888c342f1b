package store

import (
	"strings"
)

const (
	stoodCols = "since,until,state,campaign,place,audience"
	tallyKey  = "campaign, kind, place, audience, state, class, via, organ"
)

// tallies is what table tally should hold: the numbers by the row's key.
type tallies map[string][3]int64

func (ts tallies) add(m *MatterRow) {
	k := strings.Join([]string{m.Campaign, m.Kind, m.Place, m.Audience, m.State, m.Class, m.Via, m.Organ}, unitSep)
	n := ts[k]
	ts[k] = [3]int64{n[0] + 1, n[1] + m.Kept, n[2] + m.Late}
}

// compareTally counts the matters anew and compares.
func (v *verifier) compareTally() error {
	rows, err := v.snap.view(0).Query("SELECT " + tallyKey + ", n, kept, late FROM tally")
	if err != nil {
		return v.broken("tally", "", err)
	}
	defer rows.Close()
	n := int64(0)
	f := make([]string, 8)
	for rows.Next() {
		var have [3]int64
		if err := rows.Scan(&f[0], &f[1], &f[2], &f[3], &f[4], &f[5], &f[6], &f[7], &have[0], &have[1], &have[2]); err != nil {
			return v.broken("tally", "", err)
		}
		n++
		k := strings.Join(f, unitSep)
		want, ok := v.tally[k]
		delete(v.tally, k)
		if ok && want == have {
			continue
		}
		if err := v.find("tally", strings.Join(f, "/"), "n", "记着 %d 件，清点出 %d 件", "it says %d, %d were counted", have[0], want[0]); err != nil {
			return err
		}
	}
	v.count(&v.rep.Derived, n)
	if err := rows.Err(); err != nil {
		return v.broken("tally", "", err)
	}
	for k, want := range v.tally {
		if err := v.find("tally", strings.ReplaceAll(k, unitSep, "/"), "", "缺这一行，清点出 %d 件", "the row is not there; %d were counted", want[0]); err != nil {
			return err
		}
	}
	return nil
}
