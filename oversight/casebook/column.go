package casebook

import (
	"hash/fnv"
	"slices"
	"strconv"
	"strings"

	"hengjian/oversight/law"
)

// ScreenColumn is a column of a register as screening and draws may use it: a field, or what is
// counted from several. Names of parties are no column: they only tell which
// cases are one series.
type ScreenColumn struct {
	Zh, En  string
	From    string // the field that must be filled, "" several
	Derived bool
	of      func(r Row, u *Use) string
}

// Use reads a register's rows for screening: its bench, and the series found in
// a first pass.
type Use struct {
	*Bench
	Series *SeriesFinder
}

// Value is the column's cell of a row.
func (c ScreenColumn) Value(r Row, u *Use) string { return c.of(r, u) }

// SeriesColumn is the column of assignment units: cases that came in together
// are one assignment (finding 1 of the screening design).
const SeriesColumn = "串案（登记或者推定）"

// ScreenColumns lists the columns of a sort, fields first.
func ScreenColumns(s *Sort) (out []ScreenColumn) {
	for _, f := range s.Fields {
		if !f.Personal {
			out = append(out, ScreenColumn{Zh: f.Zh, En: f.En, From: f.Name, of: func(r Row, _ *Use) string { return r.Get(f.Name) }})
		}
	}
	add := func(from, zh, en string, of func(r Row, u *Use) string) {
		out = append(out, ScreenColumn{Zh: zh, En: en, From: from, Derived: true, of: of})
	}
	for _, n := range []string{s.From, s.Done} {
		f, _ := s.Field(n)
		add(n, f.Zh+"（月）", f.En+" (month)", func(r Row, _ *Use) string { return month(r.Get(n)) })
	}
	add(s.From, "办理天数", "Days taken", func(r Row, _ *Use) string {
		a, z := law.Day(day10(r.Get(s.From))), law.Day(day10(r.Get(s.Done)))
		if !a.Valid() || !z.Valid() || z < a {
			return ""
		}
		return strconv.Itoa(z.Sub(a))
	})
	if s.Index("plaintiff") >= 0 {
		add("series", SeriesColumn, "Series (given, or inferred)", func(r Row, u *Use) string { return u.Series.Of(r) })
	}
	if s.Code == "court.cases" || s.Code == "procuratorate.cases" {
		add(s.From, "距期限剩余天数", "Days left to the limit", func(r Row, u *Use) string {
			if j := u.Overdue(r); j.Due != "" && law.Day(r.Get(s.Done)).Valid() {
				return strconv.Itoa(law.Day(j.Due).Sub(law.Day(r.Get(s.Done))))
			}
			return ""
		})
		add(s.From, "超过期限（0/1）", "Over the limit (0/1)", func(r Row, u *Use) string {
			switch u.Overdue(r).Verdict {
			case Hit:
				return "1"
			case InOrder:
				return "0"
			}
			return ""
		})
	}
	if s.Code == "court.cases" {
		add(s.Key, "案件类型代字", "Type code of the number", func(r Row, _ *Use) string { return typeWord(r.Number.Series) })
		for _, o := range codeData["outcomes"].Rows {
			add("outcome", "结案方式为"+o.Zh+"（0/1）", "Outcome: "+o.En+" (0/1)", func(r Row, _ *Use) string {
				return oneIf(r.Get("outcome"), codeOf("outcomes", r.Get("outcome")) == o.Code)
			})
		}
	}
	return out
}

func oneIf(given string, b bool) string {
	switch {
	case given == "":
		return ""
	case b:
		return "1"
	}
	return "0"
}

// typeWord is the type code at the end of a series, as written: 民初.
func typeWord(series string) string {
	i := len(series)
	for i > 0 && series[i-1] >= 0x80 {
		i--
	}
	w := series[i:]
	best := ""
	for _, r := range codeData["types"].Rows {
		for _, x := range append([]string{r.Zh}, r.Also...) {
			if len(x) > len(best) && strings.HasSuffix(w, x) {
				best = x
			}
		}
	}
	if best == "" {
		return strings.TrimLeft(w, "）") // a code that no table has stays as it is
	}
	return best
}

// ScreenColumnOf finds a column by its name.
func ScreenColumnOf(s *Sort, zh string) (ScreenColumn, bool) {
	cs := ScreenColumns(s)
	i := slices.IndexFunc(cs, func(c ScreenColumn) bool { return c.Zh == zh })
	if i < 0 {
		return ScreenColumn{}, false
	}
	return cs[i], true
}

// SeriesFinder infers series (串案) of cases: docketed on one day, of one cause,
// before one judge, with a party in common. A register's own mark goes before.
// First pass Add, then Of. It keeps numbers and hashes, no name.
type SeriesFinder struct{ seen map[uint64]*sharing }

type sharing struct {
	n     int
	first string // number of the first case
}

// NewSeriesFinder is an empty one.
func NewSeriesFinder() *SeriesFinder { return &SeriesFinder{map[uint64]*sharing{}} }

// Add counts a row.
func (f *SeriesFinder) Add(r Row) {
	f.each(r, func(k uint64) {
		s := f.seen[k]
		if s == nil {
			s = &sharing{first: strings.Clone(r.Key())}
			f.seen[k] = s
		}
		s.n++
	})
}

// Of is the series of a row by the number of its first case, "" for a case of
// its own. Where two parties are shared, the larger series holds.
func (f *SeriesFinder) Of(r Row) string {
	if own := r.Get("series"); own != "" {
		return own
	}
	var best *sharing
	f.each(r, func(k uint64) {
		if s := f.seen[k]; s != nil && s.n > 1 && (best == nil || s.n > best.n || s.n == best.n && s.first < best.first) {
			best = s
		}
	})
	if best == nil {
		return ""
	}
	return best.first
}

// each gives the key of every party; masked names (张某) tell nobody from
// another and are left out.
func (f *SeriesFinder) each(r Row, do func(uint64)) {
	if r.Get("docketed") == "" {
		return
	}
	seen := map[string]bool{}
	for _, side := range []string{"plaintiff", "defendant"} {
		for _, p := range parts(r.Get(side)) {
			if strings.ContainsAny(p, "某*×") || seen[p] {
				continue
			}
			seen[p] = true
			h := fnv.New64a()
			_, _ = h.Write([]byte(r.Get("docketed") + "|" + r.Get("cause") + "|" + r.Get("judge") + "|" + p))
			do(h.Sum64())
		}
	}
}
