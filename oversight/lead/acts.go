package lead

import (
	"slices"
	"strings"

	"hengjian/oversight/act"
	"hengjian/oversight/law"
)

// Assign (分派核查人) gives it to a clerk.
type Assign struct {
	ID     string      `json:"id" form:"id"`
	Person string      `json:"person" form:"person"`
	Needs  AssignNeeds `json:"-"`
}

// AssignNeeds says whether the person is a clerk of this committee.
type AssignNeeds struct{ Fits bool }

func (Assign) Name() act.Name { return "lead.assign" }
func (a Assign) On() string   { return a.ID }

// Do assigns it.
func (a Assign) Do(l Lead, m act.Moment) (Lead, error) {
	if !a.Needs.Fits {
		return l, act.Wrong("person", "请选择本机关的经办人员。", "Choose a clerk of this committee.")
	}
	for _, p := range slices.Clone(l.Parties) {
		if p.As == "handler" {
			l.Part(p.Person, "handler")
		}
	}
	l.Join(a.Person, "handler")
	return l, nil
}

// TickAll (逐项排除) answers innocent explanations.
type TickAll struct {
	ID    string `json:"id" form:"id"`
	Ticks []Tick `json:"ticks" form:"ticks"`
}

func (TickAll) Name() act.Name { return "lead.tick" }
func (a TickAll) On() string   { return a.ID }

// Do keeps the latest answer to each. What explains it needs a note of how that
// is known.
func (a TickAll) Do(l Lead, m act.Moment) (Lead, error) {
	var k act.Check
	n := 0
	l.Ticks = slices.Clone(l.Ticks)
	for i, t := range a.Ticks {
		if t.Answer == "" {
			continue
		}
		f := "ticks." + string(rune('0'+i)) + "."
		k.Want(act.Has(Explanations, t.Code) && act.Has(Answers, t.Answer), f+"answer", "请选择能解释、部分能解释或者已排除。", "Explains it, in part, or ruled out.")
		k.Length(f+"note", t.Note, 0, 300, "不超过 300 字。", "At most 300 characters.")
		k.Want(t.Answer == "no" || strings.TrimSpace(t.Note) != "", f+"note", "请写明依据，例如哪一份名册。", "Say how it is known: which roster, for example.")
		k.Caseless(f+"note", t.Note)
		t.Note, t.By, t.Day = strings.TrimSpace(t.Note), m.By, m.Day()
		l.Ticks = slices.DeleteFunc(l.Ticks, func(x Tick) bool { return x.Code == t.Code })
		l.Ticks = append(l.Ticks, t)
		n++
	}
	k.Want(n > 0, "ticks.0.answer", "请至少回答一项。", "Answer at least one.")
	return l, k.Err()
}

// AskUnit (请单位提供分案规则和名册) asks for papers and names nobody.
type AskUnit struct {
	ID     string   `json:"id" form:"id"`
	Unit   string   `json:"unit,omitempty" form:"unit"`
	Period string   `json:"period" form:"period"`
	Papers []string `json:"papers" form:"papers"`
	Needs  AskNeeds `json:"-"`
}

// AskNeeds are facts of the register.
type AskNeeds struct {
	Within bool            // the unit is the organ's
	Papers map[string]bool // papers that can be asked for
	Roster string          // the id that the request will have
}

func (AskUnit) Name() act.Name { return "lead.ask_unit" }
func (a AskUnit) On() string   { return a.ID }

// Do asks.
func (a AskUnit) Do(l Lead, m act.Moment) (Lead, error) {
	var k act.Check
	k.Want(a.Unit == "" || a.Needs.Within, "unit", "请选择该机关的单位。", "Choose a unit of that organ.")
	k.Length("period", a.Period, 2, 60, "写明名册应当覆盖的期间。", "Say which period the rosters must cover.")
	n := l.names(a.Period)
	k.Want(n == "", "period", "不能写出“"+n+"”：请求不点名。", "The request names nobody.")
	k.Caseless("period", a.Period)
	k.Want(len(a.Papers) > 0, "papers", "请至少选择一种材料。", "Choose at least one paper.")
	for _, p := range a.Papers {
		k.Want(a.Needs.Papers[p], "papers", "没有这种材料。", "There is no such paper.")
	}
	if err := k.Err(); err != nil {
		return l, err
	}
	l.Unit, l.Roster, l.Unanswered = a.Unit, a.Needs.Roster, true
	return l, l.Begin(m, "roster.supply")
}

// UnitAnswered says that the papers came; it follows from the organ's act.
type UnitAnswered struct {
	ID string `json:"id"`
}

func (UnitAnswered) Name() act.Name { return "lead.unit_answered" }
func (a UnitAnswered) On() string   { return a.ID }

// Do moves it on; once the person has been invited the state stays.
func (a UnitAnswered) Do(l Lead, m act.Moment) (Lead, error) {
	l.Unanswered = false
	l.Stop(m, "roster.supply")
	return l, nil
}

// InvitePerson (请本人说明) tells the person concerned what was seen, and asks.
type InvitePerson struct {
	ID  string `json:"id" form:"id"`
	Day string `json:"day" form:"day"` // on which she was told
}

func (InvitePerson) Name() act.Name { return "lead.invite_person" }
func (a InvitePerson) On() string   { return a.ID }

// Do invites; the unit's rules come first, or their term is over.
func (a InvitePerson) Do(l Lead, m act.Moment) (Lead, error) {
	if c, runs := l.Running("roster.supply"); l.Unanswered && runs && m.Day() <= c.Due {
		return l, act.Refuse(act.NotNow, "先看单位的分案规则和名册；单位还没有提供。", "The unit's rules and rosters come first; they are not here yet.")
	}
	var k act.Check
	k.Want(law.Day(a.Day).Valid() && a.Day <= m.Day(), "day", "告知日期不能晚于今天。", "The day is not later than today.")
	if err := k.Err(); err != nil {
		return l, err
	}
	l.InvitedOn = a.Day
	return l, l.Begin(m, "lead.hear")
}

// EnterStatement (录入本人说明) keeps what she said.
type EnterStatement struct {
	ID       string `json:"id" form:"id"`
	Day      string `json:"day" form:"day"`
	Text     string `json:"text" form:"text"`
	Hash     string `json:"hash,omitempty" form:"hash"`
	FileName string `json:"file_name,omitempty" form:"file_name"`
}

func (EnterStatement) Name() act.Name { return "lead.enter_statement" }
func (a EnterStatement) On() string   { return a.ID }

// Do enters it.
func (a EnterStatement) Do(l Lead, m act.Moment) (Lead, error) {
	var k act.Check
	k.Want(law.Day(a.Day).Valid() && a.Day <= m.Day() && a.Day >= l.InvitedOn, "day", "说明日期在告知之后、今天之前。", "It was given after the invitation and not later than today.")
	k.Length("text", a.Text, 4, 5000, "说明 4 到 5000 字；本人不作说明的，写明这一点。", "4 to 5,000 characters; if no account was given, say so.")
	l.Statement = Statement{a.Day, strings.TrimSpace(a.Text), a.Hash, a.FileName, m.By}
	l.Stop(m, "lead.hear")
	return l, k.Err()
}

// Propose (提出去向) says where it should go.
type Propose struct {
	ID      string `json:"id" form:"id"`
	Outcome string `json:"outcome" form:"outcome"`
	Code    string `json:"code" form:"code"`
	Reason  string `json:"reason" form:"reason"`
}

func (Propose) Name() act.Name { return "lead.propose" }
func (a Propose) On() string   { return a.ID }

// Do proposes. A problem needs the person's account, or its term over, and all
// innocent explanations answered; without the unit's rules a lead can only be
// closed, as an error of the data or as explained.
func (a Propose) Do(l Lead, m act.Moment) (Lead, error) {
	var k act.Check
	k.Want(act.Has(Outcomes, a.Outcome), "outcome", "请选择去向。", "Choose where it goes.")
	k.Want(slices.Contains(fits[a.Outcome], a.Code), "code", "理由与去向不相符。", "The reason does not go with the outcome.")
	k.CaselessReason(a.Reason)
	if err := k.Err(); err != nil {
		return l, err
	}
	if (l.State == "assigned" || l.State == "unit_asked") && a.Outcome != "closed" {
		return l, act.Refuse(act.NotNow, "先看单位的分案规则和名册。", "The unit's rules and rosters come first.")
	}
	if a.Outcome == "problem" {
		if err := l.mayBecomeProblem(m); err != nil {
			return l, err
		}
	}
	l.Proposal = Way{a.Outcome, a.Code, strings.TrimSpace(a.Reason), m.By, m.Day()}
	return l, nil
}

func (l Lead) mayBecomeProblem(m act.Moment) error {
	for _, e := range Explanations {
		if _, ok := l.TickOf(e.Code); !ok {
			return act.Refuse(act.NotNow, "还有无辜的解释没有逐项回答：“"+e.Zh+"”。", "An innocent explanation has not been answered: "+e.En+".")
		}
	}
	if l.Statement.Day != "" {
		return nil
	}
	if c, ok := l.Running("lead.hear"); !ok || m.Day() <= c.Due {
		return act.Refuse(act.NotNow, "转为问题须先请本人说明，并且已经说明或者期限已过。", "The person must have been asked, and have answered or let the term pass.")
	}
	return nil
}

// Decide (决定去向) is the second person's.
type Decide struct {
	ID     string `json:"id" form:"id"`
	Reason string `json:"reason,omitempty" form:"reason"`
}

func (Decide) Name() act.Name { return "lead.decide" }
func (a Decide) On() string   { return a.ID }

// Do decides as proposed; whoever thinks otherwise returns it.
func (a Decide) Do(l Lead, m act.Moment) (Lead, error) {
	if l.Proposal.By == m.By {
		return l, act.Refuse(act.Forbidden, "提出的人不能自己决定。", "Whoever proposed it does not decide it.")
	}
	var k act.Check
	k.Length("reason", a.Reason, 0, 500, "不超过 500 字。", "At most 500 characters.")
	k.Caseless("reason", a.Reason)
	if err := k.Err(); err != nil {
		return l, err
	}
	l.Decision = l.Proposal
	l.Decision.By, l.Decision.Day = m.By, m.Day()
	if s := strings.TrimSpace(a.Reason); s != "" {
		l.Decision.Text = s
	}
	l.State = map[string]string{"closed": "closed", "problem": "to_problem", "clue": "to_clue", "review": "to_review"}[l.Proposal.Outcome]
	l.StopAll(m)
	return l, nil
}

// Return (退回再查) sends it back to where it was.
type Return struct {
	ID     string `json:"id" form:"id"`
	Reason string `json:"reason" form:"reason"`
}

func (Return) Name() act.Name { return "lead.return" }
func (a Return) On() string   { return a.ID }

// Do returns it.
func (a Return) Do(l Lead, m act.Moment) (Lead, error) {
	var k act.Check
	k.CaselessReason(a.Reason)
	if err := k.Err(); err != nil {
		return l, err
	}
	switch {
	case l.Statement.Day != "":
		l.State = "heard"
	case l.InvitedOn != "":
		l.State = "person_invited"
	case l.Roster != "" && l.Unanswered:
		l.State = "unit_asked"
	case l.Roster != "":
		l.State = "unit_answered"
	default:
		l.State = "assigned"
	}
	l.Proposal = Way{}
	return l, nil
}

// Link (关联由此形成的事项) names the problem or clue drafted from it.
type Link struct {
	ID    string    `json:"id" form:"id"`
	To    string    `json:"to" form:"to"`
	Needs LinkNeeds `json:"-"`
}

// LinkNeeds says whether there is such a matter within reach.
type LinkNeeds struct {
	There bool
	Kind  string
}

func (Link) Name() act.Name { return "lead.link" }
func (a Link) On() string   { return a.ID }

// Do links it.
func (a Link) Do(l Lead, m act.Moment) (Lead, error) {
	if !a.Needs.There {
		return l, act.Wrong("to", "没有这个事项，或者不在您的办理范围内。", "There is no such matter within your reach.")
	}
	l.Became, l.BecameKind = a.To, a.Needs.Kind
	return l, nil
}
