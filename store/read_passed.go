package store

import (
	"slices"
	"strings"
)

// passing are the entries of the register whose last day is known beforehand:
// the day passes without an act, so that their state is read with the day.
var passing = []string{"deputyrec", "member", "station", "organ", "unit", "officer", "place"}

// onDay compiles the states asked for as the day has them: an entry in the
// register whose last day has passed counts among the ended ones.
func (f Filter) onDay() (cond string, args []any) {
	listed, ended := slices.Contains(f.States, "listed"), slices.Contains(f.States, "ended")
	if f.Day == "" || listed == ended {
		return "", nil
	}
	return f.gone()
}

// gone is true of the matters in a list that are written as listed and whose
// last day has passed; "" where the list has none such.
func (f Filter) gone() (cond string, args []any) {
	if f.Day == "" {
		return "", nil
	}
	var gone []string
	for _, k := range passing {
		if slices.Contains(f.Kinds, k) {
			gone = append(gone, "m.kind='"+k+"' AND EXISTS (SELECT 1 FROM "+k+" x WHERE x.id=m.subject AND x.until<>'' AND x.until<=?)")
			args = append(args, f.Day)
		}
	}
	if gone == nil {
		return "", nil
	}
	return "m.state='listed' AND (" + strings.Join(gone, " OR ") + ")", args
}

// stateOfDay is the state of a matter as the day has it, to count by.
func (f Filter) stateOfDay() (expr string, args []any) {
	gone, args := f.gone()
	if gone == "" {
		return "m.state", nil
	}
	return "CASE WHEN " + gone + " THEN 'ended' ELSE m.state END", args
}

// asOfDay gives the rows the state that the day has.
func (v *View) asOfDay(rows []MatterRow, day string) error {
	at := map[string]map[string]int{}
	for i, r := range rows {
		if day != "" && r.State == "listed" && slices.Contains(passing, r.Kind) {
			if at[r.Kind] == nil {
				at[r.Kind] = map[string]int{}
			}
			at[r.Kind][r.Subject] = i
		}
	}
	for kind, of := range at {
		args := []any{day}
		for id := range of {
			args = append(args, id)
		}
		gone, err := v.strings("SELECT id FROM "+kind+" WHERE until<>'' AND until<=? AND id IN ("+strings.TrimSuffix(strings.Repeat("?,", len(of)), ",")+")", args...)
		if err != nil {
			return err
		}
		for _, id := range gone {
			rows[of[id]].State = "ended"
		}
	}
	return nil
}
