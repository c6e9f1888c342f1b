package problem

import "hengjian/oversight/act"

// Redraft takes the draft back after a reply that shows it was inaccurate. The
// organ no longer sees it until it is asked again; its reply stays.
type Redraft struct {
	ID     string `json:"id" form:"id"`
	Reason string `json:"reason" form:"reason"`
}

func (Redraft) Name() act.Name { return "problem.redraft" }
func (a Redraft) On() string   { return a.ID }

// Do takes back.
func (a Redraft) Do(p Problem, m act.Moment) (Problem, error) {
	if err := needReason(a.Reason); err != nil {
		return p, err
	}
	p.Stop(m, "problem.reply")
	p.Shown, p.Invited = "", nil
	p.comment(m, "redraft", a.Reason)
	return p, nil
}
