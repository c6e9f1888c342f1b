package task

import (
	"slices"

	"hengjian/oversight/act"
	"hengjian/oversight/task"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// view of one task.
type view struct {
	t      task.Task
	head   kit.Head
	notice *kit.Notice
	stages []kit.Stage
	facts  []kit.Fact
	before []task.Task // what comes first
	after  []task.Task // what waits for it
	who    map[string]string
	next   matter.Next
	clocks []kit.Clock
	events []kit.Event
	links  []kit.Link
	ladder []rungView
}

// rungView is one rung of the ladder, taken or to come.
type rungView struct {
	step task.Step
	day  string
	text string
	by   string
	min  string
	no   string // of the letter
	from string // may be taken from this day
}

// Show (任务) is one task: what, by whom, by when, what was done.
func Show(p *frame.Page) error {
	raw, t, err := kind.Get(p)
	if err != nil {
		return err
	}
	v := view{t: t}
	if err := v.fill(p, raw); err != nil {
		return err
	}
	v.stages = stages(p, t)
	return p.Render(showPage(p, v))
}

func (v *view) fill(p *frame.Page, raw task.Task) (err error) {
	if v.who, err = matter.People(p, ids(v.t)...); err != nil {
		return err
	}
	if v.next, err = kind.NextOf(p, raw); err != nil {
		return err
	}
	v.next.Stopped = stillOpen(p, raw, v.next.Stopped)
	inOrder(p, raw, v.next.Can)
	if v.clocks, err = matter.Clocks(p, &raw.Head); err != nil {
		return err
	}
	if v.events, err = matter.Events(p, &task.Life, &raw.Head, shown(p)); err != nil {
		return err
	}
	by, err := p.O.TasksOf(p.Ctx(), p.Me, v.t.Depends)
	if err != nil {
		return err
	}
	for _, id := range v.t.Depends {
		if d, ok := by[id]; ok {
			v.before = append(v.before, d)
		}
	}
	if !organSide(p) {
		if v.after, err = p.O.TasksAfter(p.Ctx(), p.Me, raw); err != nil {
			return err
		}
	}
	v.ladder = ladder(p, raw, v.who)
	if slices.ContainsFunc(v.t.Rungs, func(r task.Rung) bool { return r.Rung == "request" }) {
		v.links = append(v.links, kit.Link{Text: p.L("商请函 docx", "Work request, docx"), URL: kind.Path(v.t.ID, "request.docx")})
	}
	if err := v.fillFacts(p); err != nil {
		return err
	}
	v.fillHead(p, raw)
	return nil
}

// ids are the accounts that the page names.
func ids(t task.Task) (out []string) {
	out = append(out, t.Person)
	for _, e := range t.Progress {
		out = append(out, e.By)
	}
	for _, r := range t.Reports {
		out = append(out, r.By)
	}
	for _, r := range t.Rungs {
		out = append(out, r.By)
	}
	for _, c := range t.Changes {
		if c.What == "owner" {
			out = append(out, c.Was, c.Now)
		}
	}
	return slices.DeleteFunc(out, func(s string) bool { return s == "" })
}

// stillOpen leaves out buttons that cannot be pressed and teach nothing: the
// rungs of the ladder but the next one, and what only the owner does.
func stillOpen(p *frame.Page, t task.Task, all []kit.NotYet) []kit.NotYet {
	next, _ := t.Next()
	hide := map[string]bool{}
	for _, s := range task.Ladder {
		if !t.Late(act.DayOf(p.Now)) || s.Code != next.Code {
			hide[verbText(p, s.Do)] = true
		}
	}
	hide[verbText(p, "task.hand_over")] = true
	if t.Person != p.Me.ID && t.Organ != p.Me.Organ || t.Organ != "" && p.Me.Organ == "" {
		for _, n := range []act.Name{"task.accept", "task.progress", "task.block", "task.report"} {
			hide[verbText(p, n)] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(all), func(n kit.NotYet) bool { return hide[n.Label] })
}

func verbText(p *frame.Page, n act.Name) string {
	v := task.Life.Verb(n)
	return p.L(v.Zh, v.En)
}

// inOrder puts the next rung of an overdue task first among what may be done,
// and cancelling last.
func inOrder(p *frame.Page, t task.Task, can []kit.ActLink) {
	next, _ := t.Next()
	rank := func(l kit.ActLink) int {
		switch l.Label {
		case verbText(p, next.Do):
			return -1
		case verbText(p, "task.cancel"):
			return 1
		}
		return 0
	}
	for i := range can {
		can[i].Main = can[i].Main || rank(can[i]) < 0
		can[i].Danger = rank(can[i]) > 0
	}
	slices.SortStableFunc(can, func(a, b kit.ActLink) int {
		if a.Main != b.Main {
			return map[bool]int{true: -1, false: 1}[a.Main]
		}
		return rank(a) - rank(b)
	})
}

func ladder(p *frame.Page, t task.Task, who map[string]string) (out []rungView) {
	for _, r := range t.Rungs {
		i := slices.IndexFunc(task.Ladder, func(s task.Step) bool { return s.Code == r.Rung })
		if i < 0 {
			continue
		}
		out = append(out, rungView{step: task.Ladder[i], day: r.Day, text: r.Text, by: who[r.By], min: r.Minute, no: r.Number})
	}
	if next, ok := t.Next(); ok && t.Late(act.DayOf(p.Now)) && !organSide(p) {
		out = append(out, rungView{step: next, from: t.From(p.O.RungAfter(&t.Head, next.Rule))})
	}
	return out
}

func (v *view) fillFacts(p *frame.Page) error {
	t := v.t
	add := func(term, text, sub, url string) {
		if text != "" {
			v.facts = append(v.facts, kit.Fact{Term: term, Text: text, Sub: sub, URL: url})
		}
	}
	who, err := ownersOf(p, t)
	if err != nil {
		return err
	}
	url := ""
	if t.Organ != "" && p.Me.Side() == "congress" {
		url = "/register/organs/" + t.Organ
	}
	add(p.L("责任人", "Owner"), who.of(p, t), t.Contact, url)
	if t.Unit != "" {
		add(p.L("单位", "Unit"), matter.Name(p, "unit", t.Unit), "", "")
	}
	add(p.L("承办单位", "Body"), t.Body, "", "")
	if t.Due != "" {
		add(p.L("完成日期", "To be done by"), matter.Day(p.Page, t.Due), "", "")
	}
	if !organSide(p) && t.Campaign != "" {
		if err := v.campaign(p, add); err != nil {
			return err
		}
	}
	add(p.L("取消理由", "Why cancelled"), t.Ended, "", "")
	return nil
}

func (v *view) campaign(p *frame.Page, add func(term, text, sub, url string)) error {
	c, err := campaignOf(p, v.t.Campaign)
	if act.KindOf(err) == act.Missing {
		return nil
	}
	if err != nil {
		return err
	}
	add(p.L("专项监督", "Campaign"), c.Name, "", "/campaigns/"+c.ID+"/tasks")
	if v.t.Requirement == "" {
		return nil
	}
	ds, err := p.O.Demands(p.Ctx(), c)
	via := task.Via(v.t.Requirement, v.t.Shared)
	for _, d := range ds {
		if d.Via == via {
			add(p.L("落实的工作要求", "Requirement answered"), d.Text, either(d.From, p.L("本级方案", "own plan")), "/tasks?campaign="+c.ID+"&requirement="+via)
			return err
		}
	}
	add(p.L("落实的工作要求", "Requirement answered"), p.L("方案修改后已没有这一条", "no longer in the plan"), via, "")
	return err
}

func either(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func (v *view) fillHead(p *frame.Page, raw task.Task) {
	t := v.t
	v.head = kit.Head{Title: t.Title, Number: t.Number, Crumbs: []kit.Link{kind.List(p.Page)}, Print: true, Clock: matter.Running(v.clocks), States: []kit.State{stateOf(p, t)}}
	if t.Thin() && !organSide(p) {
		v.head.States = append(v.head.States, kit.State{Word: p.L("不具体", "thin"), Tone: kit.Warn})
	}
	if n := len(t.Rungs); n > 0 {
		v.head.States = append(v.head.States, kit.State{Word: p.L("已催办 "+matter.Itoa(n)+" 次", "urged "+matter.Itoa(n)+"×"), Tone: kit.Warn})
	}
	own := t.Person == p.Me.ID || t.Organ != "" && t.Organ == p.Me.Organ
	v.next.Note = waits(p, t, own, v.who)
	v.notice = v.tells(p, t, own)
}

// waits says whose turn it is in a task's own terms.
func waits(p *frame.Page, t task.Task, own bool, who map[string]string) string {
	if own && t.State != "reported" && t.State != "drafted" {
		return ""
	}
	name := p.L("责任人", "the owner")
	switch {
	case t.Person != "":
		name = who[t.Person]
	case t.Organ != "":
		name = p.L("机关的联络员或者负责人", "the organ's liaison or head")
	}
	switch t.State {
	case "assigned":
		return p.L("现在等"+name+"接收。", "Now waiting for "+name+" to accept.")
	case "accepted", "doing", "returned":
		return p.L("现在由"+name+"办理。", "Now with "+name+".")
	case "blocked":
		return p.L("受阻：看能否帮助解决，或者调整完成日期。", "Blocked: see whether you can help, or move the day.")
	case "reported":
		return p.L("现在等责任人以外的经办或者负责人确认。", "Now waiting for a clerk or director other than the owner.")
	}
	return ""
}

// tells is the one thing to know before anything else.
func (v *view) tells(p *frame.Page, t task.Task, own bool) *kit.Notice {
	if s, is := t.Blocked(); is {
		n := &kit.Notice{Tone: kit.Bad, Title: p.L("受阻：", "Blocked: "), Text: s.Text}
		if s.Needs != "" {
			n.Text += p.L("　需要：", " Needed: ") + s.Needs
		}
		return n
	}
	if n := len(t.Reports); n > 0 && t.State == "returned" {
		return &kit.Notice{Tone: kit.Warn, Title: p.L("退回补办：", "Returned: "), Text: t.Reports[n-1].Note}
	}
	if n := len(t.Rungs); n > 0 && own && t.Late(act.DayOf(p.Now)) {
		return &kit.Notice{Tone: kit.Warn, Title: p.L("收到催办：", "You were urged: "), Text: t.Rungs[n-1].Text}
	}
	if t.Thin() && t.State != "confirmed" && sets(p) {
		n := &kit.Notice{Tone: kit.Warn, Title: p.L("还不具体：", "Still thin: "), Text: p.L("没有完成日期。", "it has no day.")}
		n.Link = kit.Link{Text: p.L("定完成日期", "Set the day"), URL: kind.Path(t.ID, "set_due")}
		if !t.Owned() {
			n.Text = p.L("没有人负责。", "nobody answers for it.")
			n.Link = kit.Link{Text: p.L("分派", "Assign"), URL: kind.Path(t.ID, "assign")}
		}
		return n
	}
	return nil
}

var line = []struct {
	zh, en string
	at     []string
}{
	{"分派", "Assigned", []string{"drafted"}}, {"接收", "Accepted", []string{"assigned"}}, {"办理", "In hand", []string{"accepted", "doing", "blocked", "returned"}},
	{"报完成", "Reported", []string{}}, {"确认", "Confirmed", []string{"reported"}},
}

// stages are the main way; “here” is what is to be done next.
func stages(p *frame.Page, t task.Task) []kit.Stage {
	if t.State == "cancelled" {
		return nil
	}
	here := slices.IndexFunc(line, func(l struct {
		zh, en string
		at     []string
	}) bool {
		return slices.Contains(l.at, t.State)
	})
	if t.State == "confirmed" {
		here = len(line)
	}
	var out []kit.Stage
	for i, l := range line {
		out = append(out, kit.Stage{Name: p.L(l.zh, l.en), Done: i < here, Here: i == here})
	}
	return out
}

// changeText writes a former owner or day.
func changeText(p *frame.Page, v view, c task.Change) string {
	if c.What == "due" {
		return p.L("完成日期 ", "day ") + c.Was + " → " + c.Now
	}
	name := func(id string) string {
		if n := v.who[id]; n != "" && n != "—" {
			return n
		}
		return matter.Name(p, "organ", id)
	}
	return p.L("责任人 ", "owner ") + name(c.Was) + " → " + name(c.Now)
}
