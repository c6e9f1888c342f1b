package account

import (
	"strings"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

// Delegation (授权代理) lets one person act in another's function for a time,
// on the reference of a minute or order. It lifts no separation of duties:
// ≠ looks at the person.
type Delegation struct {
	act.Head
	Giver    string
	Receiver string
	Role     act.Role
	Since    string // first day
	Until    string // last day
	Minute   string
}

// DelegationLife is the life of a delegation. Expiry is computed.
var DelegationLife = act.Life{
	Kind: "delegation", Zh: "授权代理", En: "Delegation",
	States: []act.State{{Code: "granted", Zh: "已授权", En: "Granted", Tone: "ok", Open: true}, {Code: "ended", Zh: "已收回", En: "Ended"}},
	Verbs: []act.Verb{
		{Do: "delegation.grant", Zh: "授权代理", En: "Delegate", SayZh: "在起止日之间，受托人可以在这个岗位上办理；仍不能办自己拟办的事。", SayEn: "Between the days the receiver may act in this function; still not on what they proposed themselves."},
		{Do: "delegation.end", Zh: "收回授权", En: "End the delegation"},
	},
	Steps: []act.Step{
		{From: act.In(act.Birth), Do: "delegation.grant", To: []string{"granted"}, Who: []act.Role{access.Director, access.Vice, access.Secretary}, Basis: "local"},
		{From: act.In("granted"), Do: "delegation.end", To: []string{"ended"}, Who: []act.Role{access.Director, access.Vice, access.Secretary}, Basis: "local"},
	},
}

// Matter lists delegations.
func (d Delegation) Matter() act.Matter { return act.Matter{Title: string(d.Role), Via: d.Since} }

// Grant (授权代理).
type Grant struct {
	Receiver string     `json:"receiver" form:"receiver"`
	Role     act.Role   `json:"role" form:"role"`
	Since    string     `json:"since" form:"since"`
	Until    string     `json:"until" form:"until"`
	Minute   string     `json:"minute" form:"minute"`
	Needs    GrantNeeds `json:"-"`
}

// GrantNeeds are facts of both accounts.
type GrantNeeds struct {
	Mine  []act.Role // functions of the giver herself, not delegated ones
	Place string     // of the receiver
	Side  string     // of the receiver
}

func (Grant) Name() act.Name { return "delegation.grant" }
func (Grant) On() string     { return "" }

// Do grants the delegation.
func (g Grant) Do(d Delegation, m act.Moment) (Delegation, error) {
	var k act.Check
	mine := false
	for _, r := range g.Needs.Mine {
		mine = mine || r == g.Role
	}
	k.Want(mine, "role", "只能授出自己的岗位。", "Only one's own function can be delegated.")
	k.Want(g.Receiver != m.By, "receiver", "不能授给自己。", "Not to yourself.")
	k.Want(g.Needs.Place == d.Place && g.Needs.Side == "congress", "receiver", "请选择本级人大机关的一名同事。", "Choose a colleague of the same committee.")
	k.Want(len(g.Since) == 10 && g.Since >= m.Day(), "since", "起始日不能早于今天。", "It cannot start before today.")
	k.Want(len(g.Until) == 10 && g.Until >= g.Since, "until", "截止日不能早于起始日。", "It cannot end before it starts.")
	k.Want(strings.TrimSpace(g.Minute) != "", "minute", "请填写授权依据（会议纪要或批示编号）。", "Give the reference of the minute or order.")
	if err := k.Err(); err != nil {
		return d, err
	}
	d.Giver, d.Receiver, d.Role, d.Since, d.Until, d.Minute = m.By, g.Receiver, g.Role, g.Since, g.Until, strings.TrimSpace(g.Minute)
	d.Join(m.By, "owner")
	d.Join(g.Receiver, "receiver")
	return d, nil
}

// End (收回授权).
type End struct {
	ID string `json:"id" form:"id"`
}

func (End) Name() act.Name { return "delegation.end" }
func (e End) On() string   { return e.ID }

// Do ends the delegation; only who gave it.
func (e End) Do(d Delegation, m act.Moment) (Delegation, error) {
	if d.Giver != m.By {
		return d, act.Refuse(act.Forbidden, "只有授权人可以收回。", "Only who gave it may end it.")
	}
	return d, nil
}
