package casebook

import (
	"cmp"
	"slices"

	"hengjian/oversight/act"
)

// Quality says how complete a register is and what is wrong in it.
type Quality struct {
	Rows      int64      `json:"rows"`
	Days      [2]string  `json:"days"` // first and last day found
	Concluded int64      `json:"concluded"`
	Unnumber  int64      `json:"unnumbered"` // rows whose number cannot be read
	Sequences []Sequence `json:"sequences,omitempty"`
	Columns   []Column   `json:"columns"`
	Faults    []Fault    `json:"faults,omitempty"`
}

// Sequence is one running series of numbers: those that are there out of those
// that must exist, for a number is given once and the last one found is known.
type Sequence struct {
	Series  string   `json:"series"`
	Year    int      `json:"year"`
	Present int      `json:"present"`
	Last    int      `json:"last"`
	Gaps    [][2]int `json:"gaps,omitempty"` // the first of them, both ends included
	Missing int      `json:"missing"`
}

// Column says how one field is filled.
type Column struct {
	Name     string `json:"name"`
	Empty    int64  `json:"empty"`
	Distinct int    `json:"distinct"` // up to DistinctLimit
	Unknown  int64  `json:"unknown,omitempty"`
}

// Fault is one kind of contradiction and how often it occurs.
type Fault struct {
	Code string `json:"code"`
	Rows int64  `json:"rows"`
}

// Bounds of what a report keeps.
const (
	DistinctLimit = 5000
	gapLimit      = 60
	seqLimit      = 400
)

// Faults are the contradictions looked for, with their words.
var Faults = []act.Word{
	{Code: "closed_before", Zh: "办结日期早于开始日期", En: "concluded before it began"},
	{Code: "future", Zh: "日期在提供日之后", En: "a date later than the delivery"},
	{Code: "ended_before", Zh: "结束时间早于开始时间", En: "ends before it begins"},
	{Code: "closed_no_outcome", Zh: "已办结但没有结果", En: "concluded without an outcome"},
	{Code: "spans", Zh: "扣除或者延长写法读不懂", En: "exclusion or extension cannot be read"},
}

// Checker reads the rows of a register once and sums up its quality.
type Checker struct {
	sort  *Sort
	codes Codes
	until string // nothing may be dated after this day
	q     Quality
	seen  []map[string]struct{}
	fault map[string]int64
	seq   map[string]*seqSum
}

type seqSum struct {
	year int
	have []uint64 // bits by number
	n    int
	last int
}

// NewChecker begins a report; until is the day of the delivery.
func NewChecker(s *Sort, codes Codes, until string) *Checker {
	c := &Checker{sort: s, codes: codes, until: until, fault: map[string]int64{}, seq: map[string]*seqSum{}}
	c.q.Columns = make([]Column, len(s.Fields))
	for i, f := range s.Fields {
		c.q.Columns[i].Name = f.Name
		c.seen = append(c.seen, map[string]struct{}{})
	}
	return c
}

// Add reads one row.
func (c *Checker) Add(r Row) {
	c.q.Rows++
	for i, v := range r.Cells {
		col := &c.q.Columns[i]
		if v == "" {
			col.Empty++
			continue
		}
		if f := c.sort.Fields[i]; f.Table != "" && c.codes.Unknown(f.Table, v) {
			col.Unknown++
		}
		if m := c.seen[i]; len(m) < DistinctLimit {
			if _, ok := m[v]; !ok {
				m[v] = struct{}{}
			}
		}
	}
	from := day10(r.Get(c.sort.From))
	if from != "" {
		if c.q.Days[0] == "" || from < c.q.Days[0] {
			c.q.Days[0] = from
		}
		c.q.Days[1] = max(c.q.Days[1], from)
	}
	c.number(r.Number)
	c.faults(r, from)
}

// maxSeq bounds what one damaged number may cost in memory.
const maxSeq = 1 << 22

func (c *Checker) number(n Number) {
	if n.Seq <= 0 || n.Series == "" {
		c.q.Unnumber++
		return
	}
	s := c.seq[n.Series]
	if s == nil {
		s = &seqSum{year: n.Year}
		c.seq[n.Series] = s
	}
	if n.Seq > maxSeq {
		return
	}
	w := n.Seq / 64
	for len(s.have) <= w {
		s.have = append(s.have, 0)
	}
	if bit := uint64(1) << (n.Seq % 64); s.have[w]&bit == 0 {
		s.have[w] |= bit
		s.n++
		s.last = max(s.last, n.Seq)
	}
}

func (c *Checker) faults(r Row, from string) {
	done := day10(r.Get(c.sort.Done))
	if done != "" && done <= c.until {
		c.q.Concluded++
	}
	if done != "" && from != "" && done < from {
		c.fault["closed_before"]++
	}
	if from > c.until || done > c.until {
		c.fault["future"]++
	}
	for _, p := range [][2]string{{"began", "ended"}, {"entered", "left"}, {"since", "until"}, {"seized", "disposed"}} {
		if a, b := r.Get(p[0]), r.Get(p[1]); a != "" && b != "" && b < a {
			c.fault["ended_before"]++
			break
		}
	}
	if done != "" && c.sort.Index("outcome") >= 0 && r.Get("outcome") == "" {
		c.fault["closed_no_outcome"]++
	}
	if _, bad := Spans(r.Get("excluded")); bad {
		c.fault["spans"]++
	} else if _, bad := Extensions(r.Get("extended")); bad {
		c.fault["spans"]++
	}
}

// Quality sums up.
func (c *Checker) Quality() Quality {
	q := c.q
	q.Columns = slices.Clone(q.Columns)
	for i := range q.Columns {
		q.Columns[i].Distinct = len(c.seen[i])
	}
	for _, f := range Faults {
		if n := c.fault[f.Code]; n > 0 {
			q.Faults = append(q.Faults, Fault{f.Code, n})
		}
	}
	q.Sequences = nil
	for name, s := range c.seq {
		q.Sequences = append(q.Sequences, s.sequence(name))
	}
	slices.SortFunc(q.Sequences, func(a, b Sequence) int {
		return cmp.Or(cmp.Compare(a.Year, b.Year), cmp.Compare(a.Series, b.Series))
	})
	if len(q.Sequences) > seqLimit {
		q.Sequences = q.Sequences[:seqLimit]
	}
	return q
}

func (s *seqSum) sequence(name string) Sequence {
	out := Sequence{Series: name, Year: s.year, Present: s.n, Last: s.last, Missing: s.last - s.n}
	for i, from := 1, 0; i <= s.last+1; i++ {
		in := i <= s.last && s.have[i/64]>>(i%64)&1 == 1
		switch {
		case !in && i <= s.last && from == 0:
			from = i
		case in && from > 0:
			if len(out.Gaps) < gapLimit {
				out.Gaps = append(out.Gaps, [2]int{from, i - 1})
			}
			from = 0
		}
	}
	return out
}

// Numbered is how many numbers are present, and how many must exist at least.
func (q Quality) Numbered() (present, exist int) {
	for _, s := range q.Sequences {
		present, exist = present+s.Present, exist+s.Last
	}
	return present, exist
}

// GateShare is the share of docketed cases below which no list of patterns is
// opened: a register that left out cases can hide what it likes.
const GateShare = 0.98

// Share is the share of docketed numbers that are present, 0 to 1; with a
// number declared by the organ, the smaller of the two. ok is false where
// nothing can be said.
func (r Register) Share() (share float64, ok bool) {
	p, e := r.Quality.Numbered()
	if e > 0 {
		share, ok = float64(p)/float64(e), true
	}
	if r.Declared > 0 {
		d := min(1, float64(r.Rows)/float64(r.Declared))
		if !ok || d < share {
			share, ok = d, true
		}
	}
	return share, ok
}
