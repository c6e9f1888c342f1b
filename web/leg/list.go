package leg

import (
	"hengjian/office"
	"hengjian/oversight/act"
	"hengjian/oversight/leg"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// listForm is the filter as it stands in the URL.
type listForm struct {
	State string `form:"state"`
	To    string `form:"to"`
	From  string `form:"origin"`
	Only  string `form:"only"` // urgent | late
	Text  string `form:"text"`
	Sort  string `form:"sort"`
}

func (f listForm) filter(p *frame.Page) office.Filter {
	q := office.Filter{Kinds: []string{"leg"}, Organ: f.To, Text: f.Text, ByDue: f.Sort != "new"}
	if !desk(p) {
		q.Via = f.From
	}
	switch f.State {
	case "":
	case "open":
		q.States = leg.Life.OpenStates()
	default:
		q.States = []string{f.State}
	}
	switch f.Only {
	case "urgent":
		q.Urgent = true
	case "late":
		q.Late = p.Now.UnixMicro()
	}
	return q
}

// List (转送列表) is the list of referrals: all of ours, or what was sent to
// one's own desk.
func List(p *frame.Page) error {
	if !mayRead(p.Me) {
		return act.None()
	}
	f, err := frame.Form[listForm](p)
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
	fs, err := filters(p, f)
	if err != nil {
		return err
	}
	t, err := table(p, m)
	if err != nil {
		return err
	}
	t.Count, t.Empty = matter.Count(n), empty(p, fs.Clear != "")
	return p.Render(listPage(p, fs, t))
}

func empty(p *frame.Page, narrowed bool) kit.Empty {
	switch {
	case narrowed:
		return kit.Empty{Title: p.L("没有符合条件的转送", "No referral matches"), Text: p.L("放宽或清除筛选条件再看。", "Widen or clear the filters."), Link: kit.Link{Text: p.L("清除条件", "Clear"), URL: "/legs"}}
	case desk(p):
		return kit.Empty{Title: p.L("没有转送到贵单位的材料", "Nothing was referred to your organ"), Text: p.L("人大常委会依照法定程序转送的材料会出现在这里；材料密封，只能用您的钥匙打开。", "Material referred by the committee appears here; it is sealed and opens with your key only.")}
	}
	return kit.Empty{Title: p.L("还没有转送", "No referrals yet"), Text: p.L("群众反映受理以后，按确定的法定程序自动起草转送；也可以从问题的证据起草。", "Once a message is accepted its routes are drafted here; a referral can also be drafted from a problem's evidence.")}
}

var origins = []act.Word{{Code: "clue", Zh: "群众反映", En: "message of the public"}, {Code: "problem", Zh: "问题的证据", En: "a problem's evidence"}, {Code: "selfcheck", Zh: "自查", En: "self-inspection"},
	{Code: "case_review", Zh: "案件评查", En: "case review"}, {Code: "lead", Zh: "筛查线索", En: "screening lead"}}

func filters(p *frame.Page, f listForm) (kit.Filters, error) {
	any := kit.Option{Label: p.L("全部", "Any")}
	states := []kit.Option{any, {Value: "open", Label: p.L("在办", "Open")}}
	for _, s := range leg.Life.States {
		if desk(p) && !office.DeskState(s.Code) {
			continue
		}
		states = append(states, kit.Option{Value: s.Code, Label: p.L(s.Zh, s.En)})
	}
	out := kit.Filters{Fields: []kit.Field{
		{Name: "text", Label: p.L("词语、编号、案号", "Words, number"), Value: f.Text, Type: "search"},
		{Name: "state", Label: p.L("状态", "State"), Value: f.State, Options: states}}}
	if !desk(p) {
		organs, err := matter.OrganOptions(p)
		if err != nil {
			return out, err
		}
		out.Fields = append(out.Fields, kit.Field{Name: "to", Label: p.L("接收单位", "Recipient"), Value: f.To, Options: append([]kit.Option{any}, organs...)},
			kit.Field{Name: "origin", Label: p.L("来源", "From"), Value: f.From, Options: append([]kit.Option{any}, p.Page.Words(origins)...)})
	}
	out.Fields = append(out.Fields,
		kit.Field{Name: "only", Label: p.L("只看", "Only"), Value: f.Only, Options: []kit.Option{any, {Value: "urgent", Label: p.L("紧急", "urgent")}, {Value: "late", Label: p.L("已超期", "late")}}},
		kit.Field{Name: "sort", Label: p.L("排序", "Order"), Value: f.Sort, Options: []kit.Option{{Label: p.L("先到期", "due first")}, {Value: "new", Label: p.L("最新", "newest first")}}})
	if f.State+f.To+f.From+f.Only+f.Text != "" {
		out.Clear = "/legs"
	}
	return out, nil
}

func table(p *frame.Page, m office.Matters) (kit.Table, error) {
	var organs []string
	for _, r := range m.Rows {
		organs = append(organs, r.Organ)
	}
	names, err := p.O.Titles(p.Ctx(), p.Me, "organ", organs)
	t := kit.Table{ID: "legs", Caption: p.L("转送", "Referrals"), Choose: true}
	cols := []kit.Col{{Key: "title", Label: p.L("法定程序", "Procedure")}, {Key: "state", Label: p.L("状态", "State")}, {Key: "due", Label: p.L("期限", "Term")}}
	if !desk(p) {
		cols = append(cols, kit.Col{Key: "to", Label: p.L("接收单位", "Recipient"), Narrow: true}, kit.Col{Key: "from", Label: p.L("来源", "From"), Narrow: true})
	}
	cols = append(cols, kit.Col{Key: "opened", Label: p.L("起草", "Drafted"), Narrow: true})
	if desk(p) {
		cols[len(cols)-1].Label = p.L("日期", "Day")
	}
	t.Cols = p.Columns(cols)
	for _, r := range m.Rows {
		st := matter.Pill(p.Page, &leg.Life, r.State)
		cells := []kit.Cell{{Part: titleCell(p.Page, r)}, {State: &st}, matter.DueCell(p, r)}
		if !desk(p) {
			cells = append(cells, kit.Cell{Text: names[r.Organ].Title}, kit.Cell{Text: p.Page.Word(origins, r.Via)})
		}
		t.Rows = append(t.Rows, kit.Row{ID: r.Subject, Label: r.Number, URL: kind.Path(r.Subject), Cells: append(cells, kit.Cell{Text: matter.Day(p.Page, r.Opened)})})
	}
	if m.Prev != "" {
		t.Prev = p.Keep("before", m.Prev)
	}
	if m.Next != "" {
		t.Next = p.Keep("after", m.Next)
	}
	return t, err
}

// rowTitle is the procedure's name in the reader's language.
func rowTitle(p *kit.Page, r office.Row) string {
	for _, x := range allRoutes() {
		if r.Title == "转送："+x.Zh {
			return upper(p.L(x.Zh, x.En))
		}
	}
	return r.Title
}

// Waiting counts what the rail shows: what now waits for the person's function.
func Waiting(p *frame.Page) int {
	var aw []office.Await
	for _, a := range office.Awaits(p.Me) {
		if a.Kind == "leg" {
			aw = append(aw, a)
		}
	}
	if len(aw) == 0 {
		return 0
	}
	n, _ := p.O.Count(p.Ctx(), p.Me, office.Filter{Kinds: []string{"leg"}, Awaits: aw, Current: true}, 1000)
	return n
}
