package task

import (
	"slices"

	"hengjian/office"
	"hengjian/oversight/act"
	"hengjian/oversight/campaign"
	"hengjian/oversight/task"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// listForm is the filter of list, board and export as it stands in the URL.
type listForm struct {
	State       string `form:"state"`
	Campaign    string `form:"campaign"`
	Requirement string `form:"requirement"`
	Owner       string `form:"owner"` // p:account | o:organ
	Only        string `form:"only"`  // mine | late | thin
	Text        string `form:"text"`
	Sort        string `form:"sort"`
}

// filter is the same for list, count, board and export.
func (f listForm) filter(p *frame.Page) office.Filter {
	q := office.Filter{Kinds: []string{"task"}, Campaign: f.Campaign, Via: f.Requirement, Text: f.Text, ByDue: f.Sort != "new"}
	o := readOwner(f.Owner)
	q.Holder, q.Organ = o.Person, o.Organ
	switch f.State {
	case "":
	case "open":
		q.States = task.Life.OpenStates()
	default:
		q.States = []string{f.State}
	}
	switch f.Only {
	case "late":
		q.Late = p.Now.UnixMicro()
	case "thin":
		q.Class = "thin"
	case "mine":
		q.Holder = p.Me.ID
	}
	return q
}

func (f listForm) set() bool {
	return f.State+f.Campaign+f.Requirement+f.Owner+f.Only+f.Text != ""
}

type listView struct {
	which   string // list | board
	filters kit.Filters
	table   kit.Table
	board   []column
	sets    bool
	query   string
	camp    string // campaign chosen
	late    int    // overdue ones, for who may urge
}

// read is the filter of the page; a requirement without its campaign means
// nothing.
func read(p *frame.Page) (listForm, error) {
	if !Shows(p.Me) {
		return listForm{}, act.None()
	}
	f, err := frame.Form[listForm](p)
	if f.Campaign == "" {
		f.Requirement = ""
	}
	return f, err
}

// List (任务清单) lists tasks by their day.
func List(p *frame.Page) error {
	f, err := read(p)
	if err != nil {
		return err
	}
	q := f.filter(p)
	m, err := p.O.List(p.Ctx(), p.Me, q, matter.Cursor(p), matter.PageSize)
	if err != nil {
		return err
	}
	n, err := p.O.Count(p.Ctx(), p.Me, q, 1001)
	if err != nil {
		return err
	}
	v := listView{which: "list", sets: sets(p), query: p.R.URL.RawQuery, camp: f.Campaign}
	if v.filters, err = filters(p, f, "/tasks"); err != nil {
		return err
	}
	if v.table, err = rows(p, m); err != nil {
		return err
	}
	v.table.Count, v.table.Empty = matter.Count(n), empty(p, f.set())
	if v.sets {
		v.table.Select, v.table.Form, v.table.Bulk = "id", "tick", p.L("批量修改所选", "Change the ticked ones")
	}
	if v.sets && f.Only != "late" {
		g := f
		g.Only, g.State = "late", ""
		if v.late, err = p.O.Count(p.Ctx(), p.Me, g.filter(p), 1001); err != nil {
			return err
		}
	}
	if m.Prev != "" {
		v.table.Prev = p.Keep("before", m.Prev)
	}
	if m.Next != "" {
		v.table.Next = p.Keep("after", m.Next)
	}
	v.table.Exports = []kit.Link{{Text: p.L("导出 xlsx", "Export xlsx"), URL: "/tasks/export.xlsx?" + p.R.URL.RawQuery}}
	return p.Render(listPage(p, v))
}

func empty(p *frame.Page, narrowed bool) kit.Empty {
	switch {
	case narrowed:
		return kit.Empty{Title: p.L("没有符合条件的任务", "No task matches"), Text: p.L("放宽或清除筛选条件再看。", "Widen or clear the filters."), Link: kit.Link{Text: p.L("清除条件", "Clear"), URL: "/tasks"}}
	case organSide(p):
		return kit.Empty{Title: p.L("没有交给贵单位的任务", "No task is with your organ"), Text: p.L("人大商请贵单位办理的任务会出现在这里。", "What the committee asks your organ to do appears here.")}
	}
	e := kit.Empty{Title: p.L("还没有任务", "No tasks yet"), Text: p.L("把方案里的工作要求变成有责任人、有期限的任务：逐件布置，或者从方案一次生成。", "Turn a plan's requirements into tasks with an owner and a day: one by one, or all at once from the plan.")}
	if sets(p) {
		e.Link = kit.Link{Text: p.L("布置任务", "Set a task"), URL: "/tasks/new"}
	}
	return e
}

func filters(p *frame.Page, f listForm, clear string) (kit.Filters, error) {
	any := kit.Option{Label: p.L("全部", "Any")}
	out := kit.Filters{Fields: []kit.Field{{Name: "text", Label: p.L("词语、编号", "Words, number"), Value: f.Text, Type: "search"}}}
	states := []kit.Option{any, {Value: "open", Label: p.L("未了结", "Open")}}
	for _, s := range task.Life.States {
		if !organSide(p) || s.Code != "drafted" {
			states = append(states, kit.Option{Value: s.Code, Label: p.L(s.Zh, s.En)})
		}
	}
	if !organSide(p) {
		cs, err := p.O.CampaignsFor(p.Ctx(), p.Me)
		if err != nil {
			return out, err
		}
		os := []kit.Option{any}
		for _, c := range cs {
			os = append(os, kit.Option{Value: c.ID, Label: c.Name})
		}
		out.Fields = append(out.Fields, kit.Field{Name: "campaign", Label: p.L("专项监督", "Campaign"), Value: f.Campaign, Options: os})
		if i := slices.IndexFunc(cs, func(c campaign.Campaign) bool { return c.ID == f.Campaign }); i >= 0 {
			ds, err := demandOptions(p, cs[i])
			if err != nil {
				return out, err
			}
			if len(ds) > 1 {
				ds[0] = any
				out.Fields = append(out.Fields, kit.Field{Name: "requirement", Label: p.L("工作要求", "Requirement"), Value: f.Requirement, Options: ds})
			}
		}
		ws, err := ownerOptions(p, any.Label)
		if err != nil {
			return out, err
		}
		out.Fields = append(out.Fields, kit.Field{Name: "owner", Label: p.L("责任人", "Owner"), Value: f.Owner, Options: ws})
	}
	only := []kit.Option{any}
	if !organSide(p) {
		only = append(only, kit.Option{Value: "mine", Label: p.L("我的任务", "my tasks")})
	}
	only = append(only, kit.Option{Value: "late", Label: p.L("已超过完成日期", "overdue")})
	if !organSide(p) {
		only = append(only, kit.Option{Value: "thin", Label: p.L("不具体（缺责任人或期限）", "thin (no owner or day)")})
	}
	out.Fields = append(out.Fields, kit.Field{Name: "state", Label: p.L("状态", "State"), Value: f.State, Options: states},
		kit.Field{Name: "only", Label: p.L("只看", "Only"), Value: f.Only, Options: only},
		kit.Field{Name: "sort", Label: p.L("排序", "Order"), Value: f.Sort, Options: []kit.Option{{Label: p.L("先到期", "due first")}, {Value: "new", Label: p.L("最新", "newest first")}}})
	if f.set() {
		out.Clear = clear
	}
	return out, nil
}

// load reads the tasks of a page of rows in their order, as the reader may
// know them.
func load(p *frame.Page, m office.Matters) ([]task.Task, error) {
	var ids []string
	for _, r := range m.Rows {
		ids = append(ids, r.Subject)
	}
	by, err := p.O.TasksOf(p.Ctx(), p.Me, ids)
	var out []task.Task
	for _, id := range ids {
		if t, ok := by[id]; ok {
			out = append(out, see(p, t))
		}
	}
	return out, err
}

func rows(p *frame.Page, m office.Matters) (kit.Table, error) {
	ts, err := load(p, m)
	if err != nil {
		return kit.Table{}, err
	}
	return tableOf(p, ts)
}

func tableOf(p *frame.Page, ts []task.Task) (kit.Table, error) {
	t := kit.Table{ID: "tasks", Caption: p.L("任务", "Tasks"), Choose: true}
	t.Cols = p.Columns([]kit.Col{{Key: "title", Label: p.L("任务", "Task")}, {Key: "state", Label: p.L("状态", "State")}, {Key: "due", Label: p.L("完成日期", "To be done by")},
		{Key: "owner", Label: p.L("责任人", "Owner")}, {Key: "last", Label: p.L("最近进展", "Latest progress"), Narrow: true}})
	who, err := ownersOf(p, ts...)
	if err != nil {
		return t, err
	}
	stuck, err := waiting(p, ts)
	for _, x := range ts {
		st := stateOf(p, x)
		t.Rows = append(t.Rows, kit.Row{ID: x.ID, Label: x.Number, URL: kind.Path(x.ID), Cells: []kit.Cell{{Part: titleCell(p, x, stuck[x.ID])}, {State: &st}, dueCell(p, x),
			{Text: who.of(p, x), Sub: x.Body}, lastCell(p, x)}})
	}
	return t, err
}

// waiting says which of the tasks wait for others that are not finished.
func waiting(p *frame.Page, ts []task.Task) (map[string]bool, error) {
	var ids []string
	for _, t := range ts {
		if task.Life.State(t.State).Open {
			ids = append(ids, t.Depends...)
		}
	}
	slices.Sort(ids)
	first, err := p.O.TasksOf(p.Ctx(), p.Me, slices.Compact(ids))
	out := map[string]bool{}
	for _, t := range ts {
		out[t.ID] = task.Life.State(t.State).Open && slices.ContainsFunc(t.Depends, func(id string) bool {
			d, ok := first[id]
			return ok && task.Life.State(d.State).Open
		})
	}
	return out, err
}

func lastCell(p *frame.Page, t task.Task) kit.Cell {
	if s, is := t.Blocked(); is {
		return kit.Cell{Text: p.L("受阻：", "blocked: ") + clip(s.Text, 40), Sub: matter.Day(p.Page, s.Since)}
	}
	if n := len(t.Progress); n > 0 {
		return kit.Cell{Text: clip(t.Progress[n-1].Text, 40), Sub: matter.Day(p.Page, t.Progress[n-1].Day)}
	}
	return kit.Cell{Text: "—"}
}

// head of the list's pages.
func listHead(p *frame.Page, v listView) kit.Head {
	h := kit.Head{Title: p.L("任务", "Tasks"), Print: true, Wide: v.which == "board"}
	if v.sets {
		q := ""
		if v.camp != "" {
			q = "?campaign=" + v.camp
		}
		h.Actions = []kit.Link{{Text: p.L("布置任务", "Set a task"), URL: "/tasks/new" + q}}
		if v.camp != "" {
			h.Actions = append(h.Actions, kit.Link{Text: p.L("从方案生成", "From the plan"), URL: "/tasks/generate" + q})
		}
	}
	return h
}

func withQuery(path, query string) string {
	if query == "" {
		return path
	}
	return path + "?" + query
}
