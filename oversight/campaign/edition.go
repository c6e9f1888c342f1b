package campaign

import (
	"fmt"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

// Edition (版本) is a plan as it was, kept for ever: each save of a draft, the
// adoption, each change order.
type Edition struct {
	act.Head
	Campaign string
	No       int
	Why      string // draft | adopted | changed
	Reason   string // of a change order
	Minute   string // of the council, where it decided
	Day      string
	Plan     Plan
}

// EditionLife has one state: what an edition says is never changed.
var EditionLife = act.Life{
	Kind: "edition", Zh: "方案版本", En: "Edition",
	States: []act.State{{Code: "kept", Zh: "已留存", En: "Kept", Tone: "ok"}},
	Verbs:  []act.Verb{{Do: "edition.keep", Zh: "留存版本", En: "Keep an edition"}, {Do: "edition.show", Zh: "随方案印发", En: "Send out with the plan"}},
	Steps: []act.Step{
		{From: act.In(act.Birth), Do: "edition.keep", To: []string{"kept"}, Who: []act.Role{access.Follow}, Basis: "local", Off: true},
		{From: act.In("kept"), Do: "edition.show", To: []string{act.Same}, Who: []act.Role{access.Follow}, Basis: "L24 63", Off: true},
	},
}

// Matter lists an edition under its campaign.
func (e Edition) Matter() act.Matter {
	return act.Matter{Title: fmt.Sprintf("第 %d 版", e.No), Campaign: e.Campaign, Parent: e.Campaign, Via: e.Why}
}

// Keep (留存版本) follows from saving, adopting or changing a plan.
type Keep struct {
	Campaign string `json:"campaign"`
	No       int    `json:"no"`
	Why      string `json:"why"`
	Reason   string `json:"reason,omitempty"`
	Plan     Plan   `json:"plan"`
	Shown    string `json:"shown,omitempty"`
}

func (Keep) Name() act.Name { return "edition.keep" }
func (Keep) On() string     { return "" }

// Do keeps it.
func (a Keep) Do(e Edition, m act.Moment) (Edition, error) {
	e.Campaign, e.No, e.Why, e.Reason, e.Plan, e.Day, e.Shown = a.Campaign, a.No, a.Why, a.Reason, a.Plan, m.Day(), a.Shown
	if m.Body != nil {
		e.Minute = m.Body.Minute + " " + m.Body.Date
	}
	return e, nil
}

// Show (随方案印发) lets everybody who reads the plan read the edition.
type Show struct {
	ID string `json:"id"`
}

func (Show) Name() act.Name { return "edition.show" }
func (a Show) On() string   { return a.ID }

// Do shows it.
func (a Show) Do(e Edition, m act.Moment) (Edition, error) {
	e.Shown = access.Everyone
	return e, nil
}
