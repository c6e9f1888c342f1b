package frame

import (
	"time"

	"hengjian/office"
	"hengjian/oversight/act"
	"hengjian/oversight/law"
	"hengjian/web/kit"
)

// URLOf is the page of a matter.
func URLOf(kind, id string) string {
	switch kind {
	case "officer", "unit", "organ":
		return "/register/" + kind + "s/" + id
	case "account":
		return "/admin/accounts/" + id
	case "deputyrec":
		return "/register/deputies/" + id
	case "station", "member", "sitting":
		return "/register/" + kind + "s/" + id
	case "summary":
		return "/summaries/" + id
	case "register", "warning", "indicator":
		return "/casebook/" + kind + "s/" + id
	}
	return "/" + kind + "s/" + id
}

// KindName names a kind of matter.
func (p *Page) KindName(kind string) string {
	l := office.LifeOf(kind)
	if l == nil {
		return p.registerName(kind)
	}
	return p.L(l.Zh, l.En)
}

func (p *Page) registerName(kind string) string {
	switch kind {
	case "organ":
		return p.L("司法机关", "Organ")
	case "unit":
		return p.L("单位", "Unit")
	case "officer":
		return p.L("司法人员", "Officer")
	case "deputyrec":
		return p.L("代表", "Deputy")
	case "place":
		return p.L("行政区域", "Place")
	case "congress":
		return p.L("常委会", "Committee")
	case "import":
		return p.L("导入", "Import")
	}
	return kind
}

// StateOf is the pill of a state.
func (p *Page) StateOf(kind, code string) kit.State {
	l := office.LifeOf(kind)
	if l == nil {
		return kit.State{Word: code}
	}
	s := l.State(code)
	return kit.State{Word: p.L(s.Zh, s.En), Tone: kit.Tone(s.Tone)}
}

// VerbOf names an act.
func (p *Page) VerbOf(kind, name string) string {
	l := office.LifeOf(kind)
	if l == nil {
		return name
	}
	v := l.Verb(act.Name(name))
	return p.L(v.Zh, v.En)
}

// Due is what is left of a matter's next term, in words with a tone, and the
// day. Within a fortnight it counts working days, as the office does.
func (p *Page) Due(dueAt int64) (left, due string, tone kit.Tone) {
	if dueAt == 0 {
		return "", "", kit.Plain
	}
	// The instant is the first after the term, so the last day is the one before.
	last := law.DayOf(time.UnixMicro(dueAt - 1))
	today := law.DayOf(p.Now)
	n := last.Sub(today)
	working := n >= 0 && n <= 14
	if working {
		n = 0
		for d := today.Add(1); d <= last; d = d.Add(1) {
			if w, _, _ := p.O.Cal.Working(d); w {
				n++
			}
		}
	}
	if last == today {
		n, working = 0, false
	} else if working && n == 0 {
		n, working = last.Sub(today), false
	}
	left, tone = p.Remaining(n, working)
	return left, p.DueText(last.Start()), tone
}

// Timed are the kinds of matters that keep a term. A circular's term is that of
// the committee it was sent to, not of the sender who sees it; its page tells.
var Timed = []string{"clue", "leg", "problem", "task", "selfcheck", "clausecheck", "correction", "review", "warning", "lead", "roster"}

// Groups of states that the workbench counts and the lists show.
var (
	CluesTodo         = []string{"received", "registered"}
	CluesHandling     = []string{"proposed", "submitted", "accepted", "relooking"}
	ProblemsWithOrgan = []string{"handed", "signed", "planned", "rectifying", "claimed", "verifying", "long_term"}
	ProblemsDone      = []string{"verified", "closed", "settled"}
)
