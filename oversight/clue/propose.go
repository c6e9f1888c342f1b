package clue

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"hengjian/oversight/act"
	"hengjian/oversight/law"
)

// Propose (拟办) puts one outcome or several parallel routes to the director.
// Recipients come from the unconflicted list that the office computes.
type Propose struct {
	ID     string       `json:"id" form:"id"`
	Routes []Route      `json:"routes" form:"routes"`
	Note   string       `json:"note" form:"note"`
	Needs  ProposeNeeds `json:"-"`
}

// ProposeNeeds is the computed list of recipients for each route of law's
// route table: the accused, their unit and the organ whose branch it is are
// not in it.
type ProposeNeeds struct {
	May   map[string][]string // route id → organs that may receive it
	Names map[string]string   // organ id → name, for the refusal's sentence
}

func (Propose) Name() act.Name { return "clue.propose" }
func (a Propose) On() string   { return a.ID }

var outcomes = map[string]bool{"refer": true, "tell_party": true, "other_level": true, "opinion": true, "statistics": true}

// Do records the proposal.
func (a Propose) Do(c Clue, m act.Moment) (Clue, error) {
	var k act.Check
	k.Want(len(a.Routes) > 0, "routes", "请至少提出一条意见。", "Propose at least one outcome.")
	k.Want(len(a.Routes) <= 8, "routes", "一次最多八条。", "At most eight at once.")
	for i, r := range a.Routes {
		r.check(&k, fmt.Sprintf("routes.%d", i), a.Needs)
	}
	neutral(&k, "note", a.Note)
	if err := k.Err(); err != nil {
		return c, err
	}
	c.Routes, c.Proposer = c.settled(), m.By
	for _, r := range a.Routes {
		r.Settled, r.Urgent = "", false // never from the form
		c.Routes = append(c.Routes, r)
	}
	for i := range c.Routes {
		if rt, ok := law.RouteByID(c.Routes[i].Route); ok {
			c.Routes[i].Basis = rt.Basis
		}
	}
	if strings.TrimSpace(a.Note) != "" {
		c.note(m, a.Note)
	}
	return c, nil
}

func (r Route) check(k *act.Check, f string, n ProposeNeeds) {
	k.Want(outcomes[r.Outcome], f+".outcome", "请选择处理意见。", "Choose an outcome.")
	k.Want(utf8.RuneCountInString(r.Reason) <= 500, f+".reason", "理由不超过 500 字。", "The reason has at most 500 characters.")
	for _, t := range [][2]string{{".reason", r.Reason}, {".outgoing", r.Outgoing}} {
		if bad := Decides(t[1]); bad != "" {
			k.Want(false, f+t[0], "文中有“"+bad+"”：人大不对个案提出处理意见，只依法定程序转送。", "The text says “"+bad+"”: the congress gives no view on a case; it only refers by statutory procedure.")
		}
	}
	_, ok := law.RouteByID(r.Route)
	k.Want(r.Route == "" && r.Outcome != "refer" || ok, f+".route", "请选择法定程序。", "Choose a statutory procedure.")
	if r.Outcome != "refer" {
		return
	}
	may := false
	for _, o := range n.May[r.Route] {
		may = may || o == r.To
	}
	k.Want(may, f+".to", "这个单位不能作为接收方：须避开被反映的单位、其主管机关的同一机关，并由同级有权机关接收。",
		"This organ cannot receive it: not the accused, nor the organ whose branch it is; only a competent organ of our own level.")
	n8 := utf8.RuneCountInString(strings.TrimSpace(r.Outgoing))
	k.Want(n8 >= 8 && n8 <= 1200, f+".outgoing", "请为接收单位另写外送摘要（8 到 1200 字）。", "Write an outgoing summary for the recipient (8 to 1,200 characters).")
	k.Want(r.Reveals == "no" || r.Reveals == "softened", f+".reveals", "请回答：由时间、地点、关系能否推知反映人？能的先改写。", "Answer: could time, place or relation give the sender away? If so, rewrite first.")
}
