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

// branches splits a filter by kind and state, by kind for the urgent ones, by
// class under a heading of the taxonomy; nil where it is better whole.
func (f Filter) branches() []Filter {
	var out []Filter
	switch {
	case f.Text != "":
	case f.Urgent, f.Late > 0 && len(f.Awaits) == 0 && len(f.States) == 0:
		out = f.byKind()
	case len(f.Awaits) > 0:
		out = f.byAwait()
	case f.Holder != "":
	case len(f.Kinds) > 0 && len(f.States) > 0:
		for _, g := range f.byKind() {
			for _, s := range f.States {
				g.States = []string{s}
				out = append(out, g)
			}
		}
	case len(f.Kinds) > 0 && len(f.Classes) > 1 && !f.ByDue:
		for _, g := range f.byKind() {
			for _, c := range f.Classes {
				g.Class, g.Classes = c, nil
				out = append(out, g)
			}
		}
	}
	if len(out) > maxBranches {
		return nil
	}
	return out
}

func (f Filter) byKind() (out []Filter) {
	for _, k := range f.Kinds {
		g := f
		g.Kinds = []string{k}
		out = append(out, g)
	}
	return out
}

func (f Filter) byAwait() (out []Filter) {
	seen := map[Await]bool{}
	for _, a := range f.Awaits {
		if seen[a] || !wantedIn(a.Kind, f.Kinds) || !wantedIn(a.State, f.States) {
			continue
		}
		seen[a] = true
		g := f
		g.Kinds, g.States, g.Awaits = []string{a.Kind}, []string{a.State}, nil
		if a.Holder != "" {
			g.Holder = a.Holder
		}
		if a.Shown != "" {
			g.Shown = a.Shown
		}
		out = append(out, g)
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

// branched is the query of a list made of branches: they give the places in the
// order alone, from the index; only the page itself is read from the table.
func (v *View) branched(sc access.Scope, bs []Filter, c Cursor, size int) (string, []any) {
	var parts []string
	var args []any
	for i, b := range bs {
		q, a := v.oneQuery("m.ord, m.due_at", sc, b, c, size)
		parts = append(parts, "SELECT * FROM ("+q+") b"+strconv.Itoa(i))
		args = append(args, a...)
	}
	order := "m.ord DESC"
	switch {
	case bs[0].ByDue && c.Before:
		order = "m.due_at DESC, m.ord DESC"
	case bs[0].ByDue:
		order = "m.due_at, m.ord"
	case c.Before:
		order = "m.ord"
	}
	page := "SELECT ord FROM (" + strings.Join(parts, " UNION ALL ") + ") m ORDER BY " + order + limited(size+1)
	return "SELECT " + prefixed("m") + " FROM (" + page + ") u CROSS JOIN matter m WHERE m.ord=u.ord ORDER BY " + order, args
}

// countBranched counts each branch up to the limit.
func (v *View) countBranched(sc access.Scope, bs []Filter, limit int) (int, error) {
	var parts []string
	var args []any
	for i, b := range bs {
		_, cond, a := v.where(sc, b)
		parts = append(parts, "SELECT * FROM (SELECT 1 AS one FROM matter m WHERE "+cond+limited(limit)+") b"+strconv.Itoa(i))
		args = append(args, a...)
	}
	var n int
	err := v.Row("SELECT count(*) FROM (SELECT one FROM ("+strings.Join(parts, " UNION ALL ")+") u"+limited(limit)+") q", args...).Scan(&n)
	return n, err
}
