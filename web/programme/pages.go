package programme

import (
	"slices"
	"strings"

	"hengjian/gongwen"
	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/circular"
	"hengjian/oversight/programme"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// filterOf reads the list's parameters.
func filterOf(p *frame.Page) office.Filter {
	q := p.R.URL.Query()
	f := office.Filter{Kinds: []string{"programme"}, Campaign: q.Get("campaign"), Class: q.Get("sort"), Organ: q.Get("organ")}
	switch s := q.Get("state"); s {
	case "":
		f.States = []string{"filed", "noted", "finished"}
	case "all":
	default:
		f.States = []string{s}
	}
	if p.Me.Organ != "" {
		f.Organ = ""
	}
	return f
}

// List (机关方案) lists the organ's own, or those of the committee's level.
func List(p *frame.Page) error {
	if !Shows(p.Me) {
		return act.None()
	}
	m, err := p.O.List(p.Ctx(), p.Me, filterOf(p), matter.Cursor(p), matter.PageSize)
	if err != nil {
		return err
	}
	h := kit.Head{Title: p.L("机关方案", "Programmes"), Sub: p.L("各机关的自查方案、载体和党委（党组）方案（只记文号）。", "Self-inspection plans, own programmes, and Party committees' by reference."), Print: true}
	if (matter.Birth{Life: &programme.Life, Do: "programme.file"}).May(p) {
		h.Actions = []kit.Link{{Text: p.L("报送自查方案或者载体", "File one"), URL: "/programmes/new"}}
	}
	t, err := table(p, m)
	if err != nil {
		return err
	}
	return p.Render(listPage(p, h, filters(p), t))
}

func filters(p *frame.Page) kit.Filters {
	q := p.R.URL.Query()
	sorts := []kit.Option{{Label: p.L("全部种类", "All sorts")}}
	for _, w := range programme.Sorts {
		sorts = append(sorts, kit.Option{Value: w.Code, Label: p.L(w.Zh, w.En)})
	}
	states := []kit.Option{{Label: p.L("没有撤回的", "Not withdrawn")}}
	for _, s := range programme.Life.States {
		states = append(states, kit.Option{Value: s.Code, Label: p.L(s.Zh, s.En)})
	}
	f := kit.Filters{Fields: []kit.Field{{Name: "sort", Label: p.L("种类", "Sort"), Value: q.Get("sort"), Options: sorts, Small: true}, {Name: "state", Label: p.L("状态", "State"), Value: q.Get("state"), Options: append(states, kit.Option{Value: "all", Label: p.L("全部", "All")}), Small: true}}}
	camps := []kit.Option{{Label: p.L("全部专项", "All campaigns")}}
	if cs, err := p.O.CampaignsFor(p.Ctx(), p.Me); err == nil {
		for _, c := range cs {
			camps = append(camps, kit.Option{Value: c.ID, Label: c.Name})
		}
	}
	f.Fields = append(f.Fields, kit.Field{Name: "campaign", Label: p.L("专项", "Campaign"), Value: q.Get("campaign"), Options: camps, Small: true})
	if len(q) > 0 {
		f.Clear = "/programmes"
	}
	return f
}

func table(p *frame.Page, m office.Matters) (kit.Table, error) {
	t := kit.Table{ID: "programmes", Caption: p.L("机关方案", "Programmes"), Cols: []kit.Col{{Label: p.L("方案", "Programme")}, {Label: p.L("机关", "Organ")}, {Label: p.L("专项监督", "Campaign")}, {Label: p.L("起止", "Days")}, {Label: p.L("状态", "State")}},
		Exports: []kit.Link{{Text: "xlsx", URL: "/programmes.xlsx?" + p.R.URL.RawQuery}},
		Empty:   kit.Empty{Title: p.L("还没有报送方案", "None filed yet"), Text: p.L("机关收到专项监督方案后，可以在这里报送自查方案和自己的载体，对应到逐条要求。", "Once an organ has received a plan it files its own here, linked to the requirements.")}}
	for _, r := range m.Rows {
		x, err := office.Item(p.Ctx(), p.O, p.Me, office.Programmes, r.Subject)
		if err != nil {
			return t, err
		}
		st := matter.Pill(p.Page, &programme.Life, x.State)
		t.Rows = append(t.Rows, kit.Row{ID: x.ID, URL: kind.Path(x.ID), Cells: []kit.Cell{{Text: x.Title, Sub: sortWord(p.Page, x.Sort), URL: kind.Path(x.ID)}, {Text: x.From}, {Text: x.About, URL: "/campaigns/" + x.Campaign}, {Text: days(p.Page, x.Body)}, {State: &st}}})
	}
	if m.Prev != "" {
		t.Prev = p.Keep("before", m.Prev)
	}
	if m.Next != "" {
		t.Next = p.Keep("after", m.Next)
	}
	return t, nil
}

// Export (导出) writes what the list filters.
func Export(p *frame.Page) error {
	if !Shows(p.Me) {
		return act.None()
	}
	matter.Download(p, "programmes-"+act.DayOf(p.Now)+".xlsx", matter.Xlsx)
	cols := []gongwen.Column{{Head: "机关", Width: 26}, {Head: "种类", Width: 16}, {Head: "名称", Width: 40}, {Head: "专项监督", Width: 30}, {Head: "对应要求", Width: 50}, {Head: "牵头", Width: 20}, {Head: "开始", Width: 12}, {Head: "结束", Width: 12}, {Head: "文号和日期", Width: 24}, {Head: "状态", Width: 14}, {Head: "意见", Width: 8}}
	front := gongwen.Front{Title: "机关方案", Lines: [][2]string{{"制表日期", act.DayOf(p.Now)}, {"说明", "方案由各机关负责；党委（党组）方案只有文号和日期"}}}
	demands := map[string][]office.Demand{}
	return gongwen.WriteBook(p.W, front, gongwen.Leaf{Name: "机关方案", Cols: cols, Each: func(row func(...any) error) error {
		return p.O.EachProgramme(p.Ctx(), p.Me, filterOf(p), func(x programme.Programme) error {
			if _, ok := demands[x.Campaign]; !ok {
				ds, err := p.O.OrganDemands(p.Ctx(), x.Campaign)
				if err != nil {
					return err
				}
				demands[x.Campaign] = ds
			}
			var req []string
			for _, v := range x.Requirements {
				req = append(req, demandText(demands[x.Campaign], v))
			}
			return row(x.From, act.WordOf(programme.Sorts, x.Sort).Zh, x.Title, x.About, strings.Join(req, "；"), x.Lead, x.Since, x.Until, x.Document, programme.Life.State(x.State).Zh, len(x.Comments))
		})
	}})
}

// New (报送自查方案或者载体) files one against a campaign that was sent to the
// organ.
func New(p *frame.Page) error {
	b := matter.Birth{Life: &programme.Life, Do: "programme.file", List: kind.List(p.Page), Cancel: "/programmes"}
	if !b.May(p) {
		return b.Refuse()
	}
	cs, err := p.O.CircularsTo(p.Ctx(), p.Me)
	if err != nil {
		return err
	}
	camp := kit.Field{Name: "campaign", Label: p.L("针对哪个专项监督方案", "Against which plan"), Value: p.R.URL.Query().Get("campaign")}
	for _, c := range cs {
		camp.Options = append(camp.Options, kit.Option{Value: c.Campaign, Label: c.Title, Hint: c.PlanBy})
	}
	if len(cs) == 0 {
		return act.Refuse(act.NotNow, "还没有专项监督方案印发给本机关。", "No plan was sent to this organ yet.")
	}
	if !slices.ContainsFunc(cs, func(c circular.Circular) bool { return c.Campaign == camp.Value }) {
		camp.Value = ""
	}
	if len(cs) == 1 {
		camp.Value = cs[0].Campaign
	}
	if p.Post() {
		if err := p.R.ParseForm(); err == nil && camp.Value == "" {
			camp.Value = p.R.URL.Query().Get("campaign")
		}
	}
	if camp.Value == "" {
		return p.Render(choosePage(p, kit.Head{Title: p.L("报送自查方案或者载体", "File a plan or programme"), Crumbs: []kit.Link{kind.List(p.Page)}}, cs))
	}
	fs, err := bodyFields(p, camp.Value, programme.Body{Sort: "inspection"})
	if err != nil {
		return err
	}
	i := slices.IndexFunc(cs, func(c circular.Circular) bool { return c.Campaign == camp.Value })
	b.Form = matter.Form{Fields: append([]matter.Field{{As: matter.Hidden, Field: camp}}, fs...), Told: []string{cs[i].Sender}}
	b.Form.Wide = kit.NoticeBox(kit.Notice{Title: p.L("针对："+cs[i].Title, "Against: "+cs[i].Title), Text: cs[i].PlanBy})
	if !p.Post() {
		return b.Show(p, nil)
	}
	var a programme.File
	if err := b.Read(p, &a); err != nil {
		return b.Show(p, err)
	}
	ans, err := p.Do(&a)
	if err != nil {
		return b.Show(p, err)
	}
	return p.GoSaying(kind.Path(ans.Subject), "已报送。", "Filed.")
}

type view struct {
	p       *frame.Page
	x       programme.Programme
	next    matter.Next
	events  []kit.Event
	facts   []kit.Fact
	demands []office.Demand
	who     map[string]string
}

// Show (机关方案) is one, with what the committee said to it.
func Show(p *frame.Page) error {
	raw, x, err := kind.Get(p)
	if err != nil {
		return err
	}
	v := view{p: p, x: x}
	if v.next, err = kind.NextOf(p, raw); err != nil {
		return err
	}
	if v.events, err = matter.Events(p, &programme.Life, &x.Head, nil); err != nil {
		return err
	}
	var by []string
	for _, c := range x.Comments {
		by = append(by, c.By)
	}
	if v.who, err = matter.People(p, by...); err != nil {
		return err
	}
	if v.demands, err = p.O.OrganDemands(p.Ctx(), x.Campaign); err != nil {
		return err
	}
	v.fill()
	return p.Render(showPage(v, kit.Head{Title: x.Title, Sub: x.From, Crumbs: []kit.Link{kind.List(p.Page)}, Print: true, States: []kit.State{matter.Pill(p.Page, &programme.Life, x.State)}}))
}

func (v *view) fill() {
	p, x := v.p, v.x
	add := func(zh, en, text string) {
		if text != "" {
			v.facts = append(v.facts, kit.Fact{Term: p.L(zh, en), Text: text})
		}
	}
	add("种类", "Sort", sortWord(p.Page, x.Sort))
	v.facts = append(v.facts, kit.Fact{Term: p.L("针对的专项监督", "Against"), Text: x.About, URL: "/campaigns/" + x.Campaign})
	add("文号和日期", "Number and date", x.Document)
	add("牵头部门和责任人", "Lead", x.Lead)
	add("起止", "Days", days(p.Page, x.Body))
	add("撤回的理由", "Why it was withdrawn", x.Ended)
}

func (v view) fileURL(hash string) string { return kind.Path(v.x.ID, "files", hash) }

// who said it: the organ reads the committee's name, its staff their own.
func (v view) from(c programme.Comment) string {
	return matter.Join(" · ", v.who[c.By], matter.Day(v.p.Page, c.Day))
}

// Mine reports whether the reader files programmes.
func (v view) mine() bool { return v.p.Me.Has(access.Liaison) || v.p.Me.Has(access.Chief) }
