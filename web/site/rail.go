package site

import (
	"cmp"
	"slices"

	"hengjian/web/frame"
)

// rail is the order of the left rail by mission, with a heading above each
// group: twenty sections without one are a wall.
var rail = []struct {
	Zh, En string
	URLs   []string
}{
	{"", "", []string{"/", "/approvals", "/together", "/handed"}},
	{"反映和问题", "Messages and problems", []string{"/clues", "/legs", "/problems", "/openings"}},
	{"专项监督", "Campaigns", []string{"/campaigns", "/circulars", "/programmes", "/selfchecks", "/measures", "/clausechecks", "/tasks", "/meetings", "/coordinations", "/calendar", "/summaries", "/experiences"}},
	{"案件", "Cases", []string{"/casebook", "/warnings", "/screenings", "/rosters", "/draws", "/reviews"}},
	{"监督对象", "Register", []string{"/register", "/corrections"}},
	{"管理", "Administration", []string{"/admin", "/admin/accounts", "/admin/keys", "/admin/system", "/audit", "/audit/openings"}},
}

// grouped puts the sections into that order; one that the table does not name
// would stand first, without a heading, and a test names it.
func grouped(all []frame.Section) []frame.Section {
	out := slices.Clone(all)
	place := func(s frame.Section) int {
		for i, g := range rail {
			if j := slices.Index(g.URLs, s.URL); j >= 0 {
				return 100*i + j
			}
		}
		return -1
	}
	slices.SortStableFunc(out, func(a, b frame.Section) int { return cmp.Compare(place(a), place(b)) })
	for i, s := range out {
		if n := place(s); n >= 0 {
			out[i].Group = [2]string{rail[n/100].Zh, rail[n/100].En}
		}
	}
	return out
}
