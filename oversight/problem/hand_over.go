package problem

import (
	"regexp"
	"slices"
	"strings"

	"hengjian/oversight/act"
)

// HandOver (交办) gives a confirmed problem to the organ with a term and a lead
// unit: the council's, or the committee's office's in carrying out a
// deliberation opinion (审议意见).
type HandOver struct {
	ID      string        `json:"id" form:"id"`
	Term    string        `json:"term" form:"term"` // 90d, 60wd, 3m
	Lead    string        `json:"lead" form:"lead"` // unit that leads the rectification
	Opinion string        `json:"opinion" form:"opinion"`
	Needs   HandOverNeeds `json:"-"`
}

// HandOverNeeds are facts of the register.
type HandOverNeeds struct {
	Lead bool // the lead unit belongs to the organ
}

func (HandOver) Name() act.Name { return "problem.hand_over" }
func (a HandOver) On() string   { return a.ID }

var term = regexp.MustCompile(`^[1-9]\d{0,2}(d|wd|m)$`)

// Do hands over; the terms to sign and to rectify begin.
func (a HandOver) Do(p Problem, m act.Moment) (Problem, error) {
	var k act.Check
	k.Want(term.MatchString(a.Term), "term", "请填写整改期限，例如 90d（日）、60wd（工作日）、3m（月）。", "Give the term, for example 90d, 60wd (working days) or 3m.")
	k.Want(a.Needs.Lead, "lead", "请选择该机关的牵头单位。", "Choose the lead unit of the organ.")
	k.Length("opinion", a.Opinion, 0, 120, "审议意见文号不超过 120 字。", "The opinion's reference has at most 120 characters.")
	neutral(&k, "opinion", a.Opinion)
	if err := k.Err(); err != nil {
		return p, err
	}
	p.Handed = minuteOf(m, "")
	p.Handed.Text = strings.TrimSpace(a.Opinion)
	p.LeadUnit, p.RectifyTerm, p.Shown = a.Lead, a.Term, p.Organ
	if err := p.Begin(m, "problem.sign"); err != nil {
		return p, err
	}
	return p, p.BeginTerm(m, "problem.rectify", a.Term)
}

// SignFor (签收) is the liaison's; the term to plan begins.
type SignFor struct {
	ID string `json:"id" form:"id"`
}

func (SignFor) Name() act.Name { return "problem.sign_for" }
func (a SignFor) On() string   { return a.ID }

// Do signs for it.
func (a SignFor) Do(p Problem, m act.Moment) (Problem, error) {
	p.Signer = m.By
	p.Stop(m, "problem.sign")
	return p, p.Begin(m, "problem.plan")
}

// Extend (延期) lengthens the term to rectify by the body that set it.
type Extend struct {
	ID     string `json:"id" form:"id"`
	Term   string `json:"term" form:"term"`
	Reason string `json:"reason" form:"reason"` // shown with the clock
}

func (Extend) Name() act.Name { return "problem.extend" }
func (a Extend) On() string   { return a.ID }

// Do extends the running clock.
func (a Extend) Do(p Problem, m act.Moment) (Problem, error) {
	var k act.Check
	k.Want(term.MatchString(a.Term), "term", "请填写延长的期限，例如 30d。", "Give the extension, for example 30d.")
	reason(&k, a.Reason)
	if err := k.Err(); err != nil {
		return p, err
	}
	i := slices.IndexFunc(p.Clocks, func(c act.Clock) bool { return c.Rule == "problem.rectify" && c.Met == "" })
	if i < 0 {
		return p, act.Refuse(act.NotNow, "没有正在计算的整改期限。", "No term to rectify is running.")
	}
	c, err := m.Rules.Extend(p.Clocks[i], act.Extend{Term: a.Term, Reason: a.Reason, Basis: "local", By: minuteOf(m, "").Minute, On: m.Day()})
	if err != nil {
		return p, err
	}
	p.Clocks = slices.Clone(p.Clocks)
	p.Clocks[i] = c
	return p, nil
}
