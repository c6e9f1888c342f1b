package problem

import (
	"fmt"
	"strings"

	"hengjian/oversight/act"
)

// ClaimDone (报结) is the organ head's word that it has rectified. A claim is
// not a finding: verification follows.
type ClaimDone struct {
	ID   string `json:"id" form:"id"`
	Text string `json:"text" form:"text"`
	Scan string `json:"scan" form:"scan"`
}

func (ClaimDone) Name() act.Name { return "problem.claim" }
func (a ClaimDone) On() string   { return a.ID }

// Do claims; each measure must have progress to look at. The term counts as met
// unless the claim is sent back.
func (a ClaimDone) Do(p Problem, m act.Moment) (Problem, error) {
	for i, x := range p.Measures {
		if len(x.Progress) == 0 {
			return p, act.Refuse(act.NotNow, fmt.Sprintf("第 %d 项措施还没有进展记录，不能报结。", i+1), fmt.Sprintf("Measure %d has no progress yet; it cannot be claimed.", i+1))
		}
	}
	var k act.Check
	k.Length("text", a.Text, 8, 3000, "请写明整改情况（8 到 3000 字）。", "Describe the rectification (8 to 3,000 characters).")
	signed(&k, m, a.Scan)
	if err := k.Err(); err != nil {
		return p, err
	}
	p.Claims = append(p.Claims[:len(p.Claims):len(p.Claims)], Claim{m.Day(), m.By, strings.TrimSpace(a.Text), a.Scan})
	p.Stop(m, "problem.rectify")
	return p, nil
}

// RejectClaim sends an incomplete claim back before anybody travels.
type RejectClaim struct {
	ID     string `json:"id" form:"id"`
	Reason string `json:"reason" form:"reason"`
}

func (RejectClaim) Name() act.Name { return "problem.reject_claim" }
func (a RejectClaim) On() string   { return a.ID }

// Do rejects; the term runs on.
func (a RejectClaim) Do(p Problem, m act.Moment) (Problem, error) {
	if err := needReason(a.Reason); err != nil {
		return p, err
	}
	p.comment(m, "claim", a.Reason)
	p.rerun("problem.rectify")
	return p, nil
}
