package problem

import (
	"slices"

	"hengjian/oversight/act"
)

// AssignVerifiers (安排核验) sends at least two people, one of them a deputy,
// none of the unit's organ.
type AssignVerifiers struct {
	ID     string        `json:"id" form:"id"`
	People []string      `json:"people" form:"people"`
	Needs  VerifierNeeds `json:"-"`
}

// VerifierNeeds are facts of the people proposed.
type VerifierNeeds struct {
	Least  int64                   // rule problem.verifiers
	People map[string]VerifierFact // by person id; a person not in it is unknown
}

// VerifierFact is what the office knows of one person.
type VerifierFact struct {
	Name     string // for the refusal's sentence
	Deputy   bool
	Organ    string // the organ they serve in, "" none
	Conflict string // lawyer, party, supplier, kin: in words; "" none
}

func (AssignVerifiers) Name() act.Name { return "problem.assign_verifiers" }
func (a AssignVerifiers) On() string   { return a.ID }

// Do assigns a new round.
func (a AssignVerifiers) Do(p Problem, m act.Moment) (Problem, error) {
	var k act.Check
	people := slices.Compact(slices.Sorted(slices.Values(a.People)))
	k.Want(int64(len(people)) >= max(a.Needs.Least, 2), "people", "核验人至少两名。", "At least two verifiers.")
	k.Want(slices.ContainsFunc(people, func(x string) bool { return a.Needs.People[x].Deputy }), "people", "核验人中至少一名代表。", "At least one verifier is a deputy.")
	p.fit(&k, m, people, a.Needs.People)
	if err := k.Err(); err != nil {
		return p, err
	}
	p.Round++
	p.Verifiers = slices.Clone(p.Verifiers)
	for _, x := range people {
		p.Verifiers = append(p.Verifiers, Verifier{Person: x, Deputy: a.Needs.People[x].Deputy, Round: p.Round})
		p.Join(x, "verifier")
	}
	return p, nil
}

// fit refuses people who may not verify: of the organ, in conflict, recused, or
// who drafted the problem.
func (p Problem) fit(k *act.Check, m act.Moment, people []string, facts map[string]VerifierFact) {
	for _, x := range people {
		f, known := facts[x]
		k.Want(known, "people", "没有找到核验人："+x, "No such person: "+x)
		k.Want(f.Organ == "" || f.Organ != p.Organ, "people", f.Name+"是被核验机关的人员，不能核验。", f.Name+" serves in the organ and cannot verify.")
		k.Want(f.Conflict == "", "people", f.Name+"须回避："+f.Conflict, f.Name+" is in conflict: "+f.Conflict)
		k.Want(!p.Has(x, "recused"), "people", f.Name+"已回避。", f.Name+" is recused.")
		k.Want(!m.DidBefore(x, "problem.draft"), "people", f.Name+"拟定了本问题，不能核验。", f.Name+" drafted the problem and cannot verify.")
	}
}

// ReplaceVerifier sends somebody else; a report already given stays.
type ReplaceVerifier struct {
	ID     string        `json:"id" form:"id"`
	Person string        `json:"person" form:"person"`
	With   string        `json:"with" form:"with"`
	Reason string        `json:"reason" form:"reason"`
	Needs  VerifierNeeds `json:"-"`
}

func (ReplaceVerifier) Name() act.Name { return "problem.replace_verifier" }
func (a ReplaceVerifier) On() string   { return a.ID }

// Do replaces one who has not reported; a deputy stays in the panel. Nobody can
// be exchanged for a welcome report.
func (a ReplaceVerifier) Do(p Problem, m act.Moment) (Problem, error) {
	var k act.Check
	reason(&k, a.Reason)
	i := slices.IndexFunc(p.Verifiers, func(v Verifier) bool { return v.Round == p.Round && !v.Gone && v.Person == a.Person })
	k.Want(i >= 0, "person", "此人不是本轮核验人。", "This person is not on the panel.")
	k.Want(!p.reported(a.Person), "person", "此人已经提交核验意见，不能更换。", "This person has reported and cannot be replaced.")
	k.Want(!slices.ContainsFunc(p.Panel(), func(v Verifier) bool { return v.Person == a.With }), "with", "此人已经是核验人。", "This person is on the panel already.")
	p.fit(&k, m, []string{a.With}, a.Needs.People)
	if err := k.Err(); err != nil {
		return p, err
	}
	p.Verifiers = slices.Clone(p.Verifiers)
	p.Verifiers[i].Gone = true
	p.Verifiers = append(p.Verifiers, Verifier{Person: a.With, Deputy: a.Needs.People[a.With].Deputy, Round: p.Round})
	if !slices.ContainsFunc(p.Panel(), func(v Verifier) bool { return v.Deputy }) {
		return p, act.Wrong("with", "核验人中至少一名代表。", "At least one verifier is a deputy.")
	}
	p.Part(a.Person, "verifier")
	p.Join(a.With, "verifier")
	return p, nil
}

func (p Problem) reported(person string) bool {
	return slices.ContainsFunc(p.Reports, func(r Report) bool { return r.Round == p.Round && r.Person == person })
}
