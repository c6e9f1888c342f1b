// Package register is the pages about those who are supervised (监督对象): the
// organs of a place, their dated tree of units, officers with their posts, and
// the import that fills them.
package register

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"hengjian/office"
	"hengjian/oversight/act"
	"hengjian/oversight/organ"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// sorts names the kinds of organ in the order of the page.
var sorts = []struct{ code, zh, en string }{
	{"police", "公安机关", "Police"}, {"procuratorate", "检察机关", "Procuratorates"}, {"court", "审判机关", "Courts"},
	{"justice", "司法行政机关", "Justice administration"}, {"supervision", "监察机关", "Supervisory commissions"},
}

func sortText(p *kit.Page, code string) string {
	for _, s := range sorts {
		if s.code == code {
			return p.L(s.zh, s.en)
		}
	}
	return code
}

func crumb(p *kit.Page) kit.Link {
	return kit.Link{Text: p.L("监督对象", "Register"), URL: "/register"}
}

// asOf is the day of the picker, else today.
func asOf(p *frame.Page) string {
	if d := matter.ReadDay(p.R.URL.Query().Get("day")); d != "" {
		return d
	}
	return act.DayOf(p.Now)
}

// stands tells how a dated row stands on a day.
func stands(since, until, day string) (shown, ended bool) {
	if since > day {
		return false, false
	}
	return true, until != "" && until <= day
}

// span writes from when to when.
func span(p *kit.Page, since, until string) string {
	switch {
	case since == "" && until == "":
		return ""
	case until == "":
		return p.L("自 ", "since ") + matter.Day(p, since)
	case since == "":
		return p.L("至 ", "until ") + matter.Day(p, until)
	}
	return matter.Day(p, since) + p.L(" 至 ", " to ") + matter.Day(p, until)
}

// shell is a page of components one under the other.
func shell(p *frame.Page, h kit.Head, body ...templ.Component) templ.Component {
	return kit.Inside(kit.Shell(p.Page, h), matter.Stack(body...))
}

func card(v kit.CardView, body ...templ.Component) templ.Component {
	return kit.Inside(kit.Card(v), matter.Stack(body...))
}

// tag is an element with an escaped text, for one-liners.
func tag(name, class, text string) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		_, err := io.WriteString(w, "<"+name+` class="`+templ.EscapeString(class)+`">`+templ.EscapeString(text)+"</"+name+">")
		return err
	})
}

// Show (监督对象) lists the organs of a place by kind, on a day.
func Show(p *frame.Page) error {
	if t := strings.TrimSpace(p.R.URL.Query().Get("text")); t != "" {
		return list(p, search)
	}
	place := p.R.URL.Query().Get("place")
	if place == "" {
		place = p.Me.Place
	}
	os, err := p.O.RegisterOrgans(p.Ctx(), p.Me, place)
	if err != nil {
		return err
	}
	codes, names, err := p.O.RegisterPlaces(p.Ctx())
	if err != nil {
		return err
	}
	body := []templ.Component{kit.Tabs(listTabs(p, "/register")), kit.FilterBar(treeFilters(p, place, codes, names))}
	day := asOf(p)
	for _, s := range sorts {
		var rows []kit.Row
		for _, o := range os {
			if shown, ended := stands(o.Since, o.Until, day); o.Sort == s.code && shown {
				rows = append(rows, organRow(p, o, ended))
			}
		}
		if len(rows) > 0 {
			body = append(body, card(kit.CardView{Title: p.L(s.zh, s.en), Sub: matter.Itoa(len(rows)), ID: s.code}, kit.DataTable(kit.Table{ID: "t-" + s.code, Caption: p.L(s.zh, s.en),
				Cols: []kit.Col{{Key: "name", Label: p.L("机关", "Organ")}, {Key: "code", Label: p.L("代码", "Code"), Narrow: true}, {Key: "desk", Label: p.L("专门接收人", "Receiving desk"), Narrow: true}, {Key: "state", Label: p.L("状态", "State")}}, Rows: rows})))
		}
	}
	if len(body) == 2 {
		body = append(body, card(kit.CardView{}, kit.EmptyState(emptyRegister(p))))
	}
	return p.Render(shell(p, kit.Head{Title: p.L("监督对象", "Register"), Sub: p.L("对本级人大常委会负责的司法机关、单位和人员；撤销的保留在册。", "The organs that answer to this committee, their units and officers; what has ended stays on record."),
		Actions: actions(p), Print: true}, body...))
}

func emptyRegister(p *frame.Page) kit.Empty {
	e := kit.Empty{Title: p.L("这里还没有登记", "Nothing is registered here yet"), Text: p.L("先导入机关，再导入单位，然后导入人员。表格用 xlsx 或 csv，列名不限，导入时对应。", "Import organs first, then units, then officers, from xlsx or csv; columns are matched on the way.")}
	if mayImport(p.Me) {
		e.Link = kit.Link{Text: p.L("导入", "Import"), URL: "/register/import"}
	}
	return e
}

func actions(p *frame.Page) (out []kit.Link) {
	if mayImport(p.Me) {
		out = append(out, kit.Link{Text: p.L("导入", "Import"), URL: "/register/import"})
	}
	if (matter.Birth{Life: &organ.OfficerLife, Do: "officer.enter"}).May(p) {
		out = append(out, kit.Link{Text: p.L("登记人员", "Enter an officer"), URL: "/register/officers/new"})
	}
	return out
}

// listTabs lead from one list of the register to the others that the reader has.
func listTabs(p *frame.Page, here string) []kit.Link {
	out := []kit.Link{{Text: p.L("机关", "Organs"), URL: "/register"}, {Text: p.L("单位", "Units"), URL: "/register/units"}}
	if seesOfficers(p) {
		out = append(out, kit.Link{Text: p.L("人员", "Officers"), URL: "/register/officers"}, kit.Link{Text: p.L("本级任命的人员", "Appointed here"), URL: "/register/officers?appointed=1"})
	}
	if seesSeats(p.Me) {
		out = append(out, kit.Link{Text: p.L("常委会组成人员", "Members"), URL: "/register/members"}, kit.Link{Text: p.L("常委会会议", "Sessions"), URL: "/register/sittings"})
	}
	if sees(p, "deputyrec") {
		out = append(out, kit.Link{Text: p.L("代表", "Deputies"), URL: "/register/deputies"})
	}
	if sees(p, "station") {
		out = append(out, kit.Link{Text: p.L("联络站", "Stations"), URL: "/register/stations"})
	}
	for i := range out {
		out[i].On = out[i].URL == here
	}
	return out
}

func seesOfficers(p *frame.Page) bool {
	return p.O.Scope(p.Me).Sees("officer", &act.Head{Place: p.Me.Place})
}

func treeFilters(p *frame.Page, place string, codes []string, names map[string]string) kit.Filters {
	opts := []kit.Option{{Value: p.Me.Place, Label: p.L("本级", "This level")}}
	for _, c := range codes {
		if c != p.Me.Place {
			opts = append(opts, kit.Option{Value: c, Label: matter.Join(" ", names[c], c)})
		}
	}
	f := kit.Filters{Fields: []kit.Field{
		{Name: "text", Label: p.L("查找机关、单位、人员", "Find organ, unit, officer"), Type: "search"},
		{Name: "place", Label: p.L("地区", "Place"), Value: place, Options: opts},
		{Name: "day", Label: p.L("截至日期", "As of day"), Type: "date", Value: asOf(p)},
	}}
	if p.R.URL.RawQuery != "" {
		f.Clear = "/register"
	}
	return f
}

func organRow(p *frame.Page, o organ.Organ, ended bool) kit.Row {
	name := kit.Cell{Text: o.Name, URL: "/register/organs/" + o.ID, Sub: span(p.Page, o.Since, o.Until)}
	return kit.Row{ID: o.ID, Label: o.Name, URL: name.URL, Cells: []kit.Cell{name, {Text: o.Code}, {Text: o.Desk}, {State: state(p, ended)}}}
}

func state(p *frame.Page, ended bool) *kit.State {
	if ended {
		return &kit.State{Word: p.L("已撤销", "Ended"), Tone: kit.Closed}
	}
	return &kit.State{Word: p.L("在册", "Listed"), Tone: kit.OK}
}

// Organ (机关) is one organ with its tree of units.
func Organ(p *frame.Page) error {
	o, err := office.Item(p.Ctx(), p.O, p.Me, office.Organs, p.R.PathValue("id"))
	if err != nil {
		return err
	}
	day := asOf(p)
	us, err := p.O.RegisterUnitsAsOf(p.Ctx(), p.Me, o, day)
	if err != nil {
		return err
	}
	var up, chief string
	if o.Upper != "" {
		up = matter.Name(p, "organ", o.Upper)
	}
	if o.Chief != "" && seesOfficers(p) {
		chief = o.Chief
	}
	facts := nonEmpty([]kit.Fact{{Term: p.L("机关类别", "Kind"), Text: sortText(p.Page, o.Sort)}, {Term: p.L("代码", "Code"), Text: o.Code}, {Term: p.L("地区", "Place"), Text: placeName(p, o.Place)},
		{Term: p.L("上级机关", "Upper organ"), Text: up, URL: link("/register/organs/", o.Upper)}, {Term: p.L("派出机关", "Branch of"), Text: branch(p, o), URL: link("/register/organs/", o.Branch)},
		{Term: p.L("专门接收人", "Receiving desk"), Text: o.Desk}, {Term: p.L("负责人证号", "Head"), Text: chief}, {Term: p.L("起止", "From, to"), Text: span(p.Page, o.Since, o.Until)}, {Term: p.L("来源", "Source"), Text: o.Source}})
	tree := treeOf(p, us, day)
	var body []templ.Component
	gone := p.O.StateOf(&o) == "ended"
	if gone && o.Until != "" {
		body = append(body, kit.NoticeBox(kit.Notice{Title: p.L("本机关已于"+matter.Day(p.Page, o.Until)+"撤销", "This organ ended on "+matter.Day(p.Page, o.Until)), Text: p.L("登记保留在册，涉及它的事项照常办理；不再登记新设单位。", "It stays on record and matters about it go on; no new units are entered.")}))
	}
	body = append(body,
		kit.FilterBar(kit.Filters{Fields: []kit.Field{{Name: "day", Label: p.L("截至日期", "As of day"), Type: "date", Value: day}}}),
		card(kit.CardView{Title: p.L("基本情况", "Facts")}, kit.Facts(facts)),
		card(kit.CardView{Title: p.L("单位", "Units"), Sub: matter.Itoa(countNodes(tree)), ID: "units"}, unitTree(p.Page, tree)),
	)
	concern, err := concerns(p, o.ID, "clue", "problem")
	if err != nil {
		return err
	}
	if concern != nil {
		body = append(body, concern)
	}
	_, ended := stands(o.Since, o.Until, day)
	h := kit.Head{Title: o.Name, Crumbs: []kit.Link{crumb(p.Page)}, States: []kit.State{*state(p, ended)}, Print: true}
	if !gone && o.Place == p.Me.Place && establishing(p).May(p) {
		h.Actions = []kit.Link{{Text: p.L("登记新设单位", "Enter a new unit"), URL: "/register/units/new?organ=" + o.ID}}
	}
	return p.Render(shell(p, h, body...))
}

func branch(p *frame.Page, o organ.Organ) string {
	if o.Branch == "" {
		return ""
	}
	return matter.Name(p, "organ", o.Branch)
}

func link(base, id string) string {
	if id == "" {
		return ""
	}
	return base + id
}

func nonEmpty(fs []kit.Fact) (out []kit.Fact) {
	for _, f := range fs {
		if f.Text != "" {
			out = append(out, f)
		}
	}
	return out
}

// node is one unit in the tree.
type node struct {
	ID, Name, Code, Span string
	Now                  string // what it is today, if it is no more itself
	Ended                bool
	Kids                 []node
}

// treeOf makes the tree of the units that there were on a day; one whose upper
// is not shown stands at the top.
func treeOf(p *frame.Page, us []organ.Unit, day string) []node {
	shown := map[string]bool{}
	for _, u := range us {
		if ok, _ := stands(u.Since, u.Until, day); ok {
			shown[u.ID] = true
		}
	}
	kids := map[string][]organ.Unit{}
	for _, u := range us {
		up := u.Upper
		if !shown[up] {
			up = ""
		}
		if shown[u.ID] {
			kids[up] = append(kids[up], u)
		}
	}
	now := nowOf(p, us)
	var grow func(up string, depth int) []node
	grow = func(up string, depth int) (out []node) {
		for _, u := range kids[up] {
			_, ended := stands(u.Since, u.Until, day)
			n := node{ID: u.ID, Name: u.Name, Code: u.Code, Span: span(p.Page, u.Since, u.Until), Ended: ended, Now: now[u.ID]}
			if depth < 12 {
				n.Kids = grow(u.ID, depth+1)
			}
			out = append(out, n)
		}
		return out
	}
	return grow("", 0)
}

func countNodes(ns []node) (n int) {
	for _, x := range ns {
		n += 1 + countNodes(x.Kids)
	}
	return n
}

// concerns lists the matters that name a thing, within the reader's scope.
func concerns(p *frame.Page, id string, kinds ...string) (templ.Component, error) {
	out, err := concernsIn(p, office.Filter{Kinds: kinds, Named: id, NotVia: selfFound})
	if err != nil || !slices.Contains(kinds, "problem") {
		return out, err
	}
	own, err := rowsIn(p, office.Filter{Kinds: []string{"problem"}, Named: id, Via: selfFound})
	if err != nil || len(own) == 0 {
		return out, err
	}
	return matter.Stack(out, card(kit.CardView{Title: p.L("自查主动发现的问题", "Found by the organ itself"), Sub: p.L("单独列示，不计入机关的问题", "shown apart, never counted against the organ"), ID: "self-found"}, kit.DataTable(concernTable(p, "self", p.L("自查主动发现的问题", "Found by the organ itself"), own)))), nil
}

// selfFound is the way in of problems that an organ found by itself.
const selfFound = "self_inspection"

func concernsIn(p *frame.Page, f office.Filter) (templ.Component, error) {
	rows, err := rowsIn(p, f)
	if err != nil {
		return nil, err
	}
	return card(kit.CardView{Title: p.L("涉及的事项", "Related matters"), ID: "matters"}, kit.DataTable(concernTable(p, "concerns", p.L("涉及的事项", "Matters"), rows))), nil
}

func rowsIn(p *frame.Page, f office.Filter) ([]kit.Row, error) {
	m, err := p.O.List(p.Ctx(), p.Me, f, office.Cursor{}, 20)
	if err != nil {
		return nil, err
	}
	var rows []kit.Row
	for _, r := range m.Rows {
		life, url := office.LifeOf(r.Kind), "/"+r.Kind+"s/"+r.Subject
		st := matter.Pill(p.Page, life, r.State)
		rows = append(rows, kit.Row{ID: r.Subject, Label: r.Title, URL: url, Cells: []kit.Cell{{Text: p.L(life.Zh, life.En)}, {Text: p.TitleOf(r), URL: url, Sub: r.Number}, {State: &st}, {Text: matter.Day(p.Page, r.Opened)}}})
	}
	return rows, nil
}

func concernTable(p *frame.Page, id, caption string, rows []kit.Row) kit.Table {
	return kit.Table{ID: id, Caption: caption, Rows: rows,
		Cols:  []kit.Col{{Label: p.L("种类", "Kind"), Narrow: true}, {Label: p.L("事项", "Matter")}, {Label: p.L("状态", "State")}, {Label: p.L("日期", "Day"), Narrow: true}},
		Empty: kit.Empty{Title: p.L("没有您可以看到的事项", "No matter within your reach"), Text: p.L("这里只列在您办理范围内的事项。", "Only matters within your reach are listed.")}}
}

// officerTable lists a unit's people; those still registered with a unit that it
// came from, or that it became, stand with that unit's name.
func officerTable(p *frame.Page, m office.Matters, unit string) (kit.Table, error) {
	t := kit.Table{ID: "officers-t", Caption: p.L("人员", "Officers"), Cols: []kit.Col{{Label: p.L("姓名", "Name")}, {Label: p.L("职务", "Title")}, {Label: p.L("类别", "Category"), Narrow: true}},
		Empty: kit.Empty{Title: p.L("没有登记人员", "No officers registered"), Text: p.L("人员由导入登记。", "Officers come from an import.")}}
	for _, r := range m.Rows {
		where := ""
		if r.Unit != unit {
			where = p.L("登记在：", "registered with: ") + matter.Name(p, "unit", r.Unit)
		}
		title, err := listedTitle(p, r)
		if err != nil {
			return t, err
		}
		t.Rows = append(t.Rows, kit.Row{ID: r.Subject, Label: r.Title, URL: "/register/officers/" + r.Subject, Cells: []kit.Cell{{Text: r.Title, Sub: where, URL: "/register/officers/" + r.Subject}, {Text: title}, {Text: r.Class}}})
	}
	if m.Prev != "" {
		t.Prev = p.Keep("before", m.Prev)
	}
	if m.Next != "" {
		t.Next = p.Keep("after", m.Next)
	}
	return t, nil
}

func below(p *kit.Page, n int) string {
	if n == 1 {
		return p.L("下属 1 个单位", "1 unit below")
	}
	return p.L(fmt.Sprintf("下属 %d 个单位", n), fmt.Sprintf("%d units below", n))
}

// placeName is the place in words; its code where the divisions are not known.
func placeName(p *frame.Page, code string) string {
	if _, names, err := p.O.RegisterPlaces(p.Ctx()); err == nil && names[code] != "" {
		return names[code]
	}
	return code
}
