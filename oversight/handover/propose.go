package handover

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/law"
)

// Split says who takes which kinds of matters; Kinds empty takes the rest.
type Split struct {
	To    string   `json:"to" form:"to"`
	Kinds []string `json:"kinds,omitempty" form:"kinds"`
}

// Propose (提出交接) makes the list: one's own, or a director for somebody who
// is away. What is on the list is stated by the door and never by the form.
type Propose struct {
	Leaver     string       `json:"leaver,omitempty" form:"leaver"` // "" the actor
	Takers     []Split      `json:"takers" form:"takers"`
	Until      string       `json:"until,omitempty" form:"until"`
	Reason     string       `json:"reason" form:"reason"`
	WithClosed bool         `json:"with_closed,omitempty" form:"with_closed"` // closed matters change hands too, as far as their lives let them: one that is opened again finds somebody
	Needs      ProposeNeeds `json:"-"`
}

// ProposeNeeds are what the leaver has, and who the people are.
type ProposeNeeds struct {
	Names   map[string]string // of the people named who are of this committee's staff
	Active  []string          // those of them who are in office
	Running bool              // another hand-over of hers is under way
	Lines   []Line
	Inform  []Line
	Closed  []Line
	Keys    []KeyLine
	Lent    []string
}

func (Propose) Name() act.Name { return "handover.propose" }
func (Propose) On() string     { return "" }

// Series numbers hand-overs per committee and year.
func (Propose) Series(h Handover, m act.Moment) (string, string) {
	year := m.Day()[:4]
	return "handover/" + h.Place + "/" + year, m.Prefix + "监交〔" + year + "〕%d号"
}

// Who leaves: the actor herself unless a director names somebody.
func (a Propose) Who(by string) string {
	if a.Leaver == "" {
		return by
	}
	return a.Leaver
}

// Do proposes.
func (a Propose) Do(h Handover, m act.Moment) (Handover, error) {
	leaver := a.Who(m.By)
	if leaver != m.By && m.Role != access.Director {
		return h, act.Refuse(act.Forbidden, "只有负责人能替他人提出交接。", "Only a director proposes for somebody else.")
	}
	if a.Needs.Running {
		return h, act.Refuse(act.NotNow, "此人已有一份交接在办，请先办结或者撤回。", "A hand-over of this person is under way; finish or withdraw it first.")
	}
	var k act.Check
	k.Want(a.Needs.Names[leaver] != "", "leaver", "请选择本机关的工作人员。", "Choose somebody of the own staff.")
	k.Want(a.Until == "" || law.Day(a.Until).Valid(), "until", "请填写日期。", "Give a day.")
	n := utf8.RuneCountInString(strings.TrimSpace(a.Reason))
	k.Want(n >= 2 && n <= 200, "reason", "请写明原因（2 到 200 字），例如：轮岗。", "Give the reason (2 to 200 characters), e.g. rotation.")
	h.Takers = a.takers(&k, leaver)
	if err := k.Err(); err != nil {
		return h, err
	}
	h.Number, h.Serial = m.Number, m.Serial
	h.Leaver, h.Name, h.Until, h.Reason, h.By = leaver, a.Needs.Names[leaver], a.Until, strings.TrimSpace(a.Reason), m.By
	h.WithClosed = a.WithClosed
	if leaver == m.By {
		h.Signed = m.Day()
	}
	h.Lines, h.Inform, h.Closed, h.Keys, h.Lent = a.Needs.Lines, a.Needs.Inform, a.Needs.Closed, a.Needs.Keys, a.Needs.Lent
	h.Join(leaver, "leaver")
	for _, t := range h.Takers {
		h.Join(t.Person, "handler")
	}
	return h, nil
}

// takers reads who takes what: each kind once, one for the rest.
func (a Propose) takers(k *act.Check, leaver string) (out []Taker) {
	rest, kinds := 0, map[string]bool{}
	for i, s := range a.Takers {
		if s.To == "" {
			continue
		}
		f := fmt.Sprintf("takers.%d.to", i)
		k.Want(a.Needs.Names[s.To] != "" && slices.Contains(a.Needs.Active, s.To), f, "请选择在岗的本机关工作人员。", "Choose somebody of the own staff who is in office.")
		k.Want(s.To != leaver, f, "不能交给移交人自己。", "Not to the leaver herself.")
		k.Want(!slices.ContainsFunc(out, func(t Taker) bool { return t.Person == s.To }), f, "同一个人只写一次。", "Name each person once.")
		for _, x := range s.Kinds {
			k.Want(!kinds[x], f, "同一类事项只能交给一个人。", "Each kind of matter goes to one person.")
			kinds[x] = true
		}
		if len(s.Kinds) == 0 {
			rest++
		}
		out = append(out, Taker{Person: s.To, Name: a.Needs.Names[s.To], Kinds: s.Kinds})
	}
	k.Want(len(out) > 0, "takers.0.to", "请选择接收人。", "Choose who takes over.")
	k.Want(len(out) == 0 || rest == 1, "takers.0.kinds", "须有一位接收人（且只有一位）接手其余全部事项。", "Exactly one person takes all the rest.")
	return out
}
