package problem

import (
	"fmt"
	"slices"
	"strings"

	"hengjian/oversight/act"
	"hengjian/oversight/law"
)

// Verify (现场核验) is one verifier's report, from the spot, measure by
// measure. No photographs of detainees or of open files.
type Verify struct {
	ID         string   `json:"id" form:"id"`
	Visited    string   `json:"visited" form:"visited"` // day of the visit
	Place      string   `json:"place" form:"place"`
	OnSpot     bool     `json:"on_spot" form:"on_spot"`
	PerMeasure []string `json:"per_measure" form:"per_measure"` // yes | partly | no, in the plan's order
	Note       string   `json:"note" form:"note"`
	Dissent    string   `json:"dissent" form:"dissent"`
}

func (Verify) Name() act.Name { return "problem.verify" }
func (a Verify) On() string   { return a.ID }

// Do reports, once in each round.
func (a Verify) Do(p Problem, m act.Moment) (Problem, error) {
	if !slices.ContainsFunc(p.Panel(), func(v Verifier) bool { return v.Person == m.By }) {
		return p, act.Refuse(act.Forbidden, "您不是本轮核验人。", "You are not a verifier of this round.")
	}
	if p.reported(m.By) {
		return p, act.Refuse(act.NotNow, "您已经提交本轮核验意见。", "You have reported in this round already.")
	}
	var k act.Check
	since := p.Claims[len(p.Claims)-1].Day
	k.Want(law.Day(a.Visited).Valid() && a.Visited >= since && a.Visited <= m.Day(), "visited", "请填写现场核验日期，在报结之后、不晚于今天。", "Give the day of the visit, after the claim and not later than today.")
	k.Want(a.OnSpot, "on_spot", "须到现场核验。", "Verification is done on the spot.")
	k.Length("place", a.Place, 2, 100, "请写明核验地点。", "Say where.")
	k.Want(len(a.PerMeasure) == len(p.Measures), "per_measure", fmt.Sprintf("请逐项核验，共 %d 项措施。", len(p.Measures)), fmt.Sprintf("Report on each of the %d measures.", len(p.Measures)))
	for i, v := range a.PerMeasure {
		k.Want(v == "yes" || v == "partly" || v == "no", fmt.Sprintf("per_measure.%d", i), "请选择：到位、部分到位、未到位。", "Choose yes, partly or no.")
	}
	for f, s := range map[string]string{"note": a.Note, "dissent": a.Dissent} {
		k.Length(f, s, 0, 1000, "不超过 1000 字。", "At most 1,000 characters.")
		neutral(&k, f, s)
	}
	if err := k.Err(); err != nil {
		return p, err
	}
	p.Reports = append(p.Reports[:len(p.Reports):len(p.Reports)], Report{Round: p.Round, Person: m.By, Day: a.Visited, Place: strings.TrimSpace(a.Place),
		PerMeasure: a.PerMeasure, Note: strings.TrimSpace(a.Note), Dissent: strings.TrimSpace(a.Dissent)})
	return p, nil
}

// Verdict is what the reports of a round amount to.
type Verdict string

const (
	Waiting Verdict = "waiting" // somebody has not reported
	Clear   Verdict = "clear"   // all yes: it passes
	Mixed   Verdict = "mixed"   // partly, or a dissent: the director decides with a reason
	Failed  Verdict = "failed"  // some no: it can only be returned
)

// Verdict computes it.
func (p Problem) Verdict() Verdict {
	out := Clear
	for _, v := range p.Panel() {
		if !p.reported(v.Person) {
			return Waiting
		}
	}
	for _, r := range p.Reports {
		if r.Round != p.Round {
			continue
		}
		if slices.Contains(r.PerMeasure, "no") {
			return Failed
		}
		if slices.Contains(r.PerMeasure, "partly") || r.Dissent != "" {
			out = Mixed
		}
	}
	return out
}
