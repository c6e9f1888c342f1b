package organ

import "slices"

// Lineage is what is known of some units, by id, with what they came from and
// became: a post names the unit by the entry that somebody wrote it on, which may
// have begun after the post did or have ended before it.
type Lineage map[string]Unit

// On is where somebody with a post in a unit worked on a day: in the unit itself
// while it lasted, in what it came from before it began, in what it became after
// it ended. Of a unit that was split it is all its heirs, since nobody wrote down
// which; where nothing is on record it is the unit itself.
func (l Lineage) On(unit, day string) []string {
	u, ok := l[unit]
	seen := map[string]bool{}
	switch {
	case ok && u.Since != "" && day < u.Since:
		return l.walk(unit, day, seen, l.before, func(x Unit) bool { return x.Since == "" || x.Since <= day })
	case ok && u.Until != "" && day >= u.Until:
		return l.walk(unit, day, seen, func(id string) []string { return l[id].Heirs }, func(x Unit) bool { return x.Until == "" || day < x.Until })
	}
	return []string{unit}
}

// walk follows relatives in one direction as far as units that lasted on a day; it
// never turns round, or whoever merged with a unit would become a relative of all
// that it was before.
func (l Lineage) walk(unit, day string, seen map[string]bool, next func(string) []string, lasts func(Unit) bool) (out []string) {
	for _, id := range next(unit) {
		u, ok := l[id]
		if !ok || seen[id] {
			continue
		}
		seen[id] = true
		if lasts(u) {
			out = append(out, id)
		} else {
			out = append(out, l.walk(id, day, seen, next, lasts)...)
		}
	}
	if len(out) == 0 {
		out = []string{unit}
	}
	return out
}

// before lists the units that became this one.
func (l Lineage) before(id string) (out []string) {
	for _, u := range l {
		if slices.Contains(u.Heirs, id) {
			out = append(out, u.ID)
		}
	}
	slices.Sort(out)
	return out
}

// kin are a unit, what it came from and what it became.
func (l Lineage) kin(unit string) []string {
	out := []string{unit}
	for _, next := range []func(string) []string{l.before, func(id string) []string { return l[id].Heirs }} {
		for queue := []string{unit}; len(queue) > 0; queue = queue[1:] {
			for _, id := range next(queue[0]) {
				if !slices.Contains(out, id) {
					out, queue = append(out, id), append(queue, id)
				}
			}
		}
	}
	return out
}

// bounds are the days within a time on which one of some units began or ended, the
// first day of the time at their head.
func (l Lineage) bounds(units []string, since, until string) []string {
	out := []string{since}
	for _, id := range units {
		for _, day := range []string{l[id].Since, l[id].Until} {
			if day > since && (until == "" || day < until) && !slices.Contains(out, day) {
				out = append(out, day)
			}
		}
	}
	slices.Sort(out)
	return out
}

// common is the longest stretches of the time in which two posts ran beside each
// other during which both were one workplace, oldest first.
func (l Lineage) common(x, y Post) (out []Overlap) {
	since, until := max(x.Since, y.Since), earlier(x.Until, y.Until)
	if until != "" && until <= since {
		return nil
	}
	kin, others := l.kin(x.Unit), l.kin(y.Unit)
	if !slices.ContainsFunc(kin, func(id string) bool { return slices.Contains(others, id) }) {
		return nil
	}
	days := l.bounds(append(kin, others...), since, until)
	for i, day := range days {
		end := until
		if i+1 < len(days) {
			end = days[i+1]
		}
		there := l.On(y.Unit, day)
		at := slices.IndexFunc(l.On(x.Unit, day), func(id string) bool { return slices.Contains(there, id) })
		if at < 0 {
			continue
		}
		unit := l.On(x.Unit, day)[at]
		if n := len(out); n > 0 && out[n-1].Until == day {
			out[n-1].Until, out[n-1].Unit = end, unit
		} else {
			out = append(out, Overlap{unit, day, end})
		}
	}
	return out
}
