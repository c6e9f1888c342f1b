package store

import (
	"strconv"
	"strings"

	"hengjian/oversight/access"
)

// A list over several kinds and states is asked as one branch for each pair,
// every branch in the order of its own index and no longer than the page: with
// a hundred thousand matters of which few wait, one condition over all of them
// would read the whole list (measured: 700 ms against 3).

// maxBranches bounds the length of one statement.
const maxBranches = 64

// running is true of matters with a running clock: the partial index matter_late
// holds these alone.
var running = "m.due_at<" + strconv.FormatInt(noDue, 10)

// branches splits a filter by kind and state; nil where it is better whole.
func (f Filter) branches() []Filter {
	if f.Text != "" || f.Urgent {
		return nil
	}
	var out []Filter
	add := func(kind, state, holder string) {
		g := f
		g.Kinds, g.States, g.Awaits = []string{kind}, []string{state}, nil
		if holder != "" {
			g.Holder = holder
		}
		out = append(out, g)
	}
	switch {
	case len(f.Awaits) > 0:
		seen := map[Await]bool{}
		for _, a := range f.Awaits {
			if !seen[a] && wantedIn(a.Kind, f.Kinds) && wantedIn(a.State, f.States) {
				seen[a] = true
				add(a.Kind, a.State, a.Holder)
			}
		}
	case len(f.Kinds) > 0 && len(f.States) > 0:
		for _, k := range f.Kinds {
			for _, s := range f.States {
				add(k, s, "")
			}
		}
	}
	if len(out) > maxBranches {
		return nil
	}
	return out
}

func wantedIn(x string, list []string) bool {
	if len(list) == 0 {
		return true
	}
	for _, y := range list {
		if x == y {
			return true
		}
	}
	return false
}

// branched is the query of a list made of branches.
func (v *View) branched(sc access.Scope, bs []Filter, c Cursor, size int) (string, []any) {
	var parts []string
	var args []any
	for i, b := range bs {
		q, a := v.listQuery(sc, b, c, size)
		parts = append(parts, "SELECT * FROM ("+q+") b"+strconv.Itoa(i))
		args = append(args, a...)
	}
	order := "ord DESC"
	switch {
	case bs[0].ByDue && c.Before:
		order = "due_at DESC, ord DESC"
	case bs[0].ByDue:
		order = "due_at, ord"
	case c.Before:
		order = "ord"
	}
	return strings.Join(parts, " UNION ALL ") + " ORDER BY " + order + " LIMIT ?", append(args, size+1)
}

// countBranched counts each branch up to the limit.
func (v *View) countBranched(sc access.Scope, bs []Filter, limit int) (int, error) {
	var parts []string
	var args []any
	for i, b := range bs {
		_, cond, a := v.where(sc, b)
		parts = append(parts, "SELECT * FROM (SELECT 1 AS one FROM matter m WHERE "+cond+" LIMIT ?) b"+strconv.Itoa(i))
		args = append(append(args, a...), limit)
	}
	var n int
	err := v.Row("SELECT count(*) FROM (SELECT one FROM ("+strings.Join(parts, " UNION ALL ")+") u LIMIT ?) q", append(args, limit)...).Scan(&n)
	return n, err
}
