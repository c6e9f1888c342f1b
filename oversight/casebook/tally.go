package casebook

import "hengjian/oversight/law"

// Tally counts one rule over the rows of a register: what the congress sees is
// the pattern by unit and month, and of single rows only the numbers of
// concluded cases.
type Tally struct {
	Rule    Rule
	Count   Counts
	Units   []UnitCount // in the order in which they first occur, never by rate
	Months  map[string]Counts
	Why     map[[2]string]int // reasons why nothing could be concluded
	Numbers []string          // of concluded cases
	Open    int               // hits whose case is not concluded: counted, never listed
	at      map[string]int
}

// Counts of verdicts.
type Counts struct{ Judged, Hits, Unknown int }

// UnitCount is one unit's.
type UnitCount struct {
	Unit string
	Counts
}

// NumbersKept bounds the list of numbers.
const NumbersKept = 500

// Count runs all rules of a sort over rows; call it with each row, then read
// the tallies.
type Count struct {
	b    *Bench
	list []*Tally
}

// NewCount counts the rules of a sort.
func NewCount(s *Sort, b *Bench) *Count {
	c := &Count{b: b}
	for _, r := range Rules {
		if r.Sort == s.Code {
			c.list = append(c.list, &Tally{Rule: r, Months: map[string]Counts{}, Why: map[[2]string]int{}, at: map[string]int{}})
		}
	}
	return c
}

// Tallies are the results.
func (c *Count) Tallies() []*Tally { return c.list }

// Add counts one row.
func (c *Count) Add(r Row) {
	for _, t := range c.list {
		t.add(r, c.b)
	}
}

func (t *Tally) add(r Row, b *Bench) {
	v := t.Rule.Judge(r, b)
	if v == Exempt {
		return
	}
	unit := r.Get(r.Sort.Unit)
	i, ok := t.at[unit]
	if !ok {
		i = len(t.Units)
		t.at[unit] = i
		t.Units = append(t.Units, UnitCount{Unit: unit})
	}
	m := month(r.Get(r.Sort.From))
	mc := t.Months[m]
	for _, c := range []*Counts{&t.Count, &t.Units[i].Counts, &mc} {
		switch v {
		case Unknown:
			c.Unknown++
		case Hit:
			c.Hits++
			c.Judged++
		default:
			c.Judged++
		}
	}
	t.Months[m] = mc
	switch v {
	case Unknown:
		t.Why[t.Rule.why(r, b)]++
	case Hit:
		if !r.Concluded(b.Until) {
			t.Open++
		} else if len(t.Numbers) < NumbersKept {
			t.Numbers = append(t.Numbers, r.Key())
		}
	}
}

// CiteRule is a rule's basis in words.
func CiteRule(r Rule) (zh, en string) { return law.Cite(r.Basis) }
