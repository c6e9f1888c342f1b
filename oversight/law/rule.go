package law

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Force says how binding a rule is; every clock shown to people says which.
type Force string

const (
	Statutory Force = "statutory" // 法定
	Local     Force = "local"     // 本级参数
	Promise   Force = "promise"   // 本机关承诺
)

// Anchor is the event a term is counted from.
type Anchor string

const (
	AtReceipt      Anchor = "received"
	AtAcceptance   Anchor = "accepted"
	AtAnswer       Anchor = "answered"
	AtUrgent       Anchor = "raised_urgent"
	AtUrgentRefer  Anchor = "referred_urgent"
	AtEmergency    Anchor = "opened_emergency"
	AtSending      Anchor = "sent"
	AtLegReceipt   Anchor = "leg_received"
	AtInvitation   Anchor = "invited"
	AtHandOver     Anchor = "handed"
	AtSigning      Anchor = "signed"
	AtClosing      Anchor = "closed"
	AtRaising      Anchor = "raised"
	AtOpening      Anchor = "opening_approved"
	AtUrge         Anchor = "urged"
	AtSession      Anchor = "session"
	AtMeeting      Anchor = "held"
	AtReading      Anchor = "given_to_read"
	AtTelling      Anchor = "organ_told"
	AtBodySetsTerm Anchor = "term_set"
	AtRequest      Anchor = "requested"
	AtSubmission   Anchor = "submitted"
	AtReturn       Anchor = "returned"
)

var anchorText = map[Anchor][2]string{
	AtReceipt: {"收到之日", "day of receipt"}, AtAcceptance: {"受理之日", "day of acceptance"},
	AtAnswer: {"答复之日", "day of the answer"}, AtUrgent: {"标为紧急之时", "moment it was raised as urgent"},
	AtUrgentRefer: {"电话紧急转送之时", "moment of the urgent referral by telephone"},
	AtEmergency:   {"紧急拆封之时", "moment of the emergency opening"}, AtSending: {"转送之日", "day of sending"},
	AtLegReceipt: {"签收之日", "day the leg was received"}, AtInvitation: {"征求意见之日", "day of the invitation to reply"},
	AtHandOver: {"交办之日", "day of handing over"}, AtSigning: {"签收之日", "day of signing for it"},
	AtClosing: {"销号之日", "day of closing"}, AtRaising: {"发出之日", "day it was raised"},
	AtOpening: {"批准拆封之时", "moment the opening was approved"}, AtUrge: {"催办之日", "day of urging"},
	AtSession: {"会议之日", "day of the session"}, AtMeeting: {"举行之日", "day it was held"}, AtReading: {"分派之日", "day it was assigned"}, AtTelling: {"告知之日", "day the organ was told"}, AtBodySetsTerm: {"决定之日", "day of the decision"},
	AtRequest: {"提出要求之日", "day it was asked for"}, AtSubmission: {"报送之日", "day it was submitted"}, AtReturn: {"退回之日", "day it was returned"},
}

// Text of the event in both languages.
func (a Anchor) Text() (zh, en string) { return anchorText[a][0], anchorText[a][1] }

// Rule is one deadline or number with its citation, place and dates.
type Rule struct {
	ID     string // "clue.tell"
	Zh, En string // what it is the term of

	Term    Term // zero where the rule is a count or a term set by a body
	Longest Term // where the rule gives a range (3–6 months): its upper end
	Count   int  // where the rule is a number: at most 2 urgings, at least 2 verifiers
	Extend  Term // how much it may be extended, in all
	Anchor  Anchor

	Backwards, NoRoll bool

	Source       string // source code of the term, see Cite
	ExtendSource string

	Place    string // division code; "" the nation; a code binds all places below it
	Own      bool   // binds that place alone, not those below (a committee's own office rule)
	From, To Day    // in force from and to, both included; "" open

	Force     Force
	Confirmed bool // false: 待本级确认, shown with the clock until somebody answers for it
}

// Label is the short mark on a clock chip.
func (r Rule) Label() (zh, en string) {
	switch r.Force {
	case Statutory:
		zh, en = "法定", "statutory"
	case Promise:
		zh, en = "本机关承诺", "own promise"
	default:
		zh, en = "本级规定", "local rule"
	}
	if !r.Confirmed {
		return zh + "·待本级确认", en + ", to be confirmed"
	}
	return zh, en
}

// Clock starts the rule's term on a day; the caller adds At, Exclude and Extend.
func (r Rule) Clock(from Day) Clock {
	return Clock{From: from, Term: r.Term, Backwards: r.Backwards, NoRoll: r.NoRoll, Source: r.Source}
}

// Extension makes an extension of the rule's own kind, with its citation.
func (r Rule) Extension(t Term, zh, en string) Extension {
	return Extension{Term: t, Zh: zh, En: en, Source: cmp.Or(r.ExtendSource, r.Source)}
}

// Allows refuses an extension that, with those already given, exceeds what the
// rule lets be added in all (XF22 34: 30 days), or is in another unit.
func (r Rule) Allows(t Term, given ...Term) error {
	if r.Extend.IsZero() {
		return wrong("extend", "该期限不能延长", "this term cannot be extended")
	}
	most := canonical(r.Extend)
	sum := 0
	for _, x := range append(given, t) {
		x = canonical(x)
		if x.Unit != most.Unit {
			return wrong("extend", "延长须以“"+unitZh[r.Extend.Unit]+"”计", "the extension is counted in "+unitEn[r.Extend.Unit])
		}
		sum += x.N
	}
	if t.N < 1 || sum > most.N {
		return wrong("extend", "延长合计不得超过"+r.Extend.Zh(), "extensions must not exceed "+r.Extend.En()+" in all")
	}
	return nil
}

func (r Rule) binds(place string, day Day) bool {
	if r.From != "" && day < r.From || r.To != "" && day > r.To {
		return false
	}
	if r.Own {
		return r.Place == place
	}
	return strings.HasPrefix(place, prefix(r.Place))
}

// prefix cuts the "00" of a province or city code: 990000 and 990100 cover what
// lies below them.
func prefix(place string) string {
	for len(place) == 6 || len(place) == 4 {
		p, ok := strings.CutSuffix(place, "00")
		if !ok {
			break
		}
		place = p
	}
	return place
}

// closeness orders rules that bind one place: own rule, then longest prefix.
func (r Rule) closeness() int {
	n := 2 * len(prefix(r.Place))
	if r.Own {
		n++
	}
	return n
}

// Rules is the whole body of rules. It is a value: With returns a larger one.
type Rules struct{ list []Rule }

// BuiltRules are the rules written in this package.
func BuiltRules() Rules { return builtRules }

var builtRules = func() Rules {
	rs, err := Rules{}.With(ruleData...)
	if err != nil {
		panic(err)
	}
	return rs
}()

// With adds rules, for instance a local parameter confirmed by its committee.
// A rule with the same id, place and first day replaces the earlier one. It
// refuses rules without text or term, and a local rule or promise that would be
// laxer than the statutory term of the same unit.
func (rs Rules) With(add ...Rule) (Rules, error) {
	out := Rules{list: slices.Clone(rs.list)}
	for _, r := range add {
		if err := out.check(r); err != nil {
			return rs, err
		}
		i := slices.IndexFunc(out.list, func(o Rule) bool { return o.key() == r.key() })
		if i >= 0 {
			out.list[i] = r
		} else {
			out.list = append(out.list, r)
		}
	}
	return out, nil
}

func (r Rule) key() string { return fmt.Sprint(r.ID, "|", r.Place, "|", r.Own, "|", r.From) }

func (rs Rules) check(r Rule) error {
	if r.ID == "" || r.Zh == "" || r.En == "" || r.Source == "" {
		return wrong("rule", "规则须有编号、中英文名称和依据："+r.ID, "a rule needs an id, both names and a source: "+r.ID)
	}
	if r.Term.IsZero() && r.Count == 0 {
		return wrong("term", "规则须有期限或者数量："+r.ID, "a rule needs a term or a count: "+r.ID)
	}
	for _, t := range []Term{r.Term, r.Longest, r.Extend} {
		if t.IsZero() {
			continue
		}
		if err := t.check(); err != nil {
			return err
		}
	}
	for _, d := range []Day{r.From, r.To} {
		if d != "" && !d.Valid() {
			return wrong("from", "施行日期无效："+r.ID, "the dates in force are not valid: "+r.ID)
		}
	}
	if r.To != "" && r.To < r.From {
		return wrong("to", "失效日早于施行日："+r.ID, "the rule ends before it begins: "+r.ID)
	}
	return rs.checkLaxer(r)
}

// A committee may promise more than the statute, never less.
func (rs Rules) checkLaxer(r Rule) error {
	if r.Force == Statutory || r.Backwards {
		return nil
	}
	for _, s := range rs.list {
		overlap := (r.To == "" || s.From <= r.To) && (s.To == "" || r.From <= s.To)
		below := strings.HasPrefix(prefix(r.Place), prefix(s.Place))
		if s.ID != r.ID || s.Force != Statutory || !overlap || !below {
			continue
		}
		a, b := canonical(r.Term), canonical(s.Term)
		if a.Unit == b.Unit && a.N > b.N {
			return wrong("term", fmt.Sprintf("“%s”的法定期限为%s，本级规定只能更短", r.Zh, s.Term.Zh()),
				fmt.Sprintf("the statutory term of %q is %s; a local rule can only be shorter", r.En, s.Term.En()))
		}
	}
	return nil
}

// At finds the rule in force at a place on a day: the place's own rule first,
// then the nearest above it, then the newest.
func (rs Rules) At(place string, day Day, id string) (Rule, bool) {
	var best Rule
	found := false
	for _, r := range rs.list {
		if r.ID != id || !r.binds(place, day) {
			continue
		}
		if c := r.closeness() - best.closeness(); !found || c > 0 || c == 0 && r.From > best.From {
			best, found = r, true
		}
	}
	return best, found
}

// In lists every rule in force at a place on a day, by id.
func (rs Rules) In(place string, day Day) []Rule {
	ids := map[string]bool{}
	var out []Rule
	for _, r := range rs.list {
		if ids[r.ID] {
			continue
		}
		ids[r.ID] = true
		if b, ok := rs.At(place, day, r.ID); ok {
			out = append(out, b)
		}
	}
	slices.SortFunc(out, func(a, b Rule) int { return strings.Compare(a.ID, b.ID) })
	return out
}

// All lists every rule, for the settings page.
func (rs Rules) All() []Rule { return slices.Clone(rs.list) }

// Regime is the rule set (规则集) of a place over the days in which no rule and
// no cited law changes. A matter is pinned to a day; Rules.Regime names what
// that day means.
type Regime struct {
	ID       string // place@first day, such as 990100@2024-11-08
	Place    string
	From, To Day // To is empty while nothing later is known
	Rules    []Rule
}

// Regime of a place on a day.
func (rs Rules) Regime(place string, day Day) Regime {
	g := Regime{Place: place, Rules: rs.In(place, day)}
	for _, d := range rs.changes(place) {
		if d <= day && d > g.From {
			g.From = d
		}
		if d > day && (g.To == "" || d.Add(-1) < g.To) {
			g.To = d.Add(-1)
		}
	}
	g.ID = place + "@" + string(g.From)
	return g
}

// changes are the days on which some rule binding the place begins or has ended.
func (rs Rules) changes(place string) (out []Day) {
	for _, r := range rs.list {
		probe := r
		probe.From, probe.To = "", ""
		if !probe.binds(place, "") {
			continue
		}
		if r.From != "" {
			out = append(out, r.From)
		}
		if r.To != "" {
			out = append(out, r.To.Add(1))
		}
	}
	return out
}
