package cockpit

import (
	"slices"
	"strings"

	"hengjian/office"
	"hengjian/oversight/task"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// Groups of a problem's states that the cockpit adds up.
var (
	confirmed = []string{"confirmed", "handed", "signed", "planned", "rectifying", "claimed", "verifying", "verified", "closed", "settled", "long_term"}
	verified  = []string{"verified", "closed", "settled"}
)

const self = "self_inspection"

// tiles are the numbers on top.
func (v view) tiles() (out []kit.Stat) {
	p := v.p
	add := func(zh, en string, n num, sub string, tone kit.Tone) {
		out = append(out, kit.Stat{Label: p.L(zh, en), Number: matter.Itoa(n.N), URL: n.URL, Sub: sub, Tone: tone})
	}
	in := func(kind string, states []string, via string) int {
		return v.sum(func(t office.Tally) bool {
			return t.Kind == kind && (states == nil || slices.Contains(states, t.State)) && (via == "" || t.Via == via)
		})
	}
	reaches := v.kinds()
	if slices.Contains(reaches, "clue") {
		open := office.LifeOf("clue").OpenStates()
		add("收到反映", "Messages", link(in("clue", nil, ""), v.section("clue")), p.L("在办 ", "open ")+matter.Itoa(in("clue", open, "")), "")
	}
	if slices.Contains(reaches, "problem") {
		own := in("problem", confirmed, self) // shown apart: never counted against an organ
		n, done := in("problem", confirmed, "")-own, in("problem", verified, "")-in("problem", verified, self)
		add("确认问题", "Problems confirmed", link(n, v.list(ask{Kind: "problem", States: confirmed, Not: self})), p.L("另有自查主动发现 ", "besides, found by the organs themselves: ")+matter.Itoa(own), "")
		add("核验通过", "Verified", link(done, v.list(ask{Kind: "problem", States: verified, Not: self})), p.L("占确认问题 ", "of those confirmed: ")+percent(done, n), "")
	}
	kept, late := v.k.Terms()
	if kept+late > 0 {
		add("按期了结的期限", "Terms kept", link(kept, v.path+"/cockpit/terms?how=kept"), p.L("按期率 ", "share kept ")+percent(kept, kept+late)+p.L("（"+matter.Itoa(kept)+" / "+matter.Itoa(kept+late)+"）", " ("+matter.Itoa(kept)+" / "+matter.Itoa(kept+late)+")"), "")
		add("逾期了结的期限", "Terms kept late", link(late, v.path+"/cockpit/terms?how=late"), "", tone(late, kit.Warn))
	}
	over := 0
	for _, n := range v.k.Overdue {
		over += n
	}
	add("超期未了", "Overdue now", link(over, v.list(ask{Late: "1"})), p.L("期限已过、还没有了结", "term passed, still running"), tone(over, kit.Bad))
	if v.k.Part.Shown {
		add("代表到会", "Deputies came", link(v.k.Part.Came(), v.path+"/cockpit/deputies?how=came"), p.L("人次；共邀请 ", "times; asked ")+matter.Itoa(v.k.Part.Asked()), "")
	}
	return out
}

func tone(n int, t kit.Tone) kit.Tone {
	if n == 0 {
		return ""
	}
	return t
}

// line is one row of a table of numbers.
type line struct {
	Pill  *kit.State
	Label string
	Sub   bool // under a heading
	Cells []num
}

// byState is one kind by state.
func (v view) byState(kind string) (out []line, total num) {
	sum := 0
	for _, s := range v.states(kind) {
		n := v.sum(func(t office.Tally) bool { return t.Kind == kind && t.State == s.Code })
		if n == 0 {
			continue
		}
		sum += n
		pill := v.pill(kind, s.Code)
		to := v.list(ask{Kind: kind, States: []string{s.Code}})
		if hasSection(kind) {
			to = v.section(kind, "state", s.Code)
		}
		out = append(out, line{Pill: &pill, Cells: []num{link(n, to)}})
	}
	to := v.list(ask{Kind: kind})
	if hasSection(kind) {
		to = v.section(kind)
	}
	return out, link(sum, to)
}

// problems are problems by state, those that an organ found by itself apart:
// they are never counted against it.
func (v view) problems() (out []line) {
	var sums [2]int
	for _, s := range v.states("problem") {
		own := v.sum(func(t office.Tally) bool { return t.Kind == "problem" && t.State == s.Code && t.Via == self })
		all := v.sum(func(t office.Tally) bool { return t.Kind == "problem" && t.State == s.Code })
		if all == 0 {
			continue
		}
		sums[0], sums[1] = sums[0]+all-own, sums[1]+own
		pill := v.pill("problem", s.Code)
		out = append(out, line{Pill: &pill, Cells: []num{link(all-own, v.list(ask{Kind: "problem", States: []string{s.Code}, Not: self})), link(own, v.section("problem", "state", s.Code, "only", "self"))}})
	}
	if len(out) > 0 {
		out = append(out, line{Label: v.p.L("合计", "In all"), Cells: []num{link(sums[0], v.list(ask{Kind: "problem", Not: self})), link(sums[1], v.section("problem", "only", "self"))}})
	}
	return out
}

// sorts of organs as columns.
var sorts = []struct{ code, zh, en string }{
	{"police", "公安", "Police"}, {"procuratorate", "检察院", "Procuratorate"}, {"court", "法院", "Court"}, {"justice", "司法行政", "Justice"}, {"supervision", "监委", "Supervision"}, {"none", "其他、未指明", "Others, none"},
}

func sortCode(s string) string {
	if s == "" {
		return "none"
	}
	return s
}

// classes are messages by class and kind of organ, the roots above their leaves.
func (v view) classes() (heads []string, out []line) {
	at := map[string]map[string]int{}
	cols := map[string]bool{}
	for _, t := range v.k.Of("clue") {
		s := sortCode(v.k.SortOf(t.Organ))
		cols[s] = true
		if at[t.Class] == nil {
			at[t.Class] = map[string]int{}
		}
		at[t.Class][s] += t.N
	}
	var codes []string
	for c := range at {
		codes = append(codes, c)
	}
	slices.SortFunc(codes, func(a, b string) int { return strings.Compare(order(a), order(b)) })
	for _, s := range sorts {
		if cols[s.code] {
			heads = append(heads, v.p.L(s.zh, s.en))
		}
	}
	heads = append(heads, v.p.L("合计", "In all"))
	last := "?"
	for _, c := range codes {
		root, _, leaf := strings.Cut(c, ".")
		if leaf && root != last {
			out = append(out, v.classLine(root+".", cols, at))
			last = root
		}
		out = append(out, v.classLine(c, cols, at))
	}
	return heads, out
}

// order puts the mission's three roots first and the unclassed last.
func order(c string) string {
	for i, r := range []string{"norm", "strict", "clean"} {
		if strings.HasPrefix(c, r) {
			return string(rune('0'+i)) + c
		}
	}
	if c == "" {
		return "~"
	}
	return "9" + c
}

func (v view) classLine(code string, cols map[string]bool, at map[string]map[string]int) line {
	root, isRoot := strings.CutSuffix(code, ".")
	l := line{Label: v.p.L("尚未分类", "Not yet classed"), Sub: strings.Contains(code, ".") && !isRoot}
	if code != "" {
		zh, en := v.p.O.Taxonomy(v.p.Me.Place).Name(root)
		l.Label = v.p.L(zh, en)
	}
	total := 0
	class := code
	if class == "" {
		class = "none"
	}
	for _, s := range sorts {
		if !cols[s.code] {
			continue
		}
		n := 0
		for c, by := range at {
			if c == code || isRoot && strings.HasPrefix(c, code) {
				n += by[s.code]
			}
		}
		total += n
		l.Cells = append(l.Cells, link(n, v.list(ask{Kind: "clue", Class: class, Sort: s.code})))
	}
	l.Cells = append(l.Cells, link(total, v.list(ask{Kind: "clue", Class: class})))
	return l
}

// channels are the ways in which messages came.
func (v view) channels() kit.Chart {
	p := v.p
	c := kit.Chart{Title: p.L("群众怎样反映", "How messages came"), Unit: p.L("件", "messages")}
	for _, w := range channelWords {
		n := v.sum(func(t office.Tally) bool { return t.Kind == "clue" && t.Via == w.code })
		if n > 0 {
			c.Points = append(c.Points, kit.Point{Label: p.L(w.zh, w.en), Text: matter.Itoa(n), Value: float64(n), URL: v.section("clue", "via", w.code)})
		}
	}
	return c
}

var channelWords = []struct{ code, zh, en string }{
	{"web", "网上", "Online"}, {"letter", "来信", "Letter"}, {"visit", "来访", "Visit"}, {"phone", "来电", "Telephone"}, {"deputy", "代表转来", "Through a deputy"}, {"handed_over", "其他机关转来", "Handed over"}, {"import", "导入", "Imported"},
}

// live are the states of a task that answers its requirement.
var live = []string{"drafted", "assigned", "accepted", "doing", "blocked", "reported", "returned", "confirmed"}

// requirement is one demand of the plan with the tasks that answer it.
type requirement struct {
	No    int
	Text  string
	Tasks num
	Mark  kit.State
}

// requirements are the plan's own, those without tasks first.
func (v view) requirements() (out []requirement, open int) {
	p := v.p
	for i, r := range v.k.C.Plan.Requirements {
		via := task.Via(r.Key, false)
		n := v.sum(func(t office.Tally) bool {
			return t.Kind == "task" && t.Via == via && slices.Contains(live, t.State)
		})
		thin := v.sum(func(t office.Tally) bool {
			return t.Kind == "task" && t.Via == via && t.Class == "thin" && slices.Contains(live, t.State)
		})
		x := requirement{No: i + 1, Text: r.Text, Tasks: link(n, v.list(ask{Kind: "task", Via: via, States: live})), Mark: kit.State{Word: p.L("有任务", "covered"), Tone: kit.OK}}
		switch {
		case n == 0:
			open++
			x.Mark = kit.State{Word: p.L("尚无对应任务", "no task yet"), Tone: kit.Bad}
		case n == thin:
			x.Mark = kit.State{Word: p.L("缺责任人或者时间", "no owner or no day"), Tone: kit.Warn}
		}
		out = append(out, x)
	}
	slices.SortStableFunc(out, func(a, b requirement) int { return min(a.Tasks.N, 1) - min(b.Tasks.N, 1) })
	return out, open
}

// focusWords of the two groups.
func focusWord(p *kit.Page, code string) string {
	if code == "business" {
		return p.L("业务部门", "Business departments")
	}
	return p.L("基层庭科队所", "Grass-roots units")
}

func (v view) shares() (out []kit.Share) {
	for _, f := range v.k.Focus {
		out = append(out, kit.Share{Label: focusWord(v.p.Page, f.Code), Done: f.Reached(), All: len(f.Units), URL: v.path + "/cockpit/units?focus=" + f.Code})
	}
	return out
}

// reachWords spell out what counts as reached, from the rule itself.
func reachWords(p kindNamer) []string {
	var out []string
	for _, r := range office.ReachKinds {
		l := office.LifeOf(r.Kind)
		if l == nil {
			continue
		}
		var ss []string
		for _, s := range r.States {
			x := l.State(s)
			ss = append(ss, p.L(x.Zh, x.En))
		}
		out = append(out, p.KindName(r.Kind)+p.L("（", " (")+strings.Join(ss, p.L("、", ", "))+p.L("）", ")"))
	}
	return out
}

type kindNamer interface {
	KindName(string) string
	L(zh, en string) string
}

func (v view) reachText() string {
	return v.p.L("本专项有下列事项之一落到一个单位，这个单位算“已覆盖”：", "A unit counts as reached once one of these under this campaign came to it: ") + strings.Join(reachWords(v.p), v.p.L("；", "; ")) +
		v.p.L("。群众反映提到一个单位、其他机关的检查，不算覆盖。总数是监督对象里在册、属于方案监督范围的单位。", ". A message naming it does not reach it, nor does a check by another body. The whole is the listed units of the register within the plan's scope.")
}

// pastLine is one state of one kind: then, and today.
type pastLine struct {
	Kind      string // on the first line of a kind
	Pill      kit.State
	Then, Now num
}

// past are the kinds by state on the day, beside today.
func (v view) past() (out []pastLine) {
	for _, kind := range v.kinds() {
		first := v.kind(kind)
		for _, s := range v.states(kind) {
			n := 0
			for _, x := range v.k.Stood {
				if x.Kind == kind && x.State == s.Code {
					n += x.N
				}
			}
			now := v.sum(func(t office.Tally) bool { return t.Kind == kind && t.State == s.Code })
			if n == 0 && now == 0 {
				continue
			}
			out = append(out, pastLine{Kind: first, Pill: v.pill(kind, s.Code), Then: link(n, v.list(ask{Kind: kind, States: []string{s.Code}, On: v.k.Day})), Now: link(now, v.list(ask{Kind: kind, States: []string{s.Code}}))})
			first = ""
		}
	}
	return out
}
