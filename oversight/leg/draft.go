package leg

import (
	"strings"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/law"
)

// Draft begins a referral from an accepted message, a self-inspection item, a
// case-review finding, a screening lead or a problem's evidence. An urgent one
// follows from the telephone call and waits only for its writing.
type Draft struct {
	OriginKind string   `json:"origin_kind" form:"origin_kind"`
	Origin     string   `json:"origin" form:"origin"`
	Part       string   `json:"part,omitempty" form:"part"` // of a self-inspection: the key of the finding
	Route      string   `json:"route" form:"route"`
	To         string   `json:"to" form:"to"`
	Outgoing   string   `json:"outgoing" form:"outgoing"`
	Reveals    string   `json:"reveals" form:"reveals"`
	CaseNos    []string `json:"case_nos" form:"case_nos"`
	Urgent     bool     `json:"urgent" form:"urgent"`
	Telephoned string   `json:"telephoned" form:"telephoned"` // which desk took the call

	Needs DraftNeeds `json:"-"`
}

// DraftNeeds are the facts of the origin and of the register.
type DraftNeeds struct {
	Ready       bool     // the origin exists and is such that a referral may leave (a message: accepted)
	May         []string // organs that may receive this route: conflicts and other levels removed
	Proposer    string   // who proposed the route on the origin, "" if nobody
	HeadAccused bool     // an organ head, president or appointee is named
	Minor       bool
	Audience    string // of the origin
	Recused     []string
}

func (Draft) Name() act.Name { return "leg.draft" }

// On is empty: a leg is born.
func (Draft) On() string { return "" }

// Do drafts. The recipient must be one that the office computed.
func (a Draft) Do(l Leg, m act.Moment) (Leg, error) {
	if err := a.check(m); err != nil {
		return l, err
	}
	r, _ := law.RouteByID(a.Route)
	l.OriginKind, l.Origin, l.Part, l.Route, l.Basis, l.To = a.OriginKind, a.Origin, a.Part, a.Route, r.Basis, a.To
	if a.OriginKind == "clue" {
		l.Clue = a.Origin
	}
	l.Outgoing, l.Reveals, l.CaseNos = strings.TrimSpace(a.Outgoing), a.Reveals, a.CaseNos
	l.Minor, l.HeadAccused, l.Audience = a.Needs.Minor, a.Needs.HeadAccused, a.Needs.Audience
	if a.Needs.Proposer != "" {
		l.Proposers = append(l.Proposers, a.Needs.Proposer)
	}
	// A leg that follows from a decision bears the decider's name, who did not
	// propose it: only a leg drafted by hand was proposed by its drafter.
	if m.Role != access.Follow && !in(l.Proposers, m.By) {
		l.Proposers = append(l.Proposers, m.By)
	}
	for _, p := range a.Needs.Recused {
		l.Join(p, "recused")
	}
	if !a.Urgent {
		l.State = "drafted"
		return l, nil
	}
	l.Urgent, l.Telephoned, l.State = true, strings.TrimSpace(a.Telephoned), "telephoned"
	l.contact(m, "telephone", a.Telephoned)
	return l, l.Begin(m, "clue.refer_urgent_written")
}

func (a Draft) check(m act.Moment) error {
	if a.Urgent && m.Role != access.Follow {
		return act.Refuse(act.Forbidden, "紧急转送由负责人或分管副主任在群众反映上办理，不能直接起草。",
			"An urgent referral is done on the message by the director or vice-chairperson, not drafted here.")
	}
	var k act.Check
	k.Want(in(OriginKinds, a.OriginKind) && a.Origin != "", "origin", "请从事项上起草转送，保留来源。", "Draft a referral from a matter, so that its origin is kept.")
	if err := k.Err(); err != nil {
		return err
	}
	if !a.Needs.Ready {
		return act.Refuse(act.NotNow, "来源事项还没有受理或者确认，不能转送。", "The matter behind it is not accepted yet; nothing can be referred.")
	}
	checkRoute(&k, a.Route, a.To, a.Needs.May)
	checkOutgoing(&k, a.Outgoing, a.Reveals)
	k.Want(len(a.CaseNos) <= 20, "case_nos", "案号最多 20 个。", "At most 20 case numbers.")
	for _, n := range a.CaseNos {
		k.Length("case_nos", n, 1, 60, "案号不对。", "A case number is wrong.")
		neutral(&k, "case_nos", n)
	}
	if a.Urgent {
		k.Length("telephoned", a.Telephoned, 2, 60, "请写明电话告知了哪个部门的值班人员。", "Say which desk on duty took the call.")
		neutral(&k, "telephoned", a.Telephoned)
	}
	return k.Err()
}

// checkRoute wants a procedure to which the congress may refer, and a recipient
// from the computed list (product law 2: the accusation never reaches the
// accused).
func checkRoute(k *act.Check, route, to string, may []string) {
	r, ok := law.RouteByID(route)
	k.Want(ok, "route", "请选择法定程序。", "Choose a statutory procedure.")
	k.Want(!ok || r.Mode == law.Refer, "route", "这一程序只能由当事人自己提出：请告知途径，不能转送。",
		"Only the party can begin this procedure: tell them; it cannot be referred.")
	k.Want(to != "" && in(may, to), "to", "这个单位不能作为接收方：须避开被反映的单位、其主管机关的同一机关，并由同级有权机关接收。",
		"This organ cannot receive it: not the accused, nor the organ whose branch it is; only a competent organ of our own level.")
}

func checkOutgoing(k *act.Check, text, reveals string) {
	k.Length("outgoing", text, 8, 1200, "请为接收单位另写外送摘要（8 到 1200 字）。", "Write an outgoing summary for the recipient (8 to 1,200 characters).")
	neutral(k, "outgoing", text)
	k.Want(reveals == "no" || reveals == "softened", "reveals", "请回答：由时间、地点、关系能否推知反映人？能的先改写。",
		"Answer: could time, place or relation give the sender away? If so, rewrite first.")
}
