package clue

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

// days is a fixed calendar: every rule is that many days, holidays unknown.
type days map[string]int

var terms = days{"clue.tell": 15, "clue.tell_anonymous": 15, "clue.finish": 60, "clue.relook": 30, "clue.urgent": 0,
	"clue.refer_urgent_written": 1, "clue.open_emergency_countersign": 1}

func (d days) Start(rule string, at time.Time) (act.Clock, error) { return d.StartTerm(rule, "", at) }

func (d days) StartTerm(rule, term string, at time.Time) (act.Clock, error) {
	n, ok := d[rule]
	if !ok {
		return act.Clock{}, fmt.Errorf("no rule %s", rule)
	}
	due := at.AddDate(0, 0, n)
	return act.Clock{Rule: rule, From: act.DayOf(at), FromAt: at.UnixMicro(), Term: fmt.Sprint(n, "d"), Due: act.DayOf(due), DueAt: due.UnixMicro()}, nil
}

func (d days) Extend(c act.Clock, e act.Extend) (act.Clock, error) {
	var n int
	if _, err := fmt.Sscanf(e.Term, "%dd", &n); err != nil {
		return c, err
	}
	t, _ := time.ParseInLocation("2006-01-02", c.Due, act.Shanghai)
	c.Due = act.DayOf(t.AddDate(0, 0, n))
	c.Extend = append(c.Extend, e)
	return c, nil
}

var at0 = time.Date(2026, 3, 2, 10, 0, 0, 0, act.Shanghai)

func by(person string, role act.Role, day int, roll ...act.Done) act.Moment {
	return act.Moment{At: at0.AddDate(0, 0, day), By: person, Role: role, Rules: terms, NewID: "c1", Prefix: "明人", Number: "明人监信〔2026〕1号", Roll: roll}
}

func sealedBox() Boxes { return Boxes{Body: Sealed{Hash: "h", Wrap: "w", Size: 9}} }

func said(text string) Said { return Said{Text: text, Sealed: sealedBox()} }

func reply(text string) Reply { return Reply{Said: said(text), Remedies: "无"} }

// in makes a message in a state.
func in(state string, with ...func(*Clue)) Clue {
	c := Clue{Head: act.Head{ID: "c1", Version: 3, State: state, Place: "990100", Regime: "2026-03-02", Opened: "2026-03-02"},
		Asked: "police", Body: Sealed{Hash: "b", Wrap: "w"}, ReplyTo: "age1x", Identified: true, Joint: 1}
	if state != "received" && state != "diverted" {
		c.Title, c.Summary, c.Class = "反映讯问不规范", "来信人称讯问时没有录音录像。", "norm.recording"
	}
	for _, f := range with {
		f(&c)
	}
	return c
}

func runs(rules ...string) func(*Clue) {
	return func(c *Clue) {
		for _, r := range rules {
			if err := c.Begin(by("x", "", 0), r); err != nil {
				panic(err)
			}
		}
	}
}

func routes(outcomes ...string) func(*Clue) {
	return func(c *Clue) {
		for _, o := range outcomes {
			c.Routes = append(c.Routes, Route{Outcome: o, Route: "torture", To: "p1"})
		}
	}
}

func urgent(c *Clue) { c.Urgent = true }

func party(person, as string) func(*Clue) { return func(c *Clue) { c.Join(person, as) } }

const out = "现将群众反映的一般情况转请依照法定程序处理。"

func summary() Summarise {
	return Summarise{ID: "c1", Title: "反映讯问不规范", Summary: "来信人称讯问时没有同步录音录像。", Class: "norm.recording", Needs: SummaryNeeds{Class: true}}
}

func urgentRefer(at time.Time) ReferUrgent {
	return ReferUrgent{ID: "c1", Route: "torture", To: "p1", Called: at.Format("2006-01-02T15:04"), Spoke: "检察院值班室", Outgoing: out, Reveals: "no",
		Needs: ReferUrgentNeeds{May: map[string][]string{"torture": {"p1"}}}}
}

func mergeInto() Merge {
	return Merge{ID: "c1", Into: "c2", Needs: MergeNeeds{Known: true, Place: "990100", State: "registered"}}
}

func repeats(newFacts bool) LinkRepeat {
	return LinkRepeat{ID: "c1", Earlier: "c0", NewFacts: newFacts, Needs: RepeatNeeds{Known: true, Place: "990100", Answered: true}}
}

func forward() ForwardLower {
	return ForwardLower{ID: "c1", To: "990102", Outgoing: out, Reveals: "no", Needs: ForwardLowerNeeds{Below: []string{"990102"}}}
}

func proposal() Propose {
	return Propose{ID: "c1", Routes: []Route{{Outcome: "refer", Route: "torture", To: "p1", Outgoing: out, Reveals: "no"}},
		Needs: ProposeNeeds{May: map[string][]string{"torture": {"p1"}}}}
}

// do is one case of the table: an act on a message, and what must come of it.
type do struct {
	name   string
	c      Clue
	a      act.Act[Clue]
	m      act.Moment
	to     string   // state after; "" if refused
	kind   act.Kind // of the refusal
	field  string
	starts string // clock that must run after
	stops  string // clock that must not run after
	told   string // last code told
	check  func(Clue) bool
}

func fit() PersonNeeds { return PersonNeeds{Fit: true} }

func cases() []do {
	intake := by("i1", access.Intake, 1)
	clerk := by("k1", access.Clerk, 1)
	dir := by("d1", access.Director, 1)
	vice := by("v1", access.Vice, 1)
	pub := by("public", access.Public, 1)
	sec := by("s1", access.Secretary, 1)
	foll := by("d1", access.Follow, 1)
	told := func(code string) func(*Clue) {
		return func(c *Clue) { c.Told = append(c.Told, Told{Day: "2026-03-02", Code: code}) }
	}
	settled := func(c *Clue) { c.Routes[0].Settled = "2026-03-02" }
	ord := func() Receive { return Receive{Via: "web", Asked: "police", Sealed: sealedBox()} }
	bad := "请贵院依法改判此案。"
	return []do{
		{name: "receive", c: Clue{}, a: ord(), m: pub, to: "received", starts: "clue.tell_anonymous"},
		{name: "receive own in the office's book", c: Clue{}, a: Receive{Via: "web", Asked: "congress", Sealed: sealedBox()}, m: pub, kind: act.Invalid, field: "asked"},
		{name: "receive own", c: Clue{}, a: ReceiveOwn{Receive{Via: "web", Asked: "congress", Sealed: sealedBox()}}, m: pub, to: "diverted", check: func(c Clue) bool { return c.Audience == "diverted" }},
		{name: "open", c: in("received"), a: Open{ID: "c1", Needs: OpenNeeds{Declared: true}}, m: intake, to: "received"},
		{name: "open with kin", c: in("received"), a: Open{ID: "c1", Needs: OpenNeeds{Declared: true, Conflicts: []string{"police"}}}, m: intake, kind: act.Missing},
		{name: "open undeclared", c: in("received"), a: Open{ID: "c1"}, m: intake, kind: act.Forbidden},

		{name: "emergency", c: in("received"), a: OpenEmergency{ID: "c1", Second: "i2", Danger: true, Reason: "反映人称有生命危险", Needs: fit()}, m: intake, to: "received", starts: "clue.open_emergency_countersign", check: func(c Clue) bool { return c.Has("i2", "second") }},
		{name: "emergency without danger", c: in("received"), a: OpenEmergency{ID: "c1", Second: "i2", Reason: "比较着急", Needs: fit()}, m: intake, kind: act.Invalid, field: "danger"},
		{name: "emergency alone", c: in("received"), a: OpenEmergency{ID: "c1", Second: "i1", Danger: true, Reason: "有生命危险", Needs: fit()}, m: intake, kind: act.Invalid, field: "second"},
		{name: "emergency unfit second", c: in("received"), a: OpenEmergency{ID: "c1", Second: "i2", Danger: true, Reason: "有生命危险"}, m: intake, kind: act.Invalid, field: "second"},
		{name: "countersign", c: in("registered", party("i2", "second"), runs("clue.open_emergency_countersign")), a: Countersign{"c1"}, m: by("i2", access.Intake, 1), to: "registered", stops: "clue.open_emergency_countersign"},
		{name: "countersign by a third", c: in("received", party("i2", "second")), a: Countersign{"c1"}, m: by("i3", access.Intake, 1), kind: act.Forbidden},
		{name: "countersign ≠ opener", c: in("received", party("i1", "second")), a: Countersign{"c1"}, m: by("i1", access.Intake, 1, act.Done{Do: "clue.open_emergency", By: "i1"}), kind: act.Forbidden},
		{name: "quarantine", c: in("registered", runs("clue.tell")), a: QuarantineSecret{ID: "c1", To: "z1", Ground: "content", Needs: fit()}, m: intake, to: "withheld", stops: "clue.tell", check: func(c Clue) bool {
			return c.Summary == "" && !strings.Contains(c.Matter().Words, "录音") && c.Matter().Class == ""
		}},
		{name: "quarantine without ground", c: in("received"), a: QuarantineSecret{ID: "c1", To: "z1", Needs: fit()}, m: intake, kind: act.Invalid, field: "ground"},
		{name: "summarise", c: in("received"), a: summary(), m: intake, to: "registered"},
		{name: "summarise late", c: in("registered"), a: summary(), m: intake, kind: act.NotNow},

		{name: "urgent by sender", c: in("accepted"), a: RaiseUrgent{ID: "c1"}, m: pub, to: "accepted", starts: "clue.urgent", check: func(c Clue) bool { return c.Urgent && c.UrgentWhy == "sender" }},
		{name: "urgent by clerk", c: in("registered"), a: RaiseUrgent{ID: "c1", Reason: "来信人称今晚有危险"}, m: clerk, to: "registered", starts: "clue.urgent", check: func(c Clue) bool { return c.UrgentWhy == "clerk" }},
		{name: "urgent by intake without reason", c: in("registered"), a: RaiseUrgent{ID: "c1"}, m: intake, kind: act.Invalid, field: "reason"},
		{name: "urgent twice", c: in("received", urgent), a: RaiseUrgent{ID: "c1"}, m: pub, kind: act.NotNow},
		{name: "urgent when kept", c: in("kept"), a: RaiseUrgent{ID: "c1"}, m: pub, to: "kept", starts: "clue.urgent"},
		{name: "withdraw when merged", c: in("merged"), a: Withdraw{ID: "c1", Pressure: "no"}, m: pub, to: "merged", told: "withdrawn"},
		{name: "add when withheld", c: in("withheld"), a: Supplement{ID: "c1", Said: said("还有一张照片")}, m: pub, to: "withheld"},
		{name: "attend", c: in("closed", urgent, runs("clue.urgent")), a: Attend{ID: "c1", How: "contacted", Note: "已电话联系并告知求助途径"}, m: intake, to: "closed", stops: "clue.urgent", check: func(c Clue) bool { return !c.Urgent }},
		{name: "attend to nothing", c: in("closed"), a: Attend{ID: "c1", How: "contacted", Note: "已电话联系"}, m: intake, kind: act.NotNow},
		{name: "refer urgent", c: in("received", urgent, runs("clue.urgent", "clue.tell")), a: urgentRefer(dir.At), m: dir, to: "accepted", starts: "clue.refer_urgent_written", stops: "clue.urgent", told: "accepted", check: func(c Clue) bool {
			return len(c.Routes) == 1 && c.Routes[0].Urgent && c.Routes[0].Settled != "" && !c.Urgent && c.Routes[0].Basis != ""
		}},
		{name: "refer urgent when closed", c: in("closed", urgent, runs("clue.urgent"), routes("refer"), settled), a: urgentRefer(vice.At), m: vice, to: "closed", starts: "clue.refer_urgent_written", check: func(c Clue) bool { return len(c.Routes) == 2 }},
		{name: "refer urgent, not urgent", c: in("received"), a: urgentRefer(dir.At), m: dir, kind: act.NotNow},
		{name: "refer urgent to the accused's line", c: in("received", urgent), a: func() ReferUrgent { a := urgentRefer(dir.At); a.To = "accused"; return a }(), m: dir, kind: act.Invalid, field: "urgent.to"},
		{name: "refer urgent deciding", c: in("received", urgent), a: func() ReferUrgent {
			a := urgentRefer(dir.At)
			a.Outgoing = "请立即释放被羁押人员。"
			return a
		}(), m: dir, kind: act.Invalid, field: "urgent.outgoing"},
		{name: "refer urgent in the future", c: in("received", urgent), a: urgentRefer(dir.At.Add(time.Hour)), m: dir, kind: act.Invalid, field: "called"},
		{name: "refer urgent long ago", c: in("received", urgent), a: urgentRefer(dir.At.Add(-25 * time.Hour)), m: dir, kind: act.Invalid, field: "called"},
		{name: "write up", c: in("accepted", runs("clue.refer_urgent_written")), a: WriteUp{"c1"}, m: foll, to: "accepted", stops: "clue.refer_urgent_written"},
		{name: "write up nothing", c: in("accepted"), a: WriteUp{"c1"}, m: foll, kind: act.NotNow},

		{name: "merge", c: in("registered", runs("clue.tell")), a: mergeInto(), m: intake, to: "merged", starts: "clue.tell", check: func(c Clue) bool { return c.Into == "c2" && len(c.Told) == 0 }},
		{name: "merge into one accepted", c: in("registered", runs("clue.tell")), a: func() Merge {
			a := mergeInto()
			a.Needs.State, a.Needs.Told = "accepted", []Told{{Code: "accepted", Leg: "L1"}, {Code: "upheld"}}
			return a
		}(), m: intake, to: "merged", stops: "clue.tell", told: "accepted", check: func(c Clue) bool { return c.Told[0].Leg == "" }},
		{name: "merge into itself", c: in("registered"), a: func() Merge { a := mergeInto(); a.Into = "c1"; return a }(), m: intake, kind: act.Invalid, field: "into"},
		{name: "merge across places", c: in("registered"), a: func() Merge { a := mergeInto(); a.Needs.Place = "990200"; return a }(), m: intake, kind: act.Invalid, field: "into"},
		{name: "merge chain down", c: in("registered"), a: func() Merge { a := mergeInto(); a.Needs.State = "merged"; return a }(), m: intake, kind: act.Invalid, field: "into"},
		{name: "merge chain up", c: in("registered"), a: func() Merge { a := mergeInto(); a.Needs.Children = 1; return a }(), m: intake, kind: act.Invalid, field: "into"},
		{name: "merge with legs", c: in("registered", routes("refer"), settled), a: mergeInto(), m: intake, kind: act.NotNow},
		{name: "unmerge", c: in("merged", func(c *Clue) { c.Into = "c2" }), a: Unmerge{"c1", "不是同一件事"}, m: intake, to: "registered", starts: "clue.tell", check: func(c Clue) bool { return c.Into == "" }},
		{name: "unmerge without reason", c: in("merged"), a: Unmerge{"c1", ""}, m: intake, kind: act.Invalid, field: "reason"},
		{name: "tell common", c: in("merged", runs("clue.tell")), a: TellCommon{ID: "c1", Code: "accepted"}, m: foll, to: "merged", stops: "clue.tell", told: "accepted"},
		{name: "tell common unknown", c: in("merged"), a: TellCommon{ID: "c1", Code: "guilty"}, m: foll, kind: act.Invalid, field: "code"},
		{name: "repeat", c: in("registered", runs("clue.tell")), a: repeats(false), m: intake, to: "repeat", stops: "clue.tell", told: "repeat"},
		{name: "repeat with new facts", c: in("registered", runs("clue.tell")), a: repeats(true), m: intake, to: "registered", starts: "clue.tell", check: func(c Clue) bool { return c.NewFacts && c.Earlier == "c0" && len(c.Told) == 0 }},
		{name: "repeat of one without answer", c: in("registered"), a: func() LinkRepeat { a := repeats(false); a.Needs.Answered = false; return a }(), m: intake, kind: act.Invalid, field: "earlier"},
		{name: "repeat of itself", c: in("registered"), a: func() LinkRepeat { a := repeats(false); a.Earlier = "c1"; return a }(), m: intake, kind: act.Invalid, field: "earlier"},
		{name: "unlink", c: in("repeat"), a: UnlinkRepeat{"c1", "反映人补充了新材料"}, m: intake, to: "registered", starts: "clue.tell"},

		{name: "ask", c: in("registered", runs("clue.tell")), a: Ask{"c1", said("请问发生在哪一天？")}, m: intake, to: "registered", starts: "clue.tell", check: func(c Clue) bool { return c.Talk[0].By == "office" && c.Talk[0].Kind == "ask" }},
		{name: "ask deciding", c: in("registered"), a: Ask{"c1", said("我们已要求法院改判。")}, m: intake, kind: act.Invalid, field: "text"},
		{name: "ask nothing", c: in("registered"), a: Ask{"c1", Said{}}, m: intake, kind: act.Invalid, field: "text"},
		{name: "ask unsealed", c: in("registered"), a: Ask{"c1", Said{Text: "请问发生在哪一天？"}}, m: intake, kind: act.Invalid, field: "text"},
		{name: "ask without receipt", c: in("registered", func(c *Clue) { c.ReplyTo = "" }), a: Ask{"c1", said("请问发生在哪一天？")}, m: intake, kind: act.NotNow},
		{name: "supplement", c: in("merged"), a: Supplement{"c1", said("求求你们，请改判！")}, m: pub, to: "merged", check: func(c Clue) bool { return c.Talk[0].By == "sender" }},
		{name: "supplement when closed", c: in("closed"), a: Supplement{"c1", said("补充一点情况")}, m: pub, kind: act.NotNow},

		{name: "assign", c: in("registered"), a: Assign{"c1", "k1", fit()}, m: dir, to: "registered", check: func(c Clue) bool { return c.Has("k1", "handler") }},
		{name: "assign unfit", c: in("registered"), a: Assign{"c1", "k1", PersonNeeds{}}, m: dir, kind: act.Invalid, field: "person"},
		{name: "assign recused", c: in("registered", party("k1", "recused")), a: Assign{"c1", "k1", fit()}, m: dir, kind: act.Invalid, field: "person"},
		{name: "take", c: in("registered"), a: Take{"c1"}, m: clerk, to: "registered", check: func(c Clue) bool { return c.Has("k1", "handler") }},
		{name: "take twice", c: in("registered", party("k1", "handler")), a: Take{"c1"}, m: clerk, kind: act.NotNow},
		{name: "take recused", c: in("registered", party("k1", "recused")), a: Take{"c1"}, m: clerk, kind: act.Forbidden},
		{name: "recuse", c: in("registered", party("k1", "handler")), a: Recuse{"c1", "kin", RecuseNeeds{Others: 1}}, m: clerk, to: "registered", check: func(c Clue) bool { return c.Has("k1", "recused") && !c.Has("k1", "handler") }},
		{name: "recuse beside another handler", c: in("registered", party("k1", "handler"), party("k2", "handler")), a: Recuse{"c1", "kin", RecuseNeeds{}}, m: clerk, to: "registered"},
		{name: "recuse the last", c: in("registered", party("k1", "handler")), a: Recuse{"c1", "kin", RecuseNeeds{}}, m: clerk, kind: act.NotNow},
		{name: "recuse uncoded", c: in("registered"), a: Recuse{"c1", "他是我表哥", RecuseNeeds{Others: 1}}, m: clerk, kind: act.Invalid, field: "why"},
		{name: "hand over when closed", c: in("closed", party("k1", "handler")), a: HandOver{ID: "c1", To: "k2", Reason: "调离", Needs: fit()}, m: clerk, to: "closed", check: func(c Clue) bool { return c.Has("k2", "handler") && !c.Has("k1", "handler") }},
		{name: "hand over for another", c: in("registered", party("k1", "handler")), a: HandOver{ID: "c1", From: "k1", To: "k2", Reason: "休假", Needs: fit()}, m: dir, to: "registered"},
		{name: "hand over another's", c: in("registered", party("k2", "handler")), a: HandOver{ID: "c1", From: "k2", To: "k1", Reason: "我来", Needs: fit()}, m: clerk, kind: act.Forbidden},
		{name: "hand over what is not mine", c: in("registered"), a: HandOver{ID: "c1", To: "k2", Reason: "调离", Needs: fit()}, m: clerk, kind: act.Invalid, field: "from"},
		{name: "note", c: in("registered"), a: AddNote{"c1", "已查阅来信登记。"}, m: clerk, to: "registered"},
		{name: "note deciding", c: in("registered"), a: AddNote{"c1", bad}, m: clerk, kind: act.Invalid, field: "text"},
		{name: "amend", c: in("accepted"), a: AmendSummary{summary(), "时间写错"}, m: intake, to: "accepted", check: func(c Clue) bool {
			return len(c.Former) == 1 && strings.Contains(c.Former[0].Text, "没有录音录像")
		}},
		{name: "amend without reason", c: in("accepted"), a: AmendSummary{summary(), ""}, m: intake, kind: act.Invalid, field: "reason"},

		{name: "propose", c: in("registered"), a: proposal(), m: clerk, to: "proposed"},
		{name: "propose beside settled", c: in("registered", routes("refer"), settled), a: proposal(), m: clerk, to: "proposed", check: func(c Clue) bool { return len(c.Routes) == 2 && len(c.Fresh()) == 1 }},
		{name: "submit up", c: in("proposed", routes("refer")), a: SubmitUp{ID: "c1", Reason: "涉及单位负责人", Party: "明委〔2026〕3号"}, m: dir, to: "submitted"},
		{name: "direct to propose", c: in("submitted"), a: Direct{"c1", "registered", "请拟办"}, m: vice, to: "registered"},
		{name: "direct to decide", c: in("submitted", routes("refer")), a: Direct{"c1", "proposed", "同意，依程序办理"}, m: vice, to: "proposed"},
		{name: "direct without proposal", c: in("submitted"), a: Direct{"c1", "proposed", "同意"}, m: vice, kind: act.Invalid, field: "to"},
		{name: "direct deciding", c: in("submitted"), a: Direct{"c1", "registered", bad}, m: vice, kind: act.Invalid, field: "note"},
		{name: "forward", c: in("registered", runs("clue.tell")), a: forward(), m: dir, to: "forwarded", stops: "clue.tell", told: "forwarded"},
		{name: "forward sideways", c: in("registered"), a: func() ForwardLower { a := forward(); a.To = "990200"; return a }(), m: dir, kind: act.Invalid, field: "to"},
		{name: "forward revealing", c: in("registered"), a: func() ForwardLower { a := forward(); a.Reveals = ""; return a }(), m: dir, kind: act.Invalid, field: "reveals"},
		{name: "accept", c: in("proposed", routes("refer", "tell_party"), runs("clue.tell")), a: Accept{ID: "c1", Ours: true}, m: dir, to: "accepted", starts: "clue.finish", stops: "clue.tell", told: "accepted", check: func(c Clue) bool { return len(c.Fresh()) == 0 }},
		{name: "accept ≠ proposer", c: in("proposed", routes("refer")), a: Accept{ID: "c1"}, m: by("d1", access.Director, 1, act.Done{Do: "clue.propose", By: "d1"}), kind: act.Forbidden},
		{name: "accept nothing to refer", c: in("proposed", routes("tell_party")), a: Accept{ID: "c1"}, m: dir, kind: act.NotNow},
		{name: "redirect", c: in("proposed", routes("tell_party")), a: Redirect{ID: "c1"}, m: dir, to: "redirected", told: "redirected"},
		{name: "redirect ≠ proposer", c: in("proposed", routes("tell_party")), a: Redirect{ID: "c1"}, m: by("d1", access.Director, 1, act.Done{Do: "clue.propose", By: "d1"}), kind: act.Forbidden},
		{name: "redirect with legs out", c: in("proposed", routes("refer", "tell_party"), settled), a: Redirect{ID: "c1"}, m: dir, kind: act.NotNow},
		{name: "keep", c: in("proposed", routes("opinion")), a: Keep{ID: "c1"}, m: dir, to: "kept", told: "kept"},
		{name: "keep ≠ proposer", c: in("proposed", routes("opinion")), a: Keep{ID: "c1"}, m: by("d1", access.Director, 1, act.Done{Do: "clue.propose", By: "d1"}), kind: act.Forbidden},
		{name: "return", c: in("proposed", routes("refer")), a: Return{"c1", "接收单位不对"}, m: dir, to: "registered"},
		{name: "triage again", c: in("accepted"), a: TriageAgain{"c1", "其余部分还需分流"}, m: clerk, to: "registered"},
		{name: "triage again without summary", c: in("accepted", func(c *Clue) { c.Summary = "" }), a: TriageAgain{"c1", "其余部分还需分流"}, m: clerk, kind: act.NotNow},

		{name: "tell leg", c: in("answered"), a: TellLeg{"c1", "L1", TellLegNeeds{true, "filed", "procuratorate"}}, m: foll, to: "answered", told: "leg"},
		{name: "tell leg of another", c: in("accepted"), a: TellLeg{"c1", "L1", TellLegNeeds{false, "filed", ""}}, m: clerk, kind: act.Invalid, field: "leg"},
		{name: "tell leg on the merits", c: in("accepted"), a: TellLeg{"c1", "L1", TellLegNeeds{true, "guilty", ""}}, m: clerk, kind: act.NotNow},
		{name: "tell leg twice", c: in("accepted", func(c *Clue) { c.Told = []Told{{Code: "leg", Leg: "L1", Note: "filed"}} }), a: TellLeg{"c1", "L1", TellLegNeeds{true, "filed", ""}}, m: clerk, kind: act.NotNow},
		{name: "extend", c: in("accepted", runs("clue.finish")), a: Extend{"c1", 30, "需要多个单位答复"}, m: dir, to: "accepted", starts: "clue.finish", told: "extended", check: func(c Clue) bool {
			k, _ := c.Running("clue.finish")
			return k.Due == "2026-05-31" && len(k.Extend) == 1
		}},
		{name: "extend what is not ours", c: in("accepted"), a: Extend{"c1", 30, "需要时间"}, m: dir, kind: act.NotNow},
		{name: "extend too long", c: in("accepted", runs("clue.finish")), a: Extend{"c1", 31, "需要时间"}, m: dir, kind: act.Invalid, field: "days"},
		{name: "extend after the term", c: in("accepted", runs("clue.finish")), a: Extend{"c1", 30, "需要时间"}, m: by("d1", access.Director, 61), kind: act.NotNow},
		{name: "extend twice", c: in("accepted", runs("clue.finish"), func(c *Clue) { c.Clocks[0].Extend = []act.Extend{{Term: "30d"}} }), a: Extend{"c1", 1, "需要时间"}, m: dir, kind: act.NotNow},
		{name: "answer", c: in("accepted", runs("clue.finish")), a: Answer{ID: "c1", Reply: reply("您反映的情况已依法定程序转送。")}, m: clerk, to: "answered", starts: "clue.relook", stops: "clue.finish", told: "answered"},
		{name: "answer deciding", c: in("accepted"), a: Answer{ID: "c1", Reply: reply("我委已要求法院改判。")}, m: clerk, kind: act.Invalid, field: "text"},
		{name: "answer without remedies", c: in("accepted"), a: Answer{ID: "c1", Reply: Reply{Said: said("您反映的情况已转送。")}}, m: clerk, kind: act.Invalid, field: "remedies"},
		{name: "answer with open legs, silent", c: in("accepted"), a: Answer{ID: "c1", Reply: reply("您反映的情况已转送。"), Needs: AnswerNeeds{OpenLegs: 1}}, m: clerk, kind: act.Invalid, field: "legs_open"},
		{name: "answer with open legs, said", c: in("accepted"), a: Answer{ID: "c1", LegsOpen: true, Reply: reply("您反映的情况已转送。"), Needs: AnswerNeeds{OpenLegs: 1}}, m: clerk, to: "answered", check: func(c Clue) bool { return c.Told[0].Note == "legs_open" }},
		{name: "answer with untold results", c: in("accepted"), a: Answer{ID: "c1", Reply: reply("您反映的情况已转送。"), Needs: AnswerNeeds{Untold: 1}}, m: clerk, kind: act.NotNow},

		{name: "rate", c: in("answered"), a: Rate{ID: "c1", Rating: "basic"}, m: pub, to: "answered", check: func(c Clue) bool { return c.Rating == "basic" && len(c.Talk) == 0 }},
		{name: "rate with words", c: in("answered"), a: Rate{"c1", "unsatisfied", said("没有说到重点")}, m: pub, to: "answered", check: func(c Clue) bool { return len(c.Talk) == 1 }},
		{name: "rate wrongly", c: in("answered"), a: Rate{ID: "c1", Rating: "5"}, m: pub, kind: act.Invalid, field: "rating"},
		{name: "relook on the last day", c: in("answered", runs("clue.relook")), a: AskRelook{"c1", "unclear", said("看不懂这个答复")}, m: by("public", access.Public, 30), to: "relooking", stops: "clue.relook"},
		{name: "relook a day late", c: in("answered", runs("clue.relook")), a: AskRelook{"c1", "unclear", said("看不懂这个答复")}, m: by("public", access.Public, 31), kind: act.NotNow},
		{name: "relook twice", c: in("answered"), a: AskRelook{"c1", "unclear", said("看不懂这个答复")}, m: pub, kind: act.NotNow},
		{name: "uphold", c: in("relooking"), a: Uphold{"c1", reply("经再看，程序已经走完。")}, m: vice, to: "answered", stops: "clue.relook", told: "upheld"},
		{name: "uphold ≠ accept", c: in("relooking"), a: Uphold{"c1", reply("经再看，程序已经走完。")}, m: by("d1", access.Director, 1, act.Done{Do: "clue.accept", By: "d1"}), kind: act.Forbidden},
		{name: "uphold ≠ refer urgent", c: in("relooking"), a: Uphold{"c1", reply("经再看，程序已经走完。")}, m: by("d1", access.Director, 1, act.Done{Do: "clue.refer_urgent", By: "d1"}), kind: act.Forbidden},
		{name: "reopen", c: in("relooking", func(c *Clue) { c.Clocks = []act.Clock{{Rule: "clue.finish", Met: "2026-03-01"}} }), a: Reopen{"c1", "有一点没有答复"}, m: vice, to: "accepted", starts: "clue.finish", told: "reopened"},
		{name: "reopen without clock of ours", c: in("relooking"), a: Reopen{"c1", "有一点没有答复"}, m: vice, to: "accepted", stops: "clue.finish"},
		{name: "reopen ≠ accept", c: in("relooking"), a: Reopen{"c1", "有一点没有答复"}, m: by("d1", access.Director, 1, act.Done{Do: "clue.accept", By: "d1"}), kind: act.Forbidden},
		{name: "close on the last day", c: in("answered", runs("clue.relook"), func(c *Clue) { c.Rating = "satisfied" }), a: Close{"c1"}, m: by("k1", access.Clerk, 30), kind: act.NotNow},
		{name: "close after", c: in("answered", runs("clue.relook")), a: Close{"c1"}, m: by("k1", access.Clerk, 31), to: "closed", stops: "clue.relook"},
		{name: "close when upheld", c: in("answered"), a: Close{"c1"}, m: clerk, to: "closed"},
		{name: "close while urgent", c: in("answered", urgent), a: Close{"c1"}, m: clerk, kind: act.NotNow},

		{name: "retaliation when closed", c: in("closed"), a: ReportRetaliation{"c1", said("有人上门威胁我")}, m: pub, to: "closed", starts: "clue.urgent", check: func(c Clue) bool { return c.Retaliation && c.Urgent && c.Talk[0].Kind == "retaliation" }},
		{name: "retaliation when diverted", c: in("diverted"), a: ReportRetaliation{"c1", said("有人上门威胁我")}, m: pub, to: "diverted", starts: "clue.urgent"},
		{name: "retaliation in silence", c: in("closed"), a: ReportRetaliation{"c1", Said{}}, m: pub, kind: act.Invalid, field: "text"},
		{name: "withdraw", c: in("accepted", runs("clue.finish"), routes("refer")), a: Withdraw{"c1", "no"}, m: pub, to: "withdrawn", stops: "clue.finish", told: "withdrawn", check: func(c Clue) bool { return !c.Urgent && len(c.Routes) == 1 }},
		{name: "withdraw under pressure", c: in("received", runs("clue.tell")), a: Withdraw{"c1", "yes"}, m: pub, to: "withdrawn", starts: "clue.urgent", stops: "clue.tell", check: func(c Clue) bool { return c.Retaliation && c.Urgent }},
		{name: "withdraw unasked", c: in("received"), a: Withdraw{"c1", ""}, m: pub, kind: act.Invalid, field: "pressure"},
		{name: "withdraw when answered", c: in("answered"), a: Withdraw{"c1", "no"}, m: pub, kind: act.NotNow},
		{name: "conclude own", c: in("diverted", told("x"), runs("clue.tell")), a: ConcludeOwn{"c1", reply("您反映的情况已依纪律程序处理。")}, m: sec, to: "closed", stops: "clue.tell", told: "answered"},
		{name: "conclude own while urgent", c: in("diverted", urgent), a: ConcludeOwn{"c1", reply("已依纪律程序处理。")}, m: sec, kind: act.NotNow},
	}
}

func TestActs(t *testing.T) {
	for _, x := range cases() {
		t.Run(x.name, func(t *testing.T) {
			before := fmt.Sprintf("%+v", x.c)
			now, _, err := act.Run(&Life, x.c, x.a, x.m)
			if fmt.Sprintf("%+v", x.c) != before {
				t.Error("the act changed its subject in place")
			}
			if x.to == "" {
				refused(t, err, x.kind, x.field)
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if now.State != x.to {
				t.Errorf("led to %s, not %s", now.State, x.to)
			}
			if _, ok := now.Running(x.starts); x.starts != "" && !ok {
				t.Errorf("%s does not run", x.starts)
			}
			if _, ok := now.Running(x.stops); x.stops != "" && ok {
				t.Errorf("%s still runs", x.stops)
			}
			if x.told != "" && now.Told[len(now.Told)-1].Code != x.told {
				t.Errorf("told %+v", now.Told)
			}
			if x.check != nil && !x.check(now) {
				t.Errorf("not as it should be: %+v", now)
			}
		})
	}
}

func refused(t *testing.T, err error, kind act.Kind, field string) {
	t.Helper()
	if act.KindOf(err) != kind {
		t.Fatalf("got %v, want %s", err, kind)
	}
	for _, r := range err.(*act.Refusal).All() {
		if r.Zh == "" || r.En == "" {
			t.Error("a refusal without words")
		}
		if r.Field == field {
			return
		}
	}
	t.Errorf("refused %v, not field %q", err, field)
}

// Every act of the table has a lawful case, and from every state that its
// steps do not name it is refused as not now.
func TestEveryStepIsProven(t *testing.T) {
	lawful := map[act.Name]do{}
	for _, x := range cases() {
		if _, ok := lawful[x.a.Name()]; !ok && x.to != "" {
			lawful[x.a.Name()] = x
		}
	}
	for _, st := range Life.Steps {
		if st.Do == "clue.import" { // a birth in bulk: it is no act of one message
			continue
		}
		x, ok := lawful[st.Do]
		if !ok {
			t.Errorf("%s: no case", st.Do)
			continue
		}
		for _, s := range append([]act.State{{Code: act.Birth}}, Life.States...) {
			if _, err := Life.Find(s.Code, st.Do, "2026-03-02"); err == nil {
				continue
			}
			c := x.c
			c.State = s.Code
			if _, _, err := act.Run(&Life, c, x.a, x.m); act.KindOf(err) != act.NotNow {
				t.Errorf("%s from %q: %v", st.Do, s.Code, err)
			}
		}
		if v := Life.Verb(st.Do); v.Zh == string(st.Do) || v.En == "" {
			t.Errorf("%s has no words", st.Do)
		}
	}
}

func TestEveryStateIsReachedAndEveryOpenOneHasANextStep(t *testing.T) {
	seen := map[string]bool{act.Birth: true}
	for range Life.States {
		for _, st := range Life.Steps {
			for _, f := range st.From {
				for _, to := range st.To {
					if seen[f] && to != act.Same {
						seen[to] = true
					}
				}
			}
		}
	}
	for _, s := range Life.States {
		if !seen[s.Code] {
			t.Errorf("%s is never reached", s.Code)
		}
		main := slices.ContainsFunc(Life.Lawful(s.Code, "2026-03-02"), func(st act.Step) bool { return st.Main })
		if main != s.Open {
			t.Errorf("%s: open %v but main step %v", s.Code, s.Open, main)
		}
	}
	for _, st := range Life.Steps {
		for _, code := range append(slices.Clone(st.From), st.To...) {
			if code != act.Birth && code != act.Same && Life.State(code).Zh == code {
				t.Errorf("%s names unknown state %s", st.Do, code)
			}
		}
		for _, f := range st.From {
			n := 0
			for _, o := range Life.Steps {
				if o.Do == st.Do && slices.Contains(o.From, f) {
					n++
				}
			}
			if n != 1 {
				t.Errorf("%s from %s stands in %d lines", st.Do, f, n)
			}
		}
	}
}

// Random walks never panic, never leave the table, and keep the duties apart.
func TestRandomWalksStayInTheTable(t *testing.T) {
	var acts []act.Act[Clue]
	for _, x := range cases() {
		acts = append(acts, x.a)
	}
	people := []act.Moment{by("i1", access.Intake, 0), by("k1", access.Clerk, 0), by("d1", access.Director, 0), by("v1", access.Vice, 0), by("public", access.Public, 0)}
	rapid.Check(t, func(t *rapid.T) {
		var c Clue
		var roll []act.Done
		day := 0
		for range rapid.IntRange(1, 40).Draw(t, "steps") {
			a := rapid.SampledFrom(acts).Draw(t, "act")
			m := rapid.SampledFrom(people).Draw(t, "who")
			day += rapid.IntRange(0, 12).Draw(t, "days")
			m.At, m.Roll = at0.AddDate(0, 0, day), roll
			if r, ok := a.(ReferUrgent); ok {
				r.Called = m.At.Format("2006-01-02T15:04")
				a = r
			}
			from := c.State
			now, st, err := act.Run(&Life, c, a, m)
			if err != nil {
				if act.KindOf(err) == "" {
					t.Fatalf("%s from %s: our fault: %v", a.Name(), from, err)
				}
				continue
			}
			if !st.Leads(from, now.State) || now.State == act.Birth {
				t.Fatalf("%s led from %s to %s", a.Name(), from, now.State)
			}
			if len(now.Told) < len(c.Told) || now.State != "withheld" && len(now.Talk) < len(c.Talk) {
				t.Fatalf("%s took back what was said", a.Name())
			}
			roll = append(roll, act.Done{Do: a.Name(), By: m.By})
			c = now
		}
	})
}

// Two messages merged: what one sender says or is told in words never stands
// on the other's row, and the page of the merged one names no leg.
func TestMergedConversationsStayApart(t *testing.T) {
	run := func(c Clue, a act.Act[Clue], m act.Moment) Clue {
		t.Helper()
		now, _, err := act.Run(&Life, c, a, m)
		if err != nil {
			t.Fatal(err)
		}
		return now
	}
	head := in("proposed", routes("refer"), runs("clue.tell"))
	head.ID = "c2"
	mine := run(in("registered", runs("clue.tell")), mergeInto(), by("i1", access.Intake, 1))
	plain := mine.Progress()
	head = run(head, Accept{ID: "c2", Note: "依程序办理"}, by("d1", access.Director, 2))
	head = run(head, TellLeg{"c2", "leg-77", TellLegNeeds{true, "filed", "procuratorate"}}, by("k1", access.Clerk, 3))
	head = run(head, Answer{ID: "c2", Reply: reply("只给第一位反映人的话")}, by("k1", access.Clerk, 4))
	for _, x := range head.Told {
		mine = run(mine, TellCommon{ID: "c1", Code: x.Code, Organ: x.Organ, Note: x.Note}, by("k1", access.Follow, 4))
	}
	mine = run(mine, Supplement{"c1", said("我自己的补充")}, by("public", access.Public, 5))
	if len(head.Talk) != 1 || len(mine.Talk) != 1 || mine.Talk[0].By != "sender" {
		t.Errorf("conversations mixed: %v and %v", head.Talk, mine.Talk)
	}
	for _, x := range mine.Told {
		if x.Leg != "" {
			t.Errorf("the merged sender is shown leg %s", x.Leg)
		}
	}
	if len(plain) != 1 || len(mine.Progress()) != 4 {
		t.Errorf("progress %v then %v", plain, mine.Progress())
	}
}

// What the office does without telling looks to the sender like any handling.
func TestReceiptPageShowsOnlyWhatWasTold(t *testing.T) {
	want := in("received")
	for _, s := range Life.States {
		c := in(s.Code, func(c *Clue) {
			c.Into, c.Earlier, c.Lower, c.Summary, c.Urgent = "c2", "c0", "990102", "秘密的摘要", true
		})
		if fmt.Sprint(c.Progress(), c.Next(false)) != fmt.Sprint(want.Progress(), want.Next(false)) {
			t.Errorf("%s shows through: %v", s.Code, c.Progress())
		}
	}
	for _, k := range toldCodes {
		c := in("accepted", func(c *Clue) { c.Told = []Told{{Day: "2026-03-05", Code: k.Code, Note: "filed", Leg: "L9"}} })
		p := c.Progress()
		if len(p) != 2 || p[1].Zh == "" || p[1].En == "" || strings.Contains(fmt.Sprint(p), "L9") {
			t.Errorf("%s: %v", k.Code, p)
		}
		for _, l := range c.Next(true) {
			if l.Zh == "" || l.En == "" || Decides(l.Zh) != "" {
				t.Errorf("%s: next line %v", k.Code, l)
			}
		}
	}
	c := in("answered", runs("clue.relook"))
	if !c.CanRelook("2026-04-01") || c.CanRelook("2026-04-02") {
		t.Error("the second look may be asked until its last day, 2026-04-01")
	}
}
