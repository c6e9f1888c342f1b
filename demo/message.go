package demo

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"hengjian/cast"
	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/clue"
	"hengjian/seal"
)

// message is what became of one message of the city.
type message struct {
	id    string
	nonce seal.Nonce
	legs  []string // ids, once decided
}

// letter is one step on its way: the message, the step and who takes it.
type letter struct {
	*seeder
	i, k int
	m    *cast.Message
	st   cast.Step
	who  access.Person
	now  *message
}

func (s *seeder) messageStep(i, k int, ahead map[int]<-chan sealed) error {
	m := &s.city.Messages[i]
	l := letter{s, i, k, m, m.Steps[k], access.Person{}, &s.messages[i]}
	if m.Historic {
		return s.lastYear(l.st.At)
	}
	l.who = l.actor()
	if c := ahead[i]; c != nil && k == 0 {
		return l.arrive(<-c)
	}
	if leg, ok := strings.CutPrefix(l.st.Act, "leg."); ok {
		return l.legStep(leg)
	}
	a, err := l.act()
	if err != nil {
		return err
	}
	if _, err := l.do(a); err != nil {
		return err
	}
	switch a.(type) {
	case *clue.Accept, *clue.ReferUrgent:
		l.drafted()
	}
	return nil
}

func (l letter) do(a any) (office.Answer, error) {
	return l.seeder.do(l.who, a, l.st.At, nil, "message", l.i, "step", l.k)
}

// actor is who takes the step: an account, or whoever holds the receipt.
func (l letter) actor() access.Person {
	if l.st.By >= 0 {
		return l.people[l.st.By]
	}
	p := access.Door(access.Public, place)
	p.Receipt = l.now.id
	return p
}

// drafted works out the ids of the legs that followed from the decision.
func (l letter) drafted() {
	for n := range l.m.Legs {
		follow := uuid.NewSHA1(uuid.MustParse(l.id("message", l.i, "step", l.k)), fmt.Appendf(nil, "follow %d", n))
		l.now.legs = append(l.now.legs, office.SubjectID(follow.String()))
	}
}

// act makes the act of a step on the message itself.
func (l letter) act() (any, error) {
	id, text := l.now.id, l.st.Text
	switch l.st.Act {
	case "clue.open":
		return &clue.Open{ID: id}, nil
	case "clue.quarantine_secret":
		return &clue.QuarantineSecret{ID: id, To: l.people[l.login("heqing")].ID, Ground: "marked"}, nil
	case "clue.withdraw":
		pressure := "no"
		if l.i%6 == 0 {
			pressure = "yes"
		}
		return &clue.Withdraw{ID: id, Pressure: pressure}, nil
	case "clue.summarise":
		return l.summarise(), nil
	case "clue.refer_urgent":
		return l.urgent()
	case "clue.ask":
		return &clue.Ask{ID: id, Said: clue.Said{Text: text}}, nil
	case "clue.supplement":
		return &clue.Supplement{ID: id, Said: clue.Said{Text: text}}, nil
	case "clue.merge":
		return &clue.Merge{ID: id, Into: l.messages[l.st.To].id}, nil
	case "clue.link_repeat":
		return &clue.LinkRepeat{ID: id, Earlier: l.messages[l.st.To].id}, nil
	case "clue.forward_lower":
		return &clue.ForwardLower{ID: id, To: l.city.Places[l.st.To].Code, Outgoing: "现有材料反映：" + strings.ReplaceAll(l.m.Summary, "来信人", "反映人"), Reveals: "softened"}, nil
	case "clue.submit_up":
		return &clue.SubmitUp{ID: id, Reason: text}, nil
	case "clue.take":
		return &clue.Take{ID: id}, nil
	case "clue.propose":
		return l.propose(), nil
	case "clue.return":
		return &clue.Return{ID: id, Reason: text}, nil
	}
	return l.decide()
}

// decide makes the acts from the decision on.
func (l letter) decide() (any, error) {
	id, text := l.now.id, l.st.Text
	switch l.st.Act {
	case "clue.accept":
		return &clue.Accept{ID: id, Note: text}, nil
	case "clue.redirect":
		return &clue.Redirect{ID: id, Note: text}, nil
	case "clue.keep":
		return &clue.Keep{ID: id, Note: text}, nil
	case "clue.tell_leg":
		return &clue.TellLeg{ID: id, Leg: l.now.legs[l.st.Leg]}, nil
	case "clue.answer":
		return &clue.Answer{ID: id, LegsOpen: true, Reply: clue.Reply{Said: clue.Said{Text: text}, Remedies: remedies}}, nil
	case "clue.rate":
		return &clue.Rate{ID: id, Rating: l.st.Code}, nil
	case "clue.ask_relook":
		return &clue.AskRelook{ID: id, Why: clue.RelookWhys[l.chance(len(clue.RelookWhys), "relook", l.i)].Code, Said: clue.Said{Text: text}}, nil
	case "clue.uphold":
		return &clue.Uphold{ID: id, Reply: clue.Reply{Said: clue.Said{Text: text}, Remedies: remedies}}, nil
	case "clue.report_retaliation":
		return &clue.ReportRetaliation{ID: id, Said: clue.Said{Text: text}}, nil
	case "clue.close":
		return &clue.Close{ID: id}, nil
	}
	return nil, fmt.Errorf("no act for the step %s", l.st.Act)
}

// remedies is what an answer says of the rights left.
const remedies = "如对有权机关的处理不服，可以在收到书面决定后依法申诉、申请复议或者提起诉讼，受理机关和期限以书面告知为准。向人大反映不会中止或者延长上述期限。"

// receive is the form as the sender, or the officer at the window, filled it.
func (l letter) receive() any {
	m := l.m
	copy(l.now.nonce[:], l.mac("nonce", l.i))
	r := clue.Receive{Via: m.Via, Asked: m.Asked, Text: m.Text, Sender: m.Sender, Contact: m.Phone, Relation: m.Relation, Where: m.Where, Joint: int64(m.Joint),
		Danger: m.Danger, Minor: m.Minor, CaseNo: strings.Join(m.CaseNos, "、"), Nonce: l.now.nonce.String()}
	if l.st.Act == "clue.receive_own" {
		return &clue.ReceiveOwn{Receive: r}
	}
	return &r
}

func (l letter) summarise() *clue.Summarise {
	m := l.m
	a := &clue.Summarise{ID: l.now.id, Title: m.Title, Summary: m.Summary, Class: m.Class, CaseNos: m.CaseNos, Minor: m.Minor, Joint: int64(m.Joint), Campaign: l.campaigns["ZX-2026"]}
	if m.Organ >= 0 {
		a.Organs = []string{l.organs[m.Organ]}
	}
	if m.Unit >= 0 {
		a.Units = []string{l.units[m.Unit]}
	}
	if m.Officer >= 0 {
		a.Officers = []string{l.officers[m.Officer]}
	}
	return a
}

func (l letter) propose() *clue.Propose {
	a := &clue.Propose{ID: l.now.id, Note: l.st.Text}
	for _, r := range l.m.Routes {
		x := clue.Route{Outcome: r.Outcome, Route: r.Route, Reason: r.Reason, Outgoing: r.Outgoing, Reveals: r.Reveals}
		if r.To >= 0 {
			x.To = l.organs[r.To]
		}
		a.Routes = append(a.Routes, x)
	}
	return a
}

func (l letter) urgent() (any, error) {
	for _, r := range l.m.Routes {
		if r.Outcome == "refer" {
			return &clue.ReferUrgent{ID: l.now.id, Route: r.Route, To: l.organs[r.To], Called: l.st.At.Format("2006-01-02T15:04"), Spoke: "控告申诉检察部门值班人员",
				Outgoing: r.Outgoing, Reveals: r.Reveals}, nil
		}
	}
	return nil, fmt.Errorf("an urgent message without a route that refers it")
}

// lastYear takes the messages of last year in from one file, once.
func (s *seeder) lastYear(at time.Time) error {
	if s.historic {
		return nil
	}
	s.historic = true
	sh := sheet{sort: "messages", head: []string{"number", "sender", "contact", "received_at", "text", "asked", "title", "summary", "class", "organ", "joint"}}
	for i, m := range s.city.Messages {
		if !m.Historic {
			continue
		}
		number, organ := fmt.Sprintf("LX%s-%03d", m.Received.Format("2006"), i), ""
		if m.Organ >= 0 && s.seat(m.Organ) == place {
			organ = s.city.Organs[m.Organ].Code
		}
		s.messages[i].id = office.MessageID(place, number)
		sh.rows = append(sh.rows, []string{number, m.Sender, m.Phone, m.Received.Format("2006-01-02 15:04"), m.Text, m.Asked, m.Title, m.Summary, m.Class, organ, strconv.Itoa(m.Joint)})
	}
	return s.take(s.people[s.login("linwan")], sh, at, s.campaigns["ZX-2026"])
}

// receipts are those of messages worth following: one for each state and kind.
func (s *seeder) receipts() {
	seen := map[string]bool{}
	for i, m := range s.city.Messages {
		if m.Historic || seen[m.Target] || len(s.rep.Receipts) == 14 {
			continue
		}
		seen[m.Target] = true
		st := clue.Life.State(m.Target)
		s.rep.Receipts = append(s.rep.Receipts, Receipt{Code: seal.ReceiptOf(s.messages[i].nonce).String(), Title: m.Title, State: st.Zh})
	}
}
