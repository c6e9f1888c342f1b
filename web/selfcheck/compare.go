package selfcheck

import (
	"net/url"
	"slices"

	"hengjian/gongwen"
	"hengjian/office"
	"hengjian/oversight/act"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// small is the number below which a count is not written into anything that
// may travel: it could point to a person.
const small = 5

type compareForm struct {
	Campaign string `form:"campaign"`
	ID       string `form:"id"`
	Only     string `form:"only"` // silent
}

// inside keeps the organs' side, and everybody who does not reach reports, out.
func inside(p *frame.Page) bool {
	return p.Me.Side() == "congress" && slices.ContainsFunc(readers, p.Me.Has)
}

// Compare (与其他情况对照) holds what was reported against what is known
// otherwise, by class and unit: counts alone, for the congress's staff alone.
func Compare(p *frame.Page) error {
	f, lines, err := contrasts(p)
	if err != nil {
		return err
	}
	cs, err := p.O.CampaignsAt(p.Ctx(), p.Me.Place)
	if err != nil {
		return err
	}
	any := kit.Option{Label: p.L("全部", "Any")}
	camps := []kit.Option{any}
	for _, c := range cs {
		camps = append(camps, kit.Option{Value: c.ID, Label: c.Name})
	}
	fs := kit.Filters{Fields: []kit.Field{{Name: "campaign", Label: p.L("专项监督", "Campaign"), Value: f.Campaign, Options: camps},
		{Name: "only", Label: p.L("只看", "Only"), Value: f.Only, Options: []kit.Option{any, {Value: "silent", Label: p.L("报告没有、别处有的", "nothing reported, known otherwise")}}}}}
	if f.Campaign+f.Only != "" {
		fs.Clear = "/selfchecks/compare"
	}
	h := kit.Head{Title: p.L("自查与其他情况对照", "Self-inspections compared"), Crumbs: []kit.Link{kind.List(p.Page)}, Print: true}
	return p.Render(comparePage(p, h, fs, lines, p.R.URL.RawQuery))
}

func contrasts(p *frame.Page) (f compareForm, out []office.Contrast, err error) {
	if !inside(p) {
		return f, nil, act.None()
	}
	if f, err = frame.Form[compareForm](p); err != nil {
		return f, nil, err
	}
	out, err = p.O.Contrasts(p.Ctx(), p.Me, f.Campaign, f.ID)
	if f.Only == "silent" {
		out = slices.DeleteFunc(out, func(c office.Contrast) bool { return !c.Silent() })
	}
	return f, out, err
}

// behind is the list that a number counts, within the reader's own reach.
func behind(s office.Source, c office.Contrast) string {
	q := url.Values{"class": {c.Class}, "organ": {c.Organ}}
	if s.Kind == "problem" {
		q.Set("only", "others") // what it found itself is not held against its report
		return "/problems?" + q.Encode()
	}
	return "/clues?" + q.Encode()
}

// few hides a small number where a table may travel.
func few(n int64) string {
	if n > 0 && n < small {
		return "不足5"
	}
	return matter.Itoa(n)
}

func fewIn(p *frame.Page, n int64) string {
	if n > 0 && n < small {
		return p.L("不足5", "fewer than 5")
	}
	return matter.Itoa(n)
}

// CompareExport (导出) is the comparison as a table; small numbers are hidden.
func CompareExport(p *frame.Page) error {
	_, lines, err := contrasts(p)
	if err != nil {
		return err
	}
	b := book{p: p, names: map[string]string{}}
	cols := []gongwen.Column{{Head: "机关", Width: 24}, {Head: "单位", Width: 24}, {Head: "类别", Width: 30}, {Head: "时段起", Width: 14}, {Head: "检查数", Width: 10}, {Head: "自查报告", Width: 10}}
	for _, s := range office.Sources {
		cols = append(cols, gongwen.Column{Head: s.Zh, Width: 24})
	}
	cols = append(cols, gongwen.Column{Head: "提示", Width: 24})
	cg, _, err := p.O.CongressAt(p.O.View(p.Ctx()), p.Me.Place)
	if err != nil {
		return err
	}
	front := gongwen.Front{Title: "自查与其他情况对照", Lines: [][2]string{{"制表机关", cg.Name}, {"制表日期", act.DayOf(p.Now)}, {"使用范围", "仅供本机关工作人员内部研究，不得提供给被监督机关"}, {"说明", "只有件数，没有内容；5件以下写“不足5”；反映不等于问题成立，不能据此排名"}}}
	matter.Download(p, "compare-"+act.DayOf(p.Now)+".xlsx", matter.Xlsx)
	return gongwen.WriteBook(p.W, front, gongwen.Leaf{Name: "对照", Cols: cols, Each: func(row func(...any) error) error {
		for _, c := range lines {
			line := []any{b.name("organ", c.Organ), b.name("unit", c.Unit), matter.Class(p, c.Class), c.Since, c.Checked, few(c.Reported)}
			for _, n := range c.Others {
				line = append(line, few(n))
			}
			hint := ""
			if c.Silent() {
				hint = "报告没有、别处有"
			}
			if err := row(append(line, hint)...); err != nil {
				return err
			}
		}
		return nil
	}})
}
