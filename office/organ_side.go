package office

import (
	"slices"

	"hengjian/oversight/access"
)

// The organs' side reads no line of the journal from which the source of a
// referral or a problem, or what the office weighed before, could be read.

var deskActs = []string{"leg.send", "leg.receipt", "leg.object", "leg.uphold", "leg.reroute", "leg.report_procedure", "leg.accept_report", "leg.ask_again", "leg.clarify", "leg.urge"}

var organActs = []string{"problem.invite_reply", "problem.reply", "problem.redraft", "problem.confirm", "problem.hand_over", "problem.sign_for", "problem.plan", "problem.comment_plan", "problem.note_plan",
	"problem.progress", "problem.extend", "problem.claim", "problem.reject_claim", "problem.assign_verifiers", "problem.pass", "problem.return", "problem.close", "problem.look_back_ok", "problem.recur",
	"problem.long_term", "problem.resume", "problem.revoke", "problem.drop", "problem.escalate", "problem.escalate_council"}

// LineFor reports whether the organs' side may read a line with that act.
func LineFor(kind, act string) bool {
	switch kind {
	case "leg":
		return slices.Contains(deskActs, act)
	case "problem":
		return slices.Contains(organActs, act)
	}
	return false
}

// DeskState reports whether a referral in that state is seen by its recipient.
func DeskState(state string) bool {
	return !slices.Contains([]string{"drafted", "telephoned", "half_signed", "signed", "dropped"}, state)
}

// MayReadLine reports whether the person may read (and have a proof of) a line
// of a matter she may see.
func MayReadLine(who access.Person, l Line) bool {
	return who.Side() != "organ" || (l.Kind != "leg" && l.Kind != "problem") || LineFor(l.Kind, l.Act)
}
