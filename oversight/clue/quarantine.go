package clue

import "hengjian/oversight/act"

// QuarantineSecret (涉密转出) stops a message that carries a state secret: the
// secrecy officer takes it over, and nothing of it is copied on.
type QuarantineSecret struct {
	ID     string      `json:"id" form:"id"`
	To     string      `json:"to" form:"to"`         // the secrecy officer
	Ground string      `json:"ground" form:"ground"` // marked | content | carrier; coded, so that the reason repeats no secret
	Needs  PersonNeeds `json:"-"`                    // of To: a secrecy officer
}

func (QuarantineSecret) Name() act.Name { return "clue.quarantine_secret" }
func (a QuarantineSecret) On() string   { return a.ID }

// SecretGrounds are the coded reasons.
var SecretGrounds = []act.Word{
	{Code: "marked", Zh: "载体标有密级", En: "the carrier bears a classification mark"},
	{Code: "content", Zh: "内容可能涉及国家秘密", En: "the content may be a state secret"},
	{Code: "carrier", Zh: "随附涉密载体", En: "a classified carrier is enclosed"},
}

// Do clears every working text; the sealed boxes wait for written instruction.
func (a QuarantineSecret) Do(c Clue, m act.Moment) (Clue, error) {
	var k act.Check
	k.Want(act.Has(SecretGrounds, a.Ground), "ground", "请选择理由。", "Choose the ground.")
	a.Needs.want(&k, "to")
	if err := k.Err(); err != nil {
		return c, err
	}
	c.Title, c.Summary, c.Former, c.Notes, c.CaseNos, c.Routes = "", "", nil, nil, nil, nil
	c.Near, c.SumNear, c.Suggest, c.Band = nil, nil, "", ""
	c.Join(a.To, "handler")
	c.StopAll(m)
	return c, nil
}
