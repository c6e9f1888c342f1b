package organ

import (
	"slices"
	"strings"

	"hengjian/oversight/act"
)

// Why somebody is not sent to an organ (回避): she works for it, sells to it,
// pleads before it, or has kin there. The hardest reason stands first.
var (
	worksThere = act.Word{Code: "works", Zh: "在该机关任职", En: "works for the organ"}
	suppliesIt = act.Word{Code: "supplies", Zh: "该机关的供应商", En: "supplies the organ"}
	pleads     = act.Word{Code: "lawyer", Zh: "执业律师", En: "practises as a lawyer"}
	kinThere   = act.Word{Code: "kin", Zh: "亲友在这类机关任职", En: "has relatives or friends in such organs"}
)

// ConflictOf says why a deputy is not offered for work at an organ; kin are the
// kinds of organ where she declared relatives or friends. ok is false when
// nothing stands in the way. A lawyer pleads before all four organs, so she is
// sent to none of them.
func ConflictOf(d Deputy, kin []string, at Organ) (c act.Word, ok bool) {
	switch {
	case at.ID == "":
		return c, false
	case at.Name != "" && strings.HasPrefix(strings.TrimSpace(d.Employer), at.Name):
		return worksThere, true // a unit's name begins with its organ's
	case slices.Contains(d.Supplies, at.ID) || at.Code != "" && slices.Contains(d.Supplies, at.Code):
		return suppliesIt, true
	case d.Lawyer:
		return pleads, true
	case slices.Contains(kin, at.Sort):
		return kinThere, true
	}
	return c, false
}

// Overlap is how long two officers held posts in one workplace at the same time.
type Overlap struct {
	Unit  string // id, as of the end of that time
	Since string
	Until string // "" both are still there
}

// Together finds the latest time, not over before since, in which two officers
// held posts in one workplace: one unit, or units that a merger, a split or a new
// name made one. A post whose unit is not on record is with nobody.
func Together(a, b Officer, since string, units Lineage) (out Overlap, ok bool) {
	for _, x := range a.Posts {
		for _, y := range b.Posts {
			if x.Unit == "" || y.Unit == "" {
				continue
			}
			for _, o := range units.common(x, y) {
				if (o.Until == "" || o.Until > since) && (!ok || o.Since > out.Since) {
					out, ok = o, true
				}
			}
		}
	}
	return out, ok
}

// earlier is the earlier of two last days, "" not known to come.
func earlier(a, b string) string {
	if a == "" || b != "" && b < a {
		return b
	}
	return a
}
