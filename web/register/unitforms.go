package register

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"hengjian/office"
	"hengjian/oversight/act"
	"hengjian/oversight/organ"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

type unitDoing = matter.Doing[organ.Unit]

var unitForms = map[string]func(*unitDoing) (matter.Form, error){
	"rename": func(d *unitDoing) (matter.Form, error) {
		return preview(d, matter.Form{Fields: append([]matter.Field{
			{Field: kit.Field{Name: "new", Label: d.L("新名称", "New name"), Value: d.S.Name, Max: 60}},
			{Field: kit.Field{Name: "code", Label: d.L("新代码", "New code"), Optional: true, Max: 40, Width: "m", Hint: d.L("代码不变的不填。", "Leave empty if it stays.")}}}, paper(d.Page)...)})
	},
	"move":  moveForm,
	"merge": mergeForm,
	"split": splitForm,
	"close": func(d *unitDoing) (matter.Form, error) {
		return preview(d, matter.Form{Fields: paper(d.Page), Danger: true})
	},
	"restore": func(d *unitDoing) (matter.Form, error) {
		return matter.Form{Fields: []matter.Field{matter.Reason(d.Page)}}, nil
	},
	"amend": func(d *unitDoing) (matter.Form, error) {
		return matter.Form{Fields: []matter.Field{
			{Field: kit.Field{Name: "name", Label: d.L("单位名称", "Name"), Value: d.S.Name, Max: 60}},
			{As: matter.Select, Field: kit.Field{Name: "sort", Label: d.L("单位类型", "Sort"), Value: d.S.Sort, Options: wordOptions(d.Page, unitSorts, d.L("不指定", "none")), Optional: true}},
			{As: matter.Select, Field: kit.Field{Name: "focus", Label: d.L("重点", "Focus"), Value: d.S.Focus, Options: wordOptions(d.Page, foci, d.L("不属于", "none")), Optional: true}},
			{As: matter.Date, Field: kit.Field{Name: "since", Label: d.L("设立日期", "Set up on"), Value: d.S.Since, Optional: true}}, matter.Reason(d.Page)}}, nil
	},
}

// paper asks for the ground of a change.
func paper(p *frame.Page) []matter.Field {
	return []matter.Field{
		{As: matter.Date, Field: kit.Field{Name: "day", Label: p.L("生效日期", "In force from"), Value: act.DayOf(p.Now)}},
		{Field: kit.Field{Name: "doc", Label: p.L("依据文件", "Document"), Max: 120, Hint: p.L("批准机构变动的文件名称或者文号，例如：明编〔2026〕12号", "The document that ordered it, e.g. 明编〔2026〕12号")}},
		{As: matter.Text, Field: kit.Field{Name: "note", Label: p.L("说明", "Note"), Max: 500, Optional: true}},
	}
}

// preview puts above the form what the change concerns: what points at the unit
// stays as it is and open.
func preview(d *unitDoing, f matter.Form) (matter.Form, error) {
	t, err := d.O.TouchedBy(d.Ctx(), d.Me, d.S.ID)
	if err != nil {
		return f, err
	}
	facts := []kit.Fact{}
	add := func(term, text, url string) {
		facts = append(facts, kit.Fact{Term: term, Text: text, URL: url})
	}
	names := []string{}
	for _, k := range t.Below {
		names = append(names, k.Name)
	}
	if len(names) > 0 {
		add(d.L("下级单位", "Units below"), strings.Join(names, d.L("、", ", ")), "")
	}
	if t.Officers > 0 {
		add(d.L("登记在本单位的人员", "Officers registered here"), matter.Count(t.Officers), d.K.Path(d.S.ID)+"#officers")
	}
	for _, k := range []string{"clue", "problem", "task"} {
		if n := t.Open[k]; n > 0 {
			l := office.LifeOf(k)
			add(d.L("没有办结的"+l.Zh, "Open: "+l.En), matter.Count(n), d.K.Path(d.S.ID)+"#matters")
		}
	}
	if len(facts) == 0 {
		add(d.L("涉及", "Concerns"), d.L("没有下级单位、人员和没有办结的事项", "no units below, officers or open matters"), "")
	}
	f.Wide = templ.Component(card(kit.CardView{Title: d.L("变动前核对：现在指向本单位的", "Before you change it: what points at this unit now"), Sub: d.L("只数您可以看到的", "counted within your reach"), ID: "preview"}, kit.Facts(facts),
		tag("p", "small muted", d.L("这些事项和登记都不改写：照常办理，显示“现为……”；算回避时，变动前后的机关都不能接收。", "None of them is rewritten: they go on and show what the unit is now; for recipients the organs before and after are both struck out."))))
	return f, nil
}

// otherOrgan lets the form be about another organ's units.
func otherOrgan(d *unitDoing) (organID string, bar templ.Component, err error) {
	organID = d.R.URL.Query().Get("organ")
	os, err := d.O.OrgansAt(d.Ctx(), d.Me.Place)
	f := kit.Field{Name: "organ", Label: d.L("机关", "Organ")}
	known := false
	for _, o := range os {
		f.Options = append(f.Options, kit.Option{Value: o.ID, Label: o.Name})
		known = known || o.ID == organID
	}
	if !known {
		organID = d.S.Organ
	}
	f.Value = organID
	return organID, kit.FilterBar(kit.Filters{Fields: []kit.Field{f}}), err
}

// unitOptions lists the listed units of an organ but one.
func unitOptions(p *frame.Page, organID, but string) ([]kit.Option, error) {
	us, err := p.O.RegisterUnits(p.Ctx(), p.Me, organID)
	var out []kit.Option
	for _, u := range us {
		if p.O.StateOf(&u) == "listed" && u.ID != but {
			out = append(out, kit.Option{Value: u.ID, Label: u.Name, Hint: u.Code})
		}
	}
	return out, err
}

func moveForm(d *unitDoing) (matter.Form, error) {
	org, bar, err := otherOrgan(d)
	if err != nil {
		return matter.Form{}, err
	}
	us, err := unitOptions(d.Page, org, d.S.ID)
	if err != nil {
		return matter.Form{}, err
	}
	f, err := preview(d, matter.Form{Fields: append([]matter.Field{{As: matter.Hidden, Field: kit.Field{Name: "organ", Value: org}},
		{As: matter.Select, Field: kit.Field{Name: "upper", Label: d.L("移到哪个单位之下", "Under which unit"), Value: d.S.Upper, Optional: true, Options: append([]kit.Option{{Label: d.L("直属："+matter.Name(d.Page, "organ", org), "right under "+matter.Name(d.Page, "organ", org))}}, us...),
			Hint: d.L("移到另一机关的，先在上面选择机关。", "For another organ, choose it above first.")}}}, paper(d.Page)...)})
	f.Wide = matter.Stack(f.Wide, bar)
	return f, err
}

func mergeForm(d *unitDoing) (matter.Form, error) {
	org, bar, err := otherOrgan(d)
	if err != nil {
		return matter.Form{}, err
	}
	us, err := unitOptions(d.Page, org, d.S.ID)
	if err != nil {
		return matter.Form{}, err
	}
	fs := []matter.Field{{As: matter.Select, Field: kit.Field{Name: "into", Label: d.L("承接单位", "Heir"), Optional: true, Options: append([]kit.Option{{Label: d.L("新设的单位（在下面填写）", "a new unit (below)")}}, us...)}},
		{As: matter.Title, Field: kit.Field{Label: d.L("新设的承接单位", "A new heir"), Hint: d.L("几个单位合并成一个新单位的：第一个单位办理时新设，其余的并入它。", "Where several become one: the first sets it up, the others merge into it.")}}}
	fs = append(append(fs, newUnit(d.Page, "new.", true)...), paper(d.Page)...)
	f, err := preview(d, matter.Form{Fields: fs, Danger: true})
	f.Wide = matter.Stack(f.Wide, bar)
	return f, err
}

// newUnit asks for one unit to be set up.
func newUnit(p *frame.Page, at string, optional bool) []matter.Field {
	return []matter.Field{
		{Field: kit.Field{Name: at + "code", Label: p.L("单位代码", "Code"), Max: 40, Width: "m", Optional: optional}},
		{Field: kit.Field{Name: at + "name", Label: p.L("单位名称", "Name"), Max: 60, Optional: optional}},
		{As: matter.Select, Field: kit.Field{Name: at + "sort", Label: p.L("单位类型", "Sort"), Options: wordOptions(p, unitSorts, p.L("不指定", "none")), Optional: true}},
		{As: matter.Select, Field: kit.Field{Name: at + "focus", Label: p.L("重点", "Focus"), Options: wordOptions(p, foci, p.L("不属于", "none")), Optional: true}},
	}
}

// splitRows is how many new units the form offers without JavaScript.
const splitRows = 4

func splitForm(d *unitDoing) (matter.Form, error) {
	below := []kit.Option{{Value: "0", Label: d.L("归到上一级", "one level up")}}
	var fs []matter.Field
	for i := range splitRows {
		n := strconv.Itoa(i + 1)
		below = append(below, kit.Option{Value: n, Label: d.L("归到第 "+n+" 个", "to number "+n)})
		fs = append(fs, matter.Field{As: matter.Title, Field: kit.Field{Label: d.L("分设出的第 "+n+" 个单位", "New unit "+n)}})
		part := newUnit(d.Page, "into."+strconv.Itoa(i)+".", i > 1)
		for j, v := range []string{"", "", d.S.Sort, d.S.Focus} {
			part[j].Value = v
		}
		fs = append(fs, part...)
	}
	fs = append(fs, matter.Field{As: matter.Tick, Field: kit.Field{Name: "keep", Label: d.L("原单位保留", "The old unit lasts")}},
		matter.Field{As: matter.Select, Field: kit.Field{Name: "below", Label: d.L("下级单位", "Units below"), Value: "0", Options: below, Optional: true}})
	return preview(d, matter.Form{Fields: append(fs, paper(d.Page)...), Danger: true, Before: dropEmpty})
}

// dropEmpty leaves out new units of which neither code nor name was given: their
// sort is filled in beforehand.
func dropEmpty(v url.Values) {
	for i := range splitRows {
		at := "into." + strconv.Itoa(i) + "."
		if strings.TrimSpace(v.Get(at+"code")+v.Get(at+"name")) == "" {
			for _, k := range []string{"code", "name", "sort", "focus"} {
				v.Del(at + k)
			}
		}
	}
}

func establishing(p *frame.Page) matter.Birth {
	return matter.Birth{Life: &organ.UnitLife, Do: "unit.establish", List: crumb(p.Page), Cancel: "/register"}
}

// NewUnit (登记新设单位) enters a unit of an organ.
func NewUnit(p *frame.Page) error {
	b := establishing(p)
	if !b.May(p) {
		return b.Refuse()
	}
	g, err := office.Item(p.Ctx(), p.O, p.Me, office.Organs, p.R.URL.Query().Get("organ"))
	if err != nil {
		return err
	}
	us, err := unitOptions(p, g.ID, "")
	if err != nil {
		return err
	}
	b.Cancel = "/register/organs/" + g.ID
	b.Form.Fields = append([]matter.Field{{As: matter.Hidden, Field: kit.Field{Name: "organ", Value: g.ID}}}, newUnit(p, "", false)...)
	b.Form.Fields = append(b.Form.Fields, matter.Field{As: matter.Select, Field: kit.Field{Name: "upper", Label: p.L("上级单位", "Upper unit"), Optional: true, Options: append([]kit.Option{{Label: p.L("直属："+g.Name, "right under "+g.Name)}}, us...)}})
	b.Form.Fields = append(b.Form.Fields, paper(p)...)
	if !p.Post() {
		return b.Show(p, nil)
	}
	var a organ.Establish
	if err := b.Read(p, &a); err != nil {
		return b.Show(p, err)
	}
	ans, err := p.Do(&a)
	if err != nil {
		return b.Show(p, err)
	}
	return p.GoSaying(unitKind.Path(ans.Subject), "已登记。", "Entered.")
}
