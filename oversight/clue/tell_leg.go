package clue

import "hengjian/oversight/act"

// LegResults are the procedural results of a leg that a sender may be told:
// codes, never a finding on the merits.
var LegResults = []act.Word{
	{Code: "sent", Zh: "已转送有权机关", En: "referred to the competent organ"},
	{Code: "received", Zh: "有权机关已签收", En: "received by the competent organ"},
	{Code: "returned", Zh: "有权机关已退回，将另行转送", En: "returned; it will be referred elsewhere"},
	{Code: "accepted", Zh: "有权机关已受理", En: "accepted by the competent organ"},
	{Code: "not_accepted", Zh: "有权机关不予受理", En: "not accepted by the competent organ"},
	{Code: "examining", Zh: "有权机关已启动审查", En: "examination begun"},
	{Code: "filed", Zh: "有权机关已立案", En: "a case was filed"},
	{Code: "corrective", Zh: "有权机关已依程序作出纠正意见或抗诉", En: "a corrective opinion or protest was made in procedure"},
	{Code: "concluded", Zh: "有权机关已办结", En: "finished by the competent organ"},
}

// TellLeg tells the sender one leg's procedural result.
type TellLeg struct {
	ID    string       `json:"id" form:"id"`
	Leg   string       `json:"leg" form:"leg"`
	Needs TellLegNeeds `json:"-"`
}

// TellLegNeeds is what the leg says.
type TellLegNeeds struct {
	Mine   bool   // the leg belongs to this message
	Result string // its procedural result, a code of LegResults; "" if none has come
	Organ  string // kind of the recipient, never its name
}

func (TellLeg) Name() act.Name { return "clue.tell_leg" }
func (a TellLeg) On() string   { return a.ID }

// Do tells each result once.
func (a TellLeg) Do(c Clue, m act.Moment) (Clue, error) {
	n := a.Needs
	if !n.Mine {
		return c, act.Wrong("leg", "没有这条转送。", "There is no such leg.")
	}
	if !act.Has(LegResults, n.Result) {
		return c, act.Refuse(act.NotNow, "这条转送还没有程序结果可以告知。", "The leg has no procedural result yet.")
	}
	for _, t := range c.Told {
		if t.Code == "leg" && t.Leg == a.Leg && t.Note == n.Result {
			return c, act.Refuse(act.NotNow, "这个结果已经告知。", "This result was told already.")
		}
	}
	c.tell(m, Told{Code: "leg", Leg: a.Leg, Organ: n.Organ, Note: n.Result})
	return c, nil
}
