package organ

import (
	"slices"
	"strings"
)

// Conflict is why somebody is not sent to an organ (回避): she works for it,
// sells to it, pleads before it, or has kin there.
type Conflict struct{ Code, Zh, En string }

// The reasons, hardest first.
var (
	worksThere = Conflict{"works", "在该机关任职", "works for the organ"}
	suppliesIt = Conflict{"supplies", "该机关的供应商", "supplies the organ"}
	pleads     = Conflict{"lawyer", "执业律师", "practises as a lawyer"}
	kinThere   = Conflict{"kin", "亲友在这类机关任职", "has relatives or friends in such organs"}
)

// ConflictOf says why a deputy is not offered for work at an organ; kin are the
// kinds of organ where she declared relatives or friends. ok is false when
// nothing stands in the way. A lawyer pleads before all four organs, so she is
// sent to none of them.
func ConflictOf(d Deputy, kin []string, at Organ) (c Conflict, ok bool) {
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
