package clue

import (
	"net/url"
	"strconv"
	"strings"

	"hengjian/office"
	"hengjian/oversight/act"
	"hengjian/oversight/clue"
	"hengjian/oversight/law"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// listForm is the filter as it stands in the URL.
type listForm struct {
	State    string `form:"state"`
	Class    string `form:"class"`
	Via      string `form:"via"`
	Organ    string `form:"organ"`
	Unit     string `form:"unit"`
	Officer  string `form:"officer"`
	Campaign string `form:"campaign"`
	Only     string `form:"only"` // urgent | late | mine
	Since    string `form:"since"`
	Until    string `form:"until"`
	Text     string `form:"text"`
	Sort     string `form:"sort"` // due, otherwise newest first
	After    string `form:"after"`
	Before   string `form:"before"`
}

const pageSize = 50

// filter is the same for list, count and export, so that an export holds
// exactly what was seen.
func (f listForm) filter(p *frame.Page) office.Filter {
	q := office.Filter{Kinds: []string{"clue"}, Class: f.Class, Via: f.Via, Organ: f.Organ, Unit: f.Unit, Named: f.Officer, Campaign: f.Campaign,
		Since: dateOf(f.Since), Until: dateOf(f.Until), Text: f.Text, ByDue: f.Sort == "due"}
	if f.Organ != "" { // named second or through a unit counts as well
		q.Organ, q.Named = "", f.Organ
	}
	switch f.State {
	case "":
	case "open":
		q.States = clue.Life.OpenStates()
	case "todo":
		q.States = frame.CluesTodo
	case "handling":
		q.States = frame.CluesHandling
	default:
		q.States = []string{f.State}
	}
	switch f.Only {
	case "urgent":
		q.Urgent = true
	case "late":
		q.Late = p.Now.UnixMicro()
	case "mine":
		q.Holder = p.Me.ID
	}
	if !handles(p.Me, &act.Head{}) {
		q.Class = "" // who may not see classes may not narrow by them
	}
	return q
}

func dateOf(s string) string {
	if t, ok := kit.ReadDate(s); ok && s != "" {
		return act.DayOf(t)
	}
	return ""
}

type listView struct {
	Filters kit.Filters
	Table   kit.Table
	New     bool
	Bulk    bool
}

// List (群众反映列表) is the list of messages within reach.
func List(p *frame.Page) error {
	f, err := frame.Form[listForm](p)
	if err != nil {
		return err
	}
	q := f.filter(p)
	at := office.ParseCursor(f.After)
	if f.Before != "" {
		at = office.ParseCursor(f.Before)
	}
	m, err := p.O.List(p.Ctx(), p.Me, q, at, pageSize)
	if err != nil {
		return err
	}
	n, err := p.O.Count(p.Ctx(), p.Me, q, 1001)
	if err != nil {
		return err
	}
	v := listView{New: canEnter(p), Bulk: handles(p.Me, &act.Head{})}
	if v.Filters, err = filters(p, f); err != nil {
		return err
	}
	if v.Table, err = table(p, m); err != nil {
		return err
	}
	v.Table.Count = countText(n)
	v.Table.Empty = empty(p, v.Filters.Clear != "", v.New)
	if v.Bulk {
		v.Table.Select, v.Table.Form, v.Table.Bulk = "id", "bulk", p.L("批量办理所选…", "Handle the ticked ones…")
		v.Table.BulkHint = p.L("先预览，看清哪些能办、哪些不能，再确定。", "You will see first which can be done and which cannot.")
	}
	exports := []string{"xlsx", "csv"}
	if !handles(p.Me, &act.Head{}) {
		exports = nil // summaries are exported by handlers only
	}
	for _, x := range exports {
		v.Table.Exports = append(v.Table.Exports, kit.Link{Text: p.L("导出 "+x, "Export "+x), URL: strings.Replace(p.Keep("sort", f.Sort), "/clues", "/clues/export."+x, 1)})
	}
	return p.Render(listPage(p, v))
}

func countText(n int) string {
	if n > 1000 {
		return "1000+"
	}
	return strconv.Itoa(n)
}

func empty(p *frame.Page, narrowed, may bool) kit.Empty {
	if narrowed {
		return kit.Empty{Title: p.L("没有符合条件的反映", "No message matches"), Text: p.L("放宽或清除筛选条件再看。", "Widen or clear the filters."), Link: kit.Link{Text: p.L("清除条件", "Clear"), URL: "/clues"}}
	}
	e := kit.Empty{Title: p.L("还没有群众反映", "No messages yet"), Text: p.L("网上反映到达后，先由受理员开启原文、登记摘要，然后出现在经办人和负责人的列表里；来信、来访、来电由工作人员录入。",
		"A message sent online is first opened and summarised by an intake officer; letters, visits and calls are entered by the staff.")}
	if may {
		e.Link = kit.Link{Text: p.L("录入来信、来访、来电", "Enter a letter, visit or call"), URL: "/clues/new"}
	}
	return e
}

// filters is the filter bar; choices come from the register and the taxonomy.
func filters(p *frame.Page, f listForm) (kit.Filters, error) {
	any := kit.Option{Value: "", Label: p.L("全部", "Any")}
	states := []kit.Option{any, {Value: "open", Label: p.L("在办", "Open")}, {Value: "todo", Label: p.L("待登记、待拟办", "To register or propose")}, {Value: "handling", Label: p.L("办理中", "Being handled")}}
	for _, s := range clue.Life.States {
		states = append(states, kit.Option{Value: s.Code, Label: p.L(s.Zh, s.En)})
	}
	out := kit.Filters{Fields: []kit.Field{
		{Name: "text", Label: p.L("词语、编号、案号", "Words, number"), Value: f.Text, Type: "search"},
		{Name: "state", Label: p.L("状态", "State"), Value: f.State, Options: states},
	}}
	add := func(x kit.Field) { out.Fields = append(out.Fields, x) }
	if handles(p.Me, &act.Head{}) {
		add(kit.Field{Name: "class", Label: p.L("类别", "Class"), Value: f.Class, Options: append([]kit.Option{any}, classTree(p, true)...)})
	}
	add(kit.Field{Name: "via", Label: p.L("来源", "Channel"), Value: f.Via, Options: append([]kit.Option{any}, options(p.Page, channels)...)})
	organs, err := p.O.OrgansFor(p.Ctx(), p.Me)
	if err != nil {
		return out, err
	}
	if len(organs) > 0 {
		os := []kit.Option{any}
		for _, o := range organs {
			os = append(os, kit.Option{Value: o.ID, Label: o.Name})
		}
		add(kit.Field{Name: "organ", Label: p.L("机关", "Organ"), Value: f.Organ, Options: os})
	}
	cs, err := p.O.CampaignsFor(p.Ctx(), p.Me)
	if err != nil {
		return out, err
	}
	if len(cs) > 0 {
		os := []kit.Option{any}
		for _, c := range cs {
			os = append(os, kit.Option{Value: c.ID, Label: c.Name})
		}
		add(kit.Field{Name: "campaign", Label: p.L("专项监督", "Campaign"), Value: f.Campaign, Options: os})
	}
	add(kit.Field{Name: "only", Label: p.L("只看", "Only"), Value: f.Only, Options: []kit.Option{any, {Value: "mine", Label: p.L("我经办的", "mine")},
		{Value: "urgent", Label: p.L("紧急", "urgent")}, {Value: "late", Label: p.L("已超期", "late")}}})
	add(kit.Field{Name: "since", Label: p.L("收到自", "Received from"), Type: "date", Value: dateOf(f.Since)})
	add(kit.Field{Name: "until", Label: p.L("至", "to"), Type: "date", Value: dateOf(f.Until)})
	add(kit.Field{Name: "sort", Label: p.L("排序", "Order"), Value: f.Sort, Options: []kit.Option{{Value: "", Label: p.L("最新收到", "newest first")}, {Value: "due", Label: p.L("先到期", "due first")}}})
	if narrowed(p.R.URL.Query()) {
		out.Clear = "/clues"
	}
	return out, nil
}

func narrowed(q url.Values) bool {
	for _, k := range []string{"state", "class", "via", "organ", "unit", "officer", "campaign", "only", "since", "until", "text"} {
		if q.Get(k) != "" {
			return true
		}
	}
	return false
}

// classTree lists the classes in order; with groups a whole branch can be
// chosen.
func classTree(p *frame.Page, groups bool) (out []kit.Option) {
	tree, today := p.O.Taxonomy(p.Me.Place), law.DayOf(p.Now)
	for _, r := range tree.Children("", p.Me.Place, today) {
		if groups {
			out = append(out, kit.Option{Value: r.Code + ".", Label: p.L(r.Zh, r.En)})
		}
		for _, n := range tree.Leaves(r.Code, p.Me.Place, today) {
			label := p.L("　"+n.Zh, "  "+n.En)
			if !groups {
				label = p.L(r.Zh+"／"+n.Zh, r.En+" / "+n.En)
			}
			out = append(out, kit.Option{Value: n.Code, Label: label})
		}
	}
	return out
}

// table lays out one page of messages.
func table(p *frame.Page, m office.Matters) (kit.Table, error) {
	var organs, units []string
	for _, r := range m.Rows {
		organs, units = append(organs, r.Organ), append(units, r.Unit)
	}
	on, err := p.O.Titles(p.Ctx(), p.Me, "organ", organs)
	if err != nil {
		return kit.Table{}, err
	}
	un, err := matter.Units(p, units)
	if err != nil {
		return kit.Table{}, err
	}
	classes := handles(p.Me, &act.Head{})
	t := kit.Table{ID: "clues", Caption: p.L("群众反映", "Clues"), Choose: true}
	cols := []kit.Col{{Key: "title", Label: p.L("反映", "Message")}, {Key: "state", Label: p.L("状态", "State")}, {Key: "due", Label: p.L("期限", "Term")}}
	if classes {
		cols = append(cols, kit.Col{Key: "class", Label: p.L("类别", "Class"), Narrow: true})
	}
	cols = append(cols, kit.Col{Key: "about", Label: p.L("涉及", "About"), Narrow: true}, kit.Col{Key: "via", Label: p.L("来源", "Channel"), Narrow: true}, kit.Col{Key: "opened", Label: p.L("收到", "Received"), Narrow: true, Day: true})
	t.Cols = p.Columns(cols)
	for _, r := range m.Rows {
		t.Rows = append(t.Rows, row(p, r, on[r.Organ].Title, un[r.Unit].Title, classes))
	}
	if m.Prev != "" {
		t.Prev = p.Keep("before", m.Prev)
	}
	if m.Next != "" {
		t.Next = p.Keep("after", m.Next)
	}
	return t, nil
}

func row(p *frame.Page, r office.Row, organ, unit string, classes bool) kit.Row {
	st := pill(p.Page, r.State)
	name := kit.Cell{Part: titleCell(p.Page, r)}
	due := matter.DueCell(p, r)
	if !clue.Life.State(r.State).Open && r.DueAt == 0 {
		due = kit.Cell{Text: "—"}
	}
	cells := []kit.Cell{name, {State: &st}, due}
	if classes {
		c := kit.Cell{Text: matter.Class(p, r.Class)}
		if r.State == "received" && r.Class != "" {
			c.Sub = p.L("自动提示，待登记", "suggested, not yet registered")
		}
		cells = append(cells, c)
	}
	about := kit.Cell{Text: organ, Sub: unit}
	if organ == "" {
		about = kit.Cell{Text: unit}
	}
	return kit.Row{ID: r.Subject, Label: r.Number, URL: path(r.Subject), Cells: append(cells, about,
		kit.Cell{Text: say(p.Page, channels, r.Via)}, kit.Cell{Text: matter.Day(p.Page, r.Opened)})}
}

// canEnter reports whether the person may take in letters, visits and calls.
func canEnter(p *frame.Page) bool {
	for _, st := range clue.Life.Steps {
		if st.Do == "clue.receive" {
			for _, r := range st.Who {
				if p.Me.Has(r) {
					return true
				}
			}
		}
	}
	return false
}

// Waiting counts what the rail shows: received and registered messages.
func Waiting(p *frame.Page) int {
	n, _ := p.O.Count(p.Ctx(), p.Me, office.Filter{Kinds: []string{"clue"}, States: []string{"received", "registered"}, Current: true}, 1000)
	return n
}
