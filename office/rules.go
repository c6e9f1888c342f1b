package office

import (
	"fmt"
	"time"

	"hengjian/oversight/act"
	"hengjian/oversight/law"
)

// placeRules are the rules in force at a place on the day a matter was opened:
// the regime it is pinned to.
type placeRules struct {
	o     *Office
	place string
	day   law.Day
}

// Start opens the clock of a rule.
func (r placeRules) Start(rule string, at time.Time) (act.Clock, error) {
	return r.StartTerm(rule, "", at)
}

// StartTerm opens the clock of a rule with a term set by a body.
func (r placeRules) StartTerm(rule, term string, at time.Time) (act.Clock, error) {
	c := act.Clock{Rule: rule, From: act.DayOf(at), FromAt: at.UnixMicro(), Term: term}
	return r.count(c)
}

// Extend lengthens a running clock.
func (r placeRules) Extend(c act.Clock, e act.Extend) (act.Clock, error) {
	if _, err := law.ParseTerm(e.Term); err != nil {
		return c, act.Wrong("term", "延长的期限不对，例如 30d。", "The extension is wrong, for example 30d.")
	}
	c.Extend = append(c.Extend[:len(c.Extend):len(c.Extend)], e)
	return r.count(c)
}

func (r placeRules) count(c act.Clock) (act.Clock, error) {
	k, err := r.o.clock(r.place, r.day, c)
	if err != nil {
		return c, err
	}
	res, err := r.o.Cal.Due(k)
	if err != nil {
		return c, err
	}
	c.Term = k.Term.String()
	c.Due, c.DueAt, c.Provisional = string(res.Due), res.DueAt.UnixMicro(), res.Provisional
	return c, nil
}

// clock makes law's clock of a stored one.
func (o *Office) clock(place string, regime law.Day, c act.Clock) (law.Clock, error) {
	rule, ok := o.Rules.At(place, regime, c.Rule)
	if !ok {
		return law.Clock{}, fmt.Errorf("no rule %s for place %s on %s", c.Rule, place, regime)
	}
	k := rule.Clock(law.Day(c.From))
	k.At = time.UnixMicro(c.FromAt)
	if c.Term != "" {
		t, err := law.ParseTerm(c.Term)
		if err != nil {
			return k, act.Wrong("term", "期限不对，例如 30d、15wd、3m。", "The term is wrong, for example 30d, 15wd, 3m.")
		}
		k.Term = t
	}
	for _, e := range c.Extend {
		t, err := law.ParseTerm(e.Term)
		if err != nil {
			return k, err
		}
		k.Extend = append(k.Extend, rule.Extension(t, e.Reason, e.Reason))
	}
	return k, nil
}

// Explained is a clock with its rule and the whole computation.
type Explained struct {
	act.Clock
	Law    law.Rule
	Result law.Result
}

// Explain recomputes a matter's clocks for the page: start, rule with article,
// exclusions, extensions, holidays.
func (o *Office) Explain(h *act.Head) ([]Explained, error) {
	var out []Explained
	for _, c := range h.Clocks {
		k, err := o.clock(h.Place, law.Day(h.Regime), c)
		if err != nil {
			return nil, err
		}
		res, err := o.Cal.Due(k)
		if err != nil {
			return nil, err
		}
		rule, _ := o.Rules.At(h.Place, law.Day(h.Regime), c.Rule)
		out = append(out, Explained{c, rule, res})
	}
	return out, nil
}
