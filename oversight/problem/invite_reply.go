package problem

import (
	"slices"

	"hengjian/oversight/act"
)

// InviteReply (征求意见) shows the draft to the organ and asks for its reply,
// and for the officers' who are named.
type InviteReply struct {
	ID    string      `json:"id" form:"id"`
	Needs InviteNeeds `json:"-"`
}

// InviteNeeds are facts of the messages behind the problem.
type InviteNeeds struct {
	OpenAccusingLeg bool // a leg about the same unit or person is open with the procuratorate or the supervisory commission
	Consent         bool // the sender of the one message it rests on agreed
}

func (InviteReply) Name() act.Name { return "problem.invite_reply" }
func (a InviteReply) On() string   { return a.ID }

// Do invites. With a message behind it, the organ must neither be warned of an
// open accusation nor be led to the sender.
func (a InviteReply) Do(p Problem, m act.Moment) (Problem, error) {
	live := slices.DeleteFunc(p.live(), func(e Evidence) bool { return e.ByOrgan })
	if len(live) == 0 {
		return p, act.Refuse(act.NotNow, "还没有证据。至少要有一件证据才能征求意见。", "There is no evidence yet; at least one piece is needed.")
	}
	if p.restsOnOneMessage(live) && !a.Needs.Consent {
		return p, act.Refuse(act.NotNow, "问题只依据一件密封的群众反映：须有反映人同意，或者另有独立证据。",
			"It rests on one sealed message alone: the sender's consent or independent evidence is needed.")
	}
	if p.fromMessage() {
		if a.Needs.OpenAccusingLeg {
			return p, act.Refuse(act.NotNow, "涉及同一单位或者人员的转送还在检察机关或者监察机关办理，现在征求意见会惊动被反映人。",
				"A referral about the same unit or person is still open with the procuratorate or the supervisory commission; asking now would warn the accused.")
		}
		if !p.SourceChecked {
			return p, act.Refuse(act.NotNow, "请先由受理员确认文字和证据都不能推知反映人。", "First an intake officer must confirm that nothing points to the sender.")
		}
	}
	p.Shown = p.Organ
	p.Invited = append([]string{""}, p.Officers...)
	return p, p.Begin(m, "problem.reply")
}

// restsOnOneMessage reports that every piece of ours comes from one and the
// same message; what the organ filed in an earlier round is its defence.
func (p Problem) restsOnOneMessage(live []Evidence) bool {
	for _, e := range live {
		if e.Kind != "clue" || e.Source != live[0].Source {
			return false
		}
	}
	return true
}
