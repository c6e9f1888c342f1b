package api

import (
	"slices"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

// view is how much of a kind a person is shown. Reach (package access) says
// which matters; this says which of their columns.
type view string

const (
	asOffice view = "office" // the committee's own people, and one's own account or key
	asOrgan  view = "organ"  // the organ the matter is shown to
	asSpot   view = "spot"   // a deputy sent to verify, or asked to a meeting
	asAdmin  view = "admin"  // the three administrators: no content
	asThin   view = "thin"   // knows that it exists and where it stands
)

// viewOf is by function and kind: within one place every matter of a kind that
// a function reaches is shown in the same columns.
func viewOf(p access.Person, kind string) view {
	switch p.Side() {
	case "organ":
		return asOrgan
	case "admin":
		return asAdmin
	}
	v := view("")
	for _, l := range access.Reaches {
		if l.Kind != kind || !p.Has(l.Role) {
			continue
		}
		switch {
		case l.Role == access.Secrecy && kind == "clue":
			v = wider(v, asThin)
		case l.How == access.Assigned, l.How == access.Invited, l.How == access.Reading:
			v = wider(v, asSpot)
		case l.How != access.Birth:
			return asOffice
		}
	}
	if v == "" {
		return asOffice // reached as oneself only: account, key, delegation
	}
	return v
}

// viewAt is viewOf for one matter: of a campaign that another committee sent out
// its people read the plan, as the organs do, and not how it came about.
func viewAt(p access.Person, kind, place string) view {
	if v := viewOf(p, kind); (kind != "campaign" && kind != "edition") || v != asOffice || place == p.Place {
		return v
	}
	return asOrgan
}

func wider(a, b view) view {
	if a == asSpot {
		return a
	}
	return b
}

// columns says which columns of a kind each view shows, in words separated by
// blanks. A view that is not here shows none; a kind that is not here fails
// the test that enumerates them, so that a new kind is decided upon.
//
// Never here: password hash and one-time secret of an account; the receipt's
// lookup and key, the sealed boxes and near-duplicate bands of a message; the
// pack of a leg; the hashes of an imported file. For the organ's side never: where a problem or leg comes
// from, who proposed it, and what the office notes among itself.
var columns = map[string]map[view]string{
	"clue": {
		asOffice: `via asked identified joint urgent urgent_why minor retaliation suggest band title summary former class organs units officers case_nos
			campaign routes proposer into_ earlier new_facts party lower told talk files notes answered rating relook_why source source_day import`,
		asThin: `via`,
	},
	"leg": {
		asOffice: `origin_kind origin part clue route basis to_ outgoing reveals case_nos minor urgent telephoned proposers head_accused first letter sent received
			receiver objection objected steps urges asked onward clarified why contacts`,
		asOrgan: `route basis to_ urgent letter sent received receiver objection objected steps urges onward`,
	},
	"problem": {
		asOffice: `title statement class organ units officers origin self_found campaign origins former source_checked evidence invited replies batch confirmed
			handed lead_unit rectify_term signer measures plan_scan comments claims round verifiers reports returned pending recurrences escalations ladder
			look review review_term ended`,
		asSpot: `title statement class organ units self_found campaign evidence confirmed handed lead_unit rectify_term signer measures plan_scan claims round
			returned reports look`,
		asOrgan: `title statement class organ units officers self_found campaign evidence invited replies confirmed handed lead_unit rectify_term signer measures
			plan_scan comments claims round returned recurrences review review_term ended`,
	},
	"opening": {asOffice: `clue requester purpose reason demand approver lapses refused readings`},
	"campaign": {asOffice: `name theme since until classes adopted level upper plan edition topic gate prefix answers ended`,
		asOrgan: `name theme since until classes adopted level plan edition`},
	"edition": {asOffice: `campaign no why reason minute day plan`, asOrgan: `campaign no why reason minute day plan`},
	"meeting": {
		asOffice: `sort title purpose campaign stage organ unit day begins ends venue host agenda files quiet seats offered reply_by guests last moves minutes decided ended`,
		asSpot:   `sort title purpose campaign stage organ unit day begins ends venue host agenda files reply_by moves ended`,
		asOrgan:  `sort title purpose organ unit day begins ends venue host agenda moves ended`,
	},
	"circular": {
		asOffice: `campaign title sender level plan_by organ receiver recipient rank passed rounds studies last reminders ended`,
		asOrgan:  `campaign title sender level plan_by organ recipient rounds studies last reminders ended`,
	},
	"programme": {
		asOffice: `campaign about organ sender sort title requirements text lead since until document files former comments result ended`,
		asOrgan:  `campaign about organ sender sort title requirements text lead since until document files former comments result ended`,
	},
	"draw": {asOffice: `title campaign organ frame file file_name cases strata per_stratum risk_cases pledges mode seed witnesses picks ended`},
	"review": {
		asOffice: `draw case_no label stratum arm organ officers campaign form files readers third excused sheets grade why twin objected object_on ended`,
		asSpot:   `label organ form files`, // her own sheet is on her page; the others' would end the blindness
		asOrgan:  `case_no label organ form grade why objected object_on ended`,
	},
	"exercise": { // whose answers were which is nobody's but hers, on her page; the known ones are shown after her own
		asOffice: `title sort form files known known_grade readers ended draw repeats`,
		asSpot:   `title sort form files`,
	},
	"coordination": {asOffice: `body body_name organ unit since until subject campaign backs ended`},
	"summary":      {asOffice: `campaign title parts figures counted previous prev_name prev_count cases cited results handed last_key editions returned adopted`},
	"task": {
		asOffice: `title content campaign requirement shared body person organ unit contact due depends progress stops reports rungs changes ended`,
		asOrgan:  `title content organ unit contact due progress stops reports rungs ended`,
	},
	"measure":     {asOffice: `title doc_no passed force campaign clauses edition last former ended`},
	"clausecheck": {asOffice: `title measure edition organ campaign due note answers sent reason`, asOrgan: `title edition organ due note answers sent reason`},
	"selfcheck": {
		asOffice: `title campaign edition organ note due overall papers items last signer signed sent returns changes ended`,
		asOrgan:  `title organ edition note due overall papers items signer signed sent returns changes ended`,
	},
	"screening":  {asOffice: `title purpose organ campaign period file cols params planned found lists ended`},
	"lead":       {asOffice: `run run_number run_title period organ unit subject partner signal parts cases tie ticks roster unanswered invited_on statement proposal decision became became_kind`},
	"roster":     {asOffice: `organ unit period papers text files again`, asOrgan: `organ unit period papers text files again`},
	"station":    {asOffice: `code name address keeper contact since until`},
	"member":     {asOffice: `code name post term since until why`},
	"sitting":    {asOffice: `title day until base roll`},
	"correction": {asOffice: `officer ` + correctionCols, asOrgan: correctionCols},
	"handover":   {asOffice: `leaver name until reason by signed takers keys changed kept ended`},
	"experience": {asOffice: experienceCols, asOrgan: experienceCols},
	"account":    {asOffice: `login full_name roles organ conflicts declared temporary`, asOrgan: `login full_name roles organ declared temporary`, asAdmin: `login full_name roles organ declared temporary`},
	"key":        {asOffice: `account holder purpose organ recipient`, asOrgan: `account holder purpose organ recipient`, asAdmin: `account holder purpose organ recipient`},
	"delegation": {asOffice: `giver receiver role since until minute`, asAdmin: `giver receiver role since until minute`},
	"import":     {asOffice: `sort campaign before book rows added changed ended unchanged refused`},
	"register":   {asOffice: registerCols, asOrgan: registerCols},
	"indicator":  {asOffice: `sort title title_en direction manner num den source since until alert rule ended`},
	"warning":    {asOffice: `rule own organ unit colour seen hint asked answers reason outcome`, asOrgan: `rule own organ unit colour hint asked answers`},
	"congress":   all(`name level short prefix intake`),
	"place":      all(`code name level upper since until`),
	"organ":      all(`code name sort level upper branch since until`),
	"unit":       all(`code name organ upper sort focus since until heirs changes`),
	"officer":    {asOffice: `code name pinyin category grade quota sex born organ unit title appointee managed_by posts appointments left_why into_ apart`},
	"deputyrec":  {asOffice: `code name pinyin work employer station stays delegation lawyer supplies account since until`},
}

// How complete a register is; never the hashes of its files, nor its mapping.
const registerCols = `sort organ title since until rows declared quality told ended`

// A request for correction is the organ's own, with what was decided on it; the
// entry's id would be of no use to the organ's side and is left out for it.
const correctionCols = `person code organ unit what post held heading says should why way files wanted added decision reason basis changed told told_on ended`

// An experience is written to be read: whoever sees one sees all of it.
const experienceCols = `title text effect campaign about class sort organ sender receiver returned ended kept`

func all(cols string) map[view]string {
	return map[view]string{asOffice: cols, asSpot: cols, asOrgan: cols, asAdmin: cols, asThin: cols}
}

// rowColumns are what lists show of a matter; rowHidden takes some away.
var rowHidden = map[string]map[view][]string{
	"leg":         {asOrgan: {"parent", "via", "class", "campaign", "opened", "unit", "handled"}},
	"problem":     {asOrgan: {"parent", "opened", "handled"}, asSpot: {"parent", "handled"}},
	"selfcheck":   {asOrgan: {"parent", "handled"}},
	"roster":      {asOrgan: {"parent", "campaign", "handled"}},
	"clausecheck": {asOrgan: {"parent", "campaign", "handled"}},
	"task":        {asOrgan: {"parent", "via", "class", "campaign", "handled"}},
	"meeting":     {asOrgan: {"parent", "campaign", "handled"}, asSpot: {"parent", "handled"}},
	"clue":        {asThin: {"title", "class", "organ", "unit", "campaign", "parent", "handled"}},
	"review":      {asOrgan: {"parent", "via", "campaign", "handled"}, asSpot: {"parent", "via", "class", "campaign", "handled"}},
	"exercise":    {asSpot: {"parent", "handled"}},
}

func hidden(kind string, v view, col string) bool { return slices.Contains(rowHidden[kind][v], col) }

// headShown reports whether the view shows the day a matter was begun and the
// rules it is pinned to: from them the organ's side could tell a message's day.
func headShown(kind string, v view) bool { return !hidden(kind, v, "opened") }

// lineShown reports whether a line of a matter's history is for the view. The
// organ's side sees what happened since the matter was put to it, and none of
// the office's own preparations; who is thin sees no history.
func lineShown(kind string, v view, name act.Name) bool {
	switch v {
	case asThin:
		return false
	case asOrgan, asSpot:
		if outward, narrow := outwardActs[kind]; narrow {
			return slices.Contains(outward, name)
		}
	}
	return true
}

// outwardActs are the acts on a matter that the organ's side may know of.
var outwardActs = map[string][]act.Name{
	"exercise": {"exercise.start", "exercise.end"},
	"review":   {"review.notify", "review.object", "review.reconsider", "review.finish"},
	"task": {"task.assign", "task.set_due", "task.accept", "task.progress", "task.block", "task.unblock", "task.report", "task.confirm", "task.return", "task.cancel",
		"task.remind", "task.request", "task.hear", "task.council"},
	"clausecheck": {"clausecheck.ask", "clausecheck.answer", "clausecheck.submit", "clausecheck.return", "clausecheck.conclude", "clausecheck.withdraw"},
	"selfcheck": {"selfcheck.request", "selfcheck.set_due", "selfcheck.withdraw", "selfcheck.fill", "selfcheck.whole", "selfcheck.attach", "selfcheck.detach", "selfcheck.sign",
		"selfcheck.unsign", "selfcheck.submit", "selfcheck.accept", "selfcheck.return", "selfcheck.look_again"},
	"roster":   {"roster.ask", "roster.supply", "roster.ask_again", "roster.take"},
	"warning":  {"warning.hint", "warning.ask", "warning.explain"},
	"register": {"register.supply", "register.renew", "register.tell", "register.return", "register.return_again"},
	"meeting":  {"meeting.plan", "meeting.amend", "meeting.invite", "meeting.notify_organ", "meeting.postpone", "meeting.cancel", "meeting.hold"},
	"leg":      {"leg.send", "leg.receipt", "leg.object", "leg.uphold", "leg.reroute", "leg.report_procedure", "leg.accept_report", "leg.ask_again", "leg.clarify", "leg.urge"},
	"problem": {"problem.invite_reply", "problem.reply", "problem.confirm", "problem.drop", "problem.hand_over", "problem.sign_for", "problem.plan", "problem.comment_plan",
		"problem.note_plan", "problem.progress", "problem.extend", "problem.claim", "problem.reject_claim", "problem.assign_verifiers", "problem.pass", "problem.return",
		"problem.close", "problem.look_back_ok", "problem.recur", "problem.long_term", "problem.resume", "problem.revoke", "problem.escalate", "problem.escalate_council"},
}
