// Package workbench is the front page: what waits for me, by clock; what I
// wait for; search; notices.
package workbench

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/law"
	"hengjian/web/frame"
	"hengjian/web/kit"
)

type bench struct {
	Title, Sub string
	Mine       kit.Table
	Waiting    []kit.Fact
	Numbers    []kit.Stat
	New        []kit.Link
}

// Show (工作台) lists my next acts by clock, urgent first, then what others owe.
func Show(p *frame.Page) error {
	switch {
	case p.Me.Has(access.AudAdmin):
		return p.Go("/audit")
	case p.Me.Has(access.SecAdmin):
		return p.Go("/admin/accounts")
	case p.Me.Has(access.SysAdmin):
		return p.Go("/admin/system")
	}
	b, err := load(p)
	if err != nil {
		return err
	}
	return p.Render(page(p, b))
}

func load(p *frame.Page) (bench, error) {
	at := office.ParseCursor(p.R.URL.Query().Get("at"))
	mine, err := p.O.Mine(p.Ctx(), p.Me, at, 25)
	if err != nil {
		return bench{}, err
	}
	urgent, err := urgents(p, at)
	if err != nil {
		return bench{}, err
	}
	rows := merge(urgent, mine.Rows)
	n, today, err := counts(p)
	if err != nil {
		return bench{}, err
	}
	b := bench{Title: greeting(p, today), Sub: p.Day(p.Now), Mine: pager{p}.table(rows, mine, n)}
	if b.Waiting, err = waiting(p); err != nil {
		return b, err
	}
	b.Numbers, err = numbers(p)
	b.New = begin(p)
	return b, err
}

func begin(p *frame.Page) (out []kit.Link) {
	if p.Me.Has(access.Intake) || p.Me.Has(access.Letters) || p.Me.Has(access.Deputy) {
		out = append(out, kit.Link{Text: p.L("登记来信来访", "Enter a letter or visit"), URL: "/clues/new"})
	}
	if p.Me.Has(access.Clerk) {
		out = append(out, kit.Link{Text: p.L("拟定问题", "Draft a problem"), URL: "/problems/new"})
	}
	if Decides(p.Me) {
		out = append(out, kit.Link{Text: p.L("待我批", "For my decision"), URL: NextURL}, kit.Link{Text: p.L("一周摘要", "The week in short"), URL: "/digest"})
	}
	if p.Me.Has(access.Clerk) || p.Me.Has(access.Director) {
		out = append(out, kit.Link{Text: p.L("布置任务", "Set a task"), URL: "/tasks/new"}, kit.Link{Text: p.L("请机关自查", "Ask organs for a self-inspection"), URL: "/selfchecks/new"})
	}
	return out
}

// urgents are put on top of everybody's first page, the newest first: a new
// danger is never below old ones.
func urgents(p *frame.Page, at office.Cursor) ([]office.Row, error) {
	if at != (office.Cursor{}) || p.Me.Side() != "congress" {
		return nil, nil
	}
	m, err := p.O.List(p.Ctx(), p.Me, office.Filter{Kinds: []string{"clue", "leg"}, Urgent: true, Current: true,
		States: []string{"received", "registered", "proposed", "submitted", "diverted", "drafted", "telephoned", "half_signed"}}, office.Cursor{}, 30)
	return m.Rows, err
}

func merge(top, rest []office.Row) []office.Row {
	seen := map[string]bool{}
	var out []office.Row
	for _, r := range append(top, rest...) {
		if !seen[r.Kind+r.Subject] {
			seen[r.Kind+r.Subject] = true
			out = append(out, r)
		}
	}
	return out
}

func counts(p *frame.Page) (n, today int, err error) {
	aw := office.Awaits(p.Me)
	if len(aw) == 0 {
		return 0, 0, nil
	}
	f := office.Filter{Awaits: aw, Current: true}
	if n, err = p.O.Count(p.Ctx(), p.Me, f, 1001); err != nil {
		return 0, 0, err
	}
	f.Late = law.DayOf(p.Now).End().UnixMicro() + 1
	today, err = p.O.Count(p.Ctx(), p.Me, f, 1001)
	return n, today, err
}

func greeting(p *frame.Page, due int) string {
	hello := p.L("晚上好", "Good evening")
	switch h := p.Now.In(act.Shanghai).Hour(); {
	case h < 5:
	case h < 12:
		hello = p.L("上午好", "Good morning")
	case h < 18:
		hello = p.L("下午好", "Good afternoon")
	}
	if due == 0 {
		return p.L(hello+"，"+p.Me.Name+"。今天没有到期的事。", hello+", "+p.Me.Name+". Nothing is due today.")
	}
	return p.L(fmt.Sprintf("%s，%s。有 %s 件事今天到期或者已超期。", hello, p.Me.Name, many(due)),
		fmt.Sprintf("%s, %s. %s due today or late.", hello, p.Me.Name, many(due)))
}

func many(n int) string {
	if n > 1000 {
		return "1000+"
	}
	return strconv.Itoa(n)
}

type pager struct{ *frame.Page }

func (p pager) table(rows []office.Row, m office.Matters, n int) kit.Table {
	t := kit.Table{ID: "mine", Caption: p.L("该我办的，按期限排", "My next acts, by clock"), Count: many(n),
		Cols: []kit.Col{
			{Key: "due", Label: p.L("期限", "Due")},
			{Key: "what", Label: p.L("事项", "Matter")},
			{Key: "next", Label: p.L("等我做什么", "What waits for me")},
			{Key: "state", Label: p.L("状态", "State")},
		},
		Empty: kit.Empty{Title: p.L("现在没有等您办的事", "Nothing waits for you now"), Text: p.L("轮到您的岗位时，事项会出现在这里，按期限排列。", "Matters appear here by their clocks when it is your function's turn.")}}
	for _, r := range rows {
		t.Rows = append(t.Rows, p.row(r))
	}
	if m.Prev != "" {
		t.Prev = p.Keep("at", m.Prev)
	}
	if m.Next != "" {
		t.Next = p.Keep("at", m.Next)
	}
	return t
}

func (p pager) row(r office.Row) kit.Row {
	url := frame.URLOf(r.Kind, r.Subject)
	left, due, tone := p.Due(r.DueAt)
	first := kit.Cell{Text: "—"}
	if left != "" {
		first = kit.Cell{State: &kit.State{Word: left, Tone: tone}, Sub: due}
	}
	if r.Urgent {
		first = kit.Cell{State: &kit.State{Word: p.L("紧急", "Urgent"), Tone: kit.Bad}, Sub: join(left, due)}
	}
	st := p.StateOf(r.Kind, r.State)
	return kit.Row{ID: r.Subject, URL: url, Cells: []kit.Cell{first,
		{Text: p.TitleOf(r), Sub: p.KindName(r.Kind) + " " + r.Number, URL: url}, {Text: p.waits(r)}, {State: &st}}}
}

// waits names the main acts of the person's functions on a matter.
func (p pager) waits(r office.Row) string {
	life := office.LifeOf(r.Kind)
	if life == nil {
		return ""
	}
	var out []string
	seen := map[act.Name]bool{}
	for _, st := range life.Lawful(r.State, act.DayOf(p.Now)) {
		mine := false
		for _, who := range st.Who {
			mine = mine || p.Me.Has(who)
		}
		if st.Main && mine && !seen[st.Do] {
			seen[st.Do] = true
			out = append(out, p.VerbOf(r.Kind, string(st.Do)))
		}
	}
	if len(out) == 0 {
		return others(p, life, r)
	}
	if len(out) > 1 { // “批办：受理 或 批办：留存” says no more than “批办”
		head := func(s string) string {
			s, _, _ = strings.Cut(s, p.L("：", ":"))
			return s
		}
		for i := range out {
			out[i] = head(out[i])
		}
		out = slices.Compact(out)
	}
	if len(out) > 2 {
		out = append(out[:2], p.L("其他", "another act"))
	}
	return strings.Join(out, p.L("或", " or "))
}

// others says whose turn it is with a matter that is on top for everybody.
func others(p pager, life *act.Life, r office.Row) string {
	var who []string
	for _, st := range life.Lawful(r.State, act.DayOf(p.Now)) {
		for _, x := range st.Who {
			if t := access.Text(x); st.Main && !st.Off && !slices.Contains(who, p.L(t.Zh, t.En)) {
				who = append(who, p.L(t.Zh, t.En))
			}
		}
	}
	if len(who) == 0 {
		return ""
	}
	return p.L("等"+strings.Join(who, "、"), "Waiting for: "+strings.Join(who, ", "))
}

func join(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + " · " + b
}

// waiting lists the matters I handle that others have to move.
func waiting(p *frame.Page) ([]kit.Fact, error) {
	m, err := p.O.List(p.Ctx(), p.Me, office.Filter{Kinds: []string{"clue", "leg", "problem", "task"}, Holder: p.Me.ID, ByDue: true, Current: true}, office.Cursor{}, 40)
	if err != nil {
		return nil, err
	}
	mine := map[office.Await]bool{}
	for _, a := range office.Awaits(p.Me) {
		mine[a] = true
	}
	var out []kit.Fact
	for _, r := range m.Rows {
		l := office.LifeOf(r.Kind)
		if l == nil || !l.State(r.State).Open || mine[office.Await{Kind: r.Kind, State: r.State}] || mine[office.Await{Kind: r.Kind, State: r.State, Holder: p.Me.ID}] || len(out) == 8 {
			continue
		}
		left, _, _ := p.Due(r.DueAt)
		out = append(out, kit.Fact{Term: r.Number, Text: p.TitleOf(r), Sub: join(p.StateOf(r.Kind, r.State).Word, left), URL: frame.URLOf(r.Kind, r.Subject)})
	}
	return out, nil
}

// numbers are the tiles; each opens its list.
func numbers(p *frame.Page) (out []kit.Stat, err error) {
	if p.Me.Side() != "congress" {
		return nil, nil
	}
	in := func(kind string, states []string) int {
		n := 0
		if err == nil && sees(p.Me, kind) {
			n, err = p.O.Count(p.Ctx(), p.Me, office.Filter{Kinds: []string{kind}, States: states, Current: kind == "clue"}, 1001)
		}
		return n
	}
	late, err := p.O.Count(p.Ctx(), p.Me, lateOnes(p), 1001)
	if err != nil {
		return nil, err
	}
	tone := kit.Warn
	if late == 0 {
		tone = kit.OK
	}
	stat := func(zh, en string, n int, url string, tone kit.Tone) kit.Stat {
		return kit.Stat{Label: p.L(zh, en), Number: many(n), Unit: p.L("件", ""), URL: url, Tone: tone}
	}
	if sees(p.Me, "clue") {
		out = append(out,
			stat("群众反映：待登记、待拟办", "Messages to register or propose", in("clue", frame.CluesTodo), "/clues?state=todo", kit.Plain),
			stat("群众反映：办理中", "Messages being handled", in("clue", frame.CluesHandling), "/clues?state=handling", kit.Plain))
	}
	if sees(p.Me, "problem") {
		out = append(out,
			stat("问题：整改中", "Problems being rectified", in("problem", frame.ProblemsWithOrgan), "/problems?state=organ", kit.Plain),
			stat("问题：已核验、已销号", "Problems verified or closed", in("problem", frame.ProblemsDone), "/problems?state=done", kit.OK))
	}
	return append(out,
		stat("各项期限：已超期", "Terms that have run out", late, "/late", tone)), err
}

// sees: a tile leads somewhere only for those whose functions reach its list.
func sees(who access.Person, kind string) bool {
	return slices.ContainsFunc(access.Reaches, func(l access.Line) bool { return l.Kind == kind && who.Has(l.Role) })
}

// lateOnes are the matters within the person's reach whose term has run out.
func lateOnes(p *frame.Page) office.Filter {
	kinds := slices.DeleteFunc(slices.Clone(frame.Timed), func(k string) bool { return !sees(p.Me, k) })
	return office.Filter{Kinds: kinds, Late: p.Now.UnixMicro(), Current: true}
}

// Late (超期事项) lists everything whose term has run out, the oldest first.
func Late(p *frame.Page) error {
	f := lateOnes(p)
	f.ByDue = true
	m, err := p.O.List(p.Ctx(), p.Me, f, office.ParseCursor(p.R.URL.Query().Get("at")), 50)
	if err != nil {
		return err
	}
	t := pager{p}.table(m.Rows, m, len(m.Rows))
	t.Count, t.Caption = "", p.L("已超期的事项", "Matters whose term has run out")
	return p.Render(latePage(p, t))
}
