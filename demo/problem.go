package demo

import (
	"fmt"
	"strings"
	"time"

	"hengjian/cast"
	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/problem"
)

// problemLife is what became of one problem of the city.
type problemLife struct {
	id       string
	evidence int // pieces added
	progress int // rounds of entries
	visits   int // verifiers' reports
	message  bool
}

// matter is one step of a problem on its way.
type matter struct {
	*seeder
	i, k int
	p    *cast.Problem
	st   cast.Step
	now  *problemLife
}

func (s *seeder) problemStep(i, k int) error {
	p := &s.city.Problems[i]
	return matter{s, i, k, p, p.Steps[k], &s.problems[i]}.take()
}

// by does an act that belongs to the step; n tells several of one step apart.
func (x matter) by(who access.Person, a any, n int) (office.Answer, error) {
	return x.seeder.do(who, a, x.st.At, nil, "problem", x.i, "step", x.k, n)
}

// council enters a decision of the chairpersons' meeting.
func (x matter) council(who access.Person, a any) error {
	_, err := x.seeder.do(who, a, x.st.At, council(x.st.At, x.st.Code), "problem", x.i, "step", x.k, 0)
	return err
}

func (x matter) one(a any) error {
	_, err := x.by(x.people[x.st.By], a, 0)
	return err
}

func (x matter) take() error {
	id, me, text := x.now.id, x.people[x.st.By], x.st.Text
	switch x.st.Act {
	case "problem.draft":
		return x.draft()
	case "problem.add_evidence":
		return x.addEvidence()
	case "problem.remove_evidence":
		return x.one(&problem.RemoveEvidence{ID: id, Evidence: fmt.Sprintf("e%d", x.now.evidence), Reason: text})
	case "problem.invite_reply":
		return x.invite()
	case "problem.reply":
		return x.one(&problem.Answer{ID: id, Text: text})
	case "problem.propose_confirm":
		return x.one(&problem.ProposeConfirm{ID: id, Batch: x.st.At.Format("2006年1月") + "问题清单"})
	case "problem.confirm":
		return x.council(me, &problem.Confirm{ID: id})
	case "problem.drop":
		return x.drop()
	case "problem.hand_over":
		return x.council(me, &problem.HandOver{ID: id, Term: "3m", Lead: x.units[x.p.Units[0]]})
	case "problem.sign_for":
		return x.one(&problem.SignFor{ID: id})
	case "problem.plan":
		return x.plan()
	case "problem.comment_plan":
		return x.one(&problem.CommentPlan{ID: id, Text: text})
	case "problem.note_plan":
		return x.one(&problem.NotePlan{ID: id})
	case "problem.progress":
		return x.report()
	case "problem.extend":
		return x.council(me, &problem.Extend{ID: id, Term: "30d", Reason: text})
	case "problem.claim":
		return x.one(&problem.ClaimDone{ID: id, Text: text})
	case "problem.reject_claim":
		return x.one(&problem.RejectClaim{ID: id, Reason: text})
	}
	return x.verified()
}

// verified takes the steps from the verification on.
func (x matter) verified() error {
	id, me, text := x.now.id, x.people[x.st.By], x.st.Text
	switch x.st.Act {
	case "problem.assign_verifiers":
		var people []string
		for _, v := range x.p.Verifiers {
			people = append(people, x.people[v].ID)
		}
		return x.one(&problem.AssignVerifiers{ID: id, People: people})
	case "problem.verify":
		return x.verify()
	case "problem.pass":
		return x.pass()
	case "problem.return":
		return x.one(&problem.Return{ID: id, Reason: text})
	case "problem.close":
		return x.one(&problem.Close{ID: id})
	case "problem.look_back_ok":
		return x.lookBack()
	case "problem.recur":
		return x.recur()
	case "problem.revoke":
		return x.council(me, &problem.Revoke{ID: id, Reason: text})
	case "problem.long_term":
		return x.council(me, &problem.LongTerm{ID: id, Review: act.DayOf(x.st.At.AddDate(0, 6, 0)), Term: "6m", Reason: text})
	case "problem.escalate":
		return x.one(&problem.Escalate{ID: id, Rung: x.st.Code, Text: text})
	}
	return fmt.Errorf("no act for the step %s", x.st.Act)
}

// load reads the problem as it stands.
func (x matter) load() (*problem.Problem, error) {
	p, err := x.o.Subject(x.ctx, x.people[x.login("zhaoheng")], "problem", x.now.id)
	if err != nil {
		return nil, err
	}
	return p.(*problem.Problem), nil
}

func (x matter) draft() error {
	p := x.p
	a := &problem.Draft{Title: p.Title, Statement: p.Statement, Class: p.Class, Organ: x.organs[p.Organ], Origin: p.Origin, Campaign: x.campaigns[p.Campaign]}
	if p.Origin == "clues" {
		a.Origin = "clue"
	}
	for _, u := range p.Units {
		a.Units = append(a.Units, x.units[u])
	}
	for _, c := range p.Clues {
		if x.over(c) {
			a.Origins = append(a.Origins, problem.Origin{Kind: "clue", ID: x.messages[c].id})
		}
	}
	ans, err := x.by(x.people[x.st.By], a, 0)
	x.now.id, x.now.message = ans.Subject, len(a.Origins) > 0
	return err
}

// over reports that a message has come to its end by now and no organ that it
// was referred to is still at work: asking the accused would warn nobody.
func (x matter) over(c int) bool {
	m := x.city.Messages[c]
	for _, l := range m.Legs {
		if l.Target != "closed" && l.Target != "dropped" {
			return false
		}
	}
	return x.messages[c].id != "" && !m.Steps[len(m.Steps)-1].At.After(x.st.At)
}

var evidenceKind = map[string]string{"座谈记录": "interview", "询问记录": "interview", "现场照片": "site", "现场记录": "site", "台账": "data", "设备日志": "data"}

func (x matter) addEvidence() error {
	e := x.p.Evidence[x.now.evidence]
	a := &problem.AddEvidence{ID: x.now.id, Kind: evidenceKind[e.Kind], Grade: e.Grade, Title: e.Title, Effective: e.Effective}
	if a.Kind == "" {
		a.Kind = "paper"
	}
	var err error
	if e.Grade == "document" {
		if a.Hash, err = x.paper(x.people[x.st.By], e.Title); err != nil {
			return err
		}
		a.FileName = e.Title + ".txt"
	}
	x.now.evidence++
	return x.one(a)
}

// paper keeps a page that stands for a document; one person's papers of one
// title share it.
func (s *seeder) paper(who access.Person, title string) (string, error) {
	if a, ok := s.papers[who.ID+title]; ok {
		return a, nil
	}
	hash, _, err := s.o.KeepFile(who, title+".txt", strings.NewReader("（演示文件，内容虚构）\n"+title+"\n"))
	if err != nil {
		return "", err
	}
	s.papers[who.ID+title] = hash
	return hash, nil
}

func (x matter) invite() error {
	if x.now.message {
		if _, err := x.by(x.people[x.login("dingruoyu")], &problem.CheckSource{ID: x.now.id, Nothing: true}, 1); err != nil {
			return err
		}
	}
	return x.one(&problem.InviteReply{ID: x.now.id})
}

// drop is the council's once the problem is before it.
func (x matter) drop() error {
	p, err := x.load()
	if err != nil {
		return err
	}
	a := &problem.Drop{ID: x.now.id, Reason: x.st.Text}
	if p.State != "proposed" {
		return x.one(a)
	}
	return x.council(x.people[x.login("chenyizhou")], a)
}

// plan files the measures, their milestones within the term.
func (x matter) plan() error {
	p, err := x.load()
	if err != nil {
		return err
	}
	today, a := act.DayOf(x.st.At), &problem.Plan{ID: x.now.id}
	for _, m := range x.p.Measures {
		due := max(m.Due, today)
		if c, ok := p.Running("problem.rectify"); ok {
			due = max(min(due, c.Due), today)
		}
		a.Measures = append(a.Measures, problem.PlanMeasure{Text: m.Text, Person: m.Person, Milestone: due, Success: m.Sign})
	}
	return x.one(a)
}

// report enters progress on every second measure, the others the next time.
func (x matter) report() error {
	n := 0
	for i := range x.p.Measures {
		if len(x.p.Measures) > 1 && i%2 != x.now.progress%2 {
			continue
		}
		if _, err := x.by(x.people[x.st.By], &problem.AddProgress{ID: x.now.id, Measure: int64(i + 1), Text: x.st.Text}, n); err != nil {
			return err
		}
		n++
	}
	x.now.progress++
	return nil
}

func (x matter) verify() error {
	n := len(x.p.Measures)
	a := &problem.Verify{ID: x.now.id, Visited: act.DayOf(x.st.At), Place: x.city.Units[x.p.Units[0]].Full, OnSpot: true}
	for k, f := range x.p.Findings[x.now.visits*n : (x.now.visits+1)*n] {
		a.PerMeasure = append(a.PerMeasure, f.Result)
		if k == 0 || f.Result != "yes" {
			a.Note += f.Note
		}
	}
	x.now.visits++
	return x.one(a)
}

func (x matter) pass() error {
	p, err := x.load()
	if err != nil {
		return err
	}
	a := &problem.Pass{ID: x.now.id}
	if p.Verdict() == problem.Mixed {
		a.Reason = "部分到位的一项已明确完成时间，纳入回头看重点查看。"
	}
	return x.one(a)
}

func (x matter) lookBack() error {
	who := x.people[x.st.By]
	if _, err := x.by(x.people[x.login("zhaoheng")], &problem.AssignLookBack{ID: x.now.id, People: []string{who.ID}}, 1); err != nil {
		return err
	}
	return x.one(&problem.LookBackOK{ID: x.now.id, Visited: act.DayOf(x.st.At), Place: x.city.Units[x.p.Units[0]].Full, Note: "随机抽查，措施仍在执行，未见反弹。"})
}

// recur is proposed by the director with evidence and confirmed by the council.
func (x matter) recur() error {
	hash, err := x.paper(x.people[x.login("zhaoheng")], "回头看抽查记录")
	if err != nil {
		return err
	}
	reason := strings.TrimSpace(x.st.Text)
	a := &problem.ProposeRecur{ID: x.now.id, Reason: reason, Evidence: []problem.AddEvidence{{Kind: "site", Grade: "document", Title: "回头看抽查记录",
		Effective: act.DayOf(x.st.At.Add(-24 * time.Hour)), Hash: hash, FileName: "回头看抽查记录.txt"}}}
	if _, err := x.by(x.people[x.login("zhaoheng")], a, 1); err != nil {
		return err
	}
	return x.council(x.people[x.st.By], &problem.Recur{ID: x.now.id})
}
