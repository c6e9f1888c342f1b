// Package handover is the life of a hand-over (工作交接) on rotation of staff:
// everything that one person handles goes to one or several others in one
// record, which both sign and a director confirms. Each matter then changes
// hands by an act of its own. Keys are not passed on: a key is its holder's
// alone, so the record says which keys there are and what has to be done.
package handover

import (
	"slices"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

// Line is one matter of the list. It holds no title: whoever may not see the
// matter does not learn of it from the list.
type Line struct {
	Kind string `json:"kind"`
	ID   string `json:"id"`
	Was  string `json:"was"`          // its state when the list was made
	To   string `json:"to,omitempty"` // who takes it; "" nobody
	Out  string `json:"out,omitempty"`
	Zh   string `json:"zh,omitempty"` // why it cannot or did not change hands
	En   string `json:"en,omitempty"`
}

// What became of a line: Line.Out.
const (
	Moves  = ""      // is to change hands
	Stays  = "stays" // cannot, for the reason given
	Moved  = "moved"
	Gone   = "gone"   // was no longer hers when it was confirmed
	Inform = "inform" // without a handler of its own: told for knowledge
)

// Taker is somebody who takes matters over.
type Taker struct {
	Person string   `json:"person"`
	Name   string   `json:"name"`
	Kinds  []string `json:"kinds,omitempty"` // of matters; none: all that nobody else takes
	Signed string   `json:"signed,omitempty"`
}

// KeyLine is a key of the leaver when the list was made.
type KeyLine struct {
	ID      string `json:"id"`
	Purpose string `json:"purpose"`
}

// Handover is one hand-over.
type Handover struct {
	act.Head
	Leaver     string
	Name       string // the leaver's
	Until      string // her last day in the post, "" not said
	Reason     string
	By         string // who proposed it: the leaver or a director for her
	Signed     string // day of the leaver's signature, "" none: absent
	Takers     []Taker
	Lines      []Line // what is to change hands: what she handles and is open, and closed ones where WithClosed
	Inform     []Line // open matters without a handler that she worked on
	WithClosed bool   // closed matters change hands too
	Closed     []Line // what she handled and is over, for reference
	Keys       []KeyLine
	Lent       []string // delegations in force from or to her
	Changed    int64    // matters that changed hands
	Kept       int64    // matters that did not
	Ended      string   // why it was refused or withdrawn
}

// Life of a hand-over: who gives, who takes and who confirms are different
// people.
var Life = act.Life{
	Kind: "handover", Zh: "工作交接", En: "Hand-over",
	States: []act.State{
		{Code: "proposed", Zh: "待接收签字", En: "To be signed for", Tone: "act", Open: true},
		{Code: "accepted", Zh: "已签字，待确认", En: "Signed, to be confirmed", Tone: "warn", Open: true},
		{Code: "confirmed", Zh: "已交接", En: "Handed over", Tone: "ok"},
		{Code: "refused", Zh: "接收人退回", En: "Refused"},
		{Code: "withdrawn", Zh: "已撤回", En: "Withdrawn"},
	},
	Verbs: []act.Verb{
		{Do: "handover.propose", Zh: "提出交接", En: "Propose a hand-over", SayZh: "本人提出即为移交人签字；接收人签字、负责人确认以后，事项才逐件换人。", SayEn: "Proposing one's own is the leaver's signature; matters change hands once the receivers have signed and a director confirms."},
		{Do: "handover.sign", Zh: "移交人签字", En: "Sign as the leaver"},
		{Do: "handover.accept", Zh: "接收人签字", En: "Sign as the receiver", SayZh: "签字表示已看过清单并同意接手。", SayEn: "It says that you have read the list and take it over."},
		{Do: "handover.refuse", Zh: "退回", En: "Refuse"},
		{Do: "handover.withdraw", Zh: "撤回", En: "Withdraw"},
		{Do: "handover.confirm", Zh: "确认交接", En: "Confirm", SayZh: "清单上的事项一次全部换人，每件各有记录；密钥不随事项移交，按清单办理停用和登记。", SayEn: "All matters of the list change hands at once, each on record; keys are not passed on, see the key list."},
	},
	Steps: []act.Step{
		{From: act.In(act.Birth), Do: "handover.propose", To: []string{"proposed"}, Who: staff, Basis: "local"},
		{From: act.In("proposed", "accepted"), Do: "handover.sign", To: []string{act.Same}, Who: staff, Basis: "local"},
		{From: act.In("proposed"), Do: "handover.accept", To: []string{"proposed", "accepted"}, Who: staff, Basis: "local", Main: true, Own: true},
		{From: act.In("proposed"), Do: "handover.refuse", To: []string{"refused"}, Who: staff, Basis: "local"},
		{From: act.In("proposed", "accepted"), Do: "handover.withdraw", To: []string{"withdrawn"}, Who: staff, Basis: "local"},
		{From: act.In("accepted"), Do: "handover.confirm", To: []string{"confirmed"}, Who: []act.Role{access.Director, access.Vice}, Not: []act.Name{"handover.propose", "handover.sign", "handover.accept"}, Basis: "local", Main: true},
	},
}

// staff: a director first, so that who holds both functions acts as director
// for somebody absent.
var staff = []act.Role{access.Director, access.Clerk, access.Intake, access.Letters, access.Vice, access.Secretary}

// Matter lists it by the people it is between.
func (h Handover) Matter() act.Matter {
	t := act.Matter{Title: h.Name + "的工作交接"}
	for _, x := range h.Takers {
		t.Words += x.Name + "\n"
	}
	return t
}

// TakerOf is who takes matters of a kind.
func TakerOf(takers []Taker, kind string) string {
	rest := ""
	for _, t := range takers {
		if slices.Contains(t.Kinds, kind) {
			return t.Person
		}
		if len(t.Kinds) == 0 {
			rest = t.Person
		}
	}
	return rest
}

// Takes is the taker with an account.
func (h Handover) Takes(person string) (int, bool) {
	i := slices.IndexFunc(h.Takers, func(t Taker) bool { return t.Person == person })
	return i, i >= 0
}

// Leaving reports whether the person gives her work away here.
func (h Handover) Leaving(person string) bool { return h.Leaver == person }
