package store

import (
	"database/sql"
	"errors"
	"slices"
	"strconv"
	"strings"

	"hengjian/lexis"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

// Filter narrows a list of matters; empty fields do not narrow.
type Filter struct {
	Kinds    []string
	States   []string
	Class    string   // code, or a prefix ending in "."
	Classes  []string // codes, beside Class
	Organ    string
	Unit     string
	Units    []string // beside Unit: one of them
	Campaign string
	Via      string
	NotVia   string
	Organs   []string // any of these organs, beside Organ; "" is none named
	Terms    string   // kept | late | ended: some term of the matter ended so
	Parent   string
	Number   string
	Named    string // id of an organ, unit or officer named
	NamedAny []string
	Holder   string // person with the standing handler
	Shown    string // organ or committee to which it was sent
	Since    string // first day of opening
	Until    string // last day of opening
	Urgent   bool
	Late     int64  // due before this instant (µs)
	Text     string // words to search for
	Awaits   []Await
	ByDue    bool   // order: urgent, then due, instead of newest first
	Current  bool   // leave out historic ones
	Day      string // as of which the register's entries stand, "" as they are stored
}

// Await is a state of a kind that waits for somebody; with a Holder it waits
// for the matters that this person handles alone, with Shown for those that
// were sent to her committee.
type Await struct{ Kind, State, Holder, Shown string }

// Cursor is a place in a list: after (older) or before (newer) one row.
type Cursor struct {
	Due    int64
	Ord    int64
	Before bool
}

// String is the cursor as it stands in a URL.
func (c Cursor) String() string {
	if c == (Cursor{}) {
		return ""
	}
	s := strconv.FormatInt(c.Ord, 36)
	if c.Due != 0 {
		s += "." + strconv.FormatInt(c.Due, 36)
	}
	if c.Before {
		s = "-" + s
	}
	return s
}

// ParseCursor reads a cursor; what is not one is the first page.
func ParseCursor(s string) Cursor {
	var c Cursor
	s, c.Before = strings.CutPrefix(s, "-")
	a, b, _ := strings.Cut(s, ".")
	var err error
	if c.Ord, err = strconv.ParseInt(a, 36, 64); err != nil {
		return Cursor{}
	}
	c.Due, _ = strconv.ParseInt(b, 36, 64)
	return c
}

// Matters is one page of a list.
type Matters struct {
	Rows       []MatterRow
	Prev, Next string // cursors, "" at the ends
}

// where compiles the filter and the scope.
func (v *View) where(sc access.Scope, f Filter) (join, cond string, args []any) {
	cond, args = sc.Where("m", f.Kinds...)
	add := func(c string, a ...any) { cond += " AND " + c; args = append(args, a...) }
	in := func(col string, vals []string) {
		if len(vals) == 0 {
			return
		}
		marks := strings.TrimSuffix(strings.Repeat("?,", len(vals)), ",")
		add(col+" IN ("+marks+")", anys(vals)...)
	}
	if gone, a := f.onDay(); gone == "" {
		in("m.state", f.States)
	} else {
		var or string
		if slices.Contains(f.States, "ended") {
			or = " OR " + gone
		} else {
			or = ") AND NOT (" + gone
		}
		add("(m.state IN ("+strings.TrimSuffix(strings.Repeat("?,", len(f.States)), ",")+")"+or+")", append(anys(f.States), a...)...)
	}
	in("m.class", f.Classes)
	in("m.unit", f.Units)
	in("m.organ", f.Organs)
	eq := func(col, val string) {
		if val != "" {
			add(col+"=?", val)
		}
	}
	if p, ok := strings.CutSuffix(f.Class, "."); ok && p != "" {
		add("m.class>=? AND m.class<?", p+".", p+"/")
	} else {
		eq("m.class", f.Class)
	}
	eq("m.organ", f.Organ)
	eq("m.unit", f.Unit)
	eq("m.campaign", f.Campaign)
	eq("m.via", f.Via)
	if f.NotVia != "" {
		add("m.via<>?", f.NotVia)
	}
	switch f.Terms {
	case "kept":
		add("m.kept+m.late>0 AND m.kept>0")
	case "late":
		add("m.kept+m.late>0 AND m.late>0")
	case "ended":
		add("m.kept+m.late>0")
	}
	eq("m.parent", f.Parent)
	eq("m.number", f.Number)
	eq("m.shown", f.Shown)
	if f.Since != "" {
		add("m.opened>=?", f.Since)
	}
	if f.Until != "" {
		add("m.opened<=?", f.Until)
	}
	if f.Urgent {
		add("m.urgent")
	}
	if f.Current {
		add("NOT m.historic")
	}
	if f.Late > 0 {
		add(running)
		add("m.due_at<=?", f.Late-1) // not "<": SQLite would compare the value with the partial index's bound and plan anew for each value
	}
	if f.Named != "" {
		add("EXISTS (SELECT 1 FROM named n WHERE n.kind=m.kind AND n.subject=m.subject AND n.thing=?)", f.Named)
	}
	if n := len(f.NamedAny); n > 0 {
		a := make([]any, n)
		for i, x := range f.NamedAny {
			a[i] = x
		}
		add("EXISTS (SELECT 1 FROM named n WHERE n.kind=m.kind AND n.subject=m.subject AND n.thing IN ("+strings.TrimSuffix(strings.Repeat("?,", n), ",")+"))", a...)
	}
	if f.Holder != "" {
		add(held, f.Holder)
	}
	if len(f.Awaits) > 0 {
		var or []string
		for _, a := range f.Awaits {
			one := "(m.kind=? AND m.state=?)"
			args = append(args, a.Kind, a.State)
			if a.Holder != "" {
				one = "(m.kind=? AND m.state=? AND " + held + ")"
				args = append(args, a.Holder)
			}
			if a.Shown != "" {
				one = strings.TrimSuffix(one, ")") + " AND m.shown=?)"
				args = append(args, a.Shown)
			}
			or = append(or, one)
		}
		cond += " AND (" + strings.Join(or, " OR ") + ")"
	}
	if f.Text != "" {
		j, c, a := v.words(f.Text)
		join, cond, args = j, cond+" AND "+c, append(args, a...)
	}
	return join, cond, args
}

func anys[T any](in []T) []any {
	out := make([]any, len(in))
	for i, x := range in {
		out[i] = x
	}
	return out
}

// held is true of the matters that a person handles.
const held = "EXISTS (SELECT 1 FROM party hp WHERE hp.kind=m.kind AND hp.subject=m.subject AND hp.person=? AND hp.standing='handler')"

// handled starts from what a person handles, which is always the fewer: the
// cross join keeps SQLite from walking the place's whole list instead. Its
// condition stands in WHERE: PostgreSQL takes none behind CROSS JOIN.
const (
	handled   = "(SELECT kind AS hk, subject AS hs FROM party WHERE person=? AND standing='handler') h CROSS JOIN matter m"
	handledOn = " AND m.kind=h.hk AND m.subject=h.hs"
)

// words compiles a search: every phrase must be found somewhere in the text.
func (v *View) words(text string) (join, cond string, args []any) {
	q := lexis.ParseQuery(text)
	if q.Empty() {
		return "", "1=0", nil
	}
	pg := v.eng.name == "postgres"
	if pg {
		join = " JOIN search s ON m.ord = s.id>>5"
	} else {
		join = " JOIN search s ON m.ord = s.rowid>>5"
	}
	for i, p := range q.Phrases {
		switch {
		case pg && i == 0:
			cond = "s.words @@ ?::tsquery"
		case pg:
			cond += " AND EXISTS (SELECT 1 FROM search s2 WHERE s2.id>=m.ord<<5 AND s2.id<(m.ord<<5)+32 AND s2.words @@ ?::tsquery)"
		case i == 0:
			cond = "s.words MATCH ?"
		default:
			cond += " AND EXISTS (SELECT 1 FROM search s2 WHERE s2.words MATCH ? AND s2.rowid>=m.ord<<5 AND s2.rowid<(m.ord<<5)+32)"
		}
		if pg {
			args = append(args, p.TSQuery())
		} else {
			args = append(args, p.FTS5())
		}
	}
	return join, cond, args
}

// Matters lists a page of what the scope may see.
func (v *View) Matters(sc access.Scope, f Filter, c Cursor, size int) (Matters, error) {
	q, args := v.listQuery(sc, f, c, size)
	rows, err := v.matters(q, args...)
	if err != nil {
		return Matters{}, err
	}
	if err := v.asOfDay(rows, f.Day); err != nil {
		return Matters{}, err
	}
	return paged(dedup(rows), c, size, f.ByDue), nil
}

// listQuery is the one query behind every list.
func (v *View) listQuery(sc access.Scope, f Filter, c Cursor, size int) (string, []any) {
	if bs := f.branches(); len(bs) > 1 {
		return v.branched(sc, bs, c, size)
	}
	return v.oneQuery(prefixed("m"), sc, f, c, size)
}

// oneQuery lists columns of a filter that is not split.
func (v *View) oneQuery(cols string, sc access.Scope, f Filter, c Cursor, size int) (string, []any) {
	join, cond, args := v.where(sc, f)
	from := "matter m"
	if f.Holder != "" && f.Text == "" {
		from, cond, args = handled, cond+handledOn, append([]any{f.Holder}, args...)
	}
	order, rev := "m.ord DESC", "m.ord"
	if f.Text != "" && join != "" {
		order, rev = v.searchOrder()
	}
	if f.ByDue {
		order, rev = "m.due_at, m.ord", "m.due_at DESC, m.ord DESC"
	}
	if c.Ord != 0 {
		switch {
		case f.ByDue && c.Before:
			cond += " AND (m.due_at, m.ord) < (?, ?)"
			args = append(args, c.Due, c.Ord)
		case f.ByDue:
			cond += " AND (m.due_at, m.ord) > (?, ?)"
			args = append(args, c.Due, c.Ord)
		case c.Before:
			cond += " AND m.ord > ?"
			args = append(args, c.Ord)
		default:
			cond += " AND m.ord < ?"
			args = append(args, c.Ord)
		}
	}
	if c.Before {
		order = rev
	}
	dup := 1
	if f.Text != "" {
		dup = 3 // a long text has a few chunks
	}
	return "SELECT " + cols + " FROM " + from + join + " WHERE " + cond + " ORDER BY " + order + limited((size+1)*dup), args
}

// limited writes a limit as a number: SQLite plans a statement anew each time a
// limit is bound, and there are few sizes of page.
func limited(n int) string { return " LIMIT " + strconv.Itoa(n) }

// searchOrder lists hits newest first by the index's own numbers, so that the
// first page needs no sort.
func (v *View) searchOrder() (order, rev string) {
	if v.eng.name == "postgres" {
		return "s.id DESC", "s.id"
	}
	return "s.rowid DESC", "s.rowid"
}

func dedup(rows []MatterRow) []MatterRow {
	seen := make(map[int64]bool, len(rows))
	out := rows[:0]
	for _, r := range rows {
		if !seen[r.Ord] {
			seen[r.Ord] = true
			out = append(out, r)
		}
	}
	return out
}

func paged(rows []MatterRow, c Cursor, size int, byDue bool) Matters {
	more := len(rows) > size
	if more {
		rows = rows[:size]
	}
	if c.Before {
		for i, j := 0, len(rows)-1; i < j; i, j = i+1, j-1 {
			rows[i], rows[j] = rows[j], rows[i]
		}
	}
	m := Matters{Rows: rows}
	if len(rows) == 0 {
		return m
	}
	at := func(r MatterRow, before bool) string {
		k := Cursor{Ord: r.Ord, Before: before}
		if byDue {
			k.Due = r.DueAt
		}
		return k.String()
	}
	if c.Ord != 0 && (!c.Before || more) {
		m.Prev = at(rows[0], true)
	}
	if more || c.Before {
		m.Next = at(rows[len(rows)-1], false)
	}
	return m
}

func prefixed(a string) string {
	cols := strings.Split(matterCols, ", ")
	for i := range cols {
		cols[i] = a + "." + cols[i]
	}
	return strings.Join(cols, ", ")
}

func (v *View) matters(q string, args ...any) ([]MatterRow, error) {
	rows, err := v.Query(q, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []MatterRow
	for rows.Next() {
		var m MatterRow
		if err := rows.Scan(m.holders()...); err != nil {
			return nil, err
		}
		if m.DueAt == noDue {
			m.DueAt = 0
		}
		out = append(out, m)
	}
	return out, rows.Err()
}

// EachMatter streams everything a filter finds, oldest ord last, for exports.
func (v *View) EachMatter(sc access.Scope, f Filter, size int, do func(MatterRow) error) error {
	c := Cursor{}
	for {
		p, err := v.Matters(sc, f, c, size)
		if err != nil {
			return err
		}
		for _, r := range p.Rows {
			if err := do(r); err != nil {
				return err
			}
		}
		if p.Next == "" {
			return nil
		}
		c = ParseCursor(p.Next)
	}
}

// CountMatters counts up to limit; a page shows "1000+" beyond it. It is asked
// again with each page of a list and each look at the workbench, so it is
// remembered until the next act, unless it asks for terms passed by this moment.
func (v *View) CountMatters(sc access.Scope, f Filter, limit int) (int, error) {
	if f.Late != 0 {
		return v.countMatters(sc, f, limit)
	}
	join, cond, args := v.where(sc, f)
	return remembered(v, join+cond, append(slices.Clone(args), limit), func() (int, error) { return v.countMatters(sc, f, limit) })
}

func (v *View) countMatters(sc access.Scope, f Filter, limit int) (int, error) {
	if bs := f.branches(); len(bs) > 1 {
		return v.countBranched(sc, bs, limit)
	}
	join, cond, args := v.where(sc, f)
	what := "1"
	if join != "" {
		what = "DISTINCT m.ord"
	}
	var n int
	err := v.Row("SELECT count(*) FROM (SELECT "+what+" FROM matter m"+join+" WHERE "+cond+limited(limit)+") q", args...).Scan(&n)
	return n, err
}

// CountBy counts matters by one column of the matter table.
func (v *View) CountBy(sc access.Scope, f Filter, col string) (map[string]int, error) {
	switch col {
	case "state", "class", "organ", "unit", "via", "kind", "campaign", "opened":
	default:
		return nil, errors.New("no such column to count by: " + col)
	}
	join, cond, args := v.where(sc, f)
	by := "m." + col
	if col == "state" {
		var on []any
		by, on = f.stateOfDay()
		args = append(on, args...)
	}
	rows, err := v.Query("SELECT "+by+", count(*) FROM matter m"+join+" WHERE "+cond+" GROUP BY 1", args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[string]int{}
	for rows.Next() {
		var k string
		var n int
		if err := rows.Scan(&k, &n); err != nil {
			return nil, err
		}
		out[k] = n
	}
	return out, rows.Err()
}

// Matter reads one matter row within the scope; out of scope is act.None.
func (v *View) Matter(sc access.Scope, kind, id string) (MatterRow, error) {
	cond, args := sc.Where("m", kind)
	var m MatterRow
	err := v.Row("SELECT "+prefixed("m")+" FROM matter m WHERE m.kind=? AND m.subject=? AND "+cond, append([]any{kind, id}, args...)...).Scan(m.holders()...)
	if errors.Is(err, sql.ErrNoRows) {
		return m, act.None()
	}
	if m.DueAt == noDue {
		m.DueAt = 0
	}
	return m, err
}

// Titles gives the titles and numbers of subjects by id, for lists that name
// others, with the states that a day has; what the scope may not see is left
// out.
func (v *View) Titles(sc access.Scope, kind string, ids []string, day string) (map[string]MatterRow, error) {
	ids = uniq(ids)
	out := map[string]MatterRow{}
	if len(ids) == 0 {
		return out, nil
	}
	rows, err := v.some(sc, kind, "subject", anys(ids), day)
	for _, r := range rows {
		out[r.Subject] = r
	}
	return out, err
}

// some reads the matters of a kind whose subject (or ord, their place in lists) is
// one of the keys, within the scope, with the states that a day has.
func (v *View) some(sc access.Scope, kind, col string, keys []any, day string) ([]MatterRow, error) {
	q, args := someQuery(sc, kind, col, keys)
	rows, err := v.matters(q, args...)
	if err == nil {
		err = v.asOfDay(rows, day)
	}
	return rows, err
}

func someQuery(sc access.Scope, kind, col string, keys []any) (string, []any) {
	cond, args := sc.Where("m", kind)
	marks := strings.TrimSuffix(strings.Repeat("?,", len(keys)), ",")
	// The keys come first: left to itself SQLite walks the place's whole list and
	// asks of each row whether it is one of them. A place in lists is one of all
	// kinds, and the kind beside it would mislead SQLite in the same way.
	where := "kind=? AND subject"
	if col == "ord" {
		where, cond = "ord", "m.kind=? AND "+cond
		args = append([]any{kind}, args...)
	} else {
		keys = append([]any{kind}, keys...)
	}
	return "WITH m AS MATERIALIZED (SELECT " + matterCols + " FROM matter WHERE " + where + " IN (" + marks + ")) SELECT " + prefixed("m") + " FROM m WHERE " + cond, append(keys, args...)
}

func (v *View) strings(q string, args ...any) ([]string, error) {
	rows, err := v.Query(q, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, rows.Err()
}
