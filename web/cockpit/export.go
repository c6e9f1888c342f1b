package cockpit

import (
	"hengjian/gongwen"
	"hengjian/oversight/act"
	"hengjian/web/frame"
	"hengjian/web/matter"
)

// Export (导出) writes the numbers as they are shown, one sheet for each panel.
func Export(p *frame.Page) error {
	k, err := p.O.Cockpit(p.Ctx(), p.Me, p.R.PathValue("id"), dayAsked(p))
	if err != nil {
		return err
	}
	zh := *p
	own := *p.Page
	own.Lang = "zh"
	zh.Page = &own
	v := view{p: &zh, k: k, path: "/campaigns/" + k.C.ID}
	matter.Download(p, "cockpit-"+k.Day+".xlsx", matter.Xlsx)
	front := gongwen.Front{Title: k.C.Name + "：专项态势", Lines: [][2]string{{"数字所在的日期", k.Day}, {"制表日期", act.DayOf(p.Now)}, {"说明", "下级人大只有件数；不对单位和个人排名"}}}
	return gongwen.WriteBook(p.W, front, v.leaves()...)
}

func (v view) leaves() (out []gongwen.Leaf) {
	leaf := func(name string, heads []string, rows func(row func(...any) error) error) {
		l := gongwen.Leaf{Name: name, Each: rows}
		for i, h := range heads {
			l.Cols = append(l.Cols, gongwen.Column{Head: h, Width: map[bool]float64{true: 30, false: 14}[i == 0]})
		}
		out = append(out, l)
	}
	if v.k.Past {
		leaf("当日各状态", []string{"种类", "状态", "当日", "现在"}, func(row func(...any) error) error {
			kind := ""
			for _, l := range v.past() {
				if l.Kind != "" {
					kind = l.Kind
				}
				if err := row(kind, l.Pill.Word, l.Then.N, l.Now.N); err != nil {
					return err
				}
			}
			return nil
		})
	} else {
		v.todayLeaves(leaf)
	}
	var stages []string
	for _, s := range v.stages() {
		stages = append(stages, s.Name)
	}
	leaf("上下联动", append(append([]string{"委员会", "层级", "方案"}, stages...), "要求覆盖", "任务完成"), func(row func(...any) error) error {
		for _, g := range v.strip() {
			for _, r := range g.Rows {
				cells := []any{r.Name, g.Level, r.Plan.Word}
				for _, c := range r.Cells {
					cells = append(cells, matter.Join("：", c.Sub, c.State.Word))
				}
				if err := row(append(cells, r.Asked, r.Tasks)...); err != nil {
					return err
				}
			}
		}
		return nil
	})
	return out
}

func (v view) todayLeaves(leaf func(string, []string, func(func(...any) error) error)) {
	leaf("总览", []string{"项目", "数", "说明"}, func(row func(...any) error) error {
		for _, t := range v.tiles() {
			if err := row(t.Label, t.Number, t.Sub); err != nil {
				return err
			}
		}
		for _, s := range v.shares() {
			if err := row("已覆盖"+s.Label, s.Done, "共 "+matter.Itoa(s.All)); err != nil {
				return err
			}
		}
		return nil
	})
	leaf("各状态", []string{"种类", "状态", "件数"}, func(row func(...any) error) error {
		for _, kind := range v.kinds() {
			ls, _ := v.byState(kind)
			for _, l := range ls {
				if err := row(v.kind(kind), l.Pill.Word, l.Cells[0].N); err != nil {
					return err
				}
			}
		}
		return nil
	})
	heads, ls := v.classes()
	leaf("反映按类别和机关", append([]string{"类别"}, heads...), func(row func(...any) error) error {
		for _, l := range ls {
			cells := []any{l.Label}
			for _, c := range l.Cells {
				cells = append(cells, c.N)
			}
			if err := row(cells...); err != nil {
				return err
			}
		}
		return nil
	})
	reqs, _ := v.requirements()
	leaf("要求与任务", []string{"工作要求", "序号", "任务", "情况"}, func(row func(...any) error) error {
		for _, r := range reqs {
			if err := row(r.Text, r.No, r.Tasks.N, r.Mark.Word); err != nil {
				return err
			}
		}
		return nil
	})
}
