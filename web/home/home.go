// Package home is what a liaison officer or head of an organ reads first
// (机关首页): everything with a term that concerns the organ, one answer to
// several requests, proofs of receipt, and the rehearsal.
package home

import (
	"slices"
	"strings"
	"time"

	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/law"
	"hengjian/oversight/meeting"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// First shows the organ's home to its liaison and head, and the next page to
// everybody else.
func First(next frame.Func) frame.Func {
	return func(p *frame.Page) error {
		if Shows(p.Me) {
			return Show(p)
		}
		return next(p)
	}
}

// Shows reports whose first page this is.
func Shows(who access.Person) bool { return who.Has(access.Liaison) || who.Has(access.Chief) }

// view is the first page.
type view struct {
	p        *frame.Page
	late     []office.Ahead
	soon     []office.Ahead // within seven days
	later    []office.Ahead
	undated  []office.Ahead
	theirs   []office.Ahead // with the committee: its terms are not the organ's
	meetings []meeting.Meeting
	share    int // requests that one answer may serve
}

// Show (首页) is by clock, not by kind: what is late, what is due within a week,
// what comes later.
func Show(p *frame.Page) error {
	all, err := p.O.AheadOf(p.Ctx(), p.Me)
	if err != nil {
		return err
	}
	v := view{p: p}
	now, week := p.Now.UnixMicro(), law.DayOf(p.Now).Add(7).End().UnixMicro()
	for _, a := range all {
		switch {
		case withCommittee(p, a):
			v.theirs = append(v.theirs, a)
		case a.DueAt == 0:
			v.undated = append(v.undated, a)
		case a.DueAt <= now:
			v.late = append(v.late, a)
		case a.DueAt <= week:
			v.soon = append(v.soon, a)
		default:
			v.later = append(v.later, a)
		}
	}
	ms, err := p.O.MeetingsBetween(p.Ctx(), p.Me, act.DayOf(p.Now), act.DayOf(p.Now.AddDate(0, 3, 0)), "")
	if err != nil {
		return err
	}
	v.meetings = slices.DeleteFunc(ms, func(m meeting.Meeting) bool { return m.State == "cancelled" })
	rs, err := p.O.RequestsOf(p.Ctx(), p.Me)
	if err != nil {
		return err
	}
	v.share = len(rs)
	return p.Render(homePage(v, kit.Head{Title: v.greeting(), Sub: p.Day(p.Now), Print: true}))
}

func (v view) greeting() string {
	p, n := v.p, len(v.late)
	for _, a := range v.soon {
		if act.DayOf(time.UnixMicro(a.DueAt-1)) == act.DayOf(p.Now) {
			n++
		}
	}
	organ := matter.Name(p, "organ", p.Me.Organ)
	if n == 0 {
		return p.L(organ+"：今天没有到期的事", organ+": nothing is due today")
	}
	return p.L(organ+"：有 "+matter.Itoa(n)+" 件事今天到期或者已超期", organ+": "+matter.Itoa(n)+" due today or late")
}

func (v view) stats() []kit.Stat {
	p := v.p
	tone := func(n int, t kit.Tone) kit.Tone {
		if n == 0 {
			return kit.Plain
		}
		return t
	}
	return []kit.Stat{
		{Label: p.L("已超期", "Late"), Number: matter.Itoa(len(v.late)), URL: "#late", Tone: tone(len(v.late), kit.Bad)},
		{Label: p.L("七日内到期", "Due within seven days"), Number: matter.Itoa(len(v.soon)), URL: "#soon", Tone: tone(len(v.soon), kit.Warn)},
		{Label: p.L("以后到期", "Due later"), Number: matter.Itoa(len(v.later)), URL: "#later"},
		{Label: p.L("将要举行的会议和走访", "Meetings and visits ahead"), Number: matter.Itoa(len(v.meetings)), URL: "#meetings"},
	}
}

// table is one group of what is ahead.
func (v view) table(id, caption string, all []office.Ahead) kit.Table {
	p := v.p
	t := kit.Table{ID: id, Caption: caption, Count: matter.Itoa(len(all)),
		Cols: []kit.Col{{Label: p.L("期限", "Due"), Day: true}, {Label: p.L("事项", "Matter")}, {Label: p.L("哪一级", "From")}, {Label: p.L("下一步", "Next")}, {Label: p.L("状态", "State")}}}
	for _, a := range all {
		url := frame.URLOf(a.Kind, a.Subject)
		left, due, tone := p.Due(a.DueAt)
		first := kit.Cell{Text: "—"}
		if left != "" {
			first = kit.Cell{State: &kit.State{Word: left, Tone: tone}, Sub: due}
		}
		st := p.StateOf(a.Kind, a.State)
		t.Rows = append(t.Rows, kit.Row{ID: a.Subject, URL: url, Cells: []kit.Cell{first, {Text: p.TitleOf(a.Row), Sub: matter.Join(" ", p.KindName(a.Kind), a.Number), URL: url}, {Text: a.From}, {Text: v.next(a)}, {State: &st}}})
	}
	return t
}

// withCommittee reports whether what comes next on a matter is the committee's
// alone: no function of the organ does any of its main acts.
func withCommittee(p *frame.Page, a office.Ahead) bool {
	life := office.LifeOf(a.Kind)
	if life == nil || a.Waits {
		return false
	}
	main := false
	for _, st := range life.Lawful(a.State, act.DayOf(p.Now)) {
		if !st.Main || st.Off {
			continue
		}
		if main = true; slices.Contains(st.Who, access.Liaison) || slices.Contains(st.Who, access.Chief) {
			return false
		}
	}
	return main
}

// next names the main acts of the person's functions on a matter, or says that
// it is with others.
func (v view) next(a office.Ahead) string {
	p, life := v.p, office.LifeOf(a.Kind)
	if life == nil || !a.Waits {
		return p.L("不等本人办理", "not waiting for you")
	}
	var out []string
	for _, st := range life.Lawful(a.State, act.DayOf(p.Now)) {
		w := p.VerbOf(a.Kind, string(st.Do))
		if st.Main && !st.Off && slices.ContainsFunc(st.Who, p.Me.Has) && !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return strings.Join(out, p.L("或", " or "))
}

func (v view) meetingFacts() (out []kit.Fact) {
	for _, m := range v.meetings {
		w := act.WordOf(meeting.Sorts, m.Sort)
		out = append(out, kit.Fact{Term: matter.Join(" ", matter.Day(v.p.Page, m.Day), m.Begins), Text: m.Title, Sub: matter.Join(" · ", v.p.L(w.Zh, w.En), m.Venue), URL: "/meetings/" + m.ID})
	}
	return out
}

// Rehearsal (演练) begins and ends the mode in which nothing is kept.
func Rehearsal(p *frame.Page) error {
	if p.Me.Side() != "organ" {
		return act.None()
	}
	if !p.Post() {
		return p.Render(rehearsalPage(p, kit.Head{Title: p.L("演练", "Rehearsal")}))
	}
	on := p.R.PostFormValue("on") == "1"
	p.SetRehearsal(on)
	if on { // every page says it from now on
		return p.Go("/")
	}
	return p.GoSaying("/", "演练结束：从现在起办理的事项会保存。", "The rehearsal has ended: from now on what you do is kept.")
}
