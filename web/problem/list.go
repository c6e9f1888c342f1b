package problem

import (
	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/problem"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// listForm is the filter of the three lists as it stands in the URL.
type listForm struct {
	State    string `form:"state"`
	Organ    string `form:"organ"`
	Class    string `form:"class"`
	Campaign string `form:"campaign"`
	Only     string `form:"only"` // late | self | verify
	Text     string `form:"text"`
	Sort     string `form:"sort"`
}

// filter is the same for list, count and export, so that an export holds
// exactly what was seen.
func (f listForm) filter(p *frame.Page) office.Filter {
	q := office.Filter{Kinds: []string{"problem"}, Class: f.Class, Organ: f.Organ, Campaign: f.Campaign, Text: f.Text, ByDue: f.Sort != "new"}
	switch f.State {
	case "":
	case "open":
		q.States = problem.Life.OpenStates()
	case "organ":
		q.States = frame.ProblemsWithOrgan
	case "done":
		q.States = frame.ProblemsDone
	default:
		q.States = []string{f.State}
	}
	switch f.Only {
	case "late":
		q.Late = p.Now.UnixMicro()
	case "self":
		q.Via = "self_inspection"
	case "others":
		q.NotVia = "self_inspection"
	}
	return q
}

func (f listForm) set() bool {
	return f.State+f.Organ+f.Class+f.Campaign+f.Only+f.Text != ""
}

// view of one of the three lists.
type listView struct {
	which   string // problems | tasks | duties
	filters kit.Filters
	table   kit.Table
	new     bool
	council int // proposed, waiting for the minute
	query   string
}

// List (问题清单) is the first of the three lists: what the problem is.
func List(p *frame.Page) error { return list(p, "problems", problemRows) }

// Tasks (任务清单) is the second: what is done, measure by measure.
func Tasks(p *frame.Page) error { return list(p, "tasks", taskRows) }

// Duties (责任清单) is the third: who answers for it, by when.
func Duties(p *frame.Page) error { return list(p, "duties", dutyRows) }

type rowsOf func(p *frame.Page, m office.Matters) (kit.Table, error)

func list(p *frame.Page, which string, rows rowsOf) error {
	if !Shows(p.Me) {
		return act.None()
	}
	f, err := frame.Form[listForm](p)
	if err != nil {
		return err
	}
	q := f.filter(p)
	if which != "problems" && f.State == "" { // tasks and duties exist once handed over
		q.States = append(q.States, "handed", "signed", "planned", "rectifying", "claimed", "verifying", "verified", "closed", "settled", "long_term")
	}
	m, err := p.O.List(p.Ctx(), p.Me, q, matter.Cursor(p), matter.PageSize)
	if err != nil {
		return err
	}
	n, err := p.O.Count(p.Ctx(), p.Me, q, 1001)
	if err != nil {
		return err
	}
	v := listView{which: which, new: p.Me.Has(access.Clerk), query: p.R.URL.RawQuery}
	if v.filters, err = filters(p, f, which); err != nil {
		return err
	}
	if v.table, err = rows(p, m); err != nil {
		return err
	}
	v.table.Count, v.table.Empty = matter.Count(n), empty(p, f.set(), which, v.new)
	if m.Prev != "" {
		v.table.Prev = p.Keep("before", m.Prev)
	}
	if m.Next != "" {
		v.table.Next = p.Keep("after", m.Next)
	}
	v.table.Exports = []kit.Link{{Text: p.L("导出三张清单 xlsx", "Export the three lists, xlsx"), URL: "/problems/export.xlsx?" + p.R.URL.RawQuery}}
	if p.Me.Has(access.Clerk) || p.Me.Has(access.Secretary) {
		v.council, err = p.O.Count(p.Ctx(), p.Me, office.Filter{Kinds: []string{"problem"}, States: []string{"proposed", "confirmed"}}, 1000)
	}
	if err != nil {
		return err
	}
	return p.Render(listPage(p, v))
}

func empty(p *frame.Page, narrowed bool, which string, may bool) kit.Empty {
	switch {
	case narrowed:
		return kit.Empty{Title: p.L("没有符合条件的", "Nothing matches"), Text: p.L("放宽或清除筛选条件再看。", "Widen or clear the filters."), Link: kit.Link{Text: p.L("清除条件", "Clear"), URL: path(which)}}
	case organSide(p):
		return kit.Empty{Title: p.L("没有交给贵单位的问题", "No problem is with your organ"), Text: p.L("征求意见或者交办的问题会出现在这里。", "Problems put to your organ for reply or handed over appear here.")}
	case p.Me.Has(access.Deputy) && !inside(p.Me):
		return kit.Empty{Title: p.L("现在没有请您核验的问题", "Nothing to verify now"), Text: p.L("安排您到现场核验时，会有提醒，并出现在这里。", "When you are asked to verify on the spot it appears here.")}
	case which != "problems":
		return kit.Empty{Title: p.L("还没有交办的问题", "Nothing handed over yet"), Text: p.L("问题交办、机关报送整改方案以后，措施和责任人出现在这里。", "Measures and persons appear here once a problem is handed over and planned.")}
	}
	e := kit.Empty{Title: p.L("还没有问题", "No problems yet"), Text: p.L("从检查视察、自查、案件评查、筛查线索或者群众反映中发现的问题，附证据后在这里拟定。", "What inspections, self-inspections, case reviews, leads or messages show is drafted here with its evidence.")}
	if may {
		e.Link = kit.Link{Text: p.L("拟定问题", "Draft a problem"), URL: "/problems/new"}
	}
	return e
}

func path(which string) string {
	if which == "problems" {
		return "/problems"
	}
	return "/problems/" + which
}

func filters(p *frame.Page, f listForm, which string) (kit.Filters, error) {
	any := kit.Option{Label: p.L("全部", "Any")}
	states := []kit.Option{any, {Value: "open", Label: p.L("未了结", "Open")}, {Value: "organ", Label: p.L("在机关整改", "With the organ")}, {Value: "done", Label: p.L("已核验、已销号", "Verified or closed")}}
	for _, s := range problem.Life.States {
		if !inside(p.Me) && !p.Me.Has(access.Member) && s.Code == "drafted" {
			continue
		}
		states = append(states, kit.Option{Value: s.Code, Label: p.L(s.Zh, s.En)})
	}
	out := kit.Filters{Fields: []kit.Field{{Name: "text", Label: p.L("词语、编号", "Words, number"), Value: f.Text, Type: "search"}, {Name: "state", Label: p.L("状态", "State"), Value: f.State, Options: states}}}
	if !organSide(p) {
		organs, err := matter.OrganOptions(p)
		if err != nil {
			return out, err
		}
		out.Fields = append(out.Fields, kit.Field{Name: "organ", Label: p.L("机关", "Organ"), Value: f.Organ, Options: append([]kit.Option{any}, organs...)})
	}
	cs, err := p.O.CampaignsFor(p.Ctx(), p.Me)
	if err != nil {
		return out, err
	}
	if len(cs) > 0 && !organSide(p) {
		os := []kit.Option{any}
		for _, c := range cs {
			os = append(os, kit.Option{Value: c.ID, Label: c.Name})
		}
		out.Fields = append(out.Fields, kit.Field{Name: "campaign", Label: p.L("专项监督", "Campaign"), Value: f.Campaign, Options: os})
	}
	out.Fields = append(out.Fields, kit.Field{Name: "class", Label: p.L("类别", "Class"), Value: f.Class, Options: append([]kit.Option{any}, matter.Classes(p)...)},
		kit.Field{Name: "only", Label: p.L("只看", "Only"), Value: f.Only, Options: []kit.Option{any, {Value: "late", Label: p.L("已超期", "late")}, {Value: "self", Label: p.L("自查主动发现", "found by the organ itself")}, {Value: "others", Label: p.L("不含自查主动发现的", "not found by the organ itself")}}},
		kit.Field{Name: "sort", Label: p.L("排序", "Order"), Value: f.Sort, Options: []kit.Option{{Label: p.L("先到期", "due first")}, {Value: "new", Label: p.L("最新", "newest first")}}})
	if f.set() {
		out.Clear = path(which)
	}
	return out, nil
}

// names of organs and units on one page of a list.
func namesOf(p *frame.Page, m office.Matters) (map[string]office.Row, map[string]office.Row, error) {
	var organs, units []string
	for _, r := range m.Rows {
		organs, units = append(organs, r.Organ), append(units, r.Unit)
	}
	on, err := p.O.Titles(p.Ctx(), p.Me, "organ", organs)
	if err != nil {
		return nil, nil, err
	}
	un, err := matter.Units(p, units)
	return on, un, err
}

func problemRows(p *frame.Page, m office.Matters) (kit.Table, error) {
	on, un, err := namesOf(p, m)
	t := kit.Table{ID: "problems", Caption: p.L("问题清单", "Problems"), Choose: true}
	t.Cols = p.Columns([]kit.Col{{Key: "title", Label: p.L("问题", "Problem")}, {Key: "state", Label: p.L("状态", "State")}, {Key: "due", Label: p.L("期限", "Term")},
		{Key: "organ", Label: p.L("机关／单位", "Organ / unit"), Narrow: true}, {Key: "class", Label: p.L("类别", "Class"), Narrow: true}, {Key: "opened", Label: p.L("拟定", "Drafted"), Narrow: true, Day: true}})
	for _, r := range m.Rows {
		st := matter.Pill(p.Page, &problem.Life, r.State)
		t.Rows = append(t.Rows, kit.Row{ID: r.Subject, Label: r.Number, URL: kind.Path(r.Subject), Cells: []kit.Cell{{Part: titleCell(p.Page, r)}, {State: &st}, matter.DueCell(p, r),
			{Text: on[r.Organ].Title, Sub: un[r.Unit].Title}, {Text: matter.Class(p, r.Class)}, {Text: matter.Day(p.Page, r.Opened)}}})
	}
	return t, err
}

// load reads the problems of a page of rows, as the reader may know them.
func load(p *frame.Page, m office.Matters) ([]problem.Problem, error) {
	var out []problem.Problem
	for _, r := range m.Rows {
		x, err := kind.Load(p, r.Subject)
		if act.KindOf(err) == act.Missing {
			continue
		}
		if err != nil {
			return nil, err
		}
		out = append(out, see(p, x))
	}
	return out, nil
}

func taskRows(p *frame.Page, m office.Matters) (kit.Table, error) {
	t := kit.Table{ID: "tasks", Caption: p.L("任务清单", "Measures"), Choose: true}
	t.Cols = p.Columns([]kit.Col{{Key: "text", Label: p.L("整改措施", "Measure")}, {Key: "state", Label: p.L("问题状态", "Problem")}, {Key: "when", Label: p.L("完成日期", "Milestone")},
		{Key: "person", Label: p.L("责任人", "Answers for it"), Narrow: true}, {Key: "success", Label: p.L("怎样算到位", "Success is seen by"), Narrow: true}, {Key: "last", Label: p.L("最近进展", "Latest progress"), Narrow: true}})
	xs, err := load(p, m)
	for _, x := range xs {
		st := matter.Pill(p.Page, &problem.Life, x.State)
		for i, y := range x.Measures {
			last := kit.Cell{Text: "—"}
			if n := len(y.Progress); n > 0 {
				last = kit.Cell{Text: short(y.Progress[n-1].Text, 40), Sub: matter.Day(p.Page, y.Progress[n-1].Day)}
			}
			t.Rows = append(t.Rows, kit.Row{ID: x.ID + "-" + matter.Itoa(i), URL: kind.Path(x.ID) + "#measures", Cells: []kit.Cell{{Text: y.Text, Sub: x.Number + " " + x.Title, URL: kind.Path(x.ID) + "#measures"},
				{State: &st}, milestone(p, x, y), {Text: y.Person}, {Text: y.Success}, last}})
		}
	}
	return t, err
}

// milestone is late when its day has passed and nothing was claimed.
func milestone(p *frame.Page, x problem.Problem, y problem.Measure) kit.Cell {
	c := kit.Cell{Text: matter.Day(p.Page, y.Milestone)}
	if x.State == "rectifying" && y.Milestone < act.DayOf(p.Now) {
		c = kit.Cell{State: &kit.State{Word: p.L("已过完成日期", "milestone passed"), Tone: kit.Bad}, Sub: c.Text}
	}
	return c
}

func dutyRows(p *frame.Page, m office.Matters) (kit.Table, error) {
	on, un, err := namesOf(p, m)
	if err != nil {
		return kit.Table{}, err
	}
	t := kit.Table{ID: "duties", Caption: p.L("责任清单", "Duties"), Choose: true}
	t.Cols = p.Columns([]kit.Col{{Key: "title", Label: p.L("问题", "Problem")}, {Key: "lead", Label: p.L("牵头单位", "Lead unit")}, {Key: "people", Label: p.L("责任人", "Persons")},
		{Key: "due", Label: p.L("期限", "Term")}, {Key: "state", Label: p.L("状态", "State")}, {Key: "minute", Label: p.L("交办依据", "Handed over by"), Narrow: true}})
	xs, err := load(p, m)
	rows := map[string]office.Row{}
	for _, r := range m.Rows {
		rows[r.Subject] = r
	}
	for _, x := range xs {
		st := matter.Pill(p.Page, &problem.Life, x.State)
		t.Rows = append(t.Rows, kit.Row{ID: x.ID, Label: x.Number, URL: kind.Path(x.ID), Cells: []kit.Cell{{Text: x.Title, Sub: x.Number, URL: kind.Path(x.ID)}, {Text: either(un[x.LeadUnit].Title, "—"), Sub: on[x.Organ].Title},
			{Text: either(persons(p.Page, x), "—")}, matter.DueCell(p, rows[x.ID]), {State: &st}, {Text: x.Handed.Minute, Sub: matter.Day(p.Page, x.Handed.Date)}}})
	}
	return t, err
}

func persons(p *kit.Page, x problem.Problem) string {
	var out []string
	seen := map[string]bool{}
	for _, m := range x.Measures {
		if !seen[m.Person] {
			seen[m.Person] = true
			out = append(out, m.Person)
		}
	}
	return matter.Join(p.L("、", ", "), out...)
}

func either(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func short(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n]) + "…"
	}
	return s
}
