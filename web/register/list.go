package register

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"hengjian/gongwen"
	"hengjian/office"
	"hengjian/oversight/act"
	"hengjian/oversight/organ"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// listing is one list of the register.
type listing struct {
	path, zh, en string
	kinds        []string
}

var (
	search   = listing{"/register", "查找", "Search", []string{"organ", "unit", "officer", "deputyrec", "station", "member"}}
	units    = listing{"/register/units", "单位", "Units", []string{"unit"}}
	officers = listing{"/register/officers", "司法人员", "Officers", []string{"officer"}}
	deputies = listing{"/register/deputies", "代表", "Deputies", []string{"deputyrec"}}
)

// UnitList, OfficerList and DeputyList are the flat lists, to search and export.
func UnitList(p *frame.Page) error    { return list(p, units) }
func OfficerList(p *frame.Page) error { return list(p, officers) }
func DeputyList(p *frame.Page) error  { return list(p, deputies) }

func list(p *frame.Page, l listing) error {
	q := p.R.URL.Query()
	f := office.Filter{Kinds: l.kinds, Text: strings.TrimSpace(q.Get("text")), Organ: q.Get("organ")}
	if q.Get("ended") == "" {
		f.States = []string{"listed"}
	}
	if l.path == officers.path {
		f.Class = strings.TrimSuffix(strings.TrimSpace(q.Get("category")), ".")
		if q.Get("appointed") != "" {
			f.Named = organ.AppointeeMark
		}
	}
	if len(l.kinds) == 1 && l.kinds[0] != "unit" && !p.O.Scope(p.Me).Sees(l.kinds[0], &act.Head{Place: p.Me.Place}) {
		return act.None()
	}
	m, err := p.O.List(p.Ctx(), p.Me, f, matter.Cursor(p), matter.PageSize)
	if err != nil {
		return err
	}
	n, err := p.O.Count(p.Ctx(), p.Me, f, 1001)
	if err != nil {
		return err
	}
	t, err := listTable(p, m)
	if err != nil {
		return err
	}
	t.Count = matter.Count(n)
	t.Empty = kit.Empty{Title: p.L("没有符合条件的登记", "Nothing matches"), Text: p.L("换个词，或清除条件再看。", "Try another word or clear the filters."), Link: kit.Link{Text: p.L("清除条件", "Clear"), URL: l.path}}
	if l.path != "/register" {
		base := strings.TrimPrefix(l.path, "/register/")
		for _, x := range []string{"xlsx", "csv"} {
			t.Exports = append(t.Exports, kit.Link{Text: p.L("导出全部 "+x, "Export all as "+x), URL: "/register/export/" + base + "." + x})
		}
	}
	opts, err := matter.OrganOptions(p)
	if err != nil {
		return err
	}
	fs := kit.Filters{Fields: []kit.Field{{Name: "text", Label: p.L("姓名、名称、代码", "Name or code"), Type: "search", Value: f.Text}}}
	if l.path != "/register" && l.kinds[0] != "deputyrec" {
		fs.Fields = append(fs.Fields, kit.Field{Name: "organ", Label: p.L("机关", "Organ"), Value: f.Organ, Options: append([]kit.Option{{Label: p.L("全部", "Any")}}, opts...)})
	}
	if l.path == officers.path {
		fs.Fields = append(fs.Fields, kit.Field{Name: "category", Label: p.L("类别", "Category"), Value: f.Class},
			kit.Field{Name: "appointed", Label: p.L("任命", "Appointed"), Value: q.Get("appointed"), Options: []kit.Option{{Label: p.L("全部", "Any")}, {Value: "1", Label: p.L("本级人大及其常委会任命的", "By this congress or its committee")}}})
	}
	fs.Fields = append(fs.Fields, kit.Field{Name: "ended", Label: p.L("已撤销、离任的", "Ended ones"), Value: q.Get("ended"), Options: []kit.Option{{Label: p.L("不列", "Leave out")}, {Value: "1", Label: p.L("一并列出", "Include")}}})
	if p.R.URL.RawQuery != "" {
		fs.Clear = l.path
	}
	here := l.path
	if q.Get("appointed") != "" {
		here += "?appointed=1"
	}
	return p.Render(shell(p, kit.Head{Title: p.L(l.zh, l.en), Crumbs: []kit.Link{crumb(p.Page)}, Print: true}, kit.Tabs(listTabs(p, here)), kit.FilterBar(fs), card(kit.CardView{}, kit.DataTable(t))))
}

func listTable(p *frame.Page, m office.Matters) (kit.Table, error) {
	t := kit.Table{ID: "list", Caption: p.L("监督对象", "Register"), Cols: []kit.Col{{Key: "name", Label: p.L("名称", "Name")}, {Key: "what", Label: p.L("种类", "Kind"), Narrow: true}, {Key: "organ", Label: p.L("机关、单位", "Organ, unit")}, {Key: "state", Label: p.L("状态", "State"), Narrow: true}}}
	ids := map[string][]string{}
	for _, r := range m.Rows {
		ids["organ"] = append(ids["organ"], r.Organ)
		ids["unit"] = append(ids["unit"], r.Unit)
	}
	names := map[string]office.Row{}
	for kind, list := range ids {
		got, err := p.O.Titles(p.Ctx(), p.Me, kind, list)
		if err != nil {
			return t, err
		}
		for id, r := range got {
			names[id] = r
		}
	}
	members, err := membersNow(p, m)
	if err != nil {
		return t, err
	}
	for _, r := range m.Rows {
		life := office.LifeOf(r.Kind)
		st, url := matter.Pill(p.Page, life, r.State), urlOf(r)
		if x, ok := members[r.Subject]; ok {
			st = memberState(p, x)
		}
		where := names[r.Organ].Title
		if r.Kind == "organ" {
			where = ""
		}
		if u := names[r.Unit].Title; r.Kind == "officer" && u != "" {
			where = matter.Join(" · ", where, u)
		}
		title, err := listedTitle(p, r)
		if err != nil {
			return t, err
		}
		t.Rows = append(t.Rows, kit.Row{ID: r.Subject, Label: r.Title, URL: url, Cells: []kit.Cell{{Text: r.Title, Sub: title, URL: url}, {Text: p.L(life.Zh, life.En)}, {Text: where}, {State: &st}}})
	}
	if m.Prev != "" {
		t.Prev = p.Keep("before", m.Prev)
	}
	if m.Next != "" {
		t.Next = p.Keep("after", m.Next)
	}
	return t, nil
}

// membersNow are the members among the rows: their state follows the day.
func membersNow(p *frame.Page, m office.Matters) (map[string]organ.Member, error) {
	out := map[string]organ.Member{}
	if !slices.ContainsFunc(m.Rows, func(r office.Row) bool { return r.Kind == "member" && r.Place == p.Me.Place }) {
		return out, nil
	}
	all, err := p.O.MembersAt(p.Ctx(), p.Me)
	for _, x := range all {
		out[x.ID] = x
	}
	return out, err
}

func urlOf(r office.Row) string {
	switch r.Kind {
	case "organ", "unit", "officer", "station", "member":
		return "/register/" + r.Kind + "s/" + r.Subject
	case "deputyrec":
		return "/register/deputies/" + r.Subject
	}
	return ""
}

// Export writes one sort of register rows of the place as a file that can be
// mended and imported again: its headings are the import's own.
func Export(p *frame.Page) error {
	sort, ext, _ := strings.Cut(p.R.PathValue("file"), ".")
	heads := map[string][]string{"organs": {"机关代码", "机关名称", "机关类别", "行政区域", "层级", "上级机关", "派出机关", "专门接收人", "负责人证号", "网址", "起用日期", "撤销日期"},
		"units": {"单位代码", "单位名称", "所属机关", "上级单位代码", "单位类型", "重点", "承接单位代码", "起用日期", "撤销日期"}, "officers": {"证件编号", "姓名", "所在机关", "所在单位代码", "类别", "等级", "员额", "职务", "性别", "出生年", "本级任命", "任命会议", "管理权限所在地", "任职日期", "离任日期"},
		"deputies": {"代表证号", "姓名", "职业", "工作单位", "联络站", "代表团", "是否律师", "供货机关", "任期开始", "任期届满"},
		"stations": {"联络站代码", "联络站名称", "地址", "站长", "联系方式", "设立日期", "撤销日期"}, "members": {"编号", "姓名", "职务", "届次", "任职日期", "离任日期"}}[sort]
	if heads == nil || ext != "xlsx" && ext != "csv" {
		return act.None()
	}
	kind := map[string]string{"organs": "organ", "units": "unit", "officers": "officer", "deputies": "deputyrec", "stations": "station", "members": "member"}[sort]
	if !p.O.Scope(p.Me).Sees(kind, &act.Head{Place: p.Me.Place}) {
		return act.None()
	}
	var cols []gongwen.Column
	for _, h := range heads {
		cols = append(cols, gongwen.Column{Head: h, Width: 18})
	}
	ct := "text/csv; charset=utf-8"
	open := func() (gongwen.TableWriter, error) { return gongwen.NewCSV(p.W, cols) }
	if ext == "xlsx" {
		ct = matter.Xlsx
		open = func() (gongwen.TableWriter, error) { return gongwen.NewXLSX(p.W, "监督对象", cols) }
	}
	matter.Download(p, sort+"-"+act.DayOf(p.Now)+"."+ext, ct)
	w, err := open()
	if err != nil {
		return err
	}
	if err := exportRows(p, sort, w); err != nil {
		panic(http.ErrAbortHandler) // the head is sent: a cut file must not look whole
	}
	return w.Close()
}

// upperOrgans names the organs of other places that organs of this one stand
// under.
func upperOrgans(p *frame.Page, names map[string]string) error {
	return office.EachRegister(p.Ctx(), p.O, p.Me, office.Organs, func(o organ.Organ) error {
		for _, id := range []string{o.Upper, o.Branch} {
			if id == "" || names[id] != "" {
				continue
			}
			g, err := office.Item(p.Ctx(), p.O, p.Me, office.Organs, id)
			if err != nil {
				return err
			}
			names[id] = cmp.Or(g.Code, g.Name)
		}
		return nil
	})
}

// heirCodes lists the codes of what a unit became, as the import reads them.
func heirCodes(u organ.Unit, codes map[string]string) string {
	var out []string
	for _, h := range u.Heirs {
		out = append(out, codes[h])
	}
	return matter.Join("；", out...)
}

func yes(b bool) string {
	if b {
		return "是"
	}
	return "否"
}

func exportRows(p *frame.Page, sort string, w gongwen.TableWriter) error {
	organs, codes := map[string]string{}, map[string]string{}
	err := office.EachRegister(p.Ctx(), p.O, p.Me, office.Organs, func(o organ.Organ) error {
		organs[o.ID] = cmp.Or(o.Code, o.Name)
		return nil
	})
	if err == nil && sort == "organs" {
		err = upperOrgans(p, organs)
	}
	if err == nil && (sort == "units" || sort == "officers") {
		err = office.EachRegister(p.Ctx(), p.O, p.Me, office.Units, func(u organ.Unit) error { codes[u.ID] = u.Code; return nil })
	}
	if err != nil {
		return err
	}
	switch sort {
	case "organs":
		return office.EachRegister(p.Ctx(), p.O, p.Me, office.Organs, func(o organ.Organ) error {
			return w.Row(o.Code, o.Name, o.Sort, o.Place, o.Level, organs[o.Upper], organs[o.Branch], o.Desk, o.Chief, o.Source, o.Since, o.Until)
		})
	case "units":
		return office.EachRegister(p.Ctx(), p.O, p.Me, office.Units, func(u organ.Unit) error {
			return w.Row(u.Code, u.Name, organs[u.Organ], codes[u.Upper], u.Sort, u.Focus, heirCodes(u, codes), u.Since, u.Until)
		})
	case "officers":
		return office.EachRegister(p.Ctx(), p.O, p.Me, office.Officers, func(o organ.Officer) error {
			if o.State == "merged" {
				return nil // the entry that stands is exported
			}
			var last organ.Post
			if n := len(o.Posts); n > 0 {
				last = o.Posts[n-1]
			}
			return w.Row(o.Code, o.Name, organs[o.Organ], codes[last.Unit], o.Category, o.Grade, yes(o.Quota), last.Title, o.Sex, o.Born, yes(o.Appointee), last.Appointed, o.ManagedBy, last.Since, last.Until)
		})
	}
	if sort == "stations" || sort == "members" {
		return exportSeats(p, sort, w)
	}
	return office.EachRegister(p.Ctx(), p.O, p.Me, office.Deputies, func(d organ.Deputy) error {
		var supplies []string
		for _, s := range d.Supplies {
			supplies = append(supplies, organs[s])
		}
		return w.Row(d.Code, d.Name, d.Work, d.Employer, d.Station, d.Delegation, yes(d.Lawyer), matter.Join("；", supplies...), d.Since, d.Until)
	})
}
