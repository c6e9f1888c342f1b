package casebook

import (
	"slices"
	"strings"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/law"
)

// Colours of a warning, from none up. A colour says which response is open to
// the committee, not how bad an organ is.
var Colours = []struct{ Code, Zh, En, AnswerZh, AnswerEn string }{
	{"", "无", "none", "", ""},
	{"blue", "蓝色", "blue", "提示机关注意", "a hint to the organ"},
	{"yellow", "黄色", "yellow", "请机关说明", "the organ is asked to explain"},
	{"red", "红色", "red", "提请研究是否列题监督", "whether to take it up is put to the council"},
}

// ColourRank orders colours.
func ColourRank(c string) int {
	for i, x := range Colours {
		if x.Code == c {
			return i
		}
	}
	return 0
}

// WarnRule is when a share raises which colour: of rule breaks, or of an
// indicator that the committee defined with three lines. The thresholds are
// this committee's parameters until it confirms them; they are held against
// the end of the interval on the good side, so that few cases raise no alarm,
// and are left only Ease beyond, so that a figure about the line does not
// flicker.
type WarnRule struct {
	ID, Rule          string // of Rules; "" of Own
	Blue, Yellow, Red float64
	Ease              float64
	MinN              int
	Own               OwnRule
}

// OwnRule is what a warning says of the definition it is computed from. A
// definition is never changed, so the words hold while the warning lives.
type OwnRule struct {
	ID        string `json:"id,omitempty"` // of the definition, "" a built-in rule
	Zh        string `json:"zh,omitempty"`
	En        string `json:"en,omitempty"`
	Source    string `json:"source,omitempty"`
	Direction string `json:"direction,omitempty"`
	Manner    string `json:"manner,omitempty"`
	Alert     Alert  `json:"alert"`
}

// Parameters of warnings from own definitions, local like those of WarnRules.
const (
	ownEase = .2
	ownMinN = 30
	ownRule = "own."
)

// Warns makes the rule of warnings of a definition; ok is false where it has no
// lines.
func (d Definition) Warns() (w WarnRule, ok bool) {
	return OwnRule{d.ID, d.Title, d.TitleEn, d.Source, d.Direction, d.Manner, d.Alert}.warns(), d.Alert.On
}

func (o OwnRule) warns() WarnRule {
	return WarnRule{ID: ownRule + o.ID, Blue: o.Alert.Blue, Yellow: o.Alert.Yellow, Red: o.Alert.Red, Ease: ownEase, MinN: ownMinN, Own: o}
}

// Of says what the rule of warnings is about: what was not kept, or the
// indicator with the paper it is from.
func (w WarnRule) Of() Rule {
	if w.Own.ID != "" {
		return Rule{ID: w.ID, Zh: w.Own.Zh, En: w.Own.En, Basis: w.Own.Source, Confirmed: true}
	}
	r, _ := RuleOf(w.Rule)
	return r
}

// WarnRules of the registers. All are local and to be confirmed.
var WarnRules = []WarnRule{
	{ID: "warn.court.limit", Rule: "court.limit", Blue: .02, Yellow: .05, Red: .10, Ease: .2, MinN: 30},
	{ID: "warn.police.recording", Rule: "police.recording", Blue: .01, Yellow: .03, Red: .08, Ease: .2, MinN: 30},
	{ID: "warn.police.night", Rule: "police.night", Blue: .10, Yellow: .20, Red: .35, Ease: .2, MinN: 30},
	{ID: "warn.police.hours", Rule: "police.hours", Blue: .01, Yellow: .03, Red: .06, Ease: .2, MinN: 30},
	{ID: "warn.police.detention", Rule: "police.detention", Blue: .01, Yellow: .03, Red: .06, Ease: .2, MinN: 30},
	{ID: "warn.police.custody", Rule: "police.custody", Blue: .01, Yellow: .03, Red: .06, Ease: .2, MinN: 30},
	{ID: "warn.police.deposit", Rule: "police.deposit", Blue: .05, Yellow: .15, Red: .30, Ease: .2, MinN: 20},
	{ID: "warn.police.list", Rule: "police.list", Blue: .01, Yellow: .05, Red: .10, Ease: .2, MinN: 30},
	{ID: "warn.police.undisposed", Rule: "police.undisposed", Blue: .05, Yellow: .15, Red: .30, Ease: .2, MinN: 30},
	{ID: "warn.procuratorate.limit", Rule: "procuratorate.limit", Blue: .02, Yellow: .05, Red: .10, Ease: .2, MinN: 30},
	{ID: "warn.justice.reported", Rule: "justice.reported", Blue: .05, Yellow: .10, Red: .20, Ease: .2, MinN: 30},
}

// WarnRuleOf finds a rule of warnings.
func WarnRuleOf(id string) (WarnRule, bool) {
	i := slices.IndexFunc(WarnRules, func(w WarnRule) bool { return w.ID == id })
	if i < 0 {
		return WarnRule{}, false
	}
	return WarnRules[i], true
}

// Colour is the colour of k out of n, given the colour it had.
func (w WarnRule) Colour(k, n int, had string) string {
	if n < w.MinN {
		return had // too few to say anything new
	}
	up := w.reached(k, n)
	if ColourRank(up) >= ColourRank(had) {
		return up
	}
	for i := ColourRank(had); i > ColourRank(up); i-- {
		if w.near(k, n, [...]float64{0, w.Blue, w.Yellow, w.Red}[i]) {
			return Colours[i].Code
		}
	}
	return up
}

// reached is the highest line that k out of n is beyond: of a share by the end
// of its interval on the good side, of a ratio by the ratio itself.
func (w WarnRule) reached(k, n int) (out string) {
	x := float64(k) / float64(n)
	lo, hi := x, x
	if w.Own.Manner != "ratio" {
		iv, _ := IntervalOf(k, n)
		lo, hi = iv.Lo, iv.Hi
	}
	for _, l := range []struct {
		c string
		t float64
	}{{"blue", w.Blue}, {"yellow", w.Yellow}, {"red", w.Red}} {
		if w.Own.Direction == "up" && hi < l.t || w.Own.Direction != "up" && lo > l.t {
			out = l.c
		}
	}
	return out
}

// near reports whether a figure is not yet so far on the good side of a line
// that its colour is left. Of a share that should be high it is what is missing
// from the whole that must have become smaller.
func (w WarnRule) near(k, n int, line float64) bool {
	x := float64(k) / float64(n)
	switch {
	case w.Own.Direction == "up" && w.Own.Manner == "ratio":
		return x <= line*(1+w.Ease)
	case w.Own.Direction == "up":
		x, line = 1-x, 1-line
	}
	return x > 0 && x >= line*(1-w.Ease)
}

// Seen is what a warning was computed from.
type Seen struct {
	On       string `json:"on"`
	Register string `json:"register"`
	Delivery int    `json:"delivery"`
	Hits     int    `json:"hits"`
	Judged   int    `json:"judged"`
	Unknown  int    `json:"unknown"`
	Colour   string `json:"colour"`
}

// Said is one word of the organ or the committee about it.
type Said struct {
	On   string `json:"on"`
	By   string `json:"by"`
	Text string `json:"text"`
}

// Warning (预警) is a figure over a threshold, and what was made of it. It is a
// question about a unit's practice, never a finding about a person.
type Warning struct {
	act.Head
	Rule    string // of WarnRules, or "own." with the id of a definition
	Own     OwnRule
	Organ   string
	Unit    string // name of the unit as the register has it, "" the whole organ
	Colour  string
	Seen    []Seen
	Hint    string
	Asked   string
	Answers []Said
	Reason  string // why it was put to the council, or closed
	Outcome string // listed | noted, by the council
}

// Last is what it was computed from last.
func (w Warning) Last() Seen {
	if len(w.Seen) == 0 {
		return Seen{}
	}
	return w.Seen[len(w.Seen)-1]
}

// By is the rule it was raised by.
func (w Warning) By() WarnRule {
	if w.Own.ID != "" {
		return w.Own.warns()
	}
	r, _ := WarnRuleOf(w.Rule)
	return r
}

// Matter lists a warning.
func (w Warning) Matter() act.Matter {
	title := w.By().Of().Zh
	if w.Unit != "" {
		title = w.Unit + "：" + title
	}
	return act.Matter{Title: title, Class: w.Rule, Via: w.Colour, Organ: w.Organ, Words: w.Unit, Named: []string{w.Organ}}
}

// WarningLife: each colour opens its response; closing gives a reason.
var WarningLife = act.Life{
	Kind: "warning", Zh: "预警", En: "Warning",
	States: []act.State{
		{Code: "raised", Zh: "待处置", En: "Raised", Tone: "warn", Open: true},
		{Code: "hinted", Zh: "已提示", En: "Hinted", Tone: "act", Open: true},
		{Code: "asked", Zh: "已请说明", En: "Asked to explain", Tone: "act", Open: true},
		{Code: "explained", Zh: "机关已说明", En: "Explained", Tone: "act", Open: true},
		{Code: "proposed", Zh: "已提请研究", En: "Put to the council", Tone: "act", Open: true},
		{Code: "decided", Zh: "已研究", En: "Decided", Tone: "ok"},
		{Code: "closed", Zh: "已解除", En: "Closed"},
	},
	Verbs: []act.Verb{
		{Do: "warning.raise", Zh: "发出预警", En: "Raise a warning", SayZh: "按登记簿和规则计算；只说单位和比例，不说人。", SayEn: "Computed from the register by rule; of units and shares, never of people."},
		{Do: "warning.recompute", Zh: "重新计算", En: "Compute anew"},
		{Do: "warning.hint", Zh: "提示机关", En: "Hint to the organ", SayZh: "机关会看到这条预警和数字。", SayEn: "The organ sees the warning and its figures."},
		{Do: "warning.ask", Zh: "请机关说明", En: "Ask the organ to explain", SayZh: "机关会看到这条预警和问题，请它在期限内说明。", SayEn: "The organ sees it, with the question, and is asked to answer in time."},
		{Do: "warning.explain", Zh: "说明情况", En: "Explain"},
		{Do: "warning.propose", Zh: "提请研究是否列题", En: "Put to the council whether to take it up"},
		{Do: "warning.decide", Zh: "录入主任会议意见", En: "Enter what the council decided"},
		{Do: "warning.close", Zh: "解除预警", En: "Close the warning"},
	},
	Steps: []act.Step{
		{From: act.In(act.Birth), Do: "warning.raise", To: []string{"raised"}, Who: []act.Role{access.Clerk}, Basis: "local", Clock: "warning.respond", Off: true},
		{From: act.In("raised", "hinted", "asked", "explained"), Do: "warning.recompute", To: []string{act.Same}, Who: []act.Role{access.Clerk}, Basis: "local", Off: true},
		{From: act.In("raised"), Do: "warning.hint", To: []string{"hinted"}, Who: []act.Role{access.Director}, Basis: "local", Main: true},
		{From: act.In("raised", "hinted"), Do: "warning.ask", To: []string{"asked"}, Who: []act.Role{access.Director}, Basis: "local", Clock: "warning.explain"},
		{From: act.In("hinted", "asked"), Do: "warning.explain", To: []string{"explained"}, Who: []act.Role{access.Liaison, access.Chief}, Basis: "local", Main: true},
		{From: act.In("raised", "hinted", "asked", "explained"), Do: "warning.propose", To: []string{"proposed"}, Who: []act.Role{access.Director}, Basis: "L24 12; local"},
		{From: act.In("proposed"), Do: "warning.decide", To: []string{"decided"}, Who: []act.Role{access.Clerk, access.Secretary}, Body: "council", Basis: "L24 12", Main: true},
		{From: act.In("raised", "hinted", "asked", "explained"), Do: "warning.close", To: []string{"closed"}, Who: []act.Role{access.Director}, Basis: "local"},
	},
}

// WarningNeeds is what the office counted; the form cannot say it.
type WarningNeeds struct {
	Found  bool
	Organ  string
	Seen   Seen
	Own    OwnRule // where the rule is of a definition that is in use
	Exists bool    // one is open already for the same rule and unit
}

// Raise (发出预警) begins a warning by what the office counted.
type Raise struct {
	Rule     string       `json:"rule" form:"rule"`
	Register string       `json:"register" form:"register"`
	Unit     string       `json:"unit,omitempty" form:"unit"`
	Needs    WarningNeeds `json:"-"`
}

func (Raise) Name() act.Name { return "warning.raise" }
func (Raise) On() string     { return "" }

// Do raises it: whoever does so owns it, and its response has a term.
func (a Raise) Do(w Warning, m act.Moment) (Warning, error) {
	var k act.Check
	_, ok := WarnRuleOf(a.Rule)
	ok = ok || a.Needs.Own.ID != "" && a.Rule == a.Needs.Own.warns().ID
	k.Want(ok && a.Needs.Found, "rule", "没有这样的计算结果。", "There is no such result.")
	k.Want(!a.Needs.Exists, "rule", "同一规则和单位已有未解除的预警。", "A warning for the same rule and unit is open.")
	k.Want(!a.Needs.Found || a.Needs.Seen.Colour != "", "rule", "没有达到预警线。", "The figure is below the line.")
	if err := k.Err(); err != nil {
		return w, err
	}
	s := a.Needs.Seen
	s.On = m.Day()
	w.Rule, w.Own, w.Organ, w.Unit, w.Colour, w.Seen = a.Rule, a.Needs.Own, a.Needs.Organ, a.Unit, s.Colour, []Seen{s}
	w.Join(m.By, "handler")
	return w, w.Begin(m, "warning.respond")
}

// Recompute (重新计算) takes up a later delivery.
type Recompute struct {
	ID       string       `json:"id" form:"id"`
	Register string       `json:"register" form:"register"`
	Needs    WarningNeeds `json:"-"`
}

func (Recompute) Name() act.Name { return "warning.recompute" }
func (a Recompute) On() string   { return a.ID }

// Do sets the colour; hysteresis is in the count.
func (a Recompute) Do(w Warning, m act.Moment) (Warning, error) {
	if !a.Needs.Found {
		return w, act.Wrong("register", "没有这样的计算结果。", "There is no such result.")
	}
	s := a.Needs.Seen
	s.On = m.Day()
	w.Seen = append(w.Seen[:len(w.Seen):len(w.Seen)], s)
	w.Colour = s.Colour
	return w, nil
}

// Notify (提示机关) is the response of every colour.
type Notify struct {
	ID   string `json:"id" form:"id"`
	Text string `json:"text" form:"text"`
}

func (Notify) Name() act.Name { return "warning.hint" }
func (a Notify) On() string   { return a.ID }

// Do shows it to the organ.
func (a Notify) Do(w Warning, m act.Moment) (Warning, error) {
	if err := word(a.Text); err != nil {
		return w, err
	}
	w.Hint, w.Shown = strings.TrimSpace(a.Text), w.Organ
	w.Stop(m, "warning.respond")
	return w, nil
}

// Ask (请机关说明) is the response of yellow and red.
type Ask struct {
	ID   string `json:"id" form:"id"`
	Text string `json:"text" form:"text"`
}

func (Ask) Name() act.Name { return "warning.ask" }
func (a Ask) On() string   { return a.ID }

// Do asks.
func (a Ask) Do(w Warning, m act.Moment) (Warning, error) {
	if ColourRank(w.Colour) < ColourRank("yellow") {
		return w, act.Refuse(act.NotNow, "蓝色预警只提示；黄色、红色才请机关说明。", "Blue is a hint; the organ is asked at yellow or red.")
	}
	if err := word(a.Text); err != nil {
		return w, err
	}
	w.Asked, w.Shown = strings.TrimSpace(a.Text), w.Organ
	w.Stop(m, "warning.respond")
	return w, w.Begin(m, "warning.explain")
}

// Explain (说明情况) is the organ's word.
type Explain struct {
	ID   string `json:"id" form:"id"`
	Text string `json:"text" form:"text"`
}

func (Explain) Name() act.Name { return "warning.explain" }
func (a Explain) On() string   { return a.ID }

// Do records it.
func (a Explain) Do(w Warning, m act.Moment) (Warning, error) {
	var k act.Check
	k.Length("text", a.Text, 4, 1000, "请写明情况（4 到 1000 字）。", "Explain (4 to 1000 characters).")
	if err := k.Err(); err != nil {
		return w, err
	}
	w.Answers = append(w.Answers[:len(w.Answers):len(w.Answers)], Said{m.Day(), m.By, strings.TrimSpace(a.Text)})
	w.Stop(m, "warning.explain")
	return w, nil
}

// Propose (提请研究是否列题) is the response of red.
type Propose struct {
	ID     string `json:"id" form:"id"`
	Reason string `json:"reason" form:"reason"`
}

func (Propose) Name() act.Name { return "warning.propose" }
func (a Propose) On() string   { return a.ID }

// Do puts it to the council.
func (a Propose) Do(w Warning, m act.Moment) (Warning, error) {
	if w.Colour != "red" {
		return w, act.Refuse(act.NotNow, "红色预警才提请研究是否列题。", "Only red is put to the council.")
	}
	if err := worded("reason", a.Reason); err != nil {
		return w, err
	}
	w.Reason = strings.TrimSpace(a.Reason)
	w.StopAll(m)
	return w, nil
}

// Outcomes of the council's deliberation.
var Outcomes = []act.Word{{Code: "listed", Zh: "列入监督议题", En: "taken up as a topic"}, {Code: "noted", Zh: "不列题，继续关注", En: "not taken up; kept in view"}}

// Decide (录入主任会议意见) ends it.
type Decide struct {
	ID      string `json:"id" form:"id"`
	Outcome string `json:"outcome" form:"outcome"`
}

func (Decide) Name() act.Name { return "warning.decide" }
func (a Decide) On() string   { return a.ID }

// Do records the decision.
func (a Decide) Do(w Warning, m act.Moment) (Warning, error) {
	if a.Outcome != "listed" && a.Outcome != "noted" {
		return w, act.Wrong("outcome", "请选择主任会议的意见。", "Choose what the council decided.")
	}
	w.Outcome = a.Outcome
	return w, nil
}

// Close (解除预警) ends it with a reason.
type Close struct {
	ID     string `json:"id" form:"id"`
	Reason string `json:"reason" form:"reason"`
}

func (Close) Name() act.Name { return "warning.close" }
func (a Close) On() string   { return a.ID }

// Do closes it.
func (a Close) Do(w Warning, m act.Moment) (Warning, error) {
	if err := worded("reason", a.Reason); err != nil {
		return w, err
	}
	w.Reason = strings.TrimSpace(a.Reason)
	w.StopAll(m)
	return w, nil
}

func word(s string) error { return worded("text", s) }

func worded(field, s string) error {
	var k act.Check
	k.Length(field, s, 4, 600, "请写 4 到 600 字。", "Write 4 to 600 characters.")
	k.Neutral(field, s)
	return k.Err()
}

func dayBefore(d string) string { return string(law.Day(d).Add(-1)) }

func addMonths(d string, n int) string {
	if !law.Day(d).Valid() {
		return "9999-12-31"
	}
	return string(law.Day(d).AddMonths(n))
}
