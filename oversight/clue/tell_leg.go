package clue

import "hengjian/oversight/act"

// LegResults are the procedural results of a leg that a sender may be told:
// codes, never a finding on the merits.
var LegResults = []Coded{
	{"sent", "已转送有权机关", "referred to the competent organ"},
	{"received", "有权机关已签收", "received by the competent organ"},
	{"returned", "有权机关已退回，将另行转送", "returned; it will be referred elsewhere"},
	{"accepted", "有权机关已受理", "accepted by the competent organ"},
	{"not_accepted", "有权机关不予受理", "not accepted by the competent organ"},
	{"examining", "有权机关已启动审查", "examination begun"},
	{"filed", "有权机关已立案", "a case was filed"},
	{"corrective", "有权机关已依程序作出纠正意见或抗诉", "a corrective opinion or protest was made in procedure"},
	{"concluded", "有权机关已办结", "finished by the competent organ"},
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
	if !isCode(LegResults, n.Result) {
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
