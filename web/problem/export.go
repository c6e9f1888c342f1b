package problem

import (
	"hengjian/gongwen"
	"hengjian/oversight/act"
	"hengjian/oversight/problem"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// Export (导出) writes the three lists of exactly what is filtered, with a
// cover, as this reader may know them.
func Export(p *frame.Page) error {
	if !Shows(p.Me) {
		return act.None()
	}
	f, err := frame.Form[listForm](p)
	if err != nil {
		return err
	}
	var all []problem.Problem
	if err := p.O.EachProblem(p.Ctx(), p.Me, f.filter(p), func(x problem.Problem) error { all = append(all, see(p, x)); return nil }); err != nil {
		return err
	}
	b := exporting{p: p, all: all, names: map[string]string{}}
	front, err := b.front()
	if err != nil {
		return err
	}
	matter.Download(p, "lists-"+act.DayOf(p.Now)+".xlsx", matter.Xlsx)
	return gongwen.WriteBook(p.W, front, b.problems(), b.tasks(), b.duties())
}

type exporting struct {
	p     *frame.Page
	all   []problem.Problem
	names map[string]string
}

// name of an organ or unit, asked once.
func (b exporting) name(kind, id string) string {
	if id == "" {
		return ""
	}
	if _, ok := b.names[id]; !ok {
		b.names[id] = matter.Name(b.p, kind, id)
	}
	return b.names[id]
}

func (b exporting) front() (gongwen.Front, error) {
	cg, _, err := b.p.O.CongressAt(b.p.O.View(b.p.Ctx()), b.p.Me.Place)
	f := gongwen.Front{Title: "问题清单、任务清单、责任清单", Lines: [][2]string{{"制表机关", cg.Name}, {"制表日期", act.DayOf(b.p.Now)}, {"范围", either(b.p.R.URL.RawQuery, "全部")},
		{"说明", "三张清单是同一组问题的三种列法：问题是什么、做什么、谁负责；问题针对单位和制度，不涉及对个案处理结果的评价"}}}
	for _, h := range []string{"机关", "问题", "措施", "整改中", "已报结", "已销号", "逾期", "自查主动发现（另列，不计入前面各列）"} {
		f.Cols = append(f.Cols, gongwen.Column{Head: h})
	}
	sums := map[string]*[7]int{}
	var order []string
	for _, x := range b.all {
		s := sums[x.Organ]
		if s == nil {
			s = &[7]int{}
			sums[x.Organ] = s
			order = append(order, x.Organ)
		}
		if x.SelfFound { // shown apart, never counted against the organ
			s[6]++
			continue
		}
		s[0]++
		s[1] += len(x.Measures)
		switch x.State {
		case "handed", "signed", "planned", "rectifying", "long_term":
			s[2]++
		case "claimed", "verifying", "verified":
			s[3]++
		case "closed", "settled":
			s[4]++
		}
		if d := x.NextDue(); d != 0 && d < b.p.Now.UnixMicro() {
			s[5]++
		}
	}
	for _, id := range order {
		s := sums[id]
		f.Rows = append(f.Rows, []any{b.name("organ", id), s[0], s[1], s[2], s[3], s[4], s[5], s[6]})
	}
	return f, err
}

func due(x problem.Problem) string {
	d := ""
	for _, c := range x.Clocks {
		if c.Met == "" && (d == "" || c.Due < d) {
			d = c.Due
		}
	}
	return d
}

var zh = &kit.Page{Lang: "zh"}

func (b exporting) problems() gongwen.Leaf {
	cols := []gongwen.Column{{Head: "编号", Width: 24}, {Head: "问题", Width: 36}, {Head: "具体情形", Width: 60}, {Head: "类别", Width: 24}, {Head: "机关", Width: 24}, {Head: "涉及单位", Width: 24}, {Head: "自查主动发现", Width: 10}, {Head: "状态", Width: 12}, {Head: "期限", Width: 14}}
	return gongwen.Leaf{Name: "问题清单", Cols: cols, Each: func(row func(...any) error) error {
		for _, x := range b.all {
			var units []string
			for _, u := range x.Units {
				units = append(units, b.name("unit", u))
			}
			self := ""
			if x.SelfFound {
				self = "是"
			}
			if err := row(x.Number, x.Title, x.Statement, matter.Class(b.p, x.Class), b.name("organ", x.Organ), matter.Join("、", units...), self, matter.Pill(zh, &problem.Life, x.State).Word, due(x)); err != nil {
				return err
			}
		}
		return nil
	}}
}

func (b exporting) tasks() gongwen.Leaf {
	cols := []gongwen.Column{{Head: "问题编号", Width: 24}, {Head: "序号", Width: 8}, {Head: "整改措施", Width: 60}, {Head: "责任人", Width: 16}, {Head: "完成日期", Width: 14}, {Head: "怎样算到位", Width: 40}, {Head: "最近进展", Width: 50}, {Head: "进展日期", Width: 14}}
	return gongwen.Leaf{Name: "任务清单", Cols: cols, Each: func(row func(...any) error) error {
		for _, x := range b.all {
			for i, m := range x.Measures {
				text, day := "", ""
				if n := len(m.Progress); n > 0 {
					text, day = m.Progress[n-1].Text, m.Progress[n-1].Day
				}
				if err := row(x.Number, i+1, m.Text, m.Person, m.Milestone, m.Success, text, day); err != nil {
					return err
				}
			}
		}
		return nil
	}}
}

func (b exporting) duties() gongwen.Leaf {
	cols := []gongwen.Column{{Head: "问题编号", Width: 24}, {Head: "问题", Width: 36}, {Head: "机关", Width: 24}, {Head: "牵头单位", Width: 24}, {Head: "责任人", Width: 30}, {Head: "交办纪要", Width: 24}, {Head: "整改期限", Width: 12}, {Head: "到期", Width: 14}, {Head: "状态", Width: 12}}
	return gongwen.Leaf{Name: "责任清单", Cols: cols, Each: func(row func(...any) error) error {
		for _, x := range b.all {
			if x.LeadUnit == "" {
				continue
			}
			if err := row(x.Number, x.Title, b.name("organ", x.Organ), b.name("unit", x.LeadUnit), persons(zh, x), x.Handed.Minute, x.RectifyTerm, due(x), matter.Pill(zh, &problem.Life, x.State).Word); err != nil {
				return err
			}
		}
		return nil
	}}
}
