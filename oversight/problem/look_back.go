package problem

import (
	"slices"
	"strings"

	"hengjian/oversight/act"
	"hengjian/oversight/law"
)

// AssignLookBack sends people who did not verify before.
type AssignLookBack struct {
	ID     string        `json:"id" form:"id"`
	People []string      `json:"people" form:"people"`
	Needs  VerifierNeeds `json:"-"`
}

func (AssignLookBack) Name() act.Name { return "problem.assign_look_back" }
func (a AssignLookBack) On() string   { return a.ID }

// Do assigns; an earlier assignment is replaced.
func (a AssignLookBack) Do(p Problem, m act.Moment) (Problem, error) {
	var k act.Check
	people := slices.Compact(slices.Sorted(slices.Values(a.People)))
	k.Want(len(people) > 0, "people", "请选择回头看人员。", "Choose who looks back.")
	p.fit(&k, m, people, a.Needs.People)
	for _, x := range people {
		k.Want(!p.verified(x), "people", a.Needs.People[x].Name+"核验过本问题，回头看须另派他人。", a.Needs.People[x].Name+" verified it before; somebody else looks back.")
	}
	if err := k.Err(); err != nil {
		return p, err
	}
	p.dismiss()
	p.Look = LookBack{Persons: people}
	for _, x := range people {
		p.Join(x, "verifier")
	}
	return p, nil
}

func (p Problem) verified(person string) bool {
	return slices.ContainsFunc(p.Verifiers, func(v Verifier) bool { return v.Person == person })
}

// LookBackOK (回头看通过): it still holds.
type LookBackOK struct {
	ID      string `json:"id" form:"id"`
	Visited string `json:"visited" form:"visited"`
	Place   string `json:"place" form:"place"`
	Note    string `json:"note" form:"note"`
}

func (LookBackOK) Name() act.Name { return "problem.look_back_ok" }
func (a LookBackOK) On() string   { return a.ID }

// Do ends the clock.
func (a LookBackOK) Do(p Problem, m act.Moment) (Problem, error) {
	if !slices.Contains(p.Look.Persons, m.By) {
		return p, act.Refuse(act.Forbidden, "您不是本问题的回头看人员。", "You are not assigned to look back at this problem.")
	}
	var k act.Check
	k.Want(law.Day(a.Visited).Valid() && a.Visited <= m.Day() && a.Visited >= p.Opened, "visited", "请填写现场日期，不能晚于今天。", "Give the day of the visit, not later than today.")
	k.Length("place", a.Place, 2, 100, "请写明地点。", "Say where.")
	k.Length("note", a.Note, 4, 1000, "请写明看到的情况（4 到 1000 字）。", "Say what was seen (4 to 1,000 characters).")
	neutral(&k, "note", a.Note)
	if err := k.Err(); err != nil {
		return p, err
	}
	p.Look.Day, p.Look.Place, p.Look.Note, p.Look.By = a.Visited, strings.TrimSpace(a.Place), strings.TrimSpace(a.Note), m.By
	p.Stop(m, "problem.look_back")
	p.dismiss()
	return p, nil
}

// ProposeRecur puts a closed problem that came back before the council.
type ProposeRecur struct {
	ID       string        `json:"id" form:"id"`
	Reason   string        `json:"reason" form:"reason"`
	Evidence []AddEvidence `json:"evidence" form:"evidence"`
	Needs    RecurNeeds    `json:"-"`
}

// RecurNeeds is the fact of the case book for case evidence.
type RecurNeeds struct {
	Concluded []string // case numbers among the evidence that are concluded
}

func (ProposeRecur) Name() act.Name { return "problem.propose_recur" }
func (a ProposeRecur) On() string   { return a.ID }

// Do proposes with at least one new piece of evidence; a message alone does not
// carry it.
func (a ProposeRecur) Do(p Problem, m act.Moment) (Problem, error) {
	if p.Pending.Day != "" {
		return p, act.Refuse(act.NotNow, "已经提请主任会议确认反弹。", "The recurrence is before the council already.")
	}
	var k act.Check
	reason(&k, a.Reason)
	k.Want(len(a.Evidence) > 0 && len(a.Evidence) <= 20, "evidence", "反弹须有新的证据。", "A recurrence needs new evidence.")
	for _, e := range a.Evidence {
		k.Want(e.Kind != "clue", "evidence", "反弹的证据须可以向机关出示，不能只是群众反映。", "The evidence must be such that the organ can see it, not a message.")
	}
	if err := k.Err(); err != nil {
		return p, err
	}
	pending := Recurrence{Day: m.Day(), By: m.By, Reason: strings.TrimSpace(a.Reason)}
	for _, e := range a.Evidence {
		e.Needs.Concluded = slices.Contains(a.Needs.Concluded, e.CaseNo)
		var err error
		if p, err = e.Do(p, m); err != nil {
			return p, err
		}
		pending.Evidence = append(pending.Evidence, p.Evidence[len(p.Evidence)-1].ID)
	}
	p.Pending = pending
	return p, nil
}

// Recur (确认反弹) is the council's: the problem is confirmed again, and the
// next rung of the ladder is proposed.
type Recur struct {
	ID string `json:"id" form:"id"`
}

func (Recur) Name() act.Name { return "problem.recur" }
func (a Recur) On() string   { return a.ID }

// Do recurs on the director's proposal; the measures that did not hold stay in
// the record.
func (a Recur) Do(p Problem, m act.Moment) (Problem, error) {
	if p.Pending.Day == "" {
		return p, act.Refuse(act.NotNow, "须先由负责人附证据提请。", "First the director proposes it with evidence.")
	}
	r := p.Pending
	r.Minute, r.Measures = minuteOf(m, ""), p.Measures
	p.Recurrences = append(p.Recurrences[:len(p.Recurrences):len(p.Recurrences)], r)
	p.dismiss()
	p.Pending, p.Measures, p.PlanScan, p.Look, p.Ladder = Recurrence{}, nil, "", LookBack{}, "recurrence"
	p.StopAll(m)
	return p, nil
}

// KeepClosed is the council's answer that it did not come back.
type KeepClosed struct {
	ID     string `json:"id" form:"id"`
	Reason string `json:"reason" form:"reason"`
}

func (KeepClosed) Name() act.Name { return "problem.keep_closed" }
func (a KeepClosed) On() string   { return a.ID }

// Do clears the proposal; its evidence stays.
func (a KeepClosed) Do(p Problem, m act.Moment) (Problem, error) {
	if p.Pending.Day == "" {
		return p, act.Refuse(act.NotNow, "没有提请确认的反弹。", "No recurrence is proposed.")
	}
	if err := needReason(a.Reason); err != nil {
		return p, err
	}
	p.Pending = Recurrence{}
	p.comment(m, "noted", a.Reason)
	return p, nil
}
